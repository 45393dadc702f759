//! What an operation asks the policies: the action, the resource and the condition keys of each request that it comes to.
//!
//! Which resource types an action has and which condition keys it sends is read from the service reference; here stands only how
//! the members of an operation name those resources. What the operation depends on besides stands beside it.

mod asked;
mod dependent;
mod estate;
mod keys;
mod reading;

pub use asked::Asked;

use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::catalog::SERVICE_REFERENCE;
use asked::Named;
use dependent::made_by;
use reading::Reading;

impl Account {
    /// The requests that an operation comes to, the operation's own first. All must be allowed.
    pub fn requests_of(&self, caller: &Caller, operation: &Operation) -> Vec<Asked> {
        let action = operation.action();
        let Some((service, known)) = SERVICE_REFERENCE.action(&action) else {
            return vec![Asked { action, resource: "*".into(), named: "*".into(), keys: Vec::new() }];
        };
        let reading = Reading { account: self, caller, operation, service, action: known };
        let mut requests = Vec::new();
        // What is being made is looked at first (EC2: the instance, then its image, network and disks).
        let made = made_by(operation);
        let (first, others): (Vec<_>, Vec<_>) = known.resources.iter().partition(|kind| Some(kind.resource_type) == made);
        for kind in first.into_iter().chain(others) {
            let resources = reading.resources(kind);
            if !resources.is_empty() {
                let keys = reading.keys(Some(kind));
                requests.extend(resources.into_iter().map(|named| named.asked(&action, keys.clone())));
            }
        }
        if requests.is_empty() {
            let named = Named { arn: "*".into(), named: reading.place_of_list() };
            requests.push(named.asked(&action, reading.keys(None)));
        }
        requests.extend(reading.moved().map(|named| named.asked(&action, reading.keys(None))));
        requests.extend(reading.dependent());
        requests
    }
}
