//! A question about all resources that a pattern covers: which those are in an account, and into which parts policies divide
//! them, so that each part is asked about by one resource of it.

use std::collections::HashMap;
use std::sync::Arc;

use super::statement_about::{About, Names, StatementsAbout};
use crate::access::clauses::address::Addresses;
use crate::access::clauses::demand::Demand;
use crate::access::clauses::outsiders::outsiders;
use crate::access::clauses::session_names::SessionNames;
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances, Provenance};
use crate::account::entity::{Entity, EntityKey, PolicyKey, PolicyText, ResourceKind};
use crate::account::estate::HOME_REGION;
use crate::catalog::SERVICE_REFERENCE;
use crate::policy::compiled::{Named, Rules, Statement};
use crate::policy::decision::{Layer, Policies};
use crate::policy::document::Effect;
use crate::policy::reach::{Area, Part, ResourceTypes, Shape};
use crate::policy::request::{Action, Arn, Context, Request, Resource};

/// Whether a resource is asked about as a pattern: `*` of an action that takes resources, and every ARN with a wildcard.
pub fn is_pattern(action: &Action, resource: &Resource) -> bool {
    match resource.arn() {
        Some(arn) => arn.contains(['*', '?']),
        None => SERVICE_REFERENCE.action(action.text()).is_some_and(|(_, action)| !action.resources.is_empty()),
    }
}

/// What resources have in common that are decided alike: what the policy says, and the tags.
type Alike = (Option<String>, Vec<(String, String)>);

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

/// Statements that name the same part, as far as a decision goes.
pub(in crate::access) struct Group {
    pub layer: Layer,
    pub effect: Effect,
    /// Whether they name all but what is listed.
    pub negated: bool,
    /// Whether their conditions are met.
    pub is_met: bool,
    /// Whether it is the account's resources of one policy, rather than what statements name.
    pub is_place: bool,
    pub texts: Vec<String>,
}

/// The parts of what a pattern covers, for somebody.
pub(in crate::access) struct Divided {
    pub groups: Vec<Group>,
    pub parts: Vec<Sample>,
    pub is_complete: bool,
}

/// A part, and a resource of it.
pub(in crate::access) struct Sample {
    pub resource: Resource,
    /// The groups that name it.
    pub named_by: Vec<usize>,
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

    /// Finds the account's resources that are decided by themselves: those with a policy about the action, and where policies
    /// ask for it, those with tags.
    pub(in crate::access) fn find_known(&mut self, account: &Account, circumstances: &Circumstances, with_tags: bool) {
        let mut places: HashMap<Alike, usize> = HashMap::new();
        for (arn, inside) in arns(account, &self.action, with_tags || gated(&self.action).is_some()) {
            let is_asked = self.area.named_by(&arn, &[]).is_some();
            let Some(resource) = Resource::parse(&arn).ok().filter(|_| is_asked || self.covers(inside.as_deref())) else { continue };
            let is_gated = gates(&self.action, &resource);
            let is_about = |one: &Statement| one.actions().is_some_and(|actions| actions.check(&self.action).is_ok());
            let about = |rules: &Arc<Rules>| -> Vec<usize> {
                rules.statements().iter().enumerate().filter(|(_, one)| is_about(one)).map(|(at, _)| at).collect()
            };
            let policy = account.policy_of_resource(&self.action, &resource).map(|(_, policy)| policy);
            let rules = policy.as_ref().and_then(PolicyText::rules).filter(|rules| is_gated || !about(rules).is_empty()).cloned();
            let derived = if with_tags { account.context_for(&Asker::Root, &self.action, &resource, circumstances) } else { Vec::new() };
            let is_tag = |key: &str| key.to_ascii_lowercase().contains(":resourcetag/");
            let tags = derived.into_iter().filter(|one| one.from == Provenance::Resource && is_tag(&one.key));
            let tags: Vec<(String, String)> = tags.map(|one| (one.key, format!("{:?}", one.value))).collect();
            if rules.is_none() && tags.is_empty() && !is_gated {
                continue;
            }
            let said = policy.filter(|_| rules.is_some()).map(|policy| policy.as_str().to_owned());
            let has_tags = !tags.is_empty();
            let key = (said.clone(), tags);
            let at = *places.entry(key).or_insert_with(|| {
                self.known.push(Known {
                    shapes: Vec::new(),
                    texts: Vec::new(),
                    said,
                    about: rules.as_ref().map(about).unwrap_or_default(),
                    rules,
                    has_tags,
                    is_gated,
                });
                self.known.len() - 1
            });
            if let Some(known) = self.known.get_mut(at) {
                known.shapes.extend(std::iter::once(Shape::exact(&arn)).chain(inside.iter().map(|inside| Shape::asked(inside))));
                // Of a bucket that is not asked about itself, what is inside counts.
                known.texts.push(inside.filter(|_| !is_asked).unwrap_or(arn));
            }
        }
    }

