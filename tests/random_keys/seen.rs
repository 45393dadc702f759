//! What was reached: keys that reach nothing prove nothing.

use std::collections::HashMap;

use super::common::console::Console;
use iam_console::app::route::ScreenId;
use iam_console::screens::SCREENS;

/// What can lie over a screen, each told by a key that it shows and none of those behind it does.
const OVERLAYS: [(&str, &str); 6] = [
    ("the command line", "tab complete"),
    ("a list to choose from", "enter do it"),
    ("a secret shown once", "w download .csv file"),
    ("something to read", "y copy"),
    ("a list to narrow", "/ filter"),
    ("a dialog", "esc cancel"),
];

/// How often what was seen.
#[derive(Default, Debug)]
pub struct Seen {
    pub keys: usize,
    pub changes: usize,
    screens: HashMap<ScreenId, usize>,
    overlays: HashMap<&'static str, usize>,
}

/// Pages of what random keys seldom make, and of what the root user, as whom they begin, does not do.
const SELDOM: [ScreenId; 6] =
    [ScreenId::Provider, ScreenId::Resource, ScreenId::Tags, ScreenId::SwitchRole, ScreenId::Sitting, ScreenId::WhoCould];

impl Seen {
    /// Takes note of what is shown.
    pub fn note(&mut self, console: &Console) {
        *self.screens.entry(console.model.route().unwrap().screen).or_default() += 1;
        if console.model.overlay_count() > 0 {
            let screen = console.screen();
            let keys = screen.lines().last().unwrap_or_default();
            if let Some((overlay, _)) = OVERLAYS.iter().find(|(_, key)| keys.contains(key)) {
                *self.overlays.entry(overlay).or_default() += 1;
            }
        }
    }

    /// Fails unless all screens and all that can lie over them were seen.
    pub fn assert_everything(&self, keys: usize, changes: usize) {
        let expected = SCREENS.iter().map(|spec| spec.id).filter(|id| !SELDOM.contains(id));
        let screens = expected.filter(|id| !self.screens.contains_key(id)).collect::<Vec<_>>();
        let overlays = OVERLAYS.iter().filter(|(overlay, _)| !self.overlays.contains_key(overlay)).collect::<Vec<_>>();
        assert!(screens.is_empty() && overlays.is_empty(), "never seen: {screens:?}, {overlays:?}; {self:#?}");
        assert!(self.keys >= keys && self.changes >= changes, "too little was done: {self:#?}");
    }
}
