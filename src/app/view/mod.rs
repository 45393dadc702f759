//! How the model is drawn: the brand bar, the navigation, the screen, the echo, the key bar, and what lies over them.

mod brand_bar;
mod coach;
mod crumbs;
mod denial;
mod echo;
mod key_bar;
mod navigation;
mod pointing;

pub(in crate::app) use coach::{Card, Wants};
pub use crumbs::{Crumb, crumbs};

use ratatui::Frame;
use ratatui::layout::Rect;

use super::action::Action;
use super::coach::Coach;
use super::cx::Cx;
use super::inquiry::MOMENT;
use super::model::{Asker, Model};
use super::route::ScreenId;
use super::screen;
use crate::theme::Role;
use crate::widgets::{Canvas, Line, Scratch};

/// Below this nothing can be shown whole.
const LEAST_SIZE: (u16, u16) = (60, 16);
/// From this width on the navigation has a column of its own.
const NAVIGATION_FROM: u16 = 100;

impl Model {
    /// Where the coach's card is, while a lesson is gone through, and whether the navigation keeps its column.
    fn card(&self) -> Option<(Card, bool)> {
        let navigation = self.practice.as_ref().map_or(0, |practice| navigation::width(&practice.account));
        let screen = self.places.current().map(|place| place.spec.id);
        // A lesson at its end has nothing to say beside what comes next.
        let is_over = |coach: &Coach| coach.is_at_end() && matches!(screen, Some(ScreenId::Walkthrough | ScreenId::Walkthroughs));
        self.coach.as_ref().filter(|coach| !is_over(coach))?;
        let (card, has_navigation) = Card::on(self.size, navigation, self.settings.presenter, self.card_wants);
        // What tells all that the card does lies over it.
        let is_told = self.overlays.last().is_some_and(|layer| layer.overlay.is_card());
        if is_told && matches!(card, Card::Below(_)) {
            return None;
        }
        // Beside a screen that needs every row the card has one; what it can't tell there, it tells where the screen has nothing.
        let (width, height) = self.size;
        let rest = card.rest(Rect { x: 0, y: 0, width, height });
        let folds = self.cx_sized((rest.width, rest.height)).is_some_and(|cx| self.is_bare(&cx));
        Some((if folds { card.folded() } else { card }, has_navigation))
    }

    /// Whether the screen that is shown needs every row.
    fn is_bare(&self, cx: &Cx<'_>) -> bool {
        self.places.current().is_some_and(|place| place.screen.frame(cx) == screen::Frame::Bare)
    }

    /// The size that screens have: that of the terminal, without the card.
    pub(in crate::app) fn room(&self) -> (u16, u16) {
        let (width, height) = self.size;
        let rest = self.card().map_or(Rect { x: 0, y: 0, width, height }, |(card, _)| card.rest(Rect { x: 0, y: 0, width, height }));
        (rest.width, rest.height)
    }
}

/// Draws the model; what lies where is left in the scratch.
pub fn view(model: &Model, scratch: &mut Scratch, frame: &mut Frame<'_>) {
    let area = frame.area();
    scratch.begin();
    let mut canvas = Canvas::new(frame.buffer_mut(), area, &model.theme, scratch);
    draw(model, &mut canvas);
    if let Some(cursor) = scratch.cursor() {
        frame.set_cursor_position(cursor);
    }
}

fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let area = canvas.area();
    if area.width < LEAST_SIZE.0 || area.height < LEAST_SIZE.1 {
        draw_too_small(canvas);
        return;
    }
    let bottom = canvas.height() - 1;
    let card = model.card().map(|(card, _)| card);
    brand_bar::draw(model, &mut canvas.rows(0, 1));
    let rest = card.map_or(area, |card| card.rest(area));
    let more = draw_main(model, card, &mut canvas.part(rest));
    match card {
        Some(Card::Right(width)) => {
            let place = Rect { x: rest.right(), y: area.y + 1, width, height: area.height.saturating_sub(2) };
            coach::draw(model, Card::Right(width), &mut canvas.part(place));
        }
        Some(Card::Below(height)) => {
            let place = Rect { y: rest.bottom().saturating_sub(1 + more), height: height + more, ..area };
            coach::draw(model, Card::Below(height + more), &mut canvas.part(place));
        }
        None => {}
    }
    // What lies over the screen takes all clicks but those on its own keys.
    let pointed = pointing::now(model);
    key_bar::draw(model, &pointed, &mut canvas.rows(bottom, 1));
    pointing::draw(model, &pointed, canvas);
}

