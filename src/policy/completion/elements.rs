//! The elements of the language and their fixed values.

use super::offer::{OBJECT, Offer};
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

/// So many names of statements are tried.
const MOST_SIDS: usize = 200;

/// The whole of an empty text.
pub(super) fn document(kind: DocumentKind, offer: &mut Offer<'_>) {
    let statement = statement(kind, "    ");
    let document = format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {statement}\n  ]\n}}");
    offer.add_bare("{…}", &document, "a policy with one statement");
}

/// Statements: in their list one, in its place the list with one.
pub(super) fn statements(kind: DocumentKind, is_in_list: bool, offer: &mut Offer<'_>) {
    let indent = offer.indent();
    if is_in_list {
        return offer.add_bare("{…}", &statement(kind, indent), "a statement");
    }
    let list = format!("[\n{indent}  {}\n{indent}]", statement(kind, &format!("{indent}  ")));
    offer.add_bare("[{…}]", &list, "a list with one statement");
}

/// A statement with what every one has, to be filled in; its lines stand so far in.
fn statement(kind: DocumentKind, indent: &str) -> String {
    let rest: &[&str] = match kind {
        DocumentKind::Trust => &["\"Principal\": {\"\": \"\"}", "\"Action\": \"sts:AssumeRole\""],
        kind if names_principals(kind) => &["\"Principal\": {\"\": \"\"}", "\"Action\": \"\"", "\"Resource\": \"\""],
        _ => &["\"Action\": \"\"", "\"Resource\": \"\""],
    };
    let rest = rest.join(&format!(",\n{indent}  "));
    format!("{{\n{indent}  \"Effect\": \"Allow\",\n{indent}  {rest}\n{indent}}}")
}

/// Whether policies of this kind say whom they are about.
fn names_principals(kind: DocumentKind) -> bool {
    !kind.is_identity() && kind != DocumentKind::ServiceControl
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

/// A name of the document.
pub(super) fn ids(offer: &mut Offer<'_>) {
    offer.add(0, "Policy1", "a name of your own");
}

/// The first name of its kind that no statement has.
pub(super) fn sids(text: &str, offer: &mut Offer<'_>) {
    let is_free = |name: &String| !text.contains(&format!("\"{name}\""));
    if let Some(name) = (1..=MOST_SIDS).map(|number| format!("Statement{number}")).find(is_free) {
        offer.add(0, &name, "a name of its own, of letters and digits");
    }
}

/// Elements that the statement does not have yet and that this kind of policy may have.
pub(super) fn of_statement(kind: DocumentKind, around: &Around<'_>, offer: &mut Offer<'_>) {
    let names_principals = names_principals(kind);
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
        offer.add_bare("{…}", OBJECT, "accounts, users, roles, services or providers");
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
