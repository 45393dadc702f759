//! Roles and keys, whose policies must let in, and policies that look random and are the same each time.

use iam_console::account::Account;
use iam_console::account::entity::{Entity, KmsKey, PolicyOn};
use iam_console::account::operation::*;
use serde_json::{Value as Json, json};

use super::super::super::common::{World, now};
use super::super::super::random::put;
use super::super::scene::{Dice, OFFICE, PARTNER, PARTNERS_USER};

/// The external id that trust policies ask for.
pub(super) const AGREED: &str = "x-1";

/// The service in whose name S3 asks KMS.
pub(super) const VIA: &str = "s3.us-east-1.amazonaws.com";

/// What data is encrypted for.
pub(super) const PURPOSE: &str = "finance";

/// What a policy is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Roles,
    Keys,
}

impl Dice {
    /// The policy of the role that is asked for, or of the key.
    fn gate(&mut self, own: &str, about: About) -> String {
        let statements: Vec<Json> = (0..=self.below(3)).map(|_| self.lets(own, about)).collect();
        json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
    }

    fn lets(&mut self, own: &str, about: About) -> Json {
        let of_own = |what: &str| format!("arn:aws:iam::{own}:{what}");
        let principal = self.one(&[
            json!({ "AWS": "*" }),
            json!({ "AWS": "*" }),
            json!({ "AWS": of_own("root") }),
            json!({ "AWS": of_own("root") }),
            json!({ "AWS": of_own("user/dan") }),
            json!({ "AWS": [of_own("user/dan"), of_own("user/eve")] }),
            json!({ "AWS": of_own("role/Builder") }),
            json!({ "AWS": [PARTNER, of_own("user/eve")] }),
            json!({ "AWS": PARTNERS_USER }),
            json!({ "Service": "logs.amazonaws.com" }),
            json!({ "Service": ["logs.amazonaws.com", "events.amazonaws.com"], "AWS": own }),
        ]);
        let effect = self.one(&["Allow", "Allow", "Deny"]);
        let mut statement = json!({ "Effect": effect, "Action": self.actions(about) });
        let may_spare = about == About::Keys && effect == "Deny" && principal.get("AWS").is_some_and(|named| named != "*");
        let is_negated = may_spare && self.below(3) == 0;
        statement[if is_negated { "NotPrincipal" } else { "Principal" }] = principal;
        if about == About::Keys {
            statement["Resource"] = json!("*");
        }
        if self.below(2) == 0 {
            statement["Condition"] = self.circumstance(own, about, true);
        }
        statement
    }

    fn actions(&mut self, about: About) -> Json {
        match about {
            About::Roles => self.one(&[json!("sts:AssumeRole"), json!("sts:AssumeRole"), json!(["sts:AssumeRole", "sts:TagSession"])]),
            About::Keys => {
                self.one(&[json!("kms:Decrypt"), json!("kms:Encrypt"), json!(["kms:Decrypt", "kms:Encrypt"]), json!("kms:*crypt")])
            }
        }
    }

    fn circumstance(&mut self, own: &str, about: About, is_of_gate: bool) -> Json {
        let of_own = |what: &str| format!("arn:aws:iam::{own}:{what}");
        let when = |operator: &str, key: &str, value: &str| json!({ operator: { key: value } });
        let mut all = vec![
            when("Bool", "aws:MultiFactorAuthPresent", "true"),
            when("BoolIfExists", "aws:MultiFactorAuthPresent", "false"),
            when("IpAddress", "aws:SourceIp", OFFICE),
            when("NotIpAddress", "aws:SourceIp", OFFICE),
        ];
        match about {
            About::Roles => all.extend([
                when("StringEquals", "sts:ExternalId", AGREED),
                when("StringNotEquals", "sts:ExternalId", AGREED),
                when("Null", "sts:ExternalId", "true"),
            ]),
            About::Keys => all.extend([
                when("StringEquals", "kms:ViaService", VIA),
                when("StringNotEquals", "kms:ViaService", VIA),
                when("StringEquals", "kms:EncryptionContext:for", PURPOSE),
                when("StringEquals", "kms:CallerAccount", own),
                when("StringNotEquals", "kms:CallerAccount", own),
            ]),
        }
        if is_of_gate {
            all.extend([
                when("StringEquals", "aws:PrincipalAccount", PARTNER),
                json!({ "StringNotEquals": { "aws:PrincipalAccount": [own, PARTNER] } }),
                when("ArnLike", "aws:PrincipalArn", &of_own("user/d*")),
                when("ArnNotEquals", "aws:PrincipalArn", &of_own("role/Builder")),
                when("StringEquals", "aws:PrincipalArn", PARTNERS_USER),
                when("StringEquals", "aws:username", "eve"),
                when("Bool", "aws:PrincipalIsAWSService", "true"),
                when("Bool", "aws:PrincipalIsAWSService", "false"),
                when("StringEquals", "aws:SourceAccount", own),
                when("StringNotEqualsIfExists", "aws:SourceAccount", own),
                when("StringEquals", "aws:PrincipalType", "User"),
            ]);
        }
        self.one(&all)
    }

