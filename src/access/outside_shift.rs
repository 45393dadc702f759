//! What the policies of resources give those of no identity in this account, and take from them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::clause::{Clause, Clauses};
use super::freed::freed;
use super::outsiders::principal;
use super::progress::{Cancelled, Progress};
use super::reach::{Cuts, Reach};
use super::resource_policies::{Heard, OneResource, Said};
use super::shift::{Shift, shifts};
use crate::account::Account;
use crate::account::authorization::{Asker, ROOTS_ALWAYS};
use crate::account::entity::{EntityKey, PolicyKey, ResourceKey, ResourceKind};
use crate::catalog::ADMINISTRATOR_ACCESS;
use crate::policy::actions::{ActionId, ActionSet};
use crate::policy::compiled::{Named, Principals, Rules, Statement};
use crate::policy::decision::{Layer, Place, Policies};
use crate::policy::document::{Document, Effect, PrincipalEntry};
use crate::policy::request::{Action, Arn, CallerKind, Principal, Request, Resource};

/// What somebody who has no identity in this account gains and loses on one resource.
#[derive(Clone, Debug)]
pub struct OutsideShift {
    /// The resource whose policy it is.
    pub resource: ResourceKey,
    /// Who, in words.
    pub who: String,
    /// Whether that is everyone, without exception.
    is_everyones: bool,
    /// What they may do then and could not before.
    pub gained: Vec<Shift>,
    /// What they could do and may not then.
    pub lost: Vec<Shift>,
    /// What was denied to them and is not then, though nothing allows it yet.
    pub freed: Vec<Shift>,
}

/// Somebody whom a policy names, and who stands for them.
#[derive(PartialEq, Eq)]
struct Outsider {
    who: String,
    principal: Principal,
    whom: Whom,
}

/// What kind of principals it is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Whom {
    /// The account's own root user, whom no policy but that of a resource keeps from anything.
    Root,
    /// Everyone, or everyone but some.
    Everyone,
    /// One that is named.
    Named,
}

/// The policy of a resource before a change or after it.
struct OnResource<'a> {
    account: &'a Account,
    rules: Option<Arc<Rules>>,
    document: Option<Document>,
    clauses: Vec<Arc<Clause>>,
    arn: Option<Resource>,
}

const EVERYONE: &str = "everyone outside the account";
const ROOT: &str = "the root user";

/// The resources of a change whose policies let in or keep out others than before. Block Public Access counts too.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(super) fn outside_shifts(
    before: &Account,
    after: &Account,
    changed: &[EntityKey],
    progress: &Progress,
) -> Result<Vec<OutsideShift>, Cancelled> {
    let of_change = |key: &'_ EntityKey| match key {
        EntityKey::PolicyOn(resource) => Some(resource.clone()),
        EntityKey::Resource(resource) if resource.kind == ResourceKind::Bucket => Some(resource.clone()),
        _ => None,
    };
    let resources: BTreeSet<ResourceKey> = changed.iter().filter_map(of_change).collect();
    let mut found = Vec::new();
    for resource in resources {
        found.extend(shifts_on(&resource, [before, after], progress)?);
    }
    Ok(found)
}

