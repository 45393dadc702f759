//! The condition keys that AWS would send with a request, and where each value comes from.

use jiff::Timestamp;

use super::{Asker, Circumstances, Credentials};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{PolicyKey, ResourceKey, ResourceKind, TagHolder};
use crate::account::estate::HOME_REGION;
use crate::account::id::{AccessKeyId, UniqueId};
use crate::account::refusal::Denied;
use crate::policy::request::{Action, Arn, CallerKind, Context, Resource, USER_ID, Value};

/// The address that requests of the practice account come from: of a network that is kept for documentation (RFC 5737).
const PRACTICE_ADDRESS: &str = "203.0.113.10";

/// A condition key of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Derived {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// Where it comes from.
    pub from: Provenance,
}

/// Where the value of a condition key comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Provenance {
    /// Who asks.
    Principal,
    /// The credentials that the request is signed with.
    Session,
    /// The practice account's clock.
    Clock,
    /// The practice network.
    Network,
    /// What the request is about.
    Resource,
    /// What the request leaves to the service.
    Request,
    /// Whoever put the question.
    Given,
}

impl Provenance {
    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Principal => "the principal",
            Self::Session => "the session",
            Self::Clock => "the practice clock",
            Self::Network => "the practice network",
            Self::Resource => "the resource",
            Self::Request => "the default",
            Self::Given => "given",
        }
    }
}

impl Account {
    /// The condition keys that AWS would send when somebody asks for an action on a resource.
    pub fn context_for(&self, asker: &Asker, action: &Action, resource: &Resource, circumstances: &Circumstances) -> Vec<Derived> {
        let mut keys = Keys::default();
        self.add_principal(asker, &mut keys);
        match circumstances.credentials {
            Credentials::Opened(key) => self.add_session(key, circumstances.now, &mut keys),
            _ => keys.session(asker, circumstances),
        }
        keys.clock(circumstances.now);
        // A service's own request comes from AWS's network, of which policies are told no address.
        if !is_service(asker) {
            keys.add(Provenance::Network, "aws:SourceIp", PRACTICE_ADDRESS);
        }
        keys.add(Provenance::Network, "aws:SecureTransport", "true");
        // Nothing here passes a request on in somebody's name.
        keys.add(Provenance::Network, "aws:ViaAWSService", "false");
        self.add_resource(asker, action, resource, &mut keys);
        if action.service() == "kms" {
            keys.kms();
        }
        keys.0
    }

    /// Those that tell who asks, whatever it is for.
    pub fn keys_of(&self, asker: &Asker) -> Vec<Derived> {
        let mut keys = Keys::default();
        self.add_principal(asker, &mut keys);
        keys.0
    }

    /// What the resource of a denied request tells here and told otherwise before, as its tags that were put on since.
    pub(in crate::account) fn told_since(&self, before: &Self, denied: &Denied, now: Timestamp) -> Vec<(String, Value)> {
        let (Ok(action), Ok(resource)) = (Action::parse(&denied.action), Resource::parse(&denied.resource)) else { return Vec::new() };
        let told =
            |account: &Self| account.context_for(&denied.caller.who, &action, &resource, &account.circumstances_of(&denied.caller, now));
        let before = told(before);
        let is_new = |derived: &Derived| {
            let is_brought = denied.keys.iter().any(|(key, _)| key.eq_ignore_ascii_case(&derived.key));
            derived.from == Provenance::Resource && !is_brought && !before.contains(derived)
        };
        told(self).into_iter().filter(is_new).map(|Derived { key, value, .. }| (key, value)).collect()
    }

    /// Those that the session tells in which a caller calls, where it is one that the account keeps.
    pub fn told_by_session(&self, caller: &Caller, now: Timestamp) -> Vec<(String, String)> {
        let mut keys = Keys::default();
        if let Some(key) = caller.key {
            self.add_session(key, now, &mut keys);
        }
        let one = |Derived { key, value, .. }| match value {
            Value::Single(value) => vec![(key, value)],
            Value::Multi(values) => values.into_iter().map(|value| (key.clone(), value)).collect(),
        };
        keys.0.into_iter().flat_map(one).collect()
    }

