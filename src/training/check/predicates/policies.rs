//! Policies: what is attached where, and how good a document is.

use crate::access::{Progress, difference};
use crate::account::arn::root_arn_of;
use crate::policy::document::{Condition, Document, DocumentKind, Effect, Patterns, PrincipalKind, Principals, Statement, Test, Text};
use crate::policy::lint::{Severity, lint};
use crate::policy::request::Arn;
use crate::training::check::asked::Asked;
use crate::training::check::decided::Answer;
use crate::training::check::names::found::{policy_key, resource_of, service_principal};
use crate::training::check::names::{Entity, Sort};
use crate::training::check::predicate::{Parameter, Predicate, number, truth};
use crate::training::check::verdict::Place;

const POLICY: Parameter = Parameter::Entity(&[Sort::Policy]);
const BOUNDED: &[Sort] = &[Sort::User, Sort::Role];
pub(super) const TRUSTED: &[Sort] = &[Sort::Service, Sort::User, Sort::Role, Sort::Account, Sort::Root, Sort::Anonymous];

pub(super) const PREDICATES: &[Predicate] = &[
    truth("attached", &[Parameter::Entity(Sort::IDENTITIES), Parameter::Policy], attached),
    truth("inline", &[Parameter::Entity(Sort::IDENTITIES), Parameter::Name("policy name")], inline),
    truth("boundary", &[Parameter::Entity(BOUNDED), Parameter::Policy], boundary),
    truth("trusts", &[Parameter::Entity(&[Sort::Role]), Parameter::Entity(TRUSTED)], trusts),
    number("policy_version", &[POLICY], policy_version),
    number("statements", &[POLICY], statements),
    number("lint", &[POLICY], lint_findings),
    truth("wildcard", &[POLICY, Parameter::OneOf(&["action", "resource", "principal"])], wildcard),
    truth("unchanged", &[Parameter::Entity(&[Sort::User, Sort::Role, Sort::Root])], unchanged),
];

fn attached(asked: &Asked<'_>) -> Answer {
    let (entity, name) = (asked.entity(0), asked.policy_name(1));
    let account = asked.facts.scene.account;
    let is = asked
        .id(&entity)
        .is_some_and(|id| account.attached_to(id).into_iter().any(|key| account.policy_name(key).eq_ignore_ascii_case(&name)));
    let label = entity.label();
    let place = Place::of_entity(&entity, Some("Permissions"));
    Answer::truth(is, format!("{name} is attached to {label}"), format!("{name} is not attached to {label}")).at(place)
}

fn inline(asked: &Asked<'_>) -> Answer {
    let (entity, name) = (asked.entity(0), asked.word(1));
    let is = asked.id(&entity).is_some_and(|id| asked.facts.scene.account.inline_policy(id, name).is_some());
    let label = entity.label();
    let place = Place::of_entity(&entity, Some("Permissions"));
    Answer::truth(is, format!("{label} has the inline policy {name}"), format!("{label} has no inline policy {name}")).at(place)
}

fn boundary(asked: &Asked<'_>) -> Answer {
    let (entity, name) = (asked.entity(0), asked.policy_name(1));
    let account = asked.facts.scene.account;
    let held = asked.id(&entity).and_then(|id| account.boundary_of(id)).map(|key| account.policy_name(key));
    let is = held.is_some_and(|held| held.eq_ignore_ascii_case(&name));
    let label = entity.label();
    let place = Place::of_entity(&entity, Some("Permissions"));
    Answer::truth(is, format!("{name} is the boundary of {label}"), format!("{name} is not the boundary of {label}")).at(place)
}

/// Somebody whom an Allow of a trust policy, or of a resource's, names.
#[derive(Clone)]
pub(super) struct Trusted {
    kind: PrincipalKind,
    text: String,
    /// Whether everybody else is named.
    negated: bool,
}

/// Whom the Allows of a role's trust policy name.
pub(super) fn trusted(asked: &Asked<'_>, role: &Entity) -> Vec<Trusted> {
    let account = asked.facts.scene.account;
    let policy = account.role_named(&role.name).map(|role| account.current_policy(&role.trust_policy));
    policy.map_or_else(Vec::new, |policy| let_in(policy.as_str()))
}

/// Whom the Allows of a resource's policy name.
pub(super) fn let_in_at(asked: &Asked<'_>, resource: &Entity) -> Vec<Trusted> {
    let account = asked.facts.scene.account;
    let policy = resource_of(account, resource).and_then(|key| account.policy_on(&key));
    policy.map_or_else(Vec::new, |policy| let_in(policy.as_str()))
}

