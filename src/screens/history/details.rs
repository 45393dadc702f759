//! A record in full, over the screen.

use super::record::Record;
use super::rows::is_undone;
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::reader::Reader;
use crate::app::sight::denial::Denial;
use crate::app::words::{ago, date};
use crate::awscli;
use crate::store::{HistoryDeed, HistoryItem, Note, Revision};
use crate::theme::Role;
use crate::widgets::Line;

/// A record to read; what can be copied is its AWS CLI lines, or where there are none, what it says.
pub(super) fn reader(record: &Record<'_>, cx: &Cx<'_>) -> Reader {
    let mut details = Details { lines: Vec::new() };
    details.label("Time", &format!("{} ({})", date(record.at()), ago(record.at(), cx.now)));
    let title = match record {
        Record::Notice(past) => {
            details.blank();
            details.say(&past.notice.text, Role::Text);
            details.say(past.notice.remedy.as_deref().unwrap_or_default(), Role::Quiet);
            for command in &past.notice.commands {
                details.command(command);
            }
            "Notice".to_owned()
        }
        Record::Entry(item) => {
            details.label("Caller", &record.by(cx).unwrap_or_default());
            details.label("State", &state(record, cx));
            details.blank();
            details.deed(item, cx);
            format!("Revision {}", item.revision)
        }
    };
    let text = record.commands().map_or_else(|_| record.sentence(cx), |commands| commands.join("\n"));
    let denial = record.denial(cx);
    if let Some(ways) = Denial::ways(denial.as_slice(), cx, true) {
        details.blank();
        details.say(&ways, Role::Quiet);
    }
    Reader::new(title, text, details.lines).about(denial)
}

/// How a record stands, in words.
fn state(record: &Record<'_>, cx: &Cx<'_>) -> String {
    if is_undone(record, cx) {
        "undone; z in the list redoes it".into()
    } else if record.is_refusal() {
        "refused; nothing was changed".into()
    } else {
        "done".into()
    }
}

/// The lines of a record.
struct Details {
    lines: Vec<Line>,
}

impl Details {
    fn blank(&mut self) {
        self.lines.push(Line::new());
    }

    fn label(&mut self, label: &'static str, words: &str) {
        self.lines.push(Line::new().quiet(format!("{label:<9}")).text(words.to_owned()));
    }

    fn say(&mut self, words: &str, role: Role) {
        self.lines.extend(words.lines().map(|line| Line::new().with(line.to_owned(), role)));
    }

    fn command(&mut self, command: &str) {
        self.lines.push(Line::new().quiet("  ").accent(command.to_owned()));
    }

    /// `caller`: what whoever did it is called.
    fn operation(&mut self, operation: &Operation, caller: &str) {
        self.say(&operation.sentence(caller), Role::Title);
        self.command(&awscli::line(operation));
        self.say(awscli::note(operation).unwrap_or_default(), Role::Quiet);
    }

    fn deed(&mut self, item: &HistoryItem, cx: &Cx<'_>) {
        let caller = cx.history.called(item, cx.account);
        match &item.deed {
            HistoryDeed::Changed(operations) => self.operations(operations, &caller),
            HistoryDeed::Undid(revision) => self.earlier("This took back revision", *revision, cx),
            HistoryDeed::Redid(revision) => self.earlier("This made again revision", *revision, cx),
            HistoryDeed::Noted(Note::Refused { operation, code, message, .. }) => {
                self.operation(operation, &caller);
                self.blank();
                self.say(&format!("✖ {code}"), Role::Bad);
                self.say(message, Role::Text);
            }
        }
    }

    fn operations(&mut self, operations: &[Operation], caller: &str) {
        for (place, operation) in operations.iter().enumerate() {
            if place > 0 {
                self.blank();
            }
            self.operation(operation, caller);
        }
    }

    /// The change that an undo or redo is of, and what it did.
    fn earlier(&mut self, words: &str, revision: Revision, cx: &Cx<'_>) {
        self.say(&format!("{words} {revision}:"), Role::Text);
        self.blank();
        if let Some(item) = cx.history.item(revision)
            && let HistoryDeed::Changed(operations) = &item.deed
        {
            self.operations(operations, &cx.history.called(item, cx.account));
        }
    }
}
