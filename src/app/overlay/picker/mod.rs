//! A list to choose one or several from, over the screen: groups for a user, policies for a group. What choosing would give and
//! take is told below it.

mod choices;
mod draw;
mod foretold;
mod sight;

pub use self::choices::Choices;
use self::foretold::Foretold;
pub use self::sight::denied_or;
use super::told::Told;
use super::{Hint, Overlay, Response};
use crate::access::Inquiry;
use crate::account::plan::RefusedAt;
use crate::account::refusal::Refusal;
use crate::app::binding::PICKER_HELP;
use crate::app::cx::Cx;
use crate::app::inquiry::Ended;
use crate::app::overlay::gives_and_takes::{BINDING, SHOW_ALL};
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::{AnyList, List, Taken};
use crate::widgets::{Canvas, Hit};

/// A list to choose several from.
pub struct Picker<C: Choices> {
    choices: C,
    list: List<C::Key>,
    /// The row for what is typed as the filter.
    typed: Option<C::Key>,
    /// The lists that may not be seen, by their operations, and why.
    denied: Vec<(&'static str, Refusal)>,
    foretold: Foretold<C::Key>,
    /// Whether some rows were chosen from the beginning.
    had_marks: bool,
    takes_the_last: bool,
    error: Option<Told>,
    waiting: bool,
}

impl<C: Choices> Picker<C> {
    /// The list, nothing chosen yet.
    pub fn new(choices: C, cx: &Cx<'_>) -> Self {
        Self::with(List::marking("picker"), choices, cx)
    }

    /// A list to choose one from.
    pub fn one(choices: C, cx: &Cx<'_>) -> Self {
        Self::with(List::choosing("picker"), choices, cx)
    }

    /// Filtered by what was typed already, where that leaves something to choose from: enter takes the row that is selected.
    #[must_use]
    pub fn narrowed(mut self, typed: &str, cx: &Cx<'_>) -> Self {
        if typed.is_empty() {
            return self;
        }
        self.list.open_filter();
        self.list.paste(typed);
        self.list.key(Key::plain(Code::Enter), 0);
        self.arrange(cx);
        if self.list.selected().is_none() {
            self.list.clear_filter();
            self.arrange(cx);
        }
        self
    }

    /// With a filter whose enter takes the row, where it has left but one: for what does nothing yet.
    #[must_use]
    pub const fn taking_the_last(mut self) -> Self {
        self.takes_the_last = true;
        self
    }

    /// With the selection on this row.
    #[must_use]
    pub fn selecting(mut self, row: Option<C::Key>) -> Self {
        if let Some(row) = row {
            self.list.select_key(&row);
        }
        self
    }

    /// A list of which these are chosen already.
    pub fn marked(choices: C, marks: Vec<C::Key>, cx: &Cx<'_>) -> Self {
        let mut picker = Self::new(choices, cx);
        picker.had_marks = !marks.is_empty();
        picker.list.set_marks(marks);
        picker
    }

    fn with(list: List<C::Key>, choices: C, cx: &Cx<'_>) -> Self {
        let refusal = |list: &&'static str| Some((*list, cx.sight.refusal(list)?.clone()));
        let denied = choices.lists().iter().filter_map(refusal).collect();
        let mut picker = Self {
            choices,
            list,
            typed: None,
            denied,
            foretold: Foretold::default(),
            had_marks: false,
            takes_the_last: false,
            error: None,
            waiting: false,
        };
        let keys = if picker.is_denied() { Vec::new() } else { picker.choices.keys(cx) };
        picker.list.refresh(keys, &picker.choices.rows(cx));
        picker
    }

    /// Arranges the rows by the filter; what is typed may be a row itself.
    fn arrange(&mut self, cx: &Cx<'_>) {
        let typed = self.choices.typed(self.list.filter_text()).filter(|_| self.denied.is_empty());
        let rows = self.choices.rows(cx);
        if typed == self.typed {
            return self.list.arrange(&rows);
        }
        self.typed = typed;
        self.list.refresh(self.choices.keys(cx).into_iter().chain(self.typed.clone()).collect(), &rows);
    }

    /// Whether nothing is marked, so that enter would mean the row that the selection is on.
    fn is_bare(&self) -> bool {
        self.list.marks().is_empty() && !self.choices.is_complete()
    }

    /// Whether nothing is marked where nothing was: that is no choice, though it would be all that is wanted.
    fn is_as_empty_as_before(&self) -> bool {
        self.choices.is_complete() && self.list.marks().is_empty() && !self.had_marks
    }

    /// Whether a key begins to type what the list is narrowed by: rows are looked for by their names, and a letter is of one.
    fn narrows(&self, key: Key) -> bool {
        !self.list.is_filtering() && key.typed().is_some_and(char::is_alphanumeric)
    }

    /// Whether enter takes the one row that the filter has left, though the filter is still typed.
    fn takes_what_is_left(&self) -> bool {
        self.takes_the_last && self.list.has_one_left()
    }

