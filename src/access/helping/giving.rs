//! Giving what is lacking: every way that a user or role could be given an allowance.

use super::{Help, Identity};
use crate::access::Question;
use crate::access::clauses::clause::Clauses;
use crate::access::may::ways::{Given, OFFERED, given, speak_for};
use crate::account::Account;
use crate::account::entity::{Group, PolicyKey};
use crate::account::id::UniqueId;
use crate::account::operation::{
    AddUserToGroup, AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, CreatePolicyVersion, PutGroupPolicy, PutRolePermissionsBoundary,
    PutRolePolicy, PutUserPermissionsBoundary, PutUserPolicy, SetDefaultPolicyVersion,
};
use crate::catalog::ADMINISTRATOR_ACCESS;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::policy::compiled::Policy;
use crate::policy::decision::{Decision, Layer, Policies, decide};
use crate::policy::request::Request;

/// An allowance that is to be given: by an identity policy, or by the boundary.
pub(super) struct Giving<'a> {
    account: &'a Account,
    to: &'a Identity,
    request: Request,
    policies: Policies,
    layer: Layer,
}

impl<'a> Giving<'a> {
    /// What was asked for and denied in a layer; `None` where who asked is gone.
    pub(super) fn new(account: &'a Account, to: &'a Identity, question: &Question, layer: Layer) -> Option<Self> {
        let (request, _) = question.request(account).ok()?;
        Some(Self { account, to, request, policies: question.authority(account).policies, layer })
    }

    /// Whether these would give it, as far as the layer goes: what further layers lack is another step.
    fn is_given_by(&self, more: &[Policy]) -> bool {
        if !more.iter().any(|policy| speak_for(policy.rules(), &self.request)) {
            return false;
        }
        let more = more.to_vec();
        let of_layer = if self.layer == Layer::Boundary {
            Policies { boundary: more, session: Vec::new(), ..self.policies.clone() }
        } else {
            let identity = self.policies.identity.iter().cloned().chain(more).collect();
            Policies { identity, boundary: Vec::new(), session: Vec::new(), ..self.policies.clone() }
        };
        decide(&self.request, &of_layer) == Decision::Allowed
    }

    fn is_given_by_policy(&self, policy: &PolicyKey) -> bool {
        let speaks = self.account.policy_rules(policy).is_some_and(|rules| speak_for(&rules, &self.request));
        speaks && self.is_given_by(&self.account.policy_by_itself(policy).policies.identity)
    }

    /// The account's own policies that would give it, those that give the least first.
    fn own(&self) -> Vec<PolicyKey> {
        let own = self.account.policies().map(|policy| PolicyKey::Customer(policy.id));
        let mut clauses = Clauses::default();
        let mut own: Vec<(Given, PolicyKey)> = own
            .filter(|policy| self.is_given_by_policy(policy))
            .map(|policy| (given(&self.account.policy_by_itself(&policy).policies.identity, &mut clauses), policy))
            .collect();
        own.sort_by_key(|(given, _)| *given);
        own.into_iter().map(|(_, policy)| policy).collect()
    }

    /// The least of the account's own policies that would give it, and AWS's that gives all.
    fn likely(&self) -> Vec<PolicyKey> {
        let all = Some(PolicyKey::aws_managed(ADMINISTRATOR_ACCESS)).filter(|policy| self.is_given_by_policy(policy));
        self.own().into_iter().take(OFFERED).chain(all).collect()
    }

    /// The other policies that would give it: the account's own, and then AWS's.
    fn unlikely(&self) -> Vec<PolicyKey> {
        let all = AWS_MANAGED_POLICIES.all().iter().filter(|policy| policy.is_attachable());
        let of_aws = all.map(|policy| PolicyKey::aws_managed(policy.path_and_name())).filter(|policy| self.is_given_by_policy(policy));
        self.own().into_iter().skip(OFFERED).chain(of_aws).collect()
    }

    /// All ways but to attach policies that who may attach any need not be asked about; those that give the least first.
    pub(super) fn helps(&self) -> Vec<Help> {
        let likely = self.likely();
        if self.layer == Layer::Boundary {
            return self.versions(self.account.boundary_of(self.to.id)).chain(self.attaching(&likely)).collect();
        }
        let groups = self.groups();
        let holders = std::iter::once(self.to.id).chain(groups.iter().map(|group| group.id));
        let attached: Vec<&PolicyKey> = holders.flat_map(|holder| self.account.attached_to(holder)).collect();
        let inline = std::iter::once(self.inline()).chain(groups.iter().map(|group| self.inline_in(group)));
        // What is written is for just this; of what there is, what gives less comes first.
        let mut there: Vec<(Given, Vec<Help>)> = self.joining(&groups);
        let mut clauses = Clauses::default();
        let attaching = |policy: &PolicyKey| {
            let gives = given(&self.account.policy_by_itself(policy).policies.identity, &mut clauses);
            (gives, self.attaching(std::slice::from_ref(policy)).collect())
        };
        there.extend(likely.iter().map(attaching));
        there.sort_by_key(|(given, _)| *given);
        let written: Vec<Help> = inline.flatten().collect();
        written.into_iter().chain(self.versions(attached)).chain(there.into_iter().flat_map(|(_, helps)| helps)).collect()
    }

