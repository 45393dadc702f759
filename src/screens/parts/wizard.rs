//! What all wizards look like: the numbered steps, the step's fields, and the AWS commands it will run.

use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::reader::Reader;
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::awscli;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::list::{List, Listing};
use crate::widgets::{Canvas, Hit, Line};

/// The keys of every wizard. A form takes enter itself, and hands it on as its being sent.
pub(in crate::screens) const NEXT: Binding =
    Binding::new(&[Key::plain(Code::Enter)], Action::Next, "next", "Go to the next step, or finish on the last");
pub(in crate::screens) const PREVIOUS: Binding =
    Binding::new(&[Key::ctrl('b')], Action::Previous, "previous", "Go back a step; nothing is lost");

/// Shows what the frame has no room for: a wizard that runs more than a few commands binds it, and answers with [`commands`].
pub(in crate::screens) const COMMANDS: Binding =
    Binding::new(&[Key::ctrl('l')], Action::Commands, "commands", "Show the AWS CLI commands in full, to read or copy");

/// Columns of the list of steps, where there is room for it.
const STEPS_WIDTH: usize = 28;
/// Commands shown at most; of more, the first and the last ones are.
const MOST_COMMANDS: usize = 5;

/// Draws a wizard's frame around its present step; `draw` draws the step itself.
pub(in crate::screens) fn draw(
    cx: &Cx<'_>,
    canvas: &mut Canvas<'_>,
    title: &str,
    steps: &[&str],
    at: usize,
    commands: &[Operation],
    draw: impl FnOnce(&mut Canvas<'_>),
) {
    let commands_height = draw_commands(canvas, commands);
    let height = canvas.height().saturating_sub(commands_height);
    let mut body = canvas.rows(0, height);
    if cx.is_narrow() || body.width() < 80 {
        let line =
            Line::new().title(title.to_owned()).quiet(format!("   step {} of {}   ", at + 1, steps.len())).text(steps[at].to_owned());
        body.line(0, &line);
        draw(&mut body.rows(2, usize::MAX));
        return;
    }
    body.line(0, &Line::new().title(title.to_owned()));
    for (index, step) in steps.iter().enumerate() {
        let (sign, sign_role, role) = match index.cmp(&at) {
            std::cmp::Ordering::Less => ("✔".to_owned(), Role::Good, Role::Quiet),
            std::cmp::Ordering::Equal => (format!("{}", index + 1), Role::Accent, Role::Title),
            std::cmp::Ordering::Greater => (format!("{}", index + 1), Role::Quiet, Role::Quiet),
        };
        let line = Line::new().with(format!("{sign} "), sign_role).with((*step).to_owned(), role);
        body.columns(0, STEPS_WIDTH - 2).line(2 + 2 * index, &line);
    }
    let width = body.width().saturating_sub(STEPS_WIDTH);
    let mut right = body.columns(STEPS_WIDTH, width);
    draw(&mut right.rows(2, usize::MAX));
}

/// Draws at the bottom what the wizard will run; returns how many rows that takes.
fn draw_commands(canvas: &mut Canvas<'_>, commands: &[Operation]) -> usize {
    if commands.is_empty() || canvas.height() < 16 {
        return 0;
    }
    let most = if canvas.height() < 24 { 2 } else { MOST_COMMANDS };
    let shown = commands.len().min(most);
    let left_out = commands.len() - shown;
    let height = shown + 2;
    let top = canvas.height() - height + 1;
    let heading = if left_out > 0 { format!("Runs {} commands; first and last shown", commands.len()) } else { "Runs".to_owned() };
    canvas.line(top - 1, &Line::new().quiet(heading));
    // What was chosen last is what one wants to see, and the first makes the thing itself.
    let in_sight = commands.iter().take(1).chain(commands.iter().skip(1 + left_out));
    for (row, operation) in in_sight.enumerate() {
        canvas.line(top + row, &Line::new().quiet(format!("  {}", awscli::line(operation))));
    }
    height + 1
}

/// Shows all commands in full, as they are and wrapped.
pub(in crate::screens) fn commands(cx: &Cx<'_>, commands: &[Operation]) -> Step {
    let all: Vec<String> = commands.iter().map(awscli::line).collect();
    let width = usize::from(cx.size.0).saturating_sub(8);
    let lines = all.iter().flat_map(|line| wrap(line, width).into_iter().enumerate());
    let lines = lines.map(|(row, text)| if row == 0 { Line::new().text(text) } else { Line::new().text(format!("  {text}")) });
    Step::Ask(Box::new(Reader::new("AWS CLI commands", all.join("\n"), lines.collect())))
}

/// A refusal in AWS's words, and what to do about it.
pub(in crate::screens) fn words(refusal: &Refusal) -> String {
    match &refusal.remedy {
        Some(remedy) => format!("{}. {remedy}", refusal.message.trim_end_matches('.')),
        None => refusal.message.clone(),
    }
}

/// Tells a refusal that was foreseen: until the next key, since the step it is about may be left with it. Where policies deny it,
/// the keys lead on from it as if it had been asked for.
pub(in crate::screens) fn told(refusal: &Refusal) -> Vec<Step> {
    let denied = Denial::of(refusal).map(Box::new);
    let notice = Notice::new(Tone::Warning, words(refusal));
    vec![if denied.is_some() { Step::Say(Notice { denied, ..notice }) } else { Step::Hint(notice) }]
}

/// Says what was not chosen as one goes on from a list without a mark, in a sentence; nothing where there was nothing to choose.
pub(in crate::screens) fn left_out<K: Clone + PartialEq>(list: &List<K>, what: &str) -> Vec<Step> {
    let is_passed = list.marks().is_empty() && !list.is_empty();
    let told = || Step::Hint(Notice::new(Tone::Info, format!("{what} ctrl-b leads back; there space chooses a row.")));
    is_passed.then(told).into_iter().collect()
}

/// A step that is a list to mark.
pub(in crate::screens) struct Marking<'a> {
    /// What the list is called.
    pub title: &'static str,
    /// What to say where there is nothing to mark.
    pub empty: &'a [Line],
    /// How many are marked, and how many may be.
    pub chosen: Option<(usize, usize)>,
    /// What would be refused as it is marked.
    pub refusal: Option<&'a str>,
    /// What enter does.
    pub then: &'a str,
}

