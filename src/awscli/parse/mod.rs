//! Lines read: from the words behind `aws` to the operation and all that the AWS CLI would do around it.

pub(super) mod arguments;
mod check;
mod parameters;
pub(super) mod shorthand;
mod skeleton;

pub use parameters::{Files, NoFiles};

use std::ffi::OsString;

use serde_json::{Map, Value};

use crate::account::operation::OperationSpec;
use crate::account::secret::MASK;

use crate::awscli::answer::query::Query;
use crate::awscli::answer::{Format, OutputOptions};
use crate::awscli::api_names::is_on_aws;
use crate::awscli::help;
use crate::awscli::invocation::{Bootstrap, BootstrapMethod, Command, Invocation};
use crate::awscli::name::{cli_name, nearest, operation_named, operations_of, services};
use crate::awscli::option::{CliOption, Sets, Valid, global_options, has_outfile, is_list, is_secret, operation_options};
use crate::awscli::pages::{PagingOptions, Start};
use crate::awscli::shell::{self, Split};
use crate::awscli::usage::{UsageError, quoted};

use arguments::{Arguments, Given, is_value};
use parameters::Blobs;

/// Longest line or list of words, in bytes: room for the longest policy document with every sign quoted.
const LONGEST: usize = 1 << 20;

/// Reads a line as it is typed, with or without `aws` before it, quoted as for a POSIX shell.
///
/// # Errors
/// What the AWS CLI would say to it.
pub fn parse_line(line: &str, files: &dyn Files) -> Result<Command, UsageError> {
    check_length(line.len())?;
    let Split { words, is_open, .. } = shell::split(line);
    if is_open {
        return Err(UsageError::plain("A quotation mark or a backslash at the end of the line has no other half."));
    }
    parse(words.strip_prefix(&["aws".to_owned()]).unwrap_or(&words), files)
}

/// Reads the words behind `aws`.
///
/// # Errors
/// What the AWS CLI would say to them.
pub fn parse(words: &[String], files: &dyn Files) -> Result<Command, UsageError> {
    check_length(words.iter().map(String::len).sum())?;
    let global_options = global_options();
    let globals = Arguments::sort(words, &global_options)?;
    if globals.last(|option| matches!(option.sets, Sets::Version)).is_some() {
        return Ok(Command::Print(format!("iam-console/{} (a practice account; not AWS)", env!("CARGO_PKG_VERSION"))));
    }
    check_ignored(&globals, files)?;
    let paginate = globals.last(|option| matches!(option.sets, Sets::NoPaginate)).is_none();
    let is_unsigned = globals.last(|option| matches!(option.sets, Sets::Unsigned)).is_some();
    let output = output(&globals)?;
    let (service, words) = next_name(globals.rest.clone(), "command", |name| services().contains(&name))?;
    if service == "help" {
        return Ok(Command::Print(help::overview()));
    }
    check_service(&service)?;
    let (name, words) = next_name(words, "operation", |name| operation_named(&service, name).is_some())?;
    if name == "help" {
        return Ok(Command::Print(help::service(&service)));
    }
    let spec = operation_named(&service, &name).ok_or_else(|| unknown_operation(&service, &name))?;
    let raw = globals.last(|option| option.flag == "--cli-binary-format").is_some_and(|given| given.value() == "raw-in-base64-out");
    let blobs = if raw { Blobs::Raw } else { Blobs::Base64 };
    command(spec, &words, &Around { paginate, is_unsigned, output, blobs }, files)
}

/// Reads the words behind an operation's name.
fn command(spec: &'static OperationSpec, words: &[String], around: &Around, files: &dyn Files) -> Result<Command, UsageError> {
    let options = operation_options(spec);
    let mut arguments = Arguments::sort(words, &options)?;
    if arguments.rest.first().is_some_and(|word| word == "help") {
        return Ok(Command::Print(help::operation(spec)));
    }
    let named = has_outfile(spec).then(|| arguments.rest.iter().position(|word| is_value(word))).flatten();
    let outfile = named.map(|at| arguments.rest.remove(at));
    check_given(spec, &options, &arguments, outfile.is_some())?;
    if let Some(given) = arguments.last(|option| matches!(option.sets, Sets::Skeleton)) {
        return match given.value() {
            "" | "input" => Ok(Command::Print(skeleton::skeleton(spec))),
            other => Err(UsageError::choice("--generate-cli-skeleton", other, &["input".to_owned()])),
        };
    }
    check_ignored(&arguments, files)?;
    let mut members = parameters::members(spec, &arguments, around.blobs, files)?;
    let paging = paging(spec, &arguments, around.paginate, &mut members)?;
    let bootstrap = bootstrap(&arguments)?;
    let operation = check::operation(spec, members)?;
    Ok(Command::Call(Box::new(Invocation {
        operation,
        paging,
        output: around.output.clone(),
        bootstrap,
        outfile,
        is_unsigned: around.is_unsigned,
    })))
}

