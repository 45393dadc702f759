//! Those of no identity in this account of whom the policy of a resource says something, and who stands for them.

use crate::access::asked::who::{For, Who};
use crate::access::clauses::outsiders::{ASSUMING, anybody_of};
use crate::account::Account;
use crate::account::authorization::{Asker, ROOTS_ALWAYS};
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::catalog::ADMINISTRATOR_ACCESS;
use crate::policy::actions::{ActionId, ActionSet};
use crate::policy::compiled::{Named, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::Policies;
use crate::policy::document::{self, Effect, PrincipalEntry, PrincipalKind};
use crate::policy::request::{Action, Arn, CallerKind, Context, Principal, Request, Resource, USER_ID, Value};

/// A user id of another account.
fn elsewhere() -> Context {
    let mut context = Context::default();
    context.insert(USER_ID, Value::Single(UniqueId::PARTNERS_USER.to_string()));
    context
}

/// What kind of principals it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Whom {
    /// The account's own root user, whom no policy but that of a resource keeps from anything.
    Root,
    /// Whoever has not signed.
    Unsigned,
    /// Any other account that is not named.
    AnyAccount,
    /// Any service that is not named.
    AnyService,
    /// All of an account that its own policies let.
    Account,
    /// A federated user of this account that is named: what else it may is for its session's policies to say.
    Federated,
    /// One that is named.
    One,
}

/// Somebody outside, or all of a kind.
pub(super) struct Outsider<'a> {
    /// Who, in words.
    pub name: String,
    pub whom: Whom,
    /// Who stands for them.
    pub who: Who<'a>,
    principal: Principal,
}

/// The accounts before and after a change, and those of others that policies name.
pub(super) struct Surroundings<'a> {
    pub accounts: [&'a Account; 2],
    pub named: Vec<String>,
}

impl<'a> Surroundings<'a> {
    fn own(&self) -> &'a Account {
        let [_, after] = self.accounts;
        after
    }

    fn outsider(&self, name: &str, whom: Whom, principal: Principal) -> Outsider<'a> {
        let but = || [self.named.as_slice(), &[self.own().id().to_string()]].concat();
        let stands_for = match whom {
            Whom::Root | Whom::Unsigned | Whom::Federated | Whom::One => For::Itself,
            Whom::AnyAccount => For::Accounts { but: Some(but()) },
            Whom::Account => For::Accounts { but: None },
            Whom::AnyService => For::Services,
        };
        let asker = if whom == Whom::Root { Asker::Root } else { Asker::Outsider(principal.clone()) };
        Outsider { name: name.to_owned(), whom, who: Who::standing(self.accounts, &asker, stands_for), principal }
    }

    pub fn root(&self) -> Option<Outsider<'a>> {
        Some(self.outsider("the root user", Whom::Root, Principal::parse(&self.own().root_arn()).ok()?))
    }

    /// Whom the principals of a statement name or leave out, and everyone where they allow all others.
    pub fn of_principals(&self, effect: Effect, principals: &document::Principals) -> Vec<Outsider<'a>> {
        let mut found: Vec<Outsider<'a>> = principals.entries.iter().flat_map(|entry| self.of_entry(entry)).collect();
        match effect {
            Effect::Allow if principals.negated => found.extend(self.everybody()),
            // An account that a denial leaves out is spared for its root user alone: all others are to be listed, too.
            Effect::Deny if principals.negated => {
                let accounts = principals.entries.iter().filter_map(|entry| account_named(&entry.text.value));
                found.extend(accounts.filter_map(|number| self.root_of(number)));
            }
            _ => {}
        }
        found
    }

    /// All of another account that a policy names.
    pub fn account(&self, number: &str) -> Option<Outsider<'a>> {
        let is_own = number == self.own().id().as_str();
        (!is_own).then(|| Some(self.outsider(&format!("account {number}"), Whom::Account, anybody_of(number)?))).flatten()
    }

    /// The root user of another account.
    fn root_of(&self, number: &str) -> Option<Outsider<'a>> {
        let root = Principal::parse(&format!("arn:aws:iam::{number}:root")).ok();
        let is_own = number == self.own().id().as_str();
        root.filter(|_| !is_own).map(|root| self.outsider(&format!("the root user of account {number}"), Whom::One, root))
    }

    fn everybody(&self) -> Vec<Outsider<'a>> {
        let is_free = |number: &String| !self.named.contains(number) && number != self.own().id().as_str();
        // Of one more than are named one is free, and of two where that is the own.
        let unnamed = (1..=self.named.len() + 2).map(|number| format!("{number:012}")).find(is_free);
        let account = unnamed.and_then(|number| anybody_of(&number));
        let account = account.map(|principal| self.outsider("any other account", Whom::AnyAccount, principal));
        let unsigned = self.outsider("anyone without credentials", Whom::Unsigned, Principal::anonymous());
        std::iter::once(unsigned).chain(account).chain(self.any_service()).collect()
    }

    fn any_service(&self) -> Option<Outsider<'a>> {
        Some(self.outsider("any AWS service", Whom::AnyService, Principal::parse("any.amazonaws.com").ok()?))
    }

    /// Nobody for a user, role or session of the account's own.
    fn of_arn(&self, arn: &str) -> Option<Outsider<'a>> {
        let principal = Principal::parse(arn).ok()?;
        let is_own = principal.account() == Some(self.own().id().as_str());
        match (is_own, principal.kind()) {
            (false, _) => Some(self.outsider(arn, Whom::One, principal)),
            (true, CallerKind::FederatedUser) => {
                let name = format!("the federated user {}", arn.rsplit('/').next()?);
                Some(self.outsider(&name, Whom::Federated, principal))
            }
            (true, _) => None,
        }
    }

    /// Nobody for the account's own, and for what names nobody.
    fn of_entry(&self, entry: &PrincipalEntry) -> Vec<Outsider<'a>> {
        let text = entry.text.value.as_str();
        let one = |name: &str| Some(self.outsider(name, Whom::One, Principal::parse(text).ok()?));
        let found = match (entry.kind, text) {
            (PrincipalKind::Everyone, _) | (PrincipalKind::Aws, "*") => return self.everybody(),
            (PrincipalKind::Service, "*") => self.any_service(),
            (PrincipalKind::Service, _) => one(text),
            (PrincipalKind::Federated, _) => one(&format!("whoever signs in through {text}")),
            (PrincipalKind::CanonicalUser, _) => None,
            (PrincipalKind::Aws, _) => match account_named(text) {
                Some(number) => self.account(number),
                None => self.of_arn(text),
            },
        };
        found.into_iter().collect()
    }
}

