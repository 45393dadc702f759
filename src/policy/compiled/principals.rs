//! `Principal` and `NotPrincipal`, and whom they name.

use super::Asked;
use crate::policy::document::{self, Effect, PrincipalEntry, PrincipalKind};
use crate::policy::request::{Arn, CallerKind, is_account_id};

/// The principals of a statement.
#[derive(Clone, Debug)]
pub struct Principals {
    negated: bool,
    entries: Box<[Entry]>,
}

#[derive(Clone, Debug)]
struct Entry {
    text: Box<str>,
    whom: Whom,
}

/// Whom an entry names.
#[derive(Clone, Debug)]
enum Whom {
    Everyone,
    Account {
        partition: Option<Box<str>>,
        account: Box<str>,
    },
    /// A user, a role's session or a federated user, by ARN.
    Caller,
    Role {
        account: Box<str>,
        name: Box<str>,
    },
    Service,
    AnyService,
    Provider,
    AnyProvider,
    Nobody(Unnameable),
}

/// Why an entry names nobody.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Unnameable {
    /// Groups can't be principals.
    Group,
    /// Wildcards stand for no part of a principal.
    Wildcard,
    /// A canonical user id names no IAM identity.
    CanonicalUser,
    /// A unique id is what is left of a principal that was deleted.
    UniqueId,
    /// Nothing that IAM knows as a principal.
    Unknown,
}

/// How a statement names the caller, from the weakest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Named {
    /// It has no principals and needs none: it is about whoever the policy holds for.
    Unasked,
    /// By the account, which leaves it to the account's own policies.
    Account,
    /// By the role of which the caller is a session.
    Role,
    /// By the caller's own identity.
    Caller,
    /// With everyone.
    Everyone,
    /// By nothing: `NotPrincipal` leaves the caller out, but a Deny with it hits whoever has a permissions boundary.
    Bounded,
}

/// Why a statement does not apply to the caller.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NoPrincipal {
    /// It has no principals where it needs some.
    Missing,
    /// None of its entries names the caller.
    NotListed,
    /// `NotPrincipal` has the caller, at this place.
    Excluded(u32),
}

impl Principals {
    /// Compiles a list.
    pub fn compile(principals: &document::Principals) -> Self {
        let entry = |entry: &PrincipalEntry| {
            let text = entry.text.value.as_str();
            Entry { text: text.into(), whom: Whom::of(entry.kind, text) }
        };
        Self { negated: principals.negated, entries: principals.entries.iter().map(entry).collect() }
    }

    /// Whether it is `NotPrincipal`.
    pub const fn is_negated(&self) -> bool {
        self.negated
    }

    /// The entries as written.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.text)
    }

    /// Whether it names users, roles or their sessions, each by its ARN.
    pub fn names_identities(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.whom, Whom::Caller | Whom::Role { .. }))
    }

    /// Whether it names nobody but users and sessions, each by its ARN.
    pub fn names_just_callers(&self) -> bool {
        !self.negated && self.entries.iter().all(|entry| matches!(entry.whom, Whom::Caller))
    }

    /// The entries that can name nobody, and why.
    pub fn unnameable(&self) -> impl Iterator<Item = (&str, Unnameable)> {
        self.entries.iter().filter_map(|entry| match entry.whom {
            Whom::Nobody(why) => Some((&*entry.text, why)),
            _ => None,
        })
    }

    /// How a statement names the caller whose `Principal` is this one alone; `None` where it does not.
    pub(in crate::policy) fn named(kind: PrincipalKind, principal: &str, asked: &Asked<'_>) -> Option<Named> {
        Whom::of(kind, principal).names(principal, asked)
    }

    /// How a statement with this effect names the caller.
    ///
    /// # Errors
    /// Why it does not apply to the caller.
    pub(super) fn check(&self, effect: Effect, asked: &Asked<'_>) -> Result<Named, NoPrincipal> {
        let named = || self.entries.iter().map(|entry| entry.whom.names(&entry.text, asked));
        if !self.negated {
            return named().flatten().max().ok_or(NoPrincipal::NotListed);
        }
        let principal = &asked.request.principal;
        let has_role = || named().flatten().any(|named| named == Named::Role);
        let excludes = |named: Named| match (effect, named) {
            // An account alone does not exempt its users and roles; its root user it names.
            (Effect::Deny, Named::Account) => principal.kind() == CallerKind::Root,
            // AWS looks at the role and then at its session: a session is exempt where both are listed.
            (Effect::Deny, Named::Role) => false,
            (Effect::Deny, Named::Caller) => !principal.is_role_session() || has_role(),
            (Effect::Allow | Effect::Deny, _) => true,
        };
        match named().zip(0..).find(|(named, _)| named.is_some_and(excludes)) {
            // AWS: a Deny with NotPrincipal denies every principal that has a permissions boundary, listed or not.
            Some(_) if effect == Effect::Deny && asked.has_boundary => Ok(Named::Bounded),
            Some((_, at)) => Err(NoPrincipal::Excluded(at)),
            None => Ok(Named::Everyone),
        }
    }
}

