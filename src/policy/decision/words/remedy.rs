//! Remedies in sentences.

use super::{Telling, listed, shown};
use crate::policy::decision::{Change, Decision, Layer, Place, Remedy, Whom};
use crate::policy::document::Effect;
use crate::policy::request::Value;

/// How many changes of one remedy are told.
const MOST: usize = 8;

impl Telling<'_> {
    /// What a remedy comes to: one change, or several that are all needed.
    pub fn remedy(&self, remedy: &Remedy) -> String {
        self.remedy_with(remedy, |change| self.change(change))
    }

    /// The same, each change told by whoever knows more of it.
    pub fn remedy_with(&self, remedy: &Remedy, told: impl Fn(&Change) -> String) -> String {
        let mut changes: Vec<String> = remedy.changes.iter().take(MOST).map(told).collect();
        match remedy.changes.len().saturating_sub(MOST) {
            0 => {}
            more => changes.push(format!("{more} more.")),
        }
        changes.join(" And: ")
    }

    /// A change, as an advice.
    pub fn change(&self, change: &Change) -> String {
        match change {
            Change::Add { layer, effect, principal } => self.addition(*layer, *effect, principal.as_ref(), change),
            Change::Remove(place) => self.removal(*place),
            Change::RemoveBoundary => {
                format!("Remove {}'s permissions boundary: all that the identity policies allow holds then.", self.holder)
            }
            Change::SetKey { key, value } => set_key(key, value),
            Change::DropKey { key } => format!("Make the request without the condition key {}.", shown(key)),
        }
    }

    fn addition(&self, layer: Layer, effect: Effect, whom: Option<&Whom>, change: &Change) -> String {
        let action = shown(self.request.action.text());
        let resource = match change.resource(self.request) {
            Some((resource, Some(wider))) if effect == Effect::Allow => format!("{} (or {})", shown(&resource), shown(&wider)),
            Some((resource, _)) => shown(&resource),
            None => String::new(),
        };
        let does = match effect {
            Effect::Allow => "allows",
            Effect::Deny => "denies",
        };
        let where_to = match layer {
            Layer::Identity => format!("Give {} an identity policy", self.holder),
            Layer::Boundary => "Widen the permissions boundary by a statement".to_owned(),
            Layer::Session => "Pass a session policy with a statement".to_owned(),
            Layer::ServiceControl(_) | Layer::ResourceControl(_) => format!("Add a statement to the {}", lower(&self.layer_name(layer))),
            Layer::Endpoint => "Widen the VPC endpoint's policy by a statement".to_owned(),
            Layer::Resource => {
                let whom = whom.map(|whom| shown(&whom.principal)).unwrap_or_default();
                return match effect {
                    Effect::Allow => format!("Let the {} allow {whom} the action {action}.", self.resource_policy()),
                    Effect::Deny => format!("Let the {} deny {whom} the action {action}.", self.resource_policy()),
                };
            }
        };
        format!("{where_to} that {does} {action} on {resource}.")
    }

    fn removal(&self, place: Place) -> String {
        let is_allow = self.policies.statement(place).is_some_and(|statement| statement.effect() == Effect::Allow);
        let name = self.place(place);
        let layer = self.layer_name(place.layer);
        if is_allow || self.explanation.decision == Decision::Allowed {
            format!("Remove {name} ({layer}), or narrow it.")
        } else {
            format!("Remove {name} ({layer}), or narrow it so that it leaves this request out.")
        }
    }
}

fn lower(name: &str) -> String {
    let (first, rest) = name.split_at(1.min(name.len()));
    first.to_ascii_lowercase() + rest
}

/// How a caller comes to a value of a key.
fn set_key(key: &str, value: &Value) -> String {
    let name = key.to_ascii_lowercase();
    let text = match value {
        Value::Single(value) => shown(value),
        Value::Multi(values) => format!("the list {}", listed(values.iter().map(String::as_str))),
    };
    let key = shown(key);
    let set = format!("with {key} = {text}");
    match name.as_str() {
        "aws:multifactorauthpresent" if text == "true" => format!("Sign in with MFA ({key} = {text})."),
        "aws:sourceip" => format!("Make the request from an address such as {text} ({key})."),
        "aws:requestedregion" => format!("Make the request in the region {text} ({key})."),
        "aws:securetransport" if text == "true" => format!("Make the request over TLS ({key} = {text})."),
        "aws:currenttime" | "aws:epochtime" => format!("Make the request at a time such as {text} ({key})."),
        name if name.starts_with("aws:principaltag/") => format!("Tag the caller so that the request comes {set}."),
        name if name.starts_with("aws:resourcetag/") || name.contains(":resourcetag/") => {
            format!("Tag the resource so that the request comes {set}.")
        }
        name if name.starts_with("aws:requesttag/") => format!("Pass the tag in the request, {set}."),
        _ => format!("Make the request {set}."),
    }
}
