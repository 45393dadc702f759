//! The options of the AWS CLI: those of an operation, made from its members, and those that every command takes.

use crate::account::operation::{Member, OperationSpec};
use crate::account::shape::Rule;

use super::name::cli_name;

/// How many words stand behind an option.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Takes {
    /// None: it is a switch.
    Nothing,
    /// Exactly one.
    One,
    /// Any number, up to the next option.
    Several,
    /// One or none.
    Perhaps,
}

/// What an option is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sets {
    /// Gives a member its value, or switches it on.
    Member(&'static Member),
    /// Switches a member off.
    Off(&'static Member),
    /// Gives members as JSON.
    InputJson,
    /// Asks for the members' JSON instead of a call.
    Skeleton,
    /// Where to go on with a list.
    StartingToken,
    /// How many items to ask for at once.
    PageSize,
    /// Where the seed of a virtual MFA device goes.
    Outfile,
    /// As what it goes there.
    BootstrapMethod,
    /// Asks for one page as it is.
    NoPaginate,
    /// In which format the reply is printed.
    Output,
    /// What of the reply is printed.
    Query,
    /// Gives the least and the most of instances at once.
    Count,
    /// Asks without credentials.
    Unsigned,
    /// Asks for the program's version.
    Version,
    /// Makes no difference on a practice account, but its value must be one.
    Nothing(Valid),
}

/// Which values an option takes that makes no difference.
#[derive(Clone, Copy, Debug)]
pub(super) enum Valid {
    /// Any, or none at all.
    Any,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A whole number.
    Seconds,
    /// A profile of the AWS CLI's files, of which there are none here.
    Profile,
    /// A file, named so that it is read as bytes. It must be there, and is not read: what a function here does is nobody's code.
    ZipFile,
}

/// An option.
#[derive(Clone, Debug)]
pub(super) struct CliOption {
    /// With its hyphens, as in `--user-name`.
    pub flag: String,
    /// What stands behind it.
    pub takes: Takes,
    /// What it is for.
    pub sets: Sets,
    /// Whether a call needs it.
    pub required: bool,
    /// Whether help and completion show it.
    pub shown: bool,
}

impl CliOption {
    fn new(name: &str, takes: Takes, sets: Sets) -> Self {
        Self { flag: format!("--{name}"), takes, sets, required: false, shown: true }
    }

    /// The member that it gives a value, if it does.
    pub(super) const fn member(&self) -> Option<&'static Member> {
        match self.sets {
            Sets::Member(member) | Sets::Off(member) => Some(member),
            _ => None,
        }
    }
}

/// Whether the AWS CLI fetches all pages of this operation.
pub(super) fn is_list(spec: &OperationSpec) -> bool {
    // Of these reports the AWS CLI fetches one page, as its caller says.
    spec.member("Marker").is_some() && !spec.name.contains("ServiceLastAccessed") && spec.name != "ListPoliciesGrantingServiceAccess"
}

/// Whether a member is a password or a code (`sensitive` in the API model).
pub(super) fn is_secret(member: &Member) -> bool {
    matches!(
        member.shape.name,
        "passwordType"
            | "rootPasswordType"
            | "authenticationCodeType"
            | "SAMLAssertionType"
            | "clientTokenType"
            | "tokenCodeType"
            | "PlaintextType"
            | "SecretStringType"
            | "privateKeyType"
            | "signInPasswordType"
            | "CiphertextType"
    )
}

/// Whether the AWS CLI writes a part of the reply into a file.
pub(super) fn has_bootstrap(spec: &OperationSpec) -> bool {
    spec.name == "CreateVirtualMFADevice"
}

/// Whether the AWS CLI writes what the reply holds into a file, which the last word names.
pub(super) fn has_outfile(spec: &OperationSpec) -> bool {
    matches!(spec.id, "GetObject" | "Invoke")
}

/// Whether a member's option names a file in place of the content (a streaming blob in the API model).
pub(super) fn is_streaming(member: &Member) -> bool {
    member.shape.name == "Body"
}

