//! The reference's actions with a number each: which service and which of its actions, and where they stand in a set.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use crate::catalog::{SERVICE_REFERENCE, Service, ServiceAction};

use super::glob::glob;

/// Where every service's actions stand in a set; made on first use, which reads the whole reference.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(Table::of_the_reference);

/// A service of the reference, by its place in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ServiceId(pub(super) u16);

/// An action of the reference, by its place in it. In order, actions are sorted by service and name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActionId {
    pub(super) service: ServiceId,
    pub(super) action: u16,
}

/// The layout of sets: each service begins at a word of its own, so that a service is a range of words.
pub(super) struct Table {
    /// The first word of each service, and behind the last one the number of words.
    firsts: Vec<usize>,
    /// The names of each service's actions in lower case, made when a pattern first looks at them.
    names: Vec<OnceLock<Vec<Box<str>>>>,
}

impl ServiceId {
    /// The service of this prefix, without regard to case.
    pub fn of_prefix(prefix: &str) -> Option<Self> {
        let prefix = prefix.to_ascii_lowercase();
        let at = SERVICE_REFERENCE.services().binary_search_by(|service| service.prefix.cmp(prefix.as_str())).ok()?;
        u16::try_from(at).ok().map(Self)
    }

    /// All services, by prefix.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..SERVICE_REFERENCE.services().len()).map_while(|at| u16::try_from(at).ok()).map(Self)
    }

    /// What the reference says of it; `None` for no service there is.
    pub fn service(self) -> Option<&'static Service> {
        SERVICE_REFERENCE.services().get(usize::from(self.0))
    }
}

impl ActionId {
    /// The action of this name, as in `s3:GetObject`, without regard to case.
    pub fn named(name: &str) -> Option<Self> {
        let (prefix, name) = name.split_once(':')?;
        let service = ServiceId::of_prefix(prefix)?;
        let at = service.service()?.actions().iter().position(|action| action.name.eq_ignore_ascii_case(name))?;
        Some(Self { service, action: u16::try_from(at).ok()? })
    }

    /// Its service.
    pub const fn service_id(self) -> ServiceId {
        self.service
    }

    /// What the reference says of it; `None` for no action there is.
    pub fn action(self) -> Option<&'static ServiceAction> {
        self.service.service()?.actions().get(usize::from(self.action))
    }

    /// The name as policies write it: `s3:GetObject`.
    pub fn full_name(self) -> String {
        match (self.service.service(), self.action()) {
            (Some(service), Some(action)) => format!("{}:{}", service.prefix, action.name),
            _ => String::new(),
        }
    }
}

impl Table {
    fn of_the_reference() -> Self {
        let services = SERVICE_REFERENCE.services();
        let mut firsts = vec![0];
        let mut words = 0;
        for service in services {
            words += service.actions().len().div_ceil(64);
            firsts.push(words);
        }
        Self { firsts, names: services.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The words of a service.
    pub(super) fn words_of(&self, service: ServiceId) -> Range<usize> {
        let at = usize::from(service.0);
        match (self.firsts.get(at), self.firsts.get(at + 1)) {
            (Some(first), Some(end)) => *first..*end,
            _ => 0..0,
        }
    }

    /// The names of a service's actions in lower case, in the reference's order.
    fn names_of(&self, service: ServiceId) -> &[Box<str>] {
        let lowered = || {
            let actions = service.service().map(Service::actions).unwrap_or_default();
            actions.iter().map(|action| action.name.to_ascii_lowercase().into_boxed_str()).collect()
        };
        self.names.get(usize::from(service.0)).map(|names| names.get_or_init(lowered).as_slice()).unwrap_or_default()
    }

    /// The actions of a service that a pattern in lower case matches, by their places.
    pub(super) fn matching(&self, service: ServiceId, pattern: &str) -> impl Iterator<Item = ActionId> {
        let names = self.names_of(service).iter().enumerate();
        names.filter(move |(_, name)| glob(pattern, name)).filter_map(move |(at, _)| Self::id(service, at))
    }

    /// The actions of a service whose name with the service's, as in `s3:getobject`, a pattern in lower case matches.
    pub(super) fn matching_whole(&self, service: ServiceId, pattern: &str) -> impl Iterator<Item = ActionId> {
        let mut whole = String::new();
        let prefix = service.service().map_or("", |service| service.prefix);
        let matches = move |name: &str| {
            whole.clear();
            whole.push_str(prefix);
            whole.push(':');
            whole.push_str(name);
            glob(pattern, &whole)
        };
        let mut matches = matches;
        let names = self.names_of(service).iter().enumerate();
        names.filter(move |(_, name)| matches(name)).filter_map(move |(at, _)| Self::id(service, at))
    }

    fn id(service: ServiceId, at: usize) -> Option<ActionId> {
        u16::try_from(at).ok().map(|action| ActionId { service, action })
    }
}
