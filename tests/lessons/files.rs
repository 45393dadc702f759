//! Lessons' files: the tables, what is wrong with files, and files of any bytes.

use std::fs;
use std::path::Path;

use iam_console::training::lesson::*;
use proptest::prelude::*;

fn folder_of_lessons() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/lessons")
}

fn names_in(folder: &Path, extension: &str) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(extension) && *name != "COVERAGE.md").collect();
    names.sort();
    names
}

#[test]
fn every_file_is_in_the_table() {
    let translations = shipped_translations().map(|(_, _, name, _)| name);
    let mut files: Vec<&str> = shipped_files().map(|(name, _)| name).chain(translations).collect();
    files.sort_unstable();
    assert_eq!(files, names_in(&folder_of_lessons(), ".md"));
    let mut fixtures: Vec<String> = fixture_names().map(|name| format!("{name}.txt")).collect();
    fixtures.sort();
    assert_eq!(fixtures, names_in(&folder_of_lessons().join("fixtures"), ".txt"));
}

#[test]
fn every_shipped_lesson_is_read_and_the_folder_gives_the_same() {
    let shipped: Vec<&str> = shipped().map(|lesson| lesson.unwrap_or_else(|error| panic!("{error}")).id.as_str()).collect();
    let mut ids = shipped.clone();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), shipped.len(), "every id once");
    let read = folder(&folder_of_lessons()).unwrap();
    assert_eq!(read.len(), shipped.len());
    for (path, lesson) in read {
        let lesson = lesson.unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        let same = shipped_lesson(&lesson.id).unwrap();
        assert_eq!((&lesson.steps, &lesson.texts), (&same.steps, &same.texts), "{}", path.display());
        for needed in &lesson.needs {
            assert!(shipped_lesson(needed).is_some(), "{} needs {needed}", lesson.id);
        }
    }
}

/// A lesson of one step, into which something else is put.
fn lesson(front: &str, step: &str, body: &str) -> String {
    format!(
        "+++\nformat = 1\nid = \"l\"\ntitle = \"L\"\nlevel = \"novice\"\nminutes = 5\n{front}\n[[step]]\nid = \"s\"\ncheck = \"exists(user:a)\"\n{step}\n+++\n\n# L\n\nHello.\n\n## S {{#s}}\n\nDo it.\n{body}"
    )
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    assert!(Lesson::parse("l.md", &lesson("", "", "")).is_ok());
    let cases = [
        "",
        "Hello",
        "+++\nformat = 1\n",
        "+++\nformat = \n+++\n",
        "+++\nformat = 1\n+++\n",
        &lesson("format = 2", "", ""),
        &lesson("levl = \"novice\"", "", ""),
        &lesson("needs = [\"W01\"]", "", ""),
        &lesson("misconceptions = [\"M26\"]", "", ""),
        &lesson("misconceptions = [\"M01\"]", "misconceptions = [\"M26\"]", ""),
        &lesson("misconceptions = [\"M01\"]", "misconceptions = [\"M02\"]", ""),
        &lesson("misconceptions = [\"M01\", \"M01\"]", "", ""),
        &lesson("", "screen = groups", ""),
        &lesson("minutes = 5\nobjectives = 5", "", "").replacen("minutes = 5\n", "", 1),
        &lesson("", "", "").replacen("minutes = 5\n", "minutes = 99999999999999999999999\n", 1),
        &lesson("", "", "").replacen("minutes = 5\n", &format!("minutes = {}\n", "9".repeat(60)), 1),
        &lesson("task = \"groupz\"", "", ""),
        &lesson("fixture = \"classic-fesh\"", "", ""),
        &lesson("[seed]\nx = []", "", ""),
        &lesson("[seed]\nx = [\"a b\"]", "", ""),
        &lesson("[seed]\nX = [\"a\"]", "", ""),
        &lesson("", "chek = \"true\"", ""),
        &lesson("", "[[step.hint]]\nid = \"why\"\nwhen = \"exists(user:b)\"", ""),
        &lesson("", "[[step.trap]]\ndo = []\nexpect = \"hnt\"", ""),
        &lesson("", "[[step.ask]]\nid = \"q\"\nkind = \"numbr\"", ""),
        &lesson("", "[[step.ask]]\nid = \"q\"\nkind = \"number\"", ""),
        &lesson("", "[[step.ask]]\nid = \"q\"\nkind = \"choice\"\noptions = [{ id = \"a\" }, { id = \"b\" }]", ""),
        &lesson("", "[[step]]\nid = \"s\"\ncheck = \"exists(user:b)\"", ""),
        &lesson("", "[[step]]\nid = \"t\"", ""),
        &lesson("", "[challenge]", ""),
        &lesson("", "", "\n## Nothing\n"),
        &lesson("", "", "\n## W {#s/wy}\n"),
        &lesson("", "", "\n## W {#s}\n"),
        &lesson("", "", "\n## W {#s/why}\n\nA [link](https://example.com).\n"),
        &lesson("", "", "\n## W {#s/why}\n\nSome <b>HTML</b>.\n"),
        &lesson("", "", "\n## W {#s/why}\n\nSome \u{1b}[31mred.\n"),
        &lesson("", "", "\n## W {#s/why}\n\nSome \u{202e}other way.\n"),
        &lesson("# \u{7}", "", ""),
    ];
    let told = cases.iter().map(|case| match Lesson::parse("l.md", case) {
        Ok(_) => panic!("{case}"),
        Err(error) => format!("{error}\n"),
    });
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("lesson_errors", told.collect::<String>());
    });
}

