//! The decision as a whole, in our words and in AWS's.

use super::{Telling, shown, verbatim};
use crate::policy::compiled::Outcome;
use crate::policy::decision::{Layer, Reason, StatementFinding};
use crate::policy::document::Effect;
use crate::policy::request::CallerKind;

/// What AWS calls the policy that says who may assume a role.
const TRUST_POLICY: (&str, &str) = ("the", "role trust policy");

impl Telling<'_> {
    /// The decision and what decided, in one or two sentences.
    pub fn decision(&self) -> String {
        match self.explanation.reason {
            Reason::AlwaysAllowed => {
                format!("Allowed: {} can't be denied to who has signed the request.", shown(self.request.action.text()))
            }
            Reason::NoPermissionNeeded => {
                format!("Allowed: {} needs no permission, and nothing denies it.", shown(self.request.action.text()))
            }
            Reason::Root => "Allowed: the root user may do everything in its own account, as far as the organization lets it.".to_owned(),
            Reason::ResourceGrant(place) => format!("Allowed by {}.", self.place(place)),
            Reason::IdentityGrant { identity, resource: None } => format!("Allowed by {}.", self.place(identity)),
            Reason::IdentityGrant { identity, resource: Some(resource) } => {
                format!("Allowed by {}, to which {} consents.", self.place(identity), self.place(resource))
            }
            Reason::Denied(place) => {
                let layer = self.layer_name(place.layer);
                let further = self.further(place.layer);
                format!("Denied by {} ({layer}). An explicit deny wins over everything that allows.{further}", self.place(place))
            }
            Reason::OutOfReach(why) => format!("Denied: {} No policy changes that.", self.lower_first(why.why())),
            Reason::RootCannotAssumeRoles if self.request.action.lower_case() == "sts:assumerole" => {
                "Denied: a root user can't assume roles, whatever allows it.".to_owned()
            }
            Reason::RootCannotAssumeRoles => {
                let action = shown(self.request.action.text());
                format!("Denied: a root user can't assume roles, whatever allows it, and {action} is asked for only where one is assumed.")
            }
            Reason::NothingAllows(layer) => {
                format!("Denied: {}{}{}", self.lower_first(&self.layer(layer)), self.nearly(layer), self.further(layer))
            }
        }
    }

    /// The statement of a layer that is nearest to allowing the request: it is about the caller and the action, or but for how
    /// that is spelt, and at best about the resource, too. None where no statement comes that near.
    pub fn nearest(&self, layer: Layer) -> Option<&StatementFinding> {
        let nearness = |finding: &&StatementFinding| match (finding.effect, finding.outcome) {
            (Effect::Allow, Outcome::Condition(..)) => 2,
            (Effect::Allow, Outcome::Action(_)) if self.loosening(finding.place).is_some() => 2,
            (Effect::Allow, Outcome::Resource(_)) => 1,
            _ => 0,
        };
        let statements = self.explanation.statements_of(layer).iter();
        // The first of the nearest.
        statements.filter(|finding| nearness(finding) > 0).rev().max_by_key(nearness)
    }

    /// A sentence as what follows a colon.
    fn lower_first(&self, sentence: &str) -> String {
        let mut letters = sentence.chars();
        match letters.next() {
            // Names keep their capitals.
            Some(first) if !["AWS", "VPC", self.caller].iter().any(|name| sentence.starts_with(name)) => {
                first.to_lowercase().chain(letters).collect()
            }
            _ => sentence.to_owned(),
        }
    }

    fn nearly(&self, layer: Layer) -> String {
        match self.nearest(layer) {
            Some(finding) => format!(" Nearest is {}: {}", self.place(finding.place), self.statement(finding)),
            None => String::new(),
        }
    }

    /// What else keeps the request from being allowed.
    fn further(&self, told: Layer) -> String {
        let further = self.explanation.obstacles().filter(|finding| finding.layer != told);
        let names: Vec<String> = further.map(|finding| self.layer_name(finding.layer)).collect();
        match &names[..] {
            [] => String::new(),
            names => format!(" Further in the way: {}.", names.join(", ")),
        }
    }

    /// What AWS answers to the caller; none where the request is allowed.
    pub fn access_denied(&self) -> Option<String> {
        self.access_denied_on(self.request.effective_resource().map(verbatim).as_deref())
    }

    /// The same with what the service calls the resource, as it is to be shown: `user alice`.
    pub fn access_denied_on(&self, resource: Option<&str>) -> Option<String> {
        let request = self.request;
        let refused =
            format!("User: {} is not authorized to perform: {}", verbatim(request.principal.text()), verbatim(request.action.text()));
        if matches!(self.explanation.reason, Reason::OutOfReach(_)) {
            return Some(refused);
        }
        let because = self.because()?;
        let resource = resource.map(|name| format!(" on resource: {name}")).unwrap_or_default();
        let because = if self.is_untrusted() { String::new() } else { format!(" {because}") };
        Some(format!("{refused}{resource}{because}"))
    }

    /// Whether a role's trust policy lets the caller in by nothing. STS tells no reason for that.
    pub fn is_untrusted(&self) -> bool {
        self.explanation.reason == Reason::NothingAllows(Layer::Resource) && self.kind_of(Layer::Resource) == TRUST_POLICY
    }

    /// The end of AWS's message: which kind of policy denies, or lacks an allowance.
    fn because(&self) -> Option<String> {
        let action = verbatim(self.request.action.text());
        match self.explanation.reason {
            Reason::Denied(place) => {
                let (article, kind) = self.kind_of(place.layer);
                Some(format!("with an explicit deny in {article} {kind}"))
            }
            Reason::NothingAllows(layer) => Some(format!("because no {} allows the {action} action", self.kind_of(layer).1)),
            Reason::RootCannotAssumeRoles => {
                debug_assert_eq!(self.request.principal.kind(), CallerKind::Root);
                Some("because roles may not be assumed by root accounts".to_owned())
            }
            Reason::OutOfReach(_)
            | Reason::AlwaysAllowed
            | Reason::NoPermissionNeeded
            | Reason::Root
            | Reason::ResourceGrant(_)
            | Reason::IdentityGrant { .. } => None,
        }
    }

    /// AWS's name for the kind of policy, with its article.
    fn kind_of(&self, layer: Layer) -> (&'static str, &'static str) {
        match layer {
            Layer::ServiceControl(_) => ("a", "service control policy"),
            Layer::ResourceControl(_) => ("a", "resource control policy"),
            Layer::Endpoint => ("a", "VPC endpoint policy"),
            Layer::Resource if self.is_about_assuming() => TRUST_POLICY,
            Layer::Resource => ("a", "resource-based policy"),
            Layer::Identity => ("an", "identity-based policy"),
            Layer::Boundary => ("a", "permissions boundary"),
            Layer::Session => ("a", "session policy"),
        }
    }
}
