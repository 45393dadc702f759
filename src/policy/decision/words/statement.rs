//! Why a statement matches, or the first thing of it that does not.

use super::{Telling, listed, shown};
use crate::policy::compiled::{Named, NoPrincipal, Outcome, Principals, Statement, Unnameable};
use crate::policy::decision::{Layer, Place, StatementFinding};
use crate::policy::document::Effect;
use crate::policy::pattern::{Actions, Resources, Template};
use crate::policy::request::{Arn, is_account_id};

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
        format!("{} of {}", self.in_its_policy(place), self.policy_at(place))
    }

    /// The name of the policy at a place in sentences.
    pub(super) fn policy_at(&self, place: Place) -> String {
        match place.layer {
            Layer::Resource => match self.role_of_trust() {
                Some(role) => format!("the trust policy of role {}", shown(role)),
                None => "the ".to_owned() + self.resource_policy(),
            },
            _ => named(self.policies.policy_name(place).unwrap_or_default()),
        }
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
                    let is_own = |text: &str| text.contains(":role/") || text.contains(":assumed-role/");
                    let is_session = self.request.principal.is_role_session() && principals.texts().any(is_own);
                    let sessions = if is_session { ", where a session is left out only with its role" } else { "" };
                    format!(" to everyone but {} (NotPrincipal{accounts}{sessions})", listed(principals.texts()))
                }
                None => " to everyone".to_owned(),
            },
            Named::Caller => format!(" to {}", self.caller_by_name()),
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
        // What is denied by all but some is so, too, by what does not come to be one of these.
        let is_negated = statement.resources().is_some_and(Resources::is_negated);
        let templates = statement.resources().into_iter().filter(|_| is_negated).flat_map(Resources::templates);
        format!("{does} {action}{whom}: {}.{}", self.matching_parts(statement), hidden_variables(templates))
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
        let caller = self.caller_by_name();
        match (statement.principals(), why) {
            (None, _) | (_, NoPrincipal::Missing) => "It names no principal, which a statement of a resource's policy must.".to_owned(),
            (Some(principals), NoPrincipal::Excluded(at)) => {
                let entry = principals.texts().nth(at as usize).unwrap_or_default();
                let belongs = if entry == self.request.principal.text() || entry == "*" {
                    String::new()
                } else {
                    format!(", to which {} belongs", self.caller_itself())
                };
                let note = if statement.effect() == Effect::Deny { note_on_account(principals, entry) } else { "" };
                format!("NotPrincipal leaves out {}{belongs}.{note}", shown(entry))
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
        let slip = actions.slip_for(&self.request.action).map_or_else(String::new, |text| {
            format!(" There is no action {}; the nearest is {}.", shown(text), shown(self.request.action.spelling()))
        });
        format!("Action {} does not match {wanted}.{slip}", listed(nearest))
    }

    fn resource(&self, resources: Option<&Resources>, entry: Option<u32>) -> String {
        let Some(resources) = resources else { return "It names no resources.".to_owned() };
        let context = &self.request.context;
        let wanted = shown(self.request.resource.text());
        if let Some(entry) = entry.and_then(|at| resources.templates().nth(at as usize)) {
            return format!("NotResource {}{} leaves out {wanted}.", shown(entry.text()), self.filled(entry.variables()));
        }
        let hidden = hidden_variables(resources.templates());
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
        format!("Resource {patterns}{filled} does not match {wanted}.{hidden}{}", self.bucket_or_objects(resources))
    }

    /// That a pattern is the bucket of the object that is asked about, or its objects where the bucket is.
    fn bucket_or_objects(&self, resources: &Resources) -> String {
        let Some(asked) = self.request.effective_resource().filter(|_| self.request.action.service() == "s3") else { return String::new() };
        let context = &self.request.context;
        if let Some((bucket, _)) = asked.split_once('/') {
            return match resources.templates().find(|entry| entry.matches(bucket, context)) {
                Some(entry) => format!(" {0} names the bucket, not the objects in it: they are {0}/*.", shown(entry.text())),
                None => String::new(),
            };
        }
        let is_within = |entry: &&Template| entry.text().strip_prefix(asked).is_some_and(|rest| rest.starts_with('/'));
        match resources.templates().find(is_within) {
            Some(entry) => format!(" {} names objects in the bucket, not the bucket itself.", shown(entry.text())),
            None => String::new(),
        }
    }

    pub(super) fn why_no_variable(&self, key: &str) -> &'static str {
        match self.request.context.value_of(key) {
            None => "has no value in this request",
            Some(_) => "has several values in this request, so it can't be used",
        }
    }

    /// Who asks, as a policy names them; where that is nobody by name, what is asked about.
    fn caller_by_name(&self) -> String {
        if self.shared.is_none() { self.caller.to_owned() } else { shown(self.request.principal.text()) }
    }

    pub(super) fn caller_account(&self) -> &str {
        self.request.principal.account().unwrap_or_default()
    }
}

/// That `${…}` in one of some patterns is ordinary text, where it is, in a sentence.
pub(super) fn hidden_variables<'t>(mut templates: impl Iterator<Item = &'t Template>) -> String {
    templates.find(|template| template.hides_variables()).map_or_else(String::new, |template| {
        let variable = template.text().find("${").and_then(|at| template.text().get(at..)).unwrap_or_default();
        let variable = variable.split_inclusive('}').next().unwrap_or_default();
        format!(" Its policy is of Version 2008-10-17, or of none, where {} stands for itself.", shown(variable))
    })
}

/// That who is left out of a denial is so without the account: AWS may look at that first (IAM User Guide: `NotPrincipal`).
fn note_on_account(principals: &Principals, entry: &str) -> &'static str {
    let Ok(arn) = Arn::parse(entry) else { return "" };
    let is_account = |text: &str| {
        let root = |root: Arn<'_>| root.service == "iam" && root.resource == "root" && root.account == arn.account;
        text == arn.account || Arn::parse(text).is_ok_and(root)
    };
    if !matches!(arn.service, "iam" | "sts") || principals.texts().any(is_account) {
        return "";
    }
    " Its account is not left out beside it: by AWS's documentation the denial may then hit all of that account, depending on the service."
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
