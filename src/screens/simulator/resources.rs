//! The resources that actions are simulated on: `*`, or ARNs: of what the account has, by the templates of the resource types that the
//! actions take, or as they are typed.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::handed::Handed;
use crate::account::arn::shortened;
use crate::account::estate::HOME_REGION;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::app::words::count;
use crate::catalog::{ResourceType, SERVICE_REFERENCE, Service};
use crate::policy::actions::{ActionId, ServiceId};
use crate::policy::reach::{Pattern, ResourceTypes};
use crate::policy::request::{Arn, Resource};
use crate::screens::sight::seen_arns::seen_arns;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::form::Field;
use crate::widgets::list::{Column, Listing, Rank};
use crate::widgets::text_input::blank;

/// What stands there where an ARN is typed.
const BEGINNING: &str = "arn:aws:";

/// Resources at most.
pub(super) const MOST: usize = 50;

/// A resource type that some of the actions take.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Template {
    /// No particular resource.
    Any,
    /// An ARN that is typed from its beginning.
    Typed,
    /// An ARN as it is typed.
    AsTyped(String),
    /// One of the account's own.
    Own {
        /// Its ARN.
        arn: String,
        /// How many of the actions take it.
        actions: usize,
    },
    /// A resource type of a service.
    Type {
        /// As in `s3 object`.
        name: String,
        /// Its ARN, account and region filled in.
        arn: String,
        /// How many of the actions take it.
        actions: usize,
    },
}

/// A resource type, and the actions that take it, by their places.
type Taken = (&'static Service, &'static ResourceType, Vec<usize>);

/// The resource types that actions take, the one that most take first.
fn taken(actions: &[ActionId]) -> Vec<Taken> {
    let mut types: Vec<Taken> = Vec::new();
    for (at, action) in actions.iter().enumerate() {
        let Some((service, known)) = action.service_id().service().zip(action.action()) else { continue };
        for kind in known.resources.iter().filter_map(|resource| service.resource_type(resource.resource_type)) {
            match types.iter_mut().find(|(of, known, _)| (of.prefix, known.name) == (service.prefix, kind.name)) {
                Some((.., by)) => by.push(at),
                None => types.push((service, kind, vec![at])),
            }
        }
    }
    let name = |(service, kind, _): &Taken| (service.prefix.len() + kind.name.len(), service.prefix, kind.name);
    types.sort_by_key(|taken| (Reverse(taken.2.len()), name(taken)));
    types
}

/// Resource types by the service in their ARNs; none by what is no service's.
fn by_service(types: &[Taken]) -> HashMap<&'static str, Vec<&Taken>> {
    let mut by_service: HashMap<&str, Vec<&Taken>> = HashMap::new();
    for taken in types {
        if let Ok(arn) = Arn::parse(taken.1.arn) {
            by_service.entry(arn.service).or_default().push(taken);
        }
    }
    by_service
}

/// How many actions take a resource: only the types of its own service are compared with it, as an account has many ARNs.
fn takers(types: &HashMap<&str, Vec<&Taken>>, arn: &str) -> usize {
    let Some(types) = Arn::parse(arn).ok().and_then(|arn| types.get(arn.service)) else { return 0 };
    let pattern = Pattern::of_resource(arn);
    let names = |(service, kind, _): &&&Taken| ResourceTypes::known(service).is_some_and(|types| types.may_name(&pattern, kind.name));
    let mut by: Vec<usize> = types.iter().filter(names).flat_map(|(.., by)| by.iter().copied()).collect();
    by.sort_unstable();
    by.dedup();
    by.len()
}

/// What there is to choose: what the account has of what the actions take, the resource types that they take, of both what most
/// take first, and then what else the account has.
pub(super) fn templates(actions: &[ActionId], account: &str, own: Vec<String>) -> Vec<Template> {
    let types = taken(actions);
    let of_service = by_service(&types);
    let mut own: Vec<(String, usize)> = own.into_iter().map(|arn| (takers(&of_service, &arn), arn)).map(|(by, arn)| (arn, by)).collect();
    own.sort_by_key(|(_, by)| Reverse(*by));
    let rest = own.split_off(own.partition_point(|(_, by)| *by > 0));
    let own_of = |(arn, actions): (String, usize)| Template::Own { arn, actions };
    let types = types.into_iter().map(|(service, kind, by)| Template::Type {
        name: format!("{} {}", service.prefix, kind.name),
        arn: kind.filled(HOME_REGION, account),
        actions: by.len(),
    });
    let first = [Template::Any, Template::Typed];
    first.into_iter().chain(own.into_iter().map(own_of)).chain(types).chain(rest.into_iter().map(own_of)).collect()
}

