//! Help in the manner of the AWS CLI's manual pages, made from the table of operations.

use crate::account::operation::{Member, OperationSpec};
use crate::account::shape::{Part, Pattern, Rule, Structure, Violation};

use super::invocation::BootstrapMethod;
use super::name::{cli_name, operations_of, services};
use super::option::{CliOption, Sets, Takes, global_options, has_outfile, is_list, is_streaming, operation_options};

/// A page under construction.
#[derive(Default)]
struct Page(Vec<String>);

impl Page {
    fn heading(&mut self, heading: &str) {
        if !self.0.is_empty() {
            self.gap();
        }
        self.line(0, heading);
    }

    fn gap(&mut self) {
        if self.0.last().is_some_and(|line| !line.is_empty()) {
            self.0.push(String::new());
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.0.push(format!("{:indent$}{text}", ""));
    }

    fn text(self) -> String {
        self.0.join("\n")
    }
}

/// How far text, and the text below an option, stand from the edge.
const TEXT: usize = 7;
const BELOW: usize = 10;

pub(super) fn overview() -> String {
    let mut page = Page::default();
    page.heading("NAME");
    page.line(TEXT, "aws -");
    page.heading("DESCRIPTION");
    page.line(TEXT, "The AWS CLI's language on a practice account: nothing here reaches AWS.");
    page.heading("SYNOPSIS");
    page.line(TEXT, "aws [options] <command> <subcommand> [parameters]");
    page.heading("GLOBAL OPTIONS");
    push_global_options(&mut page);
    page.heading("AVAILABLE SERVICES");
    for service in services() {
        page.line(TEXT, &format!("o {service}"));
    }
    page.text()
}

pub(super) fn service(service: &str) -> String {
    let mut page = Page::default();
    page.heading("NAME");
    page.line(TEXT, &format!("{service} -"));
    page.heading("DESCRIPTION");
    page.line(TEXT, &format!("What this practice account has of {service}. For one command: aws {service} <command> help"));
    page.heading("AVAILABLE COMMANDS");
    let mut commands: Vec<(String, &str)> = operations_of(service).map(|spec| (cli_name(spec.name), spec.about)).collect();
    commands.sort_unstable();
    let width = commands.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, about) in commands {
        page.line(TEXT, &format!("o {name:width$}  {about}"));
    }
    page.text()
}

pub(super) fn operation(spec: &'static OperationSpec) -> String {
    let name = cli_name(spec.name);
    let options = operation_options(spec);
    let mut page = Page::default();
    page.heading("NAME");
    page.line(TEXT, &format!("{name} -"));
    page.heading("DESCRIPTION");
    page.line(TEXT, spec.about);
    for line in simulated_token(spec) {
        page.line(TEXT, line);
    }
    if is_list(spec) {
        page.line(TEXT, "All pages are fetched and put together; --no-paginate shows one as the API gives it.");
    }
    page.heading("SYNOPSIS");
    page.line(TEXT + 4, &name);
    for usage in options.iter().filter(|option| option.shown).filter_map(usage) {
        page.line(TEXT + 2, &usage);
    }
    if has_outfile(spec) {
        page.line(TEXT + 2, "<outfile>");
    }
    page.heading("OPTIONS");
    for option in options.iter().filter(|option| option.shown && !matches!(option.sets, Sets::Off(_))) {
        push_option(&mut page, option);
    }
    if has_outfile(spec) {
        page.line(TEXT, "outfile (string) [required]");
        page.line(BELOW, "The file that gets the content. In the console, the content is shown.");
        page.gap();
    }
    page.heading("GLOBAL OPTIONS");
    push_global_options(&mut page);
    page.text()
}

