//! The list of users.

use super::deletion;
use super::page::granting;
use super::rows::UserRows;
use crate::account::entity::User;
use crate::account::id::UniqueId;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::screens::sight::denied::{self, Asking as _, Unseen, denials};
use crate::screens::sight::needs;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Users,
    names: &["users", "user", "iam-users"],
    title: |cx| cx.label(Label::Users).into(),
    about: "People and programs with credentials of their own",
    parent: Some(ScreenId::Dashboard),
    needs: needs::users,
    bindings: BINDINGS,
    open: |_, _| Box::new(Users { list: List::marking("users").called("selected").opened_by_clicks() }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected user"),
    Binding::new(&[Key::char('c')], Action::Create, "create user", "Create a user"),
    Binding::new(&[Key::char('a')], Action::Add, "add permissions…", "Add the selected users to groups, or attach policies to them"),
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete…",
        "Delete the selected users with all that they hold",
    ),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the selected user's ARN"),
];

struct Users {
    list: List<UniqueId>,
}

impl Users {
    /// What may not be seen of the selected one.
    fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        UserRows { cx }.unseen_of(self.list.selected())
    }

    /// The users that an action is for.
    fn chosen<'a>(&self, cx: &Cx<'a>) -> Vec<&'a User> {
        self.list.chosen().into_iter().filter_map(|id| cx.account.user(id)).collect()
    }
}

impl Screen for Users {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let users = cx.account.users().map(|user| user.id).collect();
        self.list.refresh(users, &UserRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&UserRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if action != Action::Create && self.list.selected().is_none() {
            return Some(self.list.why_none("There is no user here. c creates one.").into());
        }
        if action == Action::Delete { deletion::why_not(cx, &self.chosen(cx)) } else { None }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        denials(&self.unseen(cx))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Create {
            return vec![Step::Go(Route::to(ScreenId::CreateUser))];
        }
        let chosen = self.chosen(cx);
        let Some(user) = self.list.selected().and_then(|id| cx.account.user(*id)) else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Go(Route::user(user.id))],
            Action::Add => vec![Step::Ask(Box::new(granting::add(cx, &chosen)))],
            Action::Delete => deletion::dialog_for(cx, &chosen).map(|dialog| Step::Ask(Box::new(dialog))).into_iter().collect(),
            Action::Copy => vec![Step::Copy { text: cx.account.user_arn(user), what: format!("the ARN of {}", user.name) }],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let empty = [
            Line::new().text("There are no users yet."),
            Line::new().quiet("A user is one person, or one program, with credentials of its own and no permissions until you give some."),
            Line::new(),
            Line::new().key("c", "Create user"),
        ];
        denied::draw_beside(canvas, &self.unseen(cx), self.list.rows_wanted(), |canvas| {
            self.list.draw(canvas, cx.label(Label::Users), &UserRows { cx }, &empty, true);
        });
    }
}
