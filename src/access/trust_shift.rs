//! Whom another trust policy lets assume a role, and whom no more, of those who have no identity in this account.

use std::collections::BTreeSet;

use super::alike::name;
use super::demand::demands_of;
use super::difference::Difference;
use super::scope::Scope;
use super::shift::Shift;
use crate::account::Account;
use crate::account::entity::EntityKey;
use crate::account::id::UniqueId;
use crate::policy::actions::ActionId;
use crate::policy::compiled::{Principals, Statement};
use crate::policy::document::Effect;
use crate::policy::reach::Pattern;
use crate::policy::request::{Action, Arn};

/// What trust policies let principals do, with the ways to bring an identity.
const ASSUMING: [&str; 3] = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

/// The trust policy of a role, before and after, as far as it is about others than the account's own users and roles, of whom it is
/// told what they gain and lose. Principals are told with the conditions on which they are named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrustShift {
    /// The role's name.
    pub role: String,
    /// The principals that it lets in then and did not before.
    pub trusted: Vec<String>,
    /// The principals that it let in and does not then.
    pub distrusted: Vec<String>,
    /// The principals that it keeps out then and did not before.
    pub kept_out: Vec<String>,
    /// The principals that it kept out and does not then.
    pub let_be: Vec<String>,
}

/// The roles of a change whose trust policies name others than before, or on other conditions.
pub(super) fn trust_shifts(before: &Account, after: &Account, changed: &[EntityKey]) -> Vec<TrustShift> {
    let roles = changed.iter().filter_map(|key| if let EntityKey::Role(id) = key { Some(*id) } else { None });
    let shift = |id: UniqueId| {
        let role = name(after, id).or_else(|| name(before, id))?;
        let without = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect::<Vec<_>>();
        let [(was, is), (left_out, kept_out)] =
            [Effect::Allow, Effect::Deny].map(|effect| (named(before, id, effect), named(after, id, effect)));
        let shift = TrustShift {
            role,
            trusted: without(&is, &was),
            distrusted: without(&was, &is),
            // Where nobody else is let in, nobody else is kept out.
            kept_out: without(&kept_out, &left_out).into_iter().filter(|_| !is.is_empty()).collect(),
            let_be: without(&left_out, &kept_out).into_iter().filter(|_| !is.is_empty()).collect(),
        };
        let is_one = [&shift.trusted, &shift.distrusted, &shift.kept_out, &shift.let_be].iter().any(|named| !named.is_empty());
        is_one.then_some(shift)
    };
    roles.filter_map(shift).collect()
}

impl Difference {
    /// Whether others may assume a role than before: by its trust policy, or by what users and roles of the account gain and lose.
    pub fn changes_entry(&self, role: &str, arn: &str) -> bool {
        let this_one = Scope::named(vec![(arn.to_owned(), Pattern::of_resource(arn))], false);
        let assuming: Vec<ActionId> = ASSUMING.iter().filter_map(|action| ActionId::named(action)).collect();
        let is_entry = |shift: &Shift| assuming.iter().any(|action| shift.actions.contains(*action)) && shift.scope.overlaps(&this_one);
        let mut shifts = self.effects.iter().flat_map(|effect| effect.gained.iter().chain(&effect.lost));
        self.trust.iter().any(|shift| shift.role.eq_ignore_ascii_case(role)) || shifts.any(is_entry)
    }
}

/// The principals of a role's statements with an effect, each with its conditions; none where the role is not there.
fn named(account: &Account, id: UniqueId, effect: Effect) -> BTreeSet<String> {
    let rules = account.role(id).and_then(|role| account.current_policy(&role.trust_policy).rules().cloned());
    let statements = rules.iter().flat_map(|rules| rules.statements());
    let about = statements.filter(|statement| statement.effect() == effect && is_about_assuming(statement));
    about.flat_map(|statement| named_by(account, statement)).collect()
}

/// Whether a statement of a trust policy says who may assume the role: it may speak of tagging sessions alone, which lets nobody in.
pub fn is_about_assuming(statement: &Statement) -> bool {
    let asked = ASSUMING.iter().filter_map(|action| Action::parse(action).ok());
    let names = |action: Action| statement.actions().is_some_and(|actions| actions.check(&action).is_ok());
    asked.into_iter().any(names)
}

/// The principals of a statement, without the account's own where it names them.
fn named_by(account: &Account, statement: &Statement) -> Vec<String> {
    let conditions: Vec<String> = demands_of(statement).iter().map(super::Demand::in_words).collect();
    let under = if conditions.is_empty() { String::new() } else { format!(" under {}", conditions.join(" and ")) };
    let Some(principals) = statement.principals() else { return Vec::new() };
    let texts = |principals: &Principals| principals.texts().map(str::to_owned).collect::<Vec<_>>();
    let mut named = texts(principals);
    if principals.is_negated() {
        named = vec![format!("all but {}", named.join(", "))];
    } else {
        named.retain(|text| !is_own(account, text));
    }
    named.into_iter().map(|principal| format!("{principal}{under}")).collect()
}

/// Whether it is the account itself, one of its users or roles, or what is left of one.
fn is_own(account: &Account, principal: &str) -> bool {
    let id = account.id();
    let own = id.as_str();
    let is_provider = |arn: &Arn<'_>| arn.resource.starts_with("saml-provider/") || arn.resource.starts_with("oidc-provider/");
    let is_unique_id = principal.parse::<UniqueId>().is_ok();
    principal == own || is_unique_id || Arn::parse(principal).is_ok_and(|arn| arn.account == own && !is_provider(&arn))
}
