//! The list of lessons.

use super::rows::LessonRows;
use super::study;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::needs;
use crate::training::lesson::{Lesson, shipped, shipped_lesson};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Walkthroughs,
    names: &["walkthroughs", "lessons"],
    title: |_| "Walkthroughs".into(),
    about: "Lessons with a coach, each on a practice account of its own",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, cx| {
        let mut list = List::new("walkthroughs");
        list.refresh(ids(), &LessonRows { cx });
        // What is worth doing next is selected.
        let is_begun = |id: &String| cx.progress.lesson(id).is_some_and(|record| record.finished.is_none());
        let is_new = |id: &String| cx.progress.lesson(id).is_none();
        let under_way = cx.coach.map(|coach| coach.lesson().id.clone());
        let next = under_way.or_else(|| ids().into_iter().find(is_begun)).or_else(|| ids().into_iter().find(is_new));
        if let Some(next) = next {
            list.select_key(&next);
        }
        Box::new(Walkthroughs { list })
    },
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected lesson's page"),
    Binding::new(&[Key::char('b')], Action::Begin, "begin", "Begin the selected lesson, or go on with it"),
];

struct Walkthroughs {
    list: List<String>,
}

/// The lessons in the order in which they are offered.
fn ids() -> Vec<String> {
    shipped().flatten().map(|lesson| lesson.id.clone()).collect()
}

impl Walkthroughs {
    fn selected(&self) -> Option<&'static Lesson> {
        shipped_lesson(self.list.selected()?).map(AsRef::as_ref)
    }
}

impl Screen for Walkthroughs {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.list.refresh(ids(), &LessonRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&LessonRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let Some(lesson) = self.selected() else { return Some("No lesson is selected.".into()) };
        let is_open = action == Action::Begin && study::is_under_way(&lesson.id, cx);
        is_open.then(|| format!("{} is under way: its card stands beside every screen.", lesson.title))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some(lesson) = self.selected() else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Go(Route::about(ScreenId::Walkthrough, Subject::Lesson(lesson.id.clone())))],
            Action::Begin => vec![study::begin(lesson, cx)],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let empty = [Line::new().quiet("No lesson came with this program.")];
        self.list.draw(canvas, "Walkthroughs", &LessonRows { cx }, &empty, true);
    }
}
