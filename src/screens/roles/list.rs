//! The list of roles.

use super::page::questions;
use super::rows::RoleRows;
use crate::account::id::UniqueId;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::needs;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Roles,
    names: &["roles", "role"],
    title: |_| "Roles".into(),
    about: "Identities that trusted callers assume for a while",
    parent: Some(ScreenId::Dashboard),
    needs: needs::roles,
    bindings: BINDINGS,
    open: |_, _| Box::new(Roles { list: List::new("roles") }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected role"),
    Binding::new(&[Key::char('c')], Action::Create, "create role", "Create a role"),
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete…",
        "Delete the selected role; whatever acts with it is denied from then on",
    ),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the selected role's ARN"),
];

struct Roles {
    list: List<UniqueId>,
}

impl Screen for Roles {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let roles = cx.account.roles().map(|role| role.id).collect();
        self.list.refresh(roles, &RoleRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&RoleRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, _cx: &Cx<'_>) -> Option<String> {
        let needs_one = action != Action::Create;
        (needs_one && self.list.selected().is_none()).then(|| "There is no role here. c creates one.".into())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Create {
            return vec![Step::Go(Route::to(ScreenId::CreateRole))];
        }
        let Some(role) = self.list.selected().and_then(|id| cx.account.role(*id)) else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Go(Route::role(role.id))],
            Action::Delete => vec![Step::Ask(Box::new(questions::delete(cx, role)))],
            Action::Copy => vec![Step::Copy { text: cx.account.role_arn(role), what: format!("the ARN of {}", role.name) }],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let empty = [
            Line::new().text("There are no roles yet."),
            Line::new().quiet(
                "A role has no password and no keys: whom it trusts may assume it for a while, and then has the role's permissions \
                 in place of its own.",
            ),
            Line::new(),
            Line::new().key("c", "Create role"),
        ];
        self.list.draw(canvas, "Roles", &RoleRows { cx }, &empty, true);
    }
}
