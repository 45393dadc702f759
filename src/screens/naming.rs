//! What a rename breaks: the policies that name an ARN, or whose it is.

use crate::account::entity::Entity;
use crate::account::id::UniqueId;
use crate::app::cx::Cx;
use crate::policy::actions::glob;
use crate::policy::document::{Document, Text};
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

/// The account's own policies and those of its resources that name an ARN, or its name, in what holds; by name.
fn naming(cx: &Cx<'_>, arn: &str) -> Vec<String> {
    let account = cx.account;
    let managed = account
        .policies()
        .filter(|policy| account.default_version_of(policy.id).is_some_and(|version| names(&version.document, arn)))
        .map(|policy| format!("policy {}", policy.name));
    let whose = |of: UniqueId| Identity::of(account, of).map_or_else(String::new, |of| format!(" of {} {}", of.kind(cx), of.name()));
    let others = account.entities().filter_map(|(_, entity)| match entity {
        Entity::InlinePolicy(policy) if names(&policy.document, arn) => Some(format!("inline policy {}{}", policy.name, whose(policy.of))),
        Entity::Role(role) if names(&account.current_policy(&role.trust_policy), arn) => {
            Some(format!("trust policy of role {}", role.name))
        }
        Entity::PolicyOn(policy) if names(&account.current_policy(&policy.document), arn) => {
            Some(format!("{} of {}", policy.resource.kind.policy_word(), policy.resource.name))
        }
        _ => None,
    });
    let mut all: Vec<String> = managed.chain(others).collect();
    all.sort();
    all
}

/// Whether a document names an ARN, or whose it is by the name alone: as a resource, also with wildcards beside the name, or in a
/// condition. Principals are known by their ids, whatever the name is.
fn names(document: &str, arn: &str) -> bool {
    let name = arn.rsplit('/').next().unwrap_or(arn);
    let Ok(document) = Document::read(document) else { return false };
    let is_meant = |text: &Text, whole: &str| text.value.contains(name) && glob(&text.value, whole);
    document.statements.iter().any(|statement| {
        let of_resources = statement.resources.iter().flat_map(|resources| &resources.entries).any(|text| is_meant(text, arn));
        let of_conditions = || {
            statement.conditions.iter().any(|condition| match condition.key.value.to_ascii_lowercase().as_str() {
                "aws:username" => condition.values.iter().any(|text| is_meant(text, name)),
                "aws:principalarn" => condition.values.iter().any(|text| is_meant(text, arn)),
                _ => false,
            })
        };
        of_resources || of_conditions()
    })
}
