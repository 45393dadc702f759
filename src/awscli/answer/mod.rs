//! What the AWS CLI prints when a call comes back: the reply in the chosen format, or the service's refusal.

pub(super) mod json;
pub(super) mod query;
mod text;

use serde_json::{Map, Value, json};

use crate::account::display::visible;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;

use crate::awscli::usage::UsageError;
use query::Query;

/// In which format an answer is printed (`--output`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// JSON, indented by four.
    #[default]
    Json,
    /// Lines of values with tabs between them, for scripts.
    Text,
}

/// How an answer is printed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutputOptions {
    /// In which format.
    pub format: Format,
    /// What of it (`--query`).
    pub query: Option<Query>,
}

/// What a line's calls came to.
#[derive(Debug, Default)]
pub struct Answer {
    /// The lists, page by page; or the one reply that is no list.
    pub(super) pages: Vec<Map<String, Value>>,
    /// What a list's reply has beside its lists.
    pub(super) rest: Map<String, Value>,
    /// Where a cut list goes on.
    pub(super) next_token: Option<String>,
    /// What goes into a file, where the reply has such: an object's content, what a function answers.
    pub content: Option<String>,
}

/// The reply's members as the AWS CLI shows them: a new MFA device's seed goes into a file and is never printed.
pub(super) fn members(reply: &Reply) -> Map<String, Value> {
    let mut members = match serde_json::to_value(reply) {
        Ok(Value::Object(members)) => members,
        Ok(other) => Map::from_iter([("Reply".to_owned(), other)]),
        Err(error) => Map::from_iter([("Error".to_owned(), Value::String(error.to_string()))]),
    };
    if let Some(device) = members.get_mut("VirtualMFADevice").and_then(Value::as_object_mut) {
        device.shift_remove("Base32StringSeed");
    }
    members
}

/// A refusal as the AWS CLI prints it behind `aws: [ERROR]: `; the exit code is 254.
pub fn error_line(operation: &Operation, refusal: &Refusal) -> String {
    let (code, name, message) = (refusal.code, operation.spec().name, visible(&refusal.message));
    format!("An error occurred ({code}) when calling the {name} operation: {message}")
}

impl Answer {
    /// The answer to a single call.
    pub fn of(reply: &Reply) -> Self {
        Self { pages: vec![members(reply)], content: reply.content().map(str::to_owned), ..Self::default() }
    }

    /// The pages in one: the lists first, then what stands beside them, then where it goes on.
    fn whole(&self) -> Value {
        let mut whole = Map::new();
        for (name, value) in self.pages.iter().flatten() {
            match (whole.get_mut(name), value) {
                (Some(Value::Array(items)), Value::Array(more)) => items.extend(more.iter().cloned()),
                _ => {
                    whole.insert(name.clone(), value.clone());
                }
            }
        }
        whole.extend(self.rest.clone());
        whole.extend(self.next_token.iter().map(|token| ("NextToken".to_owned(), json!(token))));
        Value::Object(whole)
    }

    /// What is printed, escaped, without a line end behind it; `None` where nothing is.
    ///
    /// # Errors
    /// A query that doesn't fit the answer.
    pub fn print(&self, output: &OutputOptions) -> Result<Option<String>, UsageError> {
        let ask = |value: Value| output.query.as_ref().map_or_else(|| Ok(value.clone()), |query| query.search(&value));
        match output.format {
            Format::Json => {
                let value = ask(self.whole())?;
                Ok((value != json!({})).then(|| json::pretty(&value)))
            }
            Format::Text => {
                // Unlike JSON, text is printed, and the query asked, page by page.
                let mut lines = String::new();
                for (at, page) in self.pages.iter().enumerate() {
                    let rest = self.rest.iter().filter(|_| at == 0);
                    let page: Map<_, _> = page.iter().chain(rest).map(|(name, value)| (name.clone(), value.clone())).collect();
                    lines.push_str(&text::lines(&ask(Value::Object(page))?));
                }
                if let Some(token) = &self.next_token {
                    lines.push_str(&text::lines(&ask(json!({"NextToken": {"NextToken": token}}))?));
                }
                Ok(lines.strip_suffix('\n').map(str::to_owned))
            }
        }
    }
}
