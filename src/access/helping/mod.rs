//! What somebody would have to do, so that what was denied to another is allowed; and who may do that.
//!
//! Each help is an operation, asked about as the account itself asks: with the condition keys that come with it, as the policy
//! that is attached.

mod giving;
mod taking;
mod trial;
mod who_could;

use crate::account::Account;
use crate::account::authorization::{Asked, Asker, Origin};
use crate::account::caller::Caller;
use crate::account::entity::ResourceKind;
use crate::account::id::UniqueId;
use crate::account::operation::Operation;
use crate::account::refusal::Denied;
use crate::policy::decision::{Layer, Reason};

pub use who_could::{Helper, WhoCould, who_could};

/// One thing that helps. Who may do it can give what was denied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Help {
    /// The request that it is.
    pub asked: Asked,
    /// What is done, in words: `attach Backups to alice`; where that is not enough, with what is in the way then.
    pub words: String,
    /// Whether it is enough by itself.
    pub is_enough: bool,
}

impl Help {
    /// What an operation does; `None` for one that asks for nothing.
    fn of(account: &Account, operation: impl Into<Operation>, words: String) -> Option<Self> {
        let asked = account.requests_of(&Caller::ROOT, &operation.into()).into_iter().next()?;
        Some(Self { asked, words, is_enough: true })
    }

    /// The same, with what is still in the way then.
    fn lacking(self, what: Option<&str>) -> Self {
        match what {
            Some(what) => Self { words: format!("{}; {what}", self.words), is_enough: false, ..self },
            None => self,
        }
    }
}

/// Where help lies: what decided.
enum Where {
    /// An identity policy is lacking.
    Lacking(Identity),
    /// An identity policy denies, and through what it holds.
    Denying(Identity, Origin),
    /// The permissions boundary decides.
    Boundary(Identity),
    /// The resource's policy decides: who may write it helps.
    Resource(Help),
}

/// What the account calls who was denied: a user or a role, which have policies of their own.
struct Identity {
    id: UniqueId,
    name: String,
    is_user: bool,
}

impl Identity {
    fn of(account: &Account, asker: &Asker) -> Option<Self> {
        match asker {
            Asker::User(id) => Some(Self { id: *id, name: account.user(*id)?.name.clone(), is_user: true }),
            Asker::RoleSession { role, .. } => Some(Self { id: *role, name: account.role(*role)?.name.clone(), is_user: false }),
            Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
        }
    }

    /// One operation or the other, by whether it is a user or a role.
    fn either<U: Into<Operation>, R: Into<Operation>>(&self, user: impl FnOnce(String) -> U, role: impl FnOnce(String) -> R) -> Operation {
        if self.is_user { user(self.name.clone()).into() } else { role(self.name.clone()).into() }
    }
}

/// Whether somebody in the account could help whom this was denied.
///
/// # Errors
/// Why nobody could, in a sentence.
pub fn is_helped(account: &Account, caller: &Caller, denied: &Denied) -> Result<(), &'static str> {
    place(account, caller, denied).map(drop)
}

/// Where help lies for whom this was denied.
fn place(account: &Account, caller: &Caller, denied: &Denied) -> Result<Where, &'static str> {
    let identity = || Identity::of(account, &caller.who).ok_or("Its policies are not this account's to change.");
    match denied.reason.layer() {
        Some(Layer::Identity) => {
            let identity = identity()?;
            let denying = denied.reason.places().next().filter(|_| !matches!(denied.reason, Reason::NothingAllows(_)));
            let Some(place) = denying else { return Ok(Where::Lacking(identity)) };
            let origins = account.policies_of(caller).origins;
            let origin = origins.get(place.layer, place.policy as usize).ok_or("The policy that denied it is gone.")?;
            Ok(Where::Denying(identity, origin.clone()))
        }
        Some(Layer::Boundary) => Ok(Where::Boundary(identity()?)),
        Some(Layer::Resource) => {
            let help = of_resource(account, denied).ok_or("The policy that decides is none of a resource of this account.")?;
            Ok(Where::Resource(help))
        }
        Some(Layer::Session) => Err("What limits a session from its beginning nobody widens: another one must be opened."),
        Some(Layer::ServiceControl(_) | Layer::ResourceControl(_) | Layer::Endpoint) => Err("What decides lies outside this account."),
        None => Err("No policy can allow that."),
    }
}

/// Writing the policy of the resource that was asked for: a role's trust policy, or that of what the estate has.
fn of_resource(account: &Account, denied: &Denied) -> Option<Help> {
    let arn = denied.resource.as_str();
    let help = |action: &str, resource: String, words: String| Help {
        asked: Asked { action: action.to_owned(), named: resource.clone(), resource, keys: Vec::new() },
        words,
        is_enough: true,
    };
    if let Some(role) = account.role_with_arn(arn).and_then(|id| account.role(id)) {
        return Some(help("iam:UpdateAssumeRolePolicy", arn.to_owned(), format!("write the trust policy of {}", role.name)));
    }
    let key = account.resource_with_arn(arn)?;
    let action = match key.kind {
        ResourceKind::Bucket => "s3:PutBucketPolicy",
        ResourceKind::Queue => "sqs:SetQueueAttributes",
        ResourceKind::Function if matches!(denied.reason, Reason::Denied(_)) => "lambda:RemovePermission",
        ResourceKind::Function => "lambda:AddPermission",
        ResourceKind::Key => "kms:PutKeyPolicy",
        ResourceKind::Secret => "secretsmanager:PutResourcePolicy",
        ResourceKind::Instance | ResourceKind::Table => return None,
    };
    let words = format!("write the policy of {} {}", key.kind.word(), key.name);
    Some(help(action, account.resource_arn(&key), words))
}
