//! Something to read over the screen: the answer to an `aws iam …` line, a document.

use super::{Overlay, Response};
use crate::app::cx::Cx;
use crate::app::step::Step;
use crate::theme::Role;
use crate::widgets::document::Scroll;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

/// Columns that the frame takes.
const FRAME: usize = 4;

/// A document over the screen.
pub struct Reader {
    title: String,
    text: String,
    lines: Vec<Line>,
    scroll: Scroll,
}

impl Reader {
    /// A document with its plain text, which can be copied; lines that are too long for the screen are broken.
    pub fn new(title: impl Into<String>, text: impl Into<String>, lines: &[Line], cx: &Cx<'_>) -> Self {
        let width = usize::from(cx.size.0).saturating_sub(FRAME);
        let lines: Vec<Line> = lines.iter().flat_map(|line| line.wrapped(width)).collect();
        let mut scroll = Scroll::default();
        scroll.set_lines(lines.len());
        Self { title: title.into(), text: text.into(), lines, scroll }
    }
}

impl Overlay for Reader {
    fn key(&mut self, key: Key, page: usize, _cx: &Cx<'_>) -> Response {
        match key {
            Key { code: Code::Esc | Code::Enter | Code::Char('q'), .. } => Response::Close,
            Key { code: Code::Char('y'), ctrl: false, alt: false } => {
                Response::Do(vec![Step::Copy { text: self.text.clone(), what: self.title.clone() }])
            }
            key if self.scroll.key(key, page) => Response::Taken,
            _ => Response::NotTaken,
        }
    }

    fn wheel(&mut self, rows: isize) {
        self.scroll.scroll(rows);
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<(String, String)> {
        [("↑ ↓ pgup pgdn", "scroll"), ("y", "copy"), ("esc", "close")].map(|(key, label)| (key.into(), label.into())).into()
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let mut area = canvas.area();
        area.y += 1;
        area.height = area.height.saturating_sub(3);
        let mut panel = canvas.part(area);
        panel.cover();
        panel.fill(Role::Text);
        let mut inside = panel.frame(&Line::new().title(self.title.clone()));
        self.scroll.draw(&mut inside, "reader", &self.lines);
    }
}
