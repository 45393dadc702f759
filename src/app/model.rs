//! The model: everything the application knows, changed by [`super::update`] and drawn by [`super::view`].

use std::any::Any;
use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use rand::RngExt;
use rand::rngs::StdRng;

use super::action::Action;
use super::coach::Coach;
use super::cx::Cx;
use super::denial::Denial;
use super::effect::Ticket;
use super::inquiry::{MOMENT, Underway, Work};
use super::message::{Message, Opened};
use super::notice::{Notice, PastNotice, Shown, Tone};
use super::overlay::Overlay;
use super::places::{PlaceId, Places};
use super::route::{Route, ScreenId};
use super::screen::{Focus, Screens};
use super::settings::Settings;
use super::sight::Sight;
use super::view::Wants;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::awscli::Files;
use crate::store::{History, Listed, Revision};
use crate::theme::{Depth, Ground, Theme};
use crate::training::Shelf;
use crate::training::lesson::Language;
use crate::training::progress::Progress;
use crate::widgets::key::{Code, Key};

/// What the model is told at the start and can't find out itself.
pub struct Start {
    /// The screens.
    pub screens: Screens,
    /// The user's settings.
    pub settings: Settings,
    /// What the terminal's ground is taken to be until it tells.
    pub ground: Ground,
    /// How many colours it shows.
    pub depth: Depth,
    /// Whether it shows letters beyond ASCII.
    pub unicode: bool,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Where chance comes from.
    pub rng: StdRng,
    /// Reads what `file://` names in a line typed behind `:`.
    pub files: Box<dyn Files>,
    /// Whether what is shown is recorded: then secrets are masked.
    pub is_recorded: bool,
    /// The folder of lessons that the command line names.
    pub lessons: Option<PathBuf>,
    /// The language of whoever sits here, for where they have set none.
    pub language: Language,
}

/// Everything the application knows.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
pub struct Model {
    pub(super) screens: Screens,
    pub(super) practice: Option<Practice>,
    pub(super) places: Places,
    /// What the screen that was left last has kept for the next of its kind.
    pub(super) kept: Option<(ScreenId, Box<dyn Any>)>,
    pub(super) overlays: Vec<Layer>,
    /// The layer that belongs to a step of the lesson, and the step.
    pub(super) of_step: Option<(u64, usize)>,
    pub(super) notice: Option<Shown>,
    pub(super) notices: Vec<PastNotice>,
    /// How far the learner has come.
    pub(super) progress: Progress,
    /// The accounts of lessons that were begun on another machine, and are not on this one.
    pub(super) elsewhere: BTreeSet<String>,
    /// Whether the first start's offer is still to be made: what is kept of the learner is known, and it is nothing.
    pub(super) offers: bool,
    /// Whether a later start's word on what was begun is still to be said.
    pub(super) reminds: bool,
    /// The lessons that there are.
    pub(super) shelf: Shelf,
    /// The folder of lessons that the command line names.
    pub(super) named_folder: Option<PathBuf>,
    pub(super) language_of_system: Language,
    /// Whether what is shown is recorded.
    is_recorded: bool,
    /// The key that was pressed last, where others look on; none while something is typed.
    pub(super) pressed: Option<Key>,
    /// The lesson that is gone through on the account that is open.
    pub(super) coach: Option<Coach>,
    /// How many rows the coach's card wants.
    pub(super) card_wants: Wants,
    pub(super) accounts: Vec<Listed>,
    /// Why none of them can be made, changed or thrown away, if so.
    pub(super) accounts_read_only: Option<String>,
    pub(super) settings: Settings,
    pub(super) ground: Ground,
    depth: Depth,
    unicode: bool,
    pub(super) theme: Theme,
    pub(super) size: (u16, u16),
    pub(super) now: Timestamp,
    pub(super) opening_since: Option<Timestamp>,
    chance: [u8; 32],
    rng: StdRng,
    pub(super) files: Box<dyn Files>,
    /// What was typed before the account was open.
    pub(super) early: Vec<Message>,
    pub(super) pending: Vec<Pending>,
    /// What is being found out, and for whom.
    pub(super) underway: Vec<Underway>,
    /// Files that are being written, and for whom.
    pub(super) saving: Vec<(Ticket, Asker)>,
    /// What was said of those of them that are written, until all are.
    pub(super) saved: Vec<String>,
    last_id: u64,
    /// Lines typed behind `:`, secrets masked.
    pub(super) commands: Vec<String>,
    /// The question whether to quit, if it was asked.
    pub(super) quit_question: Option<u64>,
    /// What whoever is signed in may not see, and of what it was found out.
    pub(super) sight: Sight,
    pub(super) seen: Option<Seen>,
    /// Why the current place may not be seen, if so.
    pub(super) denied: Option<Refusal>,
    /// Whether only the tab that is shown is denied, and not the page.
    pub(super) is_tab_denied: bool,
    /// Whether whoever is signed in took it from themselves with the last change.
    pub(super) is_self_denied: bool,
    /// What the keys do first on the current screen, as of the last message.
    pub(super) typing: Typing,
    /// What was denied last, and at which place: it can be explained as long as one is there and nothing was done since.
    pub(super) denied_at: Option<(PlaceId, Denial)>,
    /// Whether up and down go through the options of a field there.
    pub(super) is_on_choice: bool,
    /// Whether rows can be marked there.
    pub(super) marks_rows: bool,
}

