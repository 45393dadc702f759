//! Every lesson that comes with the program is proved, and what a proof finds wrong is told.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use iam_console::app::coach::presses;
use iam_console::screens::SCREENS;
use iam_console::training::lesson::*;
use iam_console::training::proof::*;

pub fn proved(lesson: &Arc<Lesson>) -> Proof {
    let screens: Vec<&'static str> = SCREENS.iter().flat_map(|spec| spec.names).copied().collect();
    let lessons: Vec<String> = shipped().flatten().map(|lesson| lesson.id.clone()).collect();
    prove(lesson, Known { screens: &screens, lessons: &lessons, presses: &presses() })
}

#[test]
fn every_shipped_lesson_is_proved_and_each_of_its_hints_is_reached() {
    let lessons: Vec<&Arc<Lesson>> = shipped().flatten().collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut faults = Vec::new();
        while let Some(lesson) = lessons.get(next.fetch_add(1, Ordering::Relaxed)) {
            // A note of a hint that nothing reaches is a fault here: every hint and trap is tried.
            let Proof { faults: wrong, notes, .. } = proved(lesson);
            faults.extend(wrong.iter().chain(&notes).map(ToString::to_string));
        }
        faults
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let faults: Vec<String> = std::thread::scope(|scope| {
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        working.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_shipped_translation_is_whole_of_the_present_text_and_fits() {
    let screens: Vec<&'static str> = SCREENS.iter().flat_map(|spec| spec.names).copied().collect();
    let lessons: Vec<String> = shipped().flatten().map(|lesson| lesson.id.clone()).collect();
    let mut wrong = Vec::new();
    for (lesson, _, name, text) in shipped_translations() {
        let (translated, fallbacks) = lesson.translated(name, text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(fallbacks, Fallbacks::default(), "{name}");
        assert_ne!(translated.title, lesson.title, "{name}");
        let unmarked = text.matches("\n## ").count() + text.matches("\n### ").count() + 1 - text.matches("<!-- of ").count();
        assert_eq!(unmarked, 0, "{name}: blocks that don't say what they were made from");
        let proof = prove_texts(&Arc::new(translated), Known { screens: &screens, lessons: &lessons, presses: &presses() });
        wrong.extend(proof.faults.iter().chain(&proof.notes).map(|fault| format!("{name}: {fault}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whoever_is_let_do_something_is_given_more_and_what_limits_another_does_not_notice() {
    let notes = |invariants: &str| {
        let text = LESSON.replacen("[challenge]\n", &format!("[challenge]\ninvariant = [{invariants}]\n"), 1);
        let notes = proved(&Arc::new(Lesson::parse("l.md", &text).unwrap())).notes;
        notes.into_iter().filter_map(|note| Some(note.message.strip_prefix("It is met although ")?.to_owned())).collect::<Vec<_>>()
    };
    let (ann, newcomer) =
        ("user:ann has arn:aws:iam::aws:policy/AmazonRDSFullAccess besides: ", "there is a user more, who may do everything: ");
    let begins = |notes: Vec<String>, expected: &[&str]| {
        assert_eq!(notes.len(), expected.len(), "{notes:?}");
        assert!(notes.iter().zip(expected).all(|(note, expected)| note.starts_with(expected)), "{notes:?}");
    };
    begins(notes("'unchanged(root)'"), &[newcomer, ann]);
    begins(notes("'only(user:ann, s3:ListBucket)'"), &[newcomer]);
    begins(notes("'count(users) <= 1', 'unchanged(root)'"), &[ann]);
    begins(notes("'count(users) <= 1', 'only(user:ann, s3:ListBucket)'"), &[]);
}

#[test]
fn the_roles_of_instances_and_functions_are_given_more_too_and_so_is_whoever_an_exam_names() {
    for (id, limit, more) in [
        ("w06", "\"only(instance:i-app, s3:Get*, s3:List*)\",", "instance:i-app has"),
        ("w06", "\"only(function:resize, s3:PutObject)\",", "function:resize has"),
        ("f04", "\"only(role:VendorBackup, s3:GetObject)\",", "role:VendorBackup has"),
        ("w07", "count(users) <= 6 && ", "there is a user more"),
        ("w07", "only(instance:i-app, s3:GetObject, s3:PutObject) && ", "instance:i-app has"),
    ] {
        let (name, text) = shipped_files().find(|(name, _)| name.starts_with(id)).unwrap();
        assert!(text.contains(limit), "{limit}");
        let notes = proved(&Arc::new(Lesson::parse(name, &text.replacen(limit, "", 1)).unwrap())).notes;
        assert!(notes.iter().any(|note| note.message.starts_with(&format!("It is met although {more}"))), "{limit}: {notes:?}");
    }
}

#[test]
fn an_invariant_asks_something_where_an_account_of_the_lesson_can_break_it() {
    let asks_nothing = |invariant: &str| {
        let text = LESSON.replacen("[challenge]\n", &format!("[challenge]\ninvariant = [\"{invariant}\"]\n"), 1);
        let proof = proved(&Arc::new(Lesson::parse("l.md", &text).unwrap()));
        proof.faults.iter().any(|fault| fault.message.ends_with("it asks nothing."))
    };
    // A user more, and an account with nothing in it, break these.
    for invariant in ["count(users) <= 1", "exists(user:ann)"] {
        assert!(!asks_nothing(invariant), "{invariant}");
    }
    assert!(asks_nothing("count(users) <= 9"));
}

pub const LESSON: &str = r#"+++
format = 1
id = "l"
title = "L"
level = "novice"
minutes = 5
fixture_lines = [
  "aws iam create-user --user-name ann",
  "aws s3api create-bucket --bucket reports-111122223333",
  "aws s3api create-bucket --bucket other-111122223333",
]
[[step]]
id = "s"
check = "exists(group:g) && member(user:ann, group:g)"
screen = "groups"
solve = ["aws iam create-group --group-name g", "aws iam add-user-to-group --group-name g --user-name ann", "answer q no"]
[[step.ask]]
id = "q"
kind = "yesno"
truth = "can(user:ann, s3:ListBucket, arn:aws:s3:::reports-111122223333)"
[[step.hint]]
id = "alone"
when = "exists(group:g)"
[[step.trap]]
do = ["aws iam create-group --group-name g"]
expect = "alone"
[challenge]
allow = ["user:ann s3:ListBucket arn:aws:s3:::reports-111122223333"]
deny = [
  "user:ann s3:ListBucket arn:aws:s3:::other-111122223333",
  "user:ann s3:DeleteBucket arn:aws:s3:::reports-111122223333",
]
solve = ['''aws iam put-group-policy --group-name g --policy-name p --policy-document '{"Version": "2012-10-17", "Statement": [{"Sid": "List", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports-111122223333"}]}' ''']
+++

# L

Hello.

## S {#s}

Do it.

### {#s/q}

May she?

### {#s/why}

So.

### {#s/hint}

Do.

### {#s/alone}

And ann.

## C {#challenge}

More.

### {#challenge/why}

So.

### {#challenge/hint}

Do.
"#;

#[test]
#[allow(clippy::too_many_lines, reason = "the changes are one table")]
fn what_a_lesson_does_not_keep_is_told() {
    assert_eq!(proved(&Arc::new(Lesson::parse("l.md", LESSON).unwrap())).faults, []);
    let long = format!("Do it. {}", "word ".repeat(120));
    let changes = [
        ("screen = \"groups\"", "screen = \"groupz\""),
        ("minutes = 5", "minutes = 5\nneeds = [\"w00\"]"),
        ("exists(group:g) &&", "exists(group:g) & &"),
        ("member(user:ann", "membr(user:ann"),
        ("exists(group:g) && member(user:ann, group:g)", "exists(user:ann)"),
        ("\"aws iam create-group --group-name g\", ", ""),
        ("\"answer q no\"]", "\"answer q no\", \"frobnicate\"]"),
        ("exists(group:g) && member(user:ann, group:g)", "exists(group:h)"),
        ("expect = \"alone\"", "expect = \"hint\""),
        ("do = [\"aws iam create-group", "do = [\"fails aws iam create-group"),
        ("do = [\"aws iam create-group --group-name g\"]", "do = [\"view users\"]"),
        ("\"user:ann s3:ListBucket arn:aws:s3:::other-111122223333\",", ""),
        ("\"Sid\": \"List\", \"Effect\": \"Allow\"", "\"Sid\": \"List\", \"Effect\": \"Deny\""),
        (
            "  \"user:ann s3:ListBucket arn:aws:s3:::other-111122223333\",\n  \"user:ann s3:DeleteBucket arn:aws:s3:::reports-111122223333\",\n",
            "",
        ),
        ("allow = [\"user:ann s3:ListBucket", "allow = [\"user:ann s3ListBucket"),
        ("### {#s/why}\n\nSo.\n", ""),
        ("Do it.", &long),
        ("create-user --user-name ann", "create-user --user-name $anna"),
        ("create-user --user-name ann", "create-user --usr-name ann"),
        ("\"user:ann s3:DeleteBucket", "\"anonymous iam:ListUsers *\", \"user:ann s3:DeleteBucket"),
        ("exists(group:g) &&", "!did(rejected(NoSuchEntiti)) &&"),
        ("s3:DeleteBucket", "s3:DeleteBuckt"),
        ("truth = \"can(user:ann", "truth = \"can(user:anna"),
        ("truth = \"can(user:ann,", "truth = \"can(user:$woh,"),
        ("answer q no", "answer q yes"),
        ("Hello.", "Hello $nobody."),
        ("minutes = 5", "minutes = 5\nobjectives = [\"See $acount\"]"),
        ("when = \"exists(group:g)\"", "when = \"exists(group:g) || exists(user:anne)\""),
        ("exists(group:g) &&", "!attached(user:ann, AmazonS3FulAccess) && exists(group:g) &&"),
        ("exists(group:g) &&", "!inline(user:ann, Reports) && !tagged(user:ann, Team) && exists(group:g) &&"),
        ("  \"user:ann s3:DeleteBucket arn:aws:s3:::reports-111122223333\",\n", ""),
        ("\"Action\": \"s3:ListBucket\"", "\"Action\": [\"s3:ListBucket\", \"s3:GetBucketTagging\"]"),
        ("\"Action\": \"s3:ListBucket\",", "\"Action\": \"s3:ListBucket\", \"Condition\": {\"StringLike\": {\"aws:username\": \"*\"}},"),
        ("deny = [", "deny = [\n  \"user:ann s3:DeleteBucket arn:aws:s3:::reports-111122223333\","),
        ("exists(group:g) &&", "none(users, exists(group:g)) &&"),
        ("exists(group:g) &&", "!did(user_deleted(user:ann)) && exists(group:g) &&"),
        ("s3:DeleteBucket", "s33:DeleteBucket"),
        ("user:ann s3:DeleteBucket", "user:anna s3:DeleteBucket"),
        ("s3:DeleteBucket arn:aws:s3:::reports", "s3:DeleteBucket arn:aws:s3:::reprots"),
        ("s3:DeleteBucket arn:aws:s3:::reports-111122223333\"", "s3:DeleteBucket arn:aws:s3:::reports-111122223333/a\""),
        (
            "s3:DeleteBucket arn:aws:s3:::reports-111122223333",
            "s3:DeleteBucket arn:aws:s3:::reports-111122223333 {\\\"aws:MultiFactorAuthPresnt\\\": true}",
        ),
        ("when = \"exists(group:g)\"", "when = \"exists(group:g) || answered(nosuch)\""),
        ("exists(group:g) &&", "viewed(groupz) &&"),
        ("exists(group:g) &&", "!exists(user:$nope) &&"),
        ("minutes = 5", "minutes = 5\nneeds = [\"l\"]"),
        ("exists(group:g) &&", "none(p in policies, attached(user:ann, p)) && exists(group:g) && exists(grup:g) &&"),
        ("exists(group:g) &&", "every(u in users, attached(user:ann, u)) && exists(group:g) &&"),
        ("exists(group:g) &&", "every(u in users, inline(user:ann, u)) && exists(group:g) &&"),
        ("exists(group:g) &&", "!can(user:ann, s3:GetObject, arn:aws:s3::reports/q1.csv) && exists(group:g) &&"),
        ("exists(group:g) &&", "quiz(notes6) >= 5 && exists(group:g) &&"),
        ("\"answer q no\"]", "\"answer q no\", \"quiz notes6 5\"]"),
        ("exists(group:g) &&", "(exists(group:g) || true) &&"),
        ("[challenge]\n", "[challenge]\ninvariant = [\"1 == 1\"]\n"),
        ("exists(group:g) && member(user:ann, group:g)", "exists(bucket:reports-$account) && membr(user:ann, group:g)"),
        ("\"exists(group:g) && member(user:ann, group:g)\"", "\"\"\"\nexists(group:g)\n  && membr(user:ann, group:g)\"\"\""),
        ("## S {#s}", &format!("## {} {{#s}}", "heading ".repeat(9))),
        ("minutes = 5", &format!("minutes = 5\nobjectives = [\"{}\"]", "objective ".repeat(11))),
        ("More.", &long),
        ("minutes = 5", "minutes = 5\nobjectives = [\"See \\u001b[2J\"]"),
        ("[[step.hint]]", "[[step.ask]]\nid = \"m\"\nkind = \"match\"\npairs = [[\"a\", \"x\\u0007\"], [\"b\", \"y\"]]\n[[step.hint]]"),
        ("title = \"L\"", "title = \"L\\u001b[31m\""),
        (", \"answer q no\"]", "]"),
        ("kind = \"yesno\"", "kind = \"yesno\"\npredict = true\nwhen = \"true\""),
        ("\"answer q no\"]", "\"answer q no\", \"view dashbord\"]"),
        ("deny = [", "deny = [\n  \"user:ann iam:DeleteUser user:nobodyy\","),
        ("deny = [", "deny = [\n  \"user:ann ec2:StopInstances arn:aws:ec2:us-east-1:111122223333:instance/i-nope\","),
        ("deny = [", "deny = [\n  \"user:ann s3:PutObject arn:aws:s3:::reports-999999999999/q1.csv\","),
        ("kind = \"yesno\"", "kind = \"yesno\"\npredict = true"),
        ("[challenge]\n", "[challenge]\ninvariant = [\"count(users) < 50\"]\n"),
        ("# L\n\nHello.", "Hello."),
        ("# L\n\nHello.", "# M\n\nHello."),
        ("Do it.", "| a | b |\n|---|---|\n| c | d |"),
        ("Do it.", "Press `$press(singout)`."),
        ("minutes = 5\nfixture_lines = [", "minutes = 5\nfixture_lines = [\n  \"view dashbord\","),
        ("\"answer q no\"]", "\"answer q no\", \"quiz notes5 9\"]"),
        ("## C {#challenge}", &format!("## End {{#end}}\n\n{long}{long}\n\n## C {{#challenge}}")),
    ];
    let mut told = String::new();
    for (from, to) in changes {
        assert!(LESSON.contains(from), "{from}");
        let faults = match Lesson::parse("l.md", &LESSON.replacen(from, to, 1)) {
            Ok(lesson) => {
                let proof = proved(&Arc::new(lesson));
                assert!(!proof.holds(), "{to}");
                proof.faults.into_iter().chain(proof.notes).collect()
            }
            Err(error) => vec![error],
        };
        let lines = faults.iter().map(|error| format!("  {error}\n"));
        let change: String = to.lines().next().unwrap_or_default().chars().take(60).collect();
        let lines: String = lines.collect();
        writeln!(told, "{change}\n{lines}").unwrap();
    }
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("lesson_faults", told);
    });
}
