//! Lessons name no key: where one is meant, the text says what it does, and the key is put in from the bindings.

use iam_console::app::coach::{presses, with_keys, with_words};
use iam_console::screens::SCREENS;
use iam_console::training::lesson::*;

/// All blocks of the lessons and of their translations, with where they are from.
fn blocks() -> Vec<(String, Block)> {
    let own =
        shipped().flatten().flat_map(|lesson| lesson.texts.iter().map(|(id, block)| (format!("{}#{id}", lesson.file), block.clone())));
    let translated = shipped_translations().flat_map(|(lesson, _, name, text)| {
        let (lesson, _) = lesson.translated(name, text).unwrap();
        lesson.texts.iter().map(|(id, block)| (format!("{name}#{id}"), block.clone())).collect::<Vec<_>>()
    });
    own.chain(translated).collect()
}

/// Whether a word is a key as the bindings write it.
fn is_key(word: &str) -> bool {
    let with_modifier =
        ["alt-", "ctrl-", "shift-"].iter().any(|modifier| word.strip_prefix(modifier).is_some_and(|key| key.chars().count() == 1));
    let number = word.strip_prefix(['f', 'F']).and_then(|number| number.parse::<u8>().ok());
    with_modifier || number.is_some_and(|number| (1..=12).contains(&number))
}

#[test]
fn no_text_names_a_key() {
    let mut named = Vec::new();
    for (place, block) in blocks() {
        for part in &block.text.parts {
            let (Part::Paragraph(runs) | Part::Item { runs, .. }) = part else { continue };
            for run in runs {
                let is_letter = run.look == Look::Code && run.text.chars().count() == 1 && run.text.chars().all(char::is_alphabetic);
                let mut words = run.text.split(|letter: char| !(letter.is_alphanumeric() || letter == '-'));
                if is_letter || words.any(is_key) {
                    named.push(format!("{place}: {}", run.text));
                }
            }
        }
    }
    assert_eq!(named, Vec::<String>::new());
}

#[test]
fn every_press_is_a_key_in_the_console_and_a_word_on_lines() {
    for name in presses() {
        let lesson = format!(
            "+++\nformat = 1\nid = \"l\"\ntitle = \"L\"\nlevel = \"novice\"\nminutes = 5\n+++\n\n# L\n\nNow `$press({name})` it.\n"
        );
        let lesson = Lesson::parse("l.md", &lesson).unwrap();
        let text = &lesson.introduction().unwrap().text;
        let said = |text: Text| text.plain(80).join(" ");
        let (key, word) = (said(with_keys(text, SCREENS)), said(with_words(text)));
        assert!(!key.contains("$press") && !word.contains("$press"), "{key} / {word}");
        assert_ne!(key, word, "{name} has no key");
    }
    let of = |id: &str, step: &str| shipped_lesson(id).unwrap().texts.get(step).unwrap().text.clone();
    let task = with_keys(&of("w01", "bob"), SCREENS).plain(400).join(" ");
    assert!(task.contains("sign out (O)") && task.contains("f5 helps there"), "{task}");
    let task = with_words(&of("w01", "bob")).plain(400).join(" ");
    assert!(task.contains("sign out (sign-out)") && task.contains("password helps there"), "{task}");
}
