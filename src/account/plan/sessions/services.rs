//! The sessions that services keep for what acts with a role: EC2 for an instance, Lambda for a function.
//!
//! As on AWS the credentials are kept until shortly before they end, whatever is done to the role, its trust policy and the
//! instance profile meanwhile: a session that was revoked is denied until it is renewed. An instance that starts again or gets
//! another profile, and a function that is configured anew, gets new ones.

use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{EntityKey, ResourceKey, Session, SessionKind};
use crate::account::id::{AccessKeyId, UniqueId};
use crate::account::plan::Planning;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::policy::request::Principal;

/// How long the credentials of an instance and of a function are good, in seconds.
const SIX_HOURS: u32 = 6 * 3600;

impl Planning<'_> {
    /// An instance or a function as it acts: in the session that is kept for it, or else in a new one of the role that it has now.
    pub(super) fn in_service_session(
        &mut self,
        of: &ResourceKey,
        role: impl FnOnce(&Self) -> Result<UniqueId, Refusal>,
    ) -> Result<Reply, Refusal> {
        let now = self.env.now;
        let is_good = |session: &&Session| {
            let has_role = self.account.asker_arn(&session.of).is_some();
            has_role && session.issued <= now && session.renewal().is_some_and(|renewal| now < renewal)
        };
        if let Some(kept) = self.kept_sessions(of).find(is_good) {
            return Ok(Reply::Opened { caller: Caller::with_key(kept.of.clone(), kept.key) });
        }
        let who = Asker::RoleSession { role: role(self)?, session: of.name.clone() };
        self.end_service_sessions(of);
        let service = of.kind.role_taker().and_then(|service| Principal::parse(service).ok());
        let service =
            service.ok_or_else(|| Refusal::new(ErrorCode::NoCredentialsError, "Only instances and functions act with a role."))?;
        let mut session = self.new_session(who, SessionKind::AssumeRole);
        session.expires = Some(self.in_seconds(SIX_HOURS));
        session.opened_by = Some(Caller::owner_as(Asker::Outsider(service)));
        Ok(Reply::Opened { caller: self.open_session(session) })
    }

    /// Ends the sessions that are kept for an instance or a function: the next time that it acts it has new credentials.
    pub(in crate::account::plan) fn end_service_sessions(&mut self, of: &ResourceKey) {
        let keys: Vec<AccessKeyId> = self.kept_sessions(of).map(|session| session.key).collect();
        for key in keys {
            self.remove(&EntityKey::Session(key));
        }
    }

    fn kept_sessions(&self, of: &ResourceKey) -> impl Iterator<Item = &Session> {
        let service = of.kind.role_taker();
        let is_of = move |session: &&Session| {
            let named = matches!(&session.of, Asker::RoleSession { session, .. } if *session == of.name);
            named && service.is_some() && session.service() == service
        };
        self.account.sessions().filter(is_of)
    }
}
