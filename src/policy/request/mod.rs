//! Requests: who wants to do what to which resource, and what is known about the circumstances.
//!
//! Every part is checked when it is made, so that what decides has nothing left to doubt.

mod action;
mod arn;
mod context;
mod principal;
mod reach;
mod resource;
mod told_of;

use std::fmt;
use std::sync::Arc;

pub use action::Action;
pub use arn::Arn;
pub use context::{Context, ContextKey, Value};
pub use principal::{CallerKind, Principal};
pub use reach::OutOfReach;
pub use resource::Resource;
pub use told_of::{USER_ID, is_of_principal, is_principal_tag, is_tag, is_tag_of_resource};

/// A request to be decided.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who asks.
    pub principal: Principal,
    /// What for.
    pub action: Action,
    /// On what.
    pub resource: Resource,
    /// The account that owns the resource, where it is known otherwise than by the ARN.
    pub resource_account: Option<Arc<str>>,
    /// The condition keys that come with it. No key is added to them.
    pub context: Context,
    /// Why the credentials that it is signed with do not reach the action, where they do not.
    pub out_of_reach: Option<OutOfReach>,
    /// Whether it is known to need no permission: it is allowed unless a policy denies it.
    pub needs_no_permission: bool,
}

/// Why a part of a request is none, in a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestError(String);

impl RequestError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RequestError {}

/// A text as messages show it: in quotes, shortened where it is long.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 120;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{:?}…", text.get(..at).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

impl Request {
    /// A request without context.
    pub fn new(principal: Principal, action: Action, resource: Resource) -> Self {
        Self {
            principal,
            action,
            resource,
            resource_account: None,
            context: Context::default(),
            out_of_reach: None,
            needs_no_permission: false,
        }
    }

    /// Reads principal, action and resource.
    ///
    /// # Errors
    /// The first of them that is none.
    pub fn parse(principal: &str, action: &str, resource: &str) -> Result<Self, RequestError> {
        Ok(Self::new(Principal::parse(principal)?, Action::parse(action)?, Resource::parse(resource)?))
    }

    /// Says which account owns the resource.
    ///
    /// # Errors
    /// Where it is not an account's twelve digits.
    pub fn owned_by(mut self, account: &str) -> Result<Self, RequestError> {
        if !is_account_id(account) {
            return Err(RequestError::new(format!("an account id has twelve digits: {}", quoted(account))));
        }
        self.resource_account = Some(account.into());
        Ok(self)
    }

    /// The same with a context.
    #[must_use]
    pub fn with_context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// The account that owns the resource: as given, else the ARN's, else the principal's. `None` where no account is known.
    pub fn owner(&self) -> Option<&str> {
        self.resource_account.as_deref().or_else(|| self.resource.account()).or_else(|| self.principal.account())
    }

    /// The ARN that policies' resources are compared with; `None` where only `*` matches, because the request names no
    /// resource, or because the action can't be limited to one.
    pub fn effective_resource(&self) -> Option<&str> {
        if self.action.takes_no_resource() { None } else { self.resource.arn() }
    }
}

/// Whether a text is an account id.
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}
