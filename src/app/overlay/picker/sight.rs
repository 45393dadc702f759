//! What of a list to choose from may not be seen by whoever is signed in.

use super::{Choices, Picker};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::app::sight::unseen::{Unseen, denials, told, told_over, ways_over};
use crate::app::words::listed;
use crate::theme::Role;
use crate::widgets::Line;

impl<C: Choices> Picker<C> {
    /// What may not be seen of the row that the selection is on.
    fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        self.list.selected().map_or_else(Vec::new, |key| self.choices.unseen(key, cx))
    }

    /// Whether nothing of what there is may be seen.
    pub(super) fn is_denied(&self) -> bool {
        !self.denied.is_empty() && self.denied.len() == self.choices.lists().len()
    }

    /// Why the lists are denied that are.
    pub(super) fn refusals(&self) -> Vec<&Refusal> {
        self.denied.iter().map(|(_, refusal)| refusal).collect()
    }

    /// What is denied of what stands there: of the row, of the lists, of what choosing comes to.
    pub(super) fn denials(&self, cx: &Cx<'_>) -> Vec<Denial> {
        let of_lists = Denial::of_all(self.refusals());
        let of_others = Denial::of_all(self.foretold.unseen().iter().map(AsRef::as_ref));
        [denials(&self.unseen(cx)), of_lists, of_others].concat()
    }

    /// What is told below the list of what may not be seen: the fullest first. The keys that lead on from there are told with it,
    /// unless they are told further below.
    pub(super) fn notes(&self, cx: &Cx<'_>, width: usize, with_keys: bool) -> Vec<Vec<Line>> {
        let names: Vec<String> = self.denied.iter().map(|(list, _)| list.trim_start_matches("List").to_lowercase()).collect();
        let names = listed(&names);
        let in_part = !self.denied.is_empty() && !self.is_denied();
        let of_row = told(&self.unseen(cx), width);
        let notes = match (of_row.is_empty(), in_part) {
            (_, false) => of_row,
            (true, true) => vec![told_over(&names, &self.refusals(), width)],
            (false, true) => {
                let parts = Line::new().with("✖ Not to be listed by you  ", Role::Bad).text(names).wrapped(width);
                of_row.iter().map(|of_row| [&parts[..], of_row].concat()).chain(of_row.iter().cloned()).collect()
            }
        };
        let ways = if with_keys { ways_over(cx, &self.denials(cx), width) } else { Vec::new() };
        notes.into_iter().map(|note| [note, ways.clone()].concat()).collect()
    }
}

/// What stands in the place of a list that is empty: what AWS says where the operation that lists it, by its name, is denied.
pub fn denied_or(cx: &Cx<'_>, operation: &str, empty: &[Line]) -> Vec<Line> {
    cx.sight.refusal(operation).map_or_else(|| empty.to_vec(), |refusal| denied_lines(&refusal.message))
}

/// What stands in the place of names that may not be seen.
pub(super) fn denied_lines(message: &str) -> Vec<Line> {
    vec![Line::new().with("✖ Access denied", Role::Bad), Line::new().text(message.to_owned())]
}
