//! The application without a terminal: a model, messages that change it, effects it asks for, and how it is drawn.
//!
//! [`update::update`] takes a message and answers with effects; [`view::view`] draws the model. Screens implement
//! [`screen::Screen`] and are rows of a table that the binary hands in. Knows accounts, stores' records and widgets, and
//! neither a terminal nor a file.

pub mod action;
pub mod binding;
pub mod coach;
pub mod cx;
pub mod effect;
pub mod inquiry;
pub mod labels;
pub mod message;
pub mod model;
pub mod navigation;
pub mod notice;
pub mod overlay;
pub mod places;
pub mod route;
pub mod screen;
pub mod settings;
pub mod sight;
pub mod step;
pub mod update;
pub mod view;
pub mod words;
