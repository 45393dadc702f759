//! What credentials do not reach, whatever policies allow.

/// Why the credentials do not reach an action; of temporary ones see STS: comparing the API operations.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OutOfReach {
    /// An action that takes no unsigned requests, by nobody who has signed.
    Unsigned,
    /// An action of IAM, one on no resource that a policy lets others come to, or opening a session of one's own, by somebody of
    /// another account.
    OtherAccount,
    /// An action of IAM, with credentials of `GetSessionToken` for which no MFA code was given.
    WithoutMfa,
    /// An action of STS, with credentials of `GetSessionToken`.
    SessionToken,
    /// An action of IAM or STS, with credentials of `GetFederationToken`.
    FederationToken,
    /// Opening a session of a user or of a federated user, with the credentials of a session.
    LongTermAlone,
}

impl OutOfReach {
    /// With which credentials the action is reached, in a sentence.
    pub const fn way_on(self) -> &'static str {
        match self {
            Self::Unsigned => "Sign the request: ask as a user or in a session of a role.",
            Self::OtherAccount => "Assume a role of this account first, and ask in its session.",
            Self::WithoutMfa => "Open another session with an MFA code: GetSessionToken with the device's serial number and a code.",
            Self::SessionToken | Self::LongTermAlone => "Use the user's own access key.",
            Self::FederationToken => "Use the user's own access key, or a session of a role.",
        }
    }

    /// The rule, in a sentence.
    pub const fn why(self) -> &'static str {
        match self {
            Self::Unsigned => "Nobody has signed the request, and this action takes no such requests.",
            Self::OtherAccount => {
                "Such a request is about the caller's own account, of which nothing is known here: one of another account assumes a role of this one first."
            }
            Self::WithoutMfa => "Credentials of GetSessionToken call IAM only where an MFA code was given for them.",
            Self::SessionToken => "Credentials of GetSessionToken call nothing of STS but AssumeRole and GetCallerIdentity.",
            Self::FederationToken => "Credentials of GetFederationToken call neither IAM nor STS, but for GetCallerIdentity.",
            Self::LongTermAlone => "Only the long-term credentials of a user or the root user open such a session, and no session's do.",
        }
    }
}
