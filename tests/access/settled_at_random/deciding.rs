//! Who asks for what, and what is decided.

use std::cell::RefCell;
use std::collections::HashMap;

use iam_console::access::{Demand, Exempt, Question, Scope, Shift};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances, Credentials};
use iam_console::policy::actions::ActionId;
use iam_console::policy::decision::{Decision, decide};
use iam_console::policy::reach::Pattern;
use iam_console::policy::request::{CallerKind, ContextKey, Principal, Value};

use super::super::common::now;
use super::scene::{ELSEWHERE, ENDPOINT, OFFICE, OTHER, PARTNER, PARTNERS_USER};

/// What is asked for: one of every part into which the patterns divide the objects, and queues.
const ASKED: [(&str, &str); 25] = [
    ("s3:GetObject", "arn:aws:s3:::docs/a"),
    ("s3:GetObject", "arn:aws:s3:::docs/b"),
    ("s3:GetObject", "arn:aws:s3:::docs/secret/s"),
    ("s3:GetObject", "arn:aws:s3:::docs/dan/x"),
    ("s3:GetObject", "arn:aws:s3:::docs/dan/secret/s"),
    ("s3:GetObject", "arn:aws:s3:::docs/eve/x"),
    ("s3:GetObject", "arn:aws:s3:::docs/eve/secret/s"),
    ("s3:GetObject", "arn:aws:s3:::vault/a"),
    ("s3:GetObject", "arn:aws:s3:::vault/secret/s"),
    ("s3:GetObject", OTHERS[0]),
    ("s3:GetObject", OTHERS[1]),
    ("s3:PutObject", "arn:aws:s3:::docs/a"),
    ("s3:PutObject", "arn:aws:s3:::docs/b"),
    ("s3:PutObject", "arn:aws:s3:::docs/secret/s"),
    ("s3:PutObject", "arn:aws:s3:::docs/dan/x"),
    ("s3:PutObject", "arn:aws:s3:::docs/dan/secret/s"),
    ("s3:PutObject", "arn:aws:s3:::docs/eve/x"),
    ("s3:PutObject", "arn:aws:s3:::docs/eve/secret/s"),
    ("s3:PutObject", "arn:aws:s3:::vault/a"),
    ("s3:PutObject", "arn:aws:s3:::vault/secret/s"),
    ("s3:PutObject", OTHERS[0]),
    ("s3:PutObject", OTHERS[1]),
    ("sqs:SendMessage", "arn:aws:sqs:us-east-1:OWN:jobs"),
    ("sqs:SendMessage", "arn:aws:sqs:us-east-1:OWN:else"),
    ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:OWN:jobs"),
];

/// Objects of which nobody knows whose they are.
const OTHERS: [&str; 2] = ["arn:aws:s3:::other/a", "arn:aws:s3:::other/secret/s"];

/// From where requests come: an address, or an endpoint.
const FROM: [(Option<&str>, Option<&str>); 3] = [(Some(OFFICE), None), (Some(ELSEWHERE), None), (None, Some(ENDPOINT))];

/// Who asks: by the name that is told of them alone, and the kind of outsiders that they are of.
pub(super) struct Asking {
    pub(super) name: &'static str,
    kind: &'static str,
    pub(super) asker: Asker,
    account: Option<String>,
}

pub(super) fn askers(account: &Account) -> Vec<Asking> {
    let of = |name, kind, asker, account| Asking { name, kind, asker, account };
    let user = |name: &str| Asker::User(account.user_named(name).unwrap().id);
    let outsider = |text: &str| Asker::Outsider(Principal::parse(text).unwrap());
    vec![
        Asking::own(account, "dan", user("dan")),
        Asking::own(account, "eve", user("eve")),
        Asking::own(account, "the root user", Asker::Root),
        of("anonymous", "anyone without credentials", Asker::anonymous(), None),
        of("account 111122223333", "any other account", outsider("arn:aws:iam::111122223333:user/another"), Some(PARTNER.into())),
        of(PARTNERS_USER, "any other account", outsider(PARTNERS_USER), Some(PARTNER.into())),
        Asking::others(OTHER, "arn:aws:iam::999988887777:user/x"),
        Asking::service("logs.amazonaws.com"),
        of("a service", "any AWS service", outsider("ec2.amazonaws.com"), None),
    ]
}

