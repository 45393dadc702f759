//! What the account's password policy lets every user do.
//!
//! IAM attaches no policy for it and applies it at the account level (IAM: permit IAM users to change their own passwords). Here it
//! counts like an identity policy that all users have: a deny wins over it, and a permissions boundary caps it.

use std::sync::{Arc, LazyLock};

use super::{Authority, Origin, Source};
use crate::account::Account;
use crate::account::id::UniqueId;
use crate::policy::compiled::{Policy, Rules};
use crate::policy::document::Document;
use crate::policy::request::Action;

/// What *Allow users to change their own password* comes to. Names are unique in an account, whatever the path before them.
const DOCUMENT: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "AllowUsersToChangePassword",
            "Effect": "Allow",
            "Action": "iam:ChangePassword",
            "Resource": ["arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::*:user/*/${aws:username}"]
        },
        { "Sid": "AllowUsersToReadTheRules", "Effect": "Allow", "Action": "iam:GetAccountPasswordPolicy", "Resource": "*" }
    ]
}"#;

/// The actions that it is about.
const ACTIONS: [&str; 2] = ["iam:changepassword", "iam:getaccountpasswordpolicy"];

static RULES: LazyLock<Option<Arc<Rules>>> =
    LazyLock::new(|| Document::read(DOCUMENT).ok().map(|document| Arc::new(Rules::compile(&document))));

impl Account {
    /// The policies of a user or role that asks for something: those that it has, and for a user what the account's password
    /// policy lets every user do.
    pub fn policies_of_principal(&self, principal: UniqueId) -> Authority {
        let mut authority = self.policies_of_identity(principal);
        let is_let = self.password_policy().is_some_and(|policy| policy.allow_users_to_change) && self.user(principal).is_some();
        if let Some(rules) = RULES.as_ref().filter(|_| is_let) {
            let origin = Origin { source: Source::PasswordPolicy, group: None };
            authority.policies.identity.push(Policy::new(self.source_name(&origin.source).into(), rules.clone()));
            authority.origins.identity.push(origin);
        }
        authority
    }
}

impl Authority {
    /// Leaves out what the password policy lets users do, where that has nothing to do with an action.
    pub fn keep_to(&mut self, action: &Action) {
        if !self.keeps_to(action) {
            self.policies.identity.pop();
            self.origins.identity.pop();
        }
    }

    /// Whether there is nothing of it to be left out.
    pub fn keeps_to(&self, action: &Action) -> bool {
        let has_it = self.origins.identity.last().is_some_and(|origin| origin.source == Source::PasswordPolicy);
        !has_it || ACTIONS.contains(&action.lower_case())
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn the_document_can_be_read() {
        assert_eq!(RULES.as_ref().map(|rules| rules.statements().len()), Some(2));
    }
}
