//! Those of no identity in this account whom the policy of a resource names: everyone, other accounts, services, providers.

use crate::account::Account;
use crate::account::authorization::{Asker, ROOTS_ALWAYS, context_of, is_of_principal};
use crate::account::entity::PolicyKey;
use crate::catalog::ADMINISTRATOR_ACCESS;
use crate::policy::actions::{ActionId, ActionSet};
use crate::policy::compiled::{Named, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::Policies;
use crate::policy::document::{self, Document, Effect, PrincipalEntry, PrincipalKind};
use crate::policy::request::{Action, Arn, CallerKind, Context, ContextKey, Principal, Request, Resource, Value};

/// What trust policies let principals do: with credentials of AWS, with what a SAML provider says, or another provider of identities.
pub(in crate::access) const ASSUMING: [&str; 3] = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

/// Whom statements that allow name in the policy of a resource, each once, as they stand there; of one that names all but some,
/// everyone.
pub(in crate::access) fn outsiders(account: &Account, action: &Action, policy: &str) -> Vec<Asker> {
    let Ok(document) = Document::read(policy) else { return Vec::new() };
    let allowing = document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
    let mut found: Vec<Asker> = Vec::new();
    for principals in allowing.filter_map(|statement| statement.principals.as_ref()) {
        let listed = principals.entries.iter().filter(|_| !principals.negated).filter_map(|entry| principal(account, action, entry));
        let all_but = principals.negated.then(|| everyone(account, action)).flatten();
        for asker in listed.chain(all_but).map(Asker::Outsider) {
            if !found.contains(&asker) {
                found.push(asker);
            }
        }
    }
    found
}

/// Whom the policy of a resource keeps out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeptOut {
    /// Somebody.
    One(Asker),
    /// All users and roles of this account.
    OwnAccount,
}

/// Whom the policy of a resource names to keep them out, each once: by a Deny, or as those whom an Allow of all others leaves out.
pub(in crate::access) fn kept_out(account: &Account, action: &Action, policy: &str) -> Vec<KeptOut> {
    let Ok(document) = Document::read(policy) else { return Vec::new() };
    let root = account.root_arn();
    let mut found: Vec<KeptOut> = Vec::new();
    for statement in &document.statements {
        let keeps_out = |principals: &&document::Principals| principals.negated == (statement.effect == Effect::Allow);
        for entry in statement.principals.iter().filter(keeps_out).flat_map(|principals| &principals.entries) {
            let text = entry.text.value.as_str();
            let is_own = entry.kind == PrincipalKind::Aws && (text == root || text == account.id().as_str());
            let outsider = || principal(account, action, entry).map(Asker::Outsider);
            let one = || outsider().or_else(|| account.asker_named(text).ok()).map(KeptOut::One);
            let kept_out = if is_own { Some(KeptOut::OwnAccount) } else { one() };
            found.extend(kept_out.filter(|kept_out| !found.contains(kept_out)));
        }
    }
    found
}

/// Who is meant that has no identity here. `None` for the account's own.
fn principal(account: &Account, action: &Action, entry: &PrincipalEntry) -> Option<Principal> {
    let text = entry.text.value.as_str();
    let principal = match entry.kind {
        PrincipalKind::Everyone => everyone(account, action)?,
        PrincipalKind::Aws if text == "*" => everyone(account, action)?,
        PrincipalKind::Aws if !text.starts_with("arn:") => of_account(account, text)?,
        PrincipalKind::Aws | PrincipalKind::Service | PrincipalKind::Federated => Principal::parse(text).ok()?,
        PrincipalKind::CanonicalUser => return None,
    };
    let principal = match principal.account() {
        Some(number) if principal.kind() == CallerKind::Root => of_account(account, number)?,
        _ => principal,
    };
    let is_own = principal.account() == Some(account.id().as_str()) && principal.kind() != CallerKind::Provider;
    (!is_own).then_some(principal)
}

/// Who stands for an account: its policies let whom they will do what it is given, and its root user can't do all of that.
fn of_account(account: &Account, number: &str) -> Option<Principal> {
    match account.partner().who {
        Asker::Outsider(partner) if number == account.partner_id() => Some(partner),
        _ => anybody_of(number),
    }
}

/// A user of an account who stands for any.
fn anybody_of(number: &str) -> Option<Principal> {
    Principal::parse(&format!("arn:aws:iam::{number}:user/anybody")).ok()
}

/// Who stands for everyone: somebody who has not signed, or where that takes no requests, the other account that is known.
fn everyone(account: &Account, action: &Action) -> Option<Principal> {
    if account.out_of_reach(&Asker::anonymous(), None, action.text()).is_none() {
        return Some(Principal::anonymous());
    }
    of_account(account, account.partner_id())
}

/// Somebody whom a policy names, or all whom it names with everyone, and who stands for them.
#[derive(PartialEq, Eq)]
pub(in crate::access) struct Outsider {
    /// Who, in words.
    pub who: String,
    /// What kind of principals it is.
    pub whom: Whom,
    principal: Principal,
}

