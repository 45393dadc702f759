//! Lessons' files, of any bytes: read or refused with a place that is one of the file, and shown in lines that fit.
#![no_main]

use std::sync::Arc;

use iam_console::training::lesson::Lesson;
use iam_console::training::stage::Course;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lines = u32::try_from(text.matches('\n').count() + 1).expect("a lesson is short");
    match Lesson::parse("lesson.md", text) {
        Err(error) => assert!(error.line <= lines && error.line > 0 && error.column > 0, "{error}"),
        Ok(lesson) => {
            for (_, block) in lesson.texts.iter() {
                assert!(block.text.plain(36).iter().all(|line| !line.contains(char::is_control)));
            }
            let _ = Course::new(Arc::new(lesson), 1);
        }
    }
});
