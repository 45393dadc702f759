//! The account's password policy and alias.

use super::page::{Page, place};
use super::{Plan, Planning};
use crate::account::entity::{AccountAlias, EntityKey, PasswordPolicy};
use crate::account::operation::{
    CreateAccountAlias, DeleteAccountAlias, DeleteAccountPasswordPolicy, GetAccountPasswordPolicy, ListAccountAliases,
    UpdateAccountPasswordPolicy,
};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{PasswordPolicyDetail, Reply};
use crate::policy::request::is_account_id;

impl Plan for UpdateAccountPasswordPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let default = PasswordPolicy::default();
        planning.put(PasswordPolicy {
            minimum_length: self.minimum_password_length.unwrap_or(default.minimum_length),
            require_symbols: self.require_symbols == Some(true),
            require_numbers: self.require_numbers == Some(true),
            require_uppercase: self.require_uppercase_characters == Some(true),
            require_lowercase: self.require_lowercase_characters == Some(true),
            allow_users_to_change: self.allow_users_to_change_password == Some(true),
            max_age: self.max_password_age,
            reuse_prevention: self.password_reuse_prevention,
            hard_expiry: self.hard_expiry == Some(true),
        });
        Ok(Reply::Nothing {})
    }
}

impl Plan for GetAccountPasswordPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let policy = planning.account.password_policy().ok_or_else(|| {
            let message = format!("The Password Policy with domain name {} cannot be found.", planning.account.id());
            Refusal::new(ErrorCode::NoSuchEntity, message).remedy("No custom policy is set; the IAM default applies.")
        })?;
        Ok(Reply::PasswordPolicy {
            password_policy: PasswordPolicyDetail {
                minimum_password_length: policy.minimum_length,
                require_symbols: policy.require_symbols,
                require_numbers: policy.require_numbers,
                require_uppercase_characters: policy.require_uppercase,
                require_lowercase_characters: policy.require_lowercase,
                allow_users_to_change_password: policy.allow_users_to_change,
                expire_passwords: policy.max_age.is_some(),
                max_password_age: policy.max_age,
                password_reuse_prevention: policy.reuse_prevention,
                hard_expiry: policy.hard_expiry.then_some(true),
            },
        })
    }
}

impl Plan for DeleteAccountPasswordPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        if planning.account.password_policy().is_none() {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, "The account policy with name PasswordPolicy cannot be found.");
            return Err(refusal.remedy("No custom policy is set; there is nothing to delete."));
        }
        planning.remove(&EntityKey::PasswordPolicy);
        Ok(Reply::Nothing {})
    }
}

impl Plan for CreateAccountAlias {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let alias = &self.account_alias;
        if planning.account.alias() == Some(alias) {
            let refusal = Refusal::new(ErrorCode::EntityAlreadyExists, format!("The account alias {alias} already exists."));
            return Err(refusal.member("AccountAlias").remedy("It is this account's alias already; choose another to replace it."));
        }
        if is_account_id(alias) {
            let refusal = Refusal::new(
                ErrorCode::ValidationError,
                "The specified value for accountAlias is invalid. It must not be a 12-digit number.",
            );
            return Err(refusal.member("AccountAlias").remedy("Twelve digits are an account id; choose a name."));
        }
        planning.put(AccountAlias { alias: alias.clone() });
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeleteAccountAlias {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        if planning.account.alias() != Some(self.account_alias.as_str()) {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("The account alias {} cannot be found.", self.account_alias));
            return Err(refusal.member("AccountAlias").remedy("See the alias with: aws iam list-account-aliases"));
        }
        planning.remove(&EntityKey::Alias);
        Ok(Reply::Nothing {})
    }
}

impl Plan for ListAccountAliases {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let aliases = planning.account.alias().map(str::to_owned).into_iter();
        let (account_aliases, paging) = page.cut(aliases, |alias| place(alias));
        Ok(Reply::AccountAliases { account_aliases, paging })
    }
}
