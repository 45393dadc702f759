//! Statement ids: letters and digits, each but once.

use std::collections::HashSet;

use super::super::fault::quoted;
use super::super::{DocumentKind, Fault, FaultKind, Statement};

/// IAM's message for an id of other characters.
const NOT_PLAIN: &str = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";

/// Checks the ids of all statements. Only IAM's own policies keep to letters and digits; services take other characters too.
pub(super) fn check(statements: &[Statement], kind: DocumentKind, faults: &mut Vec<Fault>) {
    let mut seen = HashSet::new();
    for sid in statements.iter().filter_map(|statement| statement.sid.as_ref()) {
        let is_plain = sid.value.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_plain && (kind.is_identity() || kind == DocumentKind::Trust) {
            let about = "A Sid has letters and digits only; or leave it out.";
            faults.push(Fault::new(FaultKind::Sid, sid.span, NOT_PLAIN, about));
        }
        if !sid.value.is_empty() && !seen.insert(&sid.value) {
            let about = format!("An earlier statement has the Sid {} too; give each its own, or leave it out.", quoted(&sid.value));
            faults.push(Fault::new(FaultKind::Sid, sid.span, "Statement IDs (SID) in a single policy must be unique.", about));
        }
    }
}
