//! A sitting: which items are asked, one after another, and how it went.

use std::collections::VecDeque;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::ask::shuffled;
use super::bank::Bank;
use super::bank::item::Item;
use super::bank::misconception::Misconception;
use super::reviews::Reviews;

/// So many questions a sitting has at most, if nothing else is said.
pub const USUAL: usize = 10;

/// What lessons call the notes' questions, and how many they are.
pub const NOTES_QUIZ: &str = "notes5";
/// As [`NOTES_QUIZ`].
pub const NOTES: usize = 5;

/// What a sitting is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// What is due, then what is new, the easiest first.
    Next,
    /// What is due.
    Due,
    /// One misconception.
    About(Misconception),
    /// The notes' five questions.
    Notes,
}

/// A sitting under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sitting {
    /// The ids of the items that are still to be asked, the next first.
    queue: VecDeque<String>,
    /// How many items there are in all.
    count: usize,
    /// How many were answered, each at its first time.
    answered: usize,
    /// How many of them rightly.
    right: usize,
    /// Those that were wrong, which come once more at the end.
    again: Vec<String>,
    /// Whether what comes now is what was wrong before.
    repeats: bool,
    /// Whether nothing comes once more.
    is_once: bool,
}

impl Sitting {
    /// A sitting of at most so many questions.
    pub fn new(bank: &Bank, reviews: &Reviews, scope: Scope, most: usize, (now, chance): (Timestamp, u64)) -> Self {
        let mut chance = StdRng::seed_from_u64(chance);
        let due = || reviews.due(now).into_iter().filter(|item| bank.item(item).is_some()).map(str::to_owned);
        let mut ids: Vec<String> = match scope {
            Scope::Due => due().collect(),
            Scope::Next => due().chain(new(bank, reviews, &mut chance)).collect(),
            Scope::Notes => bank.notes().into_iter().map(|item| item.id.clone()).collect(),
            Scope::About(misconception) => {
                let items: Vec<&Item> = bank.about(misconception).collect();
                let mut items = shuffled(&items, &mut chance);
                // What was not asked yet or is due comes first; what is known best last.
                items.sort_by_key(|item| reviews.of(&item.id).map(super::reviews::Review::due));
                items.into_iter().map(|item| item.id.clone()).collect()
            }
        };
        ids.truncate(most);
        Self { count: ids.len(), queue: ids.into(), answered: 0, right: 0, again: Vec::new(), repeats: false, is_once: false }
    }

    /// The notes' five as an exam asks them: each once, in an order of chance.
    pub fn of_exam(bank: &Bank, chance: u64) -> Self {
        let ids: Vec<String> = bank.notes().into_iter().map(|item| item.id.clone()).collect();
        let ids = shuffled(&ids, &mut StdRng::seed_from_u64(chance));
        Self { count: ids.len(), queue: ids.into(), answered: 0, right: 0, again: Vec::new(), repeats: false, is_once: true }
    }

    /// The item to ask now; `None` at the end.
    pub fn item(&self) -> Option<&str> {
        self.queue.front().map(String::as_str)
    }

    /// Goes on: what was asked was answered, rightly or not. What was wrong comes once more at the end.
    pub fn answered(&mut self, is_right: bool) {
        let Some(item) = self.queue.pop_front() else { return };
        if !self.repeats {
            self.answered += 1;
            self.right += usize::from(is_right);
            if !is_right && !self.is_once {
                self.again.push(item);
            }
        }
        self.begin_repeats();
    }

    /// Goes on without an answer.
    pub fn skipped(&mut self) {
        self.queue.pop_front();
        self.begin_repeats();
    }

    fn begin_repeats(&mut self) {
        if self.queue.is_empty() && !self.repeats && !self.is_once {
            self.repeats = true;
            self.queue = std::mem::take(&mut self.again).into();
        }
    }

    /// The number of the question that is asked now, from 1; those that come once more are counted on.
    pub fn number(&self) -> usize {
        (self.total() + 1).saturating_sub(self.queue.len())
    }

    /// How many questions there are, with those that come once more as far as is known.
    pub fn total(&self) -> usize {
        if self.repeats { self.count + self.repeated() } else { self.count }
    }

