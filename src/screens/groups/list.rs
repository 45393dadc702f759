//! The list of groups.

use super::rename;
use super::rows::GroupRows;
use crate::account::entity::Group;
use crate::account::id::UniqueId;
use crate::account::operation::DeleteGroup;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::screens::changes::attach;
use crate::screens::changes::deletion;
use crate::screens::sight::denied::{self, Asking as _, Unseen, denials};
use crate::screens::sight::needs;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Groups,
    names: &["groups", "group", "user-groups"],
    title: |cx| cx.label(Label::Groups).into(),
    about: "Sets of users that carry policies for them",
    parent: Some(ScreenId::Dashboard),
    needs: needs::groups,
    bindings: BINDINGS,
    open: |_, _| Box::new(Groups { list: List::marking("groups").called("selected").opened_by_clicks() }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected group"),
    Binding::new(&[Key::char('c')], Action::Create, "create group", "Create a group"),
    Binding::new(&[Key::char('n'), Key::char('e')], Action::Rename, "rename…", "Give the selected group another name"),
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete…",
        "Delete the selected groups; their users stay and lose what they granted",
    ),
    Binding::new(&[Key::char('a')], Action::Add, "attach policies…", "Attach policies to the selected groups"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the selected group's ARN"),
];

struct Groups {
    list: List<UniqueId>,
}

impl Groups {
    /// What may not be seen of the selected one.
    fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        GroupRows { cx }.unseen_of(self.list.selected())
    }
}

impl Screen for Groups {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let groups = cx.account.groups().map(|group| group.id).collect();
        self.list.refresh(groups, &GroupRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&GroupRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, _cx: &Cx<'_>) -> Option<String> {
        let needs_one = action != Action::Create;
        (needs_one && self.list.selected().is_none()).then(|| self.list.why_none("There is no group here. c creates one.").into())
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        denials(&self.unseen(cx))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Create {
            return vec![Step::Go(Route::to(ScreenId::CreateGroup))];
        }
        let chosen: Vec<&Group> = self.list.chosen().into_iter().filter_map(|id| cx.account.group(id)).collect();
        let Some(group) = self.list.selected().and_then(|id| cx.account.group(*id)) else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Go(Route::group(group.id))],
            Action::Rename => vec![Step::Ask(Box::new(rename::dialog(cx, group)))],
            Action::Add => {
                let ids: Vec<UniqueId> = chosen.iter().map(|group| group.id).collect();
                vec![Step::Ask(Box::new(attach::to(cx, &ids)))]
            }
            Action::Delete => {
                let victim = |group: &&Group| (group.name.clone(), DeleteGroup { group_name: group.name.clone() }.into());
                let dialog = deletion::of(cx, cx.label(Label::Group), chosen.iter().map(victim).collect());
                dialog.map(|dialog| Step::Ask(Box::new(dialog))).into_iter().collect()
            }
            Action::Copy => vec![Step::Copy { text: cx.account.group_arn(group), what: format!("the ARN of {}", group.name) }],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let empty = [
            Line::new().text("There are no groups yet."),
            Line::new().quiet("A group carries policies for its users: who joins gains them, who leaves loses them."),
            Line::new(),
            Line::new().key("c", cx.label(Label::CreateGroup)),
        ];
        denied::draw_beside(canvas, &self.unseen(cx), self.list.rows_wanted(), |canvas| {
            self.list.draw(canvas, cx.label(Label::Groups), &GroupRows { cx }, &empty, true);
        });
    }
}
