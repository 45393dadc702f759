//! The model: everything the application knows, changed by [`super::update`] and drawn by [`super::view`].

mod start;
pub(super) mod typing;
mod waking;

use std::any::Any;
use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use rand::RngExt;
use rand::rngs::StdRng;

use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::coach::Coach;
use crate::app::cx::Cx;
use crate::app::effect::Ticket;
use crate::app::inquiry::Underway;
use crate::app::message::{Message, Opened};
use crate::app::notice::{Notice, PastNotice, Shown, Tone};
use crate::app::overlay::Overlay;
use crate::app::places::{PlaceId, Places};
use crate::app::route::{Route, ScreenId};
use crate::app::screen::Screens;
use crate::app::settings::Settings;
use crate::app::sight::denial::Denial;
use crate::app::sight::{Seen, Sight};
use crate::app::view::Wants;
use crate::awscli::Files;
use crate::store::{History, Listed};
use crate::theme::{Depth, Ground, Theme};
use crate::training::Shelf;
use crate::training::lesson::Language;
use crate::training::progress::Progress;
use crate::widgets::key::Key;
use typing::Typing;

pub use start::Start;

/// Everything the application knows.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
pub struct Model {
    pub(in crate::app) screens: Screens,
    pub(in crate::app) practice: Option<Practice>,
    pub(in crate::app) places: Places,
    /// What the screen that was left last has kept for the next of its kind.
    pub(in crate::app) kept: Option<(ScreenId, Box<dyn Any>)>,
    pub(in crate::app) overlays: Vec<Layer>,
    /// The layer that belongs to a step of the lesson, and the step.
    pub(in crate::app) of_step: Option<(u64, usize)>,
    pub(in crate::app) notice: Option<Shown>,
    pub(in crate::app) notices: Vec<PastNotice>,
    /// How far the learner has come.
    pub(in crate::app) progress: Progress,
    /// The accounts of lessons that were begun on another machine, and are not on this one.
    pub(in crate::app) elsewhere: BTreeSet<String>,
    /// Whether the first start's offer is still to be made: what is kept of the learner is known, and it is nothing.
    pub(in crate::app) offers: bool,
    /// Whether a later start's word on what was begun is still to be said.
    pub(in crate::app) reminds: bool,
    /// The lessons that there are.
    pub(in crate::app) shelf: Shelf,
    /// The folder of lessons that the command line names.
    pub(in crate::app) named_folder: Option<PathBuf>,
    pub(in crate::app) language_of_system: Language,
    /// Whether what is shown is recorded.
    is_recorded: bool,
    /// The key that was pressed last, where others look on; none while something is typed.
    pub(in crate::app) pressed: Option<Key>,
    /// The lesson that is gone through on the account that is open.
    pub(in crate::app) coach: Option<Coach>,
    /// How many rows the coach's card wants.
    pub(in crate::app) card_wants: Wants,
    pub(in crate::app) accounts: Vec<Listed>,
    /// Why none of them can be made, changed or thrown away, if so.
    pub(in crate::app) accounts_read_only: Option<String>,
    pub(in crate::app) settings: Settings,
    pub(in crate::app) ground: Ground,
    depth: Depth,
    unicode: bool,
    pub(in crate::app) theme: Theme,
    pub(in crate::app) size: (u16, u16),
    pub(in crate::app) now: Timestamp,
    pub(in crate::app) opening_since: Option<Timestamp>,
    chance: [u8; 32],
    rng: StdRng,
    pub(in crate::app) files: Box<dyn Files>,
    /// What was typed before the account was open.
    pub(in crate::app) early: Vec<Message>,
    pub(in crate::app) pending: Vec<Pending>,
    /// What is being found out, and for whom.
    pub(in crate::app) underway: Vec<Underway>,
    /// Files that are being written, and for whom.
    pub(in crate::app) saving: Vec<(Ticket, Asker)>,
    /// What was said of those of them that are written, until all are.
    pub(in crate::app) saved: Vec<String>,
    last_id: u64,
    /// Lines typed behind `:`, secrets masked.
    pub(in crate::app) commands: Vec<String>,
    /// The question whether to quit, if it was asked.
    pub(in crate::app) quit_question: Option<u64>,
    /// What whoever is signed in may not see, and of what it was found out.
    pub(in crate::app) sight: Sight,
    pub(in crate::app) seen: Option<Seen>,
    /// Why the current place may not be seen, if so.
    pub(in crate::app) denied: Option<Refusal>,
    /// Whether only the tab that is shown is denied, and not the page.
    pub(in crate::app) is_tab_denied: bool,
    /// Whether whoever is signed in took it from themselves with the last change.
    pub(in crate::app) is_self_denied: bool,
    /// What the keys do first on the current screen, as of the last message.
    pub(in crate::app) typing: Typing,
    /// What was denied last, and at which place: it can be explained as long as one is there and nothing was done since.
    pub(in crate::app) denied_at: Option<(PlaceId, Denial)>,
}

