//! Lessons as files: TOML front matter for what happens, Markdown for what is said.
//!
//! A [`Lesson`] is read from a text of any bytes, with the place and what was expected where it is none. Nothing of it is run
//! here; checks and lines are taken up by [`super::stage`].

mod blocks;
mod error;
mod folder;
mod front;
mod language;
mod markdown;
mod misread;
mod model;
mod origin;
mod parse;
mod reader;
mod shipped;
mod steps;
mod text;
mod translation;
mod written;

pub use blocks::Block;
pub use error::LessonError;
pub(super) use error::meant;
pub use folder::{Unread, folder, text_of, translation_of};
pub use language::Language;
pub use model::{
    Ask, AskKind, CHALLENGE, Challenge, Choice, DEFAULT_HINT, END, FixtureLine, Hint, Lesson, Level, Step, TOO_MUCH, Texts, Trap,
};
pub use origin::Origin;
pub use parse::LONGEST_TITLE;
pub use shipped::{fixture_names, shipped, shipped_files, shipped_fixture, shipped_in, shipped_lesson, shipped_translations};
pub use text::{Look, Part, Run, Text};
pub use translation::Fallbacks;
pub use written::Written;
