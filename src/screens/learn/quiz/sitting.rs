//! A sitting: one question at a time, its answer, and why it is so.

use jiff::{SignedDuration, Timestamp};
use xxhash_rust::xxh3::xxh3_64;

use super::view;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::coach::Coach;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::sight::needs;
use crate::training::progress::Learned;
use crate::training::quiz::{Answered, Examiner, Form, Given, Grade, Judged, Question, Scope, Sheet, Sitting, USUAL, shipped_bank};
use crate::widgets::Canvas;
use crate::widgets::document::Scroll;
use crate::widgets::key::{Code, Key};
use crate::widgets::rows::Rows;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Sitting,
    names: &[],
    title: |_| "Questions".into(),
    about: "Questions, one at a time, with the answer and why it is so",
    parent: Some(ScreenId::Quiz),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |route, cx| {
        let scope = if let Some(Subject::Sitting(scope)) = &route.subject { *scope } else { Scope::Next };
        Box::new(Asking::new(scope, cx))
    },
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Choose, "answer", "Answer; choose the next where things are put in order; go on"),
    Binding::new(&[Key::char(' ')], Action::Add, "mark", "Mark the selected option, or take the mark away, where several can be right"),
    Binding::new(&[Key::plain(Code::Backspace)], Action::Remove, "take back", "Take back what was chosen last"),
    Binding::new(&[Key::char('h')], Action::Help, "hint", "Show a hint; the answer then counts as hard"),
    Binding::new(&[Key::char('c')], Action::Switch, "sure", "Say that you are sure: what you know by heart comes back later"),
    Binding::new(&[Key::char('n')], Action::Next, "skip", "Go on to the next question without an answer"),
];

/// A question that was put, and what has been said to it.
pub(super) struct Put {
    pub question: Question,
    pub sheet: Sheet,
    pub hinted: bool,
    /// The row that was selected as the hint was asked for: until one goes on from it, the hint stays in sight.
    pub hinted_at: Option<usize>,
    pub sure: bool,
    pub judged: Option<Judged>,
    /// When it was put, in real time.
    since: Timestamp,
}

pub(super) struct Asking {
    scope: Scope,
    /// Whether it is part of an exam: no answer is told before all are given.
    pub is_exam: bool,
    /// The answers of an exam so far, to be kept and told at its end.
    pub given: Vec<(Question, Judged, Answered)>,
    pub sitting: Sitting,
    examiner: Examiner,
    /// `None` at the end.
    pub put: Option<Put>,
    pub rows: Rows,
    pub scroll: Scroll,
}

impl Put {
    /// Whether options are marked before they are an answer: several can be right.
    const fn takes_marks(&self) -> bool {
        matches!(self.question.form, Form::Choose { several: true, .. })
    }
}

impl Asking {
    fn new(scope: Scope, cx: &Cx<'_>) -> Self {
        let is_exam = scope == Scope::Notes && cx.coach.is_some_and(Coach::is_under_exam);
        let chance = cx.coach.filter(|_| is_exam).map_or_else(|| xxh3_64(&cx.chance), Coach::chance);
        let sitting = if is_exam {
            Sitting::of_exam(shipped_bank(), chance)
        } else {
            Sitting::new(shipped_bank(), &cx.progress.reviews, scope, USUAL, (cx.real_now, chance))
        };
        let examiner = Examiner::new(cx.real_now);
        let mut asking =
            Self { scope, is_exam, given: Vec::new(), sitting, examiner, put: None, rows: Rows::numbered(), scroll: Scroll::default() };
        asking.put_next(cx);
        for given in cx.coach.filter(|_| is_exam).map_or(&[][..], Coach::sat) {
            asking.goes_on_from(given, cx);
        }
        asking
    }

    /// Takes what was answered in an earlier sitting of the exam.
    fn goes_on_from(&mut self, given: &Given, cx: &Cx<'_>) {
        let Some(Put { question, .. }) = self.put.take() else { return };
        let judged = question.judge(given);
        let grade = Grade::of(judged.is_right, false, false, SignedDuration::ZERO);
        self.sitting.answered(judged.is_right);
        self.given.push((question.clone(), judged, Answered { at: cx.real_now, grade, variant: question.variant }));
        self.put_next(cx);
    }

    /// Puts the next question; items that can't be asked are left out.
    fn put_next(&mut self, cx: &Cx<'_>) {
        self.put = None;
        while let Some(item) = self.sitting.item().and_then(|id| shipped_bank().item(id)) {
            let chance = match cx.coach.filter(|_| self.is_exam) {
                Some(coach) => coach.chance().wrapping_add(self.given.len() as u64),
                None => xxh3_64(&cx.chance),
            };
            if let Ok(question) = self.examiner.ask(item, chance) {
                self.rows.set_count(question.form.len());
                self.rows.select(0);
                self.scroll = Scroll::default();
                let since = cx.real_now;
                self.put =
                    Some(Put { question, sheet: Sheet::default(), hinted: false, hinted_at: None, sure: false, judged: None, since });
                return;
            }
            self.sitting.skipped();
        }
    }

    fn choose(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        let selected = self.rows.selected();
        let Some(put) = &mut self.put else { return vec![Step::Up] };
        if put.judged.is_some() {
            return self.go_on(cx);
        }
        let is_single = matches!(put.question.form, Form::Choose { several: false, .. });
        let was_whole = put.sheet.given(&put.question).is_some() || put.takes_marks();
        if !was_whole || is_single {
            put.sheet.pick(&put.question, selected);
        }
        // One option is an answer, and so are marks; of an order that is whole, a last key says that it is meant.
        if is_single || was_whole { self.answer(cx) } else { Vec::new() }
    }

