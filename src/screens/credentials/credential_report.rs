//! The credential report: what everybody can sign in with, as it was when the report was made.

use crate::account::entity::CredentialReport;
use crate::account::operation::GenerateCredentialReport;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::app::words::{ago, date};
use crate::screens::parts::page;
use crate::screens::sight::needs;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::{Column, List, Listing};
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::CredentialReport,
    names: &["credential-report", "report"],
    title: |_| "Credential report".into(),
    about: "What everybody can sign in with: passwords, MFA and access keys, and when they were used",
    parent: Some(ScreenId::Dashboard),
    needs: needs::credential_report,
    bindings: BINDINGS,
    open: |_, _| Box::new(Report { list: List::new("credential report"), lines: Vec::new() }),
};

const GENERATE: Key = Key::char('c');
const SAVE: Key = Key::char('w');

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected user, or root's security credentials"),
    Binding::new(&[GENERATE], Action::Create, "make report", "Make the report anew; one that is not yet four hours old is kept"),
    Binding::new(&[SAVE], Action::SaveFile, "save file", "Write the report into a CSV file, with all 22 columns of AWS's"),
];

/// The main columns, the least important giving way first.
const COLUMNS: &[Column] = &[
    Column::text("User", 14, 40, 10),
    Column::fixed("Password", 8, 9),
    Column::fixed("Last used", 10, 6),
    Column::fixed("Changed", 10, 4),
    Column::fixed("Expires", 10, 1),
    Column::fixed("MFA", 3, 9),
    Column::fixed("Key 1", 8, 8),
    Column::fixed("Last used", 10, 7),
    Column::fixed("Key 2", 8, 5),
    Column::fixed("Last used", 10, 3),
    Column::fixed("Key 1 made", 10, 2),
];

/// Where the report's columns stand among its 22.
const USER: usize = 0;
const PASSWORD: usize = 3;
const PASSWORD_USED: usize = 4;
const PASSWORD_CHANGED: usize = 5;
const PASSWORD_EXPIRES: usize = 6;
const MFA: usize = 7;
/// Where the five fields of each access key begin: whether it is active, when it was made, when, where and for what it was used.
const KEYS: [usize; 2] = [8, 13];
/// What the report calls root.
const ROOT: &str = "<root_account>";

struct Report {
    list: List<usize>,
    /// The fields of its lines, without the header.
    lines: Vec<Vec<String>>,
}

/// The report that can be read now: none after four hours.
fn current<'a>(cx: &Cx<'a>) -> Option<&'a CredentialReport> {
    cx.account.credential_report().filter(|report| !report.has_expired(cx.now))
}

impl Report {
    /// The user, or root, of the selected line.
    fn selected(&self) -> Option<&str> {
        self.lines.get(*self.list.selected()?)?.get(USER).map(String::as_str)
    }

    /// Where a line leads; nowhere where its user was deleted since.
    fn destination(&self, cx: &Cx<'_>) -> Option<Route> {
        match self.selected()? {
            ROOT => Some(Route::root_credentials()),
            name => cx.account.user_named(name).map(|user| Route::user(user.id)),
        }
    }
}

