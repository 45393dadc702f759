//! The page of a lesson: what it is about, its steps with how they stand, and where it is begun.

use super::rows::{RowKey, state};
use super::study;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::coach::{Standing, certificate_lines, lines_of, sign, title};
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::app::words::{count, date};
use crate::screens::sight::needs;
use crate::theme::Role;
use crate::training::Own;
use crate::training::lesson::Lesson;
use crate::training::progress::LessonRecord;
use crate::widgets::document::Scroll;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Walkthrough,
    names: &[],
    title: |_| "Walkthrough".into(),
    about: "A lesson: what it is about, its steps, and where it is begun",
    parent: Some(ScreenId::Walkthroughs),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |route, _| {
        let of = match &route.subject {
            Some(Subject::LessonFile(name)) => RowKey::File(name.clone()),
            Some(Subject::Lesson(id)) => RowKey::Lesson(id.clone()),
            _ => RowKey::Lesson(String::new()),
        };
        Box::new(Page { of, scroll: Scroll::default() })
    },
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter), Key::char('b')], Action::Begin, "begin", "Begin the lesson, or go on with it"),
    Binding::new(&[Key::char('r')], Action::Reset, "begin anew…", "Take the lesson back to its beginning"),
    Binding::new(&[Key::char('n')], Action::Duplicate, "keep its account…", "Copy the lesson's account to one of your own"),
];

/// Longer lines are hard to read.
const WIDEST: usize = 84;

struct Page {
    of: RowKey,
    scroll: Scroll,
}

impl Page {
    fn lines(&self, cx: &Cx<'_>, width: usize) -> Vec<Line> {
        let width = width.min(WIDEST);
        let Some(lesson) = self.of.lesson(cx) else { return self.wrong(cx, width) };
        let minutes = count(usize::try_from(lesson.minutes).unwrap_or(0), "minute");
        let about = Line::new().quiet(format!("{}, about {minutes}   ", lesson.level.name()));
        let mut lines = vec![Line::new().title(lesson.title.clone())];
        lines.extend(about.join(state(lesson, cx)).wrapped(width));
        if study::is_elsewhere(lesson, cx) {
            let words = "Its account stayed on the machine that it was begun on: going on with it here begins it anew.";
            lines.extend(Line::new().with("● ", Role::Info).text(words).wrapped(width));
        }
        lines.push(Line::new());
        if let Some(introduction) = lesson.introduction() {
            lines.extend(lines_of(&introduction.text, cx, width));
            lines.push(Line::new());
        }
        if lesson.exam {
            lines.extend(exam_lines(lesson, cx, width));
        }
        if !lesson.objectives.is_empty() {
            lines.push(Line::new().quiet("Afterwards you can"));
            for objective in &lesson.objectives {
                lines.extend(Line::new().text(format!("  {objective}")).wrapped(width));
            }
            lines.push(Line::new());
        }
        lines.push(Line::new().quiet("Steps"));
        lines.extend(lesson.parts().enumerate().map(|(at, id)| step_line(lesson, at, id, cx)));
        lines
    }

    /// What is wrong with a file that gives no lesson.
    fn wrong(&self, cx: &Cx<'_>, width: usize) -> Vec<Line> {
        let RowKey::File(name) = &self.of else { return vec![Line::new().text(NO_LESSON)] };
        let Some(Own { lesson: Err(why), .. }) = cx.shelf.file(name) else { return vec![Line::new().text(NO_LESSON)] };
        let mut lines = vec![Line::new().title(name.clone()), Line::new().with("✖ ", Role::Bad).text("no lesson yet"), Line::new()];
        // What was found wrong is escaped already.
        lines.extend(why.lines().flat_map(|line| Line::new().text(line.to_owned()).wrapped(width)));
        lines.push(Line::new());
        let next = format!("Once it is mended, iam-console lessons check {name} proves it. It is read again when the list is opened.");
        lines.extend(Line::new().quiet(next).wrapped(width));
        lines
    }
}

