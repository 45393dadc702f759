//! The languages that lessons are told in.

use serde::{Deserialize, Serialize};

/// A language of lessons' texts. Lessons are written in English; another language's texts lie beside them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// The lessons' own.
    #[default]
    English,
    /// `w01.de.md`.
    German,
}

impl Language {
    /// All of them, in the order of the settings screen.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// What it is called by those who speak it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// What stands in a file's name before `.md`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The language of the system's locale, by its variables as they are asked for by name; English where there is no other.
    pub fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default();
        let code = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code() == code).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_tells_the_language() {
        let of = |set: &[(&str, &str)]| {
            Language::of_locale(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[("LANG", "de_AT.UTF-8")]), Language::German);
        assert_eq!(of(&[("LANG", "de"), ("LC_ALL", "en_GB")]), Language::English);
        assert_eq!(of(&[("LANG", "den"), ("LC_ALL", "")]), Language::English);
        assert_eq!(of(&[]), Language::English);
    }
}
