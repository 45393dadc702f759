//! Inputs that once were trouble, or that a fuzzer thought worth keeping: each goes where it came from.

use std::fs;
use std::path::Path;

use crate::entries::ENTRIES;

#[test]
fn what_was_trouble_once_is_none_any_more() {
    let regressions = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policy/regressions");
    for (name, entry) in ENTRIES {
        let files: Vec<_> = fs::read_dir(regressions.join(name)).unwrap().map(|file| file.unwrap().path()).collect();
        assert!(!files.is_empty(), "{name}");
        for file in files {
            eprintln!("{}", file.display());
            entry(&fs::read(file).unwrap());
        }
    }
}
