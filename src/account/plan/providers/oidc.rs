//! OIDC providers.

use crate::account::arn::check_arn;
use crate::account::entity::{EntityKey, OidcProvider, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{
    AddClientIDToOpenIDConnectProvider, CreateOpenIDConnectProvider, DeleteOpenIDConnectProvider, GetOpenIDConnectProvider,
    ListOpenIDConnectProviders, RemoveClientIDFromOpenIDConnectProvider, UpdateOpenIDConnectProviderThumbprint,
};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, OidcProviderEntry, Reply};

/// Audiences of a provider.
const CLIENT_IDS_PER_PROVIDER: usize = 100;
/// Thumbprints of a provider.
const THUMBPRINTS_PER_PROVIDER: usize = 5;

const ARN: &str = "OpenIDConnectProviderArn";

impl Plan for CreateOpenIDConnectProvider {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let url = checked_url(&self.url)?;
        if account.oidc_provider_of(url).is_some() {
            let refusal = Refusal::new(ErrorCode::EntityAlreadyExists, format!("Provider with url {} already exists.", self.url));
            return Err(refusal.member("Url").remedy("Add another client id to the provider that is there."));
        }
        let mut client_ids: Vec<String> = Vec::new();
        for id in self.client_id_list.iter().flatten() {
            add_client_id(&mut client_ids, id, "ClientIDList")?;
        }
        let provider = OidcProvider {
            id: UniqueId::random(IdKind::OidcProvider, &mut planning.env.rng),
            url: url.to_owned(),
            created: planning.env.now,
            client_ids,
            thumbprints: checked_thumbprints(self.thumbprint_list.as_deref().unwrap_or_default())?,
        };
        let tags = self.tags.as_deref().unwrap_or_default();
        planning.put_tags(&TagHolder::Entity(provider.id), tags)?;
        let open_id_connect_provider_arn = account.oidc_provider_arn(&provider);
        planning.put(provider);
        Ok(Reply::CreatedOidcProvider { open_id_connect_provider_arn, tags: tags.to_vec() })
    }
}

impl Plan for GetOpenIDConnectProvider {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let provider = planning.oidc_provider(&self.open_id_connect_provider_arn)?;
        Ok(Reply::OidcProvider {
            url: provider.url.clone(),
            client_id_list: provider.client_ids.clone(),
            thumbprint_list: provider.thumbprints.clone(),
            create_date: Date(provider.created),
            tags: planning.account.tag_details(&TagHolder::Entity(provider.id)),
        })
    }
}

impl Plan for ListOpenIDConnectProviders {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let entry = |provider| OidcProviderEntry { arn: account.oidc_provider_arn(provider) };
        Ok(Reply::OidcProviders { open_id_connect_provider_list: account.oidc_providers().map(entry).collect() })
    }
}

impl Plan for DeleteOpenIDConnectProvider {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        check_oidc_arn(&self.open_id_connect_provider_arn)?;
        // What is not there is as good as deleted: this one is no error, as on AWS.
        if let Some(provider) = planning.account.oidc_provider_with_arn(&self.open_id_connect_provider_arn) {
            planning.remove_tags(&TagHolder::Entity(provider.id));
            planning.remove(&EntityKey::OidcProvider(provider.id));
        }
        Ok(Reply::Nothing {})
    }
}

impl Plan for AddClientIDToOpenIDConnectProvider {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let mut provider = planning.oidc_provider(&self.open_id_connect_provider_arn)?.clone();
        add_client_id(&mut provider.client_ids, &self.client_id, "ClientID")?;
        planning.put(provider);
        Ok(Reply::Nothing {})
    }
}

impl Plan for RemoveClientIDFromOpenIDConnectProvider {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let mut provider = planning.oidc_provider(&self.open_id_connect_provider_arn)?.clone();
        provider.client_ids.retain(|id| *id != self.client_id);
        planning.put(provider);
        Ok(Reply::Nothing {})
    }
}

impl Plan for UpdateOpenIDConnectProviderThumbprint {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let mut provider = planning.oidc_provider(&self.open_id_connect_provider_arn)?.clone();
        provider.thumbprints = checked_thumbprints(&self.thumbprint_list)?;
        planning.put(provider);
        Ok(Reply::Nothing {})
    }
}

/// Adds a client id; one that is there already stays once.
fn add_client_id(ids: &mut Vec<String>, id: &str, member: &'static str) -> Result<(), Refusal> {
    if ids.iter().any(|there| there == id) {
        return Ok(());
    }
    if ids.len() >= CLIENT_IDS_PER_PROVIDER {
        let refusal = Refusal::quota("ClientIdsPerOpenIdConnectProvider", CLIENT_IDS_PER_PROVIDER).member(member);
        return Err(refusal.remedy("Remove a client id that is not used any more."));
    }
    ids.push(id.to_owned());
    Ok(())
}

/// Passes an issuer's address on, `https://` left out. It has a host and perhaps a path, and no port, query or user.
fn checked_url(url: &str) -> Result<&str, Refusal> {
    let address = url.strip_prefix("https://").filter(|address| {
        let (host, path) = address.split_once('/').unwrap_or((address, ""));
        let is_label = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let in_path = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%+=@:,".contains(&byte);
        host.split('.').all(is_label) && path.bytes().all(in_path)
    });
    address.ok_or_else(|| {
        let refusal = Refusal::new(ErrorCode::ValidationError, "Invalid Open ID Connect Provider URL").member("Url");
        refusal.remedy("Give the issuer's address as in https://token.actions.githubusercontent.com, without port and query.")
    })
}

fn checked_thumbprints(thumbprints: &[String]) -> Result<Vec<String>, Refusal> {
    let invalid = |message: &str| Refusal::new(ErrorCode::InvalidInput, message).member("ThumbprintList");
    if thumbprints.len() > THUMBPRINTS_PER_PROVIDER {
        return Err(invalid("Thumbprint list must contain fewer than 5 entries.").remedy("Give up to five thumbprints."));
    }
    if thumbprints.iter().any(|thumbprint| !thumbprint.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        return Err(
            invalid("Thumbprints must be SHA-1 hashes in hexadecimal.").remedy("Use the digits 0 to 9 and a to f only, 40 of them.")
        );
    }
    Ok(thumbprints.to_vec())
}

fn check_oidc_arn(arn: &str) -> Result<(), Refusal> {
    check_arn(arn, "arn:aws:iam::123456789012:oidc-provider/example.com").map_err(|refusal| refusal.member(ARN))
}

impl<'a> Planning<'a> {
    /// The OIDC provider of this ARN.
    pub(in crate::account::plan) fn oidc_provider(&self, arn: &str) -> Result<&'a OidcProvider, Refusal> {
        check_oidc_arn(arn)?;
        self.account.oidc_provider_with_arn(arn).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("OpenIDConnect Provider not found for arn {arn}")).member(ARN);
            refusal.remedy("See which providers there are with: aws iam list-open-id-connect-providers")
        })
    }
}
