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
use place::{Role, place};
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
    let (place, cursor) = place(text, cursor);
    let around = Around::of(text, &place);
    let mut offer = Offer::at(text, &place, cursor);
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
        (["Statement", "Condition"], Role::Key) => conditions::operators(&around, &mut offer),
        (["Statement", "Condition", operator], Role::Key) => conditions::keys(operator, &around, kind, &mut offer),
        (["Statement", "Condition", operator, key], Role::Value) => values::of_key(operator, key, &around, account, &mut offer),
        _ => {}
    }
    offer.ended()
}
