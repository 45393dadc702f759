//! The service authorization reference: 457 services with their actions, resource types and condition keys.

use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;
use serde_json::value::RawValue;

static SOURCE: &str = include_str!("../../assets/catalog/service-reference.json");

/// The reference, opened on first use (some five milliseconds in a release build; a service's parts as they are asked for).
pub static SERVICE_REFERENCE: LazyLock<ServiceReference> = LazyLock::new(ServiceReference::open);

/// All services, and the condition keys that any of them may see.
#[derive(Debug, Default)]
pub struct ServiceReference {
    services: Vec<Service>,
    global_condition_keys: Vec<ConditionKey>,
}

/// A service: what stands before the colon of its actions.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// `s3`
    pub prefix: &'static str,
    /// `Amazon S3`
    pub name: &'static str,
    /// The name in policy summaries: `S3`
    pub short_name: &'static str,
    /// Whether resource control policies apply to it.
    #[serde(default, rename = "rcp")]
    pub has_rcps: bool,
    #[serde(borrow, rename = "actions")]
    raw_actions: &'static RawValue,
    #[serde(borrow, rename = "resourceTypes")]
    raw_resource_types: &'static RawValue,
    #[serde(borrow, rename = "conditionKeys")]
    raw_condition_keys: &'static RawValue,
    #[serde(skip)]
    actions: OnceLock<Vec<ServiceAction>>,
    #[serde(skip)]
    resource_types: OnceLock<Vec<ResourceType>>,
    #[serde(skip)]
    condition_keys: OnceLock<Vec<ConditionKey>>,
}

/// What an action does to what it is done to, as AWS classes it.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AccessLevel {
    /// Sees that resources exist.
    List,
    /// Sees what is in them.
    Read,
    /// Makes, changes and deletes them.
    Write,
    /// Changes who may do what.
    #[serde(rename = "Permissions management")]
    PermissionsManagement,
    /// Changes nothing but tags.
    Tagging,
}

impl AccessLevel {
    /// All levels, in the console's order.
    pub const ALL: [Self; 5] = [Self::List, Self::Read, Self::Write, Self::PermissionsManagement, Self::Tagging];

    /// The console's words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::PermissionsManagement => "Permissions management",
            Self::Tagging => "Tagging",
        }
    }
}

/// An action of a service.
#[derive(Deserialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct ServiceAction {
    /// Without the service: `GetObject`
    pub name: &'static str,
    /// Its access level.
    pub level: AccessLevel,
    /// The resource types that it can be limited to; none: it takes `*` only.
    #[serde(default)]
    pub resources: Vec<ActionResource>,
    /// Condition keys that the action sends whatever the resource.
    #[serde(default)]
    pub condition_keys: Vec<&'static str>,
    /// What else a caller must be allowed, as in `iam:PassRole`.
    #[serde(default)]
    pub dependent_actions: Vec<&'static str>,
}

/// A resource type that an action takes.
#[derive(Deserialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct ActionResource {
    /// The name of one of the service's [`ResourceType`]s.
    #[serde(rename = "type")]
    pub resource_type: &'static str,
    /// Whether the action can't do without one.
    #[serde(default)]
    pub required: bool,
    /// Condition keys that are sent with this type only.
    #[serde(default)]
    pub condition_keys: Vec<&'static str>,
}

/// A kind of resource that a service has.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct ResourceType {
    /// `bucket`
    pub name: &'static str,
    /// Its ARN with `${Partition}`, `${Region}`, `${Account}` and others for what varies.
    pub arn: &'static str,
    /// Condition keys of the resource itself.
    #[serde(default)]
    pub condition_keys: Vec<&'static str>,
}

impl ResourceType {
    /// Its ARN in AWS's own partition; the rest that varies stands as it is.
    pub fn template(&self) -> String {
        self.arn.replace("${Partition}", "aws")
    }

    /// The same in a region of an account.
    pub fn filled(&self, region: &str, account: &str) -> String {
        self.template().replace("${Region}", region).replace("${Account}", account)
    }

    /// The pattern of all that there are, with `*` for what varies.
    pub fn any(&self) -> String {
        with_any(&self.template())
    }

    /// The same of those in a region of an account.
    pub fn any_in(&self, region: &str, account: &str) -> String {
        with_any(&self.filled(region, account))
    }
}

/// A form of ARNs with `*` for what varies.
fn with_any(form: &str) -> String {
    let mut parts = form.split("${");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |any, part| any + "*" + part.split_once('}').map_or("", |(_, rest)| rest))
}

/// A condition key.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct ConditionKey {
    /// The key; `${…}` and `<…>` in it stand for any text.
    pub key: &'static str,
    /// The type of its values.
    #[serde(rename = "type")]
    pub kind: KeyType,
    /// What it tells about, for keys that any service may see: principal, session, network, resource or request.
    #[serde(default)]
    pub category: Option<&'static str>,
}

/// The type of a condition key's values.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the reference's own names")]
pub enum KeyType {
    String,
    #[serde(rename = "ARN")]
    Arn,
    Bool,
    Numeric,
    Date,
    #[serde(rename = "IPAddress")]
    IpAddress,
    ArrayOfString,
    #[serde(rename = "ArrayOfARN")]
    ArrayOfArn,
    ArrayOfBool,
}

impl KeyType {
    /// Whether a request may carry several values under the key, so that an operator wants `ForAllValues` or `ForAnyValue`.
    pub const fn is_multivalued(self) -> bool {
        matches!(self, Self::ArrayOfString | Self::ArrayOfArn | Self::ArrayOfBool)
    }
}

