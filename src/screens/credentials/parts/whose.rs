//! Whose credentials are meant.

use crate::account::entity::Owner;
use crate::app::cx::Cx;

/// The owner of credentials, as long as it is there.
///
/// Operations on root's own credentials leave `UserName` out. A user that is gone must never be taken for root, so
/// there is no way to `user_name` but through here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Whose {
    /// The `UserName` of operations; `None` for root.
    pub user_name: Option<String>,
}

impl Whose {
    /// The owner; `None` once the user is gone.
    pub fn of(cx: &Cx<'_>, owner: Owner) -> Option<Self> {
        match owner {
            Owner::Root => Some(Self { user_name: None }),
            Owner::User(id) => cx.account.user(id).map(|user| Self { user_name: Some(user.name.clone()) }),
        }
    }

    /// The owner in a sentence: `alice`, `the root user`.
    pub fn words(&self) -> &str {
        self.user_name.as_deref().unwrap_or("the root user")
    }

    /// Whether it is root.
    pub const fn is_root(&self) -> bool {
        self.user_name.is_none()
    }
}
