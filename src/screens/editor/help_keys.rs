//! The keys that help while a policy's text is written, for all screens that have one.

use super::writing::Writing;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::step::Step;
use crate::widgets::key::{Code, Key};

pub(in crate::screens) const WRITING_HELP: &[Binding] = &[
    Binding::new(&[Key::ctrl(' ')], Action::Complete, "complete", "Offer what could stand at the cursor"),
    Binding::new(&[Key::ctrl('f')], Action::Fix, "fix", "Take the finding away that the cursor is at"),
    Binding::new(&[Key::ctrl('n'), Key::plain(Code::F(8))], Action::NextFinding, "next finding", "Go to the next finding"),
    Binding::new(&[Key::plain(Code::F(7))], Action::PreviousFinding, "previous finding", "Go to the finding before"),
    Binding::new(&[Key::ctrl('t')], Action::Tidy, "lay out", "Lay the document out; order and values stay as they are"),
    Binding::new(&[Key::plain(Code::F(5))], Action::Expand, "stands for…", "Show all actions that the pattern at the cursor stands for"),
    Binding::new(&[Key::ctrl('x')], Action::Clear, "clear", "Empty the page, as before another document is pasted; ctrl-u undoes it"),
];

/// Whether an action is one of these keys'.
pub(in crate::screens) const fn is_help(action: Action) -> bool {
    matches!(
        action,
        Action::Complete | Action::Fix | Action::NextFinding | Action::PreviousFinding | Action::Tidy | Action::Clear | Action::Expand
    )
}

impl Writing {
    /// Why one of these keys does nothing now.
    pub fn why_no_help(&self, action: Action) -> Option<&'static str> {
        Some(match action {
            Action::Expand if !self.has_expansion() => "The cursor is at no pattern of actions.",
            Action::Fix if self.finding().is_none() => "There is nothing to fix.",
            Action::Fix if self.fix().is_none() => "What is said here has no fix that could be made by itself.",
            Action::NextFinding | Action::PreviousFinding if self.findings().all().is_empty() => "No findings.",
            Action::Clear if self.text().is_empty() => "The page is empty already.",
            Action::Tidy if self.tidied().is_none() => "It is laid out already, or is no JSON yet.",
            _ => return None,
        })
    }

    /// Does what one of these keys does.
    pub fn help(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Fix => self.apply_fix(),
            Action::NextFinding | Action::PreviousFinding => {
                self.is_visual = false;
                self.jump(action == Action::NextFinding);
            }
            Action::Tidy => self.tidy(),
            Action::Clear => self.replace(String::new()),
            Action::Complete if !self.offer(cx) => {
                return vec![Step::Hint(Notice::new(Tone::Info, "Nothing is known that could stand here."))];
            }
            Action::Expand => return self.expand(cx).into_iter().collect(),
            _ => {}
        }
        Vec::new()
    }
}
