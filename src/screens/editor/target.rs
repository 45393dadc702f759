//! What is written: a new policy, a new version of one, an inline policy or a trust policy, and the operations that keep it.

use super::resource_policies;
use crate::account::Account;
use crate::account::entity::{EntityKey, ManagedPolicy, PolicyKey, ResourceKey, Role};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::{
    CreatePolicy, CreatePolicyVersion, DeletePolicyVersion, ListPolicyVersions, Operation, Tag, UpdateAssumeRolePolicy,
};
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::policy::document::{DocumentKind, counted_characters, laid_out};
use crate::widgets::line::cut_middle;

/// What a new policy begins with.
const BEGINNING: &str = "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [
    {
      \"Sid\": \"Statement1\",
      \"Effect\": \"Allow\",
      \"Action\": [],
      \"Resource\": []
    }
  ]
}";

/// A document with a longer line than this is laid out before it is shown.
const LONG_LINE: usize = 100;

/// So many characters of a name tell whose policy it is.
const LEAST_NAME: usize = 8;

/// What is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Target {
    /// A new customer managed policy.
    New,
    /// A new version of a customer managed policy.
    Version(UniqueId),
    /// A new inline policy of a user, group or role.
    NewInline(UniqueId),
    /// An inline policy that is there.
    Inline(UniqueId, String),
    /// The trust policy of a role.
    Trust(UniqueId),
    /// The policy of a resource of the practice estate.
    Resource(ResourceKey),
}

/// What it is written with, beside the document.
#[derive(Clone, Default)]
pub(super) struct Draft {
    pub name: String,
    pub description: String,
    pub tags: Vec<Tag>,
    /// The new version is to hold.
    pub set_as_default: bool,
    /// The number of the version that makes room for it.
    pub removed: Option<u32>,
    pub document: String,
}

/// How large a document is, and how large it may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Gauge {
    pub used: usize,
    pub most: usize,
}

impl Target {
    /// What a route leads to. An AWS managed policy can't be changed: it is the beginning of one's own.
    pub fn of(route: &Route) -> Self {
        match route.about_what() {
            Some(Subject::Policy(PolicyKey::Customer(id))) => Self::Version(*id),
            Some(Subject::InlinePolicy { of, name: Some(name) }) => Self::Inline(*of, name.clone()),
            Some(Subject::InlinePolicy { of, name: None }) => Self::NewInline(*of),
            Some(Subject::TrustPolicy(role)) => Self::Trust(*role),
            Some(Subject::Resource(key)) => Self::Resource(key.clone()),
            _ => Self::New,
        }
    }

    /// The text that one begins with.
    pub fn text(&self, route: &Route, account: &Account) -> String {
        if let Self::Resource(key) = self {
            return resource_policies::text(account, key);
        }
        if let Self::Trust(role) = self {
            return trust_policy(account, *role).map_or_else(|| BEGINNING.to_owned(), |policy| readable(&policy));
        }
        let document = match (self, &route.subject) {
            (Self::New, Some(Subject::Policy(key))) => account.policy_document(key),
            (Self::Version(id), _) => account.default_version_of(*id).map(|version| version.document.as_str()),
            (Self::Inline(of, name), _) => account.inline_policy(*of, name).map(|policy| policy.document.as_str()),
            _ => None,
        };
        document.map_or_else(|| BEGINNING.to_owned(), readable)
    }

    /// The name that is proposed.
    pub fn name(route: &Route, account: &Account) -> String {
        match &route.subject {
            Some(Subject::Policy(key @ PolicyKey::AwsManaged(_))) => format!("{}-copy", account.policy_name(key)),
            _ => String::new(),
        }
    }

