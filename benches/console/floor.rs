//! The floors: the barest program that does the same to a terminal, and the barest write that is durable.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, read};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Makes this program be the bare one.
pub const VARIABLE: &str = "IAM_CONSOLE_BENCH_FLOOR";
/// What its first frame says.
pub const FIRST: &str = "bare";

/// Whether this process is to be the bare program.
pub fn is_asked_for() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// A screen of text that is drawn anew for each key.
pub fn run() {
    let mut terminal = ratatui::init();
    let mut count = 0_u64;
    loop {
        let lines: Vec<Line<'_>> = (0..40).map(|row| Line::from(format!("bare {row} {count}"))).collect();
        terminal.draw(|frame| frame.render_widget(Paragraph::new(lines), frame.area())).expect("draws");
        match read() {
            Ok(Event::Key(key)) if key.code == KeyCode::Char('q') => break,
            Ok(_) => count += 1,
            Err(_) => break,
        }
    }
    ratatui::restore();
}

/// A file beside the account's own.
pub fn file(home: &Path) -> File {
    File::create(home.join("floor")).expect("a file")
}

/// Appends so many bytes and waits until they are on the disk.
pub fn fsync(file: &mut File, length: usize) -> Duration {
    let line = vec![b'x'; length];
    let begun = Instant::now();
    file.write_all(&line).expect("written");
    file.sync_data().expect("on the disk");
    begun.elapsed()
}
