//! The user's own settings: how it looks, not what is in an account.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::labels::Labels;
use crate::theme::Choice;
use crate::training::lesson::Language;

/// What is set, and kept between sessions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
#[allow(clippy::struct_excessive_bools, reason = "each is a box of the settings")]
pub struct Settings {
    /// Which look.
    pub theme: Choice,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Whose words.
    pub labels: Labels,
    /// Whether the five tasks are read strictly.
    pub strict: bool,
    /// Whether a learner's first start offers the tour; turned off in the file.
    pub welcome: bool,
    /// Whether others look on: secrets are masked, and keys are shown as they are pressed.
    pub presenter: bool,
    /// The language that lessons are told in; the system's, where none was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The folder of lessons of one's own, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lessons: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Choice::default(),
            mouse: true,
            labels: Labels::default(),
            strict: false,
            welcome: true,
            presenter: false,
            language: None,
            lessons: None,
        }
    }
}
