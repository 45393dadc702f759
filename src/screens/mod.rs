//! One folder a screen, and the table that registers them.
//!
//! A screen shows one part of the account and turns actions into operations. It knows the application's vocabulary and
//! the widgets, and draws only on the canvas it is given.

mod dashboard;
mod deletion;
mod groups;
mod page;
mod policies;
mod users;
mod wizard;

use crate::app::screen::ScreenSpec;

/// All screens.
pub static SCREENS: &[ScreenSpec] = &[dashboard::SPEC, users::list::SPEC];
