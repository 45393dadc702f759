//! Refusals: the caller's mistake, in AWS's code and words, with a remedy in ours.

use std::fmt;

/// The API's error codes that an account can answer with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorCode {
    /// The name is taken.
    EntityAlreadyExists,
    /// Nothing is there under the name.
    NoSuchEntity,
    /// Something must go first.
    DeleteConflict,
    /// A quota is reached.
    LimitExceeded,
    /// A member breaks its shape.
    ValidationError,
    /// A member is well-formed but can't be right.
    InvalidInput,
    /// A policy document is no policy.
    MalformedPolicyDocument,
    /// A password breaks the password policy.
    PasswordPolicyViolation,
    /// MFA codes don't prove possession.
    InvalidAuthenticationCode,
    /// The policy belongs to a service.
    PolicyNotAttachable,
    /// The role belongs to a service.
    UnmodifiableEntity,
    /// The caller may not do it; on what is not the account's own, nobody may.
    AccessDenied,
    /// The credentials are not good: the key is inactive or gone, or whoever they are of is.
    InvalidClientTokenId,
    /// The session is over.
    ExpiredToken,
    /// Signing in failed.
    FailedAuthentication,
    /// The operation is not for callers of this kind.
    InvalidUserType,
}

impl ErrorCode {
    /// The code as the API spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EntityAlreadyExists => "EntityAlreadyExists",
            Self::NoSuchEntity => "NoSuchEntity",
            Self::DeleteConflict => "DeleteConflict",
            Self::LimitExceeded => "LimitExceeded",
            Self::ValidationError => "ValidationError",
            Self::InvalidInput => "InvalidInput",
            Self::MalformedPolicyDocument => "MalformedPolicyDocument",
            Self::PasswordPolicyViolation => "PasswordPolicyViolation",
            Self::InvalidAuthenticationCode => "InvalidAuthenticationCode",
            Self::PolicyNotAttachable => "PolicyNotAttachable",
            Self::UnmodifiableEntity => "UnmodifiableEntity",
            Self::AccessDenied => "AccessDenied",
            Self::InvalidClientTokenId => "InvalidClientTokenId",
            Self::ExpiredToken => "ExpiredToken",
            Self::FailedAuthentication => "FailedAuthentication",
            Self::InvalidUserType => "InvalidUserType",
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An operation that was not done, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The API's error code.
    pub code: ErrorCode,
    /// The API's message.
    pub message: String,
    /// The member that is to blame, by its API name, where it is one.
    pub member: Option<&'static str>,
    /// What to do about it, in one or two sentences.
    pub remedy: Option<String>,
    /// What must go first, each in words.
    pub blockers: Vec<String>,
    /// The request that the policies of the account deny, where that is why.
    pub denied: Option<Denied>,
}

/// A request that policies deny.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Denied {
    /// The action: `iam:ListUsers`.
    pub action: String,
    /// The resource's ARN, or `*`.
    pub resource: String,
}

impl Refusal {
    /// A refusal with AWS's code and message.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), member: None, remedy: None, blockers: Vec::new(), denied: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Adds which member is to blame.
    #[must_use]
    pub const fn member(mut self, member: &'static str) -> Self {
        self.member = Some(member);
        self
    }

    /// A quota that is reached (`Cannot exceed quota for UsersPerAccount: 5000`).
    pub fn quota(name: &str, quota: usize) -> Self {
        Self::new(ErrorCode::LimitExceeded, format!("Cannot exceed quota for {name}: {quota}"))
    }

    /// `taken` is another's name (`User with name X already exists.`): without regard to case, whatever the path.
    pub fn name_taken(kind: &str, name: &str, taken: &str) -> Self {
        let remedy = if name == taken {
            format!("There is a {} {taken} already. Choose another name.", kind.to_lowercase())
        } else {
            format!("Names are unique without regard to case. There is {taken} already.")
        };
        Self::new(ErrorCode::EntityAlreadyExists, format!("{kind} with name {name} already exists.")).remedy(remedy)
    }

    /// A role that its service alone may change.
    pub fn service_linked(name: &str) -> Self {
        let message = format!("Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS");
        Self::new(ErrorCode::UnmodifiableEntity, message)
            .member("RoleName")
            .remedy("It is a service-linked role: its service says whom it trusts and what it may do.")
    }

    /// Nothing is there under this name (`The user with name X cannot be found.`).
    pub fn not_found(kind: &str, name: &str) -> Self {
        Self::new(ErrorCode::NoSuchEntity, format!("The {kind} with name {name} cannot be found."))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}
