//! The bare decision.

use super::findings::{Findings, without_policies};
use super::{Decision, Policies};
use crate::policy::request::Request;

/// Decides a request. Looks at no more statements than it must, and allocates only where policy variables are replaced.
pub fn decide(request: &Request, policies: &Policies) -> Decision {
    without_policies(request).unwrap_or_else(|| Findings::gather(request, policies, &mut ()).decision(request))
}
