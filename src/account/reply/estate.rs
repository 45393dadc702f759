//! What the operations of the practice estate answer.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Date, Reply, structures};
use crate::account::secret::Disclosed;

/// What an operation of the practice estate answers: members in the service's own spelling. Secrets have replies of their own.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct EstateReply {
    /// The members.
    #[serde(flatten)]
    pub members: Map<String, Value>,
    /// What the AWS CLI writes into a file: an object's content, what a function answers.
    #[serde(skip)]
    pub content: Option<String>,
}

structures! {
    /// `GetSecretValueResponse`
    SecretDetail {
        #[serde(rename = "ARN")]
        arn: String,
        name: String,
        version_id: String,
        secret_string: Disclosed,
        version_stages: Vec<&'static str>,
        created_date: Date,
    }

    /// `DecryptResponse`
    DecryptedDetail {
        key_id: String,
        /// In Base64.
        plaintext: Disclosed,
        encryption_algorithm: &'static str,
    }
}

impl Reply {
    /// What the AWS CLI writes into a file, where the reply has such: an object's content, what a function answers.
    pub fn content(&self) -> Option<&str> {
        match self {
            Self::Estate(reply) => reply.content.as_deref(),
            _ => None,
        }
    }

    /// What a person wants to read in it: the content, or an instance's user data, which travels in Base64.
    pub fn readable(&self) -> Option<String> {
        let Self::Estate(reply) = self else { return None };
        let user_data = || {
            let Some(data) = reply.members.get("UserData")?.get("Value") else { return Some("There is no user data.".to_owned()) };
            String::from_utf8(BASE64_STANDARD.decode(data.as_str()?).ok()?).ok()
        };
        reply.content.clone().or_else(user_data)
    }
}
