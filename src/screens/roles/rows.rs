//! Roles as rows of a list, with the console's columns.

use super::trust;
use crate::account::entity::Role;
use crate::account::id::UniqueId;
use crate::account::operation::{GetRole, Operation};
use crate::app::cx::Cx;
use crate::screens::sight::denied::{Asking, CELL};
use crate::screens::users::rows::used;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank, columns};

columns! {
    ROLE_NAME: Column::text("Role name", 18, 40, 10),
    // `Account: 111122223333` is never cut.
    TRUSTED_ENTITIES: Column::text("Trusted entities", 21, 44, 9),
    LAST_ACTIVITY: Column::fixed("Last activity", 13, 5),
    DESCRIPTION: Column::text("Description", 14, 60, 2),
}

/// Roles as rows.
pub(in crate::screens) struct RoleRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
}

impl RoleRows<'_> {
    fn role(&self, id: UniqueId) -> Option<&Role> {
        self.cx.account.role(id)
    }
}

/// `ListRoles` does not tell when a role was last used, `GetRole` does.
impl Asking for RoleRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, id: &UniqueId, column: usize) -> Vec<Operation> {
        let role = self.role(*id).filter(|_| column == LAST_ACTIVITY);
        role.map(|role| GetRole { role_name: role.name.clone() }.into()).into_iter().collect()
    }
}

impl Listing for RoleRows<'_> {
    type Key = UniqueId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &UniqueId) -> String {
        let Some(role) = self.role(*id) else { return String::new() };
        let description = role.description.as_deref().unwrap_or_default();
        format!("{} {} {} {description}", role.name, role.path, trust::entities(&self.cx.account.current_policy(&role.trust_policy)))
    }

    fn cell(&self, id: &UniqueId, column: usize) -> Line {
        let Some(role) = self.role(*id) else { return Line::new() };
        match column {
            ROLE_NAME => Line::new().text(role.name.clone()),
            TRUSTED_ENTITIES => Line::new().text(trust::entities(&self.cx.account.current_policy(&role.trust_policy))),
            _ if !self.may_see(id, column) => Line::new().quiet(CELL),
            LAST_ACTIVITY => used(self.cx.account.last_activity(role.id).map(|service_use| service_use.at), self.cx.now),
            DESCRIPTION => Line::new().quiet(role.description.clone().unwrap_or_default()),
            _ => Line::new(),
        }
    }

    fn rank(&self, id: &UniqueId, column: usize) -> Rank {
        match column {
            // The order would tell what the cells don't.
            _ if !self.may_see(id, column) => Rank::Number(i64::MIN),
            LAST_ACTIVITY => {
                let at = self.cx.account.last_activity(*id).map(|service_use| service_use.at);
                Rank::Number(at.map_or(i64::MIN, |at| self.cx.now.as_second() - at.as_second()))
            }
            _ => Rank::words(&self.cell(id, column).plain()),
        }
    }
}
