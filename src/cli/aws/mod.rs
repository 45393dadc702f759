//! `aws`: one operation, as the AWS CLI would run and answer it.

mod qr_png;
mod seed_file;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;

use crate::account::caller::Caller;
use crate::account::display::visible;
use crate::account::operation::Operation;
use crate::account::plan::RefusedAt;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::awscli::{self, Answer, Bootstrap, Command, Invocation, UsageError};
use crate::cli::accounts::Place;
use crate::cli::arguments;
use crate::cli::files::{LocalFiles, expanded};
use crate::cli::output::{Trouble, complain, print, say};
use crate::cli::principal::Principal;
use crate::store::{Access, Failure, Home, OpenAccount, Revision, StoreError};
use crate::training::lesson::Lesson;
use crate::training::progress::{Learner, ProgressFile};
use seed_file::SeedFile;

/// Why a line was not done, or not all of it.
enum Ended {
    /// The words make no call, or the query doesn't fit the answer.
    Usage(UsageError),
    /// The service refused: the AWS CLI's line for it, and more for a person.
    Refused(String, Box<Refusal>),
    /// Anything else, in a sentence. Escaped.
    Trouble(String),
}

impl Ended {
    /// Says it, and answers the AWS CLI's exit code.
    fn tell(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Usage(usage) => {
                say(&format!("\naws: [ERROR]: {usage}"));
                usage.exit_code
            }
            Self::Refused(line, refusal) => {
                say(&format!("\n{line}"));
                explain(refusal);
                254
            }
            Self::Trouble(sentence) => {
                say(&format!("aws: [ERROR]: {sentence}"));
                255
            }
        })
    }
}

impl From<UsageError> for Ended {
    fn from(usage: UsageError) -> Self {
        Self::Usage(usage)
    }
}

impl From<Trouble> for Ended {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble.to_string())
    }
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        let is_locked = matches!(error, StoreError::Locked { .. });
        let there = if is_locked { " A console that is open there runs this line, too: type it behind a colon." } else { "" };
        Self::Trouble(format!("{error}{there}"))
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

/// Runs the words behind `aws`.
pub(super) fn run(
    home: &Home,
    account: &str,
    access: Access,
    asked: (Learner, Principal, Vec<OsString>),
    lesson_of: impl FnOnce(&str) -> Option<Arc<Lesson>>,
) -> ExitCode {
    match perform(home, account, access, asked, lesson_of) {
        Ok(()) => ExitCode::SUCCESS,
        Err(ended) => ended.tell(),
    }
}

fn perform(
    home: &Home,
    account: &str,
    access: Access,
    (learner, principal, words): (Learner, Principal, Vec<OsString>),
    lesson_of: impl FnOnce(&str) -> Option<Arc<Lesson>>,
) -> Result<(), Ended> {
    let ours = Ours { account: account.to_owned(), learner, principal, rest: Vec::new() };
    let Ours { account, learner, principal, rest: words } = ours.taken_from(awscli::words(words)?)?;
    let Place { home, account, .. } = Place::of(home, &account, &ProgressFile::new(home, learner), lesson_of)?;
    let invocation = match awscli::parse(&words, &LocalFiles { pipes: true })? {
        Command::Call(invocation) => *invocation,
        Command::Print(text) => return Ok(print(&format!("{}\n", text.trim_end()))?),
    };
    if let Some(warning) = invocation.warning() {
        say(warning);
    }
    if invocation.is_unsigned && principal.is_given() {
        return Err(UsageError::plain("--no-sign-request asks as nobody: leave out --as and --mfa.").into());
    }
    let mut open = crate::cli::open(&home, &account, access, invocation.operation.spec().effect)?;
    let caller = principal.caller(open.account()).map_err(|error| UsageError::plain(visible(&error.to_string())))?;
    let done = call(&mut open, invocation.caller(&caller), &invocation);
    open.uncounted().iter().for_each(|why| complain(why));
    // The next opening finds everything without a checkpoint: one for every line of a script would be a waste.
    let settled = open.settle();
    done?;
    Ok(settled?)
}

/// What is ours among the words, and the others.
#[derive(PartialEq, Eq, Debug)]
struct Ours {
    account: String,
    learner: Learner,
    principal: Principal,
    rest: Vec<String>,
}

impl Ours {
    /// `--account`, `--learner`, `--as` and `--mfa` are ours and may stand anywhere.
    fn taken_from(mut self, words: Vec<String>) -> Result<Self, UsageError> {
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let (flag, value) = word.split_once('=').map_or((word.as_str(), None), |(flag, value)| (flag, Some(value.to_owned())));
            match (flag, value) {
                ("--account", value) => self.account = value.or_else(|| words.next()).unwrap_or_default(),
                ("--learner", value) => {
                    let name = value.or_else(|| words.next()).unwrap_or_default();
                    self.learner = arguments::learner(&name).map_err(UsageError::plain)?;
                }
                ("--as", value) => self.principal.named = Some(value.or_else(|| words.next()).unwrap_or_default()),
                ("--mfa", None) => self.principal.mfa = true,
                _ => self.rest.push(word),
            }
        }
        Ok(self)
    }
}

