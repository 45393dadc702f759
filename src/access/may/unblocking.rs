//! Block Public Access turned off, and what then lets in who asks.

use super::Answer;
use super::doers::refused;
use super::found::found;
use super::ways::{Unblocked, Way};
use crate::access::Question;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::{Operation, PutBucketPolicy};
use crate::policy::decision::{Decision, explain};

impl Answer {
    /// The way that Block Public Access of a bucket goes, with what is left to be done then; `None` where nothing that the account does
    /// would be enough.
    pub(super) fn unblocked(&self, account: &Account, question: &Question) -> Option<Way> {
        let key = question.resource.arn().and_then(|arn| account.resource_with_arn(arn))?;
        let mut open = Self { is_deaf: false, ways: Vec::new(), ..self.clone() };
        account.add_resource_policy(&mut open.authority, &question.action, &question.resource);
        open.explanation = explain(&open.request, &open.authority.policies);
        let way = |policy_first, then| Way::Unblock { bucket: key.name.clone(), policy_first, then };
        let now = question.circumstances.now;
        let off = way(false, None).operations(account)?;
        // With MFA or without: the policy can't keep the root user from deleting it.
        let is_denied =
            |mfa| refused(account, &[Caller { mfa, ..Caller::ROOT }], &off, now).is_some_and(|refusal| refusal.denied.is_some());
        let policy_first = is_denied(false) && is_denied(true);
        let policy = account.policy_on(&key).filter(|_| policy_first);
        let put_back: Option<Operation> =
            policy.map(|policy| PutBucketPolicy { bucket: key.name.clone(), policy: policy.as_str().to_owned() }.into());
        if open.explanation.decision == Decision::Allowed {
            let then = put_back.map(|put_back| Unblocked { words: "Put the bucket policy back.".to_owned(), operations: vec![put_back] });
            return Some(way(policy_first, then));
        }
        let done = |remedy| {
            let mut operations = open.operations(account, remedy)?;
            let is_written = |operation: &Operation| matches!(operation, Operation::PutBucketPolicy(_) | Operation::DeleteBucketPolicy(_));
            if !operations.iter().any(is_written) {
                operations.extend(put_back.clone());
            }
            Some(Unblocked { words: open.remedy_in_words(remedy), operations })
        };
        let then = found(account, &open).iter().find_map(done)?;
        Some(way(policy_first, Some(then)))
    }
}
