//! What the policies of the account decide, as it is now.

use crate::access::Question;
use crate::account::authorization::{Authority, Circumstances, Credentials};
use crate::account::estate::is_public;
use crate::policy::decision::{Decision, Explanation, explain};
use crate::policy::document::Document;
use crate::policy::request::{Request, Value as Values};
use crate::training::check::argument::Context;
use crate::training::check::asked::Asked;
use crate::training::check::decided::Answer;
use crate::training::check::names::found::{arn_named, arn_of, resource_named, resource_of};
use crate::training::check::names::{Entity, Sort};
use crate::training::check::predicate::{Parameter, Predicate, truth};
use crate::training::check::ruling::Ruling;
use crate::training::check::value::{Kind, Outcome, Source, Value};
use crate::training::check::verdict::Place;

const REQUEST: &[Parameter] = &[Parameter::Entity(Sort::CALLERS), Parameter::Action, Parameter::Resource, Parameter::Context];

pub(super) const PREDICATES: &[Predicate] = &[
    Predicate { needed: 3, ..truth("can", REQUEST, can) },
    Predicate { needed: 3, ..truth("cannot", REQUEST, cannot) },
    Predicate { needed: 3, gives: |_| Kind::Decision, ..truth("decision", REQUEST, decision) },
    Predicate { needed: 3, gives: |_| Kind::Source, ..truth("allowed_by", REQUEST, allowed_by) },
    Predicate { needed: 3, gives: |_| Kind::Source, ..truth("denied_by", REQUEST, denied_by) },
    Predicate {
        needed: 2,
        ..truth("can_assume", &[Parameter::Entity(Sort::CALLERS), Parameter::Entity(&[Sort::Role]), Parameter::Context], can_assume)
    },
    truth("public", &[Parameter::Entity(&[Sort::Bucket])], public),
];

/// A decided request.
pub(super) struct Decided {
    request: Request,
    pub(super) explanation: Explanation,
    pub(super) authority: Authority,
}

/// The resource in a place, as an ARN or `*`.
pub(super) fn resource(asked: &Asked<'_>, place: usize, of: &Entity) -> String {
    let account = asked.facts.scene.account;
    if let Some(entity) = asked.given_entity(place) {
        return arn_named(account, &entity).unwrap_or_else(|| entity.name.clone());
    }
    resource_named(account, asked.word(place), of)
}

/// Decides what is asked for; `None` where who asks is not there, or has no role to ask with.
fn decide(asked: &Asked<'_>, who: &Entity, action: &str, on: &str, context: &Context) -> Option<Decided> {
    let account = asked.facts.scene.account;
    let credentials = match (context.mfa, context.with_key) {
        (Some(true), _) => Credentials::MfaSession { age: context.age.unwrap_or(0) },
        (_, Some(true)) => Credentials::AccessKey,
        _ => Credentials::Session,
    };
    let circumstances = Circumstances { now: asked.facts.scene.now, credentials };
    let question = Question { given: context.keys.clone(), ..Question::asked((asked.asker(who)?, circumstances), (action, on)).ok()? };
    let (request, _) = question.request(account).ok()?;
    let authority = question.authority(account);
    Some(Decided { explanation: explain(&request, &authority.policies), request, authority })
}

/// The request in the usual places, decided, and its words: `bob`, `s3:GetObject on …`.
fn request(asked: &Asked<'_>) -> (Option<Decided>, String, String) {
    let (who, action) = (asked.entity(0), asked.word(1));
    let on = resource(asked, 2, &who);
    let context = asked.context(3);
    let decided = decide(asked, &who, action, &on, &context);
    (decided, who.label(), format!("{}{}", what(action, &on), context.words()))
}

/// A request in a sentence: `s3:GetObject on reports/q1.csv`.
pub(super) fn what(action: &str, on: &str) -> String {
    if on == "*" { action.to_owned() } else { format!("{action} on {}", shown(on)) }
}

/// A resource in a sentence: of a bucket and what is in it the ARN says nothing more.
pub(super) fn shown(on: &str) -> &str {
    on.strip_prefix("arn:aws:s3:::").unwrap_or(on)
}

/// Who is not there may nothing, since nothing allows it.
fn outcome(decided: Option<&Decided>) -> Outcome {
    decided.map_or(Outcome::ImplicitDeny, |decided| decided.explanation.decision.into())
}

fn access() -> Place {
    Place::of("access")
}

