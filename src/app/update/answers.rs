//! Answers: what the store and the runtime say to what was asked of them.

use crate::account::operation::{Operation, lead};
use crate::account::reply::{Reply, SignInStep};
use crate::app::action::Action;
use crate::app::effect::{Effect, Ticket};
use crate::app::message::{AccountsAnswer, Kept};
use crate::app::model::{Asker, Model, Pending, PendingKind};
use crate::app::notice::{Notice, Tone};
use crate::app::sight::denial::Denial;
use crate::app::step::Outcome;
use crate::awscli;
use crate::store::{Done, Failure, History, HistoryDeed, StoreError};

/// What is said where one of several operations is refused that is not the first.
const NOTHING_DONE: &str = "Nothing of it is done: it goes together or not at all, and what goes before takes the permission away.";

/// What is still asked for where the password alone has signed nobody in.
fn left_of_sign_in(replies: &[Reply]) -> Option<&'static str> {
    replies.iter().find_map(|reply| match reply {
        Reply::SignIn { next: SignInStep::MfaCode } => Some("The password is right. Not signed in yet: a code is asked for."),
        Reply::SignIn { next: SignInStep::NewPassword } => Some("The password is right. Not signed in yet: a new one is asked for."),
        _ => None,
    })
}

impl Model {
    /// Takes the answer to operations, an undo or a redo.
    pub(super) fn answered(&mut self, ticket: Ticket, result: Result<Done, Box<Failure>>, kept: Option<Box<Kept>>) -> Vec<Effect> {
        let Some(at) = self.pending.iter().position(|pending| pending.ticket == ticket) else { return Vec::new() };
        let Pending { asker, kind, .. } = self.pending.remove(at);
        self.note_requests(&kind, &result);
        let is_recorded = kept.is_some_and(|kept| self.keep(*kept));
        let outcome = match result {
            Ok(done) => {
                match left_of_sign_in(&done.replies) {
                    Some(words) => self.say(Notice::new(Tone::Info, words)),
                    None => self.say_done(&kind, is_recorded),
                }
                Outcome::Done(done.replies)
            }
            Err(failure) => self.failed(&kind, *failure, is_recorded),
        };
        self.with_screen(|screen, cx| screen.refresh(cx));
        self.hand_over(asker, outcome)
    }

    /// Takes what is so now; tells whether the history has grown by it.
    pub(super) fn keep(&mut self, kept: Kept) -> bool {
        let Some(practice) = &mut self.practice else { return false };
        let Kept { account, history } = kept;
        let has_grown = history.revision() > practice.history.revision();
        let before = std::mem::replace(&mut practice.account, account);
        practice.find_caller(self.now);
        let last = |history: &History| history.undoable().map(|item| item.revision);
        let (was, is) = (last(&practice.history), last(&history));
        if was != is {
            practice.before_last_change = (was < is).then_some(before);
        }
        practice.history = history;
        self.pass();
        has_grown
    }

    /// Tells the asker, if it is still there.
    fn hand_over(&mut self, asker: Asker, outcome: Outcome) -> Vec<Effect> {
        match asker {
            Asker::Layer(id) => {
                let Some(at) = self.overlays.iter().position(|layer| layer.id == id) else { return Vec::new() };
                let mut layer = self.overlays.remove(at);
                let above = self.overlays.split_off(at);
                let Some(cx) = self.cx() else { return Vec::new() };
                let response = layer.overlay.answered(outcome, &cx);
                let effects = self.take_response(layer, response).unwrap_or_default();
                self.overlays.extend(above);
                effects
            }
            Asker::Place(id) => {
                let mut places = std::mem::take(&mut self.places);
                let steps = match (places.all_mut().find(|place| place.id == id), self.cx()) {
                    (Some(place), Some(cx)) => place.screen.answered(outcome, &cx),
                    _ => Vec::new(),
                };
                self.places = places;
                let mut effects = self.take_steps(steps, asker);
                if !self.is_awaited(asker) {
                    let left = self.places.answered(id);
                    effects.extend(self.leave(left));
                }
                effects
            }
            Asker::Shell => Vec::new(),
        }
    }

    fn say_done(&mut self, kind: &PendingKind, is_recorded: bool) {
        let notice = match kind {
            PendingKind::Operations { caller, operations, said } => {
                let Some(lead) = lead(operations) else {
                    self.hint(Tone::Info, "There was nothing to do: it is so already.");
                    return;
                };
                let text = said.clone().unwrap_or_else(|| {
                    let called = self.practice.as_ref().map(|practice| caller.in_sentences(&practice.account));
                    lead.done_sentence(&called.unwrap_or_default())
                });
                let mut notice = Notice::new(Tone::Good, text);
                notice.commands = operations.iter().map(awscli::line).collect();
                notice.lead = operations.iter().position(|operation| std::ptr::eq(operation, lead)).unwrap_or(0);
                notice.remedy = awscli::note(lead).map(str::to_owned);
                // What was so already has no entry, a sign-in changes nothing: undo would take back something else.
                let newest = self.practice.as_ref().and_then(|practice| practice.history.items().next_back());
                notice.undoable = is_recorded && newest.is_some_and(|item| item.is_change);
                notice
            }
            PendingKind::Undo => {
                let redo = self.key_of(Action::Redo).map(|key| format!("{key} redoes it."));
                Notice::new(Tone::Good, format!("Undone: {}", self.last_subject())).remedy(redo)
            }
            PendingKind::Redo => {
                let mut notice = Notice::new(Tone::Good, format!("Redone: {}", self.last_subject()));
                notice.undoable = true;
                notice
            }
        };
        self.say(Notice { is_recorded, ..notice });
    }

