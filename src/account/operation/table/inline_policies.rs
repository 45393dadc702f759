//! Inline policies of users, groups and roles, and permissions boundaries.

macro_rules! inline_policies {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Writes an inline policy of a user: a new one, or another document for the one of this name.
            Write PutUserPolicy {
                required user_name: String = "UserName" EXISTING_USER_NAME,
                required policy_name: String = "PolicyName" POLICY_NAME,
                required policy_document: String = "PolicyDocument" POLICY_DOCUMENT,
            }

            /// Shows an inline policy of a user with its document.
            Read GetUserPolicy {
                required user_name: String = "UserName" EXISTING_USER_NAME,
                required policy_name: String = "PolicyName" POLICY_NAME,
            }

            /// Lists the names of a user's inline policies.
            Read ListUserPolicies {
                required user_name: String = "UserName" EXISTING_USER_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Deletes an inline policy of a user.
            Write DeleteUserPolicy {
                required user_name: String = "UserName" EXISTING_USER_NAME,
                required policy_name: String = "PolicyName" POLICY_NAME,
            }

            /// Writes an inline policy of a group: a new one, or another document for the one of this name.
            Write PutGroupPolicy {
                required group_name: String = "GroupName" GROUP_NAME,
                required policy_name: String = "PolicyName" POLICY_NAME,
                required policy_document: String = "PolicyDocument" POLICY_DOCUMENT,
            }

            /// Shows an inline policy of a group with its document.
            Read GetGroupPolicy {
                required group_name: String = "GroupName" GROUP_NAME,
                required policy_name: String = "PolicyName" POLICY_NAME,
            }

            /// Lists the names of a group's inline policies.
            Read ListGroupPolicies {
                required group_name: String = "GroupName" GROUP_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Deletes an inline policy of a group.
            Write DeleteGroupPolicy {
                required group_name: String = "GroupName" GROUP_NAME,
                required policy_name: String = "PolicyName" POLICY_NAME,
            }

            /// Writes an inline policy of a role: a new one, or another document for the one of this name.
            Write PutRolePolicy {
                required role_name: String = "RoleName" ROLE_NAME,
                required policy_name: String = "PolicyName" POLICY_NAME,
                required policy_document: String = "PolicyDocument" POLICY_DOCUMENT,
            }

            /// Shows an inline policy of a role with its document.
            Read GetRolePolicy {
                required role_name: String = "RoleName" ROLE_NAME,
                required policy_name: String = "PolicyName" POLICY_NAME,
            }

            /// Lists the names of a role's inline policies.
            Read ListRolePolicies {
                required role_name: String = "RoleName" ROLE_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Deletes an inline policy of a role.
            Write DeleteRolePolicy {
                required role_name: String = "RoleName" ROLE_NAME,
                required policy_name: String = "PolicyName" POLICY_NAME,
            }

            /// Bounds a user by a managed policy: its permissions grant no more than the boundary allows.
            Write PutUserPermissionsBoundary {
                required user_name: String = "UserName" USER_NAME,
                required permissions_boundary: String = "PermissionsBoundary" ARN,
            }

            /// Removes a user's permissions boundary; all that its permissions grant holds again.
            Write DeleteUserPermissionsBoundary {
                required user_name: String = "UserName" USER_NAME,
            }

            /// Bounds a role by a managed policy: its permissions grant no more than the boundary allows.
            Write PutRolePermissionsBoundary {
                required role_name: String = "RoleName" ROLE_NAME,
                required permissions_boundary: String = "PermissionsBoundary" ARN,
            }

            /// Removes a role's permissions boundary; all that its permissions grant holds again.
            Write DeleteRolePermissionsBoundary {
                required role_name: String = "RoleName" ROLE_NAME,
            }
        }
    };
}
