//! What of something on the screen may not be seen, and why: told beside it, with the keys that lead on from there.

use std::borrow::Borrow;
use std::rc::Rc;

use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::app::words::listed;
use crate::widgets::{Canvas, Line};

/// Rows a list has at least, with its head, beside why something of it may not be seen; where it has fewer, it has these.
pub const ROWS: usize = 6;

/// More rows than these are taken only of those that a list has no use for.
const BESIDE: usize = 8;

/// Something that may not be seen: what it is called, and why.
pub struct Unseen {
    /// What it is called.
    pub name: &'static str,
    /// Why.
    pub refusal: Rc<Refusal>,
}

/// Why these may not be seen, for who explains it.
pub fn denials(unseen: &[Unseen]) -> Vec<Denial> {
    Denial::of_all(unseen.iter().map(|unseen| unseen.refusal.as_ref()))
}

/// These, told in lines of at most this width: the fullest first. What is denied by one request is told together.
pub fn told(unseen: &[Unseen], width: usize) -> Vec<Vec<Line>> {
    let mut requests: Vec<(Vec<&str>, &Refusal)> = Vec::new();
    for Unseen { name, refusal } in unseen {
        match requests.iter_mut().find(|(_, known)| known.message == refusal.message) {
            Some((names, _)) if names.contains(name) => {}
            Some((names, _)) => names.push(name),
            None => requests.push((vec![name], refusal)),
        }
    }
    let whole = |(names, refusal): &(Vec<&str>, &Refusal)| {
        Line::new().quiet(format!("– {} may not be seen: {}", listed(names), refusal.message)).wrapped(width)
    };
    match requests.as_slice() {
        [] => Vec::new(),
        [one] => vec![whole(one)],
        [first, others @ ..] => {
            let all = requests.iter().flat_map(whole).collect();
            let mut names: Vec<&str> = others.iter().flat_map(|(names, _)| names.iter().copied()).collect();
            names.retain(|name| !first.0.contains(name));
            names.dedup();
            if names.is_empty() {
                return vec![all, whole(first)];
            }
            let others = Line::new().quiet(format!("– {} may not be seen either.", listed(&names))).wrapped(width);
            vec![all, [whole(first), others].concat(), whole(first)]
        }
    }
}

/// Says over the screen that something may not be seen: `what` it is, and what AWS says; of further requests that are denied,
/// which.
pub fn told_over<R: Borrow<Refusal>>(what: &str, refusals: &[R], width: usize) -> Vec<Line> {
    let Some((first, others)) = refusals.split_first() else { return Vec::new() };
    let mut letters = what.chars();
    let what: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let first: &Refusal = first.borrow();
    let mut actions: Vec<&str> = Vec::new();
    for denied in others.iter().filter_map(|refusal| refusal.borrow().denied.as_deref()) {
        if !actions.contains(&denied.action.as_str()) {
            actions.push(&denied.action);
        }
    }
    let is_or_are = if actions.len() > 1 { "are" } else { "is" };
    let why = format!("– {what} may not be seen: {}", first.message);
    let more = (!actions.is_empty()).then(|| format!("– {} {is_or_are} denied to you as well.", listed(&actions)));
    std::iter::once(why).chain(more).flat_map(|words| Line::new().quiet(words).wrapped(width)).collect()
}

/// The keys that lead on from denials over the screen, where letters are typed; nothing where they lead nowhere.
pub fn ways_over(cx: &Cx<'_>, denials: &[Denial], width: usize) -> Vec<Line> {
    let ways = Denial::ways(denials, cx, true);
    ways.map_or_else(Vec::new, |ways| Line::new().quiet(ways).wrapped(width))
}

/// Draws a list that wants so many rows, and below it the first of these notes that there is room for.
pub fn draw_beside(canvas: &mut Canvas<'_>, wanted: usize, notes: &[Vec<Line>], draw: impl FnOnce(&mut Canvas<'_>)) {
    let room = canvas.height().saturating_sub(wanted.min(ROWS) + 1);
    let most = room.min(BESIDE.max(canvas.height().saturating_sub(wanted + 1)));
    let Some(lines) = notes.iter().find(|lines| !lines.is_empty() && lines.len() <= most) else { return draw(canvas) };
    let below = canvas.height().saturating_sub(lines.len() + 1);
    draw(&mut canvas.rows(0, below));
    for (row, line) in lines.iter().enumerate() {
        canvas.line(below + 1 + row, line);
    }
}
