//! Replies of STS.

use super::{Date, Reply};
use crate::account::secret::Disclosed;

super::structures! {
    /// `Credentials`
    CredentialsDetail {
        access_key_id: String,
        secret_access_key: Disclosed,
        session_token: Disclosed,
        expiration: Date,
    }

    /// `AssumedRoleUser`
    AssumedRoleDetail {
        assumed_role_id: String,
        arn: String,
    }

    /// `FederatedUser`
    FederatedUserDetail {
        federated_user_id: String,
        arn: String,
    }

    /// What opening a session answers: of these members each operation has some, in this order.
    SessionDetail {
        credentials: CredentialsDetail,
        #[serde(skip_serializing_if = "Option::is_none")]
        subject_from_web_identity_token: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        assumed_role_user: Option<AssumedRoleDetail>,
        #[serde(skip_serializing_if = "Option::is_none")]
        federated_user: Option<FederatedUserDetail>,
        #[serde(skip_serializing_if = "Option::is_none")]
        packed_policy_size: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        provider: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        subject_type: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        issuer: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        audience: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        source_identity: Option<String>,
    }
}

impl SessionDetail {
    /// The credentials alone.
    pub const fn of(credentials: CredentialsDetail) -> Self {
        Self {
            credentials,
            subject_from_web_identity_token: None,
            assumed_role_user: None,
            federated_user: None,
            packed_policy_size: None,
            provider: None,
            subject: None,
            subject_type: None,
            issuer: None,
            audience: None,
            source_identity: None,
        }
    }
}

impl From<SessionDetail> for Reply {
    fn from(detail: SessionDetail) -> Self {
        Self::Session(Box::new(detail))
    }
}
