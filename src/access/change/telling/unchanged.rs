//! Why a change gives and takes nothing.

use crate::access::change::gains::shifts::shifts;
use crate::access::change::whom::alike::Alike;
use crate::access::clauses::clause::{Clauses, gated};
use crate::access::clauses::reach::{Cuts, Reach};
use crate::access::progress::{Cancelled, Progress};

/// What leaves it as it is for users and roles whose policies change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unchanged {
    /// Their permissions boundary lets none of it through.
    Bounded,
    /// An explicit deny takes all of it.
    Denied,
    /// The trust policies of the roles or the policies of the keys let them in as little as before.
    Gated,
    /// All their policies together allow the same, before and after.
    Same,
}

impl Unchanged {
    /// In words, of whom it is said.
    pub fn in_words(self, who: &str) -> String {
        match self {
            Self::Bounded => format!("the permissions boundary of {who} lets none of it through"),
            Self::Denied => format!("an explicit deny takes it from {who}"),
            Self::Gated => {
                format!("the role's trust policy or the key's policy has to let {who} do it as well, and changes nothing for them")
            }
            Self::Same => format!("all policies of {who} together allow the same as before"),
        }
    }
}

/// Why users or roles with equal policies neither gain nor lose: the first that stands in the way.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn why(group: &Alike, clauses: &mut Clauses, progress: &Progress) -> Result<Unchanged, Cancelled> {
    let [was, is] = Reach::compared(group.said(), Cuts::All, clauses, &mut || progress.go_on())?;
    let told = [shifts(&was, &is), shifts(&is, &was)].concat();
    if !told.is_empty() {
        // What only seems to change comes to the same, or another has to let it.
        let is_gated = told.iter().any(|shift| !shift.actions.is_disjoint(gated()));
        return Ok(if is_gated { Unchanged::Gated } else { Unchanged::Same });
    }
    for (cuts, stands_in_the_way) in [(Cuts::Denials, Unchanged::Bounded), (Cuts::None, Unchanged::Denied)] {
        let [was, is] = Reach::compared(group.said(), cuts, clauses, &mut || progress.go_on())?;
        if !shifts(&was, &is).is_empty() || !shifts(&is, &was).is_empty() {
            return Ok(stands_in_the_way);
        }
    }
    Ok(Unchanged::Same)
}