/// What the options that every command takes say.
struct Around {
    paginate: bool,
    is_unsigned: bool,
    output: OutputOptions,
    blobs: Blobs,
}

/// A process's arguments as words.
///
/// # Errors
/// One that is no text. It isn't quoted: it may be a password.
pub fn words(arguments: Vec<OsString>) -> Result<Vec<String>, UsageError> {
    let words = arguments.into_iter().map(OsString::into_string);
    words.collect::<Result<_, _>>().map_err(|_| UsageError::plain("An argument is not valid UTF-8."))
}

fn check_length(length: usize) -> Result<(), UsageError> {
    if length > LONGEST { Err(UsageError::plain(format!("The line is longer than {LONGEST} bytes."))) } else { Ok(()) }
}

/// The first word that can be a name, and the words without it.
fn next_name(mut words: Vec<String>, argument: &str, is_known: impl Fn(&str) -> bool) -> Result<(String, Vec<String>), UsageError> {
    let Some(at) = words.iter().position(|word| is_value(word)) else {
        return Err(UsageError::syntax(format!("the following arguments are required: {argument}")));
    };
    let name = words.remove(at);
    // A word behind an option that came too early isn't quoted: it may be a password.
    match at.checked_sub(1).and_then(|before| words.get(before)) {
        Some(option) if !is_known(&name) && name != "help" => {
            let option = option.split_once('=').map_or(option.as_str(), |(flag, _)| flag);
            Err(UsageError::syntax(format!("argument {argument}: it must come before {}", quoted(option))))
        }
        _ => Ok((name, words)),
    }
}

fn check_service(name: &str) -> Result<(), UsageError> {
    let services = services();
    if services.contains(&name) {
        return Ok(());
    }
    let operations = services.iter().filter(|service| operation_named(service, name).is_some()).map(|service| format!("{service} {name}"));
    let near: Vec<String> = operations.chain(nearest(name, services.iter().map(|service| (*service).to_owned()))).collect();
    Err(UsageError::choice("command", name, &near).hint(&format!("This practice account has these services: {}.", services.join(", "))))
}

fn unknown_operation(service: &str, name: &str) -> UsageError {
    if service == "iam" && is_on_aws(name) {
        return UsageError::plain(format!("argument operation: '{name}' is there on AWS, but this practice account does not have it."));
    }
    UsageError::choice("operation", name, &nearest(name, operations_of(service).map(|spec| cli_name(spec.name))))
}

/// All that is required, and nothing that is unknown.
fn check_given(spec: &OperationSpec, options: &[CliOption], arguments: &Arguments<'_>, has_file: bool) -> Result<(), UsageError> {
    let is_given = |sets: fn(&Sets) -> bool| arguments.last(|option| sets(&option.sets)).is_some();
    let wants_skeleton = is_given(|sets| matches!(sets, Sets::Skeleton));
    let has_json = is_given(|sets| matches!(sets, Sets::InputJson));
    let is_missing = |option: &CliOption| match option.member() {
        // Members may come as JSON instead.
        Some(member) => !has_json && arguments.last(|given| given.member().is_some_and(|of| of.name == member.name)).is_none(),
        None => arguments.last(|given| given.flag == option.flag).is_none(),
    };
    let missing = options.iter().filter(|option| option.required && option.shown && !wants_skeleton && is_missing(option));
    let lacks_file = has_outfile(spec) && !has_file && !wants_skeleton;
    let missing: Vec<&str> = missing.map(|option| option.flag.as_str()).chain(lacks_file.then_some("outfile")).collect();
    if !missing.is_empty() {
        return Err(UsageError::syntax(format!("the following arguments are required: {}", missing.join(", "))));
    }
    if arguments.rest.is_empty() { Ok(()) } else { Err(unknown_options(spec, options, &arguments.rest)) }
}

