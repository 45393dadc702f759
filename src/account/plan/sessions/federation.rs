//! Sessions of roles for whoever an identity provider vouches for.

use std::collections::BTreeMap;

use super::assume_role::role_session_seconds;
use super::policies::Narrowing;
use super::security_tokens::session_tags;
use crate::account::authorization::{Asked, Asker};
use crate::account::caller::Caller;
use crate::account::credentials::identity_token::{AWS_AUDIENCE, Assertion, SamlAssertion, WebToken};
use crate::account::entity::{Role, SessionKind};
use crate::account::operation::{AssumeRoleWithSAML, AssumeRoleWithWebIdentity};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Reply, SessionDetail};
use crate::account::shape::{ROLE_SESSION_NAME, SOURCE_IDENTITY, TAG_KEY, TAG_VALUE, Violation};
use crate::policy::decision::verbatim;
use crate::policy::request::{CallerKind, Principal, Value};

const WITH_WEB_IDENTITY: &str = "sts:AssumeRoleWithWebIdentity";
const WITH_SAML: &str = "sts:AssumeRoleWithSAML";

fn invalid_token(message: impl Into<String>) -> Refusal {
    Refusal::new(ErrorCode::InvalidIdentityToken, message)
}

impl Plan for AssumeRoleWithWebIdentity {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let token = WebToken::read(self.web_identity_token.reveal()).map_err(|why| {
            invalid_token("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)").remedy(why)
        })?;
        let now = planning.env.now.as_second();
        if token.expires.is_some_and(|expires| expires <= now) {
            let message = format!(
                "Token expired: current date/time {now} must be before the expiration date/time {}",
                token.expires.unwrap_or_default()
            );
            return Err(Refusal::new(ErrorCode::ExpiredTokenException, message).member("WebIdentityToken"));
        }
        let arn = match account.oidc_provider_of(token.host()) {
            Some(provider) if !provider.client_ids.contains(&token.audience) => {
                return Err(invalid_token("Incorrect token audience").remedy("aud must be one of the audiences of the provider."));
            }
            Some(provider) => account.oidc_provider_arn(provider),
            // Trust policies name it as it is, and say themselves for whom its tokens may be.
            None if is_built_in(token.host()) => token.host().to_owned(),
            None => {
                let refusal = invalid_token(format!("No OpenIDConnect provider found in your account for {}", token.issuer));
                return Err(refusal.remedy("Create the provider first, or put its address into iss."));
            }
        };
        let mut keys = token.keys();
        keys.push(("sts:RoleSessionName".into(), Value::Single(self.role_session_name.clone())));
        let role = planning.trusted_by(&arn, &self.role_arn, WITH_WEB_IDENTITY, &keys, &token.assertion)?;
        let seconds = role_session_seconds((&role.name, role.max_session_duration), self.duration_seconds, false)?;
        let narrowing = Narrowing::read(account, self.policy.as_deref(), self.policy_arns.as_deref(), &token.assertion.tags)?;
        let vouching = Vouching { assertion: &token.assertion, keys: lasting(&arn, &keys) };
        let detail = planning.vouched(role, &self.role_session_name, seconds, vouching, narrowing)?;
        let provider = Some(arn);
        let (subject_from_web_identity_token, audience) = (Some(token.subject), Some(token.audience));
        Ok(SessionDetail { subject_from_web_identity_token, provider, audience, ..detail }.into())
    }
}

impl Plan for AssumeRoleWithSAML {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let said = SamlAssertion::read(self.saml_assertion.reveal()).map_err(|why| invalid_token("Invalid SAML assertion").remedy(why))?;
        let provider = account.saml_provider_with_arn(&self.principal_arn);
        let provider =
            provider.ok_or_else(|| invalid_token("Specified provider doesn't exist").remedy("Create the SAML provider first."))?;
        if !said.is_of(provider) {
            let message = "Issuer not present in specified provider";
            return Err(invalid_token(message).remedy("The issuer must be the entityID of the provider's metadata."));
        }
        if said.audience != AWS_AUDIENCE {
            return Err(invalid_token(format!("Audience must be {AWS_AUDIENCE}")));
        }
        if said.expires.is_some_and(|expires| expires <= planning.env.now) {
            let refusal = Refusal::new(ErrorCode::ExpiredTokenException, "Token must be redeemed within 5 minutes of issuance");
            return Err(refusal.member("SAMLAssertion"));
        }
        let pair = said.roles.iter().any(|(role, provider)| *role == self.role_arn && *provider == self.principal_arn);
        let refused = || Refusal::new(ErrorCode::AccessDenied, format!("Not authorized to perform {WITH_SAML}"));
        if !pair {
            return Err(refused().remedy("The assertion's Role attribute names no pair of this role and this provider."));
        }
        let Some(name) = &said.session_name else {
            return Err(invalid_token("RoleSessionName is required in AuthnResponse"));
        };
        let mut keys = said.keys();
        keys.push(("saml:doc".into(), Value::Single(format!("{}/{}", account.id(), provider.name))));
        keys.push(("sts:RoleSessionName".into(), Value::Single(name.clone())));
        let role = planning.trusted_by(&self.principal_arn, &self.role_arn, WITH_SAML, &keys, &said.assertion)?;
        let asked = match (self.duration_seconds, said.seconds) {
            (Some(asked), Some(said)) => Some(asked.min(said)),
            (asked, said) => asked.or(said),
        };
        let seconds = role_session_seconds((&role.name, role.max_session_duration), asked, false)?;
        let narrowing = Narrowing::read(account, self.policy.as_deref(), self.policy_arns.as_deref(), &said.assertion.tags)?;
        let vouching = Vouching { assertion: &said.assertion, keys: lasting(&self.principal_arn, &keys) };
        let detail = planning.vouched(role, name, seconds, vouching, narrowing)?;
        let (subject, subject_type) = (Some(said.subject), Some(said.subject_type));
        Ok(SessionDetail { subject, subject_type, issuer: Some(said.issuer), audience: Some(said.audience), ..detail }.into())
    }
}