/// What keys do first on the current screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Typing {
    /// Letters are commands.
    #[default]
    Commands,
    /// Letters are commands, and there is a list to filter.
    List,
    /// Letters are typed into a filter.
    Filter,
    /// Letters are typed into a field.
    Field,
    /// Letters are typed into another field than the one with the focus, or where a choice opens: they are no commands of the shell.
    BesideField,
    /// Letters are typed into a text, and what could stand there is offered.
    Offers,
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
    pub(super) before_last_change: Option<Account>,
    /// Who is signed in; nobody where nobody is.
    pub caller: Option<Caller>,
    /// Whom the screens that are open were opened for.
    pub(super) shown_to: Option<Caller>,
    /// Why nothing can be changed, if so, in a sentence.
    pub read_only: Option<String>,
}

/// An overlay with its id.
pub struct Layer {
    pub(super) id: u64,
    pub(super) overlay: Box<dyn Overlay>,
}

/// Of what it was found out what may be seen.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub account: String,
    pub revision: Revision,
    pub caller: Option<Caller>,
    pub place: Option<PlaceId>,
    pub tab: usize,
}

impl Seen {
    /// Whether it is the same tab of the same place that the same caller sees, whatever the account holds by now.
    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        let place = |seen: &Self| (seen.account.clone(), seen.caller.clone(), seen.place, seen.tab);
        place(self) == place(other)
    }
}

/// Who asked for something that is under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asker {
    Place(PlaceId),
    Layer(u64),
    Shell,
}

/// Something that is under way.
pub(super) struct Pending {
    pub ticket: Ticket,
    pub asker: Asker,
    pub kind: PendingKind,
}

/// What is under way.
pub(super) enum PendingKind {
    Operations { caller: Caller, operations: Vec<Operation>, said: Option<String> },
    Undo,
    Redo,
}

