//! Block Public Access turned off, and what then lets in who asks.

use super::Answer;
use super::found::found;
use super::ways::{Unblocked, Way};
use crate::access::Question;
use crate::account::Account;
use crate::policy::decision::{Decision, explain};

impl Answer {
    /// The way that Block Public Access of a bucket goes, with what is left to be done then; `None` where nothing that the account does
    /// would be enough.
    pub(super) fn unblocked(&self, account: &Account, question: &Question) -> Option<Way> {
        let bucket = question.resource.arn().and_then(|arn| account.resource_with_arn(arn))?.name;
        let mut open = Self { is_deaf: false, ways: Vec::new(), ..self.clone() };
        account.add_resource_policy(&mut open.authority, &question.action, &question.resource);
        open.explanation = explain(&open.request, &open.authority.policies);
        if open.explanation.decision == Decision::Allowed {
            return Some(Way::Unblock { bucket, then: None });
        }
        let done = |remedy| {
            let operations = open.operations(account, remedy)?;
            Some(Unblocked { words: open.remedy_in_words(remedy), operations })
        };
        let then = found(account, &open).iter().find_map(done)?;
        Some(Way::Unblock { bucket, then: Some(then) })
    }
}
