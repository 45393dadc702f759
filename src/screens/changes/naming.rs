//! What a rename or a deletion breaks: the policies that name an ARN, or a user's name.

use crate::account::identity::Identity;
use crate::account::identity::naming::{NamedBy, Naming, NamingPlace};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::gives_and_takes::OF_OTHERS;
use crate::screens::sight::needs;
use crate::theme::Role;
use crate::widgets::Line;

/// Policies that are named beside the question; of more they are counted.
const SHOWN: usize = 4;

/// Tells which policies name it and would match no more, where the whole account may be read. Principals in policies follow whom
/// they name, whatever the name is.
pub(in crate::screens) fn told_of(dialog: Dialog, cx: &Cx<'_>, naming: &[Naming]) -> Dialog {
    if let Some(refusal) = cx.refusal_of_whole() {
        return dialog.unseen(OF_OTHERS, [refusal]);
    }
    let read = read(cx, naming);
    if read.is_empty() {
        let of_whom = if cx.caller.is_root() { "of the account" } else { "that you may read" };
        return dialog.line(Line::new().quiet(format!("No policy {of_whom} names it now.")));
    }
    let (by_variable, by_name): (Vec<Naming>, Vec<Naming>) = read.into_iter().partition(|naming| naming.by == NamedBy::Variable);
    let all = [
        ("These name it, and fit the new name only if they are edited:", by_name),
        ("By ${aws:username} these name what bears the new name then, and no longer what bears the old one:", by_variable),
    ];
    all.into_iter().filter(|(_, naming)| !naming.is_empty()).fold(dialog, |dialog, (text, naming)| dialog.lines(told(cx, text, &naming)))
}

/// Those that whoever is signed in may read: the policies of resources are read apart from all others.
fn read(cx: &Cx<'_>, naming: &[Naming]) -> Vec<Naming> {
    let may_read = |naming: &&Naming| match &naming.place {
        NamingPlace::Resource(key) => cx.may(&needs::policy_of_resource(cx, key)),
        NamingPlace::Managed(_) | NamingPlace::Inline { .. } | NamingPlace::Trust(_) => true,
    };
    naming.iter().filter(may_read).cloned().collect()
}

/// Tells which policies name what is deleted; nothing where there are none.
pub(super) fn left_behind(cx: &Cx<'_>, naming: &[Naming]) -> Vec<Line> {
    let naming = read(cx, naming);
    let is_principal = naming.iter().any(|naming| naming.by == NamedBy::Principal);
    let text = if is_principal {
        "These policies name what is deleted, and name nobody once it is gone. As a principal they don't name what is made anew \
         under the same name either:"
    } else {
        "These policies name what is deleted, and name nobody once it is gone:"
    };
    if naming.is_empty() { Vec::new() } else { told(cx, text, &naming) }
}

fn told(cx: &Cx<'_>, text: &'static str, naming: &[Naming]) -> Vec<Line> {
    let mut policies: Vec<String> = naming.iter().map(|naming| words(cx, naming)).collect();
    policies.sort();
    policies.dedup();
    let more = policies.len().saturating_sub(SHOWN);
    let shown = policies.into_iter().take(SHOWN).map(|name| Line::new().with("▲ ", Role::Warning).text(name));
    let more = (more > 0).then(|| Line::new().quiet(format!("  and {more} more")));
    std::iter::once(Line::new().text(text)).chain(shown).chain(more).collect()
}

/// A policy, and how it names.
fn words(cx: &Cx<'_>, Naming { place, by }: &Naming) -> String {
    let place = match place {
        NamingPlace::Managed(name) => format!("policy {name}"),
        NamingPlace::Inline { of, name } => {
            let whose = Identity::of(cx.account, *of).map_or_else(String::new, |of| format!(" of {} {}", cx.kind_of(of), of.name()));
            format!("inline policy {name}{whose}")
        }
        NamingPlace::Trust(role) => format!("trust policy of role {role}"),
        NamingPlace::Resource(key) => format!("policy of {} {}", key.kind.word(), key.name),
    };
    match by {
        NamedBy::Resource | NamedBy::Variable => place,
        NamedBy::Principal => format!("{place}, as a principal"),
        NamedBy::Condition => format!("{place}, in a condition"),
    }
}
