//! Explanations as JSON: what `--explain` and `--json` print.
//!
//! Names are in camel case and stay. Policies and levels are given by name, statements by their number from 1, as sentences have it, and by their id
//! where they have one. What does not apply is left out.

use serde::Serialize;

use super::words::Telling;
use super::{
    Change, Decision, How, Layer, List, Loosened, Loosening, Narrowing, Place, Policies, PolicyElement, Remedy, Standing, StatementFinding,
};
use crate::policy::compiled::Outcome;
use crate::policy::condition::Unmet;
use crate::policy::document::Effect;
use crate::policy::request::Value;

/// An explanation with its words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// `allowed`, `explicitDeny` or `implicitDeny`.
    pub decision: Decision,
    /// The decision in a sentence.
    pub why: String,
    /// What decided; left out where neither a layer nor a statement did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<DecidedBy>,
    /// What AWS answers to the caller of a request that is denied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_denied: Option<String>,
    /// Every layer, in the order in which they are asked.
    pub layers: Vec<LayerReport>,
    /// Every statement of the layers that have a say.
    pub statements: Vec<StatementReport>,
    /// The condition keys that statements asked for and the request does not have.
    pub missing_keys: Vec<MissingKeyReport>,
    /// For a denial the smallest changes that allow the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<RemedyReport>,
    /// For an allowance the ways to take it away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revocations: Vec<RemedyReport>,
}

/// The layer that decided, and the statement if one did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecidedBy {
    /// The layer: `serviceControl`, `resourceControl`, `endpoint`, `resource`, `identity`,
    /// `boundary`, `session`.
    pub layer: &'static str,
    /// The level of the organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The statement.
    #[serde(flatten)]
    pub statement: Option<StatementName>,
}

/// A statement's place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementName {
    /// The policy's name.
    pub policy: String,
    /// Its number in the policy, from 1.
    pub statement: u32,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
}

/// A layer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerReport {
    /// The layer, spelled as in [`DecidedBy`].
    pub layer: &'static str,
    /// The level of the organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// `notApplicable`, `noPolicies`, `denies`, `allows`, `delegates`, `deniesNothing`, `allowsNothing` or `notNeeded`.
    pub standing: &'static str,
    /// The same in a sentence.
    pub why: String,
}

/// A statement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementReport {
    /// The layer, spelled as in [`DecidedBy`].
    pub layer: &'static str,
    /// The level of the organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Its place.
    #[serde(flatten)]
    pub name: StatementName,
    /// `Allow` or `Deny`.
    pub effect: &'static str,
    /// `matched`, or the first part that does not match: `principal`, `action`, `resource`, `condition`, where the key is
    /// absent `missingKey`.
    pub outcome: &'static str,
    /// The same in a sentence, with the values compared.
    pub why: String,
}

/// A missing key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MissingKeyReport {
    /// The key.
    pub key: String,
    /// Whether some value of it could have changed the decision.
    pub matters: bool,
}

/// Changes that turn the decision together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RemedyReport {
    /// In a sentence for each change.
    pub text: String,
    /// The changes.
    pub changes: Vec<ChangeReport>,
}

/// A change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeReport {
    /// `add`, `remove`, `narrow`, `loosen`, `detach`, `removeBoundary`, `setKey` or `dropKey`.
    pub change: &'static str,
    /// The layer that is changed.
    #[serde(flatten)]
    pub place: Option<DecidedBy>,
    /// The document with the statement that is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<serde_json::Value>,
    /// What of a statement is narrowed or loosened, and how.
    #[serde(flatten)]
    pub part: Option<PartReport>,
    /// The condition key that is changed: of the request, or in a statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its value then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// In a sentence.
    pub text: String,
}

/// What of a statement is narrowed or loosened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PartReport {
    /// The element: `Version`, `Principal`, `Action`, `Resource` or `Condition`.
    pub element: &'static str,
    /// The operator of a condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// `takenOut`, `leftOut` by a `Not…` that is there, `allBut` where that comes in the place of `*`, `excepted` by a condition
    /// more; `added`, `replaced`, or `gone` with all its values.
    pub how: &'static str,
    /// What is taken out, left out or added; of what is replaced what comes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<String>,
    /// Of what is replaced what goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
}

impl PartReport {
    fn narrowed(narrowing: &Narrowing) -> (Self, Option<String>) {
        let (element, condition) = match &narrowing.list {
            List::Actions => ("Action", None),
            List::Resources => ("Resource", None),
            List::Principals => ("Principal", None),
            List::Values { operator, key } => ("Condition", Some((operator.to_string(), key.clone()))),
        };
        let how = match narrowing.how {
            How::TakenOut => "takenOut",
            How::LeftOut => "leftOut",
            How::AllBut => "allBut",
            How::Excepted => "excepted",
        };
        let (operator, key) = condition.unzip();
        (Self { element, operator, how, entries: vec![narrowing.entry.clone()], was: None }, key)
    }

    fn loosened(loosening: &Loosening) -> (Self, Option<String>) {
        let (element, condition) = match &loosening.element {
            PolicyElement::Version => ("Version", None),
            PolicyElement::Action => ("Action", None),
            PolicyElement::Resource => ("Resource", None),
            PolicyElement::Condition { operator, key } => ("Condition", Some((operator.to_string(), key.clone()))),
        };
        let (how, entries, was) = match &loosening.how {
            Loosened::Added(values) => ("added", values.clone(), None),
            Loosened::TakenOut(value) => ("takenOut", vec![value.clone()], None),
            Loosened::Replaced { was, by } => ("replaced", vec![by.clone()], Some(was.clone())),
            Loosened::Gone => ("gone", Vec::new(), None),
        };
        let (operator, key) = condition.unzip();
        (Self { element, operator, how, entries, was }, key)
    }
}

