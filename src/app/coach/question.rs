//! A question of a lesson, over the screen.

use super::Coach;
use super::said::lines_of;
use crate::app::cx::Cx;
use crate::app::overlay::{Hint, Overlay, Response};
use crate::app::step::Step;
use crate::theme::Role;
use crate::training::check::{Kind, Outcome, Source, Value};
use crate::training::lesson::{Ask, AskKind, Choice};
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::text_input::{Look, TextInput};
use crate::widgets::{Canvas, Hit, Line};
use ratatui::layout::Rect;

/// Longer lines are hard to read.
const WIDEST: u16 = 76;

/// A question, and what is answered so far.
pub struct QuestionBox {
    ask: String,
    step: String,
    number: String,
    answering: Answering,
    selected: usize,
    error: Option<String>,
}

/// How it is answered.
enum Answering {
    /// One of these: a word of the answer, and what is shown of it.
    One(Vec<(String, String)>),
    /// All of these that are marked.
    Many(Vec<(String, String, bool)>),
    /// What is typed.
    Typed(TextInput, Kind),
    /// To each on the left one on the right, by its place there.
    Match { left: Vec<String>, right: Vec<(String, String)>, chosen: Vec<Option<usize>> },
    /// In this order.
    Order(Vec<(String, String)>),
}

impl QuestionBox {
    /// A question of the step that is shown; `None` where the step has no such question.
    pub fn new(coach: &Coach, ask: &str, chance: [u8; 32]) -> Option<Self> {
        let questions = coach.asks();
        let at = questions.iter().position(|question| question.id == ask)?;
        let step = coach.id(coach.at()).to_owned();
        let answering = answering(coach, questions.get(at)?, &step, chance);
        let number = if questions.len() > 1 { format!("  question {} of {}", at + 1, questions.len()) } else { String::new() };
        Some(Self { ask: ask.to_owned(), step, number, answering, selected: 0, error: None })
    }

    fn rows(&self) -> usize {
        match &self.answering {
            Answering::One(options) => options.len(),
            Answering::Many(options) => options.len(),
            Answering::Typed(..) => 0,
            Answering::Match { left, .. } => left.len(),
            Answering::Order(items) => items.len(),
        }
    }

    /// The answer, a word for each part; or what is missing.
    fn answer(&self) -> Result<Vec<String>, String> {
        match &self.answering {
            Answering::One(options) => options.get(self.selected).map(|(word, _)| vec![word.clone()]).ok_or_else(String::new),
            Answering::Many(options) => Ok(options.iter().filter(|(_, _, marked)| *marked).map(|(word, _, _)| word.clone()).collect()),
            Answering::Typed(input, kind) => {
                let text = input.text().trim();
                match Value::read(text, *kind) {
                    Some(_) if !text.is_empty() => Ok(vec![text.to_owned()]),
                    _ => Err(format!("Type {}.", kind.words())),
                }
            }
            Answering::Match { right, chosen, left } => {
                let words: Option<Vec<String>> = chosen.iter().map(|place| Some(right.get((*place)?)?.0.clone())).collect();
                let open = chosen.iter().position(Option::is_none).and_then(|at| left.get(at));
                words.ok_or_else(|| format!("Choose one for {} first.", open.map_or("each", String::as_str)))
            }
            Answering::Order(items) => Ok(items.iter().map(|(word, _)| word.clone()).collect()),
        }
    }

    fn send(&mut self) -> Response {
        match self.answer() {
            Ok(words) => Response::CloseAndDo(vec![Step::Answer { ask: self.ask.clone(), words }]),
            Err(missing) => {
                self.error = Some(missing);
                Response::Taken
            }
        }
    }

