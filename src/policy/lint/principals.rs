//! Whom a policy of a resource or a role lets in.

use super::conditions::family::takes_any_value;
use super::edits::{insert, is_in_list, quoted, replace};
use super::findings::{Finding, Findings, some_of};
use super::subject::{Facts, Subject};
use super::{Nobody, rules};
use crate::policy::document::{Condition, Document, DocumentKind, PrincipalKind, Principals};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !matches!(subject.kind, DocumentKind::Resource | DocumentKind::Trust) {
        return;
    }
    for facts in subject.statements.iter().filter(|facts| !facts.allows()) {
        if let Some(principals) = facts.statement.principals.as_ref().filter(|principals| principals.negated) {
            not_denied(subject, principals, findings);
        }
    }
    for facts in subject.statements.iter().filter(|facts| facts.allows()) {
        let Some(principals) = &facts.statement.principals else { continue };
        if principals.negated {
            let message =
                "Allow with NotPrincipal lets everyone in who is not listed, anonymous callers among them; list them with Principal.";
            findings.add(Finding::new(&rules::ALLOW_NOT_PRINCIPAL, principals.key_span, message));
            continue;
        }
        everyone(facts, principals, findings);
        match subject.kind {
            DocumentKind::Resource => services(facts, principals, findings),
            _ => trust(facts, principals, findings),
        }
    }
}

/// Users, roles and sessions that a Deny leaves out, but not the account they belong to: AWS looks at the account first, and may
/// deny all of it (IAM User Guide: `NotPrincipal`).
fn not_denied(subject: &Subject<'_>, principals: &Principals, findings: &mut Findings) {
    let has = |wanted: &str| principals.entries.iter().any(|entry| entry.text.value == wanted);
    for entry in principals.entries.iter().filter(|entry| entry.kind == PrincipalKind::Aws) {
        let parts: Vec<&str> = entry.text.value.splitn(6, ':').collect();
        let ["arn", partition, "iam" | "sts", _, account, named] = parts[..] else { continue };
        let root = format!("arn:{partition}:iam::{account}:root");
        let mut lacking: Vec<String> = Some(root.clone()).filter(|_| named != "root" && !has(&root) && !has(account)).into_iter().collect();
        // A session is of a role, which the order of evaluation asks before it.
        if let Some((role, _)) = named.strip_prefix("assumed-role/").and_then(|rest| rest.split_once('/')) {
            let is_role =
                |text: &str| text.strip_prefix("arn:").is_some_and(|_| text.contains(":role/") && text.ends_with(&format!("/{role}")));
            if !principals.entries.iter().any(|entry| is_role(&entry.text.value)) {
                lacking.insert(0, format!("arn:{partition}:iam::{account}:role/{role}"));
            }
        }
        if let Some(role) = named.strip_prefix("role/").and_then(|path| path.rsplit('/').next())
            && !principals.entries.iter().any(|entry| entry.text.value.contains(&format!(":assumed-role/{role}/")))
        {
            let message = format!(
                "AWS looks at the role first, then at its session: a Deny that leaves out the role {role} alone denies every session of it. List the session's ARN, too, or ask for aws:PrincipalArn with ArnNotEquals instead."
            );
            findings.add(Finding::new(&rules::DENY_NOT_PRINCIPAL, entry.text.span, message));
            continue;
        }
        if lacking.is_empty() {
            continue;
        }
        let message = format!(
            "AWS looks at the account first, then at the user or role, then at a role's session: a Deny that leaves out {} alone may hit all of its account. List {}, too, or ask for aws:PrincipalArn with ArnNotEquals instead.",
            named.split('/').next_back().unwrap_or(named),
            lacking.join(" and "),
        );
        let texts = lacking.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
        let edits = vec![if is_in_list(subject.text, entry.text.span) {
            insert(entry.text.span.end, format!(", {texts}"))
        } else {
            replace(entry.text.span, format!("[{}, {texts}]", quoted(&entry.text.value)))
        }];
        findings.add(Finding::new(&rules::DENY_NOT_PRINCIPAL, entry.text.span, message).fixed("List its account, too", Some(edits)));
    }
}

/// Users and roles that conditions name by their ARN, and that are not there.
pub(super) fn nobody(document: &Document, nobody: impl Fn(&str) -> Option<Nobody>, findings: &mut Findings) {
    let conditions = document.statements.iter().flat_map(|statement| &statement.conditions);
    let on_arn = conditions.filter(|condition| condition.key.value.eq_ignore_ascii_case("aws:PrincipalArn"));
    // Of whom a variable stands for, nobody knows before they ask.
    for value in on_arn.flat_map(|condition| &condition.values).filter(|value| !value.value.contains("${")) {
        let Some(Nobody { who, nearest }) = nobody(&value.value) else { continue };
        let message =
            format!("There is no {who} with this ARN in this account, so nobody's request has it; name one that is there, or take it out.");
        let fix = nearest.map(|arn| (format!("Write {arn}"), vec![replace(value.span, quoted(&arn))]));
        let (label, edits) = fix.unzip();
        findings.add(Finding::new(&rules::NOBODY_HAS_ARN, value.span, message).fixed(label.unwrap_or_default(), edits));
    }
}

