//! The first step: who is trusted, of the console's kinds, and the trust policy that this comes to.

use std::rc::Rc;

use crate::account::arn::root_arn_of;
use crate::account::operation::{ListOpenIDConnectProviders, ListSAMLProviders, Operation};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::screens::roles::use_case::UseCase;
use crate::widgets::form::{ChoiceOption, Field, Form};

/// The kinds of trusted entities, in the console's words and order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Service,
    Account,
    WebIdentity,
    Saml,
    Custom,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Service, Self::Account, Self::WebIdentity, Self::Saml, Self::Custom];

    fn option(self) -> ChoiceOption {
        let (label, about) = match self {
            Self::Service => ("AWS service", "such as an EC2 instance"),
            Self::Account => ("AWS account", "this one or another"),
            Self::WebIdentity => ("Web identity", "by OpenID Connect"),
            Self::Saml => ("SAML 2.0 federation", "company directory"),
            Self::Custom => ("Custom trust policy", "written as JSON"),
        };
        ChoiceOption { label: label.into(), about: about.into() }
    }
}

/// The fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Entity {
    Kind,
    UseCase,
    Account,
    AccountId,
    NeedsExternalId,
    ExternalId,
    NeedsMfa,
    Oidc,
    Audience,
    Organization,
    Repository,
    Branch,
    Saml,
    NoOidc,
    NoSaml,
}

/// The issuer that GitHub Actions have; who may enter must be narrowed to an organization.
const GITHUB: &str = "token.actions.githubusercontent.com";
/// The audience of assertions for AWS's sign-in.
const SAML_AUDIENCE: &str = "https://signin.aws.amazon.com/saml";

/// A provider that can be chosen.
#[derive(Clone, PartialEq, Eq)]
struct Provider {
    arn: String,
    /// A SAML provider's name, an OIDC provider's address.
    name: String,
    /// The audiences of an OIDC provider.
    audiences: Vec<String>,
}

/// The providers of a kind, or why whoever is signed in may not list them.
type Listed = Result<Vec<Provider>, Rc<Refusal>>;

/// What is filled in first.
pub(super) struct Entities {
    pub form: Form<Entity>,
    account: String,
    oidc: Listed,
    saml: Listed,
}

/// The providers of both kinds.
fn providers(cx: &Cx<'_>) -> (Listed, Listed) {
    let account = cx.account;
    let oidc = account.oidc_providers().map(|provider| Provider {
        arn: account.oidc_provider_arn(provider),
        name: provider.url.clone(),
        audiences: provider.client_ids.clone(),
    });
    let saml = account.saml_providers().map(|provider| Provider {
        arn: account.saml_provider_arn(provider),
        name: provider.name.clone(),
        audiences: Vec::new(),
    });
    let seen = |lists: Operation, all: Vec<Provider>| cx.refusal(&lists).map_or(Ok(all), Err);
    (seen(ListOpenIDConnectProviders {}.into(), oidc.collect()), seen(ListSAMLProviders {}.into(), saml.collect()))
}

/// Those that are listed.
fn of(listed: &Listed) -> &[Provider] {
    listed.as_deref().unwrap_or_default()
}

impl Entities {
    pub(super) fn new(cx: &Cx<'_>) -> Self {
        let account = cx.account.id().to_string();
        let (oidc, saml) = providers(cx);
        let named = |provider: &Provider| ChoiceOption { label: provider.name.clone(), about: String::new() };
        let accounts = [("This account", account.clone()), ("Another AWS account", String::new())];
        let case = |case: UseCase| ChoiceOption { label: case.name().into(), about: case.about().into() };
        let none = |listed: &Listed| match listed {
            Err(refusal) => refusal.message.clone(),
            Ok(_) => "There is no such identity provider in this account yet. Add one first, under :providers.".into(),
        };
        let fields = vec![
            Field::choice(Entity::Kind, "Trusted entity type", Kind::ALL.map(Kind::option).into(), 0),
            Field::choice(Entity::UseCase, "Use case", UseCase::ALL.map(case).into(), 0),
            Field::choice(
                Entity::Account,
                "An AWS account",
                accounts.map(|(label, about)| ChoiceOption { label: label.into(), about }).into(),
                0,
            ),
            Field::digits(Entity::AccountId, "Account ID", "").hint("Twelve digits."),
            Field::toggle(Entity::NeedsExternalId, "Require external ID", false)
                .hint("For a third party: it must say this word, so that nobody can have it act for them."),
            Field::text_line(Entity::ExternalId, "External ID", ""),
            Field::toggle(Entity::NeedsMfa, "Require MFA", false).hint("Only a session that was opened with an MFA code may enter."),
            Field::choice(Entity::Oidc, "Identity provider", of(&oidc).iter().map(named).collect(), 0),
            Field::text_line(Entity::Audience, "Audience", ""),
            Field::text_line(Entity::Organization, "GitHub organization", ""),
            Field::text_line(Entity::Repository, "GitHub repository", "").optional().hint("Optional: without, all of the organization."),
            Field::text_line(Entity::Branch, "GitHub branch", "").optional().hint("Optional: without, all of the repository."),
            Field::choice(Entity::Saml, "SAML 2.0 provider", of(&saml).iter().map(named).collect(), 0),
            Field::note(Entity::NoOidc, none(&oidc)),
            Field::note(Entity::NoSaml, none(&saml)),
        ];
        let mut made = Self { form: Form::new(fields), account, oidc, saml };
        made.choose_provider();
        made.follow();
        made
    }

