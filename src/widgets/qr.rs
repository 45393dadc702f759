//! QR codes, drawn so that phones read them off real terminals.
//!
//! Lower half blocks only, the foreground the lower module and the background the upper, and an even quiet zone: the
//! seams that fonts leave between cells then fall where they do no harm. Level L, since a screen has no stains. Always
//! the same dark on light, whatever the theme.

use qrcode::bits::Bits;
use qrcode::optimize::Segment;
use qrcode::types::{Color as Module, Mode, Version};
use qrcode::{EcLevel, QrCode};
use ratatui::style::{Color, Modifier};

use super::canvas::Canvas;
use crate::theme::Role;

/// Black and white of the colour cube, which themes don't touch.
const DARK: Color = Color::Indexed(16);
const LIGHT: Color = Color::Indexed(231);

/// Modules of light around the code, of which a phone needs some and an even number draws best.
const QUIET_ZONES: [usize; 2] = [4, 2];

/// A code ready to be drawn.
pub struct Qr {
    modules: Vec<Module>,
    width: usize,
}

impl Qr {
    /// Makes the code of a text; `None` for one that is too long for any code.
    pub fn new(text: &str) -> Option<Self> {
        let code = encode(text.as_bytes())?;
        Some(Self { width: code.width(), modules: code.into_colors() })
    }

    /// Columns and rows that it takes with a quiet zone of so many modules.
    const fn size(&self, quiet: usize) -> (usize, usize) {
        let side = self.width + 2 * quiet;
        (side, side.div_ceil(2))
    }

    /// Columns and rows that it takes at the least.
    pub const fn least_size(&self) -> (usize, usize) {
        self.size(QUIET_ZONES[1])
    }

    /// The widest quiet zone that fits into so much room, if one does.
    fn fitting(&self, columns: usize, rows: usize) -> Option<usize> {
        QUIET_ZONES.into_iter().find(|quiet| {
            let (wide, high) = self.size(*quiet);
            wide <= columns && high <= rows
        })
    }

    /// Whether it can be drawn whole in so much room.
    pub fn fits(&self, columns: usize, rows: usize) -> bool {
        self.fitting(columns, rows).is_some()
    }

    /// Draws it whole at the upper left, or not at all; returns the columns and rows taken.
    pub fn draw(&self, canvas: &mut Canvas<'_>) -> Option<(usize, usize)> {
        let quiet = self.fitting(canvas.width(), canvas.height())?;
        let (columns, rows) = self.size(quiet);
        if canvas.hides_secrets() {
            // As large as it is, so that what stands beside it stays where it is.
            canvas.columns(1, columns.saturating_sub(2)).paragraph(
                1,
                "The QR code is hidden: it holds the device's secret key.",
                Role::Quiet,
            );
            return Some((columns, rows));
        }
        for row in 0..rows {
            for column in 0..columns {
                let upper = self.ink(column, 2 * row, quiet);
                let lower = self.ink(column, 2 * row + 1, quiet);
                if let Some(cell) = canvas.cell(row, column) {
                    cell.reset();
                    cell.modifier = Modifier::empty();
                    cell.set_bg(upper).set_fg(lower).set_symbol(if upper == lower { " " } else { "▄" });
                }
            }
        }
        Some((columns, rows))
    }

    fn ink(&self, column: usize, row: usize, quiet: usize) -> Color {
        let inside = |at: usize| at.checked_sub(quiet).filter(|at| *at < self.width);
        match (inside(column), inside(row)) {
            (Some(column), Some(row)) if self.modules[row * self.width + column] == Module::Dark => DARK,
            _ => LIGHT,
        }
    }
}

/// The smallest code that holds these bytes; `None` if the largest does not.
fn encode(bytes: &[u8]) -> Option<QrCode> {
    let segments = segments(bytes);
    (1..=40).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        bits.push_segments(bytes, segments.iter().copied()).ok()?;
        bits.push_terminator(EcLevel::L).ok()?;
        QrCode::with_bits(bits, EcLevel::L).ok()
    })
}

