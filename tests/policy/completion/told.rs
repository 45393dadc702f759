//! What stands at a cursor.

use iam_console::catalog::AccessLevel;
use iam_console::policy::completion::{describe, expansion};

use super::{at_cursor, statement};

fn told(elements: &str) -> Option<String> {
    let (text, cursor) = at_cursor(&statement(elements));
    describe(&text, cursor)
}

#[test]
fn a_pattern_is_told_by_level() {
    let (text, cursor) = at_cursor(&statement("\"Action\": [\"s3:Get*\", \"s3:*Ob‸ject\"]"));
    let found = expansion(&text, cursor).unwrap();
    assert_eq!((&text[found.span.start..found.span.end], found.actions, found.services), ("s3:*Object", 5, 1));
    let levels: Vec<_> = found.levels.iter().map(|level| (level.level, level.count, level.names.len())).collect();
    assert_eq!(levels, [(AccessLevel::Read, 1, 1), (AccessLevel::Write, 4, 4)]);
    assert_eq!(found.levels[0].names, ["s3:GetObject"]);
    let (text, cursor) = at_cursor(&statement("\"NotAction\": \"*‸\""));
    let all = expansion(&text, cursor).unwrap();
    assert_eq!((all.actions, all.services), (22_321, 457));
    assert!(all.levels.iter().all(|level| level.names.len() <= 300));
}

#[test]
fn an_action_is_told_with_what_it_takes() {
    let (text, cursor) = at_cursor(&statement("\"Action\": \"ec2:runinst‸ances\""));
    let action = expansion(&text, cursor).unwrap().action.unwrap();
    assert_eq!((action.name, action.level), ("RunInstances", AccessLevel::Write));
    assert_eq!(action.dependent_actions, ["ec2:CreateTags", "iam:PassRole", "ssm:GetParameters"]);
    let (text, cursor) = at_cursor(&statement("\"Resource\": \"s3:‸*\""));
    assert_eq!(expansion(&text, cursor), None);
}

#[test]
fn places_are_told_in_a_line() {
    for (elements, line) in [
        ("\"Action\": \"s3:‸*\"", Some("s3:* is 180 actions: List 18, Read 66, Write 57, Permissions management 27, Tagging 12")),
        ("\"Action\": \"s3:Get?bj‸ect\"", Some("s3:Get?bject is one action: Read 1")),
        ("\"Action\": \"iam:pass‸role\"", Some("iam:PassRole · Write · role")),
        ("\"Action\": \"s3:N‸one\"", None),
        ("\"Action\": \"s3:ListBucket\", \"Resource\": \"arn:aws:s3:::re‸ports\"", Some("S3 bucket")),
        ("\"Resource\": \"*‸\"", Some("every resource")),
        ("\"Condition\": {\"StringLike‸\": {}}", Some("StringLike: texts, with * and ?")),
        ("\"Condition\": {\"StringLike\": {\"aws:Tag‸Keys\": \"a\"}}", Some("aws:TagKeys · texts · several values")),
        ("\"Condition\": {\"StringLike\": {\"aws:username\": \"a‸\"}}", Some("aws:username · text · one value")),
        // Both quotes belong to a text.
        ("\"Action\": ‸\"s3:Get?bject\"", Some("s3:Get?bject is one action: Read 1")),
        ("\"Action\": [\"s3:Get?bject‸\"]", Some("s3:Get?bject is one action: Read 1")),
        ("\"Action\": [\"s3:Get?bject\"‸]", None),
        ("\"Condition\": {‸\"StringLike\": {}}", Some("StringLike: texts, with * and ?")),
        ("\"Effect\": \"All‸ow\"", None),
    ] {
        assert_eq!(told(elements).as_deref(), line, "{elements}");
    }
}
