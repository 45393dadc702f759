//! The console: the program in a pseudo-terminal, as a person uses it.

mod beside;
mod clipboard;
mod early_and_late;
mod idle;
mod journey;
mod leaving;
mod own_lessons;
mod recording;
mod storms;
mod surroundings;
mod suspending;
