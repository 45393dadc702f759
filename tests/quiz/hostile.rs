//! Files that are no quiz, or nearly one: what a fuzzer begins with, and what once was trouble.

use std::fs;
use std::path::Path;

use super::entry::entry;

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
