//! Who may assume a role: its trust policy in words, and as it stands.

use super::conditions;
use crate::access;
use crate::policy::compiled::Statement as Compiled;
use crate::policy::document::{Document, Effect, PrincipalEntry, PrincipalKind, Statement};
use crate::policy::request::{Arn, is_account_id};
use crate::theme::Role;
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Line, document};

/// Someone whom a trust policy lets in or keeps out.
pub(super) struct Trusted {
    principal: Principal,
    allowed: bool,
    /// What must hold besides, each condition in words.
    conditions: Vec<String>,
}

/// Whom a statement names.
#[derive(PartialEq, Eq)]
enum Principal {
    Everyone,
    EveryoneBut(String),
    Service(String),
    /// An account by its id: it decides which of its users and roles.
    Account(String),
    /// A user, a role or a session, by ARN.
    Identity(String),
    /// A session of `GetFederationToken`, by ARN: such credentials assume no role.
    FederatedUser(String),
    /// What is left of a user or role that was deleted: its unique id.
    Deleted(String),
    Provider(String),
}

/// Whom a trust policy lets assume its role or keeps from it, statement by statement; nobody where it is no policy, as while it is
/// written.
pub(super) fn trusted(document: &str) -> Vec<Trusted> {
    let Ok(document) = Document::read(document) else { return Vec::new() };
    let is_about_assuming = |statement: &&Statement| access::is_about_assuming(&Compiled::compile(statement, document.version));
    document.statements.iter().filter(is_about_assuming).flat_map(of_statement).collect()
}

fn of_statement(statement: &Statement) -> Vec<Trusted> {
    let principals = match &statement.principals {
        Some(excepted) if excepted.negated => {
            let excepted: Vec<String> = excepted.entries.iter().map(|entry| Principal::named(entry).label()).collect();
            vec![Principal::EveryoneBut(excepted.join(", "))]
        }
        Some(principals) => principals.entries.iter().map(Principal::named).collect(),
        None => Vec::new(),
    };
    let allowed = statement.effect == Effect::Allow;
    let conditions: Vec<String> = statement.conditions.iter().map(conditions::in_words).collect();
    principals.into_iter().map(|principal| Trusted { principal, allowed, conditions: conditions.clone() }).collect()
}

impl Principal {
    fn named(entry: &PrincipalEntry) -> Self {
        let name = entry.text.value.clone();
        match entry.kind {
            PrincipalKind::Service => Self::Service(name),
            PrincipalKind::Federated => Self::Provider(name),
            _ if name == "*" => Self::Everyone,
            _ if is_account_id(&name) => Self::Account(name),
            _ => match Arn::parse(&name) {
                Ok(Arn { account, resource: "root", .. }) => Self::Account(account.to_owned()),
                Ok(Arn { service: "sts", resource, .. }) if resource.starts_with("federated-user/") => Self::FederatedUser(name),
                Ok(_) => Self::Identity(name),
                Err(_) => Self::Deleted(name),
            },
        }
    }

    /// The console's words in its list of roles.
    fn label(&self) -> String {
        match self {
            Self::Everyone => "Everyone".into(),
            Self::EveryoneBut(excepted) => format!("Everyone but {excepted}"),
            Self::Service(service) => format!("AWS Service: {}", service.strip_suffix(".amazonaws.com").unwrap_or(service)),
            Self::Account(account) => format!("Account: {account}"),
            Self::Identity(arn) | Self::FederatedUser(arn) => {
                format!("Account: {}", Arn::parse(arn).map_or(arn.as_str(), |arn| arn.account))
            }
            Self::Deleted(id) => format!("Deleted: {id}"),
            Self::Provider(provider) => format!("Identity Provider: {}", provider.rsplit('/').next().unwrap_or(provider)),
        }
    }

    /// The beginning of a sentence that goes on with *may*.
    fn subject(&self) -> String {
        match self {
            Self::Everyone => "Everyone".into(),
            Self::EveryoneBut(excepted) => format!("Everyone but {excepted}"),
            Self::Service(service) => format!("The AWS service {service}"),
            Self::Account(account) => format!("Whoever in account {account} has a policy that allows it"),
            Self::Identity(arn) | Self::FederatedUser(arn) => arn.clone(),
            Self::Deleted(id) => id.clone(),
            Self::Provider(provider) => format!("Whoever signs in through {provider}"),
        }
    }
}

/// Whether somebody may switch to the role: a user or role, or whom an account sends.
pub(super) fn lets_identities_in(document: &str) -> bool {
    let is_identity = |principal: &Principal| {
        matches!(principal, Principal::Everyone | Principal::EveryoneBut(_) | Principal::Account(_) | Principal::Identity(_))
    };
    trusted(document).iter().any(|trusted| trusted.allowed && is_identity(&trusted.principal))
}

/// Whether a trust policy lets in whom the provider of this ARN vouches for.
pub(in crate::screens) fn lets_provider_in(document: &str, arn: &str) -> bool {
    let is_it = |principal: &Principal| matches!(principal, Principal::Provider(provider) if provider == arn);
    trusted(document).iter().any(|trusted| trusted.allowed && is_it(&trusted.principal))
}