impl Asking {
    /// The name of another account's user.
    pub(super) fn others_user(&self) -> Option<&str> {
        let Asker::Outsider(principal) = &self.asker else { return None };
        (principal.kind() == CallerKind::User).then(|| principal.text().rsplit('/').next()).flatten()
    }

    /// One of another account.
    pub(super) fn others(account: &str, arn: &str) -> Self {
        let asker = Asker::Outsider(Principal::parse(arn).unwrap());
        Self { name: "another", kind: "any other account", asker, account: Some(account.to_owned()) }
    }

    /// A service that policies name.
    pub(super) fn service(name: &'static str) -> Self {
        Self { name, kind: "any AWS service", asker: Asker::Outsider(Principal::parse(name).unwrap()), account: None }
    }

    /// One of the account's own.
    pub(super) fn own(account: &Account, name: &'static str, asker: Asker) -> Self {
        Self { name, kind: "", asker, account: Some(account.id().to_string()) }
    }

    /// Whether it is the root user of another account.
    fn is_others_root(&self) -> bool {
        matches!(&self.asker, Asker::Outsider(principal) if principal.kind() == CallerKind::Root)
    }

    pub(super) fn is_service(&self) -> bool {
        matches!(&self.asker, Asker::Outsider(principal) if principal.kind() == CallerKind::Service)
    }

    /// Whether something that is told of these is told of who asks.
    pub(super) fn is_of(&self, who: &str) -> bool {
        let (who, but) = who.split_once(" but ").unwrap_or((who, ""));
        let of_account = |text: &str, whom: &str| self.account.as_ref().is_some_and(|account| text == format!("{whom} {account}"));
        let is_account = |text: &str| of_account(text, "account") || self.is_others_root() && of_account(text, "the root user of account");
        let is_service = |text: &str| text == "AWS services" && self.kind == "any AWS service";
        let is_left_out = but.split(", ").any(|but| but == self.name || is_service(but) || is_account(but));
        let is_meant =
            who == self.name || is_account(who) || !self.kind.is_empty() && (who == self.kind || who == "everyone outside the account");
        is_meant && !is_left_out
    }
}

/// A request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Sample {
    pub(super) by: usize,
    asked: (&'static str, &'static str),
    has_mfa: bool,
    from: (Option<&'static str>, Option<&'static str>),
    /// Whether the resource is this account's, and where it is.
    held: (bool, &'static str),
}

pub(super) fn samples(by: usize) -> impl Iterator<Item = Sample> {
    let held = |asked: (_, &'static str)| {
        let all = [(true, region(asked.1)), (true, "eu-west-1"), (false, "us-east-1"), (false, "eu-west-1")];
        all.into_iter().take(if OTHERS.contains(&asked.1) { 4 } else { 1 })
    };
    let all = ASKED.into_iter().flat_map(move |asked| held(asked).map(move |held| (asked, held)));
    let met = [false, true].into_iter().flat_map(|has_mfa| FROM.into_iter().map(move |from| (has_mfa, from)));
    all.flat_map(move |(asked, held)| met.clone().map(move |(has_mfa, from)| Sample { by, asked, has_mfa, from, held }))
}

/// The decisions before and after, each made once.
pub(super) struct Deciding<'a> {
    pub(super) accounts: [&'a Account; 2],
    pub(super) askers: &'a [Asking],
    pub(super) known: RefCell<HashMap<Sample, [Decision; 2]>>,
}

