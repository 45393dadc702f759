//! What somebody may have meant who wrote a name that the reference does not know.

use std::cmp::Reverse;

use crate::catalog::{SERVICE_REFERENCE, Service};
use crate::policy::request::Action;

/// Two names are as good as strangers below this likeness (0 to 1, Jaro-Winkler).
const ALIKE: f64 = 0.84;
/// Nobody means a name by writing more than this.
const LONGEST: usize = 100;
/// So many names of actions may be meant by one.
pub const MEANT: usize = 3;

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
    // Keys of one prefix are alike by that already.
    let own = |key: &str| key.split_once(':').map_or(key, |(_, own)| own).to_ascii_lowercase();
    let meant = own(name);
    let is_near = |key: &str| strsim::osa_distance(&meant, &own(key)) <= 1 + meant.len() / 4;
    nearest(name, keys.filter(|key| !key.is_open()).map(|key| key.key).filter(|key| name.len() <= LONGEST && is_near(key)), most)
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

/// The actions that somebody may have meant who wrote one that there is not: of its service those that begin so, or else are
/// spelled like it; of no service that there is, those of a service that may be meant. At most `most`.
pub fn nearest_names(action: &str, most: usize) -> Vec<String> {
    let Some((prefix, name)) = action.split_once(':') else { return Vec::new() };
    let Some(service) = SERVICE_REFERENCE.service(prefix) else {
        let services = nearest_services(prefix, most).into_iter().filter_map(|near| SERVICE_REFERENCE.service(near));
        let of_service = |service: &Service| nearest_actions(service, name, 1).first().map(|near| format!("{}:{near}", service.prefix));
        return services.filter_map(of_service).collect();
    };
    let lower = name.to_ascii_lowercase();
    let begins = service.actions().iter().map(|action| action.name).filter(|known| known.to_ascii_lowercase().starts_with(&lower));
    let mut near: Vec<&str> = begins.filter(|_| !name.is_empty()).take(most).collect();
    for other in nearest_actions(service, name, most) {
        if near.len() < most && !near.contains(&other) {
            near.push(other);
        }
    }
    near.into_iter().map(|near| format!("{}:{near}", service.prefix)).collect()
}

/// Whether an action may be meant where another is written, which there is not: it is one of the nearest to that.
pub fn may_mean(written: &str, action: &Action) -> bool {
    let meant = action.lower_case();
    let most = 1 + meant.len() / 4;
    // Nearly all that is written is an action, or far from the one that is asked for: that is seen at once.
    let may_be_near = written.len() <= LONGEST && written.len().abs_diff(meant.len()) <= most && !written.contains(['*', '?']);
    let is_none = || SERVICE_REFERENCE.action(written).is_none() && Action::parse(written).is_ok_and(|written| !written.is_known());
    let is_near = || strsim::osa_distance(&written.to_ascii_lowercase(), meant) <= most;
    let is_meant = || nearest_names(written, MEANT).iter().any(|near| near == action.spelling());
    action.is_known() && may_be_near && is_none() && is_near() && is_meant()
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

    #[test]
    fn a_key_is_meant_only_where_little_is_other() {
        for (name, meant) in [
            ("aws:PrincipalOrg", Some("aws:PrincipalOrgID")),
            ("aws:sourceips", Some("aws:SourceIp")),
            ("aws:MultifactorPresent", Some("aws:MultiFactorAuthPresent")),
            ("s3:prefx", Some("s3:prefix")),
            ("aws:Foo", None),
        ] {
            assert_eq!(nearest_keys(name, std::iter::empty(), 1).first().copied(), meant, "{name}");
        }
    }

    #[test]
    fn half_an_action_is_told_with_its_ends() {
        assert_eq!(nearest_names("s3:GetObj", 2), ["s3:GetObject", "s3:GetObjectAcl"]);
        assert_eq!(nearest_names("S3:GetObjects", 1), ["s3:GetObject"]);
        assert_eq!(nearest_names("dynamo:Query", 3), ["dynamodb:Query"]);
        for none in ["s3:", "s3:Zzz", "zzz", ":alice", ""] {
            assert_eq!(nearest_names(none, 3), Vec::<String>::new(), "{none}");
        }
    }

    #[test]
    fn a_slip_means_the_action_that_it_is_near_to() {
        let means = |written: &str, action: &str| may_mean(written, &Action::parse(action).unwrap());
        assert!(means("s3:GetObjct", "s3:GetObject") && means("S3:getobjects", "s3:GetObject") && means("dynamo:Query", "dynamodb:Query"));
        for other in ["s3:GetObjectAcl", "s3:GetObject*", "s3:PutObjct", "s3:GetObject", "s3", ""] {
            assert!(!means(other, "s3:GetObject"), "{other}");
        }
        assert!(!means("s3:Zzz", "s3:Zzzz"));
    }
}
