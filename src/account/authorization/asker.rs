//! Principals of the account, as questions and headless commands name them.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::account::Account;
use crate::account::entity::{KeyError, Owner, Role, User};
use crate::account::id::{IdKind, UniqueId};
use crate::policy::compiled::Statement;
use crate::policy::document::Effect;
use crate::policy::pattern::Actions;
use crate::policy::request::{Action, CallerKind, Principal};

/// Who makes a request, as far as the account knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asker {
    /// The root user.
    Root,
    /// A user.
    User(UniqueId),
    /// A session of a role.
    RoleSession {
        /// The role.
        role: UniqueId,
        /// The session's name.
        session: String,
    },
    /// A federated user: a session that a user or root opened for somebody else, named by them.
    FederatedUser {
        /// Who opened it, whose policies bound it.
        by: Owner,
        /// The name.
        name: String,
    },
    /// Somebody without an identity in this account: a service, a provider's token, an anonymous caller,
    /// a principal of another account.
    Outsider(Principal),
}

/// The session's name where a question names only the role.
const SOME_SESSION: &str = "session";

/// The session's name where all those of a role are meant that no policy names: none is called so, and no pattern means it but those
/// that mean all.
const UNNAMED: &str = "~~";

/// Why a text names no principal that the account can answer for, in a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskerError(String);

impl AskerError {
    /// Nothing of this kind is there under the name.
    pub(in crate::account) fn none(kind: &str, name: &str) -> Self {
        Self(format!("There is no {kind} {name:?} in this account."))
    }

    pub(in crate::account) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for AskerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for AskerError {}

impl Asker {
    /// Anybody on the internet, without credentials.
    pub fn anonymous() -> Self {
        Self::Outsider(Principal::anonymous())
    }

    /// Whether it stands for any session of its role.
    pub fn is_any_session(&self) -> bool {
        self.session_name() == Some(SOME_SESSION) || self.is_unnamed_session()
    }

    /// Whether it stands for those sessions of its role that no policy names.
    pub fn is_unnamed_session(&self) -> bool {
        self.session_name() == Some(UNNAMED)
    }

    /// The name of a role's session.
    pub(in crate::account) fn session_name(&self) -> Option<&str> {
        if let Self::RoleSession { session, .. } = self { Some(session) } else { None }
    }

    /// As it is kept: by unique ids, so that a name that is used again is somebody else.
    pub(in crate::account) fn as_key(&self) -> String {
        match self {
            Self::Root => "root".into(),
            Self::User(id) => format!("user/{id}"),
            Self::RoleSession { role, session } => format!("role/{role}/{session}"),
            Self::FederatedUser { by, name } => format!("federated/{by}/{name}"),
            Self::Outsider(principal) => format!("outsider/{}", principal.text()),
        }
    }

    pub(in crate::account) fn of_key(key: &str) -> Result<Self, KeyError> {
        if key == "root" {
            return Ok(Self::Root);
        }
        let (kind, rest) = key.split_once('/').ok_or(KeyError)?;
        let id = |text: &str, kind| text.parse().ok().filter(|id: &UniqueId| id.kind() == Some(kind)).ok_or(KeyError);
        let named = || rest.split_once('/').filter(|(_, name)| !name.is_empty()).ok_or(KeyError);
        Ok(match kind {
            "user" => Self::User(id(rest, IdKind::User)?),
            "role" => {
                let (role, session) = named()?;
                Self::RoleSession { role: id(role, IdKind::Role)?, session: session.into() }
            }
            "federated" => {
                let (by, name) = named()?;
                Self::FederatedUser { by: by.parse()?, name: name.into() }
            }
            "outsider" => Self::Outsider(Principal::parse(rest).map_err(|_| KeyError)?),
            _ => return Err(KeyError),
        })
    }
}

impl Serialize for Asker {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.as_key())
    }
}

