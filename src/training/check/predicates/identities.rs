//! What is there, and who belongs to what.

use crate::account::Account;
use crate::account::entity::{PolicyKey, TagHolder};
use crate::account::id::UniqueId;
use crate::catalog::IAM_USER_CHANGE_PASSWORD;
use crate::training::check::asked::Asked;
use crate::training::check::decided::Answer;
use crate::training::check::names::found::resource_of;
use crate::training::check::names::{Domain, Entity, Sort};
use crate::training::check::predicate::{Parameter, Predicate, number, truth};
use crate::training::check::verdict::Place;

/// What can be there.
const THINGS: &[Sort] = &[
    Sort::User,
    Sort::Group,
    Sort::Role,
    Sort::Policy,
    Sort::Bucket,
    Sort::Instance,
    Sort::Function,
    Sort::Secret,
    Sort::Key,
    Sort::Provider,
    Sort::Queue,
    Sort::Table,
];

const KINDS: &[&str] =
    &["users", "groups", "roles", "policies", "buckets", "instances", "functions", "members", "memberships", "versions", "attachments"];

pub(super) const PREDICATES: &[Predicate] = &[
    truth("exists", &[Parameter::Entity(THINGS)], exists),
    Predicate {
        needed: 1,
        ..number("count", &[Parameter::OneOf(KINDS), Parameter::Entity(&[Sort::Group, Sort::User, Sort::Policy])], count)
    },
    truth("member", &[Parameter::Entity(&[Sort::User]), Parameter::Entity(&[Sort::Group])], member),
    Predicate { needed: 2, ..truth("tagged", &[Parameter::Entity(THINGS), Parameter::Name("key"), Parameter::Name("value")], tagged) },
    number("direct_policies", &[Parameter::Entity(Sort::IDENTITIES)], direct_policies),
];

fn exists(asked: &Asked<'_>) -> Answer {
    let entity = asked.entity(0);
    let label = entity.with_sort();
    Answer::truth(asked.is_there(&entity), format!("there is the {label}"), format!("there is no {label}")).at(Place::list_of(entity.sort))
}

fn count(asked: &Asked<'_>) -> Answer {
    let account = asked.facts.scene.account;
    let kind = asked.word(0);
    let Some(of) = asked.given_entity(1) else {
        let all = Domain::named(kind).map_or(0, |domain| asked.domain(&domain).len());
        let place = Domain::named(kind).and_then(|domain| domain.sort()).map(Place::list_of);
        return Answer::count(all, "there are", singular(kind), kind).in_place(place);
    };
    let id = asked.id(&of);
    let number = id.map_or(0, |id| match (kind, of.sort) {
        ("members", Sort::Group) => account.member_count_of(id),
        ("memberships", Sort::User) => account.group_count_of(id),
        ("versions", Sort::Policy) => account.versions_of(id).count(),
        ("attachments", Sort::Policy) => account.attachments_of_policy(&PolicyKey::Customer(id)).count(),
        _ => 0,
    });
    let label = of.label();
    let answer = match kind {
        "memberships" => Answer::count(number, format!("{label} is in"), "group", "groups"),
        "attachments" => Answer::count(number, format!("{label} is attached to"), "identity", "identities"),
        kind => Answer::count(number, format!("{label} has"), singular(kind), kind),
    };
    answer.at(Place::of_entity(&of, None))
}

/// One of a kind: `policies` are each a `policy`.
fn singular(kind: &str) -> String {
    kind.strip_suffix("ies").map_or_else(|| kind.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"))
}

fn member(asked: &Asked<'_>) -> Answer {
    let (user, group) = (asked.entity(0), asked.entity(1));
    let is = asked.id(&user).zip(asked.id(&group)).is_some_and(|(user, group)| asked.facts.scene.account.is_member(user, group));
    let (who, which) = (user.label(), group.label());
    let place = Place::of_entity(&user, Some("Groups"));
    Answer::truth(is, format!("{who} is in {which}"), format!("{who} is not in {which}")).at(place)
}

fn tagged(asked: &Asked<'_>) -> Answer {
    let account = asked.facts.scene.account;
    let (entity, key, value) = (asked.entity(0), asked.word(1), asked.given_word(2));
    let holder = asked.id(&entity).map(TagHolder::Entity).or_else(|| resource_of(account, &entity).map(TagHolder::Resource));
    let found = holder.and_then(|holder| account.tags_of(&holder).find(|tag| tag.key.eq_ignore_ascii_case(key)));
    let is = found.is_some_and(|tag| value.is_none_or(|value| tag.value == value));
    let tag = value.map_or_else(|| key.to_owned(), |value| format!("{key} = {value}"));
    let label = entity.label();
    let place = Place::of_entity(&entity, Some("Tags"));
    Answer::truth(is, format!("{label} has the tag {tag}"), format!("{label} has no tag {tag}")).at(place)
}

/// The policies of its own: attached or inline. `IAMUserChangePassword` is no grant of access, as Security Status has it.
fn direct_policies(asked: &Asked<'_>) -> Answer {
    let entity = asked.entity(0);
    let number = asked.id(&entity).map_or(0, |id| direct(asked.facts.scene.account, id));
    let has = format!("{} has", entity.label());
    Answer::count(number, has, "policy attached directly", "policies attached directly").at(Place::of_entity(&entity, Some("Permissions")))
}

fn direct(account: &Account, id: UniqueId) -> usize {
    let change_password = PolicyKey::aws_managed(IAM_USER_CHANGE_PASSWORD);
    account.attached_to(id).into_iter().filter(|policy| **policy != change_password).count() + account.inline_count_of(id)
}

impl Place {
    /// The list that entities of a sort are in.
    pub(in crate::training::check) const fn list_of(sort: Sort) -> Self {
        Self::of(match sort {
            Sort::User => "users",
            Sort::Group => "groups",
            Sort::Role | Sort::Service => "roles",
            Sort::Policy => "policies",
            Sort::Provider => "providers",
            Sort::Root => "security-credentials",
            Sort::Anonymous | Sort::Account => "access",
            Sort::Instance | Sort::Function | Sort::Bucket | Sort::Secret | Sort::Key | Sort::Queue | Sort::Table => "resources",
        })
    }

    /// The page of an entity, or a tab of it.
    pub(in crate::training::check) fn of_entity(entity: &Entity, part: Option<&'static str>) -> Self {
        let list = Self::list_of(entity.sort);
        if entity.name.is_empty() { Self { part, ..list } } else { Self { entity: Some(entity.called().to_owned()), part, ..list } }
    }
}
