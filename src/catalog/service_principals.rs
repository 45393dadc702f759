//! The names that services of AWS have as principals, as far as the catalogue tells of them.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::SERVICE_REFERENCE;
use super::managed_policies::SOURCE;

/// What the names of services end in.
const DOMAIN: &str = ".amazonaws.com";

/// Names that neither AWS's managed policies nor the service reference have.
const OTHERS: [&str; 14] = [
    "billingconsole",
    "datapipeline",
    "edgelambda",
    "importexport",
    "machinelearning",
    "mobileanalytics",
    "mobilehub",
    "opsworks",
    "opsworks-cm",
    "pinpoint",
    "swf",
    "vpc-flow-logs",
    "waf",
    "waf-regional",
];

/// The names without their ending: those that AWS's managed policies speak of, the prefixes of actions, and a few more. Looked for
/// on first use.
static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let spoken_of = SOURCE.match_indices(DOMAIN).filter_map(|(at, _)| name_before(SOURCE, at));
    let prefixes = SERVICE_REFERENCE.services().iter().map(|service| service.prefix);
    spoken_of.chain(prefixes).chain(OTHERS).collect()
});

/// The name that ends at a place.
fn name_before(text: &'static str, end: usize) -> Option<&'static str> {
    let before = text.get(..end)?;
    let is_of_name = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    let length = before.bytes().rev().take_while(is_of_name).count();
    before.get(end - length..).filter(|name| !name.is_empty())
}

/// Whether a principal, as in `ec2.amazonaws.com`, may be a service's. Generous: many services have principals for parts of them
/// (`pods.eks`, `ecs-tasks`) and for regions, and no list has them all.
pub fn is_service_principal(principal: &str) -> bool {
    let name = principal.strip_suffix(".cn").unwrap_or(principal).strip_suffix(DOMAIN);
    name.is_some_and(|name| NAMES.contains(name) || NAMES.contains(service_in(name)) || NAMES.contains(family(service_in(name))))
}

/// The part of a name that is the service's: the last, but for a region.
fn service_in(name: &str) -> &str {
    let mut parts = name.rsplit('.');
    let last = parts.next().unwrap_or(name);
    let is_region = last.len() > 2 && last.ends_with(|letter: char| letter.is_ascii_digit()) && last.matches('-').count() >= 2;
    parts.next().filter(|_| is_region).unwrap_or(last)
}

/// The beginning of a name up to its first hyphen.
fn family(name: &str) -> &str {
    name.split('-').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_of_aws_are_known_and_others_are_not() {
        for name in [
            "ec2.amazonaws.com",
            "lambda.amazonaws.com",
            "ecs-tasks.amazonaws.com",
            "pods.eks.amazonaws.com",
            "eks-fargate-pods.amazonaws.com",
            "vpc-flow-logs.amazonaws.com",
            "logs.us-east-1.amazonaws.com",
            "states.amazonaws.com",
            "batchoperations.s3.amazonaws.com",
            "ec2.amazonaws.com.cn",
            "vmie.amazonaws.com",
        ] {
            assert!(is_service_principal(name), "{name}");
        }
        for name in
            ["nonsense.amazonaws.com", "ec2.nonsense.amazonaws.com", "ec2", "ec2.example.com", ".amazonaws.com", "", "amazonaws.com"]
        {
            assert!(!is_service_principal(name), "{name}");
        }
    }
}