fn shifts_on(resource: &ResourceKey, accounts: [&Account; 2], progress: &Progress) -> Result<Vec<OutsideShift>, Cancelled> {
    let [before, _] = accounts;
    let policies = accounts.map(|account| OnResource::of(account, resource));
    let mut outsiders: Vec<Outsider> = Vec::new();
    for outsider in policies.iter().flat_map(OnResource::outsiders) {
        if !outsiders.contains(&outsider) {
            outsiders.push(outsider);
        }
    }
    // What everyone gains is not told again of each who is named.
    outsiders.sort_by(|one, other| one.whom.cmp(&other.whom));
    let mut found: Vec<OutsideShift> = Vec::new();
    for outsider in outsiders {
        let heard = policies.each_ref().map(|policy| policy.about(&outsider));
        let own = outsider.own_policies(before);
        let said = heard.each_ref().map(|heard| Said { policies: &own, heard, asks: None });
        let [was, is] = Reach::compared(said, Cuts::All, &mut Clauses::default(), &mut || progress.go_on())?;
        let gained = shifts(&was, &is);
        let freed = if is.grants.is_empty() { Vec::new() } else { outsider.kept_from(freed(&was, &is, &gained)) };
        let [was_on, is_on] = &policies;
        let shift = OutsideShift {
            resource: resource.clone(),
            gained: is_on.told(
                outsider.kept_from(gained),
                &outsider,
                found.iter().filter(|known| known.is_everyones).flat_map(|known| &known.gained),
            ),
            lost: was_on.told(
                outsider.kept_from(shifts(&is, &was)),
                &outsider,
                found.iter().filter(|known| known.is_everyones).flat_map(|known| &known.lost),
            ),
            is_everyones: outsider.who == EVERYONE,
            freed,
            who: outsider.who,
        };
        if [&shift.gained, &shift.lost, &shift.freed].iter().any(|shifts| !shifts.is_empty()) {
            found.push(shift);
        }
    }
    Ok(found)
}

impl<'a> OnResource<'a> {
    fn of(account: &'a Account, resource: &ResourceKey) -> Self {
        let policy = account.policy_on(resource);
        let rules = policy.as_ref().and_then(|policy| policy.rules().cloned());
        let document = policy.and_then(|policy| Document::read(&policy).ok());
        let on = OneResource::of_estate(account, resource);
        // What conditions ask of who asks is open: nobody knows who it is.
        let all = |statement: &Statement| (0..statement.conditions().len()).collect::<Vec<_>>();
        let clause = |statement: &Statement| Arc::new(on.clause(statement, &all(statement)));
        let clauses = rules.iter().flat_map(|rules| rules.statements()).map(clause).collect();
        let arn = Resource::parse(&account.resource_arn(resource)).ok();
        Self { account, rules, document, clauses, arn }
    }

    fn statements(&self) -> impl Iterator<Item = (&Statement, &Arc<Clause>)> {
        self.rules.iter().flat_map(|rules| rules.statements()).zip(&self.clauses)
    }

    /// Whom it names, and everyone where it names all but some.
    fn outsiders(&self) -> Vec<Outsider> {
        let action = self.clauses.iter().find_map(|clause| clause.actions.iter().next()).map(ActionId::full_name);
        let Some(action) = action.and_then(|action| Action::parse(&action).ok()) else { return Vec::new() };
        let statements = self.document.iter().flat_map(|document| &document.statements);
        let named = statements.filter_map(|statement| Some((statement.effect, statement.principals.as_ref()?)));
        let outsiders = named.flat_map(|(effect, principals)| -> Vec<Outsider> {
            let one = |entry: &PrincipalEntry| {
                let text = &entry.text.value;
                let principal = principal(self.account, &action, entry)?;
                let whom = if text == "*" { Whom::Everyone } else { Whom::Named };
                Some(Outsider { who: in_words(text), principal, whom })
            };
            match (principals.negated, effect) {
                // Whom a denial of all others leaves out may gain or lose what these do not.
                (false, _) | (true, Effect::Deny) => principals.entries.iter().filter_map(one).collect(),
                (true, Effect::Allow) => {
                    let texts = principals.entries.iter().map(|entry| entry.text.value.as_str());
                    let who = all_but(texts);
                    let principal = super::outsiders::everyone(self.account, &action);
                    principal.map(|principal| Outsider { who, principal, whom: Whom::Everyone }).into_iter().collect()
                }
            }
        });
        let root = Principal::parse(&self.account.root_arn()).ok();
        let root = root.map(|principal| Outsider { who: ROOT.to_owned(), principal, whom: Whom::Root });
        root.into_iter().chain(outsiders).collect()
    }

