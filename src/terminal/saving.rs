//! Files that the user asked for.

use std::io;
use std::path::{Path, absolute};

use crate::account::display::visible;
use crate::store::private_file;

/// Writes a file that only the user can read, and never over another.
pub(super) fn save(path: &Path, contents: &str) -> Result<String, String> {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let extension = path.extension().map_or_else(String::new, |extension| format!(".{}", extension.to_string_lossy()));
    let names =
        std::iter::once(path.to_path_buf()).chain((1..100).map(|number| path.with_file_name(format!("{stem}-{number}{extension}"))));
    for name in names {
        match private_file::create_new(&name, contents.as_bytes()) {
            Ok(()) => return Ok(format!("Wrote {}; only you can read it.", shown(&name))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{} could not be written: {error}.", shown(&name))),
        }
    }
    Err(format!("{} could not be written: too many files are called so.", shown(path)))
}

/// The whole path, so that the file is found again.
fn shown(path: &Path) -> String {
    visible(&absolute(path).unwrap_or_else(|_| path.to_path_buf()).to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_file_is_private_whole_and_never_in_the_place_of_another() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("keys.csv");
        for (contents, name) in [("first", "keys.csv"), ("second", "keys-1.csv"), ("third", "keys-2.csv")] {
            let told = save(&path, contents).unwrap();
            assert!(told.contains(&*directory.path().join(name).to_string_lossy()), "{told}");
            assert_eq!(std::fs::read_to_string(directory.path().join(name)).unwrap(), contents);
        }
        assert!(save(&directory.path().join("absent/keys.csv"), "x").unwrap_err().contains("could not be written"));
    }
}
