//! Signing in to the console, and changing into a role there.

macro_rules! sign_in {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Signs in to the console, root by e-mail address or a user by name; with a code where an MFA device is active.
            Use(signin) ConsoleLogin {
                optional account: String = "AccountId" | "Account" SIGN_IN_ACCOUNT,
                optional email: String = "Email" SIGN_IN_EMAIL,
                optional user_name: String = "UserName" SIGN_IN_NAME,
                required password: Secret = "Password" SIGN_IN_PASSWORD,
                optional mfa_code: Secret = "MfaCode" AUTHENTICATION_CODE,
                optional new_password: Secret = "NewPassword" PASSWORD,
            }

            /// Changes into a role for a while: its permissions take the place of one's own.
            Use(signin) SwitchRole {
                optional account: String = "AccountId" | "Account" SIGN_IN_ACCOUNT,
                required role_name: String = "RoleName" SWITCH_ROLE_NAME,
                optional display_name: String = "DisplayName" DISPLAY_NAME,
                optional role_color: String = "RoleColor" ROLE_COLOR,
            }

            /// Goes back from a role that one switched to.
            Use(signin) ExitRole {
            }

            /// Signs out of the console.
            Use(signin) Logout {
            }

            /// Changes the caller's own console password.
            Write ChangePassword {
                required old_password: Secret = "OldPassword" PASSWORD,
                required new_password: Secret = "NewPassword" PASSWORD,
            }
        }
    };
}
