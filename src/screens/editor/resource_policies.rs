//! The policies of the practice estate's resources: with what one begins, how long they may be, and what keeps them.

use std::collections::BTreeMap;

use super::target::readable;
use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::operation::{Operation, PutBucketPolicy, PutKeyPolicy, PutResourcePolicy, SetQueueAttributes};
use crate::app::cx::Cx;
use crate::policy::document::Document;
use crate::screens::resources::Openness;
use crate::widgets::{Canvas, Line};

/// What a new policy begins with.
const BEGINNING: &str = "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [
    {
      \"Sid\": \"Statement1\",
      \"Effect\": \"Allow\",
      \"Principal\": { \"AWS\": \"arn:aws:iam::ACCOUNT:root\" },
      \"Action\": [],
      \"Resource\": \"ARN\"
    }
  ]
}";

/// The text that one begins with: the policy as it is, or a beginning.
pub(super) fn text(account: &Account, key: &ResourceKey) -> String {
    let beginning = || BEGINNING.replace("ACCOUNT", account.id().as_str()).replace("ARN", &account.resource_arn(key));
    account.policy_on(key).map_or_else(beginning, |policy| readable(&policy))
}

/// How many characters the policy may have.
pub(super) const fn longest(kind: ResourceKind) -> usize {
    match kind {
        ResourceKind::Key => 32_768,
        _ => 20_480,
    }
}

/// What keeps the policy; a function's is written statement by statement, and the others have none.
pub(super) fn put(account: &Account, key: &ResourceKey, document: &str) -> Vec<Operation> {
    let (name, policy) = (key.name.clone(), document.to_owned());
    let operation = match key.kind {
        ResourceKind::Bucket => PutBucketPolicy { bucket: name, policy }.into(),
        ResourceKind::Queue => {
            let attributes = BTreeMap::from([("Policy".to_owned(), policy)]);
            SetQueueAttributes { queue_url: account.queue_url(&name), attributes }.into()
        }
        ResourceKind::Key => PutKeyPolicy { key_id: name, policy, ..Default::default() }.into(),
        ResourceKind::Secret => PutResourcePolicy { secret_id: name, resource_policy: policy }.into(),
        ResourceKind::Instance | ResourceKind::Function | ResourceKind::Table => return Vec::new(),
    };
    vec![operation]
}

/// Draws how open the policy is then.
pub(super) fn draw_change(cx: &Cx<'_>, key: &ResourceKey, text: &str, canvas: &mut Canvas<'_>) {
    let id = cx.account.id();
    let openness = |text: &str| Document::read(text).ok().map(|document| Openness::of_document(&document, id.as_str()));
    let before = cx.account.policy_on(key).and_then(|policy| openness(&policy));
    let Some(after) = openness(text) else { return };
    let line = match before {
        None => Line::new().quiet("There is no policy yet; this one is ").join(after.line()),
        Some(before) if before == after => Line::new().quiet("The policy is as open as before: ").join(after.line()),
        Some(before) => Line::new().quiet("The policy is ").join(before.line()).quiet(" now, and then ").join(after.line()),
    };
    canvas.line(0, &line);
}