/// What kind of principals it is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::access) enum Whom {
    /// The account's own root user, whom no policy but that of a resource keeps from anything.
    Root,
    /// Everyone, or everyone but some.
    Everyone,
    /// All of an account that its own policies let.
    Account,
    /// One that is named.
    One,
}

pub(in crate::access) const EVERYONE: &str = "everyone outside the account";
const ROOT: &str = "the root user";

impl Outsider {
    pub(in crate::access) fn root(account: &Account) -> Option<Self> {
        let principal = Principal::parse(&account.root_arn()).ok()?;
        Some(Self { who: ROOT.to_owned(), whom: Whom::Root, principal })
    }

    /// Whom the principals of a statement name, whom they leave out, and everyone but those where they allow all others.
    pub(in crate::access) fn named(account: &Account, effect: Effect, principals: &document::Principals) -> Vec<Self> {
        let mut named: Vec<Self> = principals.entries.iter().filter_map(|entry| Self::of(account, entry)).collect();
        if principals.negated && effect == Effect::Allow {
            let who = all_but(&named.iter().map(|outsider| outsider.who.clone()).collect::<Vec<_>>());
            named.push(Self { who, whom: Whom::Everyone, principal: Principal::anonymous() });
        }
        named
    }

    /// Whether principals that are all but those who are listed leave out somebody who is not the account's own.
    pub(in crate::access) fn leaves_some_out(account: &Account, principals: &document::Principals) -> bool {
        principals.negated && principals.entries.iter().any(|entry| Self::of(account, entry).is_some())
    }

    /// `None` for the account's own, and for what names nobody.
    fn of(account: &Account, entry: &PrincipalEntry) -> Option<Self> {
        let text = entry.text.value.as_str();
        let one = |who: String, principal| Some(Self { who, whom: Whom::One, principal });
        match (entry.kind, text) {
            (PrincipalKind::Everyone, _) | (PrincipalKind::Aws, "*") => {
                Some(Self { who: EVERYONE.to_owned(), whom: Whom::Everyone, principal: Principal::anonymous() })
            }
            (PrincipalKind::Service, "*") => one("any AWS service".to_owned(), Principal::parse("any.amazonaws.com").ok()?),
            (PrincipalKind::Service, _) => one(text.to_owned(), Principal::parse(text).ok()?),
            (PrincipalKind::Federated, _) => one(format!("whoever signs in through {text}"), Principal::parse(text).ok()?),
            (PrincipalKind::CanonicalUser, _) => None,
            (PrincipalKind::Aws, _) => {
                let arn = Arn::parse(text).ok();
                let of_account = arn.as_ref().filter(|arn| arn.service == "iam" && arn.resource == "root").map(|arn| arn.account);
                let number = of_account.or_else(|| text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text));
                let found = match number {
                    Some(number) => Self { who: format!("account {number}"), whom: Whom::Account, principal: anybody_of(number)? },
                    None => one(text.to_owned(), Principal::parse(text).ok()?)?,
                };
                (found.principal.account() != Some(account.id().as_str())).then_some(found)
            }
        }
    }

    /// As who it asks.
    pub(in crate::access) fn asker(&self) -> Asker {
        Asker::Outsider(self.principal.clone())
    }

    pub(in crate::access) fn is_named_by(&self, account: &Account, statement: &Statement) -> bool {
        let request = Action::parse("sts:GetCallerIdentity").ok().zip(Resource::parse("*").ok());
        let request =
            request.map(|(action, resource)| Request::new(self.principal.clone(), action, resource).with_context(self.known_keys(account)));
        request.is_some_and(|request| statement.names(&request, false).is_some())
    }

    /// How what names it does so: what the account as a whole is let do is for its own policies to say, and the root user has none.
    pub(in crate::access) fn named_as(&self) -> Named {
        if self.whom == Whom::Root { Named::Account } else { Named::Caller }
    }

    /// The places of a statement's conditions that are open; `None` where it never meets one.
    pub(in crate::access) fn open_conditions(&self, account: &Account, statement: &Statement) -> Option<Vec<usize>> {
        let context = self.known_keys(account);
        let mut open = Vec::new();
        for (at, condition) in statement.conditions().iter().enumerate() {
            match self.meets(account, &context, condition) {
                Some(true) => {}
                Some(false) => return None,
                None => open.push(at),
            }
        }
        Some(open)
    }

    /// Whether all whom it stands for meet a condition, or none does; `None` where that is open. `context` is what is known of them.
    fn meets(&self, account: &Account, context: &Context, condition: &Condition) -> Option<bool> {
        let is_known = |key: &ContextKey| context.value_of(key.name()).is_some() || self.lacks(key.name());
        if condition.context_keys().all(is_known) {
            return Some(condition.check(context).is_ok());
        }
        let asks_for =
            |name: &str| self.whom == Whom::Everyone && condition.context_keys().all(|key| key.name().eq_ignore_ascii_case(name));
        if asks_for("aws:PrincipalAccount") {
            return met_by_account(account, condition);
        }
        asks_for("aws:PrincipalArn").then(|| met_by_arn(account, condition)).flatten()
    }

    /// Whether its requests are known to come without a condition key: the root user's without a user's, a service's without those of
    /// an account.
    fn lacks(&self, key: &str) -> bool {
        match (&self.whom, self.principal.kind()) {
            (Whom::Root, _) => is_of_principal(key),
            (Whom::One, CallerKind::Service) => is_of_principal(key) || key.to_ascii_lowercase().starts_with("aws:principalorg"),
            _ => false,
        }
    }

    /// What its requests come with, as far as that is known.
    fn known_keys(&self, account: &Account) -> Context {
        let asker = match self.whom {
            Whom::Everyone => return Context::default(),
            Whom::Root => Asker::Root,
            Whom::Account | Whom::One => self.asker(),
        };
        let mut keys = account.keys_of(&asker);
        keys.retain(|derived| self.whom != Whom::Account || ["aws:PrincipalAccount", "aws:PrincipalIsAWSService"].contains(&&*derived.key));
        context_of(&keys)
    }

    /// What lets it do something besides the policy of the resource: the root user may do everything.
    pub(in crate::access) fn own_policies(&self, account: &Account) -> Policies {
        let all = || account.policy_by_itself(&PolicyKey::aws_managed(ADMINISTRATOR_ACCESS)).policies;
        if self.whom == Whom::Root { all() } else { Policies::default() }
    }

    /// What the policy of a resource neither gives it nor takes: what no policy can deny the root user, and the ways to assume a
    /// role that are for others.
    pub(in crate::access) fn is_beyond(&self) -> ActionSet {
        let [signed, saml, web] = ASSUMING;
        let beyond: &[&str] = match (&self.whom, self.principal.kind()) {
            (Whom::Root, _) => &ROOTS_ALWAYS,
            (Whom::Everyone, _) => &[],
            (_, CallerKind::Provider) if self.principal.text().contains(":saml-provider/") => &[signed, web],
            (_, CallerKind::Provider) => &[signed, saml],
            _ => &[saml, web],
        };
        beyond.iter().copied().filter_map(ActionId::named).collect()
    }

    /// Whether no policy of another account has a say in some actions: what is signed by nobody is let in by the resource alone.
    pub(in crate::access) fn needs_no_other(&self, account: &Account, actions: &ActionSet) -> bool {
        let is_unsigned = || actions.iter().all(|action| account.out_of_reach(&Asker::anonymous(), None, &action.full_name()).is_none());
        match self.whom {
            Whom::Root => true,
            Whom::Everyone => is_unsigned(),
            Whom::Account => false,
            Whom::One => matches!(self.principal.kind(), CallerKind::Service | CallerKind::Provider),
        }
    }
}

