//! Changes of who has which policy that allow what is denied, without a policy being written.

mod gives;
mod told;

use std::sync::Arc;

use crate::access::clauses::address::ByAddress;
use crate::access::clauses::clause::Clauses;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Origin, Source};
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::operation::Operation;
use crate::policy::compiled::{Policy, Rules};
use crate::policy::decision::{Decision, Policies, decide};
use crate::policy::document::Effect;
use crate::policy::request::Request;

pub(in crate::access) use gives::{Given, given};

/// So many groups and so many policies are offered; the least of them first.
pub(in crate::access) const OFFERED: usize = 2;

/// A change of who has which policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Way {
    /// A user leaves a group, through which it is denied.
    Leave {
        /// The user.
        user: UniqueId,
        /// The group.
        group: UniqueId,
    },
    /// A policy that denies it is detached.
    Detach {
        /// The policy.
        policy: PolicyKey,
        /// From which user or role.
        from: UniqueId,
    },
    /// A policy that denies it is detached from a group, for all its users.
    DetachFromGroup {
        /// The policy, which is one of AWS's.
        policy: PolicyKey,
        /// The group.
        group: UniqueId,
    },
    /// Another version of a policy of the account becomes its default.
    MakeDefault {
        /// The policy.
        policy: UniqueId,
        /// The version's number.
        version: u32,
    },
    /// Block Public Access of a bucket no longer keeps public policies from having effect.
    Unblock {
        /// The bucket, by name.
        bucket: String,
        /// Whether its policy goes first: it denies the root user to turn that off, who may always delete it.
        policy_first: bool,
        /// What is to be done then, where its policy does not allow it already.
        then: Option<Unblocked>,
    },
    /// A user joins a group whose policies allow it.
    Join {
        /// The user.
        user: UniqueId,
        /// The group.
        group: UniqueId,
    },
    /// A policy of the account that allows it is attached.
    Attach {
        /// The policy.
        policy: PolicyKey,
        /// To which user or role.
        to: UniqueId,
    },
}

/// What allows it once public policies have effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unblocked {
    /// In words, as an advice.
    pub words: String,
    /// The operations that do it.
    pub operations: Vec<Operation>,
}

/// The versions of policies that somebody has which would allow what is denied, were they the default.
fn versions(account: &Account, request: &Request, authority: &Authority) -> Vec<Way> {
    let origins = &authority.origins;
    let mut held: Vec<UniqueId> = Vec::new();
    for origin in origins.identity.iter().chain(&origins.boundary) {
        if let Source::Managed(PolicyKey::Customer(id)) = origin.source
            && !held.contains(&id)
        {
            held.push(id);
        }
    }
    let mut found = Vec::new();
    for id in held {
        let default = account.policy(id).map(|policy| policy.default_version);
        for version in account.versions_of(id).filter(|version| Some(version.number) != default) {
            let Some(rules) = version.document.rules() else { continue };
            let mut other = authority.policies.clone();
            // Who has it twice, such as through a group, has the other version twice.
            let places = [(&mut other.identity, &origins.identity), (&mut other.boundary, &origins.boundary)];
            for (policy, origin) in places.into_iter().flat_map(|(policies, origins)| policies.iter_mut().zip(origins)) {
                if origin.source == Source::Managed(PolicyKey::Customer(id)) {
                    *policy = Policy::new(policy.name().into(), rules.clone());
                }
            }
            if decide(request, &other) == Decision::Allowed {
                found.push(Way::MakeDefault { policy: id, version: version.number });
            }
        }
    }
    found.truncate(OFFERED);
    found
}

