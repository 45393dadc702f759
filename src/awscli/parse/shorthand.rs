//! The AWS CLI's shorthand for structures, `Key=team,Value=red`, with its quotes and escapes.

use serde_json::{Map, Value};

use crate::awscli::usage::quoted;

/// What a value behind `@=` stands for: what it names, or itself.
type Content<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// Reads one structure.
///
/// # Errors
/// What stands where it may not, for the person who typed it; or a value behind `@=` that can't be had.
pub(in crate::awscli) fn read(text: &str, content: Content<'_>) -> Result<Map<String, Value>, String> {
    let mut reader = Reader { text, at: 0, content };
    let mut members = Map::new();
    loop {
        let at = reader.at;
        let (key, value) = reader.member()?;
        if members.contains_key(&key) {
            let (key, place) = (quoted(&key), reader.place(at));
            return Err(format!(
                "Second instance of key \"{key}\" encountered for input:\n{place}\nThis is often because there is a preceding \",\" instead of a space."
            ));
        }
        members.insert(key, value);
        if reader.rest().is_empty() {
            return Ok(members);
        }
        reader.expect(',')?;
    }
}

/// A structure in shorthand; `None` where it can't be said in it and needs JSON.
pub(in crate::awscli) fn write(members: &[(&str, &str)]) -> Option<String> {
    let written: Option<Vec<String>> = members.iter().map(|(key, value)| Some(format!("{key}={}", write_value(value)?))).collect();
    written.map(|written| written.join(","))
}

/// A structure of texts and lists of texts in shorthand; `None` where it can't be said in it.
pub(in crate::awscli) fn write_structure(members: &Map<String, Value>) -> Option<String> {
    let one = |(key, value): (&String, &Value)| match value {
        Value::String(text) => Some(format!("{key}={}", write_value(text)?)),
        Value::Bool(flag) => Some(format!("{key}={flag}")),
        // Behind the first, nothing stands for an empty value but quotes.
        Value::Array(items) if !items.is_empty() => {
            let written: Option<Vec<String>> = items.iter().map(|item| write_item(item.as_str()?)).collect();
            Some(format!("{key}={}", written?.join(",")))
        }
        _ => None,
    };
    let written: Vec<String> = members.iter().map(one).collect::<Option<_>>()?;
    (!written.is_empty()).then(|| written.join(","))
}

fn write_item(value: &str) -> Option<String> {
    if value.is_empty() { Some("\"\"".to_owned()) } else { write_value(value) }
}

/// Quotes what the grammar would take for its own. The escapes of quotation marks and backslashes are ambiguous in it.
fn write_value(value: &str) -> Option<String> {
    let is_plain = |letter: char| (letter.is_alphanumeric() && letter <= '\u{ffff}') || "_.:/+@- ".contains(letter);
    if value.contains(['"', '\\']) {
        None
    } else if value.trim() == value && value.chars().all(is_plain) {
        Some(value.to_owned())
    } else {
        Some(format!("\"{value}\""))
    }
}

