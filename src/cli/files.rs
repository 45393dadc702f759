//! Files that a line names with `file://`.

use std::io::Read;

use crate::awscli::Files;

/// Longest file that is read, in bytes: more than the longest policy document.
const LONGEST: u64 = 1 << 20;

/// The files of this machine.
pub(super) struct LocalFiles;

impl Files for LocalFiles {
    fn read(&self, path: &str) -> Result<String, String> {
        let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
        let mut contents = Vec::new();
        file.take(LONGEST + 1).read_to_end(&mut contents).map_err(|error| error.to_string())?;
        if contents.len() as u64 > LONGEST {
            return Err(format!("it is longer than {LONGEST} bytes"));
        }
        String::from_utf8(contents).map_err(|_| "it is not UTF-8".into())
    }
}
