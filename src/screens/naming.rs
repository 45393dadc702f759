//! What a rename breaks: the policies that name an ARN.

use crate::account::entity::Entity;
use crate::account::id::UniqueId;
use crate::app::cx::Cx;
use crate::screens::policies::attach::Identity;
use crate::theme::Role;
use crate::widgets::Line;

/// Policies that are named beside the question; of more they are counted.
const SHOWN: usize = 4;

/// Tells which policies name the ARN and would match no more. Trust policies follow whom they name, whatever the name is.
pub(super) fn lines(cx: &Cx<'_>, arn: &str) -> Vec<Line> {
    let policies = naming(cx, arn);
    if policies.is_empty() {
        return vec![Line::new().quiet("No policy of the account names it now.")];
    }
    let more = policies.len().saturating_sub(SHOWN);
    let shown = policies.into_iter().take(SHOWN).map(|name| Line::new().with("▲ ", Role::Warning).text(name));
    let more = (more > 0).then(|| Line::new().quiet(format!("  and {more} more")));
    std::iter::once(Line::new().text("These name it and have to be edited:")).chain(shown).chain(more).collect()
}

/// The account's own policies that name an ARN in the version that holds, by name.
fn naming(cx: &Cx<'_>, arn: &str) -> Vec<String> {
    let quoted = serde_json::Value::from(arn).to_string();
    let names_it = |document: &str| document.contains(&quoted);
    let managed =
        cx.account.policies().filter(|policy| cx.account.default_version_of(policy.id).is_some_and(|version| names_it(&version.document)));
    let managed = managed.map(|policy| format!("policy {}", policy.name));
    let inline = cx.account.entities().filter_map(|(_, entity)| match entity {
        Entity::InlinePolicy(policy) if names_it(&policy.document) => Some((policy.name.as_str(), policy.of)),
        _ => None,
    });
    let whose = |of: UniqueId| Identity::of(cx.account, of).map_or_else(String::new, |of| format!(" of {} {}", of.kind(cx), of.name()));
    let inline = inline.map(|(name, of)| format!("inline policy {name}{}", whose(of)));
    let mut all: Vec<String> = managed.chain(inline).collect();
    all.sort();
    all
}
