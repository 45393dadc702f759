//! Screens, and the table that registers them.

use std::any::Any;

use jiff::Timestamp;

use super::action::Action;
use super::binding::Binding;
use super::cx::Cx;
use super::inquiry::Ended;
use super::route::{Route, ScreenId};
use super::sight::denial::Denial;
use super::step::{Outcome, Step};
use crate::access::Inquiry;
use crate::account::Account;
use crate::account::operation::Operation;
use crate::training::check::LookedUp;
use crate::widgets::Canvas;
use crate::widgets::code_editor::CodeEditor;
use crate::widgets::document::Scroll;
use crate::widgets::form::{Answer, AnyForm};
use crate::widgets::list::AnyList;
use crate::widgets::rows::Rows;

/// What is known of a screen without opening it. One row of the table a screen.
pub struct ScreenSpec {
    /// Which screen.
    pub id: ScreenId,
    /// What one types behind `:` to get here; the first is the one that is completed.
    pub names: &'static [&'static str],
    /// The screen's title, in the chosen words.
    pub title: fn(&Cx<'_>) -> String,
    /// In a sentence, for help and palette.
    pub about: &'static str,
    /// Where closing it leads.
    pub parent: Option<ScreenId>,
    /// What whoever is signed in must be allowed to read, so that this may be shown: of this place, and which of its tabs.
    pub needs: Needs,
    /// What its keys do.
    pub bindings: &'static [Binding],
    /// Opens it.
    pub open: fn(&Route, &Cx<'_>) -> Box<dyn Screen>,
}

/// The operations whose answers a screen shows, with the tab that is shown.
pub type Needs = fn(&Route, usize, &Cx<'_>) -> Vec<Operation>;

/// What has the keys that move and type.
pub enum Focus<'a> {
    /// A list.
    List(&'a mut dyn AnyList),
    /// A form.
    Form(&'a mut dyn AnyForm),
    /// A text that is written.
    Code(&'a mut CodeEditor),
    /// A document.
    Document(&'a mut Scroll),
    /// A few things one above another.
    Rows(&'a mut Rows),
    /// The same where each opens a choice of names. Letters are no commands of the shell there: who types one means a name.
    Choices(&'a mut Rows),
    /// Nothing.
    Nothing,
}

/// How much of the frame a screen leaves to the shell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frame {
    /// Navigation, rules, the echo.
    Full,
    /// The brand bar and the key bar only: the screen needs every row.
    Bare,
}

/// A screen: what is seen of one part of the account.
///
/// The application moves selections, types into fields and scrolls documents by itself, through [`Screen::focus`]; a
/// screen performs actions and draws.
pub trait Screen {
    /// Takes note that the account, the history, the settings, what was said or the terminal's size have changed, or that the
    /// screen is shown again.
    fn refresh(&mut self, cx: &Cx<'_>);

    /// What must be asked for when the screen is opened, such as a list that the application does not hold.
    fn opened(&mut self, _cx: &Cx<'_>) -> Vec<Step> {
        Vec::new()
    }

    /// What moves and types.
    fn focus(&mut self) -> Focus<'_> {
        Focus::Nothing
    }

    /// The last part of the breadcrumb, where it is not the screen's own title: the name of what it is about.
    fn crumb(&self, _cx: &Cx<'_>) -> Option<String> {
        None
    }

    /// The words of the tabs, and which is shown.
    fn tabs(&self, _cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        None
    }

    /// Draws what stands above the tabs, and the tabs, where what is shown below is denied though the page itself is not; returns
    /// the row behind.
    fn draw_head(&self, _cx: &Cx<'_>, _canvas: &mut Canvas<'_>) -> Option<usize> {
        None
    }

    /// Shows another tab.
    fn show_tab(&mut self, _tab: usize, _cx: &Cx<'_>) {}

    /// Why an action of this screen can't be done now; `None` where it can.
    fn why_not(&self, _action: Action, _cx: &Cx<'_>) -> Option<String> {
        None
    }

    /// The words of an action as things are, where they say more than the binding's: what is added, what is removed.
    fn label(&self, _action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        None
    }

    /// Performs an action.
    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step>;

    /// The rows must be arranged anew: the filter or the order has changed.
    fn rearrange(&mut self, _cx: &Cx<'_>) {}

    /// The form or the text answered a key: a field changed, a button was pressed, the form is to be sent.
    fn form_answered(&mut self, _answer: Answer, _cx: &Cx<'_>) -> Vec<Step> {
        Vec::new()
    }

    /// Takes what was chosen or typed in an overlay that the screen has opened.
    fn handed(&mut self, _what: Box<dyn Any>, _cx: &Cx<'_>) -> Vec<Step> {
        Vec::new()
    }

    /// What policies deny of what stands on it, to whoever is signed in: what the selection is on comes first.
    fn denied(&self, _cx: &Cx<'_>) -> Vec<Denial> {
        Vec::new()
    }

    /// What parts of it ask for by themselves, beside what the whole of it needs: it may be denied.
    fn asks(&self, _cx: &Cx<'_>) -> Vec<Operation> {
        Vec::new()
    }

    /// Closes a part of the screen that was opened within it; tells whether there was one. Without, the screen itself is closed.
    fn close_part(&mut self) -> bool {
        false
    }

    /// What came of what the screen submitted.
    fn answered(&mut self, _outcome: Outcome, _cx: &Cx<'_>) -> Vec<Step> {
        Vec::new()
    }

    /// What the screen wants to have found out over the whole account, once for each question: asked after every message. A
    /// newer question takes the place of the older one.
    fn inquires(&mut self, _cx: &Cx<'_>) -> Option<Inquiry> {
        None
    }

    /// Takes how an inquiry ended.
    fn inquiry_ended(&mut self, _ended: Ended, _cx: &Cx<'_>) {}

    /// What must be done before the screen is closed, such as removing a device that was not finished.
    fn closing(&mut self, _cx: &Cx<'_>) -> Vec<Step> {
        Vec::new()
    }

    /// Where closing the screen leads, if not to its parent in the table: to the page of what it is about.
    fn parent(&self, _cx: &Cx<'_>) -> Option<Route> {
        None
    }

    /// Whether it is only looked at beside something else, as help is: closing it leads back to where one came from, whatever
    /// that is.
    fn is_aside(&self) -> bool {
        false
    }

    /// What of it is kept for when the screen is opened again, about nothing in particular: it is handed to the new one. Only the
    /// last that was left is.
    fn kept(&self) -> Option<Box<dyn Any>> {
        None
    }

    /// What would be lost by closing the screen, in a sentence; `None` where nothing would.
    fn unsaved(&self) -> Option<String> {
        None
    }

    /// The requests whose decision it tells now, where one asks for that.
    fn decided(&self, _account: &Account) -> Vec<LookedUp> {
        Vec::new()
    }

    /// When the screen wants to be drawn again by itself.
    fn wake_at(&self, _cx: &Cx<'_>) -> Option<Timestamp> {
        None
    }

    /// How much of the frame it leaves to the shell.
    fn frame(&self, _cx: &Cx<'_>) -> Frame {
        Frame::Full
    }

    /// Draws the screen.
    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>);
}

/// All screens, as the binary hands them in.
pub type Screens = &'static [ScreenSpec];

/// The row of a screen.
pub fn spec(screens: Screens, id: ScreenId) -> Option<&'static ScreenSpec> {
    screens.iter().find(|spec| spec.id == id)
}
