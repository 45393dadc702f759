//! Secrets Manager.

macro_rules! secrets_manager {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a secret.
            Write(secretsmanager) CreateSecret {
                required name: String = "Name" SECRET_NAME,
                optional description: String = "Description" SECRET_DESCRIPTION,
                optional secret_string: Secret = "SecretString" SECRET_STRING,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Lists the secrets, without what they hold.
            Read(secretsmanager) ListSecrets {
            }

            /// Shows what a secret holds.
            Read(secretsmanager) GetSecretValue {
                required secret_id: String = "SecretId" ESTATE_NAME,
            }

            /// Sets what a secret holds.
            Write(secretsmanager) PutSecretValue {
                required secret_id: String = "SecretId" ESTATE_NAME,
                optional secret_string: Secret = "SecretString" SECRET_STRING,
            }

            /// Has a secret deleted after some days, or at once. From now on nobody can read it.
            Write(secretsmanager) DeleteSecret {
                required secret_id: String = "SecretId" ESTATE_NAME,
                optional recovery_window_in_days: u32 = "RecoveryWindowInDays" RECOVERY_WINDOW,
                optional force_delete_without_recovery: bool = "ForceDeleteWithoutRecovery" BOOLEAN,
            }

            /// Keeps a secret that was to be deleted.
            Write(secretsmanager) RestoreSecret {
                required secret_id: String = "SecretId" ESTATE_NAME,
            }

            /// Sets a secret's policy.
            Write(secretsmanager) PutResourcePolicy {
                required secret_id: String = "SecretId" ESTATE_NAME,
                required resource_policy: String = "ResourcePolicy" RESOURCE_POLICY,
            }

            /// Shows a secret's policy.
            Read(secretsmanager) GetResourcePolicy {
                required secret_id: String = "SecretId" ESTATE_NAME,
            }

            /// Adds tags to a secret, or changes the value of those it has.
            Write(secretsmanager) TagSecret = "TagResource" {
                required secret_id: String = "SecretId" ESTATE_NAME,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from a secret.
            Write(secretsmanager) UntagSecret = "UntagResource" {
                required secret_id: String = "SecretId" ESTATE_NAME,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }
        }
    };
}
