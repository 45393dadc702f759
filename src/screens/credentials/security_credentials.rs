//! Root's *Security credentials*: the account's owner, the MFA devices, the access keys.

use std::any::Any;

use super::parts::access_keys::{ACTIVATE, CREATE};
use super::parts::mfa::RESYNC;
use super::parts::{Credential, Credentials, Drawn};
use crate::account::entity::Owner;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::ScreenId;
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::app::words::date;
use crate::screens::identity::root_password;
use crate::screens::sight::needs;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::SecurityCredentials,
    names: &["security-credentials", "credentials", "security", "root"],
    title: |_| "Security credentials".into(),
    about: "MFA devices and access keys of whoever is signed in, root or a user",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, _| Box::new(SecurityCredentials { credentials: Credentials::of(Owner::Root) }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(
        &[Key::char('x'), Key::char('d'), Key::plain(Code::Delete)],
        Action::Remove,
        "remove…",
        "Remove the selected MFA device, or delete the selected access key",
    ),
    ACTIVATE,
    Binding::new(&[Key::char('a')], Action::Add, "assign MFA device…", "Assign an MFA device to the root user"),
    RESYNC,
    Binding::new(&[Key::char('e')], Action::Edit, "edit…", "Show and edit the tags of the selected MFA device"),
    CREATE,
    Binding::new(&[Key::char('p')], Action::Password, "set password…", "Give the root user a new password"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy", "Copy the selected key's id or device's ARN, or else root's ARN"),
];

struct SecurityCredentials {
    credentials: Credentials,
}

impl Screen for SecurityCredentials {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.credentials.refresh(cx);
    }

    fn handed(&mut self, what: Box<dyn Any>, _cx: &Cx<'_>) -> Vec<Step> {
        self.credentials.take(what.as_ref());
        Vec::new()
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Rows(self.credentials.rows())
    }

    fn label(&self, action: Action, cx: &Cx<'_>) -> Option<&'static str> {
        self.credentials.label(action, cx)
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if action == Action::Password {
            return None;
        }
        self.credentials.why_not(action, cx)
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Password {
            return vec![Step::Ask(Box::new(root_password::dialog(cx)))];
        }
        if action != Action::Copy {
            return self.credentials.act(action, cx);
        }
        let (text, what) = match self.credentials.selected() {
            Some(Credential::AccessKey(id)) => (id.to_string(), "the access key's id".to_owned()),
            Some(Credential::MfaDevice(name)) => {
                let device = cx.account.mfa_device_named(name);
                (device.map_or_else(String::new, |device| cx.account.serial_number(device)), format!("the ARN of {name}"))
            }
            _ => (cx.account.root_arn(), "the ARN of the root user".to_owned()),
        };
        vec![Step::Copy { text, what }]
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        self.credentials.draw(cx, canvas, account_details(cx));
    }
}

/// Who owns the account.
fn account_details(cx: &Cx<'_>) -> Vec<Drawn> {
    let account = cx.account;
    let email = account.root().map_or_else(String::new, |root| root.email.clone());
    let row = |label: &'static str, value: String| Drawn::Words(Line::new().quiet(format!("{label:<16}")).text(value));
    vec![
        Drawn::Words(Line::new().title("Root user")),
        row("Email address", email),
        row("Account ID", account.id().grouped()),
        row("Created", date(account.created())),
    ]
}
