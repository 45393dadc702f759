//! SAML providers.

use jiff::{SignedDuration, Timestamp};

use crate::account::arn::check_arn;
use crate::account::credentials::saml_metadata::SamlMetadata;
use crate::account::entity::{AssertionEncryption, EntityKey, SamlKey, SamlProvider, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{CreateSAMLProvider, DeleteSAMLProvider, GetSAMLProvider, ListSAMLProviders, UpdateSAMLProvider};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, Reply, SamlKeyDetail, SamlProviderEntry};
use crate::account::secret::Secret;

/// Metadata that don't say until when they hold do so for a hundred years.
const VALIDITY: SignedDuration = SignedDuration::from_hours(24 * 36_525);
/// Private keys of a provider: one can be replaced while the other still works.
const KEYS_PER_PROVIDER: usize = 2;

impl Plan for CreateSAMLProvider {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        if let Some(other) = account.saml_provider_named(&self.name) {
            return Err(Refusal::name_taken("SAMLProvider", &self.name, &other.name).member("Name"));
        }
        let now = planning.env.now;
        let mut provider = SamlProvider {
            id: UniqueId::random(IdKind::SamlProvider, &mut planning.env.rng),
            name: self.name.clone(),
            created: now,
            valid_until: now,
            metadata: String::new(),
            encryption: None,
            keys: Vec::new(),
        };
        set_metadata(&mut provider, &self.saml_metadata_document, now)?;
        planning.set_encryption(&mut provider, self.assertion_encryption_mode.as_deref(), self.add_private_key.as_ref())?;
        let tags = self.tags.as_deref().unwrap_or_default();
        planning.put_tags(&TagHolder::Entity(provider.id), tags)?;
        let saml_provider_arn = account.saml_provider_arn(&provider);
        planning.put(provider);
        Ok(Reply::CreatedSamlProvider { saml_provider_arn, tags: tags.to_vec() })
    }
}

impl Plan for GetSAMLProvider {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let provider = planning.saml_provider(&self.saml_provider_arn)?;
        let key = |key: &SamlKey| SamlKeyDetail { key_id: key.id.clone(), timestamp: Date(key.added) };
        Ok(Reply::SamlProvider {
            saml_provider_uuid: format!("P{}", provider.id),
            saml_metadata_document: provider.metadata.clone(),
            create_date: Date(provider.created),
            valid_until: Date(provider.valid_until),
            tags: planning.account.tag_details(&TagHolder::Entity(provider.id)),
            assertion_encryption_mode: provider.encryption.map(AssertionEncryption::as_str),
            private_key_list: provider.keys.iter().map(key).collect(),
        })
    }
}

impl Plan for ListSAMLProviders {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let entry = |provider: &SamlProvider| SamlProviderEntry {
            arn: account.saml_provider_arn(provider),
            valid_until: Date(provider.valid_until),
            create_date: Date(provider.created),
        };
        Ok(Reply::SamlProviders { saml_provider_list: account.saml_providers().map(entry).collect() })
    }
}

impl Plan for UpdateSAMLProvider {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let mut provider = planning.saml_provider(&self.saml_provider_arn)?.clone();
        if let Some(metadata) = &self.saml_metadata_document {
            set_metadata(&mut provider, metadata, planning.env.now)?;
        }
        if let Some(id) = &self.remove_private_key {
            let keys = provider.keys.len();
            provider.keys.retain(|key| key.id != *id);
            if provider.keys.len() == keys {
                let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("The private key with id {id} cannot be found."));
                return Err(refusal.member("RemovePrivateKey").remedy("See which the provider has with: aws iam get-saml-provider"));
            }
        }
        planning.set_encryption(&mut provider, self.assertion_encryption_mode.as_deref(), self.add_private_key.as_ref())?;
        planning.put(provider);
        Ok(Reply::UpdatedSamlProvider { saml_provider_arn: self.saml_provider_arn.clone() })
    }
}

impl Plan for DeleteSAMLProvider {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        // Roles that trust it stay: nobody can come from it any more.
        let provider = planning.saml_provider(&self.saml_provider_arn)?;
        planning.remove_tags(&TagHolder::Entity(provider.id));
        planning.remove(&EntityKey::SamlProvider(provider.id));
        Ok(Reply::Nothing {})
    }
}

fn set_metadata(provider: &mut SamlProvider, metadata: &str, now: Timestamp) -> Result<(), Refusal> {
    let Some(read) = SamlMetadata::read(metadata) else {
        let refusal = Refusal::new(ErrorCode::InvalidInput, "Could not parse metadata").member("SAMLMetadataDocument");
        return Err(
            refusal.remedy("Give the XML document that the identity provider publishes: an EntityDescriptor with an IDPSSODescriptor.")
        );
    };
    let later = now.checked_add(VALIDITY).unwrap_or(Timestamp::MAX);
    provider.valid_until = read.valid_until.unwrap_or(later);
    metadata.clone_into(&mut provider.metadata);
    Ok(())
}

impl<'a> Planning<'a> {
    /// The SAML provider of this ARN.
    pub(in crate::account::plan) fn saml_provider(&self, arn: &str) -> Result<&'a SamlProvider, Refusal> {
        const MEMBER: &str = "SAMLProviderArn";
        check_arn(arn, "arn:aws:iam::123456789012:saml-provider/Example").map_err(|refusal| refusal.member(MEMBER))?;
        self.account.saml_provider_with_arn(arn).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("Manifest not found for arn {arn}")).member(MEMBER);
            refusal.remedy("See which providers there are with: aws iam list-saml-providers")
        })
    }

    /// Adds a private key and sets the mode, where they are given.
    fn set_encryption(&mut self, provider: &mut SamlProvider, mode: Option<&str>, key: Option<&Secret>) -> Result<(), Refusal> {
        let invalid = |message: &str| Refusal::new(ErrorCode::InvalidInput, message);
        if let Some(key) = key {
            let text = key.reveal().trim();
            if !text.starts_with("-----BEGIN ") || !text.ends_with(" PRIVATE KEY-----") {
                return Err(invalid("Could not parse private key").member("AddPrivateKey").remedy("Give a private key in PEM format."));
            }
            if provider.keys.len() >= KEYS_PER_PROVIDER {
                let refusal = Refusal::quota("PrivateKeysPerSAMLProvider", KEYS_PER_PROVIDER).member("AddPrivateKey");
                return Err(refusal.remedy("Remove a key that is not used any more."));
            }
            let id = format!("K{}", UniqueId::random(IdKind::SamlProvider, &mut self.env.rng));
            provider.keys.push(SamlKey { id, added: self.env.now });
        }
        provider.encryption = mode.and_then(AssertionEncryption::named).or(provider.encryption);
        if provider.encryption == Some(AssertionEncryption::Required) && provider.keys.is_empty() {
            let refusal = invalid("Assertion encryption requires a private key.").member("AssertionEncryptionMode");
            return Err(refusal.remedy("Add a private key, or let the mode be Allowed."));
        }
        Ok(())
    }
}
