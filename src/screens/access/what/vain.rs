//! What is granted in vain: a row for the statement, and one for each that stands against it.

use std::iter;

use super::{ACTIONS, CONDITION, LEVEL, POLICY, RESOURCE, SERVICE, THROUGH, WhatRows};
use crate::access::{Cut, CutBy, Demand, InVain, Row, Scope};
use crate::account::authorization::Origin;
use crate::app::words::count;
use crate::policy::actions::ServiceId;
use crate::policy::decision::{Layer, Place};
use crate::screens::access::export::APART;

/// Where a boundary stands among the policies.
const BOUNDARY: Place = Place { layer: Layer::Boundary, policy: 0, statement: 0 };

/// What a row of the table is about.
pub(super) enum Entry<'a> {
    /// Actions of a service and level that a statement grants.
    Granted(&'a Row),
    /// A statement that grants in vain.
    Vain(&'a InVain),
    /// What stands against it.
    Against(&'a Cut),
}

impl<'a> WhatRows<'a> {
    /// The keys of all rows of the table.
    pub(in crate::screens::access) fn keys(&self) -> Vec<usize> {
        let vain: usize = self.vain.iter().map(|vain| 1 + vain.by.len()).sum();
        (0..self.rows.len() + vain).collect()
    }

    pub(super) fn entry(&self, key: usize) -> Option<Entry<'a>> {
        let Some(behind) = key.checked_sub(self.rows.len()) else { return self.rows.get(key).map(Entry::Granted) };
        let of = |vain: &'a InVain| iter::once(Entry::Vain(vain)).chain(vain.by.iter().map(Entry::Against));
        self.vain.iter().flat_map(of).nth(behind)
    }

    /// The statement that a row of what is granted in vain is about, and where its policy comes from.
    pub(in crate::screens::access) fn statement(&self, key: usize) -> Option<(&'a Origin, usize)> {
        let place = match self.entry(key)? {
            Entry::Granted(_) => return None,
            Entry::Vain(vain) => vain.place,
            Entry::Against(cut) => match cut.by {
                CutBy::Statement(place) => place,
                CutBy::Boundary => BOUNDARY,
                CutBy::Gates(_) => return None,
            },
        };
        Some((self.what.origin_at(place)?, place.statement as usize))
    }

    /// A cell of a row of what is granted in vain.
    pub(super) fn text_in_vain(&self, entry: &Entry<'_>, column: usize) -> String {
        let (place, actions) = match entry {
            Entry::Granted(_) => return String::new(),
            Entry::Vain(vain) => (Some(vain.place), &vain.actions),
            Entry::Against(cut) => (Some(if let CutBy::Statement(place) = cut.by { place } else { BOUNDARY }), &cut.actions),
        };
        let (scope, demands) = match entry {
            Entry::Vain(vain) => self.what.vain_scope(vain).map_or((None, &[][..]), |(scope, demands)| (Some(scope), demands)),
            Entry::Against(cut) => (cut.scope.as_ref(), cut.demands.as_slice()),
            Entry::Granted(_) => (None, &[][..]),
        };
        let told = || place.map(|place| self.told(place)).unwrap_or_default();
        match column {
            SERVICE => {
                let services: Vec<_> = actions.services().filter_map(ServiceId::service).collect();
                if let [service] = services[..] { service.short_name.to_owned() } else { count(services.len(), "service") }
            }
            LEVEL if matches!(entry, Entry::Vain(_)) => "In vain".to_owned(),
            LEVEL => "Against it".to_owned(),
            ACTIONS if matches!(entry, Entry::Vain(_)) => format!("0/{}", actions.len()),
            ACTIONS => actions.len().to_string(),
            RESOURCE => scope.map(Scope::in_words).unwrap_or_default(),
            CONDITION => demands.iter().map(Demand::in_words).collect::<Vec<_>>().join(APART),
            POLICY => told().0,
            THROUGH => told().1,
            _ => match entry {
                Entry::Vain(vain) => {
                    let mut by: Vec<&str> =
                        vain.by.iter().map(|cut| if cut.by == CutBy::Boundary { "boundary" } else { "explicit deny" }).collect();
                    by.dedup();
                    by.join(", ")
                }
                Entry::Granted(_) | Entry::Against(_) => String::new(),
            },
        }
    }
}
