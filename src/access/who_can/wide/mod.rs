//! A question about all resources that a pattern covers: which those are in an account, and into which parts policies divide
//! them, so that each part is asked about by one resource of it.

pub(in crate::access) mod divided;
mod finding;

use std::sync::Arc;

use crate::access::clauses::outsiders::outsiders;
use crate::access::clauses::session_names::SessionNames;
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::catalog::SERVICE_REFERENCE;
use crate::policy::compiled::{Named, Rules};
use crate::policy::reach::{Area, ResourceTypes, Shape};
use crate::policy::request::{Action, Arn, Request, Resource};

/// Whether a resource is asked about as a pattern: `*` of an action that takes resources, and every ARN with a wildcard.
pub fn is_pattern(action: &Action, resource: &Resource) -> bool {
    match resource.arn() {
        Some(arn) => arn.contains(['*', '?']),
        None => SERVICE_REFERENCE.action(action.text()).is_some_and(|(_, action)| !action.resources.is_empty()),
    }
}

/// What a pattern covers in an account.
pub(in crate::access) struct Wide {
    pub area: Area,
    action: Action,
    /// The account's resources that are decided by themselves, those with equal policies and tags together.
    known: Vec<Known>,
    /// A resource that it covers.
    example: Option<Resource>,
    any_region: bool,
}

/// Resources with the same policy and the same tags.
struct Known {
    shapes: Vec<Shape>,
    texts: Vec<String>,
    /// Their policy, where it is about the action.
    said: Option<String>,
    /// What it says.
    rules: Option<Arc<Rules>>,
    /// The places of its statements about the action.
    about: Vec<usize>,
    has_tags: bool,
    /// Whether their policy must allow.
    is_gated: bool,
}

/// Which of the account's resources that are decided by themselves are so for somebody.
#[derive(PartialEq, Eq, Hash, Default)]
pub(in crate::access) struct Concerning {
    /// Those that are decided otherwise than others are, by their places.
    own: Vec<usize>,
    /// How each statement of their policies names who asks.
    named: Vec<Option<Named>>,
    /// One that nobody is let into by its policy who is asked about.
    shut: Option<usize>,
    /// Whether one of their policies names who asks, and not only the account.
    pub by_name: bool,
}

impl Wide {
    /// What a pattern covers.
    pub(in crate::access) fn of(account: &Account, action: &Action, resource: &Resource) -> Self {
        let types = SERVICE_REFERENCE.action(action.text()).and_then(|(service, action)| Some((ResourceTypes::known(service)?, action)));
        let types = types.map(|(types, action)| action.resources.iter().flat_map(|kind| types.shapes_of(kind.resource_type)).collect());
        let types: Vec<Shape> = types.unwrap_or_default();
        // An action that takes no resource is asked about one of any kind: without a type its parts could be empty, as in no ARN.
        let types = if types.is_empty() { vec![any_type()] } else { types };
        let mut area = Area { asked: asked(account, action, resource), types };
        let mut found = area.parts(&[]).parts.pop();
        // What is of no type that the action takes is asked about all the same.
        if found.is_none() {
            area.types = vec![any_type()];
            found = area.parts(&[]).parts.pop();
        }
        let example = found.and_then(|part| Resource::parse(&part.example).ok());
        // What `*` stands for has regions where the action's resources have.
        let any_region = match resource.arn() {
            Some(arn) => arn.split(':').nth(3).is_some_and(|region| region.contains(['*', '?'])),
            None => example.as_ref().and_then(Resource::arn).and_then(|arn| arn.split(':').nth(3)).is_some_and(|region| !region.is_empty()),
        };
        Self { area, action: action.clone(), known: Vec::new(), example, any_region }
    }

    /// Whether it has resources of several regions.
    pub(in crate::access) fn is_of_any_region(&self) -> bool {
        self.any_region
    }