/// Whom the Allows of a policy name; of everybody those whom a condition on who asks leaves.
fn let_in(policy: &str) -> Vec<Trusted> {
    let statements = Document::read(policy).map(|document| document.statements).unwrap_or_default();
    let allows = statements.into_iter().filter(|statement| statement.effect == Effect::Allow);
    let of_statement = |statement: Statement| {
        let left = statement.conditions.iter().filter_map(whom).reduce(|one, other| both(&one, &other));
        let Principals { negated, entries, .. } = statement.principals?;
        let named = entries.into_iter().flat_map(move |entry| match &left {
            Some(left) if !negated && (entry.kind == PrincipalKind::Everyone || entry.text.value == "*") => left.clone(),
            _ => vec![Trusted { kind: entry.kind, text: entry.text.value, negated }],
        });
        Some(named)
    };
    allows.filter_map(of_statement).flatten().collect()
}

/// Whom two conditions leave together: those of each whom the other leaves, too.
fn both(one: &[Trusted], other: &[Trusted]) -> Vec<Trusted> {
    let within = |some: &[Trusted], all: &[Trusted]| -> Vec<Trusted> {
        some.iter().filter(|trusted| all.iter().any(|other| trusted.is_within(other))).cloned().collect()
    };
    [within(one, other), within(other, one)].concat()
}

/// Whom a condition leaves by saying who asks: their accounts, or their ARNs.
fn whom(condition: &Condition) -> Option<Vec<Trusted>> {
    let says_who = ["aws:principalaccount", "aws:principalarn"].contains(&condition.key.value.to_ascii_lowercase().as_str());
    let operator = condition.operator;
    let wants = [Test::StringEquals, Test::StringEqualsIgnoreCase, Test::StringLike, Test::ArnEquals, Test::ArnLike]
        .contains(&operator.test)
        && !operator.if_exists
        && operator.set.is_none();
    let is_fixed = condition.values.iter().all(|value| !value.value.contains(['*', '?', '$']));
    let one = |value: &Text| Trusted { kind: PrincipalKind::Aws, text: value.value.clone(), negated: false };
    (says_who && wants && is_fixed).then(|| condition.values.iter().map(one).collect())
}

/// Whether an Allow of the role's trust policy names somebody.
fn trusts(asked: &Asked<'_>) -> Answer {
    let (role, whom) = (asked.entity(0), asked.entity(1));
    let is = trusted(asked, &role).iter().any(|trusted| trusted.is(asked, &whom));
    let (label, who) = (role.label(), whom.label());
    let place = Place::of_entity(&role, Some("Trust relationships"));
    Answer::truth(is, format!("{label} trusts {who}"), format!("{label} does not trust {who}")).at(place)
}

impl Trusted {
    /// Whether nobody is meant but who is with the other: the same, or somebody of an account.
    fn is_within(&self, other: &Self) -> bool {
        self.text == other.text || Arn::parse(&self.text).is_ok_and(|arn| arn.account == other.text)
    }

    /// Whether somebody is meant. An account's number stands for its root, and both for the account.
    pub(super) fn is(&self, asked: &Asked<'_>, whom: &Entity) -> bool {
        let account = asked.facts.scene.account;
        let (is_aws, text) = (self.kind == PrincipalKind::Aws, self.text.as_str());
        let is_account = |id: &str| is_aws && (text == id || text == root_arn_of(id));
        let is_named = match whom.sort {
            Sort::Service => self.kind == PrincipalKind::Service && text == service_principal(&whom.name),
            Sort::Account => is_account(&whom.name),
            Sort::Root => is_account(account.id().as_str()),
            Sort::Anonymous => self.kind == PrincipalKind::Everyone || (is_aws && text == "*"),
            _ => asked.id(whom).and_then(|id| account.principal_arn(id)).is_some_and(|arn| is_aws && text == arn),
        };
        is_named && !self.negated
    }

    /// Whether somebody is meant, or some of an account that is.
    pub(super) fn is_of(&self, asked: &Asked<'_>, whom: &Entity) -> bool {
        let is_in =
            |id: &str| self.text.starts_with(&format!("arn:aws:iam::{id}:")) || self.text.starts_with(&format!("arn:aws:sts::{id}:"));
        self.is(asked, whom) || !self.negated && whom.sort == Sort::Account && is_in(&whom.name)
    }

