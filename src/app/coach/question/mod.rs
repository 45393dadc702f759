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
        match self.answering.answer(self.selected) {
            Ok(words) => Response::CloseAndDo(vec![Step::Answer { ask: self.ask.clone(), words }]),
            Err(missing) => {
                self.error = Some(missing);
                Response::Taken
            }
        }
    }

    /// Takes a digit: it goes to an option, or chooses of a match the text on the right. Only enter answers.
    fn digit(&mut self, digit: usize) {
        let Some(place) = digit.checked_sub(1) else { return };
        match &mut self.answering {
            Answering::One(options) if place < options.len() => self.selected = place,
            Answering::Many(options) if place < options.len() => self.selected = place,
            Answering::Match { right, chosen, .. } if place < right.len() => {
                if let Some(chosen) = chosen.get_mut(self.selected) {
                    *chosen = Some(place);
                }
                self.selected = (self.selected + 1).min(self.answering.rows().saturating_sub(1));
            }
            _ => {}
        }
    }

    /// Moves an item, or turns through what could be chosen.
    fn turn(&mut self, forward: bool) {
        match &mut self.answering {
            Answering::Match { right, chosen, .. } if !right.is_empty() => {
                if let Some(chosen) = chosen.get_mut(self.selected) {
                    let many = right.len();
                    *chosen = Some(match (*chosen, forward) {
                        (None, true) => 0,
                        (None, false) => many - 1,
                        (Some(at), true) => (at + 1) % many,
                        (Some(at), false) => (at + many - 1) % many,
                    });
                }
            }
            Answering::Order(items) => {
                let to = if forward { self.selected + 1 } else { self.selected.saturating_sub(1) };
                if to < items.len() {
                    items.swap(self.selected, to);
                    self.selected = to;
                }
            }
            _ => {}
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
            Key { code: Code::Left, .. } => self.turn(false),
            Key { code: Code::Right, .. } => self.turn(true),
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
            Answering::Match { .. } => self.turn(true),
            Answering::One(_) if again => return self.send(),
            _ => {}
        }
        Response::Taken
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        let [up, down, left, right, enter, esc] = [Code::Up, Code::Down, Code::Left, Code::Right, Code::Enter, Code::Esc].map(Key::plain);
        let one = Key::char('1');
        let mut hints = match &self.answering {
            Answering::Typed(..) => Vec::new(),
            Answering::Match { .. } => vec![Hint::new(&[up, down], "go to"), Hint::new(&[one], "and on: match")],
            _ => vec![Hint::new(&[up, down], "choose")],
        };
        match &self.answering {
            Answering::Many(_) => hints.push(Hint::new(&[Key::char(' ')], "mark")),
            Answering::Match { .. } => hints.push(Hint::new(&[left, right], "turn")),
            Answering::Order(_) => hints.push(Hint::new(&[left, right], "move it")),
            _ => {}
        }
        hints.extend([Hint::new(&[enter], "answer"), Hint::new(&[esc], "later")]);
        hints
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        self.draw(cx, canvas);
    }
}
