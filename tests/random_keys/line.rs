//! Lines of the AWS CLI, made from the table of operations with what the account holds, so that many of them change something.

use super::common::codes_at;
use iam_console::account::Account;
use iam_console::account::operation::{Effect, Member, OPERATIONS, OperationSpec};
use iam_console::account::shape::{Rule, Shape};
use iam_console::awscli;
use jiff::Timestamp;
use proptest::sample::Index;

/// Names that may or may not be taken.
const NAMES: [&str; 5] = ["dana", "Eve", "ALICE", "ops+eu", "x"];
const POLICIES: [&str; 5] = ["AdministratorAccess", "AmazonS3ReadOnlyAccess", "ReadOnlyAccess", "job-function/Billing", "NoSuchPolicy"];
const ALLOW: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
const TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

/// A line, chosen by these numbers: the operation, and one of each member's values.
pub fn line(account: &Account, now: Timestamp, picks: &[Index]) -> String {
    let [which, picks @ ..] = picks else { return String::new() };
    let spec = operation(*which);
    let service = if spec.service == "s3" { "s3api" } else { spec.service };
    let mut line = format!("aws {service} {}", awscli::cli_name(spec.name));
    for (member, pick) in spec.members.iter().zip(picks.iter().cycle()) {
        if member.required || pick.index(3) == 0 {
            line.push_str(&option(member, account, now, *pick));
        }
    }
    if spec.name == "CreateVirtualMFADevice" {
        line.push_str(" --outfile seed.png --bootstrap-method QRCodePNG");
    }
    line
}

/// What changes something comes four times as often.
fn operation(which: Index) -> &'static OperationSpec {
    let weight = |spec: &&OperationSpec| if spec.effect == Effect::Write { 4 } else { 1 };
    let all: Vec<&'static OperationSpec> = OPERATIONS.iter().flat_map(|spec| std::iter::repeat_n(*spec, weight(spec))).collect();
    all[which.index(all.len())]
}

/// The option that gives a member a value.
fn option(member: &Member, account: &Account, now: Timestamp, pick: Index) -> String {
    let flag = awscli::cli_name(member.name);
    match member.shape.rule {
        Rule::Flag => format!(" --{}{flag}", if pick.index(2) == 0 { "" } else { "no-" }),
        Rule::Tags(_) => format!(" --{flag} Key={},Value={}", pick.get(&["team", "Team", "größe"]), pick.get(&["x", "a b", ""])),
        Rule::Texts(_, of) => format!(" --{flag} {}", awscli::quote(&item(member, of, account, pick))),
        Rule::Map { .. } => format!(" --{flag} {}", pick.get(&["team=red", "DelaySeconds=5", "{}"])),
        Rule::Structure(_) => format!(" --{flag} {}", pick.get(&["Name=x", "BlockPublicPolicy=false", "{}"])),
        Rule::Item => format!(" --{flag} {}", awscli::quote(r#"{"id": {"S": "a"}}"#)),
        Rule::Structures(..) => format!(
            " --{flag} {}",
            pick.get(&[
                "AttributeName=id,AttributeType=S",
                "AttributeName=id,KeyType=HASH",
                "TagKey=a,TagValue=b",
                "ContextKeyName=aws:username,ContextKeyValues=alice,ContextKeyType=string",
                "PolicyType=scp",
                "[{}]"
            ])
        ),
        _ => format!(" --{flag} {}", awscli::quote(&value(member, account, now, pick))),
    }
}

/// A value for a member.
fn value(member: &Member, account: &Account, now: Timestamp, pick: Index) -> String {
    let known = match member.name {
        "UserName" | "NewUserName" => with_others(account.users().map(|user| user.name.clone())),
        "GroupName" | "NewGroupName" => with_others(account.groups().map(|group| group.name.clone())),
        "RoleName" => with_others(account.roles().map(|role| role.name.clone())),
        "VirtualMFADeviceName" => owned(&["phone", "tablet"]),
        "SerialNumber" => account.mfa_devices().map(|device| account.serial_number(device)).collect(),
        "AuthenticationCode1" | "AuthenticationCode2" => {
            let at = usize::from(member.name == "AuthenticationCode2");
            account.mfa_devices().map(|device| codes_at(account, &device.name, now)[at].reveal().to_owned()).collect()
        }
        "AccessKeyId" => account.access_keys().map(|key| key.id.to_string()).collect(),
        "PolicySourceArn" => account.users().map(|user| account.user_arn(user)).chain(owned(&["arn:aws:iam::aws:policy/x"])).collect(),
        "PolicyArn" | "PermissionsBoundary" => POLICIES.iter().map(|policy| format!("arn:aws:iam::aws:policy/{policy}")).collect(),
        "AssumeRolePolicyDocument" | "PolicyDocument" => owned(&[TRUST, TRUST, "{", "[]"]),
        "Password" => owned(&["Correct-Horse-9", "short", "Battery.Staple-1"]),
        "AccountAlias" => owned(&["acme-labs", "acme-2", "Not-Ok"]),
        "Path" | "NewPath" | "PathPrefix" => owned(&["/", "/team/", "team"]),
        "VersionId" => owned(&["v1", "v2"]),
        _ => Vec::new(),
    };
    if !known.is_empty() {
        return pick.get(&known).clone();
    }
    match member.shape.rule {
        Rule::Number { min, max } => (min + i64::try_from(pick.index(4)).unwrap() * (max - min) / 3).to_string(),
        Rule::Choice(words) => (*pick.get(words)).to_owned(),
        _ => "x".to_owned(),
    }
}

/// A value for an item of a list.
fn item(member: &Member, of: &Shape, account: &Account, pick: Index) -> String {
    let known = match member.name {
        "TagKeys" => owned(&["team", "TEAM größe", "cost-centre"]),
        "ActionNames" => owned(&["s3:GetObject", "iam:ListUsers", "s3", "s3:*"]),
        "ResourceArns" => owned(&["*", "arn:aws:s3:::reports/q1.csv", "reports"]),
        _ if of.name == "policyDocumentType" => owned(&[ALLOW, ALLOW, "{", "[]"]),
        _ => account.users().map(|user| account.user_arn(user)).chain(owned(&["User", "x"])).collect(),
    };
    pick.get(&known).clone()
}

/// Names that are there, and as many that may not be.
fn with_others(names: impl Iterator<Item = String>) -> Vec<String> {
    names.chain(owned(&NAMES)).collect()
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
