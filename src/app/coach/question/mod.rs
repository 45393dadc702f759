//! A question of a lesson, over the screen.

mod answering;
mod picture;

use super::Coach;
use crate::app::action::Action;
use crate::app::binding::COACH;
use crate::app::cx::Cx;
use crate::app::overlay::{Hint, Overlay, Response};
use crate::app::step::Step;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Hit};
use answering::Answering;

/// A question, and what is answered so far.
pub struct QuestionBox {
    ask: String,
    step: String,
    number: String,
    answering: Answering,
    selected: usize,
    error: Option<String>,
}

impl QuestionBox {
    /// A question of the step that is shown; `None` where the step has no such question.
    pub fn new(coach: &Coach, ask: &str) -> Option<Self> {
        let questions = coach.asks();
        let at = questions.iter().position(|question| question.id == ask)?;
        let step = coach.id(coach.at()).to_owned();
        let answering = Answering::of(coach, questions.get(at)?, &step);
        let number = if questions.len() > 1 { format!("  question {} of {}", at + 1, questions.len()) } else { String::new() };
        Some(Self { ask: ask.to_owned(), step, number, answering, selected: 0, error: None })
    }

    fn send(&mut self) -> Response {
        match self.answering.place(self.selected) {
            Ok(false) => {}
            Ok(true) => return Response::Taken,
            Err(taken) => {
                self.error = Some(taken);
                return Response::Taken;
            }
        }
        match self.answering.answer(self.selected) {
            Ok(words) => Response::CloseAndDo(vec![Step::Answer { ask: self.ask.clone(), words }]),
            Err(missing) => {
                self.error = Some(missing);
                Response::Taken
            }
        }
    }

    /// Takes a digit: it goes to an option. Only enter chooses.
    fn digit(&mut self, digit: usize) {
        if let Some(place) = digit.checked_sub(1).filter(|place| *place < self.answering.rows()) {
            self.selected = place;
        }
    }

    fn mark(&mut self) {
        if let Answering::Many(options) = &mut self.answering
            && let Some(option) = options.get_mut(self.selected)
        {
            option.2 = !option.2;
        }
    }

    fn choose(&mut self, down: bool) {
        let last = self.answering.rows().saturating_sub(1);
        self.selected = if down { (self.selected + 1).min(last) } else { self.selected.saturating_sub(1) };
    }
}

impl Overlay for QuestionBox {
    fn key(&mut self, key: Key, _page: usize, _cx: &Cx<'_>) -> Response {
        self.error = None;
        match key.code {
            Code::Esc => return Response::Close,
            Code::Enter => return self.send(),
            _ => {}
        }
        if let Answering::Typed(input, _) = &mut self.answering {
            return if input.key(key) { Response::Taken } else { Response::NotTaken };
        }
        match key {
            Key { code: Code::Up | Code::BackTab | Code::Char('k'), alt: false, ctrl: false } => self.choose(false),
            Key { code: Code::Down | Code::Tab | Code::Char('j'), alt: false, ctrl: false } => self.choose(true),
            Key { code: Code::Backspace, .. } => self.answering.take_back(),
            Key { code: Code::Char(' '), alt: false, ctrl: false } => self.mark(),
            key => match key.typed().and_then(|letter| letter.to_digit(10)) {
                Some(digit) => self.digit(digit as usize),
                // The key that opens the question: it is open, and what is chosen stays.
                None if COACH.iter().any(|binding| binding.action == Action::CoachAnswer && binding.has(key)) => {}
                None => return Response::NotTaken,
            },
        }
        Response::Taken
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>) -> Response {
        if let Answering::Typed(input, _) = &mut self.answering {
            input.paste(text);
            return Response::Taken;
        }
        Response::NotTaken
    }

    fn click(&mut self, hit: Hit, _cx: &Cx<'_>) -> Response {
        let Hit::Row(row) = hit else { return Response::NotTaken };
        let again = self.selected == row;
        self.selected = row;
        match &self.answering {
            Answering::Many(_) => self.mark(),
            Answering::One(_) | Answering::Placed { .. } if again => return self.send(),
            _ => {}
        }
        Response::Taken
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        let [up, down, backspace, enter, esc] = [Code::Up, Code::Down, Code::Backspace, Code::Enter, Code::Esc].map(Key::plain);
        let mut hints = if matches!(self.answering, Answering::Typed(..)) { Vec::new() } else { vec![Hint::new(&[up, down], "go to")] };
        match &self.answering {
            Answering::Many(_) => hints.push(Hint::new(&[Key::char(' ')], "mark")),
            Answering::Placed { places, .. } => {
                let is_open = places.iter().any(Option::is_none);
                let label = if is_open { "choose" } else { "answer" };
                hints.extend([Hint::new(&[enter], label), Hint::new(&[backspace], "take back"), Hint::new(&[esc], "later")]);
                return hints;
            }
            _ => {}
        }
        hints.extend([Hint::new(&[enter], "answer"), Hint::new(&[esc], "later")]);
        hints
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        self.draw(cx, canvas);
    }
}
