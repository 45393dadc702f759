//! The elements of the language and their fixed values.

use super::offer::Offer;
use super::place::{Place, Role, words};
use super::statement::Around;
use crate::policy::document::{DocumentKind, PrincipalKind};

/// A statement's elements, what they are for, and what excludes them.
const STATEMENT: [(&str, &str, &str); 9] = [
    ("Sid", "a name of its own", ""),
    ("Effect", "Allow or Deny", ""),
    ("Principal", "whom it is about", "NotPrincipal"),
    ("NotPrincipal", "everyone but these", "Principal"),
    ("Action", "what may be done", "NotAction"),
    ("NotAction", "everything but this", "Action"),
    ("Resource", "on what", "NotResource"),
    ("NotResource", "on everything but this", "Resource"),
    ("Condition", "when", ""),
];

/// The whole of an empty text.
pub(super) fn document(offer: &mut Offer<'_>) {
    let document = "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {\n            \"Effect\": \"Allow\",\n            \"Action\": \"\",\n            \"Resource\": \"\"\n        }\n    ]\n}";
    offer.add_bare("{…}", document, "a policy with one statement");
}

/// Elements that the document does not have yet.
pub(super) fn of_document(text: &str, place: &Place<'_>, offer: &mut Offer<'_>) {
    let Some(start) = place.objects.first() else { return };
    let there = words(text, *start, 2_000);
    let is_there = |name: &str| {
        there.iter().any(|word| word.path.is_empty() && word.role == Role::Key && word.span != place.word && word.text == name)
    };
    for (name, about) in [("Version", "of the policy language"), ("Statement", "what is allowed and denied"), ("Id", "a name of its own")] {
        if !is_there(name) {
            offer.add(0, name, about);
        }
    }
}

/// Versions of the language.
pub(super) fn versions(offer: &mut Offer<'_>) {
    offer.add(0, "2012-10-17", "the language as it is, with policy variables");
    offer.add(1, "2008-10-17", "older, without policy variables");
}

/// Elements that the statement does not have yet and that this kind of policy may have.
pub(super) fn of_statement(kind: DocumentKind, around: &Around<'_>, offer: &mut Offer<'_>) {
    let names_principals = !kind.is_identity() && kind != DocumentKind::ServiceControl;
    for (name, about, other) in STATEMENT {
        let is_there = around.elements.iter().any(|element| *element == name || *element == other);
        let is_prohibited = match name {
            "Principal" => !names_principals,
            "NotPrincipal" => !names_principals || matches!(kind, DocumentKind::Trust | DocumentKind::ResourceControl),
            "Resource" | "NotResource" | "NotAction" => kind == DocumentKind::Trust,
            _ => false,
        };
        if !is_there && !is_prohibited {
            let rank = u8::from(name.starts_with("Not"));
            if name == "Condition" { offer.add_opening(rank, name, about) } else { offer.add(rank, name, about) }
        }
    }
}

/// What a statement does.
pub(super) fn effects(offer: &mut Offer<'_>) {
    offer.add(0, "Allow", "lets it happen, where nothing denies it");
    offer.add(0, "Deny", "wins over every Allow");
}

/// How principals are listed.
pub(super) fn principals(role: Role, offer: &mut Offer<'_>) {
    if role == Role::Value {
        offer.add(0, "*", "everyone");
        offer.add_bare("{…}", "{\"AWS\": \"\"}", "accounts, users, roles, services or providers");
        return;
    }
    for kind in PrincipalKind::NAMED {
        let about = match kind {
            PrincipalKind::Everyone | PrincipalKind::Aws => "accounts, users, roles and sessions",
            PrincipalKind::Service => "services that act by themselves",
            PrincipalKind::Federated => "identity providers",
            PrincipalKind::CanonicalUser => "accounts as S3 knows them",
        };
        offer.add(0, kind.name(), about);
    }
}
