//! Keys, as bindings name them and people read them.

use std::fmt;

/// Which key, without modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "keys are named as they are printed")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key with its modifiers. Only what every terminal can send: `ctrl` and `alt` with a letter, no `ctrl` with a digit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With control.
    pub ctrl: bool,
    /// With alt.
    pub alt: bool,
}

impl Key {
    /// The key alone.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// A letter, digit or sign.
    pub const fn char(letter: char) -> Self {
        Self::plain(Code::Char(letter))
    }

    /// A letter with control.
    pub const fn ctrl(letter: char) -> Self {
        Self { code: Code::Char(letter), ctrl: true, alt: false }
    }

    /// A key with alt.
    pub const fn alt(code: Code) -> Self {
        Self { code, ctrl: false, alt: true }
    }

    /// The text that the key types, if it types any.
    pub const fn typed(self) -> Option<char> {
        match self {
            Self { code: Code::Char(letter), ctrl: false, alt: false } => Some(letter),
            _ => None,
        }
    }

    /// Whether it types a letter or a digit.
    pub fn is_letter(self) -> bool {
        self.typed().is_some_and(char::is_alphanumeric)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.alt {
            f.write_str("alt-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("space"),
            Code::Char(letter) => write!(f, "{letter}"),
            Code::Enter => f.write_str("enter"),
            Code::Esc => f.write_str("esc"),
            Code::Tab => f.write_str("tab"),
            Code::BackTab => f.write_str("shift-tab"),
            Code::Backspace => f.write_str("backspace"),
            Code::Delete => f.write_str("delete"),
            Code::Up => f.write_str("↑"),
            Code::Down => f.write_str("↓"),
            Code::Left => f.write_str("←"),
            Code::Right => f.write_str("→"),
            Code::Home => f.write_str("home"),
            Code::End => f.write_str("end"),
            Code::PageUp => f.write_str("pgup"),
            Code::PageDown => f.write_str("pgdn"),
            Code::F(number) => write!(f, "f{number}"),
        }
    }
}
