//! Who makes a request.

use std::ops::Range;
use std::sync::Arc;

use super::{Arn, RequestError, is_account_id, quoted};

/// A caller. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Principal {
    text: Arc<str>,
    kind: CallerKind,
    account: Option<Range<usize>>,
    role_name: Range<usize>,
}

/// What kind of caller it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CallerKind {
    /// An IAM user.
    User,
    /// A session of a role: `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
    RoleSession,
    /// A session of a role, whose name is not known: the role's own ARN was given.
    Role,
    /// A federated user's session: `arn:aws:sts::ACCOUNT:federated-user/NAME`.
    FederatedUser,
    /// The root user.
    Root,
    /// An AWS service.
    Service,
    /// Somebody with a token of an OIDC or SAML provider, who has no AWS identity yet.
    Provider,
    /// Somebody who did not sign the request.
    Anonymous,
}

/// Providers that trust policies name without an ARN.
const WELL_KNOWN_PROVIDERS: [&str; 4] = ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];

/// What the names of service principals end in.
const SERVICE_DOMAINS: [&str; 5] = [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".aws.internal", ".aws.com"];

impl Principal {
    /// Anybody, without credentials.
    pub fn anonymous() -> Self {
        Self { text: "anonymous".into(), kind: CallerKind::Anonymous, account: None, role_name: 0..0 }
    }

    /// Reads a caller: `anonymous`, a service principal, or an ARN.
    ///
    /// # Errors
    /// What it would have to be.
    pub fn parse(text: &str) -> Result<Self, RequestError> {
        let of_kind = |kind| Self { text: text.into(), kind, account: None, role_name: 0..0 };
        if text == "anonymous" {
            return Ok(Self::anonymous());
        }
        if text.starts_with("arn:") {
            return Self::of_arn(text, &Arn::parse(text)?);
        }
        if WELL_KNOWN_PROVIDERS.contains(&text) {
            return Ok(of_kind(CallerKind::Provider));
        }
        let in_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        if SERVICE_DOMAINS.iter().any(|domain| text.len() > domain.len() && text.ends_with(domain)) && text.bytes().all(in_name) {
            return Ok(of_kind(CallerKind::Service));
        }
        Err(RequestError::new(format!("a principal is an ARN, a service as in lambda.amazonaws.com, or anonymous: {}", quoted(text))))
    }

    fn of_arn(text: &str, arn: &Arn<'_>) -> Result<Self, RequestError> {
        let wrong = |what: &str| Err(RequestError::new(format!("{what}: {}", quoted(text))));
        if !is_account_id(arn.account) {
            return wrong("the ARN of a principal has an account id of twelve digits");
        }
        if !arn.region.is_empty() {
            return wrong("the ARN of a principal has no region");
        }
        let (kind, rest) = arn.resource.split_once('/').unwrap_or((arn.resource, ""));
        if kind != "root" && (rest.is_empty() || rest.ends_with('/') || rest.contains(['*', '?'])) {
            return wrong("the ARN of a principal ends in one principal's name");
        }
        let name_from = text.len() - rest.len();
        let (kind, role_name) = match (arn.service, kind) {
            ("iam", "root") if rest.is_empty() => (CallerKind::Root, 0..0),
            ("iam", "user") => (CallerKind::User, 0..0),
            ("iam", "role") => (CallerKind::Role, rest.rfind('/').map_or(name_from, |at| name_from + at + 1)..text.len()),
            ("iam", "oidc-provider" | "saml-provider") => (CallerKind::Provider, 0..0),
            ("sts", "assumed-role") => match rest.split_once('/') {
                Some((role, session)) if !role.is_empty() && !session.contains('/') => {
                    (CallerKind::RoleSession, name_from..name_from + role.len())
                }
                _ => return wrong("a role's session is assumed-role/ROLE/SESSION, without the role's path"),
            },
            ("sts", "federated-user") => (CallerKind::FederatedUser, 0..0),
            ("iam", "group") => return wrong("a group makes no requests, its users do"),
            _ => {
                return wrong(
                    "a principal's ARN is that of a user, role, root user or provider of iam, or of an assumed-role or federated-user of sts",
                );
            }
        };
        let account_from = text.len() - arn.resource.len() - 1 - arn.account.len();
        let account = Some(account_from..account_from + arn.account.len());
        Ok(Self { text: text.into(), kind, account, role_name })
    }

