//! What a list to choose from is of.

use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::sight::unseen::Unseen;
use crate::app::step::Step;
use crate::widgets::Line;
use crate::widgets::list::Listing;

/// What there is to choose from, and what choosing does.
pub trait Choices {
    /// What stands for a row.
    type Key: Clone + PartialEq;
    /// The rows' words.
    type Rows<'a>: Listing<Key = Self::Key>;

    /// What is asked: `Add alice to groups`.
    fn title(&self) -> String;

    /// What there is to choose from.
    fn keys(&self, cx: &Cx<'_>) -> Vec<Self::Key>;

    /// The rows' words.
    fn rows<'a>(&self, cx: &'a Cx<'a>) -> Self::Rows<'a>;

    /// The operations, by name, whose answers are listed. To whom all are denied, no name is told; where they are several, the
    /// keys leave out what those list that are denied.
    fn lists(&self) -> &'static [&'static str] {
        &[]
    }

    /// What of a row may not be seen by whoever is signed in.
    fn unseen(&self, _key: &Self::Key, _cx: &Cx<'_>) -> Vec<Unseen> {
        Vec::new()
    }

    /// Why these can't be chosen by whoever is signed in, though they may be listed.
    fn refusal(&self, _keys: &[Self::Key], _cx: &Cx<'_>) -> Option<Refusal> {
        None
    }

    /// A row for what is typed as the filter, where that could be chosen as it is.
    fn typed(&self, _filter: &str) -> Option<Self::Key> {
        None
    }

    /// What to say where there is nothing to choose from.
    fn empty(&self) -> Vec<Line> {
        Vec::new()
    }

    /// Whether what is marked is all that is wanted, even where that is nothing. Otherwise the selected row is meant then.
    fn is_complete(&self) -> bool {
        false
    }

    /// What enter does with the selected row where nothing is marked; `None` where a row must be marked first, since enter would
    /// do too much for a key that is pressed in passing.
    fn at_once(&self) -> Option<&'static str> {
        Some("take this one")
    }

    /// What choosing these does.
    fn chosen(&self, keys: &[Self::Key], cx: &Cx<'_>) -> Vec<Step>;
}
