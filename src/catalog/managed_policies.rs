//! The AWS managed policies, 1,582 of them.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::LazyLock;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

pub(super) static SOURCE: &str = include_str!("../../assets/catalog/managed-policies.json");

/// The catalogue, opened on first use (some four milliseconds in a release build).
pub static AWS_MANAGED_POLICIES: LazyLock<AwsManagedPolicies> = LazyLock::new(AwsManagedPolicies::open);

/// The name of the policy that allows everything.
pub const ADMINISTRATOR_ACCESS: &str = "AdministratorAccess";
/// The name of the policy that lets a user change its own password.
pub const IAM_USER_CHANGE_PASSWORD: &str = "IAMUserChangePassword";

/// A policy that AWS owns: name, place, dates and the default version's document.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct AwsManagedPolicy {
    /// Unique among AWS managed policies.
    pub name: &'static str,
    /// The policy's ARN; the same in every account.
    pub arn: &'static str,
    /// `/`, `/job-function/`, `/service-role/`, `/aws-service-role/` or `/root-task/`.
    pub path: &'static str,
    /// The default version, the only one held.
    pub default_version_id: &'static str,
    /// When AWS made the policy.
    pub create_date: Timestamp,
    /// When AWS made the default version.
    pub update_date: Timestamp,
    #[serde(default)]
    console_job_function: bool,
    #[serde(borrow)]
    document: &'static RawValue,
}

/// How the console files a managed policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PolicyType {
    /// *AWS managed*
    AwsManaged,
    /// *AWS managed – job function*
    JobFunction,
}

impl PolicyType {
    /// The console's words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AwsManaged => "AWS managed",
            Self::JobFunction => "AWS managed – job function",
        }
    }
}

impl AwsManagedPolicy {
    /// The type that the console shows.
    pub const fn policy_type(&self) -> PolicyType {
        if self.console_job_function { PolicyType::JobFunction } else { PolicyType::AwsManaged }
    }

    /// The policy document as JSON text, elements in the usual order.
    pub fn document(&self) -> &'static str {
        self.document.get()
    }

    /// Whether a principal may have it attached: policies of service-linked roles belong to their service.
    pub fn is_attachable(&self) -> bool {
        self.path != "/aws-service-role/"
    }

    /// Path and name without the leading slash, as they stand in the ARN behind `policy/`.
    pub fn path_and_name(&self) -> &'static str {
        self.arn.strip_prefix("arn:aws:iam::aws:policy/").unwrap_or(self.name)
    }
}

/// The catalogue of AWS managed policies, sorted by name.
#[derive(Debug)]
pub struct AwsManagedPolicies {
    policies: Vec<AwsManagedPolicy>,
    /// The names in lower case, each with its place in `policies`.
    listed: BTreeMap<String, usize>,
}

impl AwsManagedPolicies {
    /// The file is part of the program and a test opens it whole; should it ever not parse, the catalogue is empty.
    fn open() -> Self {
        #[derive(Deserialize)]
        #[serde(bound = "'de: 'static")]
        struct File {
            policies: Vec<AwsManagedPolicy>,
        }
        let policies = serde_json::from_str::<File>(SOURCE).map(|file| file.policies).unwrap_or_default();
        let listed = policies.iter().enumerate().map(|(at, policy)| (policy.name.to_lowercase(), at)).collect();
        Self { policies, listed }
    }

    /// All policies by name, in byte order.
    pub fn all(&self) -> &[AwsManagedPolicy] {
        &self.policies
    }

    /// The policies behind a name in lower case, in the order of lists: by name without regard to case.
    pub fn listed_after(&self, name: &str) -> impl Iterator<Item = &AwsManagedPolicy> {
        let behind = (Bound::Excluded(name), Bound::Unbounded);
        self.listed.range::<str, _>(behind).filter_map(|(_, at)| self.policies.get(*at))
    }

    /// The policy of exactly this name.
    pub fn named(&self, name: &str) -> Option<&AwsManagedPolicy> {
        let at = self.policies.binary_search_by(|policy| policy.name.cmp(name)).ok()?;
        self.policies.get(at)
    }

    /// The policy with this path and name, as in `service-role/AWSLambdaBasicExecutionRole`.
    pub fn at(&self, path_and_name: &str) -> Option<&AwsManagedPolicy> {
        let name = path_and_name.rsplit('/').next()?;
        self.named(name).filter(|policy| policy.path_and_name() == path_and_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Figures of the data's own README, as of 2026-09-30.
    #[test]
    fn the_whole_catalogue_opens() {
        let all = AWS_MANAGED_POLICIES.all();
        assert_eq!(all.len(), 1582);
        let mut by_path = BTreeMap::new();
        for policy in all {
            *by_path.entry(policy.path).or_insert(0) += 1;
            assert_eq!(policy.arn, format!("arn:aws:iam::aws:policy{}{}", policy.path, policy.name));
            assert!(serde_json::from_str::<serde_json::Value>(policy.document()).unwrap()["Statement"] != serde_json::Value::Null);
        }
        let expected = [("/", 975), ("/aws-service-role/", 361), ("/job-function/", 15), ("/root-task/", 5), ("/service-role/", 226)];
        assert_eq!(by_path.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(all.iter().filter(|policy| policy.policy_type() == PolicyType::JobFunction).count(), 19);
        assert!(all.windows(2).all(|pair| pair[0].name < pair[1].name));
        let listed: Vec<String> = AWS_MANAGED_POLICIES.listed_after("").map(|policy| policy.name.to_lowercase()).collect();
        assert!(listed.len() == all.len() && listed.is_sorted());
        assert!(
            AWS_MANAGED_POLICIES.listed_after(&listed[1000]).map(|policy| policy.name.to_lowercase()).eq(listed[1001..].iter().cloned())
        );
    }

    #[test]
    fn policies_are_found_by_name_and_by_place() {
        let billing = AWS_MANAGED_POLICIES.named("Billing").unwrap();
        assert_eq!(billing.path_and_name(), "job-function/Billing");
        assert!(AWS_MANAGED_POLICIES.at("job-function/Billing").is_some());
        assert!(AWS_MANAGED_POLICIES.at("Billing").is_none());
        assert!(AWS_MANAGED_POLICIES.named("NoSuchPolicy").is_none());
        // What the account calls them is their place.
        for name in [ADMINISTRATOR_ACCESS, IAM_USER_CHANGE_PASSWORD] {
            assert_eq!(AWS_MANAGED_POLICIES.at(name).map(|policy| policy.name), Some(name));
        }
        assert!(!AWS_MANAGED_POLICIES.named("AWSSupportServiceRolePolicy").unwrap().is_attachable());
    }
}
