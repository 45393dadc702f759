//! The policies of the practice estate's resources: with what one begins, how long they may be, and what keeps them.

use std::collections::{BTreeMap, BTreeSet};

use super::target::readable;
use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::operation::{Operation, PutBucketPolicy, PutKeyPolicy, PutResourcePolicy, SetQueueAttributes};
use crate::app::cx::Cx;
use crate::policy::document::Document;
use crate::policy::request::Resource;
use crate::screens::resources::Openness;
use crate::theme::Role;
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

/// Draws whom the policy names who are not there, and how open it is then.
pub(super) fn draw_change(cx: &Cx<'_>, key: &ResourceKey, text: &str, canvas: &mut Canvas<'_>) {
    let id = cx.account.id();
    let own = id.as_str();
    let before = cx.account.policy_on(key).and_then(|policy| Document::read(&policy).ok());
    let Ok(after) = Document::read(text) else { return };
    let mut row = 0;
    for nobody in nobody(cx.account, &after) {
        row = canvas.wrapped(row, &Line::new().with("▲ ", Role::Warning).text(nobody));
    }
    let (was, is) = (before.map_or(Openness::None, |document| Openness::of_document(&document, own)), Openness::of_document(&after, own));
    let openness = if was == is {
        Line::new().quiet("The policy is as open as before: ").join(is.line())
    } else {
        Line::new().quiet("The policy is ").join(was.line()).quiet(" now, and then ").join(is.line())
    };
    canvas.line(row, &openness);
}

/// Users and roles of this account that a policy names, as principals or in conditions on who asks, and that are not there.
fn nobody(account: &Account, document: &Document) -> BTreeSet<String> {
    let principals = document.statements.iter().filter_map(|statement| statement.principals.as_ref());
    let named = principals.flat_map(|principals| principals.entries.iter().map(|entry| entry.text.value.as_str()));
    let conditions = document.statements.iter().flat_map(|statement| &statement.conditions);
    let asked = conditions.filter(|condition| condition.key.value.eq_ignore_ascii_case("aws:PrincipalArn"));
    let asked = asked.flat_map(|condition| condition.values.iter().map(|value| value.value.as_str()));
    let absent = |arn: &str| Resource::parse(arn).ok().and_then(|resource| account.absent(&resource));
    named.chain(asked).filter_map(absent).map(|absent| format!("There is no {} {} in this account.", absent.kind, absent.name)).collect()
}
