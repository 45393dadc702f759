//! Looking up identity providers.

use super::index::{IndexKey, Named};
use crate::account::Account;
use crate::account::entity::{EntityKey, OidcProvider, SamlProvider};
use crate::account::id::UniqueId;

impl Account {
    /// How many SAML providers there are.
    pub fn saml_provider_count(&self) -> usize {
        self.saml_providers().count()
    }

    /// How many OIDC providers there are.
    pub fn oidc_provider_count(&self) -> usize {
        self.oidc_providers().count()
    }

    /// All SAML providers, by name.
    pub fn saml_providers(&self) -> impl Iterator<Item = &SamlProvider> {
        self.through(IndexKey::names_after(Named::SamlProvider, ""))
    }

    /// All OIDC providers, by address.
    pub fn oidc_providers(&self) -> impl Iterator<Item = &OidcProvider> {
        self.through(IndexKey::names_after(Named::OidcProvider, ""))
    }

    /// The SAML provider with this id.
    pub fn saml_provider(&self, id: UniqueId) -> Option<&SamlProvider> {
        self.entity(&EntityKey::SamlProvider(id))
    }

    /// The OIDC provider with this id.
    pub fn oidc_provider(&self, id: UniqueId) -> Option<&OidcProvider> {
        self.entity(&EntityKey::OidcProvider(id))
    }

    /// The SAML provider of this name, however it is spelled.
    pub fn saml_provider_named(&self, name: &str) -> Option<&SamlProvider> {
        self.named(Named::SamlProvider, name)
    }

    /// The OIDC provider of this address, `https://` left out, however it is spelled.
    pub fn oidc_provider_of(&self, url: &str) -> Option<&OidcProvider> {
        self.named(Named::OidcProvider, url)
    }

    /// `arn:aws:iam::ACCOUNT:saml-provider/NAME`
    pub fn saml_provider_arn(&self, provider: &SamlProvider) -> String {
        format!("{}{}", self.provider_arn("saml-provider"), provider.name)
    }

    /// `arn:aws:iam::ACCOUNT:oidc-provider/ADDRESS`
    pub fn oidc_provider_arn(&self, provider: &OidcProvider) -> String {
        format!("{}{}", self.provider_arn("oidc-provider"), provider.url)
    }

    fn provider_arn(&self, kind: &str) -> String {
        self.iam_arn(kind, "/", "")
    }

    /// The SAML provider of this ARN.
    pub fn saml_provider_with_arn(&self, arn: &str) -> Option<&SamlProvider> {
        let name = arn.strip_prefix(&self.provider_arn("saml-provider"))?;
        self.saml_provider_named(name).filter(|provider| provider.name == name)
    }

    /// The OIDC provider of this ARN.
    pub fn oidc_provider_with_arn(&self, arn: &str) -> Option<&OidcProvider> {
        let url = arn.strip_prefix(&self.provider_arn("oidc-provider"))?;
        self.oidc_provider_of(url).filter(|provider| provider.url == url)
    }
}
