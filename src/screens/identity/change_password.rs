//! *Change password*: a user's own.

use crate::account::authorization::Asker;
use crate::account::operation::ChangePassword;
use crate::account::secret::Secret;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::route::ScreenId;
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::{Outcome, Step};
use crate::screens::sight::needs;
use crate::screens::users::sign_in::own_password_rules;
use crate::theme::Role;
use crate::widgets::form::{Answer, Field, Form};
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::ChangePassword,
    names: &["change-password"],
    title: |_| "Change password".into(),
    about: "Change the own console password",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, cx| Box::new(Change::new(cx)),
};

const BINDINGS: &[Binding] =
    &[Binding::new(&[Key::plain(Code::Enter)], Action::Next, "change password", "Change the password to the new one")];

/// The fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Current,
    New,
    Confirm,
}

/// Has no `Debug`: it holds passwords.
struct Change {
    form: Form<Part>,
    waiting: bool,
}

impl Change {
    fn new(cx: &Cx<'_>) -> Self {
        let member = |name: &str| ChangePassword::SPEC.member(name);
        let fields = vec![
            Field::secret(Part::Current, "Current password").of(member("OldPassword")),
            Field::secret(Part::New, "New password").of(member("NewPassword")).hint(own_password_rules(cx, "")),
            Field::secret(Part::Confirm, "Confirm new password"),
        ];
        Self { form: Form::new(fields), waiting: false }
    }

    fn send(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if let Some(reason) = why_not(cx) {
            return vec![Step::Hint(Notice::new(Tone::Warning, reason))];
        }
        if self.waiting || !self.form.check() {
            return Vec::new();
        }
        if self.form.text(Part::New) != self.form.text(Part::Confirm) {
            self.form.refuse(Part::Confirm, "The passwords differ.");
            return Vec::new();
        }
        self.waiting = true;
        let secret = |part| Secret::new(self.form.text(part));
        vec![Step::submit(ChangePassword { old_password: secret(Part::Current), new_password: secret(Part::New) })]
    }
}

/// Why there is no password to change.
fn why_not(cx: &Cx<'_>) -> Option<String> {
    match cx.caller.who {
        Asker::User(_) => None,
        Asker::Root => Some("Root's password is set on root's own page: :security-credentials, then p.".into()),
        _ => Some("A session of a role has no password. Switch back first.".into()),
    }
}

impl Screen for Change {
    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(self.form.as_any())
    }

    fn act(&mut self, _action: Action, cx: &Cx<'_>) -> Vec<Step> {
        self.send(cx)
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match answer {
            Answer::Changed => {
                let rules = own_password_rules(cx, self.form.text(Part::New));
                self.form.set_hint(Part::New, rules);
                Vec::new()
            }
            Answer::Submitted | Answer::Pressed => self.send(cx),
            Answer::Taken | Answer::NotTaken => Vec::new(),
        }
    }

    fn answered(&mut self, outcome: Outcome, _cx: &Cx<'_>) -> Vec<Step> {
        self.waiting = false;
        let (member, words) = match outcome {
            Outcome::Done(_) => return vec![Step::Up],
            Outcome::Refused(refused) => (refused.refusal.member, refused.refusal.message),
            Outcome::Failed(reason) => (None, reason),
        };
        if member == Some("OldPassword") {
            self.form.set_text(Part::Current, "");
        }
        if !member.is_some_and(|member| self.form.refuse_member(member, &words)) {
            self.form.refuse(Part::Current, words);
        }
        Vec::new()
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        canvas.line(0, &Line::new().title("Change password").quiet(format!("  of {}", cx.caller.label(cx.account))));
        if let Some(reason) = why_not(cx) {
            canvas.paragraph(2, &reason, Role::Warning);
            return;
        }
        self.form.draw(&mut canvas.rows(2, usize::MAX), true);
    }
}
