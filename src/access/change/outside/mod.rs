//! What the policies of resources and roles give those of no identity in this account, and take from them.

mod guarded;
mod outsider;
mod together;

use std::collections::BTreeSet;

use guarded::{Guarded, OnGuarded};
use outsider::{Outsider, Surroundings};
use together::{EVERYONE, Hearing, together};

use super::gains::freed::freed;
use super::gains::joined::joined;
use super::gains::shift::Shift;
use super::gains::shifts::shifts;
use super::settled::{Settling, Turn, share};
use crate::access::clauses::clause::Clauses;
use crate::access::clauses::reach::{Cuts, Reach};
use crate::access::clauses::resource_policies::{Heard, Said};
use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::entity::EntityKey;
use crate::policy::decision::Policies;
use crate::policy::document::{Document, PrincipalKind};

/// What somebody who has no identity in this account gains and loses on one resource or role.
#[derive(Clone, Default, Debug)]
pub struct OutsideShift {
    /// Who, in words.
    pub who: String,
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
    let guarded: BTreeSet<Guarded> = changed.iter().filter_map(Guarded::of).collect();
    let mut found = Vec::new();
    for guarded in guarded {
        found.extend(shifts_on(&guarded, [before, after], progress)?);
    }
    Ok(found)
}

fn shifts_on(guarded: &Guarded, accounts: [&Account; 2], progress: &Progress) -> Result<Vec<OutsideShift>, Cancelled> {
    let policies = accounts.map(|account| OnGuarded::of(account, guarded));
    let named: BTreeSet<String> = policies.iter().flat_map(OnGuarded::accounts).collect();
    let around = Surroundings { accounts, named: named.into_iter().collect() };
    let mut outsiders: Vec<Outsider<'_>> = Vec::new();
    for outsider in policies.iter().flat_map(|policy| policy.outsiders(&around)) {
        if !outsiders.iter().any(|known| (known.whom, &known.name) == (outsider.whom, &outsider.name)) {
            outsiders.push(outsider);
        }
    }
    // What everyone gains is not told again of each who is named.
    outsiders.sort_by_key(|outsider| outsider.whom);
    let share = share(outsiders.len()).unwrap_or_default();
    let mut heard = Vec::new();
    for outsider in outsiders {
        heard.push(hear(outsider, &policies, share, progress)?);
    }
    let mut found = together(&heard, &policies);
    found.extend(undecided(&policies));
    Ok(found)
}

/// What policies say of somebody, and what that gives and takes.
fn hear<'a>(outsider: Outsider<'a>, policies: &[OnGuarded<'_>; 2], share: usize, progress: &Progress) -> Result<Hearing<'a>, Cancelled> {
    let [before, _] = outsider.who.accounts();
    let heard = policies.each_ref().map(|policy| policy.about(&outsider));
    let mut shifts: Vec<(Turn, Shift)> = Vec::new();
    for own in outsider.own_policies(before) {
        let found = shifts_with(&own, &outsider, &heard, policies, share, progress)?;
        let is_new = |one: &(Turn, Shift)| !shifts.contains(one);
        let new: Vec<(Turn, Shift)> = found.into_iter().filter(is_new).collect();
        shifts.extend(new);
    }
    Ok(Hearing { outsider, heard, shifts })
}

/// What comes of it where these are its own policies.
fn shifts_with(
    own: &Policies,
    outsider: &Outsider<'_>,
    heard: &[Vec<Heard>; 2],
    policies: &[OnGuarded<'_>; 2],
    share: usize,
    progress: &Progress,
) -> Result<Vec<(Turn, Shift)>, Cancelled> {
    let mut clauses = Clauses::default();
    let said = heard.each_ref().map(|heard| Said { policies: own, heard, asks: None });
    let [was, is] = Reach::compared(said, Cuts::All, &mut clauses, &mut || progress.go_on())?;
    let within = |mut shifts: Vec<Shift>| {
        for shift in &mut shifts {
            let beyond = outsider.beyond(&shift.actions);
            shift.actions.subtract(&beyond);
        }
        shifts.retain(|shift| !shift.actions.is_empty());
        shifts
    };
    let mut settling = Settling::new(&outsider.who, said, &mut clauses, share, progress);
    let lost = settling.settle(within(shifts(&is, &was)), Turn::Lost)?;
    let gained = settling.settle(within(shifts(&was, &is)), Turn::Gained)?;
    // Of what nothing allows then, and of what is not there, it does not count that it is denied no longer.
    let [_, on] = policies;
    let counts = on.on.is_some() && !is.grants.is_empty();
    let freed = if counts { settling.settle(within(freed(&was, &is, &gained)), Turn::Freed)? } else { Vec::new() };
    let all = [(Turn::Gained, gained), (Turn::Lost, lost), (Turn::Freed, freed)];
    Ok(all.into_iter().flat_map(|(turn, shifts)| joined(shifts).into_iter().map(move |shift| (turn, shift))).collect())
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
    let shift = |text: &str| OutsideShift { who: format!("the canonical user {text}"), undecided: on(), ..OutsideShift::default() };
    named.into_iter().map(shift).collect()
}
