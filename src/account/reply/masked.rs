//! Replies for other eyes.

use super::Reply;
use crate::account::secret::{Disclosed, MASK};

impl Reply {
    /// The reply with a mask in the place of each secret that it hands out: a key's secret, a session's credentials, a seed, what a
    /// secret or a ciphertext holds. `None` where it has none. It is shown while others look on.
    pub fn masked(&self) -> Option<Self> {
        let mut masked = self.clone();
        let secrets: Vec<&mut Disclosed> = match &mut masked {
            Self::AccessKey { access_key } => vec![&mut access_key.secret_access_key],
            Self::VirtualMfaDevice { virtual_mfa_device: device } => {
                device.base32_string_seed.iter_mut().chain(&mut device.otpauth_uri).collect()
            }
            Self::Session(detail) => vec![&mut detail.credentials.secret_access_key, &mut detail.credentials.session_token],
            Self::Secret(detail) => vec![&mut detail.secret_string],
            Self::Decrypted(detail) => vec![&mut detail.plaintext],
            _ => Vec::new(),
        };
        if secrets.is_empty() {
            return None;
        }
        for secret in secrets {
            *secret = Disclosed::new(MASK);
        }
        Some(masked)
    }
}