fn unknown_options(spec: &OperationSpec, options: &[CliOption], words: &[String]) -> UsageError {
    let takes_secret = spec.members.iter().any(is_secret);
    let flag = |word: &str| word.starts_with("--").then(|| word.split_once('=').map_or(word, |(flag, _)| flag).to_owned());
    let shown = words.iter().map(|word| match flag(word) {
        Some(flag) => quoted(&flag),
        // A word behind a misspelt --password may be one.
        None if takes_secret => MASK.to_owned(),
        None => quoted(word),
    });
    let shown: Vec<String> = shown.collect();
    let flags = || options.iter().filter(|option| option.shown).map(|option| option.flag.clone());
    let near: Vec<String> = words.iter().filter_map(|word| flag(word)).flat_map(|word| nearest(&word, flags())).collect();
    UsageError::plain(format!("Unknown options: {}", shown.join(", "))).maybe_meant(&near)
}

/// What makes no difference must still have a value that it could have.
fn check_ignored(arguments: &Arguments<'_>, files: &dyn Files) -> Result<(), UsageError> {
    for given in &arguments.given {
        let (flag, value) = (given.option.flag.as_str(), given.value());
        match given.option.sets {
            Sets::Nothing(Valid::OneOf(words)) if !words.contains(&value) => {
                return Err(UsageError::choice(flag, value, &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()));
            }
            Sets::Nothing(Valid::Seconds) if parameters::number(flag, value).is_err() => {
                return Err(UsageError::stumble(format!("invalid literal for int() with base 10: '{}'", quoted(value))));
            }
            // No profile of the AWS CLI's files is read. As whom a line runs, --as says.
            Sets::Nothing(Valid::Profile) if value != "default" => {
                return Err(UsageError::stumble(format!("The config profile ({}) could not be found", quoted(value))));
            }
            Sets::Nothing(Valid::ZipFile) => parameters::find_bytes(given, files)?,
            _ => {}
        }
    }
    Ok(())
}

fn output(globals: &Arguments<'_>) -> Result<OutputOptions, UsageError> {
    let format = match globals.last(|option| matches!(option.sets, Sets::Output)).map(Given::value) {
        None | Some("json") => Format::Json,
        Some("text") => Format::Text,
        Some(known @ ("table" | "yaml" | "yaml-stream" | "off")) => {
            return Err(UsageError::plain(format!("argument --output: '{known}' is there on AWS, but here are only json and text.")));
        }
        Some(other) => return Err(UsageError::choice("--output", other, &["json".to_owned(), "text".to_owned()])),
    };
    let query = globals.last(|option| matches!(option.sets, Sets::Query)).map(|given| Query::read(given.value())).transpose()?;
    Ok(OutputOptions { format, query })
}

/// How a list is fetched, with what its first call needs among the members. Whoever gives a marker turns the pages himself, and `--max-items` is then the API's own.
fn paging(
    spec: &OperationSpec,
    arguments: &Arguments<'_>,
    paginate: bool,
    members: &mut Map<String, Value>,
) -> Result<PagingOptions, UsageError> {
    let starting_token = arguments.last(|option| matches!(option.sets, Sets::StartingToken));
    let page_size = arguments.last(|option| matches!(option.sets, Sets::PageSize));
    let max_items = arguments.last(|option| option.member().is_some_and(|member| member.name == "MaxItems"));
    let from_json = max_items.is_none() && members.contains_key("MaxItems");
    let paginate = paginate && is_list(spec) && !members.contains_key("Marker") && !from_json;
    if !paginate {
        let given: Vec<&str> = [starting_token, page_size].into_iter().flatten().map(|given| given.option.flag.as_str()).collect();
        if !given.is_empty() {
            let given = given.join(", ");
            return Err(UsageError::plain(format!(
                "Error during pagination: Cannot specify --no-paginate along with pagination arguments: {given}"
            )));
        }
        return Ok(PagingOptions { paginate, max_items: None, start: None });
    }
    let max_items = max_items.and_then(|_| members.shift_remove("MaxItems")).and_then(|limit| limit.as_i64());
    if let Some(given) = page_size {
        members.insert("MaxItems".into(), parameters::number(&given.option.flag, given.value())?.into());
    }
    let start = starting_token.map(|given| Start::read(given.value()));
    if let Some(marker) = start.as_ref().and_then(|start| start.marker.clone()) {
        members.insert("Marker".into(), marker.into());
    }
    Ok(PagingOptions { paginate, max_items, start })
}

fn bootstrap(arguments: &Arguments<'_>) -> Result<Option<Bootstrap>, UsageError> {
    let outfile = arguments.last(|option| matches!(option.sets, Sets::Outfile));
    let method = arguments.last(|option| matches!(option.sets, Sets::BootstrapMethod));
    let (Some(outfile), Some(method)) = (outfile, method) else { return Ok(None) };
    Ok(Some(Bootstrap { outfile: outfile.value().to_owned(), method: BootstrapMethod::read(method.value())? }))
}