impl<'de> Deserialize<'de> for Asker {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of_key(&Cow::<str>::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl Account {
    /// The asker that a text names: `root`, `user/NAME`, `role/NAME`, `role/NAME/SESSION`, an ARN, a service principal, or
    /// `anonymous`. Paths may be left out. What is the path and name of a role is that role, not a session of another.
    ///
    /// # Errors
    /// What is wrong with it, or who is not there.
    pub fn asker_named(&self, text: &str) -> Result<Asker, AskerError> {
        let none = AskerError::none;
        if text == "root" {
            return Ok(Asker::Root);
        }
        let user = |name: &str| self.user_at(name).map(|user| Asker::User(user.id)).ok_or_else(|| none("user", name));
        let session_of = |name: &str, session: &str| {
            let role = self.role_at(name).ok_or_else(|| none("role", name))?;
            Ok(Asker::RoleSession { role: role.id, session: session.to_owned() })
        };
        match text.split_once('/') {
            Some(("user", name)) if !text.starts_with("arn:") => return user(name),
            Some(("role", rest)) => {
                return match rest.rsplit_once('/') {
                    Some((name, session)) if self.role_at(rest).is_none() => session_of(name, checked_session(session)?),
                    _ => session_of(rest, SOME_SESSION),
                };
            }
            Some(("group", name)) if self.group_named(name).is_none() => return Err(none("group", name)),
            Some(("group", name)) => return Err(AskerError(format!("A group makes no requests, its users do: {name:?}."))),
            Some(("policy", name)) if self.managed_named(name).is_none() => return Err(none("policy", name)),
            Some(("policy", name)) => return Err(AskerError(format!("A policy makes no requests, those who have it do: {name:?}."))),
            Some(("instance" | "function", _)) => {
                return Err(AskerError(format!(
                    "An instance and a function act in a session of their role, which `iam-console try` opens; name the role, as in role/NAME: {text:?}."
                )));
            }
            _ => {}
        }
        let Ok(principal) = Principal::parse(text) else {
            let meant = self.user_named(text).map_or_else(String::new, |user| format!(" Is it user/{}?", user.name));
            return Err(AskerError(format!(
                "A principal is user/NAME, role/NAME, role/NAME/SESSION, root, partner, anonymous, an ARN, the id of an access key, or a service as in lambda.amazonaws.com: {text:?}.{meant}"
            )));
        };
        if let Some(other) = principal.account().filter(|account| *account != self.id().as_str()) {
            return Err(AskerError(format!("Nothing is known here of the policies in account {other}.")));
        }
        if principal.account().is_some() && principal.partition() != Some("aws") {
            return Err(AskerError(format!("This account is one of the partition aws, which this ARN does not name: {text:?}.")));
        }
        match principal.kind() {
            CallerKind::Root => Ok(Asker::Root),
            CallerKind::User => self.user_with_arn(text).map(Asker::User).ok_or_else(|| none("user", text)),
            CallerKind::Role => self.role_with_arn(text).ok_or_else(|| none("role", text)).map(|role| self.some_session_of(role)),
            CallerKind::RoleSession => session_of(principal.role_name().unwrap_or_default(), text.rsplit('/').next().unwrap_or_default()),
            CallerKind::FederatedUser => Err(AskerError("No session of this federated user is open. GetFederationToken opens one.".into())),
            CallerKind::Service | CallerKind::Provider | CallerKind::Anonymous => Ok(Asker::Outsider(principal)),
        }
    }

    /// The user of this name, with its path in front of it or without.
    fn user_at(&self, text: &str) -> Option<&User> {
        let (path, name) = path_and_name(text);
        self.user_named(name).filter(|user| path.is_empty() || user.path.trim_matches('/') == path)
    }

    /// The role of this name, with its path in front of it or without.
    fn role_at(&self, text: &str) -> Option<&Role> {
        let (path, name) = path_and_name(text);
        self.role_named(name).filter(|role| path.is_empty() || role.path.trim_matches('/') == path)
    }

    /// A session of a role, under a name that stands for any.
    pub fn some_session_of(&self, role: UniqueId) -> Asker {
        Asker::RoleSession { role, session: SOME_SESSION.to_owned() }
    }

    /// The same for those alone that no policy names.
    pub fn unnamed_session_of(&self, role: UniqueId) -> Asker {
        Asker::RoleSession { role, session: UNNAMED.to_owned() }
    }

    /// Whether somebody may ask with other tags than its own: in a session of a role whose trust policy lets tags be passed, by
    /// `sts:TagSession`.
    pub fn may_have_session_tags(&self, asker: &Asker) -> bool {
        let Asker::RoleSession { role, .. } = asker else { return false };
        let rules = self.role(*role).and_then(|role| self.current_policy(&role.trust_policy).rules().cloned());
        let lets = |statement: &Statement| {
            let is_about = |actions: &Actions| Action::parse("sts:TagSession").is_ok_and(|action| actions.check(&action).is_ok());
            statement.effect() == Effect::Allow && statement.actions().is_some_and(is_about)
        };
        rules.is_some_and(|rules| rules.statements().iter().any(lets))
    }

    /// The user of this ARN.
    pub(in crate::account) fn user_with_arn(&self, arn: &str) -> Option<UniqueId> {
        let user = self.user_named(arn.rsplit('/').next()?)?;
        (self.user_arn(user) == arn).then_some(user.id)
    }

    /// The role of this ARN.
    pub fn role_with_arn(&self, arn: &str) -> Option<UniqueId> {
        let role = self.role_named(arn.rsplit('/').next()?)?;
        (self.role_arn(role) == arn).then_some(role.id)
    }

    /// The ARN of an asker as policies and logs write it; `None` for a user or role that is gone.
    pub fn asker_arn(&self, caller: &Asker) -> Option<String> {
        match caller {
            Asker::Root => Some(self.root_arn()),
            Asker::User(user) => self.user(*user).map(|user| self.user_arn(user)),
            Asker::RoleSession { role, session } => {
                self.role(*role).map(|role| format!("arn:aws:sts::{}:assumed-role/{}/{session}", self.id(), role.name))
            }
            Asker::FederatedUser { name, .. } => Some(format!("arn:aws:sts::{}:federated-user/{name}", self.id())),
            Asker::Outsider(principal) => Some(principal.text().to_owned()),
        }
    }

    /// What a person calls an asker: `alice`, `root user`, `role Auditor`.
    pub fn asker_name(&self, caller: &Asker) -> String {
        match caller {
            Asker::Root => "root user".into(),
            Asker::User(user) => self.user(*user).map_or(user.as_str(), |user| &user.name).to_owned(),
            Asker::RoleSession { role, .. } => format!("role {}", self.role(*role).map_or(role.as_str(), |role| &role.name)),
            Asker::FederatedUser { name, .. } => format!("federated user {name}"),
            Asker::Outsider(principal) => principal.text().to_owned(),
        }
    }
}

fn path_and_name(text: &str) -> (&str, &str) {
    text.rsplit_once('/').unwrap_or(("", text))
}

/// A session's name: 2 to 64 characters of names.
fn checked_session(session: &str) -> Result<&str, AskerError> {
    let is_one =
        (2..=64).contains(&session.len()) && session.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte));
    let why = || AskerError(format!("The name of a session has 2 to 64 letters, digits and + = , . @ _ -: {session:?}."));
    if is_one { Ok(session) } else { Err(why()) }
}
