//! How a layer stands.

use super::{Absence, Telling, shown, upper_first};
use crate::policy::decision::findings::is_sole_gate;
use crate::policy::decision::layers::NotApplicable;
use crate::policy::decision::{Decision, Layer, NotNeeded, Standing, takes_policies};
use crate::policy::document::Effect;
use crate::policy::request::CallerKind;

/// Why a bucket's policy has no say.
const NOT_COUNTED: &str = "the bucket's policy is not counted, since it is public, and Block Public Access (RestrictPublicBuckets) \
                           keeps a public one to this account's own";

impl Telling<'_> {
    /// What a layer is called.
    pub fn layer_name(&self, layer: Layer) -> String {
        let level = |levels: &[crate::policy::decision::Level], at: u32| {
            levels.get(at as usize).map(|level| shown(&level.name)).unwrap_or_default()
        };
        match layer {
            Layer::ServiceControl(at) => format!("Service control policies of {}", level(&self.policies.service_control, at)),
            Layer::ResourceControl(at) => format!("Resource control policies of {}", level(&self.policies.resource_control, at)),
            Layer::Endpoint => "VPC endpoint policy".to_owned(),
            Layer::Resource => upper_first(self.resource_policy()),
            Layer::Identity => "Identity policies".to_owned(),
            Layer::Boundary => "Permissions boundary".to_owned(),
            Layer::Session => "Session policies".to_owned(),
        }
    }

    /// What the resource's policy is called.
    pub(super) fn resource_policy(&self) -> &'static str {
        match (self.is_about_assuming(), self.request.resource.is_key()) {
            (true, _) => "trust policy",
            (_, true) => "key policy",
            _ => "resource policy",
        }
    }

    /// The role whose trust policy has a say, by its name.
    pub(super) fn role_of_trust(&self) -> Option<&str> {
        self.request.resource.arn().filter(|_| self.is_about_assuming())?.rsplit('/').next()
    }

    /// Whether it is a role's trust policy that is asked: about assuming it alone.
    pub(super) fn is_about_assuming(&self) -> bool {
        self.request.resource.is_role() && self.request.action.service() == "sts"
    }

    /// How a layer stands, in a sentence.
    pub fn layer(&self, layer: Layer) -> String {
        match self.explanation.standing(layer) {
            None => String::new(),
            Some(Standing::NotApplicable(why)) => self.not_applicable(layer, why),
            Some(Standing::NoPolicies) => self.no_policies(layer),
            Some(Standing::Denies) => self.by_statement(layer, Effect::Deny, "Denied by"),
            Some(Standing::Allows) => self.by_statement(layer, Effect::Allow, "Allowed by"),
            Some(Standing::Delegates) => {
                format!("It names the account {}, which leaves the decision to the account's own policies.", shown(self.caller_account()))
            }
            Some(Standing::DeniesNothing) => "No statement denies it.".to_owned(),
            Some(Standing::AllowsNothing) => self.allows_nothing(layer),
            Some(Standing::NotNeeded(why)) => self.not_needed(layer, why),
        }
    }

    fn by_statement(&self, layer: Layer, effect: Effect, what: &str) -> String {
        let mut found =
            self.explanation.statements_of(layer).iter().filter(|finding| finding.effect == effect && finding.matches()).map(|it| it.place);
        let Some(first) = found.next() else { return String::new() };
        match found.count() {
            0 => format!("{what} {}.", self.place(first)),
            1 => format!("{what} {} and one more.", self.place(first)),
            more => format!("{what} {} and {more} more.", self.place(first)),
        }
    }

    fn not_applicable(&self, layer: Layer, why: NotApplicable) -> String {
        let kind = match self.request.principal.kind() {
            CallerKind::Service => "an AWS service",
            CallerKind::Provider => "somebody with a provider's token, who is no IAM identity yet",
            _ => "anonymous",
        };
        match why {
            NotApplicable::ServiceLinkedRole => "Policies of the organization do not bind service-linked roles.".to_owned(),
            NotApplicable::NoMember => {
                format!("Service control policies bind users, roles and root users of the organization; {} is {kind}.", self.caller)
            }
            NotApplicable::ServiceWithoutRcps => {
                format!("Resource control policies do not cover the service {}.", shown(self.request.action.service()))
            }
            NotApplicable::Root => "The root user has neither identity policies nor a permissions boundary.".to_owned(),
            NotApplicable::NoIdentity => match layer {
                Layer::Boundary => "Only users and roles have a permissions boundary.".to_owned(),
                Layer::Session => "Only sessions of roles and federated users have session policies.".to_owned(),
                _ => format!("{} is {kind}, and has no policies of its own.", self.caller_first()),
            },
        }
    }

    fn allows_nothing(&self, layer: Layer) -> String {
        let action = shown(self.request.action.text());
        let has_policies = !self.policies.of(layer).is_empty();
        match layer {
            Layer::ServiceControl(_) if has_policies => {
                format!("No service control policy at this level allows {action}; every level must allow it.")
            }
            Layer::ServiceControl(_) => "No service control policy is attached at this level; every level must allow.".to_owned(),
            Layer::Identity if has_policies => format!("No identity policy allows {action}."),
            Layer::Identity => self.no_identity_policies(),
            Layer::Boundary => format!("The boundary does not allow {action}: it caps what the identity policies give."),
            Layer::Session if has_policies => format!("The session policies do not allow {action}: they cap what the session may do."),
            Layer::Session => "A federated user's session has only what session policies pass on to it, and there are none.".to_owned(),
            Layer::Endpoint => format!("The VPC endpoint's policy does not allow {action}."),
            Layer::Resource | Layer::ResourceControl(_) => self.resource_allows_nothing(has_policies),
        }
    }

    fn resource_allows_nothing(&self, has_policies: bool) -> String {
        let policy = self.resource_policy();
        let why = match self.request.principal.kind() {
            _ if is_sole_gate(self.request) => format!("The {policy} decides who may use the resource, even within its account"),
            CallerKind::Service => "An AWS service may do only what the resource's policy allows it".to_owned(),
            CallerKind::Anonymous | CallerKind::Provider => {
                "Who is no IAM identity may do only what the resource's policy allows".to_owned()
            }
            _ if !has_policies && !takes_policies(self.request) => {
                return format!(
                    "The resource belongs to another account ({}), and such resources have no policy that could let others in: only \
                     who is of that account may, as in a role there.",
                    self.request.owner().map_or_else(|| "unknown".to_owned(), shown)
                );
            }
            _ => format!(
                "The resource belongs to another account ({}), whose consent is needed",
                self.request.owner().map_or_else(|| "unknown".to_owned(), shown)
            ),
        };
        match self.absence {
            _ if has_policies => format!("{why}; no statement of the {policy} allows it."),
            Absence::Missing | Absence::Overruled => format!("{why}; there is no {policy}."),
            Absence::Unknown => format!("{why}; the {policy} is not known here, and taken to allow nothing."),
            Absence::ShutOut => format!("{why}; {NOT_COUNTED}."),
        }
    }

    fn no_identity_policies(&self) -> String {
        format!("{} has no identity policies.", self.caller_first())
    }

    fn not_needed(&self, layer: Layer, why: NotNeeded) -> String {
        let action = shown(self.request.action.text());
        match why {
            NotNeeded::AlwaysAllowed => format!("Not asked: {action} can't be denied to who has signed the request."),
            NotNeeded::NoPermission => format!("Does not allow it, and need not: {action} needs no permission."),
            NotNeeded::GrantedByResource => {
                format!("Does not allow it, and need not: the resource's policy names {}.", self.caller_itself())
            }
            NotNeeded::GrantedToRole => format!("Does not allow it, and need not: the resource's policy names {}.", self.callers_role()),
            NotNeeded::OnceNamed | NotNeeded::OnceRoleNamed => self.once_named(layer, why),
            NotNeeded::OwnAccount => self.own_account(),
            NotNeeded::Root => "Does not allow it, and need not: the root user may do everything in its account.".to_owned(),
        }
    }

    /// That the resource's policy alone is in the way, and what a layer has to do with it.
    fn once_named(&self, layer: Layer, why: NotNeeded) -> String {
        let is_there = !self.policies.of(layer).is_empty();
        let (does, these) =
            if is_there { ("Does not allow it, and need not", "this") } else { ("There are none, and none are needed", "one") };
        let whom = if why == NotNeeded::OnceRoleNamed { self.callers_role() } else { self.caller_itself() };
        format!(
            "{does}, once the {} names {whom}. Where that names the account instead, {these} must allow it, too.",
            self.resource_policy()
        )
    }

    /// That in one account the resource's policy need not allow what the caller's own policies do, and what of those does not.
    fn own_account(&self) -> String {
        if self.explanation.decision == Decision::ExplicitDeny {
            return "Does not allow it, and in one account need not. No allowance does anything against an explicit deny.".to_owned();
        }
        let is_own = |layer: &Layer| matches!(layer, Layer::Identity | Layer::Boundary | Layer::Session);
        let in_the_way = self.explanation.obstacles().map(|finding| finding.layer).filter(is_own);
        let names: Vec<String> = in_the_way.map(|layer| self.layer_name(layer)).collect();
        if names.is_empty() {
            return format!("Does not allow it, and need not: in one account {}'s own policies are enough.", self.caller);
        }
        format!(
            "Does not allow it. It would be enough if it named {}. Without that, every kind of policy that {} has must allow it; these do not: {}.",
            self.caller_itself(),
            self.caller,
            names.join(", ")
        )
    }

    /// The role of which the caller is a session.
    fn callers_role(&self) -> String {
        format!("the role {}", shown(self.request.principal.role_name().unwrap_or_default()))
    }

    /// What it means that a layer has no policies.
    fn no_policies(&self, layer: Layer) -> String {
        let told = match layer {
            Layer::ServiceControl(_) | Layer::ResourceControl(_) => "No policies of the organization: nothing is limited.",
            Layer::Endpoint => "The request comes through no VPC endpoint with a policy: nothing is limited.",
            Layer::Resource if self.request.resource.is_role() && !self.is_about_assuming() => {
                "There is none for this: a role's trust policy is asked about assuming the role alone."
            }
            Layer::Resource if !takes_policies(self.request) => "There is none: what is asked for has no policy of its own.",
            Layer::Resource => match self.absence {
                Absence::Missing => "The resource has no policy, and in one account needs none.",
                Absence::Unknown => "Its policy is not known here; in one account none is needed.",
                Absence::Overruled => "The resource's policy can't take this from the root user, whatever it says.",
                Absence::ShutOut => return format!("{}.", upper_first(NOT_COUNTED)),
            },
            Layer::Identity => return self.no_identity_policies(),
            Layer::Boundary => "There is no permissions boundary: nothing is limited.",
            Layer::Session => "There are no session policies: nothing is limited.",
        };
        told.to_owned()
    }
}
