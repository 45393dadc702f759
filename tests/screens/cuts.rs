//! Where text is cut with `…`: each place is known, with its reason, so that a new one is noticed.

use super::common::company::LONG_NAME;
use super::common::console::Setup;
use super::scenes::all;
use iam_console::account::operation::OPERATIONS;
use iam_console::app::binding::{COACH, SHELL};
use iam_console::catalog::{AWS_MANAGED_POLICIES, SERVICE_REFERENCE};
use iam_console::screens::SCREENS;

/// Why text may be cut, and whether this is such a place: it is given what stands in the row up to the `…`.
type Cut = (&'static str, fn(&str) -> bool);

const CUTS: &[Cut] = &[
    ("services and conditions in the list of what somebody can; enter shows all of a row", |row| {
        [
            "CloudWatch Observability Access Manager",
            "S3 Object Lambda",
            "aws:MultiFactorAuthPresent",
            "password policy",
            "no policy limits",
            "1 of 3: AmazonS3ReadOnlyAccess",
        ]
        .iter()
        .any(|text| ends_within(row, text))
    }),
    ("the task beside an open hint on a small screen; ctrl-y shows all of it", |row| row.ends_with("a console password, such ")),
    ("the beginnings of resources there", |row| row.contains("Limited: ") && row.ends_with("  ")),
    ("services and policies of what was accessed; enter shows all of a row", |row| {
        ["AWS Identity and Access Management", "AmazonS3ReadOnlyAccess and ReportsAccess", "Amazon CloudWatch Observability Admin Service"]
            .iter()
            .any(|text| ends_within(row, text))
    }),
    ("a sentence names the first of many patterns; the policy has them all", |row| row.ends_with("s3:Get*, s3:List*, s3:Describe*, ")),
    ("a template's ARN is shortened in the middle; the field that it is put into shows it", |row| {
        row.contains("arn:aws:s3:us-east-1:2525")
    }),
    ("a label says so that something opens before anything happens", |row| labels().any(|label| row.to_lowercase().ends_with(&label))),
    ("words of a sentence's own", |row| row.ends_with("1Password ") || row.ends_with("Looking which accounts are on this machine")),
    ("a command has one row; ctrl-l or the history shows all of it, and Y copies it", |row| {
        row.contains("aws iam ") || row.contains("aws signin ")
    }),
    ("an ARN is shortened in the middle where there is no room; y copies it", |row| row.ends_with("arn:aws:iam::2525")),
    ("what an action takes, in the list that a field is filled from; the field tells it", |row| {
        row.contains("  s3:") && row.contains(" · ")
    }),
    ("the longest ARNs of this account, in their middle; taken, all of it is in the list", |row| row.contains("  of this account  ")),
    ("a name of 64 characters; the user's page has all of it", |row| ends_within(row, LONG_NAME)),
    ("words of a sentence's own on the way to an answer", |row| row.ends_with("Working out who can")),
    ("a reason in the palette; the key itself says all of it", |row| row.contains("You have not switched roles. :switch-ro")),
    ("what whoever can be simulated has; the simulator shows all of it", |row| {
        ["0 policies, a boundary", "written here, or copied"].iter().any(|text| ends_within(row, text))
    }),
    ("a step's heading beside its filter", |row| row.ends_with("Permissions boundary – opti")),
    ("a note of a summary goes on where there is no more room", |row| row.ends_with("inbox/* ") || row.ends_with("arn:aws:s3:::repo ")),
    ("the names and states of resources; the resource's page has all of it", |row| {
        const TEXTS: [&str; 6] = [
            "reports-252586949064",
            "web  i-dfcb3632c48fc6fb1",
            "running, no role",
            "python3.13, role thumbnails-role",
            "Key for the reports of the practice estate",
            "Password of the practice database",
        ];
        TEXTS.iter().any(|text| ends_within(row, text)) || row.contains("Key for the reports  ")
    }),
    ("the longest names of policies; the policy's page has all of it", |row| {
        AWS_MANAGED_POLICIES.all().iter().any(|policy| ends_within(row, policy.name))
    }),
    ("the longest names of actions, and the resource types that one takes; whoever adds a resource sees them all", |row| {
        SERVICE_REFERENCE.service("s3").is_some_and(|s3| {
            s3.actions().iter().any(|action| {
                let types: Vec<&str> = action.resources.iter().map(|taken| taken.resource_type).collect();
                [action.name, &format!("s3:{}", action.name), &types.join(", ")].iter().any(|text| ends_within(row, text))
            })
        })
    }),
    ("what an ARN's template ends in; the field that it is put into shows it", |row| row.ends_with("arn:aws:s3:us")),
    ("services, resources and conditions of a summary; what is opened has all of it", |row| {
        row.contains("BucketName |")
            || row.ends_with("| str")
            || row.ends_with("| repor")
            || row.contains("✔ Allow  ")
            || row.contains("✖ Deny  ")
            || row.contains("▲ ?")
    }),
    ("a description; the page of the role or policy has all of it", |row| {
        ["Reads the reports and writes the daily summary", "Reads and files the quarterly reports"]
            .iter()
            .any(|text| ends_within(row, text))
    }),
    ("the account's id gives way to the breadcrumb; the dashboard and the list of accounts have all of it", |row| {
        row.ends_with("▲   ") || row.ends_with("dave   ")
    }),
    ("what a policy grants, in a list and below it; the policy's page has all of it", |row| {
        const GRANTS: [&str; 8] = [
            "CloudWatch, EC2 and 3 more, some",
            "SQS · Full: Write, Permissions management, Tagging",
            "CloudWatch, EC2 and 2 more",
            "CloudWatch, EC2 and 3 more",
            "CloudWatch, CloudWatch Logs and 2 more",
            "S3 · Limited: List, Read, Write",
            "SQS · Full: Write, Permissions management Limited: Tagging",
            "QueueName | string like | daily, Region | string like | eu-central-1",
        ];
        // A dialog may hide the beginning.
        let seen = row.rsplit(['│', '┐']).next().unwrap_or_default().trim_start();
        row.contains("Allow  SQS  Full: ")
            || GRANTS.iter().any(|grants| ends_within(row, grants) || (seen.len() >= 8 && grants.contains(seen)))
    }),
    ("a title gives way to the filter", |row| ends_within(row, "Attach policies to user carol (0 of 10 so far)  22 of 1,221   2 chosen")),
    ("a title gives way to the filter", |row| {
        ends_within(row, "Attach policies to group Developers (2 of 10 so far)  38 of 1,219   1 chosen")
    }),
    ("a title gives way to the filter", |row| ends_within(row, "Permissions boundary  195 of 1,221   1 chosen")),
    ("what a key or a screen does, where there is little room beside its name", |row| helps().any(|help| ends_within(row, help))),
    ("why a key does nothing now, where there is little room; pressed, it says so", |row| {
        ends_within(row, "There is nothing to redo. What was undone can be redone until something else is changed.")
            || ends_within(row, "Nothing was changed in this session yet, so there is no command to copy. History has the earlier ones.")
            || ends_within(row, "q quits from a top screen; esc leads there. ctrl-c quits from anywhere.")
    }),
    ("what is said of a document, in the list of findings; below the text it is told whole", |row| {
        [" Security warning  ", " Warning  ", " Error  "].iter().any(|severity| row.contains(severity))
    }),
    ("forms of what is to be filled in", |row| row.ends_with("What stands in ${") || row.ends_with("What stands in ${…} or <")),
    ("what is told below is at the field as well", |row| {
        row.contains("The password needs: 12 to 128 characters; at least one number;") || row.ends_with("Password should have at least one")
    }),
    ("what the coach says has no more room below a small screen; ctrl-y shows all of it", |row| {
        [". ", "? ", "! ", "▲ there is no user alice ", "under Security credentials "].iter().any(|end| row.ends_with(end))
            || row.contains("p console access… under Security credentials")
            || row.trim().is_empty()
    }),
];

/// Labels that end with `…`, in lower case: those of the bindings, and those that follow what is selected.
fn labels() -> impl Iterator<Item = String> {
    const OTHERS: [&str; 20] = [
        "answer again…",
        "edit trust policy…",
        "add permissions…",
        "add users…",
        "add to groups…",
        "add tag…",
        "edit value…",
        "edit description…",
        "manage…",
        "assign MFA…",
        "remove device…",
        "choose whose…",
        "choose…",
        "type…",
        "set…",
        "edit…",
        "delete version…",
        "remove tag…",
        "do it…",
        "ask…",
    ];
    let bound = SCREENS.iter().flat_map(|spec| spec.bindings).chain(SHELL).chain(COACH).map(|binding| binding.label);
    bound.filter(|label| label.ends_with('…')).chain(OTHERS).map(|label| label.trim_end_matches('…').to_lowercase())
}

/// The sentences on what keys, screens and operations do.
fn helps() -> impl Iterator<Item = &'static str> {
    let bound = SCREENS.iter().flat_map(|spec| spec.bindings).chain(SHELL).chain(COACH).map(|binding| binding.about);
    bound.chain(SCREENS.iter().map(|spec| spec.about)).chain(OPERATIONS.iter().map(|spec| spec.about))
}

/// Whether the row ends within this text: with its beginning, of eight letters at least, and not with all of it.
fn ends_within(row: &str, text: &str) -> bool {
    text.char_indices().skip(8).any(|(at, _)| row.ends_with(&text[..at]))
}

#[test]
fn every_place_where_text_is_cut_is_known() {
    let mut new = Vec::new();
    let mut used = vec![false; CUTS.len()];
    for size in [(120, 36), (80, 24)] {
        for scene in all() {
            let screen = scene.console(&Setup { size, ..Setup::default() }).screen();
            for line in screen.lines() {
                for (at, _) in line.match_indices('…') {
                    match CUTS.iter().position(|(_, is)| is(&line[..at])) {
                        Some(cut) => used[cut] = true,
                        None => new.push(format!("{} at {}×{}: {line}", scene.name, size.0, size.1)),
                    }
                }
            }
        }
    }
    assert!(new.is_empty(), "cut for no reason that is known:\n{}", new.join("\n"));
    let unused: Vec<_> = CUTS.iter().zip(used).filter(|(_, used)| !used).map(|((reason, _), _)| reason).collect();
    assert!(unused.is_empty(), "nothing is cut any more for these: {unused:#?}");
}