    pub const fn title(&self) -> &'static str {
        match self {
            Self::New => "Create policy",
            Self::Version(_) => "Edit policy",
            Self::NewInline(_) => "Create inline policy",
            Self::Inline(..) => "Edit inline policy",
            Self::Trust(_) => "Edit trust policy",
            Self::Resource(_) => "Edit resource policy",
        }
    }

    /// What is written, with its name and whose it is, and in fewer words, at last with so much of whose it is as has room: that stands
    /// there in any case, and what it is in the breadcrumb.
    pub fn headings(&self, cx: &Cx<'_>, room: usize) -> Vec<String> {
        let title = self.title();
        let name = match self {
            Self::Version(_) | Self::Inline(..) => self.name_in(cx.account),
            _ => None,
        };
        let named = name.map_or_else(|| title.to_owned(), |name| format!("{title} {name}"));
        match self.whose(cx) {
            Some((kind, name)) => {
                let left = room.saturating_sub(format!("{title} of {kind} ").chars().count()).max(LEAST_NAME);
                let [whole, cut] = [name, &*cut_middle(name, left)].map(|name| format!("{kind} {name}"));
                vec![format!("{named} of {whole}"), format!("{title} of {whole}"), format!("{title} of {cut}"), whole]
            }
            None => vec![named, title.to_owned()],
        }
    }

    /// Whose policy it is, where it is one user's, group's, role's or resource's: what that is, and its name.
    fn whose<'a>(&'a self, cx: &Cx<'a>) -> Option<(&'static str, &'a str)> {
        match self {
            Self::NewInline(of) | Self::Inline(of, _) => {
                Identity::of(cx.account, *of).map(|identity| (cx.kind_of(identity), identity.name()))
            }
            Self::Trust(role) => cx.account.role(*role).map(|role| ("role", role.name.as_str())),
            Self::Resource(key) => Some((key.kind.word(), &key.name)),
            Self::New | Self::Version(_) => None,
        }
    }

    /// What the last step is called.
    pub const fn last_step(&self) -> &'static str {
        match self {
            Self::New | Self::NewInline(_) => "Review and create",
            Self::Version(_) | Self::Inline(..) | Self::Trust(_) | Self::Resource(_) => "Review and save",
        }
    }

    pub const fn kind(&self) -> DocumentKind {
        match self {
            Self::New | Self::Version(_) => DocumentKind::Managed,
            Self::NewInline(_) | Self::Inline(..) => DocumentKind::Identity,
            Self::Trust(_) => DocumentKind::Trust,
            Self::Resource(_) => DocumentKind::Resource,
        }
    }

    /// Why nothing can be written here: what it belongs to is gone.
    pub fn gone(&self, account: &Account) -> Option<&'static str> {
        let is_there = match self {
            Self::New => true,
            Self::Version(id) => account.policy(*id).is_some(),
            Self::NewInline(of) => Identity::of(account, *of).is_some(),
            Self::Inline(of, name) => account.inline_policy(*of, name).is_some(),
            Self::Trust(role) => account.role(*role).is_some(),
            Self::Resource(key) => account.get(&EntityKey::Resource(key.clone())).is_some(),
        };
        (!is_there).then_some("The policy, or whom it belongs to, is gone. It can be copied from here still.")
    }

    /// What it is called, where it has a name.
    pub fn name_in<'a>(&'a self, account: &'a Account) -> Option<&'a str> {
        match self {
            Self::Version(id) => account.policy(*id).map(|policy| policy.name.as_str()),
            Self::Inline(_, name) => Some(name),
            Self::Trust(role) => account.role(*role).map(|role| role.name.as_str()),
            Self::Resource(key) => Some(&key.name),
            Self::New | Self::NewInline(_) => None,
        }
    }

    /// Where closing it leads.
    pub fn parent(&self, account: &Account) -> Option<Route> {
        match self {
            Self::New => Some(Route::to(ScreenId::Policies)),
            Self::Version(id) => Some(Route::policy(PolicyKey::Customer(*id))),
            Self::NewInline(of) | Self::Inline(of, _) => Identity::of(account, *of).map(Route::identity),
            Self::Trust(role) => Some(Route::role(*role).tab(1)),
            Self::Resource(key) => Some(Route::resource(key.clone())),
        }
    }

    /// How much of the quota the document takes: a managed policy has its own, inline policies share that of their identity. Of
    /// those that may not be read it is not told how long they are.
    pub fn gauge(&self, cx: &Cx<'_>, document: &str) -> Gauge {
        let (account, used) = (cx.account, counted_characters(document));
        let quotas = account.quotas();
        let (of, own) = match self {
            Self::New | Self::Version(_) => return Gauge { used, most: quotas.policy_size },
            Self::Trust(_) => return Gauge { used, most: quotas.trust_policy_size },
            Self::Resource(key) => return Gauge { used, most: resource_policies::longest(key.kind) },
            Self::NewInline(of) => (*of, None),
            Self::Inline(of, name) => (*of, Some(name)),
        };
        let Some(identity) = Identity::of(account, of) else { return Gauge { used, most: 0 } };
        let total = identity.inline_quota(account);
        let others = account.inline_policies_of(of).filter(|policy| own.is_none_or(|own| !policy.name.eq_ignore_ascii_case(own)));
        let others = others.filter(|policy| cx.may(&identity.get_inline(&policy.name)));
        let taken: usize = others.map(|policy| counted_characters(&policy.document)).sum();
        Gauge { used, most: total.saturating_sub(taken) }
    }

    /// The versions of which one must go before another can be made: those that do not hold, the oldest first. To whom they are
    /// denied they are not told: the operation itself says that there are too many.
    pub fn removable_versions(&self, cx: &Cx<'_>) -> Vec<u32> {
        let account = cx.account;
        let Some(policy) = self.policy(account) else { return Vec::new() };
        let policy_arn = account.policy_arn(&PolicyKey::Customer(policy.id));
        if !cx.may(&ListPolicyVersions { policy_arn, ..Default::default() }.into()) {
            return Vec::new();
        }
        let mut numbers: Vec<u32> = account.versions_of(policy.id).map(|version| version.number).collect();
        if numbers.len() < account.quotas().versions_per_policy {
            return Vec::new();
        }
        numbers.retain(|number| *number != policy.default_version);
        numbers.sort_unstable();
        numbers
    }

    pub fn policy<'a>(&self, account: &'a Account) -> Option<&'a ManagedPolicy> {
        match self {
            Self::Version(id) => account.policy(*id),
            _ => None,
        }
    }

    /// The operations that keep what was written.
    pub fn operations(&self, account: &Account, draft: &Draft) -> Vec<Operation> {
        match self {
            Self::New => vec![create(draft)],
            Self::Version(id) => versions(account, *id, draft),
            Self::NewInline(of) => put(account, *of, &draft.name, draft),
            Self::Inline(of, name) => put(account, *of, name, draft),
            Self::Trust(role) => trust(account, *role, draft),
            Self::Resource(key) => resource_policies::put(account, key, &draft.document),
        }
    }
}

