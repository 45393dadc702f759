//! The file that a new MFA device's seed goes into (`--outfile`). Only its owner can read it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::qr_png;
use crate::account::reply::Reply;
use crate::awscli::BootstrapMethod;
use crate::cli::files::expanded;
use crate::store::private_file;

/// Where a seed goes.
pub(super) enum SeedFile {
    /// A file, which is made, or replaced as a whole: whoever may read what was there can't read what comes.
    File(PathBuf),
    /// A terminal, a pipe or another device, which has no content to be replaced.
    Device(File),
}

impl SeedFile {
    /// The file at a path, as typed. What is there stays until the seed is written.
    ///
    /// # Errors
    /// The file can't be written, or there is no such directory.
    pub(super) fn at(path: &str) -> io::Result<Self> {
        let path = expanded(path);
        match OpenOptions::new().write(true).open(&path) {
            // A link stays one: the file that it leads to is replaced.
            Ok(file) if file.metadata()?.is_file() => Ok(Self::File(fs::canonicalize(path)?)),
            Ok(device) => Ok(Self::Device(device)),
            Err(error) if error.kind() == ErrorKind::NotFound && directory_of(&path).is_dir() => Ok(Self::File(path)),
            Err(error) => Err(error),
        }
    }

    /// Writes a new device's seed, as text or as a picture.
    ///
    /// # Errors
    /// The place can't be written; what was in a file before is still there.
    pub(super) fn write(&mut self, method: BootstrapMethod, reply: &Reply) -> io::Result<()> {
        let contents = contents(method, reply)?;
        match self {
            Self::File(path) => private_file::replace(path, &contents),
            Self::Device(device) => device.write_all(&contents),
        }
    }
}

fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn contents(method: BootstrapMethod, reply: &Reply) -> io::Result<Vec<u8>> {
    let none = || io::Error::other("the reply has no seed");
    let Reply::VirtualMfaDevice { virtual_mfa_device: device } = reply else { return Err(none()) };
    match method {
        BootstrapMethod::Base32StringSeed => {
            device.base32_string_seed.as_ref().map(|seed| seed.reveal().as_bytes().to_vec()).ok_or_else(none)
        }
        BootstrapMethod::QRCodePNG => qr_png::picture(device.otpauth_uri.as_ref().ok_or_else(none)?.reveal()).map_err(io::Error::other),
    }
}
