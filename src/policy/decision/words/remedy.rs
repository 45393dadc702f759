//! Remedies in sentences.

use super::{CALLER, Telling, listed, shown};
use crate::policy::compiled::Statement;
use crate::policy::condition::Condition;
use crate::policy::decision::remedies::ANY;
use crate::policy::decision::within_reach::may_be_done_to;
use crate::policy::decision::{Change, How, Layer, List, Loosened, Loosening, Narrowing, Place, PolicyElement, Remedy, Whom};
use crate::policy::document::{Effect, Version};
use crate::policy::pattern::{Actions, Resources};
use crate::policy::request::{CallerKind, Value};

/// The key that tells for how many seconds a session is signed in with MFA.
const MFA_AGE: &str = "aws:MultiFactorAuthAge";

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
        // Whom else they are about is said once, of all that ends so.
        let others = self.for_others();
        let last = changes.iter().rposition(|change| change.ends_with(&others));
        for change in changes.iter_mut().take(last.unwrap_or_default()) {
            if let Some(rest) = change.strip_suffix(&others) {
                *change = rest.to_owned();
            }
        }
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
            Change::Loosen(place) => self.loosened(*place),
            Change::RemoveBoundary => {
                format!("Remove {}'s permissions boundary: all that the identity policies allow holds then.", self.holder)
            }
            Change::SetKey { key, value } => self.set_key(key.name(), value),
            Change::DropKey { key } => self.drop_key(key.name()),
        }
    }

    fn addition(&self, layer: Layer, effect: Effect, whom: Option<&Whom>, change: &Change) -> String {
        let action = shown(self.request.action.spelling());
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
            // Whoever is known by name can be given one of their own.
            Layer::Identity if self.holder == CALLER => format!("Give {CALLER} an identity policy"),
            Layer::Identity => format!("Give {} an inline policy", self.holder),
            Layer::Boundary => "Widen the permissions boundary by a statement".to_owned(),
            Layer::Session => "Pass a session policy with a statement".to_owned(),
            Layer::ServiceControl(_) | Layer::ResourceControl(_) => format!("Add a statement to the {}", lower(&self.layer_name(layer))),
            Layer::Endpoint => "Widen the VPC endpoint's policy by a statement".to_owned(),
            Layer::Resource => {
                let whom = whom.map(|whom| shown(&whom.principal)).unwrap_or_default();
                let policy = self.resource_policy();
                return match effect {
                    Effect::Allow => {
                        let conditions = change.addition(self.request).into_iter().flat_map(|document| document.statements);
                        let conditions = conditions.flat_map(|statement| statement.conditions).map(|condition| {
                            let values = condition.values.iter().map(|value| value.value.as_str());
                            format!("{} = {}", shown(&condition.key.value), listed(values))
                        });
                        let conditions: Vec<String> = conditions.collect();
                        let under = if conditions.is_empty() { String::new() } else { format!(", if {}", conditions.join(" and ")) };
                        // A service does it for whoever asks it to: the confused deputy.
                        let is_for_all = conditions.is_empty() && !self.is_about_assuming();
                        let for_all = match self.request.principal.kind() {
                            CallerKind::Service if is_for_all => ": a condition on aws:SourceAccount would say for whose sake",
                            CallerKind::Provider if conditions.is_empty() => {
                                ": everyone whom it vouches for, where no condition asks what the token says"
                            }
                            _ => "",
                        };
                        format!("Let the {policy} allow {whom} the action {action}{under}{for_all}.")
                    }
                    // Named so, the root user stands for all of its account.
                    Effect::Deny if self.request.principal.kind() == CallerKind::Root => {
                        format!("Let the {policy} deny {whom} the action {action}: to the whole account, its users and roles as well.")
                    }
                    Effect::Deny => format!("Let the {policy} deny {whom} the action {action}."),
                };
            }
        };
        format!("{where_to} that {does} {action} on {resource}.")
    }

    /// A statement's name, and the layer that its policy is in.
    fn place_in_layer(&self, place: Place) -> String {
        self.in_layer(self.place(place), place.layer)
    }

    /// The same of its policy.
    fn policy_in_layer(&self, place: Place) -> String {
        self.in_layer(self.policy_at(place), place.layer)
    }

    fn in_layer(&self, name: String, layer: Layer) -> String {
        // Whose policy a resource's is, its name tells.
        if layer == Layer::Resource { name } else { format!("{name} ({})", self.layer_name(layer)) }
    }

    /// How a statement lets go of the request: narrowed where one of its lists can say just that, else taken out.
    fn removal(&self, place: Place) -> String {
        let Some(statement) = self.policies.statement(place) else { return String::new() };
        let name = self.place_in_layer(place);
        // What a session was given stays with it.
        if place.layer == Layer::Session {
            return format!("Open another session, without {name}.");
        }
        match self.narrowing(place) {
            Some(narrowing) => narrowed(&narrowing, &name, statement),
            None => format!("Remove {name}.{}", self.beyond(statement)),
        }
    }

    /// How one element of a policy changes so that a statement matches, or no longer does.
    fn loosened(&self, place: Place) -> String {
        let (Some(Loosening { element, how }), Some(statement)) = (self.loosening(place), self.policies.statement(place)) else {
            return String::new();
        };
        let name = self.place_in_layer(place);
        let list = match &element {
            PolicyElement::Condition { operator, key } => format!("{operator} {}", shown(key)),
            PolicyElement::Version | PolicyElement::Action | PolicyElement::Resource => String::new(),
        };
        let does = match (&element, &how) {
            (PolicyElement::Version, _) => self.version_written(place, statement),
            (PolicyElement::Resource, Loosened::Added(values)) => {
                let wider = Change::Loosen(place).resource(self.request).and_then(|(_, wider)| wider);
                let or_wider = wider.map_or_else(String::new, |wider| format!(" (or {})", shown(&wider)));
                format!("Add {}{or_wider} to the resources of {name}.", listed(values.iter().map(String::as_str)))
            }
            (_, Loosened::Added(values)) => format!("Add {} to the values of {list} in {name}.", listed(values.iter().map(String::as_str))),
            (_, Loosened::TakenOut(value)) => format!("Take {} out of the values of {list} in {name}.", shown(value)),
            (_, Loosened::Replaced { was, by }) => format!("Write {} in the place of {} in {name}.", shown(by), shown(was)),
            (PolicyElement::Condition { key, .. }, Loosened::Gone) if self.is_for_whose_sake(key) => {
                format!("Take the condition {list} out of {name}: the service then does this for whoever has it do so, of any account.")
            }
            (_, Loosened::Gone) => format!("Take the condition {list} out of {name}: what it allows no longer depends on it."),
        };
        let actions = statement.actions().filter(|actions| is_about_several(actions));
        let all = match (actions, statement.effect(), element) {
            (_, _, PolicyElement::Version) => String::new(),
            (Some(actions), Effect::Deny, _) => format!(" {}", denied_no_longer(actions, "")),
            (Some(_), Effect::Allow, PolicyElement::Resource) => self.allowed_there(statement),
            _ => String::new(),
        };
        let others = if self.loosens_for_others(place) { self.for_others() } else { String::new() };
        format!("{does}{all}{others}")
    }

    /// What else a statement allows on a resource once it names that: what is done to resources of other types, it does not.
    fn allowed_there(&self, statement: &Statement) -> String {
        let Some(actions) = statement.actions() else { return String::new() };
        if actions.is_negated() {
            return format!(" It allows all of this there then: {}.", actions_of(actions));
        }
        let there: Vec<&str> =
            actions.texts().iter().map(|text| &**text).filter(|text| may_be_done_to(text, &self.request.resource)).collect();
        if let [text] = there[..]
            && text.eq_ignore_ascii_case(self.request.action.text())
        {
            return String::new();
        }
        format!(" It allows all of this there then: {}.", listed(there))
    }

    /// Whether a condition key says for whom a service asks that asks: without it, it is the confused deputy of all.
    fn is_for_whose_sake(&self, key: &str) -> bool {
        self.request.principal.kind() == CallerKind::Service
            && ["aws:SourceAccount", "aws:SourceArn"].iter().any(|of| of.eq_ignore_ascii_case(key))
    }

    fn for_others(&self) -> String {
        format!(" That holds for all whom the statement is about, not for {} alone.", self.caller)
    }

    /// That a document becomes of the version that knows variables, and what one of its statements then is about.
    fn version_written(&self, place: Place, statement: &Statement) -> String {
        let then = statement.with_variables();
        let variables = then.iter().flat_map(|then| {
            let of_conditions = then.conditions().iter().flat_map(Condition::variables);
            then.resources().into_iter().flat_map(Resources::variables).chain(of_conditions)
        });
        let filled = self.filled(variables);
        format!(
            "Write Version {} in {}: every ${{…}} in it stands for a value then{filled}, and no longer for itself.",
            Version::V2012.name(),
            self.policy_in_layer(place)
        )
    }

    /// What else is denied no longer without a statement that denies more than what was asked.
    fn beyond(&self, statement: &Statement) -> String {
        match statement.actions().filter(|actions| statement.effect() == Effect::Deny && !actions.is_just(&self.request.action)) {
            Some(actions) => format!(" {}", denied_no_longer(actions, " to anybody")),
            None => String::new(),
        }
    }

    /// How long ago it was signed in with MFA, as a statement puts it that wants no more than that.
    fn signed_in(&self, age: &str) -> String {
        let Ok(age) = age.parse::<u64>() else { return shown(age) };
        let is =
            self.request.context.value_of(MFA_AGE).and_then(|is| if let Value::Single(is) = is { is.parse::<u64>().ok() } else { None });
        if is.is_some_and(|is| is < age) {
            return format!("at least {}", duration(age));
        }
        let statements = self.explanation.statements().iter().filter_map(|finding| self.policies.statement(finding.place));
        let conditions =
            statements.flat_map(Statement::conditions).filter(|condition| condition.key().name().eq_ignore_ascii_case(MFA_AGE));
        let mut most = conditions.flat_map(Condition::texts).filter_map(|text| text.parse::<u64>().ok());
        match most.find(|most| *most == age || *most == age.saturating_add(1)) {
            Some(most) if most > age => format!("less than {}", duration(most)),
            Some(most) => format!("at most {}", duration(most)),
            None => duration(age),
        }
    }

    /// Whether a condition on a key names a value.
    fn is_wanted(&self, key: &str, value: &str) -> bool {
        let statements = self.explanation.statements().iter().filter_map(|finding| self.policies.statement(finding.place));
        let mut conditions =
            statements.flat_map(Statement::conditions).filter(|condition| condition.key().name().eq_ignore_ascii_case(key));
        conditions.any(|condition| condition.texts().iter().any(|text| &**text == value))
    }

    /// How a request comes without a key.
    fn drop_key(&self, key: &str) -> String {
        let name = key.to_ascii_lowercase();
        let tag = key.split_once('/').map(|(_, tag)| shown(tag)).unwrap_or_default();
        let key = shown(key);
        if name.starts_with("aws:principaltag/") {
            return format!("Remove the tag {tag} of {}: the request then comes without {key}.", self.caller);
        }
        if name.contains(":resourcetag/") {
            return format!("Remove the tag {tag} of the resource: the request then comes without {key}.");
        }
        format!("Make the request without the condition key {key}.")
    }

    /// How who asks comes to a value of a key.
    fn set_key(&self, key: &str, value: &Value) -> String {
        let name = key.to_ascii_lowercase();
        let text = match value {
            Value::Single(value) => shown(value),
            Value::Multi(values) => format!("the list {}", listed(values.iter().map(String::as_str))),
        };
        let key = shown(key);
        // That it is there may be all that is asked for.
        let set =
            if text == ANY && !self.is_wanted(&name, ANY) { format!("with a value of {key}") } else { format!("with {key} = {text}") };
        match name.as_str() {
            // A role has no device of its own, and what AssumeRole gives tells nothing of the code that was given for it: only the
            // console goes on with the sign-in's.
            "aws:multifactorauthpresent" if text == "true" && self.request.principal.is_role_session() => {
                format!("Switch to the role in the console, signed in with MFA ({key} = true): sessions of AssumeRole never have it.")
            }
            "aws:multifactorauthage" if self.request.principal.is_role_session() => {
                format!("Switch to the role in the console, signed in with MFA {} ago ({key} = {text}).", self.signed_in(&text))
            }
            "aws:multifactorauthpresent" if text == "true" => format!("Sign in with MFA ({key} = {text})."),
            "aws:multifactorauthpresent" => format!("Ask in a session that was opened without MFA ({key} = {text})."),
            "aws:multifactorauthage" => format!("Ask in a session signed in with MFA {} ago ({key} = {text}).", self.signed_in(&text)),
            "aws:sourceaccount" => format!("Have the service act for the account {text} ({key})."),
            "aws:sourcearn" => format!("Have the service act for a resource such as {text} ({key})."),
            "aws:sourceip" => format!("Make the request from an address such as {text} ({key})."),
            "aws:sourcevpce" => format!("Make the request through the VPC endpoint {text} ({key})."),
            "aws:sourcevpc" => format!("Make the request from the VPC {text} ({key})."),
            "aws:requestedregion" => format!("Make the request in the region {text} ({key})."),
            "aws:securetransport" if text == "true" => format!("Make the request over TLS ({key} = {text})."),
            "aws:currenttime" | "aws:epochtime" => format!("Make the request at a time such as {text} ({key})."),
            // Groups have no tags.
            name if name.starts_with("aws:principaltag/") && self.shared.is_none() => {
                format!("Tag whoever asks, of {}, so that the request comes {set}.", self.caller)
            }
            name if name.starts_with("aws:principaltag/") => format!("Tag {} so that the request comes {set}.", self.caller),
            name if name.starts_with("aws:resourcetag/") || name.contains(":resourcetag/") => {
                format!("Tag the resource so that the request comes {set}.")
            }
            name if name.contains(":existingobjecttag/") => format!("Tag the object so that the request comes {set}."),
            "aws:tokenissuetime" if self.request.context.value_of(&name).is_none() => {
                format!("Ask with temporary credentials, such as a role's session has ({key}).")
            }
            "aws:tokenissuetime" => format!("Ask in a session that was opened at a time such as {text} ({key})."),
            name if name.starts_with("aws:requesttag/") => format!("Pass the tag in the request, {set}."),
            _ => format!("Make the request {set}."),
        }
    }
}

