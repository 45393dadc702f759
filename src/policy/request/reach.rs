//! What credentials do not reach, whatever policies allow.

/// Why temporary credentials do not reach an action (STS: comparing the API operations).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OutOfReach {
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
    /// The rule, in a sentence.
    pub const fn why(self) -> &'static str {
        match self {
            Self::WithoutMfa => "Credentials of GetSessionToken call IAM only where an MFA code was given for them.",
            Self::SessionToken => "Credentials of GetSessionToken call nothing of STS but AssumeRole and GetCallerIdentity.",
            Self::FederationToken => "Credentials of GetFederationToken call neither IAM nor STS, but for GetCallerIdentity.",
            Self::LongTermAlone => "Only the long-term credentials of a user or the root user open such a session, and no session's do.",
        }
    }
}
