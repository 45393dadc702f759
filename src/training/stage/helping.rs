//! Lines run for a learner who asked for it: what a line needs that only the learner could know is set first.

use super::run::{LineError, Runner};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{Owner, User};

impl Runner<'_> {
    /// Runs a line of the lesson for the learner. A user signs in with the password that the learner chose, which nobody else
    /// knows: where the lesson's is refused, the user is given that one. What was set so is told, in a sentence.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn help(&mut self, text: &str) -> Result<Option<String>, LineError> {
        let refused = match self.run(text) {
            Ok(()) => return Ok(None),
            Err(refused @ LineError::Refused(_)) => refused,
            Err(error) => return Err(error),
        };
        let Some((name, password, rest)) = signing_in(text) else { return Err(refused) };
        let account = self.ground.account();
        let Some(user) = account.user_named(name) else { return Err(refused) };
        let (set, code) = (to_set(account, user, password), code_for(account, user, rest));
        let before = self.speaker.replace(Caller::ROOT);
        let ran = self.run(&set);
        self.speaker = before;
        ran?;
        self.run(&format!("sign-in user/{name} {password}{code}{rest}"))?;
        Ok(Some(format!("The password of {name} is {password} now.")))
    }
}

/// Who signs in, with which password, and what the line says behind it. What is to fail is nobody's way in.
fn signing_in(line: &str) -> Option<(&str, &str, &str)> {
    let (name, behind) = line.strip_prefix("sign-in user/")?.split_once(' ')?;
    let (password, rest) = behind.split_at(behind.find(' ').unwrap_or(behind.len()));
    Some((name, password, rest))
}

/// The line that gives a user a password.
fn to_set(account: &Account, user: &User, password: &str) -> String {
    let (operation, no_reset) = match account.login_profile_of(user.id) {
        Some(_) => ("update-login-profile", " --no-password-reset-required"),
        None => ("create-login-profile", ""),
    };
    format!("aws iam {operation} --user-name {} --password {password}{no_reset}", user.name)
}

/// The code that a user's sign-in asks for, unless the line has one.
fn code_for(account: &Account, user: &User, rest: &str) -> String {
    let device = account.mfa_devices_of(Owner::User(user.id)).next();
    device.filter(|_| !rest.contains("$code")).map_or_else(String::new, |device| format!(" $code({})", device.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_sign_a_user_in_are_known() {
        assert_eq!(signing_in("sign-in user/pat Blue-kettle"), Some(("pat", "Blue-kettle", "")));
        assert_eq!(signing_in("sign-in user/pat Old $code(x) new New"), Some(("pat", "Old", " $code(x) new New")));
        for line in ["sign-in root $rootpassword", "fails sign-in user/bob Let-me-in", "sign-out", "sign-in user/pat"] {
            assert_eq!(signing_in(line), None, "{line}");
        }
    }
}