/// What a resource must be.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub(super) fn read(text: &str) -> Result<String, String> {
    let text = text.trim();
    // A whole ARN that was pasted behind the beginning which stood there is meant by itself.
    let text = text.strip_prefix(BEGINNING).filter(|rest| rest.starts_with("arn:")).unwrap_or(text);
    if let Some(blank) = blank(text).and_then(|blank| text.get(blank)) {
        return Err(format!("Put a name in the place of {blank}."));
    }
    match Resource::parse(text) {
        Ok(resource) => match unknown_service(resource.text()) {
            Some(service) => Err(format!("No service is called {service}.")),
            None => Ok(resource.text().to_owned()),
        },
        Err(error) => Err(format!("{}.", capital(&error.to_string()))),
    }
}

/// The service of an ARN, if the reference knows none of that name.
fn unknown_service(arn: &str) -> Option<&str> {
    let service = Arn::parse(arn).ok()?.service;
    let is_known = SERVICE_REFERENCE.service(service).is_some() || ServiceId::all().any(|id| has_resources_of(id, service));
    (!is_known).then_some(service)
}

/// Whether a service's resources have this service in their ARNs: some are named otherwise than their actions.
fn has_resources_of(id: ServiceId, service: &str) -> bool {
    let templates = id.service().map(Service::resource_types).unwrap_or_default();
    templates.iter().any(|kind| Arn::parse(kind.arn).is_ok_and(|arn| arn.service == service))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// Asks for a resource to add.
pub(super) fn picker(actions: &[ActionId], cx: &Cx<'_>) -> Picker<Templates> {
    Picker::one(Templates(templates(actions, cx.account.id().as_str(), seen_arns(cx))), cx)
}

/// Asks for an ARN.
pub(super) fn typed(instead_of: Option<&str>, text: &str) -> Dialog {
    let title = if instead_of.is_some() { "Edit resource" } else { "Add resource" };
    let label = if instead_of.is_some() { "Keep" } else { "Add" };
    let instead_of = instead_of.map(str::to_owned);
    let keep = move |form: &crate::widgets::form::Form<usize>, _: &Cx<'_>| match read(form.text(0)) {
        Ok(text) => Ok(vec![Handed::Resource { instead_of: instead_of.clone(), text }.step()]),
        Err(reason) => Err((0, reason)),
    };
    let hint = "An ARN; * in it is an ordinary letter here. * alone stands for no particular resource.";
    Dialog::new(title, label, keep).fields(vec![Field::text_line(0, "Resource", text).hint(hint)])
}

/// Resource types to choose from.
pub(super) struct Templates(Vec<Template>);

impl Choices for Templates {
    type Key = Template;
    type Rows<'a> = TemplateRows;

    fn title(&self) -> String {
        "Add a resource".into()
    }

    fn keys(&self, _cx: &Cx<'_>) -> Vec<Template> {
        self.0.clone()
    }

    fn rows<'a>(&self, _cx: &'a Cx<'a>) -> TemplateRows {
        TemplateRows
    }

    /// An ARN is taken as it is typed; of what the account has, it is the row that is there.
    fn typed(&self, filter: &str) -> Option<Template> {
        let is_there = |template: &Template| matches!(template, Template::Own { arn, .. } if arn == filter);
        let is_arn = filter.starts_with("arn:") && read(filter).is_ok();
        (is_arn && !self.0.iter().any(is_there)).then(|| Template::AsTyped(filter.to_owned()))
    }

    fn chosen(&self, keys: &[Template], _cx: &Cx<'_>) -> Vec<Step> {
        let next = |template: &Template| match template {
            Template::Any => Handed::Resource { instead_of: None, text: "*".into() }.step(),
            Template::Typed => Step::Ask(Box::new(typed(None, BEGINNING))),
            Template::AsTyped(arn) | Template::Own { arn, .. } => Handed::Resource { instead_of: None, text: arn.clone() }.step(),
            Template::Type { arn, .. } => Step::Ask(Box::new(typed(None, arn))),
        };
        keys.first().map(next).into_iter().collect()
    }
}

/// Resource types as rows.
pub(super) struct TemplateRows;

const TEMPLATE_COLUMNS: &[Column] =
    &[Column::text("Resource type", 20, 32, 8), Column::arns("ARN", 30, 80, 10), Column::fixed("Taken by", 13, 4)];

impl Listing for TemplateRows {
    type Key = Template;

    fn columns(&self) -> &[Column] {
        TEMPLATE_COLUMNS
    }

    fn words(&self, template: &Template) -> String {
        let arn = if let Template::AsTyped(arn) | Template::Own { arn, .. } = template { arn } else { "" };
        format!("{} {} {arn}", self.cell(template, 0).plain(), self.cell(template, 1).plain())
    }

    fn names(&self, template: &Template) -> Vec<String> {
        // What the account has comes before what is typed, which it may only begin with.
        let arn = if let Template::Own { arn, .. } = template { Some(arn.clone()) } else { None };
        [self.cell(template, 0).plain()].into_iter().chain(arn).collect()
    }