#[test]
fn translations_fall_back_block_by_block() {
    let source = Lesson::parse("l.md", &lesson("", "", "\n### {#s/why}\n\nBecause.\n\n### {#s/hint}\n\nSo.\n")).unwrap();
    let hash = |id: &str| source.texts.get(id).unwrap().hash.clone();
    let text = format!(
        "# Lektion\n\nHallo.\n\n## Tu es {{#s}}\n\nMach.\n\n<!-- of {} -->\n\n## Warum {{#s/why}}\n\nDarum.\n\n<!-- of 00000000 -->\n",
        hash("s")
    );
    let (lesson, fallbacks) = source.translated("l.de.md", &text).unwrap();
    let said = |id: &str| lesson.texts.get(id).unwrap().text.plain(40).join(" ");
    assert_eq!((lesson.title.as_str(), said(""), said("s")), ("Lektion", "Hallo.".into(), "Mach.".into()));
    assert_eq!((said("s/why"), said("s/hint")), ("Because.".into(), "So.".into()));
    let named = |id: &str| vec![(id.to_owned(), hash(id))];
    assert_eq!((fallbacks.stale, fallbacks.missing), (named("s/why"), named("s/hint")));
    assert!(source.translated("l.de.md", "## X {#t}\n").is_err());
    assert!(source.translated("l.de.md", "# Lektion\n\nHal\u{200b}lo.\n").is_err());
    // A heading stands with its text.
    let (stale, fallbacks) = source.translated("l.de.md", "# Lektion\n\nHallo.\n\n<!-- of 00000000 -->\n").unwrap();
    assert_eq!((&stale.title, &fallbacks.stale), (&source.title, &named("")));
    assert_eq!(stale.introduction().unwrap().title, stale.title);
}

proptest! {
    #[test]
    fn any_text_is_a_lesson_or_an_error_within_it(text in "(\\+\\+\\+\n)?[\\PC\n]{0,200}") {
        if let Err(error) = Lesson::parse("x", &text) {
            prop_assert!(error.line as usize <= text.matches('\n').count() + 1);
        }
    }

    #[test]
    fn a_lesson_with_other_bytes_in_it_is_a_lesson_or_an_error(
        number in 0usize..100, at in any::<prop::sample::Index>(), removed in 0usize..12, put in "\\PC{0,6}",
    ) {
        let files: Vec<_> = shipped_files().collect();
        let (name, text) = files[number % files.len()];
        let mut from = at.index(text.len());
        while !text.is_char_boundary(from) { from -= 1; }
        let mut to = (from + removed).min(text.len());
        while !text.is_char_boundary(to) { to += 1; }
        let changed = format!("{}{put}{}", &text[..from], &text[to..]);
        if let Err(error) = Lesson::parse(name, &changed) {
            prop_assert!(error.line as usize <= changed.matches('\n').count() + 1 && error.column > 0);
        }
    }
}