impl Marking<'_> {
    /// Draws the list, under it what would be refused, and the keys.
    pub(in crate::screens) fn draw<L: Listing>(&self, canvas: &mut Canvas<'_>, list: &List<L::Key>, listing: &L) {
        let refusal = self.refusal.map(|text| wrap(&format!("✖ {text}"), canvas.width())).unwrap_or_default();
        let gap = usize::from(canvas.height() >= 16);
        let keys = canvas.height().saturating_sub(1 + gap);
        let bottom = keys.saturating_sub(refusal.len());
        list.draw(&mut canvas.rows(0, bottom.saturating_sub(gap)), self.title, listing, self.empty, true);
        for (row, line) in refusal.into_iter().enumerate() {
            canvas.line(bottom + row, &Line::new().with(line, Role::Bad));
        }
        let choose = Line::new().key("space", "choose");
        let mut column = 0;
        if !list.is_empty() {
            canvas.hit(keys, 0, choose.width(), Hit::Key(Key::char(' ')));
            column = canvas.line(keys, &choose) + 2;
        }
        let then = Line::new().key("enter", self.then);
        canvas.hit(keys, column, then.width(), Hit::Key(Key::plain(Code::Enter)));
        column = canvas.line_at(keys, column, &then) + 2;
        let chosen = self.chosen.map_or_else(Line::new, |(chosen, quota)| {
            let role = if chosen > quota { Role::Bad } else { Role::Quiet };
            Line::new().with(format!("{chosen} of {quota} chosen"), role)
        });
        canvas.line_right(keys, &chosen);
        // In a list that is longer than its rows, most is out of sight.
        let find = Line::new().key("/", "find");
        let is_long = list.len() > bottom.saturating_sub(gap);
        if is_long && column + find.width() + 2 + chosen.width() <= canvas.width() {
            canvas.hit(keys, column, find.width(), Hit::Key(Key::char('/')));
            canvas.line_at(keys, column, &find);
        }
    }
}
