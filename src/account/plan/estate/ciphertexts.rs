//! Encrypting and decrypting with KMS keys. There is no cryptography in it: who may do it is what there is to practise.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::json;

use super::answer;
use crate::account::operation::{Decrypt, Encrypt};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{DecryptedDetail, Reply};
use crate::account::secret::Disclosed;

/// How what was encrypted here begins; the key's id and the text, in Base64, follow it.
const BEGINNING: &str = "practice-ciphertext";

const ALGORITHM: &str = "SYMMETRIC_DEFAULT";

/// What a text is, encrypted with a key.
pub(in crate::account) fn ciphertext(key: &str, text: &str) -> String {
    format!("{BEGINNING}:{key}:{}", BASE64_STANDARD.encode(text))
}

impl Plan for Encrypt {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = planning.enabled_key(&self.key_id)?;
        let blob = ciphertext(&key.id, self.plaintext.reveal());
        Ok(answer(json!({
            "CiphertextBlob": BASE64_STANDARD.encode(blob),
            "KeyId": planning.account.resource_arn(&key.resource()),
            "EncryptionAlgorithm": ALGORITHM,
        })))
    }
}

impl Plan for Decrypt {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let mut parts = self.ciphertext_blob.reveal().splitn(3, ':');
        let (beginning, key, text) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let is_text = BASE64_STANDARD.decode(text).is_ok_and(|bytes| String::from_utf8(bytes).is_ok());
        if beginning != Some(BEGINNING) || !is_text {
            return Err(not_encrypted_here());
        }
        // By its id alone, which is what the policies were asked about: no other name of a key is in what was encrypted here.
        let id = planning.account.kms_key(key).map(|key| key.id.as_str());
        let key = planning.enabled_key(id.ok_or_else(not_encrypted_here)?)?;
        if let Some(named) = &self.key_id
            && planning.enabled_key(named)?.id != key.id
        {
            let message = "The key ID in the request does not identify a CMK that can perform this operation.";
            return Err(Refusal::new(ErrorCode::IncorrectKeyException, message).member("KeyId").remedy("Another key encrypted it."));
        }
        Ok(Reply::Decrypted(DecryptedDetail {
            key_id: planning.account.resource_arn(&key.resource()),
            plaintext: Disclosed::new(text),
            encryption_algorithm: ALGORITHM,
        }))
    }
}

fn not_encrypted_here() -> Refusal {
    let refusal = Refusal::new(ErrorCode::InvalidCiphertextException, "").member("CiphertextBlob");
    refusal.remedy("This was not encrypted here, or only a part of it is left.")
}
