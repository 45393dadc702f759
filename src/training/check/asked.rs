//! What a predicate goes by: the facts, its arguments, and what the binders around it go over.

use super::argument::{Argument, Context, EventOf, Manner};
use super::facts::Facts;
use super::names::{Domain, Entity, Sort, Subject, found};
use crate::account::authorization::Asker;
use crate::account::entity::{Entity as Held, Owner, ResourceKind};
use crate::account::id::UniqueId;

/// A predicate that is asked, with its arguments.
pub(super) struct Asked<'a> {
    pub facts: &'a Facts<'a>,
    pub(super) bound: &'a [Entity],
    pub(super) arguments: &'a [Argument],
}

impl Asked<'_> {
    /// The entity in a place, where one is given.
    pub(super) fn given_entity(&self, place: usize) -> Option<Entity> {
        match self.arguments.get(place)? {
            Argument::Entity(subject) => self.subject(subject),
            _ => None,
        }
    }

    /// The entity in a place that can't be left out.
    pub(super) fn entity(&self, place: usize) -> Entity {
        self.given_entity(place).unwrap_or_else(|| Entity::new(Sort::Anonymous, ""))
    }

    /// Who or what is meant: an entity by name, or what a binder goes over.
    pub(super) fn subject(&self, subject: &Subject) -> Option<Entity> {
        match subject {
            Subject::Fixed(entity) => Some(entity.clone()),
            Subject::Bound(level) => self.bound.get(*level).cloned(),
        }
    }

    /// The word in a place, where one is given.
    pub(super) fn given_word(&self, place: usize) -> Option<&str> {
        match self.arguments.get(place)? {
            Argument::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The word in a place that can't be left out.
    pub(super) fn word(&self, place: usize) -> &str {
        self.given_word(place).unwrap_or_default()
    }

    /// The name of the managed policy in a place: one that is named, or what a binder goes over.
    pub(super) fn policy_name(&self, place: usize) -> String {
        self.given_entity(place).map_or_else(|| self.word(place).to_owned(), |policy| policy.name)
    }

    /// The circumstances in a place; where none are given, nothing is said of them.
    pub(super) fn context(&self, place: usize) -> Context {
        match self.arguments.get(place) {
            Some(Argument::Context(context)) => context.clone(),
            _ => Context::default(),
        }
    }

    /// How a request was made, in a place; where nothing is said of it, in whatever way.
    pub(super) fn manner(&self, place: usize) -> Manner {
        match self.arguments.get(place) {
            Some(Argument::Manner(manner)) => *manner,
            _ => Manner::default(),
        }
    }

    /// The events, in their order.
    pub(super) fn events(&self) -> impl Iterator<Item = &EventOf> {
        self.arguments.iter().filter_map(|argument| if let Argument::Event(event) = argument { Some(event) } else { None })
    }

    /// Everything that a binder goes over, by name.
    pub(super) fn domain(&self, domain: &Domain) -> Vec<Entity> {
        let account = self.facts.scene.account;
        let named = |sort, names: Vec<&str>| names.into_iter().map(|name| Entity::new(sort, name)).collect();
        let resources = |sort, kind| {
            let keys = account.resources(kind).filter_map(Held::resource);
            keys.map(|key| Entity::new(sort, &key.name)).collect()
        };
        match domain {
            Domain::Listed(entities) => entities.clone(),
            Domain::All(sort @ Sort::User) => named(*sort, account.users().map(|user| user.name.as_str()).collect()),
            Domain::All(sort @ Sort::Group) => named(*sort, account.groups().map(|group| group.name.as_str()).collect()),
            Domain::All(sort @ Sort::Role) => named(*sort, account.roles().map(|role| role.name.as_str()).collect()),
            Domain::All(sort @ Sort::Policy) => named(*sort, account.policies().map(|policy| policy.name.as_str()).collect()),
            Domain::All(sort @ Sort::Bucket) => resources(*sort, ResourceKind::Bucket),
            Domain::All(sort @ Sort::Instance) => resources(*sort, ResourceKind::Instance),
            Domain::All(sort @ Sort::Function) => resources(*sort, ResourceKind::Function),
            Domain::All(_) => Vec::new(),
        }
    }

    pub(super) fn id(&self, entity: &Entity) -> Option<UniqueId> {
        found::id_of(self.facts.scene.account, entity)
    }

    pub(super) fn owner(&self, entity: &Entity) -> Option<Owner> {
        found::owner_of(self.facts.scene.account, entity)
    }

    pub(super) fn asker(&self, entity: &Entity) -> Option<Asker> {
        found::asker_of(self.facts.scene.account, entity, self.facts.scene.now)
    }

    pub(super) fn is_there(&self, entity: &Entity) -> bool {
        found::is_there(self.facts.scene.account, entity)
    }
}
