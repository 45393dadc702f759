//! The table of operations: every one that an account knows, with its members in the API model's order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::declaration::operations;
use super::structures::{
    AttributeDefinition, AttributeValue, BucketConfiguration, ContextEntry, InstanceProfileSpecification, KeySchemaElement, KeyTag,
    OrderedOrganizationPolicy, PolicyDescriptor, PolicyIdentifier, PublicAccessBlockConfiguration, TagSpecification, TagToDelete, Tagging,
};
use super::value::left_out;
use super::{Effect, Member, MemberValue, OperationSpec, Tag, Value};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::account::secret::Secret;
use crate::account::shape;

operations! {
    // Users
    /// Makes a user. It can do nothing until something is granted, and sign in nowhere until it has a password.
    Write CreateUser {
        optional path: String = "Path" PATH,
        required user_name: String = "UserName" USER_NAME,
        optional permissions_boundary: String = "PermissionsBoundary" ARN,
        optional tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Shows a user; without a name, the caller.
    Read GetUser {
        optional user_name: String = "UserName" EXISTING_USER_NAME,
    }

    /// Lists the users, perhaps only those under a path.
    Read ListUsers {
        optional path_prefix: String = "PathPrefix" PATH_PREFIX,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    /// Changes a user's name or path. Policies that name the old ARN stop matching.
    Write UpdateUser {
        required user_name: String = "UserName" EXISTING_USER_NAME,
        optional new_path: String = "NewPath" PATH,
        optional new_user_name: String = "NewUserName" USER_NAME,
    }

    /// Deletes a user that holds nothing any more.
    Write DeleteUser {
        required user_name: String = "UserName" EXISTING_USER_NAME,
    }

    /// Adds tags to a user, or changes the value of those it has.
    Write TagUser {
        required user_name: String = "UserName" EXISTING_USER_NAME,
        required tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Removes tags from a user.
    Write UntagUser {
        required user_name: String = "UserName" EXISTING_USER_NAME,
        required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
    }

    /// Lists a user's tags.
    Read ListUserTags {
        required user_name: String = "UserName" EXISTING_USER_NAME,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    // Signing in
    /// Signs in to the console, root by e-mail address or a user by name; with a code where an MFA device is active.
    Use(signin) ConsoleLogin {
        optional account: String = "AccountId" | "Account" SIGN_IN_ACCOUNT,
        optional email: String = "Email" SIGN_IN_EMAIL,
        optional user_name: String = "UserName" SIGN_IN_NAME,
        required password: Secret = "Password" SIGN_IN_PASSWORD,
        optional mfa_code: Secret = "MfaCode" AUTHENTICATION_CODE,
        optional new_password: Secret = "NewPassword" PASSWORD,
    }

    /// Changes into a role for a while: its permissions take the place of one's own.
    Use(signin) SwitchRole {
        optional account: String = "AccountId" | "Account" SIGN_IN_ACCOUNT,
        required role_name: String = "RoleName" SWITCH_ROLE_NAME,
        optional display_name: String = "DisplayName" DISPLAY_NAME,
        optional role_color: String = "RoleColor" ROLE_COLOR,
    }

    /// Goes back from a role that one switched to.
    Use(signin) ExitRole {
    }

    /// Signs out of the console.
    Use(signin) Logout {
    }

    /// Changes the caller's own console password.
    Write ChangePassword {
        required old_password: Secret = "OldPassword" PASSWORD,
        required new_password: Secret = "NewPassword" PASSWORD,
    }

    // The practice account
    /// Moves the practice clock forward: ages, expiry and sessions go by it, MFA codes do not.
    Write(practice) AdvanceClock {
        required seconds: u32 = "Seconds" CLOCK_SECONDS,
    }

    /// Opens a session as somebody of the account, to try something as them: a user, a role, an instance or a function.
    Use(practice) OpenSession {
        required principal: String = "Principal" ESTATE_NAME,
    }

    /// Gives the root user a new password, as the account's owner may at any time.
    Write(practice) SetRootPassword {
        required new_password: Secret = "NewPassword" ROOT_PASSWORD,
    }

    // Groups
    /// Makes a group: a set of users that carries policies for them.
    Write CreateGroup {
        optional path: String = "Path" PATH,
        required group_name: String = "GroupName" GROUP_NAME,
    }

    /// Shows a group and its members.
    Read GetGroup {
        required group_name: String = "GroupName" GROUP_NAME,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    /// Lists the groups, perhaps only those under a path.
    Read ListGroups {
        optional path_prefix: String = "PathPrefix" PATH_PREFIX,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    /// Changes a group's name or path.
    Write UpdateGroup {
        required group_name: String = "GroupName" GROUP_NAME,
        optional new_path: String = "NewPath" PATH,
        optional new_group_name: String = "NewGroupName" GROUP_NAME,
    }

    /// Deletes a group that has neither members nor policies.
    Write DeleteGroup {
        required group_name: String = "GroupName" GROUP_NAME,
    }

    /// Adds a user to a group; the user gains what the group's policies grant.
    Write AddUserToGroup {
        required group_name: String = "GroupName" GROUP_NAME,
        required user_name: String = "UserName" EXISTING_USER_NAME,
    }

    /// Removes a user from a group; the user loses what only this group granted.
    Write RemoveUserFromGroup {
        required group_name: String = "GroupName" GROUP_NAME,
        required user_name: String = "UserName" EXISTING_USER_NAME,
    }

    /// Lists the groups that a user is in.
    Read ListGroupsForUser {
        required user_name: String = "UserName" EXISTING_USER_NAME,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    // Managed policies
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

    // Roles
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

    // Instance profiles
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

    // Service-linked roles
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

    // Identity providers
    /// Makes a SAML provider: whose users roles may trust by it.
    Write CreateSAMLProvider {
        required saml_metadata_document: String = "SAMLMetadataDocument" SAML_METADATA_DOCUMENT,
        required name: String = "Name" SAML_PROVIDER_NAME,
        optional tags: Vec<Tag> = "Tags" TAG_LIST,
        optional assertion_encryption_mode: String = "AssertionEncryptionMode" ASSERTION_ENCRYPTION_MODE,
        optional add_private_key: Secret = "AddPrivateKey" PRIVATE_KEY,
    }

    /// Shows a SAML provider with its metadata.
    Read GetSAMLProvider {
        required saml_provider_arn: String = "SAMLProviderArn" ARN,
    }

    /// Lists the SAML providers.
    Read ListSAMLProviders {
    }

    /// Changes a SAML provider's metadata, or how its assertions are encrypted.
    Write UpdateSAMLProvider {
        optional saml_metadata_document: String = "SAMLMetadataDocument" SAML_METADATA_DOCUMENT,
        required saml_provider_arn: String = "SAMLProviderArn" ARN,
        optional assertion_encryption_mode: String = "AssertionEncryptionMode" ASSERTION_ENCRYPTION_MODE,
        optional add_private_key: Secret = "AddPrivateKey" PRIVATE_KEY,
        optional remove_private_key: String = "RemovePrivateKey" PRIVATE_KEY_ID,
    }

    /// Deletes a SAML provider. Roles that trust it stay, and let nobody from it in.
    Write DeleteSAMLProvider {
        required saml_provider_arn: String = "SAMLProviderArn" ARN,
    }

    /// Adds tags to a SAML provider, or changes the value of those it has.
    Write TagSAMLProvider {
        required saml_provider_arn: String = "SAMLProviderArn" ARN,
        required tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Removes tags from a SAML provider.
    Write UntagSAMLProvider {
        required saml_provider_arn: String = "SAMLProviderArn" ARN,
        required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
    }

    /// Lists a SAML provider's tags.
    Read ListSAMLProviderTags {
        required saml_provider_arn: String = "SAMLProviderArn" ARN,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    /// Makes an OIDC provider: an issuer of tokens that roles may trust.
    Write CreateOpenIDConnectProvider {
        required url: String = "Url" OIDC_PROVIDER_URL,
        optional client_id_list: Vec<String> = "ClientIDList" CLIENT_ID_LIST,
        optional thumbprint_list: Vec<String> = "ThumbprintList" THUMBPRINT_LIST,
        optional tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Shows an OIDC provider.
    Read GetOpenIDConnectProvider {
        required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
    }

    /// Lists the OIDC providers.
    Read ListOpenIDConnectProviders {
    }

    /// Deletes an OIDC provider. Roles that trust it stay, and let nobody from it in.
    Write DeleteOpenIDConnectProvider {
        required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
    }

    /// Adds an audience to those that an OIDC provider's tokens may be for.
    Write AddClientIDToOpenIDConnectProvider {
        required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
        required client_id: String = "ClientID" CLIENT_ID,
    }

    /// Removes an audience of an OIDC provider.
    Write RemoveClientIDFromOpenIDConnectProvider {
        required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
        required client_id: String = "ClientID" CLIENT_ID,
    }

    /// Sets the thumbprints of certificates of an OIDC provider, whole.
    Write UpdateOpenIDConnectProviderThumbprint {
        required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
        required thumbprint_list: Vec<String> = "ThumbprintList" THUMBPRINT_LIST,
    }

    /// Adds tags to an OIDC provider, or changes the value of those it has.
    Write TagOpenIDConnectProvider {
        required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
        required tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Removes tags from an OIDC provider.
    Write UntagOpenIDConnectProvider {
        required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
        required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
    }

    /// Lists an OIDC provider's tags.
    Read ListOpenIDConnectProviderTags {
        required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    // Inline policies
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

    // Permissions boundaries
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

    // Console passwords
    /// Gives a user a password for the console.
    Write CreateLoginProfile {
        optional user_name: String = "UserName" USER_NAME,
        optional password: Secret = "Password" PASSWORD,
        optional password_reset_required: bool = "PasswordResetRequired" BOOLEAN,
    }

    /// Shows whether a user has a console password and since when.
    Read GetLoginProfile {
        optional user_name: String = "UserName" USER_NAME,
    }

    /// Changes a user's console password.
    Write UpdateLoginProfile {
        required user_name: String = "UserName" USER_NAME,
        optional password: Secret = "Password" PASSWORD,
        optional password_reset_required: bool = "PasswordResetRequired" BOOLEAN_OBJECT,
    }

    /// Takes a user's console password away. Access keys go on working.
    Write DeleteLoginProfile {
        optional user_name: String = "UserName" USER_NAME,
    }

    // Access keys
    /// Makes an access key; without a user name, for the caller. The secret is shown this once.
    Write CreateAccessKey {
        optional user_name: String = "UserName" EXISTING_USER_NAME,
    }

    /// Activates or deactivates an access key.
    Write UpdateAccessKey {
        optional user_name: String = "UserName" EXISTING_USER_NAME,
        required access_key_id: String = "AccessKeyId" ACCESS_KEY_ID,
        required status: String = "Status" STATUS,
    }

    /// Deletes an access key for good.
    Write DeleteAccessKey {
        optional user_name: String = "UserName" EXISTING_USER_NAME,
        required access_key_id: String = "AccessKeyId" ACCESS_KEY_ID,
    }

    /// Lists a user's access keys; without a name, the caller's.
    Read ListAccessKeys {
        optional user_name: String = "UserName" EXISTING_USER_NAME,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    // Virtual MFA devices
    /// Makes a virtual MFA device. The seed is shown this once.
    Write CreateVirtualMFADevice {
        optional path: String = "Path" PATH,
        required virtual_mfa_device_name: String = "VirtualMFADeviceName" VIRTUAL_MFA_DEVICE_NAME,
        optional tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    // The API insists on UserName for the next two; root leaves it out for its own device, as on AWS only the console can.
    /// Assigns an MFA device by two consecutive codes.
    Write EnableMFADevice {
        optional user_name: String = "UserName" EXISTING_USER_NAME,
        required serial_number: String = "SerialNumber" SERIAL_NUMBER,
        required authentication_code_1: Secret = "AuthenticationCode1" AUTHENTICATION_CODE,
        required authentication_code_2: Secret = "AuthenticationCode2" AUTHENTICATION_CODE,
    }

    /// Brings a device whose clock has drifted back in step, by two consecutive codes.
    Write ResyncMFADevice {
        optional user_name: String = "UserName" EXISTING_USER_NAME,
        required serial_number: String = "SerialNumber" SERIAL_NUMBER,
        required authentication_code_1: Secret = "AuthenticationCode1" AUTHENTICATION_CODE,
        required authentication_code_2: Secret = "AuthenticationCode2" AUTHENTICATION_CODE,
    }

    /// Takes an MFA device away from its owner; the device stays, unassigned.
    Write DeactivateMFADevice {
        optional user_name: String = "UserName" EXISTING_USER_NAME,
        required serial_number: String = "SerialNumber" SERIAL_NUMBER,
    }

    /// Deletes a virtual MFA device that nobody uses.
    Write DeleteVirtualMFADevice {
        required serial_number: String = "SerialNumber" SERIAL_NUMBER,
    }

    /// Lists a user's MFA devices; without a name, the caller's.
    Read ListMFADevices {
        optional user_name: String = "UserName" EXISTING_USER_NAME,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    /// Shows a FIDO security key. Virtual devices are listed, and have nothing more to show.
    Read GetMFADevice {
        required serial_number: String = "SerialNumber" SERIAL_NUMBER,
        optional user_name: String = "UserName" USER_NAME,
    }

    /// Lists the account's virtual MFA devices.
    Read ListVirtualMFADevices {
        optional assignment_status: String = "AssignmentStatus" ASSIGNMENT_STATUS,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    // The account
    /// Sets the password policy whole: what is left out goes back to its default.
    Write UpdateAccountPasswordPolicy {
        optional minimum_password_length: u32 = "MinimumPasswordLength" MINIMUM_PASSWORD_LENGTH,
        optional require_symbols: bool = "RequireSymbols" BOOLEAN,
        optional require_numbers: bool = "RequireNumbers" BOOLEAN,
        optional require_uppercase_characters: bool = "RequireUppercaseCharacters" BOOLEAN,
        optional require_lowercase_characters: bool = "RequireLowercaseCharacters" BOOLEAN,
        optional allow_users_to_change_password: bool = "AllowUsersToChangePassword" BOOLEAN,
        optional max_password_age: u32 = "MaxPasswordAge" MAX_PASSWORD_AGE,
        optional password_reuse_prevention: u32 = "PasswordReusePrevention" PASSWORD_REUSE_PREVENTION,
        optional hard_expiry: bool = "HardExpiry" BOOLEAN_OBJECT,
    }

    /// Shows the account's own password policy.
    Read GetAccountPasswordPolicy {
    }

    /// Removes the account's own password policy; the IAM default applies again.
    Write DeleteAccountPasswordPolicy {
    }

    /// Gives the account an alias for its sign-in link, in place of the one it has.
    Write CreateAccountAlias {
        required account_alias: String = "AccountAlias" ACCOUNT_ALIAS,
    }

    /// Removes the account's alias.
    Write DeleteAccountAlias {
        required account_alias: String = "AccountAlias" ACCOUNT_ALIAS,
    }

    /// Lists the account's alias, if it has one.
    Read ListAccountAliases {
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    /// Counts the account's entities beside their quotas.
    Read GetAccountSummary {
    }

    // Questions about access
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

    /// Shows all users, groups, roles and policies with how they are tied to each other.
    Read GetAccountAuthorizationDetails {
        optional filter: Vec<String> = "Filter" ENTITY_LIST,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
        optional marker: String = "Marker" MARKER,
    }

    /// Adds tags to a virtual MFA device, or changes the value of those it has.
    Write TagMFADevice {
        required serial_number: String = "SerialNumber" SERIAL_NUMBER,
        required tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Removes tags from a virtual MFA device.
    Write UntagMFADevice {
        required serial_number: String = "SerialNumber" SERIAL_NUMBER,
        required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
    }

    /// Lists the tags of a virtual MFA device.
    Read ListMFADeviceTags {
        required serial_number: String = "SerialNumber" SERIAL_NUMBER,
        optional marker: String = "Marker" MARKER,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
    }

    // What was used
    /// Tells when an access key was last used, and for which service.
    Read GetAccessKeyLastUsed {
        required access_key_id: String = "AccessKeyId" ACCESS_KEY_ID,
    }

    /// Makes the credential report: who can sign in with what. One that is younger than four hours stays.
    Use GenerateCredentialReport {
    }

    /// Shows the credential report that was made last.
    Read GetCredentialReport {
    }

    /// Makes a report on the services that the policies of a user, group, role or managed policy allow.
    Use GenerateServiceLastAccessedDetails {
        required arn: String = "Arn" ARN,
        optional granularity: String = "Granularity" ACCESS_GRANULARITY,
    }

    /// Shows such a report: when each service was last used.
    Read GetServiceLastAccessedDetails {
        required job_id: String = "JobId" JOB_ID,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
        optional marker: String = "Marker" MARKER,
    }

    /// Shows who used a service with what such a report is about, and when.
    Read GetServiceLastAccessedDetailsWithEntities {
        required job_id: String = "JobId" JOB_ID,
        required service_namespace: String = "ServiceNamespace" SERVICE_NAMESPACE,
        optional max_items: u32 = "MaxItems" MAX_ITEMS,
        optional marker: String = "Marker" MARKER,
    }

    /// Lists the policies that allow services to a user, group or role.
    Read ListPoliciesGrantingServiceAccess {
        optional marker: String = "Marker" MARKER,
        required arn: String = "Arn" ARN,
        required service_namespaces: Vec<String> = "ServiceNamespaces" SERVICE_NAMESPACE_LIST,
    }

    // Temporary credentials
    /// Tells who calls: account, id and ARN. Nobody can be denied this.
    Read(sts) GetCallerIdentity {
    }

    /// Tells which account an access key is of.
    Read(sts) GetAccessKeyInfo {
        required access_key_id: String = "AccessKeyId" STS_ACCESS_KEY_ID,
    }

    /// Opens a session of a role that trusts the caller. It has the role's permissions in place of the caller's.
    Use(sts) AssumeRole {
        required role_arn: String = "RoleArn" STS_ARN,
        required role_session_name: String = "RoleSessionName" ROLE_SESSION_NAME,
        optional policy_arns: Vec<PolicyDescriptor> = "PolicyArns" SESSION_POLICY_ARNS,
        optional policy: String = "Policy" UNRESTRICTED_SESSION_POLICY,
        optional duration_seconds: u32 = "DurationSeconds" ROLE_DURATION_SECONDS,
        optional tags: Vec<Tag> = "Tags" TAG_LIST,
        optional transitive_tag_keys: Vec<String> = "TransitiveTagKeys" TAG_KEY_LIST,
        optional external_id: String = "ExternalId" EXTERNAL_ID,
        optional serial_number: String = "SerialNumber" STS_SERIAL_NUMBER,
        optional token_code: Secret = "TokenCode" TOKEN_CODE,
        optional source_identity: String = "SourceIdentity" SOURCE_IDENTITY,
    }

    /// Opens a session of a role for whoever a SAML provider vouches for.
    Use(sts) AssumeRoleWithSAML {
        required role_arn: String = "RoleArn" STS_ARN,
        required principal_arn: String = "PrincipalArn" STS_ARN,
        required saml_assertion: Secret = "SAMLAssertion" SAML_ASSERTION,
        optional policy_arns: Vec<PolicyDescriptor> = "PolicyArns" SESSION_POLICY_ARNS,
        optional policy: String = "Policy" SESSION_POLICY,
        optional duration_seconds: u32 = "DurationSeconds" ROLE_DURATION_SECONDS,
    }

    /// Opens a session of a role for whoever an OIDC provider vouches for.
    Use(sts) AssumeRoleWithWebIdentity {
        required role_arn: String = "RoleArn" STS_ARN,
        required role_session_name: String = "RoleSessionName" ROLE_SESSION_NAME,
        required web_identity_token: Secret = "WebIdentityToken" CLIENT_TOKEN,
        optional provider_id: String = "ProviderId" PROVIDER_ID,
        optional policy_arns: Vec<PolicyDescriptor> = "PolicyArns" SESSION_POLICY_ARNS,
        optional policy: String = "Policy" SESSION_POLICY,
        optional duration_seconds: u32 = "DurationSeconds" ROLE_DURATION_SECONDS,
    }

    /// Opens a session for somebody else: with what both the caller's policies and the session's allow.
    Use(sts) GetFederationToken {
        required name: String = "Name" FEDERATED_USER_NAME,
        optional policy: String = "Policy" SESSION_POLICY,
        optional policy_arns: Vec<PolicyDescriptor> = "PolicyArns" SESSION_POLICY_ARNS,
        optional duration_seconds: u32 = "DurationSeconds" DURATION_SECONDS,
        optional tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Opens a session of the caller's own: mostly to show an MFA code once for many calls.
    Use(sts) GetSessionToken {
        optional duration_seconds: u32 = "DurationSeconds" DURATION_SECONDS,
        optional serial_number: String = "SerialNumber" STS_SERIAL_NUMBER,
        optional token_code: Secret = "TokenCode" TOKEN_CODE,
    }

    // The practice estate: S3
    /// Makes a bucket. Nobody but the account can reach it.
    Write(s3) CreateBucket {
        required bucket: String = "Bucket" BUCKET_NAME,
        optional create_bucket_configuration: BucketConfiguration = "CreateBucketConfiguration" BUCKET_CONFIGURATION_MEMBER,
    }

    /// Lists the buckets.
    Read(s3) ListBuckets {
    }

    /// Deletes a bucket that holds nothing any more.
    Write(s3) DeleteBucket {
        required bucket: String = "Bucket" BUCKET_NAME,
    }

    /// Puts an object into a bucket, or another content in its place.
    Write(s3) PutObject {
        optional body: String = "Body" OBJECT_BODY,
        required bucket: String = "Bucket" BUCKET_NAME,
        required key: String = "Key" OBJECT_KEY,
    }

    /// Reads an object.
    Read(s3) GetObject {
        required bucket: String = "Bucket" BUCKET_NAME,
        required key: String = "Key" OBJECT_KEY,
    }

    /// Lists the objects in a bucket.
    Read(s3) ListObjectsV2 {
        required bucket: String = "Bucket" BUCKET_NAME,
        optional delimiter: String = "Delimiter" DELIMITER,
        optional prefix: String = "Prefix" KEY_PREFIX,
    }

    /// Deletes an object. Where there is none, there is none to delete.
    Write(s3) DeleteObject {
        required bucket: String = "Bucket" BUCKET_NAME,
        required key: String = "Key" OBJECT_KEY,
    }

    /// Sets a bucket's policy: who may do what with it and its objects.
    Write(s3) PutBucketPolicy {
        required bucket: String = "Bucket" BUCKET_NAME,
        required policy: String = "Policy" RESOURCE_POLICY,
    }

    /// Shows a bucket's policy.
    Read(s3) GetBucketPolicy {
        required bucket: String = "Bucket" BUCKET_NAME,
    }

    /// Deletes a bucket's policy.
    Write(s3) DeleteBucketPolicy {
        required bucket: String = "Bucket" BUCKET_NAME,
    }

    /// Sets what keeps a bucket from being public. What is left out is off.
    Write(s3) PutPublicAccessBlock {
        required bucket: String = "Bucket" BUCKET_NAME,
        required public_access_block_configuration: PublicAccessBlockConfiguration = "PublicAccessBlockConfiguration" PUBLIC_ACCESS_BLOCK_MEMBER,
    }

    /// Shows what keeps a bucket from being public.
    Read(s3) GetPublicAccessBlock {
        required bucket: String = "Bucket" BUCKET_NAME,
    }

    /// Sets a bucket's tags: those that it had and that are not given are gone.
    Write(s3) PutBucketTagging {
        required bucket: String = "Bucket" BUCKET_NAME,
        required tagging: Tagging = "Tagging" TAGGING_MEMBER,
    }

    /// Shows a bucket's tags.
    Read(s3) GetBucketTagging {
        required bucket: String = "Bucket" BUCKET_NAME,
    }

    /// Removes all tags from a bucket.
    Write(s3) DeleteBucketTagging {
        required bucket: String = "Bucket" BUCKET_NAME,
    }

    // The practice estate: EC2
    /// Launches instances, perhaps with an instance profile whose role they get.
    Write(ec2) RunInstances {
        optional image_id: String = "ImageId" ESTATE_NAME,
        optional instance_type: String = "InstanceType" ESTATE_NAME,
        optional max_count: u32 = "MaxCount" INSTANCE_COUNT,
        optional min_count: u32 = "MinCount" INSTANCE_COUNT,
        optional user_data: String = "UserData" USER_DATA,
        optional iam_instance_profile: InstanceProfileSpecification = "IamInstanceProfile" INSTANCE_PROFILE_MEMBER,
        optional tag_specifications: Vec<TagSpecification> = "TagSpecifications" TAG_SPECIFICATIONS,
    }

    /// Lists the instances, or those that are asked for.
    Read(ec2) DescribeInstances {
        optional instance_ids: Vec<String> = "InstanceIds" INSTANCE_IDS,
    }

    /// Shows an attribute of an instance. User data is one, with all that is in it.
    Read(ec2) DescribeInstanceAttribute {
        required attribute: String = "Attribute" INSTANCE_ATTRIBUTE,
        required instance_id: String = "InstanceId" ESTATE_NAME,
    }

    /// Changes the type or the user data of an instance that is stopped. User data is given in Base64.
    Write(ec2) ModifyInstanceAttribute {
        optional attribute: String = "Attribute" INSTANCE_ATTRIBUTE,
        optional value: String = "Value" ATTRIBUTE_TEXT,
        optional instance_type: AttributeValue = "InstanceType" ATTRIBUTE_VALUE_MEMBER,
        optional user_data: AttributeValue = "UserData" ATTRIBUTE_VALUE_MEMBER,
        required instance_id: String = "InstanceId" ESTATE_NAME,
    }

    /// Starts instances that are stopped.
    Write(ec2) StartInstances {
        required instance_ids: Vec<String> = "InstanceIds" INSTANCE_IDS,
    }

    /// Stops instances; they can be started again.
    Write(ec2) StopInstances {
        required instance_ids: Vec<String> = "InstanceIds" INSTANCE_IDS,
    }

    /// Terminates instances: they are gone.
    Write(ec2) TerminateInstances {
        required instance_ids: Vec<String> = "InstanceIds" INSTANCE_IDS,
    }

    /// Gives an instance an instance profile, and with it a role.
    Write(ec2) AssociateIamInstanceProfile {
        required iam_instance_profile: InstanceProfileSpecification = "IamInstanceProfile" INSTANCE_PROFILE_MEMBER,
        required instance_id: String = "InstanceId" ESTATE_NAME,
    }

    /// Takes its instance profile, and with it its role, from an instance.
    Write(ec2) DisassociateIamInstanceProfile {
        required association_id: String = "AssociationId" ESTATE_NAME,
    }

    /// Gives an instance another instance profile in the place of the one it has, in one step.
    Write(ec2) ReplaceIamInstanceProfileAssociation {
        required iam_instance_profile: InstanceProfileSpecification = "IamInstanceProfile" INSTANCE_PROFILE_MEMBER,
        required association_id: String = "AssociationId" ESTATE_NAME,
    }

    /// Lists which instance has which instance profile.
    Read(ec2) DescribeIamInstanceProfileAssociations {
        optional association_ids: Vec<String> = "AssociationIds" INSTANCE_IDS,
    }

    /// Adds tags to instances, or changes the value of those they have.
    Write(ec2) CreateTags {
        required resources: Vec<String> = "Resources" INSTANCE_IDS,
        required tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Removes tags from instances: those of a key, or of a key and a value; where none is named, all.
    Write(ec2) DeleteTags {
        required resources: Vec<String> = "Resources" INSTANCE_IDS,
        optional tags: Vec<TagToDelete> = "Tags" TAGS_TO_DELETE,
    }

    /// Lists the tags of the instances.
    Read(ec2) DescribeTags {
    }

    // The practice estate: SQS
    /// Makes a queue.
    Write(sqs) CreateQueue {
        required queue_name: String = "QueueName" ESTATE_NAME,
        optional attributes: BTreeMap<String, String> = "Attributes" QUEUE_ATTRIBUTES,
        optional tags: BTreeMap<String, String> = "tags" TAG_MAP,
    }

    /// Lists the queues by their URLs.
    Read(sqs) ListQueues {
        optional queue_name_prefix: String = "QueueNamePrefix" ESTATE_TEXT,
    }

    /// Sends a message to a queue.
    Write(sqs) SendMessage {
        required queue_url: String = "QueueUrl" ESTATE_NAME,
        required message_body: String = "MessageBody" MESSAGE_BODY,
    }

    /// Reads messages of a queue. Here they can be read again at once.
    Read(sqs) ReceiveMessage {
        required queue_url: String = "QueueUrl" ESTATE_NAME,
        optional max_number_of_messages: u32 = "MaxNumberOfMessages" MESSAGE_COUNT,
    }

    /// Deletes a message that was read.
    Write(sqs) DeleteMessage {
        required queue_url: String = "QueueUrl" ESTATE_NAME,
        required receipt_handle: String = "ReceiptHandle" ESTATE_NAME,
    }

    /// Deletes a queue and all messages in it.
    Write(sqs) DeleteQueue {
        required queue_url: String = "QueueUrl" ESTATE_NAME,
    }

    /// Sets a queue's attributes, its policy among them; an empty policy deletes it.
    Write(sqs) SetQueueAttributes {
        required queue_url: String = "QueueUrl" ESTATE_NAME,
        required attributes: BTreeMap<String, String> = "Attributes" QUEUE_ATTRIBUTES,
    }

    /// Shows a queue's attributes, those that are asked for.
    Read(sqs) GetQueueAttributes {
        required queue_url: String = "QueueUrl" ESTATE_NAME,
        optional attribute_names: Vec<String> = "AttributeNames" QUEUE_ATTRIBUTE_NAMES,
    }

    /// Adds tags to a queue, or changes the value of those it has.
    Write(sqs) TagQueue {
        required queue_url: String = "QueueUrl" ESTATE_NAME,
        required tags: BTreeMap<String, String> = "Tags" TAG_MAP,
    }

    /// Removes tags from a queue.
    Write(sqs) UntagQueue {
        required queue_url: String = "QueueUrl" ESTATE_NAME,
        required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
    }

    /// Lists a queue's tags.
    Read(sqs) ListQueueTags {
        required queue_url: String = "QueueUrl" ESTATE_NAME,
    }

    // The practice estate: DynamoDB
    /// Makes a table with a partition key.
    Write(dynamodb) CreateTable {
        required attribute_definitions: Vec<AttributeDefinition> = "AttributeDefinitions" ATTRIBUTE_DEFINITIONS,
        required table_name: String = "TableName" ESTATE_NAME,
        required key_schema: Vec<KeySchemaElement> = "KeySchema" KEY_SCHEMA,
        optional billing_mode: String = "BillingMode" BILLING_MODE,
        optional tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Lists the tables.
    Read(dynamodb) ListTables {
    }

    /// Puts an item into a table, or in the place of the one with the same key.
    Write(dynamodb) PutItem {
        required table_name: String = "TableName" ESTATE_NAME,
        required item: Map<String, Json> = "Item" TABLE_ITEM,
    }

    /// Reads an item by its key.
    Read(dynamodb) GetItem {
        required table_name: String = "TableName" ESTATE_NAME,
        required key: Map<String, Json> = "Key" TABLE_ITEM,
    }

    /// Deletes an item. Where there is none, there is none to delete.
    Write(dynamodb) DeleteItem {
        required table_name: String = "TableName" ESTATE_NAME,
        required key: Map<String, Json> = "Key" TABLE_ITEM,
    }

    /// Reads all items of a table.
    Read(dynamodb) Scan {
        required table_name: String = "TableName" ESTATE_NAME,
    }

    /// Deletes a table and all items in it.
    Write(dynamodb) DeleteTable {
        required table_name: String = "TableName" ESTATE_NAME,
    }

    /// Adds tags to a table, or changes the value of those it has.
    Write(dynamodb) TagTable = "TagResource" {
        required resource_arn: String = "ResourceArn" ESTATE_NAME,
        required tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Removes tags from a table.
    Write(dynamodb) UntagTable = "UntagResource" {
        required resource_arn: String = "ResourceArn" ESTATE_NAME,
        required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
    }

    /// Lists a table's tags.
    Read(dynamodb) ListTagsOfResource {
        required resource_arn: String = "ResourceArn" ESTATE_NAME,
    }

    // The practice estate: Lambda
    /// Makes a function that runs as the role it is given. Here it has no code: it answers what it is called with.
    Write(lambda) CreateFunction {
        required function_name: String = "FunctionName" FUNCTION_NAME,
        optional runtime: String = "Runtime" ESTATE_TEXT,
        required role: String = "Role" ROLE_ARN,
        optional handler: String = "Handler" ESTATE_TEXT,
        optional description: String = "Description" FUNCTION_DESCRIPTION,
        optional tags: BTreeMap<String, String> = "Tags" TAG_MAP,
    }

    /// Shows a function.
    Read(lambda) GetFunction {
        required function_name: String = "FunctionName" FUNCTION_NAME,
    }

    /// Lists the functions.
    Read(lambda) ListFunctions {
    }

    /// Calls a function. Here it answers what it was called with.
    Read(lambda) Invoke {
        required function_name: String = "FunctionName" FUNCTION_NAME,
        optional payload: String = "Payload" PAYLOAD,
    }

    /// Changes a function's role, or what else is given.
    Write(lambda) UpdateFunctionConfiguration {
        required function_name: String = "FunctionName" FUNCTION_NAME,
        optional role: String = "Role" ROLE_ARN,
        optional handler: String = "Handler" ESTATE_TEXT,
        optional description: String = "Description" FUNCTION_DESCRIPTION,
        optional runtime: String = "Runtime" ESTATE_TEXT,
    }

    /// Deletes a function.
    Write(lambda) DeleteFunction {
        required function_name: String = "FunctionName" FUNCTION_NAME,
    }

    /// Adds a statement to a function's policy: a service or an account may use it.
    Write(lambda) AddPermission {
        required function_name: String = "FunctionName" FUNCTION_NAME,
        required statement_id: String = "StatementId" STATEMENT_ID,
        required action: String = "Action" ESTATE_NAME,
        required principal: String = "Principal" ESTATE_NAME,
        optional source_arn: String = "SourceArn" ESTATE_NAME,
        optional source_account: String = "SourceAccount" ESTATE_NAME,
        optional principal_org_id: String = "PrincipalOrgID" ESTATE_NAME,
    }

    /// Removes a statement from a function's policy.
    Write(lambda) RemovePermission {
        required function_name: String = "FunctionName" FUNCTION_NAME,
        required statement_id: String = "StatementId" STATEMENT_ID,
    }

    /// Shows a function's policy.
    Read(lambda) GetFunctionPolicy = "GetPolicy" {
        required function_name: String = "FunctionName" FUNCTION_NAME,
    }

    /// Adds tags to a function, or changes the value of those it has.
    Write(lambda) TagFunction = "TagResource" {
        required resource: String = "Resource" FUNCTION_NAME,
        required tags: BTreeMap<String, String> = "Tags" TAG_MAP,
    }

    /// Removes tags from a function.
    Write(lambda) UntagFunction = "UntagResource" {
        required resource: String = "Resource" FUNCTION_NAME,
        required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
    }

    /// Lists a function's tags.
    Read(lambda) ListFunctionTags = "ListTags" {
        required resource: String = "Resource" FUNCTION_NAME,
    }

    // The practice estate: KMS
    /// Makes a key. Without a policy it leaves its use to the policies of the account.
    Write(kms) CreateKey {
        optional policy: String = "Policy" RESOURCE_POLICY,
        optional description: String = "Description" KEY_DESCRIPTION,
        optional bypass_policy_lockout_safety_check: bool = "BypassPolicyLockoutSafetyCheck" BOOLEAN,
        optional tags: Vec<KeyTag> = "Tags" KEY_TAGS,
    }

    /// Lists the keys.
    Read(kms) ListKeys {
    }

    /// Shows a key.
    Read(kms) DescribeKey {
        required key_id: String = "KeyId" ESTATE_NAME,
    }

    /// Shows a key's policy.
    Read(kms) GetKeyPolicy {
        required key_id: String = "KeyId" ESTATE_NAME,
        optional policy_name: String = "PolicyName" ESTATE_NAME,
    }

    /// Sets a key's policy: without leave in it, no other policy gives any.
    Write(kms) PutKeyPolicy {
        required key_id: String = "KeyId" ESTATE_NAME,
        optional policy_name: String = "PolicyName" ESTATE_NAME,
        required policy: String = "Policy" RESOURCE_POLICY,
        optional bypass_policy_lockout_safety_check: bool = "BypassPolicyLockoutSafetyCheck" BOOLEAN,
    }

    /// Gives a key another name.
    Write(kms) CreateAlias {
        required alias_name: String = "AliasName" ESTATE_NAME,
        required target_key_id: String = "TargetKeyId" ESTATE_NAME,
    }

    /// Takes another name from its key.
    Write(kms) DeleteAlias {
        required alias_name: String = "AliasName" ESTATE_NAME,
    }

    /// Lists the other names of keys.
    Read(kms) ListAliases {
    }

    /// Encrypts with a key. Practice only: whoever has the result can read it.
    Read(kms) Encrypt {
        required key_id: String = "KeyId" ESTATE_NAME,
        required plaintext: Secret = "Plaintext" PLAINTEXT,
    }

    /// Decrypts with the key that encrypted.
    Read(kms) Decrypt {
        required ciphertext_blob: Secret = "CiphertextBlob" CIPHERTEXT,
        optional key_id: String = "KeyId" ESTATE_NAME,
    }

    /// Has a key deleted after some days. From now on nobody can use it.
    Write(kms) ScheduleKeyDeletion {
        required key_id: String = "KeyId" ESTATE_NAME,
        optional pending_window_in_days: u32 = "PendingWindowInDays" PENDING_WINDOW,
    }

    /// Keeps a key that was to be deleted. It is disabled then.
    Write(kms) CancelKeyDeletion {
        required key_id: String = "KeyId" ESTATE_NAME,
    }

    /// Lets a key be used again that is disabled.
    Write(kms) EnableKey {
        required key_id: String = "KeyId" ESTATE_NAME,
    }

    /// Keeps a key from being used, until it is enabled again.
    Write(kms) DisableKey {
        required key_id: String = "KeyId" ESTATE_NAME,
    }

    /// Adds tags to a key, or changes the value of those it has.
    Write(kms) TagKey = "TagResource" {
        required key_id: String = "KeyId" ESTATE_NAME,
        required tags: Vec<KeyTag> = "Tags" KEY_TAGS,
    }

    /// Removes tags from a key.
    Write(kms) UntagKey = "UntagResource" {
        required key_id: String = "KeyId" ESTATE_NAME,
        required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
    }

    /// Lists a key's tags.
    Read(kms) ListResourceTags {
        required key_id: String = "KeyId" ESTATE_NAME,
    }

    // The practice estate: Secrets Manager
    /// Makes a secret.
    Write(secretsmanager) CreateSecret {
        required name: String = "Name" SECRET_NAME,
        optional description: String = "Description" SECRET_DESCRIPTION,
        optional secret_string: Secret = "SecretString" SECRET_STRING,
        optional tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Lists the secrets, without what they hold.
    Read(secretsmanager) ListSecrets {
    }

    /// Shows what a secret holds.
    Read(secretsmanager) GetSecretValue {
        required secret_id: String = "SecretId" ESTATE_NAME,
    }

    /// Sets what a secret holds.
    Write(secretsmanager) PutSecretValue {
        required secret_id: String = "SecretId" ESTATE_NAME,
        optional secret_string: Secret = "SecretString" SECRET_STRING,
    }

    /// Has a secret deleted after some days, or at once. From now on nobody can read it.
    Write(secretsmanager) DeleteSecret {
        required secret_id: String = "SecretId" ESTATE_NAME,
        optional recovery_window_in_days: u32 = "RecoveryWindowInDays" RECOVERY_WINDOW,
        optional force_delete_without_recovery: bool = "ForceDeleteWithoutRecovery" BOOLEAN,
    }

    /// Keeps a secret that was to be deleted.
    Write(secretsmanager) RestoreSecret {
        required secret_id: String = "SecretId" ESTATE_NAME,
    }

    /// Sets a secret's policy.
    Write(secretsmanager) PutResourcePolicy {
        required secret_id: String = "SecretId" ESTATE_NAME,
        required resource_policy: String = "ResourcePolicy" RESOURCE_POLICY,
    }

    /// Shows a secret's policy.
    Read(secretsmanager) GetResourcePolicy {
        required secret_id: String = "SecretId" ESTATE_NAME,
    }

    /// Adds tags to a secret, or changes the value of those it has.
    Write(secretsmanager) TagSecret = "TagResource" {
        required secret_id: String = "SecretId" ESTATE_NAME,
        required tags: Vec<Tag> = "Tags" TAG_LIST,
    }

    /// Removes tags from a secret.
    Write(secretsmanager) UntagSecret = "UntagResource" {
        required secret_id: String = "SecretId" ESTATE_NAME,
        required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
    }
}