    fn cell(&self, template: &Template, column: usize) -> Line {
        match (template, column) {
            (Template::Any, 0) => Line::new().text("* any"),
            (Template::Any, 1) => Line::new().quiet("no particular resource"),
            (Template::Typed, 0) => Line::new().text("An ARN"),
            (Template::Typed, 1) => Line::new().quiet("typed from its beginning"),
            (Template::AsTyped(_), 0) => Line::new().text("Use as typed"),
            (Template::AsTyped(arn), 1) => Line::new().text(arn.clone()),
            (Template::Own { .. }, 0) => Line::new().quiet("of this account"),
            (Template::Own { arn, .. }, 1) => Line::new().text(shortened(arn)),
            (Template::Own { actions: 0, .. }, _) => Line::new().quiet("none"),
            (Template::Type { name, .. }, 0) => Line::new().text(name.clone()),
            (Template::Type { arn, .. }, 1) => Line::new().quiet(shortened(arn)),
            (Template::Own { actions, .. } | Template::Type { actions, .. }, _) => Line::new().quiet(count(*actions, "action")),
            _ => Line::new(),
        }
    }
}

/// Chosen resources as rows.
pub(super) struct ResourceRows;

const COLUMNS: &[Column] = &[Column::arns("Resource", 30, 120, 10), Column::fixed("", 40, 2)];

impl Listing for ResourceRows {
    type Key = String;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, resource: &String) -> String {
        resource.clone()
    }

    fn cell(&self, resource: &String, column: usize) -> Line {
        match (column, resource.as_str()) {
            (0, text) => Line::new().text(text.to_owned()),
            (_, "*") => Line::new().quiet("no particular resource"),
            (_, text) if text.contains(['*', '?']) => Line::new().with("▲ ", Role::Warning).quiet("* and ? are ordinary letters here"),
            _ => Line::new(),
        }
    }

    fn rank(&self, resource: &String, _column: usize) -> Rank {
        Rank::words(resource)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resource_types_come_with_their_arns() {
        let actions = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:ListAllMyBuckets"].map(|name| ActionId::named(name).unwrap());
        let found = templates(&actions, "111122223333", Vec::new());
        assert_eq!(found.first(), Some(&Template::Any));
        let object = found.iter().find_map(|template| match template {
            Template::Type { name, arn, actions } if name == "s3 object" => Some((arn.as_str(), *actions)),
            _ => None,
        });
        assert_eq!(object, Some(("arn:aws:s3:::${BucketName}/${ObjectName}", 2)));
    }

    #[test]
    fn what_the_actions_take_comes_first_and_what_they_do_not_last() {
        let actions: Vec<ActionId> = crate::policy::actions::ActionSet::matching("iam:*User").iter().collect();
        let own = ["arn:aws:s3:::reports", "arn:aws:iam::111122223333:user/ana", "arn:aws:iam::111122223333:group/all"];
        let found = templates(&actions, "111122223333", own.map(str::to_owned).into());
        let at = |wanted: &str| found.iter().position(|template| TemplateRows.words(template).contains(wanted)).unwrap();
        assert_eq!((at("user/ana"), at("reports")), (2, found.len() - 2), "{found:?}");
        assert!(at("user/ana") < at("iam user") && at("iam user") < at("reports"), "{found:?}");
        assert!(matches!(&found[2], Template::Own { actions, .. } if *actions > 3), "{found:?}");
        assert_eq!(TemplateRows.cell(&found[at("reports")], 2).plain(), "none");
    }

    #[test]
    fn an_arn_is_taken_as_it_is_typed() {
        let own = vec!["arn:aws:s3:::reports".to_owned()];
        let choices = Templates(templates(&[], "111122223333", own));
        for (typed, wanted) in [
            ("arn:aws:s3:::other/q1.csv", Some("arn:aws:s3:::other/q1.csv")),
            ("arn:aws:s3:::reports", None),
            ("arn:aws:s3", None),
            ("reports", None),
        ] {
            assert_eq!(choices.typed(typed), wanted.map(|arn| Template::AsTyped(arn.to_owned())), "{typed}");
        }
    }

    #[test]
    fn what_is_no_resource_is_told() {
        assert_eq!(read(" * ").unwrap(), "*");
        assert_eq!(read("arn:aws:s3:::reports/q1.csv").unwrap(), "arn:aws:s3:::reports/q1.csv");
        assert_eq!(read("arn:aws:arn:aws:s3:::other/k").unwrap(), "arn:aws:s3:::other/k");
        for (text, wanted) in [
            ("arn:aws:s3:::${BucketName}/x", "Put a name in the place of ${BucketName}."),
            ("reports", "A resource is an ARN, or * for an action that takes none"),
            ("", "A resource is an ARN"),
            ("arn:aws:arn:aws:nowhere", "A resource is an ARN"),
            ("arn:aws:s4:::b", "No service is called s4."),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(wanted), "{text}: {error}");
        }
    }
}
