//! Something to read over the screen: the answer to an `aws iam …` line, a document.

use super::{Hint, Overlay, Response};
use crate::app::action::Action;
use crate::app::binding::DOCUMENT_HELP;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::widgets::document::{Scroll, json};
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

/// Columns that the frame takes.
const FRAME: usize = 4;

/// A document over the screen.
pub struct Reader {
    title: String,
    text: String,
    lines: Vec<Line>,
    /// What is shown in the place of the lines while others look on.
    hiding: Option<Vec<Line>>,
    scroll: Scroll,
    /// What policies deny, where it tells of that.
    denial: Option<Denial>,
}

impl Reader {
    /// A document with its plain text, which can be copied.
    pub fn new(title: impl Into<String>, text: impl Into<String>, lines: Vec<Line>) -> Self {
        Self { title: title.into(), text: text.into(), lines, hiding: None, scroll: Scroll::default(), denial: None }
    }

    /// With another text to be shown while others look on, where there are secrets in this one.
    #[must_use]
    pub fn hiding(self, text: Option<&str>) -> Self {
        Self { hiding: text.map(json), ..self }
    }

    /// Telling what policies deny, if they do: the keys of a denial lead on from it.
    #[must_use]
    pub fn about(self, denial: Option<Denial>) -> Self {
        Self { denial, ..self }
    }

    /// The lines as a screen of this width has them: what is too long is broken, however wide it was when it was opened.
    fn rows(&self, cx: &Cx<'_>) -> Vec<Line> {
        let width = usize::from(cx.size.0);
        let lines = self.hiding.as_ref().filter(|_| cx.hides_secrets).unwrap_or(&self.lines);
        lines.iter().flat_map(|line| line.wrapped(width.saturating_sub(FRAME))).collect()
    }
}

impl Overlay for Reader {
    fn key(&mut self, key: Key, page: usize, _cx: &Cx<'_>) -> Response {
        match key {
            Key { code: Code::Esc | Code::Enter | Code::Char('q'), .. } => Response::Close,
            Key { code: Code::Char('y'), ctrl: false, alt: false } => {
                Response::Do(vec![Step::Copy { text: self.text.clone(), what: self.title.clone() }])
            }
            // The next line is typed right away; nothing of it is a command.
            Key { code: Code::Char(':') | Code::F(2), ctrl: false, alt: false } => Response::CloseAndAct(Action::GoTo),
            key if self.scroll.key(key, page) => Response::Taken,
            _ => Response::NotTaken,
        }
    }

    fn wheel(&mut self, rows: isize, _cx: &Cx<'_>) {
        self.scroll.scroll(rows);
    }

    fn denied(&self, _cx: &Cx<'_>) -> Vec<Denial> {
        self.denial.iter().cloned().collect()
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        let scroll = [Code::Up, Code::Down, Code::PageUp, Code::PageDown].map(Key::plain);
        vec![Hint::new(&scroll, "scroll"), Hint::new(&[Key::char('y')], "copy"), Hint::new(&[Key::plain(Code::Esc)], "close")]
    }

    fn help(&self) -> &'static [(&'static str, &'static str)] {
        DOCUMENT_HELP
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let mut area = canvas.area();
        area.y += 1;
        area.height = area.height.saturating_sub(3);
        let mut inside = canvas.over(area, &Line::new().title(self.title.clone()));
        self.scroll.draw(&mut inside, "reader", &self.rows(cx));
    }
}
