//! What benches measure with, and the table that they print.

use std::time::Duration;

/// The middle of some measurements.
pub fn median(measured: impl IntoIterator<Item = Duration>) -> Duration {
    let mut measured: Vec<Duration> = measured.into_iter().collect();
    measured.sort();
    measured[measured.len() / 2]
}

/// Rows of figures, each beside its floor.
pub struct Table {
    rows: Vec<[String; 5]>,
    missed: usize,
}

impl Table {
    /// A table without rows.
    pub fn new() -> Self {
        let header = ["", "", "median", "floor", "aim"].map(str::to_owned);
        Self { rows: vec![header], missed: 0 }
    }

    /// A figure. An aim without words is none.
    pub fn row(&mut self, [about, what]: [&str; 2], [measured, floor]: [String; 2], aim: &str, is_met: bool) {
        let verdict = match (aim, is_met) {
            ("", _) => String::new(),
            (aim, true) => format!("{aim}: met"),
            (aim, false) => format!("{aim}: NOT met"),
        };
        self.missed += usize::from(!aim.is_empty() && !is_met);
        self.rows.push([about.into(), what.into(), measured, floor, verdict]);
    }

    /// Prints all rows; returns how many aims were missed.
    pub fn print(&self) -> usize {
        for [about, what, measured, floor, aim] in &self.rows {
            println!("{about:<24} {what:<34} {measured:>12} {floor:>12}   {aim}");
        }
        self.missed
    }
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
