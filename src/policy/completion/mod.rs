//! Help while a policy is written: what may stand at the cursor, and what stands there.
//!
//! Works on half a document as on a whole one: a scanner of its own finds where the cursor is and what its statement says
//! already. [`complete`] offers, [`expansion`] and [`describe`] explain.

mod actions;
mod conditions;
mod elements;
mod expansion;
mod offer;
mod place;
mod resources;
mod statement;
mod values;

pub use expansion::{Expansion, LevelNames, describe, expansion};
pub use offer::{Completion, Item};

use super::document::DocumentKind;
use offer::Offer;
use place::{Place, Role, place};
use statement::Around;

/// What is known of the account that a policy is written in.
pub struct Own<'a> {
    /// Its ID, which stands in ARNs.
    pub account: &'a str,
    /// The ARNs of what it has; asked for only where they can stand.
    pub arns: &'a dyn Fn() -> Vec<String>,
}

/// What may be written at a cursor, a place in bytes, of a policy of this kind. `own` is the account, where there is one; else
/// ARNs are for all accounts.
pub fn complete(text: &str, cursor: usize, kind: DocumentKind, own: Option<&Own<'_>>) -> Completion {
    let account = own.map(|own| own.account);
    let (place, cursor) = place_of_new(text, cursor);
    let around = Around::of(text, &place);
    let mut offer = Offer::at(text, &place, cursor);
    if is_before_value(text, &place, cursor) {
        return offer.ended();
    }
    if place.role == Role::Value && values::variable(&place, &around, &mut offer) {
        return offer.ended();
    }
    match (place.path.as_slice(), place.role) {
        ([], Role::Key) => elements::of_document(text, &place, &mut offer),
        ([], Role::Value) => elements::document(&mut offer),
        (["Version"], Role::Value) => elements::versions(&mut offer),
        (["Statement"], Role::Key) => elements::of_statement(kind, &around, &mut offer),
        (["Statement", "Effect"], Role::Value) => elements::effects(&mut offer),
        (["Statement", "Action" | "NotAction"], Role::Value) => actions::offer(kind, &around, &mut offer),
        (["Statement", "Resource" | "NotResource"], Role::Value) => resources::offer(&around, own, &mut offer),
        (["Statement", "Principal" | "NotPrincipal"], role) => elements::principals(role, &mut offer),
        (["Statement", "Principal" | "NotPrincipal", of], Role::Value) => values::principals(of, own, &mut offer),
        (["Statement", "Condition"], Role::Value) => conditions::object("an operator, with its keys and their values", &mut offer),
        (["Statement", "Condition", _], Role::Value) => conditions::object("condition keys with their values", &mut offer),
        (["Statement", "Condition"], Role::Key) => conditions::operators(&around, &mut offer),
        (["Statement", "Condition", operator], Role::Key) => conditions::keys(operator, &around, kind, &mut offer),
        (["Statement", "Condition", operator, key], Role::Value) => values::of_key(operator, key, &around, account, &mut offer),
        _ => {}
    }
    offer.ended()
}

/// What a value that is there already begins with, where the cursor stands right before it.
fn value_behind(text: &str, place: &Place<'_>, cursor: usize) -> Option<usize> {
    let is_free = place.role == Role::Value && place.quotes.is_none() && place.word.start == place.word.end;
    let behind = text.get(cursor..).filter(|_| is_free)?;
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    behind.get(blanks..)?.starts_with(['[', '{', '"']).then_some(cursor + blanks)
}

/// The place of a cursor; right before a list or text that is empty, the place in it: there a value comes.
fn place_of_new(text: &str, cursor: usize) -> (Place<'_>, usize) {
    let (before, cursor) = place(text, cursor);
    let inside = value_behind(text, &before, cursor).map(|at| at + 1).filter(|inside| {
        let (opened, rest) = text.split_at(*inside);
        if opened.ends_with('[') { rest.trim_start().starts_with(']') } else { opened.ends_with('"') && rest.starts_with('"') }
    });
    inside.map_or((before, cursor), |inside| place(text, inside))
}

/// Whether a value is there already behind the cursor, so that none can be put there.
fn is_before_value(text: &str, place: &Place<'_>, cursor: usize) -> bool {
    value_behind(text, place, cursor).is_some()
}
