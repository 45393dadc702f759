//! What lies over the screen and takes the keys first: dialogs, the command line, choosers, secrets shown once.

pub mod chooser;
pub mod clock;
pub mod command_line;
pub mod dialog;
pub mod gives_and_takes;
pub mod oneself;
pub mod picker;
pub mod reader;
pub mod reveal;
mod told;
mod wanted;

use jiff::Timestamp;

use super::action::Action;
use super::cx::Cx;
use super::inquiry::Ended;
use super::notice::Notice;
use super::route::Route;
use super::sight::denial::Denial;
use super::step::{Outcome, Step};
use crate::access::Inquiry;
use crate::widgets::{Canvas, Code, Hit, Key};

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

/// Keys with what they do, in a word or two.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The keys; each can be clicked on.
    pub keys: Vec<Key>,
    /// What they do.
    pub label: String,
}

impl Hint {
    /// Keys that do one thing.
    pub fn new(keys: &[Key], label: impl Into<String>) -> Self {
        Self { keys: keys.to_vec(), label: label.into() }
    }

    /// What ends the typing of a list's filter.
    pub fn while_filtering() -> Vec<Self> {
        let keys = [(Code::Enter, "keep the filter"), (Code::Esc, "clear it")];
        keys.map(|(code, label)| Self::new(&[Key::plain(code)], label)).into()
    }

    /// What is done with what could stand at the cursor.
    pub fn while_offered() -> Vec<Self> {
        let [up, down, enter, esc] = [Code::Up, Code::Down, Code::Enter, Code::Esc].map(Key::plain);
        vec![Self::new(&[up, down], "choose"), Self::new(&[enter], "take"), Self::new(&[esc], "close")]
    }

    /// The keys as they are shown: `↑ ↓`.
    pub fn keys(&self) -> String {
        self.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
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
    fn wheel(&mut self, _rows: isize, _cx: &Cx<'_>) {}

    /// What came of what the overlay submitted.
    fn answered(&mut self, _outcome: Outcome, _cx: &Cx<'_>) -> Response {
        Response::Taken
    }

    /// What policies deny of what is told here.
    fn denied(&self, _cx: &Cx<'_>) -> Vec<Denial> {
        Vec::new()
    }

    /// Whether it tells of something that was refused, which can be read in full.
    fn is_refused(&self) -> bool {
        false
    }

    /// What it wants to have found out over the whole account, once: asked after every message.
    fn inquires(&mut self, _cx: &Cx<'_>) -> Option<Inquiry> {
        None
    }

    /// Takes how an inquiry ended.
    fn inquiry_ended(&mut self, _ended: Ended, _cx: &Cx<'_>) {}

    /// When it wants to be drawn again by itself.
    fn wake_at(&self, _cx: &Cx<'_>) -> Option<Timestamp> {
        None
    }

    /// What would be lost if it went now, in a sentence; `None` where nothing would.
    fn unsaved(&self) -> Option<String> {
        None
    }

    /// Whether it tells all that the coach's card tells.
    fn is_card(&self) -> bool {
        false
    }

    /// What its keys do, for the key bar.
    fn hints(&self, cx: &Cx<'_>) -> Vec<Hint>;

    /// What more keys do that are not worth a place in the key bar: keys and words.
    fn help(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

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
    /// Show another step of the lesson.
    ShowStep(usize),
    /// Open a screen and perform an action of its own.
    GoAndAct(Route, Action),
    /// Open a screen and say what to do there.
    GoAndSay(Route, Notice),
    /// Open the screen that a denial leads to.
    Explain(Box<Denial>, Route),
}

impl From<Then> for Response {
    fn from(then: Then) -> Self {
        match then {
            Then::Act(action) => Self::CloseAndAct(action),
            Then::Go(route) => Self::CloseAndDo(vec![Step::Go(route)]),
            Then::ShowStep(step) => Self::CloseAndDo(vec![Step::ShowStep(step)]),
            Then::GoAndAct(route, action) => Self::CloseAndDo(vec![Step::Go(route), Step::Act(action)]),
            Then::GoAndSay(route, notice) => Self::CloseAndDo(vec![Step::Go(route), Step::Hint(notice)]),
            Then::Explain(denial, route) => Self::CloseAndDo(vec![Step::Explain(denial, route)]),
        }
    }
}
