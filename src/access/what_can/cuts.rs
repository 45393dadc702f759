//! What cuts a part off what statements grant.

use std::sync::Arc;

use super::guards::{LetIn, Withheld};
use super::{Row, WhatCan};
use crate::access::clauses::clause::Clause;
use crate::access::clauses::demand::Demand;
use crate::access::clauses::scope::Scope;
use crate::access::clauses::statements::Denial;
use crate::policy::actions::ActionSet;
use crate::policy::decision::Place;

/// What cuts a part off a grant.
#[derive(Clone, Debug)]
pub struct Cut {
    /// What cuts.
    pub by: CutBy,
    /// The actions that are cut.
    pub actions: ActionSet,
    /// The resources that are cut off; everything that the boundary does not let through where it cuts.
    pub scope: Option<Scope>,
    /// The conditions under which they are.
    pub demands: Vec<Demand>,
    /// Whether nothing of the actions is left.
    pub is_whole: bool,
}

/// What a boundary lets through of what it lets through in part.
#[derive(Clone, Debug)]
pub struct LetThrough {
    /// The actions.
    pub actions: ActionSet,
    /// The resources.
    pub scope: Scope,
    /// The conditions under which it does.
    pub demands: Vec<Demand>,
}

/// What cuts a part off a grant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CutBy {
    /// A statement that denies.
    Statement(Place),
    /// The boundary, where many statements may let a part through.
    Boundary,
    /// The trust policies of the account's roles, or the policies of its keys, without which nothing is allowed: where these let in.
    Gates(Arc<[LetIn]>),
}

impl WhatCan {
    /// What the policies of resources deny the root user.
    pub fn denied_to_root(&self) -> Vec<Cut> {
        let denials = self.reach.denials.iter().filter(|_| self.is_root);
        let cut = |denial: &Denial| Cut {
            by: CutBy::Statement(denial.place),
            actions: denial.clause.actions.clone(),
            scope: Some(denial.clause.scope.clone()),
            demands: denial.clause.demands.clone(),
            is_whole: denial.clause.demands.is_empty(),
        };
        denials.map(cut).collect()
    }

    /// What cuts the grant of a row: what is gone altogether, then what is cut in part.
    pub fn cuts(&self, row: &Row) -> Vec<Cut> {
        let Some(grant) = self.grant(row) else { return Vec::new() };
        let of_row: ActionSet = grant.clause.actions.of_service(row.service).filter(|action| row.is_of_level(*action)).collect();
        let denial = |at: &usize, is_whole: bool| {
            let denial = self.reach.denials.get(*at)?;
            let clause = &denial.clause;
            let left = of_row.clone().intersection(&clause.actions);
            let actions = if is_whole { left.minus(&grant.actions) } else { left };
            let (scope, demands) = (Some(clause.scope.clone()), clause.demands.clone());
            let is_whole = is_whole || self.never.get(row.grant).is_some_and(|never| actions.is_subset(never));
            (!actions.is_empty()).then_some(Cut { by: CutBy::Statement(denial.place), actions, scope, demands, is_whole })
        };
        let denied = grant.denied.iter().filter_map(|at| denial(at, true));
        let excepted = grant.excepted.iter().filter_map(|at| denial(at, false));
        let mut outside = of_row.clone().minus(&grant.actions);
        for at in &grant.denied {
            if let Some(denial) = self.reach.denials.get(*at) {
                outside.subtract(&denial.clause.actions);
            }
        }
        let bound = |actions: ActionSet, is_whole| {
            (!actions.is_empty()).then_some(Cut { by: CutBy::Boundary, actions, scope: None, demands: Vec::new(), is_whole })
        };
        let by_boundary = [bound(outside, true), bound(of_row.clone().intersection(&grant.bounded), false)];
        let by_gates = self.withheld(row.grant).iter().filter_map(|Withheld { actions, let_in }| {
            let actions = of_row.clone().intersection(actions);
            let by = CutBy::Gates(let_in.clone());
            (!actions.is_empty()).then_some(Cut { by, actions, scope: None, demands: Vec::new(), is_whole: let_in.is_empty() })
        });
        denied.chain(excepted).chain(by_boundary.into_iter().flatten()).chain(by_gates).collect()
    }

    /// What the boundary lets through of a row that it lets through in part, statement by statement.
    pub fn let_through(&self, row: &Row) -> Vec<LetThrough> {
        let Some(grant) = self.grant(row) else { return Vec::new() };
        let partly = grant.actions.of_service(row.service).filter(|action| row.is_of_level(*action)).collect::<ActionSet>();
        let partly = partly.intersection(&grant.bounded);
        let of = |bound: &Arc<Clause>| LetThrough {
            actions: partly.clone().intersection(&bound.actions),
            scope: bound.scope.clone(),
            demands: bound.demands.clone(),
        };
        let bounds = self.reach.bounds.iter().flatten().filter(|bound| bound.scope.overlaps(&grant.clause.scope));
        bounds.map(of).filter(|let_through| !let_through.actions.is_empty()).collect()
    }
}