    /// Takes a digit: it chooses an option, or of a match the text on the right.
    fn digit(&mut self, digit: usize) -> Response {
        let Some(place) = digit.checked_sub(1) else { return Response::Taken };
        match &mut self.answering {
            Answering::One(options) if place < options.len() => {
                self.selected = place;
                return self.send();
            }
            Answering::Many(options) => {
                if let Some(option) = options.get_mut(place) {
                    option.2 = !option.2;
                    self.selected = place;
                }
            }
            Answering::Match { right, chosen, .. } if place < right.len() => {
                if let Some(chosen) = chosen.get_mut(self.selected) {
                    *chosen = Some(place);
                }
                self.selected = (self.selected + 1).min(self.rows().saturating_sub(1));
            }
            _ => {}
        }
        Response::Taken
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
        let last = self.rows().saturating_sub(1);
        self.selected = if down { (self.selected + 1).min(last) } else { self.selected.saturating_sub(1) };
    }
}

/// How a question is answered. What has an order that would give the answer away is shown in another.
fn answering(coach: &Coach, question: &Ask, step: &str, chance: [u8; 32]) -> Answering {
    let decisions = [Outcome::Allowed, Outcome::ImplicitDeny, Outcome::ExplicitDeny].map(Value::Decision);
    let one = |values: &[Value]| Answering::One(values.iter().map(|value| (value.to_string(), capitalised(&value.words()))).collect());
    let options = |options: &[Choice]| -> Vec<(String, String)> {
        let text = |id: &str| coach.text(&format!("{step}/{}/{id}", question.id)).plain(usize::MAX).join(" ");
        options.iter().map(|option| (option.id.clone(), text(&option.id))).collect()
    };
    match &question.kind {
        AskKind::Value(Kind::Decision) => one(&decisions),
        AskKind::Value(Kind::Truth) => Answering::One(["yes", "no"].map(|word| (word.to_owned(), capitalised(word))).into()),
        AskKind::Value(Kind::Source) => one(&Source::ALL.map(Value::Source)),
        AskKind::Value(kind) => Answering::Typed(TextInput::default(), *kind),
        AskKind::Choice(choices) => Answering::One(shuffled(options(choices), chance)),
        AskKind::Many(choices) => {
            Answering::Many(shuffled(options(choices), chance).into_iter().map(|(word, text)| (word, text, false)).collect())
        }
        AskKind::Match(pairs) => Answering::Match {
            left: pairs.iter().map(|(left, _)| left.clone()).collect(),
            right: shuffled(numbered(pairs.iter().map(|(_, right)| right)), chance),
            chosen: vec![None; pairs.len()],
        },
        AskKind::Order(items) => Answering::Order(shuffled(numbered(items), chance)),
    }
}

/// Texts with their numbers, from 1, as the words of an answer.
fn numbered<'a>(texts: impl IntoIterator<Item = &'a String>) -> Vec<(String, String)> {
    (1..).zip(texts).map(|(number, text): (usize, _)| (number.to_string(), text.clone())).collect()
}