/// What stands for a provider's token: nobody signs one for a practice account.
fn simulated_token(spec: &OperationSpec) -> &'static [&'static str] {
    match spec.id {
        "AssumeRoleWithWebIdentity" => &[
            "Here the token is a JSON object with the claims of a JWT; nobody signs it:",
            r#"{"iss": "https://PROVIDER", "sub": "SUBJECT", "aud": "AUDIENCE"}"#,
            "perhaps with exp (seconds since 1970), https://aws.amazon.com/tags and https://aws.amazon.com/source_identity.",
            "Other claims become condition keys: PROVIDER:CLAIM.",
        ],
        "AssumeRoleWithSAML" => &[
            "Here the assertion is a JSON object; nobody signs it:",
            r#"{"issuer": "ENTITY-ID", "subject": "SUBJECT", "attributes": {"Role": "ROLE-ARN,PROVIDER-ARN", "RoleSessionName": "NAME"}}"#,
            "perhaps with subjectType, audience and notOnOrAfter, and with the attributes SessionDuration, SourceIdentity,",
            "PrincipalTag:KEY and TransitiveTagKeys. Other attributes become condition keys: saml:ATTRIBUTE.",
        ],
        _ => &[],
    }
}

/// An option's part of the synopsis; a switch and its opposite share one.
fn usage(option: &CliOption) -> Option<String> {
    let flag = &option.flag;
    let usage = match (option.takes, option.sets) {
        (_, Sets::Off(_)) => return None,
        (Takes::Nothing, _) => format!("{flag} | --no-{}", flag.trim_start_matches('-')),
        _ => format!("{flag} <value>"),
    };
    Some(if option.required { usage } else { format!("[{usage}]") })
}

fn push_option(page: &mut Page, option: &CliOption) {
    let required = if option.required { " [required]" } else { "" };
    let type_name = match option.sets {
        Sets::Member(member) => type_name(&member.shape.rule),
        Sets::PageSize => "integer",
        _ => "string",
    };
    let flag = match option.takes {
        Takes::Nothing => format!("{} | --no-{}", option.flag, option.flag.trim_start_matches('-')),
        _ => option.flag.clone(),
    };
    page.line(TEXT, &format!("{flag} ({type_name}){required}"));
    match option.sets {
        // The AWS CLI's own --max-items, not the API's.
        Sets::Member(member) if member.name == "MaxItems" => {
            page.line(BELOW, "The most items that are shown in all. If there are more, NextToken says where to go on.");
        }
        Sets::Member(member) => push_shape(page, member),
        Sets::StartingToken => page.line(BELOW, "Where to begin: the NextToken of an answer that was cut."),
        Sets::PageSize => page.line(BELOW, "How many items to ask the service for at once; 1 to 1000. The answer is the same."),
        Sets::InputJson => page.line(BELOW, "The members as JSON, as --generate-cli-skeleton shows them. Other options come before it."),
        Sets::Skeleton => page.line(BELOW, "Prints the members as JSON to fill in, and calls nothing."),
        Sets::Outfile => page.line(BELOW, "The file that gets the seed. It is not printed, and nothing shows it again."),
        Sets::BootstrapMethod => push_choices(page, &BootstrapMethod::WORDS),
        _ => {}
    }
    page.gap();
}

const fn type_name(rule: &Rule) -> &'static str {
    match rule {
        Rule::Text { .. } | Rule::Choice(_) => "string",
        Rule::Number { .. } => "integer",
        Rule::Flag => "boolean",
        Rule::Tags(_) | Rule::Texts(..) | Rule::Structures(..) => "list",
        Rule::Structure(_) => "structure",
        Rule::Map { .. } | Rule::Item => "map",
        Rule::Blob { .. } => "blob",
    }
}