    /// Whether it has a resource that a pattern names.
    fn covers(&self, pattern: Option<&str>) -> bool {
        pattern.is_some_and(|pattern| self.area.parts(&[vec![Shape::asked(pattern)]]).parts.iter().any(|part| !part.named_by.is_empty()))
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

    /// The statements of resources' policies that look at who asks beyond naming them.
    pub(in crate::access) fn personal(&self, about: &mut StatementsAbout) -> Vec<Arc<[About]>> {
        let found = self.known.iter().filter_map(|known| known.rules.as_ref()).map(|rules| about.of(rules, self));
        found.filter(|statements| statements.iter().any(|one| one.is_personal)).collect()
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

    /// The parts into which these policies and those of the account's resources divide it.
    pub(in crate::access) fn divided(
        &self,
        policies: &Policies,
        of: &Concerning,
        about: &mut StatementsAbout,
        context: &Context,
    ) -> Divided {
        let known = || of.own.iter().filter_map(|at| self.known.get(*at));
        let mut sets = Sets::default();
        // What tags of the resource name is another part for each resource: it is not told as a whole.
        let mut is_of_resource = false;
        for (layer, held) in [(Layer::Identity, &policies.identity), (Layer::Boundary, &policies.boundary)] {
            // Through several groups one may have the same policy several times.
            let mut seen = Addresses::default();
            for policy in held.iter().filter(|policy| seen.insert(Arc::as_ptr(policy.rules()))) {
                for statement in about.of(policy.rules(), self).iter() {
                    is_of_resource |= statement.names_by_tags();
                    sets.add(layer, statement, context);
                }
            }
        }
        for rules in known().filter_map(|known| known.rules.as_ref()) {
            for statement in about.of(rules, self).iter() {
                is_of_resource |= statement.names_by_tags();
                sets.add(Layer::Resource, statement, context);
            }
        }
        let own = sets.groups.len();
        for known in known() {
            let (layer, effect, texts) = (Layer::Resource, Effect::Allow, known.texts.clone());
            sets.groups.push(Group { layer, effect, negated: false, is_met: true, is_place: true, texts });
            sets.shapes.push(known.shapes.clone());
        }
        // Nobody can have a role or a key that is not there, whatever the policies: those are parts of their own.
        let gate = sets.shapes.len();
        sets.shapes.extend(gated(&self.action).map(|pattern| vec![Shape::asked(pattern)]));
        let parts = self.area.parts(&sets.shapes);
        let sample = |mut part: Part| {
            let is_known = part.named_by.iter().any(|at| (own..gate).contains(at));
            if part.named_by.contains(&gate) && !is_known {
                return None;
            }
            let text = self.in_home_region(&part.example, &part.named_by, &sets.shapes).unwrap_or(part.example);
            part.named_by.retain(|at| *at != gate);
            Some(Sample { resource: Resource::parse(&text).ok()?, named_by: part.named_by })
        };
        let is_complete = parts.is_complete && !is_of_resource;
        let mut samples: Vec<Sample> = parts.parts.into_iter().filter_map(sample).collect();
        // Into what is shut leads no policy, whatever it names: it is told of none that all of it is allowed.
        let shut = of.shut.and_then(|at| self.known.get(at)).and_then(|known| known.texts.first());
        if let Some(resource) = shut.and_then(|text| Resource::parse(text).ok()) {
            let names = |at: &usize| sets.groups.get(*at).is_some_and(|group| !(group.negated && group.effect == Effect::Allow));
            samples.push(Sample { resource, named_by: (0..own).filter(names).collect() });
        }
        Divided { groups: sets.groups, parts: samples, is_complete }
    }

    /// The same resource in the region of the practice estate, where it is of the same part there.
    fn in_home_region(&self, example: &str, named_by: &[usize], sets: &[Vec<Shape>]) -> Option<String> {
        let region = Arn::parse(example).ok()?.region;
        let mut parts: Vec<&str> = example.splitn(6, ':').collect();
        *parts.get_mut(3).filter(|_| region.chars().count() == 1)? = HOME_REGION;
        let moved = parts.join(":");
        (self.area.named_by(&moved, sets)? == named_by).then_some(moved)
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

/// Whether a resource's own policy must allow.
fn gates(action: &Action, resource: &Resource) -> bool {
    action.service() == "sts" && resource.is_role() || action.service() == "kms" && resource.is_key()
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

/// The ARNs of the account's resources that may have a policy or tags which an action meets; of buckets, also the pattern of
/// what is inside.
fn arns(account: &Account, action: &Action, with_identities: bool) -> Vec<(String, Option<String>)> {
    let mut arns = Vec::new();
    if matches!(action.service(), "iam" | "sts") && with_identities {
        arns.extend(account.roles().map(|role| (account.role_arn(role), None)));
        arns.extend(account.users().map(|user| (account.user_arn(user), None)));
        arns.extend(account.policies().map(|policy| (account.policy_arn(&PolicyKey::Customer(policy.id)), None)));
        arns.extend(account.instance_profiles_after("").map(|profile| (account.instance_profile_arn(profile), None)));
        arns.extend(account.mfa_devices().map(|device| (account.serial_number(device), None)));
        arns.extend(account.saml_providers().map(|provider| (account.saml_provider_arn(provider), None)));
        arns.extend(account.oidc_providers().map(|provider| (account.oidc_provider_arn(provider), None)));
    }
    let key_of = |entity: &Entity| if let EntityKey::Resource(key) = entity.key() { Some(key) } else { None };
    for kind in ResourceKind::ALL.into_iter().filter(|kind| kind.service() == action.service()) {
        for key in account.resources(kind).filter_map(key_of) {
            let arn = account.resource_arn(&key);
            let inside = (kind == ResourceKind::Bucket).then(|| format!("{arn}/*"));
            arns.push((arn, inside));
        }
    }
    arns
}

/// Statements by what they are to a decision, and the shapes that they name.
#[derive(Default)]
struct Sets {
    groups: Vec<Group>,
    shapes: Vec<Vec<Shape>>,
    places: HashMap<(Layer, bool, Vec<Demand>), usize>,
}

impl Sets {
    fn add(&mut self, layer: Layer, statement: &About, context: &Context) {
        let Names::Some { negated, entries } = &statement.names else { return };
        let named: Vec<(String, Shape)> =
            entries.iter().filter_map(|entry| Some((entry.text().to_owned(), entry.shape(context)?))).collect();
        // What is left out by one statement is named by another: such are told apart. So are a resource policy's, which may be
        // about different principals.
        let is_shareable = !*negated && layer != Layer::Resource;
        let key = (layer, statement.effect == Effect::Allow, statement.demands.clone());
        let shared = if is_shareable { self.places.get(&key).copied() } else { None };
        let at = shared.unwrap_or_else(|| {
            let (effect, negated, is_met) = (statement.effect, *negated, statement.is_met(context));
            self.groups.push(Group { layer, effect, negated, is_met, is_place: false, texts: Vec::new() });
            self.shapes.push(Vec::new());
            self.groups.len() - 1
        });
        if is_shareable {
            self.places.insert(key, at);
        }
        if let (Some(group), Some(shapes)) = (self.groups.get_mut(at), self.shapes.get_mut(at)) {
            for (text, shape) in named {
                group.texts.push(text);
                shapes.push(shape);
            }
        }
    }
}
