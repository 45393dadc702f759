//! What patterns alone leave open of what a change gives and takes is decided for each part, and told for certain.

use iam_console::access::{Demand, Progress, Question, Scope, Shift, difference};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances, Credentials};
use iam_console::account::operation::*;
use iam_console::policy::decision::Decision;
use iam_console::policy::reach::Pattern;
use iam_console::policy::request::Value;

use super::common::{World, now};

/// A short way to write statements: `+` allows and `-` denies, then the action on resources of S3, where `!` stands for all but these;
/// behind `if` the condition.
pub(super) fn statements(short: &str, principal: Option<&str>) -> String {
    let one = |short: &str| {
        let (what, condition) =
            short.split_once(" if ").map_or((short, String::new()), |(what, condition)| (what, format!(r#","Condition":{condition}"#)));
        let (effect, what) = what.split_at(1);
        let (element, resources) = what.strip_prefix('!').map_or(("Resource", what), |resources| ("NotResource", resources));
        let named = |text: &str| if text == "*" { r#""*""#.to_owned() } else { format!(r#""arn:aws:s3:::{text}""#) };
        let resources: Vec<String> = resources.split(' ').map(named).collect();
        let principal = principal.map(|principal| format!(r#""Principal":{principal},"#)).unwrap_or_default();
        let effect = if effect == "+" { "Allow" } else { "Deny" };
        format!(r#"{{"Effect":"{effect}",{principal}"Action":"s3:GetObject","{element}":[{}]{condition}}}"#, resources.join(","))
    };
    let all: Vec<String> = short.split("; ").map(one).collect();
    format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, all.join(","))
}

/// Users dan and eve, and the buckets docs and vault.
fn world() -> World {
    let mut world = World::fresh();
    for name in ["dan", "eve"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    for bucket in ["docs", "vault"] {
        world.change(CreateBucket { bucket: bucket.into(), ..Default::default() });
    }
    world
}

/// Puts a policy in its place: one of dan's own by its name, `boundary`, or that of the bucket docs, for everyone.
fn put(world: &mut World, place: &str, short: &str) {
    match place {
        "boundary" => {
            let permissions_boundary = format!("arn:aws:iam::{}:policy/limit", world.account.id());
            let policy_document = statements(short, None);
            world.change(CreatePolicy { policy_name: "limit".into(), policy_document, ..Default::default() });
            world.change(PutUserPermissionsBoundary { user_name: "dan".into(), permissions_boundary });
        }
        "docs" => {
            let everyone = format!(r#"{{"AWS":["arn:aws:iam::{0}:user/dan","arn:aws:iam::{0}:user/eve"]}}"#, world.account.id());
            world.change(PutBucketPolicy { bucket: "docs".into(), policy: statements(short, Some(&everyone)) });
        }
        name => {
            let policy_document = statements(short, None);
            world.change(PutUserPolicy { user_name: "dan".into(), policy_name: name.into(), policy_document });
        }
    }
}

/// What is told where a policy is put beside others, without what goes without saying here.
pub(super) fn told(before: &[(&str, &str)], (place, short): (&str, &str)) -> Vec<String> {
    let mut world = world();
    for (place, short) in before {
        put(&mut world, place, short);
    }
    let was = world.account.clone();
    put(&mut world, place, short);
    let difference = difference(&was, &world.account, &Progress::default()).unwrap();
    difference.sentences().iter().map(|told| told.replace("s3:GetObject on ", "").replace("arn:aws:s3:::", "")).collect()
}

pub(super) const OFFICE: &str = r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#;
pub(super) const ELSEWHERE: &str = r#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#;
pub(super) const MFA: &str = r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#;
pub(super) const NO_MFA: &str = r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#;

#[test]
fn what_several_statements_come_to_together_is_told_for_certain() {
    for (before, change, expected) in [
        // Two grants that have all of a denial only together.
        (&[("own", "+docs/*; +!docs/*")][..], ("new", "-!docs/a.txt"), &["dan loses all but docs/a.txt"][..]),
        (&[("own", "+docs/* vault/*")], ("boundary", "+!vault/*"), &["dan loses vault/*"]),
        (&[("own", "+docs/*")], ("boundary", "+!docs/secret/*"), &["dan loses docs/secret/*"]),
        (&[("own", "+docs/*")], ("new", "-!docs/${aws:username}/*"), &["dan loses docs/* (still allowed on docs/${aws:username}/*)"]),
        (&[("own", "+docs/*")], ("docs", "-!docs/${aws:username}/*"), &["dan loses docs/* (still allowed on docs/${aws:username}/*)"]),
        // No tag of that name: it names nothing.
        (&[], ("new", "+docs/${aws:PrincipalTag/team}/*"), &[]),
        (&[("own", "+docs/*")], ("new", "-docs/${aws:PrincipalTag/team}/*"), &[]),
        (&[("own", "+*; -!docs/a.txt")], ("boundary", "+!vault/*"), &[]),
        (&[("own", "+*; -!docs/a.txt")], ("boundary", "+docs/* x/*"), &[]),
        (&[], ("docs", "+docs/${aws:username}/*"), &["dan and eve gain docs/${aws:username}/*"]),
        (&[("own", "-docs/*"), ("boundary", "+docs/secret/*")], ("new", "+*"), &[]),
        // What is left of it is told in part where it is denied and allowed there.
        (
            &[("own", "+docs*"), ("docs", "-docs/*")],
            ("boundary", "+*/secret/*"),
            &["dan loses docs* (in part still allowed on */secret/*, denied before on docs/*)"],
        ),
        // A grant under a condition beside one without.
        (&[("docs", "+docs/*"), ("own", &format!("+* if {MFA}"))], ("docs", "-docs/*"), &["dan and eve lose docs/*"]),
    ] {
        assert_eq!(told(before, change), expected, "{before:?} {change:?}");
    }
}

/// Where variables hold in one version and are text in the other, something else is named.
#[test]
fn another_version_gives_and_takes() {
    let mut world = world();
    let version = |version: &str| {
        let policy_document = statements("+docs/${aws:username}/*", None).replace("2012-10-17", version);
        PutUserPolicy { user_name: "dan".into(), policy_name: "own".into(), policy_document }
    };
    world.change(version("2008-10-17"));
    let before = world.account.clone();
    world.change(version("2012-10-17"));
    let told = difference(&before, &world.account, &Progress::default()).unwrap().sentences();
    let on = "s3:GetObject on arn:aws:s3:::docs/${aws:username}/*";
    assert_eq!(told, [format!("dan loses {on}, to the letter"), format!("dan gains {on}")]);
}

#[test]
fn conditions_that_exclude_each_other_take_nothing() {
    let dates = |test: &str| format!(r#"{{"{test}":{{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}}}"#);
    for (own, new) in [
        (format!("+docs/* if {OFFICE}"), format!("-docs/* if {ELSEWHERE}")),
        (format!("+docs/* if {MFA}"), format!("-docs/* if {NO_MFA}")),
        (format!("+docs/* if {}", dates("DateGreaterThan")), format!("-docs/* if {}", dates("DateLessThan"))),
        (format!("+docs/*; -docs/* if {NO_MFA}"), format!("+docs/* if {MFA}")),
    ] {
        assert_eq!(told(&[("own", &own)], ("new", &new)), [""; 0], "{own} {new}");
    }
    let mut world = world();
    put(&mut world, "own", &format!("+docs/* if {OFFICE}"));
    let before = world.account.clone();
    put(&mut world, "new", &format!("-docs/* if {ELSEWHERE}"));
    let why = difference(&before, &world.account, &Progress::default()).unwrap().told();
    assert_eq!(why, ["Nobody gains or loses anything: all policies of dan together allow the same as before."]);
    let tags = r#"{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]}}"#;
    assert_eq!(told(&[("own", "+docs/*")], ("new", &format!("-docs/* if {tags}"))), ["dan loses docs/*"], "no such request has tags");
}

#[test]
fn what_depends_on_circumstances_stays_a_perhaps() {
    for (own, new, expected) in [
        ("+docs/*".to_owned(), format!("-docs/* if {ELSEWHERE}"), "dan may lose docs/*, where NotIpAddress aws:SourceIp 203.0.113.0/24"),
        (
            format!("+docs/* if {MFA}"),
            format!("-docs/* if {ELSEWHERE}"),
            "dan may lose docs/*, under Bool aws:MultiFactorAuthPresent true, where NotIpAddress aws:SourceIp 203.0.113.0/24",
        ),
        // Whose a bucket is that the account has not is not known.
        (
            "+*".to_owned(),
            r#"-* if {"StringEquals":{"aws:ResourceAccount":"111122223333"}}"#.to_owned(),
            "dan may lose *, where StringEquals aws:ResourceAccount 111122223333",
        ),
        // What another grant has more of is told once.
        (
            "+docs/*; +docs/dan/*".to_owned(),
            format!("-* if {NO_MFA}"),
            "dan may lose docs/*, where BoolIfExists aws:MultiFactorAuthPresent false",
        ),
    ] {
        assert_eq!(told(&[("own", &own)], ("new", &new)), [expected], "{own} {new}");
    }
}

/// Where there are too many groups of principals to settle anything, that is told.
#[test]
fn what_is_not_settled_of_too_many_is_told() {
    let mut world = world();
    world.change(CreateGroup { group_name: "all".into(), ..Default::default() });
    for at in 0..260 {
        let user_name = format!("u{at}");
        world.change(CreateUser { user_name: user_name.clone(), ..Default::default() });
        world.change(AddUserToGroup { group_name: "all".into(), user_name: user_name.clone() });
        let policy_document = statements(&format!("+docs/{at}/*"), None);
        world.change(PutUserPolicy { user_name, policy_name: "own".into(), policy_document });
    }
    let before = world.account.clone();
    let policy_document = statements(&format!("-* if {ELSEWHERE}"), None);
    world.change(PutGroupPolicy { group_name: "all".into(), policy_name: "guard".into(), policy_document });
    let told = difference(&before, &world.account, &Progress::default()).unwrap().sentences();
    let why = "Where it says may, it can be certain or never so: 260 groups of principals with different policies are too many to decide each case";
    assert_eq!(told.last().map(String::as_str), Some(why));
}

#[test]
fn one_denial_over_many_patterns_is_one_sentence() {
    let all: Vec<String> = (0..20).map(|at| format!("b{at}/*")).collect();
    let own: Vec<String> = all.iter().map(|one| format!("+{one}")).collect();
    for own in [own.join("; "), format!("+{}", all.join(" "))] {
        assert_eq!(told(&[("own", &own)], ("new", "-*/secret/*")), ["dan loses b0/* and 19 others (only on */secret/*)"], "{own}");
    }
}

/// The boundary's own condition is told where it decides.
#[test]
fn the_condition_that_decides_is_told() {
    let boundary = format!("+docs/* if {OFFICE}");
    let before = [("own", "+*"), ("boundary", boundary.as_str())];
    let under = "dan may lose docs/*, under IpAddress aws:SourceIp 203.0.113.0/24";
    assert_eq!(told(&before, ("new", "-docs/*")), [under]);
    let guarded = format!("+docs/*; -docs/* if {NO_MFA}");
    let before_too = "dan loses docs/secret/* (denied before under BoolIfExists aws:MultiFactorAuthPresent false)";
    assert_eq!(told(&[("own", &guarded)], ("new", "-docs/secret/*")), [before_too]);
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn statement(&mut self) -> String {
        let effect = self.one(&["+", "+", "-"]);
        let resources = self.one(&[
            "*",
            "docs/*",
            "docs/a",
            "docs/secret/*",
            "*/secret/*",
            "vault/*",
            "docs/* vault/*",
            "docs/${aws:username}/*",
            "!docs/*",
            "!vault/*",
            "!docs/secret/*",
            "!docs/${aws:username}/*",
        ]);
        format!("{effect}{resources}{}", self.condition())
    }

    fn condition(&mut self) -> String {
        let condition = self.one(&["", "", "", MFA, NO_MFA, OFFICE, ELSEWHERE]);
        if condition.is_empty() { String::new() } else { format!(" if {condition}") }
    }

    /// A statement of the policy of docs.
    fn on_docs(&mut self) -> String {
        let effect = self.one(&["+", "+", "-"]);
        let own = ["docs/*", "docs/a", "docs/secret/*", "docs/${aws:username}/*", "!docs/secret/*", "!docs/${aws:username}/*"];
        format!("{effect}{}{}", self.one(&own), self.condition())
    }

    fn policy(&mut self) -> String {
        (0..=self.below(2)).map(|_| self.statement()).collect::<Vec<_>>().join("; ")
    }
}

/// One of every part into which the patterns divide the objects.
const OBJECTS: [&str; 10] = [
    "docs/a",
    "docs/b",
    "docs/secret/s",
    "docs/dan/x",
    "docs/dan/secret/s",
    "docs/x/secret/s",
    "vault/a",
    "vault/secret/s",
    "other/a",
    "other/secret/s",
];

/// The circumstances that the conditions tell apart.
fn circumstances() -> Vec<(Credentials, &'static str)> {
    let credentials = [Credentials::AccessKey, Credentials::Session, Credentials::MfaSession { age: 5 }];
    credentials.into_iter().flat_map(|credentials| ["203.0.113.10", "198.51.100.7"].map(|address| (credentials, address))).collect()
}

fn is_allowed(account: &Account, object: &str, (credentials, address): (Credentials, &str)) -> bool {
    let dan = Asker::User(account.user_named("dan").unwrap().id);
    let resource = format!("arn:aws:s3:::{object}");
    let question = Question::asked((dan, Circumstances { now: now(), credentials }), ("s3:GetObject", &resource)).unwrap();
    let given = vec![("aws:SourceIp".to_owned(), Value::Single(address.to_owned()))];
    Question { given, ..question }.decision(account).unwrap() == Decision::Allowed
}

/// Whether a request meets a demand: of the circumstances, or that its resource is one of some, or none of them.
fn is_met(demand: &Demand, object: &str, (credentials, address): (Credentials, &str)) -> bool {
    match demand.operator.as_str() {
        "Resource" => is_named(&demand.values, object),
        "NotResource" => !is_named(&demand.values, object),
        "Bool" => matches!(credentials, Credentials::MfaSession { .. }),
        "BoolIfExists" => !matches!(credentials, Credentials::MfaSession { .. }),
        "IpAddress" => address.starts_with("203."),
        "NotIpAddress" => !address.starts_with("203."),
        other => panic!("{other}"),
    }
}

fn is_named(texts: &[String], object: &str) -> bool {
    let resource = Pattern::of_resource(&format!("arn:aws:s3:::{object}"));
    texts.iter().any(|text| Pattern::of_resource(&text.replace("${aws:username}", "dan")).covers(&resource))
}

fn has(scope: &Scope, object: &str) -> bool {
    is_named(scope.texts(), object) != scope.is_negated()
}

/// Whatever is told for certain is so in all circumstances on all that is named, a perhaps is so somewhere, and all that changes is told.
#[test]
fn what_is_told_agrees_with_deciding_in_all_circumstances() {
    for seed in 0..160 {
        let mut dice = Dice(seed);
        let mut world = world();
        put(&mut world, "own", &dice.policy());
        if dice.below(3) == 0 {
            put(&mut world, "boundary", &dice.policy());
        }
        if dice.below(4) == 0 {
            put(&mut world, "docs", &dice.on_docs());
        }
        let before = world.account.clone();
        let place = dice.one(&["own", "new", "new", "boundary", "docs"]);
        if place == "boundary" && before.policies().next().is_some() {
            continue;
        }
        let policy = if place == "docs" { [dice.on_docs(), dice.on_docs()].join("; ") } else { dice.policy() };
        put(&mut world, place, &policy);
        let after = &world.account;
        let difference = difference(&before, after, &Progress::default()).unwrap();
        let effects = || difference.effects.iter().filter(|effect| effect.who.iter().any(|who| who.name == "dan"));
        let sentences = difference.sentences();
        for gives in [true, false] {
            let shifts: Vec<&Shift> = effects().flat_map(|effect| if gives { &effect.gained } else { &effect.lost }).collect();
            let turns = |object: &str, at: (Credentials, &str)| {
                let [was, is] = [&before, after].map(|account| is_allowed(account, object, at));
                was != gives && is == gives
            };
            let samples: Vec<(&str, (Credentials, &str))> =
                OBJECTS.iter().flat_map(|object| circumstances().into_iter().map(move |at| (*object, at))).collect();
            let is_told = |shift: &Shift, (object, at): (&str, (Credentials, &str))| {
                has(&shift.scope, object) && shift.demands.iter().all(|demand| is_met(demand, object, at))
            };
            let is_exempt = |shift: &Shift, (object, at): (&str, (Credentials, &str)), surely: bool| {
                shift.exempt.iter().any(|exempt| {
                    has(&exempt.scope, object)
                        && (exempt.is_certain || !surely)
                        && exempt.under.iter().all(|demand| is_met(demand, object, at))
                })
            };
            for shift in &shifts {
                let told = || samples.iter().copied().filter(|sample| is_told(shift, *sample));
                let wrong = told().find(|sample| shift.is_certain && !is_exempt(shift, *sample, false) && !turns(sample.0, sample.1));
                assert_eq!(wrong, None, "seed {seed}: told for certain: {sentences:?}");
                let is_so = told().any(|(object, at)| turns(object, at));
                assert!(is_so, "seed {seed}: never so: {:?} of {sentences:?}", shift.in_words());
            }
            for sample in samples.iter().filter(|(object, at)| turns(object, *at)) {
                let is_told = shifts.iter().any(|shift| is_told(shift, *sample) && !is_exempt(shift, *sample, true));
                assert!(is_told, "seed {seed}: {sample:?} is not told: {sentences:?}");
            }
        }
    }
}

/// A resource is where its ARN says, and what answers in one region is asked there: another region is no circumstance.
#[test]
fn the_region_is_no_circumstance_where_it_is_fixed() {
    let mut world = world();
    let queue = format!("arn:aws:sqs:us-east-1:{}:jobs", world.account.id());
    let allow = format!(r#"{{"Effect":"Allow","Action":["sqs:SendMessage"],"Resource":"{queue}"}}"#);
    let users = r#"{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}"#;
    let lock = r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}"#;
    let mut told = |statements: &[&str]| {
        let before = world.account.clone();
        let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
        world.change(PutUserPolicy { user_name: "dan".into(), policy_name: "own".into(), policy_document });
        difference(&before, &world.account, &Progress::default()).unwrap().sentences()
    };
    // STS answers in every region.
    let session = |verb| format!("dan may {verb} sts:GetSessionToken on *, where StringNotEquals aws:RequestedRegion eu-west-1");
    assert_eq!(told(&[&allow, lock]), [session("lose")]);
    // Who one is nobody can deny to ask.
    let free = "dan is no longer denied 22,319 actions of 457 services on *, under StringNotEquals aws:RequestedRegion eu-west-1";
    assert_eq!(told(&[&allow]), [format!("dan gains sqs:SendMessage on {queue}"), session("gain"), free.to_owned()]);
    assert_eq!(told(&[&allow, lock]), [format!("dan loses sqs:SendMessage on {queue}"), session("lose")]);
    assert_eq!(told(&[users, lock]), [""; 0]);
    let free = free.replace("22,319", "22,318");
    assert_eq!(told(&[users]), ["dan gains iam:ListUsers on *", &session("gain"), &free]);
}

/// What stays denied under a condition of its own is denied no longer without it.
#[test]
fn a_denial_that_goes_sets_free_what_another_leaves() {
    let mut world = world();
    put(&mut world, "one", &format!("-docs/* if {OFFICE}"));
    put(&mut world, "two", &format!("-docs/* if {MFA}"));
    let before = world.account.clone();
    world.change(DeleteUserPolicy { user_name: "dan".into(), policy_name: "one".into() });
    let difference = difference(&before, &world.account, &Progress::default()).unwrap();
    assert!(difference.effects.iter().any(|effect| !effect.freed.is_empty()), "{:?}", difference.told());
}
