//! `quiz check`: items of a quiz proved, file by file.

use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::json;

use crate::account::display::{escaped_json, visible};
use crate::app::words::count;
use crate::cli::files;
use crate::cli::output::{NEGATIVE, Trouble, print};
use crate::training::quiz::{Bank, BankError, SHIPPED};

/// The longest file that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Checks files, or without any the bank that comes with the program.
///
/// # Errors
/// A file can't be read, or what was found not written.
pub(in crate::cli) fn run(paths: &[PathBuf], json: bool) -> Result<ExitCode, Trouble> {
    let is_shipped = paths.is_empty();
    let files: Vec<(String, String)> = if is_shipped {
        SHIPPED.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    } else {
        paths.iter().map(|path| Ok((path.display().to_string(), files::text(path, LONGEST)?))).collect::<Result<_, Trouble>>()?
    };
    let texts = || files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let (items, errors) = match Bank::of(texts()) {
        Ok(bank) => {
            let mut errors = bank.faults(texts(), Timestamp::now());
            errors.extend(bank.taken(texts()));
            errors.sort();
            (bank.items().len(), errors)
        }
        Err(errors) => (0, errors),
    };
    // Only of a whole bank can something be missing.
    let gaps = if is_shipped && errors.is_empty() { Bank::shipped().map(|bank| bank.gaps()).unwrap_or_default() } else { Vec::new() };
    let is_right = errors.is_empty() && gaps.is_empty();
    print(&if json { as_json(items, &errors, &gaps) } else { in_words(items, files.len(), &errors, &gaps) })?;
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::from(NEGATIVE) })
}

fn in_words(items: usize, files: usize, errors: &[BankError], gaps: &[String]) -> String {
    let mut lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    lines.extend(gaps.iter().map(|gap| visible(gap)));
    lines.push(match errors.len() + gaps.len() {
        0 => format!("{} in {}: nothing is wrong.", count(items, "item"), count(files, "file")),
        wrong => format!("{} wrong.", count(wrong, "thing")),
    });
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

fn as_json(items: usize, errors: &[BankError], gaps: &[String]) -> String {
    let one = |error: &BankError| json!({ "file": error.file, "line": error.line, "column": error.column, "item": error.item, "message": error.message });
    let told = json!({ "items": items, "errors": errors.iter().map(one).collect::<Vec<_>>(), "gaps": gaps });
    escaped_json(&format!("{told:#}\n"))
}
