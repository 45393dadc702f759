//! What a line asks for: an operation, and all that the AWS CLI would do around it.

use crate::account::caller::Caller;
use crate::account::operation::Operation;

use super::answer::OutputOptions;
use super::pages::PagingOptions;
use super::usage::UsageError;

/// What a line asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// An operation to be run.
    Call(Box<Invocation>),
    /// A text that the AWS CLI prints by itself: help, a skeleton, the version.
    Print(String),
}

/// An operation with all that the line says around it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invocation {
    /// What to run; of a list, its first page.
    pub operation: Operation,
    /// How a list is fetched.
    pub paging: PagingOptions,
    /// How the answer is printed.
    pub output: OutputOptions,
    /// Where a new MFA device's seed goes.
    pub bootstrap: Option<Bootstrap>,
    /// The path, as typed, of the file that gets what the reply holds: an object's content, what a function answers.
    pub outfile: Option<String>,
    /// Whether the request is not signed, so that it is nobody's (`--no-sign-request`).
    pub is_unsigned: bool,
}

impl Invocation {
    /// Who calls, where this is whose credentials there are: nobody, if none are to be used.
    pub fn caller<'c>(&self, credentials: &'c Caller) -> &'c Caller {
        if self.is_unsigned { Caller::nobody() } else { credentials }
    }

    /// What the AWS CLI warns of before it calls.
    pub fn warning(&self) -> Option<&'static str> {
        let is_odd = self.paging.max_items.is_some_and(|most| most <= 0);
        is_odd.then_some("warning: Non-positive values for --max-items may result in undefined behavior.")
    }
}

/// Where the seed of a virtual MFA device goes (`--outfile`, `--bootstrap-method`). It is never printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bootstrap {
    /// The file's path as typed.
    pub outfile: String,
    /// What goes into it.
    pub method: BootstrapMethod,
}

/// What the file with a seed holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BootstrapMethod {
    /// A picture of the QR code.
    QRCodePNG,
    /// The seed in Base32.
    Base32StringSeed,
}

impl BootstrapMethod {
    /// The words for it.
    pub(super) const WORDS: [&str; 2] = ["QRCodePNG", "Base32StringSeed"];

    pub(super) fn read(word: &str) -> Result<Self, UsageError> {
        match word {
            "QRCodePNG" => Ok(Self::QRCodePNG),
            "Base32StringSeed" => Ok(Self::Base32StringSeed),
            other => Err(UsageError::choice("--bootstrap-method", other, &Self::WORDS.map(str::to_owned))),
        }
    }
}
