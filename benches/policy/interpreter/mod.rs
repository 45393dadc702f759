//! The floor: a straightforward interpreter. It walks the parsed JSON of each policy for each request, as one would write it
//! in an afternoon: nothing is prepared, nothing is left out that the cases of this bench need.

mod condition;
mod pattern;
mod statement;

use iam_console::policy::decision::Decision;
use serde_json::Value;

/// A request as JSON would have it.
pub struct Asked<'a> {
    pub principal: &'a str,
    pub action: &'a str,
    pub resource: &'a str,
    /// Condition keys and their values, lists for multivalued ones.
    pub context: &'a Value,
}

/// Parsed documents by layer.
#[derive(Default)]
pub struct Layers {
    pub identity: Vec<Value>,
    pub boundary: Vec<Value>,
    pub resource: Option<Value>,
    /// By level.
    pub service_control: Vec<Vec<Value>>,
}

/// What the statements of a layer say.
#[derive(Default)]
struct Said {
    allows: bool,
    denies: bool,
}

/// Decides a request of a user within its own account.
pub fn decide(asked: &Asked<'_>, layers: &Layers) -> Decision {
    let identity = said(asked, &layers.identity, false);
    let boundary = said(asked, &layers.boundary, false);
    let resource = said(asked, layers.resource.as_slice(), true);
    let levels: Vec<Said> = layers.service_control.iter().map(|level| said(asked, level, false)).collect();
    if [&identity, &boundary, &resource].into_iter().chain(&levels).any(|said| said.denies) {
        return Decision::ExplicitDeny;
    }
    let is_within = (layers.boundary.is_empty() || boundary.allows) && identity.allows;
    if levels.iter().all(|said| said.allows) && (resource.allows || is_within) { Decision::Allowed } else { Decision::ImplicitDeny }
}

fn said(asked: &Asked<'_>, documents: &[Value], names_principals: bool) -> Said {
    let mut said = Said::default();
    for document in documents {
        let has_variables = document["Version"] == "2012-10-17";
        for statement in list(&document["Statement"]) {
            if statement::matches(asked, statement, names_principals, has_variables) {
                match statement["Effect"].as_str() {
                    Some("Allow") => said.allows = true,
                    _ => said.denies = true,
                }
            }
        }
    }
    said
}

/// One value or a list of them.
fn list(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(list) => list,
        one => std::slice::from_ref(one),
    }
}

/// The value of a key, whose case does not matter.
fn value_of<'a>(context: &'a Value, key: &str) -> Option<&'a Value> {
    context.as_object()?.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}