    /// Whether the providers are others than those that are offered.
    pub(super) fn is_outdated(&self, cx: &Cx<'_>) -> bool {
        providers(cx) != (self.oidc.clone(), self.saml.clone())
    }

    pub(super) fn kind(&self) -> Kind {
        Kind::ALL.get(self.form.chosen(Entity::Kind)).copied().unwrap_or(Kind::Service)
    }

    pub(super) fn use_case(&self) -> UseCase {
        UseCase::ALL.get(self.form.chosen(Entity::UseCase)).copied().unwrap_or(UseCase::Ec2)
    }

    /// The providers of the kind that is to be trusted, where that is a kind of providers.
    fn providers(&self) -> Option<&Listed> {
        match self.kind() {
            Kind::WebIdentity => Some(&self.oidc),
            Kind::Saml => Some(&self.saml),
            Kind::Service | Kind::Account | Kind::Custom => None,
        }
    }

    /// Whether there is no provider of the kind that is to be trusted, or none that may be seen.
    pub(super) fn lacks_provider(&self) -> bool {
        self.providers().is_some_and(|listed| of(listed).is_empty())
    }

    /// Why whoever is signed in may not see which providers there are.
    pub(super) fn denied(&self) -> Option<&Refusal> {
        self.providers()?.as_ref().err().map(|refusal| &**refusal)
    }

    /// Whether an instance profile is made with the role.
    pub(super) fn makes_profile(&self) -> bool {
        self.kind() == Kind::Service && self.use_case().makes_profile()
    }

    fn oidc(&self) -> Option<&Provider> {
        of(&self.oidc).get(self.form.chosen(Entity::Oidc))
    }

    fn is_github(&self) -> bool {
        self.kind() == Kind::WebIdentity && self.oidc().is_some_and(|provider| provider.name.eq_ignore_ascii_case(GITHUB))
    }

    /// Proposes the first audience of the provider that is chosen.
    fn choose_provider(&mut self) {
        let audiences = self.oidc().map(|provider| provider.audiences.clone()).unwrap_or_default();
        let hint =
            if audiences.is_empty() { "The provider has no audience yet.".into() } else { format!("One of: {}.", audiences.join(", ")) };
        self.form.set_text(Entity::Audience, audiences.first().cloned().unwrap_or_default());
        self.form.set_hint(Entity::Audience, hint);
    }

    /// Shows the fields of what is chosen.
    pub(super) fn changed(&mut self) {
        if self.form.focused() == Some(Entity::Oidc) {
            self.choose_provider();
        }
        self.follow();
    }

    fn follow(&mut self) {
        let (kind, github) = (self.kind(), self.is_github());
        let (account, another) = (kind == Kind::Account, self.form.chosen(Entity::Account) == 1);
        let (web, saml) = (kind == Kind::WebIdentity && !self.lacks_provider(), kind == Kind::Saml && !self.lacks_provider());
        let external = account && self.form.is_on(Entity::NeedsExternalId);
        for (field, shown) in [
            (Entity::UseCase, kind == Kind::Service),
            (Entity::Account, account),
            (Entity::AccountId, account && another),
            (Entity::NeedsExternalId, account),
            (Entity::ExternalId, external),
            (Entity::NeedsMfa, account),
            (Entity::Oidc, web),
            (Entity::Audience, web),
            (Entity::Organization, github),
            (Entity::Repository, github),
            (Entity::Branch, github),
            (Entity::Saml, saml),
            (Entity::NoOidc, kind == Kind::WebIdentity && !web),
            (Entity::NoSaml, kind == Kind::Saml && !saml),
        ] {
            self.form.show(field, shown);
        }
        self.form.set_hint(Entity::UseCase, self.use_case().meaning());
    }

    /// Checks what is filled in; what is wrong is said at its field.
    pub(super) fn check(&mut self) -> bool {
        if !self.form.check() {
            return false;
        }
        let Some((field, error)) = self.problem() else { return true };
        self.form.refuse(field, error);
        false
    }

