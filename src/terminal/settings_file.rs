//! The settings, kept as a file between sessions.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::account::display::visible;
use crate::app::settings::Settings;
use crate::policy::document::{LineIndex, Position};
use crate::store::private_file;

/// Reads the settings. A file that is not there gives the defaults; one that can't be read gives them, too, and says so.
pub fn load(path: &Path) -> (Settings, Option<String>) {
    match read(path) {
        Ok(settings) => (settings.unwrap_or_default(), None),
        Err(reason) => {
            let shown = visible(&path.display().to_string());
            let sentence = format!("The settings in {shown} could not be read and the defaults hold: {}.", visible(reason.trim_end()));
            (Settings::default(), Some(format!("{sentence} Once you change one, that file is kept as {}.", name_of(&kept(path)))))
        }
    }
}

/// What is set; `None` where nothing was set yet, and where it can't be read, why.
fn read(path: &Path) -> Result<Option<Settings>, String> {
    match fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map(Some).map_err(|error| match error.span() {
            Some(span) => {
                let Position { line, column } = LineIndex::of(&text).position(span.start);
                format!("line {line}, column {column}: {}", error.message())
            }
            None => error.message().to_owned(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// What a file of settings that can't be read is called once there is another. An earlier one keeps its name.
fn kept(path: &Path) -> PathBuf {
    private_file::vacant(&path.with_file_name("settings.toml.unread"))
}

fn name_of(path: &Path) -> String {
    visible(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// Keeps the settings. What can't be read is not ours to lose: it is kept under another name.
///
/// # Errors
/// The directory can't be written.
pub(super) fn save(path: &Path, settings: &Settings) -> io::Result<()> {
    let text = toml::to_string(settings).map_err(io::Error::other)?;
    if read(path).is_err() {
        fs::rename(path, kept(path))?;
    }
    private_file::replace(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_kept_where_there_is_no_directory_yet_and_nobody_else_reads_them() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("deep/settings.toml");
        assert_eq!(load(&path), (Settings::default(), None));
        let changed = Settings { mouse: false, ..Settings::default() };
        save(&path, &changed).unwrap();
        assert_eq!(load(&path), (changed, None));
        assert_eq!(fs::read_dir(home.path().join("deep")).unwrap().count(), 1, "nothing is left beside them");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn settings_that_cannot_be_read_are_told_of_and_kept() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("settings.toml");
        fs::write(&path, "theme = \"neon\"\n").unwrap();
        let (settings, notice) = load(&path);
        assert_eq!(settings, Settings::default());
        let notice = notice.unwrap();
        assert!(notice.contains("the defaults hold: line 1, column 9: "), "{notice}");
        assert!(notice.ends_with(" Once you change one, that file is kept as settings.toml.unread."), "{notice}");
        save(&path, &settings).unwrap();
        save(&path, &settings).unwrap();
        assert_eq!(load(&path), (settings.clone(), None));
        fs::write(&path, "mouse =\n").unwrap();
        let notice = load(&path).1.unwrap();
        assert!(notice.ends_with(" kept as settings.toml.unread-2."), "{notice}");
        save(&path, &settings).unwrap();
        let kept = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
        assert_eq!((kept("settings.toml.unread"), kept("settings.toml.unread-2")), ("theme = \"neon\"\n".into(), "mouse =\n".into()));
    }
}
