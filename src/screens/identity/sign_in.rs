//! Signing in: root by e-mail address or a user by name, then a code, then a new password, as far as each is asked for.

use std::any::Any;

use jiff::Timestamp;

use crate::account::caller::Caller;
use crate::account::entity::Owner;
use crate::account::mfa::seconds_left;
use crate::account::operation::ConsoleLogin;
use crate::account::reply::{Reply, SignInStep};
use crate::account::secret::Secret;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::{Outcome, Step};
use crate::app::words::next_second;
use crate::screens::parts::wizard;
use crate::screens::sight::needs;
use crate::screens::users::sign_in::rules_at_sign_in;
use crate::theme::Role;
use crate::widgets::form::{Answer, ChoiceOption, Field, Form};
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

use super::root_password;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::SignIn,
    names: &["sign-in", "login"],
    title: |_| "Sign in".into(),
    about: "Sign in as the root user or as an IAM user, with password and MFA code",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |route, cx| Box::new(SignIn::new(route, cx)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Next, "sign in", "Sign in with what is typed, or go to the next step"),
    Binding::new(&[Key::plain(Code::F(4))], Action::Authenticator, "authenticator", "Show the codes of your practice devices"),
    Binding::new(&[Key::plain(Code::F(5))], Action::Password, "forgot password…", "Give the root user a new password"),
    Binding::new(&[Key::plain(Code::F(6))], Action::Undo, "undo", "Take back the last change of the account, whoever is signed in"),
    Binding::new(&[Key::plain(Code::F(7))], Action::Redo, "redo", "Redo what was undone last"),
];

/// The fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Kind,
    Email,
    Account,
    UserName,
    Password,
    MfaCode,
    NewPassword,
    Confirm,
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Credentials,
    Code,
    NewPassword,
}

/// The options of the first field.
const ROOT: usize = 0;
const IAM_USER: usize = 1;

/// Root has a new password: handed over by the dialog that set it.
struct NewRootPassword;

/// Has no `Debug`: it holds passwords.
struct SignIn {
    form: Form<Part>,
    stage: Stage,
    waiting: bool,
}

impl SignIn {
    fn new(route: &Route, cx: &Cx<'_>) -> Self {
        let option = |label: &str, about: &str| ChoiceOption { label: label.into(), about: about.into() };
        let kinds = vec![option("Root user", "the account's owner"), option("IAM user", "a user of the account")];
        let account = cx.account;
        let email = account.root().map_or_else(String::new, |root| root.email.clone());
        let id = account.alias().map_or_else(|| account.id().to_string(), str::to_owned);
        let member = |name: &str| ConsoleLogin::SPEC.member(name);
        let ended = ended_sign_in(cx);
        let is_roots = route.subject == Some(Subject::Owner(Owner::Root)) || ended == Some(Owner::Root) || account.users().next().is_none();
        let kind = if is_roots { ROOT } else { IAM_USER };
        let user = match ended {
            Some(Owner::User(id)) => account.user(id).map_or_else(String::new, |user| user.name.clone()),
            Some(Owner::Root) | None => String::new(),
        };
        let is_known = kind == ROOT || !user.is_empty();
        let fields = vec![
            Field::choice(Part::Kind, "Sign in as", kinds, kind).joined(),
            Field::text_line(Part::Email, "Root user email address", email).of(member("Email")),
            Field::text_line(Part::Account, "Account ID or alias", id).of(member("AccountId")),
            Field::text_line(Part::UserName, "IAM user name", user).of(member("UserName")),
            Field::secret(Part::Password, "Password").of(member("Password")),
            Field::code(Part::MfaCode, "MFA code").of(member("MfaCode")).hint("The six digits that your MFA device shows now.").hidden(),
            Field::secret(Part::NewPassword, "New password").of(member("NewPassword")).hidden(),
            Field::secret(Part::Confirm, "Confirm new password").hidden(),
        ];
        let mut sign_in = Self { form: Form::new(fields), stage: Stage::Credentials, waiting: false };
        sign_in.follow(cx);
        // What is known is filled in: one types what is not.
        sign_in.form.focus_on(if is_known { Part::Password } else { Part::UserName });
        sign_in
    }

    /// Shows the fields of what is asked for now.
    fn show_fields(&mut self) {
        let is_user = self.form.chosen(Part::Kind) == IAM_USER;
        let (first, code, new) = (self.stage == Stage::Credentials, self.stage == Stage::Code, self.stage == Stage::NewPassword);
        for (part, shown) in [
            (Part::Kind, first),
            (Part::Email, first && !is_user),
            (Part::Account, first && is_user),
            (Part::UserName, first && is_user),
            (Part::Password, first),
            (Part::MfaCode, code),
            (Part::NewPassword, new),
            (Part::Confirm, new),
        ] {
            self.form.show(part, shown);
        }
    }