impl Report {
    /// Tells all of an explanation, with the remedies and the revocations that were found for it.
    pub fn new(telling: Telling<'_>, remedies: &[Remedy], revocations: &[Remedy]) -> Self {
        let Telling { request, policies, explanation, .. } = telling;
        let told = |found: &[Remedy]| found.iter().map(|remedy| remedy_report(remedy, &telling)).collect();
        Self {
            decision: explanation.decision,
            why: telling.decision(),
            decided_by: explanation.deciding_layer().map(|layer| decided_by(layer, explanation.decided_by(), policies)),
            access_denied: telling.access_denied(),
            layers: explanation.layers().iter().map(|finding| layer_report(finding.layer, finding.standing, &telling, policies)).collect(),
            statements: explanation.statements().iter().map(|finding| statement_report(finding, &telling, policies)).collect(),
            missing_keys: explanation
                .missing_keys(request, policies)
                .into_iter()
                .map(|missing| MissingKeyReport { key: missing.key, matters: missing.matters })
                .collect(),
            remedies: told(remedies),
            revocations: told(revocations),
        }
    }
}

fn decided_by(layer: Layer, place: Option<Place>, policies: &Policies) -> DecidedBy {
    DecidedBy {
        layer: layer.name(),
        level: policies.level_name(layer).map(str::to_owned),
        statement: place.map(|place| statement_name(place, policies)),
    }
}

fn statement_name(place: Place, policies: &Policies) -> StatementName {
    let sid = policies.statement(place).and_then(|statement| statement.sid());
    StatementName {
        policy: policies.policy_name(place).unwrap_or_default().to_owned(),
        statement: place.statement.saturating_add(1),
        sid: sid.map(str::to_owned),
    }
}

fn layer_report(layer: Layer, standing: Standing, telling: &Telling<'_>, policies: &Policies) -> LayerReport {
    LayerReport {
        layer: layer.name(),
        level: policies.level_name(layer).map(str::to_owned),
        standing: standing.name(),
        why: telling.layer(layer),
    }
}

fn statement_report(finding: &StatementFinding, telling: &Telling<'_>, policies: &Policies) -> StatementReport {
    let layer = finding.place.layer;
    StatementReport {
        layer: layer.name(),
        level: policies.level_name(layer).map(str::to_owned),
        name: statement_name(finding.place, policies),
        effect: finding.effect.name(),
        outcome: match finding.outcome {
            Outcome::Matched(_) => "matched",
            Outcome::Principal(_) => "principal",
            Outcome::Action(_) => "action",
            Outcome::Resource(_) => "resource",
            Outcome::Condition(_, Unmet::Absent) => "missingKey",
            Outcome::Condition(..) => "condition",
        },
        why: telling.statement(finding),
    }
}

fn remedy_report(remedy: &Remedy, telling: &Telling<'_>) -> RemedyReport {
    let (request, policies) = (telling.request, telling.policies);
    let change = |change: &Change| {
        let part = match change {
            Change::Remove(place) => telling.narrowing(*place).as_ref().map(PartReport::narrowed),
            Change::Loosen(place) => telling.loosening(*place).as_ref().map(PartReport::loosened),
            _ => None,
        };
        let (part, key_of_part) = part.map_or((None, None), |(part, key)| (Some(part), key));
        ChangeReport {
            change: match change {
                Change::Add { effect: Effect::Allow | Effect::Deny, .. } => "add",
                Change::Remove(_) if part.is_some() => "narrow",
                Change::Remove(_) => "remove",
                Change::Loosen(_) => "loosen",
                Change::RemoveBoundary => "removeBoundary",
                Change::SetKey { .. } => "setKey",
                Change::DropKey { .. } => "dropKey",
            },
            place: match change {
                Change::Add { layer, .. } => Some(decided_by(*layer, None, policies)),
                Change::Remove(place) | Change::Loosen(place) => Some(decided_by(place.layer, Some(*place), policies)),
                Change::RemoveBoundary => Some(decided_by(Layer::Boundary, None, policies)),
                Change::SetKey { .. } | Change::DropKey { .. } => None,
            },
            document: change.addition(request).map(|document| document.to_json()),
            key: match change {
                Change::SetKey { key, .. } | Change::DropKey { key } => Some(key.name().to_owned()),
                Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) | Change::RemoveBoundary => key_of_part,
            },
            part,
            value: match change {
                Change::SetKey { value, .. } => Some(match &**value {
                    Value::Single(value) => value.clone().into(),
                    Value::Multi(values) => values.clone().into(),
                }),
                _ => None,
            },
            text: telling.change(change),
        }
    };
    RemedyReport { text: telling.remedy(remedy), changes: remedy.changes.iter().map(change).collect() }
}

impl Layer {
    /// The layer's name in answers for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ServiceControl(_) => "serviceControl",
            Self::ResourceControl(_) => "resourceControl",
            Self::Endpoint => "endpoint",
            Self::Resource => "resource",
            Self::Identity => "identity",
            Self::Boundary => "boundary",
            Self::Session => "session",
        }
    }
}

impl Standing {
    /// The standing's name in answers for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotApplicable(_) => "notApplicable",
            Self::NoPolicies => "noPolicies",
            Self::Denies => "denies",
            Self::Allows => "allows",
            Self::Delegates => "delegates",
            Self::DeniesNothing => "deniesNothing",
            Self::AllowsNothing => "allowsNothing",
            Self::NotNeeded(_) => "notNeeded",
        }
    }
}