/// Lists and structures within each other: no member of an operation is deeper.
const DEEPEST: usize = 16;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    content: Content<'a>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes over a sign with blanks around it, if it is next.
    fn eat(&mut self, sign: char) -> bool {
        let rest = self.rest().trim_ascii_start();
        let Some(behind) = rest.strip_prefix(sign) else { return false };
        self.at = self.text.len() - behind.trim_ascii_start().len();
        true
    }

    fn expect(&mut self, sign: char) -> Result<(), String> {
        if self.eat(sign) {
            return Ok(());
        }
        let rest = self.rest().trim_ascii_start();
        let next = rest.chars().next().map_or_else(|| "EOF".into(), |letter| quoted(&letter.to_string()));
        Err(format!("Expected: '{sign}', received: '{next}' for input:\n{}", self.place(self.text.len() - rest.len())))
    }

    /// The text with a mark below a place in it.
    fn place(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or_default();
        format!("{}\n{}^", quoted(self.text), " ".repeat(quoted(before).chars().count()))
    }

    /// `key=value`, where the value may be several with commas between them. Behind `key@=`, each may name a file.
    fn member(&mut self) -> Result<(String, Value), String> {
        let key = self.take_while(is_key).to_owned();
        let names_files = self.eat('@');
        self.expect('=')?;
        if let Some(within) = self.within(0) {
            return Ok((key, within?));
        }
        let meant = |value: String| if names_files { (self.content)(&value) } else { Ok(value) };
        let first = meant(self.first_value()?)?;
        let mut more = Vec::new();
        loop {
            let before = self.at;
            match self.eat(',').then(|| self.second_value()).flatten() {
                Some(value) if matches!(self.rest().trim_ascii_start().chars().next(), None | Some(',')) => more.push(meant(value)?),
                // The comma ends this member, and what follows it is the next one.
                _ => {
                    self.at = before;
                    break;
                }
            }
        }
        Ok((key, if more.is_empty() { first.into() } else { std::iter::once(first).chain(more).collect() }))
    }

    /// A list in brackets or a structure in braces, if one begins here. Within it, such values may stand again, so deep and no
    /// deeper.
    fn within(&mut self, depth: usize) -> Option<Result<Value, String>> {
        let is_list = match self.rest().chars().next() {
            Some('[') => true,
            Some('{') => false,
            _ => return None,
        };
        if depth >= DEEPEST {
            return Some(Err(format!("This is nested too deep:\n{}", self.place(self.at))));
        }
        Some(if is_list { self.items(depth) } else { self.members_within(depth) })
    }

    /// `[one,two]`. As in the AWS CLI, a comma may stand behind the last.
    fn items(&mut self, depth: usize) -> Result<Value, String> {
        self.expect('[')?;
        let mut items = Vec::new();
        while !self.eat(']') {
            items.push(self.value_within(depth)?);
            self.comma_before(']')?;
        }
        Ok(Value::Array(items))
    }

    /// `{key=value,other=value}`. As in the AWS CLI, a comma may stand behind the last.
    fn members_within(&mut self, depth: usize) -> Result<Value, String> {
        self.expect('{')?;
        let mut members = Map::new();
        while !self.eat('}') {
            let key = self.take_while(is_key).to_owned();
            self.expect('=')?;
            let value = self.value_within(depth)?;
            members.insert(key, value);
            self.comma_before('}')?;
        }
        Ok(Value::Object(members))
    }

    /// Goes over the comma behind a value, which is needed where the end is not next.
    fn comma_before(&mut self, end: char) -> Result<(), String> {
        if self.rest().trim_ascii_start().starts_with(end) { Ok(()) } else { self.expect(',') }
    }

    fn value_within(&mut self, depth: usize) -> Result<Value, String> {
        if self.rest().is_empty() {
            return Err(format!("Expected: a value, received: 'EOF' for input:\n{}", self.place(self.at)));
        }
        match self.within(depth + 1) {
            Some(within) => within,
            None if self.rest().starts_with(['}', ']', ',']) => Ok(Value::String(String::new())),
            None => self.first_value().map(Value::String),
        }
    }

    fn first_value(&mut self) -> Result<String, String> {
        match self.rest().chars().next() {
            Some('"') => self.quoted_value('"').ok_or_else(|| self.unclosed("double quoted")),
            Some('\'') => self.quoted_value('\'').ok_or_else(|| self.unclosed("singled quoted")),
            _ => Ok(self.bare_value(']', '}')),
        }
    }

    fn unclosed(&self, what: &str) -> String {
        format!("Expected: '<{what}>', received: '<none>' for input:\n{}", self.place(self.at))
    }

    /// `None` where nothing stands that could be a value.
    fn second_value(&mut self) -> Option<String> {
        match self.rest().chars().next() {
            Some(mark @ ('"' | '\'')) => self.quoted_value(mark),
            _ => Some(self.bare_value('=', '=')).filter(|value| !value.is_empty()),
        }
    }

    /// A value without quotes: up to a comma that no backslash precedes, a quotation mark or one of these ends.
    fn bare_value(&mut self, end: char, other_end: char) -> String {
        let begins = |letter: char| is_bare(letter) && !letter.is_whitespace() && !"=[{".contains(letter);
        if !self.rest().starts_with(begins) {
            return String::new();
        }
        let from = self.at;
        if !self.rest().starts_with('\\') {
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
        loop {
            self.take_while(|letter| is_bare(letter) && letter != end && letter != other_end && letter != '\\');
            match self.rest() {
                rest if rest.starts_with("\\,") => self.at += 2,
                rest if rest.starts_with('\\') => self.at += 1,
                _ => break,
            }
        }
        let value = self.text.get(from..self.at).unwrap_or_default();
        value.replace("\\,", ",").trim_end().to_owned()
    }

    /// A value in quotes. Where the last mark has a backslash before it, the mark ends the value all the same.
    fn quoted_value(&mut self, mark: char) -> Option<String> {
        let inner = self.rest().strip_prefix(mark)?;
        let mut marks = inner.match_indices(mark).map(|(at, _)| at);
        let is_escaped = |at: &usize| inner.get(..*at).is_some_and(|before| before.ends_with('\\'));
        let end = marks.clone().find(|at| !is_escaped(at)).or_else(|| marks.next_back())?;
        self.at += 1 + end + 1;
        let value = inner.get(..end)?;
        Some(value.replace(&format!("\\{mark}"), &mark.to_string()).replace("\\\\", "\\"))
    }

    fn take_while(&mut self, is: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = rest.find(|letter| !is(letter)).map_or(rest, |end| &rest[..end]);
        self.at += taken.len();
        taken
    }
}