impl Deciding<'_> {
    pub(super) fn decisions(&self, sample: Sample) -> [Decision; 2] {
        *self.known.borrow_mut().entry(sample).or_insert_with(|| self.accounts.map(|account| self.decide(account, sample)))
    }

    fn decide(&self, account: &Account, sample: Sample) -> Decision {
        let credentials = if sample.has_mfa { Credentials::MfaSession { age: 5 } } else { Credentials::AccessKey };
        let asked = (self.askers[sample.by].asker.clone(), Circumstances { now: now(), credentials });
        let question = Question::asked(asked, (sample.asked.0, &self.resource(sample))).unwrap();
        let (mut request, _) = question.request(account).unwrap();
        let mut put = |key: &str, value: Option<&str>| {
            request.context.replace(&ContextKey::new(key), value.map(|value| Value::Single(value.to_owned())));
        };
        if !self.askers[sample.by].is_service() {
            put("aws:SourceIp", sample.from.0);
            put("aws:SourceVpce", sample.from.1);
        }
        put("aws:ResourceAccount", Some(&self.owner(sample)));
        put("aws:RequestedRegion", Some(sample.held.1));
        decide(&request, &question.authority(account).policies)
    }

    fn resource(&self, sample: Sample) -> String {
        sample.asked.1.replace("OWN", self.accounts[0].id().as_str())
    }

    fn owner(&self, sample: Sample) -> String {
        if sample.held.0 { self.accounts[0].id().to_string() } else { PARTNER.to_owned() }
    }

    /// Whether a request meets a demand.
    fn is_met(&self, demand: &Demand, sample: Sample) -> bool {
        let Asking { asker, account, .. } = &self.askers[sample.by];
        let (operator, values) = (demand.operator.as_str(), &demand.values);
        let is_one = |value: Option<&str>| value.is_some_and(|value| values.iter().any(|one| one == value));
        let is_wanted = operator.starts_with("StringEquals");
        let (address, endpoint) = if self.askers[sample.by].is_service() { (None, None) } else { sample.from };
        match demand.key.as_str() {
            "" => self.is_named(values, sample) == (operator == "Resource"),
            "aws:MultiFactorAuthPresent" => {
                let has_identity = !matches!(asker, Asker::Outsider(principal) if !principal.has_identity());
                (sample.has_mfa && has_identity) == (operator == "Bool")
            }
            "aws:SourceIp" => (address == Some(OFFICE)) == (operator == "IpAddress"),
            "aws:SourceVpce" => is_one(endpoint) == is_wanted,
            "aws:RequestedRegion" => is_one(Some(sample.held.1)) == is_wanted,
            "aws:ResourceAccount" => is_one(Some(&self.owner(sample))) == is_wanted,
            "aws:PrincipalAccount" => is_one(account.as_deref()) == is_wanted,
            "aws:PrincipalIsAWSService" => values.contains(&self.askers[sample.by].is_service().to_string()),
            other => panic!("{other}"),
        }
    }

    fn is_named(&self, texts: &[String], sample: Sample) -> bool {
        let resource = Pattern::of_resource(&self.resource(sample));
        let name = self.askers[sample.by].name;
        texts.iter().any(|text| {
            let has_name = ["dan", "eve"].contains(&name) || !text.contains("${aws:username}");
            has_name && Pattern::of_resource(&text.replace("${aws:username}", name)).covers(&resource)
        })
    }

    fn has(&self, scope: &Scope, sample: Sample) -> bool {
        self.is_named(scope.texts(), sample) != scope.is_negated()
    }

    /// Whether a request is for something that is told.
    pub(super) fn is_about(&self, shift: &Shift, sample: Sample) -> bool {
        let acts = ActionId::named(sample.asked.0).is_some_and(|action| shift.actions.contains(action));
        acts && self.has(&shift.scope, sample)
    }

    /// The same under its conditions.
    pub(super) fn tells(&self, shift: &Shift, sample: Sample) -> bool {
        self.is_about(shift, sample) && shift.demands.iter().all(|demand| self.is_met(demand, sample))
    }

    pub(super) fn is_exempt(&self, exempt: &Exempt, sample: Sample) -> bool {
        self.has(&exempt.scope, sample) && exempt.under.iter().all(|demand| self.is_met(demand, sample))
    }
}

/// The region that an ARN names, or that of the account.
fn region(arn: &'static str) -> &'static str {
    arn.split(':').nth(3).filter(|region| !region.is_empty()).unwrap_or("us-east-1")
}
