//! Opening and ending sessions: by signing in, by switching to a role, by temporary credentials, by services.

mod assume_role;
mod federation;
mod policies;
mod security_tokens;
mod services;
mod sign_in;
mod switch_role;
mod tried;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Planning;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{EntityKey, Session, SessionKind, SignedIn};
use crate::account::id::AccessKeyId;

/// So many sessions that are over are kept, the newest: their keys are answered as expired and not as unknown, as on AWS. More than
/// anybody still has at hand would only be carried along in every checkpoint.
const ENDED_KEPT: usize = 100;

impl Planning<'_> {
    /// A session of somebody from now on, to be filled in and then opened.
    pub(super) fn new_session(&mut self, of: Asker, kind: SessionKind) -> Session {
        Session {
            key: AccessKeyId::random_temporary(&mut self.env.rng),
            of,
            kind,
            issued: self.env.now,
            expires: None,
            clock_ahead: (kind == SessionKind::SignIn).then(|| self.account.clock_ahead()),
            mfa: None,
            tags: Vec::new(),
            policy: None,
            managed_policies: Vec::new(),
            federated: BTreeMap::new(),
            source_identity: None,
            opened_by: None,
            is_tried: false,
        }
    }

    /// Opens a session. Of those that are over, or whose principal is gone, the newest stay whose key somebody was given.
    pub(super) fn open_session(&mut self, session: Session) -> Caller {
        let (account, now) = (self.account, self.env.now);
        let over = |session: &&Session| account.check_credentials(&Caller::with_key(session.of.clone(), session.key), now).is_err();
        let mut over: Vec<&Session> = account.sessions().filter(over).collect();
        over.sort_by_key(|session| (!session.is_handed_out(), Reverse(session.issued), session.key));
        let kept = over.iter().take(ENDED_KEPT).take_while(|session| session.is_handed_out()).count();
        for session in over.into_iter().skip(kept) {
            self.remove(&EntityKey::Session(session.key));
        }
        let caller = Caller::with_key(session.of.clone(), session.key);
        self.put(session);
        caller
    }

    /// Has somebody, or nobody, signed in to the console.
    pub(super) fn sign_in(&mut self, caller: Option<Caller>) {
        self.put(SignedIn { caller });
    }

    /// Ends the session that a caller calls in, and those it was opened from.
    pub(super) fn end_sessions(&mut self, caller: &Caller) {
        let account = self.account;
        let mut next = account.session_of(caller);
        while let Some(session) = next {
            self.remove(&EntityKey::Session(session.key));
            next = session.opened_by.as_ref().and_then(|opener| account.session_of(opener));
        }
    }

    /// So many seconds from now.
    pub(super) fn in_seconds(&self, seconds: u32) -> Timestamp {
        self.env.now.checked_add(SignedDuration::from_secs(i64::from(seconds))).unwrap_or(Timestamp::MAX)
    }
}
