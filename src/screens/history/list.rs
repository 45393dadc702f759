//! The list of what happened.

use super::details;
use super::record::{Record, RecordKey, Restoring, entries, notices};
use super::rows::RecordRows;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::ScreenId;
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::parts::narrowing::{self, NARROW};
use crate::screens::sight::needs;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::History,
    names: &["history", "log", "events"],
    title: |_| "History".into(),
    about: "What was changed, refused and undone, with the AWS CLI's commands",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, _| Box::new(HistoryList { list: List::new("history"), kind: Kind::Entries }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "details", "Show the selected entry with its commands"),
    Binding::new(&[Key::char('z')], Action::Restore, "undo, redo", "Undo the selected change, or redo it where it is undone"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy commands", "Copy the AWS CLI commands of the selected entry"),
    NARROW,
];

/// Which records are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Entries,
    Changes,
    Refused,
    Messages,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Entries, Self::Changes, Self::Refused, Self::Messages];

    const fn label(self) -> &'static str {
        match self {
            Self::Entries => "Changes and refusals",
            Self::Changes => "Changes",
            Self::Refused => "Refused",
            Self::Messages => "Messages",
        }
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|kind| *kind == self).unwrap_or(0)
    }

    fn records(self, cx: &Cx<'_>) -> Vec<RecordKey> {
        let accepts = |key: &RecordKey| {
            key.find(cx).is_some_and(|record| match self {
                Self::Entries | Self::Messages => true,
                Self::Changes => record.is_change(),
                Self::Refused => record.is_refusal(),
            })
        };
        if self == Self::Messages { notices(cx).collect() } else { entries(cx).filter(accepts).collect() }
    }

    const fn nothing(self) -> &'static str {
        match self {
            Self::Entries => "Nothing has happened in this account yet.",
            Self::Changes => "Nothing was changed in this account yet.",
            Self::Refused => "Nothing was refused in this account yet.",
            Self::Messages => "Nothing else was said in this session yet.",
        }
    }
}

struct HistoryList {
    list: List<RecordKey>,
    kind: Kind,
}

impl HistoryList {
    fn selected<'a>(&self, cx: &Cx<'a>) -> Option<Record<'a>> {
        self.list.selected()?.find(cx)
    }
}

impl Screen for HistoryList {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.list.refresh(self.kind.records(cx), &RecordRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&RecordRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if action == Action::Narrow {
            return None;
        }
        let Some(record) = self.selected(cx) else { return Some(self.list.why_none(self.kind.nothing()).into()) };
        match action {
            Action::Restore => record.restoring(cx).err(),
            Action::Copy => record.commands().err(),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Narrow {
            self.kind = Kind::ALL[(self.kind.place() + 1) % Kind::ALL.len()];
            self.refresh(cx);
            return Vec::new();
        }
        let Some(record) = self.selected(cx) else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Ask(Box::new(details::reader(&record, cx)))],
            Action::Restore => match record.restoring(cx) {
                Ok(Restoring::Undo(revision)) => vec![Step::Undo(Some(revision))],
                Ok(Restoring::Redo(revision)) => vec![Step::Redo(Some(revision))],
                Err(_) => Vec::new(),
            },
            Action::Copy => {
                let commands = record.commands().unwrap_or_default();
                let what = if commands.len() == 1 { "the AWS CLI command" } else { "the AWS CLI commands" };
                vec![Step::Copy { text: commands.join("\n"), what: what.into() }]
            }
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let is_first = self.kind == Kind::Entries;
        let empty = [
            Line::new(),
            Line::new().text(self.kind.nothing()),
            Line::new().quiet("Every change, undo and refusal gets an entry here,"),
            Line::new().quiet("with the AWS CLI command that does the same."),
            Line::new(),
            if is_first { Line::new().key("m", "go where something can be changed") } else { Line::new().key("f", "show the next kind") },
        ];
        narrowing::draw(canvas, 1, &Kind::ALL.map(Kind::label), self.kind.place());
        self.list.draw(canvas, "History", &RecordRows { cx }, &empty, true);
    }
}
