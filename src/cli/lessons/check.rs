//! `lessons check`: lessons proved, file by file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::account::display::{escaped_json, visible};
use crate::app::coach::presses;
use crate::app::screen::Screens;
use crate::app::words::count;
use crate::cli::output::{NEGATIVE, Trouble, USAGE, complain, print};
use crate::training::lesson::{
    Fallbacks, Lesson, LessonError, Unread, folder, shipped_lesson, shipped_translations, text_of, translation_of,
};
use crate::training::proof::{HARD, Known, Proof, prove, prove_texts};
use crate::training::{Own, Shelf};

/// A file, and what came of it.
struct Checked {
    file: String,
    read: Result<(Arc<Lesson>, Proof), Unread>,
}

/// Proves the lessons in files, each with its translations; those are proved where they are named, too.
pub(super) fn run(files: &[PathBuf], shelf: &Shelf, json: bool, screens: Screens) -> Result<ExitCode, Trouble> {
    let named_folder = shelf.folder().filter(|_| files.is_empty());
    let all: Vec<PathBuf> = named_folder.into_iter().flat_map(|folder| shelf.own().iter().map(|own| folder.join(&own.file))).collect();
    let named = files.iter().map(|file| of_id(file, shelf).or_else(|| translation_of(file)).unwrap_or_else(|| file.clone()));
    let mut files: Vec<PathBuf> = if files.is_empty() { all } else { named.collect() };
    let mut seen = BTreeSet::new();
    files.retain(|file| seen.insert(file.clone()));
    if files.is_empty() {
        complain("There is nothing to check: name a lesson's file, or a folder of lessons with --lessons.");
        return Ok(ExitCode::from(USAGE));
    }
    let screens: Vec<&'static str> = screens.iter().flat_map(|spec| spec.names).copied().collect();
    let read: Vec<(&PathBuf, Result<Arc<Lesson>, Unread>)> = files.iter().map(|file| (file, read(file))).collect();
    let mut lessons: Vec<String> = shelf.lessons().map(|lesson| lesson.id.clone()).collect();
    lessons.extend(read.iter().filter_map(|(_, lesson)| Some(lesson.as_ref().ok()?.id.clone())));
    let known = Known { screens: &screens, lessons: &lessons, presses: &presses() };
    let beside = Beside::of(&files);
    let checked: Vec<Checked> = read
        .into_iter()
        .map(|(file, lesson)| Checked {
            file: file.to_string_lossy().into_owned(),
            read: lesson.map(|lesson| {
                let mut proof = prove(&lesson, known);
                proof.faults.extend(beside.taken(file, &lesson));
                proof.faults.sort();
                translations(file, &lesson, known, &mut proof);
                (lesson, proof)
            }),
        })
        .collect();
    if json {
        let all: Vec<Value> = checked.iter().map(as_json).collect();
        print(&escaped_json(&format!("{:#}\n", json!(all))))?;
    } else {
        print(&checked.iter().map(as_text).collect::<String>())?;
    }
    let is_unreadable = |checked: &Checked| checked.read.as_ref().map_or(true, |(_, proof)| proof.is_unreadable);
    let is_faulty = |checked: &Checked| checked.read.as_ref().map_or(true, |(_, proof)| !proof.holds());
    Ok(if checked.iter().any(is_unreadable) {
        ExitCode::from(USAGE)
    } else if checked.iter().any(is_faulty) {
        ExitCode::from(NEGATIVE)
    } else {
        ExitCode::SUCCESS
    })
}

/// The lesson in a file, or the program's own of this id where there is no such file.
fn read(file: &Path) -> Result<Arc<Lesson>, Unread> {
    match shipped_at(file) {
        Some(shipped) => Ok(Arc::clone(shipped)),
        None => Lesson::read(file).map(Arc::new),
    }
}

/// The program's own lesson that is named in the place of a file.
fn shipped_at(file: &Path) -> Option<&'static Arc<Lesson>> {
    file.to_str().filter(|_| !file.exists()).and_then(shipped_lesson)
}

