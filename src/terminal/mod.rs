//! The terminal: entering and leaving it, its events, and the runtime that performs effects.
//!
//! Four threads: one reads input, one waits for signals, one keeps the account, and the main one owns model and screen. A
//! question over the whole account gets one more, and so does the reading of a folder of lessons.
//! They meet in one channel, which is drained before each frame. Nothing below this layer touches a terminal.

mod clipboard;
mod ground;
mod incoming;
mod input;
mod inquiries;
mod keeper;
mod looks;
mod panics;
mod recording;
mod runtime;
mod saving;
mod session;
mod settings_file;
mod shelving;
mod signals;

pub use looks::{Looks, NoTerminal, columns, is_dumb};
pub use panics::reporting as reporting_panics;
pub use recording::Recorder;
pub use runtime::{Ended, Options, run};
pub use settings_file::load as load_settings;
pub use signals::survive_file_limit;
