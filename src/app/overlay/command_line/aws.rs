//! Completion of `aws iam …` lines: what the AWS CLI's language offers, and the names that the account has.

use super::Candidate;
use crate::account::entity::PolicyKey;
use crate::app::cx::Cx;
use crate::awscli;
use crate::catalog::AWS_MANAGED_POLICIES;

/// Names offered at most.
const MOST: usize = 50;

/// What a partly typed `aws iam …` line may become.
pub(super) fn of_aws_line(line: &str, cx: &Cx<'_>) -> Vec<Candidate> {
    let completions = awscli::complete(line);
    let head = line.get(..completions.from).unwrap_or(line);
    let candidate = |word: &str, about: &str| Candidate {
        line: format!("{head}{word} "),
        label: word.to_owned(),
        about: about.to_owned(),
        route: None,
    };
    let mut candidates: Vec<Candidate> = completions.candidates.iter().map(|offered| candidate(&offered.word, &offered.about)).collect();
    if let Some((_, member)) = completions.value_of {
        let typed = completions.typed.to_lowercase();
        let names = names_for(member.name, cx).into_iter().filter(|name| name.to_lowercase().contains(&typed));
        candidates.extend(names.take(MOST).map(|name| candidate(&awscli::quote(&name), "")));
    }
    candidates
}

/// The values that an entity's member may have in this account.
fn names_for(member: &str, cx: &Cx<'_>) -> Vec<String> {
    let account = cx.account;
    match member {
        "UserName" => account.users().map(|user| user.name.clone()).collect(),
        "GroupName" => account.groups().map(|group| group.name.clone()).collect(),
        "RoleName" => account.roles().map(|role| role.name.clone()).collect(),
        "PolicyArn" | "PermissionsBoundary" => {
            let own = account.policies().map(|policy| account.policy_arn(&PolicyKey::Customer(policy.id)));
            own.chain(AWS_MANAGED_POLICIES.all().iter().map(|policy| policy.arn.to_owned())).collect()
        }
        "AccessKeyId" => account.access_keys().map(|key| key.id.to_string()).collect(),
        "SerialNumber" => account.mfa_devices().map(|device| account.serial_number(device)).collect(),
        "AccountAlias" => account.alias().map(str::to_owned).into_iter().collect(),
        _ => Vec::new(),
    }
}
