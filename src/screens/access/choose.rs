//! Choosing what to put into a field: principals, actions of the reference, ARNs.

use super::asking::AskField;
use crate::account::estate::HOME_REGION;
use crate::app::cx::Cx;
use crate::app::overlay::picker::Choices;
use crate::app::step::Step;
use crate::catalog::SERVICE_REFERENCE;
use crate::policy::completion::action_details;
use crate::policy::reach::{Pattern, ResourceTypes};
use crate::screens::sight::seen_arns::seen_arns;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

/// What was chosen for a field.
pub(super) struct Chosen {
    pub field: AskField,
    pub text: String,
}

/// What there is to choose for a field.
pub(super) struct ForField {
    pub field: AskField,
    /// What is typed in the action's field.
    pub action: String,
    /// Whether groups can be asked about, too.
    pub with_groups: bool,
}

/// A text, with a word on what it is.
pub(super) type Candidate = (String, String);

impl ForField {
    fn candidates(&self, cx: &Cx<'_>) -> Vec<Candidate> {
        match self.field {
            AskField::Who => principals(cx, self.with_groups),
            AskField::Action => actions(&self.action),
            AskField::Resource => resources(cx, &self.action),
            AskField::Credentials | AskField::Context => Vec::new(),
        }
    }
}

fn principals(cx: &Cx<'_>, with_groups: bool) -> Vec<Candidate> {
    let (account, may) = (cx.account, |operation| cx.sight.may(operation));
    let one = |kind: &str, name: &str| (format!("{kind}/{name}"), String::new());
    let users = account.users().filter(|_| may("ListUsers")).map(|user| one("user", &user.name));
    let groups = account.groups().filter(|_| with_groups && may("ListGroups")).map(|group| one("group", &group.name));
    let roles = account.roles().filter(|_| may("ListRoles")).map(|role| one("role", &role.name));
    users.chain(groups).chain(roles).chain([("root".to_owned(), "the root user".to_owned())]).collect()
}

/// The actions of the service that is typed, else those of all.
fn actions(typed: &str) -> Vec<Candidate> {
    let prefix = typed.split_once(':').map(|(prefix, _)| prefix);
    let only = prefix.and_then(|prefix| SERVICE_REFERENCE.service(prefix));
    let services = SERVICE_REFERENCE.services().iter().filter(|service| only.is_none_or(|only| only.prefix == service.prefix));
    let of_service = services.flat_map(|service| service.actions().iter().map(move |action| (service, action)));
    of_service.map(|(service, action)| (format!("{}:{}", service.prefix, action.name), action_details(action))).collect()
}

/// What the account has of what the action takes, then the templates of its resource types.
fn resources(cx: &Cx<'_>, action: &str) -> Vec<Candidate> {
    let own = |arn: String| (arn, "of this account".to_owned());
    let Some((service, known)) = SERVICE_REFERENCE.action(action) else {
        return seen_arns(cx).into_iter().map(own).chain([("*".into(), "no resource".into())]).collect();
    };
    let types = ResourceTypes::known(service);
    let takes = |arn: &String| {
        let pattern = Pattern::of_resource(arn);
        known.resources.iter().any(|resource| types.is_some_and(|types| types.may_name(&pattern, resource.resource_type)))
    };
    let mut found: Vec<Candidate> = seen_arns(cx).into_iter().filter(takes).map(own).collect();
    let kinds = known.resources.iter().filter_map(|resource| service.resource_type(resource.resource_type));
    found.extend(kinds.map(|kind| (kind.filled(HOME_REGION, cx.account.id().as_str()), format!("{}: fill in the rest", kind.name))));
    if known.resources.is_empty() {
        found.push(("*".into(), "the action takes no resource".into()));
    }
    found
}

impl Choices for ForField {
    type Key = Candidate;
    type Rows<'a> = CandidateRows;

    fn title(&self) -> String {
        match self.field {
            AskField::Who => "Principals",
            AskField::Action => "Actions",
            _ => "Resources",
        }
        .into()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<Candidate> {
        self.candidates(cx)
    }

    fn rows<'a>(&self, _cx: &'a Cx<'a>) -> CandidateRows {
        CandidateRows
    }

    fn empty(&self) -> Vec<Line> {
        vec![Line::new().text("There is nothing to choose here; it is typed.")]
    }

    fn chosen(&self, keys: &[Candidate], _cx: &Cx<'_>) -> Vec<Step> {
        let Some((text, _)) = keys.first() else { return Vec::new() };
        vec![Step::Hand(Box::new(Chosen { field: self.field, text: text.clone() }))]
    }
}

/// Candidates as rows.
pub(super) struct CandidateRows;

const COLUMNS: &[Column] = &[Column::text("Name", 24, 90, 10), Column::text("About", 26, 50, 5)];

impl Listing for CandidateRows {
    type Key = Candidate;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, (text, about): &Candidate) -> String {
        format!("{text} {about}")
    }

    fn cell(&self, (text, about): &Candidate, column: usize) -> Line {
        if column == 0 { Line::new().text(text.clone()) } else { Line::new().quiet(about.clone()) }
    }

    fn rank(&self, (text, about): &Candidate, column: usize) -> Rank {
        Rank::words(if column == 0 { text } else { about })
    }
}
