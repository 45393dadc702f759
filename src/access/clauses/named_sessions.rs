//! Sessions that policies name apart from the others of their role: by their ARN, or by what `aws:userid` tells of them.

use std::collections::BTreeSet;

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::entity::{Entity, ResourceKind};
use crate::account::id::UniqueId;
use crate::policy::compiled::{Principals, Rules, Statement};
use crate::policy::document::Version;
use crate::policy::pattern::{Style, Template};
use crate::policy::request::{CallerKind, Context, Principal};

/// The condition key that tells a user by the unique id, or a session by that of its role and its name, with a colon between.
pub(in crate::access) const USER_ID: &str = "aws:userid";

/// A session of a role that a policy names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::access) struct NamedSession {
    pub role: UniqueId,
    /// Its name, or the pattern of the names of several.
    pub name: String,
}

impl NamedSession {
    /// Those that the policies of an account's resources and the trust policies of its roles name.
    pub fn of_account(account: &Account) -> BTreeSet<Self> {
        let keys = ResourceKind::ALL.into_iter().flat_map(|kind| account.resources(kind)).filter_map(Entity::resource);
        let of_resources = keys.filter_map(|key| account.policy_on(&key));
        let trust = account.roles().map(|role| account.current_policy(&role.trust_policy));
        let rules = of_resources.chain(trust).filter_map(|policy| policy.rules().cloned());
        rules.flat_map(|rules| Self::of_rules(account, &rules)).collect()
    }

    /// Those that rules name, of roles that are there. A pattern of all names means the role.
    pub fn of_rules(account: &Account, rules: &Rules) -> BTreeSet<Self> {
        rules.statements().iter().flat_map(|statement| Self::of_statement(account, statement)).collect()
    }

    fn of_statement(account: &Account, statement: &Statement) -> Vec<Self> {
        let by_arn = statement.principals().into_iter().flat_map(Principals::texts).filter_map(|text| of_arn(account, text));
        let asked = statement.conditions().iter().filter(|condition| condition.key().name().eq_ignore_ascii_case(USER_ID));
        let by_id = asked.flat_map(|condition| condition.texts().iter()).flat_map(|text| of_user_id(account, text));
        by_arn.chain(by_id).collect()
    }

    /// Whether this means several, of which another is one or more.
    pub fn covers(&self, other: &Self) -> bool {
        let pattern = Template::new(&self.name, Style::Plain, Version::V2012);
        self != other && self.role == other.role && pattern.matches(&other.name, &Context::default())
    }

    /// Who asks in it: where it is several, one that stands for those that nothing else names.
    pub fn asker(&self) -> Asker {
        Asker::RoleSession { role: self.role, session: self.name.replace('*', "any").replace('?', "x") }
    }
}

fn of_arn(account: &Account, text: &str) -> Option<NamedSession> {
    let principal = Principal::parse(text).ok().filter(|one| one.kind() == CallerKind::RoleSession)?;
    let role = account.role_named(principal.role_name()?).filter(|_| principal.account() == Some(account.id().as_str()))?;
    Some(NamedSession { role: role.id, name: text.rsplit('/').next()?.to_owned() })
}

/// The sessions that a value of `aws:userid` means: of one role, or of all that its pattern means.
fn of_user_id(account: &Account, text: &str) -> Vec<NamedSession> {
    let Some((id, name)) = role_and_session(text) else { return Vec::new() };
    let pattern = Template::new(id, Style::Plain, Version::V2012);
    let roles = account.roles().filter(|role| pattern.matches(role.id.as_str(), &Context::default()));
    roles.map(|role| NamedSession { role: role.id, name: name.to_owned() }).collect()
}

/// What stands for the role and what for the session; `None` where that is any session. A star without a colon stands for both.
fn role_and_session(text: &str) -> Option<(&str, &str)> {
    let (id, name) = text.split_once(':').or_else(|| text.rfind('*').map(|at| (&text[..=at], &text[at..])))?;
    (!name.is_empty() && name != "*" && !name.contains("${")).then_some((id, name))
}
