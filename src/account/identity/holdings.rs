//! Every policy that holds for a user, group or role, and where it comes from.

use crate::account::Account;
use crate::account::entity::{Group, InlinePolicy, PolicyKey};
use crate::account::id::UniqueId;

/// What holds for a user, group or role.
#[derive(Clone, Debug)]
pub struct Holdings<'a> {
    /// The identity policies: its own, then those of its groups by the groups' names. A managed policy that is attached in
    /// several places is there as often.
    pub policies: Vec<Holding<'a>>,
    /// The permissions boundary of a user or role.
    pub boundary: Option<&'a PolicyKey>,
}

/// A policy that holds, and through what.
#[derive(Clone, Copy, Debug)]
pub struct Holding<'a> {
    /// The policy.
    pub policy: HeldPolicy<'a>,
    /// The group that it comes through; `None` where it is the identity's own.
    pub group: Option<&'a Group>,
}

/// A managed policy, or an inline one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeldPolicy<'a> {
    /// A managed policy, by attachment.
    Managed(&'a PolicyKey),
    /// An inline policy.
    Inline(&'a InlinePolicy),
}

impl<'a> HeldPolicy<'a> {
    /// The policy's name.
    pub fn name(self, account: &'a Account) -> &'a str {
        match self {
            Self::Managed(policy) => account.policy_name(policy),
            Self::Inline(policy) => &policy.name,
        }
    }

    /// The document that holds; `None` for a managed policy that AWS has retired.
    pub fn document(self, account: &'a Account) -> Option<&'a str> {
        match self {
            Self::Managed(policy) => account.policy_document(policy),
            Self::Inline(policy) => Some(&policy.document),
        }
    }
}

impl Account {
    /// Every policy that holds for a user, group or role.
    pub fn holdings_of(&self, identity: UniqueId) -> Holdings<'_> {
        let mut policies = self.held_by(identity, None);
        for group in self.groups_of(identity) {
            policies.extend(self.held_by(group.id, Some(group)));
        }
        Holdings { policies, boundary: self.boundary_of(identity) }
    }

    /// What a user, group or role has itself: managed policies, then inline ones, each by name.
    fn held_by<'a>(&'a self, identity: UniqueId, group: Option<&'a Group>) -> Vec<Holding<'a>> {
        let managed = self.attached_to(identity).into_iter().map(HeldPolicy::Managed);
        let inline = self.inline_policies_of(identity).map(HeldPolicy::Inline);
        managed.chain(inline).map(|policy| Holding { policy, group }).collect()
    }
}
