//! Sessions that the account keeps, and who is signed in.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::index::range;
use crate::account::Account;
use crate::account::authorization::{Asker, AskerError, Circumstances, Credentials};
use crate::account::caller::Caller;
use crate::account::change::Edit;
use crate::account::entity::{Clock, Entity, EntityKey, KeyStatus, RecentRole, RecentRoles, Session, SessionKind, SessionTag, SignedIn};
use crate::account::id::AccessKeyId;
use crate::account::refusal::{ErrorCode, Refusal};

/// How long signing in to the console lasts, in seconds: AWS asks again after twelve hours.
const SIGN_IN_SECONDS: i64 = 12 * 3600;

impl Account {
    /// How many seconds the practice clock is ahead of the real one.
    pub fn clock_ahead(&self) -> i64 {
        self.entity(&EntityKey::Clock).map_or(0, |clock: &Clock| clock.ahead)
    }

    /// The practice account's time at a real moment.
    pub fn time_at(&self, real: Timestamp) -> Timestamp {
        real.checked_add(jiff::SignedDuration::from_secs(self.clock_ahead())).unwrap_or(real)
    }

    /// A session by the access key of its credentials, whether or not it has ended.
    pub fn session(&self, key: AccessKeyId) -> Option<&Session> {
        self.entity(&EntityKey::Session(key))
    }

    /// Who is asked about by a text, and with which credentials: what [`Account::asker_named`] reads, the name of a user alone, the
    /// access key of a session or of a user, or the ARN of a federated user. Where a session of that name is open, it is that which asks, with its own
    /// policies; of several the newest. Otherwise the request is made with the credentials that are asked about.
    ///
    /// # Errors
    /// What is wrong with it, or who is not there.
    pub fn asked_as(&self, text: &str, credentials: Credentials, now: Timestamp) -> Result<(Asker, Circumstances), AskerError> {
        let mfa = credentials.have_mfa();
        let arn_of = |session: &Session| self.asker_arn(&session.of).unwrap_or_default();
        let is_federated = |session: &&Session| matches!(session.of, Asker::FederatedUser { .. }) && arn_of(session) == text;
        let of_federated = self.sessions().filter(is_federated).filter(|session| session.is_open(now)).max_by_key(|session| session.issued);
        let is_bare = text != "root" && !text.contains(['/', ':', '.']) && text.parse::<AccessKeyId>().is_err();
        let caller = match (of_federated, self.user_named(text).filter(|_| is_bare)) {
            (Some(session), _) => Caller::with_key(session.of.clone(), session.key),
            (None, Some(user)) => Caller { who: Asker::User(user.id), key: None, mfa },
            (None, None) => self.caller_named(text, mfa).map_err(|error| {
                let none = format!("There is no user {text:?}; others are role/NAME, root, or an ARN.");
                if is_bare { AskerError::new(none) } else { error }
            })?,
        };
        // A role by itself is no session of it.
        let named = |session: &str| text.rsplit('/').next() == Some(session);
        let open = match &caller.who {
            Asker::RoleSession { session, .. } if caller.key.is_none() && named(session) => self.open_sessions_of(&caller.who, now).next(),
            _ => None,
        };
        // Whether a code was given its own credentials tell.
        let caller = open.map_or(caller, |session| Caller::with_key(session.of.clone(), session.key));
        self.check_credentials(&caller, now).map_err(|refusal| {
            let why = refusal.remedy.as_deref().unwrap_or(&refusal.message);
            AskerError::new(format!("Nothing is allowed with {text}, which AWS answers with {}. {why}", refusal.code.as_str()))
        })?;
        let circumstances = match self.circumstances_of(&caller, now) {
            kept @ Circumstances { credentials: Credentials::Opened(_), .. } => kept,
            Circumstances { now, .. } => Circumstances { now, credentials },
        };
        Ok((caller.who, circumstances))
    }

    /// The sessions of somebody that are open, the newest first.
    pub fn open_sessions_of(&self, who: &Asker, now: Timestamp) -> impl Iterator<Item = &Session> {
        let mut open: Vec<&Session> = self.sessions().filter(|session| session.of == *who && session.is_open(now)).collect();
        open.sort_by_key(|session| (Reverse(session.issued), session.key));
        open.into_iter()
    }

