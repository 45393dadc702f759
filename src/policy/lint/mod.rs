//! Findings about a policy document, as IAM Access Analyzer's policy checks have them: what IAM refuses, what gives more
//! than anybody should have, what does not do what it seems to do, and what could be said better.
//!
//! [`lint`] is pure and fast enough for every keystroke. Each file of checks has one family, [`RULES`] all their codes.

mod actions;
mod buckets;
pub(in crate::policy) mod conditions;
mod document;
mod edits;
mod findings;
mod grammar;
mod grants;
mod named;
mod principals;
mod redundancy;
mod resources;
mod rules;
mod scope;
mod slips;
mod subject;

pub use findings::{Finding, Fix};
pub use rules::{RULES, Rule, Severity};

use super::document::{Document, DocumentKind, validate};
use findings::Findings;
use subject::Subject;

/// The families of checks on a document whose structure is right.
const CHECKS: [fn(&Subject<'_>, &mut Findings); 12] = [
    document::check,
    actions::check,
    resources::check,
    conditions::check,
    conditions::never_met::check,
    conditions::keys::check,
    conditions::operators::check,
    conditions::values::check,
    conditions::variables::check,
    grants::check,
    principals::check,
    redundancy::check,
];

/// What there is to say about a text as a policy of this kind, in the order of the text. Faults that keep IAM from accepting
/// it are errors. Where the structure is wrong, only the actions that could be read are looked at besides: what they are called
/// depends on nothing else. Where the text is no JSON, there is nothing else that could be known.
pub fn lint(text: &str, kind: DocumentKind) -> Vec<Finding> {
    lint_within(text, kind, None)
}

/// The same where it is known how many characters the document may have, white space left out: one that has more is refused.
pub fn lint_within(text: &str, kind: DocumentKind, most: Option<usize>) -> Vec<Finding> {
    let mut findings = Findings::default();
    let document = match validate(text, kind) {
        Ok(document) => Some(document),
        Err(faults) => {
            grammar::check(text, &faults, &mut findings);
            Document::read(text).ok()
        }
    };
    if let Some(document) = &document {
        let subject = Subject::of(text, kind, document).within(most);
        for check in CHECKS {
            check(&subject, &mut findings);
        }
    } else if let Some(document) = Document::read_in_part(text) {
        actions::names(&Subject::of(text, kind, &document), &mut findings);
    }
    findings.in_order()
}

/// Whether all checks look at a text: where its structure is wrong, what they would say is not known.
pub fn is_looked_at_whole(text: &str) -> bool {
    Document::read(text).is_ok()
}

/// A user or role that there is not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Nobody {
    /// Which it would be: `user bob`.
    pub who: String,
    /// The ARN of one that has the same name, but for its path.
    pub nearest: Option<String>,
}

/// What there is to say of users and roles that the policy of a resource or role names in conditions and that are not there: IAM
/// refuses such a principal, and says nothing of a condition. `nobody` says of an ARN whether there is nobody who has it.
pub fn lint_named(text: &str, kind: DocumentKind, nobody: impl Fn(&str) -> Option<Nobody>) -> Vec<Finding> {
    let mut findings = Findings::default();
    let is_of_resource = matches!(kind, DocumentKind::Resource | DocumentKind::Trust);
    if let Some(document) = Document::read(text).ok().filter(|_| is_of_resource) {
        principals::nobody(&document, nobody, &mut findings);
    }
    findings.in_order()
}

/// What is to be said of the first action of a bucket's policy that there is not: S3 refuses the policy for it.
pub fn unknown_action(bucket_policy: &str) -> Option<Finding> {
    let codes = [rules::UNKNOWN_SERVICE.code, rules::UNKNOWN_ACTION.code, rules::NO_SUCH_ACTIONS.code];
    lint(bucket_policy, DocumentKind::Resource).into_iter().find(|finding| codes.contains(&finding.code))
}

/// The same of the first that applies to no resource of its statement.
pub fn applies_nowhere(bucket_policy: &str) -> Option<Finding> {
    lint(bucket_policy, DocumentKind::Resource).into_iter().find(|finding| finding.code == rules::APPLIES_NOWHERE.code)
}
