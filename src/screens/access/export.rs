//! Tables as files: CSV for spreadsheets, JSON for scripts.

use serde_json::{Map, Value};

use crate::app::step::Step;

/// Writes a table as `name.csv` and `name.json`.
pub(super) fn both(name: &str, columns: &[&str], rows: &[Vec<String>]) -> Vec<Step> {
    vec![
        Step::Save { name: format!("{name}.csv"), contents: csv(columns, rows) },
        Step::Save { name: format!("{name}.json"), contents: json(columns, rows) },
    ]
}

fn csv(columns: &[&str], rows: &[Vec<String>]) -> String {
    let line = |fields: Vec<&str>| fields.into_iter().map(field).collect::<Vec<_>>().join(",") + "\n";
    let header = line(columns.to_vec());
    rows.iter().fold(header, |text, row| text + &line(row.iter().map(String::as_str).collect()))
}

/// A field, in quotes where it must be. One that a spreadsheet would take for a formula is made text.
fn field(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn json(columns: &[&str], rows: &[Vec<String>]) -> String {
    let key = |column: &str| column.to_lowercase().replace(' ', "_");
    let object = |row: &Vec<String>| -> Value {
        columns.iter().zip(row).map(|(column, text)| (key(column), Value::from(text.as_str()))).collect::<Map<_, _>>().into()
    };
    format!("{:#}\n", Value::Array(rows.iter().map(object).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let rows = vec![vec!["a,b".to_owned(), "say \"x\"".to_owned(), "=1+1".to_owned()]];
        assert_eq!(csv(&["One", "Two", "Three"], &rows), "One,Two,Three\n\"a,b\",\"say \"\"x\"\"\",'=1+1\n");
        assert_eq!(serde_json::from_str::<Value>(&json(&["One", "Two words"], &rows)).unwrap()[0]["two_words"], "say \"x\"");
    }
}
