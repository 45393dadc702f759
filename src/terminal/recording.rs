//! A recording of what the terminal shows: an asciicast, version 3, as asciinema plays it.
//!
//! Only what is drawn goes into it, and while one is made secrets are masked on the screen. What is sent to the clipboard
//! passes it by.

use std::fs::{File, OpenOptions};
use std::io::{self, Stdout, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crossterm::terminal;
use serde_json::json;

/// What is drawn goes to the terminal, and into a recording where one is made.
pub(super) struct Output {
    terminal: Stdout,
    recording: Option<Recorder>,
}

/// A recording that its writers share.
#[derive(Clone)]
pub struct Recorder(Arc<Mutex<Recording>>);

/// A recording that is being made.
struct Recording {
    /// `None` once it has taken no more.
    file: Option<File>,
    /// How long it is, in whole events.
    length: u64,
    /// Why it took no more, until that is told.
    trouble: Option<io::Error>,
    /// What was drawn since the last event. A letter may come in parts.
    drawn: Vec<u8>,
    /// When the last event was.
    last: Instant,
}

impl Recording {
    /// Begins a recording in a new file, private to the user, of a terminal of this size.
    ///
    /// # Errors
    /// There is a file already, or it can't be made.
    fn begin(path: &Path, size: (u16, u16), now: jiff::Timestamp) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        let term = json!({ "cols": size.0, "rows": size.1, "type": std::env::var("TERM").unwrap_or_default() });
        let header = json!({ "version": 3, "term": term, "timestamp": now.as_second(), "title": "iam-console" });
        let header = format!("{header}\n");
        file.write_all(header.as_bytes())?;
        let length = header.len().try_into().unwrap_or(u64::MAX);
        Ok(Self { file: Some(file), length, trouble: None, drawn: Vec::new(), last: Instant::now() })
    }

    /// Writes an event down. Where the file takes no more, the recording ends with the event before.
    fn event(&mut self, code: &str, data: &str) {
        let Some(file) = &mut self.file else { return };
        let now = Instant::now();
        let seconds = now.duration_since(self.last).as_secs_f64();
        self.last = now;
        let event = format!("[{seconds:.6}, {}, {}]\n", json!(code), json!(data));
        match file.write_all(event.as_bytes()) {
            Ok(()) => self.length = self.length.saturating_add(event.len().try_into().unwrap_or(u64::MAX)),
            Err(error) => {
                // Half an event is none; where that can't be cut off, players say so.
                let _ = file.set_len(self.length);
                self.file = None;
                self.trouble = Some(error);
            }
        }
    }

    /// Writes down what was drawn, as far as its letters are whole.
    fn take_down(&mut self) {
        let whole = match std::str::from_utf8(&self.drawn) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.drawn.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.drawn, rest)).unwrap_or_default();
        if !text.is_empty() {
            self.event("o", &text);
        }
    }
}

impl Recorder {
    /// Begins a recording of the terminal in a new file, private to the user.
    ///
    /// # Errors
    /// There is a file already, or it can't be made.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let recording = Recording::begin(path, terminal::size()?, jiff::Timestamp::now())?;
        Ok(Self(Arc::new(Mutex::new(recording))))
    }

    fn with<T>(&self, record: impl FnOnce(&mut Recording) -> T) -> T {
        record(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Marks a place in the recording: where a step of a lesson begins.
    pub(super) fn mark(&self, label: &str) {
        self.with(|recording| recording.event("m", label));
    }

    /// The terminal has another size.
    pub(super) fn resized(&self, columns: u16, rows: u16) {
        self.with(|recording| recording.event("r", &format!("{columns}x{rows}")));
    }

    /// Why the file takes no more, once.
    pub(super) fn take_trouble(&self) -> Option<io::Error> {
        self.with(|recording| recording.trouble.take())
    }
}

impl Output {
    pub(super) const fn new(terminal: Stdout, recording: Option<Recorder>) -> Self {
        Self { terminal, recording }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.terminal.write(bytes)?;
        if let Some(recorder) = &self.recording {
            recorder.with(|recording| recording.drawn.extend_from_slice(bytes.get(..written).unwrap_or_default()));
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.terminal.flush()?;
        if let Some(recorder) = &self.recording {
            recorder.with(Recording::take_down);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_an_asciicast_and_letters_in_parts_come_out_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lesson.cast");
        let mut recording = Recording::begin(&path, (80, 24), jiff::Timestamp::UNIX_EPOCH).unwrap();
        recording.drawn.extend_from_slice(b"a\x1b[1m\xe2\x94");
        recording.take_down();
        recording.event("m", "Create alice");
        recording.drawn.extend_from_slice(b"\x80");
        recording.take_down();
        let lines: Vec<serde_json::Value> =
            std::fs::read_to_string(&path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0]["version"], 3);
        assert_eq!((&lines[0]["term"]["cols"], &lines[0]["term"]["rows"]), (&json!(80), &json!(24)));
        let events: Vec<(&str, &str)> = lines[1..].iter().map(|event| (event[1].as_str().unwrap(), event[2].as_str().unwrap())).collect();
        assert_eq!(events, [("o", "a\u{1b}[1m"), ("m", "Create alice"), ("o", "─")]);
        assert!(Recording::begin(&path, (80, 24), jiff::Timestamp::UNIX_EPOCH).is_err(), "no recording is overwritten");
    }

    #[test]
    fn a_file_that_takes_no_more_ends_the_recording_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lesson.cast");
        let mut recording = Recording::begin(&path, (80, 24), jiff::Timestamp::UNIX_EPOCH).unwrap();
        recording.event("m", "Create alice");
        // Open to read only, it refuses whatever is written.
        recording.file = Some(File::open(&path).unwrap());
        let recorder = Recorder(Arc::new(Mutex::new(recording)));
        recorder.mark("Create bob");
        recorder.resized(80, 24);
        assert!(recorder.take_trouble().is_some() && recorder.take_trouble().is_none(), "it is told once");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() == 2 && text.ends_with("\"Create alice\"]\n"), "{text}");
    }
}
