//! Editing the password policy: the fields, and what a password must then be as one chooses.

use super::fields::{Part, form, operation, show_what_counts};
use super::{preview, questions, words};
use crate::account::Account;
use crate::account::entity::PasswordPolicy;
use crate::account::refusal::Refusal;
use crate::account::security_status::Reading;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::route::ScreenId;
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::awscli;
use crate::screens::sight::needs;
use crate::theme::Role;
use crate::widgets::form::{Answer, Form};
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::EditPasswordPolicy,
    names: &["edit-password-policy"],
    title: |_| "Edit".into(),
    about: "Set a password policy of your own, or the IAM default",
    parent: Some(ScreenId::AccountSettings),
    needs: needs::password_policy,
    bindings: BINDINGS,
    open: |_, cx| Box::new(EditPasswordPolicy::new(cx)),
};

const BINDINGS: &[Binding] =
    &[Binding::new(&[Key::plain(Code::Enter)], Action::Next, "save changes…", "Show what the policy means, and set it")];

struct EditPasswordPolicy {
    form: Form<Part>,
    /// The policy that the form was filled in from.
    before: Option<PasswordPolicy>,
}

impl EditPasswordPolicy {
    fn new(cx: &Cx<'_>) -> Self {
        let before = cx.account.password_policy().cloned();
        Self { form: form(before.as_ref()), before }
    }

    /// The account with the policy that the form says; `None` while a number is none.
    fn after(&self, cx: &Cx<'_>) -> Option<Result<Account, Refusal>> {
        let operation = operation(&self.form)?;
        // Where there is no policy to remove, the default is in force already.
        let is_default = self.form.chosen(Part::Kind) == 0 && cx.account.password_policy().is_none();
        Some(if is_default { Ok(cx.account.clone()) } else { preview::after(cx, &operation) })
    }

    /// Asks before what the form says is set.
    fn save(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if !self.form.check() {
            return Vec::new();
        }
        match (operation(&self.form), self.after(cx)) {
            (Some(_), Some(Ok(after))) if after.password_policy() == cx.account.password_policy() => {
                self.form.refuse(Part::Kind, "That is the policy in force already; there is nothing to save.");
                Vec::new()
            }
            (Some(operation), Some(Ok(after))) => {
                vec![Step::Ask(Box::new(questions::dialog(cx, operation, &after, || vec![Step::Up])))]
            }
            // What policies deny is asked for all the same: a request that was denied is in the history.
            (Some(operation), Some(Err(refusal))) if refusal.denied.is_some() => vec![Step::submit(operation)],
            (_, Some(Err(refusal))) => self.refuse(refusal),
            _ => Vec::new(),
        }
    }

    fn refuse(&mut self, refusal: Refusal) -> Vec<Step> {
        let words = refusal.remedy.unwrap_or(refusal.message);
        if refusal.member.is_some_and(|member| self.form.refuse_member(member, &words)) {
            return Vec::new();
        }
        vec![Step::Say(Notice::new(Tone::Bad, words))]
    }

    /// What the form says means: what a password must then be, the strict reading, the command. Where there is little
    /// room, the command has one line.
    fn meaning(&self, cx: &Cx<'_>, width: usize, is_roomy: bool) -> Vec<Vec<Line>> {
        let lines = |words: &str, role: Role| Line::new().with(words.to_owned(), role).wrapped(width);
        let Some(Ok(after)) = self.after(cx) else { return Vec::new() };
        let mut meaning = vec![lines(&words::sentence(&after), Role::Text)];
        if cx.reading() == Reading::Strict {
            let (tone, strictly) = words::strictly(&after);
            meaning.push(lines(&format!("{} {strictly}", tone.sign()), tone.role()));
        }
        if after.password_policy() != cx.account.password_policy()
            && let Some(operation) = operation(&self.form)
        {
            let command = format!("Runs  {}", awscli::line(&operation));
            meaning.push(if is_roomy { lines(&command, Role::Quiet) } else { vec![Line::new().quiet(command)] });
        }
        meaning
    }
}

impl Screen for EditPasswordPolicy {
    /// An undo may have changed the policy under the form; what was typed stays.
    fn refresh(&mut self, cx: &Cx<'_>) {
        let now = cx.account.password_policy();
        if self.before.as_ref() != now && !self.form.is_touched() {
            *self = Self::new(cx);
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(self.form.as_any())
    }

    fn act(&mut self, _action: Action, cx: &Cx<'_>) -> Vec<Step> {
        self.save(cx)
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match answer {
            Answer::Changed => {
                show_what_counts(&mut self.form);
                Vec::new()
            }
            Answer::Pressed | Answer::Submitted => self.save(cx),
            Answer::Taken | Answer::NotTaken => Vec::new(),
        }
    }

    fn unsaved(&self) -> Option<String> {
        self.form.is_touched().then(|| "The changes to the password policy are not saved.".into())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        canvas.line(0, &Line::new().title("Edit password policy").quiet("  in force: ").text(words::kind(cx.account)));
        // What a password must be goes before the rest where there is little room; no sentence is told in part.
        let mut left = canvas.height() / 3;
        let mut meaning = self.meaning(cx, canvas.width(), canvas.height() >= 24);
        meaning.retain(|lines| {
            let fits = lines.len() <= left;
            left = if fits { left - lines.len() } else { 0 };
            fits
        });
        let meaning = meaning.concat();
        let below = canvas.height().saturating_sub(meaning.len());
        self.form.draw(&mut canvas.rows(2, below.saturating_sub(3)), true);
        for (row, line) in meaning.iter().enumerate() {
            canvas.line(below + row, line);
        }
    }
}
