//! Accounts: the practice accounts on this machine. They are made, opened, copied, reset and thrown away here.

mod dialogs;
pub(super) mod list;
mod rows;
