//! The resources that an operation names.

use super::asked::{Named, text_of};
use super::estate::given_in_estate;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{Owner, SERVICE_LINKED_PATH};
use crate::account::identity::service_linked::LinkedService;
use crate::account::operation::Operation;
use crate::catalog::{ActionResource, Service, ServiceAction};
use crate::policy::decision::verbatim;

/// An operation being read.
pub(super) struct Reading<'a> {
    pub(super) account: &'a Account,
    pub(super) caller: &'a Caller,
    pub(super) operation: &'a Operation,
    pub(super) service: &'static Service,
    pub(super) action: &'static ServiceAction,
}

impl Reading<'_> {
    pub(super) fn text(&self, member: &str) -> Option<&str> {
        text_of(self.operation, member)
    }

    /// The resources of a type that the operation is about.
    pub(super) fn resources(&self, kind: &ActionResource) -> Vec<Named> {
        if let Some(one) = self.resource(kind) {
            return vec![one];
        }
        let given = given_in_estate(self.operation, kind.resource_type).filter(|_| kind.resource_type != "key");
        let named = |arn: String| Named { named: verbatim(given.unwrap_or(&arn)), arn };
        self.account.estate_resources(self.operation, kind.resource_type).into_iter().map(named).collect()
    }

    /// The resource of a type, where the operation names one.
    pub(super) fn resource(&self, kind: &ActionResource) -> Option<Named> {
        let account = self.account;
        match kind.resource_type {
            "user" => self.user(),
            "group" => {
                self.entity("group", "GroupName", |name| account.group_named(name).map(|group| (account.group_arn(group), &group.name)))
            }
            "role" => self.role(),
            "policy" => self.policy(),
            "instance-profile" => self.entity("instance-profile", "InstanceProfileName", |name| {
                account.instance_profile_named(name).map(|profile| (account.instance_profile_arn(profile), &profile.name))
            }),
            "saml-provider" => self.by_arn("SAMLProviderArn").or_else(|| self.to_be_made("saml-provider", "Name")),
            "oidc-provider" => self.by_arn("OpenIDConnectProviderArn").or_else(|| {
                let url = self.text("Url")?;
                Some(Named::by_arn(self.account.iam_arn("oidc-provider", "/", url.trim_start_matches("https://"))))
            }),
            "federated-user" => self.text("Name").map(|name| Named::by_arn(format!("arn:aws:sts::{}:federated-user/{name}", account.id()))),
            "mfa" => self.by_arn("SerialNumber").or_else(|| self.to_be_made("mfa", "VirtualMFADeviceName")),
            _ => None,
        }
        .or_else(|| self.by_arn_of_type(kind.resource_type))
    }

    /// A user by name; where an operation leaves the name out, the caller's own.
    fn user(&self) -> Option<Named> {
        let account = self.account;
        if let Some(named) =
            self.entity("user", "UserName", |name| account.user_named(name).map(|user| (account.user_arn(user), &user.name)))
        {
            return Some(named);
        }
        if let Operation::GetAccessKeyLastUsed(op) = self.operation {
            let key = op.access_key_id.parse().ok().and_then(|id| account.access_key(id));
            return key.and_then(|key| self.owner(key.owner)).or_else(|| Some(Named::by_arn(self.account.iam_arn("user", "/", "*"))));
        }
        let takes_name = self.operation.spec().member("UserName").is_some() || self.operation.spec().members.is_empty();
        self.owner(self.caller.owner().filter(|_| takes_name || self.operation.spec().name == "ChangePassword")?)
    }

    fn owner(&self, owner: Owner) -> Option<Named> {
        let account = self.account;
        match owner {
            Owner::User(id) => account.user(id).map(|user| Named::existing(account.user_arn(user), "user", &user.name)),
            Owner::Root => Some(Named::by_arn(account.root_arn())),
        }
    }

    /// A role by name or, in STS, by ARN.
    fn role(&self) -> Option<Named> {
        let account = self.account;
        self.by_arn("RoleArn")
            .or_else(|| self.service_linked_role())
            .or_else(|| self.entity("role", "RoleName", |name| account.role_named(name).map(|role| (account.role_arn(role), &role.name))))
    }

    /// The service-linked role that is being made, or whose deletion is asked about.
    fn service_linked_role(&self) -> Option<Named> {
        if let Some(task) = self.text("DeletionTaskId") {
            let place = task.strip_prefix("task/").and_then(|task| task.rsplit_once('/')).map_or(task, |(place, _)| place);
            return Some(Named::by_arn(self.account.iam_arn("role", "/", place)));
        }
        let service = self.text("AWSServiceName")?;
        let name = LinkedService::named(service).map_or_else(|| "*".to_owned(), |linked| linked.role_name(self.text("CustomSuffix")));
        Some(Named::by_arn(self.account.iam_arn("role", &format!("{SERVICE_LINKED_PATH}{service}/"), &name)))
    }

    /// A policy by its ARN, or the one that is being made.
    fn policy(&self) -> Option<Named> {
        let arn = self.text("PolicyArn");
        let to_be_made = || {
            let Named { arn, .. } = self.to_be_made("policy", "PolicyName")?;
            Some(Named::existing(arn, "policy", self.text("PolicyName")?))
        };
        arn.map(|arn| Named::existing(arn.to_owned(), "policy", arn)).or_else(to_be_made)
    }

    /// An entity by its name: the one that is there; the one that is being made, with its path; or one that is missing.
    fn entity<'a>(&self, kind: &str, member: &str, find: impl Fn(&str) -> Option<(String, &'a String)>) -> Option<Named> {
        let name = self.text(member)?;
        if self.operation.spec().name.starts_with("Create") && self.operation.spec().member("Path").is_some() {
            return self.to_be_made(kind, member);
        }
        let called = kind.replace('-', " ");
        Some(match find(name) {
            Some((arn, name)) => Named::existing(arn, &called, name),
            None => Named::existing(self.account.iam_arn(kind, "/", name), &called, name),
        })
    }

    fn to_be_made(&self, kind: &str, member: &str) -> Option<Named> {
        Some(Named::by_arn(self.account.iam_arn(kind, self.text("Path").unwrap_or("/"), self.text(member)?)))
    }

    fn by_arn(&self, member: &str) -> Option<Named> {
        self.text(member).map(|arn| Named::by_arn(arn.to_owned()))
    }

    /// Where an operation takes an ARN of any type, the one of this type.
    fn by_arn_of_type(&self, kind: &str) -> Option<Named> {
        let of_type = |arn: &&str| arn.splitn(6, ':').nth(5).is_some_and(|resource| resource.starts_with(&format!("{kind}/")));
        ["PolicySourceArn", "Arn"].into_iter().filter_map(|member| self.text(member)).find(of_type).map(|arn| Named::by_arn(arn.to_owned()))
    }

    /// What a user or group is to become that is renamed or moved: it takes leave for both.
    pub(super) fn moved(&self) -> Option<Named> {
        let account = self.account;
        let (kind, member, new) = match self.operation {
            Operation::UpdateUser(_) => ("user", "UserName", self.text("NewUserName")),
            Operation::UpdateGroup(_) => ("group", "GroupName", self.text("NewGroupName")),
            _ => return None,
        };
        let path = self.text("NewPath");
        if new.is_none() && path.is_none() {
            return None;
        }
        let name = self.text(member)?;
        let (was, at) = match kind {
            "user" => account.user_named(name).map(|user| (user.name.as_str(), user.path.as_str())),
            _ => account.group_named(name).map(|group| (group.name.as_str(), group.path.as_str())),
        }
        .unwrap_or((name, "/"));
        Some(Named::by_arn(self.account.iam_arn(kind, path.unwrap_or(at), new.unwrap_or(was))))
    }

    /// What messages call the resource of a list, or one that isn't there.
    pub(super) fn place_of_list(&self) -> String {
        let missing = |kind: &ActionResource| self.account.missing_in_estate(self.operation, kind.resource_type);
        if let Some(missing) = self.action.resources.iter().find_map(missing) {
            return verbatim(&missing);
        }
        let prefix = self.text("PathPrefix").unwrap_or("/");
        let kind = match self.operation {
            Operation::ListUsers(_) => "user",
            Operation::ListGroups(_) => "group",
            Operation::ListRoles(_) => "role",
            Operation::ListPolicies(_) => return format!("policy path {}", verbatim(prefix)),
            Operation::ListInstanceProfiles(_) => "instance-profile",
            Operation::ListSAMLProviders(_) => return self.account.iam_arn("saml-provider", "/", "*"),
            Operation::ListOpenIDConnectProviders(_) => return self.account.iam_arn("oidc-provider", "/", "*"),
            Operation::ListVirtualMFADevices(_) => "mfa",
            // Who leaves the name out asks about the own user: a session of a role is none.
            Operation::GetUser(_) => return self.account.asker_arn(&self.caller.who).unwrap_or_default(),
            _ => return self.account.place_of_estate_list(self.operation).unwrap_or_else(|| "*".into()),
        };
        self.account.iam_arn(kind, prefix, "")
    }
}
