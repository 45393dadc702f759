//! Services and their actions, one by one and by wildcard.

use super::offer::Offer;
use super::statement::Around;
use crate::catalog::{SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::actions::ActionSet;
use crate::policy::document::DocumentKind;

/// What a trust policy can let a principal do.
const TRUST: [&str; 5] = ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "SetSourceIdentity", "TagSession"];

/// Offers what an action may be.
pub(super) fn offer(kind: DocumentKind, around: &Around<'_>, offer: &mut Offer<'_>) {
    if kind == DocumentKind::Trust {
        let Some(service) = SERVICE_REFERENCE.service("sts") else { return };
        for action in service.actions().iter().filter(|action| TRUST.contains(&action.name)) {
            add(service, action, around, offer);
        }
        return;
    }
    match offer.typed().split_once(':') {
        None => {
            services(around, offer);
            of_any_service(around, offer);
        }
        Some((prefix, name)) => {
            if let Some(service) = SERVICE_REFERENCE.service(prefix) {
                for action in service.actions() {
                    add(service, action, around, offer);
                }
                wildcards(service, name, offer);
            }
        }
    }
}

/// Services go on behind their colon.
fn services(around: &Around<'_>, offer: &mut Offer<'_>) {
    let used = around.services();
    for service in SERVICE_REFERENCE.services() {
        // What the statement is about already comes first.
        let rank = 2 * u8::from(!used.iter().any(|used| used.prefix == service.prefix));
        offer.add_open(rank, service.prefix, &format!("{}:", service.prefix), service.name);
    }
    offer.add(1, "*", "every action of every service");
}

/// Fewer letters are a part of nearly every name.
const ENOUGH: usize = 3;

/// Offers actions by their names alone, for who does not know whose they are.
fn of_any_service(around: &Around<'_>, offer: &mut Offer<'_>) {
    if offer.typed().len() < ENOUGH {
        return;
    }
    let mut services: Vec<&Service> = SERVICE_REFERENCE.services().iter().collect();
    // The services that most policies are about are the oldest, which have the shortest prefixes.
    services.sort_by_key(|service| service.prefix.len());
    for service in services {
        for action in service.actions().iter().filter(|action| offer.is_meant(action.name)).collect::<Vec<_>>() {
            let name = format!("{}:{}", service.prefix, action.name);
            if !around.actions.iter().any(|there| there.eq_ignore_ascii_case(&name)) {
                let rank = 3 + u8::from(!action.name.eq_ignore_ascii_case(offer.typed()));
                offer.add(rank, &name, details(action));
            }
        }
    }
}

fn add(service: &Service, action: &ServiceAction, around: &Around<'_>, offer: &mut Offer<'_>) {
    let name = format!("{}:{}", service.prefix, action.name);
    if !around.actions.iter().any(|there| there.eq_ignore_ascii_case(&name)) {
        offer.add(0, &name, details(action));
    }
}

/// An action's access level and the types of resources it takes.
pub fn details(action: &ServiceAction) -> String {
    const SHOWN: usize = 4;
    let mut types: Vec<&str> = action.resources.iter().map(|resource| resource.resource_type).take(SHOWN + 1).collect();
    if types.is_empty() {
        return format!("{} · *", action.level.label());
    }
    if types.len() > SHOWN {
        types.truncate(SHOWN);
        types.push("…");
    }
    format!("{} · {}", action.level.label(), types.join(", "))
}

/// Patterns for what is typed and for the words that the service's actions begin with, each with what it stands for.
fn wildcards(service: &'static Service, typed: &str, offer: &mut Offer<'_>) {
    let count = |pattern: &str| ActionSet::matching(pattern).len();
    let mut add = |pattern: String, count: usize| {
        if count > 1 {
            // A pattern is more than one most often means: single actions come first.
            offer.add(1, &pattern, format!("{count} actions"));
        }
    };
    let is_plain = !typed.contains(['*', '?']);
    let own = format!("{}:{}*", service.prefix, if is_plain { typed } else { "" });
    if is_plain {
        add(own.clone(), count(&own));
    }
    let mut at = 0;
    let actions = service.actions();
    // Actions are sorted, so those with one first word are beside each other.
    while let Some(action) = actions.get(at) {
        let word = first_word(action.name);
        let of_word = actions.get(at..).unwrap_or_default().iter().take_while(|action| first_word(action.name) == word).count();
        let pattern = format!("{}:{word}*", service.prefix);
        if pattern != own {
            add(pattern, of_word);
        }
        at += of_word.max(1);
    }
}

/// The first word of an action's name: `Get` of `GetObject`.
fn first_word(name: &str) -> &str {
    let end = name.char_indices().skip(1).find(|(_, letter)| letter.is_ascii_uppercase()).map_or(name.len(), |(at, _)| at);
    name.get(..end).unwrap_or(name)
}
