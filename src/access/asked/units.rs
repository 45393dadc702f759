//! Actions that policies treat alike, and that take the same resources: one of them is asked about for all.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::access::clauses::clause::{Clause, gated};
use crate::catalog::{self, Service, ServiceAction};
use crate::policy::actions::{ActionId, ActionSet, ServiceId};

/// Actions, one of which stands for all.
pub(in crate::access) struct Unit {
    pub actions: ActionSet,
    /// One of them.
    pub one: ActionId,
}

/// The types of resources that an action takes, and which of some keys it is sent with. Where no pattern tells types apart, only
/// whether it takes any counts; the security token service has rules of its own for each action.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    service: Option<ServiceId>,
    types: Vec<&'static str>,
    takes_any: bool,
    own: Option<ActionId>,
    sent: Vec<bool>,
}

/// The units of some actions, as clauses treat them; `None` where they are more than `most`.
pub(in crate::access) fn units(actions: &ActionSet, clauses: &[Arc<Clause>], is_everything: bool, most: usize) -> Option<Vec<Unit>> {
    let mut alike = vec![actions.clone()];
    for set in clauses.iter().map(|clause| &clause.actions).chain([gated()]) {
        let split = |class: ActionSet| [class.clone().intersection(set), class.minus(set)];
        alike = alike.into_iter().flat_map(split).filter(|class| !class.is_empty()).collect();
        if alike.len() > most {
            return None;
        }
    }
    let mut units = Vec::new();
    for class in alike {
        let about = || clauses.iter().filter(|clause| !clause.has_none_of(&class));
        let is_flat = is_everything && about().all(|clause| clause.scope.is_everything());
        let mut keys: Vec<&str> = about().flat_map(|clause| &clause.demands).map(|demand| demand.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.retain(|key| !is_always_sent(key));
        let mut by_kind: BTreeMap<Kind, ActionSet> = BTreeMap::new();
        for action in class.iter() {
            by_kind.entry(kind(action, &keys, is_flat)).or_default().insert(action);
        }
        for actions in by_kind.into_values() {
            let Some(one) = actions.iter().next() else { continue };
            units.push(Unit { actions, one });
        }
        if units.len() > most {
            return None;
        }
    }
    Some(units)
}

/// Whether a key comes with every action, as far as the reference tells.
fn is_always_sent(key: &str) -> bool {
    catalog::is_sent(key, std::iter::empty::<(&Service, std::iter::Empty<&ServiceAction>)>())
}

fn kind(action: ActionId, keys: &[&str], is_flat: bool) -> Kind {
    let service = action.service_id();
    let details = action.action();
    let types = || details.into_iter().flat_map(|details| &details.resources).map(|kind| kind.resource_type);
    let mut all: Vec<&'static str> = if is_flat { Vec::new() } else { types().collect() };
    all.sort_unstable();
    all.dedup();
    let of_action = || service.service().zip(details).into_iter().map(|(service, action)| (service, [action].into_iter()));
    Kind {
        service: Some(service).filter(|_| !is_flat),
        types: all,
        takes_any: types().next().is_some(),
        own: Some(action).filter(|_| service.service().is_some_and(|service| service.prefix == "sts")),
        sent: keys.iter().map(|key| catalog::is_sent(key, of_action())).collect(),
    }
}