/// A time in words: in hours or minutes, where it is so many of them.
fn duration(seconds: u64) -> String {
    let (count, unit, one) = match seconds {
        0 => (0, "second", "a second"),
        _ if seconds.is_multiple_of(3_600) => (seconds / 3_600, "hour", "an hour"),
        _ if seconds.is_multiple_of(60) => (seconds / 60, "minute", "a minute"),
        _ => (seconds, "second", "a second"),
    };
    if count == 1 { one.to_owned() } else { format!("{count} {unit}s") }
}

/// What is done to a list of a statement, and what goes with it.
fn narrowed(narrowing: &Narrowing, name: &str, statement: &Statement) -> String {
    let entry = shown(&narrowing.entry);
    let (list, not) = match &narrowing.list {
        List::Actions => ("actions", "NotAction".to_owned()),
        List::Resources => ("resources", "NotResource".to_owned()),
        List::Principals => ("principals", "NotPrincipal".to_owned()),
        List::Values { operator, key } => ("values", format!("{operator} {}", shown(key))),
    };
    let does = match narrowing.how {
        How::TakenOut => format!("Take {entry} out of the {list} of {name}."),
        How::LeftOut => format!("Leave {entry} out of {name}, by its {not}."),
        How::AllBut => format!("Leave {entry} out of {name}, by {not} in the place of *."),
        How::Excepted => format!("Leave {entry} out of {name}, by a condition more: {not}."),
    };
    let goes_on = match (statement.effect(), &narrowing.list) {
        (Effect::Deny, List::Resources) => " there",
        (Effect::Deny, List::Principals | List::Values { .. }) => " to that principal",
        _ => return does,
    };
    match statement.actions().filter(|actions| is_about_several(actions)) {
        Some(actions) => format!("{does} {}", denied_no_longer(actions, goes_on)),
        None => does,
    }
}

fn is_about_several(actions: &Actions) -> bool {
    actions.is_negated() || actions.texts().len() > 1 || actions.texts().iter().any(|text| text.contains(['*', '?']))
}

fn actions_of(actions: &Actions) -> String {
    let texts = listed(actions.texts().iter().map(|text| &**text));
    if actions.is_negated() { format!("all actions but {texts}") } else { texts }
}

/// That a statement denies its actions no longer, to whom or where that is so.
fn denied_no_longer(actions: &Actions, goes_on: &str) -> String {
    let is_all = !actions.is_negated() && actions.texts().iter().any(|text| &**text == "*");
    let actions = if is_all { "any action".to_owned() } else { actions_of(actions) };
    format!("It then no longer denies {actions}{goes_on}.")
}

fn lower(name: &str) -> String {
    let (first, rest) = name.split_at(1.min(name.len()));
    first.to_ascii_lowercase() + rest
}
