//! Answers, and what is right and wrong about them.

use serde::{Deserialize, Serialize};

use super::form::{Choice, Form};

/// An answer to a question, counted from 0 in the order in which things were shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Given {
    /// The options that were chosen.
    Chosen(Vec<usize>),
    /// The things in the order that they were given.
    Arranged(Vec<usize>),
    /// Each left thing's partner.
    Paired(Vec<usize>),
}

/// What is right and wrong about an answer. None of the texts is escaped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judged {
    /// Whether all of it is right.
    pub is_right: bool,
    /// How much is right, of how much.
    pub parts: (usize, usize),
    /// One by one; of options in their order, all of them.
    pub told: Vec<Told>,
    /// Why it is so, where that is not said one by one.
    pub why: Option<String>,
}

/// What is right or wrong about one thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The thing: an option, a step with its place, a pair.
    pub text: String,
    /// Whether it is part of the right answer.
    pub is_right: bool,
    /// Whether it was part of the answer that was given.
    pub was_given: bool,
    /// Why, where there is more to say than what belongs where.
    pub why: String,
}

/// What is right and wrong about an answer; one of another form is wrong in every part.
pub(super) fn judge(form: &Form, given: &Given) -> Judged {
    match (form, given) {
        (Form::Choose { options, several }, Given::Chosen(chosen)) => choices(options, *several, chosen),
        (Form::Choose { options, several }, _) => choices(options, *several, &[]),
        (Form::Arrange { things, order, reasons, why }, given) => {
            let arranged = if let Given::Arranged(arranged) = given { arranged.as_slice() } else { &[] };
            let place = |at: usize, thing: &str| format!("{}. {thing}", at + 1);
            let why_not = |_, index: usize| reasons.get(index).cloned().unwrap_or_default();
            in_places(order, arranged, why, |at, index| place(at, things.get(index).map_or("", String::as_str)), why_not)
        }
        (Form::Pair { left, right, partners, reasons, why }, given) => {
            let paired = if let Given::Paired(paired) = given { paired.as_slice() } else { &[] };
            let text = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
            let why_not = |at: usize, _| text(reasons, at);
            in_places(partners, paired, why, |at, index| format!("{}: {}", text(left, at), text(right, index)), why_not)
        }
    }
}

fn choices(options: &[Choice], several: bool, chosen: &[usize]) -> Judged {
    let one = |(at, option): (usize, &Choice)| Told {
        text: option.text.clone(),
        is_right: option.is_right,
        was_given: chosen.contains(&at),
        why: option.why.clone(),
    };
    let told: Vec<Told> = options.iter().enumerate().map(one).collect();
    let agreeing = told.iter().filter(|told| told.is_right == told.was_given).count();
    let is_right = agreeing == told.len() && chosen.iter().all(|at| *at < told.len());
    let parts = if several { (agreeing, told.len()) } else { (usize::from(is_right), 1) };
    Judged { is_right, parts, told, why: None }
}

/// What belongs in each place, and where something else was put, that, too, with why it does not belong there.
fn in_places(
    truth: &[usize],
    given: &[usize],
    why: &str,
    text: impl Fn(usize, usize) -> String,
    why_not: impl Fn(usize, usize) -> String,
) -> Judged {
    let mut told = Vec::new();
    let mut right = 0;
    for (at, belongs) in truth.iter().enumerate() {
        let put = given.get(at);
        right += usize::from(put == Some(belongs));
        if let Some(put) = put.filter(|put| *put != belongs) {
            told.push(Told { text: text(at, *put), is_right: false, was_given: true, why: why_not(at, *put) });
        }
        told.push(Told { text: text(at, *belongs), is_right: true, was_given: put == Some(belongs), why: String::new() });
    }
    let is_right = right == truth.len() && given.len() == truth.len();
    Judged { is_right, parts: (right, truth.len()), told, why: Some(why.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(several: bool) -> Form {
        let option = |text: &str, is_right| Choice { text: text.into(), is_right, why: format!("{text}, because.") };
        Form::Choose { options: vec![option("a", true), option("b", false), option("c", several)], several }
    }

    #[test]
    fn all_of_several_or_nothing_with_what_was_right_about_it() {
        for (chosen, right, parts) in [
            (vec![0, 2], true, (3, 3)),
            (vec![2, 0], true, (3, 3)),
            (vec![0], false, (2, 3)),
            (vec![0, 1, 2], false, (2, 3)),
            (vec![1], false, (0, 3)),
            (vec![], false, (1, 3)),
            (vec![0, 2, 9], false, (3, 3)),
        ] {
            let judged = judge(&form(true), &Given::Chosen(chosen.clone()));
            assert_eq!((judged.is_right, judged.parts), (right, parts), "{chosen:?}");
            assert!(judged.told.iter().all(|told| !told.why.is_empty()));
        }
        let single = |chosen: usize| judge(&form(false), &Given::Chosen(vec![chosen])).is_right;
        assert_eq!([single(0), single(1), single(2)], [true, false, false]);
    }

    #[test]
    fn places_are_right_one_by_one() {
        let things = ["second", "first", "third"].map(str::to_owned).to_vec();
        let reasons = things.iter().map(|thing| format!("The {thing} is it.")).collect();
        let form = Form::Arrange { things, order: vec![1, 0, 2], reasons, why: "Counting.".into() };
        assert!(judge(&form, &Given::Arranged(vec![1, 0, 2])).is_right);
        let judged = judge(&form, &Given::Arranged(vec![0, 1, 2]));
        assert_eq!((judged.is_right, judged.parts, judged.why.as_deref()), (false, (1, 3), Some("Counting.")));
        assert_eq!(
            judged.told.iter().map(|told| told.text.as_str()).collect::<Vec<_>>(),
            ["1. second", "1. first", "2. first", "2. second", "3. third"]
        );
        let wrong: Vec<&str> = judged.told.iter().filter(|told| !told.is_right).map(|told| told.why.as_str()).collect();
        assert_eq!(wrong, ["The second is it.", "The first is it."], "each thing in a wrong place says where it belongs");
        assert_eq!(judge(&form, &Given::Chosen(vec![1])).parts, (0, 3), "an answer of another form");
    }
}
