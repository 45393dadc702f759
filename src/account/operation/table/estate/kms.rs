//! KMS.

macro_rules! kms {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a key. Without a policy it leaves its use to the policies of the account.
            Write(kms) CreateKey {
                optional policy: String = "Policy" RESOURCE_POLICY,
                optional description: String = "Description" KEY_DESCRIPTION,
                optional bypass_policy_lockout_safety_check: bool = "BypassPolicyLockoutSafetyCheck" BOOLEAN,
                optional tags: Vec<KeyTag> = "Tags" KEY_TAGS,
            }

            /// Lists the keys.
            Read(kms) ListKeys {
            }

            /// Shows a key.
            Read(kms) DescribeKey {
                required key_id: String = "KeyId" ESTATE_NAME,
            }

            /// Shows a key's policy.
            Read(kms) GetKeyPolicy {
                required key_id: String = "KeyId" ESTATE_NAME,
                optional policy_name: String = "PolicyName" ESTATE_NAME,
            }

            /// Sets a key's policy: without leave in it, no other policy gives any.
            Write(kms) PutKeyPolicy {
                required key_id: String = "KeyId" ESTATE_NAME,
                optional policy_name: String = "PolicyName" ESTATE_NAME,
                required policy: String = "Policy" RESOURCE_POLICY,
                optional bypass_policy_lockout_safety_check: bool = "BypassPolicyLockoutSafetyCheck" BOOLEAN,
            }

            /// Gives a key another name.
            Write(kms) CreateAlias {
                required alias_name: String = "AliasName" ESTATE_NAME,
                required target_key_id: String = "TargetKeyId" ESTATE_NAME,
            }

            /// Takes another name from its key.
            Write(kms) DeleteAlias {
                required alias_name: String = "AliasName" ESTATE_NAME,
            }

            /// Lists the other names of keys.
            Read(kms) ListAliases {
            }

            /// Encrypts with a key. Practice only: whoever has the result can read it.
            Read(kms) Encrypt {
                required key_id: String = "KeyId" ESTATE_NAME,
                required plaintext: Secret = "Plaintext" PLAINTEXT,
            }

            /// Decrypts with the key that encrypted.
            Read(kms) Decrypt {
                required ciphertext_blob: Secret = "CiphertextBlob" CIPHERTEXT,
                optional key_id: String = "KeyId" ESTATE_NAME,
            }

            /// Has a key deleted after some days. From now on nobody can use it.
            Write(kms) ScheduleKeyDeletion {
                required key_id: String = "KeyId" ESTATE_NAME,
                optional pending_window_in_days: u32 = "PendingWindowInDays" PENDING_WINDOW,
            }

            /// Keeps a key that was to be deleted. It is disabled then.
            Write(kms) CancelKeyDeletion {
                required key_id: String = "KeyId" ESTATE_NAME,
            }

            /// Lets a key be used again that is disabled.
            Write(kms) EnableKey {
                required key_id: String = "KeyId" ESTATE_NAME,
            }

            /// Keeps a key from being used, until it is enabled again.
            Write(kms) DisableKey {
                required key_id: String = "KeyId" ESTATE_NAME,
            }

            /// Adds tags to a key, or changes the value of those it has.
            Write(kms) TagKey = "TagResource" {
                required key_id: String = "KeyId" ESTATE_NAME,
                required tags: Vec<KeyTag> = "Tags" KEY_TAGS,
            }

            /// Removes tags from a key.
            Write(kms) UntagKey = "UntagResource" {
                required key_id: String = "KeyId" ESTATE_NAME,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists a key's tags.
            Read(kms) ListResourceTags {
                required key_id: String = "KeyId" ESTATE_NAME,
            }
        }
    };
}
