//! The variables that the binders around a part of a check bring along.

use super::error::CheckError;
use super::syntax::Node;
use crate::training::check::names::{Entity, Sort, Subject, no_entity};

/// The variables in scope, the outermost first.
#[derive(Default)]
pub(super) struct Scope(pub(super) Vec<(String, Option<Sort>)>);

impl Scope {
    pub(super) fn variable(&self, word: &str) -> Option<(usize, Option<Sort>)> {
        let at = self.0.iter().rposition(|(name, _)| name == word)?;
        self.0.get(at).map(|(_, sort)| (at, *sort))
    }

    /// The entity that a word is: a variable, one of the sorts, or, where there is but one sort, its bare name.
    pub(super) fn entity(&self, word: &str, sorts: &[Sort], node: &Node) -> Result<Subject, CheckError> {
        let misfit = || no_entity(word, sorts, node.at.clone());
        if let Some((bound, sort)) = self.variable(word) {
            return if sort.is_none_or(|sort| sorts.contains(&sort)) { Ok(Subject::Bound(bound)) } else { Err(misfit()) };
        }
        match (Entity::read(word), sorts) {
            (Some(entity), _) if sorts.contains(&entity.sort) => Ok(Subject::Fixed(entity)),
            (None, [sort]) if !word.contains(':') && !word.is_empty() => Ok(Subject::Fixed(Entity::new(*sort, word))),
            _ => Err(misfit()),
        }
    }
}
