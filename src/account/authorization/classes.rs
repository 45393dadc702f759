//! What decides which policies a principal has, so that those who have the same can be taken together.

use crate::account::Account;
use crate::account::entity::{Attachment, InlinePolicy, Membership, PolicyKey};
use crate::account::id::UniqueId;
use crate::account::lookup::index::range;

/// The sources of a user's or role's policies. Who has equal ones has equal policies, with equal origins.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct HoldingKey<'a> {
    attached: Vec<&'a PolicyKey>,
    inline: Vec<(&'a str, &'a str)>,
    groups: Vec<UniqueId>,
    boundary: Option<&'a PolicyKey>,
}

impl Account {
    /// What decides which policies a user, group or role has.
    pub fn holding_key(&self, identity: UniqueId) -> HoldingKey<'_> {
        let attachments = self.entities.range(range::attachments_of(identity));
        let inline = self.entities.range(range::inline_policies_of(identity));
        let memberships = self.entities.range(range::memberships_of(identity));
        HoldingKey {
            attached: attachments.filter_map(|(_, entity)| <&Attachment>::try_from(entity).ok()).map(|found| &found.policy).collect(),
            inline: inline
                .filter_map(|(_, entity)| <&InlinePolicy>::try_from(entity).ok())
                .map(|policy| (policy.name.as_str(), policy.document.as_str()))
                .collect(),
            groups: memberships.filter_map(|(_, entity)| <&Membership>::try_from(entity).ok()).map(|found| found.group).collect(),
            boundary: self.boundary_of(identity),
        }
    }
}
