//! Which policies name a user, group or role by what a rename changes, its ARN or its name, or by what a deletion ends: as a
//! principal, whom policies keep by unique id, it has any name.

use crate::account::Account;
use crate::account::entity::{Entity, InlinePolicy, PolicyKey, PolicyOn, ResourceKey, ResourcePolicy, Role, User};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::policy::document::{Document, Version};
use crate::policy::pattern::{Style, Template};
use crate::policy::request::{Context, ContextKey, Value};

/// A policy that names somebody, and how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Naming {
    /// The policy.
    pub place: NamingPlace,
    /// How it names.
    pub by: NamedBy,
}

/// Where a policy stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NamingPlace {
    /// A customer managed policy, by its name.
    Managed(String),
    /// An inline policy.
    Inline {
        /// Whose.
        of: UniqueId,
        /// Its name.
        name: String,
    },
    /// The trust policy of a role, by the role's name.
    Trust(String),
    /// The policy of a resource.
    Resource(ResourceKey),
}

/// How a policy names somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NamedBy {
    /// Among its resources.
    Resource,
    /// Among its principals.
    Principal,
    /// In a condition.
    Condition,
    /// By `${aws:username}`, for something that keeps its name: a home folder, a device.
    Variable,
}

/// A user or group as policies may name it.
struct Subject<'a> {
    arn: String,
    /// A user's name; groups have none that a request tells.
    name: Option<&'a str>,
    /// The user, and the groups that it is in: their policies are about it where they say `${aws:username}`.
    ids: Vec<UniqueId>,
    /// What a request of the user tells.
    context: Context,
    /// The ARN with a name that nobody has: what fits this too fits whatever the new name is.
    any: String,
}

impl Account {
    /// The policies that a user's being renamed, or moved, leaves behind.
    pub fn policies_naming_user(&self, user: &User) -> Vec<Naming> {
        let ids = std::iter::once(user.id).chain(self.groups_of(user.id).into_iter().map(|group| group.id)).collect();
        self.policies_naming(&Subject::new(self.user_arn(user), Some(&user.name), ids))
    }

    /// The policies that the renaming of the group with this ARN leaves behind.
    pub fn policies_naming_group(&self, arn: String) -> Vec<Naming> {
        self.policies_naming(&Subject::new(arn, None, Vec::new()))
    }

    /// The policies that name any of these, by ARN or as a principal, and stay when these are deleted.
    pub fn policies_naming_all(&self, ids: &[UniqueId]) -> Vec<Naming> {
        let goes = |naming: &Naming| match &naming.place {
            NamingPlace::Inline { of, .. } => ids.contains(of),
            NamingPlace::Trust(name) => self.role_named(name).is_some_and(|role| ids.contains(&role.id)),
            NamingPlace::Managed(_) | NamingPlace::Resource(_) => false,
        };
        let subject = |id: &UniqueId| {
            let name = self.user(*id).map(|user| user.name.as_str());
            Some(Subject::new(Identity::of(self, *id)?.arn(self), name, Vec::new()))
        };
        let by_arn = ids.iter().filter_map(subject).flat_map(|subject| self.policies_naming(&subject));
        // `${aws:username}` is whoever asks, and goes on to name all others.
        let by_arn = by_arn.filter(|naming| naming.by != NamedBy::Variable);
        by_arn.chain(self.policies_with_principal(ids)).filter(|naming| !goes(naming)).collect()
    }

    fn policies_with_principal(&self, ids: &[UniqueId]) -> impl Iterator<Item = Naming> {
        let has = |policy: &ResourcePolicy| policy.principals().iter().any(|principal| ids.contains(&principal.id));
        self.entities().filter_map(move |(_, entity)| {
            let place = match entity {
                Entity::Role(role) if has(&role.trust_policy) => NamingPlace::Trust(role.name.clone()),
                Entity::PolicyOn(on) if has(&on.document) => NamingPlace::Resource(on.resource.clone()),
                _ => return None,
            };
            Some(Naming { place, by: NamedBy::Principal })
        })
    }

