//! What somebody may have meant who wrote a name that the reference does not know.

use std::cmp::Reverse;

use crate::catalog::{SERVICE_REFERENCE, Service};

/// Two names are as good as strangers below this likeness (0 to 1, Jaro-Winkler).
const ALIKE: f64 = 0.84;
/// Nobody means a name by writing more than this.
const LONGEST: usize = 100;

/// The names of `known` that are most like `name`, without regard to case, the likest first; at most `most`.
pub(crate) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>, most: usize) -> Vec<&'k str> {
    if name.len() > LONGEST {
        return Vec::new();
    }
    let name = name.to_ascii_lowercase();
    let mut alike: Vec<(u32, &str)> = known
        .filter_map(|known| {
            let likeness = strsim::jaro_winkler(&name, &known.to_ascii_lowercase());
            // A millionth is close enough to sort by.
            #[allow(clippy::cast_sign_loss, reason = "a likeness is between 0 and 1")]
            (likeness >= ALIKE).then_some(((likeness * 1e6) as u32, known))
        })
        .collect();
    alike.sort_by_key(|(likeness, known)| (Reverse(*likeness), *known));
    alike.dedup_by_key(|(_, known)| *known);
    alike.into_iter().take(most).map(|(_, known)| known).collect()
}

/// The condition keys that somebody may have meant who wrote one that there is not: of these services and of its own prefix, and
/// global ones; at most `most`.
pub fn nearest_keys(name: &str, services: impl Iterator<Item = &'static Service>, most: usize) -> Vec<&'static str> {
    let of_prefix = name.split_once(':').and_then(|(prefix, _)| SERVICE_REFERENCE.service(prefix));
    let keys = services.chain(of_prefix).flat_map(Service::condition_keys).chain(SERVICE_REFERENCE.global_condition_keys());
    nearest(name, keys.filter(|key| !key.is_open()).map(|key| key.key), most)
}

/// The prefixes of services that somebody may have meant: those of this name first, as in `stepfunctions` for `states`, then
/// those that are spelled like it; at most `most`.
pub fn nearest_services(prefix: &str, most: usize) -> Vec<&'static str> {
    let letters = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    let meant: String = letters(prefix);
    let called = |service: &&Service| !meant.is_empty() && [service.name, service.short_name].iter().any(|name| letters(name) == meant);
    let mut found: Vec<&'static str> = if prefix.len() > LONGEST {
        Vec::new()
    } else {
        SERVICE_REFERENCE.services().iter().filter(called).map(|service| service.prefix).collect()
    };
    for prefix in nearest(prefix, SERVICE_REFERENCE.services().iter().map(|service| service.prefix), most) {
        if !found.contains(&prefix) {
            found.push(prefix);
        }
    }
    found.truncate(most);
    found
}

/// The names of a service's actions that somebody may have meant; at most `most`.
pub fn nearest_actions(service: &Service, name: &str, most: usize) -> Vec<&'static str> {
    nearest(name, service.actions().iter().map(|action| action.name), most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_found() {
        let s3 = SERVICE_REFERENCE.service("s3").unwrap();
        assert_eq!(nearest_actions(s3, "GetObjects", 1), ["GetObject"]);
        assert_eq!(nearest_actions(s3, "getobject", 1), ["GetObject"]);
        assert_eq!(nearest_actions(s3, "ListBuckets", 1), ["ListBucket"]);
        assert_eq!(nearest_actions(s3, "Zzz", 3), Vec::<&str>::new());
        assert_eq!(nearest_services("stepfunctions", 1), ["states"]);
        assert_eq!(nearest_services("dynamo", 1), ["dynamodb"]);
        assert_eq!(nearest_services("Ec2", 1), ["ec2"]);
        assert_eq!(nearest_services(&"s3".repeat(1_000), 3), Vec::<&str>::new());
    }
}
