//! What an account can be called: its name is a folder's name, on every system, and part of root's e-mail address.

use crate::store::error::StoreError;

/// The account that is opened where none is named.
pub const DEFAULT_ACCOUNT: &str = "practice";

/// The longest name.
const LONGEST: usize = 63;

/// Checks a name: `[a-z0-9][a-z0-9._-]{0,62}`.
pub(super) fn check(name: &str) -> Result<(), StoreError> {
    let is_first = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let is_later = |letter: u8| is_first(letter) || matches!(letter, b'.' | b'_' | b'-');
    let is_good = name.len() <= LONGEST && name.bytes().next().is_some_and(is_first) && name.bytes().all(is_later);
    if is_good { Ok(()) } else { Err(StoreError::BadName { name: name.into() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_plain_folder_name() {
        for name in ["practice", "a", "7", "my.account_2-b", &"x".repeat(63)] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for name in ["", ".", "..", ".hidden", "-x", "_x", "Practice", "a/b", "a\\b", "a b", "größe", "a\u{1b}[31m", &"x".repeat(64)] {
            assert!(check(name).is_err(), "{name}");
        }
        let message = check("a\u{1b}[31m").unwrap_err().to_string();
        assert!(!message.contains('\u{1b}') && message.contains("1 to 63 of a-z, 0-9"), "{message}");
    }
}
