//! Other names of KMS keys.

use serde_json::{Value as Json, json};

use super::{answer, is_made_of};
use crate::account::entity::{EntityKey, KeyAlias};
use crate::account::operation::{CreateAlias, DeleteAlias, ListAliases};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, Reply};

impl Plan for CreateAlias {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let name = name_of_alias(&self.alias_name)?;
        if name.starts_with("aws/") {
            // KMS says no word besides the code.
            let refusal = Refusal::new(ErrorCode::NotAuthorizedException, "").member("AliasName");
            return Err(refusal.remedy("Names that begin with alias/aws/ are AWS's own: choose another."));
        }
        if !is_made_of(name, b"/_-") || name.len() > 250 {
            let message = format!("{} contains invalid characters for an alias", self.alias_name);
            let refusal = Refusal::new(ErrorCode::ValidationException, message).member("AliasName");
            return Err(refusal.remedy("An alias is alias/ and up to 250 letters, digits, slashes, underscores and hyphens."));
        }
        if planning.account.key_alias(name).is_some() {
            let message = format!("An alias with the name {} already exists", planning.account.alias_arn(name));
            return Err(Refusal::new(ErrorCode::AlreadyExistsException, message).member("AliasName"));
        }
        let of_target = |refusal: Refusal| refusal.member("TargetKeyId");
        let key = planning.usable_key(&self.target_key_id).map_err(of_target)?.id.clone();
        planning.put(KeyAlias { name: name.to_owned(), key, created: planning.env.now });
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeleteAlias {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let name = name_of_alias(&self.alias_name)?;
        let alias = planning.account.key_alias(name).ok_or_else(|| {
            let message = format!("Alias {} is not found.", planning.account.alias_arn(name));
            let refusal = Refusal::new(ErrorCode::NotFoundException, message).member("AliasName");
            refusal.remedy("List the aliases with: aws kms list-aliases")
        })?;
        planning.remove(&EntityKey::KeyAlias(alias.name.clone()));
        Ok(Reply::Nothing {})
    }
}

impl Plan for ListAliases {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let detail = |alias: &KeyAlias| {
            json!({
                "AliasName": format!("alias/{}", alias.name),
                "AliasArn": account.alias_arn(&alias.name),
                "TargetKeyId": alias.key,
                "CreationDate": Date(alias.created),
            })
        };
        let aliases: Vec<Json> = account.key_aliases().map(detail).collect();
        Ok(answer(json!({"Aliases": aliases})))
    }
}

/// An alias's name behind `alias/`, which must be there.
pub(in crate::account) fn name_of_alias(alias: &str) -> Result<&str, Refusal> {
    alias.strip_prefix("alias/").filter(|name| !name.is_empty()).ok_or_else(|| {
        let message =
            "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html";
        Refusal::new(ErrorCode::ValidationException, message).member("AliasName").remedy("As in alias/data.")
    })
}