/// Runs the operation, and prints what it answers.
fn call(open: &mut OpenAccount, caller: &Caller, invocation: &Invocation) -> Result<(), Ended> {
    let answer = if let Some(bootstrap) = &invocation.bootstrap {
        make_device(open, caller, invocation, bootstrap)?
    } else {
        let answer = invocation.run(|operation| submit(open, caller, operation).map(|(reply, _)| reply));
        answer.map_err(|failure| failed(invocation, failure))?
    };
    if let (Some(outfile), Some(content)) = (&invocation.outfile, &answer.content) {
        // As the AWS CLI has it: what was there is written over.
        std::fs::write(expanded(outfile), content)
            .map_err(|error| Ended::Trouble(format!("Unable to write {}: {}.", visible(outfile), visible(&error.to_string()))))?;
    }
    if let Some(text) = answer.print(&invocation.output)? {
        print(&format!("{text}\n"))?;
    }
    if let Some(note) = awscli::note(&invocation.operation).filter(|_| std::io::stderr().is_terminal()) {
        complain(note);
    }
    Ok(())
}

/// Makes an MFA device, and puts its seed into a file. A device whose seed nobody has is of no use, so it is taken back.
fn make_device(open: &mut OpenAccount, caller: &Caller, invocation: &Invocation, bootstrap: &Bootstrap) -> Result<Answer, Ended> {
    let unwritten = |error: std::io::Error| format!("Unable to write {}: {}.", visible(&bootstrap.outfile), visible(&error.to_string()));
    // What is wrong with the place mostly shows before there is a device.
    let mut file = SeedFile::at(&bootstrap.outfile).map_err(|error| Ended::Trouble(unwritten(error)))?;
    let (reply, entry) = submit(open, caller, &invocation.operation).map_err(|failure| failed(invocation, failure))?;
    let Err(error) = file.write(bootstrap.method, &reply) else { return Ok(Answer::of(&reply)) };
    let undone = entry.map_or(Ok(()), |entry| open.undo(&Caller::ROOT, Some(entry)).map(|_| ()));
    let device = undone.err().map_or_else(|| "The device was taken back.".into(), |failure| format!("The device is there: {failure}"));
    Err(Ended::Trouble(format!("{} {device}", unwritten(error))))
}

/// Has the service do something: its reply, and its entry in the history if it changed anything.
fn submit(open: &mut OpenAccount, caller: &Caller, operation: &Operation) -> Result<(Reply, Option<Revision>), Failure> {
    let done = open.submit(caller, std::slice::from_ref(operation))?;
    Ok((done.replies.into_iter().next().unwrap_or(Reply::Nothing {}), done.entry))
}

fn failed(invocation: &Invocation, failure: Failure) -> Ended {
    match failure {
        Failure::Refused(RefusedAt { refusal, .. }) => {
            Ended::Refused(awscli::error_line(&invocation.operation, &refusal), Box::new(refusal))
        }
        Failure::Store(error) => error.into(),
        other @ Failure::NotUndoable(_) => Ended::Trouble(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::account::operation::OPERATIONS;

    #[test]
    fn account_and_principal_may_be_named_anywhere() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let learner = |name: &str| Learner::named(name).unwrap();
        let none = || Ours { account: "practice".into(), learner: learner("anna"), principal: Principal::default(), rest: Vec::new() };
        let take = |given: &[&str]| none().taken_from(words(given)).unwrap();
        let of = |account: &str, named: Option<&str>, mfa, rest: &[&str]| Ours {
            account: account.into(),
            learner: learner("anna"),
            principal: Principal { named: named.map(str::to_owned), mfa },
            rest: words(rest),
        };
        assert_eq!(take(&["iam", "--account", "team", "list-users"]), of("team", None, false, &["iam", "list-users"]));
        assert_eq!(
            take(&["iam", "delete-account-alias", "--account-alias", "x", "--account=team"]),
            of("team", None, false, &["iam", "delete-account-alias", "--account-alias", "x"])
        );
        assert_eq!(
            take(&["--mfa", "sts", "get-caller-identity", "--as", "role/Auditor"]),
            of("practice", Some("role/Auditor"), true, &["sts", "get-caller-identity"])
        );
        assert_eq!(
            take(&["iam", "list-users", "--learner", "bob"]),
            Ours { learner: learner("bob"), ..of("practice", None, false, &["iam", "list-users"]) }
        );
        assert!(none().taken_from(words(&["iam", "list-users", "--learner=../x"])).is_err());
    }

    /// A line that is shown runs here as it stands.
    #[test]
    fn no_operation_has_an_option_that_is_ours() {
        for spec in OPERATIONS {
            for member in spec.members {
                let flag = format!("--{}", awscli::cli_name(member.name));
                assert!(!matches!(flag.as_str(), "--account" | "--learner" | "--as" | "--mfa"), "{}: {flag}", spec.id);
            }
        }
    }

    #[test]
    fn journals_know_the_account_of_a_sign_in_by_its_former_name() {
        let former = json!({ "Account": "acme", "RoleName": "Auditor" });
        let switch = Operation::from_json("SwitchRole", former).unwrap().unwrap();
        assert_eq!(awscli::line(&switch), "aws signin switch-role --account-id acme --role-name Auditor");
    }
}
