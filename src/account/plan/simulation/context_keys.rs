//! The condition keys that policies ask for, so that a simulation can be given them.

use super::policies::Simulated;
use crate::account::operation::{GetContextKeysForCustomPolicy, GetContextKeysForPrincipalPolicy};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::policy::compiled::{Policy, Statement};
use crate::policy::request::ContextKey;

impl Plan for GetContextKeysForCustomPolicy {
    fn plan(&self, _: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let mut simulated = Simulated::default();
        simulated.add_inputs(&self.policy_input_list, "PolicyInputList")?;
        Ok(keys_of(&simulated))
    }
}

impl Plan for GetContextKeysForPrincipalPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let source = planning.account.policy_source_with_arn(&self.policy_source_arn)?;
        let mut simulated = Simulated::of_identity(planning.account, source, &[]);
        simulated.add_inputs(self.policy_input_list.as_deref().unwrap_or_default(), "PolicyInputList")?;
        Ok(keys_of(&simulated))
    }
}

/// The keys of conditions and variables, each once, in the order of the policies.
fn keys_of(simulated: &Simulated) -> Reply {
    let policies = simulated.policies();
    let statements = policies.identity.iter().chain(&policies.boundary).flat_map(Policy::statements);
    let mut keys: Vec<&ContextKey> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for key in statements.flat_map(Statement::context_keys) {
        if seen.insert(key.name().to_ascii_lowercase()) {
            keys.push(key);
        }
    }
    Reply::ContextKeyNames { context_key_names: keys.into_iter().map(|key| key.name().to_owned()).collect() }
}
