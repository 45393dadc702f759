//! What matters of a resource for who may do what: its state, its role, what its policy comes to.

use crate::account::Account;
use crate::account::entity::{KeyState, PolicyText, ResourceKey, ResourceKind, TagHolder};
use crate::account::estate::{QueueSetting, is_public};
use crate::app::cx::Cx;
use crate::app::words::{ago, count};
use crate::policy::document::{Document, Effect, PrincipalKind};
use crate::policy::request::{Arn, is_account_id};
use crate::screens::sight::denied::Unseen;
use crate::screens::sight::needs;
use crate::theme::Role;
use crate::widgets::Line;

/// Columns of the facts' names.
const NAME: usize = 22;

const RESOURCE_POLICY: &str = "Resource policy";

/// Whom a resource's policy lets in, in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Openness {
    /// The kind has no policies.
    NoSuch,
    None,
    Private,
    CrossAccount,
    Public,
}

impl Openness {
    pub fn of(account: &Account, key: &ResourceKey) -> Self {
        if !key.kind.has_policy() {
            return Self::NoSuch;
        }
        let Some(policy) = account.policy_on(key) else { return Self::None };
        Document::read(&policy).map_or(Self::Private, |document| Self::of_document(&document, account.id().as_str()))
    }

    /// Of a policy of a resource of this account.
    pub fn of_document(document: &Document, own: &str) -> Self {
        if is_public(document) {
            Self::Public
        } else if names_others(document, own) {
            Self::CrossAccount
        } else {
            Self::Private
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::NoSuch => "-",
            Self::None => "none",
            Self::Private => "private",
            Self::CrossAccount => "cross-account",
            Self::Public => "public",
        }
    }

    pub fn line(self) -> Line {
        match self {
            Self::Public => Line::new().with("▲ ", Role::Warning).text(self.word()),
            Self::NoSuch | Self::None => Line::new().quiet(self.word()),
            Self::Private | Self::CrossAccount => Line::new().text(self.word()),
        }
    }
}

/// Whether a policy allows something to principals of another account.
fn names_others(document: &Document, own: &str) -> bool {
    let is_other = |text: &str| {
        let account = Arn::parse(text).map_or(text, |arn| arn.account);
        is_account_id(account) && account != own
    };
    let allows = document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
    let principals = allows.filter_map(|statement| statement.principals.as_ref()).flat_map(|principals| &principals.entries);
    principals.filter(|entry| entry.kind == PrincipalKind::Aws).any(|entry| is_other(&entry.text.value))
}

/// What a resource is and how it is, in a few words.
pub(super) fn state(account: &Account, key: &ResourceKey) -> String {
    let name = &key.name;
    let words = match key.kind {
        ResourceKind::Bucket => Some(count(account.objects_in(name).count(), "object")),
        ResourceKind::Instance => account.instance(name).map(|instance| {
            let role = role_of(account, key).map_or_else(|| "no role".to_owned(), |role| format!("role {role}"));
            format!("{}, {role}", instance.state.as_str())
        }),
        ResourceKind::Function => account.function(name).map(|function| {
            let role = role_of(account, key).map_or_else(|| "its role is gone".to_owned(), |role| format!("role {role}"));
            function.runtime.as_ref().map_or_else(|| role.clone(), |runtime| format!("{runtime}, {role}"))
        }),
        ResourceKind::Queue => Some(count(account.messages_in(name).count(), "message")),
        ResourceKind::Table => Some(count(account.items_in(name).count(), "item")),
        ResourceKind::Key => {
            let words = |state| match state {
                KeyState::Enabled => "enabled",
                KeyState::Disabled => "disabled",
                KeyState::PendingDeletion => "pending deletion",
            };
            account.kms_key(name).map(|key| words(key.state()).to_owned())
        }
        ResourceKind::Secret => account.stored_secret(name).map(|secret| match (&secret.deletion, &secret.description) {
            (Some(_), _) => "scheduled for deletion".to_owned(),
            (None, Some(about)) => about.clone(),
            (None, None) => "a secret value".to_owned(),
        }),
    };
    words.unwrap_or_default()
}

/// The role that an instance or a function acts with.
pub(super) fn role_of<'a>(account: &'a Account, key: &ResourceKey) -> Option<&'a str> {
    let role = match key.kind {
        ResourceKind::Instance => account.role_in_profile(account.instance(&key.name)?.profile.as_ref()?.id),
        ResourceKind::Function => account.role(account.function(&key.name)?.role.id),
        _ => None,
    };
    role.map(|role| role.name.as_str())
}

/// The tags on one line.
pub(super) fn tags(account: &Account, key: &ResourceKey) -> String {
    let tags = account.tags_of(&TagHolder::Resource(key.clone()));
    tags.map(|tag| if tag.value.is_empty() { tag.key.clone() } else { format!("{}={}", tag.key, tag.value) }).collect::<Vec<_>>().join(", ")
}

