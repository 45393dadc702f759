//! One cause is told in one sentence, and no sentence takes back what another says.

use iam_console::access::{Found, Inquiry, Progress};
use iam_console::account::operation::{AddUserToGroup, CreateGroup, CreateUser, PutGroupPolicy};

use super::common::{World, now};
use super::settled::{ELSEWHERE, MFA, NO_MFA, OFFICE, statements, told};

#[test]
fn one_cause_is_one_sentence() {
    let elsewhere = "under NotIpAddress aws:SourceIp 203.0.113.0/24";
    for (before, change, expected) in [
        // What stays allowed whatever comes is told beside what may stay so.
        (
            vec![("own", format!("+* if {ELSEWHERE}")), ("docs", format!("+docs/secret/*; +docs/${{aws:username}}/* if {MFA}"))],
            ("own", "+none/x".to_owned()),
            vec![
                format!(
                    "dan may lose *, {elsewhere} (still allowed on none/x and docs/secret/*, still allowed on docs/${{aws:username}}/* under Bool aws:MultiFactorAuthPresent true)"
                ),
                "dan gains none/x (already allowed under NotIpAddress aws:SourceIp 203.0.113.0/24)".to_owned(),
            ],
        ),
        // The same conditions of a grant that goes and of a denial that comes.
        (
            vec![("docs", format!("+docs/* if {OFFICE}"))],
            ("docs", format!("-docs/* if {OFFICE}")),
            vec!["dan and eve may lose docs/*, under IpAddress aws:SourceIp 203.0.113.0/24".to_owned()],
        ),
        // What two grants let, one of them under a condition, a denial takes once.
        (
            vec![("own", format!("+docs/*; +docs/* if {OFFICE}"))],
            ("new", format!("-docs/* if {NO_MFA}")),
            vec!["dan may lose docs/*, where BoolIfExists aws:MultiFactorAuthPresent false".to_owned()],
        ),
        // What two denials leave is what both leave.
        (
            vec![("own", "+*; -!docs/*".to_owned())],
            ("new", "-*/secret/*".to_owned()),
            vec!["dan loses */secret/* (only on docs/*)".to_owned()],
        ),
        (
            vec![("own", "+*; -!docs/*; -!*/secret/*".to_owned())],
            ("new", "-*a".to_owned()),
            vec!["dan loses *a (only on what docs/* and */secret/* both name)".to_owned()],
        ),
        (
            vec![("docs", "+docs/* if {}".replace("{}", OFFICE)), ("own", "-*/secret/*".to_owned())],
            ("new", "+docs/* */secret/*".to_owned()),
            vec!["dan gains docs/* (denied on */secret/*, already allowed under IpAddress aws:SourceIp 203.0.113.0/24)".to_owned()],
        ),
    ] {
        let before: Vec<(&str, &str)> = before.iter().map(|(place, short)| (*place, short.as_str())).collect();
        assert_eq!(told(&before, (change.0, &change.1)), expected, "{before:?} {change:?}");
    }
}

