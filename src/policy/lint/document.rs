//! The document as a whole: its version, its size, what is empty in it.

use super::edits::{member, remove_item};
use super::findings::{Finding, Findings};
use super::rules::{self, Severity};
use super::subject::Subject;
use crate::policy::document::{Amendment, DocumentKind, Span, Statement, amend, counted_characters};

/// From this part of a quota on a policy is nearly too long.
const NEARLY: (usize, usize) = (9, 10);

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    version(subject, findings);
    size(subject, findings);
    for facts in &subject.statements {
        sid(subject, facts.statement, findings);
        condition(subject, facts.statement, findings);
    }
}

/// Where a managed policy has no version, IAM refuses it.
fn version(subject: &Subject<'_>, findings: &mut Findings) {
    if subject.document.version_span.is_some() || subject.kind == DocumentKind::Managed {
        return;
    }
    let message =
        "Without a Version this is language version 2008-10-17, where policy variables are ordinary text; add \"Version\": \"2012-10-17\".";
    let edits = amend(subject.text, &Amendment::CurrentVersion);
    let finding = Finding::new(&rules::MISSING_VERSION, brace(subject), message);
    findings.add(finding.fixed("Add \"Version\": \"2012-10-17\"", edits));
}

/// The document's opening brace.
fn brace(subject: &Subject<'_>) -> Span {
    let start = subject.document.span.start;
    Span { start, end: start + 1 }
}

fn size(subject: &Subject<'_>, findings: &mut Findings) {
    let quota = subject.most.unwrap_or(match subject.kind {
        DocumentKind::Managed => 6_144,
        // A user holds 2,048 in inline policies, a group 5,120, a role 10,240.
        DocumentKind::Identity => 10_240,
        DocumentKind::Trust => 2_048,
        DocumentKind::ServiceControl | DocumentKind::ResourceControl => 5_120,
        // Each service has its own.
        DocumentKind::Resource | DocumentKind::VpcEndpoint => 20_480,
    });
    let counted = counted_characters(subject.text);
    let rule = if counted > quota {
        &rules::TOO_LONG
    } else if counted * NEARLY.1 > quota * NEARLY.0 {
        &rules::NEARLY_TOO_LONG
    } else {
        return;
    };
    let message =
        format!("The policy has {counted} of at most {quota} characters, white space left out; shorten it with wildcards or divide it.");
    let finding = Finding::new(rule, brace(subject), message);
    // By a quota that is known, not only likely, IAM refuses it.
    let is_refused = subject.most.is_some() && counted > quota;
    findings.add(if is_refused { Finding { severity: Severity::Error, ..finding } } else { finding });
}

fn sid(subject: &Subject<'_>, statement: &Statement, findings: &mut Findings) {
    if let Some(sid) = statement.sid.as_ref().filter(|sid| sid.value.is_empty()) {
        let edits = member(subject.text, sid.span, "Sid").map(|member| vec![remove_item(subject.text, member)]);
        let message = "The Sid is empty; give the statement a name, or leave the Sid out.";
        findings.add(Finding::new(&rules::EMPTY_SID, sid.span, message).fixed("Leave the Sid out", edits));
    }
}

fn condition(subject: &Subject<'_>, statement: &Statement, findings: &mut Findings) {
    if let Some(span) = statement.conditions_span.filter(|_| statement.conditions.is_empty()) {
        let message = "The condition has no key, so it is always met; add one, or leave the condition out.";
        let edits = vec![remove_item(subject.text, span)];
        findings.add(Finding::new(&rules::EMPTY_CONDITION, span, message).fixed("Leave the condition out", Some(edits)));
    }
}
