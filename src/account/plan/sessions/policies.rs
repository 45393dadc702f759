//! Session policies: what narrows a session when it is opened.

use crate::account::Account;
use crate::account::entity::{PolicyKey, PolicyText, Session};
use crate::account::operation::{PolicyDescriptor, Tag};
use crate::account::plan::policies::documents::session_document;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::shape::Violation;

/// Characters that the policy and the ARNs of managed ones may have together.
const MOST_CHARACTERS: usize = 2048;
/// Managed policies at most.
const MOST_POLICIES: usize = 10;
/// Characters of as many and as long tags as may be passed.
const MOST_OF_TAGS: usize = 50 * (128 + 256);

/// The policies that a session is opened with.
#[derive(Debug)]
pub(super) struct Narrowing {
    policy: Option<PolicyText>,
    managed: Vec<PolicyKey>,
    /// How much of the room for policies and tags is taken, in percent; `None` where there are neither.
    pub packed_size: Option<u32>,
}

impl Narrowing {
    /// Reads what was passed.
    pub(super) fn read(account: &Account, policy: Option<&str>, arns: Option<&[PolicyDescriptor]>, tags: &[Tag]) -> Result<Self, Refusal> {
        let arns: Vec<&str> = arns.unwrap_or_default().iter().map(|descriptor| descriptor.arn.as_deref().unwrap_or_default()).collect();
        if arns.len() > MOST_POLICIES {
            let why = Violation::TooLong(MOST_POLICIES);
            let message = format!("1 validation error detected: Value at 'policyArns' failed to satisfy constraint: {why}");
            return Err(Refusal::new(ErrorCode::ValidationError, message).member("PolicyArns").remedy("Pass at most 10 managed policies."));
        }
        let characters = policy.map_or(0, |text| text.chars().count()) + arns.iter().map(|arn| arn.chars().count()).sum::<usize>();
        if characters > MOST_CHARACTERS {
            let percent = percent(characters, MOST_CHARACTERS);
            let message = format!("Packed policy consumes {percent}% of allotted space, please use smaller policy.");
            let remedy = "The policy and the ARNs may have 2,048 characters together.";
            return Err(Refusal::new(ErrorCode::PackedPolicyTooLarge, message).member("Policy").remedy(remedy));
        }
        let document = policy.map(session_document).transpose()?;
        let missing = |arn: &str| format!("Policy {arn} does not exist or is not attachable.");
        let managed = arns.into_iter().map(|arn| {
            let found = account.policy_with_arn(arn, missing);
            // Not NoSuchEntity: that is IAM's.
            found.map_err(|refusal| Refusal { code: ErrorCode::MalformedPolicyDocument, ..refusal }.member("PolicyArns"))
        });
        let of_tags: usize = tags.iter().map(|tag| tag.key.chars().count() + tag.value.chars().count()).sum();
        let packed_size = (characters + of_tags > 0).then(|| percent(characters, MOST_CHARACTERS).max(percent(of_tags, MOST_OF_TAGS)));
        Ok(Self { policy: document, managed: managed.collect::<Result<_, _>>()?, packed_size })
    }

    /// Narrows a session by them.
    pub(super) fn put_into(self, session: &mut Session) {
        session.policy = self.policy;
        session.managed_policies = self.managed;
    }
}

/// AWS packs policies and tags before it measures them; here the share is that of their characters.
fn percent(part: usize, whole: usize) -> u32 {
    u32::try_from((part * 100).div_ceil(whole)).unwrap_or(u32::MAX)
}
