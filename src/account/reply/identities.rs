//! Replies about users, groups, roles, instance profiles and identity providers.

use super::Date;
use crate::account::operation::Tag;

super::structures! {
    /// `User`. Root has neither name nor path.
    UserDetail {
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        user_name: Option<String>,
        user_id: String,
        arn: String,
        create_date: Date,
        #[serde(skip_serializing_if = "Option::is_none")]
        password_last_used: Option<Date>,
        #[serde(skip_serializing_if = "Option::is_none")]
        permissions_boundary: Option<AttachedBoundary>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
    }

    /// `RoleLastUsed`; empty where the role was not used.
    RoleLastUsedDetail {
        #[serde(skip_serializing_if = "Option::is_none")]
        last_used_date: Option<Date>,
        #[serde(skip_serializing_if = "Option::is_none")]
        region: Option<String>,
    }

    /// `AttachedPermissionsBoundary`
    AttachedBoundary {
        permissions_boundary_type: &'static str,
        permissions_boundary_arn: String,
    }

    /// `Group`
    GroupDetail {
        path: String,
        group_name: String,
        group_id: String,
        arn: String,
        create_date: Date,
    }

    /// `Role`
    RoleDetail {
        path: String,
        role_name: String,
        role_id: String,
        arn: String,
        create_date: Date,
        assume_role_policy_document: serde_json::Value,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        max_session_duration: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        permissions_boundary: Option<AttachedBoundary>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
        #[serde(skip_serializing_if = "Option::is_none")]
        role_last_used: Option<RoleLastUsedDetail>,
    }

    /// `InstanceProfile`. Its role is told shortly; lists leave tags out.
    InstanceProfileDetail {
        path: String,
        instance_profile_name: String,
        instance_profile_id: String,
        arn: String,
        create_date: Date,
        roles: Vec<RoleDetail>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
    }

    /// `SAMLPrivateKey`
    SamlKeyDetail {
        key_id: String,
        timestamp: Date,
    }

    /// `SAMLProviderListEntry`
    SamlProviderEntry {
        arn: String,
        valid_until: Date,
        create_date: Date,
    }

    /// `OpenIDConnectProviderListEntry`
    OidcProviderEntry {
        arn: String,
    }
}