/// When it was made or last changed.
pub(super) fn since(account: &Account, key: &ResourceKey) -> Option<jiff::Timestamp> {
    let name = &key.name;
    match key.kind {
        ResourceKind::Bucket => account.bucket(name).map(|bucket| bucket.created),
        ResourceKind::Instance => account.instance(name).map(|instance| instance.launched),
        ResourceKind::Function => account.function(name).map(|function| function.modified),
        ResourceKind::Queue => account.queue(name).map(|queue| queue.created),
        ResourceKind::Table => account.table(name).map(|table| table.created),
        ResourceKind::Key => account.kms_key(name).map(|key| key.created),
        ResourceKind::Secret => account.stored_secret(name).map(|secret| secret.created),
    }
}

/// The policy of a resource, to read.
pub(super) fn policy(account: &Account, key: &ResourceKey) -> Option<PolicyText> {
    account.policy_on(key)
}

/// All that is told of a resource on its page, line by line.
pub(super) fn lines(cx: &Cx<'_>, key: &ResourceKey) -> Vec<Line> {
    let account = cx.account;
    let fact = |name: &str, line: Line| Line::new().quiet(format!("{name:<NAME$}")).join(line);
    let text = |text: String| Line::new().text(text);
    let mut lines = vec![fact("State", text(state(account, key)))];
    lines.extend(own_facts(cx, key).into_iter().map(|(name, line)| fact(name, line)));
    let openness = Openness::of(account, key);
    if openness != Openness::NoSuch {
        let words = if unseen(cx, key).is_none() { openness.line() } else { Line::new().quiet("access denied") };
        lines.push(fact(RESOURCE_POLICY, words));
    }
    lines
}

/// What a resource's policy comes to, where that may not be seen; the rest is what its description tells.
pub(super) fn unseen(cx: &Cx<'_>, key: &ResourceKey) -> Option<Unseen> {
    let refusal = cx.refusal(&needs::policy_of_resource(cx, key)).filter(|_| key.kind.has_policy())?;
    Some(Unseen { name: RESOURCE_POLICY, refusal })
}

/// What only this kind has.
fn own_facts(cx: &Cx<'_>, key: &ResourceKey) -> Vec<(&'static str, Line)> {
    let (account, name) = (cx.account, &key.name);
    let text = |text: String| Line::new().text(text);
    let or_none = |line: Option<String>| line.map_or_else(|| Line::new().quiet("none"), text);
    match key.kind {
        ResourceKind::Bucket => account.bucket(name).map_or_else(Vec::new, |bucket| {
            vec![("Region", text(bucket.region.clone())), ("Block public access", blocked(bucket.public_access_block))]
        }),
        ResourceKind::Instance => account.instance(name).map_or_else(Vec::new, |instance| {
            let without = || Line::new().with("▲ ", Role::Warning).text("none, so no credentials   ").key("a", "Attach IAM role");
            vec![
                ("IAM role", role_of(account, key).map_or_else(without, |role| text(role.to_owned()))),
                ("Instance profile", or_none(instance.profile.as_ref().map(|profile| profile.place.trim_start_matches('/').to_owned()))),
                ("Type, image", text(format!("{}, {}", instance.instance_type, instance.image))),
                ("Launched", text(ago(instance.launched, cx.now))),
                ("User data", Line::new().quiet(if instance.user_data.is_some() { "set; whoever may read it reads all" } else { "none" })),
            ]
        }),
        ResourceKind::Function => account.function(name).map_or_else(Vec::new, |function| {
            vec![
                ("Execution role", text(function.role.place.trim_start_matches('/').to_owned())),
                ("Runtime, handler", or_none(function.runtime.clone().or_else(|| function.handler.clone()))),
                ("Description", or_none(function.description.clone())),
            ]
        }),
        ResourceKind::Queue => {
            let settings = account.queue(name).map(|queue| account.queue_settings(queue)).into_iter().flatten();
            let setting = |setting: QueueSetting| (setting.label(), text(format!("{} {}", setting.value, setting.unit())));
            std::iter::once(("URL", text(account.queue_url(name)))).chain(settings.map(setting)).collect()
        }
        ResourceKind::Table => account
            .table(name)
            .map_or_else(Vec::new, |table| vec![("Partition key", text(format!("{} ({})", table.key, table.key_type.as_str())))]),
        ResourceKind::Key => {
            account.kms_key(name).map_or_else(Vec::new, |kms| vec![("Description", or_none(Some(kms.description.clone())))])
        }
        ResourceKind::Secret => {
            let value = if account.value_of_secret(name).is_some() { "hidden   " } else { "none yet   " };
            vec![("Secret value", Line::new().quiet(value).key("a", "Retrieve secret value"))]
        }
    }
}

fn blocked(block: Option<crate::account::entity::PublicAccessBlock>) -> Line {
    match block {
        Some(block) if block == crate::account::entity::PublicAccessBlock::ALL => Line::new().with("✔ ", Role::Good).text("all on"),
        Some(block) if block.block_public_policy || block.restrict_public_buckets => Line::new().text("in part on"),
        _ => Line::new().with("▲ ", Role::Warning).text("off: a policy may make it public"),
    }
}
