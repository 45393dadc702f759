//! A lesson's file read: the front matter between its `+++` lines, then the blocks of text.

use std::collections::BTreeSet;

use toml::Spanned;

use super::blocks::{self, Block, Blocks, INTRODUCTION};
use super::error::{LessonError, Source, meant, place};
use super::front::{ChallengeFront, Front, Text};
use super::misread::misread;
use super::model::{Challenge, DEFAULT_HINT, END, FixtureLine, Lesson, Level, Texts};
use super::reader::Reader;
use super::shipped::shipped_fixture;
use super::steps;
use super::written::Written;
use crate::account::display::visible;
use crate::account::security_status::Task;
use crate::training::check::TASKS;

/// The longest file, in bytes.
pub(super) const LONGEST_FILE: usize = 256 * 1024;
/// The format of files that is read.
const FORMAT: i64 = 1;
/// A lesson has so many steps at most.
const MOST_STEPS: usize = 60;
/// A title is at most so many letters long, a lesson's and a block's alike: more no line has room for.
pub const LONGEST_TITLE: usize = 60;
/// Where the lines of a named fixture come from: the file's name, and its text; or why there is a file that can't be read, in a
/// sentence.
pub(super) type Fixtures<'a> = &'a dyn Fn(&str) -> Result<Option<(String, String)>, String>;

impl Lesson {
    /// Reads a lesson. `name` is the file's, for errors; fixtures are those that the program brings along.
    ///
    /// # Errors
    /// The first thing that is wrong, and where. Checks and lines are read later, when names are put into them.
    pub fn parse(name: &str, text: &str) -> Result<Self, LessonError> {
        Self::parse_with(name, text, &|fixture| Ok(shipped(fixture)))
    }

    pub(super) fn parse_with(name: &str, text: &str, fixtures: Fixtures<'_>) -> Result<Self, LessonError> {
        let source = Source { name, text };
        if text.len() > LONGEST_FILE {
            return Err(source.error(0, format!("A lesson is at most {LONGEST_FILE} bytes long, and this file is longer.")));
        }
        source.check_letters()?;
        let Parts { front_at, front, body_at } = parts(source)?;
        let front: Front = toml::from_str(front).map_err(|error| misread(source, front_at, &error))?;
        let lesson = Reader { source, front_at }.lesson(&front, fixtures)?;
        let blocks = blocks::read(source, body_at)?;
        check_blocks(source, &lesson, &blocks)?;
        let blocks = things(&lesson).chain(blocks).collect();
        Ok(Self { texts: Texts { blocks }, ..lesson })
    }
}

/// A fixture that the program brings along: its file's name, and its text.
pub(super) fn shipped(fixture: &str) -> Option<(String, String)> {
    shipped_fixture(fixture).map(|text| (format!("{fixture}.txt"), text.to_owned()))
}

/// The file's bytes as text.
///
/// # Errors
/// Where they are no UTF-8.
pub(super) fn decoded<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, LessonError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let (line, column) = place(&String::from_utf8_lossy(good), error.valid_up_to());
        LessonError { file: name.to_owned(), line, column, message: "This is no text: a lesson is written in UTF-8.".into() }
    })
}

struct Parts<'a> {
    front_at: usize,
    front: &'a str,
    body_at: usize,
}

