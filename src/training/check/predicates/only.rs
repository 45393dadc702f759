//! Whether somebody may do nothing besides what is named: what no list of denied requests can tell.

use super::{CALLERS, Parameter, Predicate, truth};
use crate::access::{Progress, WhatCan, Whose, what_can};
use crate::policy::actions::{ActionId, ActionSet};
use crate::training::check::decided::Answer;
use crate::training::check::judge::Asked;
use crate::training::check::verdict::Place;

pub(super) const PREDICATES: &[Predicate] =
    &[Predicate { needed: 2, repeats: true, ..truth("only", &[Parameter::Entity(CALLERS), Parameter::Pattern], only) }];

/// Who is not there may nothing, and so nothing besides.
fn only(asked: &Asked<'_>) -> Answer {
    let who = asked.entity(0);
    let mut named = ActionSet::new();
    let patterns: Vec<&str> = (1..asked.arguments.len()).filter_map(|place| asked.given_word(place)).collect();
    for pattern in &patterns {
        named.union_with(&ActionSet::matching(pattern));
    }
    let can = asked.asker(&who).and_then(|asker| {
        // It is asked for here, so that nobody can cancel it.
        what_can(asked.facts.scene.account, &Whose::Asker(asker), &Progress::default()).ok()
    });
    let besides = can.map_or_else(ActionSet::new, |can| reached(&can)).minus(&named);
    let label = who.label();
    let others = besides.len().saturating_sub(1);
    let no = match (besides.iter().next().map(ActionId::full_name), others) {
        (Some(first), 0) => format!("{label} may {first}"),
        (Some(first), 1) => format!("{label} may {first}, and one other action besides"),
        (Some(first), _) => format!("{label} may {first}, and {others} other actions besides"),
        (None, _) => String::new(),
    };
    Answer::truth(besides.is_empty(), format!("{label} may nothing but {}", patterns.join(", ")), no).of_absence().at(Place::of("access"))
}

/// The actions that somebody may do on something, under some circumstances.
fn reached(can: &WhatCan) -> ActionSet {
    if can.is_root {
        return ActionSet::all();
    }
    let mut reached = ActionSet::new();
    for row in can.rows() {
        let cuts = can.cuts(&row);
        let is_cut = |action: &ActionId| cuts.iter().any(|cut| cut.is_whole && cut.actions.contains(*action));
        for action in can.actions(&row).into_iter().filter(|action| !is_cut(action)) {
            reached.insert(action);
        }
    }
    reached
}
