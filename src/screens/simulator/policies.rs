//! The policies in play: those of whoever was chosen, and own ones beside them, each switched on or off.

use std::sync::Arc;

use super::own::OwnPolicy;
use super::subject::Whose;
use crate::account::Account;
use crate::account::authorization::{Authority, Origin, Source};
use crate::account::entity::PolicyText;
use crate::policy::compiled::{Policy, Rules, Statement};
use crate::policy::decision::{Layer, Place, Policies};
use crate::policy::request::{Action, Resource};
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, List, Listing, Rank};

/// Which policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum PolicyId {
    /// One that the account holds: of whom was chosen, or of a resource that is tried.
    Held(Origin, Layer),
    /// One that is written here.
    Own(u32),
}

/// A policy in play.
#[derive(Clone, Debug)]
pub(super) struct InPlay {
    /// Which.
    pub id: PolicyId,
    /// Its name.
    pub name: String,
    /// Through what it holds, in the console's words.
    pub origin: String,
    /// What it is used as.
    pub layer: Layer,
    /// What it says, or why that is not known.
    pub rules: Result<Arc<Rules>, String>,
    /// Its document.
    pub text: Arc<str>,
}

impl InPlay {
    /// Whether it is the policy of one resource, which it has of its own.
    pub const fn is_of_resource(&self) -> bool {
        matches!(self.id, PolicyId::Held(_, Layer::Resource))
    }

    fn is_held_as(&self, origin: &Origin, layer: Layer) -> bool {
        matches!(&self.id, PolicyId::Held(held, of) if held == origin && *of == layer)
    }

    /// Whether it is the same policy saying the same.
    fn is_as(&self, other: &Self) -> bool {
        let says_the_same = match (&self.rules, &other.rules) {
            (Ok(own), Ok(other)) => Arc::ptr_eq(own, other),
            (own, other) => own.is_err() && other.is_err(),
        };
        self.id == other.id && self.layer == other.layer && says_the_same
    }
}

/// The policies that are switched on, and which are not.
#[derive(Clone, Debug, Default)]
pub(super) struct Playing {
    on: Vec<InPlay>,
    off: Vec<InPlay>,
}

/// What is switched off has no say.
impl PartialEq for Playing {
    fn eq(&self, other: &Self) -> bool {
        self.on.len() == other.on.len() && self.on.iter().zip(&other.on).all(|(own, other)| own.is_as(other))
    }
}

impl Playing {
    /// Those that are used as this whatever the resource.
    fn of(&self, layer: Layer) -> impl Iterator<Item = &InPlay> {
        self.on.iter().filter(move |policy| policy.layer == layer && !policy.is_of_resource())
    }

    /// Those that are used as this and are switched off, whatever the resource.
    pub fn off(&self, layer: Layer) -> Vec<&str> {
        self.off.iter().filter(|policy| policy.layer == layer && !policy.is_of_resource()).map(|policy| policy.name.as_str()).collect()
    }

    /// All that are switched off, each with what it is of.
    pub fn all_off(&self) -> impl Iterator<Item = String> {
        let told =
            |policy: &InPlay| if policy.is_of_resource() { format!("{} ({})", policy.name, policy.origin) } else { policy.name.clone() };
        self.off.iter().map(told)
    }

    /// The policy that a resource has, where it is switched on.
    pub fn of_resource(&self, origin: &Origin) -> Option<&InPlay> {
        self.on.iter().find(|policy| policy.is_held_as(origin, Layer::Resource))
    }

    /// The same where it is switched off.
    pub fn of_resource_off(&self, origin: &Origin) -> Option<&InPlay> {
        self.off.iter().find(|policy| policy.is_held_as(origin, Layer::Resource))
    }

    /// Whether a policy that a resource has is switched off.
    pub fn is_without_resource_policy(&self) -> bool {
        self.off.iter().any(InPlay::is_of_resource)
    }

    /// In the form that decides.
    pub fn policies(&self) -> Policies {
        let compiled = |layer| {
            let policies = self.of(layer).filter_map(|policy| Some(Policy::new(policy.name.as_str().into(), policy.rules.clone().ok()?)));
            policies.collect::<Vec<_>>()
        };
        let resource = compiled(Layer::Resource).into_iter().next();
        Policies { identity: compiled(Layer::Identity), boundary: compiled(Layer::Boundary), resource, ..Policies::default() }
    }

    /// The policy at a place.
    pub fn at(&self, place: Place) -> Option<&InPlay> {
        self.of(place.layer).nth(place.policy as usize)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &InPlay> {
        self.on.iter()
    }

    /// Whether a policy is among them.
    pub fn has(&self, id: &PolicyId) -> bool {
        self.on.iter().any(|policy| policy.id == *id)
    }

    /// All their statements.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.on.iter().filter_map(|policy| policy.rules.as_deref().ok()).flat_map(Rules::statements)
    }

    /// Whether one is among them that is used as the policy of every resource.
    pub fn has_resource_policy(&self) -> bool {
        self.of(Layer::Resource).next().is_some()
    }

