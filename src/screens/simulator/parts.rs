//! The parts of a simulation, which are its tabs.

use crate::policy::actions::ActionId;
use crate::widgets::list::List;

use super::actions::{self, ActionRows};
use super::resources::{self, ResourceRows};

/// A part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Policies,
    Actions,
    Resources,
    Context,
    Results,
}

impl Part {
    /// All of them, in the order in which one goes through them.
    pub const ALL: [Self; 5] = [Self::Policies, Self::Actions, Self::Resources, Self::Context, Self::Results];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Policies => "Policies",
            Self::Actions => "Actions",
            Self::Resources => "Resources",
            Self::Context => "Context",
            Self::Results => "Results",
        }
    }
}

/// The actions with their list.
pub(super) struct ActionPart {
    /// The list.
    pub list: List<ActionId>,
    /// The actions, by service and name.
    pub chosen: Vec<ActionId>,
}

impl ActionPart {
    pub fn new() -> Self {
        Self { list: List::marking("simulator actions"), chosen: Vec::new() }
    }

    /// Adds actions; tells how many are new.
    ///
    /// # Errors
    /// Why they are too many, in a sentence.
    pub fn add(&mut self, more: &[ActionId]) -> Result<usize, String> {
        let joined = actions::joined(&self.chosen, more)?;
        let new = joined.len() - self.chosen.len();
        self.chosen = joined;
        self.list.refresh(self.chosen.clone(), &ActionRows);
        if let Some(first) = more.iter().min() {
            self.list.select_key(first);
        }
        Ok(new)
    }

    /// Removes those that are marked, or else the selected one.
    pub fn remove(&mut self) {
        let gone = self.list.chosen();
        self.chosen.retain(|action| !gone.contains(action));
        self.list.refresh(self.chosen.clone(), &ActionRows);
    }
}

/// The resources with their list.
pub(super) struct ResourcePart {
    /// The list.
    pub list: List<String>,
    /// The resources, in the order in which they were added.
    pub chosen: Vec<String>,
}

impl ResourcePart {
    /// No particular resource.
    pub fn new() -> Self {
        let mut part = Self { list: List::marking("simulator resources"), chosen: vec!["*".to_owned()] };
        part.refresh();
        part
    }

    fn refresh(&mut self) {
        self.list.refresh(self.chosen.clone(), &ResourceRows);
    }

    /// Adds a resource, perhaps in the place of another. The first ARN takes the place of a `*` that stands alone.
    ///
    /// # Errors
    /// Why it is one too many, in a sentence.
    pub fn add(&mut self, instead_of: Option<&str>, text: &str) -> Result<(), String> {
        let alone = (self.chosen.as_slice() == ["*"]).then_some("*");
        if let Some(place) = self.chosen.iter().position(|known| Some(known.as_str()) == instead_of.or(alone)) {
            self.chosen.remove(place);
            if !self.chosen.iter().any(|known| known == text) {
                self.chosen.insert(place, text.to_owned());
            }
        } else if self.chosen.len() >= resources::MOST {
            return Err(format!("{} resources are the most.", resources::MOST));
        } else if !self.chosen.iter().any(|known| known == text) {
            self.chosen.push(text.to_owned());
        }
        self.refresh();
        self.list.select_key(&text.to_owned());
        Ok(())
    }

    /// Removes those that are marked, or else the selected one.
    pub fn remove(&mut self) {
        let gone = self.list.chosen();
        self.chosen.retain(|resource| !gone.contains(resource));
        self.refresh();
    }
}
