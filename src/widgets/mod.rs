//! What screens are made of: lines of text by role, a canvas to draw them on, lists, forms, documents, an editor, QR codes.
//!
//! A widget holds the state of one thing on the screen, takes keys and draws itself. It knows themes and nothing of
//! accounts or of which screen it is on. Everything that is drawn goes through [`Canvas`], which makes what could steer
//! a terminal visible.

mod ascii;
pub mod canvas;
pub mod code_editor;
pub mod document;
pub mod form;
pub mod key;
pub mod line;
pub mod list;
pub mod position;
pub mod qr;
pub mod rows;
mod shortened;
pub mod tabs;
pub mod text_input;

pub use canvas::{Canvas, Hit, Scratch};
pub use key::{Code, Key};
pub use line::{Line, Span};
pub use shortened::shortened;