/// The account that is open.
pub struct Practice {
    /// Its name on this machine.
    pub name: String,
    /// What it holds.
    pub account: Account,
    /// What happened in it.
    pub history: History,
    /// What it held before the last change that is in effect, where that was made while it was open here.
    pub(in crate::app) before_last_change: Option<Account>,
    /// Who is signed in; nobody where nobody is.
    pub caller: Option<Caller>,
    /// Whom the screens that are open were opened for, and what they were called.
    pub(in crate::app) shown_to: Option<(Caller, String)>,
    /// Whose sign-in has ended: it does not begin again by itself.
    pub(in crate::app) signed_out: Option<Caller>,
    /// Why nothing can be changed, if so, in a sentence.
    pub read_only: Option<String>,
}

impl Practice {
    /// Finds out who is signed in at a real moment. Whose session was over stays signed out until somebody signs in: neither an
    /// undo nor a redo brings a sign-in back.
    pub(in crate::app) fn find_caller(&mut self, now: Timestamp) {
        let last = self.account.last_signed_in();
        let is_over = self.signed_out.is_some() && self.signed_out.as_ref() == last;
        self.caller = self.account.signed_in(self.account.time_at(now)).filter(|_| !is_over);
        self.signed_out = if self.caller.is_none() { last.cloned() } else { None };
    }
}

/// An overlay with its id.
pub struct Layer {
    pub(in crate::app) id: u64,
    pub(in crate::app) overlay: Box<dyn Overlay>,
}

/// Who asked for something that is under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) enum Asker {
    Place(PlaceId),
    Layer(u64),
    Shell,
}

/// Something that is under way.
pub(in crate::app) struct Pending {
    pub ticket: Ticket,
    pub asker: Asker,
    pub kind: PendingKind,
}

/// What is under way.
pub(in crate::app) enum PendingKind {
    Operations { caller: Caller, operations: Vec<Operation>, said: Option<String> },
    Undo,
    Redo,
}

impl Model {
    /// The settings as they are.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The account that is open.
    pub const fn practice(&self) -> Option<&Practice> {
        self.practice.as_ref()
    }

    /// Where one is, once an account is open.
    pub fn route(&self) -> Option<&Route> {
        self.places.current().map(|place| &place.route)
    }

    /// How many overlays lie over the screen.
    pub const fn overlay_count(&self) -> usize {
        self.overlays.len()
    }