/// A part that turns only under the shift's own conditions is not told as if it needed none, nor under more than it needs.
#[test]
fn each_part_keeps_the_conditions_that_it_goes_by() {
    let mfa = "Bool aws:MultiFactorAuthPresent true";
    let told = |own: &str, new: &str| told(&[("own", own), ("new", new)], ("own", "+none/x"));
    let of_network = told(&format!("+!docs/*; +* if {MFA}"), &format!("-docs/* if {OFFICE}"));
    assert_eq!(of_network, ["dan loses * (still allowed on none/x, in part denied before on docs/*)"]);
    let [out, within] = ["StringNotEquals", "StringEquals"].map(|operator| format!(r#"{{"{operator}":{{"aws:SourceVpce":"vpce-1"}}}}"#));
    let curl = r#"{"StringLike":{"aws:UserAgent":"curl*"}}"#;
    let of_endpoint = told(&format!("+* if {MFA}"), &format!("-!docs/* if {out}; +mm/* if {within}; -docs/* if {curl}"));
    let is_of_docs = |one: &&String| {
        let conditions = one.split_once(", under ").map_or("", |(_, under)| under.split(" (").next().unwrap_or_default());
        conditions.contains(mfa) && !conditions.contains("SourceVpce") && one.contains("docs/*")
    };
    assert!(of_endpoint.iter().any(|one| is_of_docs(&one)), "{of_endpoint:?}");
}

/// A text that is compared with a moment may tell others apart than those that are tried: then it may be lost.
#[test]
fn a_moment_that_is_compared_as_a_text_is_not_settled() {
    let ends = r#"{"DateGreaterThan":{"aws:CurrentTime":"2036-01-01T00:00:00Z"}}"#;
    let own = r#"+docs/* if {"StringLike":{"aws:EpochTime":"19*"}}"#;
    let told = told(&[("own", own), ("new", &format!("-docs/* if {ends}"))], ("own", "+none/x"));
    assert!(told.iter().any(|one| one.starts_with("dan may lose docs/*")), "{told:?}");
}

#[test]
fn keys_that_hang_together_are_no_circumstances_of_their_own() {
    let age = r#"{"Bool":{"aws:MultiFactorAuthPresent":"false"},"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}"#;
    let times = r#"{"DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"},"DateGreaterThan":{"aws:EpochTime":"2030-01-01T00:00:00Z"}}"#;
    let issued = r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"},"Null":{"aws:TokenIssueTime":"true"}}"#;
    for never in [age, times, issued] {
        assert_eq!(told(&[], ("new", &format!("+docs/* if {never}"))), [""; 0], "{never}");
    }
    let age = r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}"#;
    let under = "under Bool aws:MultiFactorAuthPresent true and NumericLessThan aws:MultiFactorAuthAge 3600";
    assert_eq!(told(&[], ("new", &format!("+docs/* if {age}"))), [format!("dan may gain docs/*, {under}")]);
}

/// Where keys that hang together may be in too many ways, it stays open whether all conditions are ever met.
#[test]
fn too_many_ways_of_keys_that_hang_together_stay_a_perhaps() {
    let told = |others: usize| {
        let keys = ["aws:SourceVpc", "aws:VpcSourceIp", "aws:VpceAccount", "aws:VpceOrgID", "aws:SourceVpcArn"];
        let of_each = |at: usize| keys.map(|key| format!(r#""{key}":"{at}""#)).join(",");
        let others: Vec<String> = (0..others).map(|at| format!(r#"; +docs/* if {{"StringEquals":{{{}}}}}"#, of_each(at))).collect();
        let never = r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringEquals":{"aws:SourceVpce":"vpce-1"}}"#;
        let all = format!("+docs/* if {never}{}", others.concat());
        told(&[("own", "+none/x")], ("new", &all)).into_iter().filter(|one| one.contains("aws:SourceVpce ")).collect::<Vec<_>>()
    };
    assert_eq!(told(0), [""; 0]);
    assert_eq!(told(3), ["dan may gain docs/*, under IpAddress aws:SourceIp 203.0.113.0/24 and StringEquals aws:SourceVpce vpce-1"]);
}

/// What is told shortly is told with all names, too: of who, of what and of which values.
#[test]
fn all_names_are_told_where_there_is_room() {
    let mut world = World::fresh();
    world.change(CreateGroup { group_name: "team".into(), ..Default::default() });
    for user_name in ["ana", "bob", "cyd", "dan"] {
        world.change(CreateUser { user_name: user_name.into(), ..Default::default() });
        world.change(AddUserToGroup { group_name: "team".into(), user_name: user_name.into() });
    }
    let before = world.account.clone();
    let tagged = r#"{"StringEquals":{"aws:UserAgent":["a","b","c"]}}"#;
    let policy_document = statements(&format!("+a/* b/* c/* if {tagged}"), None).replace("s3:GetObject", "s3:PutObject");
    world.change(PutGroupPolicy { group_name: "team".into(), policy_name: "p".into(), policy_document });
    let Found::Change(told) = Inquiry::change(before, world.account, now()).answer(&Progress::default()).unwrap() else { panic!() };
    let under = "under StringEquals aws:UserAgent";
    assert_eq!(
        told.sentences(),
        [format!("ana, bob and 2 others may gain s3:PutObject on arn:aws:s3:::a/* and 2 others, {under} a or 2 others")]
    );
    let all = "arn:aws:s3:::a/*, arn:aws:s3:::b/* and arn:aws:s3:::c/*";
    assert_eq!(told.in_full(), [format!("ana, bob, cyd and dan may gain s3:PutObject on {all}, {under} a, b or c")]);
}
