//! The body of a lesson's file: blocks of text, each under a heading that ends in `{#id}`.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::error::{LessonError, Source, place};
use super::markdown;
use super::text::{Look, Part, Run, Text};

/// A block of text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Its heading, without the id. Not escaped.
    pub title: String,
    /// What it says.
    pub text: Text,
    /// The line of its heading.
    pub line: u32,
    /// Eight hexadecimal digits that tell whether a translation is of this text.
    pub hash: String,
    /// Of a translation: the hash of the block that it was made from.
    pub(super) of: Option<String>,
}

/// The blocks by their ids; the introduction has the empty one.
pub(super) type Blocks = BTreeMap<String, Block>;

/// The id of what stands before the first heading with an id.
pub(super) const INTRODUCTION: &str = "";

/// A block's piece of the file.
struct Piece<'a> {
    id: &'a str,
    title: &'a str,
    heading_at: usize,
    line: u32,
    from: usize,
    to: usize,
}

impl Block {
    /// What the front matter says in words, so that it is told, and translated, as all else is.
    pub(super) fn of_words(title: &str, words: &str, line: u32) -> Self {
        let run = Run { text: words.to_owned(), look: Look::Plain };
        let text = Text { parts: vec![Part::Paragraph(vec![run])] };
        Self { title: title.to_owned(), text, line, hash: hash(&format!("{title}\n{words}")), of: None }
    }
}

/// Reads the body, which begins at this byte of the file.
pub(super) fn read(source: Source<'_>, body_at: usize) -> Result<Blocks, LessonError> {
    let mut blocks = Blocks::new();
    for piece in pieces(source, body_at)? {
        let raw = source.text.get(piece.from..piece.to).unwrap_or_default();
        let (raw, of) = without_mark(raw);
        let text = markdown::read(raw).map_err(|(at, message)| source.error(piece.from + at.start, message))?;
        let block = Block { title: piece.title.to_owned(), text, line: piece.line, hash: hash(raw), of: of.map(str::to_owned) };
        if blocks.insert(piece.id.to_owned(), block).is_some() {
            return Err(source.error(piece.heading_at, format!("There are two blocks {{#{}}}.", piece.id)));
        }
    }
    Ok(blocks)
}

fn pieces(source: Source<'_>, body_at: usize) -> Result<Vec<Piece<'_>>, LessonError> {
    let body = source.text.get(body_at..).unwrap_or_default();
    let first = place(source.text, body_at).0;
    let mut pieces = vec![Piece { id: INTRODUCTION, title: "", heading_at: body_at, line: first, from: body_at, to: body_at }];
    let (mut at, mut is_code) = (body_at, false);
    for (number, line) in (first..).zip(body.split_inclusive('\n')) {
        let begins = at;
        at += line.len();
        let shown = line.trim();
        is_code ^= shown.starts_with("```");
        let Some(last) = pieces.last_mut() else { continue };
        let heading = shown.strip_prefix('#').filter(|_| !is_code).map(|rest| rest.trim_start_matches('#'));
        let heading = heading.filter(|rest| rest.is_empty() || rest.starts_with(' ')).map(str::trim);
        match heading.map(|heading| (heading, id_of(heading))) {
            None => last.to = at,
            Some((_, Some((title, id)))) => {
                if !is_id(id) {
                    return Err(source.error(begins, format!("A block's id is made of a-z, 0-9, - and /: {{#{id}}}.")));
                }
                pieces.push(Piece { id, title, heading_at: begins, line: number, from: at, to: at });
            }
            // The lesson's own title.
            Some((title, None)) if last.id == INTRODUCTION && last.title.is_empty() && shown.starts_with("# ") => {
                (last.title, last.from, last.to) = (title, at, at);
            }
            Some(_) => return Err(source.error(begins, "A heading ends in the id of its block, as in {#alice/why}.")),
        }
    }
    Ok(pieces)
}

/// A heading's words and the id at its end.
fn id_of(heading: &str) -> Option<(&str, &str)> {
    let (title, id) = heading.strip_suffix('}')?.rsplit_once("{#")?;
    Some((title.trim(), id))
}

fn is_id(id: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-')
    };
    id.len() <= 130 && id.split('/').count() <= 4 && id.split('/').all(is_part)
}

/// A translated block's text without the line at its end that says what it was made from.
fn without_mark(raw: &str) -> (&str, Option<&str>) {
    let marked = raw.trim_end().strip_suffix("-->").and_then(|rest| rest.rsplit_once("<!--"));
    let of = marked.and_then(|(text, mark)| Some((text, mark.trim().strip_prefix("of ")?.trim())));
    of.map_or((raw, None), |(text, hash)| (text, Some(hash)))
}

/// Tells whether a text is the one that was translated: blanks around it don't matter.
fn hash(raw: &str) -> String {
    format!("{:08x}", xxh3_64(raw.trim().as_bytes()) & 0xffff_ffff)
}
