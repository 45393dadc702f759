//! How decisions are made: the page to read about it.

use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::sight::needs;
use crate::widgets::document::Scroll;
use crate::widgets::{Canvas, Code, Key, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Decisions,
    names: &["decisions", "help decisions", "how decisions are made", "evaluation"],
    title: |_| "How decisions are made".into(),
    about: "Read what is asked before a request is allowed, in which order, and how to read an answer",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: &[],
    open: |_, cx| Box::new(Decisions::new(cx)),
};

/// What opens it where decisions are asked for; one of the keys works while a question is typed, too.
pub(in crate::screens) const HELP: Binding =
    Binding::new(&[Key::char('h'), Key::plain(Code::F(9))], Action::Help, "decisions", "Read how decisions are made");

/// Opens it.
pub(in crate::screens) fn opened() -> Vec<Step> {
    vec![Step::Go(Route::to(ScreenId::Decisions))]
}

/// The text: headings begin with `#`, entries of lists with `-`; every paragraph is one line.
const TEXT: &str = include_str!("decisions.txt");

/// As wide as the text becomes: it fits between the navigation, where that is there, and the bar; longer lines are hard to read.
const WIDEST: usize = 72;
/// Columns that the frame takes.
const FRAME: usize = 4;

/// The text, laid out.
struct Decisions {
    lines: Vec<Line>,
    scroll: Scroll,
}

impl Decisions {
    fn new(cx: &Cx<'_>) -> Self {
        let mut decisions = Self { lines: Vec::new(), scroll: Scroll::default() };
        decisions.refresh(cx);
        decisions
    }
}

impl Screen for Decisions {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.lines = laid_out(usize::from(cx.size.0).saturating_sub(FRAME).min(WIDEST));
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Document(&mut self.scroll)
    }

    fn act(&mut self, _action: Action, _cx: &Cx<'_>) -> Vec<Step> {
        Vec::new()
    }

    fn is_aside(&self) -> bool {
        true
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        self.scroll.draw_with_bar(canvas, "decisions", &self.lines);
    }
}

/// The text in lines of at most this width.
fn laid_out(width: usize) -> Vec<Line> {
    TEXT.lines().flat_map(|line| paragraph(line, width)).collect()
}

fn paragraph(line: &'static str, width: usize) -> Vec<Line> {
    if let Some(heading) = line.strip_prefix("# ") {
        return vec![Line::new().title(heading)];
    }
    let Some(entry) = line.strip_prefix("- ") else { return Line::new().text(line).wrapped(width) };
    let (sign, entry) = match entry.split_once(". ") {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => (format!("{number}. "), rest),
        _ => ("• ".to_owned(), entry),
    };
    let indent = " ".repeat(sign.chars().count());
    let lines = Line::new().text(entry).wrapped(width.saturating_sub(indent.len()));
    let signs = std::iter::once(sign).chain(std::iter::repeat(indent));
    lines.into_iter().zip(signs).map(|(line, sign)| Line::new().quiet(sign).join(line)).collect()
}
