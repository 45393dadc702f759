//! Tables as files: CSV for spreadsheets, JSON for scripts.

use serde_json::{Map, Value, json};

use crate::access::Demand;
use crate::account::csv;
use crate::account::display::escaped_json;
use crate::app::step::Step;

/// What was asked, part by part: `Action`, `s3:GetObject`.
pub(super) type Asked = Vec<(&'static str, String)>;

/// What stands in a row under a column.
pub(super) enum Cell {
    One(String),
    /// Something that there may be none of: in JSON `null` then.
    Perhaps(Option<String>),
    /// A list: in JSON as such, in the CSV with this between its entries.
    Several(Vec<String>, &'static str),
    /// All of these, and of that what is not among those: in JSON two lists, under the column's key and under one of its own.
    AllBut(Vec<String>, Vec<String>),
    /// Conditions: in JSON operator, key and values apart.
    Conditions(Vec<Demand>),
}

/// The key in JSON of what is not among it.
const BUT_NOT: &str = "but_not";

/// What parts the entries of a list in the CSV that may have blanks in them.
pub(super) const APART: &str = "; ";

impl Cell {
    /// A list whose entries may have blanks in them.
    pub(super) const fn list(texts: Vec<String>) -> Self {
        Self::Several(texts, APART)
    }

    fn text(&self) -> String {
        match self {
            Self::One(text) => text.clone(),
            Self::Perhaps(text) => text.clone().unwrap_or_default(),
            Self::Several(texts, between) => texts.join(between),
            Self::AllBut(within, without) => {
                let without = without.iter().map(|text| format!("but not {text}"));
                within.iter().cloned().chain(without).collect::<Vec<_>>().join(APART)
            }
            Self::Conditions(demands) => demands.iter().map(Demand::in_full).collect::<Vec<_>>().join(APART),
        }
    }

    /// What stands in JSON, under which keys.
    fn values(&self, key: String) -> Vec<(String, Value)> {
        let list = |texts: &[String]| texts.iter().map(String::as_str).collect::<Value>();
        match self {
            Self::One(text) => vec![(key, Value::from(text.as_str()))],
            Self::Perhaps(text) => vec![(key, Value::from(text.as_deref()))],
            Self::Several(texts, _) => vec![(key, list(texts))],
            Self::AllBut(within, without) => vec![(key, list(within)), (BUT_NOT.to_owned(), list(without))],
            Self::Conditions(demands) => {
                let apart = |demand: &Demand| json!({ "operator": demand.operator, "key": demand.key, "values": demand.values });
                vec![(key, demands.iter().map(apart).collect())]
            }
        }
    }
}

/// All of these, and of that what is not among those; of all that there is `*`.
pub(super) fn all_but(within: &[String], without: &[String]) -> Cell {
    let everything = (within.is_empty() && !without.is_empty()).then(|| "*".to_owned());
    Cell::AllBut(within.iter().cloned().chain(everything).collect(), without.to_vec())
}

/// Writes a table as `name.csv` and `name.json`, with what was asked: in the CSV in columns of its own, which stand in a row even
/// where there is none else. A note on the answer as a whole is in the CSV in one more column, so that it stays with the rows.
pub(super) fn both(name: &str, asked: &Asked, note: Option<&str>, columns: &[&str], rows: &[Vec<Cell>]) -> Vec<Step> {
    let blank = vec![String::new(); columns.len()];
    let all_columns: Vec<&str> = columns.iter().copied().chain(asked.iter().map(|(part, _)| *part)).chain(note.map(|_| "Note")).collect();
    let texts = rows.iter().map(|row| row.iter().map(Cell::text).collect::<Vec<_>>());
    let blank = rows.is_empty().then_some(blank);
    let with_asked = |row: Vec<String>| {
        let all = row.into_iter().chain(asked.iter().map(|(_, said)| said.clone()));
        all.chain(note.map(str::to_owned)).collect()
    };
    let table_rows: Vec<Vec<String>> = texts.chain(blank).map(with_asked).collect();
    vec![
        Step::Save { name: format!("{name}.csv"), contents: table(&all_columns, &table_rows) },
        Step::Save { name: format!("{name}.json"), contents: as_json(asked, note, columns, rows) },
    ]
}

fn table(columns: &[&str], rows: &[Vec<String>]) -> String {
    let words = |row: &Vec<String>| row.iter().map(|cell| csv::words(cell)).collect::<Vec<_>>();
    let header = csv::row(columns.iter().copied()) + "\n";
    rows.iter().map(words).fold(header, |table, row| table + &csv::row(row.iter().map(String::as_str)) + "\n")
}

fn as_json(asked: &Asked, note: Option<&str>, columns: &[&str], rows: &[Vec<Cell>]) -> String {
    let key = |column: &str| column.to_lowercase().replace(' ', "_");
    let object = |row: &Vec<Cell>| -> Value {
        columns.iter().zip(row).flat_map(|(column, cell)| cell.values(key(column))).collect::<Map<_, _>>().into()
    };
    let asked: Map<String, Value> = asked.iter().map(|(part, said)| (key(part), Value::from(said.as_str()))).collect();
    let rows: Vec<Value> = rows.iter().map(object).collect();
    let mut whole = Map::from_iter([("asked".to_owned(), asked.into()), ("rows".to_owned(), rows.into())]);
    whole.extend(note.map(|note| ("note".to_owned(), Value::from(note))));
    escaped_json(&format!("{:#}\n", Value::from(whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[Vec<String>]) -> Vec<Vec<Cell>> {
        rows.iter().map(|row| row.iter().cloned().map(Cell::One).collect()).collect()
    }

    #[test]
    fn lists_are_lists() {
        let [one, two] = ["s3:GetObject", "s3:PutObject"].map(str::to_owned);
        let row = vec![all_but(&[], std::slice::from_ref(&one)), Cell::Several(vec![one, two], " "), Cell::list(Vec::new())];
        let [Step::Save { contents, .. }, Step::Save { contents: other, .. }] = &both("x", &Vec::new(), None, &["A", "B", "C"], &[row])[..]
        else {
            panic!()
        };
        assert_eq!(contents, "A,B,C\n*; but not s3:GetObject,s3:GetObject s3:PutObject,\n");
        let read: Value = serde_json::from_str(other).unwrap();
        let expected = serde_json::json!({"a": ["*"], "but_not": ["s3:GetObject"], "b": ["s3:GetObject", "s3:PutObject"], "c": []});
        assert_eq!(read["rows"][0], expected);
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let rows = vec![vec!["a,b".to_owned(), "say \"x\"".to_owned(), "=1+1".to_owned()]];
        assert_eq!(table(&["One", "Two", "Three"], &rows), "One,Two,Three\n\"a,b\",\"say \"\"x\"\"\",'=1+1\n");
        let asked = vec![("Asked action", "s3:GetObject".to_owned())];
        let read: Value = serde_json::from_str(&as_json(&asked, None, &["One", "Two words"], &cells(&rows))).unwrap();
        assert_eq!(
            (&read["asked"]["asked_action"], &read["rows"][0]["two_words"]),
            (&Value::from("s3:GetObject"), &Value::from("say \"x\""))
        );
    }

    #[test]
    fn what_others_wrote_does_not_steer_whoever_shows_the_files() {
        let rows = vec![vec!["arn:aws:s3:::\u{1b}[2J\u{202e}\u{9b}".to_owned()]];
        for written in [table(&["One"], &rows), as_json(&Vec::new(), None, &["One"], &cells(&rows))] {
            assert!(!written.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{written:?}");
        }
        let read: Value = serde_json::from_str(&as_json(&Vec::new(), None, &["One"], &cells(&rows))).unwrap();
        assert_eq!(read["rows"][0]["one"], Value::from(rows[0][0].as_str()));
    }

    #[test]
    fn a_note_on_the_answer_is_in_both_files() {
        let asked = vec![("Asked action", "s3:GetObject".to_owned())];
        let rows = cells(&[vec!["a".to_owned()]]);
        let [Step::Save { contents, .. }, Step::Save { contents: other, .. }] =
            &both("who-can", &asked, Some("Cut short."), &["One"], &rows)[..]
        else {
            panic!()
        };
        assert_eq!(contents, "One,Asked action,Note\na,s3:GetObject,Cut short.\n");
        assert_eq!(serde_json::from_str::<Value>(other).unwrap()["note"], Value::from("Cut short."));
    }

    #[test]
    fn what_was_asked_is_told_even_where_nobody_may() {
        let asked = vec![("Asked action", "s3:GetObject".to_owned())];
        let [Step::Save { contents, .. }, Step::Save { contents: other, .. }] = &both("who-can", &asked, None, &["One"], &[])[..] else {
            panic!()
        };
        assert_eq!(contents, "One,Asked action\n,s3:GetObject\n");
        assert!(other.contains("\"rows\": []"), "{other}");
    }
}