    fn add_principal(&self, asker: &Asker, keys: &mut Keys) {
        let of = Provenance::Principal;
        keys.add(of, "aws:PrincipalIsAWSService", if is_service(asker) { "true" } else { "false" });
        match asker {
            Asker::Root => {
                keys.principal(&self.root_arn(), self.id().as_str(), "Account");
                keys.add(of, USER_ID, self.id().as_str());
            }
            Asker::User(id) => {
                let Some(user) = self.user(*id) else { return };
                keys.principal(&self.user_arn(user), self.id().as_str(), "User");
                keys.add(of, USER_ID, id.as_str());
                keys.add(of, "aws:username", &user.name);
                self.add_tags(&TagHolder::Entity(*id), of, &["aws:PrincipalTag/"], keys);
            }
            Asker::RoleSession { role: id, session } => {
                let Some(role) = self.role(*id) else { return };
                keys.principal(&self.role_arn(role), self.id().as_str(), "AssumedRole");
                keys.add(of, USER_ID, &format!("{id}:{session}"));
                self.add_tags(&TagHolder::Entity(*id), of, &["aws:PrincipalTag/"], keys);
            }
            Asker::FederatedUser { name, .. } => {
                let arn = self.asker_arn(asker).unwrap_or_default();
                keys.principal(&arn, self.id().as_str(), "FederatedUser");
                keys.add(of, USER_ID, &format!("{}:{name}", self.id()));
            }
            Asker::Outsider(principal) if principal.account().is_some() => {
                let account = principal.account().unwrap_or_default();
                let kind = match principal.kind() {
                    CallerKind::Root => "Account",
                    CallerKind::RoleSession | CallerKind::Role => "AssumedRole",
                    CallerKind::FederatedUser => "FederatedUser",
                    _ => "User",
                };
                // Of a session, the role's ARN; in what path another account has the role, its sessions don't tell.
                let role = principal.role_name().filter(|_| principal.kind() == CallerKind::RoleSession);
                let arn = role.map(|role| format!("arn:aws:iam::{account}:role/{role}"));
                keys.principal(arn.as_deref().unwrap_or_else(|| principal.text()), account, kind);
                if principal.kind() == CallerKind::User {
                    keys.add(of, "aws:username", principal.text().rsplit('/').next().unwrap_or_default());
                }
                if *asker == self.partner().who {
                    keys.add(of, USER_ID, UniqueId::PARTNERS_USER.as_str());
                }
            }
            Asker::Outsider(principal) if is_service(asker) => keys.add(of, "aws:PrincipalServiceName", principal.text()),
            Asker::Outsider(_) => {}
        }
    }

    /// The keys of a session that the account keeps. Its tags outweigh the principal's.
    fn add_session(&self, key: AccessKeyId, now: Timestamp, keys: &mut Keys) {
        let Some(session) = self.session(key) else { return };
        let from = Provenance::Session;
        keys.add(from, "aws:MultiFactorAuthPresent", if session.mfa.is_some() { "true" } else { "false" });
        if let Some(given) = session.mfa {
            keys.add(from, "aws:MultiFactorAuthAge", &now.duration_since(given).as_secs().max(0).to_string());
        }
        keys.add(from, "aws:TokenIssueTime", &in_utc(session.issued));
        if let Some(identity) = &session.source_identity {
            keys.add(from, "aws:SourceIdentity", identity);
        }
        for (key, value) in &session.federated {
            keys.add(from, key, value);
        }
        let of = |kind: ResourceKind| {
            let name = session.of.session_name().filter(|_| session.service() == kind.role_taker() && kind.role_taker().is_some());
            name.map(|name| self.resource_arn(&ResourceKey::new(kind, name)))
        };
        if let Some(instance) = of(ResourceKind::Instance) {
            keys.add(from, "ec2:SourceInstanceARN", &instance);
            // By the second version of the metadata service.
            keys.add(from, "ec2:RoleDelivery", "2.0");
        }
        if let Some(function) = of(ResourceKind::Function) {
            keys.add(from, "lambda:SourceFunctionArn", &function);
        }
        for tag in &session.tags {
            let key = format!("aws:PrincipalTag/{}", tag.key);
            keys.0.retain(|other| !other.key.eq_ignore_ascii_case(&key));
            keys.add(from, &key, &tag.value);
        }
    }

