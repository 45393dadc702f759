//! What the statement around a cursor says already, told from half a document.

use super::place::{Place, Role, words};
use crate::catalog::{ConditionKey, SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::actions::{ActionSet, ServiceId};

/// More words of a statement are not looked at.
const WORDS: usize = 2_000;
/// So many action patterns are looked up.
const PATTERNS: usize = 200;

/// The statement around a cursor.
#[derive(Debug, Default)]
pub(super) struct Around<'t> {
    /// The elements it has, without the word under the cursor.
    pub elements: Vec<&'t str>,
    /// Its action patterns, without the word under the cursor.
    pub actions: Vec<&'t str>,
    /// The condition keys under the operator at the cursor.
    pub keys: Vec<&'t str>,
}

impl<'t> Around<'t> {
    /// Looks at the statement that a place lies in.
    pub(super) fn of(text: &'t str, place: &Place<'t>) -> Self {
        let mut around = Self::default();
        // The outermost object is the document, the next the statement.
        let Some(start) = place.objects.get(1) else { return around };
        // At an operator's own name its keys are those behind it.
        let own = text.get(place.word.start..place.word.end).filter(|_| place.path.len() == 2 && place.role == Role::Key);
        let operator = place.path.get(2).copied().or(own);
        for word in words(text, *start, WORDS).iter().filter(|word| word.span != place.word) {
            match (word.path.as_slice(), word.role) {
                ([], Role::Key) => around.elements.push(word.text),
                (["Action" | "NotAction"], Role::Value) => around.actions.push(word.text),
                (["Condition", name], Role::Key) if Some(*name) == operator => around.keys.push(word.text),
                _ => {}
            }
        }
        around.actions.truncate(PATTERNS);
        around
    }

    /// The services of its actions, each once.
    pub(super) fn services(&self) -> Vec<&'static Service> {
        let prefixes = self.actions.iter().filter_map(|action| action.split_once(':'));
        let mut services: Vec<&'static Service> = prefixes.filter_map(|(prefix, _)| SERVICE_REFERENCE.service(prefix)).collect();
        services.sort_by_key(|service| service.prefix);
        services.dedup_by_key(|service| service.prefix);
        services
    }

    /// The services that it is about, where its patterns name them: of all but some, none is named.
    pub(super) fn meant_services(&self) -> Vec<&'static Service> {
        if self.elements.contains(&"NotAction") { Vec::new() } else { self.services() }
    }

    /// The services that its patterns leave out of all.
    pub(super) fn excepted_services(&self) -> Vec<&'static Service> {
        if self.elements.contains(&"NotAction") { self.services() } else { Vec::new() }
    }

    /// A service's actions that its patterns stand for; unknown ones are left out.
    pub(super) fn actions_of(&self, service: &Service) -> Vec<&'static ServiceAction> {
        let Some(id) = ServiceId::of_prefix(service.prefix) else { return Vec::new() };
        let is_own = |action: &&&str| action.split_once(':').is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case(service.prefix));
        let mut set = ActionSet::new();
        self.actions.iter().filter(is_own).for_each(|action| set.union_with(&ActionSet::matching(action)));
        set.details_of(id).collect()
    }

    /// The condition keys of its services that its actions may send.
    pub(super) fn sent_keys(&self) -> Vec<&'static ConditionKey> {
        let of_service = |service: &'static Service| service.sent_keys(self.actions_of(service).into_iter());
        self.meant_services().into_iter().flat_map(of_service).collect()
    }
}