/// The console's column *Trusted entities*.
pub(super) fn entities(document: &str) -> String {
    let mut labels: Vec<String> = Vec::new();
    for trusted in trusted(document).iter().filter(|trusted| trusted.allowed) {
        let label = trusted.principal.label();
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels.join(", ")
}

impl Trusted {
    fn sentence(&self) -> String {
        let may = if self.allowed { "may" } else { "may not" };
        let conditions = match self.conditions.join(" and ") {
            none if none.is_empty() => none,
            conditions => format!(", if {conditions}"),
        };
        if let Principal::Deleted(id) = &self.principal {
            return format!(
                "Nobody: {id} was deleted. Who is created anew under the old name has another id, which this does not name. Write the \
                 ARN again to name them."
            );
        }
        if let Principal::FederatedUser(arn) = &self.principal {
            return format!("Nobody: credentials of GetFederationToken, such as those of {arn}, assume no role, whatever this allows.");
        }
        format!("{} {may} assume this role{conditions}.", self.principal.subject())
    }

    const fn sign(&self) -> (&'static str, Role) {
        match self.principal {
            Principal::Deleted(_) | Principal::FederatedUser(_) => ("▲ ", Role::Warning),
            _ if self.allowed => ("✔ ", Role::Good),
            _ => ("✖ ", Role::Bad),
        }
    }
}

/// Who may assume the role and who may not, each in a sentence over as many lines as it takes.
pub(in crate::screens) fn sentence_lines(document: &str, width: usize) -> Vec<Line> {
    let lines = |trusted: &Trusted| -> Vec<Line> {
        let (sign, role) = trusted.sign();
        let leads = std::iter::once(Line::new().with(sign, role)).chain(std::iter::repeat("  ".into()));
        let words = wrap(&trusted.sentence(), width.saturating_sub(2));
        leads.zip(words).map(|(lead, words)| lead.text(words)).collect()
    };
    trusted(document).iter().flat_map(lines).collect()
}

/// Draws these sentences.
pub(in crate::screens) fn draw_sentences(canvas: &mut Canvas<'_>, document: &str) {
    for (row, line) in sentence_lines(document, canvas.width()).iter().enumerate() {
        canvas.line(row, line);
    }
}

/// Draws a trust policy as JSON if all of it fits; returns how many rows that took.
pub(super) fn draw_document(canvas: &mut Canvas<'_>, document: &str) -> usize {
    let lines = document::json(document);
    if lines.len() > canvas.height() {
        return 0;
    }
    for (row, line) in lines.iter().enumerate() {
        canvas.line(row, line);
    }
    lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entities_of(statement: &str) -> String {
        entities(&format!(r#"{{"Statement":{statement}}}"#))
    }

    fn sentences_of(statement: &str) -> Vec<String> {
        trusted(&format!(r#"{{"Statement":{statement}}}"#)).iter().map(Trusted::sentence).collect()
    }

    #[test]
    fn the_console_names_trusted_entities_by_kind() {
        let allow = |principal: &str| entities_of(&format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}"#));
        assert_eq!(allow(r#"{"Service":"ec2.amazonaws.com"}"#), "AWS Service: ec2");
        assert_eq!(allow(r#"{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]}"#), "AWS Service: ec2, AWS Service: lambda");
        assert_eq!(allow(r#"{"AWS":"111122223333"}"#), "Account: 111122223333");
        assert_eq!(allow(r#"{"AWS":["arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:user/a"]}"#), "Account: 111122223333");
        assert_eq!(allow(r#"{"Federated":"arn:aws:iam::111122223333:saml-provider/Example"}"#), "Identity Provider: Example");
        assert_eq!(allow(r#""*""#), "Everyone");
        assert_eq!(allow(r#"{"AWS":"*"}"#), "Everyone");
        assert_eq!(allow(r#"{"AWS":"AIDAAAAAAAAAAAAAAAAAA"}"#), "Deleted: AIDAAAAAAAAAAAAAAAAAA");
        assert_eq!(allow("7"), "");
    }

    #[test]
    fn a_sentence_says_who_may_and_who_may_not() {
        let statements = r#"[
            {"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:TagSession"]},
            {"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:user/a"},"Action":"sts:*"},
            {"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},
            {"Effect":"Deny","NotPrincipal":{"Service":"ec2.amazonaws.com"},"NotAction":"sts:TagSession"},
            {"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sts:TagSession"},
            {"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:Tag*"},
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:federated-user/f"},"Action":"sts:AssumeRole"},
            {"Effect":"Allow","Principal":{"AWS":"*"},"NotAction":"sts:*"}
        ]"#;
        assert_eq!(
            sentences_of(statements),
            [
                "Whoever in account 111122223333 has a policy that allows it may assume this role.",
                "arn:aws:iam::111122223333:user/a may not assume this role.",
                "Everyone may assume this role, if MFA was used.",
                "Everyone but AWS Service: ec2 may not assume this role.",
                "Nobody: credentials of GetFederationToken, such as those of arn:aws:sts::111122223333:federated-user/f, assume no role, whatever this allows.",
            ]
        );
        assert_eq!(entities_of(statements), "Account: 111122223333, Everyone");
    }
}
