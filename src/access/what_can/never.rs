//! What statements grant in vain: a denial or the boundary stands against their conditions, whatever the circumstances.

use crate::access::asked::who::Who;
use crate::access::change::gains::shift::Shift;
use crate::access::change::settled::{Settling, Turn, share};
use crate::access::clauses::clause::{Clauses, gated};
use crate::access::clauses::reach::{Grant, Reach};
use crate::access::clauses::resource_policies::Said;
use crate::access::progress::{Cancelled, Progress};
use crate::policy::actions::ActionSet;

/// The actions of each grant that it never allows anything of. What they give is what would be gained by who had nothing before.
/// What roles and keys withhold is told by itself.
///
/// # Errors
/// Where nobody wants to know any more.
pub(super) fn never(
    who: &Who<'_>,
    said: Said<'_>,
    reach: &Reach,
    clauses: &mut Clauses,
    progress: &Progress,
) -> Result<Vec<ActionSet>, Cancelled> {
    let mut settling = Settling::new(who, [said, said], clauses, share(1).unwrap_or_default(), progress);
    let mut of_grant = |grant: &Grant| {
        let actions = cut(reach, grant);
        if actions.is_empty() {
            return Ok(actions);
        }
        let (scope, demands) = (grant.clause.scope.clone(), grant.clause.demands.clone());
        let shift = Shift { actions: actions.clone(), scope, demands, denied_under: Vec::new(), exempt: Vec::new(), is_certain: false };
        let gained = settling.settle(vec![shift], Turn::Gained)?;
        Ok(gained.into_iter().fold(actions, |never, shift| never.minus(&shift.actions)))
    };
    reach.grants.iter().map(&mut of_grant).collect()
}

/// The actions of a grant of which something is cut.
fn cut(reach: &Reach, grant: &Grant) -> ActionSet {
    let denials = grant.excepted.iter().filter_map(|at| reach.denials.get(*at));
    let cut = denials.fold(grant.bounded.clone(), |cut, denial| cut.union(&denial.clause.actions));
    cut.intersection(&grant.actions).minus(gated())
}