    /// Why nothing can be simulated with these, if so.
    pub fn why_not(&self) -> Option<&'static str> {
        if self.on.is_empty() {
            Some("No policy is switched on. space switches the selected one on, a writes one.")
        } else if self.of(Layer::Boundary).count() > 1 {
            Some("Two boundaries are on, and nobody has more than one. Switch one off.")
        } else if self.of(Layer::Resource).count() > 1 {
            Some("Two resource policies are on, and a resource has one. Switch one off.")
        } else {
            None
        }
    }
}

/// The policies with their list.
pub(super) struct PolicyPart {
    /// The list; what is marked is on.
    pub list: List<PolicyId>,
    /// All of them.
    pub all: Vec<InPlay>,
    held: Vec<InPlay>,
    /// Those that are written here.
    pub own: Vec<OwnPolicy>,
    last: u32,
}

impl PolicyPart {
    pub fn new() -> Self {
        Self { list: List::marking("simulator policies").called("on"), all: Vec::new(), held: Vec::new(), own: Vec::new(), last: 0 }
    }

    /// Takes what the account holds now: of whom was chosen, and of the resources that are tried.
    pub fn refresh(&mut self, whose: Whose, tried: &[(Action, Resource)], account: &Account) {
        self.held = whose.identity(account).map_or_else(Vec::new, |identity| held(account, account.policies_of_identity(identity.id())));
        if whose != Whose::Unchosen {
            self.held.extend(held_by_resources(account, tried));
        }
        self.gather();
    }

    /// Takes what is written here now. What was not there before is on.
    pub fn gather(&mut self) {
        let all: Vec<InPlay> = self.held.iter().cloned().chain(self.own.iter().map(own)).collect();
        let is_new = |policy: &InPlay| self.all.iter().all(|known| known.id != policy.id || known.rules.is_err()) && policy.rules.is_ok();
        let mut on = self.list.marks().to_vec();
        on.retain(|id| all.iter().any(|policy| policy.id == *id && policy.rules.is_ok()));
        on.extend(
            all.iter().filter(|policy| is_new(policy) && !on.contains(&policy.id)).map(|policy| policy.id.clone()).collect::<Vec<_>>(),
        );
        self.all = all;
        let ids = self.all.iter().map(|policy| policy.id.clone()).collect();
        self.list.refresh(ids, &PolicyRows { all: &self.all, on: &[] });
        self.list.set_marks(on);
    }

    /// Filters and sorts again, after a policy was switched, too. One that is faulty can't be on: what is wrong is told below it.
    pub fn arrange(&mut self) {
        let can_be_on = |id: &&PolicyId| self.all.iter().any(|policy| policy.id == **id && policy.rules.is_ok());
        let on: Vec<PolicyId> = self.list.marks().iter().filter(can_be_on).cloned().collect();
        self.list.set_marks(on.clone());
        self.list.arrange(&PolicyRows { all: &self.all, on: &on });
    }

    /// Adds an own policy that is still to be written; gives its number.
    pub fn add(&mut self, name: impl FnOnce(u32) -> String, text: String) -> u32 {
        self.last += 1;
        self.own.push(OwnPolicy::new(self.last, name(self.last), text));
        self.last
    }

    /// Removes an own policy.
    pub fn remove(&mut self, number: u32) {
        self.own.retain(|own| own.number != number);
        self.gather();
    }

    /// Switches a policy off.
    pub fn switch_off(&mut self, id: &PolicyId) {
        let on = self.list.marks().iter().filter(|on| *on != id).cloned().collect();
        self.list.set_marks(on);
    }

    /// The own policy of this number.
    pub fn own_mut(&mut self, number: u32) -> Option<&mut OwnPolicy> {
        self.own.iter_mut().find(|own| own.number == number)
    }

    /// The own policy that the selection is on.
    pub fn selected_own(&self) -> Option<&OwnPolicy> {
        let Some(PolicyId::Own(number)) = self.list.selected() else { return None };
        self.own.iter().find(|own| own.number == *number)
    }

    /// The policy that the selection is on.
    pub fn selected(&self) -> Option<&InPlay> {
        let id = self.list.selected()?;
        self.all.iter().find(|policy| policy.id == *id)
    }

    /// Those that are on, and whose documents can be read.
    pub fn playing(&self) -> Playing {
        let on = self.list.marks();
        let (on, off) = self.all.iter().filter(|policy| policy.rules.is_ok()).cloned().partition(|policy| on.contains(&policy.id));
        Playing { on, off }
    }

    /// How many are on, of how many.
    pub fn counts(&self) -> (usize, usize) {
        let on = self.all.iter().filter(|policy| policy.rules.is_ok() && self.list.marks().contains(&policy.id)).count();
        (on, self.all.len())
    }
}

