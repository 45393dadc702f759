//! How a new account begins: one active root access key, no MFA, no users, no groups, no password policy, so that all
//! five tasks of Security Status are open.

use super::Account;
use super::entity::{AccessKey, Entity, KeySecret, KeyStatus, Owner, PasswordHash, RootUser};
use super::env::Env;
use super::id::{AccessKeyId, AccountId};
use super::password;
use super::plan::random_secret;
use super::quotas::Quotas;
use super::refusal::Refusal;
use super::secret::Secret;

/// A new account with the password that its root user begins with; the account keeps only the hash.
pub struct NewAccount {
    /// The account.
    pub account: Account,
    /// Root's password.
    pub root_password: Secret,
}

/// Makes a new account. `name` is the practice account's own, part of root's e-mail address.
///
/// # Errors
/// None in practice: the generated password is hashed as any other.
pub fn new_account(name: &str, env: &mut Env) -> Result<NewAccount, Refusal> {
    let id = AccountId::random(&mut env.rng);
    account_of(id, format!("root@{name}.example.com"), env)
}

/// Makes a new account of this id, whose root user signs in with this address.
///
/// # Errors
/// As [`new_account`].
pub fn account_of(id: AccountId, email: String, env: &mut Env) -> Result<NewAccount, Refusal> {
    let mut account = Account::empty(id, Quotas::default());
    let root_password = password::generate(&account, &mut env.rng);
    let key = AccessKey { id: AccessKeyId::random(&mut env.rng), owner: Owner::Root, status: KeyStatus::Active, created: env.now };
    let entities: [Entity; 4] = [
        RootUser { email, created: env.now }.into(),
        PasswordHash { of: Owner::Root, hash: password::hash(&root_password, env)?, former: Vec::new() }.into(),
        KeySecret { of: key.id, secret: random_secret(env) }.into(),
        key.into(),
    ];
    for entity in entities {
        account.insert(entity);
    }
    Ok(NewAccount { account, root_password })
}
