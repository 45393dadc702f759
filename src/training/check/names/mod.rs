//! Who and what a check names: `user:alice`, `bucket:reports`, and what a binder goes over.

pub(super) mod actions;
pub(super) mod found;
pub(super) mod named;

use std::ops::Range;

use super::reading::error::CheckError;
use crate::account::words::is_meant;
use crate::policy::actions::nearest;

/// What an entity is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Root,
    Anonymous,
    User,
    Group,
    Role,
    Instance,
    Function,
    Service,
    Account,
    Policy,
    Bucket,
    Secret,
    Key,
    Provider,
    Queue,
    Table,
}

impl Sort {
    /// Users, groups and roles: who has policies.
    pub(super) const IDENTITIES: &[Self] = &[Self::User, Self::Group, Self::Role];
    /// Whom credentials are of.
    pub(super) const OWNERS: &[Self] = &[Self::User, Self::Root];
    /// Who can make a request.
    pub(super) const CALLERS: &[Self] =
        &[Self::User, Self::Root, Self::Role, Self::Instance, Self::Function, Self::Service, Self::Account, Self::Anonymous];

    /// Those that stand before a name.
    const NAMED: [Self; 14] = [
        Self::User,
        Self::Group,
        Self::Role,
        Self::Instance,
        Self::Function,
        Self::Service,
        Self::Account,
        Self::Policy,
        Self::Bucket,
        Self::Secret,
        Self::Key,
        Self::Provider,
        Self::Queue,
        Self::Table,
    ];

    /// The word before the colon.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Anonymous => "anonymous",
            Self::User => "user",
            Self::Group => "group",
            Self::Role => "role",
            Self::Instance => "instance",
            Self::Function => "function",
            Self::Service => "service",
            Self::Account => "account",
            Self::Policy => "policy",
            Self::Bucket => "bucket",
            Self::Secret => "secret",
            Self::Key => "key",
            Self::Provider => "provider",
            Self::Queue => "queue",
            Self::Table => "table",
        }
    }

    /// As it is written: `user:NAME`.
    pub(super) fn form(self) -> String {
        if self.is_alone() { self.word().to_owned() } else { format!("{}:NAME", self.word()) }
    }

    /// Whether it is written without a name.
    const fn is_alone(self) -> bool {
        matches!(self, Self::Root | Self::Anonymous)
    }
}

/// One entity, by name; whether it is there, the account tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entity {
    pub sort: Sort,
    /// Empty for root and anonymous.
    pub name: String,
}

impl Entity {
    /// The entity of a name.
    pub(super) fn new(sort: Sort, name: &str) -> Self {
        Self { sort, name: name.to_owned() }
    }

    /// The entity that a word names; `None` where it has none of the forms.
    pub(super) fn read(word: &str) -> Option<Self> {
        match word {
            "root" => return Some(Self::new(Sort::Root, "")),
            "anonymous" => return Some(Self::new(Sort::Anonymous, "")),
            _ => {}
        }
        let (kind, name) = word.split_once(':').filter(|(_, name)| !name.is_empty())?;
        Sort::NAMED.into_iter().find(|sort| sort.word() == kind).map(|sort| Self::new(sort, name))
    }

    /// With what it is, as in `there is no user alice`.
    pub(super) fn with_sort(&self) -> String {
        if self.sort.is_alone() { self.label() } else { format!("{} {}", self.sort.word(), self.name) }
    }

    /// Its name as the console shows it: an instance that is named by its tag, without what an id begins with.
    pub(super) fn called(&self) -> &str {
        let is_id = |rest: &str| rest.chars().all(|letter| letter.is_ascii_hexdigit());
        let tag = self.name.strip_prefix("i-").filter(|rest| self.sort == Sort::Instance && !is_id(rest));
        tag.unwrap_or(&self.name)
    }

    /// In a sentence: `alice`, `group devs`, `the root user`.
    pub(super) fn label(&self) -> String {
        match self.sort {
            Sort::Root => "the root user".into(),
            Sort::Anonymous => "anybody on the internet".into(),
            Sort::User => self.name.clone(),
            Sort::Service => format!("the service {}", self.name),
            sort => format!("{} {}", sort.word(), self.called()),
        }
    }
}

/// An entity of a check: a fixed one, or what the binder so many levels up goes over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Subject {
    Fixed(Entity),
    /// The variable of this binder, counted from the outermost.
    Bound(usize),
}

/// What a binder goes over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Domain {
    /// All of one sort.
    All(Sort),
    /// Those that are listed.
    Listed(Vec<Entity>),
}

impl Domain {
    /// What a binder and `count` go over, by name.
    pub(super) const KINDS: [(&'static str, Sort); 7] = [
        ("users", Sort::User),
        ("groups", Sort::Group),
        ("roles", Sort::Role),
        ("policies", Sort::Policy),
        ("buckets", Sort::Bucket),
        ("instances", Sort::Instance),
        ("functions", Sort::Function),
    ];

    /// All of the kind of this name.
    pub(super) fn named(word: &str) -> Option<Self> {
        Self::KINDS.into_iter().find(|(name, _)| *name == word).map(|(_, sort)| Self::All(sort))
    }

    /// The one sort of what is in it.
    pub(super) fn sort(&self) -> Option<Sort> {
        match self {
            Self::All(sort) => Some(*sort),
            Self::Listed(entities) => {
                entities.first().map(|first| first.sort).filter(|sort| entities.iter().all(|entity| entity.sort == *sort))
            }
        }
    }

    /// In a sentence: `users`.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::All(sort) => Self::KINDS.into_iter().find(|(_, of)| of == sort).map_or("entities", |(name, _)| name),
            Self::Listed(_) => "ones named",
        }
    }
}

/// That a name is not known, with those that may have been meant.
pub(super) fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str>, at: Range<usize>) -> CheckError {
    let near = nearest(name, known, 3);
    let meant = is_meant(&near);
    CheckError::new(at, format!("There is no {what} {name}.{meant}"))
}

/// That a word is no entity of the sorts that are wanted.
pub(super) fn no_entity(word: &str, sorts: &[Sort], at: Range<usize>) -> CheckError {
    let forms: Vec<String> = sorts.iter().map(|sort| sort.form()).collect();
    let kind = word.split(':').next().unwrap_or_default();
    let near = nearest(kind, sorts.iter().map(|sort| sort.word()), 1);
    let meant = if near == [kind] { String::new() } else { is_meant(&near) };
    CheckError::new(at, format!("Expected {}, and found {word}.{meant}", forms.join(", ")))
}
