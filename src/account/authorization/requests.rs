//! What an operation asks the policies: the action, the resource and the condition keys of each request that it comes to.
//!
//! Which resource types an action has and which condition keys it sends is read from the service reference; here stands only how
//! the members of an operation name those resources. What the operation depends on besides stands beside it.

use super::dependent_requests::made_by;
use super::estate_requests::given_in_estate;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{Owner, SERVICE_LINKED_PATH};
use crate::account::identity::service_linked::LinkedService;
use crate::account::operation::{Operation, Value as Member};
use crate::catalog::{ActionResource, SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::decision::verbatim;
use crate::policy::request::Value;

/// A request that the policies decide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The action: `iam:CreateUser`.
    pub action: String,
    /// The resource's ARN, or `*`.
    pub resource: String,
    /// The resource as the service's messages have it, without what no terminal may be sent: `user alice`.
    pub named: String,
    /// The condition keys that come from the operation itself.
    pub keys: Vec<(String, Value)>,
}

/// A resource as an operation names it.
pub(super) struct Named {
    pub(super) arn: String,
    pub(super) named: String,
}

impl Named {
    pub(super) fn by_arn(arn: String) -> Self {
        Self { named: verbatim(&arn), arn }
    }

    fn existing(arn: String, kind: &str, name: &str) -> Self {
        Self { arn, named: format!("{kind} {}", verbatim(name)) }
    }

    pub(super) fn asked(self, action: &str, keys: Vec<(String, Value)>) -> Asked {
        Asked { action: action.to_owned(), resource: self.arn, named: self.named, keys }
    }
}

impl Account {
    /// The requests that an operation comes to, the operation's own first. All must be allowed.
    pub fn requests_of(&self, caller: &Caller, operation: &Operation) -> Vec<Asked> {
        let action = operation.action();
        let Some((service, known)) = SERVICE_REFERENCE.action(&action) else {
            return vec![Asked { action, resource: "*".into(), named: "*".into(), keys: Vec::new() }];
        };
        let reading = Reading { account: self, caller, operation, service, action: known };
        let mut requests = Vec::new();
        // What is being made is looked at first (EC2: the instance, then its image, network and disks).
        let made = made_by(operation);
        let (first, others): (Vec<_>, Vec<_>) = known.resources.iter().partition(|kind| Some(kind.resource_type) == made);
        for kind in first.into_iter().chain(others) {
            let resources = reading.resources(kind);
            if !resources.is_empty() {
                let keys = reading.keys(Some(kind));
                requests.extend(resources.into_iter().map(|named| named.asked(&action, keys.clone())));
            }
        }
        if requests.is_empty() {
            let named = Named { arn: "*".into(), named: reading.place_of_list() };
            requests.push(named.asked(&action, reading.keys(None)));
        }
        requests.extend(reading.moved().map(|named| named.asked(&action, reading.keys(None))));
        requests.extend(reading.dependent());
        requests
    }
}

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
    fn moved(&self) -> Option<Named> {
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
    fn place_of_list(&self) -> String {
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

/// A member that is a text.
pub(super) fn text_of<'a>(operation: &'a Operation, member: &str) -> Option<&'a str> {
    operation.members().into_iter().find_map(|(known, value)| match value {
        Member::Text(text) if known.name == member => Some(text),
        _ => None,
    })
}
