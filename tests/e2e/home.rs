//! A home for accounts that is gone after the test, and the program without a screen on it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

use serde_json::Value;
use tempfile::TempDir;

/// A home of accounts, empty at first. Programs run in it, too.
pub struct Home {
    directory: TempDir,
}

/// What a command answered.
#[derive(PartialEq, Eq, Debug)]
pub struct Answer {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Home {
    /// A home where the program was never started.
    pub fn of_newcomer() -> Self {
        Self { directory: TempDir::new().unwrap() }
    }

    pub fn new() -> Self {
        let home = Self::of_newcomer();
        // The first start's offer has a test of its own.
        fs::write(home.path().join("settings.toml"), "welcome = false\n").unwrap();
        home
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The program without a screen.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_iam-console"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        command.env_clear().env("IAM_CONSOLE_HOME", self.path()).env("LANG", "C.UTF-8");
        command
    }

    /// Runs the program without a screen.
    pub fn run(&self, arguments: &[&str]) -> Answer {
        self.command(arguments).output().unwrap().into()
    }

    /// Runs `aws` and the words of a line, none of which holds a blank.
    pub fn aws(&self, line: &str) -> Answer {
        let words: Vec<&str> = ["aws"].into_iter().chain(line.split_whitespace()).collect();
        self.run(&words)
    }

    /// Runs `aws` as [`Home::aws`] does, for its answer.
    #[track_caller]
    pub fn ask(&self, line: &str) -> Value {
        let answer = self.aws(line);
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""), "{line}");
        if answer.out.is_empty() { Value::Null } else { serde_json::from_str(&answer.out).unwrap() }
    }

    /// How many of the five tasks are complete.
    pub fn complete(&self) -> u64 {
        let status = self.run(&["status", "--json"]);
        let status: Value = serde_json::from_str(&status.out).unwrap_or_else(|_| panic!("{status:?}"));
        status["complete"].as_u64().unwrap()
    }

    /// Everything that is in it: names, sizes and when each was changed.
    pub fn footprint(&self) -> Vec<(PathBuf, u64, SystemTime)> {
        let mut found = Vec::new();
        let mut left = vec![self.path().to_owned()];
        while let Some(path) = left.pop() {
            let metadata = fs::symlink_metadata(&path).unwrap();
            if metadata.is_dir() {
                left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
            found.push((path, metadata.len(), metadata.modified().unwrap()));
        }
        found.sort();
        found
    }
}

/// The file's permissions, as `ls -l` writes them in numbers.
pub fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}