/// The account that an entry names as a whole.
pub(super) fn account_named(text: &str) -> Option<&str> {
    let arn = Arn::parse(text).ok();
    let of_account = arn.as_ref().filter(|arn| arn.service == "iam" && arn.resource == "root").map(|arn| arn.account);
    of_account.or_else(|| text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text))
}

impl Outsider<'_> {
    pub fn is_named_by(&self, statement: &Statement) -> bool {
        let request = Action::parse("sts:GetCallerIdentity").ok().zip(Resource::parse("*").ok());
        let [_, context] = &self.who.contexts;
        let request =
            request.map(|(action, resource)| Request::new(self.principal.clone(), action, resource).with_context(context.clone()));
        request.is_some_and(|request| statement.names(&request, false).is_some())
    }

    /// How what names it does so: what the account as a whole is let do is for its own policies to say, and the root user has none.
    pub fn named_as(&self) -> Named {
        if self.whom == Whom::Root { Named::Account } else { Named::Caller }
    }

    /// The places of a statement's conditions that are open; `None` where it never meets one.
    pub fn open_conditions(&self, statement: &Statement) -> Option<Vec<usize>> {
        let mut open = Vec::new();
        for (at, condition) in statement.conditions().iter().enumerate() {
            let met = if self.is_of_own(condition) { condition.check(&elsewhere()).is_ok().into() } else { self.who.meets(condition) };
            match met {
                Some(true) => {}
                Some(false) => return None,
                None => open.push(at),
            }
        }
        Some(open)
    }

    /// Whether a condition on the user id names only those of this account, and this is somebody of another.
    fn is_of_own(&self, condition: &Condition) -> bool {
        let [before, after] = self.who.accounts();
        let is_one = |account: &Account, id: &str| {
            let is_there = |id: UniqueId| account.user(id).is_some() || account.role(id).is_some();
            id == account.id().as_str() || id.parse().is_ok_and(is_there)
        };
        let is_own = |text: &str| text.split(':').next().is_some_and(|id| is_one(before, id) || is_one(after, id));
        let is_elsewhere = matches!(self.whom, Whom::AnyAccount | Whom::Account) || self.is_one_of_another();
        let values = condition.texts();
        is_elsewhere && condition.key().name().eq_ignore_ascii_case(USER_ID) && !values.is_empty() && values.iter().all(|text| is_own(text))
    }

    /// Whether a resource that shuts strangers out shuts it out.
    pub fn is_shut_out(&self, account: &Account, resource: &Resource) -> bool {
        !self.is_own() && account.shuts_out(&Asker::Outsider(self.principal.clone()), resource)
    }

    /// Whether it is of this account.
    pub const fn is_own(&self) -> bool {
        matches!(self.whom, Whom::Root | Whom::Federated)
    }

    /// What may let it do something besides the policy of the resource: the root user may do everything, a federated user as much as
    /// its session's policies let it, which is from nothing to everything.
    pub fn own_policies(&self, account: &Account) -> Vec<Policies> {
        let all = || account.policy_by_itself(&PolicyKey::aws_managed(ADMINISTRATOR_ACCESS)).policies;
        match self.whom {
            Whom::Root => vec![all()],
            Whom::Federated => vec![Policies::default(), all()],
            _ => vec![Policies::default()],
        }
    }

    /// Those of some actions that the policy of a resource neither gives it nor takes: what no policy can deny the root user, the
    /// ways to assume a role that are for others, and what its credentials do not reach.
    pub fn beyond(&self, actions: &ActionSet) -> ActionSet {
        let [_, account] = self.who.accounts();
        let [signed, saml, web] = ASSUMING;
        let not_its_own: &[&str] = match (self.whom, self.principal.kind()) {
            (Whom::Root, _) => &ROOTS_ALWAYS,
            (Whom::Unsigned, _) => &[],
            (_, CallerKind::Provider) if self.principal.text().contains(":saml-provider/") => &[signed, web],
            (_, CallerKind::Provider) => &[signed, saml],
            // No root user assumes a role.
            (_, CallerKind::Root) => &ASSUMING,
            _ => &[saml, web],
        };
        let not_its_own: ActionSet = not_its_own.iter().copied().filter_map(ActionId::named).collect();
        let asker = (self.whom != Whom::Root).then(|| Asker::Outsider(self.principal.clone()));
        let is_out_of_reach =
            |action: &ActionId| asker.as_ref().is_some_and(|asker| account.out_of_reach(asker, None, &action.full_name()).is_some());
        let out_of_reach = actions.iter().filter(is_out_of_reach).collect();
        not_its_own.intersection(actions).union(&out_of_reach)
    }

    /// Whether no policy of another account has a say.
    pub fn needs_no_other(&self) -> bool {
        match self.whom {
            Whom::Root | Whom::Unsigned | Whom::AnyService => true,
            Whom::AnyAccount | Whom::Account | Whom::Federated => false,
            Whom::One => matches!(self.principal.kind(), CallerKind::Service | CallerKind::Provider),
        }
    }

    /// Whether it is named, and not all of a kind.
    pub const fn is_named(&self) -> bool {
        matches!(self.whom, Whom::Root | Whom::Account | Whom::Federated | Whom::One)
    }

    /// Whether it is one of an account.
    pub fn is_of_account(&self, account: &Self) -> bool {
        account.whom == Whom::Account && self.is_one_of_another() && self.principal.account() == account.principal.account()
    }

    /// Whether it is one of another account that is named.
    fn is_one_of_another(&self) -> bool {
        self.whom == Whom::One && (self.principal.has_identity() || self.principal.kind() == CallerKind::Root)
    }

    /// The kind of which it is one, where it is named.
    pub fn kind(&self) -> Option<Whom> {
        match (self.whom, self.principal.kind()) {
            (Whom::Account, _) => Some(Whom::AnyAccount),
            (Whom::One, CallerKind::Service) => Some(Whom::AnyService),
            _ => self.is_one_of_another().then_some(Whom::AnyAccount),
        }
    }
}