    /// All sessions that are kept.
    pub fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.entities.range(range::sessions()).filter_map(|(_, entity): (_, &Entity)| entity.try_into().ok())
    }

    /// The roles that a caller switched to last, as whoever signed in, the newest first.
    pub fn recent_roles(&self, caller: &Caller) -> impl Iterator<Item = &RecentRole> {
        let who = self.switched_from(caller).who.clone();
        let all = self.entity(&EntityKey::RecentRoles).map_or(&[][..], |recent: &RecentRoles| &recent.roles);
        all.iter().filter(move |recent| recent.by.as_ref() == Some(&who))
    }

    /// Whoever signed in, where a caller has switched to a role; otherwise the caller.
    pub(in crate::account) fn switched_from<'a>(&'a self, caller: &'a Caller) -> &'a Caller {
        let switched = self.session_of(caller).filter(|session| session.kind == SessionKind::SwitchRole);
        switched.and_then(|session| session.opened_by.as_ref()).unwrap_or(caller)
    }

    /// The session that a caller calls in, if it is one.
    pub fn session_of(&self, caller: &Caller) -> Option<&Session> {
        self.session(caller.key?)
    }

    /// The tags that a caller's session hands on to those which are opened from it.
    pub(in crate::account) fn inherited_tags(&self, caller: &Caller) -> Vec<SessionTag> {
        let tags = self.session_of(caller).map(|session| session.tags.as_slice()).unwrap_or_default();
        tags.iter().filter(|tag| tag.transitive).cloned().collect()
    }

    /// Who is signed in to the console: on a new account root; nobody after signing out, or once the principal is gone. Where a
    /// session that one switched to has ended, one is back in the session before it.
    pub fn signed_in(&self, now: Timestamp) -> Option<Caller> {
        let Some(SignedIn { caller }) = self.entity(&EntityKey::SignedIn) else { return Some(Caller::ROOT) };
        let caller = caller.as_ref()?;
        let switched = self.session_of(caller).filter(|session| session.kind == SessionKind::SwitchRole);
        let before = switched.and_then(|session| session.opened_by.as_ref());
        [Some(caller), before].into_iter().flatten().find(|caller| self.check_credentials(caller, now).is_ok()).cloned()
    }

    /// The edit that leaves nobody signed in, where the session of whoever was signed in last is over, or they are gone.
    pub fn signing_out_whose_session_is_over(&self, now: Timestamp) -> Option<Edit> {
        self.last_signed_in().filter(|_| self.signed_in(now).is_none())?;
        Edit::between(self.get(&EntityKey::SignedIn).cloned(), Some(SignedIn { caller: None }.into()))
    }

    /// How many seconds are left of a sign-in; `None` for other sessions, and for those that were opened before it was kept.
    pub(in crate::account) fn left_of_sign_in(&self, session: &Session) -> Option<i64> {
        Some(SIGN_IN_SECONDS - (self.clock_ahead() - session.clock_ahead?))
    }

    /// Who signed in last and has not signed out, whether or not the session still is good.
    pub fn last_signed_in(&self) -> Option<&Caller> {
        self.entity(&EntityKey::SignedIn).and_then(|signed_in: &SignedIn| signed_in.caller.as_ref())
    }

    /// When and with which credentials a caller makes a request.
    pub fn circumstances_of(&self, caller: &Caller, now: Timestamp) -> Circumstances {
        let credentials = match caller.key.filter(AccessKeyId::is_temporary) {
            Some(key) => Credentials::Opened(key),
            None if caller.mfa => Credentials::MfaSession { age: 0 },
            None => Credentials::AccessKey,
        };
        Circumstances { now, credentials }
    }

    /// Whether a caller's credentials are good: the principal is there, the key active, the session not over.
    ///
    /// # Errors
    /// `InvalidClientTokenId` or `ExpiredToken`, in AWS's words.
    pub fn check_credentials(&self, caller: &Caller, now: Timestamp) -> Result<(), Refusal> {
        let invalid = Refusal::invalid_token;
        let is_there = match &caller.who {
            Asker::User(id) => self.user(*id).is_some(),
            Asker::RoleSession { role, .. } => self.role(*role).is_some(),
            Asker::FederatedUser { by, .. } => self.name_of(*by).is_some(),
            Asker::Root | Asker::Outsider(_) => true,
        };
        if !is_there {
            return Err(invalid().remedy("Whoever these credentials are of is gone. A new one of the same name is somebody else."));
        }
        let Some(key) = caller.key else { return Ok(()) };
        if !key.is_temporary() {
            let found = self.access_key(key).filter(|found| Some(found.owner) == caller.owner());
            return match found.map(|found| found.status) {
                Some(KeyStatus::Active) => Ok(()),
                Some(KeyStatus::Inactive) => Err(invalid().remedy("The access key is inactive. Activate it, or use another.")),
                None => Err(invalid().remedy("There is no such access key.")),
            };
        }
        let Some(session) = self.session(key).filter(|session| session.of == caller.who) else {
            return Err(invalid().remedy("There is no such session. Open a new one."));
        };
        // The practice clock may have been taken back since: what was opened later than now is no more.
        let has_ended = self.left_of_sign_in(session).is_some_and(|left| left <= 0);
        if has_ended || !session.is_open(now) {
            let refusal = Refusal::new(ErrorCode::ExpiredToken, "The security token included in the request is expired");
            let way_on = if session.kind == SessionKind::SignIn { "Sign in again." } else { "Open a new one." };
            return Err(refusal.remedy(format!("By the practice clock its time is over. {way_on}")));
        }
        Ok(())
    }
}
