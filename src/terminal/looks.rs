//! What the surroundings say of the terminal: whether it is one, its colours, its letters.

use std::fmt;
use std::io::{IsTerminal, stdin, stdout};

use crate::theme::{Depth, Ground};

/// What the terminal can show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looks {
    /// How many colours.
    pub depth: Depth,
    /// What its ground is likely to be, until it is asked.
    pub ground: Ground,
    /// Letters beyond ASCII.
    pub unicode: bool,
}

/// There is nothing to draw on: standard input or output is a file or a pipe.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoTerminal;

impl fmt::Display for NoTerminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "The console draws on a terminal, and standard input or output is none. \
             Without a screen, use: iam-console --plain, iam-console status, iam-console aws iam help",
        )
    }
}

/// Whether the terminal can't place text.
pub fn is_dumb() -> bool {
    cfg!(unix) && matches!(std::env::var("TERM").unwrap_or_default().as_str(), "" | "dumb")
}

/// How many columns the terminal has now that lines are written to; `None` where they go elsewhere, or it does not say.
pub fn columns() -> Option<usize> {
    let size = stdout().is_terminal().then(crossterm::terminal::size)?;
    size.ok().map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0)
}

impl Looks {
    /// What the environment says.
    ///
    /// # Errors
    /// There is nothing to draw on.
    pub fn find() -> Result<Self, NoTerminal> {
        if !stdout().is_terminal() || !stdin().is_terminal() {
            return Err(NoTerminal);
        }
        let variable = |name: &str| std::env::var(name).unwrap_or_default();
        Ok(Self { depth: depth(variable), ground: ground(&variable("COLORFGBG")), unicode: unicode(variable) })
    }
}

fn depth(variable: impl Fn(&str) -> String) -> Depth {
    if !variable("NO_COLOR").is_empty() {
        Depth::None
    } else if matches!(variable("COLORTERM").as_str(), "truecolor" | "24bit") || is_of_true_colour(&variable("TERM")) {
        Depth::True
    } else if variable("TERM").contains("256color") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

/// Terminals that have true colour and are known by their name, which comes through where `COLORTERM` does not (ssh, sudo).
fn is_of_true_colour(term: &str) -> bool {
    ["alacritty", "foot", "ghostty", "kitty", "wezterm"].iter().any(|name| term.contains(name)) || term.contains("direct")
}

/// `COLORFGBG` is foreground and background of the sixteen, as in `15;0`.
fn ground(colours: &str) -> Ground {
    match colours.rsplit(';').next().and_then(|ground| ground.parse::<u8>().ok()) {
        Some(7 | 9..=15) => Ground::Light,
        _ => Ground::Dark,
    }
}

/// The first of these variables that is set decides, as for every program.
fn unicode(variable: impl Fn(&str) -> String) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().map(variable).find(|value| !value.is_empty()).unwrap_or_default();
    let locale = locale.to_ascii_lowercase();
    cfg!(windows) || cfg!(target_os = "macos") || locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<'a>(set: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> String + 'a {
        move |name| set.iter().find(|(set, _)| *set == name).map_or_else(String::new, |(_, value)| (*value).to_owned())
    }

    #[test]
    fn colours_are_as_many_as_the_terminal_says() {
        assert_eq!(depth(with(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")])), Depth::True);
        assert_eq!(depth(with(&[("TERM", "xterm-256color")])), Depth::Indexed);
        assert_eq!(depth(with(&[("TERM", "xterm")])), Depth::Sixteen);
        for term in ["xterm-kitty", "alacritty", "foot-extra", "xterm-ghostty", "wezterm", "xterm-direct"] {
            assert_eq!(depth(with(&[("TERM", term)])), Depth::True, "{term}");
        }
        assert_eq!(depth(with(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")])), Depth::None);
        assert_eq!(depth(with(&[("TERM", "xterm"), ("NO_COLOR", "")])), Depth::Sixteen);
    }

    #[test]
    fn the_locale_decides_on_letters() {
        assert!(unicode(with(&[("LANG", "de_DE.UTF-8")])));
        assert!(unicode(with(&[("LC_ALL", "C.utf8"), ("LANG", "C")])));
        if cfg!(target_os = "linux") {
            assert!(!unicode(with(&[("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")])));
            assert!(!unicode(with(&[])));
        }
    }

    #[test]
    fn the_ground_is_dark_unless_told() {
        assert_eq!(
            [ground("15;0"), ground("0;15"), ground("0;default;15"), ground("")],
            [Ground::Dark, Ground::Light, Ground::Light, Ground::Dark]
        );
    }
}
