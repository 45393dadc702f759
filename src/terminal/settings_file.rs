//! The settings, kept as a file between sessions.

use std::fs;
use std::io;
use std::path::Path;

use crate::account::display::visible;
use crate::app::settings::Settings;

/// Reads the settings. A file that is not there gives the defaults; one that can't be read gives them, too, and says so.
pub fn load(path: &Path) -> (Settings, Option<String>) {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Settings::default(), None),
        Err(error) => return (Settings::default(), Some(unreadable(path, &error.to_string()))),
    };
    match toml::from_str(&text) {
        Ok(settings) => (settings, None),
        Err(error) => (Settings::default(), Some(unreadable(path, error.message()))),
    }
}

fn unreadable(path: &Path, reason: &str) -> String {
    format!("The settings in {} could not be read and the defaults hold: {}.", visible(&path.display().to_string()), visible(reason))
}

/// Keeps the settings: written beside the old ones, then put in their place.
///
/// # Errors
/// The directory can't be written.
pub(super) fn save(path: &Path, settings: &Settings) -> io::Result<()> {
    let text = toml::to_string(settings).map_err(io::Error::other)?;
    let beside = path.with_extension("toml.new");
    fs::write(&beside, text)?;
    fs::rename(&beside, path)
}