    /// As given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What kind of caller it is.
    pub const fn kind(&self) -> CallerKind {
        self.kind
    }

    /// The account; services and anonymous callers have none.
    pub fn account(&self) -> Option<&str> {
        self.text.get(self.account.clone()?)
    }

    /// The partition of the ARN.
    pub fn partition(&self) -> Option<&str> {
        self.text.split(':').nth(1)
    }

    /// For sessions of roles the role's name, without its path.
    pub fn role_name(&self) -> Option<&str> {
        self.text.get(self.role_name.clone()).filter(|name| !name.is_empty())
    }

    /// Whether it is a session of a role.
    pub const fn is_role_session(&self) -> bool {
        matches!(self.kind, CallerKind::RoleSession | CallerKind::Role)
    }

    /// Whether it is a user, or a session of a role or federated user: who has identity policies, boundary, session policies.
    pub const fn has_identity(&self) -> bool {
        matches!(self.kind, CallerKind::User | CallerKind::RoleSession | CallerKind::Role | CallerKind::FederatedUser)
    }
}

impl CallerKind {
    /// What it is called in sentences.
    pub const fn label(self) -> &'static str {
        match self {
            Self::User => "IAM user",
            Self::RoleSession | Self::Role => "role session",
            Self::FederatedUser => "federated user session",
            Self::Root => "root user",
            Self::Service => "AWS service",
            Self::Provider => "identity provider",
            Self::Anonymous => "anonymous caller",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_kinds_of_callers_are_read() {
        for (text, kind, account) in [
            ("arn:aws:iam::111122223333:user/team/alice", CallerKind::User, Some("111122223333")),
            ("arn:aws:sts::111122223333:assumed-role/R/s", CallerKind::RoleSession, Some("111122223333")),
            ("arn:aws-cn:iam::111122223333:role/team/R", CallerKind::Role, Some("111122223333")),
            ("arn:aws:sts::111122223333:federated-user/bob", CallerKind::FederatedUser, Some("111122223333")),
            ("arn:aws:iam::111122223333:root", CallerKind::Root, Some("111122223333")),
            ("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com", CallerKind::Provider, Some("111122223333")),
            ("arn:aws:iam::111122223333:saml-provider/idp", CallerKind::Provider, Some("111122223333")),
            ("lambda.amazonaws.com", CallerKind::Service, None),
            ("accounts.google.com", CallerKind::Provider, None),
            ("anonymous", CallerKind::Anonymous, None),
        ] {
            let principal = Principal::parse(text).unwrap();
            assert_eq!((principal.text(), principal.kind(), principal.account()), (text, kind, account));
        }
        let name = |text| Principal::parse(text).unwrap().role_name().map(ToOwned::to_owned);
        assert_eq!(name("arn:aws:iam::111122223333:role/a/b/R").as_deref(), Some("R"));
        assert_eq!(name("arn:aws:sts::111122223333:assumed-role/R/s").as_deref(), Some("R"));
        assert_eq!(name("arn:aws:iam::111122223333:user/u"), None);
    }

    #[test]
    fn what_is_no_principal_is_said() {
        for (text, what) in [
            ("", "a principal is an ARN"),
            ("alice", "a principal is an ARN"),
            ("*.amazonaws.com", "a principal is an ARN"),
            (".amazonaws.com", "a principal is an ARN"),
            ("arn:aws:iam::1:user/u", "twelve digits"),
            ("arn:aws:iam:eu-west-1:111122223333:user/u", "no region"),
            ("arn:aws:iam::111122223333:group/g", "a group makes no requests"),
            ("arn:aws:iam::111122223333:user/", "one principal's name"),
            ("arn:aws:iam::111122223333:user/*", "one principal's name"),
            ("arn:aws:sts::111122223333:assumed-role/R", "assumed-role/ROLE/SESSION"),
            ("arn:aws:sts::111122223333:assumed-role/team/R/s", "assumed-role/ROLE/SESSION"),
            ("arn:aws:s3:::bucket", "twelve digits"),
            ("arn:aws:lambda::111122223333:function:x", "one principal's name"),
            ("arn:aws:iam::111122223333:root/x", "a principal's ARN is that of"),
        ] {
            let error = Principal::parse(text).unwrap_err().to_string();
            assert!(error.contains(what), "{text}: {error}");
        }
    }
}