fn parts(source: Source<'_>) -> Result<Parts<'_>, LessonError> {
    let text = source.text;
    let mark_at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = mark_at;
    let mut front_at = None;
    for line in text.get(mark_at..).unwrap_or_default().split_inclusive('\n') {
        let begins = at;
        at += line.len();
        match (line.trim_end() == "+++", front_at) {
            (true, None) => front_at = Some(at),
            (true, Some(front_at)) => return Ok(Parts { front_at, front: text.get(front_at..begins).unwrap_or_default(), body_at: at }),
            (false, None) => {
                return Err(source.error(begins, "A lesson begins with a line +++; its front matter follows, and another line +++."));
            }
            (false, Some(_)) => {}
        }
    }
    let begun = front_at.is_some();
    Err(source.error(
        text.len(),
        if begun { "The front matter has no end: a line +++ is expected." } else { "The file is empty. A lesson begins with a line +++." },
    ))
}

impl Reader<'_> {
    fn lesson(&self, front: &Front, fixtures: Fixtures<'_>) -> Result<Lesson, LessonError> {
        if *front.format.get_ref() != FORMAT {
            let message = format!("This is format {}; this program reads format {FORMAT}.", front.format.get_ref());
            return Err(self.error(&front.format, message));
        }
        let Ok(minutes @ 1..=600) = u32::try_from(*front.minutes.get_ref()) else {
            return Err(self.error(&front.minutes, "A lesson takes 1 to 600 minutes."));
        };
        if let Some(surplus) = front.step.get(MOST_STEPS) {
            return Err(self.error(surplus, format!("A lesson has at most {MOST_STEPS} steps.")));
        }
        let (mut step_ids, mut ask_ids) = (BTreeSet::new(), BTreeSet::new());
        let misconceptions = self.misconceptions(&front.misconceptions)?;
        let steps = front.step.iter().map(|step| steps::step(self, step, &misconceptions, (&mut step_ids, &mut ask_ids)));
        let steps = steps.collect::<Result<_, _>>()?;
        Ok(Lesson {
            file: self.source.name.to_owned(),
            origin: None,
            id: self.id(&front.id)?,
            id_at: self.written(&front.id).place,
            title: self.title(&front.title)?,
            level: self.level(&front.level)?,
            minutes,
            exam: front.exam,
            needs: front.needs.iter().map(|id| self.id(id)).collect::<Result<_, _>>()?,
            objectives: front.objectives.iter().map(|text| self.written(text)).collect(),
            misconceptions,
            tasks: self.tasks(front)?,
            fixture: front.fixture.as_ref().map(|name| self.id(name)).transpose()?,
            fixture_lines: self.fixture(front, fixtures)?,
            seed: front.seed.iter().map(|(name, values)| self.variable(name, values)).collect::<Result<_, _>>()?,
            steps,
            challenge: front.challenge.as_ref().map(|challenge| self.challenge(challenge)).transpose()?,
            texts: Texts::default(),
        })
    }

    fn title(&self, title: &Text) -> Result<String, LessonError> {
        let text = title.get_ref();
        match text.chars().count() {
            1..=LONGEST_TITLE if visible(text) == *text => Ok(text.clone()),
            1..=LONGEST_TITLE => Err(self.error(title, "A title is one line of letters that can be seen.")),
            _ => Err(self.error(title, format!("A title is 1 to {LONGEST_TITLE} letters long."))),
        }
    }

    fn level(&self, level: &Text) -> Result<Level, LessonError> {
        let name = level.get_ref();
        let names = || Level::ALL.into_iter().map(Level::name);
        Level::ALL.into_iter().find(|level| level.name() == name).ok_or_else(|| {
            let known = names().collect::<Vec<_>>().join(", ");
            self.error(level, format!("{name:?} is no level; there are {known}.{}", meant(name, names())))
        })
    }

    fn tasks(&self, front: &Front) -> Result<Vec<Task>, LessonError> {
        let Some(named) = &front.task else { return Ok(Vec::new()) };
        let known_names = || TASKS.into_iter().map(|(name, _)| name);
        let task = |word: &String| {
            TASKS.into_iter().find(|(name, _)| name == word).map(|(_, task)| task).ok_or_else(|| {
                let known = known_names().collect::<Vec<_>>().join(", ");
                self.error(named, format!("{word:?} is no task of Security Status; there are {known}.{}", meant(word, known_names())))
            })
        };
        named.get_ref().0.iter().map(task).collect()
    }

    /// The fixture's own lines, then the lesson's.
    fn fixture(&self, front: &Front, fixtures: Fixtures<'_>) -> Result<Vec<FixtureLine>, LessonError> {
        let mut lines = Vec::new();
        if let Some(name) = &front.fixture {
            let found = fixtures(&self.id(name)?).map_err(|why| self.error(name, why))?;
            let (file, text) = found.ok_or_else(|| {
                let near = meant(name.get_ref(), super::shipped::fixture_names());
                self.error(name, format!("There is no fixture {:?}.{near}", name.get_ref()))
            })?;
            let numbered = text.lines().zip(1..).filter(|(line, _)| !(line.trim().is_empty() || line.trim_start().starts_with('#')));
            lines.extend(numbered.map(|(line, number)| FixtureLine { file: file.clone(), line: Written::in_line(line, number) }));
        }
        let own = self.all_written(&front.fixture_lines)?.into_iter();
        lines.extend(own.map(|line| FixtureLine { file: self.source.name.to_owned(), line }));
        Ok(lines)
    }

    fn variable(&self, name: &str, values: &Spanned<Vec<Text>>) -> Result<(String, Vec<String>), LessonError> {
        let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.len() <= 40
            && name.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'_')
            && !["account", "rootpassword"].contains(&name);
        if !is_name {
            return Err(self.error(values, format!("{name:?} is no name that varies: it is made of a-z, 0-9 and _, and is not account.")));
        }
        // It is put into commands and checks as it is.
        let is_plain = |value: &str| {
            let is_safe = |letter: u8| letter.is_ascii_alphanumeric() || b"-_.@".contains(&letter);
            (1..=64).contains(&value.len()) && value.bytes().all(is_safe)
        };
        if let Some(other) = values.get_ref().iter().find(|value| !is_plain(value.get_ref())) {
            return Err(self.error(other, "A name that varies is made of letters, digits and - _ . @"));
        }
        let all: Vec<String> = values.get_ref().iter().map(|value| value.get_ref().clone()).collect();
        if all.is_empty() { Err(self.error(values, "There is no name to choose.")) } else { Ok((name.to_owned(), all)) }
    }

    fn challenge(&self, challenge: &Spanned<ChallengeFront>) -> Result<Challenge, LessonError> {
        let front = challenge.get_ref();
        if front.allow.is_empty() && front.deny.is_empty() && front.invariant.is_empty() {
            return Err(self.error(challenge, "A challenge asks for something: allow, deny or invariant."));
        }
        Ok(Challenge {
            line: self.line(challenge),
            allow: self.all_written(&front.allow)?,
            deny: self.all_written(&front.deny)?,
            invariant: self.all_written(&front.invariant)?,
            solve: self.all_written(&front.solve)?,
        })
    }
}

