//! May somebody do something, and why?

use super::Question;
use crate::account::Account;
use crate::account::authorization::{Authority, Derived};
use crate::policy::decision::{Decision, Explanation, Remedy, explain, remedies};
use crate::policy::request::{Request, RequestError};

/// The answer, with everything it was made from.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The request.
    pub request: Request,
    /// Its condition keys, and where they come from.
    pub derived: Vec<Derived>,
    /// The policies that have a say, with their origins.
    pub authority: Authority,
    /// The decision with its reasons.
    pub explanation: Explanation,
    /// For a denial the smallest changes that would allow it.
    pub remedies: Vec<Remedy>,
}

/// Answers a question.
///
/// # Errors
/// Where who asks is gone.
pub fn may(account: &Account, question: &Question) -> Result<Answer, RequestError> {
    let (request, derived) = question.request(account)?;
    let authority = account.policies_on(&question.asker, &question.action, &question.resource);
    let explanation = explain(&request, &authority.policies);
    let denied = explanation.decision != Decision::Allowed;
    let remedies = if denied { remedies(&request, &authority.policies) } else { Vec::new() };
    Ok(Answer { request, derived, authority, explanation, remedies })
}
