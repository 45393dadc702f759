//! Service-linked roles, which a service trusts itself with.

use rand::RngExt;

use crate::account::entity::{Attachment, EntityKey, PolicyKey, Role, RoleDeletion, SERVICE_LINKED_PATH, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::identity::service_linked::LinkedService;
use crate::account::operation::{CreateServiceLinkedRole, DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::account::shape::{ROLE_NAME, Violation};
use crate::catalog::AWS_MANAGED_POLICIES;

impl Plan for CreateServiceLinkedRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let service = self.aws_service_name.as_str();
        let invalid = |message: String| Refusal::new(ErrorCode::InvalidInput, message);
        let linked = LinkedService::named(service).ok_or_else(|| {
            invalid(format!("The service {service} has no service-linked role."))
                .member("AWSServiceName")
                .remedy("Name a service as in autoscaling.amazonaws.com; of those that have such roles, the practice account knows some.")
        })?;
        let suffix = self.custom_suffix.as_deref();
        if suffix.is_some() && !linked.takes_suffix {
            let refusal = invalid(format!("Custom suffix is not allowed for {service}")).member("CustomSuffix");
            return Err(refusal.remedy("This service has one role in an account; leave the suffix out."));
        }
        let name = linked.role_name(suffix);
        if let Err(violation @ Violation::TooLong(_)) = ROLE_NAME.check(&name) {
            return Err(invalid(format!("The role name {name} is too long.")).member("CustomSuffix").remedy(violation.remedy()));
        }
        if account.role_named(&name).is_some() {
            let message = format!("Service role name {name} has been taken in this account, please try a different suffix.");
            let remedy = if linked.takes_suffix { "Give another suffix." } else { "The service has its role already." };
            return Err(invalid(message).member("CustomSuffix").remedy(remedy));
        }
        let role = Role {
            id: UniqueId::random(IdKind::Role, &mut planning.env.rng),
            name,
            path: format!("{SERVICE_LINKED_PATH}{service}/"),
            created: planning.env.now,
            trust_policy: linked.trust_policy().as_str().into(),
            description: self.description.clone().filter(|description| !description.is_empty()),
            max_session_duration: super::roles::DEFAULT_SESSION_SECONDS,
        };
        if let Some(policy) = AWS_MANAGED_POLICIES.named(linked.policy) {
            planning.put(Attachment { to: role.id, policy: PolicyKey::from(policy) });
        }
        let reply = account.role_detail(&role);
        planning.put(role);
        Ok(Reply::Role { role: reply })
    }
}

impl Plan for DeleteServiceLinkedRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let role = planning.role(&self.role_name)?;
        let Some(service) = role.path.strip_prefix(SERVICE_LINKED_PATH) else {
            let refusal = Refusal::not_found("service-linked role", &self.role_name).member("RoleName");
            return Err(refusal.remedy("It is an ordinary role: delete it with DeleteRole."));
        };
        let letters: String = std::iter::repeat_with(|| format!("{:04x}", planning.env.rng.random::<u16>())).take(8).collect();
        let place = |from: usize, to: usize| letters.get(from..to).unwrap_or_default();
        let uuid = [place(0, 8), place(8, 12), place(12, 16), place(16, 20), place(20, 32)].join("-");
        let task = format!("task{SERVICE_LINKED_PATH}{service}{}/{uuid}", role.name);
        planning.remove_tags(&TagHolder::Entity(role.id));
        for policy in planning.account.attached_to(role.id) {
            planning.remove(&EntityKey::Attachment { to: role.id, policy: policy.clone() });
        }
        planning.remove(&EntityKey::Role(role.id));
        planning.put(RoleDeletion { role: role.id, task: task.clone() });
        Ok(Reply::DeletionTask { deletion_task_id: task })
    }
}

impl Plan for GetServiceLinkedRoleDeletionStatus {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let task = &self.deletion_task_id;
        if planning.account.role_deletion(task).is_none() {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("The deletion task with id {task} cannot be found."));
            return Err(refusal.member("DeletionTaskId").remedy("Give the id that DeleteServiceLinkedRole answered."));
        }
        // Nothing that a service would have to give up first is in the account, so every deletion is done at once.
        Ok(Reply::DeletionStatus { status: "SUCCEEDED" })
    }
}
