//! Why a statement matches, or the first thing of it that does not.

use super::{Telling, listed, shown};
use crate::policy::compiled::{Named, NoPrincipal, Outcome, Principals, Statement, Unnameable};
use crate::policy::decision::{Layer, Place, StatementFinding};
use crate::policy::document::Effect;
use crate::policy::pattern::{Actions, Resources, Template};
use crate::policy::request::is_account_id;

/// How many conditions of a statement that matches are told.
const CONDITIONS: usize = 3;

impl Telling<'_> {
    /// Why a statement matches, or what of it does not, with the values compared.
    pub fn statement(&self, finding: &StatementFinding) -> String {
        let Some(statement) = self.policies.statement(finding.place) else { return String::new() };
        match finding.outcome {
            Outcome::Matched(named) => self.matched(statement, named),
            Outcome::Principal(why) => self.principal(statement, why),
            Outcome::Action(entry) => self.action(statement.actions(), entry),
            Outcome::Resource(entry) => self.resource(statement.resources(), entry),
            Outcome::Condition(at, unmet) => {
                statement.conditions().get(at as usize).map(|condition| self.condition(condition, unmet)).unwrap_or_default()
            }
        }
    }

    /// A statement's name in sentences: its id, or its number from 1, and its policy.
    pub fn place(&self, place: Place) -> String {
        let policy = match place.layer {
            Layer::Resource => match self.role_of_trust() {
                Some(role) => format!("the trust policy of role {}", shown(role)),
                None => "the ".to_owned() + self.resource_policy(),
            },
            _ => named(self.policies.policy_name(place).unwrap_or_default()),
        };
        format!("{} of {policy}", self.in_its_policy(place))
    }

    /// The same within its policy.
    pub fn in_its_policy(&self, place: Place) -> String {
        match self.policies.statement(place).and_then(Statement::sid).filter(|sid| !sid.is_empty()) {
            Some(sid) => format!("statement {}", shown(sid)),
            None => format!("statement {}", place.statement + 1),
        }
    }

    fn matched(&self, statement: &Statement, named: Named) -> String {
        let does = match statement.effect() {
            Effect::Allow => "Allows",
            Effect::Deny => "Denies",
        };
        let action = shown(self.request.action.text());
        let whom = match named {
            Named::Unasked => String::new(),
            Named::Everyone => match statement.principals().filter(|principals| principals.is_negated()) {
                Some(principals) => {
                    let is_account = |text: &str| is_account_id(text) || text.ends_with(":root");
                    let accounts = if principals.texts().any(is_account) { ", where an account is its root user alone" } else { "" };
                    format!(" to everyone but {} (NotPrincipal{accounts})", listed(principals.texts()))
                }
                None => " to everyone".to_owned(),
            },
            Named::Caller => format!(" to {}", shown(self.request.principal.text())),
            Named::Role => format!(" to the role {}", shown(self.request.principal.role_name().unwrap_or_default())),
            Named::Account if statement.effect() == Effect::Allow => {
                format!(" to the account {}, which leaves it to the account's own policies", shown(self.caller_account()))
            }
            Named::Account => format!(" to the account {}", shown(self.caller_account())),
            Named::Bounded => {
                return format!(
                    "Denies {action}: NotPrincipal leaves out {}, but a Deny with NotPrincipal hits everyone who has a permissions boundary.",
                    self.caller
                );
            }
        };
        format!("{does} {action}{whom}: {}.", self.matching_parts(statement))
    }

    fn matching_parts(&self, statement: &Statement) -> String {
        let mut parts = Vec::new();
        if let Some(actions) = statement.actions() {
            parts.push(match actions.entry_for(&self.request.action).and_then(|at| actions.texts().get(at as usize)) {
                Some(entry) if !actions.is_negated() => format!("Action {}", shown(entry)),
                _ => format!("NotAction {} does not leave it out", listed(actions.texts().iter().map(|text| &**text))),
            });
        }
        if let Some(resources) = statement.resources() {
            let entry = resources.entry_for(self.request.effective_resource(), &self.request.context);
            parts.push(match entry.and_then(|at| resources.templates().nth(at as usize)) {
                Some(entry) if !resources.is_negated() => format!("Resource {}{}", shown(entry.text()), self.filled(entry.variables())),
                _ => {
                    format!("NotResource {} does not leave out the resource", listed(resources.templates().map(Template::text)))
                }
            });
        }
        parts.extend(statement.conditions().iter().take(CONDITIONS).map(|condition| self.holding(condition)));
        match statement.conditions().len().saturating_sub(CONDITIONS) {
            0 => {}
            1 => parts.push("one more condition holds".to_owned()),
            more => parts.push(format!("{more} more conditions hold")),
        }
        parts.join("; ")
    }

    fn principal(&self, statement: &Statement, why: NoPrincipal) -> String {
        let caller = shown(self.request.principal.text());
        match (statement.principals(), why) {
            (None, _) | (_, NoPrincipal::Missing) => "It names no principal, which a statement of a resource's policy must.".to_owned(),
            (Some(principals), NoPrincipal::Excluded(at)) => {
                let entry = principals.texts().nth(at as usize).unwrap_or_default();
                let belongs = if entry == self.request.principal.text() || entry == "*" {
                    String::new()
                } else {
                    format!(", to which {} belongs", self.caller_itself())
                };
                format!("NotPrincipal leaves out {}{belongs}.", shown(entry))
            }
            (Some(principals), NoPrincipal::NotListed) => {
                format!("Principal {} does not name {caller}.{}", listed(principals.texts()), note_on_names(principals))
            }
        }
    }

    fn action(&self, actions: Option<&Actions>, entry: Option<u32>) -> String {
        let wanted = shown(self.request.action.text());
        let Some(actions) = actions else { return "It names no actions.".to_owned() };
        if let Some(entry) = entry.and_then(|at| actions.texts().get(at as usize)) {
            return format!("NotAction {} leaves out {wanted}.", shown(entry));
        }
        // Those of the same service come first: they are the nearest.
        let service = format!("{}:", self.request.action.service());
        let is_near = |text: &&str| text.get(..service.len()).is_some_and(|start| start.eq_ignore_ascii_case(&service));
        let texts = || actions.texts().iter().map(|text| &**text);
        let nearest = texts().filter(is_near).chain(texts().filter(|text| !is_near(text)));
        format!("Action {} does not match {wanted}.", listed(nearest))
    }

    fn resource(&self, resources: Option<&Resources>, entry: Option<u32>) -> String {
        let Some(resources) = resources else { return "It names no resources.".to_owned() };
        let context = &self.request.context;
        let wanted = shown(self.request.resource.text());
        if let Some(entry) = entry.and_then(|at| resources.templates().nth(at as usize)) {
            return format!("NotResource {}{} leaves out {wanted}.", shown(entry.text()), self.filled(entry.variables()));
        }
        let patterns = listed(resources.templates().map(Template::text));
        if self.request.effective_resource().is_none() {
            let why = if self.request.action.takes_no_resource() {
                format!("{} can't be limited to resources", shown(self.request.action.text()))
            } else {
                "The request names no resource (*)".to_owned()
            };
            return format!("{why}, so only Resource * matches it, not {patterns}.");
        }
        let without = resources.templates().find_map(|entry| entry.without_value(context));
        if let Some(key) = without {
            let (variable, why) = (shown(&format!("${{{key}}}")), self.why_no_variable(key));
            return format!("Resource {patterns} does not match {wanted}: the variable {variable} {why}.");
        }
        let filled = self.filled(resources.templates().flat_map(Template::variables));
        format!("Resource {patterns}{filled} does not match {wanted}.")
    }

    pub(super) fn why_no_variable(&self, key: &str) -> &'static str {
        match self.request.context.value_of(key) {
            None => "has no value in this request",
            Some(_) => "has several values in this request, so it can't be used",
        }
    }

    pub(super) fn caller_account(&self) -> &str {
        self.request.principal.account().unwrap_or_default()
    }
}

/// Why an entry names nobody, which surprises who wrote it.
fn note_on_names(principals: &Principals) -> String {
    let Some((text, why)) = principals.unnameable().next() else { return String::new() };
    let why = match why {
        Unnameable::Group => "a group can't be a principal",
        Unnameable::Wildcard => "a principal takes no wildcards but a lone *",
        Unnameable::CanonicalUser => "a canonical user is no IAM identity",
        Unnameable::UniqueId => "a unique id is what is left of a deleted user or role",
        Unnameable::Unknown => "that is no principal",
    };
    format!(" {} names nobody: {why}.", shown(text))
}

/// A policy as sentences name it; what comes through a group has the group in front of its name.
fn named(policy: &str) -> String {
    match policy.strip_prefix("group:").and_then(|rest| rest.split_once('/')) {
        Some((group, policy)) => format!("policy {} of the group {}", shown(policy), shown(group)),
        None => format!("policy {}", shown(policy)),
    }
}
