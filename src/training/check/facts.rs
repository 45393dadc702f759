//! What a check looks at: the account, what was done to it since the lesson began, and what the learner did beside it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::value::Outcome;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::account::refusal::{Refusal, is_denial};
use crate::store::{History, Revision};

/// How things are for a lesson, at one moment. All of it stays as it is while checks are decided.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The account as it is.
    pub account: &'a Account,
    /// The account as the lesson began with it.
    pub start: &'a Account,
    /// What was done to the account.
    pub history: &'a History,
    /// What of that counts for the lesson.
    pub counted: Counted,
    /// Who is signed in; [`Caller::nobody`] after signing out.
    pub caller: &'a Caller,
    /// The practice account's time.
    pub now: Timestamp,
    /// What the learner did that no account knows of.
    pub learner: &'a Attempt,
}

/// What of an account's history counts for a lesson.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    since: Revision,
    but_for: Option<(Revision, Revision)>,
}

impl Counted {
    /// What came later than a revision, the one that the lesson began with.
    pub const fn since(revision: Revision) -> Self {
        Self { since: revision, but_for: None }
    }

    /// The same without what was done in a step before it was begun anew: later than the first of these revisions, up to the second.
    #[must_use]
    pub const fn but_for(self, begun: Revision, anew: Revision) -> Self {
        Self { but_for: Some((begun, anew)), ..self }
    }

    /// Whether a revision is of the lesson at all.
    pub(super) const fn is_of_lesson(self, revision: Revision) -> bool {
        revision > self.since
    }

    /// Whether what was done at a revision counts.
    pub(super) fn counts(self, revision: Revision) -> bool {
        self.is_of_lesson(revision) && self.but_for.is_none_or(|(begun, anew)| revision <= begun || revision > anew)
    }
}

/// Everything that a check may look at.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// How things are.
    pub scene: Scene<'a>,
    /// What the answers to the lesson's questions came to.
    pub marks: &'a Marks,
}

/// What the answers to a lesson's questions came to, by the questions' ids. An answer that can't be judged yet is in neither.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Marks {
    /// Those whose last answer was right when it was judged.
    pub right: BTreeSet<String>,
    /// Those whose last answer was not.
    pub wrong: BTreeSet<String>,
}

/// What a learner did in a lesson that leaves no trace in the account.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Attempt {
    /// The answers, by the question's id.
    pub answers: BTreeMap<String, Given>,
    /// The screens that were looked at, by their `:` names.
    pub views: BTreeSet<String>,
    /// How many questions of a quiz were answered rightly, by the quiz's name.
    pub quizzes: BTreeMap<String, u32>,
    /// The requests that were made, the last of each kind: who only reads often leaves nothing in the history.
    pub requests: Vec<Made>,
}

/// What was answered to a question.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Given {
    /// The first answer, a word for each part.
    pub first: Vec<String>,
    /// Whether the first answer was right, judged once what is asked could be seen: of a prediction, after the act. `None` until
    /// then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_was_right: Option<bool>,
    /// Whether it was to be predicted, and what it asks was to be seen before the first answer.
    #[serde(skip_serializing_if = "is_false")]
    pub was_seen: bool,
    /// The last answer.
    pub last: Vec<String>,
    /// Whether the last answer was right, judged as the first one is. What was right then stays so, whatever happens to the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<bool>,
}

/// Whether something that is kept need not be: it is so only where it says so.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
pub(in crate::training) const fn is_false(truth: &bool) -> bool {
    !*truth
}

/// A request that was made, and what the policies made of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Made {
    /// When, by the practice account's clock.
    pub at: Timestamp,
    /// Who asked.
    pub by: Caller,
    /// For what, as policies write it.
    pub action: String,
    /// On what: an ARN, or `*`.
    pub resource: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// So many requests are kept; the oldest go first.
const MOST_REQUESTS: usize = 500;

impl Attempt {
    /// Takes note of an operation that was asked for, in the account as it was before, and of what the policies made of it.
    pub fn note(&mut self, account: &Account, by: &Caller, operation: &Operation, refusal: Option<&Refusal>, at: Timestamp) {
        let outcome = refusal.map_or(Outcome::Allowed, |refusal| outcome_of(refusal.code.as_str(), refusal.is_explicit_deny()));
        if outcome == Outcome::None {
            return;
        }
        for asked in account.requests_of(by, operation) {
            let is_same = |made: &Made| {
                made.by.who == by.who
                    && with_key(&made.by) == with_key(by)
                    && made.action == asked.action
                    && made.resource == asked.resource
            };
            self.requests.retain(|made| !is_same(made));
            self.requests.push(Made { at, by: by.clone(), action: asked.action, resource: asked.resource, outcome });
        }
        let surplus = self.requests.len().saturating_sub(MOST_REQUESTS);
        self.requests.drain(..surplus);
    }
}

/// Whether somebody asks with a long-term access key.
pub(super) fn with_key(by: &Caller) -> bool {
    by.key.is_some_and(|key| !key.is_temporary())
}

/// The codes of requests without good credentials, as IAM, S3, EC2 and the services of JSON tell it.
const NO_CREDENTIALS: [&str; 10] = [
    "NoCredentialsError",
    "InvalidClientTokenId",
    "ExpiredToken",
    "FailedAuthentication",
    "ValidationError",
    "InvalidAccessKeyId",
    "AuthFailure",
    "UnrecognizedClientException",
    "RequestExpired",
    "ExpiredTokenException",
];

/// What the policies made of a request that was refused with this code. What is refused for another reason they had allowed;
/// without good credentials they were not asked.
pub(super) fn outcome_of(code: &str, is_explicit_deny: bool) -> Outcome {
    match code {
        code if is_denial(code) && is_explicit_deny => Outcome::ExplicitDeny,
        code if is_denial(code) => Outcome::ImplicitDeny,
        code if NO_CREDENTIALS.contains(&code) => Outcome::None,
        _ => Outcome::Allowed,
    }
}
