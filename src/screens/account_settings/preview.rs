//! What the account would be after an operation: planned and not committed.

use crate::account::Account;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;

/// The account as an operation would leave it.
///
/// # Errors
/// Why it would be refused.
pub(super) fn after(cx: &Cx<'_>, operation: &Operation) -> Result<Account, Refusal> {
    let planned = cx.plan_all(std::slice::from_ref(operation));
    planned.map(|batch| batch.after).map_err(|refused| refused.refusal)
}
