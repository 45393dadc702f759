//! Whatever is told of a change agrees with deciding: of two users who share a group, of root, and of those outside the account.

use std::cell::RefCell;
use std::collections::HashMap;

use iam_console::access::{Demand, Difference, Exempt, Progress, Question, Scope, Shift, difference};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances, Credentials};
use iam_console::account::operation::*;
use iam_console::policy::actions::ActionId;
use iam_console::policy::decision::Decision;
use iam_console::policy::reach::Pattern;
use iam_console::policy::request::{Principal, Value};
use serde_json::{Value as Json, json};

use super::common::{World, now};

const ACTIONS: [&str; 2] = ["s3:GetObject", "s3:PutObject"];

/// One of every part into which the patterns divide the objects.
const OBJECTS: [&str; 10] = [
    "docs/a",
    "docs/b",
    "docs/secret/s",
    "docs/dan/x",
    "docs/dan/secret/s",
    "docs/eve/x",
    "vault/a",
    "vault/secret/s",
    "other/a",
    "other/secret/s",
];

const OFFICE: &str = "203.0.113.10";
const ELSEWHERE: &str = "198.51.100.7";
const PARTNER: &str = "111122223333";
const OTHER: &str = "999988887777";

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// A statement: of nobody's, or of the policy of docs about these.
    fn statement(&mut self, own: &str, is_of_docs: bool) -> Json {
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
        let arns: Vec<String> = self.one(resources).iter().map(|text| format!("arn:aws:s3:::{text}")).collect();
        // What is no object of S3 would be left.
        let is_all = arns == ["arn:aws:s3:::*"];
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
                json!({ "Service": "logs.amazonaws.com" }),
            ]);
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
    fn put(&mut self, world: &mut World, place: &str) {
        let own = world.account.id().to_string();
        let policy_document = self.policy(&own, place == "docs");
        match place {
            "docs" => world.change(PutBucketPolicy { bucket: "docs".into(), policy: policy_document }),
            "team" => world.change(PutGroupPolicy { group_name: "team".into(), policy_name: "p".into(), policy_document }),
            "limit" => {
                let policy_arn = format!("arn:aws:iam::{own}:policy/limit");
                let set_as_default = Some(true);
                world.change(CreatePolicyVersion { policy_arn, policy_document, set_as_default })
            }
            user => world.change(PutUserPolicy { user_name: user.into(), policy_name: "p".into(), policy_document }),
        };
    }
}

/// The users dan and eve in the group team, dan perhaps within a boundary, and the buckets docs and vault.
fn world(dice: &mut Dice) -> World {
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
    world.run(PutPublicAccessBlock { bucket: "docs".into(), ..Default::default() }).unwrap();
    world
}

/// Who asks: by the name that is told of them alone, and the kind of outsiders that they are of.
struct Asking {
    name: &'static str,
    kind: &'static str,
    asker: Asker,
    account: Option<String>,
}

fn askers(account: &Account) -> Vec<Asking> {
    let own = || Some(account.id().to_string());
    let of = |name, kind, asker, account| Asking { name, kind, asker, account };
    let user = |name: &str| Asker::User(account.user_named(name).unwrap().id);
    let outsider = |text: &str| Asker::Outsider(Principal::parse(text).unwrap());
    vec![
        of("dan", "", user("dan"), own()),
        of("eve", "", user("eve"), own()),
        of("the root user", "", Asker::Root, own()),
        of("anonymous", "anyone without credentials", Asker::anonymous(), None),
        of("account 111122223333", "any other account", outsider("arn:aws:iam::111122223333:user/x"), Some(PARTNER.into())),
        of("another", "any other account", outsider("arn:aws:iam::999988887777:user/x"), Some(OTHER.into())),
        of("logs.amazonaws.com", "any AWS service", outsider("logs.amazonaws.com"), None),
        of("a service", "any AWS service", outsider("ec2.amazonaws.com"), None),
    ]
}

