//! An account, and policies that look random and are the same each time.

use iam_console::account::operation::*;
use serde_json::{Value as Json, json};

use super::super::common::World;

pub(super) const OFFICE: &str = "203.0.113.10";
pub(super) const ELSEWHERE: &str = "198.51.100.7";
pub(super) const ENDPOINT: &str = "vpce-1";
pub(super) const PARTNER: &str = "111122223333";
pub(super) const OTHER: &str = "999988887777";
pub(super) const PARTNERS_USER: &str = "arn:aws:iam::111122223333:user/partner";

/// Numbers that look random and are the same each time.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    pub(super) fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// A statement: of nobody's, or of the policy of docs about these.
    fn statement(&mut self, own: &str, is_of_docs: bool) -> Json {
        if !is_of_docs && self.below(5) == 0 {
            return self.about_queues(own);
        }
        let resources: &[&[&str]] = if is_of_docs {
            &[&["docs/*"], &["docs/*"], &["docs/a"], &["docs/secret/*"], &["docs/a", "docs/secret/*"]]
        } else {
            &[
                &["*"],
                &["docs/*"],
                &["docs/a"],
                &["docs/secret/*"],
                &["*/secret/*"],
                &["vault/*"],
                &["docs/*", "vault/*"],
                &["docs/${aws:username}/*"],
            ]
        };
        let arn = |text: &&str| if *text == "*" { "*".to_owned() } else { format!("arn:aws:s3:::{text}") };
        let arns: Vec<String> = self.one(resources).iter().map(arn).collect();
        let is_all = arns == ["*"];
        let element = if !is_all && self.below(5) == 0 { "NotResource" } else { "Resource" };
        let actions: &[&[&str]] = &[&["s3:GetObject"], &["s3:GetObject"], &["s3:PutObject"], &["s3:GetObject", "s3:PutObject"]];
        let mut statement = json!({ "Effect": self.one(&["Allow", "Allow", "Deny"]), "Action": self.one(actions), element: arns });
        if let Some(condition) = self.condition(own, is_of_docs) {
            statement["Condition"] = condition;
        }
        if is_of_docs {
            let user = |name: &str| format!("arn:aws:iam::{own}:user/{name}");
            statement["Principal"] = self.one(&[
                json!("*"),
                json!("*"),
                json!({ "AWS": [user("dan"), user("eve")] }),
                json!({ "AWS": [PARTNER, user("dan")] }),
                json!({ "AWS": PARTNERS_USER }),
                json!({ "Service": "logs.amazonaws.com" }),
            ]);
        }
        statement
    }

    /// A statement about queues.
    fn about_queues(&mut self, own: &str) -> Json {
        let effect = self.one(&["Allow", "Allow", "Deny"]);
        let resource = self.one(&[format!("arn:aws:sqs:us-east-1:{own}:jobs"), format!("arn:aws:sqs:*:{own}:*")]);
        let mut statement = json!({ "Effect": effect, "Action": "sqs:SendMessage", "Resource": resource });
        if let Some(condition) = self.condition(own, false) {
            statement["Condition"] = condition;
        }
        statement
    }

    fn condition(&mut self, own: &str, is_of_docs: bool) -> Option<Json> {
        let ip = |operator: &str| json!({ operator: { "aws:SourceIp": "203.0.113.0/24" } });
        let account = |operator: &str, accounts: &[&str]| json!({ operator: { "aws:PrincipalAccount": accounts } });
        let mut all = vec![
            json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } }),
            json!({ "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } }),
            ip("IpAddress"),
            ip("NotIpAddress"),
            json!({ "StringNotEquals": { "aws:SourceVpce": ENDPOINT } }),
            json!({ "StringEquals": { "aws:RequestedRegion": "us-east-1" } }),
            json!({ "StringNotEquals": { "aws:RequestedRegion": "us-east-1" } }),
            json!({ "StringEquals": { "aws:ResourceAccount": own } }),
            json!({ "StringNotEquals": { "aws:ResourceAccount": own } }),
        ];
        if is_of_docs {
            all.extend([
                account("StringEquals", &[PARTNER]),
                account("StringNotEquals", &[own, PARTNER]),
                json!({ "Bool": { "aws:PrincipalIsAWSService": "false" } }),
                json!({ "Bool": { "aws:PrincipalIsAWSService": "true" } }),
            ]);
        }
        (self.below(2) == 0).then(|| self.one(&all))
    }

    fn policy(&mut self, own: &str, is_of_docs: bool) -> String {
        let statements: Vec<Json> = (0..=self.below(2)).map(|_| self.statement(own, is_of_docs)).collect();
        json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
    }

    /// Puts a policy in a place.
    pub(super) fn put(&mut self, world: &mut World, place: &str) {
        let own = world.account.id().to_string();
        let policy_document = self.policy(&own, place == "docs");
        match place {
            "docs" => world.run(PutBucketPolicy { bucket: "docs".into(), policy: policy_document }),
            "team" => world.run(PutGroupPolicy { group_name: "team".into(), policy_name: "p".into(), policy_document }),
            "limit" => {
                let policy_arn = format!("arn:aws:iam::{own}:policy/limit");
                let set_as_default = Some(true);
                world.run(CreatePolicyVersion { policy_arn, policy_document, set_as_default })
            }
            user => world.run(PutUserPolicy { user_name: user.into(), policy_name: "p".into(), policy_document }),
        }
        .unwrap();
    }
}

/// The users dan and eve in the group team, dan perhaps within a boundary, and the buckets docs and vault.
pub(super) fn world(dice: &mut Dice) -> World {
    let mut world = World::fresh();
    let limit = CreatePolicy {
        policy_name: "limit".into(),
        policy_document: dice.policy(&world.account.id().to_string(), false),
        ..Default::default()
    };
    world.change(limit);
    world.change(CreateGroup { group_name: "team".into(), ..Default::default() });
    let permissions_boundary = Some(format!("arn:aws:iam::{}:policy/limit", world.account.id())).filter(|_| dice.below(3) == 0);
    world.change(CreateUser { user_name: "dan".into(), permissions_boundary, ..Default::default() });
    world.change(CreateUser { user_name: "eve".into(), ..Default::default() });
    for name in ["dan", "eve"] {
        world.change(AddUserToGroup { group_name: "team".into(), user_name: name.into() });
    }
    for bucket in ["docs", "vault"] {
        world.change(CreateBucket { bucket: bucket.into(), ..Default::default() });
    }
    world.change(CreateQueue { queue_name: "jobs".into(), ..Default::default() });
    world.run(PutPublicAccessBlock { bucket: "docs".into(), ..Default::default() }).unwrap();
    world
}