fn can(asked: &Asked<'_>) -> Answer {
    let (decided, who, what) = request(asked);
    let is = outcome(decided.as_ref()) == Outcome::Allowed;
    Answer::truth(is, format!("{who} may {what}"), format!("{who} may not {what}")).at(access())
}

fn cannot(asked: &Asked<'_>) -> Answer {
    let (decided, who, what) = request(asked);
    let is = outcome(decided.as_ref()) != Outcome::Allowed;
    Answer::truth(is, format!("{who} may not {what}"), format!("{who} may {what}")).of_absence().at(access())
}

fn decision(asked: &Asked<'_>) -> Answer {
    let (decided, who, what) = request(asked);
    Answer::of(Value::Decision(outcome(decided.as_ref())), format!("the answer to {who} for {what}")).at(access())
}

fn allowed_by(asked: &Asked<'_>) -> Answer {
    let (decided, who, what) = request(asked);
    let source = decided.as_ref().filter(|decided| decided.explanation.decision == Decision::Allowed).map_or(Source::None, Decided::source);
    Answer::of(Value::Source(source), format!("what allows {who} {what}")).at(access())
}

fn denied_by(asked: &Asked<'_>) -> Answer {
    let (decided, who, what) = request(asked);
    let source = decided.as_ref().filter(|decided| decided.explanation.decision != Decision::Allowed).map_or(Source::None, Decided::source);
    Answer::of(Value::Source(source), format!("what denies {who} {what}")).at(access())
}

fn can_assume(asked: &Asked<'_>) -> Answer {
    let (who, role) = (asked.entity(0), asked.entity(1));
    let on = arn_of(asked.facts.scene.account, &role).unwrap_or_default();
    let decided = decide(asked, &who, "sts:AssumeRole", &on, &asked.context(2));
    let is = outcome(decided.as_ref()) == Outcome::Allowed;
    let (who, which) = (who.label(), role.label());
    let place = Place::of_entity(&role, Some("Trust relationships"));
    Answer::truth(is, format!("{who} may assume {which}"), format!("{who} may not assume {which}")).at(place)
}

fn public(asked: &Asked<'_>) -> Answer {
    let bucket = asked.entity(0);
    let account = asked.facts.scene.account;
    let key = resource_of(account, &bucket);
    let policy = key.as_ref().and_then(|key| account.policy_on(key));
    let restricts =
        account.bucket(&bucket.name).and_then(|bucket| bucket.public_access_block).is_some_and(|block| block.restrict_public_buckets);
    let is = !restricts && policy.and_then(|policy| Document::read(policy.as_str()).ok()).is_some_and(|document| is_public(&document));
    let label = bucket.label();
    Answer::truth(is, format!("{label} is public"), format!("{label} is not public")).at(Place::of_entity(&bucket, None))
}

/// What is decided about the request in the usual places, with the reasons; `None` where who asks is not there.
pub(in crate::training::check) fn ruling(asked: &Asked<'_>) -> Option<Ruling> {
    let decided = request(asked).0?;
    Some(Ruling {
        outcome: decided.explanation.decision.into(),
        source: decided.source(),
        statement: decided.statement(),
        by_kind: decided.by_kind(asked.facts.scene.account),
        reasons: decided.reasons(),
    })
}

impl Decided {
    /// The `Sid` of the statement that decided.
    fn statement(&self) -> Option<String> {
        let statement = self.authority.policies.statement(self.explanation.decided_by()?)?;
        statement.sid().map(str::to_owned)
    }

    /// What decided, in sentences: the decision, and what the deciding statement says.
    fn reasons(&self) -> Vec<String> {
        let telling = self.explanation.tell(&self.request, &self.authority.policies);
        let mut reasons = vec![telling.decision()];
        let statements = self.explanation.statements();
        let deciding = self.explanation.decided_by().and_then(|place| statements.iter().find(|finding| finding.place == place));
        reasons.extend(deciding.map(|finding| telling.statement(finding)));
        reasons
    }
}

impl Context {
    /// In a sentence, with a comma before it: `, with an MFA code`.
    pub(in crate::training::check) fn words(&self) -> String {
        let mut words = String::new();
        match (self.mfa, self.with_key) {
            (Some(true), _) => words.push_str(", with an MFA code"),
            (_, Some(true)) => words.push_str(", with an access key"),
            (Some(false), _) => words.push_str(", without an MFA code"),
            _ => {}
        }
        for (key, value) in &self.keys {
            let values = match value {
                Values::Single(value) => value.clone(),
                Values::Multi(values) => values.join(", "),
            };
            words.extend([", ", key, " ", &values]);
        }
        words
    }
}
