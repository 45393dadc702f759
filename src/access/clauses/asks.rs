//! What statements come to for one who asks: what they ask of who asks, or of a resource whose tags are known, is decided.

use jiff::Timestamp;

use super::one_resource::OneResource;
use super::reads::{Known, Reads, is_resource_tag, reads};
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances, context_of, is_of_principal, is_principal_tag};
use crate::account::id::UniqueId;
use crate::policy::compiled::{Policy, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::Policies;
use crate::policy::pattern::{Resources, Template};
use crate::policy::request::{Action, Context, ContextKey, Resource, USER_ID};

/// Who asks, and perhaps for what.
#[derive(Clone)]
pub(in crate::access) struct Asks {
    context: Context,
    /// Whether it may have other tags than its own, as a session may.
    may_have_session_tags: bool,
    goes_by: GoesBy,
    /// Whether what is asked of who asks changes, so that variables are filled in.
    is_renewed: bool,
    /// The one resource that counts, whose tags are known.
    pub on: Option<OneResource>,
}

/// Who asks and the tags of the resource, as far as they count for what statements come to: where they are the same, these come to
/// the same.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::access) struct Reading {
    may_have_session_tags: bool,
    goes_by: GoesBy,
    is_renewed: bool,
    known: Vec<Known>,
}

/// By what name who asks goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum GoesBy {
    /// Its own.
    ItsOwn,
    /// Any, as a session of a role does that stands for all.
    Any,
    /// Any but those that conditions ask for: who has one of these is told of alone.
    Unnamed,
}

/// What a statement comes to.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::access) enum Comes {
    /// Who asks never meets its conditions, or it names nothing for them: none of its resources' variables has a value.
    Never,
    /// It holds in circumstances that are not known.
    To {
        /// The conditions that are left to them.
        open: Vec<Open>,
        /// Its resources, where variables are filled in.
        filled: Option<Vec<String>>,
        /// Whether a variable of its resources may have no value.
        may_lack: bool,
    },
}

/// A condition that is left open.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::access) struct Open {
    /// Its place in the statement.
    pub at: usize,
    /// Its values, where variables are filled in.
    pub values: Option<Vec<String>>,
}

impl Asks {
    /// A user or role of the account; `None` where it is not there.
    pub fn of(account: &Account, asker: Option<&Asker>, is_renewed: bool, on: Option<OneResource>) -> Option<Self> {
        let asker = asker?;
        let derived = match &on {
            Some(on) => {
                let service = on.services.first().map_or("sts", String::as_str);
                let arn = on.arns.first().map_or("*", String::as_str);
                let (action, resource) = (Action::parse(&format!("{service}:Get")).ok()?, Resource::parse(arn).ok()?);
                account.context_for(asker, &action, &resource, &Circumstances::with_access_key(Timestamp::UNIX_EPOCH))
            }
            None => account.keys_of(asker),
        };
        let goes_by = match (asker.is_unnamed_session(), asker.is_any_session()) {
            (true, _) => GoesBy::Unnamed,
            (false, true) => GoesBy::Any,
            (false, false) => GoesBy::ItsOwn,
        };
        let may_have_session_tags = account.may_have_session_tags(asker);
        Some(Self { context: context_of(&derived), may_have_session_tags, goes_by, is_renewed, on })
    }

    /// Whether something that policies ask of who asks changes.
    pub const fn is_renewed(&self) -> bool {
        self.is_renewed
    }

    /// What counts for statements that look at this.
    pub fn reading(&self, reads: &Reads) -> Reading {
        let is_known = |key: &str| self.knows_of_principal(key) || self.goes_by == GoesBy::Unnamed && is_name(key);
        let known = reads.known(&self.context, self.is_renewed, is_known);
        let Self { may_have_session_tags, goes_by, is_renewed, .. } = *self;
        Reading { may_have_session_tags, goes_by, is_renewed, known }
    }