/// Runs of digits or capitals in the modes that are made for them, where that takes fewer bits than it costs to change
/// modes. (The library decides from left to right, and may so take a whole key for bytes.)
fn segments(bytes: &[u8]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut begin = 0;
    for run in bytes.chunk_by(|left, right| is_alphanumeric(*left) == is_alphanumeric(*right)) {
        let mode = match run.len() {
            6.. if run.iter().all(u8::is_ascii_digit) => Mode::Numeric,
            11.. if is_alphanumeric(run[0]) => Mode::Alphanumeric,
            _ => Mode::Byte,
        };
        let end = begin + run.len();
        match segments.last_mut() {
            Some(last) if last.mode == mode => last.end = end,
            _ => segments.push(Segment { mode, begin, end }),
        }
        begin = end;
    }
    segments
}

/// Whether the alphanumeric mode has this letter (ISO/IEC 18004).
const fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase() || matches!(byte, b' ' | b'$' | b'%' | b'*' | b'+' | b'-' | b'.' | b'/' | b':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Choice, Depth, Ground, Theme};
    use crate::widgets::canvas::Scratch;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    fn drawn(text: &str, columns: u16, rows: u16) -> (Buffer, Option<(usize, usize)>) {
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::new(Choice::Dark, Ground::Dark, Depth::True);
        let mut scratch = Scratch::default();
        let size = Qr::new(text).unwrap().draw(&mut Canvas::new(&mut buffer, area, &theme, &mut scratch));
        (buffer, size)
    }

    /// Paints the cells as pixels, two rows a cell, and reads them with a decoder that knows nothing of the encoder.
    fn read(buffer: &Buffer, (columns, rows): (usize, usize)) -> String {
        const SCALE: usize = 4;
        let dark = |x: usize, y: usize| {
            let cell = &buffer[(u16::try_from(x).unwrap(), u16::try_from(y / 2).unwrap())];
            let ink = if y % 2 == 1 && cell.symbol() == "▄" { cell.fg } else { cell.bg };
            ink == DARK
        };
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(columns * SCALE, 2 * rows * SCALE, |x, y| {
            if dark(x / SCALE, y / SCALE) { 0 } else { 255 }
        });
        let grids = picture.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    const URI: &str = "otpauth://totp/IAM%20practice:root-account-mfa-device@482109735516?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&issuer=IAM%20practice";
    const MIDDLE: &str =
        "otpauth://totp/IAM%20practice:thirteen-mfas@482109735516?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const SHORT: &str =
        "otpauth://totp/root-account-mfa-device@482109735516?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    #[test]
    fn what_is_drawn_can_be_read() {
        for (text, columns, rows) in [(URI, 120, 40), (URI, 57, 29), (URI, 53, 27), (MIDDLE, 80, 22), (MIDDLE, 41, 21), (SHORT, 41, 21)] {
            let (buffer, size) = drawn(text, columns, rows);
            assert_eq!(read(&buffer, size.unwrap()), text, "{columns}x{rows}");
        }
    }

    #[test]
    fn a_key_of_any_letters_fits_on_a_small_screen() {
        for pair in ["A2", "2A", "AB234", "77", "ZZ", "ABCDE2"] {
            let key: String = pair.chars().cycle().take(64).collect();
            let text = SHORT.replace("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", &key);
            let (buffer, size) = drawn(&text, 41, 21);
            assert_eq!(read(&buffer, size.unwrap_or_else(|| panic!("{pair}"))), text);
        }
    }

    #[test]
    fn a_code_is_drawn_whole_or_not_at_all() {
        for (columns, rows) in [(40, 21), (41, 20), (1, 1)] {
            let (buffer, size) = drawn(SHORT, columns, rows);
            assert_eq!(size, None);
            assert_eq!(buffer, Buffer::empty(Rect::new(0, 0, columns, rows)));
        }
    }

    #[test]
    fn only_lower_half_blocks_in_fixed_colours_and_an_even_quiet_zone() {
        let (buffer, size) = drawn(SHORT, 80, 30);
        let (columns, rows) = size.unwrap();
        assert_eq!(QUIET_ZONES.map(|zone| zone % 2), [0, 0]);
        for y in 0..rows {
            for x in 0..columns {
                let cell = &buffer[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())];
                assert!(matches!(cell.symbol(), " " | "▄"));
                assert!([DARK, LIGHT].contains(&cell.fg) && [DARK, LIGHT].contains(&cell.bg));
                assert_eq!(cell.symbol() == "▄", cell.fg != cell.bg);
            }
        }
    }
}
