//! Explanations as JSON: what `--explain` and `--json` print.
//!
//! Names are in camel case and stay. Policies and levels are given by name, statements by their number from 1, as sentences have it, and by their id
//! where they have one. What does not apply is left out.

use serde::Serialize;

use super::words::Telling;
use super::{Change, Decision, Layer, Place, Policies, Remedy, Standing, StatementFinding};
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
    /// `add`, `remove`, `loosen`, `removeBoundary`, `setKey` or `dropKey`.
    pub change: &'static str,
    /// The layer that is changed.
    #[serde(flatten)]
    pub place: Option<DecidedBy>,
    /// The document with the statement that is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<serde_json::Value>,
    /// The condition key that is changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its value then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// In a sentence.
    pub text: String,
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
    let change = |change: &Change| ChangeReport {
        change: match change {
            Change::Add { effect: Effect::Allow | Effect::Deny, .. } => "add",
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
            Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) | Change::RemoveBoundary => None,
        },
        value: match change {
            Change::SetKey { value, .. } => Some(match &**value {
                Value::Single(value) => value.clone().into(),
                Value::Multi(values) => values.clone().into(),
            }),
            _ => None,
        },
        text: telling.change(change),
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
