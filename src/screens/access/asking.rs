//! The question as it is typed: who, what, on what, under which circumstances.

use super::export::Asked;
use super::hints::{action_hint, misplaced, resource_hint, wildcards};
use crate::access::{Question, Whose, given};
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances, Credentials};
use crate::account::identity::Identity;
use crate::app::cx::Cx;
use crate::app::route::Subject;
use crate::policy::request::{Action, Resource, Value};
use crate::widgets::form::{ChoiceOption, Field, Form};
use crate::widgets::text_input::blank;

/// The fields of a question.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AskField {
    Who,
    Action,
    Resource,
    Credentials,
    Context,
}

/// Credentials that one can ask with, and what that comes to.
struct Offered {
    credentials: Credentials,
    label: &'static str,
    about: &'static str,
}

impl Offered {
    const fn new(credentials: Credentials, about: &'static str) -> Self {
        Self { credentials, label: credentials.in_words(), about }
    }
}

/// What users ask with.
const CREDENTIALS: &[Offered] = &[
    Offered::new(Credentials::AccessKey, "no MFA key is sent"),
    Offered::new(Credentials::Session, "its MFA key is false"),
    Offered::new(Credentials::with(true), "its MFA key is true"),
];

/// What roles ask with, and federated users, who have nothing but sessions.
const SESSIONS: &[Offered] = &[
    Offered { credentials: Credentials::AccessKey, label: "in a session without MFA", about: "its MFA key is false" },
    Offered { credentials: Credentials::with(true), label: "in a session with MFA", about: "its MFA key is true" },
];

/// What somebody can ask with, by how they are named.
fn offered(who: &str) -> &'static [Offered] {
    let is_session = who.starts_with("role/") || [":role/", ":assumed-role/", ":federated-user/"].iter().any(|kind| who.contains(kind));
    if is_session { SESSIONS } else { CREDENTIALS }
}

/// A question that is being typed.
pub(super) struct Asking {
    pub form: Form<AskField>,
    /// What is offered to ask with.
    offered: &'static [Offered],
    /// Whether wildcards in the resource are letters, as in every request.
    is_one_request: bool,
    /// Condition keys that were given elsewhere, and how they are written here: that can't tell blanks in a value from others.
    taken: (String, Vec<(String, Value)>),
}

/// What is wrong with a question, and in which field.
type Wrong = (AskField, String);

impl Asking {
    /// A question about who may do something: all fields.
    pub(super) fn may(who: String) -> Self {
        let fields = vec![
            Field::text_line(AskField::Who, "Who", who).hint("user/NAME, role/NAME, group/NAME, policy/NAME, root, or an ARN"),
            Field::text_line(AskField::Action, "Action", ""),
            Field::text_line(AskField::Resource, "Resource", ""),
            credentials(),
            context(),
        ];
        Self::of(fields, true)
    }

    /// A question about everybody.
    pub(super) fn who() -> Self {
        let fields = vec![
            Field::text_line(AskField::Action, "Action", ""),
            Field::text_line(AskField::Resource, "Resource", ""),
            credentials(),
            context(),
        ];
        Self::of(fields, false)
    }

    /// A question about somebody.
    pub(super) fn what(who: String) -> Self {
        Self::of(
            vec![Field::text_line(AskField::Who, "Who", who).hint("user/NAME, group/NAME, role/NAME, policy/NAME, root, or an ARN")],
            true,
        )
    }

    fn of(fields: Vec<Field<AskField>>, is_one_request: bool) -> Self {
        let mut asking = Self { form: Form::new(fields), offered: CREDENTIALS, is_one_request, taken: Default::default() };
        asking.follow();
        asking
    }

    /// Goes to where one types another question: to the action, since one mostly asks on about the same, to who asks where nobody is
    /// named, or to the condition keys.
    pub(super) fn begin(&mut self, with_key: bool) {
        self.form.focus_on(if with_key { AskField::Context } else { AskField::Action });
        if self.form.text(AskField::Who).trim().is_empty() {
            self.form.focus_on(AskField::Who);
        }
    }

