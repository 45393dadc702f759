//! The policies of the practice estate's resources: with what one begins, how long they may be, and what keeps them.

use std::collections::{BTreeMap, BTreeSet};

use super::target::readable;
use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::operation::{Operation, PutBucketPolicy, PutKeyPolicy, PutResourcePolicy, SetQueueAttributes};
use crate::app::cx::Cx;
use crate::policy::document::{Document, Effect};
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

/// Draws whom the policy lets in then and did not before, and the other way round.
pub(super) fn draw_change(cx: &Cx<'_>, key: &ResourceKey, text: &str, canvas: &mut Canvas<'_>) {
    let id = cx.account.id();
    let own = id.as_str();
    let before = cx.account.policy_on(key).and_then(|policy| Document::read(&policy).ok());
    let Ok(after) = Document::read(text) else { return };
    let (old, new) = (before.as_ref().map(let_in).unwrap_or_default(), let_in(&after));
    canvas.line(0, &Line::new().title("Whom it lets in"));
    let gained = new.difference(&old).map(|who| Line::new().with("+ ", Role::Good).text(who.clone()));
    let lost = old.difference(&new).map(|who| Line::new().with("- ", Role::Bad).text(who.clone()));
    let lines: Vec<Line> = gained.chain(lost).collect();
    let mut row = 1;
    if lines.is_empty() {
        row = canvas.paragraph(row, "The same principals as before, perhaps for other actions or under other conditions.", Role::Quiet);
    }
    for line in &lines {
        row = canvas.wrapped(row, line);
    }
    let was = before.map_or(Openness::None, |document| Openness::of_document(&document, own));
    let change =
        Line::new().quiet("The policy is ").join(was.line()).quiet(" now, and then ").join(Openness::of_document(&after, own).line());
    canvas.line(row + 1, &change);
}

/// The principals that a policy allows something, as they are written.
fn let_in(document: &Document) -> BTreeSet<String> {
    let allows = document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
    let principals = allows.filter_map(|statement| statement.principals.as_ref());
    principals.flat_map(|principals| principals.entries.iter().map(|entry| entry.text.value.clone())).collect()
}