impl ServiceReference {
    /// The file is part of the program and a test opens it whole; should it ever not parse, the reference is empty.
    fn open() -> Self {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", bound = "'de: 'static")]
        struct File {
            services: Vec<Service>,
            global_condition_keys: Vec<ConditionKey>,
        }
        serde_json::from_str::<File>(SOURCE)
            .map(|file| Self { services: file.services, global_condition_keys: file.global_condition_keys })
            .unwrap_or_default()
    }

    /// All services, by prefix.
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The service of this prefix, without regard to case.
    pub fn service(&self, prefix: &str) -> Option<&Service> {
        let prefix = prefix.to_ascii_lowercase();
        let at = self.services.binary_search_by(|service| service.prefix.cmp(prefix.as_str())).ok()?;
        self.services.get(at)
    }

    /// The service and action of `service:Action`, without regard to case.
    pub fn action(&self, action: &str) -> Option<(&Service, &ServiceAction)> {
        let (prefix, name) = action.split_once(':')?;
        let service = self.service(prefix)?;
        service.action(name).map(|action| (service, action))
    }

    /// The condition keys that any service may see.
    pub fn global_condition_keys(&self) -> &[ConditionKey] {
        &self.global_condition_keys
    }
}

fn parsed<T: Deserialize<'static>>(raw: &'static RawValue) -> Vec<T> {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

impl Service {
    /// The actions, by name.
    pub fn actions(&self) -> &[ServiceAction] {
        self.actions.get_or_init(|| parsed(self.raw_actions))
    }

    /// The resource types.
    pub fn resource_types(&self) -> &[ResourceType] {
        self.resource_types.get_or_init(|| parsed(self.raw_resource_types))
    }

    /// The service's own condition keys.
    pub fn condition_keys(&self) -> &[ConditionKey] {
        self.condition_keys.get_or_init(|| parsed(self.raw_condition_keys))
    }

    /// The action of this name, without regard to case.
    pub fn action(&self, name: &str) -> Option<&ServiceAction> {
        self.actions().iter().find(|action| action.name.eq_ignore_ascii_case(name))
    }

    /// The resource type of this name.
    pub fn resource_type(&self, name: &str) -> Option<&ResourceType> {
        self.resource_types().iter().find(|kind| kind.name == name)
    }
}

impl ConditionKey {
    /// Where in its name stands what is of the caller's choice: `${…}`, `<…>`, the words `tag-key`, or all behind a last slash.
    pub(super) fn open_at(&self) -> Option<usize> {
        self.key
            .find('<')
            .or_else(|| self.key.find("${"))
            .or_else(|| self.key.strip_suffix("tag-key").map(str::len))
            .or_else(|| self.key.ends_with('/').then_some(self.key.len()))
    }

    /// Whether a key of a policy or request is this one: without regard to case, `${…}` and `<…>` standing for any text.
    pub fn is(&self, key: &str) -> bool {
        match self.open_at() {
            None => self.key.eq_ignore_ascii_case(key),
            Some(at) => {
                let behind = self.key[at..].find(['>', '}']).map_or("", |end| &self.key[at + end + 1..]);
                key.len() >= at + behind.len()
                    && key.get(..at).is_some_and(|head| head.eq_ignore_ascii_case(&self.key[..at]))
                    && key.get(key.len() - behind.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(behind))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Figures of the data's own README, as of 2026-10-27.
    #[test]
    fn the_whole_reference_opens() {
        let services = SERVICE_REFERENCE.services();
        assert_eq!(services.len(), 457);
        assert!(services.windows(2).all(|pair| pair[0].prefix < pair[1].prefix));
        assert_eq!(services.iter().map(|service| service.actions().len()).sum::<usize>(), 22_321);
        assert_eq!(services.iter().map(|service| service.resource_types().len()).sum::<usize>(), 2_348);
        assert_eq!(services.iter().map(|service| service.condition_keys().len()).sum::<usize>(), 2_595);
        assert_eq!(SERVICE_REFERENCE.global_condition_keys().len(), 60);
        let level = |level| services.iter().flat_map(Service::actions).filter(|action| action.level == level).count();
        assert_eq!(AccessLevel::ALL.map(level), [3_748, 5_947, 11_485, 422, 719]);
        for service in services {
            for resource in service.actions().iter().flat_map(|action| &action.resources) {
                assert!(service.resource_type(resource.resource_type).is_some(), "{} {}", service.prefix, resource.resource_type);
            }
        }
    }

    #[test]
    fn services_and_actions_are_found_without_regard_to_case() {
        let (service, action) = SERVICE_REFERENCE.action("S3:getobject").unwrap();
        assert_eq!((service.short_name, action.name, action.level), ("S3", "GetObject", AccessLevel::Read));
        assert!(SERVICE_REFERENCE.action("s3:GetObjects").is_none() && SERVICE_REFERENCE.action("s3").is_none());
    }

    #[test]
    fn keys_stand_for_any_text_where_they_say_so() {
        let key = |key| ConditionKey { key, kind: KeyType::String, category: None };
        assert!(key("aws:ResourceTag/${TagKey}").is("AWS:resourcetag/Team"));
        assert!(key("s3:ExistingObjectTag/<key>").is("s3:ExistingObjectTag/x"));
        assert!(key("saml:aud").is("SAML:aud"));
        assert!(!key("saml:aud").is("saml:audience"));
        assert!(!key("aws:ResourceTag/${TagKey}").is("aws:RequestTag/Team"));
        assert!(key("kms:RecipientAttestation:PCR${n}:x").is("kms:RecipientAttestation:PCR0:x"));
    }
}
