//! What was done to a text, so that it can be taken back and done again.
//!
//! What is typed in one go is one step, up to the end of a word.

/// A range of the text and what took its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Edit {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
}

impl Edit {
    fn inverse(&self) -> Self {
        Self { at: self.at, removed: self.inserted.clone(), inserted: self.removed.clone() }
    }

    const fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    /// Takes in an edit that goes on where this one stopped: the next letter of a word, or one more that is deleted.
    fn take_in(&mut self, next: &Self) -> bool {
        let is_typing = self.removed.is_empty() && next.removed.is_empty() && next.at == self.at + self.inserted.len();
        if is_typing && next.inserted.chars().count() == 1 && !begins_word(&self.inserted, &next.inserted) {
            self.inserted.push_str(&next.inserted);
            return true;
        }
        let is_deleting = self.inserted.is_empty() && next.inserted.is_empty() && next.removed.chars().count() == 1;
        if is_deleting && next.at + next.removed.len() == self.at {
            self.at = next.at;
            self.removed.insert_str(0, &next.removed);
            return true;
        }
        if is_deleting && next.at == self.at {
            self.removed.push_str(&next.removed);
            return true;
        }
        false
    }
}

/// Whether what is typed next begins a word or a line, behind what was typed before.
fn begins_word(before: &str, next: &str) -> bool {
    let is_blank = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
    next.contains('\n') || before.contains('\n') || is_blank(before.chars().next_back()) && !is_blank(next.chars().next())
}

/// Edits that are taken back together, and where the cursor was before and after.
struct Step {
    edits: Vec<Edit>,
    before: usize,
    after: usize,
}

impl Step {
    fn bytes(&self) -> usize {
        self.edits.iter().map(Edit::bytes).sum()
    }
}

/// Bytes that are kept of what was done; the oldest is forgotten first.
const MOST: usize = 4 * 1024 * 1024;

/// All that was done.
#[derive(Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    bytes: usize,
    /// The last step takes nothing in any more.
    closed: bool,
    /// Edits go into one step until it is closed.
    group: Option<bool>,
}

impl History {
    /// Takes note of an edit, and of the cursor before and after.
    pub fn note(&mut self, edit: Edit, before: usize, after: usize) {
        self.bytes -= self.undone.drain(..).map(|step| step.bytes()).sum::<usize>();
        self.bytes += edit.bytes();
        if !self.goes_on_with(&edit, after) {
            self.done.push(Step { edits: vec![edit], before, after });
        }
        self.group = self.group.map(|_| true);
        self.closed = false;
        self.forget();
    }

    /// Makes an edit part of the last step, if it belongs there; tells whether it does.
    fn goes_on_with(&mut self, edit: &Edit, after: usize) -> bool {
        let Some(step) = self.done.last_mut() else { return false };
        let goes_on = match (self.group, step.edits.as_mut_slice()) {
            (Some(begun), _) => {
                if begun {
                    step.edits.push(edit.clone());
                }
                begun
            }
            (None, [only]) => !self.closed && only.take_in(edit),
            (None, _) => false,
        };
        if goes_on {
            step.after = after;
        }
        goes_on
    }

    /// What comes next is a step of its own.
    pub const fn close(&mut self) {
        self.closed = true;
    }

    /// All edits until [`Self::close_group`] are one step.
    pub const fn open_group(&mut self) {
        self.group = Some(false);
    }

    /// Ends a group, with the cursor here.
    pub fn close_group(&mut self, cursor: usize) {
        if self.group.take() == Some(true)
            && let Some(step) = self.done.last_mut()
        {
            step.after = cursor;
        }
        self.closed = true;
    }

    /// The edits that take the last step back, in order, and where the cursor was before it.
    pub fn undo(&mut self) -> Option<(Vec<Edit>, usize)> {
        let step = self.done.pop()?;
        let edits = step.edits.iter().rev().map(Edit::inverse).collect();
        let before = step.before;
        self.undone.push(step);
        self.closed = true;
        Some((edits, before))
    }

    /// The edits of the step that was taken back last, and where the cursor was after it.
    pub fn redo(&mut self) -> Option<(Vec<Edit>, usize)> {
        let step = self.undone.pop()?;
        let redone = (step.edits.clone(), step.after);
        self.done.push(step);
        self.closed = true;
        Some(redone)
    }

    fn forget(&mut self) {
        while self.bytes > MOST && self.done.len() > 1 {
            let oldest = self.done.remove(0);
            self.bytes -= oldest.bytes();
        }
    }
}
