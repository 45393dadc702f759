//! The console's words, which change between its releases: one table, chosen by skin.

use serde::{Deserialize, Serialize};

/// Whose words are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Labels {
    /// The console of the course notes, with Security Status.
    #[default]
    Classic,
    /// The console of 2026.
    Current,
}

impl Labels {
    /// Both, in the order of the settings screen.
    pub const ALL: [Self; 2] = [Self::Classic, Self::Current];

    /// The settings screen's words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Classic => "Classic (Groups, Password policy)",
            Self::Current => "2026 (IAM user groups, Account settings)",
        }
    }
}

/// A word that differs between releases.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the table below says what each is")]
pub enum Label {
    Users,
    Groups,
    Group,
    CreateGroup,
    AccountSettings,
}

impl Label {
    /// The word in a skin.
    pub const fn of(self, labels: Labels) -> &'static str {
        let [classic, current] = match self {
            Self::Users => ["Users", "IAM users"],
            Self::Groups => ["Groups", "IAM user groups"],
            Self::Group => ["group", "user group"],
            Self::CreateGroup => ["Create group", "Create user group"],
            Self::AccountSettings => ["Password policy", "Account settings"],
        };
        match labels {
            Labels::Classic => classic,
            Labels::Current => current,
        }
    }
}
