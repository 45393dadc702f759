//! `--query`: what a `JMESPath` expression picks of an answer.

mod evaluate;
mod functions;

use jmespath::JmespathError;
use serde_json::Value;

use evaluate::{Interpreter, weight};

use crate::awscli::usage::{UsageError, quoted};

/// Signs that may each nest an expression deeper. The interpreter recurses, so a query has so many at most.
const MOST_NESTING: usize = 200;
/// Longest query, in bytes.
const LONGEST: usize = 4096;
/// Most that a query may make out of a reply, in bytes, beside the reply itself.
const MOST_MADE: usize = 64 << 20;

/// A `JMESPath` expression that is one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query(String);

impl Query {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub(in crate::awscli) fn read(text: &str) -> Result<Self, UsageError> {
        let bad = |why: &str| UsageError::plain(format!("Bad value for --query {}: {why}", quoted(text)));
        if text.len() > LONGEST || text.matches(['(', '[', '{', '!', '&', '.', '|', '*']).count() > MOST_NESTING {
            return Err(bad("The expression is too long."));
        }
        let expression = with_literals_quoted(text);
        match jmespath::compile(&expression) {
            Ok(_) => Ok(Self(expression)),
            Err(error) => Err(bad(&what_failed(&error))),
        }
    }

    /// What it picks.
    ///
    /// # Errors
    /// A function that doesn't take what it is given.
    pub(in crate::awscli) fn search(&self, value: &Value) -> Result<Value, UsageError> {
        let failed = |error: JmespathError| UsageError::stumble(what_failed(&error));
        let expression = jmespath::compile(&self.0).map_err(failed)?;
        Interpreter { text: &self.0, most: MOST_MADE + weight(value) }.evaluate(value, expression.as_ast()).map_err(failed)
    }
}

/// The expression with quotation marks put around literals that are words: the AWS CLI takes `` `S3` `` for `` `"S3"` ``.
fn with_literals_quoted(text: &str) -> String {
    let mut expression = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '"', '`']) {
        let (before, from) = rest.split_at(at);
        expression.push_str(before);
        let mark = from.chars().next().unwrap_or_default();
        let body = from.get(1..).unwrap_or_default();
        let mut is_escaped = false;
        let end = body.find(|letter| {
            let is_end = letter == mark && !is_escaped;
            is_escaped = letter == '\\' && !is_escaped;
            is_end
        });
        let Some((inside, behind)) = end.and_then(|end| Some((body.get(..end)?, body.get(end + 1..)?))) else {
            expression.push_str(from);
            return expression;
        };
        let is_json = |text: &str| serde_json::from_str::<Value>(&text.replace("\\`", "`")).is_ok();
        let word = format!("\"{}\"", inside.trim_start());
        let is_word = mark == '`' && !is_json(inside) && is_json(&word);
        expression.push(mark);
        expression.push_str(if is_word { &word } else { inside });
        expression.push(mark);
        rest = behind;
    }
    expression.push_str(rest);
    expression
}

