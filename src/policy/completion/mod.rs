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
mod tags;
mod values;

pub use actions::details as action_details;
pub use expansion::{Expansion, LevelNames, describe, expansion};
pub use offer::{Completion, Item};
pub(super) use resources::filled;
pub use resources::service_of;

use super::document::DocumentKind;
use offer::Offer;
use place::{Place, Role, is_value, place};
use statement::Around;

/// What is known of the account that a policy is written in.
pub struct Own<'a> {
    /// Its ID, which stands in ARNs.
    pub account: &'a str,
    /// The ID of the other account that it deals with.
    pub partner: &'a str,
    /// The ARNs of what it has; asked for only where they can stand.
    pub arns: &'a dyn Fn() -> Vec<String>,
    /// The tags of what it has; asked for only where they can stand.
    pub tags: &'a dyn Fn() -> Vec<OwnTag>,
}

/// A tag of something that the account has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnTag {
    /// What it is of.
    pub of: Tagged,
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// What a tag is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tagged {
    /// A user or role: its tags are told by `aws:PrincipalTag`.
    Principal,
    /// Anything else: a resource of the practice estate.
    Resource,
}

/// What may be written at a cursor, a place in bytes, of a policy of this kind. `own` is the account, where there is one; else
/// ARNs are for all accounts.
pub fn complete(text: &str, cursor: usize, kind: DocumentKind, own: Option<&Own<'_>>) -> Completion {
    let (place, cursor) = place_of_new(text, cursor);
    let around = Around::of(text, &place);
    let mut offer = Offer::at(text, &place, cursor);
    match behind(text, &place, cursor) {
        Behind::Nothing => {}
        Behind::Value if place.lacks == Some(':') => return offer.only_colon(),
        Behind::Colon | Behind::Value => return offer.ended(),
    }
    if place.is_behind_all || place.role == Role::Value && values::variable(&place, &around, &mut offer) {
        return offer.ended();
    }
    match (place.path.as_slice(), place.role) {
        ([], Role::Key) => elements::of_document(text, &place, &mut offer),
        ([], Role::Value) => elements::document(kind, &mut offer),
        (["Version"], Role::Value) => elements::versions(&mut offer),
        (["Id"], Role::Value) => elements::ids(&mut offer),
        (["Statement"], Role::Value) => elements::statements(kind, place.is_in_list, &mut offer),
        (["Statement"], Role::Key) => elements::of_statement(kind, &around, &mut offer),
        (["Statement", "Sid"], Role::Value) => elements::sids(text, &mut offer),
        (["Statement", "Effect"], Role::Value) => elements::effects(&mut offer),
        (["Statement", "Action" | "NotAction"], Role::Value) => actions::offer(kind, &around, &mut offer),
        (["Statement", "Resource" | "NotResource"], Role::Value) => resources::offer(&around, own, &mut offer),
        (["Statement", "Principal" | "NotPrincipal"], role) => elements::principals(role, &mut offer),
        (["Statement", "Principal" | "NotPrincipal", of], Role::Value) => values::principals(of, own, &mut offer),
        (["Statement", "Condition"], Role::Value) => conditions::object("an operator, with its keys and their values", &mut offer),
        (["Statement", "Condition", _], Role::Value) => conditions::object("condition keys with their values", &mut offer),
        (["Statement", "Condition"], Role::Key) => conditions::operators(&around, &mut offer),
        (["Statement", "Condition", operator], Role::Key) => conditions::keys(operator, &around, kind, own, &mut offer),
        (["Statement", "Condition", operator, key], Role::Value) => values::of_key(operator, key, &around, own, &mut offer),
        _ => {}
    }
    if place.role == Role::Value && offer.is_empty() {
        offer.add_bare("\"…\"", "\"\"", "a value of your own");
    }
    offer.ended()
}

/// The colon or comma that lacks before a place, told from what is before it.
pub(super) fn lacking(text: &str, at: usize) -> Option<char> {
    place(text, at).0.lacks
}

/// What is there already behind a cursor.
enum Behind {
    Nothing,
    /// The colon that the name before the cursor needs.
    Colon,
    /// The value, so that none can be put there.
    Value,
}

fn behind(text: &str, place: &Place<'_>, cursor: usize) -> Behind {
    let rest = text.get(cursor..).unwrap_or_default();
    let is_free = place.role == Role::Value && place.quotes.is_none() && place.word.start == place.word.end;
    if !is_free || place.is_in_list {
        Behind::Nothing
    } else if place.lacks == Some(':') && rest.trim_start().starts_with(':') {
        Behind::Colon
    } else if is_value(rest) {
        Behind::Value
    } else {
        Behind::Nothing
    }
}

/// The place of a cursor; right before a list or text that is empty, the place in it: there a value comes.
fn place_of_new(text: &str, cursor: usize) -> (Place<'_>, usize) {
    let (before, cursor) = place(text, cursor);
    let is_free = before.role == Role::Value && before.lacks.is_none() && before.quotes.is_none() && before.word.start == before.word.end;
    let behind = text.get(cursor..).filter(|_| is_free).unwrap_or_default();
    let at = cursor + behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let rest = text.get(at..).unwrap_or_default();
    let is_empty = rest.starts_with("\"\"") || rest.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(']'));
    if is_free && is_empty { place(text, at + 1) } else { (before, cursor) }
}
