//! What the matching statements of a layer say together.

use super::Layer;
use crate::policy::compiled::{Named, Policy};
use crate::policy::document::Effect;

/// In which ways the resource's policy allows.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Grants {
    /// Everyone, or the caller by its own identity.
    pub caller: bool,
    /// The role of which the caller is a session.
    pub role: bool,
    /// The caller's account.
    pub account: bool,
}

impl Grants {
    pub(super) const fn any(self) -> bool {
        self.caller || self.role || self.account
    }
}

/// The statements of a layer that match, by what they say. They are counted, so that what the layer would say without one of
/// them is told without asking the others again.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Tally {
    /// Whether the layer has policies.
    pub has_policies: bool,
    denying: u32,
    /// Those of them that deny because there is a permissions boundary.
    denying_bounded: u32,
    /// Those that allow everyone, the caller by its own identity, or whoever the layer holds for.
    to_caller: u32,
    /// Those that allow the role of which the caller is a session.
    to_role: u32,
    /// Those that allow the caller's account.
    to_account: u32,
}

impl Tally {
    /// Of a layer with these policies, before any statement is asked.
    pub(super) const fn new(policies: &[Policy]) -> Self {
        Self { has_policies: !policies.is_empty(), denying: 0, denying_bounded: 0, to_caller: 0, to_role: 0, to_account: 0 }
    }

    /// Counts a statement that matches.
    #[inline]
    pub(super) const fn add(&mut self, effect: Effect, named: Named) {
        let count = self.count_of(effect, named);
        *count = count.saturating_add(1);
        if matches!((effect, named), (Effect::Deny, Named::Bounded)) {
            self.denying_bounded = self.denying_bounded.saturating_add(1);
        }
    }

    /// Counts it no longer.
    pub(super) const fn take(&mut self, effect: Effect, named: Named) {
        let count = self.count_of(effect, named);
        *count = count.saturating_sub(1);
        if matches!((effect, named), (Effect::Deny, Named::Bounded)) {
            self.denying_bounded = self.denying_bounded.saturating_sub(1);
        }
    }

    #[inline]
    const fn count_of(&mut self, effect: Effect, named: Named) -> &mut u32 {
        match (effect, named) {
            (Effect::Deny, _) => &mut self.denying,
            (Effect::Allow, Named::Unasked | Named::Caller | Named::Everyone | Named::Bounded) => &mut self.to_caller,
            (Effect::Allow, Named::Role) => &mut self.to_role,
            (Effect::Allow, Named::Account) => &mut self.to_account,
        }
    }

    /// Whether a statement denies.
    pub(super) const fn denies(&self) -> bool {
        self.denying > 0
    }

    /// Whether a statement denies because there is a permissions boundary.
    pub(super) const fn denies_bounded(&self) -> bool {
        self.denying_bounded > 0
    }

    /// Whether a statement allows.
    pub(super) const fn allows(&self) -> bool {
        self.grants().any()
    }

    /// Whether no other statement of this layer that allows can add to it.
    #[inline]
    pub(super) const fn is_settled(&self, layer: Layer) -> bool {
        match layer {
            Layer::Resource => self.grants().caller,
            _ => self.allows(),
        }
    }

    /// Whom statements allow.
    pub(super) const fn grants(&self) -> Grants {
        Grants { caller: self.to_caller > 0, role: self.to_role > 0, account: self.to_account > 0 }
    }
}
