//! What the model begins with.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use rand::rngs::StdRng;

use super::Model;
use crate::app::model::typing::Typing;
use crate::app::places::Places;
use crate::app::screen::Screens;
use crate::app::settings::Settings;
use crate::app::sight::Sight;
use crate::app::view::Wants;
use crate::awscli::Files;
use crate::theme::{Depth, Ground, Theme};
use crate::training::Shelf;
use crate::training::lesson::Language;
use crate::training::progress::Progress;

/// What the model is told at the start and can't find out itself.
pub struct Start {
    /// The screens.
    pub screens: Screens,
    /// The user's settings.
    pub settings: Settings,
    /// What the terminal's ground is taken to be until it tells.
    pub ground: Ground,
    /// How many colours it shows.
    pub depth: Depth,
    /// Whether it shows letters beyond ASCII.
    pub unicode: bool,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Where chance comes from.
    pub rng: StdRng,
    /// Reads what `file://` names in a line typed behind `:`.
    pub files: Box<dyn Files>,
    /// Whether what is shown is recorded: then secrets are masked.
    pub is_recorded: bool,
    /// The folder of lessons that the command line names.
    pub lessons: Option<PathBuf>,
    /// The language of whoever sits here, for where they have set none.
    pub language: Language,
}

impl Model {
    /// The model before any account is open.
    pub fn new(start: Start, now: Timestamp) -> Self {
        let Start { screens, settings, ground, depth, unicode, size, rng, files, is_recorded, lessons, language } = start;
        let theme = Theme::new(settings.theme, ground, depth).with_unicode(unicode).hiding_secrets(settings.presenter || is_recorded);
        Self {
            screens,
            practice: None,
            places: Places::default(),
            kept: None,
            overlays: Vec::new(),
            of_step: None,
            notice: None,
            notices: Vec::new(),
            progress: Progress::default(),
            elsewhere: BTreeSet::new(),
            offers: false,
            reminds: false,
            shelf: Shelf::default(),
            named_folder: lessons,
            language_of_system: language,
            coach: None,
            card_wants: Wants::default(),
            accounts: Vec::new(),
            accounts_read_only: None,
            settings,
            ground,
            depth,
            unicode,
            theme,
            size,
            now,
            opening_since: Some(now),
            is_recorded,
            pressed: None,
            chance: [0; 32],
            rng,
            files,
            early: Vec::new(),
            pending: Vec::new(),
            underway: Vec::new(),
            saving: Vec::new(),
            saved: Vec::new(),
            last_id: 0,
            commands: Vec::new(),
            quit_question: None,
            sight: Sight::default(),
            seen: None,
            denied: None,
            is_tab_denied: false,
            is_self_denied: false,
            typing: Typing::default(),
            denied_at: None,
        }
    }
}