fn create(draft: &Draft) -> Operation {
    CreatePolicy {
        policy_name: draft.name.clone(),
        path: None,
        policy_document: draft.document.clone(),
        description: (!draft.description.is_empty()).then(|| draft.description.clone()),
        tags: (!draft.tags.is_empty()).then(|| draft.tags.clone()),
    }
    .into()
}

fn versions(account: &Account, id: UniqueId, draft: &Draft) -> Vec<Operation> {
    let policy_arn = account.policy_arn(&PolicyKey::Customer(id));
    let delete =
        draft.removed.map(|number| DeletePolicyVersion { policy_arn: policy_arn.clone(), version_id: format!("v{number}") }.into());
    let create = CreatePolicyVersion {
        policy_arn: policy_arn.clone(),
        policy_document: draft.document.clone(),
        set_as_default: draft.set_as_default.then_some(true),
    };
    delete.into_iter().chain([create.into()]).collect()
}

fn put(account: &Account, of: UniqueId, name: &str, draft: &Draft) -> Vec<Operation> {
    Identity::of(account, of).map(|of| of.put_inline(name, &draft.document)).into_iter().collect()
}

fn trust(account: &Account, role: UniqueId, draft: &Draft) -> Vec<Operation> {
    let update = |role: &Role| UpdateAssumeRolePolicy { role_name: role.name.clone(), policy_document: draft.document.clone() }.into();
    account.role(role).map(update).into_iter().collect()
}

/// What a role's trust policy says now; `None` once the role is gone.
fn trust_policy(account: &Account, role: UniqueId) -> Option<String> {
    Some(account.current_policy(&account.role(role)?.trust_policy).to_string())
}

/// A document as one writes it: one that was made on one line, or with a long one, is laid out.
pub(super) fn readable(document: &str) -> String {
    let is_packed = document.lines().nth(1).is_none() || document.lines().any(|line| line.len() > LONG_LINE);
    if is_packed { laid_out(document) } else { document.to_owned() }
}
