//! The account: its password policy, its alias, and all of it in one reply.

macro_rules! account {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Sets the password policy whole: what is left out goes back to its default.
            Write UpdateAccountPasswordPolicy {
                optional minimum_password_length: u32 = "MinimumPasswordLength" MINIMUM_PASSWORD_LENGTH,
                optional require_symbols: bool = "RequireSymbols" BOOLEAN,
                optional require_numbers: bool = "RequireNumbers" BOOLEAN,
                optional require_uppercase_characters: bool = "RequireUppercaseCharacters" BOOLEAN,
                optional require_lowercase_characters: bool = "RequireLowercaseCharacters" BOOLEAN,
                optional allow_users_to_change_password: bool = "AllowUsersToChangePassword" BOOLEAN,
                optional max_password_age: u32 = "MaxPasswordAge" MAX_PASSWORD_AGE,
                optional password_reuse_prevention: u32 = "PasswordReusePrevention" PASSWORD_REUSE_PREVENTION,
                optional hard_expiry: bool = "HardExpiry" BOOLEAN_OBJECT,
            }

            /// Shows the account's own password policy.
            Read GetAccountPasswordPolicy {
            }

            /// Removes the account's own password policy; the IAM default applies again.
            Write DeleteAccountPasswordPolicy {
            }

            /// Gives the account an alias for its sign-in link, in place of the one it has.
            Write CreateAccountAlias {
                required account_alias: String = "AccountAlias" ACCOUNT_ALIAS,
            }

            /// Removes the account's alias.
            Write DeleteAccountAlias {
                required account_alias: String = "AccountAlias" ACCOUNT_ALIAS,
            }

            /// Lists the account's alias, if it has one.
            Read ListAccountAliases {
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Counts the account's entities beside their quotas.
            Read GetAccountSummary {
            }

            /// Shows all users, groups, roles and policies with how they are tied to each other.
            Read GetAccountAuthorizationDetails {
                optional filter: Vec<String> = "Filter" ENTITY_LIST,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
                optional marker: String = "Marker" MARKER,
            }
        }
    };
}
