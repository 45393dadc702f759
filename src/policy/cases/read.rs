//! From a line to a case.

use std::borrow::Cow;
use std::collections::HashSet;

use super::context::context;
use super::documents::Documents;
use super::fault::{BadCase, Wrong};
use super::members::{Line, Members, Raw, members};
use super::{Case, layers, work};
use crate::policy::decision::Decision;
use crate::policy::document::why_no_json;
use crate::policy::request::{Action, CallerKind, Principal, Request, RequestError, Resource};

/// Reads a line.
pub(super) fn case(line: &[u8], documents: &mut Documents) -> Result<Case, BadCase> {
    let text = utf8(line)?;
    let (members, error) = match members(text) {
        Ok(members) => (members, None),
        Err((members, error)) => (members, Some(error)),
    };
    let line = Line(text);
    let id = id(line, &members);
    let known = id.as_ref().ok().map(|id| id.clone().into_owned());
    let read = match error {
        Some(error) => Err(no_json(text, &error)),
        None => id.and_then(|id| of_members(line, &members, id.into_owned(), documents)),
    };
    read.map_err(|wrong| wrong.in_line(text, known))
}

fn utf8(line: &[u8]) -> Result<&str, BadCase> {
    std::str::from_utf8(line).map_err(|error| {
        let before = line.get(..error.valid_up_to()).unwrap_or_default();
        let column = String::from_utf8_lossy(before).chars().count() + 1;
        BadCase { id: None, column: Some(column), what: "these bytes are no UTF-8".to_owned() }
    })
}

/// The fields of a case.
pub(super) const FIELDS: [&str; 14] = [
    "id",
    "principal",
    "action",
    "resource",
    "resourceAccount",
    "context",
    "identityPolicies",
    "permissionBoundaryPolicies",
    "sessionPolicies",
    "resourcePolicy",
    "serviceControlPolicies",
    "resourceControlPolicies",
    "vpcEndpointPolicies",
    "expected",
];

/// Other fields are notes. One that is all but named as a field that is not there may be meant for it, and whoever wrote the
/// case should know that it counted for nothing.
fn ignored(members: &Members<'_>) -> Vec<String> {
    const SHORTEST: usize = 6;
    const LONGEST: usize = 40;
    const FAR: usize = 2;
    let there: HashSet<&str> = members.iter().map(|(name, _)| name).collect();
    let absent: Vec<String> = FIELDS.iter().filter(|field| !there.contains(**field)).map(|field| plain(field)).collect();
    let is_near = |name: &str, field: &str| name.len().abs_diff(field.len()) <= FAR && strsim::osa_distance(name, field) <= FAR;
    let is_near_any = |name: &str| absent.iter().any(|field| is_near(&plain(name), field));
    let names = members.iter().map(|(name, _)| name).filter(|name| (SHORTEST..=LONGEST).contains(&name.len()) && !FIELDS.contains(name));
    names.filter(|name| is_near_any(name)).map(ToOwned::to_owned).collect()
}

/// A name in small letters, without the ending of a plural: who leaves it out, or adds one, means the same.
fn plain(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    match (lower.strip_suffix("ies"), lower.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => lower,
    }
}

/// What is wrong with the JSON itself.
fn no_json(text: &str, error: &serde_json::Error) -> Wrong {
    let begins = text.trim_start();
    if !begins.starts_with('{') {
        return Wrong { at: Some(text.len() - begins.len()), what: "a case is a JSON object on one line".to_owned() };
    }
    if error.is_eof() {
        return Wrong { at: Some(text.len()), what: "the line ends within the JSON; a case stands on one line".to_owned() };
    }
    if let Some((at, what)) = why_no_json(text) {
        return Wrong { at: Some(at), what: format!("this is no JSON: {what}") };
    }
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    Wrong { at: Some(error.column().saturating_sub(1)), what: format!("this is no JSON: {said}") }
}

fn id<'l>(line: Line<'l>, members: &Members<'l>) -> Result<Cow<'l, str>, Wrong> {
    let value = members.get(line, "", "id")?.ok_or_else(|| missing("id", "a string, another for each case"))?;
    line.text(value, "id")
}

fn missing(name: &str, expected: &str) -> Wrong {
    Wrong { at: None, what: format!("{name} is missing: {expected}") }
}

fn of_members(line: Line<'_>, members: &Members<'_>, id: String, documents: &mut Documents) -> Result<Case, Wrong> {
    let request = request(line, members)?;
    let policies = layers::policies(line, members, &request, documents)?;
    let expected = members.get(line, "", "expected")?.map(|value| expected(line, value)).transpose()?;
    work::check(&request, &policies)?;
    Ok(Case { id, request, policies, expected, ignored: ignored(members) })
}

fn request(line: Line<'_>, members: &Members<'_>) -> Result<Request, Wrong> {
    let principal = needed(line, members, "principal", "an ARN, a service as in lambda.amazonaws.com, or anonymous", Principal::parse)?;
    let action = needed(line, members, "action", "service:Action, as in s3:GetObject", Action::parse)?;
    let resource = needed(line, members, "resource", "an ARN, or * for an action that takes none", Resource::parse)?;
    if principal.kind() == CallerKind::Provider && action.service() != "sts" {
        let what = "who comes with a provider's token assumes a role, and asks for nothing else";
        return Err(Wrong { at: None, what: format!("action: {what}") });
    }
    let mut request = Request::new(principal, action, resource);
    if let Some(value) = members.get(line, "", "resourceAccount")? {
        let account = line.text(value, "resourceAccount")?;
        request = request.owned_by(&account).map_err(|error| line.wrong(value, "resourceAccount", error))?;
    }
    match members.get(line, "", "context")? {
        Some(value) => Ok(request.with_context(context(line, value)?)),
        None => Ok(request),
    }
}

/// A field that each case has.
fn needed<T>(
    line: Line<'_>,
    members: &Members<'_>,
    name: &str,
    expected: &str,
    parse: fn(&str) -> Result<T, RequestError>,
) -> Result<T, Wrong> {
    let value = members.get(line, "", name)?.ok_or_else(|| missing(name, expected))?;
    parse(&line.text(value, name)?).map_err(|error| line.wrong(value, name, error))
}

fn expected(line: Line<'_>, value: Raw<'_>) -> Result<Decision, Wrong> {
    let text = line.text(value, "expected")?;
    let all = [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny];
    let found = all.into_iter().find(|decision| decision.name() == text);
    found.ok_or_else(|| line.wrong(value, "expected", "a decision is allowed, explicitDeny or implicitDeny"))
}