/// The file of the folder of this name, or whose lesson has this id, where it is no file's path.
fn of_id(id: &Path, shelf: &Shelf) -> Option<PathBuf> {
    let is_it = |own: &&Own| Path::new(&own.file) == id || own.lesson.as_ref().is_ok_and(|lesson| Path::new(&lesson.id) == id);
    let own = shelf.own().iter().find(is_it)?;
    Some(shelf.folder()?.join(&own.file)).filter(|_| !id.exists())
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The ids of the lessons in the folders of the files, with their paths.
struct Beside(Vec<(PathBuf, String)>);

impl Beside {
    fn of(files: &[PathBuf]) -> Self {
        let folders: BTreeSet<&Path> = files.iter().map(|file| folder_of(file)).collect();
        // What is no folder of lessons has none that could be in the way.
        let all = folders.into_iter().filter_map(|path| folder(path).ok()).flatten();
        Self(all.filter_map(|(path, lesson)| Some((path, lesson.ok()?.id))).collect())
    }

    /// That another lesson has the id of one: one that the program brings along, or one in its folder.
    fn taken(&self, file: &Path, lesson: &Lesson) -> Option<LessonError> {
        let name = file.file_name();
        // The program's own may be worked on.
        let is_own = |shipped: &Lesson| name.is_some_and(|name| name == shipped.file.as_str() || name == shipped.id.as_str());
        if let Some(shipped) = shipped_lesson(&lesson.id).filter(|shipped| !is_own(shipped)) {
            let of = format!("{} is the id of a lesson that comes with the program, {}; this one needs another.", lesson.id, shipped.title);
            return Some(lesson.id_taken(of));
        }
        let is_beside = |path: &Path| path.file_name() != name && folder_of(path) == folder_of(file);
        let (other, _) = self.0.iter().find(|(path, id)| *id == lesson.id && is_beside(path))?;
        let other = other.file_name().unwrap_or_default().to_string_lossy();
        Some(lesson.id_taken(format!("{} is the id of {other} beside it, too; each needs one of its own.", lesson.id)))
    }
}

/// The translations of a lesson, by the names of their files, with their texts: beside its own file, or those that the program
/// brings along with it.
fn side_files(file: &Path, lesson: &Lesson) -> Vec<(String, Result<String, Unread>)> {
    if shipped_at(file).is_some() {
        let of_it = shipped_translations().filter(|(of, ..)| of.id == lesson.id);
        return of_it.map(|(_, _, name, text)| (name.to_owned(), Ok(text.to_owned()))).collect();
    }
    let beside = Lesson::translations(file).into_iter();
    beside.map(|(_, path)| (path.to_string_lossy().into_owned(), text_of(&path))).collect()
}

/// Looks at the translations of a lesson: what is wrong with them, and what of them is not shown.
fn translations(file: &Path, lesson: &Lesson, known: Known<'_>, proof: &mut Proof) {
    for (name, text) in side_files(file, lesson) {
        let error = |message: String| LessonError { file: name.clone(), line: 1, column: 1, message };
        match text.and_then(|text| Ok(lesson.translated(&name, &text)?)) {
            Ok((translated, Fallbacks { stale, missing })) => {
                let named = |blocks: &[(String, String)]| {
                    blocks.iter().map(|(id, hash)| format!("{{#{id}}} (of {hash})")).collect::<Vec<_>>().join(", ")
                };
                if !stale.is_empty() {
                    proof.notes.push(error(format!("These are of an earlier text, and not shown: {}.", named(&stale))));
                }
                if !missing.is_empty() {
                    proof.notes.push(error(format!("Not translated: {}.", named(&missing))));
                }
                let told = prove_texts(&Arc::new(translated), known);
                let own: Vec<LessonError> = told.faults.into_iter().filter(|fault| !proof.faults.contains(fault)).collect();
                proof.faults.extend(own.into_iter().map(|fault| LessonError { file: name.clone(), ..fault }));
            }
            Err(Unread::Lesson(fault)) => proof.faults.push(fault),
            Err(Unread::Io(_, why)) => proof.faults.push(error(format!("It could not be read: {why}."))),
        }
    }
}

fn as_text(checked: &Checked) -> String {
    let file = visible(&checked.file);
    let (_, proof) = match &checked.read {
        Ok(read) => read,
        Err(unread) => return format!("{file}: no lesson.\n  {unread}\n"),
    };
    let tried = &proof.tried;
    let tally = [
        count(tried.steps, "step"),
        count(tried.traps, "trap"),
        count(tried.demands, "demand") + " of the challenge",
        count(tried.mutants, "change") + " of its solution",
        format!("reading level {} ({})", proof.reading, if proof.reading < HARD { "easy" } else { "hard" }),
    ];
    let verdict = if proof.holds() { "proved".to_owned() } else { count(proof.faults.len(), "fault") };
    let mut text = format!("{file}: {verdict} ({}).\n", tally.join(", "));
    // Writing to a string can't fail.
    for fault in &proof.faults {
        let _ = writeln!(text, "  {fault}");
    }
    for note in &proof.notes {
        let _ = writeln!(text, "  note: {note}");
    }
    text
}

fn as_json(checked: &Checked) -> Value {
    let (lesson, proof) = match &checked.read {
        Ok(read) => read,
        Err(unread) => {
            let fault = match unread {
                Unread::Lesson(error) => finding(error),
                Unread::Io(..) => json!({ "message": unread.to_string() }),
            };
            return json!({ "file": checked.file, "proved": false, "faults": [fault], "notes": [] });
        }
    };
    let tried = &proof.tried;
    json!({
        "file": checked.file,
        "lesson": lesson.id,
        "proved": proof.holds(),
        "faults": proof.faults.iter().map(finding).collect::<Vec<_>>(),
        "notes": proof.notes.iter().map(finding).collect::<Vec<_>>(),
        "readingLevel": proof.reading,
        "tried": { "steps": tried.steps, "traps": tried.traps, "demands": tried.demands, "mutants": tried.mutants },
    })
}

fn finding(error: &LessonError) -> Value {
    json!({ "file": error.file, "line": error.line, "column": error.column, "message": error.message })
}
