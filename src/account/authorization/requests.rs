//! What an operation asks the policies: the action, the resource and the condition keys of each request that it comes to.
//!
//! Which resource types an action has, which condition keys it sends and what else it depends on is read from the service
//! reference; here stands only how the members of an operation name those resources and keys.

use super::estate_requests::{estate_keys, estate_tags};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{Owner, Role, SERVICE_LINKED_PATH};
use crate::account::operation::{Operation, Tag, Value as Member};
use crate::account::service_linked::LinkedService;
use crate::catalog::{ActionResource, SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::decision::shown;
use crate::policy::request::Value;

/// A request that the policies decide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The action: `iam:CreateUser`.
    pub action: String,
    /// The resource's ARN, or `*`.
    pub resource: String,
    /// What the service's messages call the resource, fit to be shown: `user alice`.
    pub named: String,
    /// The condition keys that come from the operation itself.
    pub keys: Vec<(String, Value)>,
}

/// A resource as an operation names it.
struct Named {
    arn: String,
    named: String,
}

impl Named {
    fn by_arn(arn: String) -> Self {
        Self { named: shown(&arn), arn }
    }

    fn existing(arn: String, kind: &str, name: &str) -> Self {
        Self { arn, named: format!("{kind} {}", shown(name)) }
    }
}

/// Handing a role over: the action that the role's owner must be allowed besides.
const PASS_ROLE: &str = "iam:PassRole";

impl Account {
    /// The requests that an operation comes to, the operation's own first. All must be allowed.
    pub fn requests_of(&self, caller: &Caller, operation: &Operation) -> Vec<Asked> {
        let action = operation.action();
        let Some((service, known)) = SERVICE_REFERENCE.action(&action) else {
            return vec![Asked { action, resource: "*".into(), named: "*".into(), keys: Vec::new() }];
        };
        let reading = Reading { account: self, caller, operation, service, action: known };
        let keys = reading.keys();
        let of_type = |kind: &ActionResource| match reading.resource(kind) {
            Some(one) => vec![one],
            None => self.estate_resources(operation, kind.resource_type).into_iter().map(Named::by_arn).collect(),
        };
        let mut resources: Vec<Named> = known.resources.iter().flat_map(of_type).collect();
        if resources.is_empty() {
            resources.push(Named { arn: "*".into(), named: reading.place_of_list() });
        }
        let asked = |Named { arn, named }| Asked { action: action.clone(), resource: arn, named, keys: keys.clone() };
        let mut requests: Vec<Asked> = resources.into_iter().map(asked).collect();
        requests.extend(reading.dependent());
        requests
    }

    /// The role that an operation hands over to a service, and the service that takes it.
    fn passed_role(&self, operation: &Operation) -> Option<(&Role, &'static str)> {
        match operation.spec().name {
            "AddRoleToInstanceProfile" => Some((self.role_named(text_of(operation, "RoleName")?)?, "ec2.amazonaws.com")),
            _ => self.passed_in_estate(operation),
        }
    }
}

/// An operation being read.
struct Reading<'a> {
    account: &'a Account,
    caller: &'a Caller,
    operation: &'a Operation,
    service: &'static Service,
    action: &'static ServiceAction,
}