impl Whom {
    fn of(kind: PrincipalKind, text: &str) -> Self {
        match kind {
            PrincipalKind::Everyone => Self::Everyone,
            PrincipalKind::Aws if text == "*" => Self::Everyone,
            PrincipalKind::Service if text == "*" => Self::AnyService,
            PrincipalKind::Federated if text == "*" => Self::AnyProvider,
            PrincipalKind::CanonicalUser => Self::Nobody(Unnameable::CanonicalUser),
            _ if text.bytes().any(|byte| b"*?".contains(&byte)) => Self::Nobody(Unnameable::Wildcard),
            PrincipalKind::Service => Self::Service,
            PrincipalKind::Federated => Self::Provider,
            PrincipalKind::Aws => Self::of_aws(text),
        }
    }

    fn of_aws(text: &str) -> Self {
        if is_account_id(text) {
            return Self::Account { partition: None, account: text.into() };
        }
        let Ok(arn) = Arn::parse(text) else {
            let is_unique_id =
                text.starts_with('A') && (16..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
            return Self::Nobody(if is_unique_id { Unnameable::UniqueId } else { Unnameable::Unknown });
        };
        if !is_account_id(arn.account) {
            return Self::Nobody(Unnameable::Unknown);
        }
        let kind = arn.resource.split_once('/').map_or(arn.resource, |(kind, _)| kind);
        match (arn.service, kind) {
            ("iam", "root") if arn.resource == "root" => {
                Self::Account { partition: Some(arn.partition.into()), account: arn.account.into() }
            }
            ("iam", "user") | ("sts", "assumed-role" | "federated-user") => Self::Caller,
            ("iam", "role") => {
                let name = arn.resource.rsplit('/').next().unwrap_or_default();
                Self::Role { account: arn.account.into(), name: name.into() }
            }
            ("iam", "group") => Self::Nobody(Unnameable::Group),
            _ => Self::Nobody(Unnameable::Unknown),
        }
    }

    /// How it names the caller, where it is written so.
    fn names(&self, text: &str, asked: &Asked<'_>) -> Option<Named> {
        let caller = &asked.request.principal;
        let kind = caller.kind();
        let when = |named, holds: bool| holds.then_some(named);
        match self {
            Whom::Everyone => Some(Named::Everyone),
            // A token of a provider does not make one a member of the account that the provider is set up in.
            Whom::Account { partition, account } => {
                let same_partition = partition.as_deref().is_none_or(|partition| caller.partition() == Some(partition));
                when(Named::Account, kind != CallerKind::Provider && caller.account() == Some(account) && same_partition)
            }
            Whom::Caller => when(
                Named::Caller,
                matches!(kind, CallerKind::User | CallerKind::RoleSession | CallerKind::FederatedUser) && caller.text() == text,
            ),
            // A session's ARN lacks the role's path; the context may have the role's ARN.
            Whom::Role { account, name } => {
                let same_name = || caller.account() == Some(account) && caller.role_name() == Some(name);
                let same_arn = || asked.role_arn.is_none_or(|role| role == text);
                when(Named::Role, caller.is_role_session() && same_name() && same_arn())
            }
            Whom::Service => when(Named::Caller, kind == CallerKind::Service && caller.text() == text),
            Whom::AnyService => when(Named::Caller, kind == CallerKind::Service),
            Whom::Provider => when(Named::Caller, kind == CallerKind::Provider && caller.text() == text),
            Whom::AnyProvider => when(Named::Caller, kind == CallerKind::Provider),
            Whom::Nobody(_) => None,
        }
    }
}
