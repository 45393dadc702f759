//! A sample of the theme: what each role of text looks like now.

use crate::app::notice::Tone;
use crate::theme::Role;
use crate::widgets::{Canvas, Line};

/// Rows of the sample.
pub(super) const HEIGHT: usize = 3;

/// Draws the sample.
pub(super) fn draw(canvas: &mut Canvas<'_>) {
    let voices = Line::new().title("Title").text("   Text").quiet("   Labels and hints").accent("   Keys and links");
    canvas.line_at(0, 2, &voices);
    let tones = [(Tone::Good, "Done"), (Tone::Warning, "To do"), (Tone::Bad, "Denied"), (Tone::Info, "Good to know")];
    let tones = tones.into_iter().fold(Line::new(), |line, (tone, word)| line.with(format!("{} {word}   ", tone.sign()), tone.role()));
    canvas.line_at(1, 2, &tones);
    canvas.select_row(2);
    let selected = Line::new().accent("▌ ").text("The selected row   ").with("✔ Done", Role::Good).quiet("   3 days ago");
    canvas.selected_line_at(2, 0, &selected);
}