/// The ways that each by itself allow what a user or role is denied; none for others.
pub(in crate::access) fn ways(account: &Account, asker: &Asker, request: &Request, authority: &Authority) -> Vec<Way> {
    let (id, user) = match asker {
        Asker::User(id) => (*id, Some(*id)),
        Asker::RoleSession { role, .. } => (*role, None),
        Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => return Vec::new(),
    };
    let policies = &authority.policies;
    let allows = |identity: Vec<Policy>| decide(request, &Policies { identity, ..policies.clone() }) == Decision::Allowed;
    if decide(request, policies) == Decision::ExplicitDeny {
        let held = || policies.identity.iter().zip(&authority.origins.identity);
        let without =
            |goes: &dyn Fn(&Origin) -> bool| held().filter(|(_, origin)| !goes(origin)).map(|(policy, _)| policy.clone()).collect();
        let mut groups: Vec<UniqueId> = held().filter_map(|(_, origin)| origin.group).collect();
        groups.dedup();
        let groups = groups.into_iter().filter(|group| allows(without(&|origin| origin.group == Some(*group))));
        let left = groups.zip(user.into_iter().cycle()).map(|(group, user)| Way::Leave { user, group });
        let own = held().filter(|(policy, origin)| policy.denies() && origin.group.is_none());
        let detached = own.filter(|(_, origin)| allows(without(&|other| other == *origin)));
        let detached = detached.filter_map(|(_, origin)| match &origin.source {
            Source::Managed(policy) => Some(Way::Detach { policy: policy.clone(), from: id }),
            _ => None,
        });
        // The account's own are changed by one statement, which is less.
        let of_groups =
            held().filter(|(policy, origin)| policy.denies() && matches!(origin.source, Source::Managed(PolicyKey::AwsManaged(_))));
        let of_groups = of_groups.filter(|(_, origin)| allows(without(&|other| other == *origin)));
        let of_groups = of_groups.filter_map(|(_, origin)| match (&origin.source, origin.group) {
            (Source::Managed(policy), Some(group)) => Some(Way::DetachFromGroup { policy: policy.clone(), group }),
            _ => None,
        });
        return left.chain(detached).chain(of_groups).chain(versions(account, request, authority)).collect();
    }
    let with = |more: &[Policy]| policies.identity.iter().chain(more).cloned().collect();
    let mut clauses = Clauses::default();
    // Groups share policies: each is looked through once.
    let mut speaking: ByAddress<*const Rules, (Arc<Rules>, bool)> = ByAddress::default();
    let mut speaks = |rules: Arc<Rules>| {
        let speaks = || (rules.clone(), speak_for(&rules, request));
        speaking.entry(Arc::as_ptr(&rules)).or_insert_with(speaks).1
    };
    let mut joins: Vec<(Given, Way)> = Vec::new();
    if let Some(user) = user {
        let of = account.groups_of(user).into_iter().map(|group| group.id).collect::<Vec<_>>();
        for group in account.groups().map(|group| group.id).filter(|group| !of.contains(group)) {
            if !account.rules_of_identity(group).into_iter().any(&mut speaks) {
                continue;
            }
            let more = account.policies_of_identity(group).policies.identity;
            if allows(with(&more)) {
                joins.push((given(&more, &mut clauses), Way::Join { user, group }));
            }
        }
    }
    let mut attached: Vec<(Given, Way)> = Vec::new();
    for policy in account.policies().map(|policy| PolicyKey::Customer(policy.id)) {
        if !account.policy_rules(&policy).is_some_and(&mut speaks) {
            continue;
        }
        let more = account.policy_by_itself(&policy).policies.identity;
        if allows(with(&more)) {
            attached.push((given(&more, &mut clauses), Way::Attach { policy, to: id }));
        }
    }
    let mut offered: Vec<(Given, Way)> = Vec::new();
    for mut ways in [joins, attached] {
        ways.sort_by_key(|(given, _)| *given);
        offered.extend(ways.into_iter().take(OFFERED));
    }
    // Whichever it is, what gives less comes first.
    offered.sort_by_key(|(given, _)| *given);
    versions(account, request, authority).into_iter().chain(offered.into_iter().map(|(_, way)| way)).collect()
}

/// Whether a statement of rules allows what is asked for, conditions left aside: without one, they give nothing, whatever else
/// somebody has. Most don't, and so need not be decided with all that.
pub(in crate::access) fn speak_for(rules: &Rules, request: &Request) -> bool {
    rules.statements().iter().any(|statement| {
        statement.effect() == Effect::Allow
            && statement.actions().is_some_and(|actions| actions.check(&request.action).is_ok())
            && statement.resources().is_none_or(|resources| resources.check(request.effective_resource(), &request.context).is_ok())
    })
}
