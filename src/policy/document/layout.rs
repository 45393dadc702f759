//! A document laid out for reading and writing: one value a line, two blanks an indent. Only blanks between values change.

use super::json::{self, Node, Value};

/// Blanks of an indent.
const INDENT: usize = 2;

/// The text laid out, every name, text and number as it was written and in its order; what is no JSON stays as it is.
pub fn laid_out(text: &str) -> String {
    let Ok(json) = json::parse(text) else { return text.to_owned() };
    let mut layout = Layout { text, laid_out: String::with_capacity(text.len() * 2), depth: 0 };
    layout.node(&json.root);
    layout.laid_out
}

struct Layout<'t> {
    text: &'t str,
    laid_out: String,
    depth: usize,
}

impl Layout<'_> {
    fn node(&mut self, node: &Node<'_>) {
        match &node.value {
            Value::List(items) => self.nested(['[', ']'], items, Self::node),
            Value::Object(members) => self.nested(['{', '}'], members, |layout, member| {
                layout.as_written(member.name_span.start, member.name_span.end);
                layout.laid_out.push_str(": ");
                layout.node(&member.value);
            }),
            _ => self.as_written(node.span.start, node.span.end),
        }
    }

    fn nested<T>(&mut self, [open, close]: [char; 2], items: &[T], lay_out: impl Fn(&mut Self, &T)) {
        self.laid_out.push(open);
        if !items.is_empty() {
            self.depth += 1;
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    self.laid_out.push(',');
                }
                self.line();
                lay_out(self, item);
            }
            self.depth -= 1;
            self.line();
        }
        self.laid_out.push(close);
    }

    fn line(&mut self) {
        self.laid_out.push('\n');
        self.laid_out.extend(std::iter::repeat_n(' ', self.depth * INDENT));
    }

    fn as_written(&mut self, start: usize, end: usize) {
        self.laid_out.push_str(self.text.get(start..end).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::laid_out;
    use proptest::prelude::*;

    #[test]
    fn values_stand_one_a_line_as_they_were_written() {
        let text = "{\"b\":[],\"a\":[1e0,\"\\u0041 {\"],\r\n\t\"a\":{} ,\"c\" : {\"d\":true}}";
        let wanted = "{\n  \"b\": [],\n  \"a\": [\n    1e0,\n    \"\\u0041 {\"\n  ],\n  \"a\": {},\n  \"c\": {\n    \"d\": true\n  }\n}";
        assert_eq!(laid_out(text), wanted);
        assert_eq!(laid_out("{"), "{");
    }

    proptest! {
        #[test]
        fn only_blanks_change(text in "[\\[\\]{}:,\"a1 \n]{0,30}") {
            let laid = laid_out(&text);
            let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&laid), letters(&text));
            prop_assert_eq!(laid_out(&laid), laid);
        }
    }
}