    fn follow(&mut self, cx: &Cx<'_>) {
        self.show_fields();
        let forgotten = if self.form.chosen(Part::Kind) == IAM_USER { "Forgotten? An administrator sets a new one." } else { "" };
        self.form.set_hint(Part::Password, forgotten);
        let rules = rules_at_sign_in(cx.account, self.form.text(Part::NewPassword));
        self.form.set_hint(Part::NewPassword, rules);
    }

    /// Who signs in, as far as the account knows them.
    fn who(&self, cx: &Cx<'_>) -> Option<Owner> {
        match self.form.chosen(Part::Kind) {
            IAM_USER => cx.account.user_named(self.form.text(Part::UserName).trim()).map(|user| Owner::User(user.id)),
            _ => Some(Owner::Root),
        }
    }

    fn ask(&mut self, stage: Stage, focus: Part, cx: &Cx<'_>) {
        self.stage = stage;
        self.follow(cx);
        self.form.focus_on(focus);
    }

    /// The code ran out while the new password was typed, which is kept.
    fn ask_for_code_again(&mut self, cx: &Cx<'_>) {
        self.form.set_text(Part::MfaCode, "");
        self.ask(Stage::Code, Part::MfaCode, cx);
        self.form.refuse(Part::MfaCode, "The code ran out meanwhile. Enter the one that is shown now; the new password is kept.");
    }

    /// What is sent: what was typed up to here.
    fn login(&self) -> ConsoleLogin {
        let is_user = self.form.chosen(Part::Kind) == IAM_USER;
        let typed = |part: Part, wanted: bool| wanted.then(|| self.form.text(part).trim().to_owned());
        let code: String = self.form.text(Part::MfaCode).chars().filter(char::is_ascii_digit).collect();
        ConsoleLogin {
            account: typed(Part::Account, is_user),
            email: typed(Part::Email, !is_user),
            user_name: typed(Part::UserName, is_user),
            password: Secret::new(self.form.text(Part::Password)),
            mfa_code: (!code.is_empty()).then(|| Secret::new(code.as_str())),
            new_password: (self.stage == Stage::NewPassword).then(|| Secret::new(self.form.text(Part::NewPassword))),
        }
    }

    fn send(&mut self) -> Vec<Step> {
        if self.waiting || !self.form.check() {
            return Vec::new();
        }
        if self.stage == Stage::NewPassword && self.form.text(Part::NewPassword) != self.form.text(Part::Confirm) {
            self.form.refuse(Part::Confirm, "The passwords differ.");
            return Vec::new();
        }
        self.waiting = true;
        vec![Step::submit(self.login())]
    }

    /// Puts what AWS says where it belongs. What was typed stays, but for what must be secret.
    fn refuse(&mut self, member: Option<&str>, words: &str) {
        if member.is_some_and(|member| self.form.refuse_member(member, words)) {
            return;
        }
        let part = match self.stage {
            Stage::Credentials => Part::Password,
            Stage::Code => Part::MfaCode,
            Stage::NewPassword => Part::NewPassword,
        };
        if self.stage != Stage::NewPassword {
            self.form.set_text(part, "");
        }
        self.form.refuse(part, words);
    }

    /// Whether the password of the user who signs in has expired.
    fn has_expired(&self, cx: &Cx<'_>) -> bool {
        let user = cx.account.user_named(self.form.text(Part::UserName).trim());
        let profile = user.and_then(|user| cx.account.login_profile_of(user.id));
        profile.is_some_and(|profile| cx.account.has_password_expired(profile, cx.now))
    }

    fn title(&self, cx: &Cx<'_>) -> (&'static str, &'static str) {
        match self.stage {
            Stage::Credentials => ("Sign in", "to the practice console"),
            Stage::Code => ("Multi-factor authentication", "the second step"),
            Stage::NewPassword if self.has_expired(cx) => ("Your password has expired", "change it before anything else"),
            Stage::NewPassword => ("Change your password", "before anything else"),
        }
    }
}

