//! The AWS CLI's language: operations as `aws iam …` lines, in and out, and replies as the AWS CLI prints them.
//!
//! It follows the AWS CLI, version 2: what it takes, what it checks by itself before it calls, and what it says. Pure: files
//! come in through [`Files`], and nothing is run, written or printed here. May know the account and the catalogue.

mod answer;
mod api_names;
mod complete;
mod help;
mod hidden;
mod invocation;
mod line;
mod name;
mod option;
mod pages;
mod parse;
mod run;
mod shell;
mod usage;

pub use answer::query::Query;
pub use answer::{Answer, Format, OutputOptions, error_line};
pub use complete::{Candidate, Completions, complete};
pub use hidden::{hidden_parts, hiding};
pub use invocation::{Bootstrap, BootstrapMethod, Command, Invocation};
pub use line::{command, line, note};
pub use name::cli_name;
pub use pages::{PagingOptions, Start};
pub use parse::{Files, NoFiles, parse, parse_line, words};
pub use shell::{quote, split_words};
pub use usage::UsageError;
