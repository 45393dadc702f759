//! What whoever is signed in may not see.

pub mod denial;
pub(super) mod policy_behind;
pub mod unseen;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use jiff::Timestamp;

use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::ResourceKind;
use crate::account::operation::{
    DescribeInstances, GetAccountSummary, ListAccessKeys, ListAccountAliases, ListBuckets, ListFunctions, ListGroups, ListInstanceProfiles,
    ListKeys, ListOpenIDConnectProviders, ListPolicies, ListQueues, ListRoles, ListSAMLProviders, ListSecrets, ListTables, ListUsers,
    ListVirtualMFADevices, Operation,
};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::places::PlaceId;
use crate::app::route::Subject;
use crate::store::Revision;

/// What of the account is denied, found out once for each state of it: which lists and counts, and what else was asked for.
#[derive(Default)]
pub struct Sight {
    denied: Vec<(&'static str, Refusal)>,
    /// What answers are kept of.
    of: Option<State>,
    answers: RefCell<HashMap<String, Option<Rc<Refusal>>>>,
}

impl Sight {
    /// Asks for all of them.
    pub(super) fn of(account: &Account, caller: &Caller, now: Timestamp) -> Self {
        let asked: [Operation; 18] = [
            ListUsers::default().into(),
            ListGroups::default().into(),
            ListRoles::default().into(),
            ListPolicies::default().into(),
            ListSAMLProviders::default().into(),
            ListOpenIDConnectProviders::default().into(),
            ListAccessKeys::default().into(),
            GetAccountSummary::default().into(),
            ListAccountAliases::default().into(),
            ListInstanceProfiles::default().into(),
            ListVirtualMFADevices::default().into(),
            ListBuckets::default().into(),
            DescribeInstances::default().into(),
            ListFunctions::default().into(),
            ListQueues::default().into(),
            ListTables::default().into(),
            ListKeys::default().into(),
            ListSecrets::default().into(),
        ];
        let denied = asked
            .iter()
            .filter_map(|operation| account.authorise(caller, operation, now).err().map(|refusal| (operation.spec().name, refusal)));
        Self { denied: denied.collect(), ..Self::default() }
    }

    /// Keeps answers of this.
    pub(super) fn keeping(self, of: State) -> Self {
        Self { of: Some(of), ..self }
    }

    /// Why an operation is denied. As long as nothing has changed that is asked once, however many rows and frames tell it.
    pub(super) fn answer(&self, cx: &Cx<'_>, operation: &Operation) -> Option<Rc<Refusal>> {
        let ask = || cx.account.authorise(cx.caller, operation, cx.now).err().map(Rc::new);
        if !self.of.as_ref().is_some_and(|of| of.is_of(cx)) {
            return ask();
        }
        // Its words tell it from all others, but for secrets: no policy looks at those.
        let words = format!("{operation:?}");
        if let Some(known) = self.answers.borrow().get(&words) {
            return known.clone();
        }
        let answer = ask();
        self.answers.borrow_mut().insert(words, answer.clone());
        answer
    }

    /// Whether an operation, by its name, is allowed.
    pub fn may(&self, name: &str) -> bool {
        self.refusal(name).is_none()
    }

    /// Why the first of these operations is denied that is, by their names.
    pub fn first_refusal(&self, names: &[&str]) -> Option<&Refusal> {
        names.iter().find_map(|name| self.refusal(name))
    }

    /// Why an operation, by its name, is denied.
    pub fn refusal(&self, name: &str) -> Option<&Refusal> {
        self.denied.iter().find(|(denied, _)| *denied == name).map(|(_, refusal)| refusal)
    }
}

/// The operation, by its name, that lists what something is one of: whoever may ask for that knows its name. `None` for what is
/// listed by none.
pub fn list_of(account: &Account, subject: &Subject) -> Option<&'static str> {
    Some(match subject {
        Subject::User(_) => "ListUsers",
        Subject::Group(_) => "ListGroups",
        Subject::Role(_) => "ListRoles",
        Subject::Policy(_) => "ListPolicies",
        Subject::Provider(id) if account.saml_provider(*id).is_some() => "ListSAMLProviders",
        Subject::Provider(_) => "ListOpenIDConnectProviders",
        Subject::Resource(key) => listed_by(key.kind),
        _ => return None,
    })
}

/// The operation, by its name, that lists the resources of a kind.
pub const fn listed_by(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::Bucket => "ListBuckets",
        ResourceKind::Instance => "DescribeInstances",
        ResourceKind::Function => "ListFunctions",
        ResourceKind::Queue => "ListQueues",
        ResourceKind::Table => "ListTables",
        ResourceKind::Key => "ListKeys",
        ResourceKind::Secret => "ListSecrets",
    }
}

/// What decides what may be seen.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct State {
    pub account: String,
    pub revision: Revision,
    pub caller: Option<Caller>,
    /// Conditions may ask for the time, and for the age of a sign-in.
    pub minute: i64,
}

impl State {
    /// The minute that this time is in.
    pub(super) fn minute_of(now: Timestamp) -> i64 {
        now.as_second().div_euclid(60)
    }

    fn is_of(&self, cx: &Cx<'_>) -> bool {
        self.account == cx.account.id().as_str()
            && self.revision == cx.history.revision()
            && self.caller.as_ref() == Some(cx.caller)
            && self.minute == Self::minute_of(cx.now)
    }
}

/// Of what it was found out what may be seen.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub of: State,
    pub place: Option<PlaceId>,
    pub tab: usize,
}

impl Seen {
    /// Whether it is the same tab of the same place that the same caller sees, whatever the account holds by now.
    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        let place = |seen: &Self| (seen.of.account.clone(), seen.of.caller.clone(), seen.place, seen.tab);
        place(self) == place(other)
    }
}
