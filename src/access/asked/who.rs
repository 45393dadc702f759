//! Who asks, in an account before a change and after it: what is known of them, and what their requests come with.

use super::circumstances::circumstances;
use super::values::Among;
use super::varies::Varies;
use crate::access::clauses::asks::asker;
use crate::access::clauses::named_sessions::NamedSession;
use crate::account::Account;
use crate::account::authorization::{Asker, context_of, is_of_principal, is_principal_tag};
use crate::account::id::UniqueId;
use crate::catalog::ConditionKey;
use crate::policy::condition::Condition;
use crate::policy::request::{CallerKind, Context, ContextKey, Principal, USER_ID, Value};

/// Keys that come with every request of a session.
const OF_EVERY_SESSION: [&str; 2] = ["aws:multifactorauthpresent", "aws:tokenissuetime"];

/// Keys of sessions that users and the root user may open, too. A source identity is given where a role is assumed, and so are the others.
const OF_OWN_SESSIONS: [&str; 5] =
    ["aws:multifactorauthpresent", "aws:multifactorauthage", "aws:tokenissuetime", "aws:signinsessionarn", "aws:assumedroot"];

/// What the keys begin with that services send when they act for a resource, and nobody else.
const OF_SERVICES: [&str; 4] = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorg", "aws:principalservicename"];

/// What the keys begin with that tell the organization of the account of who asks.
const OF_ORGANIZATIONS: &str = "aws:principalorg";

/// What the keys begin with that tell in whose name a service passes a request on.
const OF_PASSING_ON: [&str; 2] = ["aws:calledvia", VIA_SERVICE];

const VIA_SERVICE: &str = "aws:viaawsservice";

/// Whose account it is that asks, as every service tells it and as KMS does.
const ACCOUNT: &str = "aws:principalaccount";
const KMS_ACCOUNT: &str = "kms:calleraccount";

/// The name of a user, which no one else has.
const USER_NAME: &str = "aws:username";

/// For whom an asker stands.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::access) enum For {
    /// For itself: a user, the root user, a service.
    Itself,
    /// For all sessions of its role.
    Sessions,
    /// For all sessions of its role that policies name alike.
    NamedSession,
    /// For all of its account, or of any account but these.
    Accounts { but: Option<Vec<String>> },
    /// For all services.
    Services,
}

/// Somebody, in an account before and after a change.
pub(in crate::access) struct Who<'a> {
    pub(super) accounts: [&'a Account; 2],
    /// None where it is not there.
    pub(super) askers: [Option<Asker>; 2],
    /// What tells who it is.
    pub contexts: [Context; 2],
    stands_for: For,
    /// Whether it may ask with other tags than its own.
    may_have_session_tags: bool,
}

