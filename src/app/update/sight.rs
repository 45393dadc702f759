//! What may be seen: found out again when the account, the caller or the place is another.

use crate::account::authorization::Asker;
use crate::account::refusal::Denied;
use crate::app::model::{Model, Seen};
use crate::app::route::{Question, Route, ScreenId, Subject};
use crate::app::sight::Sight;

impl Model {
    /// Takes note of what may not be seen.
    pub(super) fn note_sight(&mut self) {
        let Some(seen) = self.seen_now() else { return };
        if self.seen.as_ref() == Some(&seen) {
            return;
        }
        let is_same_account = self
            .seen
            .as_ref()
            .is_some_and(|before| (&before.account, before.revision, &before.caller) == (&seen.account, seen.revision, &seen.caller));
        if !is_same_account && let Some(cx) = self.cx() {
            self.sight = Sight::of(cx.account, cx.caller, cx.now);
        }
        self.denied = self.places.current().zip(self.cx()).and_then(|(place, cx)| {
            let needs = (place.spec.needs)(&place.route, seen.tab, &cx);
            needs.iter().find_map(|operation| cx.account.authorise(cx.caller, operation, cx.now).err())
        });
        self.seen = Some(seen);
    }

    fn seen_now(&self) -> Option<Seen> {
        let (practice, cx) = (self.practice.as_ref()?, self.cx()?);
        let place = self.places.current();
        Some(Seen {
            account: practice.account.id().to_string(),
            revision: practice.history.revision(),
            caller: practice.caller.clone(),
            place: place.map(|place| place.id),
            tab: place.and_then(|place| place.screen.tabs(&cx)).map_or(0, |(_, tab)| tab),
        })
    }

    /// The request that was denied last and is in sight: that of the place or a part of it, or that of what was
    /// refused.
    pub(in crate::app) fn denied_request(&self) -> Option<&Denied> {
        let of_notice = self.notice.as_ref().and_then(|shown| shown.notice.denied.as_ref());
        of_notice.or_else(|| {
            let of_part = || self.places.current()?.screen.denied(&self.cx()?);
            self.denied.as_ref().or_else(of_part)?.denied.as_deref()
        })
    }

    /// Where it is explained why the denied request was denied.
    pub(super) fn why_denied(&self) -> Option<Route> {
        let (denied, cx) = (self.denied_request()?, self.cx()?);
        let who = match &cx.caller.who {
            Asker::Root => "root".to_owned(),
            who => cx.account.asker_arn(who)?,
        };
        let mfa = cx.account.session_of(cx.caller).is_some_and(|session| session.mfa.is_some());
        Some(asking(Question { who, action: denied.action.clone(), resource: denied.resource.clone(), mfa }, 0))
    }

    /// Where it is told who could give whoever is signed in a policy that allows more.
    pub(in crate::app) fn who_could(&self) -> Option<Route> {
        self.denied_request()?;
        let cx = self.cx()?;
        let (action, resource) = match &cx.caller.who {
            Asker::User(id) => ("iam:AttachUserPolicy", cx.account.user_arn(cx.account.user(*id)?)),
            Asker::RoleSession { role, .. } => ("iam:AttachRolePolicy", cx.account.role_arn(cx.account.role(*role)?)),
            _ => return None,
        };
        Some(asking(Question { who: String::new(), action: action.to_owned(), resource, mfa: true }, 1))
    }
}

fn asking(question: Question, tab: usize) -> Route {
    Route::about(ScreenId::Access, Subject::Question(question)).tab(tab)
}
