//! What a document can begin with: a few starters for what is wanted most, and every policy that there is.

use super::handed::Handed;
use super::target::readable;
use crate::account::entity::PolicyKey;
use crate::app::cx::Cx;
use crate::app::step::Step;
use crate::screens::parts::permissions::Granted;
use crate::screens::parts::table::Table;
use crate::screens::policies::rows::{all, type_of};
use crate::screens::sight::needs;
use crate::widgets::Line;
use crate::widgets::list::Column;

/// A document that one fills in.
struct Starter {
    name: &'static str,
    about: &'static str,
    document: &'static str,
}

/// Stands for the account's id in a starter.
const ACCOUNT: &str = "ACCOUNT";

const STARTERS: [Starter; 8] = [
    Starter {
        name: "Read one bucket",
        about: "List an S3 bucket and read its objects",
        document: r#"{"Version":"2012-10-17","Statement":[
{"Sid":"ListBucket","Effect":"Allow","Action":["s3:ListBucket","s3:GetBucketLocation"],"Resource":"arn:aws:s3:::example-bucket"},
{"Sid":"ReadObjects","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::example-bucket/*"}]}"#,
    },
    Starter {
        name: "A folder for each user",
        about: "Each user works under their own name",
        document: r#"{"Version":"2012-10-17","Statement":[
{"Sid":"ListOwnFolder","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::example-bucket",
"Condition":{"StringLike":{"s3:prefix":["${aws:username}/*"]}}},
{"Sid":"UseOwnFolder","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],
"Resource":"arn:aws:s3:::example-bucket/${aws:username}/*"}]}"#,
    },
    Starter {
        name: "Start and stop tagged instances",
        about: "Start and stop one team's EC2 instances",
        document: r#"{"Version":"2012-10-17","Statement":[
{"Sid":"SeeInstances","Effect":"Allow","Action":"ec2:DescribeInstances","Resource":"*"},
{"Sid":"StartAndStop","Effect":"Allow","Action":["ec2:StartInstances","ec2:StopInstances"],
"Resource":"arn:aws:ec2:*:ACCOUNT:instance/*","Condition":{"StringEquals":{"aws:ResourceTag/team":"web"}}}]}"#,
    },
    Starter {
        name: "Own password and access keys",
        about: "Users look after their own credentials",
        document: r#"{"Version":"2012-10-17","Statement":[
{"Sid":"SeePasswordRules","Effect":"Allow","Action":"iam:GetAccountPasswordPolicy","Resource":"*"},
{"Sid":"OwnCredentials","Effect":"Allow","Action":["iam:GetUser","iam:ChangePassword","iam:CreateAccessKey","iam:DeleteAccessKey",
"iam:ListAccessKeys","iam:UpdateAccessKey"],"Resource":"arn:aws:iam::ACCOUNT:user/${aws:username}"}]}"#,
    },
    Starter {
        name: "Deny without MFA",
        about: "Nothing is done without a second factor",
        document: r#"{"Version":"2012-10-17","Statement":[
{"Sid":"DenyWithoutMfa","Effect":"Deny","NotAction":["iam:ListMFADevices","iam:ListVirtualMFADevices","iam:CreateVirtualMFADevice",
"iam:EnableMFADevice","iam:ResyncMFADevice","iam:GetUser","sts:GetSessionToken"],"Resource":"*",
"Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}"#,
    },
    Starter {
        name: "Deny outside some Regions",
        about: "Work stays in the Regions you name",
        document: r#"{"Version":"2012-10-17","Statement":[
{"Sid":"DenyOtherRegions","Effect":"Deny","NotAction":["iam:*","sts:*","organizations:*","route53:*","cloudfront:*","support:*"],
"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-1"]}}}]}"#,
    },
    Starter {
        name: "Pass one role to a service",
        about: "Give EC2 a certain role and no other",
        document: r#"{"Version":"2012-10-17","Statement":[
{"Sid":"PassTheRole","Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::ACCOUNT:role/app",
"Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}}]}"#,
    },
    Starter {
        name: "Deny everything",
        about: "Freezes whoever has it, at once",
        document: r#"{"Version":"2012-10-17","Statement":[{"Sid":"DenyAll","Effect":"Deny","Action":"*","Resource":"*"}]}"#,
    },
];

const COLUMNS: &[Column] = &[Column::text("Begin with", 31, 48, 10), Column::fixed("Type", 16, 4), Column::text("What it is", 39, 70, 5)];

/// Asks what to begin with.
pub(super) fn choose(cx: &Cx<'_>) -> Step {
    let account = cx.account.id().to_string();
    let policies = readable_policies(cx);
    let starters =
        STARTERS.iter().map(|starter| vec![Line::new().text(starter.name), Line::new().quiet("Starter"), Line::new().quiet(starter.about)]);
    let of_policy = |key: &PolicyKey| vec![Line::new().text(cx.account.policy_name(key).to_owned()), Line::new().quiet(type_of(key))];
    let rows = starters.chain(policies.iter().map(of_policy)).collect();
    let documents = own_documents(cx, &policies);
    let chosen = move |places: &[usize]| {
        let place = places.first().copied().unwrap_or_default();
        let document = match STARTERS.get(place) {
            Some(starter) => starter.document.replace(ACCOUNT, &account),
            None => policies.get(place - STARTERS.len()).map_or_else(String::new, |key| document(key, &documents)),
        };
        Handed::Begin(readable(&document))
    };
    let title = "Begin with; the text is replaced, and ctrl-u brings it back".to_owned();
    Table { title, columns: COLUMNS, rows, empty: "", marked: None, chosen: Box::new(chosen) }.open(cx)
}

/// The policies whose documents whoever is signed in may read; those of AWS anybody can.
fn readable_policies(cx: &Cx<'_>) -> Vec<PolicyKey> {
    let may_list = cx.sight.may("ListPolicies");
    let may_read = |key: &PolicyKey| may_list && cx.first_refusal(&needs::document(cx, &Granted::Managed(key.clone()))).is_none();
    all(cx).into_iter().filter(|key| matches!(key, PolicyKey::AwsManaged(_)) || may_read(key)).collect()
}

/// The documents of the account's own policies; AWS's are in the catalogue.
fn own_documents(cx: &Cx<'_>, policies: &[PolicyKey]) -> Vec<(PolicyKey, String)> {
    let own = policies.iter().filter(|key| matches!(key, PolicyKey::Customer(_)));
    own.filter_map(|key| Some((key.clone(), cx.account.policy_document(key)?.to_owned()))).collect()
}

fn document(key: &PolicyKey, own: &[(PolicyKey, String)]) -> String {
    let of_aws = key.in_catalog().map(|policy| policy.document().to_owned());
    of_aws.or_else(|| own.iter().find(|(other, _)| other == key).map(|(_, text)| text.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::document::DocumentKind;
    use crate::policy::lint::{Severity, lint};

    #[test]
    fn every_starter_is_a_good_policy() {
        for starter in &STARTERS {
            let text = readable(&starter.document.replace(ACCOUNT, "123456789012"));
            let findings = lint(&text, DocumentKind::Managed);
            let bad: Vec<_> = findings.iter().filter(|finding| finding.severity != Severity::Suggestion).collect();
            assert!(bad.is_empty(), "{}: {bad:#?}", starter.name);
        }
    }
}