    /// What enter would choose. Without marks, the row that the selection is on is meant.
    fn would_choose(&self) -> Vec<C::Key> {
        if self.choices.is_complete() { self.list.marks().to_vec() } else { self.list.chosen() }
    }

    fn confirm(&mut self, cx: &Cx<'_>) -> Response {
        if self.waiting {
            return Response::Taken;
        }
        let lacks_mark = self.is_bare() && self.choices.at_once().is_none() || self.is_as_empty_as_before();
        if lacks_mark && self.list.selected().is_some() {
            self.error = Some(Told::of("Nothing is chosen yet: space chooses the row, enter is for what is chosen.".into()));
            return Response::Taken;
        }
        let chosen = self.would_choose();
        if chosen.is_empty() && !self.choices.is_complete() {
            return Response::Close;
        }
        if let Some(refusal) = self.choices.refusal(&chosen, cx) {
            self.error = Some(Told::refusal(RefusedAt { index: 0, refusal }, cx));
            return Response::Taken;
        }
        let steps = self.choices.chosen(&chosen, cx);
        self.waiting = steps.iter().any(|step| matches!(step, Step::Submit(_)));
        if self.waiting { Response::Do(steps) } else { Response::CloseAndDo(steps) }
    }
}

impl<C: Choices> Overlay for Picker<C> {
    fn key(&mut self, key: Key, page: usize, cx: &Cx<'_>) -> Response {
        match key {
            Key { code: Code::Esc, .. } if self.list.clear_filter() => self.arrange(cx),
            Key { code: Code::Esc, .. } => return Response::Close,
            Key { code: Code::Enter, .. } if !self.list.is_filtering() || self.takes_what_is_left() => return self.confirm(cx),
            Key { code: Code::Char('/'), ctrl: false, alt: false } if !self.list.is_filtering() => self.list.open_filter(),
            SHOW_ALL => return self.foretold.shown().map_or(Response::NotTaken, |step| Response::Do(vec![step])),
            key if self.narrows(key) => {
                self.list.open_filter();
                return self.key(key, page, cx);
            }
            key => match self.list.key(key, page) {
                Taken::No => return Response::NotTaken,
                Taken::Yes => {}
                Taken::Rearrange => {
                    self.error = None;
                    self.arrange(cx);
                }
            },
        }
        Response::Taken
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Response {
        if self.list.paste(text) == Taken::Rearrange {
            self.arrange(cx);
        }
        Response::Taken
    }

    fn click(&mut self, hit: Hit, _cx: &Cx<'_>) -> Response {
        let Hit::Row(row) = hit else { return Response::NotTaken };
        self.list.click(row);
        Response::Taken
    }

    fn wheel(&mut self, rows: isize, _cx: &Cx<'_>) {
        self.list.scroll(rows);
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Response {
        self.waiting = false;
        match outcome {
            Outcome::Done(_) => return Response::Close,
            Outcome::Refused(refused) => self.error = Some(Told::refusal(refused, cx)),
            Outcome::Failed(reason) => self.error = Some(Told::of(reason)),
        }
        Response::Taken
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        // What was refused is what the keys are about, where something was.
        match &self.error {
            Some(error) => error.denial.clone().into_iter().collect(),
            None => self.denials(cx),
        }
    }

    fn is_refused(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.is_refusal)
    }

    fn inquires(&mut self, cx: &Cx<'_>) -> Option<Inquiry> {
        if self.waiting {
            return None;
        }
        let chosen = if self.is_bare() && self.choices.at_once().is_none() { Vec::new() } else { self.would_choose() };
        let choices = &self.choices;
        let chosen = if choices.refusal(&chosen, cx).is_some() { Vec::new() } else { chosen };
        self.foretold.inquires(cx, chosen, |chosen| choices.chosen(chosen, cx))
    }

    fn inquiry_ended(&mut self, ended: Ended, _cx: &Cx<'_>) {
        self.foretold.ended(ended);
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        let (enter, esc) = (Key::plain(Code::Enter), Key::plain(Code::Esc));
        if self.list.is_filtering() {
            let take = self.choices.at_once().filter(|_| self.takes_what_is_left()).map(|label| Hint::new(&[enter], label));
            let mut hints = Hint::while_filtering();
            hints.splice(..usize::from(take.is_some()), take);
            return hints;
        }
        if self.list.selected().is_none() {
            return vec![Hint::new(&[esc], "cancel")];
        }
        let done = if self.is_bare() { self.choices.at_once().unwrap_or("done") } else { "done" };
        let keys = [(Key::char(' '), "choose"), (enter, done), (Key::char('/'), "filter"), (esc, "cancel")];
        let effect = self.foretold.shown().map(|_| Hint::new(BINDING.keys, BINDING.label));
        keys.into_iter().map(|(key, label)| Hint::new(&[key], label)).chain(effect).collect()
    }

    fn help(&self) -> &'static [(&'static str, &'static str)] {
        PICKER_HELP
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        self.draw(cx, canvas);
    }
}