/// What a key may be made of.
fn is_key(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_.#/:".contains(letter)
}

/// What a value without quotes may be made of, beside the ends that depend on its place.
fn is_bare(letter: char) -> bool {
    (letter.is_whitespace() || !letter.is_control()) && letter <= '\u{ffff}' && !"\"',".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// Files hold their own names.
    fn read_text(text: &str) -> Result<Map<String, Value>, String> {
        read(text, &|value| match value.strip_prefix("file://") {
            Some("absent") => Err("there is none".into()),
            named => Ok(named.unwrap_or(value).to_owned()),
        })
    }

    fn assert_reads(text: &str, expected: &Value) {
        assert_eq!(read_text(text).map(Value::Object).as_ref(), Ok(expected), "{text}");
    }

    #[test]
    fn structures_are_read_as_the_aws_cli_reads_them() {
        assert_reads("Key=a,Value=b", &json!({"Key": "a", "Value": "b"}));
        assert_reads("Key=a b , Value = c d ", &json!({"Key": "a b", "Value": "c d"}));
        assert_reads("Key=a,Value=", &json!({"Key": "a", "Value": ""}));
        assert_reads("Key=,Value=b", &json!({"Key": "", "Value": "b"}));
        assert_reads("Key=a=b,Value=c", &json!({"Key": "a=b", "Value": "c"}));
        assert_reads(r"Key=a\,b,Value=c", &json!({"Key": "a,b", "Value": "c"}));
        assert_reads(r#"Key="a,b",Value='c"d'"#, &json!({"Key": "a,b", "Value": "c\"d"}));
        assert_reads(r#"Key="a\"b",Value="c\\""#, &json!({"Key": "a\"b", "Value": "c\\"}));
        assert_reads("Key=a,Value=b,c", &json!({"Key": "a", "Value": ["b", "c"]}));
        assert_reads("Value=b,c,Key=a", &json!({"Key": "a", "Value": ["b", "c"]}));
        assert_reads("Key=größe,Value=部署", &json!({"Key": "größe", "Value": "部署"}));
        assert_reads("Key=]a,Value=}", &json!({"Key": "]a", "Value": "}"}));
        assert_reads("Key=file://x,Value=y", &json!({"Key": "file://x", "Value": "y"}));
    }

    #[test]
    fn lists_and_structures_may_stand_within_each_other() {
        assert_reads(
            "TagSet=[{Key=a,Value=b},{Key=c,Value=}]",
            &json!({"TagSet": [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": ""}]}),
        );
        assert_reads("Type=instance,Tags=[{Key=a, Value=\"b,c\"}]", &json!({"Type": "instance", "Tags": [{"Key": "a", "Value": "b,c"}]}));
        assert_reads("A=[],B={},C=[a, b]", &json!({"A": [], "B": {}, "C": ["a", "b"]}));
        assert_reads("Tags=[{Key=a,Value=b},]", &json!({"Tags": [{"Key": "a", "Value": "b"}]}));
        assert_reads("A=[b, ],C={Key=a, }", &json!({"A": ["b"], "C": {"Key": "a"}}));
        assert_reads("A={B={C=[d]}},E=f", &json!({"A": {"B": {"C": ["d"]}}, "E": "f"}));
    }

    #[test]
    fn behind_an_at_sign_values_may_name_files() {
        assert_reads("Key@=file://x,Value=file://y", &json!({"Key": "x", "Value": "file://y"}));
        assert_reads("Key @= 'file://a,b',Value@=\"file://c\",file://d,e", &json!({"Key": "a,b", "Value": ["c", "d", "e"]}));
        assert_eq!(read_text("Key=a,Value@=file://absent").unwrap_err(), "there is none");
        assert_eq!(read_text("Key@").unwrap_err(), "Expected: '=', received: 'EOF' for input:\nKey@\n    ^");
    }

    #[test]
    fn what_is_no_structure_is_shown_with_its_place() {
        assert_eq!(read_text("Key").unwrap_err(), "Expected: '=', received: 'EOF' for input:\nKey\n   ^");
        assert_eq!(read_text("").unwrap_err(), "Expected: '=', received: 'EOF' for input:\n\n^");
        assert_eq!(read_text("Key==a").unwrap_err(), "Expected: ',', received: '=' for input:\nKey==a\n    ^");
        assert_eq!(
            read_text("Key=a,Key=b").unwrap_err(),
            "Second instance of key \"Key\" encountered for input:\nKey=a,Key=b\n      ^\nThis is often because there is a preceding \",\" instead of a space."
        );
        assert_eq!(read_text("Key=\"a").unwrap_err(), "Expected: '<double quoted>', received: '<none>' for input:\nKey=\"a\n    ^");
        assert_eq!(read_text("Key=[a").unwrap_err(), "Expected: ',', received: 'EOF' for input:\nKey=[a\n      ^");
        assert_eq!(read_text("Key={a=b,").unwrap_err(), "Expected: '=', received: 'EOF' for input:\nKey={a=b,\n         ^");
        assert!(read_text(&format!("Key={}", "[".repeat(5_000))).unwrap_err().starts_with("This is nested too deep"));
        assert!(read_text("Key=a\u{1b}[31m").unwrap_err().contains("\\u{1b}"));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(key in ".{0,12}", value in "[ a-c,=\\[\\]{}'😀部\u{301}]{0,12}") {
            if let Some(written) = write(&[("Key", &key), ("Value", &value)]) {
                prop_assert_eq!(read_text(&written), Ok(Map::from_iter([("Key".into(), key.into()), ("Value".into(), value.into())])), "{}", written);
            }
        }

        #[test]
        fn any_text_gives_an_answer(text in "[a=,'\"\\\\ \\[\\]{}😀]{0,24}") {
            let _answer = read_text(&text);
        }
    }
}