    /// In a sentence: `ec2.amazonaws.com`, `everybody but arn:…`.
    pub(super) fn in_words(&self) -> String {
        match (self.negated, self.text.as_str()) {
            (true, text) => format!("everybody but {text}"),
            (false, "" | "*") => "everybody".to_owned(),
            (false, text) => text.to_owned(),
        }
    }
}

fn policy_version(asked: &Asked<'_>) -> Answer {
    let policy = asked.entity(0);
    let version = asked.facts.scene.account.policy_named(&policy.name).map_or(0, |policy| policy.default_version);
    Answer::number(version as usize, format!("the default version of {}", policy.label())).at(Place::of_entity(&policy, Some("Versions")))
}

/// The statements of the version that holds; none where the policy is gone.
fn read(asked: &Asked<'_>, policy: &Entity) -> Vec<Statement> {
    let account = asked.facts.scene.account;
    let text = policy_key(account, &policy.name).and_then(|key| account.policy_document(&key).map(str::to_owned));
    text.and_then(|text| Document::read(&text).ok()).map(|document| document.statements).unwrap_or_default()
}

fn statements(asked: &Asked<'_>) -> Answer {
    let policy = asked.entity(0);
    let number = read(asked, &policy).len();
    Answer::count(number, format!("{} has", policy.label()), "statement", "statements").at(Place::of_entity(&policy, None))
}

/// How many errors and warnings the policy checks have.
fn lint_findings(asked: &Asked<'_>) -> Answer {
    let policy = asked.entity(0);
    let account = asked.facts.scene.account;
    let text = policy_key(account, &policy.name).and_then(|key| account.policy_document(&key).map(str::to_owned)).unwrap_or_default();
    let findings = lint(&text, DocumentKind::Identity);
    let number = findings.iter().filter(|finding| finding.severity != Severity::Suggestion).count();
    Answer::count(number, format!("{} has", policy.label()), "warning", "warnings").at(Place::of_entity(&policy, None))
}

/// Whether an Allow has a pattern that stands for everything of its kind: `*`, `s3:*`, a resource of `*` alone.
fn wildcard(asked: &Asked<'_>) -> Answer {
    let (policy, element) = (asked.entity(0), asked.word(1));
    let has = |patterns: Option<&Patterns>, is_wide: fn(&str) -> bool| {
        patterns.is_some_and(|patterns| patterns.negated || patterns.entries.iter().any(|entry| is_wide(&entry.value)))
    };
    let is = read(asked, &policy).iter().filter(|statement| statement.effect == Effect::Allow).any(|statement| match element {
        // `s3:Get*` grows with whatever AWS adds, as `s3:*` does.
        "action" => has(statement.actions.as_ref(), |text| text.contains(['*', '?'])),
        "resource" => has(statement.resources.as_ref(), |text| text == "*"),
        _ => statement.principals.as_ref().is_some_and(|principals| {
            principals.negated || principals.entries.iter().any(|entry| entry.kind == PrincipalKind::Everyone || entry.text.value == "*")
        }),
    });
    let label = policy.label();
    let place = Place::of_entity(&policy, None);
    Answer::truth(is, format!("{label} has a wildcard as {element}"), format!("{label} has no wildcard as {element}")).at(place)
}

/// Whether somebody may still do what they could when the lesson began, and nothing more. Root may do everything, always.
fn unchanged(asked: &Asked<'_>) -> Answer {
    let entity = asked.entity(0);
    let label = entity.label();
    let mut changes = Vec::new();
    if entity.sort != Sort::Root {
        let is_meant = |name: &str| name.eq_ignore_ascii_case(&entity.name);
        let account = asked.facts.scene.account;
        if let Ok(difference) = difference(asked.facts.scene.start, account, &Progress::default()) {
            let of_kind =
                |affected: &crate::access::Affected| affected.is_user() == (entity.sort == Sort::User) && is_meant(&affected.name);
            let effects = difference.effects.iter().filter(|effect| effect.who.iter().any(of_kind));
            changes.extend(effects.flat_map(crate::access::Effect::sentences).take(2));
            let role = account.role_named(&entity.name).filter(|_| entity.sort == Sort::Role);
            if role.is_some_and(|role| difference.changes_entry(&account.role_arn(role))) {
                changes.push(format!("who may assume {label} has changed"));
            }
        }
    }
    let no = if changes.is_empty() { format!("what {label} may do has changed") } else { changes.join("; ") };
    Answer::truth(changes.is_empty(), format!("{label} may do what {label} could do before, no more and no less"), no)
        .of_absence()
        .at(Place::of_entity(&entity, Some("Permissions")))
}
