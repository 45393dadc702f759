//! Changes of who has which policy that allow what is denied, without a policy being written.

use std::iter;

use super::clause::Clauses;
use super::words::actions_in_words;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Origin, Source};
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::operation::{
    AddUserToGroup, AttachRolePolicy, AttachUserPolicy, DetachGroupPolicy, DetachRolePolicy, DetachUserPolicy, Operation,
    PublicAccessBlockConfiguration, PutPublicAccessBlock, RemoveUserFromGroup, SetDefaultPolicyVersion,
};
use crate::account::words::count;
use crate::policy::actions::ActionSet;
use crate::policy::compiled::Policy;
use crate::policy::decision::{Decision, Layer, Policies, decide};
use crate::policy::document::Effect;
use crate::policy::request::Request;

/// So many groups and so many policies are offered; the least of them first.
pub(super) const OFFERED: usize = 2;

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
        /// Whether its policy allows it already.
        is_all: bool,
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

/// The versions of policies that somebody has which would allow what is denied, were they the default.
fn versions(account: &Account, request: &Request, authority: &Authority) -> Vec<Way> {
    let policies = &authority.policies;
    let mut found = Vec::new();
    for (layer, held, origins) in [
        (Layer::Identity, &policies.identity, &authority.origins.identity),
        (Layer::Boundary, &policies.boundary, &authority.origins.boundary),
    ] {
        for (at, (policy, origin)) in held.iter().zip(origins).enumerate() {
            let Source::Managed(PolicyKey::Customer(id)) = origin.source else { continue };
            let default = account.policy(id).map(|policy| policy.default_version);
            for version in account.versions_of(id).filter(|version| Some(version.number) != default) {
                let Some(rules) = version.document.rules() else { continue };
                let mut other = policies.clone();
                let list = if layer == Layer::Boundary { &mut other.boundary } else { &mut other.identity };
                if let Some(held) = list.get_mut(at) {
                    *held = Policy::new(policy.name().into(), rules.clone());
                }
                let way = Way::MakeDefault { policy: id, version: version.number };
                if decide(request, &other) == Decision::Allowed && !found.contains(&way) {
                    found.push(way);
                }
            }
        }
    }
    found.truncate(OFFERED);
    found
}

