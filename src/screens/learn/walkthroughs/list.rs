//! The list of lessons: those that the program brings along, and in a part of their own those of the user's folder.

use std::sync::Arc;

use super::rows::{LessonRows, RowKey};
use super::study;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::ScreenId;
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::sight::needs;
use crate::theme::Role;
use crate::training::lesson::Lesson;
use crate::training::{LessonTally, Shelf};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line, tabs};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Walkthroughs,
    names: &["walkthroughs", "lessons"],
    title: |_| "Walkthroughs".into(),
    about: "Lessons with a coach, each on a practice account of its own",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, cx| {
        let mut screen = Walkthroughs { tab: Tab::Course, course: List::new("walkthroughs"), own: List::new("own-walkthroughs") };
        screen.refresh(cx);
        // What is worth doing next is selected.
        let record = |key: &RowKey| key.lesson(cx).and_then(|lesson| cx.progress.lesson(lesson));
        let is_begun = |key: &RowKey| record(key).is_some_and(|record| !record.is_finished());
        let is_new = |key: &RowKey| record(key).is_none();
        let course = RowKey::course;
        match cx.coach.map(|coach| RowKey::Lesson(coach.lesson().id.clone())) {
            Some(under_way) if course().contains(&under_way) => screen.course.select_key(&under_way),
            Some(under_way) => {
                screen.tab = Tab::Own;
                screen.own.select_key(&under_way);
            }
            None => {
                let next = course().into_iter().find(is_begun).or_else(|| course().into_iter().find(is_new));
                if let Some(next) = next {
                    screen.course.select_key(&next);
                }
            }
        }
        Box::new(screen)
    },
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected lesson's page"),
    Binding::new(&[Key::char('b')], Action::Begin, "begin", "Begin the selected lesson, or go on with it"),
];

/// Whose lessons are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Course,
    Own,
}

struct Walkthroughs {
    tab: Tab,
    course: List<RowKey>,
    /// The files of the user's folder, where one is named.
    own: List<RowKey>,
}

impl Walkthroughs {
    const fn list(&self) -> &List<RowKey> {
        match self.tab {
            Tab::Course => &self.course,
            Tab::Own => &self.own,
        }
    }

    fn lesson<'a>(&self, cx: &Cx<'a>) -> Option<&'a Arc<Lesson>> {
        self.list().selected()?.lesson(cx)
    }
}

impl Screen for Walkthroughs {
    fn refresh(&mut self, cx: &Cx<'_>) {
        if cx.shelf.folder().is_none() {
            self.tab = Tab::Course;
        }
        self.course.refresh(RowKey::course(), &LessonRows { cx });
        self.own.refresh(RowKey::own(cx.shelf), &LessonRows { cx });
    }

    /// The files of a folder may have been written meanwhile.
    fn opened(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        cx.shelf.folder().map(|_| Step::Shelve).into_iter().collect()
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.course.arrange(&LessonRows { cx });
        self.own.arrange(&LessonRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(match self.tab {
            Tab::Course => self.course.as_any(),
            Tab::Own => self.own.as_any(),
        })
    }

    fn tabs(&self, cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        cx.shelf.folder()?;
        let own = format!("Your own ({})", cx.shelf.own().len());
        Some((vec!["The course".into(), own], self.tab as usize))
    }

    fn show_tab(&mut self, tab: usize, _cx: &Cx<'_>) {
        self.tab = if tab == Tab::Own as usize { Tab::Own } else { Tab::Course };
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if self.list().selected().is_none() {
            return Some("No lesson is selected.".into());
        }
        let Some(lesson) = self.lesson(cx) else {
            return (action == Action::Begin).then(|| "The file is no lesson yet: enter shows what is wrong with it.".into());
        };
        let is_open = action == Action::Begin && study::is_under_way(&lesson.id, cx);
        is_open.then(|| format!("{} is under way: its card stands beside every screen.", lesson.title))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match (action, self.list().selected(), self.lesson(cx)) {
            (Action::Open, Some(selected), _) => vec![Step::Go(selected.page())],
            (Action::Begin, _, Some(lesson)) => vec![study::begin(lesson, cx)],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let row = self.tabs(cx).map_or(0, |(titles, shown)| tabs::draw(canvas, 0, &titles, shown));
        canvas.line(row, &Line::new().quiet(format!("{}.", LessonTally::of(cx.progress, cx.shelf).words())));
        let row = row + 2;
        let mut rest = canvas.rows(row, canvas.height().saturating_sub(row));
        let rows = LessonRows { cx };
        match self.tab {
            Tab::Course => {
                self.course.draw(&mut rest, "Walkthroughs", &rows, &[Line::new().quiet("No lesson came with this program.")], true);
            }
            Tab::Own => self.own.draw(&mut rest, "Your own walkthroughs", &rows, &none_of_own(cx.shelf), true),
        }
    }
}

/// What is said where the user's folder has no lesson.
fn none_of_own(shelf: &Shelf) -> Vec<Line> {
    let folder = shelf.folder().map_or_else(String::new, |folder| folder.display().to_string());
    match shelf.trouble() {
        Some(trouble) => vec![Line::new().with("✖ ", Role::Bad).text(trouble.to_owned())],
        None => vec![
            Line::new().quiet(format!("There is no lesson in {folder} yet.")),
            Line::new().quiet("iam-console lessons new NAME begins one there."),
        ],
    }
}