    fn answer(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        let Some(put) = &mut self.put else { return Vec::new() };
        let Some(given) = put.sheet.given(&put.question) else { return Vec::new() };
        let judged = put.question.judge(&given);
        let took = cx.real_now.duration_since(put.since);
        // What was explained a moment ago is not known by heart.
        let grade = Grade::of(judged.is_right, put.hinted || self.sitting.repeats(), put.sure, took);
        put.judged = Some(judged);
        self.scroll = Scroll::default();
        let answered = Answered { at: cx.real_now, grade, variant: put.question.variant };
        if self.is_exam {
            return self.go_on_in_exam(given, answered, cx);
        }
        vec![Step::Learned(Box::new(Learned::Answer(put.question.item.clone(), answered)))]
    }

    /// Goes on with an exam. What was answered is told, and remembered, once all are answered.
    fn go_on_in_exam(&mut self, given: Given, answered: Answered, cx: &Cx<'_>) -> Vec<Step> {
        let Some(Put { question, judged: Some(judged), .. }) = self.put.take() else { return Vec::new() };
        self.sitting.answered(judged.is_right);
        self.given.push((question, judged, answered));
        self.put_next(cx);
        let sat = Step::Sat(given);
        let Some((quiz, right)) = self.sitting.of_notes(self.scope).filter(|_| self.put.is_none()) else { return vec![sat] };
        let learned = |(question, _, answered): &(Question, Judged, Answered)| Learned::Answer(question.item.clone(), *answered);
        let learned = self.given.iter().map(learned).map(|learned| Step::Learned(Box::new(learned)));
        std::iter::once(sat).chain(learned).chain([Step::Quizzed { quiz, right }]).collect()
    }

    fn go_on(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.put.take().and_then(|put| put.judged) {
            Some(judged) => self.sitting.answered(judged.is_right),
            None => self.sitting.skipped(),
        }
        self.put_next(cx);
        // A lesson may ask for what the notes' five came to, at the first try.
        let came = self.sitting.of_notes(self.scope).filter(|_| self.put.is_none());
        came.map(|(quiz, right)| Step::Quizzed { quiz, right }).into_iter().collect()
    }

    fn is_open(&self) -> bool {
        self.put.as_ref().is_some_and(|put| put.judged.is_none())
    }
}

impl Screen for Asking {
    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn focus(&mut self) -> Focus<'_> {
        // The selection moves without the screen: a hint is read until it has moved.
        let selected = self.rows.selected();
        if let Some(put) = &mut self.put {
            put.hinted_at = put.hinted_at.filter(|at| *at == selected);
        }
        if self.is_open() { Focus::Rows(&mut self.rows) } else { Focus::Document(&mut self.scroll) }
    }

    fn crumb(&self, _cx: &Cx<'_>) -> Option<String> {
        match self.scope {
            Scope::About(misconception) => Some(misconception.to_string()),
            Scope::Notes => Some("The five classics".into()),
            Scope::Due => Some("What is due".into()),
            Scope::Next => None,
        }
    }

    fn parent(&self, _cx: &Cx<'_>) -> Option<Route> {
        Some(Route::to(ScreenId::Quiz))
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        let put = self.put.as_ref();
        match action {
            Action::Choose if put.is_none() => Some("close"),
            Action::Choose if !self.is_open() => Some("next"),
            Action::Choose if put.is_some_and(|put| matches!(put.question.form, Form::Choose { .. })) => None,
            Action::Choose if put.is_some_and(|put| put.sheet.prompt(&put.question).is_some()) => Some("choose"),
            Action::Switch if put.is_some_and(|put| put.sure) => Some("not sure"),
            _ => None,
        }
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if action == Action::Choose {
            let selected = self.rows.selected();
            let has_place =
                |put: &Put| !put.takes_marks() && put.sheet.place_of(selected).is_some() && put.sheet.given(&put.question).is_none();
            if self.put.as_ref().is_some_and(|put| put.judged.is_none() && has_place(put)) {
                return Some("This one has its place already. backspace takes the last one back.".into());
            }
            let unmarked = self.put.as_ref().is_some_and(|put| put.judged.is_none() && put.takes_marks() && put.sheet.is_empty());
            return unmarked.then(|| "Mark what is right first: space marks the selected option.".into());
        }
        let Some(put) = &self.put else { return Some("There are no more questions; enter closes.".into()) };
        if put.judged.is_some() {
            return Some("The question is answered; enter goes on.".into());
        }
        match action {
            Action::Add if !put.takes_marks() => Some("Nothing is marked here: enter takes the selected one.".into()),
            Action::Remove if put.sheet.is_empty() => Some("Nothing is chosen yet.".into()),
            Action::Next if self.is_exam => Some("In an exam every question is answered. esc leaves what is left for later.".into()),
            Action::Help if cx.coach.is_some_and(Coach::is_under_exam) => Some("An exam is under way: it is done without hints.".into()),
            Action::Help if put.hinted => Some("The hint is shown; there is no other.".into()),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match (action, &mut self.put) {
            (Action::Choose, _) => self.choose(cx),
            (Action::Next, _) => self.go_on(cx),
            (Action::Add, Some(put)) => {
                put.sheet.pick(&put.question, self.rows.selected());
                Vec::new()
            }
            (Action::Remove, Some(put)) => {
                put.sheet.take_back(&put.question);
                Vec::new()
            }
            (Action::Help, Some(put)) => {
                put.hinted = true;
                put.hinted_at = Some(self.rows.selected());
                Vec::new()
            }
            (Action::Switch, Some(put)) => {
                put.sure = !put.sure;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        view::draw(self, cx, canvas);
    }
}
