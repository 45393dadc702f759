//! The tabs of a resource's page, which differ from kind to kind.

use super::contents;
use crate::account::entity::ResourceKind;

/// A tab.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::screens) enum Tab {
    /// What matters of it for who may do what.
    Details,
    /// What it holds.
    Contents,
    /// Its policy.
    Policy,
    /// Its tags.
    Tags,
}

impl Tab {
    /// The tabs of a kind, in their order.
    pub fn of(kind: ResourceKind) -> Vec<Self> {
        let holds = contents::called(kind).is_some();
        let has = |tab: &Self| match tab {
            Self::Contents => holds,
            Self::Policy => kind.has_policy(),
            Self::Details | Self::Tags => true,
        };
        [Self::Details, Self::Contents, Self::Policy, Self::Tags].into_iter().filter(has).collect()
    }

    /// The tab of a kind at this place.
    pub fn at(kind: ResourceKind, place: usize) -> Self {
        Self::of(kind).get(place).copied().unwrap_or(Self::Details)
    }

    /// Its title.
    pub fn title(self, kind: ResourceKind) -> &'static str {
        match self {
            Self::Details => "Details",
            Self::Contents => contents::called(kind).unwrap_or("Contents"),
            Self::Policy => "Policy",
            Self::Tags => "Tags",
        }
    }
}
