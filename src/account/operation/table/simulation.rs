//! What policies would allow: the policy simulator.

macro_rules! simulation {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Tells which actions the policies that are given would allow.
            Read SimulateCustomPolicy {
                required policy_input_list: Vec<String> = "PolicyInputList" SIMULATION_POLICY_LIST,
                optional permissions_boundary_policy_input_list: Vec<String> = "PermissionsBoundaryPolicyInputList" SIMULATION_POLICY_LIST,
                optional ordered_organization_policy_input_list: Vec<OrderedOrganizationPolicy> = "OrderedOrganizationPolicyInputList" ORGANIZATION_POLICY_LIST,
                required action_names: Vec<String> = "ActionNames" ACTION_NAME_LIST,
                optional resource_arns: Vec<String> = "ResourceArns" RESOURCE_NAME_LIST,
                optional resource_policy: String = "ResourcePolicy" POLICY_DOCUMENT,
                optional resource_owner: String = "ResourceOwner" RESOURCE_NAME,
                optional caller_arn: String = "CallerArn" RESOURCE_NAME,
                optional context_entries: Vec<ContextEntry> = "ContextEntries" CONTEXT_ENTRY_LIST,
                optional resource_handling_option: String = "ResourceHandlingOption" RESOURCE_HANDLING_OPTION,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
                optional marker: String = "Marker" MARKER,
            }

            /// Tells which actions the policies of a user, group or role allow.
            Read SimulatePrincipalPolicy {
                required policy_source_arn: String = "PolicySourceArn" ARN,
                optional policy_input_list: Vec<String> = "PolicyInputList" SIMULATION_POLICY_LIST,
                optional permissions_boundary_policy_input_list: Vec<String> = "PermissionsBoundaryPolicyInputList" SIMULATION_POLICY_LIST,
                optional policy_exclusion_list: Vec<PolicyIdentifier> = "PolicyExclusionList" POLICY_EXCLUSION_LIST,
                required action_names: Vec<String> = "ActionNames" ACTION_NAME_LIST,
                optional resource_arns: Vec<String> = "ResourceArns" RESOURCE_NAME_LIST,
                optional resource_policy: String = "ResourcePolicy" POLICY_DOCUMENT,
                optional resource_owner: String = "ResourceOwner" RESOURCE_NAME,
                optional caller_arn: String = "CallerArn" RESOURCE_NAME,
                optional context_entries: Vec<ContextEntry> = "ContextEntries" CONTEXT_ENTRY_LIST,
                optional resource_handling_option: String = "ResourceHandlingOption" RESOURCE_HANDLING_OPTION,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
                optional marker: String = "Marker" MARKER,
            }

            /// Lists the condition keys that the policies which are given ask for.
            Read GetContextKeysForCustomPolicy {
                required policy_input_list: Vec<String> = "PolicyInputList" SIMULATION_POLICY_LIST,
            }

            /// Lists the condition keys that the policies of a user, group or role ask for.
            Read GetContextKeysForPrincipalPolicy {
                required policy_source_arn: String = "PolicySourceArn" ARN,
                optional policy_input_list: Vec<String> = "PolicyInputList" SIMULATION_POLICY_LIST,
            }
        }
    };
}
