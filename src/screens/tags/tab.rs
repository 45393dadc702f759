//! The tags of one thing: a tab of its page, or the whole of it.

use super::{TagRows, add, edit, keys, remove};
use crate::account::entity::TagHolder;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::screens::parts::page;
use crate::widgets::key::Key;
use crate::widgets::list::{AnyList, List};
use crate::widgets::{Canvas, Line};

const ADD: (Key, &str) = (Key::char('a'), "Add tag");
const REMOVE: (Key, &str) = (Key::char('x'), "Remove");

/// What a tag is, where there is none yet.
pub(in crate::screens) const ABOUT: &str = "A tag is a key with a value, such as team = search. Policies can ask for it.";

/// The tags of one thing.
pub(in crate::screens) struct TagsTab {
    of: Option<TagHolder>,
    list: List<String>,
}

impl TagsTab {
    /// The tags of this; of nothing where the page is about nothing that has tags. The list's name says whose scroll offset is
    /// remembered.
    pub fn of(of: Option<TagHolder>, name: &'static str) -> Self {
        Self { of, list: List::new(name) }
    }

    /// Follows a change of the account. What may not be listed is not counted either.
    pub fn refresh(&mut self, cx: &Cx<'_>, may_list: bool) {
        let Some(of) = &self.of else { return };
        let tags = if may_list { keys(cx, of.clone()) } else { Vec::new() };
        self.list.refresh(tags, &TagRows::of(cx, of.clone()));
    }

    /// Filters and sorts again.
    pub fn arrange(&mut self, cx: &Cx<'_>) {
        if let Some(of) = &self.of {
            self.list.arrange(&TagRows::of(cx, of.clone()));
        }
    }

    /// What moves.
    pub fn list(&mut self) -> &mut dyn AnyList {
        self.list.as_any()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The title of the tab.
    pub fn title(&self) -> String {
        match self.len() {
            0 => "Tags".into(),
            tags => format!("Tags ({tags})"),
        }
    }

    /// Why an action can't be done; `None` where it can, or is not about tags.
    pub fn why_not(&self, action: Action) -> Option<String> {
        let needs_one = matches!(action, Action::Open | Action::Edit | Action::Remove);
        (needs_one && self.list.selected().is_none()).then(|| self.list.why_none("There is no tag here. a adds one.").into())
    }

    /// What an action is called here; `None` for one that is not about tags.
    pub const fn label(action: Action) -> Option<&'static str> {
        match action {
            Action::Add | Action::Choose => Some("add tag…"),
            Action::Open | Action::Edit => Some("edit value…"),
            Action::Remove => Some("remove tag…"),
            _ => None,
        }
    }

    /// What asks before an action is done; `None` for one that is not about tags.
    pub fn question(&self, action: Action, cx: &Cx<'_>) -> Option<Box<dyn Overlay>> {
        let of = self.of.clone()?;
        Some(match action {
            Action::Add | Action::Choose => Box::new(add(cx, of)?),
            Action::Open | Action::Edit => Box::new(edit(cx, of, self.list.selected()?)?),
            Action::Remove => Box::new(remove(cx, of, self.list.selected()?)?),
            _ => return None,
        })
    }

    /// Draws the tab: what its tags are for, with its keys, and the tags.
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, what_for: &str, (kind, about): (&str, &str)) {
        let keys: &[(Key, &str)] = if self.list.is_empty() { &[ADD] } else { &[ADD, REMOVE] };
        let row = page::draw_about(canvas, what_for, keys);
        self.draw_list(cx, &mut canvas.rows(row, usize::MAX), (kind, about));
    }

    /// Draws the tags, or that this kind of thing has none and what they are about.
    pub fn draw_list(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, (kind, about): (&str, &str)) {
        let Some(of) = &self.of else { return };
        let (key, add) = ADD;
        let empty = [
            Line::new().text(format!("This {kind} has no tags.")),
            Line::new().quiet(about.to_owned()),
            Line::new(),
            Line::new().key(key.to_string(), add),
        ];
        self.list.draw(canvas, "Tags", &TagRows::of(cx, of.clone()), &empty, true);
    }
}