/// An operation's options, in the order of its synopsis.
pub(super) fn operation_options(spec: &'static OperationSpec) -> Vec<CliOption> {
    let mut options = Vec::new();
    for member in spec.members {
        push_member(member, &mut options);
    }
    if has_bootstrap(spec) {
        options.push(CliOption { required: true, ..CliOption::new("outfile", Takes::One, Sets::Outfile) });
        options.push(CliOption { required: true, ..CliOption::new("bootstrap-method", Takes::One, Sets::BootstrapMethod) });
    }
    if spec.id == "RunInstances" {
        options.push(CliOption::new("count", Takes::One, Sets::Count));
    }
    if spec.id == "CreateFunction" {
        options.push(CliOption::new("zip-file", Takes::One, Sets::Nothing(Valid::ZipFile)));
        options.push(CliOption::new("code", Takes::One, Sets::Nothing(Valid::Any)));
    }
    // The AWS CLI has these two for every operation but the one that writes a file.
    let shown = !has_bootstrap(spec);
    options.push(CliOption { shown, ..CliOption::new("cli-input-json", Takes::One, Sets::InputJson) });
    if is_list(spec) {
        options.push(CliOption::new("starting-token", Takes::One, Sets::StartingToken));
        options.push(CliOption::new("page-size", Takes::One, Sets::PageSize));
    }
    options.push(CliOption { shown, ..CliOption::new("generate-cli-skeleton", Takes::Perhaps, Sets::Skeleton) });
    options
}

fn push_member(member: &'static Member, options: &mut Vec<CliOption>) {
    let name = cli_name(member.name);
    let takes = match member.shape.rule {
        Rule::Flag => Takes::Nothing,
        Rule::Tags(_) | Rule::Texts(..) | Rule::Structures(..) => Takes::Several,
        _ => Takes::One,
    };
    // The AWS CLI hides the marker behind --starting-token, but takes it, and has --count for how many instances.
    let shown = !matches!(member.name, "Marker" | "MinCount" | "MaxCount");
    options.push(CliOption { required: member.required, shown, ..CliOption::new(&name, takes, Sets::Member(member)) });
    if takes == Takes::Nothing {
        options.push(CliOption::new(&format!("no-{name}"), takes, Sets::Off(member)));
    }
    // The AWS CLI's own older spelling of --authentication-code1 and 2.
    if let Some(number) = name.strip_prefix("authentication-code") {
        let older = CliOption::new(&format!("authentication-code-{number}"), takes, Sets::Member(member));
        options.push(CliOption { shown: false, ..older });
    }
}

/// The options that every command takes.
pub(super) fn global_options() -> Vec<CliOption> {
    const ANY: Sets = Sets::Nothing(Valid::Any);
    const SECONDS: Sets = Sets::Nothing(Valid::Seconds);
    const fn one_of(words: &'static [&'static str]) -> Sets {
        Sets::Nothing(Valid::OneOf(words))
    }
    const TABLE: &[(&str, Takes, Sets)] = &[
        ("debug", Takes::Nothing, ANY),
        ("endpoint-url", Takes::One, ANY),
        ("no-verify-ssl", Takes::Nothing, ANY),
        ("no-paginate", Takes::Nothing, Sets::NoPaginate),
        ("output", Takes::One, Sets::Output),
        ("query", Takes::One, Sets::Query),
        ("profile", Takes::One, Sets::Nothing(Valid::Profile)),
        ("region", Takes::One, ANY),
        ("version", Takes::Nothing, Sets::Version),
        ("color", Takes::One, one_of(&["on", "off", "auto"])),
        ("no-sign-request", Takes::Nothing, Sets::Unsigned),
        ("ca-bundle", Takes::One, ANY),
        ("cli-read-timeout", Takes::One, SECONDS),
        ("cli-connect-timeout", Takes::One, SECONDS),
        ("cli-binary-format", Takes::One, one_of(&["base64", "raw-in-base64-out"])),
        ("cli-error-format", Takes::One, one_of(&["legacy", "json", "yaml", "text", "table", "enhanced"])),
        ("no-cli-pager", Takes::Nothing, ANY),
        ("cli-auto-prompt", Takes::Nothing, ANY),
        ("no-cli-auto-prompt", Takes::Nothing, ANY),
    ];
    TABLE.iter().map(|(name, takes, sets)| CliOption::new(name, *takes, *sets)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::operation::{OPERATIONS, Operation, Value};
    use serde_json::{Map, json};

    #[test]
    fn the_secret_members_are_those_of_the_secret_type() {
        for spec in OPERATIONS {
            let sample = |member: &Member| match member.shape.rule {
                Rule::Flag => json!(true),
                Rule::Number { .. } => json!(1),
                Rule::Tags(_) | Rule::Texts(..) | Rule::Structures(..) => json!([]),
                Rule::Structure(_) | Rule::Map { .. } | Rule::Item => json!({}),
                Rule::Text { .. } | Rule::Choice(_) | Rule::Blob { .. } => json!("x"),
            };
            let members: Map<_, _> = spec.members.iter().map(|member| (member.name.to_owned(), sample(member))).collect();
            let operation = Operation::from_json(spec.id, members.into()).unwrap().unwrap();
            for (member, value) in operation.members() {
                assert_eq!(is_secret(member), matches!(value, Value::Secret(_)), "{} {}", spec.name, member.name);
            }
        }
    }
}