impl<'a> Who<'a> {
    /// A user or role of the account.
    pub fn of(accounts: [&'a Account; 2], id: UniqueId) -> Self {
        let askers = accounts.map(|account| asker(account, id));
        let is_role = askers.iter().flatten().any(|asker| matches!(asker, Asker::RoleSession { .. }));
        Self::new(accounts, askers, if is_role { For::Sessions } else { For::Itself })
    }

    /// A session of a role of the account.
    pub fn session(accounts: [&'a Account; 2], session: &NamedSession) -> Self {
        let askers = accounts.map(|account| account.role(session.role).map(|_| session.asker()));
        Self::new(accounts, askers, For::NamedSession)
    }

    /// The same as if it were not there before.
    pub fn alone(account: &'a Account, id: UniqueId) -> Self {
        let both = Self::of([account, account], id);
        let ([_, asker], [_, context]) = (both.askers.clone(), both.contexts.clone());
        Self { askers: [None, asker], contexts: [Context::default(), context], ..both }
    }

    /// Somebody who is there before and after, and who stands for others perhaps.
    pub fn standing(accounts: [&'a Account; 2], asker: &Asker, stands_for: For) -> Self {
        Self::new(accounts, [Some(asker.clone()), Some(asker.clone())], stands_for)
    }

    fn new(accounts: [&'a Account; 2], askers: [Option<Asker>; 2], stands_for: For) -> Self {
        let there = accounts.iter().zip(&askers).filter_map(|(account, asker)| Some((account, asker.as_ref()?)));
        let may_have_session_tags = there.into_iter().any(|(account, asker)| account.may_have_session_tags(asker));
        let contexts = [Context::default(), Context::default()];
        let mut who = Self { accounts, askers, contexts, stands_for, may_have_session_tags };
        let context = |at: usize| {
            let (account, asker): (&Account, &Asker) = (who.accounts.get(at)?, who.askers.get(at)?.as_ref()?);
            let mut keys = account.keys_of(asker);
            let is_session = matches!(who.stands_for, For::Sessions | For::NamedSession);
            keys.retain(|derived| who.knows(&derived.key) || is_session);
            let mut context = context_of(&keys);
            if let Some(account) = context.value_of(ACCOUNT).cloned() {
                context.replace(&ContextKey::new(KMS_ACCOUNT), Some(account));
            }
            if who.knows(VIA_SERVICE) {
                context.replace(&ContextKey::new(VIA_SERVICE), Some(Value::Single(false.to_string())));
            }
            Some(context)
        };
        let contexts = [context(0), context(1)].map(Option::unwrap_or_default);
        who.contexts = contexts;
        who
    }

    pub const fn accounts(&self) -> [&'a Account; 2] {
        self.accounts
    }

    /// Whether a key tells who asks, and is the same whenever who it stands for does.
    pub fn knows(&self, key: &str) -> bool {
        matches!(self.varies_with_who_asks(key), Some(Varies::Not))
    }

    /// Whether a condition that asks only who asks is met by all whom it stands for, or by none; `None` where that is open.
    pub fn meets(&self, condition: &Condition) -> Option<bool> {
        let [_, context] = &self.contexts;
        self.meets_in(context, condition)
    }

    /// Whether nobody whom it stands for met a condition that asks only who asks, nor does then.
    pub fn never_meets(&self, condition: &Condition) -> bool {
        let is_there = self.askers.iter().zip(&self.contexts).filter(|(asker, _)| asker.is_some());
        is_there.into_iter().all(|(_, context)| self.meets_in(context, condition) == Some(false))
    }

    fn meets_in(&self, context: &Context, condition: &Condition) -> Option<bool> {
        if condition.context_keys().any(|key| self.varies_with_who_asks(key.name()).is_none()) {
            return None;
        }
        let varies = |key: &str| self.varies_with_who_asks(key).unwrap_or(Varies::OrAbsent);
        let mut met = circumstances(&[condition], &[context], varies)?.into_iter().map(|circumstances| {
            let mut context = context.clone();
            for (key, value) in circumstances {
                context.replace(&key, value);
            }
            condition.check(&context).is_ok()
        });
        let first = met.next()?;
        met.all(|one| one == first).then_some(first)
    }

    /// What may be of a key that tells who asks; `None` where another key tells something else.
    pub(super) fn varies_with_who_asks(&self, key: &str) -> Option<Varies> {
        let mut key = key.to_ascii_lowercase();
        if key == KMS_ACCOUNT {
            ACCOUNT.clone_into(&mut key);
        }
        let is_any_of = |beginnings: &[&str]| beginnings.iter().any(|of| key.starts_with(of));
        let is_about = |category: &str| ConditionKey::named(&key).and_then(|key| key.category) == Some(category);
        let outsider = self.askers.iter().flatten().find_map(|asker| if let Asker::Outsider(one) = asker { Some(one) } else { None });
        match (&self.stands_for, outsider.map(Principal::kind)) {
            (For::Sessions | For::NamedSession, _) if OF_EVERY_SESSION.contains(&&*key) => Some(Varies::Always),
            (For::Sessions | For::NamedSession, _) if is_principal_tag(&key) && self.may_have_session_tags => Some(Varies::OrAbsent),
            (For::Sessions, _) if key == USER_ID => Some(Varies::OrAbsent),
            (For::Services, _) if key == "aws:principalservicename" => {
                Some(Varies::Among(Among::of(&["?*.amazonaws.com".to_owned()], &[])))
            }
            // Who has no identity has no session, is of no organization, and nothing passes a request on in its name.
            (_, Some(CallerKind::Service | CallerKind::Anonymous | CallerKind::Provider))
                if is_about("session") || key.starts_with(OF_ORGANIZATIONS) || is_any_of(&OF_PASSING_ON) =>
            {
                Some(Varies::Not)
            }
            // A service's own request comes from AWS's network: through nobody's endpoint, and from no address of a network outside.
            (_, Some(CallerKind::Service)) if is_about("network") => Some(Varies::Not),
            (_, kind) if kind != Some(CallerKind::Service) && is_any_of(&OF_SERVICES) => Some(Varies::Not),
            (For::Itself, None) if is_about("session") && !OF_OWN_SESSIONS.contains(&&*key) => Some(Varies::Not),
            (For::Accounts { but }, _) => self.varies_with_account(&key, but.as_deref()),
            // Of whom a provider vouches for, and of what another account's user or role is like, no more is known.
            (_, Some(CallerKind::Provider)) => (key == "aws:principalisawsservice").then_some(Varies::Not),
            (_, Some(kind)) if !matches!(kind, CallerKind::Service | CallerKind::Anonymous) => {
                let of_all = ["aws:principalarn", ACCOUNT, "aws:principaltype", "aws:principalisawsservice", USER_NAME];
                of_all.contains(&&*key).then_some(Varies::Not)
            }
            _ => is_of_principal(&key).then_some(Varies::Not),
        }
    }

    /// The same where it stands for all of its account, or of any but some.
    fn varies_with_account(&self, key: &str, but: Option<&[String]>) -> Option<Varies> {
        let own = || self.askers.iter().flatten().find_map(|asker| if let Asker::Outsider(one) = asker { one.account() } else { None });
        let account = if but.is_some() { ANY_ACCOUNT } else { own()? };
        let among = |patterns: &[String]| Some(Varies::Among(Among::of(patterns, but.unwrap_or_default())));
        match key {
            "aws:principalisawsservice" => Some(Varies::Not),
            ACCOUNT if but.is_none() => Some(Varies::Not),
            ACCOUNT => among(&[account.to_owned()]),
            "aws:principalarn" => among(&arns_of(account)),
            "aws:principaltype" => Some(Varies::Always),
            _ => None,
        }
    }
}

/// The patterns of the ARNs of all principals of an account.
pub(in crate::access) fn arns_of(account: &str) -> Vec<String> {
    let of_iam = ["user/?*", "role/?*", "root"].map(|one| format!("arn:aws:iam::{account}:{one}"));
    [of_iam.as_slice(), &[format!("arn:aws:sts::{account}:federated-user/?*")]].concat()
}

/// Twelve signs, as the number of an account has.
const ANY_ACCOUNT: &str = "????????????";
