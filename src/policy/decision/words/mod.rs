//! Decisions in plain words: one place for all that show them.

mod condition;
mod layer;
mod quoting;
mod reason;
mod remedy;
mod statement;

use super::{Explanation, Layer, Loosening, Narrowing, Place, Policies, Under, WhoAsks};
use crate::policy::request::Request;

pub use quoting::{listed, shown, verbatim};

/// Who asks, where no name is known.
const CALLER: &str = "the caller";

/// An explanation with what it is about, ready to be told. Texts from documents and requests are cut where they are long, and
/// quoted, with escapes for what can't be seen, where they are more than a plain word.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    pub(super) request: &'a Request,
    pub(super) policies: &'a Policies,
    pub(super) explanation: &'a Explanation,
    /// Why there is no policy of the resource among the policies.
    absence: Absence,
    /// Who asks.
    caller: &'a str,
    /// Whose the identity policies are.
    holder: &'a str,
    /// The policies that hold for others than who asks as well; `None` where it is asked what policies say by themselves.
    shared: Option<&'a [(Layer, u32)]>,
    /// Whether any session of a role is meant, and not the one that is named.
    is_any_session: bool,
}

/// Why no policy of a resource is among the policies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Absence {
    /// There is none.
    Missing,
    /// There may be one, and it is not known.
    Unknown,
    /// There is one, and it is not counted: it is public, and Block Public Access keeps a public one to the bucket's own account.
    ShutOut,
    /// Whatever it says, it can't take this from the root user of its account.
    Overruled,
}

impl<'a> Telling<'a> {
    /// The same, where no policy of the resource is among the policies for this reason.
    #[must_use]
    pub const fn without_resource(self, absence: Absence) -> Self {
        Self { absence, ..self }
    }

    /// The same, where it is known who asks.
    #[must_use]
    pub const fn with_caller(self, caller: &'a str) -> Self {
        Self { caller, ..self }
    }

    /// The same, where these policies hold for others as well, by their places; `None` where nobody by name asks.
    #[must_use]
    pub const fn with_shared(self, shared: Option<&'a [(Layer, u32)]>) -> Self {
        Self { shared, ..self }
    }

    /// The same, where it may be any session of a role that is meant, and not the one that is named.
    #[must_use]
    pub const fn with_any_session(self, is_any_session: bool) -> Self {
        Self { is_any_session, ..self }
    }

    /// The same, where the identity policies are those of somebody else than the caller.
    #[must_use]
    pub const fn with_holder(self, holder: &'a str) -> Self {
        Self { holder, ..self }
    }
}

impl Telling<'_> {
    /// How the statement at a place comes to leave out what was asked: what is told of that, and what is done.
    pub fn narrowing(&self, place: Place) -> Option<Narrowing> {
        let asks = WhoAsks { is_bound: !self.policies.boundary.is_empty(), is_any_session: self.is_any_session };
        Narrowing::of(self.policies.statement(place)?, self.request, self.under(place), asks)
    }

    /// Who comes under the policy of a place.
    fn under(&self, place: Place) -> Under {
        match (place.layer, self.shared) {
            (_, None) => Under::Nobody,
            (Layer::Identity | Layer::Boundary | Layer::Session, Some(shared)) if !shared.contains(&(place.layer, place.policy)) => {
                Under::Caller
            }
            _ => Under::Others,
        }
    }

    /// Whether others than who asks come under the statement at a place, for whom its loosening changes it as well.
    pub fn loosens_for_others(&self, place: Place) -> bool {
        let (Some(statement), Some(loosening)) = (self.policies.statement(place), self.loosening(place)) else { return false };
        let under = self.under(place);
        // Whom one statement names says nothing of the others of its document.
        let under = if loosening.is_of_document() { under } else { under.statement(statement, self.request) };
        under == Under::Others && !loosening.names_who_asks()
    }

    /// How the statement at a place comes to match, where one part of it alone is in the way, or to deny this no longer.
    pub fn loosening(&self, place: Place) -> Option<Loosening> {
        Loosening::of(self.policies.statement(place)?, self.request)
    }

    /// Who asks, where a sentence begins so. A name alone is written as it is: names have no blanks.
    fn caller_first(&self) -> String {
        if self.caller.contains(' ') { upper_first(self.caller) } else { self.caller.to_owned() }
    }

    /// Who asks, as a policy names them: where it is the session of a role, and not the role, that is meant; and whoever it is by
    /// name where it is asked what a group or policy says by itself, which no policy names.
    fn caller_itself(&self) -> String {
        if self.shared.is_none() {
            "the user or role who asks".to_owned()
        } else if self.caller != CALLER && self.request.principal.is_role_session() {
            format!("this session of {}", self.caller)
        } else {
            self.caller.to_owned()
        }
    }
}

/// Words as a sentence begins with them.
fn upper_first(words: &str) -> String {
    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}

impl Explanation {
    /// The explanation in words. `request` and `policies` are those it was made from.
    pub const fn tell<'a>(&'a self, request: &'a Request, policies: &'a Policies) -> Telling<'a> {
        Telling {
            request,
            policies,
            explanation: self,
            absence: Absence::Missing,
            caller: CALLER,
            holder: CALLER,
            shared: Some(&[]),
            is_any_session: false,
        }
    }
}

#[cfg(test)]
mod tests;
