//! What is to be said about the text, where it stands, and the way from one to the next.

use super::handed::Handed;
use crate::account::Account;
use crate::app::cx::Cx;
use crate::app::step::Step;
use crate::app::words::count;
use crate::policy::document::{DocumentKind, LineIndex, Span};
use crate::policy::lint::{Finding, Nobody, Severity, is_looked_at_whole, lint_named, lint_within};
use crate::policy::request::Resource;
use crate::screens::parts::table::Table;
use crate::store::Revision;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::code_editor::Mark;
use crate::widgets::list::Column;

/// All findings, in the order of the text.
#[derive(Default)]
pub(super) struct Findings {
    all: Vec<Finding>,
    /// Whether all was looked for.
    is_whole: bool,
}

impl Findings {
    /// What is to be said about a text that may have so many characters, within an account where that is known.
    pub fn of(text: &str, kind: DocumentKind, most: Option<usize>, within: Option<&Within>) -> Self {
        let mut all = lint_within(text, kind, most);
        all.extend(within.into_iter().flat_map(|within| lint_named(text, kind, |arn| within.nobody(arn))));
        all.sort_by_key(|finding| (finding.span.start, finding.severity, finding.span.end));
        Self { all, is_whole: is_looked_at_whole(text) }
    }

    pub fn all(&self) -> &[Finding] {
        &self.all
    }

    /// The places that are marked in the text.
    pub fn marks(&self) -> Vec<Mark> {
        let mark = |finding: &Finding| Mark {
            span: finding.span,
            rank: finding.severity as u8,
            sign: sign(finding.severity),
            role: role(finding.severity),
        };
        self.all.iter().map(mark).collect()
    }

    /// The finding that the cursor is at: the smallest one around it, or else the nearest on its line, or in the whole text.
    pub fn at(&self, cursor: usize, line: Span) -> Option<&Finding> {
        let around = self.all.iter().filter(|finding| (finding.span.start..=finding.span.end).contains(&cursor));
        let on_line = self.all.iter().filter(|finding| (line.start..=line.end).contains(&finding.span.start));
        let distance = |finding: &&Finding| finding.span.start.abs_diff(cursor);
        // One that is said of a whole statement is about what is not there; what is said of the line comes first.
        let around = around.min_by_key(|finding| (finding.span.end - finding.span.start, finding.severity));
        around
            .filter(|finding| finding.span.start >= line.start)
            .or_else(|| on_line.min_by_key(distance))
            .or(around)
            .or_else(|| self.all.iter().min_by_key(distance))
    }

    /// Where to go for the finding behind the cursor, or before it; over the end it begins again.
    pub fn next(&self, text: &str, cursor: usize, forward: bool) -> Option<usize> {
        let mut places = self.all.iter().map(|finding| place(text, finding.span));
        if forward {
            places.clone().find(|place| *place > cursor).or_else(|| places.next())
        } else {
            places.clone().rfind(|place| *place < cursor).or_else(|| places.next_back())
        }
    }

    /// All of them as a table to choose from.
    pub fn choose(&self, text: &str, cx: &Cx<'_>) -> Step {
        let lines = LineIndex::of(text);
        let row = |finding: &Finding| {
            let kind = Line::new().with(format!("{} ", sign(finding.severity)), role(finding.severity)).text(finding.severity.label());
            let line = lines.position(finding.span.start).line.to_string();
            vec![kind, Line::new().quiet(line), Line::new().text(finding.message.clone()), Line::new().quiet(finding.code)]
        };
        let rows = self.all.iter().map(row).collect();
        let places: Vec<usize> = self.all.iter().map(|finding| place(text, finding.span)).collect();
        let chosen = move |rows: &[usize]| Handed::GoTo(rows.first().and_then(|row| places.get(*row)).copied().unwrap_or_default());
        let empty = "No findings.";
        Table { title: "Findings".into(), columns: COLUMNS, rows, empty, marked: None, chosen: Box::new(chosen) }.open_to("go to", None, cx)
    }

    /// How many there are, and the way back to them; nothing where there are none.
    pub fn reminder(&self) -> Option<Line> {
        let mut line = Line::new();
        for (severity, thing) in [
            (Severity::Error, "error"),
            (Severity::SecurityWarning, "security warning"),
            (Severity::Warning, "warning"),
            (Severity::Suggestion, "suggestion"),
        ] {
            let number = self.all.iter().filter(|finding| finding.severity == severity).count();
            if number > 0 {
                line = line.with(format!("{} ", sign(severity)), role(severity)).text(format!("{}   ", count(number, thing)));
            }
        }
        (!self.all.is_empty()).then(|| line.key("ctrl-b", "back to them"))
    }

    /// How many there are of each severity, as the console's tabs have them; a dash where none is known and not all was looked for.
    pub fn counts(&self) -> Line {
        let mut line = Line::new();
        for (severity, label) in TABS {
            let count = self.all.iter().filter(|finding| finding.severity == severity).count();
            let role = if count > 0 { role(severity) } else { Role::Quiet };
            let number = if count == 0 && !self.is_whole { "–".to_owned() } else { count.to_string() };
            line = line.with(format!("{} ", sign(severity)), role).quiet(format!("{label} {number}   "));
        }
        line
    }
}

/// The account that a text is written in, as whoever is signed in may know it.
pub(super) struct Within {
    account: Account,
    revision: Revision,
    /// Of these it may be known which there are.
    listed: Vec<&'static str>,
}

impl Within {
    pub fn of(cx: &Cx<'_>) -> Self {
        let listed = [("ListUsers", "user"), ("ListRoles", "role")].into_iter().filter(|(lists, _)| cx.sight.may(lists));
        Self { account: cx.account.clone(), revision: cx.history.revision(), listed: listed.map(|(_, kind)| kind).collect() }
    }

    /// Whether nothing else is to be said of a text than in another.
    pub fn is_as(&self, other: &Self) -> bool {
        self.revision == other.revision && self.listed == other.listed
    }

    /// The user or role that an ARN would be of this account, and that is not there.
    fn nobody(&self, arn: &str) -> Option<Nobody> {
        let absent = self.account.absent(&Resource::parse(arn).ok()?).filter(|absent| self.listed.contains(&absent.kind))?;
        Some(Nobody { who: format!("{} {}", absent.kind, absent.name), nearest: absent.nearest })
    }
}

/// Where a finding at this place is mended: where it begins, or in the list that is empty.
pub(super) fn place(text: &str, span: Span) -> usize {
    let Span { start, end } = span;
    let inside = text.get(start..end).and_then(|text| text.strip_prefix('[')).and_then(|text| text.strip_suffix(']'));
    if inside.is_some_and(|inside| inside.trim().is_empty()) { start + 1 } else { start }
}

const COLUMNS: &[Column] = &[
    Column::fixed("Severity", 18, 8),
    Column::number("Line", 5, 9),
    Column::text("What is said", 30, 200, 10),
    Column::fixed("Code", 34, 4),
];

/// The console's tabs.
const TABS: [(Severity, &str); 4] = [
    (Severity::SecurityWarning, "Security"),
    (Severity::Error, "Errors"),
    (Severity::Warning, "Warnings"),
    (Severity::Suggestion, "Suggestions"),
];

pub(super) const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✖",
        Severity::SecurityWarning => "▲",
        Severity::Warning => "!",
        Severity::Suggestion => "●",
    }
}

pub(super) const fn role(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Bad,
        Severity::SecurityWarning | Severity::Warning => Role::Warning,
        Severity::Suggestion => Role::Info,
    }
}
