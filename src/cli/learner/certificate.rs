//! `certificate`: what an exam ends with, printed and checked again.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::account::display::{escaped_json, visible};
use crate::account::words::count;
use crate::cli::files;
use crate::cli::output::{NEGATIVE, Trouble, USAGE, complain, print};
use crate::training::Shelf;
use crate::training::certificate::{Certificate, CertificateError, Form, NoCertificate};
use crate::training::lesson::Lesson;
use crate::training::progress::{LessonRecord, ProgressFile};

/// The longest name that stands on one, in letters: more is no name, and the certificate could not be read again.
const LONGEST_NAME: usize = 200;
/// The longest certificate that is read, in bytes.
const LONGEST: u64 = 1 << 16;

/// What `certificate` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct CertificateArguments {
    /// The exam; without it, the Foundations exam
    #[arg(value_name = "LESSON")]
    pub lesson: Option<String>,

    /// The name that stands on it, instead of the learner's
    #[arg(long)]
    pub name: Option<String>,

    /// How
    #[arg(long, value_enum, default_value_t)]
    pub format: CertificateFormat,
}

/// How a certificate is printed.
#[derive(ValueEnum, Clone, Copy, Default, Debug)]
pub(in crate::cli) enum CertificateFormat {
    /// For reading
    #[default]
    Text,
    /// A page that a browser prints
    Html,
    /// A picture
    Svg,
}

impl From<CertificateFormat> for Form {
    fn from(format: CertificateFormat) -> Self {
        match format {
            CertificateFormat::Text => Self::Text,
            CertificateFormat::Html => Self::Html,
            CertificateFormat::Svg => Self::Svg,
        }
    }
}

/// Prints the certificate of an exam that was passed.
///
/// # Errors
/// Progress can't be read, or the output not written.
pub(in crate::cli) fn run(file: &ProgressFile, shelf: &Shelf, arguments: &CertificateArguments) -> Result<ExitCode, Trouble> {
    let exam = match exam(shelf, arguments.lesson.as_deref()) {
        Ok(exam) => exam,
        Err(why) => {
            complain(&why);
            return Ok(ExitCode::from(USAGE));
        }
    };
    let read = file.read()?;
    read.notice.iter().for_each(|notice| complain(notice));
    let Some(record) = read.progress.lesson(exam) else {
        complain(&format!("{} was not begun yet: it is among the walkthroughs.", visible(&exam.title)));
        return Ok(ExitCode::from(NEGATIVE));
    };
    if arguments.name.as_deref().is_some_and(|name| name.trim().is_empty()) {
        complain("A certificate needs a name: --name \"Your Name\", or leave --name out for the learner's.");
        return Ok(ExitCode::from(USAGE));
    }
    if arguments.name.as_deref().is_some_and(|name| name.chars().count() > LONGEST_NAME) {
        complain(&format!("A name on a certificate has at most {LONGEST_NAME} letters."));
        return Ok(ExitCode::from(USAGE));
    }
    let name = arguments.name.as_deref().unwrap_or(&read.progress.learner);
    match of(name, exam, record) {
        Ok(certificate) => {
            print(&certificate.written(arguments.format.into()))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(why) => {
            complain(&visible(&why.to_string()));
            Ok(ExitCode::from(NEGATIVE))
        }
    }
}

fn of(name: &str, exam: &Lesson, record: &LessonRecord) -> Result<Certificate, NoCertificate> {
    let steps = exam.steps.len() + usize::from(exam.challenge.is_some());
    Certificate::of(name, (&exam.id, &exam.title), steps, record)
}

/// The exam of this id, or the first one.
fn exam<'a>(shelf: &'a Shelf, id: Option<&str>) -> Result<&'a Lesson, String> {
    let exams: Vec<&Lesson> = shelf.lessons().map(Arc::as_ref).filter(|lesson| lesson.exam).collect();
    let known = || exams.iter().map(|exam| exam.id.as_str()).collect::<Vec<_>>().join(", ");
    let meant = exams.iter().find(|exam| id.is_none_or(|id| exam.id == id)).copied();
    meant.ok_or_else(|| format!("{} is no exam. There is: {}.", visible(id.unwrap_or("This")), known()))
}

/// Checks a certificate again.
///
/// # Errors
/// The file can't be read, or the output not written.
pub(in crate::cli) fn check(file: &Path, in_json: bool) -> Result<ExitCode, Trouble> {
    match Certificate::read(&files::text(file, LONGEST)?) {
        Ok((certificate, _)) if in_json => {
            let told = json!({
                "asMade": true,
                "learner": certificate.learner,
                "lesson": certificate.lesson,
                "title": certificate.title,
                "day": certificate.day(),
                "minutesMore": certificate.more_minutes.unwrap_or(0),
                "digest": certificate.digest(),
            });
            print(&escaped_json(&format!("{told:#}\n")))?;
            Ok(ExitCode::SUCCESS)
        }
        Ok((certificate, _)) => {
            let more =
                certificate.more_minutes.map_or_else(String::new, |more| format!(" with {} more than it takes,", count(more, "minute")));
            print(&format!(
                "As it was made: {} passed {} ({}) on {},{more} digest {}.\nIt tells that nothing was changed since, not who sat at the keys.\n",
                visible(&certificate.learner),
                visible(&certificate.title),
                visible(&certificate.lesson),
                certificate.day(),
                certificate.digest(),
            ))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(why) => {
            complain(&visible(&why.to_string()));
            // What is none at all was meant otherwise.
            Ok(ExitCode::from(if why == CertificateError::NoFacts { USAGE } else { NEGATIVE }))
        }
    }
}
