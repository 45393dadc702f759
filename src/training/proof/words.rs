//! What is said: every block there, and short enough for the card.

use std::sync::Arc;

use super::reading::{HARD, level};
use super::{Known, Proof};
use crate::account::display::visible;
use crate::training::lesson::{Block, CHALLENGE, DEFAULT_HINT, END, LONGEST_TITLE, Lesson, Step, TOO_MUCH, meant};
use crate::training::stage::{ACCOUNT, Course, names_in, no_such_name};

/// The columns of a card.
pub const CARD_COLUMNS: usize = 36;
/// The rows of a card that a block of text may take.
pub const CARD_ROWS: usize = 14;

/// The rows of what is told at the end, where nothing else stands on the card.
const END_ROWS: usize = 20;
/// The letters of an objective, which the lesson's page lists.
const LONGEST_OBJECTIVE: usize = 100;

impl Proof {
    /// Checks that what is named is there, that everything is said, and that it fits.
    pub(super) fn check_words(&mut self, lesson: &Arc<Lesson>, known: Known<'_>) {
        self.reading = level(lesson);
        if self.reading >= HARD {
            let level = self.reading;
            self.note(lesson, (1, 1), format!("The texts are hard to read (LIX {level}): shorter sentences and shorter words help."));
        }
        for needed in lesson.needs.iter().filter(|needed| !known.lessons.contains(needed)) {
            self.fault(lesson, (1, 1), format!("The lesson needs {needed}, and there is none of this id."));
        }
        if lesson.needs.contains(&lesson.id) {
            self.fault(lesson, lesson.id_at, "The lesson needs itself.");
        }
        for id in lesson.misconceptions.iter().filter(|id| !lesson.steps.iter().any(|step| step.misconceptions.contains(id))) {
            self.note(lesson, (1, 1), format!("No step says that it is about {id}: misconceptions = [\"{id}\"] in the step that is."));
        }
        for step in lesson.silent_steps() {
            self.note(
                lesson,
                (step.line, 1),
                format!(
                    "The step {} asks, and does not say about which of the lesson's misconceptions: misconceptions = [\"{}\"], or [] for none.",
                    step.id,
                    lesson.misconceptions.join("\", \"")
                ),
            );
        }
        self.check_names_in_texts(lesson);
        self.check_presses(lesson, known);
        self.check_repetitions(lesson);
        self.check_patterns(lesson);
        self.check_drafts(lesson);
        match lesson.introduction() {
            Some(block) if !block.text.is_empty() => self.check_title(lesson, block),
            _ => self.fault(lesson, (1, 1), "The lesson has no introduction: text before its first step."),
        }
        if lesson.steps.is_empty() && lesson.challenge.is_none() {
            self.fault(lesson, (1, 1), "The lesson has neither steps nor a challenge.");
        }
        for step in &lesson.steps {
            self.check_screen(lesson, step, known);
            self.check_step(lesson, step);
        }
        if let Some(challenge) = &lesson.challenge {
            let too_much = format!("{CHALLENGE}/{TOO_MUCH}");
            let blocks = [CHALLENGE.to_owned(), format!("{CHALLENGE}/why"), format!("{CHALLENGE}/{DEFAULT_HINT}")];
            for id in blocks.into_iter().chain(lesson.texts.get(&too_much).map(|_| too_much)) {
                self.check_block(lesson, &id, challenge.line);
            }
        }
        if lesson.texts.get(END).is_some() {
            self.check_fits(lesson, END, 1, END_ROWS);
        }
        self.check_views(lesson, known);
        self.check_lengths(lesson);
    }

    /// Checks that the heading of the whole is its title.
    fn check_title(&mut self, lesson: &Lesson, introduction: &Block) {
        let message = match introduction.title.as_str() {
            title if title == lesson.title => return,
            "" => format!("The text has no title: a line # {} before its introduction.", lesson.title),
            title => format!("The text is headed {title}, and the lesson's title is {}.", lesson.title),
        };
        self.fault(lesson, (introduction.line, 1), message);
    }