/// Keys that say nothing of who asks, nor from where: anybody's request can have what they want.
const OF_ANYBODY: [&str; 7] =
    ["aws:CurrentTime", "aws:EpochTime", "aws:Referer", "aws:RequestedRegion", "aws:SecureTransport", "aws:UserAgent", "s3:TlsVersion"];

fn everyone(facts: &Facts<'_>, principals: &Principals, findings: &mut Findings) {
    let conditions = &facts.statement.conditions;
    let is_met_by_anybody =
        |condition: &Condition| takes_any_value(condition) || OF_ANYBODY.iter().any(|key| key.eq_ignore_ascii_case(&condition.key.value));
    if !conditions.iter().all(is_met_by_anybody) {
        return;
    }
    let is_everyone = |kind, text: &str| matches!(kind, PrincipalKind::Everyone | PrincipalKind::Aws) && text == "*";
    if let Some(entry) = principals.entries.iter().find(|entry| is_everyone(entry.kind, &entry.text.value)) {
        let keys: Vec<&str> = conditions.iter().map(|condition| condition.key.value.as_str()).collect();
        let who = match keys.as_slice() {
            [] => "A principal * without condition is everyone in the world".to_owned(),
            keys => format!("A principal * is everyone in the world, whatever the condition on {} says", some_of(keys)),
        };
        let message = format!("{who}; name accounts, users or roles, or add a condition such as aws:PrincipalOrgID.");
        findings.add(Finding::new(&rules::PUBLIC, entry.text.span, message));
    }
}

/// A service that may be made by anybody to act on this resource.
fn services(facts: &Facts<'_>, principals: &Principals, findings: &mut Findings) {
    const KEYS: [&str; 5] = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:PrincipalOrgID"];
    if KEYS.iter().any(|key| facts.asks_for(key)) {
        return;
    }
    if let Some(entry) = principals.entries.iter().find(|entry| entry.kind == PrincipalKind::Service) {
        let message = format!(
            "Anybody's {} may act here; ask for aws:SourceArn or aws:SourceAccount, so that it acts for you alone.",
            entry.text.value
        );
        findings.add(Finding::new(&rules::SERVICE_FOR_ANYONE, entry.text.span, message));
    }
}

/// Providers and the way their users assume a role.
fn trust(facts: &Facts<'_>, principals: &Principals, findings: &mut Findings) {
    let assumes = |action: &str| facts.lists_actions() && facts.actions.iter().any(|entry| entry.matches(action));
    for entry in &principals.entries {
        let provider = entry.text.value.as_str();
        let (wanted, ways): (_, &[&str]) = match entry.kind {
            PrincipalKind::Federated if provider.contains(":saml-provider/") => ("sts:AssumeRoleWithSAML", &["sts:assumerolewithsaml"]),
            PrincipalKind::Federated => ("sts:AssumeRoleWithWebIdentity", &["sts:assumerolewithwebidentity"]),
            _ => ("sts:AssumeRole", &["sts:assumerole", "sts:tagsession", "sts:setsourceidentity", "sts:setcontext"]),
        };
        if !ways.iter().any(|way| assumes(way)) {
            let message = format!("{provider} assumes a role with {wanted}, which the statement does not list; add it.");
            findings.add(Finding::new(&rules::TRUST_ACTION, entry.text.span, message));
        } else if wanted == "sts:AssumeRoleWithWebIdentity" && !names_users(facts, provider) {
            let message = format!("Every user of {provider} may assume the role; add a condition on its aud and sub.");
            findings.add(Finding::new(&rules::ANY_WEB_IDENTITY, entry.text.span, message));
        }
    }
}

/// Whether a condition says which users of a provider are meant; GitHub's audience is the same for everybody.
fn names_users(facts: &Facts<'_>, provider: &str) -> bool {
    let name = provider.split_once(":oidc-provider/").map_or(provider, |(_, name)| name);
    let is_github = name.eq_ignore_ascii_case("token.actions.githubusercontent.com");
    let claims: &[&str] =
        if is_github { &["sub", "repository", "job_workflow_ref"] } else { &["aud", "sub", "app_id", "user_id", "amr", "oaud", "email"] };
    // Every subject of GitHub's begins so.
    let common = if is_github { "repo:" } else { "" };
    let is_of_anybody = |value: &str| value.trim_end_matches('*') == common && value.ends_with('*');
    facts.statement.conditions.iter().any(|condition| {
        let is_claim = |claim: &str| claims.iter().any(|known| known.eq_ignore_ascii_case(claim));
        condition.key.value.rsplit_once(':').is_some_and(|(_, claim)| is_claim(claim))
            && !takes_any_value(condition)
            && !condition.values.iter().any(|value| is_of_anybody(&value.value))
    })
}