impl Model {
    /// The model before any account is open.
    pub fn new(start: Start, now: Timestamp) -> Self {
        let Start { screens, settings, ground, depth, unicode, size, rng, files, is_recorded, lessons, language } = start;
        let theme = Theme::new(settings.theme, ground, depth).with_unicode(unicode).hiding_secrets(settings.presenter || is_recorded);
        Self {
            screens,
            practice: None,
            places: Places::default(),
            kept: None,
            overlays: Vec::new(),
            of_step: None,
            notice: None,
            notices: Vec::new(),
            progress: Progress::default(),
            elsewhere: BTreeSet::new(),
            offers: false,
            reminds: false,
            shelf: Shelf::default(),
            named_folder: lessons,
            language_of_system: language,
            coach: None,
            card_wants: Wants::default(),
            accounts: Vec::new(),
            accounts_read_only: None,
            settings,
            ground,
            depth,
            unicode,
            theme,
            size,
            now,
            opening_since: Some(now),
            is_recorded,
            pressed: None,
            chance: [0; 32],
            rng,
            files,
            early: Vec::new(),
            pending: Vec::new(),
            underway: Vec::new(),
            saving: Vec::new(),
            saved: Vec::new(),
            last_id: 0,
            commands: Vec::new(),
            quit_question: None,
            sight: Sight::default(),
            seen: None,
            denied: None,
            is_tab_denied: false,
            is_self_denied: false,
            typing: Typing::default(),
            denied_at: None,
            is_on_choice: false,
            marks_rows: false,
        }
    }

    /// The settings as they are.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The account that is open.
    pub const fn practice(&self) -> Option<&Practice> {
        self.practice.as_ref()
    }

    /// Whether something is under way.
    pub const fn is_busy(&self) -> bool {
        !self.pending.is_empty()
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
    pub(super) fn cx(&self) -> Option<Cx<'_>> {
        self.cx_sized(self.room())
    }

    /// What they see where they have so many columns and rows.
    pub(super) fn cx_sized(&self, size: (u16, u16)) -> Option<Cx<'_>> {
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
    pub(super) fn why_not(&self, action: Action) -> Option<String> {
        let (place, cx) = (self.places.current()?, self.cx()?);
        if let Some(denied) = &self.denied {
            return Some(denied.message.clone());
        }
        // Settings and other accounts are no part of this account, and a simulation changes nothing in it.
        let writes = action.writes() && !matches!(place.spec.id, ScreenId::Settings | ScreenId::Accounts | ScreenId::Simulator);
        place.screen.why_not(action, &cx).or_else(|| self.why_read_only().filter(|_| writes))
    }

    /// Why nothing in the account can be changed, in a sentence; `None` where it can.
    pub(super) fn why_read_only(&self) -> Option<String> {
        self.practice.as_ref()?.read_only.clone()
    }

    /// Whether somebody is signed in.
    pub(super) fn is_signed_in(&self) -> bool {
        self.practice.as_ref().is_some_and(|practice| practice.caller.is_some())
    }

    /// When the session that one is in ends, in real time; `None` where that is not foreseen.
    fn session_ends(&self) -> Option<Timestamp> {
        let practice = self.practice.as_ref()?;
        let ends = practice.account.session_of(practice.caller.as_ref()?)?.expires?;
        ends.checked_sub(jiff::SignedDuration::from_secs(practice.account.clock_ahead())).ok()
    }

    /// A number that was not given before.
    pub(super) const fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// Other chance for the next action.
    pub(super) fn shake(&mut self) {
        self.rng.fill(&mut self.chance);
    }

    /// Takes note of what keys do first now.
    pub(super) fn note_typing(&mut self) {
        (self.is_on_choice, self.marks_rows) = (false, false);
        if self.denied.is_some() {
            self.typing = Typing::Commands;
            return;
        }
        match self.places.current_mut().map(|place| place.screen.focus()) {
            Some(Focus::Form(form)) => self.is_on_choice = form.is_on_choice(),
            Some(Focus::List(list)) => self.marks_rows = list.marks_rows(),
            _ => {}
        }
        self.typing = match self.places.current_mut().map(|place| place.screen.focus()) {
            Some(Focus::List(list)) if list.is_filtering() => Typing::Filter,
            Some(Focus::List(list)) if list.has_rows() => Typing::List,
            Some(Focus::Form(form)) if form.takes_letters() => Typing::Field,
            Some(Focus::Form(form)) if form.has_letters() => Typing::BesideField,
            Some(Focus::Choices(_)) => Typing::BesideField,
            Some(Focus::Code(code)) if code.offered().is_some() => Typing::Offers,
            Some(Focus::Code(_)) => Typing::Field,
            _ => Typing::Commands,
        };
    }

