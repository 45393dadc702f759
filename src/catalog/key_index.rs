//! Condition keys by name, whichever service they belong to.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::service_reference::{ConditionKey, SERVICE_REFERENCE, Service, ServiceAction};

/// All keys of the reference; made on first use, which reads the keys of every service.
static INDEX: LazyLock<Index> = LazyLock::new(Index::of_the_reference);

/// Keys by their names in lower case, and those that stand for many.
struct Index {
    whole: HashMap<String, &'static ConditionKey>,
    open: Vec<&'static ConditionKey>,
}

impl Index {
    fn of_the_reference() -> Self {
        let mut index = Self { whole: HashMap::new(), open: Vec::new() };
        let of_services = SERVICE_REFERENCE.services().iter().flat_map(Service::condition_keys);
        for key in SERVICE_REFERENCE.global_condition_keys().iter().chain(of_services) {
            if key.is_open() {
                index.open.push(key);
            } else {
                index.whole.entry(key.key.to_ascii_lowercase()).or_insert(key);
            }
        }
        index.open.sort_by_key(|key| key.key);
        index.open.dedup_by_key(|key| key.key);
        index
    }
}

impl ConditionKey {
    /// The key of this name that any service may see, or that some service has; without regard to case.
    pub fn named(name: &str) -> Option<&'static Self> {
        INDEX.whole.get(&name.to_ascii_lowercase()).copied().or_else(|| INDEX.open.iter().copied().find(|key| key.is(name)))
    }

    /// A key's name as the reference spells it; what is of the caller's choice, and keys that the reference does not know, as
    /// they stand.
    pub fn spelling(name: &str) -> String {
        let Some(known) = Self::named(name) else { return name.to_owned() };
        let Some(at) = known.open_at() else { return known.key.to_owned() };
        match (known.key.get(..at), name.get(at..)) {
            (Some(fixed), Some(chosen)) => format!("{fixed}{chosen}"),
            _ => name.to_owned(),
        }
    }

    /// The key of this name that any service may see.
    pub fn global(name: &str) -> Option<&'static Self> {
        SERVICE_REFERENCE.global_condition_keys().iter().find(|key| key.is(name))
    }

    /// Whether it stands for many keys: a part of its name is of the caller's choice.
    pub fn is_open(&self) -> bool {
        self.open_at().is_some()
    }
}

/// Keys that any service may see, and that requests carry only for the actions and the types of resource that the reference lists
/// them for.
const SENT_BY_SOME: [&str; 3] = ["aws:RequestTag/", "aws:ResourceTag/", "aws:TagKeys"];

/// Whether requests for one of some actions, told by service, may carry a key. One that the reference does not know may come with
/// any.
pub fn is_sent<'a, A>(name: &str, mut actions: impl Iterator<Item = (&'a Service, A)>) -> bool
where
    A: Iterator<Item = &'a ServiceAction>,
{
    let starts = |start: &&str| name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let is_always = || ConditionKey::global(name).is_some() && !SENT_BY_SOME.iter().any(starts);
    ConditionKey::named(name).is_none() || is_always() || actions.any(|(service, actions)| service.sends(name, actions))
}

impl Service {
    /// The service's own key of this name.
    pub fn condition_key(&self, name: &str) -> Option<&ConditionKey> {
        self.condition_keys().iter().find(|key| key.is(name))
    }

    /// The keys of its own that requests for some of its actions may carry.
    pub fn sent_keys<'a>(&self, actions: impl Iterator<Item = &'a ServiceAction>) -> impl Iterator<Item = &ConditionKey> {
        let mut names: HashSet<&str> = HashSet::new();
        let mut types: HashSet<&str> = HashSet::new();
        for action in actions {
            names.extend(&action.condition_keys);
            for resource in &action.resources {
                names.extend(&resource.condition_keys);
                types.insert(resource.resource_type);
            }
        }
        for kind in self.resource_types().iter().filter(|kind| types.contains(kind.name)) {
            names.extend(&kind.condition_keys);
        }
        self.condition_keys().iter().filter(move |key| names.contains(key.key))
    }

    /// Whether requests for one of some actions of the service may carry a key of its own.
    pub fn sends<'a>(&self, name: &str, mut actions: impl Iterator<Item = &'a ServiceAction>) -> bool {
        let names: Vec<&str> = self.condition_keys().iter().filter(|key| key.is(name)).map(|key| key.key).collect();
        if names.is_empty() {
            return false;
        }
        let has = |keys: &[&str]| keys.iter().any(|key| names.contains(key));
        let types: Vec<&str> = self.resource_types().iter().filter(|kind| has(&kind.condition_keys)).map(|kind| kind.name).collect();
        actions.any(|action| {
            has(&action.condition_keys)
                || action.resources.iter().any(|resource| has(&resource.condition_keys) || types.contains(&resource.resource_type))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::KeyType;

    #[test]
    fn keys_are_found_wherever_they_belong() {
        assert_eq!(ConditionKey::named("AWS:sourceip").unwrap().kind, KeyType::IpAddress);
        assert_eq!(ConditionKey::named("iam:PassedToService").unwrap().kind, KeyType::String);
        assert_eq!(ConditionKey::named("aws:principaltag/Team").unwrap().key, "aws:PrincipalTag/${TagKey}");
        assert!(ConditionKey::named("saml:aud").is_some());
        assert!(ConditionKey::named("aws:SourceIpAddress").is_none() && ConditionKey::named("").is_none());
        assert!(ConditionKey::global("s3:prefix").is_none());
    }

    #[test]
    fn keys_are_sent_with_some_actions() {
        let s3 = SERVICE_REFERENCE.service("s3").unwrap();
        let sent: Vec<&str> = s3.sent_keys(s3.action("ListBucket").into_iter()).map(|key| key.key).collect();
        assert!(sent.contains(&"s3:prefix") && !sent.contains(&"s3:ExistingObjectTag/<key>"));
        let sends = |key, action| s3.sends(key, s3.action(action).into_iter());
        assert!(sends("S3:prefix", "ListBucket") && !sends("s3:prefix", "GetObject"));
        let secrets = SERVICE_REFERENCE.service("secretsmanager").unwrap();
        assert!(secrets.sends("secretsmanager:ResourceTag/team", secrets.action("GetSecretValue").into_iter()));
        assert!(sends("s3:ExistingObjectTag/team", "GetObject") && !sends("s3:nothing", "GetObject"));
        let is_sent_with = |name: &str, action: &str| {
            let (service, action) = SERVICE_REFERENCE.action(action).unwrap();
            is_sent(name, [(service, [action].into_iter())].into_iter())
        };
        for (name, action, expected) in [
            ("aws:SourceIp", "s3:GetObject", true),
            ("aws:ResourceTag/team", "autoscaling:DescribeAutoScalingGroups", false),
            ("AWS:resourcetag/team", "ec2:StartInstances", true),
            ("aws:RequestTag/team", "s3:GetObject", false),
            ("aws:TagKeys", "iam:TagUser", true),
            ("s3:prefix", "s3:GetObject", false),
            ("novel:Key", "s3:GetObject", true),
        ] {
            assert_eq!(is_sent_with(name, action), expected, "{name} {action}");
        }
    }
}
