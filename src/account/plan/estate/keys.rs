//! KMS keys and their policies.

use serde_json::{Value as Json, json};

use super::{answer, uuid};
use crate::account::Account;
use crate::account::authorization::Asked;
use crate::account::entity::{KeyState, KmsKey, PolicyOn, ResourceKind};
use crate::account::operation::{CreateKey, DescribeKey, GetKeyPolicy, KeyTag, ListKeys, PutKeyPolicy, Tag};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, Reply};
use crate::policy::compiled::Policy;
use crate::policy::document::Document;

/// What KMS says where a principal is none, or is not there.
const INVALID_PRINCIPALS: &str = "Policy contains a statement with one or more invalid principals.";

impl Plan for CreateKey {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = KmsKey {
            id: uuid(planning.env),
            description: self.description.clone().unwrap_or_default(),
            created: planning.env.now,
            deletion: None,
            disabled: false,
        };
        let given = self.policy.as_deref().filter(|policy| !policy.is_empty());
        let document = planning.put_key_policy(&key, given.unwrap_or(&planning.account.default_key_policy()))?;
        if given.is_some() && self.bypass_policy_lockout_safety_check != Some(true) {
            planning.check_lockout(&key, &document)?;
        }
        planning.put_resource_tags(key.resource(), &plain_tags(self.tags.as_deref().unwrap_or_default()))?;
        let reply = answer(json!({"KeyMetadata": planning.account.key_detail(&key)}));
        planning.put(key);
        Ok(reply)
    }
}

impl Plan for ListKeys {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let keys = account.resources(ResourceKind::Key).filter_map(|entity| <&KmsKey>::try_from(entity).ok());
        let keys: Vec<Json> = keys.map(|key| json!({"KeyId": key.id, "KeyArn": account.resource_arn(&key.resource())})).collect();
        Ok(answer(json!({"Keys": keys})))
    }
}

impl Plan for DescribeKey {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = planning.kms_key(&self.key_id)?;
        Ok(answer(json!({"KeyMetadata": planning.account.key_detail(key)})))
    }
}

impl Plan for GetKeyPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = planning.kms_key(&self.key_id)?;
        check_policy_name(self.policy_name.as_deref())?;
        let policy = planning.account.policy_on(&key.resource()).map(|policy| policy.as_str().to_owned());
        Ok(answer(json!({"Policy": policy, "PolicyName": "default"})))
    }
}

impl Plan for PutKeyPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = planning.usable_key(&self.key_id)?;
        check_policy_name(self.policy_name.as_deref())?;
        let document = planning.put_key_policy(key, &self.policy)?;
        if self.bypass_policy_lockout_safety_check != Some(true) {
            planning.check_lockout(key, &document)?;
        }
        Ok(Reply::Nothing {})
    }
}

/// Tags that are given in KMS's spelling.
pub(super) fn plain_tags(tags: &[KeyTag]) -> Vec<Tag> {
    let plain = |tag: &KeyTag| Tag { key: tag.tag_key.clone().unwrap_or_default(), value: tag.tag_value.clone().unwrap_or_default() };
    tags.iter().map(plain).collect()
}