/// Whether everyone outside meets a condition about the account of who asks, or nobody does; `None` where some may. Who has not
/// signed and services have no account, and others any but this one: those that the condition names, and one for all the rest.
fn met_by_account(account: &Account, condition: &Condition) -> Option<bool> {
    let texts = condition.texts();
    if texts.iter().any(|text| text.contains(['*', '?'])) {
        return None;
    }
    let others = texts.iter().map(|text| (**text).to_owned()).filter(|text| text != account.id().as_str());
    let unnamed = (0..=texts.len()).map(|number| format!("{number:012}")).find(|number| !texts.iter().any(|text| **text == **number));
    let accounts = others.chain(unnamed).map(|number| Some(Value::Single(number))).chain([None]);
    let mut met = accounts.map(|number| condition.check_with(number.as_ref(), &Context::default()).is_ok());
    let first = met.next()?;
    met.all(|one| one == first).then_some(first)
}

/// The same of a condition about the ARN of who asks, which is one of this account for nobody outside.
fn met_by_arn(account: &Account, condition: &Condition) -> Option<bool> {
    let own = account.id();
    let is_own = |text: &str| match text.splitn(6, ':').collect::<Vec<_>>()[..] {
        [arn, partition, service, region, of, _] => of == own.as_str() && ![arn, partition, service, region].concat().contains(['*', '?']),
        _ => false,
    };
    if !condition.texts().iter().all(|text| is_own(text)) {
        return None;
    }
    let other = Value::Single("arn:aws:iam::000000000000:user/anybody".to_owned());
    let [by_other, by_none] = [Some(&other), None].map(|arn| condition.check_with(arn, &Context::default()).is_ok());
    (by_other == by_none).then_some(by_other)
}

/// Everyone but those who are listed.
pub(in crate::access) fn all_but(listed: &[String]) -> String {
    if listed.is_empty() { EVERYONE.to_owned() } else { format!("{EVERYONE} but {}", listed.join(", ")) }
}
