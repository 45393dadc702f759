//! What a learner's first start offers: the tour, the first lesson, or neither. It is asked once.

use crate::app::cx::Cx;
use crate::app::overlay::{Hint, Overlay, Response};
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::step::Step;
use crate::training::lesson::{Lesson, shipped_lesson};
use crate::training::progress::Learned;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Hit, Line};
use ratatui::layout::Rect;

/// What is offered, in the order of its rows.
const OFFERS: [(char, &str); 3] = [
    ('t', "Take the tour of the console, two minutes"),
    ('b', "Begin with the first lesson: meet the account"),
    ('n', "Not now: look around by yourself"),
];

/// The widest that the offer is.
const WIDEST: u16 = 66;

/// The offer.
#[derive(Default)]
pub struct Welcome {
    selected: usize,
}

impl Welcome {
    /// Does what was chosen; whatever that is, it is not asked again.
    fn choose(&self) -> Response {
        let mut steps = vec![Step::Learned(Box::new(Learned::Offered))];
        let lesson = match self.selected {
            0 => Some("tour"),
            1 => Some("w01"),
            _ => None,
        };
        let lesson: Option<&Lesson> = lesson.and_then(shipped_lesson).map(AsRef::as_ref);
        steps.extend(lesson.map(|lesson| Step::Go(Route::about(ScreenId::Walkthrough, Subject::Lesson(lesson.id.clone())))));
        Response::CloseAndDo(steps)
    }
}

impl Overlay for Welcome {
    fn key(&mut self, key: Key, _page: usize, _cx: &Cx<'_>) -> Response {
        let last = OFFERS.len() - 1;
        match key.code {
            Code::Enter => return self.choose(),
            Code::Esc => {
                self.selected = last;
                return self.choose();
            }
            Code::Up | Code::BackTab => self.selected = self.selected.saturating_sub(1),
            Code::Down | Code::Tab => self.selected = (self.selected + 1).min(last),
            _ => {
                let Some(offer) = OFFERS.iter().position(|(letter, _)| key.typed() == Some(*letter)) else { return Response::NotTaken };
                self.selected = offer;
                return self.choose();
            }
        }
        Response::Taken
    }

    fn click(&mut self, hit: Hit, _cx: &Cx<'_>) -> Response {
        let Hit::Row(row) = hit else { return Response::NotTaken };
        self.selected = row.min(OFFERS.len() - 1);
        self.choose()
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        let [up, down, enter, esc] = [Code::Up, Code::Down, Code::Enter, Code::Esc].map(Key::plain);
        vec![Hint::new(&[up, down], "choose"), Hint::new(&[enter], "do it"), Hint::new(&[esc], "not now")]
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let width = area.width.saturating_sub(4).min(WIDEST);
        let inner = usize::from(width).saturating_sub(4);
        let words = "This is the IAM console on a practice account of your own: nothing leaves this machine, nothing costs money, \
                     every change can be undone. Lessons run beside it, on accounts of their own.";
        let mut lines = Line::new().text(words).wrapped(inner);
        lines.push(Line::new());
        let height = u16::try_from(lines.len() + OFFERS.len() + 2).unwrap_or(u16::MAX).min(area.height);
        let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        let mut inside = canvas.over(place, &Line::new().title("Welcome"));
        for (row, line) in lines.iter().enumerate() {
            inside.line(row, line);
        }
        for (at, (letter, offer)) in OFFERS.into_iter().enumerate() {
            let row = lines.len() + at;
            let is_selected = at == self.selected;
            let line = Line::new().accent(if is_selected { "▌" } else { " " }).accent(letter.to_string()).text(format!("  {offer}"));
            if is_selected {
                inside.rows(row, 1).select_row(0);
                inside.selected_line_at(row, 0, &line);
            } else {
                inside.line(row, &line);
            }
            inside.hit(row, 0, inner, Hit::Row(at));
        }
    }
}