/// Whether a text has the form of a key's id, which is a UUID.
fn is_key_id(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// A time some days later.
pub(super) fn days_after(time: jiff::Timestamp, days: u32) -> jiff::Timestamp {
    time.checked_add(jiff::SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(time)
}

impl<'a> Planning<'a> {
    /// The key of this id, ARN, alias or alias's ARN.
    pub(super) fn kms_key(&self, name: &str) -> Result<&'a KmsKey, Refusal> {
        let account = self.account;
        let refused = |message: String| Refusal::new(ErrorCode::NotFoundException, message).member("KeyId");
        let start = account.estate_arn("kms", "");
        account.kms_key_named(name).ok_or_else(|| {
            if let Some(alias) = name.strip_prefix(&start).unwrap_or(name).strip_prefix("alias/") {
                return refused(format!("Alias {} is not found.", account.alias_arn(alias)));
            }
            let message = match name {
                _ if name.starts_with("arn:") => format!("Key '{name}' does not exist"),
                _ if is_key_id(name) => format!("Key '{start}key/{name}' does not exist"),
                _ => format!("Invalid keyId '{name}'"),
            };
            refused(message).remedy("List the keys with: aws kms list-keys")
        })
    }

    /// The same, if it isn't to be deleted.
    pub(super) fn usable_key(&self, name: &str) -> Result<&'a KmsKey, Refusal> {
        let key = self.kms_key(name)?;
        if key.deletion.is_some() {
            let message = format!("{} is pending deletion.", self.account.resource_arn(&key.resource()));
            let refusal = Refusal::new(ErrorCode::KmsInvalidStateException, message).member("KeyId");
            return Err(refusal.remedy("Its deletion is scheduled: cancel that, or take another key."));
        }
        Ok(key)
    }

    /// The same, if one can encrypt and decrypt with it now.
    pub(super) fn enabled_key(&self, name: &str) -> Result<&'a KmsKey, Refusal> {
        let key = self.usable_key(name)?;
        if key.disabled {
            let message = format!("{} is disabled.", self.account.resource_arn(&key.resource()));
            let refusal = Refusal::new(ErrorCode::DisabledException, message).member("KeyId");
            return Err(refusal.remedy("Enable it with: aws kms enable-key"));
        }
        Ok(key)
    }

    fn put_key_policy(&mut self, key: &KmsKey, policy: &str) -> Result<Document, Refusal> {
        let refused = (ErrorCode::MalformedPolicyDocumentException, INVALID_PRINCIPALS);
        let (kept, document) = self.resource_document("Policy", policy, refused).map_err(in_kms_words)?;
        self.put(PolicyOn { resource: key.resource(), document: kept });
        Ok(document)
    }

    /// A key's policy must let whoever puts it there put another: nobody else could mend it.
    fn check_lockout(&self, key: &KmsKey, document: &Document) -> Result<(), Refusal> {
        let resource = self.account.resource_arn(&key.resource());
        let asked = Asked { action: "kms:PutKeyPolicy".into(), named: resource.clone(), resource, keys: Vec::new() };
        if self.account.may_under(Policy::compile("key policy", document), self.caller, &asked, self.env.now) {
            return Ok(());
        }
        let message = "The new key policy will not allow you to update the key policy in the future.";
        let refusal = Refusal::new(ErrorCode::MalformedPolicyDocumentException, message).member("Policy");
        Err(refusal.remedy("Let yourself, or the account, do kms:PutKeyPolicy; or give --bypass-policy-lockout-safety-check."))
    }
}

impl Account {
    pub(super) fn alias_arn(&self, name: &str) -> String {
        self.estate_arn("kms", &format!("alias/{name}"))
    }

    /// The policy of a key that was made without one: the account's own policies say who may use it.
    fn default_key_policy(&self) -> String {
        let statement = json!({
            "Sid": "Enable IAM User Permissions",
            "Effect": "Allow",
            "Principal": {"AWS": self.root_arn()},
            "Action": "kms:*",
            "Resource": "*",
        });
        json!({"Version": "2012-10-17", "Id": "key-default-1", "Statement": [statement]}).to_string()
    }

    fn key_detail(&self, key: &KmsKey) -> Json {
        let mut detail = json!({
            "AWSAccountId": self.id().as_str(),
            "KeyId": key.id,
            "Arn": self.resource_arn(&key.resource()),
            "CreationDate": Date(key.created),
            "Enabled": key.state() == KeyState::Enabled,
            "Description": key.description,
            "KeyUsage": "ENCRYPT_DECRYPT",
            "KeyState": key.state().as_str(),
            "Origin": "AWS_KMS",
            "KeyManager": "CUSTOMER",
            "KeySpec": "SYMMETRIC_DEFAULT",
            "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"],
            "MultiRegion": false,
        });
        if let Some(deletion) = key.deletion {
            detail["DeletionDate"] = json!(Date(deletion));
        }
        detail
    }
}

/// KMS has words of its own for what is wrong with a policy. Those for principals are known; for all else IAM's stand, and that is
/// said.
fn in_kms_words(refusal: Refusal) -> Refusal {
    match &*refusal.message {
        INVALID_PRINCIPALS => refusal,
        "Missing required field Principal" => Refusal { message: "Policy contains a statement with no principal.".into(), ..refusal },
        _ => {
            let place = refusal.remedy.clone().unwrap_or_default();
            refusal.remedy(format!("{place} The words are IAM's: KMS has others."))
        }
    }
}

/// A key has one policy, which is called `default`.
fn check_policy_name(name: Option<&str>) -> Result<(), Refusal> {
    match name {
        None | Some("default") => Ok(()),
        Some(_) => Err(Refusal::new(ErrorCode::NotFoundException, "No such policy exists").member("PolicyName")),
    }
}