    /// Whether one writes: into a field, a filter or a text, or beside such a field.
    pub(super) const fn is_writing(&self) -> bool {
        matches!(self.typing, Typing::Filter | Typing::Field | Typing::BesideField | Typing::Offers)
    }

    /// Takes note of a key for those who look on. What is typed may be a secret, and is no key to learn.
    pub(super) fn note_pressed(&mut self, key: Key) {
        let is_typed = matches!(key, Key { code: Code::Char(_), ctrl: false, alt: false })
            && (!self.overlays.is_empty() || matches!(self.typing, Typing::Filter | Typing::Field | Typing::Offers));
        self.pressed = Some(key).filter(|_| self.hides_secrets() && !is_typed);
    }

    /// Whether others look on.
    const fn hides_secrets(&self) -> bool {
        self.settings.presenter || self.is_recorded
    }

    /// What a recording is marked with: the step of the lesson that is gone through.
    pub fn step_shown(&self) -> Option<String> {
        let coach = self.coach.as_ref().filter(|coach| !coach.is_at_end())?;
        Some(format!("{} {}/{} {}", coach.lesson().id, coach.at() + 1, coach.len(), coach.title(coach.at())))
    }

    /// Makes the look what settings and terminal say.
    pub(super) fn set_theme(&mut self) {
        let hides = self.hides_secrets();
        self.theme = Theme::new(self.settings.theme, self.ground, self.depth).with_unicode(self.unicode).hiding_secrets(hides);
    }

    /// Says something, and remembers that it was said.
    pub(super) fn say(&mut self, notice: Notice) {
        // By the account's time, as everything else that is dated.
        let at = self.practice.as_ref().map_or(self.now, |practice| practice.account.time_at(self.now));
        self.notices.push(PastNotice { at, notice: notice.clone() });
        self.notice = Some(Shown::said(notice));
    }

    /// Says why something is not done. That is not worth remembering.
    pub(super) fn hint(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Shown::hint(Notice::new(tone, text)));
    }

    /// Takes an account that was opened. What was said and done in the one before is no business of this one; only a secret
    /// that nobody has seen yet stays.
    pub(super) fn take(&mut self, opened: Opened) {
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
        self.practice = Some(Practice { name, account, history, before_last_change: None, shown_to: caller.clone(), caller, read_only });
        if let Some(reason) = self.why_read_only() {
            self.say(Notice::new(Tone::Warning, reason));
        }
        self.opening_since = None;
        if let Some(lesson) = lesson {
            self.begin_lesson(lesson);
        }
    }

    /// When the model wants to be woken next, if at all.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let Some(cx) = self.cx() else {
            // Say "opening" only where it takes longer than a tenth of a second.
            return self.opening_since.and_then(|since| since.checked_add(MOMENT).ok()).filter(|at| *at > self.now);
        };
        let shown = match self.overlays.last() {
            Some(layer) => layer.overlay.wake_at(&cx),
            None => self.places.current().and_then(|place| place.screen.wake_at(&cx)),
        };
        let exam = self.coach.as_ref().and_then(|coach| coach.wake_at(self.now));
        shown.into_iter().chain(exam).chain(self.expects_answer_until()).chain(self.session_ends()).min()
    }

    /// Where something was asked just now, when it becomes worth telling that it is worked on. Until then the answer is likely
    /// to come: a frame that waits for it does not flicker.
    pub fn expects_answer_until(&self) -> Option<Timestamp> {
        self.underway.iter().filter_map(|underway| underway.work.told_from()).filter(|at| *at > self.now).min()
    }

    /// How far it is what somebody waits for, once it is worth telling of.
    pub(super) fn work_of(&self, asker: Asker) -> Option<Work> {
        let underway = self.underway.iter().find(|underway| underway.asker == asker)?;
        underway.work.told_from().is_some_and(|at| at <= self.now).then_some(underway.work)
    }
}
