//! Users as rows of a list, with the console's columns.

use jiff::Timestamp;

use crate::account::entity::{KeyStatus, Owner, User};
use crate::account::id::UniqueId;
use crate::account::operation::{GetAccessKeyLastUsed, GetLoginProfile, ListAccessKeys, ListGroupsForUser, ListMFADevices, Operation};
use crate::app::cx::Cx;
use crate::app::words::{age, days_ago};
use crate::screens::sight::denied::{Asking, CELL};
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank, columns};

// The columns of the console's list, the least important giving way first.
columns! {
    USER_NAME: Column::text("User name", 16, 40, 10),
    PATH: Column::text("Path", 6, 16, 1),
    GROUPS: Column::number("Groups", 6, 8),
    LAST_ACTIVITY: Column::fixed("Last activity", 13, 3),
    MFA: Column::fixed("MFA", 9, 9),
    PASSWORD_AGE: Column::fixed("Password age", 12, 7),
    LAST_SIGN_IN: Column::fixed("Console last sign-in", 20, 0),
    KEY_ID: Column::fixed("Access key ID", 31, 5),
    KEY_AGE: Column::fixed("Active key age", 14, 6),
}

/// Users as rows.
pub(in crate::screens) struct UserRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
}

impl UserRows<'_> {
    fn user(&self, id: UniqueId) -> Option<&User> {
        self.cx.account.user(id)
    }

    /// When the user last signed in or used an access key or role session of its own.
    fn last_activity(&self, id: UniqueId) -> Option<Timestamp> {
        let account = self.cx.account;
        let request = account.last_activity(id).map(|service_use| service_use.at);
        request.max(account.password_last_used(Owner::User(id)))
    }

    fn active_key_since(&self, id: UniqueId) -> Option<Timestamp> {
        let keys = self.cx.account.access_keys_of(Owner::User(id));
        keys.into_iter().find(|key| key.status == KeyStatus::Active).map(|key| key.created)
    }
}

/// When something was last used, in days: what is told to the minute would change under the reader's eyes.
pub(in crate::screens) fn used(at: Option<Timestamp>, now: Timestamp) -> Line {
    at.map_or_else(|| Line::new().quiet("Never"), |at| Line::new().text(days_ago(at, now)))
}

/// The list of users tells names and sign-ins; the rest has operations of its own.
impl Asking for UserRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, id: &UniqueId, column: usize) -> Vec<Operation> {
        let Some(user_name) = self.user(*id).map(|user| user.name.clone()) else {
            return Vec::new();
        };
        vec![match column {
            // Sign-ins are listed with the users; what keys were used for is not.
            LAST_ACTIVITY => {
                let keys = self.cx.account.access_keys_of(Owner::User(*id)).into_iter();
                let used = keys.map(|key| GetAccessKeyLastUsed { access_key_id: key.id.to_string() }.into());
                let listed = ListAccessKeys { user_name: Some(user_name), ..Default::default() }.into();
                return std::iter::once(listed).chain(used).collect();
            }
            GROUPS => ListGroupsForUser { user_name, ..Default::default() }.into(),
            MFA => ListMFADevices { user_name: Some(user_name), ..Default::default() }.into(),
            PASSWORD_AGE => GetLoginProfile { user_name: Some(user_name) }.into(),
            KEY_ID | KEY_AGE => ListAccessKeys { user_name: Some(user_name), ..Default::default() }.into(),
            _ => return Vec::new(),
        }]
    }
}

impl Listing for UserRows<'_> {
    type Key = UniqueId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &UniqueId) -> String {
        let Some(user) = self.user(*id) else { return String::new() };
        // A filter that found by them would tell the ids of keys that are shown as denied.
        let keys = if self.may_see(id, KEY_ID) { self.cx.account.access_keys_of(Owner::User(*id)) } else { Vec::new() };
        let keys: Vec<String> = keys.iter().map(|key| key.id.to_string()).collect();
        format!("{} {} {}", user.name, user.path, keys.join(" "))
    }

    fn cell(&self, id: &UniqueId, column: usize) -> Line {
        let Some(user) = self.user(*id) else { return Line::new() };
        if !self.may_see(id, column) {
            return Line::new().quiet(CELL);
        }
        let (account, now) = (self.cx.account, self.cx.now);
        let or_dash = |text: Option<String>| text.map_or_else(|| Line::new().quiet("-"), |text| Line::new().text(text));
        match column {
            USER_NAME => Line::new().text(user.name.clone()),
            PATH => Line::new().quiet(user.path.clone()),
            GROUPS => Line::new().text(account.group_count_of(user.id).to_string()),
            LAST_ACTIVITY => used(self.last_activity(user.id), now),
            LAST_SIGN_IN => used(account.password_last_used(Owner::User(user.id)), now),
            MFA => match account.mfa_devices_of(Owner::User(user.id)).count() {
                0 => Line::new().quiet("-"),
                _ => Line::new().with("✔ ", Role::Good).text("Virtual"),
            },
            PASSWORD_AGE => or_dash(account.login_profile_of(user.id).map(|profile| age(profile.password_set, now))),
            KEY_ID => {
                or_dash(account.access_keys_of(Owner::User(user.id)).first().map(|key| format!("{} - {}", key.status.as_str(), key.id)))
            }
            KEY_AGE => or_dash(self.active_key_since(user.id).map(|created| age(created, now))),
            _ => Line::new(),
        }
    }

    fn rank(&self, id: &UniqueId, column: usize) -> Rank {
        let Some(user) = self.user(*id) else { return Rank::Number(0) };
        // The order would tell what the cells don't: all that are denied are alike, and before all that may be seen.
        if !self.may_see(id, column) {
            return Rank::Number(i64::MIN);
        }
        let account = self.cx.account;
        let since = |at: Option<Timestamp>| Rank::Number(at.map_or(i64::MIN, |at| self.cx.now.as_second() - at.as_second()));
        match column {
            GROUPS => Rank::count(account.group_count_of(user.id)),
            MFA => Rank::count(account.mfa_devices_of(Owner::User(user.id)).count()),
            LAST_ACTIVITY => since(self.last_activity(*id)),
            LAST_SIGN_IN => since(account.password_last_used(Owner::User(*id))),
            PASSWORD_AGE => since(account.login_profile_of(user.id).map(|profile| profile.password_set)),
            KEY_AGE => since(self.active_key_since(user.id)),
            _ => Rank::words(&self.cell(id, column).plain()),
        }
    }
}
