//! Where accounts live: a journal that is fsynced before anything is acknowledged, sled following it, checkpoints, one folder an account.
