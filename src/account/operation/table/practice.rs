//! The owner's tools, which no service of AWS has.

macro_rules! practice {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Moves the practice clock forward: ages, expiry and sessions go by it, MFA codes do not.
            Write(practice) AdvanceClock {
                required seconds: u32 = "Seconds" CLOCK_SECONDS,
            }

            /// Opens a session as somebody of the account, to try something as them: a user, a role, an instance or a function.
            Use(practice) OpenSession {
                required principal: String = "Principal" ESTATE_NAME,
            }

            /// Gives the root user a new password, as the account's owner may at any time.
            Write(practice) SetRootPassword {
                required new_password: Secret = "NewPassword" ROOT_PASSWORD,
            }
        }
    };
}
