//! The other account of the practice world: who asks from there, and what of it can be asked for from here.
//!
//! It has one bucket with something to read, and one role to assume, whose policies let this account in: then it is for the
//! account's own policies to say who of it may. Both must allow, as across accounts on AWS. Nothing in it changes.

use serde_json::json;

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{BucketObject, PolicyText, ResourceKey, ResourceKind};
use crate::account::id::UniqueId;
use crate::policy::request::{Principal, Resource};

/// The other account, and one in its place for an account that has this id itself.
const PARTNERS: [&str; 2] = ["111122223333", "444455556666"];

/// The name of its role.
const ROLE: &str = "partner-guest";

/// What its bucket holds.
const OBJECTS: [(&str, &str); 2] = [("prices.csv", "product,price\nlamp,40\nchair,85\n"), ("terms.txt", "Delivery within ten days.\n")];

impl Account {
    /// The other account's id.
    pub fn partner_id(&self) -> &'static str {
        let [first, second] = PARTNERS;
        if self.id().as_str() == first { second } else { first }
    }

    /// A principal of the other account, which lets it do everything.
    pub fn partner(&self) -> Caller {
        let principal = Principal::parse(&format!("arn:aws:iam::{}:user/partner", self.partner_id()));
        principal.map_or_else(|_| Caller::nobody().clone(), |principal| Caller::owner_as(Asker::Outsider(principal)))
    }

    /// The ARN of the other account's role. Whoever is in a session of it is the other account's, which lets it do everything.
    pub fn partners_role_arn(&self) -> String {
        format!("arn:aws:iam::{}:role/{ROLE}", self.partner_id())
    }

    /// Whoever is in a session of the other account's role; `None` for a name that no session has.
    pub(in crate::account) fn in_partners_role(&self, session: &str) -> Option<Asker> {
        let arn = format!("arn:aws:sts::{}:assumed-role/{ROLE}/{session}", self.partner_id());
        Principal::parse(&arn).ok().map(Asker::Outsider)
    }

    /// Whether a policy's principal would be of the other account and isn't there: that one has a user, a role, and sessions of it.
    pub(in crate::account) fn is_missing_at_partner(&self, written: &str) -> bool {
        let id = self.partner_id();
        let of = |service: &str| written.strip_prefix(service)?.strip_prefix(id)?.strip_prefix(':');
        if let Some(resource) = of("arn:aws:sts::").and_then(|resource| resource.strip_prefix("assumed-role/")) {
            return resource.split('/').next() != Some(ROLE);
        }
        let is_identity = of("arn:aws:iam::").is_some_and(|resource| resource.starts_with("user/") || resource.starts_with("role/"));
        is_identity && written != self.partners_role_arn() && self.asker_arn(&self.partner().who).as_deref() != Some(written)
    }

    /// That a policy names a user or role that is not there, in a sentence.
    pub(in crate::account) fn no_such_principal(&self, written: &str) -> String {
        if self.is_missing_at_partner(written) {
            return format!("No such user or role is in account {}, whose are user/partner and role/{ROLE}.", self.partner_id());
        }
        "No such user or role is in this account.".to_owned()
    }

    /// The trust policy of the other account's role: whomever this account sends.
    pub fn partners_trust_policy(&self) -> PolicyText {
        let statement = json!({ "Effect": "Allow", "Principal": { "AWS": self.root_arn() }, "Action": "sts:AssumeRole" });
        PolicyText::from(json!({ "Version": "2012-10-17", "Statement": statement }).to_string().as_str())
    }

    /// What a role is called of which only the id is known here: one that is gone by its id, the other account's by its name.
    pub(in crate::account) fn name_of_role(&self, id: UniqueId) -> String {
        match self.role(id) {
            Some(role) => role.name.clone(),
            None if id == UniqueId::PARTNERS_ROLE => format!("{ROLE} of account {}", self.partner_id()),
            None => id.to_string(),
        }
    }

    /// The other account's bucket.
    pub fn partners_bucket(&self) -> ResourceKey {
        ResourceKey::new(ResourceKind::Bucket, format!("partner-share-{}", self.partner_id()))
    }

    /// Whether a bucket of this name is the other account's. The account's own would go before it: an earlier release may have let
    /// it have the name.
    pub fn is_partners_bucket(&self, name: &str) -> bool {
        self.partners_bucket().name == name && self.bucket(name).is_none()
    }

    /// The objects in a bucket, where it is the other account's.
    pub fn partners_objects(&self, bucket: &str) -> Option<Vec<BucketObject>> {
        let modified = self.created();
        let object =
            |(key, content): (&str, &str)| BucketObject { bucket: bucket.into(), key: key.into(), content: content.into(), modified };
        self.is_partners_bucket(bucket).then(|| OBJECTS.into_iter().map(object).collect())
    }

    /// Whether a resource is the other account's bucket, or an object in it.
    pub fn is_partners(&self, resource: &Resource) -> bool {
        let bucket = resource.arn().and_then(|arn| arn.strip_prefix("arn:aws:s3:::")).map(|rest| rest.split('/').next().unwrap_or(rest));
        bucket.is_some_and(|bucket| self.is_partners_bucket(bucket))
    }

    /// The account that a resource is of. Where its ARN doesn't tell, as a bucket's does not, it is this one, but for what is the
    /// other's.
    pub fn account_of(&self, resource: &Resource) -> String {
        let told = || resource.account().map_or_else(|| self.id().to_string(), str::to_owned);
        if self.is_partners(resource) { self.partner_id().to_owned() } else { told() }
    }

    /// The policy of the other account's bucket: this account may list it and read what is in it.
    pub fn partners_policy(&self) -> PolicyText {
        let arn = self.resource_arn(&self.partners_bucket());
        let statement = |action: &str, resource: &str| json!({ "Effect": "Allow", "Principal": { "AWS": self.root_arn() }, "Action": action, "Resource": resource });
        let statements = [statement("s3:ListBucket", &arn), statement("s3:GetObject", &format!("{arn}/*"))];
        PolicyText::from(json!({ "Version": "2012-10-17", "Statement": statements }).to_string().as_str())
    }
}
