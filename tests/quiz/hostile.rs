//! Files that are no quiz, or nearly one: what a fuzzer begins with, and what once was trouble.

use std::fs;
use std::path::Path;

use iam_console::training::quiz::{Bank, Examiner};

use super::now;

/// What the fuzz target does with a file.
fn entry(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lines = text.matches('\n').count() + 1;
    match Bank::of([("quiz.toml", text)]) {
        Err(errors) => {
            let has_place = |line: usize, column: usize| (1..=lines).contains(&line) && column > 0;
            assert!(!errors.is_empty() && errors.iter().all(|error| has_place(error.line, error.column)), "{errors:?}");
            assert!(errors.iter().all(|error| !error.to_string().contains(char::is_control)), "{errors:?}");
        }
        Ok(bank) => {
            let mut examiner = Examiner::new(now());
            for item in bank.items().iter().take(2) {
                let _ = examiner.ask(item, 1).map(|question| question.judge(&question.truth()));
            }
        }
    }
}

#[test]
fn whatever_a_file_holds_it_is_read_or_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quiz/regressions");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 10);
    for file in files {
        eprintln!("{}", file.display());
        entry(&fs::read(file).unwrap());
    }
}