    /// What the newest entry of the history undid or redid, in a sentence.
    fn last_subject(&self) -> String {
        let Some(practice) = &self.practice else { return String::new() };
        let history = &practice.history;
        match history.items().next_back().map(|last| &last.deed) {
            Some(HistoryDeed::Undid(revision) | HistoryDeed::Redid(revision)) => {
                history.item(*revision).map_or_else(String::new, |item| history.sentence(item, &practice.account))
            }
            _ => String::new(),
        }
    }

    fn failed(&mut self, kind: &PendingKind, failure: Failure, is_recorded: bool) -> Outcome {
        match failure {
            Failure::Refused(refused) => {
                let operation = match kind {
                    PendingKind::Operations { operations, .. } => operations.get(refused.index),
                    PendingKind::Undo | PendingKind::Redo => None,
                };
                let refusal = &refused.refusal;
                // To open a session is our way to try something; nobody has asked for that by its name.
                let asked = operation.filter(|operation| !matches!(operation, Operation::OpenSession(_)));
                let what = asked.map_or_else(String::new, |operation| format!("{} refused: ", operation.spec().name));
                let mut notice =
                    Notice::new(Tone::Bad, format!("{what}{} ({})", refusal.message, refusal.code)).remedy(refusal.remedy.clone());
                notice.commands = asked.map(awscli::line).into_iter().collect();
                notice.is_recorded = is_recorded;
                // What goes before it, and is not done now, may be why: then policies as they are say nothing of it.
                let denial = Denial::of(refusal);
                let is_by_those_before =
                    refused.index > 0 && denial.as_ref().zip(self.cx()).is_some_and(|(denial, cx)| !denial.stands(cx.account, cx.now));
                if is_by_those_before {
                    notice.remedy = Some(NOTHING_DONE.into());
                }
                notice.denied = denial.filter(|_| !is_by_those_before).map(Box::new);
                self.say(notice);
                Outcome::Refused(refused)
            }
            Failure::NotUndoable(reason) => {
                self.say(Notice::new(Tone::Warning, reason.clone()));
                Outcome::Failed(reason)
            }
            Failure::Store(error) => {
                let reason = error.to_string();
                self.say(Notice::new(Tone::Bad, reason.clone()));
                Outcome::Failed(reason)
            }
        }
    }

    /// Takes that the account can't be changed until it is opened again, and tells how that is done.
    pub(super) fn stopped(&mut self, error: &StoreError) {
        let Some(practice) = &mut self.practice else { return };
        practice.read_only = Some(error.to_string());
        self.say(Notice::new(Tone::Bad, error.to_string()).remedy(Some(":accounts lists it; enter opens it again.".into())));
        self.with_screen(|screen, cx| screen.refresh(cx));
    }

    /// Takes what the accounts on this machine are now.
    pub(super) fn accounts_answered(&mut self, answer: Result<AccountsAnswer, String>) {
        match answer {
            Ok(AccountsAnswer { accounts, done, read_only }) => {
                self.accounts = accounts;
                self.accounts_read_only = read_only;
                if let Some(done) = done {
                    self.say(Notice::new(Tone::Good, done));
                }
            }
            Err(reason) => self.say(Notice::new(Tone::Bad, reason)),
        }
        self.with_screen(|screen, cx| screen.refresh(cx));
    }

    /// Takes what became of a file, and tells who wanted it.
    pub(super) fn saved(&mut self, ticket: Ticket, result: Result<String, String>) -> Vec<Effect> {
        let Some(at) = self.saving.iter().position(|(saving, _)| *saving == ticket) else { return Vec::new() };
        let (_, asker) = self.saving.remove(at);
        let outcome = result.as_ref().map_or_else(|reason| Outcome::Failed(reason.clone()), |_| Outcome::Done(Vec::new()));
        // Files that were asked for together are told of together.
        let result = result.map(|done| {
            self.saved.push(done);
            self.saved.join(" ")
        });
        if self.saving.is_empty() {
            self.saved.clear();
        }
        self.told(result);
        self.hand_over(asker, outcome)
    }

    /// Takes what the world outside has to say.
    pub(super) fn told(&mut self, told: Result<String, String>) {
        let notice = told.map_or_else(|reason| Notice::new(Tone::Bad, reason), |done| Notice::new(Tone::Good, done));
        self.say(notice);
        self.with_screen(|screen, cx| screen.refresh(cx));
    }
}