    /// Checks that whatever takes one line has room in it.
    fn check_lengths(&mut self, lesson: &Lesson) {
        let titles =
            lesson.texts.iter().map(|(id, block)| ((block.line, 1), format!("The heading of {{#{id}}}"), &block.title, LONGEST_TITLE));
        let objectives =
            lesson.objectives.iter().map(|objective| (objective.place, "An objective".to_owned(), &objective.text, LONGEST_OBJECTIVE));
        for (place, what, text, most) in titles.chain(objectives) {
            let length = text.chars().count();
            if length > most {
                self.fault(lesson, place, format!("{what} is {length} letters long; there is room for {most}."));
            }
            if visible(text) != *text {
                self.fault(lesson, place, format!("{what} has letters that can't be seen."));
            }
        }
        // What stands in the front matter may be written with escapes.
        for (id, block) in lesson.texts.iter().filter(|(_, block)| block.text.map(visible) != block.text) {
            self.fault(lesson, (block.line, 1), format!("The text of {{#{id}}} has letters that can't be seen."));
        }
    }

    /// Checks that names that vary are called so in texts, too, where else they would be shown as they stand.
    fn check_names_in_texts(&mut self, lesson: &Lesson) {
        let known = || lesson.seed.keys().map(String::as_str).chain([ACCOUNT]);
        let blocks =
            lesson.texts.iter().map(|(_, block)| ((block.line, 1), format!("{} {}", block.title, block.text.plain(usize::MAX).join(" "))));
        let texts = blocks.chain(lesson.objectives.iter().map(|objective| (objective.place, objective.text.clone())));
        for (place, text) in texts {
            for name in names_in(&text).filter(|name| !known().any(|known| known == *name)) {
                self.fault(lesson, place, no_such_name(name, known()));
            }
        }
    }

    /// Checks that what texts say how to do is known.
    fn check_presses(&mut self, lesson: &Lesson, known: Known<'_>) {
        let named = |text: &str| {
            let named = text.split("$press(").skip(1).map(|rest| rest.split(')').next().unwrap_or_default().to_owned());
            named.filter(|name| !known.presses.contains(&name.as_str())).collect::<Vec<_>>()
        };
        let all = lesson.texts.iter().map(|(_, block)| (block.line, named(&block.text.plain(usize::MAX).join(" "))));
        for (line, name) in all.flat_map(|(line, names)| names.into_iter().map(move |name| (line, name))).collect::<Vec<_>>() {
            let message = format!(
                "Nobody knows which key {name} is; there are {}.{}",
                known.presses.join(", "),
                meant(&name, known.presses.iter().copied())
            );
            self.fault(lesson, (line, 1), message);
        }
    }

    /// Notes texts that still say what a draft says in their place.
    fn check_drafts(&mut self, lesson: &Lesson) {
        let is_draft = |text: &str| text.starts_with("Say here ") || text.starts_with("What it is about, in a few sentences.");
        let drafts = lesson.texts.iter().filter(|(_, block)| is_draft(&block.text.plain(usize::MAX).join(" ")));
        for line in drafts.map(|(_, block)| block.line).collect::<Vec<_>>() {
            self.note(lesson, (line, 1), "This is still the text of the draft: say here what it is in your lesson.");
        }
    }

    /// Checks that nothing is demanded twice: one of the two was meant otherwise.
    fn check_repetitions(&mut self, lesson: &Lesson) {
        let of_steps = lesson.steps.iter().flat_map(|step| [&step.allow, &step.deny]);
        let of_challenge = lesson.challenge.iter().flat_map(|challenge| [&challenge.allow, &challenge.deny, &challenge.invariant]);
        for list in of_steps.chain(of_challenge) {
            for (at, demand) in list.iter().enumerate() {
                if list.iter().take(at).any(|before| before.text == demand.text) {
                    self.fault(lesson, demand.place, format!("{} is demanded twice.", demand.text));
                }
            }
        }
    }

