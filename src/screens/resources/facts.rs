//! What matters of a resource for who may do what: its state, its role, what its policy comes to.

use crate::account::Account;
use crate::account::entity::{KeyState, PolicyText, ResourceKey, ResourceKind, TagHolder};
use crate::account::estate::{QueueSetting, is_public};
use crate::account::operation::{DescribeInstanceAttribute, GetInstanceProfile, GetPublicAccessBlock, Operation};
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
const IAM_ROLE: &str = "IAM role";
const PUBLIC_ACCESS: &str = "Block public access";
const USER_DATA: &str = "User data";
const DENIED: &str = "access denied";

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
            Self::Private => "not public",
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
pub(super) fn state(cx: &Cx<'_>, key: &ResourceKey) -> String {
    let (account, name) = (cx.account, &key.name);
    let words = match key.kind {
        ResourceKind::Bucket => Some(count(account.objects_in(name).count(), "object")),
        ResourceKind::Instance => account.instance(name).map(|instance| {
            let profile = instance.profile.as_ref().filter(|_| !sees(cx, role_read(cx, key).as_ref()));
            let role = match (profile, role_of(account, key)) {
                // What is described names the profile; which role is in it is read apart.
                (Some(profile), _) => format!("profile {}", profile.place.trim_start_matches('/')),
                (None, Some(role)) => format!("role {role}"),
                (None, None) => "no role".to_owned(),
            };
            format!("{}, {role}", instance.state.as_str())
        }),
        ResourceKind::Function => Some(role_of(account, key).map_or_else(|| "its role is gone".to_owned(), |role| format!("role {role}"))),
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
        ResourceKind::Secret => {
            account.stored_secret(name).map(|secret| if secret.deletion.is_some() { "scheduled for deletion" } else { "stored" }.to_owned())
        }
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

/// Reads which role an instance acts with, where it has an instance profile: that names its role.
fn role_read(cx: &Cx<'_>, key: &ResourceKey) -> Option<Operation> {
    let profile = cx.account.instance(&key.name).filter(|_| key.kind == ResourceKind::Instance)?.profile.as_ref()?;
    let instance_profile_name = cx.account.instance_profile(profile.id)?.name.clone();
    Some(GetInstanceProfile { instance_profile_name }.into())
}

/// Reads what of public access to a bucket is blocked.
fn public_access_read(key: &ResourceKey) -> Option<Operation> {
    (key.kind == ResourceKind::Bucket).then(|| GetPublicAccessBlock { bucket: key.name.clone() }.into())
}

/// Reads what runs at an instance's first start.
fn user_data_read(key: &ResourceKey) -> Option<Operation> {
    let read = || DescribeInstanceAttribute { attribute: "userData".into(), instance_id: key.name.clone() }.into();
    (key.kind == ResourceKind::Instance).then(read)
}

/// Whether what is read so may be seen.
fn sees(cx: &Cx<'_>, read: Option<&Operation>) -> bool {
    read.is_none_or(|read| cx.may(read))
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
    let mut lines = vec![fact("State", text(state(cx, key)))];
    lines.extend(own_facts(cx, key).into_iter().map(|(name, line)| fact(name, line)));
    let openness = Openness::of(account, key);
    if openness != Openness::NoSuch {
        let words = if cx.may(&needs::policy_of_resource(cx, key)) { openness.line() } else { Line::new().quiet(DENIED) };
        lines.push(fact(RESOURCE_POLICY, words));
    }
    lines
}

/// What is told on the page and may not be seen, beside what its description tells.
pub(super) fn unseen(cx: &Cx<'_>, key: &ResourceKey) -> Vec<Unseen> {
    let policy = key.kind.has_policy().then(|| needs::policy_of_resource(cx, key));
    let reads = [
        (RESOURCE_POLICY, policy),
        (IAM_ROLE, role_read(cx, key)),
        (PUBLIC_ACCESS, public_access_read(key)),
        (USER_DATA, user_data_read(key)),
    ];
    reads.into_iter().filter_map(|(name, read)| Some(Unseen { name, refusal: cx.refusal(&read?)? })).collect()
}

/// What only this kind has.
fn own_facts(cx: &Cx<'_>, key: &ResourceKey) -> Vec<(&'static str, Line)> {
    let (account, name) = (cx.account, &key.name);
    let text = |text: String| Line::new().text(text);
    let or_none = |line: Option<String>| line.map_or_else(|| Line::new().quiet("none"), text);
    match key.kind {
        ResourceKind::Bucket => account.bucket(name).map_or_else(Vec::new, |bucket| {
            let may_see = sees(cx, public_access_read(key).as_ref());
            let block = if may_see { blocked(bucket.public_access_block) } else { Line::new().quiet(DENIED) };
            vec![("Region", text(bucket.region.clone())), (PUBLIC_ACCESS, block)]
        }),
        ResourceKind::Instance => account.instance(name).map_or_else(Vec::new, |instance| {
            let without = || Line::new().with("▲ ", Role::Warning).text("none, so no credentials   ").key("a", "Attach IAM role");
            let role = if sees(cx, role_read(cx, key).as_ref()) {
                role_of(account, key).map_or_else(without, |role| text(role.to_owned()))
            } else {
                Line::new().quiet(DENIED)
            };
            let user_data = match &instance.user_data {
                _ if !sees(cx, user_data_read(key).as_ref()) => DENIED,
                Some(_) => "set; whoever may read it reads all",
                None => "none",
            };
            vec![
                (IAM_ROLE, role),
                ("Instance profile", or_none(instance.profile.as_ref().map(|profile| profile.place.trim_start_matches('/').to_owned()))),
                ("Type, image", text(format!("{}, {}", instance.instance_type, instance.image))),
                ("Launched", text(ago(instance.launched, cx.now))),
                (USER_DATA, Line::new().quiet(user_data)),
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
            let setting = |setting: QueueSetting| (setting.label(), text(setting.in_words()));
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
            let about = account.stored_secret(name).and_then(|secret| secret.description.clone());
            vec![("Description", or_none(about)), ("Secret value", Line::new().quiet(value).key("a", "Retrieve secret value"))]
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