impl Asking {
    /// Whether something that is told of these is told of who asks.
    fn is_of(&self, who: &str) -> bool {
        let (who, but) = who.split_once(" but ").unwrap_or((who, ""));
        let is_left_out = but.split(", ").any(|but| but == self.name || but == "AWS services" && self.kind == "any AWS service");
        let is_meant = who == self.name || !self.kind.is_empty() && (who == self.kind || who == "everyone outside the account");
        is_meant && !is_left_out
    }
}

/// A request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Sample {
    by: usize,
    action: &'static str,
    object: &'static str,
    has_mfa: bool,
    address: &'static str,
}

fn samples(by: usize) -> impl Iterator<Item = Sample> {
    let all = ACTIONS.into_iter().flat_map(|action| OBJECTS.into_iter().map(move |object| (action, object)));
    let met = [(false, OFFICE), (false, ELSEWHERE), (true, OFFICE), (true, ELSEWHERE)];
    all.flat_map(move |(action, object)| met.into_iter().map(move |(has_mfa, address)| Sample { by, action, object, has_mfa, address }))
}

/// The decisions before and after, each made once.
struct Deciding<'a> {
    accounts: [&'a Account; 2],
    askers: &'a [Asking],
    known: RefCell<HashMap<Sample, [Decision; 2]>>,
}

impl Deciding<'_> {
    fn decisions(&self, sample: Sample) -> [Decision; 2] {
        *self.known.borrow_mut().entry(sample).or_insert_with(|| self.accounts.map(|account| self.decide(account, sample)))
    }

    fn decide(&self, account: &Account, sample: Sample) -> Decision {
        let credentials = if sample.has_mfa { Credentials::MfaSession { age: 5 } } else { Credentials::AccessKey };
        let asked = (self.askers[sample.by].asker.clone(), Circumstances { now: now(), credentials });
        let resource = format!("arn:aws:s3:::{}", sample.object);
        let question = Question::asked(asked, (sample.action, &resource)).unwrap();
        let given = vec![("aws:SourceIp".to_owned(), Value::Single(sample.address.to_owned()))];
        Question { given, ..question }.decision(account).unwrap()
    }

    /// Whether a request meets a demand.
    fn is_met(&self, demand: &Demand, sample: Sample) -> bool {
        let Asking { asker, account, .. } = &self.askers[sample.by];
        let (operator, values) = (demand.operator.as_str(), &demand.values);
        match demand.key.as_str() {
            "" => self.is_named(values, sample) == (operator == "Resource"),
            "aws:MultiFactorAuthPresent" => {
                let has_identity = !matches!(asker, Asker::Outsider(principal) if !principal.has_identity());
                (sample.has_mfa && has_identity) == (operator == "Bool")
            }
            "aws:SourceIp" => (sample.address == OFFICE) == (operator == "IpAddress"),
            "aws:PrincipalAccount" => account.as_ref().is_some_and(|account| values.contains(account)) == (operator == "StringEquals"),
            "aws:PrincipalIsAWSService" => {
                let is_service = matches!(asker, Asker::Outsider(principal) if principal.text().ends_with(".amazonaws.com"));
                values.contains(&is_service.to_string())
            }
            other => panic!("{other}"),
        }
    }

    fn is_named(&self, texts: &[String], sample: Sample) -> bool {
        let resource = Pattern::of_resource(&format!("arn:aws:s3:::{}", sample.object));
        let name = self.askers[sample.by].name;
        texts.iter().any(|text| {
            let has_name = ["dan", "eve"].contains(&name) || !text.contains("${aws:username}");
            has_name && Pattern::of_resource(&text.replace("${aws:username}", name)).covers(&resource)
        })
    }

    fn has(&self, scope: &Scope, sample: Sample) -> bool {
        self.is_named(scope.texts(), sample) != scope.is_negated()
    }

    fn tells(&self, shift: &Shift, sample: Sample) -> bool {
        let acts = ActionId::named(sample.action).is_some_and(|action| shift.actions.contains(action));
        acts && self.has(&shift.scope, sample) && shift.demands.iter().all(|demand| self.is_met(demand, sample))
    }

    fn is_exempt(&self, exempt: &Exempt, sample: Sample) -> bool {
        self.has(&exempt.scope, sample) && exempt.under.iter().all(|demand| self.is_met(demand, sample))
    }
}

