//! Access keys of users and of root.

use rand::RngExt;

use crate::account::entity::{AccessKey, EntityKey, KeySecret, KeyStatus};
use crate::account::env::Env;
use crate::account::id::AccessKeyId;
use crate::account::operation::{CreateAccessKey, DeleteAccessKey, ListAccessKeys, UpdateAccessKey};
use crate::account::plan::page::{Page, place};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{AccessKeyDetail, AccessKeyMetadata, Date, Reply};
use crate::account::secret::Disclosed;

impl Plan for CreateAccessKey {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let owner = planning.owner(self.user_name.as_deref())?;
        let key = AccessKey { id: AccessKeyId::random(&mut planning.env.rng), owner, status: KeyStatus::Active, created: planning.env.now };
        let secret = random_secret(planning.env);
        let reply = AccessKeyDetail {
            user_name: planning.account.user_name_of(owner),
            access_key_id: key.id.to_string(),
            status: key.status.as_str(),
            secret_access_key: secret.clone(),
            create_date: Date(key.created),
        };
        planning.put(KeySecret { of: key.id, secret });
        planning.put(key);
        Ok(Reply::AccessKey { access_key: reply })
    }
}

impl Plan for UpdateAccessKey {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = planning.access_key(self.user_name.as_deref(), &self.access_key_id)?;
        let status = match self.status.as_str() {
            "Active" => KeyStatus::Active,
            "Inactive" => KeyStatus::Inactive,
            _ => {
                let refusal = Refusal::new(ErrorCode::InvalidInput, "The status of an access key can be set to Active or Inactive only.");
                return Err(refusal.member("Status").remedy("Use Active or Inactive; Expired is AWS's own to set."));
            }
        };
        planning.put(AccessKey { status, ..key.clone() });
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeleteAccessKey {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let id = planning.access_key(self.user_name.as_deref(), &self.access_key_id)?.id;
        planning.remove(&EntityKey::KeySecret(id));
        planning.remove(&EntityKey::AccessKey(id));
        Ok(Reply::Nothing {})
    }
}

impl Plan for ListAccessKeys {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let owner = planning.owner(self.user_name.as_deref())?;
        let mut keys = planning.account.access_keys_of(owner);
        keys.sort_by_key(|key| key.id);
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let (keys, paging) = page.cut(keys.into_iter(), |key| place(key.id.as_str()));
        let keys = keys.into_iter().map(|key| AccessKeyMetadata {
            user_name: planning.account.user_name_of(owner),
            access_key_id: key.id.to_string(),
            status: key.status.as_str(),
            create_date: Date(key.created),
        });
        Ok(Reply::AccessKeys { access_key_metadata: keys.collect(), paging })
    }
}

impl<'a> Planning<'a> {
    /// The key of this id, if the named user, or else the caller, owns it.
    fn access_key(&self, user_name: Option<&str>, id: &str) -> Result<&'a AccessKey, Refusal> {
        let owner = self.owner(user_name)?;
        let key = id.parse().ok().and_then(|id| self.account.access_key(id)).filter(|key| key.owner == owner);
        key.ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("The Access Key with id {id} cannot be found."));
            refusal.member("AccessKeyId").remedy("Name the key's owner with it; without a user name, your own keys are meant.")
        })
    }
}

/// A secret access key: 40 characters, the last ten AWS's own mark of a sample.
pub(in crate::account) fn random_secret(env: &mut Env) -> Disclosed {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let random: String = (0..30).map(|_| char::from(LETTERS[env.rng.random_range(0..64)])).collect();
    Disclosed::new(random + "EXAMPLEKEY")
}
