//! The dashboard: sign-in link, counters, Security Status.
//!
//! ```text
//!  Welcome to Identity and Access Management
//!
//!  IAM users sign-in link   https://482109735516.signin.aws.amazon.com/console   practice
//!
//!  IAM resources            Groups 0    Users 0    Roles 0    Customer managed policies 0
//!
//!  Security Status          ██████████░░░░░░░░░░░░░░░░    2 out of 5 complete.
//!
//!  ✔ Delete your root access keys                                              Done
//! ▌▲ Create individual IAM users                                               To do
//!      Sign in as yourself, not as the account. …
//!      Missing: there is no IAM user yet.
//!      enter  Manage Users
//! ```

mod counters;
mod link;
mod session;
mod status;

use std::rc::Rc;

use crate::account::entity::Owner;
use crate::account::operation::{GetAccountSummary, ListAccountAliases, Operation};
use crate::account::refusal::Refusal;
use crate::account::security_status::{Reading, Task, TaskStatus};
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::coach::Coach;
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::navigation::navigation;
use crate::app::notice::{Notice, Tone};
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::settings::Settings;
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::screens::learn::walkthroughs::begin;
use crate::screens::sight::{denied, needs};
use crate::theme::Role;
use crate::training::LessonTally;
use crate::training::lesson::{Lesson, shipped};
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::rows::Rows;
use crate::widgets::{Canvas, Line};
use counters::counters;
use link::draw_link;
use session::draw_session;

pub(super) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Dashboard,
    names: &["dashboard", "home", "security-status"],
    title: |_| "Dashboard".into(),
    about: "The five setup tasks, the sign-in link, what there is",
    parent: None,
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, cx| Box::new(Dashboard::new(cx)),
};

/// What the strict reading asks for besides.
const STRICTLY: &str =
    "Read strictly now: a user needs a password, groups need members and policies, a password 14 characters of three kinds.";

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "do it", "Go where the selected task is done, or to the selected list"),
    Binding::new(&[Key::char(' ')], Action::Show, "details", "Open or close the selected task's details"),
    Binding::new(&[Key::char('s')], Action::Begin, "show me how", "Open the walkthrough that does the selected task"),
    Binding::new(&[Key::char('c')], Action::Edit, "customize link…", "Give the sign-in link an alias in place of the account id"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy link", "Copy the sign-in link"),
    Binding::new(&[Key::char('t')], Action::Strict, "strict", "Read the five tasks strictly, or as the classic console does"),
    Binding::new(&[Key::char('n')], Action::Next, "next lesson", "Go on with the lesson begun last, or begin the one that comes next"),
];

/// The dashboard's state.
struct Dashboard {
    /// The counters from left to right, then the tasks.
    rows: Rows,
    /// How many counters there are.
    counters: usize,
    status: [TaskStatus; Task::COUNT],
    reading: Reading,
    /// Whether the selected task's details are shown.
    details: bool,
}

impl Dashboard {
    /// Begins on the first task that is still to do.
    fn new(cx: &Cx<'_>) -> Self {
        let (status, reading) = (cx.account.security_status_seen_by(cx.caller, cx.reading(), cx.now), cx.reading());
        let mut dashboard = Self { rows: Rows::default(), counters: counters(cx).count(), status, reading, details: true };
        dashboard.rows.set_count(dashboard.counters + tasks(cx));
        if tasks(cx) > 0 {
            dashboard.select_task_to_do(0, cx);
        }
        dashboard
    }

    /// The selected task's place.
    fn task(&self) -> Option<usize> {
        self.rows.selected().checked_sub(self.counters)
    }

    /// The selected task; `None` while a counter is selected.
    fn task_selected(&self) -> Option<Task> {
        Some(self.status.get(self.task()?)?.task)
    }

    /// Why one may not know how a task stands, by its place.
    fn hidden(&self, task: usize, cx: &Cx<'_>) -> Option<Rc<Refusal>> {
        self.status.get(task)?.task.needs(self.reading).and_then(|needed| cx.refusal(&needed))
    }

