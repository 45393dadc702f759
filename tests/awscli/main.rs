//! The AWS CLI's language: what is printed reads back, what is typed is taken and refused as the AWS CLI does it, and answers
//! look as its answers do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
#[path = "../common/mod.rs"]
mod common;
mod completion;
mod estate;
mod help;
mod lists;
mod reads_back;
mod refused;
mod typed;

use iam_console::account::operation::CreateUser;
use iam_console::awscli::*;

/// The files that lines may name.
struct FewFiles;

impl Files for FewFiles {
    fn read(&self, path: &str) -> Result<String, String> {
        match path {
            "trust.json" => Ok(r#"{"Version":"2012-10-17"}"#.into()),
            "policy.json" => Ok("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:Get*\", \"Resource\": \"*\"}\n}\n".into()),
            "metadata.xml" => Ok(common::saml_metadata("")),
            "user.json" => Ok(r#"{"UserName":"alice","Path":"/a/"}"#.into()),
            _ => Err("No such file or directory (os error 2)".into()),
        }
    }

    fn find(&self, path: &str) -> Result<(), String> {
        self.read(path).map(|_| ())
    }
}

/// The invocation that a line asks for.
fn read(line: &str) -> Result<Invocation, UsageError> {
    match parse_line(line, &FewFiles)? {
        Command::Call(invocation) => Ok(*invocation),
        Command::Print(text) => panic!("{line} only prints:\n{text}"),
    }
}

/// The text that a line asks for.
fn printed(line: &str) -> String {
    match parse_line(line, &FewFiles) {
        Ok(Command::Print(text)) => text,
        other => panic!("{other:?}"),
    }
}

/// What is said to a line that makes no call.
fn refused(line: &str) -> String {
    read(line).expect_err(line).message
}

/// A user's creation.
fn user(name: &str) -> CreateUser {
    CreateUser { user_name: name.into(), ..CreateUser::default() }
}