    fn add_resource(&self, asker: &Asker, action: &Action, resource: &Resource, keys: &mut Keys) {
        let of = Provenance::Resource;
        let arn = resource.arn().and_then(|text| Arn::parse(text).ok());
        // What names no region is asked for where the practice network is.
        let named = arn.map(|arn| arn.region).filter(|region| !region.is_empty());
        let (region, of_region) = named.map_or((HOME_REGION, Provenance::Network), |region| (region, of));
        keys.add(of_region, "aws:RequestedRegion", region);
        let owner = self.account_of(resource);
        let owner = owner.as_str();
        let held = arn.and_then(|_| self.resource_with_arn(resource.text())).filter(|key| key.kind.service() == action.service());
        let told = self.service_keys(asker, action, (resource, held.as_ref()), (of_region, region));
        keys.0.extend(told.into_iter().map(|(from, key, value)| Derived { key: key.to_owned(), value, from }));
        let Some(arn) = arn else { return };
        keys.add(of, "aws:ResourceAccount", owner);
        if let Some(key) = held {
            self.add_tags(&TagHolder::Resource(key.clone()), of, tag_prefixes(key.kind), keys);
        }
        if !matches!(action.service(), "iam" | "sts") || arn.service != "iam" {
            return;
        }
        if let Some((holder, prefixes)) = self.tag_holder_with_arn(resource.text(), arn) {
            self.add_tags(&holder, of, prefixes, keys);
        }
    }

    /// The entity of this account with an ARN that may have tags, and what precedes their names in condition keys.
    fn tag_holder_with_arn(&self, text: &str, arn: Arn<'_>) -> Option<(TagHolder, &'static [&'static str])> {
        const OF_PRINCIPALS: &[&str] = &["aws:ResourceTag/", "iam:ResourceTag/"];
        const OF_OTHERS: &[&str] = &["aws:ResourceTag/"];
        let entity = |id: UniqueId, prefixes| Some((TagHolder::Entity(id), prefixes));
        match arn.resource.split_once('/')?.0 {
            "user" => entity(self.user_with_arn(text)?, OF_PRINCIPALS),
            "role" => entity(self.role_with_arn(text)?, OF_PRINCIPALS),
            "instance-profile" => entity(self.instance_profile_with_arn(text)?.id, OF_OTHERS),
            "saml-provider" => entity(self.saml_provider_with_arn(text)?.id, OF_OTHERS),
            "oidc-provider" => entity(self.oidc_provider_with_arn(text)?.id, OF_OTHERS),
            "policy" => match self.policy_with_arn(text, str::to_owned).ok()? {
                PolicyKey::Customer(id) => entity(id, OF_OTHERS),
                PolicyKey::AwsManaged(_) => None,
            },
            "mfa" => Some((TagHolder::mfa_device(&self.mfa_device_with_serial(text)?.name), OF_OTHERS)),
            _ => None,
        }
    }

    /// The tag whose value a condition key is, where the account holds what has it: the resource, or who asks.
    pub fn tag_behind(&self, asker: &Asker, resource: &Resource, key: &str) -> Option<(TagHolder, String)> {
        let (prefix, name) = key.split_at(key.find('/')? + 1);
        let holder = if prefix.eq_ignore_ascii_case("aws:PrincipalTag/") {
            match asker {
                Asker::User(id) | Asker::RoleSession { role: id, .. } => TagHolder::Entity(*id),
                Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => return None,
            }
        } else {
            let (holder, prefixes) = match self.resource_with_arn(resource.text()) {
                Some(key) => (TagHolder::Resource(key.clone()), tag_prefixes(key.kind)),
                None => self.tag_holder_with_arn(resource.text(), Arn::parse(resource.text()).ok()?)?,
            };
            prefixes.iter().any(|own| own.eq_ignore_ascii_case(prefix)).then_some(holder)?
        };
        Some((holder, name.to_owned()))
    }

    fn add_tags(&self, holder: &TagHolder, from: Provenance, prefixes: &[&str], keys: &mut Keys) {
        for tag in self.tags_of(holder) {
            for prefix in prefixes {
                keys.add(from, &format!("{prefix}{}", tag.key), &tag.value);
            }
        }
    }
}

fn is_service(asker: &Asker) -> bool {
    matches!(asker, Asker::Outsider(principal) if principal.kind() == CallerKind::Service)
}

/// What precedes the names of a resource's tags in condition keys.
const fn tag_prefixes(kind: ResourceKind) -> &'static [&'static str] {
    match kind {
        ResourceKind::Instance => &["aws:ResourceTag/", "ec2:ResourceTag/"],
        // A bucket's tags are for bills, until ABAC is turned on for it, which these buckets have not.
        ResourceKind::Bucket => &[],
        ResourceKind::Secret => &["aws:ResourceTag/", "secretsmanager:ResourceTag/"],
        _ => &["aws:ResourceTag/"],
    }
}

