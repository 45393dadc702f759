//! Secrets of Secrets Manager, and their policies.

use rand::RngExt;
use serde_json::{Value as Json, json};

use super::key_states::WINDOW;
use super::keys::days_after;
use super::{absent, answer, is_made_of, uuid};
use crate::account::Account;
use crate::account::entity::{PolicyOn, ResourceKind, SecretValue, StoredSecret, TagHolder};
use crate::account::env::Env;
use crate::account::operation::{
    CreateSecret, DeleteSecret, GetResourcePolicy, GetSecretValue, ListSecrets, PutResourcePolicy, PutSecretValue, RestoreSecret,
};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, Reply, SecretDetail};
use crate::account::secret::{Disclosed, Secret};

/// Days until a secret is gone where nothing is said.
const RECOVERY_DAYS: u32 = 30;
/// What is said where a principal is none, or is not there.
const UNSUPPORTED_PRINCIPAL: &str = "This resource policy contains an unsupported principal.";
/// The version that holds.
const CURRENT: &str = "AWSCURRENT";

impl Plan for CreateSecret {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let name = &self.name;
        if !is_made_of(name, b"/_+=.@-") {
            let message = "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
            return Err(Refusal::new(ErrorCode::ValidationException, message).member("Name"));
        }
        if let Some(other) = planning.account.stored_secret(name) {
            return Err(name_taken(other));
        }
        let now = planning.env.now;
        let secret = StoredSecret {
            name: name.clone(),
            suffix: suffix(planning.env),
            description: self.description.clone().filter(|description| !description.is_empty()),
            created: now,
            changed: now,
            deletion: None,
        };
        planning.put_resource_tags(secret.resource(), self.tags.as_deref().unwrap_or_default())?;
        let version = self.secret_string.as_ref().map(|value| planning.put_value(name, value));
        let reply = answer(json!({"ARN": planning.account.secret_arn(&secret), "Name": name, "VersionId": version}));
        planning.put(secret);
        Ok(reply)
    }
}

impl Plan for ListSecrets {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let secrets = account.resources(ResourceKind::Secret).filter_map(|entity| <&StoredSecret>::try_from(entity).ok());
        // Those to be deleted are left out, as where nobody asks for them.
        let secrets: Vec<Json> = secrets.filter(|secret| secret.deletion.is_none()).map(|secret| account.secret_detail(secret)).collect();
        Ok(answer(json!({"SecretList": secrets})))
    }
}

impl Plan for GetSecretValue {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let secret = planning.readable_secret(&self.secret_id)?;
        let value = planning.account.value_of_secret(&secret.name).ok_or_else(|| {
            let message = format!("Secrets Manager can't find the specified secret value for staging label: {CURRENT}");
            absent(message, "SecretId").remedy("The secret holds nothing yet: set a value with put-secret-value.")
        })?;
        Ok(Reply::Secret(SecretDetail {
            arn: planning.account.secret_arn(secret),
            name: secret.name.clone(),
            version_id: value.version.clone(),
            secret_string: value.value.clone(),
            version_stages: vec![CURRENT],
            created_date: Date(value.created),
        }))
    }
}

impl Plan for PutSecretValue {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let secret = planning.readable_secret(&self.secret_id)?;
        let value = self.secret_string.as_ref().ok_or_else(|| {
            let message = "You must provide either SecretString or SecretBinary.";
            Refusal::new(ErrorCode::InvalidRequestException, message).member("SecretString").remedy("Here a secret holds text.")
        })?;
        let version = planning.put_value(&secret.name, value);
        planning.put(StoredSecret { changed: planning.env.now, ..secret.clone() });
        let arn = planning.account.secret_arn(secret);
        Ok(answer(json!({"ARN": arn, "Name": secret.name, "VersionId": version, "VersionStages": [CURRENT]})))
    }
}

impl Plan for DeleteSecret {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let secret = planning.secret(&self.secret_id)?;
        if self.recovery_window_in_days.is_some_and(|days| !WINDOW.contains(&days)) {
            let message = "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).";
            return Err(Refusal::new(ErrorCode::InvalidParameterException, message).member("RecoveryWindowInDays"));
        }
        let at_once = self.force_delete_without_recovery == Some(true);
        if at_once && self.recovery_window_in_days.is_some() {
            let message = "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.";
            return Err(Refusal::new(ErrorCode::InvalidParameterException, message).member("RecoveryWindowInDays"));
        }
        let days = if at_once { 0 } else { self.recovery_window_in_days.unwrap_or(RECOVERY_DAYS) };
        let deletion = days_after(planning.env.now, days);
        let reply = answer(json!({"ARN": planning.account.secret_arn(secret), "Name": secret.name, "DeletionDate": Date(deletion)}));
        if at_once {
            planning.remove_resource(&secret.resource());
        } else {
            planning.put(StoredSecret { deletion: Some(deletion), ..secret.clone() });
        }
        Ok(reply)
    }
}

