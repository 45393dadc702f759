//! Who may assume a role: the statements of trust policies that say so, and whether a change gives or takes it.

use super::difference::Difference;
use super::gains::shift::Shift;
use crate::access::clauses::outsiders::ASSUMING;
use crate::access::clauses::scope::Scope;
use crate::policy::actions::ActionId;
use crate::policy::compiled::Statement;
use crate::policy::reach::Pattern;
use crate::policy::request::Action;

impl Difference {
    /// Whether others may assume the role of this ARN than before: by its trust policy, or by what users and roles of the account
    /// gain and lose.
    pub fn changes_entry(&self, arn: &str) -> bool {
        let this_one = Scope::named(vec![(arn.to_owned(), Pattern::of_resource(arn))], false);
        let assuming: Vec<ActionId> = ASSUMING.iter().filter_map(|action| ActionId::named(action)).collect();
        let is_entry = |shift: &Shift| assuming.iter().any(|action| shift.actions.contains(*action)) && shift.scope.overlaps(&this_one);
        let of_own = self.effects.iter().flat_map(|effect| effect.gained.iter().chain(&effect.lost));
        let of_others = self.outside.iter().flat_map(|shift| shift.gained.iter().chain(&shift.lost));
        of_own.chain(of_others).any(is_entry)
    }
}

/// Whether a statement of a trust policy says who may assume the role: it may speak of tagging sessions alone, which lets nobody in.
pub fn is_about_assuming(statement: &Statement) -> bool {
    let asked = ASSUMING.iter().filter_map(|action| Action::parse(action).ok());
    let names = |action: Action| statement.actions().is_some_and(|actions| actions.check(&action).is_ok());
    asked.into_iter().any(names)
}
