//! What the account would be after an operation: planned and not committed.

use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::account::Account;
use crate::account::env::Env;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;

/// The account as an operation would leave it.
///
/// # Errors
/// Why it would be refused.
pub(super) fn after(cx: &Cx<'_>, operation: &Operation) -> Result<Account, Refusal> {
    let mut env = Env::at(cx.now, StdRng::from_seed(cx.chance));
    let planned = cx.account.plan_all(cx.caller, std::slice::from_ref(operation), &mut env);
    planned.map(|batch| batch.after).map_err(|refused| refused.refusal)
}
