//! `aws`: one operation, as the AWS CLI would run and answer it.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use super::files::LocalFiles;
use super::{print, qr_png, say};
use crate::account::caller::Caller;
use crate::account::display::visible;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::awscli::{self, Bootstrap, BootstrapMethod, Command, Invocation, UsageError};
use crate::store::{Access, Failure, Home, OpenAccount};

/// The AWS CLI's exit codes.
const BAD_USAGE: u8 = 252;
const REFUSED: u8 = 254;
const TROUBLE: u8 = 255;

/// Runs the words behind `aws`.
pub(super) fn run(home: &Home, account: &str, access: Access, words: Vec<OsString>) -> ExitCode {
    let Ok(words) = words.into_iter().map(OsString::into_string).collect::<Result<Vec<String>, _>>() else {
        return fail("aws: error: an argument is not valid UTF-8", BAD_USAGE);
    };
    let (account, words) = take_account(account, words);
    let invocation = match awscli::parse(&words, &LocalFiles) {
        Ok(Command::Call(invocation)) => *invocation,
        Ok(Command::Print(text)) => {
            print(&format!("{}\n", text.trim_end()));
            return ExitCode::SUCCESS;
        }
        Err(usage) => return misused(&usage),
    };
    let mut open = match super::open(home, &account, access) {
        Ok(open) => open,
        Err(error) => return fail(&format!("aws: [ERROR]: {error}"), TROUBLE),
    };
    for notice in open.notices() {
        super::complain(notice);
    }
    let code = call(&mut open, &invocation);
    // The next opening finds everything without a checkpoint: one for every line of a script would be a waste.
    match open.settle() {
        Ok(()) => code,
        Err(error) => fail(&format!("aws: [ERROR]: {error}"), TROUBLE),
    }
}

/// `--account` is ours and may stand anywhere.
fn take_account(account: &str, words: Vec<String>) -> (String, Vec<String>) {
    let mut account = account.to_owned();
    let mut rest = Vec::with_capacity(words.len());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.strip_prefix("--account") {
            Some("") => account = words.next().unwrap_or_default(),
            Some(value) if value.starts_with('=') => value[1..].clone_into(&mut account),
            _ => rest.push(word),
        }
    }
    (account, rest)
}

fn call(open: &mut OpenAccount, invocation: &Invocation) -> ExitCode {
    // The file comes first: a device whose seed could not be written would be of no use.
    let is_new = invocation.bootstrap.as_ref().is_some_and(|bootstrap| !Path::new(&bootstrap.outfile).exists());
    let mut file = match &invocation.bootstrap {
        Some(Bootstrap { outfile, .. }) => match private_file(outfile) {
            Ok(file) => Some(file),
            Err(error) => return fail(&format!("aws: [ERROR]: Unable to write {}: {error}", visible(outfile)), TROUBLE),
        },
        None => None,
    };
    let mut bootstrap = Ok(());
    let answer = invocation.run(|operation| {
        let done = open.submit(&Caller::Root, std::slice::from_ref(operation))?;
        let reply = done.replies.into_iter().next().unwrap_or(Reply::Nothing {});
        if let (Some(file), Some(Bootstrap { method, .. })) = (&mut file, &invocation.bootstrap) {
            bootstrap = write_bootstrap(file, *method, &reply);
        }
        Ok(reply)
    });
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => {
            if let Some(Bootstrap { outfile, .. }) = invocation.bootstrap.as_ref().filter(|_| is_new) {
                // Nothing was made, so nothing is left behind; what was there before still is.
                let _ = std::fs::remove_file(outfile);
            }
            return refuse(&invocation.operation, failure);
        }
    };
    if let Err(error) = bootstrap {
        return fail(&format!("aws: [ERROR]: The seed could not be written: {error}"), TROUBLE);
    }
    match answer.print(&invocation.output) {
        Ok(Some(text)) => print(&format!("{text}\n")),
        Ok(None) => {}
        Err(usage) => return misused(&usage),
    }
    if let Some(note) = awscli::note(&invocation.operation).filter(|_| std::io::stderr().is_terminal()) {
        super::complain(note);
    }
    ExitCode::SUCCESS
}

fn refuse(operation: &Operation, failure: Failure) -> ExitCode {
    match failure {
        Failure::Refused(refused) => {
            let code = fail(&format!("\n{}", awscli::error_line(operation, &refused.refusal)), REFUSED);
            explain(&refused.refusal);
            code
        }
        other => fail(&format!("aws: [ERROR]: {other}"), TROUBLE),
    }
}

/// The AWS CLI leaves it at the error; a person at a terminal is also told what to do.
fn explain(refusal: &Refusal) {
    if !std::io::stderr().is_terminal() {
        return;
    }
    for blocker in &refusal.blockers {
        say(&format!("  first: {}", visible(blocker)));
    }
    if let Some(remedy) = &refusal.remedy {
        say(&format!("  {}", visible(remedy)));
    }
}

fn misused(usage: &UsageError) -> ExitCode {
    fail(&format!("\naws: [ERROR]: {usage}"), usage.exit_code)
}

fn fail(message: &str, code: u8) -> ExitCode {
    say(message);
    ExitCode::from(code)
}

/// A file to be written, if it is new one that only the user can read. What is in it stays until it is written.
fn private_file(path: &str) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write_bootstrap(file: &mut std::fs::File, method: BootstrapMethod, reply: &Reply) -> Result<(), String> {
    let Reply::VirtualMfaDevice { virtual_mfa_device: device } = reply else { return Ok(()) };
    let contents = match method {
        BootstrapMethod::Base32StringSeed => device.base32_string_seed.as_ref().map(|seed| seed.reveal().as_bytes().to_vec()),
        BootstrapMethod::QRCodePNG => device.otpauth_uri.as_ref().map(|uri| qr_png::picture(uri.reveal())).transpose()?,
    };
    file.set_len(0).and_then(|()| file.write_all(&contents.unwrap_or_default())).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_may_be_named_anywhere() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let taken = take_account("practice", words(&["iam", "--account", "team", "list-users"]));
        assert_eq!(taken, ("team".into(), words(&["iam", "list-users"])));
        let taken = take_account("practice", words(&["iam", "delete-account-alias", "--account-alias", "x", "--account=team"]));
        assert_eq!(taken, ("team".into(), words(&["iam", "delete-account-alias", "--account-alias", "x"])));
    }
}
