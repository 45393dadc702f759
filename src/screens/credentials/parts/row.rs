//! A row for a credential, and the words between rows.

use crate::account::id::AccessKeyId;
use crate::widgets::Line;

/// A section of the page, or what its rows say beside what they list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::screens) enum Section {
    /// The password.
    ConsoleSignIn,
    /// The MFA devices.
    MfaDevices,
    /// The access keys.
    AccessKeys,
    /// What the access keys were used for last.
    LastUsed,
    /// What the access keys are for, which stands in the user's tags.
    Descriptions,
}

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
