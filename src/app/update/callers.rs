//! Who is signed in: what is shown follows it.

use crate::account::caller::Caller;
use crate::account::entity::{Owner, SessionKind};
use crate::account::operation::{ExitRole, Logout};
use crate::account::refusal::ErrorCode;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::Then;
use crate::app::overlay::chooser::{Chooser, Entry, Placement};
use crate::app::overlay::dialog::Dialog;
use crate::app::places::Places;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::step::Step;

/// When sessions end by themselves.
const OF_ENDS: &str = "A sign-in lasts twelve hours by the practice clock, a role as long as its session was opened for.";

impl Model {
    /// Where one begins.
    pub(super) fn home(&self) -> ScreenId {
        if self.is_signed_in() { ScreenId::Dashboard } else { ScreenId::SignIn }
    }

    /// Where a way leads while nobody is signed in.
    pub(super) fn instead(&self, route: Route) -> Route {
        if self.is_signed_in() || route.screen.is_open() { route } else { Route::to(ScreenId::SignIn) }
    }

    /// Where a way leads that may be to somebody's credentials: without saying whose, to one's own. Root's are shown to root
    /// only.
    ///
    /// # Errors
    /// Why it leads nowhere, in a sentence.
    pub(super) fn own_credentials(&self, route: &Route) -> Result<Route, &'static str> {
        if !matches!(route.screen, ScreenId::SecurityCredentials | ScreenId::AssignMfa) {
            return Ok(route.clone());
        }
        let own = self.cx().and_then(|cx| cx.caller.owner());
        let meant = match route.subject {
            Some(Subject::Owner(owner)) => Some(owner),
            _ => own,
        };
        match meant.ok_or("A session of a role has no credentials of its own. Switch back first, or go to a user's page.")? {
            Owner::Root if own != Some(Owner::Root) => Err("That is the root user's: only root changes it. Sign in as root first."),
            owner if route.screen == ScreenId::AssignMfa => Ok(Route::assign_mfa(owner)),
            owner => Ok(Route::credentials_of(owner)),
        }
    }

    /// Once somebody else is signed in, or nobody, nothing that was shown before stays: it was for other eyes. A session may
    /// end by itself.
    pub(super) fn follow_caller(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Some(practice) = &mut self.practice else { return Vec::new() };
        practice.find_caller(now);
        let before = practice.shown_to.take();
        practice.shown_to = practice.caller.as_ref().map(|caller| (caller.clone(), caller.label(&practice.account)));
        if practice.caller.as_ref() == before.as_ref().map(|(before, _)| before) {
            return Vec::new();
        }
        let ended = before.and_then(|(before, name)| self.ended(&before, &name));
        let mut effects = self.take_leave();
        // A secret that nobody has seen yet stays.
        self.overlays.retain(|layer| layer.overlay.unsaved().is_some());
        self.places = Places::default();
        self.kept = None;
        effects.extend(self.go(&Route::to(self.home())));
        if let Some(notice) = ended {
            self.say(notice);
        }
        effects
    }

    /// What is said where a session has ended by itself, or whoever was signed in, under this name, is gone.
    fn ended(&self, before: &Caller, name: &str) -> Option<Notice> {
        let practice = self.practice.as_ref()?;
        let account = &practice.account;
        let now = account.time_at(self.now);
        // Who signs out or switches back ends the session; what is over by itself is kept, or its principal is gone. So may be
        // whom one switches back to.
        let over = match account.session_of(before) {
            Some(_) => before,
            None => account.last_signed_in().filter(|_| practice.caller.is_none())?,
        };
        let why = account.check_credentials(over, now).err()?;
        let text = match &practice.caller {
            Some(caller) => format!("The session as {name} has ended. You are {} again.", caller.label(account)),
            None => format!("The session as {name} has ended."),
        };
        let remedy = if why.code == ErrorCode::ExpiredToken { Some(OF_ENDS.to_owned()) } else { why.remedy };
        Some(Notice::new(Tone::Warning, text).remedy(remedy))
    }

    /// Whether one is in a role that one switched to.
    pub(in crate::app) fn has_switched(&self) -> bool {
        let Some(practice) = &self.practice else { return false };
        let session = practice.caller.as_ref().and_then(|caller| practice.account.session_of(caller));
        session.is_some_and(|session| session.kind == SessionKind::SwitchRole)
    }

    /// Opens what can be done about who one is: what the console has in its upper right corner.
    pub(super) fn open_identity(&mut self) {
        let goes = |label: &str, about: &str, screen: ScreenId| Entry {
            section: String::new(),
            keys: String::new(),
            label: label.to_owned(),
            about: about.to_owned(),
            why_not: None,
            then: Some(Then::Go(Route::to(screen))),
        };
        let does = |label: &str, about: &str, action: Action, why_not: Option<String>| Entry {
            why_not,
            then: Some(Then::Act(action)),
            ..goes(label, about, ScreenId::SignIn)
        };
        let mut entries = vec![
            does("Sign out", "The sign-in screen is shown", Action::SignOut, self.why_not_shell(Action::SignOut)),
            goes("Sign in as someone else", "The root user or an IAM user", ScreenId::SignIn),
        ];
        if self.is_signed_in() {
            entries.extend([
                goes("Switch role", "Its permissions take the place of yours", ScreenId::SwitchRole),
                does("Switch back", "From the role to who you are", Action::SwitchBack, self.why_not_shell(Action::SwitchBack)),
            ]);
            // A session of a role has no credentials of its own.
            if self.caller().is_some_and(|caller| caller.owner().is_some()) {
                entries.extend([
                    goes("Change password", "Your own console password", ScreenId::ChangePassword),
                    goes("Security credentials", "Your own password, MFA devices and access keys", ScreenId::SecurityCredentials),
                ]);
            }
        }
        self.open(Box::new(Chooser::new("Identity", Placement::Middle, entries)));
    }

    /// Asks before signing out where the way back in needs a password.
    pub(super) fn sign_out(&mut self) {
        let who = self.cx().map_or_else(String::new, |cx| cx.caller.label(cx.account));
        let dialog = Dialog::new(format!("Sign out {who}?"), "Sign out", |_, _| Ok(vec![Step::submit(Logout {})]))
            .line("To come back you need a password; root's can be set anew on the sign-in screen.");
        self.open(Box::new(dialog));
    }

    /// Goes back from a role.
    pub(super) fn switch_back(&mut self) -> Vec<Effect> {
        let here = self.here();
        self.take_steps(vec![Step::submit(ExitRole {})], here)
    }
}
