//! Sessions that policies name apart from the others of their role: by their ARN, or by what `aws:userid` tells of them.

use std::collections::{BTreeMap, BTreeSet};

use super::named_sessions::{NamedSession, divided};
use crate::account::Account;

use crate::account::entity::{Entity, ResourceKind, Role};
use crate::account::id::UniqueId;
use crate::policy::compiled::{Principals, Rules, Statement};
use crate::policy::condition::Condition;
use crate::policy::document::Version;
use crate::policy::pattern::{Style, Template};
use crate::policy::request::{CallerKind, Context, Principal, USER_ID};

/// The names of sessions, and patterns of such names, under which policies mean some of a role's sessions and not the others.
#[derive(Default)]
pub(in crate::access) struct SessionNames(BTreeMap<UniqueId, BTreeSet<String>>);

impl SessionNames {
    /// Those that the policies of an account's resources and the trust policies of its roles name.
    pub fn add_account(&mut self, account: &Account) {
        let keys = ResourceKind::ALL.into_iter().flat_map(|kind| account.resources(kind)).filter_map(Entity::resource);
        let of_resources = keys.filter_map(|key| account.policy_on(&key));
        let trust = account.roles().map(|role| account.current_policy(&role.trust_policy));
        of_resources.chain(trust).filter_map(|policy| policy.rules().cloned()).for_each(|rules| self.add(account, &rules));
    }

    /// Those that rules name, of roles that are there. A pattern of all names means the role.
    pub fn add(&mut self, account: &Account, rules: &Rules) {
        for (whose, name) in named(account, rules) {
            account.roles().filter(|role| whose.is(role)).for_each(|role| self.add_name(role.id, name));
        }
    }

    /// Those that a role's own rules name of it.
    pub fn add_own(&mut self, account: &Account, role: &Role, rules: &Rules) {
        named(account, rules).filter(|(whose, _)| whose.is(role)).for_each(|(_, name)| self.add_name(role.id, name));
    }

    fn add_name(&mut self, role: UniqueId, name: &str) {
        self.0.entry(role).or_default().insert(name.to_owned());
    }

    /// The sessions: one for each name, and for each way in which patterns mean a session, together or alone. And whether these
    /// are all: otherwise it would have taken too long to say.
    pub fn sessions(&self) -> (Vec<NamedSession>, bool) {
        let (mut sessions, mut are_all) = (Vec::new(), true);
        for (role, names) in &self.0 {
            let (found, are_all_of_role) = divided(*role, names);
            sessions.extend(found);
            are_all &= are_all_of_role;
        }
        (sessions, are_all)
    }
}

/// Whether rules name any.
pub(in crate::access) fn name_sessions(account: &Account, rules: &Rules) -> bool {
    named(account, rules).next().is_some()
}

/// Whose sessions a name is of.
enum Whose<'a> {
    /// The role of this name.
    Role(&'a str),
    /// All whose unique id is so.
    Id(Template),
}

impl Whose<'_> {
    fn is(&self, role: &Role) -> bool {
        match self {
            Self::Role(name) => role.name == *name,
            Self::Id(pattern) => pattern.matches(role.id.as_str(), &Context::default()),
        }
    }
}

/// What rules name.
fn named<'a>(account: &'a Account, rules: &'a Rules) -> impl Iterator<Item = (Whose<'a>, &'a str)> {
    rules.statements().iter().flat_map(|statement| {
        let by_arn = statement.principals().into_iter().flat_map(Principals::texts).filter_map(|text| of_arn(account, text));
        by_arn.chain(asked(statement).filter_map(of_user_id))
    })
}

/// The user ids that a statement's conditions ask for.
fn asked(statement: &Statement) -> impl Iterator<Item = &str> {
    let asked = statement.conditions().iter().filter(|condition| condition.key().name().eq_ignore_ascii_case(USER_ID));
    asked.flat_map(Condition::texts).map(AsRef::as_ref)
}

fn of_arn<'a>(account: &Account, text: &'a str) -> Option<(Whose<'a>, &'a str)> {
    let principal = Principal::parse(text).ok().filter(|one| one.kind() == CallerKind::RoleSession)?;
    let (role, name) = text.split_once('/')?.1.split_once('/')?;
    (principal.account() == Some(account.id().as_str())).then_some((Whose::Role(role), name))
}

/// The sessions that a value of `aws:userid` means: of one role, or of all that its pattern means.
fn of_user_id(text: &str) -> Option<(Whose<'_>, &str)> {
    let (id, name) = role_and_session(text)?;
    Some((Whose::Id(Template::new(id, Style::Plain, Version::V2012)), name))
}

/// What stands for the role and what for the session; `None` where that is any session. A star without a colon stands for both.
fn role_and_session(text: &str) -> Option<(&str, &str)> {
    let (id, name) = text.split_once(':').or_else(|| text.rfind('*').map(|at| (&text[..=at], &text[at..])))?;
    (!name.is_empty() && name != "*" && !name.contains("${")).then_some((id, name))
}
