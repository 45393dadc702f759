//! Files of quiz items, of any bytes.
#![no_main]

#[path = "../../tests/quiz/entry.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::entry(bytes));
