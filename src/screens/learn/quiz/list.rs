//! How one stands with each misconception, and where a sitting begins.

use super::rows::StandingRows;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::sight::needs;
use crate::training::quiz::{Misconception, Scope, Standing, Strength, applied, shipped_bank};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Quiz,
    names: &["quiz", "questions"],
    title: |_| "Quiz".into(),
    about: "Questions about IAM: what you know, what is due, what to learn next",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, cx| {
        let mut quiz = Quiz { list: List::new("quiz"), standings: Vec::new() };
        quiz.refresh(cx);
        Box::new(quiz)
    },
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "ask about it", "Answer questions about the selected misconception"),
    Binding::new(&[Key::char('b')], Action::Begin, "begin", "Answer ten questions: what is due first, then what is new"),
    Binding::new(&[Key::char('r')], Action::Run, "what is due", "Answer what is due to be asked again"),
    Binding::new(&[Key::char('n')], Action::Ask, "the five classics", "Answer the five classic questions of beginners' courses"),
];

struct Quiz {
    list: List<Misconception>,
    standings: Vec<Standing>,
}

/// Rows below the list that tell of the selected misconception.
const DETAILS: usize = 5;
/// With fewer rows the list has all of them.
const LEAST: usize = 14;

impl Quiz {
    fn selected(&self) -> Option<&Standing> {
        let selected = self.list.selected()?;
        self.standings.iter().find(|standing| standing.misconception == *selected)
    }

    /// What an action asks about.
    fn scope(&self, action: Action) -> Option<Scope> {
        match action {
            Action::Open => self.selected().map(|standing| Scope::About(standing.misconception)),
            Action::Begin => Some(Scope::Next),
            Action::Run => Some(Scope::Due),
            Action::Ask => Some(Scope::Notes),
            _ => None,
        }
    }

    fn due(&self) -> usize {
        self.standings.iter().map(|standing| standing.due).sum()
    }

    /// In a line: what is due, what was answered, what is mastered.
    fn summary(&self) -> Line {
        let mastered = self.standings.iter().filter(|standing| standing.strength() == Strength::Mastered).count();
        let (answered, items) = self.standings.iter().fold((0, 0), |(answered, items), one| (answered + one.answered, items + one.items));
        let due = Line::new().title(format!("{} due", self.due()));
        due.quiet(format!("    {answered} of {} answered    {mastered} of {} mastered", count(items, "question"), self.standings.len()))
    }
}

impl Screen for Quiz {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.standings = Standing::of_all(shipped_bank(), &cx.progress.reviews, &applied(cx.progress, cx.shelf), cx.real_now);
        self.list.refresh(Misconception::all().collect(), &StandingRows { standings: &self.standings });
    }

    fn rearrange(&mut self, _cx: &Cx<'_>) {
        self.list.arrange(&StandingRows { standings: &self.standings });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if let Some(why) = self.scope(action).zip(cx.coach).and_then(|(scope, coach)| coach.why_not_asked(scope)) {
            return Some(why.to_owned());
        }
        match action {
            Action::Open if self.selected().is_none() => Some("No misconception is selected.".into()),
            Action::Run if self.due() == 0 => Some("Nothing is due. b asks what is new.".into()),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Vec<Step> {
        self.scope(action).map(|scope| Step::Go(Route::about(ScreenId::Sitting, Subject::Sitting(scope)))).into_iter().collect()
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        canvas.wrapped(0, &self.summary());
        let details = if canvas.height() >= LEAST { DETAILS } else { 0 };
        let height = canvas.height().saturating_sub(2 + details);
        let empty = [Line::new().quiet("No misconception has these words.")];
        self.list.draw(&mut canvas.rows(2, height), "Misconceptions", &StandingRows { standings: &self.standings }, &empty, true);
        if let Some(standing) = self.selected().filter(|_| details > 0) {
            draw_details(standing, &mut canvas.rows(2 + height, details));
        }
    }
}

/// What is so instead, and what is missing until it is mastered.
fn draw_details(standing: &Standing, canvas: &mut Canvas<'_>) {
    canvas.rule(0);
    let row = canvas.wrapped(1, &Line::new().quiet("So it is  ").text(standing.misconception.truth()));
    let missing = standing.missing();
    let missing = if missing.is_empty() { "nothing: it is mastered".to_owned() } else { missing.join("; ") };
    canvas.wrapped(row, &Line::new().quiet("Missing   ").text(missing));
}
