//! The secrets that replies disclose, so that whoever shows a reply can hide them.

use super::Reply;
use crate::account::secret::Disclosed;

impl Reply {
    /// The secrets in it.
    pub fn secrets(&self) -> Vec<&str> {
        let disclosed: Vec<&Disclosed> = match self {
            Self::AccessKey { access_key } => vec![&access_key.secret_access_key],
            Self::VirtualMfaDevice { virtual_mfa_device } => virtual_mfa_device.base32_string_seed.iter().collect(),
            Self::Session(detail) => vec![&detail.credentials.secret_access_key, &detail.credentials.session_token],
            Self::Secret(detail) => vec![&detail.secret_string],
            Self::Decrypted(detail) => vec![&detail.plaintext],
            _ => Vec::new(),
        };
        disclosed.into_iter().map(Disclosed::reveal).collect()
    }
}