    /// Checks that no denial is of objects by a pattern: a request is about one object, and a star in its key is a letter as any other.
    fn check_patterns(&mut self, lesson: &Lesson) {
        let of_challenge = lesson.challenge.iter().flat_map(|challenge| &challenge.deny);
        for demand in lesson.steps.iter().flat_map(|step| &step.deny).chain(of_challenge) {
            let resource = demand.text.split_whitespace().nth(2).unwrap_or_default();
            if resource.starts_with("arn:aws:s3:::") && resource.contains('*') {
                let message =
                    format!("{resource} stands for one object with a star in its name, and not for all: name each that must stay closed.");
                self.fault(lesson, demand.place, message);
            }
        }
    }

    /// Checks that the screens that checks want looked at are there.
    pub(super) fn check_screens(&mut self, course: &Course, known: Known<'_>) {
        let named = course.checks().flat_map(|(written, check)| check.screens().into_iter().map(move |screen| (written.place, screen)));
        for (place, screen) in named.collect::<Vec<_>>() {
            self.check_named_screen(course.lesson(), place, screen, known);
        }
    }

    /// Checks that the screens that its lines look at are there.
    fn check_views(&mut self, lesson: &Lesson, known: Known<'_>) {
        let of_traps = |step: &Step| step.traps.iter().flat_map(|trap| trap.lines.clone()).collect::<Vec<_>>();
        let lines = lesson.steps.iter().flat_map(|step| step.solve.iter().cloned().chain(of_traps(step)));
        let solve = lesson.challenge.iter().flat_map(|challenge| challenge.solve.iter().cloned());
        let fixture = lesson.fixture_lines.iter().map(|line| line.line.clone());
        for line in fixture.chain(lines).chain(solve) {
            if let Some(screen) = line.text.strip_prefix("view ") {
                self.check_named_screen(lesson, line.place, screen.trim(), known);
            }
        }
    }

    fn check_screen(&mut self, lesson: &Lesson, step: &Step, known: Known<'_>) {
        if let Some(screen) = &step.screen {
            self.check_named_screen(lesson, screen.place, &screen.text, known);
        }
    }

    fn check_named_screen(&mut self, lesson: &Lesson, place: (u32, u32), screen: &str, known: Known<'_>) {
        if known.screens.contains(&screen) {
            return;
        }
        let meant = meant(screen, known.screens.iter().copied());
        self.fault(lesson, place, format!("There is no screen {screen:?}.{meant}"));
    }

    fn check_step(&mut self, lesson: &Lesson, step: &Step) {
        self.check_block(lesson, &step.id, step.line);
        for part in ["why", DEFAULT_HINT].into_iter().chain(step.hints.iter().map(|hint| hint.id.as_str())) {
            self.check_block(lesson, &format!("{}/{part}", step.id), step.line);
        }
        for ask in &step.asks {
            self.check_block(lesson, &format!("{}/{}", step.id, ask.id), ask.line);
            for choice in ask.kind.choices() {
                let option = format!("{}/{}/{}", step.id, ask.id, choice.id);
                self.check_block(lesson, &option, ask.line);
                if ask.needs_reason(choice) {
                    self.check_block(lesson, &format!("{option}/why"), ask.line);
                }
            }
            for number in 1..=ask.kind.things().len() {
                let thing = format!("{}/{}/{number}", step.id, ask.id);
                self.check_block(lesson, &thing, ask.line);
                self.check_block(lesson, &format!("{thing}/why"), ask.line);
            }
        }
    }

    fn check_block(&mut self, lesson: &Lesson, id: &str, line: u32) {
        self.check_fits(lesson, id, line, CARD_ROWS);
    }

    fn check_fits(&mut self, lesson: &Lesson, id: &str, line: u32, rows: usize) {
        let Some(block) = lesson.texts.get(id).filter(|block| !block.text.is_empty()) else {
            return self.fault(lesson, (line, 1), format!("Nothing is said under {{#{id}}}."));
        };
        let taken = block.text.lines(CARD_COLUMNS).len();
        if taken > rows {
            let message = format!("{{#{id}}} takes {taken} lines of {CARD_COLUMNS} columns; a card has room for {rows}.");
            self.fault(lesson, (block.line, 1), message);
        }
    }
}
