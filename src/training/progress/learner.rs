//! Who learns: the operating system's user, as a name that a file can have.

use std::fmt;

/// The longest name.
const LONGEST: usize = 63;

/// A learner's name: `[a-z0-9][a-z0-9._-]{0,62}`, a plain file name on every system.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Learner(String);

impl Learner {
    /// The operating system's user, or `learner` where it tells of none.
    pub fn of_system() -> Self {
        let named = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|variable| std::env::var(variable).ok());
        Self::called(&named.unwrap_or_default())
    }

    /// As this name, with what a file's name can't have left out.
    pub fn called(name: &str) -> Self {
        let is_kept = |letter: &char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '.' | '_' | '-');
        let kept: String = name.to_lowercase().chars().filter(is_kept).skip_while(|letter| !letter.is_ascii_alphanumeric()).collect();
        let name: String = kept.chars().take(LONGEST).collect();
        Self(if name.is_empty() { "learner".into() } else { name })
    }

    /// The learner of this name, where a file can have it as it is.
    pub fn named(name: &str) -> Option<Self> {
        Some(Self::called(name)).filter(|learner| learner.0 == name)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Learner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_users_name_becomes_a_plain_file_name() {
        for (user, name) in [
            ("anna", "anna"),
            ("Anna.Berg", "anna.berg"),
            ("DOMAIN\\anna", "domainanna"),
            ("../../etc/passwd", "etcpasswd"),
            ("ü", "learner"),
            ("", "learner"),
            ("-x", "x"),
        ] {
            assert_eq!(Learner::called(user).as_str(), name, "{user}");
        }
        assert_eq!(Learner::called(&"x".repeat(100)).as_str().len(), 63);
        assert_eq!(Learner::named("anna.berg"), Some(Learner::called("anna.berg")));
        for name in ["Anna", "../anna", "", "anna berg", "learner\u{1b}"] {
            assert_eq!(Learner::named(name), None, "{name:?}");
        }
    }
}
