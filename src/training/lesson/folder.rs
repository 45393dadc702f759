//! Lessons in folders: files that anybody may have written.

use std::io;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use super::error::LessonError;
use super::model::Lesson;
use super::origin::Origin;
use super::parse::{LONGEST_FILE, decoded, shipped};
use crate::account::display::visible;
use crate::training::given;

/// Why a file gives no lesson.
#[derive(Debug)]
pub enum Unread {
    /// It can't be read.
    Io(PathBuf, io::Error),
    /// It is no lesson.
    Lesson(LessonError),
}

impl fmt::Display for Unread {
    /// As a sentence, or as a line with the place, escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => {
                write!(f, "{} could not be read: {}.", visible(&path.to_string_lossy()), visible(&error.to_string()))
            }
            Self::Lesson(error) => error.fmt(f),
        }
    }
}

impl From<LessonError> for Unread {
    fn from(error: LessonError) -> Self {
        Self::Lesson(error)
    }
}

impl Lesson {
    /// Reads a lesson's file. A fixture may lie beside it, in `fixtures/NAME.txt`; it goes before the program's own.
    ///
    /// # Errors
    /// The file can't be read, or is no lesson.
    pub fn read(path: &Path) -> Result<Self, Unread> {
        let name = path.to_string_lossy().into_owned();
        let bytes = bytes(path)?;
        let text = decoded(&name, &bytes)?;
        let beside = path.parent().unwrap_or(Path::new("")).join("fixtures");
        let lesson = Self::parse_with(&name, text, &|fixture| {
            let file = beside.join(format!("{fixture}.txt"));
            Ok(match fixture_beside(&file)? {
                Some(text) => Some((file.to_string_lossy().into_owned(), text)),
                None => shipped(fixture),
            })
        })?;
        Ok(Self { origin: Some(Origin::of(path, text, &lesson.beginning())), ..lesson })
    }

    /// The translations that lie beside a lesson's file, by their languages: `w01-meet.de.md` beside `w01-meet.md`.
    pub fn translations(path: &Path) -> Vec<(String, PathBuf)> {
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { return Vec::new() };
        let language = |path: &Path| {
            let name = path.file_name()?.to_str()?.strip_prefix(stem)?.strip_suffix(".md")?;
            name.strip_prefix('.').filter(|language| is_language(language)).map(str::to_owned)
        };
        let mut found: Vec<(String, PathBuf)> =
            files_in(path.parent().unwrap_or(Path::new("")), language).unwrap_or_default().into_iter().collect();
        // A pipe that never ends is no text.
        found.retain(|(_, path)| path.is_file());
        found.sort();
        found
    }
}

/// The lesson's file that a file is a translation beside; `None` where it is none.
pub fn translation_of(path: &Path) -> Option<PathBuf> {
    let (stem, language) = path.file_name()?.to_str()?.strip_suffix(".md")?.rsplit_once('.')?;
    let source = path.with_file_name(format!("{stem}.md"));
    (is_language(language) && source.exists()).then_some(source)
}

/// A file as text, where it can be a lesson's.
///
/// # Errors
/// It can't be read, or is no text.
pub fn text_of(path: &Path) -> Result<String, Unread> {
    let bytes = bytes(path)?;
    Ok(decoded(&path.to_string_lossy(), &bytes)?.to_owned())
}

/// More files than this are read of no folder: it holds something else.
const MOST_FILES: usize = 500;

/// The lessons of a folder by their files' names, each read or with why it can't be. Translations, what is written all in
/// capitals, and what is no file, such as a pipe that never ends, are none.
///
/// # Errors
/// The folder can't be read, or has too many files to be one of lessons.
pub fn folder(path: &Path) -> io::Result<Vec<(PathBuf, Result<Lesson, Unread>)>> {
    let is_lesson = |path: &Path| {
        let name = path.file_name()?.to_str()?.strip_suffix(".md")?;
        let is_own = !name.contains('.') && name.chars().any(|letter| letter.is_ascii_lowercase());
        is_own.then(|| name.to_owned())
    };
    let mut files: Vec<PathBuf> = files_in(path, is_lesson)?.into_iter().map(|(_, path)| path).collect();
    files.retain(|file| file.is_file());
    if files.len() > MOST_FILES {
        return Err(io::Error::other(format!("it has more than {MOST_FILES} files that could be lessons")));
    }
    files.sort();
    Ok(files
        .into_iter()
        .map(|path| {
            let read = Lesson::read(&path);
            (path, read)
        })
        .collect())
}

fn files_in(folder: &Path, named: impl Fn(&Path) -> Option<String>) -> io::Result<Vec<(String, PathBuf)>> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        files.extend(named(&path).map(|name| (name, path)));
    }
    Ok(files)
}

fn is_language(language: &str) -> bool {
    (2..=8).contains(&language.len()) && language.bytes().all(|letter| letter.is_ascii_alphabetic() || letter == b'-')
}

/// The bytes of a file that can be a lesson's.
fn bytes(path: &Path) -> Result<Vec<u8>, Unread> {
    let most = u64::try_from(LONGEST_FILE).unwrap_or(u64::MAX);
    given::bytes(path, most).map_err(|error| Unread::Io(path.to_owned(), error))
}

/// The text of a fixture's file, where there is one.
///
/// # Errors
/// It can't be read, in a sentence.
fn fixture_beside(path: &Path) -> Result<Option<String>, String> {
    let unread = |why: String| format!("The fixture in {} could not be read: {why}.", path.to_string_lossy());
    match fs::metadata(path) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Err(unread("it is no file".into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unread(error.to_string())),
    }
    let bytes = bytes(path).map_err(|error| match error {
        Unread::Io(_, error) => unread(error.to_string()),
        Unread::Lesson(error) => unread(error.message),
    })?;
    if bytes.len() > LONGEST_FILE {
        return Err(unread(format!("it has more than {LONGEST_FILE} bytes")));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| unread("it is no text in UTF-8".into()))
}
