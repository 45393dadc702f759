//! Resources that an action is never about.

use crate::catalog::{ResourceType, SERVICE_REFERENCE};
use crate::policy::reach::{Pattern, ResourceTypes};
use crate::policy::request::{Action, Resource};

/// What an action takes instead of a resource that it is never about: no statement about it ever matches that.
#[derive(Clone, Copy, Debug)]
pub enum Misfit {
    /// No resource at all.
    Nothing,
    /// Resources of other types, such as this, which is the plainest: it is what most requests are about.
    Other(&'static ResourceType),
}

impl Misfit {
    /// What an action takes instead; `None` where the resource may be of a type that it takes, and where the reference does not
    /// know. `*` is of a type where the action takes none; IAM's operations may name nobody in particular.
    pub fn of(action: &Action, resource: &Resource) -> Option<Self> {
        let (service, known) = SERVICE_REFERENCE.action(action.text())?;
        let types = ResourceTypes::known(service)?;
        let takes = || known.resources.iter().map(|taken| taken.resource_type);
        let fits = match resource.arn() {
            None => service.prefix == "iam" || known.resources.is_empty(),
            Some(arn) => {
                let pattern = Pattern::of_resource(arn);
                takes().any(|kind| types.may_name(&pattern, kind))
            }
        };
        if fits {
            return None;
        }
        let kinds = takes().filter_map(|name| service.resource_type(name));
        Some(kinds.min_by_key(|kind| kind.arn.len()).map_or(Self::Nothing, Self::Other))
    }

    /// In a sentence about a resource that is named.
    pub fn in_words(self, action: &str) -> String {
        let Self::Other(kind) = self else { return format!("{action} takes no resource: ask about *.") };
        let article = if kind.name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        format!("{action} takes {article} {} ({}), and this names none.", kind.name, kind.template())
    }
}
