//! What an operation depends on besides its own action: handing a role over, giving tags, what a session takes along.
//!
//! The service reference lists little of it. Giving tags to what is being made wants the service's tag action, too: a policy that
//! lets somebody create users lets nobody create tagged ones.

use super::asked::{Asked, Named, PassedRole, text_of};
use super::reading::Reading;
use crate::account::Account;
use crate::account::entity::EC2;
use crate::account::operation::Operation;
use crate::catalog::SERVICE_REFERENCE;
use crate::policy::request::Value;

/// Handing a role over: the action that whoever does it must be allowed besides.
const PASS_ROLE: &str = "iam:PassRole";

/// Operations that may give tags to what they make: the action that this takes besides, and the type of resource.
const TAGGING: [(&str, &str, &str); 13] = [
    ("CreateUser", "iam:TagUser", "user"),
    ("CreateRole", "iam:TagRole", "role"),
    ("CreatePolicy", "iam:TagPolicy", "policy"),
    ("CreateInstanceProfile", "iam:TagInstanceProfile", "instance-profile"),
    ("CreateVirtualMFADevice", "iam:TagMFADevice", "mfa"),
    ("CreateSAMLProvider", "iam:TagSAMLProvider", "saml-provider"),
    ("CreateOpenIDConnectProvider", "iam:TagOpenIDConnectProvider", "oidc-provider"),
    ("RunInstances", "ec2:CreateTags", "instance"),
    ("CreateFunction", "lambda:TagResource", "function"),
    ("CreateQueue", "sqs:TagQueue", "queue"),
    ("CreateTable", "dynamodb:TagResource", "table"),
    ("CreateKey", "kms:TagResource", "key"),
    ("CreateSecret", "secretsmanager:TagResource", "Secret"),
];

/// The type of resource that an operation makes, where it may give it tags.
pub(super) fn made_by(operation: &Operation) -> Option<&'static str> {
    TAGGING.iter().find(|(id, ..)| *id == operation.spec().id).map(|(_, _, kind)| *kind)
}

impl Account {
    /// The role that an operation hands over to a service.
    fn passed_role(&self, operation: &Operation) -> Option<PassedRole> {
        match operation.spec().name {
            "AddRoleToInstanceProfile" => {
                // Whether the role is there is told only to those who may hand it over.
                let name = text_of(operation, "RoleName")?;
                let missing = || self.iam_arn("role", "/", name);
                let arn = self.role_named(name).map_or_else(missing, |role| self.role_arn(role));
                Some(PassedRole { arn, to: EC2, with: None })
            }
            _ => self.passed_in_estate(operation),
        }
    }
}

impl Reading<'_> {
    /// What the caller must be allowed besides: passing a role on, tagging a session, setting a source identity.
    pub(super) fn dependent(&self) -> Vec<Asked> {
        let mut further = Vec::new();
        further.extend(self.passing());
        further.extend(self.tagging());
        further.extend(self.of_session());
        further
    }

    /// Handing a role over to a service.
    fn passing(&self) -> Option<Asked> {
        let PassedRole { arn, to, with } = self.account.passed_role(self.operation)?;
        let mut keys = vec![("iam:PassedToService".to_owned(), Value::Single(to.to_owned()))];
        keys.extend(with.map(|with| ("iam:AssociatedResourceArn".to_owned(), Value::Single(with))));
        Some(Named::by_arn(arn).asked(PASS_ROLE, keys))
    }

    /// Giving tags to what is being made.
    fn tagging(&self) -> Option<Asked> {
        let (_, name, kind) = TAGGING.iter().find(|(id, ..)| *id == self.operation.spec().id)?;
        let (service, action) = SERVICE_REFERENCE.action(name)?;
        let tagging = Reading { service, action, ..*self };
        let mut keys = tagging.keys(action.resources.iter().find(|resource| resource.resource_type == *kind));
        let gives = |(key, value): &(String, Value)| key == "aws:TagKeys" && matches!(value, Value::Multi(names) if !names.is_empty());
        if !keys.iter().any(gives) {
            return None;
        }
        if *name == "ec2:CreateTags" {
            keys.push(("ec2:CreateAction".to_owned(), Value::Single(self.operation.spec().name.to_owned())));
        }
        let made = self.action.resources.iter().find(|resource| resource.resource_type == *kind);
        let made = made.and_then(|resource| self.resources(resource).into_iter().next());
        // Of a KMS key that is being made there is no id yet.
        Some(made.unwrap_or_else(|| Named::by_arn(self.account.key_to_be_made())).asked(name, keys))
    }

    /// What opening a session with tags or a source identity depends on besides; those that are handed on count, too.
    fn of_session(&self) -> Vec<Asked> {
        let (Operation::AssumeRole(_) | Operation::GetFederationToken(_)) = self.operation else { return Vec::new() };
        let opens_role = matches!(self.operation, Operation::AssumeRole(_));
        let session = self.account.session_of(self.caller).filter(|_| opens_role);
        let gives = |name: &str| self.operation.members().iter().any(|(member, _)| member.name == name);
        let has_tags = gives("Tags") || session.is_some_and(|session| session.tags.iter().any(|tag| tag.transitive));
        let identity = session.and_then(|session| session.source_identity.as_deref()).or_else(|| self.text("SourceIdentity"));
        let mut actions = Vec::new();
        actions.extend(has_tags.then_some("sts:TagSession"));
        actions.extend(identity.map(|_| "sts:SetSourceIdentity"));
        let place = self.action.resources.iter().find_map(|kind| self.resource(kind));
        let Some(Named { arn, named }) = place else { return Vec::new() };
        let asked = |name: &'static str| {
            let (service, action) = SERVICE_REFERENCE.action(name)?;
            let mut keys = Reading { service, action, ..*self }.keys(None);
            if let Some(identity) = identity.filter(|_| name == "sts:SetSourceIdentity") {
                keys.retain(|(key, _)| key != "sts:SourceIdentity");
                keys.push(("sts:SourceIdentity".to_owned(), Value::Single(identity.to_owned())));
            }
            Some(Asked { action: name.to_owned(), resource: arn.clone(), named: named.clone(), keys })
        };
        actions.into_iter().filter_map(asked).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::operation::OPERATIONS;
    use crate::catalog::AccessLevel;

    #[test]
    fn what_makes_something_with_tags_takes_the_action_for_tags() {
        let makes = |name: &str| (name.starts_with("Create") && name != "CreateTags") || name == "RunInstances";
        for spec in OPERATIONS.iter().filter(|spec| makes(spec.name)) {
            let gives = spec.members.iter().any(|member| matches!(member.name, "Tags" | "tags" | "TagSpecifications"));
            let known = TAGGING.iter().find(|(id, ..)| *id == spec.id);
            assert_eq!(gives, known.is_some(), "{}", spec.id);
            let Some((_, name, kind)) = known else { continue };
            let (_, action) = SERVICE_REFERENCE.action(name).unwrap();
            assert_eq!(action.level, AccessLevel::Tagging);
            assert!(action.resources.iter().any(|resource| resource.resource_type == *kind), "{name} {kind}");
            // What the reference does say agrees.
            let (_, making) = SERVICE_REFERENCE.action(&spec.action()).unwrap();
            let is_tagging = |name: &&&str| SERVICE_REFERENCE.action(name).is_some_and(|(_, action)| action.level == AccessLevel::Tagging);
            assert!(making.dependent_actions.iter().filter(is_tagging).all(|other| other == name), "{}", spec.id);
        }
    }
}
