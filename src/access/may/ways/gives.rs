//! How much policies give and take.

use std::iter;

use crate::access::change::telling::words::actions_in_words;
use crate::access::clauses::clause::Clauses;
use crate::account::words::count;
use crate::policy::actions::ActionSet;
use crate::policy::compiled::Policy;
use crate::policy::document::Effect;

/// How much policies give: the more actions, on everything rather than on what they name, the more.
pub(in crate::access) type Given = (usize, bool, usize);

/// How much these give: how many actions, whether any on everything, and in how many statements.
pub(in crate::access) fn given(policies: &[Policy], clauses: &mut Clauses) -> Given {
    let (mut on_everything, mut statements) = (false, 0);
    for policy in policies {
        for clause in clauses.of(policy).iter().filter(|clause| clause.effect == Effect::Allow) {
            on_everything |= clause.scope.is_everything();
            statements += 1;
        }
    }
    (sum(policies, clauses).allowed.len(), on_everything, statements)
}

/// What policies come to.
#[derive(Default)]
struct Sum {
    /// The actions that they allow, without those that they deny altogether.
    allowed: ActionSet,
    /// Those that they deny altogether.
    shut: ActionSet,
    /// Those that they deny on some resources alone, whatever the conditions.
    in_part: ActionSet,
    /// Those that they deny under conditions alone.
    under_conditions: ActionSet,
}

fn sum(policies: &[Policy], clauses: &mut Clauses) -> Sum {
    let mut sum = Sum::default();
    for policy in policies {
        for clause in clauses.of(policy).iter() {
            let actions = match clause.effect {
                Effect::Allow => &mut sum.allowed,
                Effect::Deny if !clause.demands.is_empty() => &mut sum.under_conditions,
                Effect::Deny if clause.scope.is_everything() => &mut sum.shut,
                Effect::Deny => &mut sum.in_part,
            };
            actions.union_with(&clause.actions);
        }
    }
    sum.allowed.subtract(&sum.shut);
    sum.in_part.subtract(&sum.shut);
    sum.under_conditions.subtract(&sum.shut);
    sum.under_conditions.subtract(&sum.in_part);
    sum
}

/// That policies allow it, and how much they give besides and deny.
pub(super) fn allow_it([allow, deny]: [&str; 2], policies: &[Policy]) -> String {
    let sum = sum(policies, &mut Clauses::default());
    let allowed = match sum.allowed.len().saturating_sub(1) {
        0 => format!("{allow} it"),
        others => format!("{allow} it and {}", count(others, "other action")),
    };
    let denials = [(&sum.shut, ""), (&sum.in_part, " on some resources"), (&sum.under_conditions, " under conditions")];
    let denials = denials.into_iter().filter(|(denied, _)| !denied.is_empty());
    let denials = denials.map(|(denied, when)| format!("{deny} {}{when}", actions_in_words(denied)));
    iter::once(allowed).chain(denials).collect::<Vec<_>>().join(", and ")
}