    /// Selects the first task that is to do, from a place on, of those of which one may know how they stand.
    fn select_task_to_do(&mut self, from: usize, cx: &Cx<'_>) {
        let mut places = (from..self.status.len()).chain(0..from);
        let task = places.find(|place| !self.status[*place].done && self.hidden(*place, cx).is_none()).unwrap_or(from);
        self.rows.select(self.counters + task);
    }
}

/// How many of the tasks are shown: all of them, or to who may not ask for them none.
fn tasks(cx: &Cx<'_>) -> usize {
    if cx.may(&GetAccountSummary {}.into()) { Task::COUNT } else { 0 }
}

/// Labels of the upper part take this many columns.
const LABEL: usize = 25;

/// Rows that the five tasks take: the progress, a row each, and the selected one's details.
const TASKS: usize = 1 + Task::COUNT + 4;

/// Where a task is done, and what the console's button that leads there says.
fn way(task: Task, cx: &Cx<'_>) -> (String, Route) {
    match task {
        Task::DeleteRootAccessKeys | Task::ActivateRootMfa if !cx.caller.is_root() => {
            ("Sign in as root: only root does this".into(), Route::about(ScreenId::SignIn, Subject::Owner(Owner::Root)))
        }
        // Only users see it.
        Task::RotateAccessKeys => ("Manage Security Credentials".into(), Route::credentials_of(cx.caller.owner().unwrap_or(Owner::Root))),
        Task::DeleteRootAccessKeys => ("Manage Security Credentials".into(), Route::root_credentials()),
        Task::ActivateRootMfa if cx.account.mfa_devices_of(Owner::Root).next().is_none() => {
            ("Manage MFA".into(), Route::assign_mfa(Owner::Root))
        }
        Task::ActivateRootMfa => ("Manage MFA".into(), Route::root_credentials()),
        Task::CreateIndividualUsers => (format!("Manage {}", cx.label(Label::Users)), Route::to(ScreenId::Users)),
        Task::UseGroups => (format!("Manage {}", cx.label(Label::Groups)), Route::to(ScreenId::Groups)),
        Task::ApplyPasswordPolicy => ("Manage Password Policy".into(), Route::to(ScreenId::AccountSettings)),
    }
}

