//! What the policies of resources and roles give those of no identity in this account, and take from them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::freed::freed;
use super::shift::Shift;
use super::shifts::shifts;
use crate::access::clauses::clause::{Clause, Clauses};
use crate::access::clauses::outsiders::{EVERYONE, Outsider, Whom, all_but};
use crate::access::clauses::reach::{Cuts, Reach};
use crate::access::clauses::resource_policies::{Heard, OneResource, Said};
use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::entity::{EntityKey, PolicyText, ResourceKey, ResourceKind};
use crate::account::id::UniqueId;
use crate::policy::compiled::{Rules, Statement};
use crate::policy::decision::{Layer, Place};
use crate::policy::document::{Document, Effect, PrincipalKind, Principals};
use crate::policy::request::Resource;

/// What somebody who has no identity in this account gains and loses on one resource or role.
#[derive(Clone, Debug)]
pub struct OutsideShift {
    /// Who, in words.
    pub who: String,
    /// Who are left out, by name, where that is everyone.
    but: Option<Vec<String>>,
    /// What they may do then and could not before.
    pub gained: Vec<Shift>,
    /// What they could do and may not then.
    pub lost: Vec<Shift>,
    /// What was denied to them and is not then, though nothing allows it yet.
    pub freed: Vec<Shift>,
    /// The resource of which it is not known what they gain and lose, where another policy names them in a way that tells no
    /// identity.
    pub undecided: Option<String>,
}

impl OutsideShift {
    /// Whether it is everyone who gains or loses, or everyone but some.
    pub(super) fn is_of_everyone(&self) -> bool {
        self.who.starts_with(EVERYONE)
    }
}

/// What has a policy that says who may come to it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Guarded {
    Resource(ResourceKey),
    Role(UniqueId),
}

/// The policy of a resource or role before a change or after it.
struct OnGuarded<'a> {
    account: &'a Account,
    text: Option<PolicyText>,
    rules: Option<Arc<Rules>>,
    document: Option<Document>,
    on: Option<OneResource>,
    /// Whether it is a role, which no root user assumes.
    is_role: bool,
}

/// The resources and roles of a change whose policies let in or keep out others than before. Block Public Access counts too.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn outside_shifts(
    before: &Account,
    after: &Account,
    changed: &[EntityKey],
    progress: &Progress,
) -> Result<Vec<OutsideShift>, Cancelled> {
    let of_change = |key: &'_ EntityKey| match key {
        EntityKey::PolicyOn(resource) => Some(Guarded::Resource(resource.clone())),
        EntityKey::Resource(resource) if resource.kind == ResourceKind::Bucket => Some(Guarded::Resource(resource.clone())),
        EntityKey::Role(id) => Some(Guarded::Role(*id)),
        _ => None,
    };
    let guarded: BTreeSet<Guarded> = changed.iter().filter_map(of_change).collect();
    let mut found = Vec::new();
    for guarded in guarded {
        found.extend(shifts_on(&guarded, [before, after], progress)?);
    }
    Ok(found)
}

