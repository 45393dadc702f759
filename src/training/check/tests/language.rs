//! What is a check and what is none.

use proptest::prelude::*;

use super::super::{Check, CheckError, Kind, Term};
use super::Stage;

fn error(text: &str) -> CheckError {
    Check::parse(text).expect_err(text)
}

#[test]
fn errors_say_where_and_what_was_expected() {
    let table = [
        ("", 0..0, "Expected a predicate or a value, and the text ends here."),
        ("exists(user:alice", 17..17, "Expected , or ), and the text ends here."),
        ("exist(user:alice)", 0..5, "There is no predicate exist. Is exists meant?"),
        ("exists(usr:alice)", 7..16, "and found usr:alice. Is user meant?"),
        ("exists(user:alice) & password(user:alice)", 19..20, "And is written &&."),
        ("keys(root, any) = 0", 16..17, "Equality is written ==."),
        ("keys(root, any)", 0..15, "Expected true or false, and this is a number. Compare it, as in > 0."),
        ("keys(root, all) == 0", 11..14, "There is no word here (active, inactive, any) all."),
        ("decision(root, s3:GetObject, *) == allow", 35..40, "Expected a decision (allowed, implicitDeny, explicitDeny)"),
        ("can(user:alice, GetObject, *)", 16..25, "Expected an action, as in s3:GetObject, and found GetObject."),
        ("did(CreateUsr)", 4..13, "There is no event CreateUsr. Is CreateUser"),
        ("member(user:alice)", 0..18, "Expected member(user, group)."),
        ("some(u in people, password(u))", 10..16, "There is no kind people."),
        ("some(u in groups, password(u))", 27..28, "Expected user:NAME, and found u."),
        ("exists(\"user:alice)", 7..19, "This quote is not closed"),
        ("can(root, s3:GetObject, *, {mfa: yes})", 33..36, "Expected true or false."),
        ("password(user:alice) extra", 21..26, "Expected &&, || or a comparison, or the end, and found extra."),
        ("did(key_created(user:alice, old))", 28..31, "Expected ): key_created takes whom it is about and no more."),
        ("did(key_used(user:alice, inactive))", 25..33, "There is no word here (old, new) inactive."),
        ("tried(root, s3:GetObject, *, {mfa: true}) == allowed", 30..34, "There is no circumstance of a request that was made mfa."),
        ("tried(root, s3:GetObject, *, {since: monday}) == allowed", 37..43, "Expected change: the last change of the account."),
        (
            "tried(root, s3:GetObject, *, {session: new}) == allowed",
            39..42,
            "Expected older: opened before the last change of the account.",
        ),
        ("can(root, s3:GetObject, *, {since: change})", 28..34, "There is no circumstance since."),
        ("exists('user:alice')", 7..8, "Texts stand in double quotes here."),
    ];
    for (text, at, message) in table {
        let error = error(text);
        assert!(error.message.contains(message), "{text}: {}", error.message);
        assert_eq!(error.at, at, "{text}: {}", error.message);
    }
}

#[test]
fn what_is_deep_or_long_is_refused() {
    let deep = format!("{}exists(user:a){}", "(".repeat(60), ")".repeat(60));
    assert!(error(&deep).message.contains("no more than 40 things in each other"));
    let negated = format!("{}exists(user:a)", "!".repeat(60));
    assert!(error(&negated).message.contains("no more than 40"));
    assert!(error(&"exists(user:a) && ".repeat(400)).message.contains("at most 4096 bytes"));
    let bound = "some(a in users, some(b in users, some(c in users, password(c))))";
    assert!(error(bound).message.contains("More than 2"));
}

#[test]
fn not_and_or_bind_as_everywhere() {
    let stage = Stage::new().with(&["aws iam create-user --user-name alice"]);
    stage.holds(&[
        "exists(user:alice) || exists(user:bob) && exists(user:carol)",
        "!exists(user:bob) && exists(user:alice)",
        "!(exists(user:bob) && exists(user:alice))",
        "count(users) == 1 && 1 == count(users) && 2 > count(users) && count(users) >= 1 && count(users) != 2",
    ]);
    stage.fails(&["(exists(user:alice) || exists(user:bob)) && exists(user:carol)", "count(users) < 1"]);
}

#[test]
fn a_verdict_says_what_decided_it() {
    let stage = Stage::new().with(&["aws iam create-user --user-name alice"]);
    let verdict = stage.verdict("exists(user:alice) && password(user:alice) && keys(user:alice, any) == 1");
    let said: Vec<(&str, &str)> = verdict.findings.iter().map(|finding| (finding.found.as_str(), finding.wanted.as_str())).collect();
    assert_eq!(
        said,
        [("alice has no console password", "alice has a console password"), ("alice has no access keys", "alice has one access key"),],
        "what is as it should be is left out",
    );
    let place = verdict.findings[0].place.as_ref().unwrap();
    assert_eq!(place.to_string(), ":users, alice, Security credentials");
    let either = stage.verdict("password(user:bob) && exists(user:bob) || password(user:alice)");
    assert_eq!(either.findings.len(), 1, "what comes nearest: {:?}", either.findings);
    let missing = stage.verdict("password(user:bob)");
    assert_eq!(missing.findings[0].found, "there is no user bob");
}

#[test]
fn a_check_that_asks_too_much_is_not_decided() {
    let names = (0..40).map(|number| format!("user:u{number}")).collect::<Vec<_>>().join(", ");
    let check = |parts: usize| {
        let body = vec!["!can(u, iam:GetUser, v)"; parts].join(" && ");
        format!("every(u in [{names}], every(v in [{names}], {body}))")
    };
    let stage = Stage::new();
    assert!(stage.verdict(&check(1)).holds);
    let verdict = stage.verdict(&check(2));
    assert!(!verdict.holds);
    assert_eq!(verdict.findings[0].found, "this check asks more than 3000 things of the account, and is not decided");
}

#[test]
fn the_questions_of_a_check_are_known() {
    let check = Check::parse("right(one) || (answered(two) && wrong(three))").unwrap();
    assert_eq!(check.asks(), ["one", "two", "three"]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_at_a_place_in_it(text in "\\PC{0,200}") {
        if let Err(error) = Check::parse(&text) {
            prop_assert!(text.get(error.at.clone()).is_some(), "{:?} in {text:?}", error.at);
        }
    }

    #[test]
    fn any_words_of_the_language_are_read_or_refused(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "exists", "can", "some", "count", "order", "(", ")", "[", "]", "{", "}", ",", "&&", "||", "!", "==", "<", "user:alice",
                "u", "in", "users", "s3:GetObject", "*", "mfa:", "true", "3", "\"x\"", "rejected", "did", "tried", "none",
            ]),
            0..40,
        )
    ) {
        let text = parts.join(" ");
        for kind in [Kind::Truth, Kind::Number, Kind::Decision, Kind::Text] {
            if let Err(error) = Term::parse(&text, kind) {
                prop_assert!(text.get(error.at.clone()).is_some(), "{:?} in {text:?}", error.at);
            }
        }
        if let Err(error) = Check::request(&text, true) {
            prop_assert!(text.get(error.at.clone()).is_some(), "{:?} in {text:?}", error.at);
        }
    }
}
