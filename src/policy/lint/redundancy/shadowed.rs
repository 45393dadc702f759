//! What a Deny of the same document takes back.

use super::compared::{Compared, covers_principals, place};
use crate::policy::document::Effect;
use crate::policy::lint::edits::{remove_entry, remove_statement};
use crate::policy::lint::findings::{Finding, Findings, shown};
use crate::policy::lint::rules;
use crate::policy::lint::subject::Subject;

/// Checks every Allow against the denials that ask for nothing.
pub(super) fn check(subject: &Subject<'_>, statements: &[Compared<'_>], findings: &mut Findings) {
    let of_effect = |effect| statements.iter().enumerate().filter(move |(_, compared)| compared.statement.effect == effect);
    for (_, allow) in of_effect(Effect::Allow).take_while(|_| !subject.is_spent()) {
        for (at, deny) in of_effect(Effect::Deny) {
            if shadows(subject, deny, allow) && told(subject, deny, at, allow, findings) {
                break;
            }
        }
    }
}

/// Whether a denial holds for every resource and everyone that an Allow is about.
fn shadows(subject: &Subject<'_>, deny: &Compared<'_>, allow: &Compared<'_>) -> bool {
    subject.may_take(1)
        && !deny.has_conditions()
        && covers_principals(deny.statement.principals.as_ref(), allow.statement.principals.as_ref())
        && deny.covers_resources(subject, allow)
}

/// Tells what of an Allow's actions is denied; whether all of it is.
fn told(subject: &Subject<'_>, deny: &Compared<'_>, at: usize, allow: &Compared<'_>, findings: &mut Findings) -> bool {
    let (Some(denied), Some(allowed)) = (&deny.actions, &allow.actions) else { return false };
    let by = place(subject.document, at);
    if denied.covers_all(subject, allowed) {
        let message = format!("All that this statement allows is denied by {by}; take it out, or narrow the denial.");
        let edits = remove_statement(subject.text, subject.document, allow.statement);
        let finding = Finding::new(&rules::SHADOWED_STATEMENT, allow.statement.effect_span, message);
        findings.add(finding.fixed("Take the statement out", edits));
        return true;
    }
    for entry in allowed.entries.iter().filter(|entry| !allowed.negated && denied.covers(subject, entry)) {
        let message = format!("{} is denied by {by}, which wins; take it out, or narrow the denial.", shown(&entry.text.value));
        let edits = remove_entry(subject.text, allowed.entries.len(), entry.text.span);
        findings.add(Finding::new(&rules::SHADOWED_ENTRY, entry.text.span, message).fixed("Leave it out", edits));
    }
    false
}
