//! The mouse: clicks go to what was drawn there, the wheel to what scrolls.

use crate::app::effect::Effect;
use crate::app::message::Mouse;
use crate::app::model::Model;
use crate::app::navigation::navigation;
use crate::app::overlay::Response;
use crate::app::screen::Focus;
use crate::app::view::crumbs;
use crate::widgets::form::Answer;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Hit, Scratch};

/// Rows that one notch of the wheel moves.
const NOTCH: isize = 3;

impl Model {
    /// Takes what the mouse did.
    pub(super) fn mouse(&mut self, mouse: Mouse, scratch: &Scratch) -> Vec<Effect> {
        match mouse {
            Mouse::Wheel { down } => {
                let rows = if down { NOTCH } else { -NOTCH };
                self.wheel(rows)
            }
            Mouse::Click { column, row } => scratch.hit(column, row).map_or_else(Vec::new, |hit| self.click(hit, scratch.page())),
        }
    }

    fn wheel(&mut self, rows: isize) -> Vec<Effect> {
        if !self.overlays.is_empty() {
            let taken = self.with_overlay(|overlay, cx| {
                overlay.wheel(rows, cx);
                Response::Taken
            });
            return taken.unwrap_or_default();
        }
        let Some(place) = self.places.current_mut() else { return Vec::new() };
        match place.screen.focus() {
            Focus::List(list) => list.scroll(rows),
            Focus::Document(scroll) => scroll.scroll(rows),
            Focus::Code(code) => code.scroll(rows),
            Focus::Rows(own) | Focus::Choices(own) => own.scroll(rows),
            Focus::Form(_) | Focus::Nothing => {}
        }
        Vec::new()
    }

    fn click(&mut self, hit: Hit, page: usize) -> Vec<Effect> {
        if !self.overlays.is_empty() {
            return self
                .with_overlay(|overlay, cx| match hit {
                    Hit::Key(key) => match overlay.click(hit, cx) {
                        Response::NotTaken => overlay.key(key, page, cx),
                        response => response,
                    },
                    hit => overlay.click(hit, cx),
                })
                .unwrap_or_default();
        }
        match hit {
            Hit::Key(key) => self.press(key, page),
            Hit::Tab(tab) => {
                self.with_screen(|screen, cx| screen.show_tab(tab, cx));
                Vec::new()
            }
            Hit::Crumb(crumb) => self.click_crumb(crumb),
            Hit::Nav(entry) => {
                let route = self.cx().and_then(|cx| navigation(&cx).get(entry).map(|entry| entry.route.clone()));
                route.map_or_else(Vec::new, |route| self.go(&route))
            }
            Hit::Row(row) => self.click_row(row, page),
            Hit::Field(field) => self.click_field(field),
            Hit::Text { line, column } => {
                if let Some(Focus::Code(code)) = self.places.current_mut().map(|place| place.screen.focus()) {
                    code.click(line, column);
                }
                Vec::new()
            }
            Hit::Button(_) => Vec::new(),
        }
    }

    fn click_crumb(&mut self, crumb: usize) -> Vec<Effect> {
        let route = self.cx().and_then(|cx| crumbs(self, &cx).get(crumb).and_then(|crumb| crumb.route.clone()));
        route.map_or_else(Vec::new, |route| self.go(&route))
    }

    /// A click selects a row; another on the same opens it.
    fn click_row(&mut self, row: usize, page: usize) -> Vec<Effect> {
        let Some(place) = self.places.current_mut() else { return Vec::new() };
        let again = match place.screen.focus() {
            Focus::Code(code) => {
                let answer = code.choose(row);
                return self.answered_by_form(answer);
            }
            Focus::List(list) => {
                let again = list.click(row);
                // A click marks where rows can be marked, and what else is shown may follow from that.
                self.with_screen(|screen, cx| screen.rearrange(cx));
                again
            }
            Focus::Rows(rows) | Focus::Choices(rows) => {
                let again = rows.selected() == row;
                rows.select(row);
                again
            }
            _ => false,
        };
        if again { self.press(Key::plain(Code::Enter), page) } else { Vec::new() }
    }

    fn click_field(&mut self, field: usize) -> Vec<Effect> {
        let Some(place) = self.places.current_mut() else { return Vec::new() };
        let answer = match place.screen.focus() {
            Focus::Form(form) => form.click(field),
            _ => Answer::NotTaken,
        };
        self.answered_by_form(answer)
    }

    fn answered_by_form(&mut self, answer: Answer) -> Vec<Effect> {
        if matches!(answer, Answer::NotTaken | Answer::Taken) {
            return Vec::new();
        }
        let steps = self.with_screen(|screen, cx| screen.form_answered(answer, cx));
        let asker = self.here();
        self.take_steps(steps, asker)
    }
}