impl Screen for SignIn {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.follow(cx);
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(self.form.as_any())
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let reason = match action {
            Action::Undo if cx.history.undoable().is_none() => "There is nothing to undo.",
            Action::Redo if cx.history.redoable().is_none() => "There is nothing to redo.",
            Action::Password if self.stage != Stage::Credentials => "esc leads back to who signs in.",
            _ => return None,
        };
        Some(reason.into())
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        (action == Action::Next && self.stage == Stage::NewPassword).then_some("confirm password change")
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Next => self.send(),
            Action::Undo => vec![Step::Undo(None)],
            Action::Redo => vec![Step::Redo(None)],
            Action::Authenticator => {
                let codes = self.who(cx).map_or_else(|| Route::to(ScreenId::Authenticator), Route::codes_of);
                vec![Step::Aside(codes)]
            }
            Action::Password => {
                // Whoever sets root's password is about to sign in as root.
                self.form.choose(Part::Kind, ROOT);
                self.follow(cx);
                self.form.focus_on(Part::Password);
                let dialog = root_password::dialog(cx).done(|_, _, _| vec![Step::Hand(Box::new(NewRootPassword))]);
                vec![Step::Ask(Box::new(dialog))]
            }
            _ => Vec::new(),
        }
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match answer {
            Answer::Changed => self.follow(cx),
            Answer::Submitted | Answer::Pressed => return self.send(),
            Answer::Taken | Answer::NotTaken => {}
        }
        Vec::new()
    }

    /// What was wrong with the password typed before says nothing of the new one.
    fn handed(&mut self, what: Box<dyn Any>, _cx: &Cx<'_>) -> Vec<Step> {
        if what.is::<NewRootPassword>() {
            self.form.set_text(Part::Password, "");
        }
        Vec::new()
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Vec<Step> {
        self.waiting = false;
        match outcome {
            Outcome::Done(replies) => match replies.first() {
                Some(Reply::SignIn { next: SignInStep::MfaCode }) => self.ask(Stage::Code, Part::MfaCode, cx),
                Some(Reply::SignIn { next: SignInStep::NewPassword }) => self.ask(Stage::NewPassword, Part::NewPassword, cx),
                _ => {}
            },
            Outcome::Refused(refused) => {
                let refusal = refused.refusal;
                if self.stage == Stage::NewPassword && refusal.member == Some("MfaCode") {
                    self.ask_for_code_again(cx);
                    return Vec::new();
                }
                let at = refusal.member.filter(|_| self.stage == Stage::NewPassword);
                self.refuse(at, &if at.is_some() { wizard::words(&refusal) } else { refusal.message });
            }
            Outcome::Failed(reason) => self.refuse(None, &reason),
        }
        Vec::new()
    }

    fn wake_at(&self, cx: &Cx<'_>) -> Option<Timestamp> {
        (self.stage == Stage::Code).then(|| next_second(cx.real_now))
    }

    /// From a code or a new password one goes back to who signs in.
    fn close_part(&mut self) -> bool {
        if self.stage == Stage::Credentials {
            return false;
        }
        self.stage = Stage::Credentials;
        for part in [Part::Password, Part::MfaCode, Part::NewPassword, Part::Confirm] {
            self.form.set_text(part, "");
        }
        self.show_fields();
        self.form.focus_on(Part::Password);
        true
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let (title, about) = self.title(cx);
        canvas.line(0, &Line::new().title(title).quiet(format!("  {about}")));
        let words = if *cx.caller == *Caller::nobody() {
            WAY_OUT
        } else {
            "Whoever is signed in now stays so until this succeeds. esc leads back."
        };
        let below = crate::widgets::line::wrap(words, canvas.width()).len();
        let at = canvas.height().saturating_sub(below);
        let end = self.form.draw(&mut canvas.rows(2, at.saturating_sub(3)), true);
        if self.stage == Stage::Code {
            // AWS never tells what was wrong with a code; that one was used is what one least thinks of.
            let left = seconds_left(cx.real_now);
            let once = format!("Each code counts once: after it was used, wait {left} s for the next.");
            canvas.paragraph(2 + end, &once, Role::Quiet);
        }
        canvas.paragraph(at, words, Role::Quiet);
    }
}

/// Whose sign-in has ended by itself, where nobody has signed out: mostly the one who comes back. Whoever was in a role comes back
/// as who switched to it.
fn ended_sign_in(cx: &Cx<'_>) -> Option<Owner> {
    let last = cx.account.last_signed_in().filter(|_| *cx.caller == *Caller::nobody())?;
    last.owner().or_else(|| cx.account.session_of(last)?.opened_by.as_ref()?.owner())
}

/// How one gets in again.
const WAY_OUT: &str = "Locked out? This account is yours: f6 takes back the last change whoever is signed in, and f5 gives root a \
                       new password. No policy limits root.";
