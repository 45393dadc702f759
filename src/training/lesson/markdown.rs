//! Markdown read into a [`Text`]: paragraphs, lists, code, emphasis. Whatever could lead out of the lesson is refused.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::text::{Look, Part, Run, Text};

/// Reads Markdown.
///
/// # Errors
/// What has no place in a lesson's text, and where.
pub(super) fn read(markdown: &str) -> Result<Text, (Range<usize>, String)> {
    let mut reading = Reading::default();
    for (event, at) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        reading
            .take(event)
            .map_err(|what| (at, format!("A lesson's text has paragraphs, lists, `code` and *emphasis*, and no {what}.")))?;
    }
    reading.end_part();
    Ok(reading.text)
}

#[derive(Default)]
struct Reading {
    text: Text,
    runs: Vec<Run>,
    /// The lists that one is in, each with its next number where it counts.
    lists: Vec<Option<u64>>,
    /// The mark of an item that has begun and has no text yet.
    item: Option<(usize, Option<u64>)>,
    looks: Vec<Look>,
    code: Option<String>,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) -> Result<(), &'static str> {
        match event {
            Event::Start(tag) => return self.begin(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.push(&text, self.looks.last().copied().unwrap_or_default()),
            },
            Event::Code(text) => self.push(&text, Look::Code),
            Event::SoftBreak | Event::HardBreak => self.push(" ", self.looks.last().copied().unwrap_or_default()),
            Event::Html(_) | Event::InlineHtml(_) => return Err("HTML"),
            Event::Rule => return Err("line across"),
            Event::FootnoteReference(_) => return Err("footnote"),
            Event::TaskListMarker(_) => return Err("box to tick"),
            Event::InlineMath(_) | Event::DisplayMath(_) => return Err("formula"),
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Result<(), &'static str> {
        match tag {
            Tag::Paragraph => self.end_part(),
            Tag::List(first) => {
                self.end_part();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.end_part();
                let depth = self.lists.len().saturating_sub(1);
                let number = self.lists.last_mut().and_then(|next| {
                    let number = *next;
                    *next = next.map(|number| number.saturating_add(1));
                    number
                });
                self.item = Some((depth, number));
            }
            Tag::CodeBlock(_) => {
                self.end_part();
                self.code = Some(String::new());
            }
            Tag::Emphasis => self.looks.push(Look::Emphasis),
            Tag::Strong => self.looks.push(Look::Strong),
            Tag::Link { .. } => return Err("links"),
            Tag::Image { .. } => return Err("images"),
            Tag::Heading { .. } => return Err("headings without {#…}"),
            Tag::Table(_) => return Err("tables"),
            Tag::BlockQuote(_) => return Err("quotations"),
            Tag::HtmlBlock => return Err("HTML"),
            _ => return Err("such part"),
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_part(),
            TagEnd::Item => {
                self.end_part();
                self.item = None;
            }
            TagEnd::List(_) => {
                self.end_part();
                self.lists.pop();
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                self.text.parts.push(Part::Code(code.lines().map(str::to_owned).collect()));
            }
            TagEnd::Emphasis | TagEnd::Strong => {
                self.looks.pop();
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str, look: Look) {
        match self.runs.last_mut() {
            Some(last) if last.look == look => last.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), look }),
        }
    }

    fn end_part(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        self.text.parts.push(match self.item.take() {
            Some((depth, number)) => Part::Item { depth, number, runs },
            None => Part::Paragraph(runs),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_read() {
        let text = read("One *two*\n`three`.\n\n1. a\n2. b\n   - c\n\n```\nd  e\n```\n").unwrap();
        assert_eq!(text.plain(40), ["One two three.", "", "1. a", "2. b", "  - c", "", "  d  e"]);
        let Part::Paragraph(runs) = &text.parts[0] else { panic!("{text:?}") };
        assert_eq!(
            runs.iter().map(|run| run.look).collect::<Vec<_>>(),
            [Look::Plain, Look::Emphasis, Look::Plain, Look::Code, Look::Plain]
        );
    }

    #[test]
    fn what_leads_out_of_a_lesson_is_refused() {
        for markdown in
            ["a <b>c</b>", "<script>\n</script>", "[a](https://b)", "![a](b)", "---\n", "> a", "# a", "| a | b |\n|---|---|\n| c | d |\n"]
        {
            assert!(read(markdown).is_err(), "{markdown}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(markdown in "[-*_`#>\\[\\]()<a1. \n]{0,80}") {
            if let Err((at, _)) = read(&markdown) {
                prop_assert!(markdown.get(at).is_some());
            }
        }
    }
}
