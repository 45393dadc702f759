//! What a proof finds of demands that nobody can fail, and of wrong ways that are none.

use std::sync::Arc;

use iam_console::training::lesson::Lesson;

use crate::proof::{LESSON, proved};

/// What is wrong with the lesson, changed so.
#[track_caller]
fn faults(changes: &[(&str, &str)]) -> Vec<String> {
    let text = changes.iter().fold(LESSON.to_owned(), |lesson, (from, to)| {
        assert!(lesson.contains(from), "{from}");
        lesson.replacen(from, to, 1)
    });
    let lesson = Lesson::parse("l.md", &text).unwrap_or_else(|error| panic!("{error}"));
    proved(&Arc::new(lesson)).faults.into_iter().map(|fault| fault.message).collect()
}

const FIXTURE: &str = "\"aws s3api create-bucket --bucket other-111122223333\",";
const MEMBER: &str = "do = [\"aws iam create-group --group-name g\"]\nexpect = \"alone\"";

#[test]
fn a_demand_on_another_account_tells_something_only_where_it_could_be_let_in() {
    let more = format!(
        "{FIXTURE}\n  \"aws sqs create-queue --queue-name jobs\",\n  \"aws secretsmanager create-secret --name words --secret-string x\","
    );
    let denied =
        |request: &str| faults(&[(FIXTURE, more.as_str()), ("deny = [", &format!("deny = [\n  \"account:444455556666 {request}\","))]);
    // Whatever its policies say, no policy of the lesson's account lets another account at these.
    for never in [
        "iam:ListUsers *",
        "iam:CreateUser arn:aws:iam::111122223333:user/eve",
        "s3:GetObject arn:aws:s3:::nobodys-111122223333/a",
        "sts:AssumeRole arn:aws:iam::777788889999:role/theirs",
        "dynamodb:GetItem arn:aws:dynamodb:us-east-1:111122223333:table/none",
    ] {
        let told = format!("It is denied even where everybody may do everything, so that it tells nothing: account:444455556666 {never}.");
        // One that is not there at any time is told as well.
        assert!(denied(never).contains(&told), "{never}: {:?}", denied(never));
    }
    // A policy of the resource may.
    for sometimes in
        ["s3:GetObject arn:aws:s3:::reports-111122223333/a", "sqs:SendMessage queue:jobs", "secretsmanager:GetSecretValue secret:words"]
    {
        assert_eq!(denied(sometimes), [""; 0]);
    }
}

#[test]
fn a_trap_that_only_looks_is_no_wrong_way() {
    let trap = |lines: &str| faults(&[(MEMBER, &format!("{MEMBER}\n[[step.trap]]\ndo = [{lines}]\nexpect = \"hint\""))]);
    let told = "The trap only looks: nothing is changed by it, refused, tried or answered, so that it is no mistake.";
    for looks in ["\"aws iam list-users\"", "\"view users\"", "\"aws iam get-user --user-name ann\", \"view users\", \"as user/ann\""] {
        assert_eq!(trap(looks), [told], "{looks}");
    }
    for does in [
        "\"aws iam create-user --user-name g\"",
        "\"fails aws iam get-user --user-name eve\"",
        "\"try --as user/ann s3:ListAllMyBuckets\"",
        "\"answer q yes\"",
        "\"clock +90d\"",
        "\"sign-out\"",
    ] {
        assert_eq!(trap(does), [""; 0], "{does}");
    }
}

#[test]
fn a_check_that_asks_too_much_is_told_at_once() {
    let many: Vec<String> = (0..60).map(|number| format!("\n  \"aws iam create-user --user-name u{number}\",")).collect();
    let many = many.concat();
    let every = "every(u in users, every(v in users, !can(u, iam:GetUser, v) || !exists(v))) && exists(group:g) &&";
    let told = faults(&[(FIXTURE, &format!("{FIXTURE}{many}")), ("exists(group:g) &&", every)]);
    let expected =
        "This asks more than 3000 things of the account that the lesson begins with, and is never decided: let it go over fewer.";
    assert_eq!(told, [expected]);
}
