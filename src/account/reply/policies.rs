//! Replies about managed policies.

use super::Date;
use crate::account::operation::Tag;

super::structures! {
    /// `Policy`. Lists leave description and tags out; the reply to its making has only tags that were given.
    PolicyDetail {
        policy_name: String,
        policy_id: String,
        arn: String,
        path: String,
        default_version_id: String,
        attachment_count: usize,
        permissions_boundary_usage_count: usize,
        is_attachable: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        create_date: Date,
        update_date: Date,
        #[serde(skip_serializing_if = "Option::is_none")]
        tags: Option<Vec<Tag>>,
    }

    /// `PolicyVersion`. Lists, and the reply to its making, leave the document out.
    PolicyVersionDetail {
        #[serde(skip_serializing_if = "Option::is_none")]
        document: Option<serde_json::Value>,
        version_id: String,
        is_default_version: bool,
        create_date: Date,
    }

    /// `AttachedPolicy`
    AttachedPolicy {
        policy_name: String,
        policy_arn: String,
    }

    /// `PolicyGroup`
    PolicyGroup {
        group_name: String,
        group_id: String,
    }

    /// `PolicyUser`
    PolicyUser {
        user_name: String,
        user_id: String,
    }

    /// `PolicyRole`
    PolicyRole {
        role_name: String,
        role_id: String,
    }
}
