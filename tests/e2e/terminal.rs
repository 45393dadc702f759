//! The other side of the pseudo-terminal: what a terminal would show, and what else it was told.

use std::num::NonZeroU16;

use vt100::{Callbacks, Screen};

/// A terminal that shows what it is sent.
pub struct Terminal {
    parser: vt100::Parser<Told>,
    /// Every byte that it was sent.
    pub raw: Vec<u8>,
}

/// What a terminal is told besides what to show.
#[derive(Default)]
pub struct Told {
    /// A frame is being drawn: what is shown so far is half of it.
    is_drawing: bool,
    /// Frames that were drawn whole.
    pub frames: usize,
    /// How often it was asked for the colour of its ground (OSC 11).
    pub questions: usize,
    /// What was put into its clipboard (OSC 52), as sent.
    pub clipboard: Vec<String>,
    /// Whatever else: titles, bells, sequences that the program has no reason to send.
    pub strange: Vec<String>,
}

impl Terminal {
    pub fn new((columns, rows): (u16, u16)) -> Self {
        let parser = vt100::Parser::new_with_callbacks(size(rows), size(columns), 0, Told::default());
        Self { parser, raw: Vec::new() }
    }

    pub fn take(&mut self, bytes: &[u8]) {
        self.raw.extend(bytes);
        self.parser.process(bytes);
    }

    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.parser.set_size(size(rows), size(columns));
    }

    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    pub fn told(&self) -> &Told {
        self.parser.callbacks()
    }

    /// What it shows as text, without the blanks at the ends of lines.
    pub fn text(&self) -> String {
        let contents = self.screen().contents();
        contents.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// What it shows, unless that is half a frame.
    pub fn whole(&self) -> Option<&Screen> {
        (!self.told().is_drawing).then(|| self.screen())
    }

    /// The modes that a program has to turn off again.
    pub fn modes(&self) -> Vec<&'static str> {
        let screen = self.screen();
        let modes = [
            ("alternate screen", screen.alternate_screen()),
            ("bracketed paste", screen.bracketed_paste()),
            ("mouse", screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None),
            ("hidden cursor", screen.hide_cursor()),
            ("application cursor", screen.application_cursor()),
            ("application keypad", screen.application_keypad()),
            ("frame", self.told().is_drawing),
        ];
        modes.into_iter().filter_map(|(name, is_on)| is_on.then_some(name)).collect()
    }
}

fn size(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a size")
}

impl Told {
    fn strange(&mut self, what: String) {
        self.strange.push(what);
    }
}

impl Callbacks for Told {
    fn audible_bell(&mut self, _: &mut Screen) {
        self.strange("bell".into());
    }

    fn resize(&mut self, _: &mut Screen, size: (u16, u16)) {
        self.strange(format!("size {size:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut Screen, name: &[u8]) {
        self.strange(format!("icon name {}", name.escape_ascii()));
    }

    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.strange(format!("title {}", title.escape_ascii()));
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.clipboard.push(String::from_utf8_lossy(data).into_owned());
    }

    fn paste_from_clipboard(&mut self, _: &mut Screen, _: &[u8]) {
        self.strange("a look into the clipboard".into());
    }

    fn unhandled_control(&mut self, _: &mut Screen, byte: u8) {
        self.strange(format!("control {byte:#x}"));
    }

    fn unhandled_escape(&mut self, _: &mut Screen, first: Option<u8>, second: Option<u8>, byte: u8) {
        // The end of a string (ST) comes by itself.
        if (first, second, byte) != (None, None, b'\\') {
            self.strange(format!("escape {first:?} {second:?} {byte:#x}"));
        }
    }

    fn unhandled_csi(&mut self, _: &mut Screen, first: Option<u8>, _: Option<u8>, parameters: &[&[u16]], letter: char) {
        match (first, parameters, letter) {
            (Some(b'?'), [[2026]], 'h') => self.is_drawing = true,
            (Some(b'?'), [[2026]], 'l') => {
                self.frames += usize::from(self.is_drawing);
                self.is_drawing = false;
            }
            // Another way of reporting the mouse, and the colour of underlines: this terminal has neither.
            (Some(b'?'), [[1015]], 'h' | 'l') | (None, _, 'm') => {}
            _ => self.strange(format!("CSI {first:?} {parameters:?} {letter}")),
        }
    }

    fn unhandled_osc(&mut self, _: &mut Screen, parameters: &[&[u8]]) {
        match parameters {
            [b"11", b"?"] => self.questions += 1,
            _ => self.strange(format!("OSC {}", parameters.join(&b';').escape_ascii())),
        }
    }
}