    /// Lets the hints follow what is typed, and what there is to ask with whom it is about.
    pub(super) fn follow(&mut self) {
        let offered = offered(self.form.text(AskField::Who).trim());
        if offered.len() != self.offered.len() {
            let credentials = self.credentials();
            self.offered = offered;
            self.form.offer(AskField::Credentials, options(offered));
            self.choose_credentials(credentials);
        }
        let action = self.form.text(AskField::Action).trim().to_owned();
        self.form.set_hint(AskField::Action, action_hint(&action));
        let resource = self.form.text(AskField::Resource).trim().to_owned();
        let patterns = if self.is_one_request { "" } else { "; with * and ? it is several" };
        let hint = wildcards(&resource, self.is_one_request).map_or_else(|| resource_hint(&action) + patterns, str::to_owned);
        self.form.set_hint(AskField::Resource, hint);
    }

    /// What is typed in a field, without the blanks around it; an empty one is answered with what it is for.
    fn said(&self, field: AskField, missing: &str) -> Result<&str, Wrong> {
        let text = self.form.text(field).trim();
        if text.is_empty() { Err((field, missing.to_owned())) } else { Ok(text) }
    }

    /// Who is asked about.
    pub(super) fn asker(&self, cx: &Cx<'_>) -> Result<(Asker, Circumstances), Wrong> {
        let text = self.said(AskField::Who, "Say who asks; f3 lists them.")?;
        cx.account.asked_as(text, self.credentials(), cx.now).map_err(|error| (AskField::Who, error.to_string()))
    }

    /// Whose policies by themselves are asked about, where that is a group's or a policy.
    pub(super) fn whose(&self, account: &Account) -> Option<Whose> {
        let text = self.form.text(AskField::Who).trim();
        let group = text.strip_prefix("group/").and_then(|name| account.group_named(name)).map(|group| Whose::Identity(group.id));
        group.or_else(|| text.strip_prefix("policy/").and_then(|name| account.managed_named(name)).map(Whose::Policy))
    }

    /// The action and resource. Without a resource, `*` is meant where the action takes none.
    pub(super) fn request(&self) -> Result<(Action, Resource), Wrong> {
        let action = self.said(AskField::Action, "Say which action, as in s3:GetObject; f3 lists them.")?;
        let action = Action::parse(action).map_err(|error| (AskField::Action, error.to_string()))?;
        let text = self.said(AskField::Resource, "Say which resource, by its ARN; f3 offers some.");
        let text = if action.takes_no_resource() { text.unwrap_or("*") } else { text? };
        if let Some(blank) = blank(text).and_then(|blank| text.get(blank)) {
            return Err((AskField::Resource, format!("Put a name in the place of {blank}.")));
        }
        let resource = Resource::parse(text).map_err(|error| (AskField::Resource, misplaced(text).unwrap_or_else(|| error.to_string())))?;
        Ok((action, resource))
    }

    /// The condition keys that are given.
    pub(super) fn given(&self) -> Result<Vec<(String, Value)>, Wrong> {
        let (text, keys) = &self.taken;
        if text == self.form.text(AskField::Context) {
            return Ok(keys.clone());
        }
        given(self.form.text(AskField::Context).split_whitespace()).map_err(|reason| (AskField::Context, reason))
    }