    /// What no member of an operation says by itself.
    fn problem(&self) -> Option<(Entity, String)> {
        if let Some(refusal) = self.denied() {
            return Some((Entity::Kind, refusal.message.clone()));
        }
        let text = |field| self.form.text(field);
        let is_word = |text: &str, signs: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || signs.contains(letter));
        let problem = match self.kind() {
            Kind::Account if self.form.chosen(Entity::Account) == 1 && text(Entity::AccountId).len() != 12 => {
                (Entity::AccountId, "An account id has twelve digits.")
            }
            Kind::Account if self.form.is_on(Entity::NeedsExternalId) && !(2..=1224).contains(&text(Entity::ExternalId).len()) => {
                (Entity::ExternalId, "An external ID has 2 to 1,224 characters.")
            }
            Kind::Account if self.form.is_on(Entity::NeedsExternalId) && !is_word(text(Entity::ExternalId), "_+=,.@:/-") => {
                (Entity::ExternalId, "Use letters, digits and _ + = , . @ : / - only.")
            }
            Kind::WebIdentity if self.lacks_provider() => {
                (Entity::Kind, "There is no OpenID Connect provider yet. Add one under :providers.")
            }
            Kind::Saml if self.lacks_provider() => (Entity::Kind, "There is no SAML provider yet. Add one under :providers."),
            Kind::WebIdentity
                if !self.oidc().is_some_and(|provider| provider.audiences.iter().any(|one| one == text(Entity::Audience))) =>
            {
                (Entity::Audience, "The provider has no such audience. Its tokens would be refused.")
            }
            Kind::WebIdentity if !is_word(text(Entity::Organization), "-") => {
                (Entity::Organization, "An organization's name has letters, digits and - only.")
            }
            Kind::WebIdentity if !text(Entity::Branch).is_empty() && text(Entity::Repository).is_empty() => {
                (Entity::Repository, "A branch is one of a repository's: name that, too.")
            }
            _ => return None,
        };
        Some((problem.0, problem.1.to_owned()))
    }

    /// The trust policy that this comes to. A custom one is written by hand: this is what it begins with.
    pub(super) fn trust_policy(&self) -> String {
        match self.kind() {
            Kind::Service => self.use_case().trust_policy(),
            Kind::Account => self.of_account(),
            Kind::WebIdentity => self.of_web_identity(),
            Kind::Saml => {
                let arn = of(&self.saml).get(self.form.chosen(Entity::Saml)).map_or("", |provider| &provider.arn);
                statement("Federated", arn, "sts:AssumeRoleWithSAML", &[("StringEquals", "SAML:aud", SAML_AUDIENCE)])
            }
            Kind::Custom => statement("AWS", &root_arn_of(&self.account), "sts:AssumeRole", &[]),
        }
    }

    fn of_account(&self) -> String {
        let another = self.form.chosen(Entity::Account) == 1;
        let account = if another { self.form.text(Entity::AccountId) } else { &self.account };
        let external =
            self.form.is_on(Entity::NeedsExternalId).then(|| ("StringEquals", "sts:ExternalId", self.form.text(Entity::ExternalId)));
        let mfa = self.form.is_on(Entity::NeedsMfa).then_some(("Bool", "aws:MultiFactorAuthPresent", "true"));
        let conditions: Vec<_> = external.into_iter().chain(mfa).collect();
        statement("AWS", &root_arn_of(account), "sts:AssumeRole", &conditions)
    }

    fn of_web_identity(&self) -> String {
        let (arn, name) = self.oidc().map_or(("", ""), |provider| (provider.arn.as_str(), provider.name.as_str()));
        let (audience_key, subject_key) = (format!("{name}:aud"), format!("{name}:sub"));
        let text = |field| self.form.text(field);
        let subject = match (text(Entity::Organization), text(Entity::Repository), text(Entity::Branch)) {
            (organization, "", _) => format!("repo:{organization}/*"),
            (organization, repository, "") => format!("repo:{organization}/{repository}:*"),
            (organization, repository, branch) => format!("repo:{organization}/{repository}:ref:refs/heads/{branch}"),
        };
        let audience = ("StringEquals", audience_key.as_str(), text(Entity::Audience));
        let subject = self.is_github().then_some(("StringLike", subject_key.as_str(), subject.as_str()));
        let conditions: Vec<_> = std::iter::once(audience).chain(subject).collect();
        statement("Federated", arn, "sts:AssumeRoleWithWebIdentity", &conditions)
    }
}

/// A trust policy of one statement. Each condition is an operator, a key and a value; no operator is there twice.
fn statement(kind: &str, principal: &str, action: &str, conditions: &[(&str, &str, &str)]) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let condition = |(operator, key, value): &(&str, &str, &str)| format!("\"{operator}\":{{{}:{}}}", quoted(key), quoted(value));
    let conditions: Vec<String> = conditions.iter().map(condition).collect();
    let conditions = if conditions.is_empty() { String::new() } else { format!(",\"Condition\":{{{}}}", conditions.join(",")) };
    let principal = quoted(principal);
    format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"{kind}\":{principal}}},\
         \"Action\":\"{action}\"{conditions}}}]}}"
    )
}
