//! The lessons that there are: those that the program brings along, and those of a folder that the user names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lesson::{Language, Lesson, LessonError, Unread, folder, shipped, shipped_in, shipped_lesson, text_of};
use super::stage::Course;
use crate::account::display::visible;

/// The seed that a lesson's checks and lines are read with before it is offered: any will do.
const SEED: u64 = 1;

/// The lessons that there are.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Shelf {
    folder: Option<PathBuf>,
    language: Language,
    own: Vec<Own>,
    trouble: Option<String>,
    amiss: Vec<String>,
}

/// A file of the user's folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Own {
    /// The file's name, without its folder. Not escaped.
    pub file: String,
    /// The lesson; or why the file gives none, in lines, escaped.
    pub lesson: Result<Arc<Lesson>, String>,
}

impl Shelf {
    /// The program's lessons and those of a folder, told in a language as far as there are texts in it. Reads the folder: that
    /// may take a while, and is not for the main thread.
    ///
    /// A lesson of the folder never takes the place of another: of two with one id, the second is told to be wrong.
    pub fn of(path: Option<PathBuf>, language: Language) -> Self {
        let Some(path) = path else { return Self { language, ..Self::default() } };
        let mut taken: BTreeSet<String> = shipped().flatten().map(|lesson| lesson.id.clone()).collect();
        match folder(&path) {
            Ok(files) => {
                let mut troubles = Vec::new();
                let own = files.into_iter().map(|(path, read)| {
                    let own = own(name(&path), read, &mut taken);
                    let Ok(lesson) = &own.lesson else { return own };
                    match translated(lesson, &path, language) {
                        Ok(told) => Own { lesson: Ok(told), ..own },
                        Err(why) => {
                            troubles.extend(why);
                            own
                        }
                    }
                });
                let own = own.collect();
                Self { folder: Some(path), language, own, trouble: None, amiss: troubles }
            }
            Err(error) => {
                let shown = (visible(&path.to_string_lossy()), visible(&error.to_string()));
                let trouble = format!("The lessons in {} could not be read: {}.", shown.0, shown.1);
                Self { folder: Some(path), language, trouble: Some(trouble), ..Self::default() }
            }
        }
    }

    /// The user's folder, where one is named.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The language that lessons are told in.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Why the folder can't be read, in a sentence.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// All that can't be read: the folder, or translations in it, each in a sentence or with its place.
    pub fn troubles(&self) -> impl Iterator<Item = &str> {
        self.trouble.iter().chain(&self.amiss).map(String::as_str)
    }

    /// The files of the user's folder, by their names.
    pub fn own(&self) -> &[Own] {
        &self.own
    }

    /// The file of this name in the user's folder.
    pub fn file(&self, name: &str) -> Option<&Own> {
        self.own.iter().find(|own| own.file == name)
    }

    /// All lessons that can be gone through, in the order in which they are offered.
    pub fn lessons(&self) -> impl Iterator<Item = &Arc<Lesson>> {
        let mut lessons: Vec<&Arc<Lesson>> = shipped().flatten().map(|lesson| shipped_in(lesson, self.language)).collect();
        lessons.extend(self.own.iter().filter_map(|own| own.lesson.as_ref().ok()));
        lessons.into_iter()
    }

