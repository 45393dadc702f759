//! What lies over the screen and takes the keys first: dialogs, the command line, choosers, secrets shown once.

pub mod chooser;
pub mod command_line;
pub mod dialog;
pub mod picker;
pub mod reader;
pub mod reveal;

use jiff::Timestamp;

use super::action::Action;
use super::cx::Cx;
use super::route::Route;
use super::step::{Outcome, Step};
use crate::widgets::{Canvas, Hit, Key};

/// What an overlay makes of a key, a click or an answer.
pub enum Response {
    /// It is dealt with.
    Taken,
    /// It does nothing here.
    NotTaken,
    /// The overlay is done.
    Close,
    /// Things to do; the overlay stays.
    Do(Vec<Step>),
    /// The overlay is done, and there are things to do.
    CloseAndDo(Vec<Step>),
    /// The overlay is done, and the screen or the shell is to perform an action.
    CloseAndAct(Action),
}

/// Something that lies over the screen.
pub trait Overlay {
    /// Takes a key. `page` is how many rows of the list that was drawn last are in sight.
    fn key(&mut self, key: Key, page: usize, cx: &Cx<'_>) -> Response;

    /// Takes pasted text.
    fn paste(&mut self, _text: &str, _cx: &Cx<'_>) -> Response {
        Response::NotTaken
    }

    /// Takes a click.
    fn click(&mut self, _hit: Hit, _cx: &Cx<'_>) -> Response {
        Response::NotTaken
    }

    /// Takes the wheel.
    fn wheel(&mut self, _rows: isize) {}

    /// What came of what the overlay submitted.
    fn answered(&mut self, _outcome: Outcome, _cx: &Cx<'_>) -> Response {
        Response::Taken
    }

    /// When it wants to be drawn again by itself.
    fn wake_at(&self, _cx: &Cx<'_>) -> Option<Timestamp> {
        None
    }

    /// What its keys do, for the key bar: keys and words.
    fn hints(&self, cx: &Cx<'_>) -> Vec<(String, String)>;

    /// Draws it over the whole screen's canvas; it chooses its own place.
    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>);
}

/// What choosing an entry does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Then {
    /// Perform an action of the screen or the shell.
    Act(Action),
    /// Open a screen.
    Go(Route),
}

impl From<Then> for Response {
    fn from(then: Then) -> Self {
        match then {
            Then::Act(action) => Self::CloseAndAct(action),
            Then::Go(route) => Self::CloseAndDo(vec![Step::Go(route)]),
        }
    }
}
