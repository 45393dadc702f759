//! The operation that asks the same: of a user's, group's or role's policies where they are as the account has them, else of
//! documents.

use super::context::ContextPart;
use super::policies::{InPlay, PolicyId, PolicyPart};
use super::run::Setup;
use crate::account::Account;
use crate::account::identity::Identity;
use crate::account::operation::{ContextEntry, Operation, SimulateCustomPolicy, SimulatePrincipalPolicy};
use crate::policy::decision::Layer;
use crate::policy::request::Value;

/// The operation. What it has of condition keys is what the first request sends.
pub(super) fn operation(setup: &Setup, policies: &PolicyPart, context: &ContextPart, account: &Account) -> Operation {
    let texts = |layer, own_only: bool| -> Option<Vec<String>> {
        let fits = |policy: &&InPlay| policy.layer == layer && (!own_only || matches!(policy.id, PolicyId::Own(_)));
        let texts: Vec<String> = setup.playing.iter().filter(fits).map(|policy| policy.text.to_string()).collect();
        (!texts.is_empty()).then_some(texts)
    };
    let action_names = setup.actions.iter().map(|action| action.full_name()).collect();
    let resource_arns = Some(setup.resources.clone()).filter(|resources| resources.as_slice() != ["*"]);
    let resource_policy = texts(Layer::Resource, true).and_then(|texts| texts.into_iter().next());
    let context_entries = Some(entries(context)).filter(|entries| !entries.is_empty());
    // Who calls is needed for a resource's policy, and for a person's own variables.
    let calls = |is_needed: bool| is_needed.then(|| setup.whose.principal(account).ok()).flatten().map(|caller| caller.text().to_owned());
    let is_user = matches!(setup.whose.identity(account), Some(Identity::User(_)));
    // The operation takes the resource's own policy itself.
    let is_taken = |policy: &InPlay| matches!(policy.id, PolicyId::Own(_) | PolicyId::Held(_, Layer::Resource));
    let is_as_held = policies.all.iter().all(|policy| is_taken(policy) || setup.playing.has(&policy.id));
    match setup.whose.identity(account).filter(|_| is_as_held).map(|identity| identity.arn(account)) {
        Some(policy_source_arn) => SimulatePrincipalPolicy {
            policy_source_arn,
            policy_input_list: texts(Layer::Identity, true),
            permissions_boundary_policy_input_list: texts(Layer::Boundary, true),
            action_names,
            resource_arns,
            caller_arn: calls(resource_policy.is_some() && !is_user),
            resource_policy,
            context_entries,
            ..Default::default()
        }
        .into(),
        None => SimulateCustomPolicy {
            policy_input_list: texts(Layer::Identity, false).unwrap_or_default(),
            permissions_boundary_policy_input_list: texts(Layer::Boundary, false),
            action_names,
            resource_arns,
            caller_arn: calls(resource_policy.is_some() || setup.whose.identity(account).is_some()),
            resource_policy,
            context_entries,
            ..Default::default()
        }
        .into(),
    }
}

/// The keys that are asked for and have a value.
fn entries(context: &ContextPart) -> Vec<ContextEntry> {
    let entry = |asked: &super::context::Asked| {
        let given = context.given(asked);
        let values = match asked.value(&given)? {
            Value::Single(value) => vec![value.clone()],
            Value::Multi(values) => values.clone(),
        };
        Some(ContextEntry {
            context_key_name: Some(asked.key.clone()),
            context_key_values: Some(values),
            context_key_type: Some(asked.kind.api_name().to_owned()),
        })
    };
    context.asked.iter().filter_map(entry).collect()
}
