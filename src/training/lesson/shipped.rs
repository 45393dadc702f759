//! The lessons and fixtures that the program brings along. A test holds the tables against the folder.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::error::LessonError;
use super::language::Language;
use super::model::Lesson;

macro_rules! files {
    ($folder:literal: $($name:literal)*) => {
        [$(($name, include_str!(concat!("../../../assets/lessons/", $folder, $name)))),*]
    };
}

/// The lessons' files, in the order in which they are offered.
static LESSONS: &[(&str, &str)] = &files!["":
    "tour.md"
    "w01-meet-the-account.md"
    "w02-lock-the-root.md"
    "w03-people-and-passwords.md"
    "w04-users-and-managed-policies.md"
    "w05-groups.md"
    "w06-roles-for-services.md"
    "w07-foundations-exam.md"
    "w08-writing-policies.md"
    "w09-evaluation-logic.md"
    "w10-enforce-mfa-rotate-keys.md"
    "f01-everything-but.md"
    "f02-codes-for-some.md"
    "f03-our-people.md"
    "f04-whose-deputy.md"
    "f05-any-role-will-do.md"
    "f06-yesterdays-version.md"
    "f07-tags-of-ones-own.md"
    "f08-all-of-nothing.md"
    "f09-whose-edge.md"
    "f10-only-letters.md"
    "f11-read-only.md"
    "f12-the-same-name.md"
];

/// Their texts in other languages.
static TRANSLATIONS: &[(&str, &str)] = &files!["":
    "tour.de.md"
    "w01-meet-the-account.de.md"
];

/// The fixtures' files.
static FIXTURES: &[(&str, &str)] = &files!["fixtures/":
    "classic-fresh.txt"
    "conflict.txt"
    "direct-mess.txt"
    "flaws.txt"
    "policy-lab.txt"
    "root-locked.txt"
    "team-keys.txt"
    "team.txt"
    "workloads.txt"
];

static READ: LazyLock<Vec<Result<Arc<Lesson>, LessonError>>> =
    LazyLock::new(|| LESSONS.iter().map(|(name, text)| Lesson::parse(name, text).map(Arc::new)).collect());

/// The lessons that the program brings along, in the order in which they are offered; in the place of one that can't be read,
/// why not.
pub fn shipped() -> impl Iterator<Item = Result<&'static Arc<Lesson>, &'static LessonError>> {
    READ.iter().map(Result::as_ref)
}

/// The lesson of this id among those that the program brings along.
pub fn shipped_lesson(id: &str) -> Option<&'static Arc<Lesson>> {
    shipped().flatten().find(|lesson| lesson.id == id)
}

/// The texts in other languages that the program brings along: of which lesson, in which language, the file's name and its text.
pub fn shipped_translations() -> impl Iterator<Item = (&'static Arc<Lesson>, Language, &'static str, &'static str)> {
    TRANSLATIONS.iter().filter_map(|(name, text)| {
        let (stem, code) = name.strip_suffix(".md")?.rsplit_once('.')?;
        let language = Language::ALL.into_iter().find(|language| language.code() == code)?;
        let lesson = shipped().flatten().find(|lesson| lesson.file.strip_suffix(".md") == Some(stem))?;
        Some((lesson, language, *name, *text))
    })
}

static TRANSLATED: LazyLock<BTreeMap<(Language, &str), Arc<Lesson>>> = LazyLock::new(|| {
    let translated = shipped_translations().filter_map(|(lesson, language, name, text)| {
        // A file that is wrong says nothing; a test holds that none is.
        let (translated, _) = lesson.translated(name, text).ok()?;
        Some(((language, lesson.id.as_str()), Arc::new(translated)))
    });
    translated.collect()
});

/// A lesson that the program brings along in a language, as far as there are texts in it.
pub fn shipped_in(lesson: &'static Arc<Lesson>, language: Language) -> &'static Arc<Lesson> {
    TRANSLATED.get(&(language, lesson.id.as_str())).unwrap_or(lesson)
}

/// The names of the files of lessons that the program brings along.
pub fn shipped_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    LESSONS.iter().copied()
}

/// The text of a fixture that the program brings along.
pub fn shipped_fixture(name: &str) -> Option<&'static str> {
    FIXTURES.iter().find(|(file, _)| file.strip_suffix(".txt") == Some(name)).map(|(_, text)| *text)
}

/// The names of the fixtures.
pub fn fixture_names() -> impl Iterator<Item = &'static str> {
    FIXTURES.iter().filter_map(|(file, _)| file.strip_suffix(".txt"))
}