    /// A policy of a user, a group, a role or a boundary.
    fn own_policy(&mut self, own: &str) -> String {
        let statements: Vec<Json> = (0..=self.below(3)).map(|_| self.own_statement(own)).collect();
        json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
    }

    fn own_statement(&mut self, own: &str) -> Json {
        let about = self.one(&[About::Roles, About::Keys]);
        let on = match about {
            About::Roles => self.one(&["*", "arn:aws:iam::OWN:role/Auditor", "arn:aws:iam::*:role/*", "arn:aws:iam::OWN:role/B*"]),
            About::Keys => self.one(&["*", "arn:aws:kms:us-east-1:OWN:key/k0", "arn:aws:kms:*:*:key/*", "arn:aws:kms:*:OWN:key/k1"]),
        };
        let element = if on != "*" && self.below(5) == 0 { "NotResource" } else { "Resource" };
        let effect = self.one(&["Allow", "Allow", "Deny"]);
        let mut statement = json!({ "Effect": effect, "Action": self.actions(about), element: on.replace("OWN", own) });
        if self.below(2) == 0 {
            statement["Condition"] = self.circumstance(own, about, false);
        }
        statement
    }

    /// Puts a policy in a place.
    pub(super) fn set(&mut self, world: &mut World, place: &str) {
        let own = world.account.id().to_string();
        match place {
            "Auditor" => {
                let policy_document = self.gate(&own, About::Roles);
                world.run(UpdateAssumeRolePolicy { role_name: place.into(), policy_document }).unwrap();
            }
            // The root user may be shut out of it, and could put no other then.
            "k0" => put_key(&mut world.account, place, &self.gate(&own, About::Keys)),
            "limit" => {
                let (policy_arn, policy_document) = (format!("arn:aws:iam::{own}:policy/limit"), self.own_policy(&own));
                world.run(CreatePolicyVersion { policy_arn, policy_document, set_as_default: Some(true) }).unwrap();
            }
            "team" => {
                let policy_document = self.own_policy(&own);
                world.run(PutGroupPolicy { group_name: place.into(), policy_name: "p".into(), policy_document }).unwrap();
            }
            "Builder" => {
                let policy_document = self.own_policy(&own);
                world.run(PutRolePolicy { role_name: place.into(), policy_name: "p".into(), policy_document }).unwrap();
            }
            user => {
                let policy_document = self.own_policy(&own);
                world.run(PutUserPolicy { user_name: user.into(), policy_name: "p".into(), policy_document }).unwrap();
            }
        }
    }
}

fn put_key(account: &mut Account, id: &str, policy: &str) {
    let key = KmsKey { id: id.to_owned(), description: String::new(), created: now(), deletion: None, disabled: false };
    let on = PolicyOn { resource: key.resource(), document: policy.into() };
    put(account, Vec::<Entity>::from([on.into(), key.into()]));
}

/// The users dan and eve in the group team, dan perhaps within a boundary, the roles Auditor and Builder, and two keys.
pub(super) fn world(dice: &mut Dice) -> World {
    let mut world = World::fresh();
    let own = world.account.id().to_string();
    world.change(CreatePolicy { policy_name: "limit".into(), policy_document: dice.own_policy(&own), ..Default::default() });
    world.change(CreateGroup { group_name: "team".into(), ..Default::default() });
    let permissions_boundary = Some(format!("arn:aws:iam::{own}:policy/limit")).filter(|_| dice.below(3) == 0);
    world.change(CreateUser { user_name: "dan".into(), permissions_boundary, ..Default::default() });
    world.change(CreateUser { user_name: "eve".into(), ..Default::default() });
    for name in ["dan", "eve"] {
        world.change(AddUserToGroup { group_name: "team".into(), user_name: name.into() });
    }
    let root = json!({ "AWS": format!("arn:aws:iam::{own}:root") });
    let trust = json!({ "Effect": "Allow", "Principal": root, "Action": "sts:AssumeRole" });
    let assume_role_policy_document = json!({ "Version": "2012-10-17", "Statement": trust }).to_string();
    for role_name in ["Auditor", "Builder"] {
        let assume_role_policy_document = assume_role_policy_document.clone();
        world.change(CreateRole { role_name: role_name.into(), assume_role_policy_document, ..Default::default() });
    }
    let all = json!({ "Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*" });
    let all = json!({ "Version": "2012-10-17", "Statement": all }).to_string();
    for key in ["k0", "k1"] {
        put_key(&mut world.account, key, &all);
    }
    world
}
