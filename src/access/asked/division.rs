//! The parts into which patterns divide what an action takes, each with a resource of it.

use std::sync::Arc;

use super::values::Among;
use super::who::Who;
use crate::access::clauses::clause::Clause;
use crate::access::clauses::scope::Scope;
use crate::account::Account;
use crate::policy::actions::ActionId;
use crate::policy::document::Version;
use crate::policy::pattern::{Style, Template};
use crate::policy::reach::{self, Area, Pattern, ResourceTypes, Shape};
use crate::policy::request::Arn;

/// So many patterns divide an area; more would be told by none of them.
const PATTERNS: usize = 64;

/// So many parts are asked about.
const PARTS: usize = 96;

/// A pattern by itself.
pub(in crate::access) struct Named {
    pub scope: Scope,
    shape: Shape,
    /// Whether all of it lies in what is divided.
    pub is_inside: bool,
}

/// What an action takes, in parts.
pub(in crate::access) struct Division {
    pub patterns: Vec<Named>,
    pub parts: Vec<Part>,
}

/// A part.
pub(in crate::access) struct Part {
    /// The patterns that name it, by their places.
    named_by: Vec<usize>,
    /// A resource of it.
    pub example: String,
    /// Where the region of that is one of several: what these are like.
    pub region: Option<Among>,
    /// The same of the account that has it.
    pub owner: Option<Among>,
}

impl Named {
    fn names(&self, resource: &str) -> bool {
        let area = Area { asked: vec![self.shape.clone()], types: Vec::new() };
        area.named_by(resource, &[]).is_some()
    }
}

impl Division {
    /// What an action takes of a scope and of the patterns that overlap with it, as the scope's patterns and those of clauses divide
    /// it; `None` where that can't be told.
    pub fn of(who: &Who<'_>, action: ActionId, scope: &Scope, others: &[&Scope]) -> Option<Self> {
        let mut patterns: Vec<Named> = Vec::new();
        for scope in [scope].iter().chain(others) {
            for at in 0..scope.patterns().len() {
                let one = scope.listed().part(&[at]);
                let Some(shape) = shape(who, &one)? else { continue };
                if !patterns.iter().any(|known| known.shape == shape) {
                    patterns.push(Named { scope: one, shape, is_inside: false });
                }
            }
        }
        let takes_none = action.action().is_none_or(|action| action.resources.is_empty());
        if takes_none {
            let names = |(at, one): (usize, &Named)| one.scope.is_everything().then_some(at);
            let named_by = patterns.iter().enumerate().filter_map(names).collect();
            return Some(Self { patterns, parts: vec![Part { named_by, example: "*".to_owned(), region: None, owner: None }] });
        }
        // Of too many patterns those count that have something of the scope, and nothing beside it is looked at.
        let is_narrow = patterns.len() > PATTERNS;
        if is_narrow {
            patterns.retain(|one| one.scope.overlaps(scope));
        }
        if patterns.len() > PATTERNS {
            return None;
        }
        let mut area = Area { asked: Vec::new(), types: types(action)? };
        let is_all = scope.is_negated() || scope.texts().iter().any(|text| is_open(text));
        for one in &mut patterns {
            let is_beside = !is_narrow && one.scope.overlaps(scope) && !one.scope.texts().iter().any(|text| is_open(text));
            one.is_inside = scope.covers(&one.scope) || if is_all { !is_narrow } else { is_beside };
        }
        area.asked = if is_all {
            everywhere(who.accounts()[1])
        } else {
            patterns.iter().filter(|one| one.is_inside).map(|one| in_account(who.accounts()[1], one)).collect()
        };
        let sets: Vec<Vec<Shape>> = patterns.iter().map(|one| vec![one.shape.clone()]).collect();
        let found = area.parts(&sets);
        if !found.is_complete || found.parts.len() > PARTS {
            return None;
        }
        let part = |reach::Part { named_by, example }| {
            let [region, owner] = [REGION, ACCOUNT].map(|place| open(&patterns, &named_by, &example, place));
            Part { named_by, example, region, owner }
        };
        Some(Self { parts: found.parts.into_iter().map(part).collect(), patterns })
    }

    /// Which parts a scope has; `None` where one of its patterns is none of these.
    pub fn parts_of(&self, who: &Who<'_>, scope: &Scope) -> Option<Vec<bool>> {
        let mut places = Vec::new();
        for at in 0..scope.patterns().len() {
            if let Some(shape) = shape(who, &scope.listed().part(&[at]))? {
                places.push(self.patterns.iter().position(|known| known.shape == shape)?);
            }
        }
        Some(self.parts.iter().map(|part| places.iter().any(|at| part.named_by.contains(at)) != scope.is_negated()).collect())
    }

    /// Whether a scope names nothing at all, since its variables have no value.
    pub fn is_nothing(who: &Who<'_>, scope: &Scope) -> bool {
        let lacks = |at: usize| shape(who, &scope.listed().part(&[at])) == Some(None);
        !scope.is_negated() && (0..scope.patterns().len()).all(lacks)
    }