    /// The groups that who lacks it is in.
    fn groups(&self) -> Vec<&'a Group> {
        if self.to.is_user { self.account.groups_of(self.to.id) } else { Vec::new() }
    }

    /// Attaching each of the other policies that would give it.
    pub(super) fn with_other_policies(&self) -> Vec<Help> {
        self.attaching(&self.unlikely()).collect()
    }

    fn inline(&self) -> Option<Help> {
        let operation = self.to.either(
            |user_name| PutUserPolicy { user_name, policy_name: String::new(), policy_document: String::new() },
            |role_name| PutRolePolicy { role_name, policy_name: String::new(), policy_document: String::new() },
        );
        Help::of(self.account, operation, format!("write an inline policy of {}", self.to.name))
    }

    fn inline_in(&self, group: &Group) -> Option<Help> {
        let put = PutGroupPolicy { group_name: group.name.clone(), policy_name: String::new(), policy_document: String::new() };
        Help::of(self.account, put, format!("write an inline policy of the group {}", group.name))
    }

    /// Adding to groups whose policies would give it, and how much they give.
    fn joining(&self, of: &[&Group]) -> Vec<(Given, Vec<Help>)> {
        let mut clauses = Clauses::default();
        let has = |group: &&Group| !of.iter().any(|other| other.id == group.id);
        let gives = |group: &&Group| self.is_given_by(&self.account.policies_of_identity(group.id).policies.identity);
        let groups = self.account.groups().filter(|_| self.to.is_user).filter(has).filter(gives);
        let join = |group: &'a Group| {
            let add = AddUserToGroup { group_name: group.name.clone(), user_name: self.to.name.clone() };
            let help = Help::of(self.account, add, format!("add {} to the group {}", self.to.name, group.name));
            (given(&self.account.policies_of_identity(group.id).policies.identity, &mut clauses), help.into_iter().collect())
        };
        groups.map(join).collect()
    }

    /// Attaching these to who lacks it or to a group of theirs, or making them the boundary.
    fn attaching(&self, policies: &[PolicyKey]) -> impl Iterator<Item = Help> {
        let (groups, is_boundary) = (self.groups(), self.layer == Layer::Boundary);
        let of_policy = |policy: &PolicyKey| {
            let own = if is_boundary { self.bound(policy) } else { self.attached(policy) };
            let groups = groups.iter().filter(|_| !is_boundary).map(|group| self.attached_in(group, policy));
            std::iter::once(own).chain(groups).flatten().collect::<Vec<_>>()
        };
        policies.iter().flat_map(of_policy).collect::<Vec<_>>().into_iter()
    }

    fn bound(&self, policy: &PolicyKey) -> Option<Help> {
        let permissions_boundary = || self.account.policy_arn(policy);
        let operation = self.to.either(
            |user_name| PutUserPermissionsBoundary { user_name, permissions_boundary: permissions_boundary() },
            |role_name| PutRolePermissionsBoundary { role_name, permissions_boundary: permissions_boundary() },
        );
        Help::of(self.account, operation, format!("make {} the boundary of {}", self.account.policy_name(policy), self.to.name))
    }

    fn attached(&self, policy: &PolicyKey) -> Option<Help> {
        let policy_arn = || self.account.policy_arn(policy);
        let operation = self.to.either(
            |user_name| AttachUserPolicy { user_name, policy_arn: policy_arn() },
            |role_name| AttachRolePolicy { role_name, policy_arn: policy_arn() },
        );
        Help::of(self.account, operation, format!("attach {} to {}", self.account.policy_name(policy), self.to.name))
    }

    fn attached_in(&self, group: &Group, policy: &PolicyKey) -> Option<Help> {
        let attach = AttachGroupPolicy { group_name: group.name.clone(), policy_arn: self.account.policy_arn(policy) };
        Help::of(self.account, attach, format!("attach {} to the group {}", self.account.policy_name(policy), group.name))
    }

    /// New versions of the account's own policies among these, and older ones that would give it.
    fn versions<'b>(&'b self, policies: impl IntoIterator<Item = &'b PolicyKey>) -> impl Iterator<Item = Help> {
        let own = policies.into_iter().filter_map(|policy| if let PolicyKey::Customer(id) = policy { Some((policy, *id)) } else { None });
        own.flat_map(|(policy, id)| {
            let written = new_version(self.account, policy);
            written.into_iter().chain(self.older_versions(policy, id)).collect::<Vec<_>>()
        })
    }

    fn older_versions(&self, policy: &PolicyKey, id: UniqueId) -> Vec<Help> {
        let account = self.account;
        let gives = account.versions_of(id).filter(|version| {
            let rules = version.document.rules().cloned();
            rules.is_some_and(|rules| self.is_given_by(&[Policy::new("version".into(), rules)]))
        });
        let set = |version_id: String| {
            let words = format!("make version {version_id} of {} the default", account.policy_name(policy));
            Help::of(account, SetDefaultPolicyVersion { policy_arn: account.policy_arn(policy), version_id }, words)
        };
        gives.filter_map(|version| set(version.version_id())).collect()
    }
}

/// A new version of a policy, as its default.
pub(super) fn new_version(account: &Account, policy: &PolicyKey) -> Option<Help> {
    let policy_arn = account.policy_arn(policy);
    let version = CreatePolicyVersion { policy_arn, policy_document: String::new(), set_as_default: Some(true) };
    Help::of(account, version, format!("write a new version of {}", account.policy_name(policy)))
}