/// The walkthrough that does a task, unless it is the one that is gone through.
fn walkthrough(task: Task, cx: &Cx<'_>) -> Option<&'static Lesson> {
    let lesson = shipped().flatten().find(|lesson| lesson.tasks.contains(&task))?;
    cx.coach.is_none_or(|coach| coach.lesson().id != lesson.id && !coach.is_under_exam()).then_some(lesson)
}

impl Screen for Dashboard {
    /// Once the selected task is done, the next one is selected.
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.rows.set_count(self.counters + tasks(cx));
        let status = cx.account.security_status_seen_by(cx.caller, cx.reading(), cx.now);
        let before = std::mem::replace(&mut self.status, status);
        let is_same_reading = std::mem::replace(&mut self.reading, cx.reading()) == cx.reading();
        if let Some(task) = self.task()
            && is_same_reading
            && !before[task].done
            && self.status[task].done
            && self.hidden(task, cx).is_none()
        {
            self.select_task_to_do(task, cx);
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Rows(&mut self.rows)
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        (action == Action::Open && self.task().is_none()).then_some("open list")
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let task = self.task_selected();
        match (action, task) {
            (Action::Strict, _) if cx.coach.is_some() => Some("In a lesson the tasks are read as its checks read them.".into()),
            (Action::Show | Action::Begin | Action::Strict, _) if tasks(cx) == 0 => Some("Security Status is denied to you.".into()),
            (Action::Next, _) if cx.coach.is_some() => Some("A lesson is under way: its card stands beside every screen.".into()),
            (Action::Next, _) if LessonTally::onward(cx.progress, cx.shelf).is_none() => {
                Some("No lesson waits. :walkthroughs lists all.".into())
            }
            (Action::Show | Action::Begin, None) => Some("Select one of the five tasks first.".into()),
            (Action::Begin, _) if cx.coach.is_some_and(Coach::is_under_exam) => Some("An exam is under way: it is taken unaided.".into()),
            (Action::Begin, Some(task)) if walkthrough(task, cx).is_none() => {
                Some("The walkthrough of this task is under way: its card stands beside every screen.".into())
            }
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Open => {
                let route = match self.task_selected() {
                    Some(task) => Some(way(task, cx).1),
                    None => counters(cx).nth(self.rows.selected()).map(|(.., route)| route),
                };
                route.map(Step::Go).into_iter().collect()
            }
            Action::Begin => {
                let lesson = self.task_selected().and_then(|task| walkthrough(task, cx));
                let page = |lesson: &Lesson| Route::about(ScreenId::Walkthrough, Subject::Lesson(lesson.id.clone()));
                lesson.map(|lesson| Step::Go(page(lesson))).into_iter().collect()
            }
            // Whose time runs is begun on its page, knowingly.
            Action::Next => match LessonTally::onward(cx.progress, cx.shelf) {
                Some((lesson, false)) if lesson.exam => {
                    vec![Step::Go(Route::about(ScreenId::Walkthrough, Subject::Lesson(lesson.id.clone())))]
                }
                Some((lesson, _)) => vec![begin(lesson, cx)],
                None => Vec::new(),
            },
            Action::Show => {
                self.details = !self.details;
                Vec::new()
            }
            Action::Edit => vec![Step::Ask(Box::new(link::dialog(cx)))],
            Action::Copy => {
                vec![Step::Copy { text: cx.sign_in_link(), what: "the sign-in link (practice: nothing answers there)".into() }]
            }
            Action::Strict => {
                let strict = !cx.settings.strict;
                let words = if strict { STRICTLY } else { "Read as the classic console does now: it is enough that the thing exists." };
                vec![
                    Step::Set(Settings { strict, ..cx.settings.clone() }),
                    Step::Hint(Notice::new(Tone::Info, words).remedy(Some("t turns it; it holds in every account.".into()))),
                ]
            }
            _ => Vec::new(),
        }
    }

    fn asks(&self, _cx: &Cx<'_>) -> Vec<Operation> {
        vec![GetAccountSummary {}.into(), ListAccountAliases::default().into()]
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        let status = Denial::of_all(cx.sight.refusal("GetAccountSummary"));
        let of_counters: Vec<Refusal> = navigation(cx).into_iter().filter_map(|entry| entry.hidden).collect();
        let of_tasks = |tasks: Vec<usize>| -> Vec<Denial> {
            let refusals: Vec<Rc<Refusal>> = tasks.into_iter().filter_map(|task| self.hidden(task, cx)).collect();
            Denial::of_all(refusals.iter().map(Rc::as_ref))
        };
        let (selected, all) = (of_tasks(Vec::from_iter(self.task())), of_tasks((0..tasks(cx)).collect()));
        [selected, status, Denial::of_all(&of_counters), all].concat()
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
        row = self.draw_counters(cx, canvas, row) + gap;
        row = draw_session(cx, canvas, row);
        let hidden = navigation(cx).into_iter().find_map(|entry| entry.hidden);
        if let Some(why) = hidden {
            let told = format!("– may not be counted: {}", why.message);
            // All five tasks stay in sight: where there is no room for the whole message, D has it.
            let has_room = tasks(cx) == 0 || row + wrap(&told, canvas.width()).len() + gap + TASKS <= canvas.height();
            row = match why.denied.as_deref() {
                Some(denied) if !has_room => {
                    canvas.paragraph(row, &format!("– may not be counted: {} is denied.", denied.action), Role::Quiet)
                }
                _ => canvas.paragraph(row, &told, Role::Quiet) + gap,
            };
        }
        if let Some(refusal) = cx.sight.refusal("GetAccountSummary") {
            canvas.line(row, &Line::new().title("Security Status"));
            let row = canvas.paragraph(row + 1, &format!("✖ {}", refusal.message), Role::Text);
            canvas.line(row, &denied::keys(cx, refusal));
            return;
        }
        row = status::draw_progress(self, cx, canvas, row) + gap;
        status::draw_tasks(self, cx, &mut canvas.rows(row, usize::MAX));
    }
}
