//! How the second stage is drawn: the code, and beside it or instead of it the fields.

use super::{FIELDS_WIDTH, Setup, Side, grouped};
use crate::account::mfa::{Seed, spaced};
use crate::app::cx::Cx;
use crate::theme::Role;
use crate::widgets::line::wrap;
use crate::widgets::qr::Qr;
use crate::widgets::{Canvas, Hit, Key, Line};

/// Rows that the seconds left take below the fields.
const SECONDS: usize = 2;

impl Setup {
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, whose: &str) {
        let codes = &self.codes;
        let beside = canvas.width().saturating_sub(FIELDS_WIDTH);
        let height = canvas.height();
        if let Some(qr) = codes.iter().find(|qr| qr.fits(beside, height)).filter(|_| canvas.is_unicode()) {
            let taken = qr.draw(canvas).map_or(0, |(columns, _)| columns + 3);
            let width = canvas.width() - taken;
            self.draw_fields(cx, &mut canvas.columns(taken, width), whose);
        } else if self.side == Side::Fields {
            self.draw_fields(cx, canvas, whose);
        } else if let Some(qr) = codes.iter().find(|qr| qr.fits(canvas.width(), height)).filter(|_| canvas.is_unicode()) {
            let taken = qr.draw(canvas).map_or(0, |(columns, _)| columns + 2);
            let width = canvas.width().saturating_sub(taken);
            draw_beside(&mut canvas.columns(taken, width));
        } else {
            draw_no_room(canvas, codes.last());
        }
    }

    fn draw_fields(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, whose: &str) {
        if canvas.height() < 16 {
            return self.draw_compact(cx, canvas);
        }
        let mut row = canvas.paragraph(0, &format!("Assign MFA device to {whose}"), Role::Title) + 1;
        let step = |canvas: &mut Canvas<'_>, row: usize, number: &str, words: &str| {
            canvas.line(row, &Line::new().accent(number.to_owned()));
            let width = canvas.width().saturating_sub(3);
            canvas.columns(3, width).paragraph(row, words, Role::Text)
        };
        row = step(canvas, row, "1", "Open an authenticator app and scan the QR code.");
        row = step(canvas, row, "2", "Or choose “enter a setup key” in the app and type the key.");
        row = self.draw_key(cx, canvas, row);
        row = step(canvas, row, "3", "Enter two codes, one after the other.") + 1;
        let room = canvas.height().saturating_sub(row + SECONDS).max(6);
        let mut fields = canvas.rows(row, room);
        row += self.form.draw(&mut fields, true) + usize::from(canvas.height() > 24);
        self.draw_seconds(cx, &mut canvas.rows(row, usize::MAX));
    }

    /// The key and the fields alone, where there is no room for words.
    fn draw_compact(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let row = self.draw_key(cx, canvas, 0);
        let room = canvas.height().saturating_sub(row + SECONDS);
        let mut fields = canvas.rows(row, room);
        let behind = row + self.form.draw(&mut fields, true);
        self.draw_seconds(cx, &mut canvas.rows(behind, usize::MAX));
    }

    fn draw_key(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize) -> usize {
        let hint = Line::new().key("k", if self.key { "hide the key" } else { "show the key" }).text("  ").key("y", "copy it");
        canvas.line_at(row, 3, &hint);
        canvas.hit(row, 3, 14, Hit::Key(Key::char('k')));
        let mut row = row + 1;
        if let Some(seed) = self.seed(cx).filter(|_| self.key) {
            for line in wrap(&spaced(seed), canvas.width().saturating_sub(3).min(40)) {
                canvas.line_at(row, 3, &Line::new().with(line, Role::Secret));
                row += 1;
            }
        }
        row
    }

    /// The seconds left of the present code, and the practice authenticator's code where one wants it.
    fn draw_seconds(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let Some(seed) = self.seed(cx).and_then(Seed::read) else { return };
        let (code, left) = seed.code_at(cx.real_now);
        let next = Line::new().quiet("Next code in ").text(format!("{left} s"));
        if self.authenticator {
            canvas.line_at(0, 2, &Line::new().quiet("Practice code  ").title(grouped(&code)));
            canvas.line_at(1, 2, &next);
        } else {
            canvas.line_at(0, 2, &next);
            canvas.line_at(1, 2, &Line::new().quiet("No phone?  ").key("a", "practice codes"));
            canvas.hit(1, 2, 30, Hit::Key(Key::char('a')));
        }
    }
}

/// What stands beside a code that takes the screen for itself.
fn draw_beside(canvas: &mut Canvas<'_>) {
    if canvas.width() < 16 {
        return;
    }
    let top = canvas.paragraph(1, "Scan this with an authenticator app.", Role::Text) + 1;
    let keys = [("enter", "then the codes"), ("k", "key as text"), ("a", "without a phone"), ("esc", "cancel")];
    for (row, (key, words)) in keys.into_iter().enumerate() {
        canvas.line(top + row, &Line::new().key(key, words));
    }
}

/// Says how much larger the window must be; a code is never drawn in part.
fn draw_no_room(canvas: &mut Canvas<'_>, smallest: Option<&Qr>) {
    let words = match smallest.filter(|_| canvas.is_unicode()) {
        Some(qr) => {
            let (columns, rows) = qr.least_size();
            let (more_columns, more_rows) = (columns.saturating_sub(canvas.width()), rows.saturating_sub(canvas.height()));
            let more = match (more_columns, more_rows) {
                (0, rows) => format!("{rows} more rows"),
                (columns, 0) => format!("{columns} more columns"),
                (columns, rows) => format!("{columns} more columns and {rows} more rows"),
            };
            format!(
                "The QR code needs {columns} columns and {rows} rows of its own, so this window must have {more}. Make it larger, or type the key into the app."
            )
        }
        None => "This terminal's letters can't show a QR code (its locale is not UTF-8). Type the key into the app.".to_owned(),
    };
    let row = canvas.paragraph(1, &words, Role::Text) + 1;
    canvas.line(row, &Line::new().key("k", "key as text").text("   ").key("enter", "the codes").text("   ").key("esc", "cancel"));
}
