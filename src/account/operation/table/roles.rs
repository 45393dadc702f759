//! Roles, instance profiles, and service-linked roles.

macro_rules! roles {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a role: an identity that trusted callers assume for a while.
            Write CreateRole {
                optional path: String = "Path" PATH,
                required role_name: String = "RoleName" ROLE_NAME,
                required assume_role_policy_document: String = "AssumeRolePolicyDocument" POLICY_DOCUMENT,
                optional description: String = "Description" ROLE_DESCRIPTION,
                optional max_session_duration: u32 = "MaxSessionDuration" ROLE_MAX_SESSION_DURATION,
                optional permissions_boundary: String = "PermissionsBoundary" ARN,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Shows a role with its trust policy.
            Read GetRole {
                required role_name: String = "RoleName" ROLE_NAME,
            }

            /// Lists the roles, perhaps only those under a path.
            Read ListRoles {
                optional path_prefix: String = "PathPrefix" PATH_PREFIX,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Deletes a role that has no policies any more.
            Write DeleteRole {
                required role_name: String = "RoleName" ROLE_NAME,
            }

            /// Attaches a managed policy to a role.
            Write AttachRolePolicy {
                required role_name: String = "RoleName" ROLE_NAME,
                required policy_arn: String = "PolicyArn" ARN,
            }

            /// Detaches a managed policy from a role.
            Write DetachRolePolicy {
                required role_name: String = "RoleName" ROLE_NAME,
                required policy_arn: String = "PolicyArn" ARN,
            }

            /// Lists the managed policies attached to a role.
            Read ListAttachedRolePolicies {
                required role_name: String = "RoleName" ROLE_NAME,
                optional path_prefix: String = "PathPrefix" POLICY_PATH,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Changes a role's description or the longest session that it gives. What is left out stays.
            Write UpdateRole {
                required role_name: String = "RoleName" ROLE_NAME,
                optional description: String = "Description" ROLE_DESCRIPTION,
                optional max_session_duration: u32 = "MaxSessionDuration" ROLE_MAX_SESSION_DURATION,
            }

            /// Changes a role's description.
            Write UpdateRoleDescription {
                required role_name: String = "RoleName" ROLE_NAME,
                required description: String = "Description" ROLE_DESCRIPTION,
            }

            /// Changes who may assume a role: its trust policy, whole.
            Write UpdateAssumeRolePolicy {
                required role_name: String = "RoleName" ROLE_NAME,
                required policy_document: String = "PolicyDocument" POLICY_DOCUMENT,
            }

            /// Adds tags to a role, or changes the value of those it has.
            Write TagRole {
                required role_name: String = "RoleName" ROLE_NAME,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from a role.
            Write UntagRole {
                required role_name: String = "RoleName" ROLE_NAME,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists a role's tags.
            Read ListRoleTags {
                required role_name: String = "RoleName" ROLE_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Makes an instance profile, which hands a role to EC2 instances.
            Write CreateInstanceProfile {
                required instance_profile_name: String = "InstanceProfileName" INSTANCE_PROFILE_NAME,
                optional path: String = "Path" PATH,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Shows an instance profile with the role in it.
            Read GetInstanceProfile {
                required instance_profile_name: String = "InstanceProfileName" INSTANCE_PROFILE_NAME,
            }

            /// Lists the instance profiles, perhaps only those under a path.
            Read ListInstanceProfiles {
                optional path_prefix: String = "PathPrefix" PATH_PREFIX,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Lists the instance profiles that a role is in.
            Read ListInstanceProfilesForRole {
                required role_name: String = "RoleName" ROLE_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Deletes an instance profile that has no role any more.
            Write DeleteInstanceProfile {
                required instance_profile_name: String = "InstanceProfileName" INSTANCE_PROFILE_NAME,
            }

            /// Puts a role into an instance profile: instances with the profile act with the role.
            Write AddRoleToInstanceProfile {
                required instance_profile_name: String = "InstanceProfileName" INSTANCE_PROFILE_NAME,
                required role_name: String = "RoleName" ROLE_NAME,
            }

            /// Takes the role out of an instance profile; instances with the profile lose it.
            Write RemoveRoleFromInstanceProfile {
                required instance_profile_name: String = "InstanceProfileName" INSTANCE_PROFILE_NAME,
                required role_name: String = "RoleName" ROLE_NAME,
            }

            /// Adds tags to an instance profile, or changes the value of those it has.
            Write TagInstanceProfile {
                required instance_profile_name: String = "InstanceProfileName" INSTANCE_PROFILE_NAME,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from an instance profile.
            Write UntagInstanceProfile {
                required instance_profile_name: String = "InstanceProfileName" INSTANCE_PROFILE_NAME,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists an instance profile's tags.
            Read ListInstanceProfileTags {
                required instance_profile_name: String = "InstanceProfileName" INSTANCE_PROFILE_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Makes the role that a service acts with in the account.
            Write CreateServiceLinkedRole {
                required aws_service_name: String = "AWSServiceName" GROUP_NAME,
                optional description: String = "Description" ROLE_DESCRIPTION,
                optional custom_suffix: String = "CustomSuffix" CUSTOM_SUFFIX,
            }

            /// Deletes a service-linked role; the answer names a task that can be asked after.
            Write DeleteServiceLinkedRole {
                required role_name: String = "RoleName" ROLE_NAME,
            }

            /// Tells how the deletion of a service-linked role stands.
            Read GetServiceLinkedRoleDeletionStatus {
                required deletion_task_id: String = "DeletionTaskId" DELETION_TASK_ID,
            }
        }
    };
}