    fn chosen(&self) -> Option<&'static Offered> {
        self.offered.get(self.form.chosen(AskField::Credentials))
    }

    /// With which credentials it is asked.
    pub(super) fn credentials(&self) -> Credentials {
        self.chosen().map_or(Credentials::AccessKey, |chosen| chosen.credentials)
    }

    /// Chooses with which credentials it is asked.
    pub(super) fn choose_credentials(&mut self, credentials: Credentials) {
        let chosen = self.offered.iter().position(|offered| offered.credentials == credentials);
        self.form.choose(AskField::Credentials, chosen.unwrap_or_default());
    }

    /// When, and with which credentials.
    pub(super) fn circumstances(&self, cx: &Cx<'_>) -> Circumstances {
        Circumstances { now: cx.now, credentials: self.credentials() }
    }

    /// The whole question.
    pub(super) fn question(&self, cx: &Cx<'_>) -> Result<Question, Wrong> {
        let (asker, circumstances) = match self.whose(cx.account) {
            Some(_) => {
                let holder = Question::holder(cx.account).map_err(|error| (AskField::Who, error.to_string()))?;
                (holder, self.circumstances(cx))
            }
            None => self.asker(cx)?,
        };
        let (action, resource) = self.request()?;
        let question = Question { asker, action, resource, given: self.given()?, circumstances };
        question.aimed(cx.account).map_err(|reason| (AskField::Resource, reason))
    }

    /// What is asked, part by part, as it is written beside an answer.
    pub(super) fn said_in_full(&self) -> Asked {
        let parts = [
            (AskField::Who, "Asked who"),
            (AskField::Action, "Asked action"),
            (AskField::Resource, "Asked resource"),
            (AskField::Context, "Asked condition keys"),
        ];
        let said = parts.into_iter().map(|(field, part)| (part, self.form.text(field).trim().to_owned()));
        let mut asked: Asked = said.filter(|(_, text)| !text.is_empty()).collect();
        if !self.form.text(AskField::Action).is_empty() {
            asked.extend(self.chosen().map(|chosen| ("Asked as", chosen.label.to_owned())));
        }
        asked
    }

    /// Takes the condition keys that a request was made with.
    pub(super) fn take_keys(&mut self, keys: &[(String, Value)]) {
        let entries = keys.iter().flat_map(|(key, value)| {
            let values = match value {
                Value::Single(value) => std::slice::from_ref(value),
                Value::Multi(values) => values,
            };
            values.iter().map(move |value| format!("{key}={value}"))
        });
        let text = entries.collect::<Vec<_>>().join(" ");
        self.form.set_text(AskField::Context, text);
        self.taken = (self.form.text(AskField::Context).to_owned(), keys.to_vec());
    }

    /// Adds a condition key, or gives it another value.
    pub(super) fn set_key(&mut self, key: &str, value: &str) {
        let mut keys = self.given().unwrap_or_default();
        keys.retain(|(known, _)| !known.eq_ignore_ascii_case(key));
        match value {
            "true" if key.eq_ignore_ascii_case("aws:MultiFactorAuthPresent") => self.choose_credentials(Credentials::with(true)),
            value => keys.push((key.to_owned(), Value::Single(value.to_owned()))),
        }
        self.take_keys(&keys);
    }
}

fn credentials() -> Field<AskField> {
    Field::choice(AskField::Credentials, "Asked", options(CREDENTIALS), 0).joined()
}

fn options(offered: &[Offered]) -> Vec<ChoiceOption> {
    offered.iter().map(|offered| ChoiceOption { label: offered.label.into(), about: offered.about.into() }).collect()
}

fn context() -> Field<AskField> {
    let hint = "Optional: KEY=VALUE, with blanks between; the console derives the others as AWS would";
    Field::text_line(AskField::Context, "Condition keys", "").hint(hint).optional()
}

/// How somebody is named in a question.
pub(super) fn name_of(subject: Option<&Subject>, account: &Account) -> String {
    let named = match subject {
        Some(Subject::User(id) | Subject::Group(id) | Subject::Role(id)) => {
            Identity::of(account, *id).map(|identity| format!("{}/{}", identity.kind(), identity.name()))
        }
        Some(Subject::Policy(policy)) => Some(format!("policy/{}", account.policy_name(policy))),
        _ => None,
    };
    named.unwrap_or_default()
}
