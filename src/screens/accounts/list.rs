//! The list of practice accounts.

use super::dialogs;
use super::rows::{AccountRows, find, is_open};
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::route::ScreenId;
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::{AccountsRequest, Step};
use crate::screens::sight::needs;
use crate::store::Listed;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Accounts,
    names: &["accounts", "practice-accounts"],
    title: |_| "Accounts".into(),
    about: "The practice accounts on this machine: open, create, copy, reset, delete",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, _| Box::new(Accounts { list: List::new("accounts") }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Switch, "switch", "Open the selected account in the place of this one"),
    Binding::new(&[Key::char('c')], Action::Create, "create…", "Create a new account and open it"),
    Binding::new(&[Key::char('n')], Action::Duplicate, "copy…", "Copy the selected account under a new name"),
    Binding::new(&[Key::char('r')], Action::Reset, "reset…", "Take the selected account back to how it began"),
    Binding::new(&[Key::char('d'), Key::plain(Code::Delete)], Action::Delete, "delete…", "Move the selected account to the trash"),
    Binding::new(&[Key::char('t')], Action::EmptyTrash, "empty trash…", "Delete for good what is in the trash"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy account ID", "Copy the selected account's id"),
];

struct Accounts {
    list: List<String>,
}

impl Accounts {
    fn selected<'a>(&self, cx: &Cx<'a>) -> Option<&'a Listed> {
        find(cx, self.list.selected()?)
    }

    /// Why nothing can be done with the selected account.
    fn trouble(&self, cx: &Cx<'_>) -> Option<String> {
        self.selected(cx)?.summary.as_ref().err().map(ToString::to_string)
    }
}

impl Screen for Accounts {
    fn opened(&mut self, _cx: &Cx<'_>) -> Vec<Step> {
        vec![Step::Accounts(AccountsRequest::List)]
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let was_empty = self.list.is_empty();
        self.list.refresh(cx.accounts.iter().map(|listed| listed.name.clone()).collect(), &AccountRows { cx });
        if was_empty {
            self.list.select_key(&cx.account_name.to_owned());
        }
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&AccountRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let is_change = matches!(action, Action::Create | Action::Duplicate | Action::Reset | Action::Delete | Action::EmptyTrash);
        if let Some(reason) = cx.accounts_read_only.filter(|_| is_change) {
            return Some(reason.to_owned());
        }
        if matches!(action, Action::Create | Action::EmptyTrash) {
            return None;
        }
        let Some(Listed { name, .. }) = self.selected(cx) else { return Some("No account is selected.".into()) };
        match action {
            // One that can't be written is opened again: perhaps it can be now.
            Action::Switch if is_open(cx, name) && cx.read_only.is_none() => Some(format!("{name} is open already.")),
            Action::Delete if is_open(cx, name) => Some(format!("{name} is open: switch to another account before you delete it.")),
            _ => self.trouble(cx),
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let ask = |dialog: Dialog| vec![Step::Ask(Box::new(dialog))];
        match action {
            Action::Create => return ask(dialogs::create()),
            Action::EmptyTrash => return ask(dialogs::empty_trash()),
            _ => {}
        }
        let Some(Listed { name, summary: Ok(summary) }) = self.selected(cx) else { return Vec::new() };
        match action {
            Action::Switch => vec![Step::Accounts(AccountsRequest::Switch(name.clone()))],
            Action::Duplicate => ask(dialogs::copy(name)),
            Action::Reset => ask(dialogs::reset(name, summary.account_id, cx)),
            Action::Delete => ask(dialogs::delete(name, summary.account_id, cx)),
            Action::Copy => vec![Step::Copy { text: summary.account_id.to_string(), what: format!("the account id of {name}") }],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let width = canvas.width();
        let trouble = self.trouble(cx).map_or_else(Vec::new, |trouble| wrap(&format!("✖ {trouble}"), width));
        let below = canvas.height().saturating_sub(trouble.len());
        let empty = [Line::new().quiet("Looking which accounts are on this machine…")];
        self.list.draw(&mut canvas.rows(0, below), "Accounts", &AccountRows { cx }, &empty, true);
        for (row, line) in trouble.into_iter().enumerate() {
            canvas.line(below + row, &Line::new().with(line, Role::Bad));
        }
    }
}