impl Reading<'_> {
    fn text(&self, member: &str) -> Option<&str> {
        text_of(self.operation, member)
    }

    /// The resource of a type, where the operation names one.
    fn resource(&self, kind: &ActionResource) -> Option<Named> {
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
                Some(Named::by_arn(self.arn("oidc-provider", "/", url.trim_start_matches("https://"))))
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
            return key.and_then(|key| self.owner(key.owner)).or_else(|| Some(Named::by_arn(self.arn("user", "/", "*"))));
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
            return Some(Named::by_arn(self.arn("role", "/", place)));
        }
        let service = self.text("AWSServiceName")?;
        let name = LinkedService::named(service).map_or_else(|| "*".to_owned(), |linked| linked.role_name(self.text("CustomSuffix")));
        Some(Named::by_arn(self.arn("role", &format!("{SERVICE_LINKED_PATH}{service}/"), &name)))
    }

    /// A policy by its ARN, or the one that is being made.
    fn policy(&self) -> Option<Named> {
        let arn = self.text("PolicyArn");
        arn.map(|arn| Named::existing(arn.to_owned(), "policy", arn)).or_else(|| self.to_be_made("policy", "PolicyName"))
    }

    /// An entity by its name: the one that is there; the one that is being made, with its path; or one that is missing.
    fn entity<'a>(&self, kind: &str, member: &str, find: impl Fn(&str) -> Option<(String, &'a String)>) -> Option<Named> {
        let name = self.text(member)?;
        if self.operation.spec().name.starts_with("Create") && self.operation.spec().member("Path").is_some() {
            return self.to_be_made(kind, member);
        }
        Some(match find(name) {
            Some((arn, name)) => Named::existing(arn, kind, name),
            None => Named::existing(self.arn(kind, "/", name), kind, name),
        })
    }

    fn to_be_made(&self, kind: &str, member: &str) -> Option<Named> {
        Some(Named::by_arn(self.arn(kind, self.text("Path").unwrap_or("/"), self.text(member)?)))
    }

    fn arn(&self, kind: &str, path: &str, name: &str) -> String {
        format!("arn:aws:iam::{}:{kind}{path}{name}", self.account.id())
    }

    fn by_arn(&self, member: &str) -> Option<Named> {
        self.text(member).map(|arn| Named::by_arn(arn.to_owned()))
    }

    /// Where an operation takes an ARN of any type, the one of this type.
    fn by_arn_of_type(&self, kind: &str) -> Option<Named> {
        let of_type = |arn: &&str| arn.splitn(6, ':').nth(5).is_some_and(|resource| resource.starts_with(&format!("{kind}/")));
        ["PolicySourceArn", "Arn"].into_iter().filter_map(|member| self.text(member)).find(of_type).map(|arn| Named::by_arn(arn.to_owned()))
    }

    /// What messages call the resource of a list.
    fn place_of_list(&self) -> String {
        let prefix = self.text("PathPrefix").unwrap_or("/");
        let kind = match self.operation {
            Operation::ListUsers(_) => "user",
            Operation::ListGroups(_) => "group",
            Operation::ListRoles(_) => "role",
            Operation::ListPolicies(_) => "policy",
            Operation::ListVirtualMFADevices(_) => "mfa",
            _ => return "*".into(),
        };
        self.arn(kind, prefix, "")
    }

    /// The condition keys that the members give, as far as the action sends them.
    fn keys(&self) -> Vec<(String, Value)> {
        let mut keys = Vec::new();
        let mut single = |key: &str, value: &str| keys.push((key.to_owned(), Value::Single(value.to_owned())));
        for (member, key) in KEYS {
            if let Some(value) = self.text(member) {
                single(key, value);
            }
        }
        if self.text("PermissionsBoundary").is_none()
            && let Some(boundary) = self.boundary_of_subject()
        {
            single("iam:PermissionsBoundary", &boundary);
        }
        for (member, value) in self.operation.members() {
            match value {
                Member::Tags(tags) => keys.extend(tag_keys(tags)),
                Member::Texts(names) if matches!(member.name, "TagKeys" | "TransitiveTagKeys") => {
                    let key = if member.name == "TagKeys" { "aws:TagKeys" } else { "sts:TransitiveTagKeys" };
                    keys.push((key.to_owned(), Value::Multi(names.to_vec())));
                }
                _ => {}
            }
        }
        let tags = estate_tags(self.operation);
        if !tags.is_empty() {
            keys.extend(tag_keys(&tags));
        }
        keys.extend(estate_keys(self.operation));
        let action = [self.action];
        keys.retain(|(key, _)| self.service.sends(key, action.into_iter()));
        keys.extend(self.code_keys());
        keys
    }

    /// What a code tells that is given with the request itself. Whether it is right, the operation checks.
    fn code_keys(&self) -> Vec<(String, Value)> {
        if !self.operation.members().iter().any(|(member, _)| member.name == "TokenCode") {
            return Vec::new();
        }
        [("aws:MultiFactorAuthPresent", "true"), ("aws:MultiFactorAuthAge", "0")]
            .map(|(key, value)| (key.to_owned(), Value::Single(value.to_owned())))
            .into()
    }

    /// The boundary that the user or role has which the operation is about.
    fn boundary_of_subject(&self) -> Option<String> {
        let user = || self.text("UserName").and_then(|name| self.account.user_named(name)).map(|user| user.id);
        let role = || self.text("RoleName").and_then(|name| self.account.role_named(name)).map(|role| role.id);
        self.account.boundary_of(user().or_else(role)?).map(|policy| self.account.policy_arn(policy))
    }

    /// What the caller must be allowed besides: passing a role on, tagging a session, setting a source identity.
    fn dependent(&self) -> Vec<Asked> {
        let mut further = Vec::new();
        if let Some((role, service)) = self.account.passed_role(self.operation) {
            let arn = self.account.role_arn(role);
            let keys = vec![("iam:PassedToService".to_owned(), Value::Single(service.to_owned()))];
            further.push(Asked { action: PASS_ROLE.into(), named: shown(&arn), resource: arn, keys });
        }
        further.extend(self.of_session());
        further
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
            let mut keys = Reading { service, action, ..*self }.keys();
            if let Some(identity) = identity.filter(|_| name == "sts:SetSourceIdentity") {
                keys.retain(|(key, _)| key != "sts:SourceIdentity");
                keys.push(("sts:SourceIdentity".to_owned(), Value::Single(identity.to_owned())));
            }
            Some(Asked { action: name.to_owned(), resource: arn.clone(), named: named.clone(), keys })
        };
        actions.into_iter().filter_map(asked).collect()
    }
}

/// Members whose value is a condition key's.
const KEYS: [(&str, &str); 7] = [
    ("PolicyArn", "iam:PolicyARN"),
    ("PermissionsBoundary", "iam:PermissionsBoundary"),
    ("AWSServiceName", "iam:AWSServiceName"),
    ("ExternalId", "sts:ExternalId"),
    ("RoleSessionName", "sts:RoleSessionName"),
    ("SourceIdentity", "sts:SourceIdentity"),
    ("Prefix", "s3:prefix"),
];

fn tag_keys(tags: &[Tag]) -> Vec<(String, Value)> {
    let each = tags.iter().map(|tag| (format!("aws:RequestTag/{}", tag.key), Value::Single(tag.value.clone())));
    let all = ("aws:TagKeys".to_owned(), Value::Multi(tags.iter().map(|tag| tag.key.clone()).collect()));
    each.chain([all]).collect()
}

fn text_of<'a>(operation: &'a Operation, member: &str) -> Option<&'a str> {
    operation.members().into_iter().find_map(|(known, value)| match value {
        Member::Text(text) if known.name == member => Some(text),
        _ => None,
    })
}