/// Draws all but the brand bar, the card and the key bar; its last row is the key bar's, or the card's. Returns how many rows above
/// that have nothing in them and are left to the card.
fn draw_main(model: &Model, card: Option<Card>, canvas: &mut Canvas<'_>) -> u16 {
    let area = canvas.area();
    let cx = model.cx();
    let bare = cx.is_some_and(|cx| model.is_bare(&cx));
    let echo = if bare { Vec::new() } else { echo::lines(model, canvas.width()) };
    let bottom = canvas.height() - 1;
    let echo_at = bottom - echo.len();
    let top = if bare {
        1
    } else {
        canvas.rule(1);
        if has_navigation(model, canvas)
            && let Some(cx) = &cx
        {
            canvas.line_at(1, usize::from(navigation::width(cx.account)).saturating_sub(1), &Line::new().with("┬", Role::Rule));
        }
        2
    };
    let body = Rect { y: area.y + top, height: u16::try_from(echo_at).unwrap_or(area.height).saturating_sub(top), ..area };
    draw_body(model, &mut canvas.part(body), bare);
    if bare && matches!(card, Some(Card::Below(_))) && model.overlays.is_empty() {
        let mut body = canvas.part(body);
        let corner = body.empty_corner();
        coach::draw_in_corner(model, &mut body.part(corner));
    }
    let empty = u16::try_from(canvas.part(body).empty_rows()).unwrap_or(0);
    let more = card.filter(|_| model.overlays.is_empty()).map_or(0, |card| card.takes(empty, model.card_wants));
    let echo_at = echo_at - usize::from(more);
    for (row, line) in echo.iter().enumerate() {
        canvas.line(echo_at + row, line);
    }
    if let (Some(layer), Some(cx)) = (model.overlays.last(), cx) {
        // A hint is about the key that was just pressed there: it stays in sight.
        let hint = model.notice.as_ref().filter(|shown| shown.is_hint()).map_or(0, |_| echo.len());
        let height = canvas.height() - hint;
        let cx = Cx { work: model.work_of(Asker::Layer(layer.id)), ..cx };
        layer.overlay.view(&cx, &mut canvas.rows(0, height));
    }
    more
}

fn draw_body(model: &Model, canvas: &mut Canvas<'_>, bare: bool) {
    let area = canvas.area();
    let (Some(cx), Some(place)) = (model.cx(), model.places.current()) else {
        let is_long = model.opening_since.is_some_and(|since| model.now.duration_since(since) >= MOMENT);
        if is_long {
            canvas.inset(1).line(1, &Line::new().quiet("Opening the practice account…"));
        }
        return;
    };
    let mut content = area;
    if has_navigation(model, canvas) && !bare {
        let width = navigation::width(cx.account);
        navigation::draw(model, &cx, &pointing::now(model), &mut canvas.part(Rect { width: width - 1, ..area }));
        canvas.part(Rect { width, ..area }).rule_down(usize::from(width) - 1);
        content = Rect { x: area.x + width, width: area.width - width, ..area };
    }
    if let Some(refusal) = &model.denied {
        let mut canvas = canvas.part(content);
        let mut canvas = canvas.inset(1);
        let head = if model.is_tab_denied { place.screen.draw_head(&cx, &mut canvas) } else { None };
        let row = head.unwrap_or_else(|| denial::draw_head(&mut canvas, &crumbs::name_here(model, place, &cx), place.screen.tabs(&cx)));
        denial::draw(&mut canvas, row, refusal, cx.caller, (model.ways_from_denials(Action::WhoCould).is_ok(), model.is_self_denied));
        return;
    }
    let cx = Cx { work: model.work_of(Asker::Place(place.id)), ..cx };
    place.screen.view(&cx, &mut canvas.part(content).inset(1));
}

/// Whether the navigation has a column of its own.
fn has_navigation(model: &Model, canvas: &Canvas<'_>) -> bool {
    // To those who look on it only is in the way of what is shown.
    let has_room = model.card().map_or(canvas.area().width >= NAVIGATION_FROM && !model.settings.presenter, |(_, navigation)| navigation);
    has_room && model.places.current().is_some() && model.is_signed_in()
}

fn draw_too_small(canvas: &mut Canvas<'_>) {
    let (columns, rows) = LEAST_SIZE;
    let (width, height) = (canvas.width(), canvas.height());
    let words = format!(
        "IAM console needs {columns} columns and {rows} rows; this window has {width} and {height}. Make it larger, or press ctrl-c to quit."
    );
    canvas.paragraph(0, &words, Role::Text);
}