/// All that is told, of whom, and how it is so: whether it turns from one decision to another.
type Told<'a> = (Vec<String>, &'a Shift, &'static str);

fn told(difference: &Difference) -> Vec<Told<'_>> {
    let mut all: Vec<Told<'_>> = Vec::new();
    for effect in &difference.effects {
        let who: Vec<String> = effect.who.iter().map(|who| who.name.clone()).collect();
        for (shifts, what) in [(&effect.gained, "gained"), (&effect.lost, "lost"), (&effect.freed, "freed")] {
            all.extend(shifts.iter().map(|shift| (who.clone(), shift, what)));
        }
    }
    for outside in &difference.outside {
        for (shifts, what) in [(&outside.gained, "gained"), (&outside.lost, "lost"), (&outside.freed, "freed")] {
            all.extend(shifts.iter().map(|shift| (vec![outside.who.clone()], shift, what)));
        }
    }
    all
}

fn turns([was, is]: [Decision; 2], what: &str) -> bool {
    let allowed = |decision: Decision| decision == Decision::Allowed;
    match what {
        "gained" => !allowed(was) && allowed(is),
        "lost" => allowed(was) && !allowed(is),
        _ => was == Decision::ExplicitDeny && is != Decision::ExplicitDeny,
    }
}

/// Whatever is told for certain is so in all circumstances on all that is named, a perhaps is so somewhere, and all that is gained and
/// lost is told.
#[test]
fn what_is_told_of_all_agrees_with_deciding_in_all_circumstances() {
    for seed in 0..30 {
        let mut dice = Dice(seed);
        let mut world = world(&mut dice);
        for place in ["dan", "eve", "team", "docs"] {
            if dice.below(2) == 0 {
                dice.put(&mut world, place);
            }
        }
        let before = world.account.clone();
        let place = dice.one(&["dan", "team", "docs", "docs", "docs", "limit"]);
        dice.put(&mut world, place);
        let difference = difference(&before, &world.account, &Progress::default()).unwrap();
        let askers = askers(&world.account);
        let deciding = Deciding { accounts: [&before, &world.account], askers: &askers, known: RefCell::default() };
        let told = told(&difference);
        let context = || format!("seed {seed}, {place}: {:#?}", difference.sentences());
        let meant = |who: &[String]| {
            let of = |(at, asking): (usize, &Asking)| who.iter().any(|who| asking.is_of(who)).then_some(at);
            askers.iter().enumerate().filter_map(of).collect::<Vec<usize>>()
        };
        for (who, shift, what) in &told {
            let named = || meant(who).into_iter().flat_map(samples).filter(|sample| deciding.tells(shift, *sample));
            let is_exempt = |sample: Sample| shift.exempt.iter().any(|exempt| deciding.is_exempt(exempt, sample));
            let is_so = |sample: Sample| turns(deciding.decisions(sample), what);
            let wrong = named().find(|sample| shift.is_certain && !is_exempt(*sample) && !is_so(*sample));
            assert_eq!(wrong, None, "{what} for certain: {} by {who:?}: {}", shift.in_words(), context());
            assert!(named().any(is_so), "{what} never: {} by {who:?}: {}", shift.in_words(), context());
        }
        for sample in (0..askers.len()).flat_map(samples) {
            for what in ["gained", "lost"] {
                let is_told = |(who, shift, of): &Told<'_>| {
                    let is_exempt = shift.exempt.iter().any(|exempt| exempt.is_certain && deciding.is_exempt(exempt, sample));
                    *of == what && meant(who).contains(&sample.by) && deciding.tells(shift, sample) && !is_exempt
                };
                let is_so = turns(deciding.decisions(sample), what);
                assert!(!is_so || told.iter().any(is_told), "{what} is not told: {sample:?} by {}: {}", askers[sample.by].name, context());
            }
        }
    }
}