    /// The lesson of this id.
    pub fn lesson(&self, id: &str) -> Option<&Arc<Lesson>> {
        let shipped = shipped_lesson(id).map(|lesson| shipped_in(lesson, self.language));
        shipped.or_else(|| self.own.iter().filter_map(|own| own.lesson.as_ref().ok()).find(|lesson| lesson.id == id))
    }
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A lesson of the folder with the texts that lie beside its file; where there are none, nothing, and where they can't be read,
/// why.
fn translated(lesson: &Lesson, file: &Path, language: Language) -> Result<Arc<Lesson>, Option<String>> {
    let beside = Lesson::translations(file).into_iter().find(|(code, _)| code == language.code());
    let (_, path) = beside.ok_or(None)?;
    let text = text_of(&path).map_err(|unread| Some(unread.to_string()))?;
    let (translated, _) = lesson.translated(&name(&path), &text).map_err(|error| Some(error.to_string()))?;
    Ok(Arc::new(translated))
}

/// A file of the folder; its lesson, where it can be gone through under an id of its own. Which folder it is, one knows.
fn own(file: String, read: Result<Lesson, Unread>, taken: &mut BTreeSet<String>) -> Own {
    let told = |error: LessonError| LessonError { file: file.clone(), ..error }.to_string();
    let lesson = read.map_err(|unread| match unread {
        Unread::Lesson(error) => told(error),
        Unread::Io(..) => unread.to_string(),
    });
    let lesson = lesson.and_then(|lesson| {
        let lesson = Arc::new(Lesson { file: file.clone(), ..lesson });
        if taken.contains(&lesson.id) {
            let taken = format!("There is a lesson {} already; this one needs another id.", lesson.id);
            return Err(lesson.id_taken(taken).to_string());
        }
        Course::new(Arc::clone(&lesson), SEED).map_err(|errors| errors.into_iter().map(told).collect::<Vec<_>>().join("\n"))?;
        Ok(lesson)
    });
    taken.extend(lesson.as_ref().ok().map(|lesson| lesson.id.clone()));
    Own { file, lesson }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn lesson(id: &str, check: &str) -> String {
        format!(
            "+++\nformat = 1\nid = \"{id}\"\ntitle = \"Ours\"\nlevel = \"novice\"\nminutes = 5\n\n[[step]]\nid = \"alice\"\ncheck = \"{check}\"\n+++\n\nAbout alice.\n\n## Create alice {{#alice}}\n\nDo it.\n"
        )
    }

    #[test]
    fn a_folders_lessons_stand_behind_the_programs_and_never_in_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("a.md", &lesson("ours", "exists(user:alice)"));
        write("b.md", &lesson("ours", "exists(user:alice)"));
        write("c.md", &lesson("w01", "exists(user:alice)"));
        write("d.md", &lesson("wrong", "exits(user:alice)"));
        write("e.md", "no lesson");
        write("f.md", "\u{1b}]0;\u{7}");
        write("a.de.md", "# Unsere\n\nÜber alice.\n");
        fs::create_dir(folder.path().join("g.md")).unwrap();
        let shelf = Shelf::of(Some(folder.path().to_owned()), Language::German);
        let files: Vec<&str> = shelf.own().iter().map(|own| own.file.as_str()).collect();
        assert_eq!(files, ["a.md", "b.md", "c.md", "d.md", "e.md", "f.md"], "a folder is no lesson");
        let why = |name: &str| shelf.file(name).unwrap().lesson.clone().unwrap_err();
        assert!(why("b.md").starts_with("b.md:3:7: There is a lesson ours already"), "{}", why("b.md"));
        assert!(why("c.md").contains("There is a lesson w01 already"), "{}", why("c.md"));
        assert!(why("d.md").starts_with("d.md:10:10: ") && why("d.md").contains("exists"), "{}", why("d.md"));
        assert!(why("e.md").contains("e.md:1:1: ") && !why("f.md").contains('\u{1b}'), "{}", why("e.md"));
        assert_eq!(shelf.lessons().last().unwrap().title, "Unsere");
        let ours = shelf.lesson("ours").unwrap();
        assert_eq!((ours.title.as_str(), ours.texts.get("alice").unwrap().title.as_str()), ("Unsere", "Create alice"));
        assert_eq!(shelf.lesson("w01").unwrap().title, "Lerne das Konto kennen");
        assert_eq!(shelf.lesson("w02").unwrap().title, "Lock the root");
        assert!(shelf.troubles().next().is_none());
        write("a.de.md", "## Nichts {#nothing}\n");
        let shelf = Shelf::of(Some(folder.path().to_owned()), Language::German);
        assert!(shelf.troubles().any(|trouble| trouble.contains("a.de.md:1:1: ")), "{:?}", shelf.amiss);
        assert_eq!(shelf.lesson("ours").unwrap().title, "Ours");
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_and_takes_nothing_away() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(Some(folder.path().join("nothing")), Language::English);
        assert!(shelf.trouble().unwrap().contains("nothing could not be read"), "{:?}", shelf.trouble());
        assert_eq!(shelf.lessons().count(), Shelf::default().lessons().count());
    }
}