/// Whether this is a provider that AWS trusts without an entity in the account, such as `accounts.google.com`.
fn is_built_in(host: &str) -> bool {
    !host.starts_with("arn:") && Principal::parse(host).is_ok_and(|principal| principal.kind() == CallerKind::Provider)
}

/// What a provider says of a session.
struct Vouching<'a> {
    assertion: &'a Assertion,
    /// The condition keys that last.
    keys: BTreeMap<String, String>,
}

/// The keys of a token that are sent with every request of its session, too (IAM: available keys for OIDC and for SAML
/// federation), and the provider.
fn lasting(provider: &str, keys: &[(String, Value)]) -> BTreeMap<String, String> {
    const LASTING: [&str; 4] = ["sub", "aud", "sub_type", "namequalifier"];
    let lasts = |key: &str| key != "saml:aud" && key.rsplit(':').next().is_some_and(|name| LASTING.contains(&name));
    let single = |(key, value): &(String, Value)| match value {
        Value::Single(value) if lasts(key) => Some((key.clone(), value.clone())),
        _ => None,
    };
    keys.iter().filter_map(single).chain([("aws:FederatedProvider".to_owned(), provider.to_owned())]).collect()
}

impl<'a> Planning<'a> {
    /// The role, where its trust policy lets in whom a provider vouches for. These calls are not signed: whoever makes them,
    /// the token alone counts.
    fn trusted_by(
        &self,
        provider: &str,
        role_arn: &str,
        action: &str,
        keys: &[(String, Value)],
        assertion: &Assertion,
    ) -> Result<&'a Role, Refusal> {
        let refused = || Refusal::new(ErrorCode::AccessDenied, format!("Not authorized to perform {action}"));
        let account = self.account;
        let role = account.role_with_arn(role_arn).and_then(|role| account.role(role));
        let role = role.ok_or_else(|| refused().member("RoleArn").remedy("This practice account has no role with this ARN."))?;
        let principal = Principal::parse(provider).map_err(|error| refused().remedy(error.to_string()))?;
        let caller = Caller::owner_as(Asker::Outsider(principal));
        let mut actions = vec![action];
        actions.extend((!assertion.tags.is_empty()).then_some("sts:TagSession"));
        actions.extend(assertion.source_identity.as_ref().map(|_| "sts:SetSourceIdentity"));
        for action in actions {
            let mut keys = keys.to_vec();
            keys.extend(assertion.keys());
            let asked = Asked { action: action.into(), resource: role_arn.into(), named: verbatim(role_arn), keys };
            account.allow(&caller, "sts", &asked, self.env.now).map_err(|refusal| Refusal {
                denied: refusal.denied,
                ..refused().remedy(format!("The role's trust policy does not let this token in: {}", refusal.message))
            })?;
        }
        Ok(role)
    }

    /// Opens a role's session for whom a provider vouches for.
    fn vouched(
        &mut self,
        role: &Role,
        name: &str,
        seconds: u32,
        Vouching { assertion, keys }: Vouching<'_>,
        narrowing: Narrowing,
    ) -> Result<SessionDetail, Refusal> {
        let broken = check_said(name, assertion);
        if let Some(violation) = broken {
            return Err(invalid_token(format!("What the token says of the session is invalid: {violation}")));
        }
        let mut session = self.role_session(role, name, SessionKind::AssumeRole, seconds);
        session.tags = session_tags(&assertion.tags, &assertion.transitive).map_err(|refusal| Refusal {
            code: ErrorCode::InvalidIdentityToken,
            member: None,
            ..refusal
        })?;
        session.source_identity.clone_from(&assertion.source_identity);
        session.federated = keys;
        Ok(self.assumed(role.id, session, narrowing))
    }
}

/// Tags at most.
const MOST_TAGS: usize = 50;

/// What a token says of a session has the shapes that the members of a request would have.
fn check_said(name: &str, assertion: &Assertion) -> Option<Violation> {
    if assertion.tags.len() > MOST_TAGS {
        return Some(Violation::TooLong(MOST_TAGS));
    }
    let names =
        [(&ROLE_SESSION_NAME, name)].into_iter().chain(assertion.source_identity.iter().map(|text| (&SOURCE_IDENTITY, text.as_str())));
    let tags = assertion.tags.iter().flat_map(|tag| [(&TAG_KEY, tag.key.as_str()), (&TAG_VALUE, tag.value.as_str())]);
    names.chain(tags).find_map(|(shape, text)| shape.check(text).err())
}