    /// What it says of somebody, as far as the resource does not shut them out.
    fn about(&self, outsider: &Outsider) -> Vec<Heard> {
        let is_shut = self.arn.as_ref().is_some_and(|arn| self.account.shuts_out(&Asker::Outsider(outsider.principal.clone()), arn));
        // What the account as a whole is let do is for its own policies to say, and the root user has none.
        let named = if outsider.whom == Whom::Root { Named::Account } else { Named::Caller };
        let is_about = |statement: &Statement| outsider.is_named_by(statement) && (statement.effect() == Effect::Deny || !is_shut);
        self.statements()
            .zip(0..)
            .filter(|((statement, _), _)| is_about(statement))
            .map(|((_, clause), statement)| {
                let place = Place { layer: Layer::Resource, policy: 0, statement };
                Heard { clause: clause.clone(), place, named }
            })
            .collect()
    }

    /// What is told of somebody: not what is known already, and as certain only where nobody else has a say.
    fn told<'b>(&self, shifts: Vec<Shift>, outsider: &Outsider, known: impl Iterator<Item = &'b Shift>) -> Vec<Shift> {
        let known: Vec<&Shift> = known.collect();
        let is_known = |shift: &Shift| {
            let is_same = |known: &&&Shift| (&known.scope, &known.demands) == (&shift.scope, &shift.demands);
            let is_all = |known: &&&Shift| known.exempt.is_empty() || known.exempt == shift.exempt;
            known.iter().filter(is_same).filter(is_all).any(|known| shift.actions.is_subset(&known.actions))
        };
        let others = || self.statements().filter(|(statement, _)| statement.effect() == Effect::Deny && !outsider.is_named_by(statement));
        let is_denied_to_some = |shift: &Shift| {
            let cuts = |clause: &Clause| clause.scope.overlaps(&shift.scope) && !clause.actions.is_disjoint(&shift.actions);
            outsider.whom == Whom::Everyone && others().any(|(_, clause)| cuts(clause))
        };
        let told = shifts.into_iter().filter(|shift| !is_known(shift));
        told.map(|shift| Shift { is_certain: shift.is_certain && outsider.needs_no_other() && !is_denied_to_some(&shift), ..shift })
            .collect()
    }
}

impl Outsider {
    fn is_named_by(&self, statement: &Statement) -> bool {
        if let Some(principals) = statement.principals().filter(|principals| principals.is_negated() && self.whom == Whom::Everyone) {
            return statement.effect() == Effect::Deny || self.who == all_but(Principals::texts(principals));
        }
        let request = Action::parse("sts:GetCallerIdentity").ok().zip(Resource::parse("*").ok());
        let request = request.map(|(action, resource)| Request::new(self.principal.clone(), action, resource));
        request.is_some_and(|request| statement.names(&request, false).is_some())
    }

    /// What lets it do something besides the policy of the resource: the root user may do everything.
    fn own_policies(&self, account: &Account) -> Policies {
        let all = || account.policy_by_itself(&PolicyKey::aws_managed(ADMINISTRATOR_ACCESS)).policies;
        if self.whom == Whom::Root { all() } else { Policies::default() }
    }

    /// What it can be kept from: some actions no policy can deny the root user.
    fn kept_from(&self, mut shifts: Vec<Shift>) -> Vec<Shift> {
        let always: ActionSet = ROOTS_ALWAYS.into_iter().filter_map(ActionId::named).collect();
        for shift in shifts.iter_mut().filter(|_| self.whom == Whom::Root) {
            shift.actions.subtract(&always);
        }
        shifts.retain(|shift| !shift.actions.is_empty());
        shifts
    }

    /// Whether no policy of another account has a say.
    fn needs_no_other(&self) -> bool {
        self.whom == Whom::Root || matches!(self.principal.kind(), CallerKind::Service | CallerKind::Anonymous)
    }
}

/// A principal as a policy names it, in words.
fn in_words(text: &str) -> String {
    let arn = Arn::parse(text).ok();
    let of_account = arn.as_ref().filter(|arn| arn.service == "iam" && arn.resource == "root").map(|arn| arn.account);
    let number = of_account.or_else(|| text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text));
    match (text, number) {
        ("*", _) => EVERYONE.to_owned(),
        (_, Some(number)) => format!("account {number}"),
        _ => text.to_owned(),
    }
}

fn all_but<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("{EVERYONE} but {}", texts.collect::<Vec<_>>().join(", "))
}
