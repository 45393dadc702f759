//! The check language of lessons, of any bytes.
#![no_main]

use iam_console::training::check::{Check, Kind, Term};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let read = [Check::parse(text).map(|_| ()), Check::request(text, true).map(|_| ()), Term::parse(text, Kind::Decision).map(|_| ())];
    for error in read.into_iter().filter_map(Result::err) {
        assert!(text.get(error.at).is_some(), "{}", error.message);
    }
});
