//! The list of identity providers.

use super::add;
use super::provider::{OIDC, Provider, ProviderRows, SAML};
use crate::account::id::UniqueId;
use crate::account::operation::{ListOpenIDConnectProviders, ListSAMLProviders, Operation};
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::screens::sight::denied::{Asking as _, Parts, Unseen, denials};
use crate::screens::sight::needs;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Providers,
    names: &["providers", "identity-providers"],
    title: |_| "Identity providers".into(),
    about: "Who vouches for people and programs that are no users of the account",
    parent: Some(ScreenId::Dashboard),
    // Each type is asked for by itself: what may be listed is.
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, _| Box::new(Providers { list: List::new("identity providers"), denied: Vec::new() }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected provider"),
    Binding::new(&[Key::char('c')], Action::Create, "add provider…", "Add a SAML or OpenID Connect provider"),
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete…",
        "Delete the selected provider; roles that trust it let nobody from it in then",
    ),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the selected provider's ARN"),
];

/// So many types there are.
const TYPES: usize = 2;

/// What the list is called.
const TITLE: &str = "Identity providers";

struct Providers {
    list: List<UniqueId>,
    /// The types that may not be listed, and why.
    denied: Vec<(&'static str, Refusal)>,
}

/// The list of each type.
fn lists() -> [(&'static str, Operation); TYPES] {
    [(SAML, ListSAMLProviders {}.into()), (OIDC, ListOpenIDConnectProviders {}.into())]
}

/// The types that whoever is signed in may not list, and why.
fn denied_types(cx: &Cx<'_>) -> Vec<(&'static str, Refusal)> {
    let refusal = |operation: &Operation| cx.account.authorise(cx.caller, operation, cx.now).err();
    lists().into_iter().filter_map(|(kind, operation)| Some((kind, refusal(&operation)?))).collect()
}

impl Providers {
    /// What may not be seen of the selected one.
    fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        ProviderRows { cx }.unseen_of(self.list.selected())
    }
}

impl Screen for Providers {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.denied = denied_types(cx);
        self.list.refresh(Provider::listed(cx.account, &self.denied), &ProviderRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&ProviderRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, _cx: &Cx<'_>) -> Option<String> {
        let needs_one = action != Action::Create;
        (needs_one && self.list.selected().is_none()).then(|| self.list.why_none("There is no provider here. c adds one.").into())
    }

    fn asks(&self, _cx: &Cx<'_>) -> Vec<Operation> {
        lists().into_iter().map(|(_, list)| list).collect()
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        [denials(&self.unseen(cx)), Denial::of_all(self.denied.iter().map(|(_, refusal)| refusal))].concat()
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Create {
            return vec![Step::Ask(Box::new(add::dialog(cx)))];
        }
        let Some(provider) = self.list.selected().and_then(|id| Provider::of(cx.account, *id)) else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Go(Route::provider(provider.id))],
            Action::Delete => vec![Step::Ask(Box::new(provider.deletion(cx)))],
            Action::Copy => vec![Step::Copy { text: provider.arn, what: format!("the ARN of {}", provider.name) }],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let empty = [
            Line::new().text("There are no identity providers yet."),
            Line::new().quiet(
                "A company's directory or a service such as GitHub vouches for its own people and programs; a role that trusts it lets \
                 them in, without a user and without a stored key.",
            ),
            Line::new(),
            Line::new().key("c", "Add provider"),
        ];
        let parts: Vec<(&str, &Refusal)> = self.denied.iter().map(|(kind, refusal)| (*kind, refusal)).collect();
        let (is_all, unseen) = (parts.len() == TYPES, self.unseen(cx));
        let parts = Parts { title: TITLE, denied: &parts, is_all, empty: &empty, unseen, wanted: self.list.rows_wanted() };
        parts.draw(cx, canvas, |canvas, title, empty| self.list.draw(canvas, title, &ProviderRows { cx }, empty, true));
    }
}
