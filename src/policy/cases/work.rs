//! How much there is to compare: large policies and a large context in one case would take forever.

use super::fault::Wrong;
use crate::policy::compiled::Policy;
use crate::policy::decision::Policies;
use crate::policy::request::{Request, Value};

/// The most that is compared, in bytes of policies times bytes of the request: a few seconds' work at worst. AWS's own limits
/// let a request meet about 1 MiB of policies.
const MOST: usize = 1 << 32;

/// Checks that a decision will not take forever: each byte of a pattern may have to be compared with each byte of a value, and
/// values replace variables.
pub(super) fn check(request: &Request, policies: &Policies) -> Result<(), Wrong> {
    let weight = |policies: &[Policy]| policies.iter().map(|policy| policy.rules().weight()).sum::<usize>();
    let of_policies: usize = policies.layers().map(|layer| weight(policies.of(layer))).sum();
    let of_request = size(request);
    if of_policies.saturating_add(of_request).saturating_mul(of_request) <= MOST {
        return Ok(());
    }
    let what = format!("the request has {of_request} bytes and its policies {of_policies}: too much to compare all with all");
    Err(Wrong { at: None, what })
}

/// The length of all that policies are compared with.
fn size(request: &Request) -> usize {
    let of_context = |(key, value): (&str, &Value)| {
        key.len()
            + match value {
                Value::Single(value) => value.len(),
                Value::Multi(values) => values.iter().map(|value| value.len() + 1).sum(),
            }
    };
    let context: usize = request.context.iter().map(of_context).sum();
    request.principal.text().len() + request.action.text().len() + request.resource.text().len() + context
}