fn held(account: &Account, authority: Authority) -> Vec<InPlay> {
    let Authority { policies, origins, unread } = authority;
    let row = |(origin, rules): (&Origin, Result<Arc<Rules>, String>), layer: Layer| InPlay {
        id: PolicyId::Held(origin.clone(), layer),
        name: account.source_name(&origin.source).to_owned(),
        origin: if layer == Layer::Boundary { "Boundary".into() } else { origin_words(account, origin) },
        layer,
        rules,
        text: document(account, &origin.source).as_deref().unwrap_or_default().into(),
    };
    let identity = origins.identity.iter().zip(&policies.identity).map(|(origin, policy)| (origin, Ok(policy.rules().clone())));
    let boundary = origins.boundary.iter().zip(&policies.boundary).map(|(origin, policy)| (origin, Ok(policy.rules().clone())));
    let lost = |origin| (origin, Err("Its document can't be read, so nobody knows what it allows.".to_owned()));
    let unread = unread.iter().filter(|origin| !origins.boundary.contains(origin)).map(lost);
    let identity = identity.chain(unread).map(|found| row(found, Layer::Identity));
    identity.chain(boundary.map(|found| row(found, Layer::Boundary))).collect()
}

/// The policies that resources have, each once.
fn held_by_resources(account: &Account, tried: &[(Action, Resource)]) -> Vec<InPlay> {
    let mut found: Vec<InPlay> = Vec::new();
    for (origin, policy) in tried.iter().filter_map(|(action, resource)| account.policy_of_resource(action, resource)) {
        if found.iter().any(|known| known.is_held_as(&origin, Layer::Resource)) {
            continue;
        }
        found.push(InPlay {
            name: account.source_name(&origin.source).to_owned(),
            origin: origin_words(account, &origin),
            layer: Layer::Resource,
            rules: policy.rules().cloned().ok_or_else(|| "Its document can't be read, so nobody knows what it says.".to_owned()),
            text: policy.to_string().into(),
            id: PolicyId::Held(origin, Layer::Resource),
        });
    }
    found
}

fn own(policy: &OwnPolicy) -> InPlay {
    InPlay {
        id: PolicyId::Own(policy.number),
        name: policy.name.clone(),
        origin: match policy.layer {
            Layer::Boundary => "Own, boundary",
            Layer::Resource => "Own, on resource",
            _ => "Own",
        }
        .into(),
        layer: policy.layer,
        rules: policy.rules.clone(),
        text: policy.text.as_str().into(),
    }
}

/// Through what a policy holds, in the console's words: `Directly`, `Inline`, `Group Developers`.
fn origin_words(account: &Account, origin: &Origin) -> String {
    let group = origin.group.and_then(|group| account.group(group));
    match (&origin.source, group) {
        (Source::Inline { .. }, Some(group)) => format!("Group {}, inline", group.name),
        (_, Some(group)) => format!("Group {}", group.name),
        (Source::Inline { .. }, None) => "Inline".into(),
        (Source::Managed(_), None) => "Directly".into(),
        (Source::Resource(resource), None) => format!("On {} {}", resource.kind.word(), resource.name),
        (Source::Trust(_), None) => "Trust policy".into(),
        (Source::PasswordPolicy, None) => "Account settings".into(),
    }
}

fn document(account: &Account, source: &Source) -> Option<PolicyText> {
    match source {
        Source::Managed(policy) => account.policy_document(policy).map(PolicyText::from),
        Source::Inline { of, name } => account.inline_policy(*of, name).map(|policy| policy.document.clone()),
        Source::Resource(resource) => account.policy_on(resource),
        Source::PasswordPolicy => None,
        Source::Trust(role) => account.role(*role).map(|role| account.current_policy(&role.trust_policy)),
    }
}

const COLUMNS: &[Column] =
    &[Column::text("Policy", 22, 60, 10), Column::text("Origin", 17, 36, 8), Column::number("Statements", 10, 3), Column::fixed("", 8, 9)];

/// Policies in play, as rows.
pub(super) struct PolicyRows<'a> {
    /// All of them.
    pub all: &'a [InPlay],
    /// Those that are on.
    pub on: &'a [PolicyId],
}

impl Listing for PolicyRows<'_> {
    type Key = PolicyId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &PolicyId) -> String {
        self.all.iter().find(|policy| policy.id == *id).map_or_else(String::new, |policy| format!("{} {}", policy.name, policy.origin))
    }

    fn cell(&self, id: &PolicyId, column: usize) -> Line {
        let Some(policy) = self.all.iter().find(|policy| policy.id == *id) else { return Line::new() };
        match (column, &policy.rules) {
            (0, _) => Line::new().text(policy.name.clone()),
            (1, _) => Line::new().quiet(policy.origin.clone()),
            (2, Ok(rules)) => Line::new().quiet(rules.statements().len().to_string()),
            (2, Err(_)) => Line::new(),
            (_, Err(_)) => Line::new().with("✖ faulty", Role::Bad),
            _ if self.on.contains(id) => Line::new().text("on"),
            _ => Line::new().quiet("off"),
        }
    }

    fn rank(&self, id: &PolicyId, column: usize) -> Rank {
        match (column, self.all.iter().find(|policy| policy.id == *id).map(|policy| &policy.rules)) {
            (2, Some(Ok(rules))) => Rank::count(rules.statements().len()),
            (2, _) => Rank::count(0),
            _ => Rank::words(&self.cell(id, column).plain()),
        }
    }
}
