//! The bare decision.

use super::findings::{Findings, is_always_allowed};
use super::{Decision, Policies};
use crate::policy::request::Request;

/// Decides a request. Looks at no more statements than it must, and allocates only where policy variables are replaced.
pub fn decide(request: &Request, policies: &Policies) -> Decision {
    if is_always_allowed(request) {
        return Decision::Allowed;
    }
    Findings::gather(request, policies, &mut ()).decision(request)
}