/// In an order of chance, and never in the one given where there is another.
fn shuffled(mut items: Vec<(String, String)>, chance: [u8; 32]) -> Vec<(String, String)> {
    let before = items.clone();
    for at in (1..items.len()).rev() {
        let other = chance.get(at % chance.len()).map_or(0, |byte| usize::from(*byte) % (at + 1));
        items.swap(at, other);
    }
    if items == before && items.len() > 1 {
        items.rotate_left(1);
    }
    items
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
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
                Some(digit) => return self.digit(digit as usize),
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
        let mut hints = match &self.answering {
            Answering::Typed(..) => Vec::new(),
            _ => vec![Hint::new(&[up, down], "choose")],
        };
        match &self.answering {
            Answering::Many(_) => hints.push(Hint::new(&[Key::char(' ')], "mark")),
            Answering::Match { .. } => hints.push(Hint::new(&[left, right], "turn through")),
            Answering::Order(_) => hints.push(Hint::new(&[left, right], "move it")),
            _ => {}
        }
        hints.extend([Hint::new(&[enter], "answer"), Hint::new(&[esc], "later")]);
        hints
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let width = area.width.saturating_sub(4).min(WIDEST);
        let inner = usize::from(width).saturating_sub(4);
        let Some(coach) = cx.coach else { return };
        let id = format!("{}/{}", self.step, self.ask);
        let mut lines = lines_of(&coach.text(&id), inner);
        lines.push(Line::new());
        let above = lines.len();
        let (rows, tops) = self.option_lines(inner);
        let error = self.error.as_ref().map_or_else(Vec::new, |error| wrap(&format!("✖ {error}"), inner));
        let height = u16::try_from(above + rows.len() + error.len() + 2).unwrap_or(u16::MAX).min(area.height.saturating_sub(2));
        let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        let mut panel = canvas.part(place);
        panel.cover();
        panel.fill(Role::Text);
        let mut inside = panel.frame(&Line::new().title(coach.heading(&id)).quiet(self.number.clone()));
        // What is chosen among stays in sight: where there is little room, the question gives way.
        let hidden = (above + rows.len() + error.len()).saturating_sub(inside.height()).min(above);
        for (row, line) in lines.iter().skip(hidden).enumerate() {
            inside.line(row, line);
        }
        let top = above - hidden;
        for (at, (line, selected)) in rows.iter().enumerate() {
            if *selected {
                inside.rows(top + at, 1).select_row(0);
                inside.selected_line_at(top + at, 0, line);
            } else {
                inside.line(top + at, line);
            }
            if let Some(option) = tops.get(at) {
                inside.hit(top + at, 0, inner, Hit::Row(*option));
            }
        }
        for (at, error) in error.into_iter().enumerate() {
            inside.line(top + rows.len() + at, &Line::new().with(error, Role::Bad));
        }
        if let Answering::Typed(input, _) = &self.answering {
            input.draw(&mut inside, top, 0, inner, Look { focused: true, masked: false });
        }
    }
}

impl QuestionBox {
    /// What there is to choose from, each line with whether it is selected, and which option each line is of.
    fn option_lines(&self, width: usize) -> (Vec<(Line, bool)>, Vec<usize>) {
        let (mut lines, mut of) = (Vec::new(), Vec::new());
        let mut push = |option: usize, lead: String, text: &str| {
            let indent = lead.chars().count();
            for (row, part) in wrap(text, width.saturating_sub(indent + 2)).into_iter().enumerate() {
                let is_selected = option == self.selected;
                let bar = if is_selected { "▌" } else { " " };
                let lead = if row == 0 { lead.clone() } else { " ".repeat(indent) };
                lines.push((Line::new().accent(bar).accent(lead).text(part), is_selected));
                of.push(option);
            }
        };
        match &self.answering {
            Answering::One(options) => {
                for (at, (_, text)) in options.iter().enumerate() {
                    push(at, format!("{}  ", at + 1), text);
                }
            }
            Answering::Many(options) => {
                for (at, (_, text, marked)) in options.iter().enumerate() {
                    push(at, format!("{} {}  ", at + 1, if *marked { "[x]" } else { "[ ]" }), text);
                }
            }
            Answering::Typed(..) => return (vec![(Line::new(), false)], Vec::new()),
            Answering::Match { left, right, chosen } => {
                for (at, text) in left.iter().enumerate() {
                    let chosen = chosen.get(at).copied().flatten().map_or("?".to_owned(), |place| (place + 1).to_string());
                    push(at, format!("{chosen}  "), text);
                }
                lines.push((Line::new(), false));
                for (at, (_, text)) in right.iter().enumerate() {
                    lines.extend(
                        Line::new().quiet(format!("{}  ", at + 1)).text(text.clone()).wrapped(width).into_iter().map(|line| (line, false)),
                    );
                }
            }
            Answering::Order(items) => {
                for (at, (_, text)) in items.iter().enumerate() {
                    push(at, format!("{}.  ", at + 1), text);
                }
            }
        }
        (lines, of)
    }
}
