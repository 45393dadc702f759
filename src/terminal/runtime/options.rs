//! What the console is started with.

use std::path::PathBuf;

use crate::app::screen::Screens;
use crate::app::settings::Settings;
use crate::awscli::Files;
use crate::store::{Access, Home};
use crate::terminal::looks::Looks;
use crate::terminal::recording::Recorder;
use crate::training::lesson::Language;
use crate::training::progress::Learner;

/// What the console is started with.
pub struct Options {
    /// Where accounts are.
    pub home: Home,
    /// Which account.
    pub account: String,
    /// Whether it may be changed.
    pub access: Access,
    /// The screens.
    pub screens: Screens,
    /// What the terminal can show.
    pub looks: Looks,
    /// The user's settings.
    pub settings: Settings,
    /// Where they are kept.
    pub settings_path: PathBuf,
    /// Reads what `file://` names.
    pub files: Box<dyn Files>,
    /// Something to say at the start.
    pub notice: Option<String>,
    /// Where what is shown is recorded.
    pub recording: Option<Recorder>,
    /// Whose progress is kept.
    pub learner: Learner,
    /// The folder of lessons that the command line names.
    pub lessons: Option<PathBuf>,
    /// The language of whoever sits here.
    pub language: Language,
}