fn what_failed(error: &JmespathError) -> String {
    format!("{} (column {} of --query)", quoted(&error.reason.to_string()), error.column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn reply() -> Value {
        json!({"Users": [
            {"Path": "/", "UserName": "bob", "Arn": "arn:aws:iam::111122223333:user/bob"},
            {"Path": "/team/", "UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/team/alice"},
        ]})
    }

    fn ask(query: &str) -> String {
        Query::read(query).and_then(|query| query.search(&reply())).map_or_else(|error| error.message, |found| found.to_string())
    }

    #[test]
    fn queries_pick_and_keep_the_order_of_names() {
        assert_eq!(ask("Users[].UserName"), r#"["bob","alice"]"#);
        assert_eq!(ask("Users[?Path=='/'].[UserName,Path]"), r#"[["bob","/"]]"#);
        assert_eq!(ask("Users[0]"), r#"{"Path":"/","UserName":"bob","Arn":"arn:aws:iam::111122223333:user/bob"}"#);
        assert_eq!(ask("Users[].{Name:UserName,Arn:Arn} | [0]"), r#"{"Name":"bob","Arn":"arn:aws:iam::111122223333:user/bob"}"#);
        assert_eq!(ask("sort_by(Users,&UserName)[0].{z:Path,a:UserName}"), r#"{"z":"/team/","a":"alice"}"#);
        assert_eq!(ask("length(Users)"), "2");
        assert_eq!(ask("sum([`1`,`2`])"), "3");
        assert_eq!(ask("Nothing.here"), "null");
    }

    #[test]
    fn what_doubles_at_every_step_ends() {
        let doubled = ".{a:@,b:@}".repeat(27);
        let listed = format!("[{}]", vec!["@"; 800].join(","));
        let joined = format!("map(&join('', [{0}, {0}]), Users[].UserName)", vec!["@"; 500].join(","));
        for query in [format!("Users[*]{doubled}"), format!("{listed}.{listed}"), format!("map(&@{doubled}, Users)")] {
            assert!(ask(&query).contains("picks too much"), "{}", &query[..40]);
        }
        assert_eq!(ask(&joined).len(), "bobalice".len() * 1000 + r#"["",""]"#.len());
    }

    #[test]
    fn no_way_to_a_structure_sorts_its_names() {
        let bob = r#"{"Path":"/","UserName":"bob","Arn":"arn:aws:iam::111122223333:user/bob"}"#;
        let values = r#"["/","bob","arn:aws:iam::111122223333:user/bob"]"#;
        assert_eq!(ask("keys(Users[0])"), r#"["Path","UserName","Arn"]"#);
        assert_eq!(ask("values(Users[0])"), values);
        assert_eq!(ask("Users[0].*"), values);
        for same in [
            "max_by(Users,&UserName)",
            "sort_by(Users,&UserName)[-1]",
            "reverse(Users)[1]",
            "to_array(Users[0])[0]",
            "not_null(Nothing,Users[0])",
            "map(&@,Users)[0]",
            "merge(Users[1],Users[0])",
            "Users[::-1] | [1]",
            "Users[?UserName=='bob'] | [0]",
            "Users[0] || `1`",
            "Users && Users[0]",
        ] {
            assert_eq!(ask(same), bob, "{same}");
        }
        assert_eq!(ask("to_string(Users[0])"), json!(bob).to_string());
        assert_eq!(ask("[{a:`1`,b:`2`},{b:`1`,a:`2`}]"), r#"[{"a":1,"b":2},{"b":1,"a":2}]"#);
    }

    /// Each as the AWS CLI's own library (jmespath.py 1.1) answers it.
    #[test]
    fn expressions_pick_what_the_aws_cli_picks() {
        for (query, expected) in [
            ("Users[-1].UserName", "\"alice\""),
            ("Users[5]", "null"),
            ("Users[-3]", "null"),
            ("Users[1:].UserName", r#"["alice"]"#),
            ("Users[:-1].UserName", r#"["bob"]"#),
            ("Users[5:0:-1].UserName", r#"["alice"]"#),
            ("Users[::2147483647].UserName", r#"["bob"]"#),
            ("UserName[0:1]", "null"),
            ("Users[*].Nothing", "[]"),
            ("Users[?starts_with(Path,'/t')].UserName", r#"["alice"]"#),
            ("Users[?!(UserName=='bob')].UserName", r#"["alice"]"#),
            ("Users[?UserName!='bob' && Path=='/team/'].UserName", r#"["alice"]"#),
            ("[`2`>`1`,`1`>=`2`,`1`==`1.0`,`[1]`<`[2]`]", "[true,false,true,null]"),
            ("Users[?UserName>'an'].UserName", r#"["bob"]"#),
            ("[[`1`],[[`2`]],`3`][]", "[1,[2],3]"),
            ("Nothing.{a:@}", "null"),
            ("Nothing[*]", "null"),
            ("min_by(Users,&UserName).UserName", "\"alice\""),
            ("max_by(`[]`,&a)", "null"),
            ("map(&length(@),['a','bc'])", "[1,2]"),
            ("map(&Nothing,Users)", "[null,null]"),
            ("sort(Users[].UserName)", r#"["alice","bob"]"#),
            ("join(', ',Users[].UserName)", "\"bob, alice\""),
            ("contains(Users[].UserName,'bob')", "true"),
            ("type(Users)", "\"array\""),
            ("to_number('3')", "3"),
            ("reverse('abc')", "\"cba\""),
            ("not_null(Nothing)", "null"),
            ("avg([`1`,`2`])", "1.5"),
            ("Users[?contains(UserName, `bo`)].UserName", r#"["bob"]"#),
            ("[`a b`, ` c`, `1`, `\"d\"`, `e\\`f`, '`g`', `true`]", r#"["a b","c",1,"d","e`f","`g`",true]"#),
        ] {
            assert_eq!(ask(query), expected, "{query}");
        }
    }

    #[test]
    fn bad_queries_are_errors() {
        assert!(ask("Users[").starts_with("Bad value for --query Users[: Parse error"), "{}", ask("Users["));
        assert!(ask("frobnicate(Users)").contains("frobnicate"));
        assert_eq!(ask("length(Nothing)"), "Runtime error: Argument 0 expects type array|object|string, given null (column 7 of --query)");
        assert!(ask("sort_by(Users,&@)").contains("Argument 1 must return"));
        assert!(ask("sort_by(Users)").contains("Not enough arguments"));
        assert!(ask("keys(Users)").contains("expects type object, given array"));
        assert!(ask("Users[::0]").contains("Invalid slice"));
        assert!(ask("[&a]").contains("an expression stands where a value must"));
        for deep in ["(", "[", "{a:", "!", "not_null(", "a.", "a|", "[?", "*."] {
            assert!(Query::read(&deep.repeat(4000)).is_err());
            let _answer = ask(&deep.repeat(180));
        }
        assert_eq!(Query::read("a[").unwrap_err().exit_code, 252);
        assert_eq!(Query::read("length(a)").unwrap().search(&json!({})).unwrap_err().exit_code, 255);
    }

    proptest! {
        #[test]
        fn any_expression_gives_an_answer(text in "[A-Za-z0-9\\[\\]{}()|&*@.,:?`'\"!=<>\\- ]{0,40}") {
            let _answer = ask(&text);
        }

        #[test]
        fn any_words_of_the_language_give_an_answer(words in proptest::collection::vec(proptest::sample::select(vec![
            "Users", "[]", "[0]", "[-1]", "[::-1]", "[*]", ".", "|", "sort_by(", "length(", ")", "&", "@", ",", "{", "a:", "}", "[?", "]", "==", "'x'", "`1`", "*", "!", "||",
        ]), 0..12)) {
            let _answer = ask(&words.concat());
        }
    }
}
