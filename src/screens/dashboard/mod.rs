//! The dashboard: sign-in link, counters, Security Status.
//!
//! ```text
//!  Welcome to Identity and Access Management
//!
//!  IAM users sign-in link   https://482109735516.signin.aws.amazon.com/console   practice
//!
//!  IAM resources            Users 0    Groups 0    Roles 0    Customer managed policies 0    Identity providers 0
//!
//!  Security Status          ██████████░░░░░░░░░░░░░░░░    2 out of 5 complete.
//!
//!  ✔ Delete your root access keys                                              Done
//! ▌▲ Create individual IAM users                                               To do
//!      Sign in as yourself, not as the account. …
//!      Missing: there is no IAM user yet.
//!      enter  Manage Users
//! ```

mod alias;
mod status;

use crate::account::security_status::Task;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::settings::Settings;
use crate::app::step::Step;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::grouped;
use crate::widgets::rows::Rows;
use crate::widgets::{Canvas, Hit, Line};

pub(super) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Dashboard,
    names: &["dashboard", "home", "security-status"],
    title: |_| "Dashboard".into(),
    about: "The five setup tasks, the sign-in link, what there is",
    parent: None,
    bindings: BINDINGS,
    open: |_, cx| Box::new(Dashboard::new(cx)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "do it", "Go where the selected task is done"),
    Binding::new(&[Key::char(' ')], Action::Show, "details", "Open or close the selected task's details"),
    Binding::new(&[Key::char('c')], Action::Edit, "customize link…", "Give the sign-in link an alias in place of the account id"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy link", "Copy the sign-in link"),
    Binding::new(&[Key::char('t')], Action::Strict, "strict", "Read the five tasks strictly, or as the classic console does"),
];

/// The dashboard's state.
struct Dashboard {
    rows: Rows,
    /// Whether the selected task's details are shown.
    details: bool,
}

impl Dashboard {
    /// Begins on the first task that is still to do.
    fn new(cx: &Cx<'_>) -> Self {
        let mut rows = Rows::default();
        rows.set_count(Task::ALL.len());
        let status = cx.account.security_status(cx.reading());
        rows.select(status.iter().position(|status| !status.done).unwrap_or(0));
        Self { rows, details: true }
    }

    fn task(&self) -> Task {
        Task::ALL.get(self.rows.selected()).copied().unwrap_or(Task::DeleteRootAccessKeys)
    }
}

/// Where a task is done, and what the console's button that leads there says.
fn way(task: Task, cx: &Cx<'_>) -> (String, Route) {
    use crate::account::entity::Owner;
    match task {
        Task::DeleteRootAccessKeys => ("Manage Security Credentials".into(), Route::to(ScreenId::SecurityCredentials)),
        Task::ActivateRootMfa if cx.account.mfa_devices_of(Owner::Root).next().is_none() => {
            ("Manage MFA".into(), Route::assign_mfa(Owner::Root))
        }
        Task::ActivateRootMfa => ("Manage MFA".into(), Route::to(ScreenId::SecurityCredentials)),
        Task::CreateIndividualUsers => (format!("Manage {}", cx.label(Label::Users)), Route::to(ScreenId::Users)),
        Task::UseGroups => (format!("Manage {}", cx.label(Label::Groups)), Route::to(ScreenId::Groups)),
        Task::ApplyPasswordPolicy => ("Manage Password Policy".into(), Route::to(ScreenId::AccountSettings)),
    }
}

/// The link that IAM users sign in by. It is text, and nothing answers there: the id may be somebody's.
pub(super) fn sign_in_link(cx: &Cx<'_>) -> String {
    let id = cx.account.id();
    format!("https://{}.signin.aws.amazon.com/console", cx.account.alias().unwrap_or_else(|| id.as_str()))
}

impl Screen for Dashboard {
    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn focus(&mut self) -> Focus<'_> {
        Focus::Rows(&mut self.rows)
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Open => vec![Step::Go(way(self.task(), cx).1)],
            Action::Show => {
                self.details = !self.details;
                Vec::new()
            }
            Action::Edit => vec![Step::Ask(Box::new(alias::dialog(cx)))],
            Action::Copy => vec![Step::Copy { text: sign_in_link(cx), what: "the sign-in link (practice: nothing answers there)".into() }],
            Action::Strict => vec![Step::Set(Settings { strict: !cx.settings.strict, ..cx.settings.clone() })],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        // Blank lines between the parts, and the welcome, as far as there is room for them.
        let gap = usize::from(canvas.height() >= 17);
        let mut row = 0;
        if canvas.height() >= 22 {
            canvas.line(row, &Line::new().title("Welcome to Identity and Access Management"));
            row += 2;
        }
        row = draw_link(cx, canvas, row) + gap;
        row = draw_counters(cx, canvas, row) + gap;
        row = status::draw_progress(cx, canvas, row) + gap;
        status::draw_tasks(self, cx, &mut canvas.rows(row, usize::MAX));
    }
}

/// Labels of the upper part take this many columns.
const LABEL: usize = 25;

fn draw_link(cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize) -> usize {
    let narrow = canvas.width() < 90;
    canvas.line(row, &Line::new().quiet(if narrow { "Sign-in link" } else { "IAM users sign-in link" }));
    let column = if narrow { 14 } else { LABEL };
    let at = canvas.line_at(row, column, &Line::new().text(sign_in_link(cx)).with("  practice", Role::Warning));
    let keys = Line::new().key("c", "Customize").text("  ").key("y", "Copy Link");
    if !narrow && at + keys.width() + 2 <= canvas.width() {
        let at = canvas.line_right(row, &keys);
        canvas.hit(row, at, 11, Hit::Key(Key::char('c')));
        canvas.hit(row, at + 13, 11, Hit::Key(Key::char('y')));
    }
    row + 1
}

fn draw_counters(cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize) -> usize {
    let account = cx.account;
    let narrow = canvas.width() < 110;
    let mut column = 0;
    if canvas.width() >= 90 {
        canvas.line(row, &Line::new().quiet("IAM resources"));
        column = LABEL;
    }
    let counters = [
        (cx.label(Label::Users), account.user_count()),
        (cx.label(Label::Groups), account.group_count()),
        ("Roles", account.role_count()),
        (if narrow { "Customer policies" } else { "Customer managed policies" }, 0),
        (if narrow { "Providers" } else { "Identity providers" }, 0),
    ];
    for (label, count) in counters {
        let line = Line::new().text(label).title(format!(" {}", grouped(count)));
        if column + line.width() > canvas.width() {
            break;
        }
        column = canvas.line_at(row, column, &line) + if narrow { 3 } else { 4 };
    }
    row + 1
}
