//! Lines of files of cases, of any bytes.
#![no_main]

#[allow(dead_code, reason = "each target runs one of the entries")]
#[path = "../../tests/policy/entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::case_line(bytes));