/// What an exam takes, before it is begun: the lessons that lead there, when it is passed, when its clock runs.
fn exam_lines(lesson: &Lesson, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(passed) = cx.progress.lesson(lesson).and_then(LessonRecord::best_pass) {
        let minutes = count(usize::try_from(passed.seconds.div_ceil(60)).unwrap_or(usize::MAX), "minute");
        let words = format!("You passed on {}, in {minutes}.", date(passed.finished));
        lines.extend(Line::new().with("✔ ", Role::Good).text(words).wrapped(width));
        lines.extend(certificate_lines(lesson, cx, width));
        lines.push(Line::new());
    }
    lines.push(Line::new().quiet("The exam"));
    if !lesson.needs.is_empty() {
        lines.extend(Line::new().text("  These lessons lead here:").wrapped(width));
    }
    for needed in lesson.needs.iter().filter_map(|id| cx.shelf.lesson(id)) {
        let title = Line::new().text(format!("    {}  ", needed.title));
        lines.extend(title.join(state(needed, cx)).wrapped(width));
    }
    let (steps, minutes) = (count(lesson.parts().count(), "step"), count(lesson.minutes, "minute"));
    for rule in [
        format!("  It is passed with all {steps} done within {minutes}, in whatever order, without hints."),
        "  The clock begins with the exam, not on this page, and runs on while you are away; alt-t gives you more time.".to_owned(),
        "  The five questions of the quiz are asked once in an attempt, in one sitting or several, and all must be right; how it went \
         is told after the last. Another attempt begins anew, with other names."
            .to_owned(),
    ] {
        lines.extend(Line::new().text(rule).wrapped(width));
    }
    lines.push(Line::new());
    lines
}

/// What is said where there is none any more.
const NO_LESSON: &str = "There is no such lesson.";

/// A step with how it stands.
fn step_line(lesson: &Lesson, at: usize, id: &str, cx: &Cx<'_>) -> Line {
    let under_way = cx.coach.filter(|coach| coach.lesson().id == lesson.id);
    let standing = if let Some(coach) = under_way {
        coach.standing(at)
    } else {
        // What is so on an account that is not open nobody knows; it was so.
        let kept = cx.progress.lesson(lesson).and_then(|record| record.step(id));
        Standing::of(kept.and_then(|kept| kept.outcome), kept.is_some_and(|kept| !kept.undone))
    };
    let is_here = under_way.is_some_and(|coach| coach.at() == at);
    let (sign, role, word) = sign(standing);
    let (sign, role, word) = if standing == Standing::Open && !is_here { (" ", Role::Quiet, "") } else { (sign, role, word) };
    let lead = if is_here { "▌" } else { " " };
    let digits = lesson.parts().count().to_string().len();
    // Titles hold no seeded names but those of the lesson under way.
    let title = under_way.map_or_else(|| title(lesson, id).to_owned(), |coach| coach.title(at));
    Line::new().accent(lead).with(format!("{sign} "), role).text(format!("{:>digits$}  {title}", at + 1)).with(format!("  {word}"), role)
}

impl Screen for Page {
    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn focus(&mut self) -> Focus<'_> {
        Focus::Document(&mut self.scroll)
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        match &self.of {
            RowKey::File(name) => Some(name.clone()),
            RowKey::Lesson(_) => self.of.lesson(cx).map(|lesson| lesson.title.clone()),
        }
    }

    fn parent(&self, _cx: &Cx<'_>) -> Option<Route> {
        Some(Route::to(ScreenId::Walkthroughs))
    }

    fn label(&self, action: Action, cx: &Cx<'_>) -> Option<&'static str> {
        let is_begun = self.of.lesson(cx).is_some_and(|lesson| cx.progress.lesson(lesson).is_some());
        (action == Action::Begin && is_begun).then_some("go on")
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let Some(lesson) = self.of.lesson(cx) else { return Some("This is no lesson yet.".into()) };
        let is_begun = cx.progress.lesson(lesson).is_some();
        match action {
            Action::Begin if study::is_under_way(&lesson.id, cx) => {
                Some(format!("{} is under way: its card stands beside every screen.", lesson.title))
            }
            Action::Begin | Action::Reset
                if cx.coach.is_some_and(|coach| coach.is_running(cx.real_now) && coach.lesson().id != lesson.id) =>
            {
                Some("An exam is under way: other lessons wait until it is passed or over. alt-x leaves it, and its time runs on.".into())
            }
            Action::Reset | Action::Duplicate if !is_begun => Some("The lesson is not begun.".into()),
            Action::Duplicate if study::is_elsewhere(lesson, cx) => Some("The lesson's account is not on this machine.".into()),
            Action::Reset | Action::Duplicate => cx.accounts_read_only.map(str::to_owned),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some(lesson) = self.of.lesson(cx) else { return Vec::new() };
        match action {
            Action::Begin => vec![study::begin(lesson, cx)],
            Action::Reset => vec![Step::Ask(Box::new(study::restart(lesson, cx)))],
            Action::Duplicate => vec![Step::Ask(Box::new(study::keep(lesson, cx)))],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let lines = self.lines(cx, canvas.width());
        self.scroll.draw(canvas, "walkthrough", &lines);
    }
}
