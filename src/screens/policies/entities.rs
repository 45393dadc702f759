//! The entities that a policy is attached to, or that it bounds, as rows of a list.

use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::screens::groups::leaving;
use crate::screens::parts::permissions::{Granted, removal};
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, columns};

columns! {
    ENTITY_NAME: Column::text("Entity name", 18, 60, 10),
    ENTITY_TYPE: Column::fixed("Entity type", 11, 9),
    USED_AS: Column::fixed("Used as", 20, 5),
}

/// What a policy is to an entity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It grants.
    Permissions,
    /// It limits what other policies grant.
    Boundary,
}

/// An entity, and what the policy is to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Holder {
    pub id: UniqueId,
    pub used_as: Use,
}

/// Where a policy is used: groups, then users, then roles, each by name; boundaries last.
pub(super) fn holders(policy: &PolicyKey, cx: &Cx<'_>) -> Vec<Holder> {
    let account = cx.account;
    let sorted = |ids: Vec<UniqueId>, used_as: Use| {
        let mut identities: Vec<Identity<'_>> = ids.into_iter().filter_map(|id| Identity::of(account, id)).collect();
        identities.sort_by_cached_key(|identity| (identity.order(), identity.name().to_ascii_lowercase()));
        identities.into_iter().map(move |identity| Holder { id: identity.id(), used_as }).collect::<Vec<_>>()
    };
    let attached = sorted(account.attachments_of_policy(policy).collect(), Use::Permissions);
    let bounded = sorted(account.bounded_by(policy).collect(), Use::Boundary);
    [attached, bounded].concat()
}

/// Asks before a policy is detached, as the entity's own page does.
pub(super) fn detaching(cx: &Cx<'_>, policy: &PolicyKey, from: Identity<'_>) -> Dialog {
    let policies = [Granted::Managed(policy.clone())];
    match from {
        Identity::Group(group) => leaving::take_policies(cx, group, &policies),
        Identity::User(_) | Identity::Role(_) => removal::question(cx, from, &policies),
    }
}

/// Entities as rows.
pub(super) struct EntityRows<'a> {
    pub cx: &'a Cx<'a>,
}

impl Listing for EntityRows<'_> {
    type Key = Holder;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, holder: &Holder) -> String {
        (0..COLUMNS.len()).map(|column| self.cell(holder, column).plain()).collect::<Vec<_>>().join(" ")
    }

    fn cell(&self, holder: &Holder, column: usize) -> Line {
        let Some(identity) = Identity::of(self.cx.account, holder.id) else { return Line::new() };
        match column {
            ENTITY_NAME => Line::new().text(identity.name().to_owned()),
            ENTITY_TYPE => Line::new().text(self.cx.kind_of(identity)),
            USED_AS if holder.used_as == Use::Boundary => Line::new().text("Permissions boundary"),
            _ => Line::new().quiet("Permissions policy"),
        }
    }
}
