//! Tables as CSV (RFC 4180). Rows end in a line feed, as those of AWS's credential report do; who writes the table puts it there.

use super::display::visible;

/// A row of cells, in quotes where they must be, without what ends it.
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    cells.into_iter().map(cell).collect::<Vec<_>>().join(",")
}

fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// Words as a spreadsheet takes them for words, and a terminal that shows the table: what would be computed stands behind an
/// apostrophe, and what steers is made visible. Not for what is copied from the table, such as a password: it must be there as
/// it is.
pub fn words(text: &str) -> String {
    let text = visible(text);
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

/// The cells of a line that [`row`] made. A cell has no line end in it.
pub fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut is_quoted, mut was_quote) = (false, false);
    for letter in line.chars() {
        let Some(cell) = cells.last_mut() else { break };
        match letter {
            '"' => {
                // Two in a row within quotes are one.
                if !is_quoted && was_quote {
                    cell.push('"');
                }
                is_quoted = !is_quoted;
            }
            ',' if !is_quoted => cells.push(String::new()),
            letter => cell.push(letter),
        }
        was_quote = letter == '"';
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(row(["a", "b,c", "say \"x\"", "two\nlines"]), "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\"");
        assert_eq!(["s3", "=1+1", "@SUM(A1)", "-1", "\t=1"].map(words), ["s3", "'=1+1", "'@SUM(A1)", "'-1", "\\u{9}=1"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(written in prop::collection::vec("[a,\"' =]{0,5}", 1..5)) {
            let line = row(written.iter().map(String::as_str));
            prop_assert_eq!(cells(&line), written);
        }
    }
}
