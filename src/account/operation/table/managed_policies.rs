//! Managed policies, their versions, and what they are attached to.

macro_rules! managed_policies {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a customer managed policy; its document is version v1 and holds.
            Write CreatePolicy {
                required policy_name: String = "PolicyName" POLICY_NAME,
                optional path: String = "Path" POLICY_PATH,
                required policy_document: String = "PolicyDocument" POLICY_DOCUMENT,
                optional description: String = "Description" POLICY_DESCRIPTION,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Lists the managed policies.
            Read ListPolicies {
                optional scope: String = "Scope" POLICY_SCOPE,
                optional only_attached: bool = "OnlyAttached" BOOLEAN,
                optional path_prefix: String = "PathPrefix" POLICY_PATH,
                optional policy_usage_filter: String = "PolicyUsageFilter" POLICY_USAGE,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Shows a managed policy, without its document.
            Read GetPolicy {
                required policy_arn: String = "PolicyArn" ARN,
            }

            /// Deletes a customer managed policy that is attached nowhere and has only the version that holds.
            Write DeletePolicy {
                required policy_arn: String = "PolicyArn" ARN,
            }

            /// Adds tags to a customer managed policy, or changes the value of those it has.
            Write TagPolicy {
                required policy_arn: String = "PolicyArn" ARN,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from a customer managed policy.
            Write UntagPolicy {
                required policy_arn: String = "PolicyArn" ARN,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists a managed policy's tags.
            Read ListPolicyTags {
                required policy_arn: String = "PolicyArn" ARN,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Adds a version to a customer managed policy, perhaps as the one that holds.
            Write CreatePolicyVersion {
                required policy_arn: String = "PolicyArn" ARN,
                required policy_document: String = "PolicyDocument" POLICY_DOCUMENT,
                optional set_as_default: bool = "SetAsDefault" BOOLEAN,
            }

            /// Shows a version of a managed policy with its document.
            Read GetPolicyVersion {
                required policy_arn: String = "PolicyArn" ARN,
                required version_id: String = "VersionId" POLICY_VERSION_ID,
            }

            /// Lists a managed policy's versions, the newest first.
            Read ListPolicyVersions {
                required policy_arn: String = "PolicyArn" ARN,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Makes another version of a customer managed policy the one that holds.
            Write SetDefaultPolicyVersion {
                required policy_arn: String = "PolicyArn" ARN,
                required version_id: String = "VersionId" POLICY_VERSION_ID,
            }

            /// Deletes a version of a customer managed policy that does not hold.
            Write DeletePolicyVersion {
                required policy_arn: String = "PolicyArn" ARN,
                required version_id: String = "VersionId" POLICY_VERSION_ID,
            }

            /// Lists the users, groups and roles that a managed policy is attached to.
            Read ListEntitiesForPolicy {
                required policy_arn: String = "PolicyArn" ARN,
                optional entity_filter: String = "EntityFilter" ENTITY_TYPE,
                optional path_prefix: String = "PathPrefix" PATH,
                optional policy_usage_filter: String = "PolicyUsageFilter" POLICY_USAGE,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Attaches a managed policy to a user.
            Write AttachUserPolicy {
                required user_name: String = "UserName" USER_NAME,
                required policy_arn: String = "PolicyArn" ARN,
            }

            /// Detaches a managed policy from a user.
            Write DetachUserPolicy {
                required user_name: String = "UserName" USER_NAME,
                required policy_arn: String = "PolicyArn" ARN,
            }

            /// Lists the managed policies attached to a user directly.
            Read ListAttachedUserPolicies {
                required user_name: String = "UserName" USER_NAME,
                optional path_prefix: String = "PathPrefix" POLICY_PATH,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Attaches a managed policy to a group.
            Write AttachGroupPolicy {
                required group_name: String = "GroupName" GROUP_NAME,
                required policy_arn: String = "PolicyArn" ARN,
            }

            /// Detaches a managed policy from a group.
            Write DetachGroupPolicy {
                required group_name: String = "GroupName" GROUP_NAME,
                required policy_arn: String = "PolicyArn" ARN,
            }

            /// Lists the managed policies attached to a group.
            Read ListAttachedGroupPolicies {
                required group_name: String = "GroupName" GROUP_NAME,
                optional path_prefix: String = "PathPrefix" POLICY_PATH,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }
        }
    };
}