impl Plan for RestoreSecret {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let secret = planning.secret(&self.secret_id)?;
        planning.put(StoredSecret { deletion: None, ..secret.clone() });
        Ok(answer(json!({"ARN": planning.account.secret_arn(secret), "Name": secret.name})))
    }
}

impl Plan for PutResourcePolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let secret = planning.readable_secret(&self.secret_id)?;
        let refused = (ErrorCode::MalformedPolicyDocumentException, UNSUPPORTED_PRINCIPAL);
        let (document, _) =
            planning.resource_document("ResourcePolicy", &self.resource_policy, refused).map_err(in_words_of_secrets_manager)?;
        planning.put(PolicyOn { resource: secret.resource(), document });
        Ok(answer(json!({"ARN": planning.account.secret_arn(secret), "Name": secret.name})))
    }
}

impl Plan for GetResourcePolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let secret = planning.readable_secret(&self.secret_id)?;
        let policy = planning.account.policy_on(&secret.resource()).map(|policy| policy.as_str().to_owned());
        Ok(answer(json!({"ARN": planning.account.secret_arn(secret), "Name": secret.name, "ResourcePolicy": policy})))
    }
}

impl<'a> Planning<'a> {
    /// The secret of this name or ARN.
    pub(super) fn secret(&self, name: &str) -> Result<&'a StoredSecret, Refusal> {
        let secret = match self.account.resource_with_arn(name) {
            Some(resource) => self.account.stored_secret(&resource.name).filter(|_| resource.kind == ResourceKind::Secret),
            None => self.account.stored_secret(name),
        };
        secret.ok_or_else(|| {
            let refusal = absent("Secrets Manager can't find the specified secret.", "SecretId");
            refusal.remedy("List the secrets with: aws secretsmanager list-secrets")
        })
    }

    /// The same, if it isn't to be deleted.
    pub(super) fn readable_secret(&self, name: &str) -> Result<&'a StoredSecret, Refusal> {
        let secret = self.secret(name)?;
        if secret.deletion.is_some() {
            let message = "You can't perform this operation on the secret because it was marked for deletion.";
            let refusal = Refusal::new(ErrorCode::InvalidRequestException, message).member("SecretId");
            return Err(refusal.remedy("Its deletion is scheduled: restore it, or take another secret."));
        }
        Ok(secret)
    }

    /// Sets what a secret holds, and gives the new version's id.
    fn put_value(&mut self, name: &str, value: &Secret) -> String {
        let version = uuid(self.env);
        self.put(SecretValue { of: name.to_owned(), version: version.clone(), value: Disclosed(value.clone()), created: self.env.now });
        version
    }
}

/// Secrets Manager tells principals that it does not take from all else that is wrong with a policy; what exactly that is, IAM's
/// words say behind it.
fn in_words_of_secrets_manager(refusal: Refusal) -> Refusal {
    if refusal.message == UNSUPPORTED_PRINCIPAL {
        return refusal;
    }
    let what = format!("{} {}", refusal.message, refusal.remedy.as_deref().unwrap_or_default());
    Refusal { message: "This resource policy contains a syntax error.".into(), ..refusal }.remedy(what)
}

fn name_taken(other: &StoredSecret) -> Refusal {
    if other.deletion.is_some() {
        let message = "You can't create this secret because a secret with this name is already scheduled for deletion.";
        return Refusal::new(ErrorCode::InvalidRequestException, message).member("Name");
    }
    let message = format!("The operation failed because the secret {} already exists.", other.name);
    Refusal::new(ErrorCode::ResourceExistsException, message).member("Name").remedy("Choose another name.")
}

/// Six letters and digits.
fn suffix(env: &mut Env) -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    (0..6).map(|_| char::from(LETTERS[env.rng.random_range(0..62)])).collect()
}

impl Account {
    fn secret_arn(&self, secret: &StoredSecret) -> String {
        // One that is in the making isn't found by its name yet.
        let arn = self.resource_arn(&secret.resource());
        if arn.ends_with('-') { arn + &secret.suffix } else { arn }
    }

    fn secret_detail(&self, secret: &StoredSecret) -> Json {
        let mut detail = json!({"ARN": self.secret_arn(secret), "Name": secret.name});
        if let Some(description) = &secret.description {
            detail["Description"] = json!(description);
        }
        detail["LastChangedDate"] = json!(Date(secret.changed));
        let tags: Vec<Json> =
            self.tags_of(&TagHolder::Resource(secret.resource())).map(|tag| json!({"Key": tag.key, "Value": tag.value})).collect();
        detail["Tags"] = json!(tags);
        detail["CreatedDate"] = json!(Date(secret.created));
        detail
    }
}