    /// Whether a policy of a resource has a say, so that it may matter who asks.
    pub(in crate::access) fn has_policies(&self) -> bool {
        self.known.iter().any(|known| known.rules.is_some())
    }

    /// Which of the account's resources are decided by themselves for who makes a request. A policy that does not name the
    /// caller makes a resource one like others, or where it must allow, one that is shut.
    pub(in crate::access) fn concerning(&self, request: &Request, has_boundary: bool) -> Concerning {
        let mut concerning = Concerning::default();
        for (at, known) in self.known.iter().enumerate() {
            let statements = known.rules.iter().flat_map(|rules| known.about.iter().filter_map(|at| rules.statements().get(*at)));
            let before = concerning.named.len();
            concerning.named.extend(statements.map(|statement| statement.names(request, has_boundary)));
            let named = concerning.named.iter().skip(before).flatten().max().copied();
            if named.is_none() {
                concerning.named.truncate(before);
            }
            concerning.by_name |= named.is_some_and(|named| named != Named::Account);
            match (&known.rules, named) {
                (Some(_), None) if known.is_gated => concerning.shut = concerning.shut.or(Some(at)),
                (Some(_), None) if !known.has_tags => {}
                _ => concerning.own.push(at),
            }
        }
        concerning
    }

    /// All of them.
    pub(in crate::access) fn concerning_all(&self) -> Concerning {
        Concerning { own: (0..self.known.len()).collect(), named: Vec::new(), shut: None, by_name: true }
    }

    /// What the policies of its resources say that are about the action.
    pub(in crate::access) fn policies(&self) -> impl Iterator<Item = &str> {
        self.known.iter().filter_map(|known| known.said.as_deref())
    }

    /// Those of no identity in the account whom policies of its resources let in, each once.
    pub(in crate::access) fn outsiders(&self, account: &Account) -> Vec<Asker> {
        let mut found: Vec<Asker> = Vec::new();
        for asker in self.policies().flat_map(|said| outsiders(account, &self.action, said)) {
            if !found.contains(&asker) {
                found.push(asker);
            }
        }
        found
    }

    /// The sessions of roles that policies of its resources name.
    pub(in crate::access) fn sessions(&self, account: &Account) -> SessionNames {
        let mut names = SessionNames::default();
        self.known.iter().filter_map(|known| known.rules.as_ref()).for_each(|rules| names.add(account, rules));
        names
    }

    /// A resource of it, to make a request with; none where it has none.
    pub(in crate::access) const fn example(&self) -> Option<&Resource> {
        self.example.as_ref()
    }
}

/// Any ARN: none of its parts that must be there is empty.
fn any_type() -> Shape {
    Shape::asked("arn:?*:?*:*:*:?*")
}

/// The resources whose own policy must allow an action.
fn gated(action: &Action) -> Option<&'static str> {
    match action.service() {
        "sts" => Some("arn:*:iam::*:role/*"),
        "kms" => Some("arn:*:kms:*:*:key/*"),
        _ => None,
    }
}

/// The patterns that are asked about. A star in the place of the account stands for this one, and for AWS where it has policies:
/// of others nothing is known.
fn asked(account: &Account, action: &Action, resource: &Resource) -> Vec<Shape> {
    let root = account.root_arn();
    let partition = Arn::parse(&root).map_or("aws", |arn| arn.partition);
    let text = if resource.arn().is_some() { resource.text() } else { "arn:*:*:*:*:*" };
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [start, named, service, region, owner, rest] = parts[..] else { return vec![Shape::asked(text)] };
    let named = if named == "*" { partition } else { named };
    let own = account.id();
    let owners = match (owner, action.service()) {
        ("*", "iam") => vec![own.as_str(), "", "aws"],
        ("*", _) => vec![own.as_str(), ""],
        _ => vec![owner],
    };
    owners.into_iter().map(|owner| Shape::asked(&[start, named, service, region, owner, rest].join(":"))).collect()
}