/// Keys as they are gathered.
#[derive(Default)]
struct Keys(Vec<Derived>);

impl Keys {
    fn add(&mut self, from: Provenance, key: &str, value: &str) {
        self.0.push(Derived { key: key.to_owned(), value: Value::Single(value.to_owned()), from });
    }

    fn principal(&mut self, arn: &str, account: &str, kind: &str) {
        self.add(Provenance::Principal, "aws:PrincipalArn", arn);
        self.add(Provenance::Principal, "aws:PrincipalAccount", account);
        self.add(Provenance::Principal, "aws:PrincipalType", kind);
    }

    /// What KMS tells with each request: whose account asks, and of what a key encrypts with, which is symmetric here.
    fn kms(&mut self) {
        let account = self.0.iter().find(|derived| derived.key == "aws:PrincipalAccount").map(|derived| derived.value.clone());
        self.0.extend(account.map(|value| Derived { key: "kms:CallerAccount".to_owned(), value, from: Provenance::Principal }));
    }

    /// AWS sends MFA keys and the time of issue only with temporary credentials: those of roles and of the console. No code is given
    /// where a federated user's are made.
    fn session(&mut self, asker: &Asker, circumstances: &Circumstances) {
        let age = match (circumstances.credentials, asker) {
            (_, Asker::Outsider(principal)) if !principal.has_identity() => return,
            (Credentials::AccessKey, Asker::Root | Asker::User(_) | Asker::Outsider(_)) => return,
            (Credentials::AccessKey | Credentials::Session | Credentials::Opened(_), _) | (_, Asker::FederatedUser { .. }) => None,
            (Credentials::MfaSession { age }, _) => Some(age),
        };
        let from = Provenance::Session;
        self.add(from, "aws:MultiFactorAuthPresent", if age.is_some() { "true" } else { "false" });
        if let Some(age) = age {
            self.add(from, "aws:MultiFactorAuthAge", &age.to_string());
        }
        let issued = circumstances.now.as_second().saturating_sub(i64::from(age.unwrap_or_default()));
        self.add(from, "aws:TokenIssueTime", &in_utc(Timestamp::from_second(issued).unwrap_or(circumstances.now)));
    }

    fn clock(&mut self, now: Timestamp) {
        self.add(Provenance::Clock, "aws:CurrentTime", &in_utc(now));
        self.add(Provenance::Clock, "aws:EpochTime", &now.as_second().to_string());
    }
}

/// A time as requests have it, in whole seconds: `2026-11-23T21:14:05Z`.
pub fn in_utc(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What was derived with what was given besides: a given value takes the place of the derived one.
pub fn overridden(mut derived: Vec<Derived>, given: &[(String, Value)]) -> Vec<Derived> {
    for (key, value) in given {
        derived.retain(|other| !other.key.eq_ignore_ascii_case(key));
        derived.push(Derived { key: key.clone(), value: value.clone(), from: Provenance::Given });
    }
    derived
}

/// The context that these keys make.
pub fn context_of(derived: &[Derived]) -> Context {
    let mut context = Context::default();
    for Derived { key, value, .. } in derived {
        context.insert(key, value.clone());
    }
    context
}