/// What a member's shape allows, first in words, then as the API model has it.
fn push_shape(page: &mut Page, member: &Member) {
    let constraint = |page: &mut Page, name: &str, value: &dyn std::fmt::Display| page.line(BELOW, &format!("o {name}: {value}"));
    match &member.shape.rule {
        Rule::Text { min, max, pattern } => {
            if *pattern != Pattern::Any {
                page.line(BELOW, &Violation::Pattern(*pattern).remedy());
            }
            page.line(BELOW, "Constraints:");
            // Where the model states none, the help names none.
            if *min > 0 {
                constraint(page, "min", min);
            }
            if *max < usize::MAX {
                constraint(page, "max", max);
            }
            if *pattern != Pattern::Any {
                constraint(page, "pattern", &pattern.regular_expression());
            }
        }
        Rule::Number { min, max } => {
            page.line(BELOW, "Constraints:");
            constraint(page, "min", min);
            constraint(page, "max", max);
        }
        Rule::Choice(words) => push_choices(page, words),
        Rule::Tags(max) => {
            page.line(BELOW, &format!("Up to {max} tags."));
            page.line(BELOW, "Shorthand Syntax: Key=string,Value=string ...");
            page.line(BELOW, r#"JSON Syntax: [{"Key": "string", "Value": "string"}, ...]"#);
        }
        Rule::Texts(max, of) => {
            if *max < usize::MAX {
                page.line(BELOW, &format!("Up to {max} items."));
            }
            page.line(BELOW, "Syntax: \"string\" \"string\" ...");
            if let Rule::Choice(words) = of.rule {
                push_choices(page, words);
            }
        }
        Rule::Structures(max, of) => {
            if *max < usize::MAX {
                page.line(BELOW, &format!("Up to {max} items."));
            }
            push_structure(page, of, true);
        }
        Rule::Structure(of) => push_structure(page, of, false),
        Rule::Map { max, .. } => {
            page.line(BELOW, &format!("Up to {max} items."));
            page.line(BELOW, "Shorthand Syntax: KeyName1=string,KeyName2=string");
            page.line(BELOW, r#"JSON Syntax: {"KeyName": "string", ...}"#);
        }
        Rule::Item => page.line(BELOW, r#"JSON Syntax: {"AttributeName": {"S": "string"}, "Other": {"N": "string"}, ...}"#),
        Rule::Blob { max, .. } if is_streaming(member) => page.line(BELOW, &format!("The path of a file of at most {max} bytes, UTF-8.")),
        Rule::Blob { max, .. } => {
            page.line(
                BELOW,
                &format!("At most {max} bytes, UTF-8: in Base64; as it is with --cli-binary-format raw-in-base64-out; or fileb://."),
            );
        }
        Rule::Flag => {}
    }
}

fn push_structure(page: &mut Page, structure: &Structure, in_list: bool) {
    let is_nested = |part: &Part| matches!(part.shape.rule, Rule::Structure(_) | Rule::Structures(..) | Rule::Tags(_));
    if !structure.parts.iter().any(is_nested) {
        let part = |part: &Part| match part.shape.rule {
            Rule::Texts(..) => format!("{}=string,string", part.name),
            Rule::Flag => format!("{}=boolean", part.name),
            _ => format!("{}=string", part.name),
        };
        let parts: Vec<String> = structure.parts.iter().map(part).collect();
        page.line(BELOW, &format!("Shorthand Syntax: {}{}", parts.join(","), if in_list { " ..." } else { "" }));
    }
    let syntax = json_syntax(structure);
    page.line(BELOW, &format!("JSON Syntax: {}", if in_list { format!("[{syntax}, ...]") } else { syntax }));
    for part in structure.parts {
        if let Rule::Choice(words) = part.shape.rule {
            page.line(BELOW, &format!("{}: {}", part.name, words.join(", ")));
        }
    }
}

fn json_syntax(structure: &Structure) -> String {
    let part = |part: &Part| match part.shape.rule {
        Rule::Texts(..) => format!("\"{}\": [\"string\", ...]", part.name),
        Rule::Structure(of) => format!("\"{}\": {}", part.name, json_syntax(of)),
        Rule::Flag => format!("\"{}\": true|false", part.name),
        Rule::Tags(_) => format!(r#""{}": [{{"Key": "string", "Value": "string"}}, ...]"#, part.name),
        _ => format!("\"{}\": \"string\"", part.name),
    };
    format!("{{{}}}", structure.parts.iter().map(part).collect::<Vec<_>>().join(", "))
}

fn push_choices(page: &mut Page, words: &[&str]) {
    page.line(BELOW, "Possible values:");
    for word in words {
        page.line(BELOW, &format!("o {word}"));
    }
}

fn push_global_options(page: &mut Page) {
    page.line(TEXT, "--output <value>   json or text");
    page.line(TEXT, "--query <value>    a JMESPath expression: what of the answer is printed");
    page.line(TEXT, "--no-paginate      one page of a list, as the API gives it");
    page.line(TEXT, "--version          this program's version");
    let others = global_options().into_iter().filter(|option| matches!(option.sets, Sets::Nothing(_))).map(|option| option.flag);
    page.line(TEXT, "Taken for the AWS CLI's sake, without effect here:");
    for chunk in others.collect::<Vec<_>>().chunks(4) {
        page.line(BELOW, &chunk.join(" "));
    }
}
