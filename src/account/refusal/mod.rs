//! Refusals: the caller's mistake, in AWS's code and words, with a remedy in ours.

mod code;

pub use code::{ErrorCode, is_denial};

use std::fmt;

use crate::account::caller::Caller;
use crate::account::change::Edit;
use crate::policy::decision::Reason;
use crate::policy::request::Value;

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
    pub denied: Option<Box<Denied>>,
    /// What was used up all the same, such as one of the tries that a code has. Usage, never undone.
    pub uses: Option<Box<Uses>>,
}

/// What was used up by what was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uses {
    /// What became of the usage.
    pub edits: Vec<Edit>,
}

/// A request that policies deny.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Denied {
    /// To whom.
    pub caller: Caller,
    /// The action: `iam:ListUsers`.
    pub action: String,
    /// The resource's ARN, or `*`.
    pub resource: String,
    /// The condition keys that the operation brought, and those by which operations before it in a batch left the resource.
    pub keys: Vec<(String, Value)>,
    /// What decided: a statement that denies it, or a layer that would have to allow it.
    pub reason: Reason,
}

impl Refusal {
    /// A refusal with AWS's code and message.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), member: None, remedy: None, blockers: Vec::new(), denied: None, uses: None }
    }

    /// Whether a statement denies it.
    pub fn is_explicit_deny(&self) -> bool {
        self.denied.as_ref().is_some_and(|denied| matches!(denied.reason, Reason::Denied(_)))
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// What was used up all the same.
    pub fn used(&self) -> &[Edit] {
        self.uses.as_ref().map_or(&[], |uses| &uses.edits)
    }

    /// Adds what was used up all the same.
    #[must_use]
    pub fn uses(mut self, edits: Vec<Edit>) -> Self {
        self.uses = (!edits.is_empty()).then(|| Box::new(Uses { edits }));
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

    /// The credentials are not good, for a reason that AWS does not tell.
    pub fn invalid_token() -> Self {
        Self::new(ErrorCode::InvalidClientTokenId, "The security token included in the request is invalid.")
    }

    /// An operation of STS that takes long-term credentials, called with temporary ones.
    pub fn in_session(operation: &str) -> Self {
        let message = format!("Cannot call {operation} with session credentials");
        Self::new(ErrorCode::AccessDenied, message).remedy("Call it with a user's access key: --as user/NAME.")
    }

    /// S3 has no bucket of this name.
    pub fn no_such_bucket() -> Self {
        let refusal = Self::new(ErrorCode::NoSuchBucket, "The specified bucket does not exist").member("Bucket");
        refusal.remedy("List the buckets with: aws s3api list-buckets")
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