/// Checks that every block of text is about something that the front matter has.
fn check_blocks(source: Source<'_>, lesson: &Lesson, blocks: &Blocks) -> Result<(), LessonError> {
    let known = block_ids(lesson);
    let Some((id, block)) = blocks.iter().find(|(id, _)| !known.contains(*id)) else { return Ok(()) };
    let near = meant(id, known.iter().map(String::as_str));
    let message = format!("The front matter has nothing that the block {{#{id}}} could be about.{near}");
    Err(LessonError { file: source.name.to_owned(), line: block.line, column: 1, message })
}

/// What is to be matched or put in order, as blocks. A block of the file goes before them.
fn things(lesson: &Lesson) -> impl Iterator<Item = (String, Block)> {
    lesson.asks().flat_map(|(step, ask)| {
        let id = move |number: usize| format!("{}/{}/{number}", step.id, ask.id);
        let words = ask.kind.things().into_iter().zip(1..);
        words.map(move |((title, text), number)| (id(number), Block::of_words(title, text, ask.line)))
    })
}

/// The ids that blocks of a lesson may have.
pub(super) fn block_ids(lesson: &Lesson) -> BTreeSet<String> {
    let mut ids = BTreeSet::from([INTRODUCTION.to_owned(), END.to_owned()]);
    if lesson.challenge.is_some() {
        ids.extend(["challenge", "challenge/why", "challenge/hint", "challenge/too-much"].map(str::to_owned));
    }
    for step in &lesson.steps {
        ids.insert(step.id.clone());
        let parts = ["why", DEFAULT_HINT].into_iter().chain(step.hints.iter().map(|hint| hint.id.as_str()));
        ids.extend(parts.chain(step.asks.iter().map(|ask| ask.id.as_str())).map(|part| format!("{}/{part}", step.id)));
        for ask in &step.asks {
            for choice in ask.kind.choices() {
                let option = format!("{}/{}/{}", step.id, ask.id, choice.id);
                ids.extend([format!("{option}/why"), option]);
            }
            for number in 1..=ask.kind.things().len() {
                let thing = format!("{}/{}/{number}", step.id, ask.id);
                ids.extend([format!("{thing}/why"), thing]);
            }
        }
    }
    ids
}
