//! A row for a credential, and the words between rows.

use super::sight::Section;
use crate::account::id::AccessKeyId;
use crate::widgets::Line;

/// A credential that can be selected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::screens) enum Credential {
    /// A user's way into the console: a password, or none.
    ConsoleAccess,
    /// An MFA device by its name.
    MfaDevice(String),
    /// An access key.
    AccessKey(AccessKeyId),
    /// A section that may not be seen.
    Denied(Section),
}

/// A line of what is drawn.
pub(in crate::screens) enum Drawn {
    /// Words between rows: a heading, a hint, a blank line.
    Words(Line),
    /// A credential's row.
    Row(Credential, Line),
}