    /// Which parts a pattern names, by its place.
    pub fn parts_named(&self, at: usize) -> Vec<bool> {
        self.parts.iter().map(|part| part.named_by.contains(&at)).collect()
    }
}

/// The scopes of clauses, and those that clauses of resources ask for besides.
pub(in crate::access) fn scopes(clauses: &[Arc<Clause>]) -> Vec<Scope> {
    let of_clause = |clause: &Arc<Clause>| {
        let asked = clause.demands.iter().filter(|demand| demand.key.is_empty()).flat_map(|demand| &demand.values);
        let asked: Vec<(String, Pattern)> = asked.map(|text| (text.clone(), Pattern::of_resource(text))).collect();
        let has_variables = |(text, _): &(String, Pattern)| Template::new(text, Style::Resource, Version::V2012).has_variables();
        let is_open = asked.iter().any(has_variables);
        let asked = (!asked.is_empty()).then(|| Scope::named(asked, is_open));
        std::iter::once(clause.scope.clone()).chain(asked)
    };
    clauses.iter().flat_map(of_clause).collect()
}

/// The pattern of a scope that has one, for who asks: `Some(None)` where a variable has no value, so that it names nothing; `None`
/// where what it stands for is not known.
#[expect(clippy::option_option, reason = "what names nothing is known to")]
fn shape(who: &Who<'_>, one: &Scope) -> Option<Option<Shape>> {
    let (text, pattern) = one.texts().first().zip(one.patterns().first())?;
    // The same text is another pattern in a document of the older version.
    let version = if Pattern::of_resource(text) == *pattern { Version::V2012 } else { Version::V2008 };
    let template = Template::new(text, Style::Resource, version);
    if template.variables().any(|key| !who.knows(key.name())) {
        return None;
    }
    let [before, after] = who.contexts.each_ref().map(|context| Shape::of(&template, context));
    // Of who is not there before or then nothing is filled in.
    match (before, after) {
        (Some(before), Some(after)) if before != after => None,
        (before, after) => Some(after.or(before)),
    }
}

/// Whether it reaches any account's resources: as `*`, or by a wildcard in what precedes the resource's own name.
fn is_open(text: &str) -> bool {
    text.splitn(6, ':').count() < 6
}

/// Where a region or an account stands in an ARN, and what any is like.
type Placed = (usize, &'static str);

const REGION: Placed = (3, "?*");
const ACCOUNT: Placed = (4, "????????????");

/// The same resource with something else in a place.
fn with(arn: &str, place: usize, other: &str) -> String {
    let parts = arn.splitn(6, ':').enumerate().map(|(at, part)| if at == place { other } else { part });
    parts.collect::<Vec<_>>().join(":")
}

/// What the region or account of a part is like, where it is one of several: nothing that names the part tells which. It is as all
/// patterns have it that name the part, and as none has it that names just such resources with another one.
fn open(patterns: &[Named], named_by: &[usize], example: &str, (place, any): Placed) -> Option<Among> {
    let of_arn = |text: &str| text.split(':').nth(place).map(str::to_owned);
    of_arn(example).filter(|text| !text.is_empty())?;
    let (mut like, mut but) = (vec![any.to_owned()], Vec::new());
    for (at, named) in patterns.iter().enumerate() {
        let texts = named.scope.texts().iter().filter(|text| !is_open(text)).filter_map(|text| of_arn(text));
        if named_by.contains(&at) {
            like.extend(texts);
        } else {
            // As short as a pattern has it.
            let names = |text: &String| named.names(&with(example, place, &text.replace('*', "").replace('?', "0")));
            but.extend(texts.filter(|text| !text.contains('$')).filter(names));
        }
    }
    let is_one_of_several = like.iter().all(|text| text.contains(['*', '?']));
    is_one_of_several.then(|| Among::all_of(&like, &but))
}

/// The types that an action takes.
fn types(action: ActionId) -> Option<Vec<Shape>> {
    let types = ResourceTypes::known(action.service_id().service()?)?;
    let kinds = action.action().into_iter().flat_map(|action| &action.resources);
    Some(kinds.flat_map(|kind| types.shapes_of(kind.resource_type)).collect())
}

/// All resources of an account, and what AWS has for every account.
fn everywhere(account: &Account) -> Vec<Shape> {
    let root = account.root_arn();
    let partition = Arn::parse(&root).map_or("aws", |arn| arn.partition).to_owned();
    [account.id().as_str(), "", "aws"].map(|owner| Shape::asked(&format!("arn:{partition}:*:*:{owner}:*"))).to_vec()
}

/// A pattern; a star in the place of the account stands for this one.
fn in_account(account: &Account, one: &Named) -> Shape {
    let own = one.scope.texts().first().and_then(|text| {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        match parts[..] {
            [arn, partition, service, region, "*", rest] if !text.contains("${") => {
                Some([arn, partition, service, region, account.id().as_str(), rest].join(":"))
            }
            _ => None,
        }
    });
    own.map_or_else(|| one.shape.clone(), |text| Shape::asked(&text))
}
