//! Files that somebody gives: lessons, questions, progress that was handed in, certificates.

use std::fs::{File, metadata};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// The bytes of a regular file, and no more of it than so many and one: whoever asked for them tells that it is too long. Opening a pipe
/// would wait for somebody who writes.
///
/// # Errors
/// It can't be read, or is no regular file.
pub fn bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if metadata(path)?.is_file() { up_to(path, most) } else { Err(io::Error::new(ErrorKind::InvalidInput, "it is not a regular file")) }
}

/// The same of whatever can be read, a pipe or a device that never ends.
///
/// # Errors
/// It can't be read.
pub fn up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
