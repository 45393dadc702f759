//! Progress as text: the one format of the file itself and of what is handed in, and a table for spreadsheets.

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use xxhash_rust::xxh3::xxh3_128;

use super::error::ProgressError;
use super::record::Progress;
use crate::account::csv;
use crate::training::plain_words::unread_json;

/// The format that this program writes.
const FORMAT: u64 = 1;

/// Progress with what tells whether it is whole.
#[derive(Serialize, Deserialize)]
struct Envelope {
    format: u64,
    /// Of the bytes of `progress`, as they are written.
    digest: String,
    progress: Box<RawValue>,
}

/// What every format has.
#[derive(Deserialize)]
struct Versioned {
    format: u64,
}

fn digest(text: &str) -> String {
    format!("{:032x}", xxh3_128(text.as_bytes()))
}

/// Progress as JSON, whole.
///
/// # Errors
/// It can't be written down: never, as it is.
pub fn as_json(progress: &Progress) -> Result<String, serde_json::Error> {
    let progress = to_raw_value(progress)?;
    let envelope = Envelope { format: FORMAT, digest: digest(progress.get()), progress };
    serde_json::to_string(&envelope).map(|text| text + "\n")
}

/// Reads progress back. `of` says where the text comes from.
///
/// # Errors
/// It is damaged or something else, or a later version wrote it.
pub fn from_json(of: &str, text: &str) -> Result<Progress, ProgressError> {
    let unreadable = |why: String| ProgressError::Unreadable { of: of.to_owned(), why };
    let Versioned { format } = serde_json::from_str(text).map_err(|error| unreadable(unread_json(&error)))?;
    if format != FORMAT {
        return Err(ProgressError::Newer { of: of.to_owned(), format });
    }
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| unreadable(unread_json(&error)))?;
    if envelope.digest != digest(envelope.progress.get()) {
        return Err(unreadable("it was changed after it was written".into()));
    }
    serde_json::from_str(envelope.progress.get()).map_err(|error| unreadable(unread_json(&error)))
}

/// One row a learner and step, with a header.
pub fn as_csv<'a>(progress: impl IntoIterator<Item = &'a Progress>) -> String {
    let mut table = String::from("learner,lesson,begun,finished,step,outcome,held,hints,rung,nudges,seconds\n");
    for Progress { learner, lessons, .. } in progress {
        for (lesson, record) in lessons {
            let finished = record.finished.map(|at| at.to_string()).unwrap_or_default();
            for (id, step) in &record.steps {
                let rung = step.rung.map_or("", |rung| rung.word());
                let nudges = step.nudges.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
                let outcome = step.outcome.map_or("", |outcome| outcome.word());
                let held = step.held.map(|at| at.to_string()).unwrap_or_default();
                let (begun, hints, seconds) = (record.begun.to_string(), step.hints.to_string(), step.seconds.to_string());
                let cells = [learner, lesson, &begun, &finished, id, outcome, &held, &hints, rung, &nudges, &seconds];
                let cells = cells.map(csv::words);
                table.push_str(&csv::row(cells.iter().map(String::as_str)));
                table.push('\n');
            }
        }
    }
    table
}
