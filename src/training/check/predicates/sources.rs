//! In which kind of policy the deciding statement stands, and what those of the other kinds have to do with a request.

use super::decisions::Decided;
use crate::account::Account;
use crate::account::authorization::{Origin, Source as From};
use crate::policy::decision::{Decision, Layer, Place};
use crate::policy::document::Effect;
use crate::training::check::value::Source;

/// The kinds of policies that a request in one account can be decided by, and how it is said that there is none.
const KINDS: [(Source, &str); 5] = [
    (Source::Identity, "No managed policy is attached directly."),
    (Source::Inline, "There is no inline policy."),
    (Source::Group, "No policy comes through a group."),
    (Source::Boundary, "There is no permissions boundary."),
    (Source::Resource, "The resource has no policy."),
];

impl Decided {
    /// The kind of policy that decided.
    pub(super) fn source(&self) -> Source {
        self.explanation.decided_by().and_then(|place| self.source_at(place)).unwrap_or(Source::None)
    }

    /// What the policies of each kind have to do with the request, in a sentence each.
    pub(super) fn by_kind(&self, account: &Account) -> Vec<(Source, String)> {
        let policies = &self.authority.policies;
        let in_layer = |layer, count| (0..count).map(move |policy| Place { layer, policy, statement: 0 });
        let counted = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let identity = in_layer(Layer::Identity, counted(policies.identity.len()));
        let boundary = in_layer(Layer::Boundary, counted(policies.boundary.len()));
        let resource = in_layer(Layer::Resource, u32::from(policies.resource.is_some()));
        let places: Vec<Place> = identity.chain(boundary).chain(resource).collect();
        let sentence = |(source, none): (Source, &str)| {
            let mut there = places.iter().copied().filter(|place| self.source_at(*place) == Some(source));
            let matched = self.explanation.statements().iter().find(|one| one.matches() && self.source_at(one.place) == Some(source));
            let words = match matched {
                Some(one) => self.matching(source, one.place, one.effect, account),
                None => there.next().map_or_else(
                    || none.to_owned(),
                    |place| format!("{} is there, and no statement of it matches this request.", self.named(place, account)),
                ),
            };
            (source, words)
        };
        KINDS.map(sentence).to_vec()
    }

    /// What a statement that matches has to do with the request.
    fn matching(&self, source: Source, place: Place, effect: Effect, account: &Account) -> String {
        let policy = self.named(place, account);
        match (effect, self.explanation.decision) {
            (Effect::Deny, _) => format!("{policy} denies it, too."),
            (Effect::Allow, Decision::ExplicitDeny) => format!("{policy} allows it, and a Deny wins over that."),
            (Effect::Allow, _) if source == Source::Boundary => format!("{policy} lets it through, and a boundary grants nothing."),
            (Effect::Allow, _) => format!("{policy} allows it, too."),
        }
    }

    fn named(&self, place: Place, account: &Account) -> String {
        match self.origin(place).map(|origin| &origin.source) {
            Some(From::Resource(resource)) => format!("The {} of {}", resource.kind.policy_word(), resource.name),
            Some(source) => account.source_name(source).to_owned(),
            None => "A policy".to_owned(),
        }
    }

    fn origin(&self, place: Place) -> Option<&Origin> {
        self.authority.origins.get(place.layer, place.policy as usize)
    }

    /// The kind of policy that a statement stands in.
    fn source_at(&self, place: Place) -> Option<Source> {
        match (self.origin(place), place.layer) {
            (Some(Origin { group: Some(_), .. }), _) => Some(Source::Group),
            (_, Layer::Boundary) => Some(Source::Boundary),
            (_, Layer::Session) => Some(Source::Session),
            (Some(Origin { source: From::Trust(_), .. }), _) => Some(Source::Trust),
            (_, Layer::Resource) => Some(Source::Resource),
            (Some(Origin { source: From::Inline { .. }, .. }), _) => Some(Source::Inline),
            (Some(Origin { source: From::Managed(_), .. }), _) => Some(Source::Identity),
            _ => None,
        }
    }
}
