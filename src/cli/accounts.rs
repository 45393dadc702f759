//! `accounts`: the practice accounts on this machine.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use jiff::Timestamp;
use serde_json::json;

use super::output::{Trouble, complain, print};
use super::patiently;
use crate::account::caller::Caller;
use crate::account::display::visible;
use crate::account::mfa::ENTRY_OF_ALIAS;
use crate::account::operation::SetRootPassword;
use crate::account::password::generate;
use crate::app::words::date;
use crate::store::{Access, Home, Listed, surroundings};
use crate::training::lesson::Lesson;
use crate::training::progress::ProgressFile;

/// What `accounts` takes.
#[derive(Subcommand, Debug)]
pub(super) enum AccountsCommand {
    /// List the practice accounts
    List {
        /// Print JSON for scripts
        #[arg(long)]
        json: bool,
    },
    /// Make a new account: a root access key, no MFA, no users, no groups, no password policy
    #[command(visible_alias = "create")]
    New {
        /// Its name: lower-case letters, digits, and . _ -
        name: String,
    },
    /// Copy an account's state under another name
    Copy {
        /// The account to copy
        from: String,
        /// The new account's name
        to: String,
    },
    /// Take an account back to how it began, under the same account id
    Reset {
        /// The account
        name: String,
    },
    /// Give an account's root user a new password, and show it this once
    RootPassword {
        /// The account
        name: String,
    },
    /// Move an account to the trash
    Delete {
        /// The account
        name: String,
    },
    /// Delete what is in the trash, for good
    EmptyTrash,
}

/// Where an account is, by what it is called.
pub(super) struct Place {
    /// The home that it is in: the user's own, or the one of the learner's lessons.
    pub home: Home,
    /// Its name there.
    pub account: String,
    /// Whether a lesson is gone through on it.
    pub is_lessons: bool,
}

impl Place {
    /// Where the account of this name is: among the user's own; else among those that the learner's lessons are gone through on, where
    /// a lesson's id stands for the account of the attempt at it. Which lesson an id is of here, `lesson_of` tells.
    ///
    /// # Errors
    /// The learner's accounts can't be listed; or an attempt may be meant and what the learner has done can't be read; or several
    /// lessons of the id were begun, and it is none of those here.
    pub(super) fn of(
        home: &Home,
        account: &str,
        file: &ProgressFile,
        lesson_of: impl FnOnce(&str) -> Option<Arc<Lesson>>,
    ) -> Result<Self, Trouble> {
        let own = Self { home: home.clone(), account: account.to_owned(), is_lessons: false };
        if Home::check_name(account).is_err() || home.folder_of(account).exists() {
            return Ok(own);
        }
        let lessons = home.of_lessons(file.learner().as_str());
        let attempt = |name: String| Self { home: lessons.clone(), account: name, is_lessons: true };
        if lessons.folder_of(account).exists() {
            return Ok(attempt(account.to_owned()));
        }
        let mut attempts: Vec<String> = lessons.list()?.into_iter().map(|listed| listed.name).collect();
        attempts.retain(|name| is_attempt_at(account, name));
        // Of a name that is no begun lesson's, what the learner has done tells nothing.
        if attempts.is_empty() {
            return Ok(own);
        }
        let progress = file.read()?.progress;
        match lesson_of(account) {
            Some(lesson) => attempts.retain(|name| progress.lesson(&lesson).is_some_and(|record| record.account == *name)),
            None => attempts.retain(|name| progress.accounts_of(account).any(|account| account == name)),
        }
        match attempts.pop() {
            None => Ok(own),
            Some(name) if attempts.is_empty() => Ok(attempt(name)),
            Some(last) => Err(Trouble::Ambiguous { id: account.to_owned(), accounts: [attempts, vec![last]].concat() }),
        }
    }
}

/// Whether an account is called as one of a lesson with this id is.
fn is_attempt_at(id: &str, account: &str) -> bool {
    account.rsplit_once('-').is_some_and(|(lesson, seed)| lesson == id && u64::from_str_radix(seed, 16).is_ok())
}

/// Does what was asked with the accounts.
pub(super) fn run(home: &Home, command: AccountsCommand) -> Result<ExitCode, Trouble> {
    print(&perform(home, command)?)?;
    Ok(ExitCode::SUCCESS)
}