    /// What screens see, once an account is open.
    pub(in crate::app) fn cx(&self) -> Option<Cx<'_>> {
        self.cx_sized(self.room())
    }

    /// What they see where they have so many columns and rows.
    pub(in crate::app) fn cx_sized(&self, size: (u16, u16)) -> Option<Cx<'_>> {
        let practice = self.practice.as_ref()?;
        Some(Cx {
            account: &practice.account,
            account_name: &practice.name,
            history: &practice.history,
            notices: &self.notices,
            read_only: practice.read_only.as_deref(),
            accounts: &self.accounts,
            accounts_read_only: self.accounts_read_only.as_deref(),
            caller: practice.caller.as_ref().unwrap_or(Caller::nobody()),
            sight: &self.sight,
            progress: &self.progress,
            elsewhere: &self.elsewhere,
            shelf: &self.shelf,
            coach: self.coach.as_ref(),
            here: self.places.current(),
            screens: self.screens,
            settings: &self.settings,
            now: practice.account.time_at(self.now),
            real_now: self.now,
            chance: self.chance,
            files: self.files.as_ref(),
            size,
            unicode: self.unicode,
            hides_secrets: self.hides_secrets(),
            work: None,
        })
    }

    /// Why an action of the current screen can't be done now.
    pub(in crate::app) fn why_not(&self, action: Action) -> Option<String> {
        let (place, cx) = (self.places.current()?, self.cx()?);
        if let Some(denied) = &self.denied {
            return Some(denied.message.clone());
        }
        // Settings and other accounts are no part of this account, and a simulation changes nothing in it.
        let writes = action.writes() && !matches!(place.spec.id, ScreenId::Settings | ScreenId::Accounts | ScreenId::Simulator);
        place.screen.why_not(action, &cx).or_else(|| self.why_read_only().filter(|_| writes))
    }

    /// Why nothing in the account can be changed, in a sentence; `None` where it can.
    pub(in crate::app) fn why_read_only(&self) -> Option<String> {
        self.practice.as_ref()?.read_only.clone()
    }

    /// Whether somebody is signed in.
    pub(in crate::app) fn is_signed_in(&self) -> bool {
        self.practice.as_ref().is_some_and(|practice| practice.caller.is_some())
    }

    /// Lets go of what was to be deleted by now; tells whether anything was.
    pub(in crate::app) fn pass(&mut self) -> bool {
        let Some(practice) = &mut self.practice else { return false };
        let now = practice.account.time_at(self.now);
        let is_due = practice.account.next_deletion().is_some_and(|deletion| deletion <= now);
        if is_due {
            practice.account = practice.account.as_of(now);
        }
        is_due
    }

    /// A number that was not given before.
    pub(in crate::app) const fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// Other chance for the next action.
    pub(in crate::app) fn shake(&mut self) {
        self.rng.fill(&mut self.chance);
    }

    /// Whether others look on.
    pub(in crate::app) const fn hides_secrets(&self) -> bool {
        self.settings.presenter || self.is_recorded
    }

    /// What a recording is marked with: the step of the lesson that is gone through.
    pub fn step_shown(&self) -> Option<String> {
        let coach = self.coach.as_ref().filter(|coach| !coach.is_at_end())?;
        Some(format!("{} {}/{} {}", coach.lesson().id, coach.at() + 1, coach.len(), coach.title(coach.at())))
    }

    /// Makes the look what settings and terminal say.
    pub(in crate::app) fn set_theme(&mut self) {
        let hides = self.hides_secrets();
        self.theme = Theme::new(self.settings.theme, self.ground, self.depth).with_unicode(self.unicode).hiding_secrets(hides);
    }

    /// Says something, and remembers that it was said.
    pub(in crate::app) fn say(&mut self, notice: Notice) {
        // By the account's time, as everything else that is dated.
        let at = self.practice.as_ref().map_or(self.now, |practice| practice.account.time_at(self.now));
        self.notices.push(PastNotice { at, notice: notice.clone() });
        self.notice = Some(Shown::said(notice));
    }

    /// Says why something is not done. That is not worth remembering.
    pub(in crate::app) fn hint(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Shown::hint(Notice::new(tone, text)));
    }

    /// Takes an account that was opened. What was said and done in the one before is no business of this one; only a secret
    /// that nobody has seen yet stays.
    pub(in crate::app) fn take(&mut self, opened: Opened) {
        let Opened { name, account, history, notices, read_only, lesson } = opened;
        self.coach = None;
        self.places = Places::default();
        self.kept = None;
        self.overlays.retain(|layer| layer.overlay.unsaved().is_some());
        self.notices.clear();
        self.notice = None;
        for text in notices {
            self.say(Notice::new(Tone::Warning, text));
        }
        let read_only = read_only.map(|reason| format!("Nothing can be changed: {}.", reason.trim_end_matches('.')));
        let caller = account.signed_in(account.time_at(self.now));
        let shown_to = caller.as_ref().map(|caller| (caller.clone(), caller.label(&account)));
        let (before_last_change, signed_out) = (None, None);
        self.practice = Some(Practice { name, account, history, before_last_change, shown_to, signed_out, caller, read_only });
        if let Some(reason) = self.why_read_only() {
            self.say(Notice::new(Tone::Warning, reason));
        }
        self.opening_since = None;
        if let Some(lesson) = lesson {
            self.begin_lesson(lesson);
        }
    }
}