impl Screen for Report {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.lines = current(cx).map(CredentialReport::lines).unwrap_or_default();
        self.list.refresh((0..self.lines.len()).collect(), &Lines(&self.lines));
    }

    fn rearrange(&mut self, _cx: &Cx<'_>) {
        self.list.arrange(&Lines(&self.lines));
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        match (action, current(cx)) {
            (Action::Create, Some(report)) => Some(format!(
                "The report was made {}, and is kept until it is 4 hours old. :clock +4h moves the practice clock.",
                ago(report.generated, cx.now)
            )),
            (Action::SaveFile | Action::Open, None) => Some("There is no report now. c makes one.".into()),
            (Action::Open, Some(_)) if self.list.selected().is_none() => Some(self.list.why_none("There is no line here.").into()),
            (Action::Open, Some(_)) if self.destination(cx).is_none() => {
                Some("This user is not there any more: the report is as things were when it was made.".into())
            }
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match (action, current(cx)) {
            (Action::Create, None) => vec![Step::submit_all(vec![GenerateCredentialReport {}.into()], "Made the credential report")],
            (Action::SaveFile, Some(report)) => {
                let name = format!("status_reports_{}.csv", report.generated.strftime("%Y-%m-%d"));
                vec![Step::Save { name, contents: report.content.clone() }]
            }
            (Action::Open, Some(_)) => self.destination(cx).map(Step::Go).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let Some(report) = current(cx) else { return draw_none(cx, canvas) };
        let about = format!("Made {}: {}.", ago(report.generated, cx.now), date(report.generated));
        let row = page::draw_about(canvas, &about, &[(SAVE, "Save file")]);
        self.list.draw(&mut canvas.rows(row, usize::MAX), "Credential report", &Lines(&self.lines), &[], true);
    }
}

/// What stands where there is no report, or only one that has expired.
fn draw_none(cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    canvas.line(0, &Line::new().title("Credential report"));
    let why = cx.account.credential_report().map_or_else(
        || "No report was made in this account yet.".to_owned(),
        |report| format!("The last report was made {}. After 4 hours one has expired.", ago(report.generated, cx.now)),
    );
    let row = canvas.paragraph(2, &why, Role::Text);
    let about = "It has a line for root and for every user: whether there is a password and an MFA device, when it was set and used, and \
                 the same of both access keys. An auditor asks for it first.";
    let row = canvas.paragraph(row, about, Role::Quiet);
    canvas.line(row + 1, &Line::new().key(GENERATE.to_string(), "Make the report"));
}

/// The report's lines as rows.
struct Lines<'a>(&'a [Vec<String>]);

impl Lines<'_> {
    fn field(&self, row: usize, field: usize) -> &str {
        self.0.get(row).and_then(|fields| fields.get(field)).map_or("", String::as_str)
    }

    /// A time's day, or why there is none.
    fn day(&self, row: usize, field: usize) -> Line {
        match self.field(row, field) {
            "no_information" => Line::new().quiet("Never"),
            "N/A" | "not_supported" | "" => Line::new().quiet("-"),
            time => Line::new().text(time.split('T').next().unwrap_or(time).to_owned()),
        }
    }

    /// Whether a key is active, inactive, or none.
    fn key(&self, row: usize, first: usize) -> Line {
        match (self.field(row, first), self.field(row, first + 1)) {
            ("true", _) => Line::new().text("Active"),
            (_, "N/A") => Line::new().quiet("-"),
            _ => Line::new().quiet("Inactive"),
        }
    }

    /// When a key was used last; none where there is no key.
    fn key_used(&self, row: usize, first: usize) -> Line {
        match (self.field(row, first + 1), self.field(row, first + 2)) {
            ("N/A", _) => Line::new().quiet("-"),
            (_, "N/A") => Line::new().quiet("Never"),
            _ => self.day(row, first + 2),
        }
    }
}

impl Listing for Lines<'_> {
    type Key = usize;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, row: &usize) -> String {
        self.0.get(*row).map(|fields| fields.join(" ")).unwrap_or_default()
    }

    fn cell(&self, row: &usize, column: usize) -> Line {
        let [first, second] = KEYS;
        match column {
            0 => Line::new().text(self.field(*row, USER).to_owned()),
            1 => match self.field(*row, PASSWORD) {
                "true" => Line::new().text("Yes"),
                "false" => Line::new().quiet("-"),
                // Root always has one.
                _ => Line::new().text("Root's"),
            },
            2 => self.day(*row, PASSWORD_USED),
            3 => self.day(*row, PASSWORD_CHANGED),
            4 => self.day(*row, PASSWORD_EXPIRES),
            5 if self.field(*row, MFA) == "true" => Line::new().with("✔", Role::Good),
            5 => Line::new().quiet("-"),
            6 => self.key(*row, first),
            7 => self.key_used(*row, first),
            8 => self.key(*row, second),
            9 => self.key_used(*row, second),
            _ => self.day(*row, first + 1),
        }
    }
}
