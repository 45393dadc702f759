//! ARNs: rendered from what an account holds, never stored, and read where an operation names one.

use super::Account;
use super::entity::{Group, InstanceProfile, ManagedPolicy, MfaDevice, PolicyKey, Role, User};
use super::refusal::{ErrorCode, Refusal};
use crate::policy::request::is_account_id;

/// Where the ARNs of AWS managed policies begin; the same in every account.
pub(super) const AWS_MANAGED: &str = "arn:aws:iam::aws:policy/";

/// The ARN that stands for an account: `arn:aws:iam::ACCOUNT:root`.
pub fn root_arn_of(account_id: &str) -> String {
    format!("arn:aws:iam::{account_id}:root")
}

impl Account {
    /// `arn:aws:iam::ACCOUNT:` and the resource.
    pub(in crate::account) fn iam_arn(&self, kind: &str, path: &str, name: &str) -> String {
        format!("arn:aws:iam::{}:{kind}{path}{name}", self.id())
    }

    /// `arn:aws:iam::ACCOUNT:root`
    pub fn root_arn(&self) -> String {
        root_arn_of(self.id().as_str())
    }

    /// The ARN of a user of the account who is nobody in particular: who asks where only policies are looked at.
    pub fn somebody(&self) -> String {
        self.iam_arn("user", "/", "simulated")
    }

    /// `arn:aws:iam::ACCOUNT:user/path/name`
    pub fn user_arn(&self, user: &User) -> String {
        self.iam_arn("user", &user.path, &user.name)
    }

    /// `arn:aws:iam::ACCOUNT:group/path/name`
    pub fn group_arn(&self, group: &Group) -> String {
        self.iam_arn("group", &group.path, &group.name)
    }

    /// `arn:aws:iam::ACCOUNT:role/path/name`
    pub fn role_arn(&self, role: &Role) -> String {
        self.iam_arn("role", &role.path, &role.name)
    }

    /// `arn:aws:iam::ACCOUNT:instance-profile/path/name`
    pub fn instance_profile_arn(&self, profile: &InstanceProfile) -> String {
        self.iam_arn("instance-profile", &profile.path, &profile.name)
    }

    /// A virtual MFA device's serial number: `arn:aws:iam::ACCOUNT:mfa/path/name`
    pub fn serial_number(&self, device: &MfaDevice) -> String {
        self.iam_arn("mfa", &device.path, &device.name)
    }

    /// The serial number that a virtual MFA device of this name gets where no path is asked for.
    pub fn virtual_mfa_serial_number(&self, name: &str) -> String {
        self.iam_arn("mfa", "/", name)
    }

    /// The device with this serial number.
    pub fn mfa_device_with_serial(&self, serial_number: &str) -> Option<&MfaDevice> {
        let name = serial_number.rsplit('/').next()?;
        self.mfa_device_named(name).filter(|device| self.serial_number(device) == serial_number)
    }
}

impl Account {
    /// A managed policy's ARN: `arn:aws:iam::ACCOUNT:policy/path/name`, or AWS's own.
    pub fn policy_arn(&self, policy: &PolicyKey) -> String {
        match policy {
            PolicyKey::AwsManaged(place) => format!("{AWS_MANAGED}{place}"),
            PolicyKey::Customer(id) => {
                self.policy(*id).map_or_else(|| self.iam_arn("policy", "/", id.as_str()), |policy| self.own_policy_arn(policy))
            }
        }
    }

    /// `arn:aws:iam::ACCOUNT:policy/path/name`
    pub(super) fn own_policy_arn(&self, policy: &ManagedPolicy) -> String {
        self.iam_arn("policy", &policy.path, &policy.name)
    }

    /// The managed policy that an ARN names, AWS's or the account's own.
    ///
    /// # Errors
    /// `ValidationError` where the text is no ARN; `NoSuchEntity`, worded by `missing`, where no such policy is there.
    pub fn policy_with_arn(&self, arn: &str, missing: impl Fn(&str) -> String) -> Result<PolicyKey, Refusal> {
        check_arn(arn, "arn:aws:iam::aws:policy/ReadOnlyAccess")?;
        let of_aws = arn.strip_prefix(AWS_MANAGED).map(PolicyKey::aws_managed).filter(|policy| policy.in_catalog().is_some());
        let own = || self.own_policy_with_arn(arn).map(|policy| PolicyKey::Customer(policy.id));
        of_aws.or_else(own).ok_or_else(|| {
            Refusal::new(ErrorCode::NoSuchEntity, missing(arn))
                .remedy("Look the policy up under Policies, or list all with: aws iam list-policies")
        })
    }

    /// The customer managed policy that an ARN names.
    pub(super) fn own_policy_with_arn(&self, arn: &str) -> Option<&ManagedPolicy> {
        let policy = self.policy_named(arn.rsplit('/').next()?)?;
        (self.own_policy_arn(policy) == arn).then_some(policy)
    }
}

/// Refuses what has not the parts of an ARN; `example` is one of the kind that is wanted.
pub(super) fn check_arn(arn: &str, example: &str) -> Result<(), Refusal> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts[..] {
        ["arn", partition, service, _, _, resource] if ![partition, service, resource].contains(&"") => Ok(()),
        _ => {
            let refusal = Refusal::new(ErrorCode::ValidationError, "Invalid ARN:  Could not be parsed!");
            Err(refusal.remedy(format!("Such an ARN looks like {example}.")))
        }
    }
}

/// Shortens an ARN in the middle of its account id, as lists show it: `arn:aws:iam::4821…:user/alice`.
pub fn shortened(arn: &str) -> String {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts[..] {
        [arn, partition, service, region, account, resource] if is_account_id(account) => {
            format!("{arn}:{partition}:{service}:{region}:{}…:{resource}", &account[..4])
        }
        _ => arn.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::quotas::Quotas;

    #[test]
    fn policy_arns_are_read_and_written() {
        let arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaRole";
        let account = Account::empty("482109735516".parse().unwrap(), Quotas::default());
        assert_eq!(account.policy_arn(&account.policy_with_arn(arn, |_| String::new()).unwrap()), arn);
        for (text, code) in [
            ("AdministratorAccess is not an ARN", ErrorCode::ValidationError),
            ("arn:aws:iam::aws", ErrorCode::ValidationError),
            ("arn:aws:iam::aws:policy/NoSuchPolicy", ErrorCode::NoSuchEntity),
            ("arn:aws:iam::111122223333:policy/AdministratorAccess", ErrorCode::NoSuchEntity),
            ("arn:aws:iam::aws:policy/AWSLambdaRole", ErrorCode::NoSuchEntity),
        ] {
            assert_eq!(account.policy_with_arn(text, |_| String::new()).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn arns_are_shortened_in_the_middle() {
        assert_eq!(shortened("arn:aws:iam::482109735516:user/team/alice"), "arn:aws:iam::4821…:user/team/alice");
        assert_eq!(shortened("arn:aws:iam::aws:policy/ReadOnlyAccess"), "arn:aws:iam::aws:policy/ReadOnlyAccess");
        assert_eq!(shortened("nothing"), "nothing");
    }
}
