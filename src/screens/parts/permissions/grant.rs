//! A policy that an identity has, and through what.

use crate::account::Account;
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::identity::holdings::{HeldPolicy, Holding};
use crate::app::route::{Route, ScreenId, Subject};
use crate::screens::policies::rows::type_of;

/// A policy that a user, group or role has.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::screens) struct Grant {
    /// The policy.
    pub policy: Granted,
    /// The group that it comes through; `None` where it is the identity's own.
    pub group: Option<UniqueId>,
}

/// A managed policy, or an inline one.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::screens) enum Granted {
    /// A managed policy.
    Managed(PolicyKey),
    /// An inline policy of a user, group or role.
    Inline {
        /// Whose.
        of: UniqueId,
        /// Its name.
        name: String,
    },
}

/// All policies of an identity: its own, managed ones first, then those of its groups.
pub(in crate::screens) fn grants(account: &Account, of: UniqueId) -> Vec<Grant> {
    account.holdings_of(of).policies.into_iter().map(Grant::from).collect()
}

impl From<Holding<'_>> for Grant {
    fn from(holding: Holding<'_>) -> Self {
        let policy = match holding.policy {
            HeldPolicy::Managed(policy) => Granted::Managed(policy.clone()),
            HeldPolicy::Inline(policy) => Granted::Inline { of: policy.of, name: policy.name.clone() },
        };
        Self { policy, group: holding.group.map(|group| group.id) }
    }
}

impl Granted {
    /// The policy's name.
    pub fn name<'a>(&'a self, account: &'a Account) -> &'a str {
        match self {
            Self::Managed(policy) => account.policy_name(policy),
            Self::Inline { name, .. } => name,
        }
    }

    /// The console's words for its type.
    pub fn type_words(&self) -> &'static str {
        match self {
            Self::Managed(policy) => type_of(policy),
            Self::Inline { .. } => "Customer inline",
        }
    }

    /// The document that holds; `None` once it is gone.
    pub fn document<'a>(&self, account: &'a Account) -> Option<&'a str> {
        match self {
            Self::Managed(policy) => account.policy_document(policy),
            Self::Inline { of, name } => account.inline_policy(*of, name).map(|policy| policy.document.as_str()),
        }
    }

    /// Where it is edited.
    pub fn editor(&self) -> Route {
        match self {
            Self::Managed(policy) => Route::about(ScreenId::EditPolicy, Subject::Policy(policy.clone())),
            Self::Inline { of, name } => Route::inline_policy(*of, Some(name.clone())),
        }
    }
}
