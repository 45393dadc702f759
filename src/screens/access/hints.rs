//! What is said of a question while it is typed.

use crate::catalog::SERVICE_REFERENCE;
use crate::policy::actions::{ActionId, ActionSet, nearest_actions, nearest_services};

/// Actions that are named while the beginning of one is typed.
const HINTED: usize = 4;

/// What is said of an action while it is typed.
pub(super) fn action_hint(text: &str) -> String {
    let Some((prefix, name)) = text.split_once(':') else {
        let services = nearest_services(text, 4);
        return match (text.is_empty(), services.as_slice()) {
            (true, _) => "As in s3:GetObject. f3 lists them.".into(),
            (false, []) => "service:Action; no service is called like this.".into(),
            (false, services) => format!("service:Action; services: {}", services.join(", ")),
        };
    };
    let Some(service) = SERVICE_REFERENCE.service(prefix) else {
        let near = nearest_services(prefix, 3);
        let near = if near.is_empty() { String::new() } else { format!(" Near: {}", near.join(", ")) };
        return if prefix.is_empty() {
            "A service comes first, as in s3:GetObject.".into()
        } else {
            format!("No service has the prefix {prefix}.{near}")
        };
    };
    if let Some(action) = service.action(name) {
        let takes: Vec<&str> = action.resources.iter().map(|resource| resource.resource_type).collect();
        let takes = if takes.is_empty() { "takes no resource: *".to_owned() } else { format!("takes {}", takes.join(", ")) };
        return format!("{}, {}; {takes}", service.name, action.level.label());
    }
    if name.contains(['*', '?']) {
        return of_pattern(&format!("{}:{name}", service.prefix), service.name);
    }
    let lower = name.to_ascii_lowercase();
    let begins = service.actions().iter().filter(|action| action.name.to_ascii_lowercase().starts_with(&lower)).map(|action| action.name);
    let mut near: Vec<&str> = begins.collect();
    let more = near.len().saturating_sub(HINTED);
    near.truncate(HINTED);
    if near.is_empty() {
        near = nearest_actions(service, name, 3);
    }
    let more = if more > 0 { format!(" and {more} more; f3 lists them") } else { String::new() };
    format!("{}: {}{more}", service.name, if near.is_empty() { "no action like this".to_owned() } else { near.join(", ") })
}

/// What is said of a pattern of actions, where a request is of one.
fn of_pattern(pattern: &str, service: &str) -> String {
    let actions = ActionSet::matching(pattern);
    let names: Vec<&str> = actions.iter().filter_map(ActionId::action).map(|action| action.name).take(3).collect();
    match (actions.len(), names.as_slice()) {
        (0, _) => format!("{service}: no action is called like this"),
        (1, [one]) => format!("One action is asked about, by its name: {one}"),
        (count, names) => format!("One action is asked about; this is {count}: {}, …", names.join(", ")),
    }
}

/// What is said of wildcards while they are typed. A request names one resource; everybody is asked about all at once.
pub(super) fn wildcards(resource: &str, is_one_request: bool) -> Option<&'static str> {
    let is_wild = resource != "*" && resource.contains(['*', '?']);
    is_wild.then_some(if is_one_request {
        "* and ? in it are ordinary letters here: ask about one resource, by its own name."
    } else {
        "* and ? stand for any characters: who may on all of it, and who on a part."
    })
}

/// That an action stands where the resource belongs.
pub(super) fn misplaced(resource: &str) -> Option<String> {
    let (prefix, name) = resource.split_once(':')?;
    let is_action = !name.contains(':') && SERVICE_REFERENCE.service(prefix).is_some();
    is_action.then(|| format!("{resource} is an action: it belongs in the field above. A resource is named by its ARN."))
}

/// The ARNs that an action takes.
pub(super) fn resource_hint(action: &str) -> String {
    let Some((service, known)) = SERVICE_REFERENCE.action(action) else { return "An ARN, or * for an action that takes none".into() };
    let template = |name: &str| service.resource_types().iter().find(|kind| kind.name == name).map(|kind| kind.arn);
    let mut templates: Vec<&str> = known.resources.iter().filter_map(|resource| template(resource.resource_type)).collect();
    // The plainest first: it is what most requests are about.
    templates.sort_by_key(|template| template.len());
    templates.truncate(2);
    if templates.is_empty() { "This action takes no resource: leave it empty, or *".into() } else { templates.join("  or  ") }
}