fn shifts_on(guarded: &Guarded, accounts: [&Account; 2], progress: &Progress) -> Result<Vec<OutsideShift>, Cancelled> {
    let [before, _] = accounts;
    let policies = accounts.map(|account| OnGuarded::of(account, guarded));
    let mut outsiders: Vec<Outsider> = Vec::new();
    for outsider in policies.iter().flat_map(OnGuarded::outsiders) {
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
        let beyond = outsider.is_beyond();
        let within = |mut shifts: Vec<Shift>| {
            for shift in &mut shifts {
                shift.actions.subtract(&beyond);
            }
            shifts.retain(|shift| !shift.actions.is_empty());
            shifts
        };
        let gained = shifts(&was, &is);
        let freed = if is.grants.is_empty() { Vec::new() } else { within(freed(&was, &is, &gained)) };
        let [was_on, is_on] = &policies;
        let of_everyone = || found.iter().filter(|known| known.but.as_ref().is_some_and(|but| !but.contains(&outsider.who)));
        let gained = is_on.told(within(gained), &outsider, of_everyone().flat_map(|known| &known.gained));
        let lost = was_on.told(within(shifts(&is, &was)), &outsider, of_everyone().flat_map(|known| &known.lost));
        let of_all = (!freed.is_empty()).then(Vec::new);
        let kept_out: BTreeSet<&Vec<String>> = gained.iter().chain(&lost).map(|(kept_out, _)| kept_out).chain(&of_all).collect();
        let shifts = kept_out.into_iter().map(|but| {
            let of = |told: &[(Vec<String>, Shift)]| {
                told.iter().filter(|(kept_out, _)| kept_out == but).map(|(_, shift)| shift.clone()).collect()
            };
            OutsideShift {
                who: if but.is_empty() { outsider.who.clone() } else { all_but(but) },
                but: (outsider.who == EVERYONE).then(|| but.clone()),
                gained: of(&gained),
                lost: of(&lost),
                freed: if but.is_empty() { freed.clone() } else { Vec::new() },
                undecided: None,
            }
        });
        let shifts: Vec<OutsideShift> = shifts.collect();
        found.extend(shifts);
    }
    found.extend(undecided(&policies));
    Ok(found)
}

