//! What the overlays of the simulator hand over to it.

use super::context::Given;
use super::subject::Whose;
use crate::app::step::Step;
use crate::policy::actions::ActionId;

/// Something that was chosen or typed over the simulator.
pub(super) enum Handed {
    /// Whose policies.
    Whose(Whose),
    /// Actions to add.
    Actions(Vec<ActionId>),
    /// A resource to add, or to put in the place of another.
    Resource {
        /// What it takes the place of.
        instead_of: Option<String>,
        /// The resource.
        text: String,
    },
    /// What a condition key is to be.
    Key(String, Given),
    /// A document to begin an own policy with.
    Start {
        /// The policy that it is of.
        name: String,
        /// The document.
        text: String,
    },
}

impl Handed {
    /// Hands it over.
    pub fn step(self) -> Step {
        Step::Hand(Box::new(self))
    }
}
