//! Two patterns against each other: whether one reaches all that the other does, whether both reach something.

use super::token::{Class, Token};

/// Two patterns are compared in as many steps as the product of their lengths; beyond this they are not compared.
const MOST_STEPS: usize = 4_000_000;

/// Whether every text of `other` surely is one of `one`; no where it would take too long to say.
pub(super) fn covers(one: &[Token], other: &[Token]) -> bool {
    if one.len() * other.len() > MOST_STEPS {
        return one == other;
    }
    if matches!(one.last(), Some(last @ Token::Byte(_)) if other.last() != Some(last)) {
        return false;
    }
    // `reached[at]`: the tokens of `one` before `at` cover those of `other` seen so far.
    let (mut reached, mut next) = (vec![false; one.len() + 1], vec![false; one.len() + 1]);
    seed(&mut reached, one);
    for token in other {
        next.fill(false);
        for (at, own) in one.iter().enumerate().filter(|(at, _)| reached.get(*at) == Some(&true)) {
            let taken = match own {
                Token::Star(class) if takes(*class, token) => Some(at),
                Token::One(class) if takes_one(*class, token) => Some(at + 1),
                Token::Byte(_) | Token::Variable(_) if own == token => Some(at + 1),
                _ => None,
            };
            if let Some(place) = taken.and_then(|at| next.get_mut(at)) {
                *place = true;
            }
        }
        skip_stars(&mut next, one);
        if !next.contains(&true) {
            return false;
        }
        std::mem::swap(&mut reached, &mut next);
    }
    reached.last() == Some(&true)
}

fn seed(reached: &mut [bool], tokens: &[Token]) {
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    skip_stars(reached, tokens);
}

/// A star may be nothing: what is reached before it is reached behind it.
fn skip_stars(reached: &mut [bool], tokens: &[Token]) {
    for (at, token) in tokens.iter().enumerate() {
        if reached.get(at) == Some(&true)
            && matches!(token, Token::Star(_))
            && let Some(behind) = reached.get_mut(at + 1)
        {
            *behind = true;
        }
    }
}

/// Whether a star of this class takes all that a token stands for.
fn takes(class: Class, token: &Token) -> bool {
    match token {
        Token::Byte(byte) => class.has(*byte),
        Token::One(other) | Token::Star(other) => class.contains(*other),
        Token::Variable(_) => class == Class::ANY,
    }
}

fn takes_one(class: Class, token: &Token) -> bool {
    match token {
        Token::Byte(byte) => class.has(*byte),
        Token::One(other) => class.contains(*other),
        Token::Star(_) | Token::Variable(_) => false,
    }
}

/// Whether some text may be of both; yes where it would take too long to say.
pub(super) fn overlaps(one: &[Token], other: &[Token]) -> bool {
    if one.len() * other.len() > MOST_STEPS {
        return true;
    }
    if end_otherwise(one, other) {
        return false;
    }
    let (mut row, mut next) = (Row::of(other.len()), Row::of(other.len()));
    row.reach(0);
    for at in 0..=one.len() {
        let own = one.get(at);
        let mut place = row.low;
        // What is reached may grow while it is gone through.
        while place <= row.high {
            if row.reached.get(place) == Some(&true) {
                let step = Step::of(own, other.get(place));
                if step.theirs {
                    row.reach(place + 1);
                }
                if step.own {
                    next.reach(place);
                }
                if step.both {
                    next.reach(place + 1);
                }
            }
            place += 1;
        }
        if own.is_none() {
            return row.reached.last() == Some(&true);
        }
        if next.low > next.high {
            return false;
        }
        row.clear();
        std::mem::swap(&mut row, &mut next);
    }
    false
}

/// Whether both end with a letter, and not with the same: names that are numbered mostly do.
fn end_otherwise(one: &[Token], other: &[Token]) -> bool {
    matches!((one.last(), other.last()), (Some(Token::Byte(own)), Some(Token::Byte(theirs))) if own != theirs)
}

/// The places of one pattern that are reached at a place of the other: few, and close together.
struct Row {
    reached: Vec<bool>,
    low: usize,
    high: usize,
}

impl Row {
    fn of(places: usize) -> Self {
        Self { reached: vec![false; places + 1], low: usize::MAX, high: 0 }
    }

    fn reach(&mut self, place: usize) {
        if let Some(reached) = self.reached.get_mut(place) {
            *reached = true;
            self.low = self.low.min(place);
            self.high = self.high.max(place);
        }
    }

    fn clear(&mut self) {
        if let Some(reached) = self.reached.get_mut(self.low..=self.high) {
            reached.fill(false);
        }
        (self.low, self.high) = (usize::MAX, 0);
    }
}

/// Which of two patterns may go on by a token.
struct Step {
    own: bool,
    theirs: bool,
    both: bool,
}

impl Step {
    fn of(own: Option<&Token>, theirs: Option<&Token>) -> Self {
        let (star, other) = (own.and_then(star), theirs.and_then(star));
        Self {
            // A star may be nothing, and may take a character of the other side.
            own: star.is_some() || other.is_some_and(|class| own.is_some_and(|token| shares(class, token))),
            theirs: other.is_some() || star.is_some_and(|class| theirs.is_some_and(|token| shares(class, token))),
            both: match (own, theirs) {
                (Some(Token::Byte(own)), Some(Token::Byte(theirs))) => own == theirs,
                (Some(Token::One(class)), Some(token)) | (Some(token), Some(Token::One(class))) => shares(*class, token),
                _ => false,
            },
        }
    }
}

/// The class of a token that stands for any number of characters.
fn star(token: &Token) -> Option<Class> {
    match token {
        Token::Star(class) => Some(*class),
        Token::Variable(_) => Some(Class::ANY),
        Token::Byte(_) | Token::One(_) => None,
    }
}

/// Whether a class has a character that a token may stand for.
fn shares(class: Class, token: &Token) -> bool {
    match token {
        Token::Byte(byte) => class.has(*byte),
        // Every class has letters.
        Token::One(_) | Token::Star(_) | Token::Variable(_) => true,
    }
}
