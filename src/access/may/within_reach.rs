//! Which circumstances of a request who asks can bring about, as far as the account tells.

use super::Answer;
use crate::account::Account;
use crate::account::authorization::{Asker, Derived, Provenance, is_principal_tag};
use crate::policy::decision::{Change, is_region, is_within_reach, may_turn as may_turn_at_all};
use crate::policy::request::{Request, is_tag, is_tag_of_resource};

impl Answer {
    /// Whether who asks can make a change of the request, or it is a tag that can be put on or taken off. Others are no matter of the
    /// request.
    pub(super) fn is_within_reach(&self, account: &Account, change: &Change) -> bool {
        let is_possible = |key: &str| may_turn(&self.request, &self.derived, key);
        is_within_reach(&self.request, change)
            && match change {
                // Another session may be opened with another tag.
                Change::SetKey { key, .. } if self.is_of_session_tag(change) => {
                    self.may_be_opened_with_tags(account) && self.may_be_tagged(account, key.name())
                }
                Change::SetKey { key, .. } => is_possible(key.name()) && self.may_be_tagged(account, key.name()),
                Change::DropKey { key } if is_tag(key.name()) => is_possible(key.name()) && self.tag_behind(account, key.name()).is_some(),
                Change::DropKey { key } => is_possible(key.name()),
                Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) | Change::RemoveBoundary => true,
            }
    }

    /// Whether what a key tells the tag of can be given one, where it tells a tag.
    fn may_be_tagged(&self, account: &Account, key: &str) -> bool {
        if is_tag_of_resource(key) {
            return !self.is_absent;
        }
        match &self.asker {
            Some(asker) if is_principal_tag(key) && !matches!(asker, Asker::Outsider(_)) => self.tag_behind(account, key).is_some(),
            _ => true,
        }
    }
}

/// Whether requests of who asks may come with another value of a key, or with one, or none. What a resource is like and what a session
/// was opened with stays.
fn may_turn(request: &Request, derived: &[Derived], key: &str) -> bool {
    let is_from = |from: Provenance| derived.iter().any(|of| of.from == from && of.key.eq_ignore_ascii_case(key));
    let stays =
        if is_tag(key) { is_principal_tag(key) && is_from(Provenance::Session) } else { !is_region(key) && is_from(Provenance::Resource) };
    !stays && may_turn_at_all(request, key)
}
