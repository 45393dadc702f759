//! What an action looks like: `service:Action`, or everything.

use super::super::{Fault, FaultKind, Statement, Text};

/// Checks the form of a statement's actions. Whether there are such services and actions, IAM does not ask.
pub(super) fn check(statement: &Statement, faults: &mut Vec<Fault>) {
    let actions = statement.actions.iter().flat_map(|actions| &actions.entries);
    faults.extend(actions.filter_map(fault));
}

fn fault(action: &Text) -> Option<Fault> {
    let (message, about) = match action.value.split_once(':') {
        None if action.value == "*" => return None,
        None => (
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.".to_owned(),
            "An action is a service and a name, as in s3:GetObject, or \"*\" for all of them.",
        ),
        Some((_, name)) if name.contains(':') => {
            ("Actions/Condition can contain only one colon.".to_owned(), "An action has one colon, between service and name: s3:GetObject.")
        }
        Some((vendor, _)) if is_vendor(vendor) => return None,
        Some((vendor, _)) if vendor.contains(char::is_whitespace) => {
            (format!("Vendor {vendor} is not valid"), "No blank stands in the name of a service or before it: s3:GetObject.")
        }
        Some((vendor, _)) => (
            format!("Vendor {vendor} is not valid"),
            "Before the colon stands one service, as in s3, without wildcards; \"*\" alone is every action.",
        ),
    };
    Some(Fault::new(FaultKind::Action, action.span, message, about))
}

/// Whether a text may be the name of a service.
pub(super) fn is_vendor(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}
