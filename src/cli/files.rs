//! Files that a command is given, and those that a line names with `file://`.

use std::env;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::output::Trouble;
use crate::awscli::Files;
use crate::policy::document::LineIndex;
use crate::training::given;

/// Longest file that is read, in bytes: more than the longest policy document.
const LONGEST: u64 = 1 << 20;

/// The files of this machine.
pub(super) struct LocalFiles {
    /// Whether pipes may be read, as `file:///dev/stdin` is. Waiting for one stops the whole program.
    pub pipes: bool,
}

impl Files for LocalFiles {
    fn read(&self, path: &str) -> Result<String, String> {
        let contents = self.bytes(path, LONGEST).and_then(|contents| decoded(contents, LONGEST));
        contents.map_err(|error| error.to_string())
    }

    fn find(&self, path: &str) -> Result<(), String> {
        self.bytes(path, 0).map(|_| ()).map_err(|error| error.to_string())
    }
}

impl LocalFiles {
    /// What the file at a path, expanded, begins with: so many bytes and one more.
    fn bytes(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        let path = expanded(path);
        if self.pipes { given::up_to(&path, most) } else { given::bytes(&path, most) }
    }
}

/// The text of a regular file that a command is given, of so many bytes at most.
///
/// # Errors
/// It can't be read, is longer, or is no text.
pub(super) fn text(path: &Path, most: u64) -> Result<String, Trouble> {
    let contents = given::bytes(path, most).and_then(|contents| decoded(contents, most));
    contents.map_err(|error| Trouble::Input(path.display().to_string(), error))
}

/// What is too long or no text is bad input, as a file that is not there is.
fn decoded(contents: Vec<u8>, most: u64) -> io::Result<String> {
    let bad = |why: String| io::Error::new(ErrorKind::InvalidInput, why);
    if contents.len() as u64 > most {
        return Err(bad(format!("it is longer than {most} bytes")));
    }
    String::from_utf8(contents).map_err(|error| {
        let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let at = LineIndex::of(&String::from_utf8_lossy(good)).position(good.len());
        bad(format!("it is no UTF-8 text from line {}, column {} on", at.line, at.column))
    })
}

/// A path as typed, with `~`, `$VARIABLE` and `${VARIABLE}` for what they stand for, as the AWS CLI expands it by itself.
/// What stands for nothing stays.
pub(super) fn expanded(path: &str) -> PathBuf {
    let home = || env::home_dir()?.into_os_string().into_string().ok();
    expand(path, home, |name| env::var(name).ok()).into()
}

fn expand(path: &str, home: impl Fn() -> Option<String>, variable: impl Fn(&str) -> Option<String>) -> String {
    let below_home = path.strip_prefix('~').filter(|below| below.is_empty() || below.starts_with('/'));
    let mut left = path;
    let mut done = String::new();
    if let Some((below, home)) = below_home.zip(home()) {
        left = below;
        done.push_str(&home);
    }
    while let Some((before, behind)) = left.split_once('$') {
        done.push_str(before);
        let (name, rest) = name_at(behind);
        match variable(name).filter(|_| !name.is_empty()) {
            Some(value) => done.push_str(&value),
            None => done.push_str(&left[before.len()..left.len() - rest.len()]),
        }
        left = rest;
    }
    done + left
}

/// The name that begins behind `$`, bare or in braces, and what comes after it.
fn name_at(text: &str) -> (&str, &str) {
    if let Some((name, rest)) = text.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        return (name, rest);
    }
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_expanded_as_the_aws_cli_expands_them() {
        let variable = |name: &str| match name {
            "A" => Some("a$B".to_owned()),
            "long_NAME1" => Some("é".to_owned()),
            _ => None,
        };
        for (path, expected) in [
            ("~", "/home/alice"),
            ("~/x", "/home/alice/x"),
            ("~bob/x", "~bob/x"),
            ("x/~", "x/~"),
            ("$A/x", "a$B/x"),
            ("${A}x$long_NAME1.json", "a$Bxé.json"),
            ("~/$A", "/home/alice/a$B"),
            ("$NONE/${NONE}/$/${/$$A", "$NONE/${NONE}/$/${/$a$B"),
            ("plain/größe", "plain/größe"),
        ] {
            assert_eq!(expand(path, || Some("/home/alice".into()), variable), expected, "{path}");
        }
        assert_eq!(expand("~/x", || None, variable), "~/x");
    }

    #[test]
    fn only_regular_files_are_read_where_waiting_would_stop_everything() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x");
        std::fs::write(&path, "text").unwrap();
        let path = path.to_str().unwrap();
        for pipes in [true, false] {
            assert_eq!(LocalFiles { pipes }.read(path).as_deref(), Ok("text"));
            assert!(LocalFiles { pipes }.read(directory.path().to_str().unwrap()).is_err());
            assert!(LocalFiles { pipes }.read(&format!("{path}-absent")).is_err());
        }
        #[cfg(unix)]
        {
            assert_eq!(LocalFiles { pipes: false }.read("/dev/zero").unwrap_err(), "it is not a regular file");
            assert_eq!(LocalFiles { pipes: true }.read("/dev/zero").unwrap_err(), "it is longer than 1048576 bytes");
            assert_eq!(LocalFiles { pipes: true }.read("/dev/null").as_deref(), Ok(""));
        }
    }
}
