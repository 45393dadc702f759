//! What statements come to for one who asks: what they ask of who asks, or of a resource whose tags are known, is decided.

use jiff::Timestamp;

use super::resource_policies::OneResource;
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances, context_of, is_of_principal};
use crate::account::id::UniqueId;
use crate::policy::compiled::{Policy, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::Policies;
use crate::policy::pattern::{Resources, Template};
use crate::policy::request::{Action, Context, ContextKey, Resource, Value};

/// Who asks, and perhaps for what.
pub(super) struct Asks {
    context: Context,
    is_user: bool,
    /// Whether what is asked of who asks changes, so that variables are filled in.
    is_renewed: bool,
    /// The one resource that counts, whose tags are known.
    pub on: Option<OneResource>,
}

/// What a statement comes to.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Comes {
    /// Who asks never meets its conditions.
    Never,
    /// It holds in circumstances that are not known.
    To {
        /// The places of the conditions that are left to them.
        open: Vec<usize>,
        /// Its resources, where variables are filled in.
        filled: Option<Vec<String>>,
        /// Whether a variable of its resources may have no value.
        may_lack: bool,
    },
}

impl Asks {
    /// A user or role of the account; `None` where it is not there.
    pub fn of(account: &Account, asker: Option<&Asker>, is_renewed: bool, on: Option<OneResource>) -> Option<Self> {
        let asker = asker?;
        let service = on.as_ref().and_then(|on| on.services.first()).map_or("sts", String::as_str);
        let arn = on.as_ref().and_then(|on| on.arns.first()).map_or("*", String::as_str);
        let (action, resource) = (Action::parse(&format!("{service}:Get")).ok()?, Resource::parse(arn).ok()?);
        let circumstances = Circumstances::with_access_key(Timestamp::UNIX_EPOCH);
        let context = context_of(&account.context_for(asker, &action, &resource, &circumstances));
        Some(Self { context, is_user: matches!(asker, Asker::User(_)), is_renewed, on })
    }

    /// What a statement comes to.
    pub fn come(&self, statement: &Statement) -> Comes {
        let Some(open) = self.open(statement) else { return Comes::Never };
        let resources = statement.resources();
        let variables = || resources.into_iter().flat_map(Resources::variables).map(ContextKey::name);
        let may_lack = variables().any(|key| !(self.knows(key) && self.value(key).is_some()));
        let fills = self.is_renewed && variables().any(|key| self.knows(key));
        let filled = fills.then(|| resources.into_iter().flat_map(Resources::templates).filter_map(|one| self.filled(one)).collect());
        Comes::To { open, filled, may_lack }
    }

    /// Whether a key's value, or that it has none, is known. A session of a role may have other tags and goes by any name.
    fn knows(&self, key: &str) -> bool {
        let of_principal = is_of_principal(key) && (self.is_user || self.is_renewed && !key.eq_ignore_ascii_case("aws:userid"));
        of_principal || self.on.is_some() && is_resource_tag(key)
    }

    fn value(&self, key: &str) -> Option<&str> {
        match self.context.value_of(key)? {
            Value::Single(value) => Some(value),
            Value::Multi(_) => None,
        }
    }

    /// The places of the conditions that are not decided; `None` where one is never met.
    fn open(&self, statement: &Statement) -> Option<Vec<usize>> {
        let is_known = |condition: &Condition| condition.context_keys().all(|key| self.knows(key.name()));
        let mut open = Vec::new();
        for (at, condition) in statement.conditions().iter().enumerate() {
            if !is_known(condition) {
                open.push(at);
            } else if condition.check(&self.context).is_err() {
                return None;
            }
        }
        Some(open)
    }

    /// A pattern with what is known filled in for its variables; `None` where one has no value, so that it names nothing.
    fn filled(&self, template: &Template) -> Option<String> {
        let text = template.text();
        if !template.has_variables() {
            // Ordinary text in documents of the old version, which no variable is like.
            return Some(if template.takes_variables() { text.to_owned() } else { text.replace("${", "${$}{") });
        }
        let (mut filled, mut rest) = (String::new(), text);
        while let Some((before, variable, behind)) = rest.split_once("${").and_then(|(before, from)| {
            let (variable, behind) = from.split_once('}')?;
            Some((before, variable, behind))
        }) {
            filled.push_str(before);
            match variable {
                key if self.knows(key) => filled.push_str(&literal(self.value(key)?)),
                other => filled.extend(["${", other, "}"]),
            }
            rest = behind;
        }
        filled.push_str(rest);
        Some(filled)
    }
}

/// A text as a pattern that only it fits.
fn literal(text: &str) -> String {
    text.chars().fold(String::new(), |mut pattern, letter| {
        match letter {
            '*' | '?' | '$' => pattern.extend(["${", letter.encode_utf8(&mut [0; 4]), "}"]),
            letter => pattern.push(letter),
        }
        pattern
    })
}

/// Whether a condition key tells a tag of the resource.
pub(super) fn is_resource_tag(key: &str) -> bool {
    key.to_ascii_lowercase().contains(":resourcetag/")
}

/// Whether policies look at who asks, so that they come to something else for each.
pub(super) fn look_at_who_asks(policies: &Policies) -> bool {
    read(policies, is_of_principal)
}

/// Whether policies look at tags of these names that a resource has.
pub(super) fn look_at_tags(policies: &Policies, names: &[String]) -> bool {
    let is_one = |key: &str| {
        let name = key.rsplit_once(':').and_then(|(_, rest)| rest.split_once('/')).map(|(_, name)| name);
        is_resource_tag(key) && name.is_some_and(|name| names.iter().any(|one| one.eq_ignore_ascii_case(name)))
    };
    read(policies, is_one)
}

fn read(policies: &Policies, is_one: impl Fn(&str) -> bool) -> bool {
    let statements = || policies.identity.iter().chain(&policies.boundary).flat_map(Policy::statements);
    statements().any(|statement| {
        let in_conditions = statement.conditions().iter().flat_map(Condition::context_keys);
        let in_resources = statement.resources().into_iter().flat_map(Resources::variables);
        in_conditions.chain(in_resources).any(|key| is_one(key.name()))
    })
}

/// What the statements of somebody's policies come to for them.
pub(super) fn comings(asks: Option<&Asks>, policies: &Policies) -> Vec<Comes> {
    let statements = policies.identity.iter().chain(&policies.boundary).flat_map(Policy::statements);
    asks.map(|asks| statements.map(|statement| asks.come(statement)).collect()).unwrap_or_default()
}

/// Who asks where a user or role does.
pub(super) fn asker(account: &Account, id: UniqueId) -> Option<Asker> {
    account.user(id).map(|_| Asker::User(id)).or_else(|| account.role(id).map(|_| account.some_session_of(id)))
}
