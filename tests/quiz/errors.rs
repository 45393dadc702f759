//! What is wrong with a file is told, with line, column and what was expected.

use iam_console::training::quiz::Bank;
use proptest::prelude::*;

use super::now;

const SINGLE: &str = r#"format = 1
topic = "T"
[[item]]
id = "a"
misconception = "M01"
level = "novice"
kind = "single"
stem = "S?"
option = [
  { text = "x", right = true, why = "x." },
  { text = "y", right = false, why = "y." },
  { text = "z", right = false, why = "z." },
]
"#;

const COMPUTED: &str = r#"format = 1
topic = "T"
[[item]]
id = "a"
misconception = "M01"
level = "novice"
kind = "computed"
fixture = "team"
lines = ["aws iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
asks = "decision"
request = "user:$who s3:ListAllMyBuckets *"
stem = "alice may read. $who asks."
[item.vary]
who = ["alice", "bob"]
"#;

const FIX: &str = r#"format = 1
topic = "T"
[[item]]
id = "a"
misconception = "M01"
level = "novice"
kind = "fix"
fixture = "team"
must = ["exists(user:frank)"]
stem = "S?"
option = [
  { text = "x", do = ["aws iam create-user --user-name frank"], why = "x." },
  { text = "y", do = ["aws iam create-user --user-name gina"], why = "y." },
  { text = "z", do = [], why = "z." },
]
"#;

const MARK: &str = r#"format = 1
topic = "T"
[[item]]
id = "a"
misconception = "M01"
level = "novice"
kind = "mark"
stem = "S?"
policy = '''{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"B","Effect":"Deny","Action":"*","Resource":"*"}]}'''
marked = ["B"]
whys = { A = "a.", B = "b." }
fixture = "team"
lines = ["aws iam put-user-policy --user-name alice --policy-name Marked --policy-document '$policy'"]
request = "user:alice iam:ListUsers *"
"#;

const MATCH: &str = r#"format = 1
topic = "T"
[[item]]
id = "a"
misconception = "M01"
level = "novice"
kind = "match"
stem = "S?"
pairs = [["a", "1"], ["b", "2"], ["c", "3"]]
reasons = ["a.", "b.", "c."]
why = "W."
"#;

/// All that is wrong with a text.
fn faults(text: &str) -> Vec<String> {
    let files = || [("t.toml", text)];
    match Bank::of(files()) {
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
        Ok(bank) => bank.faults(files(), now()).iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn what_is_right_is_taken() {
    for text in [SINGLE, COMPUTED, FIX, MARK, MATCH] {
        assert_eq!(faults(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn each_thing_that_is_wrong_is_told_where_it_stands() {
    for (text, from, to, expected) in [
        (SINGLE, "format = 1", "format = 2", "t.toml:1:10: The format is not known. Expected 1."),
        (SINGLE, "\"T\"", "\" \"", "t.toml:2:9: The topic is empty."),
        (SINGLE, "topic", "topics", "t.toml:2:1: unknown field `topics`"),
        (SINGLE, "S?", "S\\u0007?", "t.toml:3:1: a: A text has letters that can't be seen."),
        (SINGLE, "\"T\"", "\"T\u{202e}\"", "t.toml:2:9: A text has letters that can't be seen."),
        (MATCH, "\"1\"", "\"1\\u001b\"", "t.toml:3:1: a: A text has letters that can't be seen."),
        (SINGLE, "kind = \"single\"\n", "", "t.toml:3:1: the field `kind` is missing."),
        (SINGLE, "\"a\"", "\"A b\"", "t.toml:4:6: A b: No item can have this id."),
        (SINGLE, "M01", "M26", "t.toml:5:17: a: There is no misconception \"M26\". Expected M01 to M25."),
        (SINGLE, "novice", "easy", "t.toml:6:9: a: There is no level \"easy\". Expected one of novice, beginner"),
        (SINGLE, "single", "singel", "t.toml:7:8: a: There is no kind \"singel\". Expected one of truefalse, single"),
        (SINGLE, "S?", "", "t.toml:8:8: a: The question has 0 characters."),
        (SINGLE, "stem =", "answer = true\nstem =", "t.toml:8:10: a: An item of the kind single has no `answer`."),
        (SINGLE, "stem =", "notes = 6\nstem =", "t.toml:8:9: a: The notes have five questions. Expected 1 to 5."),
        (SINGLE, "single", "order", "t.toml:7:8: a: An item of the kind order needs `sequence`."),
        (SINGLE, "y\", right = false", "y\", right = true", "t.toml:7:8: a: More than one option is right."),
        (SINGLE, "right = true", "right = false", "t.toml:7:8: a: No option is right."),
        (SINGLE, ", why = \"y.\"", "", "t.toml:11:3: a: The option has no reason."),
        (SINGLE, "\"y.\"", "\" \"", "t.toml:11:38: a: The reason is empty."),
        (SINGLE, "\"y\", right = false", "\"y\"", "t.toml:11:12: a: The option does not say whether it is right."),
        (SINGLE, "\"y\"", "\"x\"", "a: \"x\" is there twice."),
        (SINGLE, "  { text = \"z\", right = false, why = \"z.\" },\n", "", "a: There are 2 options. Expected 3 to 5."),
        (COMPUTED, "\"team\"", "\"teem\"", "t.toml:8:11: a: There is no fixture \"teem\". Expected one of "),
        (COMPUTED, "\"decision\"", "\"what\"", "t.toml:10:8: a: Nothing asks for \"what\"."),
        (COMPUTED, "$who asks", "Who asks", "a: The question does not show $who: it can't be answered."),
        (COMPUTED, "user:$who", "user:alice", "a: Neither `lines` nor `request` has $who: it varies nothing."),
        (COMPUTED, "[\"alice\", \"bob\"]", "[\"alice\"]", "a: Expected 2 to 64 variants."),
        (COMPUTED, "\"bob\"]", "\"alice\"]", "a: \"alice\" is there twice."),
        (COMPUTED, "[\"alice\", \"bob\"]", "[\"carol\", \"bob\"]", "t.toml:3:1: a: The decision is implicitDeny in all variants."),
        (
            COMPUTED,
            "\"bob\"]",
            "\"nobody\"]",
            "t.toml:3:1: a: With $who = \"nobody\": The request user:nobody s3:ListAllMyBuckets *: who makes it is not there",
        ),
        (COMPUTED, "user:$who s3", "usr:$who s3", "t.toml:3:1: a: With $who = \"alice\": The request usr:alice"),
        (
            COMPUTED,
            "attach-user-policy --user-name alice",
            "attach-user-policy --user-name zoe",
            "a: With $who = \"alice\": aws iam attach-user-policy",
        ),
        (FIX, "exists(user:frank)", "exist(user:frank)", "t.toml:9:10: a: "),
        (FIX, "\"exists(user:frank)\"", "", "a: Nothing must hold."),
        (FIX, "gina", "frank", "t.toml:3:1: a: After \"x\" and \"y\" all of `must` holds. Expected one."),
        (FIX, "user-name frank", "user-name hugo", "t.toml:3:1: a: After no option all of `must` holds."),
        (FIX, "exists(user:frank)", "exists(user:alice)", "t.toml:3:1: a: All of `must` holds before anything is done."),
        (FIX, "do = []", "right = true", "a: Which option is right is not written down"),
        (MATCH, "reasons = [\"a.\", \"b.\", \"c.\"]\n", "", "t.toml:7:8: a: An item of the kind match needs `reasons`."),
        (MATCH, "\"a.\", ", "", "t.toml:10:11: a: There are 2 reasons. Expected 3, one for each in its order."),
        (MATCH, "\"b.\"", "\" \"", "t.toml:10:18: a: The reason is empty."),
        (MARK, "marked = [\"B\"]", "marked = [\"C\"]", "t.toml:10:11: a: The policy has no statement \"C\". Expected one of A, B."),
        (MARK, "marked = [\"B\"]", "marked = [\"A\", \"B\"]", "t.toml:10:10: a: None or all of the statements are to be marked."),
        (MARK, "marked = [\"B\"]", "marked = [\"A\"]", "t.toml:3:1: a: The engine decides the request by B, and A is to be marked."),
        (
            MARK,
            "\"Effect\":\"Deny\",\"Action\":\"*\"",
            "\"Effect\":\"Deny\",\"Action\":\"s3:*\"",
            "a: The engine decides the request by A, and B is to be marked.",
        ),
        (MARK, "user:alice iam", "user:bob iam", "a: No statement decides the request, and B is to be marked: "),
        (MARK, "request = \"user:alice iam:ListUsers *\"\n", "", "a: The policy is taken with B in it. Expected one that AWS refuses"),
        (MARK, "'$policy'", "'{}'", "t.toml:13:9: a: The last line puts the policy in place. Expected '$policy' in it."),
        (MARK, ", B = \"b.\"", "", "a: The statement \"B\" has no reason."),
        (MARK, "\"Sid\":\"B\",", "", "a: A statement has no Sid."),
        (
            MARK,
            "\"Action\":\"*\"",
            "\"Action\":\"s3:GetObjekt\"",
            "t.toml:9:10: a: There is no action s3:GetObjekt. Is s3:GetObject meant?",
        ),
        (
            COMPUTED,
            "ListAllMyBuckets *",
            "ListAllMyBuckets $acount",
            "a: With $who = \"alice\": Nothing is called $acount; there are the names under vary, and $account. Did you mean account?",
        ),
        (
            COMPUTED,
            "s3:ListAllMyBuckets *",
            "s3:ListBucket arn:aws:s3:::reprots-$account",
            "There is no bucket reprots-111122223333 at any time of the lesson. Is reports-111122223333 meant?",
        ),
        (
            FIX,
            "\"exists(user:frank)\"",
            "\"exists(user:frank)\", \"!can(user:franc, iam:ListUsers, *)\"",
            "There is no user franc at any time",
        ),
        (FIX, "exists(user:frank)", "exists(user:$frank)", "Nothing is called $frank"),
        (SINGLE, "stem =", "lessons = [\"w99\"]\nstem =", "a: There is no lesson w99."),
        (MARK, "\"Version\"", "\"Version", "t.toml:9:10: a: The policy can't be read: "),
    ] {
        assert!(text.contains(from), "{from}");
        let found = faults(&text.replacen(from, to, 1));
        assert!(found.iter().any(|fault| fault.contains(expected)), "{from} -> {to}\nexpected {expected}\nfound {found:#?}");
    }
}

#[test]
fn a_file_has_an_item_and_a_reason_is_not_its_own_contrary() {
    assert_eq!(faults("format = 1\ntopic = \"T\"\n"), ["t.toml:3:1: The file has no item. Expected one at least: [[item]] begins it."]);
    let same = SINGLE.split_once("kind").unwrap().0.to_owned()
        + "kind = \"truefalse\"\nstem = \"S?\"\nanswer = true\nwhy = \"W.\"\nwhy_not = \"W.\"\n";
    assert_eq!(faults(&same), ["t.toml:10:7: a: `why` and `why_not` are the same. Expected why it is so, and why it is not otherwise."]);
}

#[test]
fn ids_are_unique_in_the_bank() {
    let twice = format!("{SINGLE}{}", SINGLE.split_once("topic = \"T\"\n").unwrap().1);
    assert_eq!(faults(&twice), ["t.toml:15:6: a: Another item has this id. Ids are unique."]);
    let errors = Bank::of([("one.toml", SINGLE), ("two.toml", SINGLE)]).unwrap_err();
    assert_eq!(errors[0].to_string(), "two.toml:3:1: a: An item of another file has this id. Ids are unique.");
}

#[test]
fn texts_from_strangers_do_not_steer_the_terminal() {
    let text = SINGLE.replace("M01", "\\u001b[2J\\u202e");
    let errors = faults(&text);
    assert!(errors[0].contains("A text has letters that can't be seen."), "{errors:?}");
    assert!(errors.iter().all(|error| !error.contains('\u{1b}') && !error.contains('\u{202e}')), "{errors:?}");
    let broken = format!("{SINGLE}\u{1b}]0;x\u{7}");
    assert!(faults(&broken).iter().all(|error| !error.contains('\u{1b}')));
}

proptest! {
    #[test]
    fn any_text_is_read_or_told(text in "(?s).{0,300}") {
        let _ = Bank::of([("t.toml", text.as_str())]);
    }

    #[test]
    fn any_part_of_an_item_may_be_missing_or_doubled(which in 0_usize..4, from in 0_usize..900, length in 0_usize..60, twice: bool) {
        let text = [SINGLE, COMPUTED, FIX, MARK, MATCH][which];
        let (from, to) = (from.min(text.len()), (from + length).min(text.len()));
        prop_assume!(text.is_char_boundary(from) && text.is_char_boundary(to));
        let between = if twice { text[from..to].repeat(2) } else { String::new() };
        let text = format!("{}{between}{}", &text[..from], &text[to..]);
        match Bank::of([("t.toml", text.as_str())]) {
            Err(errors) => {
                let lines = text.lines().count() + 1;
                prop_assert!(!errors.is_empty() && errors.iter().all(|error| (1..=lines).contains(&error.line) && error.column >= 1));
            }
            Ok(bank) => { let _ = bank.faults([("t.toml", text.as_str())], now()); }
        }
    }
}
