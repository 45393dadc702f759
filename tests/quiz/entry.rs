//! Where the bytes of a file of quiz items come in, and what must hold whatever they are. The fuzz target and the test of what
//! once was trouble run the same.

use iam_console::training::quiz::{Bank, Examiner};

/// Takes a file in: it is read or refused with a place that is one of the file, and what is read can be asked.
pub fn entry(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lines = text.matches('\n').count() + 1;
    match Bank::of([("quiz.toml", text)]) {
        Err(errors) => {
            let has_place = |line: usize, column: usize| (1..=lines).contains(&line) && column > 0;
            assert!(!errors.is_empty() && errors.iter().all(|error| has_place(error.line, error.column)), "{errors:?}");
            assert!(errors.iter().all(|error| !error.to_string().contains(char::is_control)), "{errors:?}");
        }
        Ok(bank) => {
            let mut examiner = Examiner::new("2026-11-29T08:00:00Z".parse().expect("a time"));
            for item in bank.items().iter().take(2) {
                let _ = examiner.ask(item, 1).map(|question| question.judge(&question.truth()));
            }
        }
    }
}
