//! Values in one line: commas stand between them, and one that has a comma, a quote or a blank at an end is in double quotes.

/// The values as they are read again.
pub(super) fn written(values: &[String]) -> String {
    let one = |value: &String| {
        let is_plain = !value.is_empty() && !value.contains([',', '"']) && value.trim() == value;
        if is_plain { value.clone() } else { format!("\"{}\"", value.replace('"', "\"\"")) }
    };
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The values of a line. Within double quotes a quote is written twice.
pub(super) fn read(line: &str) -> Result<Vec<String>, String> {
    let mut values = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let behind = if let Some(quoted) = rest.strip_prefix('"') {
            let (value, behind) = unquoted(quoted).ok_or("A value in double quotes ends with one, and a comma stands behind it.")?;
            values.push(value);
            behind
        } else {
            let (value, behind) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
            values.extend(Some(value.trim()).filter(|value| !value.is_empty()).map(str::to_owned));
            behind
        };
        rest = behind.strip_prefix(',').unwrap_or(behind).trim_start();
    }
    Ok(values)
}

/// What stands within quotes, and what behind them: a comma, or nothing.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (part, behind) = rest.split_once('"')?;
        value.push_str(part);
        let Some(further) = behind.strip_prefix('"') else {
            let behind = behind.trim_start();
            return (behind.is_empty() || behind.starts_with(',')).then_some((value, behind));
        };
        value.push('"');
        rest = further;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for values in [&["a", "b"][..], &["Smith, J", "a \"b\""], &["", " a "], &["10.0.0.0/8"]] {
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            assert_eq!(read(&written(&values)), Ok(values));
        }
    }

    #[test]
    fn commas_stand_between_values_and_quotes_end() {
        assert_eq!(read(" a,, b , \"c, d\""), Ok(vec!["a".to_owned(), "b".to_owned(), "c, d".to_owned()]));
        assert!(read("\"a, b").is_err() && read("\"a\" b").is_err());
    }
}