fn perform(home: &Home, command: AccountsCommand) -> Result<String, Trouble> {
    let now = Timestamp::now();
    Ok(match command {
        AccountsCommand::List { json } => {
            let accounts = home.list()?;
            if json { list_as_json(&accounts) } else { list_as_text(&accounts) }
        }
        AccountsCommand::New { name } => {
            let made = home.create(&name, &mut surroundings()())?;
            let (id, email) = (made.account.id(), made.account.root().map_or("", |root| root.email.as_str()));
            format!(
                "Made {name}: account {id}.\nRoot signs in as {email} with the password {}\nThe password is kept as a hash only and not shown again.\n",
                made.root_password.reveal()
            )
        }
        AccountsCommand::Copy { from, to } => {
            for notice in home.copy(&from, &to, now)? {
                complain(&notice);
            }
            format!("Copied {from} to {to}.\n")
        }
        AccountsCommand::Reset { name } => {
            let entries = phone_entries(home, &name);
            patiently(|| home.reset(&name, now))?;
            format!("Reset {name}: it is as it began.\n{entries}")
        }
        AccountsCommand::RootPassword { name } => {
            root_password(home, &name)?;
            String::new()
        }
        AccountsCommand::Delete { name } => {
            let entries = phone_entries(home, &name);
            patiently(|| home.delete(&name, now))?;
            format!("Moved {name} to the trash; `iam-console accounts empty-trash` deletes it for good.\n{entries}")
        }
        AccountsCommand::EmptyTrash => format!("{}\n", home.empty_trash()?),
    })
}

/// Sets root's password to one that is made here, and tells it.
fn root_password(home: &Home, name: &str) -> Result<(), Trouble> {
    home.check_access()?;
    let mut open = patiently(|| home.open(name, Access::ReadWrite, surroundings()))?;
    let new_password = generate(open.account(), &mut surroundings()().rng);
    let told = format!("Root's new password is {}\nIt is kept as a hash only and not shown again.\n", new_password.reveal());
    let done = open.submit(&Caller::ROOT, &[SetRootPassword { new_password }.into()]);
    let closed = open.close();
    done?;
    // The password is set, and told nowhere else.
    print(&told)?;
    Ok(closed?)
}

/// What an authenticator app keeps of an account that is no more as it was. A copy has the entries of what it was copied from.
fn phone_entries(home: &Home, name: &str) -> String {
    let Ok(open) = home.open(name, Access::ReadOnly, surroundings()) else { return String::new() };
    let account = open.account();
    let entries: Vec<String> =
        account.mfa_devices().map(|device| format!("  {}\n", visible(&account.authenticator_entry(device)))).collect();
    if entries.is_empty() {
        return String::new();
    }
    let has_same_id = |other: &Listed| other.name != name && other.summary.as_ref().is_ok_and(|other| other.account_id == account.id());
    match home.list().unwrap_or_default().into_iter().find(has_same_id) {
        Some(other) => {
            format!("{} has the same account id: keep the entries of your authenticator app that it uses as well.\n", other.name)
        }
        None => format!("Remove from your authenticator app:\n{}{ENTRY_OF_ALIAS}\n", entries.concat()),
    }
}

fn list_as_text(accounts: &[Listed]) -> String {
    if accounts.is_empty() {
        return "There is no account yet. The console makes one on its first start; so does: iam-console accounts new NAME\n".into();
    }
    let width = accounts.iter().map(|listed| listed.name.len()).max().unwrap_or(0).max(4);
    let mut text = format!("{:<width$}  {:<12}  {:<27}  {}\n", "NAME", "ACCOUNT ID", "CREATED", "CHANGES");
    for Listed { name, summary } in accounts {
        let line = match summary {
            Ok(summary) => format!("{name:<width$}  {:<12}  {:<27}  {}\n", summary.account_id, date(summary.created), summary.revision),
            Err(error) => format!("{name:<width$}  {error}\n"),
        };
        text.push_str(&line);
    }
    text
}

fn list_as_json(accounts: &[Listed]) -> String {
    let accounts: Vec<_> = accounts
        .iter()
        .map(|Listed { name, summary }| match summary {
            Ok(summary) => {
                json!({ "name": name, "accountId": summary.account_id, "created": summary.created, "changes": summary.revision })
            }
            Err(error) => json!({ "name": name, "error": error.to_string() }),
        })
        .collect();
    format!("{}\n", json!({ "accounts": accounts }))
}
