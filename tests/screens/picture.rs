//! A picture of the screen: its text, and how the text looks.
//!
//! The look is told by the names of the theme's inks, row by row and only where it is not that of plain text: `3  5-12 accent
//! bold on raised`. Columns and rows count from 1. A row of keys in the accent, each with its quiet label, is told as `keys`;
//! lines that divide are left out, since the text shows them.

use std::fmt::Write;

use super::common::console::Console;
use iam_console::theme::{Role, Theme};
use iam_console::widgets::canvas::Scratch;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// A colour and what it is called.
type Names = Vec<(Color, &'static str)>;

/// What a theme's colours are called.
pub struct Inks {
    inks: Names,
    grounds: Names,
}

impl Inks {
    /// The names of a theme's colours.
    pub fn of(theme: &Theme) -> Self {
        let inks = [
            (Role::Text, "text"),
            (Role::Quiet, "quiet"),
            (Role::Accent, "accent"),
            (Role::Good, "good"),
            (Role::Warning, "warning"),
            (Role::Bad, "bad"),
            (Role::Rule, "rule"),
            (Role::Brand, "brand"),
            (Role::BrandQuiet, "brand quiet"),
            (Role::BrandMark, "brand mark"),
        ];
        let grounds = [(Role::Raised, "raised"), (Role::Brand, "brand")];
        Self {
            inks: inks.into_iter().filter_map(|(role, name)| Some((theme.style(role).fg?, name))).collect(),
            grounds: grounds.into_iter().filter_map(|(role, name)| Some((theme.style(role).bg?, name))).collect(),
        }
    }

    fn name(names: &Names, color: Color) -> Option<&'static str> {
        names.iter().find(|(named, _)| *named == color).map(|(_, name)| *name)
    }

    /// What a cell looks like.
    fn look(&self, cell: &Cell) -> Look {
        // The QR code has colours of its own, and tests of its own.
        if matches!(cell.bg, Color::Indexed(16 | 231)) {
            return Look { ink: Some("code".into()), ground: String::new() };
        }
        let ink = match cell.fg {
            Color::Reset => "",
            color => Self::name(&self.inks, color).unwrap_or_else(|| panic!("{color} is no ink of the theme")),
        };
        let ground = match cell.bg {
            Color::Reset => String::new(),
            color => format!("on {}", Self::name(&self.grounds, color).unwrap_or_else(|| panic!("{color} is no ground of the theme"))),
        };
        let seen_on_blanks = cell.modifier.intersection(Modifier::UNDERLINED | Modifier::REVERSED);
        let ground = words([attributes(seen_on_blanks), ground]);
        let seen_on_letters = attributes(cell.modifier.difference(seen_on_blanks));
        let ink = if ink == "text" { String::new() } else { ink.to_owned() };
        let is_blank = cell.symbol() == " " || cell.symbol().is_empty();
        Look { ink: (!is_blank).then(|| words([ink, seen_on_letters])), ground }
    }
}

fn attributes(modifier: Modifier) -> String {
    modifier.iter_names().map(|(name, _)| name.to_lowercase()).collect::<Vec<_>>().join(" ")
}

fn words(words: [String; 2]) -> String {
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a cell, or a run of cells, looks like.
#[derive(Clone, PartialEq)]
struct Look {
    /// The ink and what letters alone show of attributes; `None` for a blank, which any ink goes through.
    ink: Option<String>,
    /// The ground and what blanks show of attributes, too.
    ground: String,
}

impl Look {
    /// Whether a cell of that look goes on with a run of this one.
    fn joins(&self, next: &Self) -> bool {
        self.ground == next.ground && (self.ink.is_none() || next.ink.is_none() || self.ink == next.ink)
    }

    /// In words; empty where there is nothing to tell.
    fn words(&self) -> String {
        match self.ink.as_deref() {
            Some("rule") if self.ground.is_empty() => String::new(),
            ink => words([ink.unwrap_or_default().to_owned(), self.ground.clone()]),
        }
    }
}

/// One place, or from one to another: `3`, `5-12`.
fn place(from: u16, to: u16) -> String {
    if from == to { from.to_string() } else { format!("{from}-{to}") }
}

/// The runs of a row that are worth a word: `5-12 accent, 20-31 quiet`.
fn runs(buffer: &Buffer, inks: &Inks, row: u16) -> String {
    let mut runs: Vec<(u16, u16, Look)> = Vec::new();
    for column in 0..buffer.area.width {
        let cell = &buffer[(column, row)];
        let look = inks.look(cell);
        let is_shown = look.ink.is_some() || !look.ground.is_empty();
        match runs.last_mut() {
            Some((_, end, run)) if run.joins(&look) => {
                *end = if is_shown { column } else { *end };
                run.ink = run.ink.take().or(look.ink);
            }
            _ => runs.push((column, column, look)),
        }
    }
    let told: Vec<(u16, u16, String)> = runs.into_iter().map(|(from, to, look)| (from + 1, to + 1, look.words())).collect();
    let told: Vec<_> = told.into_iter().filter(|(_, _, words)| !words.is_empty()).collect();
    if told.len() > 2 && told.chunks(2).all(|pair| matches!(pair, [(.., key), (.., label)] if key == "accent" && label == "quiet")) {
        return "keys".to_owned();
    }
    told.into_iter().map(|(from, to, words)| format!("{} {words}", place(from, to))).collect::<Vec<_>>().join(", ")
}

/// How the screen looks, row by row; rows that look alike share a line. At the end, where the cursor stands.
pub fn styles(buffer: &Buffer, scratch: &Scratch, inks: &Inks) -> String {
    let mut lines: Vec<(u16, u16, String)> = Vec::new();
    for row in 0..buffer.area.height {
        let runs = runs(buffer, inks, row);
        match lines.last_mut() {
            Some((_, end, last)) if *last == runs => *end = row,
            _ => lines.push((row, row, runs)),
        }
    }
    let mut styles = String::new();
    for (from, to, runs) in lines.into_iter().filter(|(_, _, runs)| !runs.is_empty()) {
        let rows = place(from + 1, to + 1);
        writeln!(styles, "{rows:<5} {runs}").unwrap();
    }
    if let Some(cursor) = scratch.cursor() {
        writeln!(styles, "cursor in row {}, column {}", cursor.y + 1, cursor.x + 1).unwrap();
    }
    styles
}

/// The screen's text and look.
pub fn picture(console: &Console, theme: &Theme) -> String {
    let buffer = console.buffer();
    let size = format!("{}×{}", buffer.area.width, buffer.area.height);
    format!("{size}\n{}styles\n{}", console.screen(), styles(buffer, &console.scratch, &Inks::of(theme)))
}