/// The ways that each by itself allow what a user or role is denied; none for others.
pub(super) fn ways(account: &Account, asker: &Asker, request: &Request, authority: &Authority) -> Vec<Way> {
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
    let mut joins: Vec<(Given, Way)> = Vec::new();
    if let Some(user) = user {
        let of = account.groups_of(user).into_iter().map(|group| group.id).collect::<Vec<_>>();
        for group in account.groups().map(|group| group.id).filter(|group| !of.contains(group)) {
            let more = account.policies_of_identity(group).policies.identity;
            if speak_for(&more, request) && allows(with(&more)) {
                joins.push((given(&more, &mut clauses), Way::Join { user, group }));
            }
        }
    }
    let mut attached: Vec<(Given, Way)> = Vec::new();
    for policy in account.policies().map(|policy| PolicyKey::Customer(policy.id)) {
        let more = account.policy_by_itself(&policy).policies.identity;
        if speak_for(&more, request) && allows(with(&more)) {
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

/// Whether a statement of policies allows what is asked for, conditions left aside: without one, they give nothing, whatever else
/// somebody has. Most don't, and so need not be decided with all that.
pub(super) fn speak_for(policies: &[Policy], request: &Request) -> bool {
    policies.iter().flat_map(Policy::statements).any(|statement| {
        statement.effect() == Effect::Allow
            && statement.actions().is_some_and(|actions| actions.check(&request.action).is_ok())
            && statement.resources().is_none_or(|resources| resources.check(request.effective_resource(), &request.context).is_ok())
    })
}

/// How much policies give: the more actions, on everything rather than on what they name, the more.
pub(super) type Given = (usize, bool, usize);

/// How much these give: how many actions, whether any on everything, and in how many statements.
pub(super) fn given(policies: &[Policy], clauses: &mut Clauses) -> Given {
    let (mut on_everything, mut statements) = (false, 0);
    for policy in policies {
        for clause in clauses.of(policy).iter().filter(|clause| clause.effect == Effect::Allow) {
            on_everything |= clause.scope.is_everything();
            statements += 1;
        }
    }
    (sum(policies, clauses).allowed.len(), on_everything, statements)
}

/// What policies come to.
#[derive(Default)]
struct Sum {
    /// The actions that they allow, without those that they deny altogether.
    allowed: ActionSet,
    /// Those that they deny altogether.
    shut: ActionSet,
    /// Those that they deny on some resources alone, whatever the conditions.
    in_part: ActionSet,
    /// Those that they deny under conditions alone.
    under_conditions: ActionSet,
}

fn sum(policies: &[Policy], clauses: &mut Clauses) -> Sum {
    let mut sum = Sum::default();
    for policy in policies {
        for clause in clauses.of(policy).iter() {
            let actions = match clause.effect {
                Effect::Allow => &mut sum.allowed,
                Effect::Deny if !clause.demands.is_empty() => &mut sum.under_conditions,
                Effect::Deny if clause.scope.is_everything() => &mut sum.shut,
                Effect::Deny => &mut sum.in_part,
            };
            actions.union_with(&clause.actions);
        }
    }
    sum.allowed.subtract(&sum.shut);
    sum.in_part.subtract(&sum.shut);
    sum.under_conditions.subtract(&sum.shut);
    sum.under_conditions.subtract(&sum.in_part);
    sum
}

/// That policies allow it, and how much they give besides and deny.
fn allow_it([allow, deny]: [&str; 2], policies: &[Policy]) -> String {
    let sum = sum(policies, &mut Clauses::default());
    let allowed = match sum.allowed.len().saturating_sub(1) {
        0 => format!("{allow} it"),
        others => format!("{allow} it and {}", count(others, "other action")),
    };
    let denials = [(&sum.shut, ""), (&sum.in_part, " on some resources"), (&sum.under_conditions, " under conditions")];
    let denials = denials.into_iter().filter(|(denied, _)| !denied.is_empty());
    let denials = denials.map(|(denied, when)| format!("{deny} {}{when}", actions_in_words(denied)));
    iter::once(allowed).chain(denials).collect::<Vec<_>>().join(", and ")
}

impl Way {
    /// Whether a denial is taken away by it, and nothing given.
    pub(super) const fn takes_away(&self) -> bool {
        matches!(self, Self::Leave { .. } | Self::Detach { .. } | Self::DetachFromGroup { .. })
    }

    /// Whether a policy is detached by it where it holds.
    pub(super) fn detaches(&self, origin: &Origin) -> bool {
        let is_of = |key: &PolicyKey| matches!(&origin.source, Source::Managed(other) if other == key);
        match self {
            Self::Detach { policy, .. } => origin.group.is_none() && is_of(policy),
            Self::DetachFromGroup { policy, group } => origin.group == Some(*group) && is_of(policy),
            Self::Leave { .. } | Self::MakeDefault { .. } | Self::Unblock { .. } | Self::Join { .. } | Self::Attach { .. } => false,
        }
    }

    /// In words, as an advice.
    pub fn in_words(&self, account: &Account) -> String {
        let who = |id: &UniqueId| {
            let user = account.user(*id).map(|user| user.name.as_str());
            user.or_else(|| account.role(*id).map(|role| role.name.as_str())).unwrap_or_else(|| id.as_str()).to_owned()
        };
        let of_group = |id: &UniqueId| account.group(*id).map_or(id.as_str(), |group| &group.name).to_owned();
        match self {
            Self::Leave { user, group } => {
                format!("Remove {} from the group {}: what it denies holds for the others alone then.", who(user), of_group(group))
            }
            Self::Detach { policy, from } => format!("Detach {} from {}.", account.policy_name(policy), who(from)),
            Self::DetachFromGroup { policy, group } => {
                format!(
                    "Detach {} from the group {}: it then denies none of its users anything.",
                    account.policy_name(policy),
                    of_group(group)
                )
            }
            Self::MakeDefault { policy, version } => {
                let name = account.policy(*policy).map_or(policy.as_str(), |policy| &policy.name);
                format!("Make version {version} the default of policy {name}, for all who have it.")
            }
            Self::Unblock { bucket, is_all } => {
                let then = if *is_all { "its policy allows it already" } else { "then let the bucket policy allow it" };
                format!(
                    "Turn off BlockPublicPolicy and RestrictPublicBuckets of bucket {bucket}: with Block Public Access no public policy \
                     lets in others than this account's own; {then}."
                )
            }
            Self::Join { user, group } => {
                let allow = allow_it(["allow", "deny"], &account.policies_of_identity(*group).policies.identity);
                format!("Add {} to the group {}, whose policies {allow}.", who(user), of_group(group))
            }
            Self::Attach { policy, to } => {
                let allows = allow_it(["allows", "denies"], &account.policy_by_itself(policy).policies.identity);
                format!("Attach policy {} to {}: it {allows}.", account.policy_name(policy), who(to))
            }
        }
    }

    /// The operation that does it; `None` where who or what it is about is gone.
    pub fn operation(&self, account: &Account) -> Option<Operation> {
        let names = |user: &UniqueId, group: &UniqueId| Some((account.user(*user)?.name.clone(), account.group(*group)?.name.clone()));
        Some(match self {
            Self::Leave { user, group } => {
                let (user_name, group_name) = names(user, group)?;
                RemoveUserFromGroup { group_name, user_name }.into()
            }
            Self::Join { user, group } => {
                let (user_name, group_name) = names(user, group)?;
                AddUserToGroup { group_name, user_name }.into()
            }
            Self::DetachFromGroup { policy, group } => {
                let group_name = account.group(*group)?.name.clone();
                DetachGroupPolicy { group_name, policy_arn: account.policy_arn(policy) }.into()
            }
            Self::MakeDefault { policy, version } => {
                let version_id = account.versions_of(*policy).find(|one| one.number == *version)?.version_id();
                SetDefaultPolicyVersion { policy_arn: account.policy_arn(&PolicyKey::Customer(*policy)), version_id }.into()
            }
            Self::Unblock { bucket, .. } => {
                let block = account.bucket(bucket)?.public_access_block?;
                let public_access_block_configuration = PublicAccessBlockConfiguration {
                    block_public_acls: Some(block.block_public_acls),
                    ignore_public_acls: Some(block.ignore_public_acls),
                    block_public_policy: Some(false),
                    restrict_public_buckets: Some(false),
                };
                PutPublicAccessBlock { bucket: bucket.clone(), public_access_block_configuration }.into()
            }
            Self::Detach { policy, from } => match (account.user(*from), account.role(*from)) {
                (Some(user), _) => DetachUserPolicy { user_name: user.name.clone(), policy_arn: account.policy_arn(policy) }.into(),
                (None, role) => DetachRolePolicy { role_name: role?.name.clone(), policy_arn: account.policy_arn(policy) }.into(),
            },
            Self::Attach { policy, to } => match (account.user(*to), account.role(*to)) {
                (Some(user), _) => AttachUserPolicy { user_name: user.name.clone(), policy_arn: account.policy_arn(policy) }.into(),
                (None, role) => AttachRolePolicy { role_name: role?.name.clone(), policy_arn: account.policy_arn(policy) }.into(),
            },
        })
    }
}
