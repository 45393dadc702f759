//! `lessons new`: a lesson to begin with, which can be proved as it is.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::is_id;
use crate::account::display::visible;
use crate::cli::output::{Trouble, USAGE, complain, print};
use crate::training::lesson::shipped_lesson;

/// Writes a lesson of this id into the folder of lessons that is named or set, or else into the one that one is in; what is there is
/// not written over.
pub(super) fn run(name: &str, folder: Option<&Path>) -> Result<ExitCode, Trouble> {
    if let Err(why) = is_id(name) {
        complain(&why);
        return Ok(ExitCode::from(USAGE));
    }
    if let Some(taken) = shipped_lesson(name) {
        complain(&format!("{name} is the id of a lesson that comes with the program, {}; yours needs another.", taken.title));
        return Ok(ExitCode::from(USAGE));
    }
    let file = format!("{name}.md");
    let path = folder.map_or_else(|| PathBuf::from(&file), |folder| folder.join(&file));
    let file = visible(&path.to_string_lossy());
    let opened = OpenOptions::new().write(true).create_new(true).open(&path);
    let written = opened.and_then(|mut opened| opened.write_all(TEMPLATE.replace("NAME", name).as_bytes()));
    if let Err(error) = written {
        complain(&format!("{file} could not be written: {}.", visible(&error.to_string())));
        return Ok(ExitCode::from(USAGE));
    }
    print(&format!("Wrote {file}. Prove it with: iam-console lessons check {file}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// One step with a question, hints and a trap, and a challenge.
const TEMPLATE: &str = r#"+++
format = 1
id = "NAME"
title = "A lesson of your own"
level = "beginner"      # novice, beginner, intermediate, advanced, expert
minutes = 5
needs = []
objectives = ["Let a group read a bucket"]
misconceptions = []     # M01 to M25; where there are several, each step names its own
fixture = "team"        # the account that it begins with; or lines of your own: fixture_lines = ["aws iam …"]

[[step]]
id = "readers"
check = "member(user:alice, group:readers) && right(alone)"
screen = "groups"
solve = [
  "aws iam create-group --group-name readers",
  "aws iam add-user-to-group --group-name readers --user-name alice",
  "answer alone no",
]
[[step.ask]]
id = "alone"
kind = "yesno"          # decision, number, yesno, choice, many, text, source, match, order
truth = "can(user:alice, s3:GetObject, arn:aws:s3:::reports-$account/q1.csv)"
[[step.hint]]
id = "no-member"
when = "exists(group:readers) && !member(user:alice, group:readers)"
[[step.trap]]
do = ["aws iam create-group --group-name readers"]
expect = "no-member"

[challenge]
allow = ["user:alice s3:GetObject arn:aws:s3:::reports-$account/q1.csv"]
deny = [
  "user:alice s3:PutObject arn:aws:s3:::reports-$account/q1.csv",
  "user:alice s3:GetObject arn:aws:s3:::backups-$account/2026-01.tar",
  "user:bob s3:GetObject arn:aws:s3:::reports-$account/q1.csv",
]
invariant = ["only(user:alice, s3:GetObject)", "count(users) <= 5"]     # what is granted at most, and to how many
solve = [
  '''aws iam put-group-policy --group-name readers --policy-name Read --policy-document '{"Version": "2012-10-17", "Statement": [{"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports-$account/*"}]}' ''',
]
+++

# A lesson of your own

What it is about, in a few sentences.

## A group {#readers}

Make a group *readers* and put alice into it.

### {#readers/alone}

May alice read the reports now?

### Why {#readers/why}

A group without policies allows nothing.

### {#readers/hint}

Open the groups and create one.

### {#readers/no-member}

The group is there. Alice is not in it yet.

## Challenge {#challenge}

Let the readers read the reports, and nothing else. No user is added.

### Why {#challenge/why}

The policy hangs on the group, so whoever joins may read as well.

### {#challenge/hint}

Open the group and give it a policy of its own: one action, on the objects of one bucket.
"#;
