//! What Lambda functions may be written for.

use crate::account::refusal::{ErrorCode, Refusal};

/// The runtimes that functions can be made with, as of 2026, by "Lambda runtimes" in the AWS Lambda Developer Guide; of each language
/// the newest first.
const RUNTIMES: [&str; 19] = [
    "nodejs24.x",
    "nodejs22.x",
    "nodejs20.x",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
    "python3.10",
    "java25",
    "java21",
    "java17",
    "java11",
    "java8.al2",
    "dotnet10",
    "dotnet8",
    "ruby3.4",
    "ruby3.3",
    "provided.al2023",
    "provided.al2",
];

/// Those of earlier days, which Lambda tells from what was never one.
const RETIRED: [&str; 24] = [
    "nodejs",
    "nodejs4.3",
    "nodejs6.10",
    "nodejs8.10",
    "nodejs10.x",
    "nodejs12.x",
    "nodejs14.x",
    "nodejs16.x",
    "nodejs18.x",
    "python2.7",
    "python3.6",
    "python3.7",
    "python3.8",
    "python3.9",
    "java8",
    "dotnetcore1.0",
    "dotnetcore2.0",
    "dotnetcore2.1",
    "dotnetcore3.1",
    "dotnet6",
    "ruby2.5",
    "ruby2.7",
    "ruby3.2",
    "go1.x",
];

/// What is proposed in the place of a runtime that is no more where its language has none.
const OWN_RUNTIME: &str = "provided.al2023";

/// Passes a runtime on that there is.
pub(super) fn check(runtime: Option<&String>) -> Result<(), Refusal> {
    let Some(runtime) = runtime.map(String::as_str).filter(|runtime| !RUNTIMES.contains(runtime)) else { return Ok(()) };
    let refused = |message: String| Refusal::new(ErrorCode::InvalidParameterValueException, message).member("Runtime");
    let language =
        |runtime: &str| runtime.chars().take_while(char::is_ascii_alphabetic).collect::<String>().replace("dotnetcore", "dotnet");
    if RETIRED.contains(&runtime) {
        let newest = RUNTIMES.iter().find(|other| language(other) == language(runtime)).unwrap_or(&OWN_RUNTIME);
        let message = format!(
            "The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you \
             use a supported runtime while creating or updating functions."
        );
        return Err(refused(message).remedy(format!("Use {newest}.")));
    }
    let message = format!(
        "Value {runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [{}] or be a valid ARN",
        RUNTIMES.join(", ")
    );
    let remedy = match RUNTIMES.iter().find(|other| language(other) == language(runtime).to_ascii_lowercase()) {
        Some(near) => format!("Use one of those, as in {near}."),
        None => "Use one of those.".to_owned(),
    };
    Err(refused(message).remedy(remedy))
}
