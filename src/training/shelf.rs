//! The lessons that there are: those that the program brings along, and those of a folder that the user names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lesson::{Lesson, LessonError, Unread, folder, shipped, shipped_lesson};
use super::stage::Course;
use crate::account::display::visible;

/// The seed that a lesson's checks and lines are read with before it is offered: any will do.
const SEED: u64 = 1;

/// The lessons that there are.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Shelf {
    folder: Option<PathBuf>,
    own: Vec<Own>,
    trouble: Option<String>,
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
    /// The program's lessons and those of a folder. Reads the folder: that may take a while, and is not for the main thread.
    ///
    /// A lesson of the folder never takes the place of another: of two with one id, the second is told to be wrong.
    pub fn of(path: Option<PathBuf>) -> Self {
        let Some(path) = path else { return Self::default() };
        let mut taken: BTreeSet<String> = shipped().flatten().map(|lesson| lesson.id.clone()).collect();
        match folder(&path) {
            Ok(files) => {
                let own = files.into_iter().map(|(path, read)| own(name(&path), read, &mut taken)).collect();
                Self { folder: Some(path), own, trouble: None }
            }
            Err(error) => {
                let shown = (visible(&path.to_string_lossy()), visible(&error.to_string()));
                let trouble = format!("The lessons in {} could not be read: {}.", shown.0, shown.1);
                Self { folder: Some(path), own: Vec::new(), trouble: Some(trouble) }
            }
        }
    }

    /// The user's folder, where one is named.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Why the folder can't be read, in a sentence.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
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
        let mut lessons: Vec<&Arc<Lesson>> = shipped().flatten().collect();
        lessons.extend(self.own.iter().filter_map(|own| own.lesson.as_ref().ok()));
        lessons.into_iter()
    }

    /// The lesson of this id.
    pub fn lesson(&self, id: &str) -> Option<&Arc<Lesson>> {
        shipped_lesson(id).or_else(|| self.lessons().find(|lesson| lesson.id == id))
    }
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
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
            return Err(format!("{}: There is a lesson {} already; this one needs another id.", visible(&file), lesson.id));
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
        fs::create_dir(folder.path().join("g.md")).unwrap();
        let shelf = Shelf::of(Some(folder.path().to_owned()));
        let files: Vec<&str> = shelf.own().iter().map(|own| own.file.as_str()).collect();
        assert_eq!(files, ["a.md", "b.md", "c.md", "d.md", "e.md", "f.md"], "a folder is no lesson");
        let why = |name: &str| shelf.file(name).unwrap().lesson.clone().unwrap_err();
        assert!(why("b.md").contains("There is a lesson ours already"), "{}", why("b.md"));
        assert!(why("c.md").contains("There is a lesson w01 already"), "{}", why("c.md"));
        assert!(why("d.md").starts_with("d.md:10:10: ") && why("d.md").contains("exists"), "{}", why("d.md"));
        assert!(why("e.md").contains("e.md:1:1: ") && !why("f.md").contains('\u{1b}'), "{}", why("e.md"));
        assert_eq!(shelf.lessons().last().unwrap().title, "Ours");
        assert_eq!(shelf.lesson("ours").unwrap().title, "Ours");
        assert_eq!(shelf.lesson("w01").unwrap().title, "Meet the account");
        assert!(shelf.trouble().is_none());
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_and_takes_nothing_away() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(Some(folder.path().join("nothing")));
        assert!(shelf.trouble().unwrap().contains("nothing could not be read"), "{:?}", shelf.trouble());
        assert_eq!(shelf.lessons().count(), Shelf::default().lessons().count());
    }
}
