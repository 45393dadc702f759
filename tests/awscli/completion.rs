//! Completion.

use iam_console::awscli::*;

#[test]
fn a_line_is_completed_where_it_ends() {
    let words = |line: &str| complete(line).candidates.into_iter().map(|candidate| candidate.word).collect::<Vec<_>>();
    let of = |line: &str| complete(line).value_of.map(|(spec, member)| format!("{}.{}", spec.name, member.name));
    assert_eq!(words("aws ia"), ["iam"]);
    assert_eq!(words("aws iam create-u"), ["create-user"]);
    assert_eq!(words("iam list-account"), ["list-account-aliases"]);
    assert_eq!(words("iam add-user-to-group --")[..2], ["--group-name", "--user-name"]);
    assert_eq!(words("iam add-user-to-group --group-name x --")[0], "--user-name");
    assert_eq!(words("iam list-policies --no-on"), ["--no-only-attached"]);
    assert!(words("iam list-policies --only-attached --no-o").is_empty());
    assert_eq!(words("iam update-access-key --status "), ["Active", "Inactive", "Expired"]);
    assert_eq!(words("iam update-access-key --status=In"), ["Inactive"]);
    assert_eq!(words("iam create-virtual-mfa-device --bootstrap-method Q"), ["QRCodePNG"]);
    assert_eq!(words("iam list-users --output t"), ["text"]);
    assert_eq!(words("iam list-users --color "), ["on", "off", "auto"]);
    assert!(words("iam frobnicate --").is_empty());
    assert_eq!(of("iam add-user-to-group --user-name al"), Some("AddUserToGroup.UserName".into()));
    assert_eq!(of("iam add-user-to-group --user-name=al"), Some("AddUserToGroup.UserName".into()));
    assert_eq!(of("iam add-user-to-group --user-name alice "), None);
    assert_eq!(of("iam untag-user --user-name a --tag-keys x "), Some("UntagUser.TagKeys".into()));
    let given = |line: &str, member: &str| complete(line).given(member).map(str::to_owned);
    assert_eq!(given("iam get-policy-version --policy-arn p --version-id ", "PolicyArn"), Some("p".into()));
    assert_eq!(given("iam get-user-policy --user-name='al i' --policy-name O", "UserName"), Some("al i".into()));
    assert_eq!(given("iam get-user-policy --policy-name O", "UserName"), None);
    let quoted = complete("iam create-user --user-name 'al i");
    assert_eq!((quoted.from, quoted.typed.as_str()), (28, "al i"));
    let attached = complete("iam create-user --user-name=al");
    assert_eq!((attached.from, attached.typed.as_str()), (28, "al"));
}