    /// What a statement comes to.
    pub fn come(&self, statement: &Statement) -> Comes {
        let Some(open) = self.open(statement) else { return Comes::Never };
        let resources = statement.resources();
        let variables = || resources.into_iter().flat_map(Resources::variables).map(ContextKey::name);
        let mut may_lack = variables().any(|key| !self.knows(key));
        let mut names_nothing = resources.is_some_and(|resources| !resources.is_negated());
        for lacking in resources.into_iter().flat_map(Resources::templates).map(|one| one.without_value(&self.context)) {
            may_lack |= lacking.is_some();
            names_nothing &= lacking.is_some_and(|key| self.knows(key));
        }
        if names_nothing {
            return Comes::Never;
        }
        let fills = self.is_renewed && variables().any(|key| self.knows(key));
        let filled = fills.then(|| resources.into_iter().flat_map(Resources::templates).filter_map(|one| self.filled(one)).collect());
        Comes::To { open, filled, may_lack }
    }

    /// Whether a key's value, or that it has none, is known.
    fn knows(&self, key: &str) -> bool {
        is_of_principal(key) && self.knows_of_principal(key) || self.on.is_some() && is_resource_tag(key)
    }

    /// The same of a key that tells who asks. Where tags change, what those of sessions are does not count.
    fn knows_of_principal(&self, key: &str) -> bool {
        let is_any_name = self.goes_by != GoesBy::ItsOwn && is_name(key);
        !is_any_name && (self.is_renewed || !self.may_have_session_tags || !is_principal_tag(key))
    }

    /// The conditions that are not decided; `None` where one is never met.
    fn open(&self, statement: &Statement) -> Option<Vec<Open>> {
        // The names that a condition asks for are known, but for those that its variables make.
        let is_of_name = |condition: &Condition| is_name(condition.key().name()) && condition.variables().next().is_none();
        let is_of_names = |condition: &Condition| self.goes_by == GoesBy::Unnamed && is_of_name(condition);
        let is_known = |condition: &Condition| is_of_names(condition) || condition.context_keys().all(|key| self.knows(key.name()));
        let mut open = Vec::new();
        for (at, condition) in statement.conditions().iter().enumerate() {
            if !is_known(condition) {
                let values = self.values(condition);
                if values.as_ref().is_some_and(Vec::is_empty) && wants_a_value(condition) {
                    return None;
                }
                open.push(Open { at, values });
            } else if condition.check(&self.context).is_err() {
                return None;
            }
        }
        Some(open)
    }

    /// The values of a condition with what is known filled in for their variables; `None` where nothing is.
    fn values(&self, condition: &Condition) -> Option<Vec<String>> {
        let fills = self.is_renewed && condition.variables().any(|key| self.knows(key.name()));
        fills.then(|| condition.templates().filter_map(|template| self.filled(template)).collect())
    }

    fn filled(&self, template: &Template) -> Option<String> {
        template.filled(&self.context, |key| self.knows(key))
    }
}

/// Whether a condition key tells a session by its name.
const fn is_name(key: &str) -> bool {
    key.eq_ignore_ascii_case(USER_ID)
}

/// Whether a condition that has no value to compare with is never met.
fn wants_a_value(condition: &Condition) -> bool {
    let operator = condition.operator().to_string();
    !operator.contains("Not") && !operator.starts_with("ForAllValues") && !operator.ends_with("IfExists")
}

/// Whether policies look at tags of these names that a resource has.
pub(in crate::access) fn look_at_tags(policies: &Policies, names: &[String]) -> bool {
    read(policies, |key| is_resource_tag(key) && is_tag_of(key, names))
}

/// Whether a condition key tells a tag of one of these names.
pub(in crate::access) fn is_tag_of(key: &str, names: &[String]) -> bool {
    let name = key.rsplit_once(':').and_then(|(_, rest)| rest.split_once('/')).map(|(_, name)| name);
    name.is_some_and(|name| names.iter().any(|one| one.eq_ignore_ascii_case(name)))
}

fn read(policies: &Policies, is_one: impl Fn(&str) -> bool) -> bool {
    let statements = || policies.identity.iter().chain(&policies.boundary).flat_map(Policy::statements);
    statements().any(|statement| reads(statement, &is_one))
}

/// What statements come to for one who asks.
pub(in crate::access) fn comings(asks: Option<&Asks>, statements: &[&Statement]) -> Vec<Comes> {
    asks.map(|asks| statements.iter().map(|statement| asks.come(statement)).collect()).unwrap_or_default()
}

/// Who asks where a user does, or a session of a role that no policy names: of those that policies name each is told of alone.
pub(in crate::access) fn asker(account: &Account, id: UniqueId) -> Option<Asker> {
    account.user(id).map(|_| Asker::User(id)).or_else(|| account.role(id).map(|_| account.unnamed_session_of(id)))
}
