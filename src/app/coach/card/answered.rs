//! What was answered to a step's questions, as one would say it, and why that is not right.

use super::presses::lines_of;
use super::thing::{Thing, Want};
use crate::app::action::Action;
use crate::app::coach::keys::key_of;
use crate::app::coach::{Coach, Surroundings};
use crate::app::cx::Cx;
use crate::training::check::{Given, Outcome, Source, Value};
use crate::training::lesson::{Ask, AskKind};
use crate::widgets::Line;

/// The answers that were given, and the truth where it can be told.
pub(super) fn answers(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Thing> {
    let judged = coach.course().judge(coach.scene(cx.surroundings()));
    let asks: Vec<(usize, &Ask, &Given)> =
        coach.asks().iter().enumerate().filter_map(|(at, ask)| Some((at + 1, ask, coach.record().attempt.answers.get(&ask.id)?))).collect();
    let several = coach.asks().len() > 1;
    let wrong: Vec<String> = asks
        .iter()
        .filter(|(_, ask, _)| judged.is_judged(&ask.id) && !judged.is_right(&ask.id))
        .map(|(number, ..)| number.to_string())
        .collect();
    let mut things = Vec::new();
    if let Some((last, before)) = wrong.split_last().filter(|(_, before)| !before.is_empty()) {
        let words = format!("Not right: questions {} and {last}. {} answers again.", before.join(", "), key_of(Action::CoachAnswer));
        things.push(Thing::mistake(words, width));
    }
    for (number, ask, given) in asks {
        // By the number that the question has where it is asked.
        let of = if several { format!("Question {number}: ") } else { String::new() };
        let (is_right, is_judged) = (judged.is_right(&ask.id), judged.is_judged(&ask.id));
        let said = in_words(coach, ask, &given.last);
        let mut thing = if !is_judged {
            Thing::note(Want::Known, format!("{of}Kept, now find out. You say: {said}"), width)
        } else if is_right {
            Thing::right(format!("{of}Right: {said}"), width)
        } else {
            let said = misplaced(coach, ask, &given.last).unwrap_or(said);
            Thing::mistake(format!("{of}Not right: {said}"), width)
        };
        let lines = &mut thing.lines;
        if given.was_seen {
            let words = format!("{SEEN} {} predicts anew.", key_of(Action::CoachReset));
            lines.extend(Line::new().text(words).wrapped(width));
        }
        if is_judged && !is_right {
            lines.extend(coach.reasons(ask, cx.surroundings()).iter().flat_map(|reason| lines_of(reason, cx, width)));
            let reason = coach.reason_of_value(ask, cx.surroundings());
            lines.extend(reason.map(|reason| Line::new().text(reason).wrapped(width)).into_iter().flatten());
            if wrong.len() == 1 {
                lines.extend(Line::new().quiet(format!("{} answers again.", key_of(Action::CoachAnswer))).wrapped(width));
            }
        }
        things.push(thing);
    }
    things
}

/// What is said of an answer that was to be a prediction.
pub const SEEN: &str = "That comes too late to be a prediction: the step counts as done with help.";

/// Of a wrong match, what was matched wrongly, by name.
fn misplaced(coach: &Coach, ask: &Ask, answer: &[String]) -> Option<String> {
    let AskKind::Match(_) = ask.kind else { return None };
    let things = coach.things(ask);
    let names: Vec<String> =
        ask.misplaced(answer).into_iter().filter_map(|number| Some(things.get(number.checked_sub(1)?)?.0.clone())).collect();
    let (last, before) = names.split_last()?;
    Some(if before.is_empty() { last.clone() } else { format!("{} and {last}", before.join(", ")) })
}

impl Coach {
    /// The last answer to a question of the step that is shown, as one would say it, without its full stop.
    pub fn last_answer(&self, ask: &Ask) -> Option<String> {
        let given = self.record().attempt.answers.get(&ask.id)?;
        Some(in_words(self, ask, &given.last).trim_end_matches('.').to_owned())
    }

    /// Why the last answer to a question of the step that is shown is not right, where it is a value: what it would take.
    pub fn reason_of_value(&self, ask: &Ask, around: Surroundings<'_>) -> Option<String> {
        let AskKind::Value(kind) = ask.kind else { return None };
        let given = self.record().attempt.answers.get(&ask.id)?;
        let value = |words: &[String]| Value::read(words.first()?, kind);
        let words = match (value(&given.last)?, value(&self.course().truth(ask, self.scene(around)))) {
            (Value::Decision(Outcome::Allowed), _) => "That would take a statement that allows it, and none that denies it.".to_owned(),
            (Value::Decision(Outcome::ImplicitDeny), _) => {
                "That would take that nothing allows it, and nothing denies it either.".to_owned()
            }
            (Value::Decision(Outcome::ExplicitDeny), _) => {
                "That would take a statement that says Deny, and is about this request.".to_owned()
            }
            (Value::Number(said), Some(Value::Number(is))) if said < is => format!("There are more than {said}: look again."),
            (Value::Number(said), Some(Value::Number(is))) if said > is => format!("There are fewer than {said}: look again."),
            (Value::Source(source), _) => of_source(source).to_owned(),
            _ => return None,
        };
        Some(words)
    }
}

/// What it would take for this to be what decided.
const fn of_source(source: Source) -> &'static str {
    match source {
        Source::Identity => "That would take a managed policy attached directly to who asks, with a statement that decides this.",
        Source::Inline => "That would take an inline policy of who asks, with a statement that decides this.",
        Source::Group => "That would take a group that who asks is in, with a policy that decides this.",
        Source::Boundary => "That would take a permissions boundary on who asks, and a boundary never allows: it only caps.",
        Source::Resource => "That would take a policy on the resource itself that decides this.",
        Source::Session => "That would take a session policy, and who asks has no such session.",
        Source::Trust => "That would take that a role is assumed: a trust policy decides nothing else.",
        Source::None => "That would take that no statement of any policy decides this: look at the trace again.",
    }
}

/// An answer as one would say it.
pub(in crate::app::coach) fn in_words(coach: &Coach, ask: &Ask, answer: &[String]) -> String {
    let step = coach.id(coach.at());
    match &ask.kind {
        AskKind::Value(kind) => {
            let value = answer.first().and_then(|word| Value::read(word, *kind));
            value.map_or_else(|| answer.join(" "), |value| value.words())
        }
        AskKind::Choice(_) | AskKind::Many(_) => {
            let text = |id: &String| coach.text(&format!("{step}/{}/{id}", ask.id)).plain(usize::MAX).join(" ");
            answer.iter().map(text).collect::<Vec<_>>().join("; ")
        }
        AskKind::Match(_) => {
            let pairs = coach.things(ask);
            let right = |number: &String| number.parse::<usize>().ok().and_then(|number| pairs.get(number.checked_sub(1)?));
            let pair = |((left, _), number): (&(String, String), &String)| Some(format!("{left}: {}", right(number)?.1));
            pairs.iter().zip(answer).filter_map(pair).collect::<Vec<_>>().join("; ")
        }
        AskKind::Order(_) => {
            let items = coach.things(ask);
            let item = |number: &String| Some(items.get(number.parse::<usize>().ok()?.checked_sub(1)?)?.1.clone());
            answer.iter().filter_map(item).collect::<Vec<_>>().join(", ")
        }
    }
}
