//! All that the coach says, over the screen, with its keys as plain letters: for where the card has no room.

use super::said::Said;
use crate::app::action::Action;
use crate::app::binding::COACH;
use crate::app::cx::Cx;
use crate::app::overlay::{Hint, Overlay, Response};
use crate::widgets::document::Scroll;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

/// Columns that the frame takes.
const FRAME: usize = 4;
/// Longer lines are hard to read.
const WIDEST: usize = 76;

/// The whole card.
#[derive(Default)]
pub struct Panel {
    scroll: Scroll,
}

/// The letter that stands for a key of the coach here: the same as with alt.
fn letter(key: Key) -> Option<char> {
    match key {
        Key { code: Code::Char(letter), alt: true, ctrl: false } => Some(letter),
        _ => None,
    }
}

/// The actions with their letters.
fn letters() -> impl Iterator<Item = (char, Action, &'static str)> {
    COACH.iter().filter_map(|binding| Some((binding.keys.iter().copied().find_map(letter)?, binding.action, binding.label)))
}

impl Panel {
    fn lines(cx: &Cx<'_>) -> Vec<Line> {
        let width = usize::from(cx.size.0).saturating_sub(FRAME + 2).min(WIDEST);
        let Some(coach) = cx.coach else { return Vec::new() };
        let mut lines = Said::by(coach, cx, width).lines(width);
        lines.push(Line::new());
        for (letter, _, label) in letters().filter(|(_, action, _)| coach.why_not(*action).is_none()) {
            lines.push(Line::new().key(letter.to_string(), label));
        }
        lines
    }
}

impl Overlay for Panel {
    fn key(&mut self, key: Key, page: usize, _cx: &Cx<'_>) -> Response {
        if matches!(key.code, Code::Esc | Code::Enter) || COACH.iter().any(|binding| binding.action == Action::Coach && binding.has(key)) {
            return Response::Close;
        }
        let action = letters().find(|(letter, _, _)| key.typed() == Some(*letter)).map(|(_, action, _)| action);
        match action {
            Some(action) => Response::CloseAndAct(action),
            None if self.scroll.key(key, page) => Response::Taken,
            None => Response::NotTaken,
        }
    }

    fn wheel(&mut self, rows: isize, _cx: &Cx<'_>) {
        self.scroll.scroll(rows);
    }

    fn is_card(&self) -> bool {
        true
    }

    fn hints(&self, cx: &Cx<'_>) -> Vec<Hint> {
        let works = |action| cx.coach.is_some_and(|coach| coach.why_not(action).is_none());
        let hints = letters().filter(|(_, action, _)| works(*action)).map(|(letter, _, label)| Hint::new(&[Key::char(letter)], label));
        hints.chain([Hint::new(&[Key::plain(Code::Esc)], "close")]).collect()
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let mut area = canvas.area();
        let lines = Self::lines(cx);
        let width = usize::from(area.width).min(WIDEST + FRAME + 2);
        area.x += u16::try_from((usize::from(area.width) - width) / 2).unwrap_or(0);
        area.width = u16::try_from(width).unwrap_or(area.width);
        area.y += 1;
        area.height = area.height.saturating_sub(3).min(u16::try_from(lines.len() + 2).unwrap_or(u16::MAX));
        let mut inside = canvas.over(area, &Line::new().title("Coach"));
        self.scroll.draw(&mut inside, "coach", &lines);
    }
}