    fn repeated(&self) -> usize {
        self.answered - self.right
    }

    /// Whether the question was asked before, in this sitting, and answered wrongly.
    pub const fn repeats(&self) -> bool {
        self.repeats
    }

    /// How many were answered at their first time, and how many of them rightly.
    pub const fn score(&self) -> (usize, usize) {
        (self.answered, self.right)
    }

    /// What the notes' five questions came to at the first try, by the name that lessons have for them; `None` until all of them
    /// were answered.
    pub fn of_notes(&self, scope: Scope) -> Option<(&'static str, u32)> {
        let is_whole = scope == Scope::Notes && self.count == NOTES && self.answered == self.count;
        is_whole.then(|| (NOTES_QUIZ, u32::try_from(self.right).unwrap_or(0)))
    }

    /// How many items it has.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether it has none at all.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Items that were neither asked nor brought up, the easiest first, those of one level by chance.
fn new(bank: &Bank, reviews: &Reviews, chance: &mut StdRng) -> Vec<String> {
    let items: Vec<&Item> = bank.items().iter().filter(|item| reviews.of(&item.id).is_none()).collect();
    let mut items = shuffled(&items, chance);
    items.sort_by_key(|item| item.level);
    items.into_iter().map(|item| item.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::memory::Grade;
    use super::super::reviews::Answered;
    use super::*;

    fn now() -> Timestamp {
        "2026-11-29T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn an_exam_asks_each_question_once_in_an_order_of_chance() {
        let bank = Bank::shipped().unwrap();
        let order = |chance| {
            let mut sitting = Sitting::of_exam(&bank, chance);
            let mut asked = Vec::new();
            while let Some(item) = sitting.item().map(str::to_owned) {
                assert!(!sitting.repeats() && sitting.total() == NOTES);
                asked.push(item);
                sitting.answered(false);
            }
            assert_eq!(sitting.of_notes(Scope::Notes), Some((NOTES_QUIZ, 0)));
            asked
        };
        assert_eq!(order(1).len(), NOTES);
        assert!((2..9).any(|chance| order(chance) != order(1)));
    }

    #[test]
    fn what_was_wrong_comes_once_more_and_only_the_first_answer_is_counted() {
        let bank = Bank::shipped().unwrap();
        let mut sitting = Sitting::new(&bank, &Reviews::default(), Scope::Notes, USUAL, (now(), 1));
        assert_eq!((sitting.item(), sitting.number(), sitting.total()), (Some("notes-1-root-mfa"), 1, 5));
        sitting.answered(false);
        sitting.skipped();
        assert_eq!(sitting.number(), 3);
        for _ in 0..3 {
            sitting.answered(true);
        }
        assert_eq!((sitting.item(), sitting.number(), sitting.total(), sitting.repeats()), (Some("notes-1-root-mfa"), 6, 6, true));
        sitting.answered(true);
        assert_eq!((sitting.item(), sitting.score()), (None, (4, 3)));
        sitting.answered(true);
        assert_eq!(sitting.score(), (4, 3), "there is nothing more to answer");
    }

    #[test]
    fn what_is_due_comes_before_what_is_new() {
        let bank = Bank::shipped().unwrap();
        let mut reviews = Reviews::default();
        reviews.answered("notes-5-ec2-to-s3", Answered { at: now(), grade: Grade::Easy, variant: 0 });
        reviews.bring_up(["m18-boundary-alone", "gone-from-the-bank"], now());
        let sitting = |scope| Sitting::new(&bank, &reviews, scope, USUAL, (now(), 7));
        assert_eq!((sitting(Scope::Due).len(), sitting(Scope::Due).item()), (1, Some("m18-boundary-alone")));
        let next = sitting(Scope::Next);
        assert_eq!((next.len(), next.item()), (USUAL, Some("m18-boundary-alone")));
        assert!(!next.queue.iter().any(|id| id == "notes-5-ec2-to-s3"), "neither new nor due");
        let m18 = sitting(Scope::About(Misconception::named("M18").unwrap()));
        assert!(m18.queue.iter().all(|id| id.starts_with("m18")) && m18.len() >= 3);
    }
}
