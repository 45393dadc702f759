//! The table that is printed.

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
}

impl Table {
    pub fn new() -> Self {
        let header = ["", "", "median", "floor", "aim"].map(str::to_owned);
        Self { rows: vec![header] }
    }

    /// A time. An aim without words is none.
    pub fn row(&mut self, account: &str, what: &str, measured: Duration, floor: Duration, aim: &str, limit: Duration) {
        let verdict = match (aim, measured <= limit) {
            ("", _) => String::new(),
            (aim, true) => format!("{aim} = {}: met", milliseconds(limit)),
            (aim, false) => format!("{aim} = {}: NOT met", milliseconds(limit)),
        };
        self.rows.push([account.into(), what.into(), milliseconds(measured), milliseconds(floor), verdict]);
    }

    /// Memory.
    pub fn memory(&mut self, account: &str, measured: u64, floor: u64) {
        let mebibytes = |bytes: u64| format!("{}.{} MiB", bytes >> 20, ((bytes & 0xf_ffff) * 10) >> 20);
        self.rows.push([account.into(), "memory".into(), mebibytes(measured), mebibytes(floor), String::new()]);
    }

    pub fn print(&self) {
        for [account, what, measured, floor, aim] in &self.rows {
            println!("{account:<24} {what:<34} {measured:>10} {floor:>10}   {aim}");
        }
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