    fn policies_naming(&self, subject: &Subject<'_>) -> Vec<Naming> {
        let managed = self.policies().filter_map(|policy| {
            let applies = || {
                let key = PolicyKey::Customer(policy.id);
                self.attachments_of_policy(&key).chain(self.bounded_by(&key)).any(|holder| subject.ids.contains(&holder))
            };
            let by = subject.named_in(&self.default_version_of(policy.id)?.document, applies)?;
            Some(Naming { place: NamingPlace::Managed(policy.name.clone()), by })
        });
        let others = self.entities().filter_map(|(_, entity)| match entity {
            Entity::InlinePolicy(InlinePolicy { of, name, document, .. }) => {
                let by = subject.named_in(document, || subject.ids.contains(of))?;
                Some(Naming { place: NamingPlace::Inline { of: *of, name: name.clone() }, by })
            }
            Entity::Role(Role { name, trust_policy, .. }) => {
                let by = subject.named_in(&self.current_policy(trust_policy), || true)?;
                Some(Naming { place: NamingPlace::Trust(name.clone()), by })
            }
            Entity::PolicyOn(PolicyOn { resource, document }) => {
                let by = subject.named_in(&self.current_policy(document), || true)?;
                Some(Naming { place: NamingPlace::Resource(resource.clone()), by })
            }
            _ => None,
        });
        managed.chain(others).collect()
    }
}

impl<'a> Subject<'a> {
    fn new(arn: String, name: Option<&'a str>, ids: Vec<UniqueId>) -> Self {
        let mut context = Context::default();
        if let Some(name) = name {
            context.insert("aws:username", Value::Single(name.to_owned()));
        }
        let any = format!("{}/{NOBODY}", arn.rsplit_once('/').map_or(arn.as_str(), |(before, _)| before));
        Self { arn, name, ids, context, any }
    }

    /// How a document names the subject, if it does. `applies`: whether what it says of `${aws:username}` is said of the subject.
    fn named_in(&self, text: &str, applies: impl Fn() -> bool) -> Option<NamedBy> {
        // Most policies are about other things; reading them all would take its time.
        let text_in_lower_case = text.to_ascii_lowercase();
        if !["iam", "aws:username", "aws:principalarn"].iter().any(|part| text_in_lower_case.contains(part)) {
            return None;
        }
        let document = Document::read(text).ok()?;
        let version = document.version;
        let resources = || document.statements.iter().flat_map(|statement| &statement.resources).flat_map(|patterns| &patterns.entries);
        let conditions = || document.statements.iter().flat_map(|statement| &statement.conditions);
        if resources().any(|entry| self.is_named(&entry.value, Style::Resource, version)) {
            return Some(NamedBy::Resource);
        }
        let is_in_condition = |key: &str, value: &str| {
            let by_name = self.name.filter(|_| key.eq_ignore_ascii_case("aws:username"));
            self.is_named(value, Style::Plain, version) || by_name.is_some_and(|name| fits_only(value, Style::Plain, version, name, NOBODY))
        };
        if conditions().any(|condition| condition.values.iter().any(|value| is_in_condition(&condition.key.value, &value.value))) {
            return Some(NamedBy::Condition);
        }
        let username = ContextKey::new("aws:username");
        let by_variable = |text: &str, style| {
            let template = Template::new(text, style, version);
            template.variables().any(|key| key.is(&username)) && !template.matches(&self.arn, &self.context)
        };
        let by_variable = self.name.is_some()
            && (resources().any(|entry| by_variable(&entry.value, Style::Resource))
                || conditions().flat_map(|condition| &condition.values).any(|value| by_variable(&value.value, Style::Plain)));
        (by_variable && applies()).then_some(NamedBy::Variable)
    }

    fn is_named(&self, pattern: &str, style: Style, version: Version) -> bool {
        fits_only(pattern, style, version, &self.arn, &self.any)
    }
}

/// Whether a pattern without variables matches one text and not another.
fn fits_only(pattern: &str, style: Style, version: Version, text: &str, other: &str) -> bool {
    let template = Template::new(pattern, style, version);
    let nothing = Context::default();
    !template.has_variables() && template.matches(text, &nothing) && !template.matches(other, &nothing)
}

/// A name that nobody has.
const NOBODY: &str = "=,=,=";
