//! The list of roles.

use super::page::questions;
use super::rows::RoleRows;
use crate::account::entity::Role;
use crate::account::id::UniqueId;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::screens::changes::attach;
use crate::screens::sight::denied::{self, Asking as _, Unseen, denials};
use crate::screens::sight::needs;
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
    open: |_, _| Box::new(Roles { list: List::marking("roles").called("selected").opened_by_clicks() }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected role"),
    Binding::new(&[Key::char('c')], Action::Create, "create role", "Create a role"),
    Binding::new(&[Key::char('a')], Action::Add, "attach policies…", "Attach policies to the selected roles"),
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete…",
        "Delete the selected roles; whatever acts with them is denied from then on",
    ),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the selected role's ARN"),
];

struct Roles {
    list: List<UniqueId>,
}

impl Roles {
    /// What may not be seen of the selected one.
    fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        RoleRows { cx }.unseen_of(self.list.selected())
    }

    /// The roles that an action is for.
    fn chosen<'a>(&self, cx: &Cx<'a>) -> Vec<&'a Role> {
        self.list.chosen().into_iter().filter_map(|id| cx.account.role(id)).collect()
    }
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

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if action != Action::Create && self.list.selected().is_none() {
            return Some(self.list.why_none("There is no role here. c creates one.").into());
        }
        match action {
            Action::Add => self.chosen(cx).iter().find_map(|role| {
                role.is_service_linked().then(|| format!("{} is service-linked: only its AWS service changes its policies.", role.name))
            }),
            _ => None,
        }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        denials(&self.unseen(cx))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Create {
            return vec![Step::Go(Route::to(ScreenId::CreateRole))];
        }
        let chosen = self.chosen(cx);
        let Some(role) = self.list.selected().and_then(|id| cx.account.role(*id)) else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Go(Route::role(role.id))],
            Action::Add => {
                let ids: Vec<UniqueId> = chosen.iter().map(|role| role.id).collect();
                vec![Step::Ask(Box::new(attach::to(cx, &ids)))]
            }
            Action::Delete => questions::delete(cx, &chosen).map(|dialog| Step::Ask(Box::new(dialog))).into_iter().collect(),
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
        denied::draw_beside(canvas, &self.unseen(cx), self.list.rows_wanted(), |canvas| {
            self.list.draw(canvas, "Roles", &RoleRows { cx }, &empty, true);
        });
    }
}
