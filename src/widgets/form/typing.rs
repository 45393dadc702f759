//! What keys, pastes and clicks do to a field, and what the field then finds wrong with itself.

use super::field::{Accepts, ChoiceOption, Field, Kind};
use super::reaction::{Reaction, edit};
use crate::account::operation::Value;
use crate::account::plan::check_member;
use crate::account::secret::Secret;
use crate::widgets::key::{Code, Key};

impl<F: Copy + PartialEq> Field<F> {
    /// Takes a key; a change is checked at once where there was an error before or the text can't become right any more.
    pub(super) fn key(&mut self, key: Key) -> Reaction {
        self.settle_proposal(key.typed().is_some());
        let reaction = match &mut self.kind {
            Kind::Text { accepts: Accepts::Digits | Accepts::Code, .. } if key.typed().is_some_and(|c| !c.is_ascii_digit() && c != ' ') => {
                Reaction::None
            }
            Kind::Secret { shown, .. } if key == Key::ctrl('o') => {
                *shown = !*shown;
                Reaction::Moved
            }
            Kind::Text { input, .. } | Kind::Secret { input, .. } => edit(input, |input| input.key(key)),
            Kind::Tags(tags) => tags.key(key),
            Kind::Toggle(on) if key == Key::char(' ') => {
                *on = !*on;
                Reaction::Changed
            }
            // alt-left leads back, here as in a text.
            Kind::Choice { .. } if key.alt || key.ctrl => Reaction::None,
            Kind::Choice { options, chosen, reached: Some(reached) } => match key.code {
                Code::Up if *reached > 0 => go_to(reached, *reached - 1),
                Code::Down if *reached + 1 < options.len() => go_to(reached, *reached + 1),
                Code::Char(' ') | Code::Enter => choose(chosen, *reached),
                Code::Left if *chosen > 0 => take(chosen, reached, *chosen - 1),
                Code::Right if *chosen + 1 < options.len() => take(chosen, reached, *chosen + 1),
                Code::Left | Code::Right => Reaction::Moved,
                _ => Reaction::None,
            },
            // Up and down go through its options, which stand one below another; past the first and the last they go on.
            Kind::Choice { options, chosen, reached: None } => match key.code {
                Code::Left | Code::Up if *chosen > 0 => choose(chosen, *chosen - 1),
                Code::Right | Code::Down if *chosen + 1 < options.len() => choose(chosen, *chosen + 1),
                // What one stands on is chosen already.
                Code::Left | Code::Right | Code::Char(' ') => Reaction::Moved,
                _ => Reaction::None,
            },
            Kind::Button if matches!(key.code, Code::Enter | Code::Char(' ')) => Reaction::Pressed,
            _ => Reaction::None,
        };
        self.after(reaction)
    }

    /// Chooses the next option that begins with a letter, from behind the chosen one on.
    pub(super) fn letter(&mut self, letter: char) -> Reaction {
        let Kind::Choice { options, chosen, reached } = &mut self.kind else { return Reaction::None };
        let now = reached.unwrap_or(*chosen);
        let begins = |option: &ChoiceOption| {
            let first = option.label.chars().next();
            first.is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
        };
        let places = (now + 1..options.len()).chain(0..=now);
        let next = places.into_iter().find(|at| options.get(*at).is_some_and(begins));
        next.map_or(Reaction::None, |next| match reached {
            Some(reached) => go_to(reached, next),
            None if next == now => Reaction::Moved,
            None => choose(chosen, next),
        })
    }

    /// What was proposed gives way to what is typed, or becomes text like any other.
    fn settle_proposal(&mut self, is_typed: bool) {
        if std::mem::take(&mut self.is_proposed) && is_typed {
            self.set_text(String::new());
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Reaction {
        self.settle_proposal(true);
        let reaction = match &mut self.kind {
            Kind::Text { input, accepts: Accepts::Digits } => {
                let digits: String = text.chars().filter(char::is_ascii_digit).take(12).collect();
                edit(input, |input| {
                    input.paste(&digits);
                    true
                })
            }
            Kind::Text { input, .. } | Kind::Secret { input, .. } => edit(input, |input| {
                input.paste(text);
                true
            }),
            Kind::Tags(tags) => tags.paste(text),
            _ => Reaction::None,
        };
        self.after(reaction)
    }

    pub(super) fn click(&mut self) -> Reaction {
        let reaction = match &mut self.kind {
            Kind::Toggle(on) => {
                *on = !*on;
                Reaction::Changed
            }
            Kind::Choice { options, chosen, reached } => {
                let next = (*chosen + 1) % options.len().max(1);
                *reached = reached.map(|_| next);
                choose(chosen, next)
            }
            Kind::Button => Reaction::Pressed,
            _ => Reaction::Moved,
        };
        self.after(reaction)
    }

    fn after(&mut self, reaction: Reaction) -> Reaction {
        if reaction == Reaction::Changed {
            self.dirty = !self.text().is_empty() || matches!(self.kind, Kind::Tags(_));
            self.error = self.violation().filter(|_| self.dirty);
        }
        reaction
    }

    /// Checks a field that one has typed in and leaves; of a choice, what was not taken is forgotten.
    pub(super) fn check_once_left(&mut self) {
        if let Kind::Choice { chosen, reached, .. } = &mut self.kind {
            *reached = reached.map(|_| *chosen);
        }
        if self.dirty && self.error.is_none() {
            self.check();
        }
    }

    /// Checks the field as it stands.
    pub(super) fn check(&mut self) {
        if let Kind::Tags(tags) = &mut self.kind {
            tags.go_to_wrong();
        }
        let text = self.text();
        let missing = text.is_empty() && !self.optional && matches!(self.kind, Kind::Text { .. } | Kind::Secret { .. });
        let is_cut_short = self.is_code() && !text.is_empty() && !self.is_full();
        self.error = if missing {
            Some("Enter a value.".to_owned())
        } else if is_cut_short {
            Some("A code has six digits.".to_owned())
        } else {
            self.violation()
        };
    }

    fn violation(&self) -> Option<String> {
        if let Kind::Tags(tags) = &self.kind {
            return tags.problem();
        }
        let (member, text) = (self.member?, self.text());
        if text.is_empty() && self.optional {
            return None;
        }
        let secret = Secret::new(text);
        let refusal = match &self.kind {
            Kind::Secret { .. } => check_member(member, Value::Secret(&secret)),
            Kind::Text { accepts: Accepts::Digits, .. } => check_member(member, Value::Number(text.trim().parse().unwrap_or(i64::MAX))),
            // A code of fewer digits is one that is still being typed, and blanks are for the eye.
            Kind::Text { accepts: Accepts::Code, .. } => return None,
            Kind::Text { .. } => check_member(member, Value::Text(text)),
            _ => Ok(()),
        };
        refusal.err().and_then(|refusal| refusal.remedy)
    }
}

const fn take(chosen: &mut usize, reached: &mut usize, option: usize) -> Reaction {
    *reached = option;
    choose(chosen, option)
}

const fn go_to(reached: &mut usize, option: usize) -> Reaction {
    *reached = option;
    Reaction::Moved
}

const fn choose(chosen: &mut usize, option: usize) -> Reaction {
    *chosen = option;
    Reaction::Changed
}