/// The users that S3 alone knows, where a policy that names them is another than before.
fn undecided([before, after]: &[OnGuarded<'_>; 2]) -> Vec<OutsideShift> {
    if before.text == after.text {
        return Vec::new();
    }
    let documents = [before, after].into_iter().filter_map(|policy| policy.document.as_ref());
    let entries = documents.flat_map(Document::principals).filter(|entry| entry.kind == PrincipalKind::CanonicalUser);
    let named: BTreeSet<&str> = entries.map(|entry| entry.text.value.as_str()).collect();
    let on = || before.on.iter().chain(&after.on).find_map(|on| on.arns.first().cloned());
    let shift = |text: &str| OutsideShift {
        who: format!("the canonical user {text}"),
        but: None,
        gained: Vec::new(),
        lost: Vec::new(),
        freed: Vec::new(),
        undecided: on(),
    };
    named.into_iter().map(shift).collect()
}

impl<'a> OnGuarded<'a> {
    fn of(account: &'a Account, guarded: &Guarded) -> Self {
        let (text, on) = match guarded {
            Guarded::Resource(resource) => (account.policy_on(resource), Some(OneResource::of_estate(account, resource))),
            Guarded::Role(id) => {
                let role = account.role(*id);
                (role.map(|role| account.current_policy(&role.trust_policy)), role.map(|role| OneResource::of_role(account, role)))
            }
        };
        let rules = text.as_ref().and_then(|text| text.rules().cloned());
        let document = text.as_ref().and_then(|text| Document::read(text).ok());
        Self { account, text, rules, document, on, is_role: matches!(guarded, Guarded::Role(_)) }
    }

    fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.rules.iter().flat_map(|rules| rules.statements())
    }

    /// Whom it names, and everyone where it names all but some.
    fn outsiders(&self) -> Vec<Outsider> {
        let statements = self.document.iter().flat_map(|document| &document.statements);
        let named = statements.filter_map(|statement| Some((statement.effect, statement.principals.as_ref()?)));
        let outsiders = named.flat_map(|(effect, principals)| Outsider::named(self.account, effect, principals));
        let root = self.document.as_ref().filter(|_| !self.is_role).and_then(|_| Outsider::root(self.account));
        root.into_iter().chain(outsiders).collect()
    }

    fn principals(&self, at: usize) -> Option<&Principals> {
        self.document.as_ref()?.statements.get(at)?.principals.as_ref()
    }

    /// Whether the statement at a place lets in all but some who are not the account's own.
    fn leaves_some_out(&self, at: usize) -> bool {
        self.principals(at).is_some_and(|principals| Outsider::leaves_some_out(self.account, principals))
    }

    /// Who are not the account's own of those whom the statement at a place names, which does not name everyone; `None` where nobody
    /// knows who that is.
    fn named_at(&self, at: usize) -> Option<Vec<String>> {
        let principals = self.principals(at)?;
        // All but those listed, and not everyone: nobody.
        if principals.negated {
            return Some(Vec::new());
        }
        let is_known = principals.entries.iter().all(|entry| entry.kind != PrincipalKind::CanonicalUser);
        is_known.then(|| Outsider::named(self.account, Effect::Deny, principals).into_iter().map(|outsider| outsider.who).collect())
    }

    /// What it says of somebody, as far as the resource does not shut them out.
    fn about(&self, outsider: &Outsider) -> Vec<Heard> {
        let Some(on) = &self.on else { return Vec::new() };
        let arn = on.arns.first().and_then(|arn| Resource::parse(arn).ok());
        let is_shut = arn.is_some_and(|arn| self.account.shuts_out(&outsider.asker(), &arn));
        let heard = |(statement, at): (&Statement, u32)| {
            let is_about = outsider.is_named_by(self.account, statement) && (statement.effect() == Effect::Deny || !is_shut);
            let open = outsider.open_conditions(self.account, statement).filter(|_| is_about)?;
            let place = Place { layer: Layer::Resource, policy: 0, statement: at };
            Some(Heard { clause: Arc::new(on.clause(statement, &open)), place, named: outsider.named_as() })
        };
        self.statements().zip(0..).filter_map(heard).collect()
    }

    /// What is told of somebody, of everyone without those to whom it is denied: not what is known already, and as certain only where
    /// nobody else has a say.
    fn told<'b>(&self, shifts: Vec<Shift>, outsider: &Outsider, known: impl Iterator<Item = &'b Shift>) -> Vec<(Vec<String>, Shift)> {
        let known: Vec<&Shift> = known.collect();
        let is_known = |shift: &Shift| {
            let about = |shift: &Shift| (shift.scope.clone(), shift.demands.clone(), shift.denied_under.clone());
            let is_same = |known: &&&Shift| about(known) == about(shift);
            let is_all = |known: &&&Shift| known.exempt.is_empty() || known.exempt == shift.exempt;
            let is_as_certain = |known: &&&Shift| known.is_certain || !shift.is_certain;
            let hides = |known: &&&Shift| is_same(known) && is_all(known) && is_as_certain(known);
            known.iter().filter(hides).any(|known| shift.actions.is_subset(&known.actions))
        };
        let is_of_others = |statement: &Statement, at: usize| match statement.effect() {
            Effect::Deny => !outsider.is_named_by(self.account, statement),
            Effect::Allow => outsider.who == EVERYONE && self.leaves_some_out(at),
        };
        let statements = self.statements().enumerate().filter(|_| outsider.whom == Whom::Everyone);
        let others = statements.filter(|(at, statement)| is_of_others(statement, *at));
        let others: Vec<(Clause, Option<Vec<String>>)> = others
            .filter_map(|(at, statement)| {
                let named = self.named_at(at).filter(|_| statement.effect() == Effect::Deny);
                let named = named.filter(|named| named.is_empty() || outsider.who == EVERYONE);
                Some((self.on.as_ref()?.clause(statement, &[]), named))
            })
            .collect();
        let kept_out = |shift: &Shift| {
            let is_about = |by: &Clause| by.scope.overlaps(&shift.scope) && !by.actions.is_disjoint(&shift.actions);
            let named = others.iter().filter(|(by, _)| is_about(by)).map(|(_, named)| named.clone());
            let named: BTreeSet<String> = named.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
            Some(named.into_iter().collect::<Vec<_>>())
        };
        let told = shifts.into_iter().filter(|shift| !is_known(shift)).map(|shift| {
            let kept_out = kept_out(&shift);
            let is_certain = shift.is_certain && outsider.needs_no_other(self.account, &shift.actions) && kept_out.is_some();
            (kept_out.unwrap_or_default(), Shift { is_certain, ..shift })
        });
        told.collect()
    }
}
