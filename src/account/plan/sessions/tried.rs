//! Opening a session as somebody of the account, to try something as them.
//!
//! An instance and a function have the credentials of their role, which its trust policy must let their service take on.

use crate::account::authorization::{Asker, AskerError};
use crate::account::entity::{EntityKey, InstanceState, Passed, ResourceKey, ResourceKind, Role, SessionKind};
use crate::account::id::UniqueId;
use crate::account::operation::OpenSession;
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;

impl Plan for OpenSession {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        match self.principal.split_once('/') {
            Some(("instance", id)) => {
                let of = ResourceKey::new(ResourceKind::Instance, id);
                return planning.in_service_session(&of, |planning| planning.role_of_instance(id));
            }
            Some(("function", name)) => {
                let of = ResourceKey::new(ResourceKind::Function, name);
                return planning.in_service_session(&of, |planning| planning.role_of_function(name));
            }
            _ => {}
        }
        let (who, seconds) = planning.somebody(&self.principal)?;
        let kind = if matches!(who, Asker::RoleSession { .. }) { SessionKind::AssumeRole } else { SessionKind::SignIn };
        let mut session = planning.new_session(who, kind);
        session.expires = seconds.map(|seconds| planning.in_seconds(seconds));
        session.is_tried = true;
        planning.end_tried_sessions(&session.of);
        let caller = planning.open_session(session);
        Ok(Reply::Opened { caller })
    }
}

impl Planning<'_> {
    /// Ends what was opened for an earlier try as the same: what became of that has been told.
    fn end_tried_sessions(&mut self, who: &Asker) {
        let earlier = self.account.sessions().filter(|session| session.is_tried && session.of == *who);
        let keys: Vec<_> = earlier.map(|session| session.key).collect();
        for key in keys {
            self.remove(&EntityKey::Session(key));
        }
    }

    /// A user or a role, and how long its session lasts at most.
    fn somebody(&self, principal: &str) -> Result<(Asker, Option<u32>), Refusal> {
        let wrong = |error: AskerError| Refusal::new(ErrorCode::ValidationError, error.to_string()).member("Principal");
        let who = self.account.asker_named(principal).map_err(wrong)?;
        match &who {
            Asker::Root | Asker::User(_) => Ok((who, None)),
            Asker::RoleSession { role, .. } => {
                let longest = self.account.role(*role).map(|role| role.max_session_duration);
                Ok((who, longest))
            }
            Asker::FederatedUser { .. } | Asker::Outsider(_) => {
                let message = "Sessions are opened for users, roles, instances and functions of this account.";
                Err(Refusal::new(ErrorCode::ValidationError, message).member("Principal"))
            }
        }
    }

    /// The role in an instance's profile.
    fn role_of_instance(&self, id: &str) -> Result<UniqueId, Refusal> {
        let instance = self.account.instance(id).ok_or_else(|| {
            let message = format!("The instance ID '{id}' does not exist");
            Refusal::new(ErrorCode::InvalidInstanceIdNotFound, message).member("Principal")
        })?;
        if instance.state != InstanceState::Running {
            return Err(none("The instance does not run. Start it first."));
        }
        let Some(profile) = &instance.profile else {
            return Err(none("The instance has no instance profile. Create a role for EC2, and attach it to the instance."));
        };
        let role = self
            .account
            .role_in_profile(profile.id)
            .ok_or_else(|| none("There is no role in the instance profile, or it is gone. Attach a role that is there to the instance."))?;
        self.taken_on(role, ResourceKind::Instance, "EC2")
    }

    /// A function's execution role.
    fn role_of_function(&self, name: &str) -> Result<UniqueId, Refusal> {
        let found = self.account.function(name).map(|function| &function.role);
        let Passed { id, .. } = found.ok_or_else(|| {
            let message = format!("Function not found: {name}");
            Refusal::new(ErrorCode::ResourceNotFoundException, message).member("Principal")
        })?;
        let role = self.account.role(*id).ok_or_else(|| none("The function's execution role is gone. Give it another."))?;
        self.taken_on(role, ResourceKind::Function, "Lambda")
    }

    /// A role that the service of a kind takes on, where the trust policy lets it.
    fn taken_on(&self, role: &Role, kind: ResourceKind, called: &str) -> Result<UniqueId, Refusal> {
        let service = kind.role_taker().unwrap_or_default();
        if !self.account.lets_in(role, service, self.env.now).unwrap_or(false) {
            let remedy = format!("The trust policy of the role {} does not let {called} in. Add {service} to its principals.", role.name);
            return Err(none(&remedy));
        }
        Ok(role.id)
    }
}

/// What the AWS CLI says where it finds no credentials, and why it finds none.
fn none(remedy: &str) -> Refusal {
    let message = "Unable to locate credentials. You can configure credentials by running \"aws login\".";
    Refusal::new(ErrorCode::NoCredentialsError, message).remedy(remedy)
}
