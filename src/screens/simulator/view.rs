//! Drawing the simulator: what is asked in a line, the tabs, the part that is shown, and beside or below it what belongs to it
//! where there is room.
//!
//! ```text
//!  user alice   3 of 4 policies on   63 actions on 1 resource   2 context keys
//!
//!  Policies 3/4   Actions 63   Resources 1   Context 2   Results 63
//!                                                        ──────────
//!  ✔ 60 allowed   ✖ 3 denied      ▲ old: something has changed since   r run again
//! ```

use super::Simulator;
use super::actions::ActionRows;
use super::parts::Part;
use super::policies::{InPlay, PolicyRows};
use super::resources::ResourceRows;
use super::results::{AnswerRows, Only};
use super::run::Run;
use super::subject::Whose;
use crate::account::words::grouped;
use crate::app::cx::Cx;
use crate::app::words::count;
use crate::policy::decision::Layer;
use crate::screens::parts::narrowing;
use crate::theme::Role;
use crate::widgets::{Canvas, Line, tabs};

/// From so many columns on, what is asked stands beside the part.
const ROOMY: usize = 88;
/// Columns of what is asked.
const ASIDE: usize = 30;
/// Rows below the answers for the selected one.
const BELOW: usize = 8;

/// The words of the tabs.
pub(super) fn titles(of: &Simulator, cx: &Cx<'_>) -> Vec<String> {
    let (on, all) = of.policies.counts();
    let counts = [
        if all > 0 { format!("{on}/{all}") } else { String::new() },
        grouped(of.actions.chosen.len()),
        grouped(of.resources.chosen.len()),
        grouped(of.context.asked.len()),
        of.results.run.as_ref().map_or_else(String::new, |run| grouped(run.answers.len())),
    ];
    let with_counts = cx.size.0 >= 78;
    Part::ALL
        .iter()
        .zip(counts)
        .map(|(part, count)| if with_counts && !count.is_empty() { format!("{} {count}", part.label()) } else { part.label().to_owned() })
        .collect()
}

/// Draws the screen.
pub(super) fn draw(of: &Simulator, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    if let Some(writing) = &of.writing {
        let name = of.policies.own.iter().find(|own| own.number == writing.number).map_or("", |own| &own.name);
        return writing.draw(canvas, name);
    }
    canvas.line(0, &asked(of, cx));
    let gap = usize::from(canvas.height() >= 18);
    let place = Part::ALL.iter().position(|part| *part == of.part).unwrap_or(0);
    let row = tabs::draw(canvas, 1 + gap, &titles(of, cx), place) + gap;
    let mut body = canvas.rows(row, usize::MAX);
    if of.part == Part::Results {
        return draw_results(of, cx, &mut body);
    }
    // Keys and their values need the whole width.
    let is_roomy = body.width() >= ROOMY && body.height() >= 16 && of.part != Part::Context;
    let width = body.width() - if is_roomy { ASIDE + 3 } else { 0 };
    draw_part(of, &mut body.columns(0, width));
    if is_roomy {
        let mut aside = body.columns(width + 1, ASIDE + 2);
        aside.rule_down(0);
        draw_aside(of, cx, &mut aside.columns(2, ASIDE));
    }
}

/// What is asked, in a line.
fn asked(of: &Simulator, cx: &Cx<'_>) -> Line {
    if of.whose == Whose::Unchosen && of.policies.all.is_empty() {
        return Line::new().title("Whose policies").quiet("   nobody's yet   ").key("c", "choose whose");
    }
    let (on, all) = of.policies.counts();
    let line = Line::new().title(of.whose.words(cx.account));
    let line = line.text(format!("   {on} of {} on", count(all, "policy")));
    let (actions, resources) = (count(of.actions.chosen.len(), "action"), count(of.resources.chosen.len(), "resource"));
    line.quiet(format!("   {actions} on {resources}"))
}

/// Draws the list of a part, and under it what one does there.
fn draw_part(of: &Simulator, canvas: &mut Canvas<'_>) {
    let foot = if canvas.height() < 8 { None } else { foot(of) };
    let foot = foot.map_or_else(Vec::new, |foot| foot.wrapped(canvas.width()));
    let bottom = canvas.height().saturating_sub(foot.len());
    let mut body = canvas.rows(0, bottom.saturating_sub(usize::from(!foot.is_empty())));
    let (empty, on) = (empty(of), of.policies.list.marks());
    match of.part {
        Part::Policies => of.policies.list.draw(&mut body, "Policies in play", &PolicyRows { all: &of.policies.all, on }, &empty, true),
        Part::Actions => of.actions.list.draw(&mut body, "Actions to try", &ActionRows, &empty, true),
        Part::Resources => of.resources.list.draw(&mut body, "Resources to try them on", &ResourceRows, &empty, true),
        Part::Context => of.context.list.draw(&mut body, "Condition keys", &of.context.rows(), &empty, true),
        Part::Results => {}
    }
    for (row, line) in foot.iter().enumerate() {
        canvas.line(bottom + row, line);
    }
}

/// What one does in a part, or should know.
fn foot(of: &Simulator) -> Option<Line> {
    match of.part {
        Part::Policies => policies_foot(of),
        Part::Actions => (!of.actions.chosen.is_empty()).then(|| Line::new().key("space", "choose several").text("  ").key("x", "remove")),
        Part::Resources => Some(Line::new().quiet(
            "Actions that take no resource are tried once, on *. The policy that a resource has is under Policies, to be switched off there.",
        )),
        Part::Context => context_foot(of),
        Part::Results => None,
    }
}

fn policies_foot(of: &Simulator) -> Option<Line> {
    let selected = of.policies.selected()?;
    if let Err(fault) = &selected.rules {
        return Some(Line::new().with("✖ ", Role::Bad).text(fault.clone()));
    }
    let why_not = of.policies.playing().why_not().filter(|_| of.policies.counts().0 > 0);
    Some(why_not.map_or_else(|| policy_foot(selected), |reason| Line::new().with("▲ ", Role::Warning).text(reason)))
}

/// What a policy of a resource has a say on, and what is done with any.
fn policy_foot(selected: &InPlay) -> Line {
    let told = match (selected.layer, selected.is_of_resource()) {
        (Layer::Resource, true) => "It has a say on the resource alone that has it.  ",
        (Layer::Resource, false) => "It is the policy of every resource that is tried, in the place of its own.  ",
        _ => "",
    };
    Line::new().quiet(told).key("space", "on or off").text("  ").key("e", "try a change, for the simulation alone")
}

fn context_foot(of: &Simulator) -> Option<Line> {
    let missing = of.context.missing();
    if missing == 0 && of.resources.chosen.len() > 1 && of.context.has_some_of_resource() {
        return Some(Line::new().quiet("What comes from the resource is shown for the first one; each request sends its own."));
    }
    (missing > 0).then(|| {
        let are = if missing == 1 { "has" } else { "have" };
        Line::new().with("▲ ", Role::Warning).text(format!("{} {are} no value and will be absent.", count(missing, "key")))
    })
}

/// What to do where a part has nothing.
fn empty(of: &Simulator) -> Vec<Line> {
    let blank = Line::new;
    match of.part {
        Part::Policies => match of.whose {
            Whose::Unchosen => vec![
                blank(),
                blank().text("Choose whose policies to try: a user's, a group's, a role's."),
                blank().quiet("Or write one, and see what it allows before anybody has it."),
                blank(),
                blank()
                    .key("c", "choose whose")
                    .text("    ")
                    .key("a", "write a policy")
                    .text("    ")
                    .key("p", "begin with an existing one"),
            ],
            Whose::Own => vec![
                blank(),
                blank().text("There is no own policy yet."),
                blank(),
                blank().key("a", "write a policy").text("    ").key("p", "begin with an existing one"),
            ],
            Whose::Of(_) => vec![
                blank(),
                blank().text("No policy holds here, so every request is denied."),
                blank().quiet("Write one to see what it would change."),
                blank(),
                blank().key("a", "write a policy").text("    ").key("p", "begin with an existing one"),
            ],
        },
        Part::Actions => vec![
            blank(),
            blank().text("What is to be tried? One action or many."),
            blank().quiet("By service and level, or typed: s3:GetObject, iam:*Role*."),
            blank(),
            blank().key("a", "choose of a service").text("    ").key("e", "type names and patterns"),
        ],
        Part::Resources => vec![
            blank(),
            blank().text("Nothing to try the actions on."),
            blank().quiet("* stands for no particular resource."),
            blank(),
            blank().key("a", "add a resource"),
        ],
        Part::Context => vec![
            blank(),
            blank().text("The policies that are on ask for no condition key:"),
            blank().quiet("what they allow does not depend on circumstances."),
            blank(),
            blank().key("r", "run the simulation"),
        ],
        Part::Results => vec![blank(), blank().text("Nothing was simulated yet."), blank(), next_step(of)],
    }
}

/// What is missing before a simulation can run.
fn next_step(of: &Simulator) -> Line {
    if of.policies.counts().0 == 0 {
        Line::new().key("c", "choose whose policies")
    } else if of.actions.chosen.is_empty() {
        Line::new().quiet("Under Actions, ").key("a", "adds some")
    } else {
        Line::new().key("r", "run the simulation")
    }
}

/// Draws all that is asked, beside the part.
fn draw_aside(of: &Simulator, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let most = (canvas.height().saturating_sub(11) / 3).max(1);
    let mut lines = vec![Line::new().title("What is asked"), Line::new(), Line::new().text(of.whose.words(cx.account))];
    let block = |lines: &mut Vec<Line>, title: String, rows: Vec<String>| {
        lines.push(Line::new());
        lines.push(Line::new().quiet(title));
        let more = rows.len().saturating_sub(most);
        lines.extend(rows.into_iter().take(most).map(|row| Line::new().text(format!("  {row}"))));
        if more > 0 {
            lines.push(Line::new().quiet(format!("  and {} more", grouped(more))));
        }
    };
    let on = of.policies.list.marks();
    let names = of.policies.all.iter().filter(|policy| on.contains(&policy.id)).map(|policy| policy.name.clone()).collect();
    block(&mut lines, "Policies that are on".into(), names);
    let actions = of.actions.chosen.iter().take(most + 1).map(|action| action.full_name()).collect::<Vec<_>>();
    let more = of.actions.chosen.len().saturating_sub(actions.len());
    block(
        &mut lines,
        count(of.actions.chosen.len(), "action"),
        actions.into_iter().chain(std::iter::repeat_n(String::new(), more)).collect(),
    );
    block(&mut lines, count(of.resources.chosen.len(), "resource"), of.resources.chosen.clone());
    lines.push(Line::new());
    lines.push(match of.setup().why_not(cx.account) {
        None => Line::new().key("r", &format!("run: {}", count(of.setup().count(), "answer"))),
        Some(_) => next_step(of),
    });
    for (row, line) in lines.iter().enumerate() {
        canvas.line(row, line);
    }
}

fn draw_results(of: &Simulator, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let Some(run) = &of.results.run else {
        let mut row = 0;
        for line in empty(of) {
            row = canvas.wrapped(row, &line);
        }
        return;
    };
    canvas.line(0, &outcome(of, run));
    let is_tall = canvas.height() >= 20;
    let (top, below) = if is_tall { (2, BELOW) } else { (1, if canvas.height() >= 12 { 3 } else { 2 }) };
    let height = canvas.height().saturating_sub(top + below);
    let mut body = canvas.rows(top, height);
    let nothing = [
        Line::new(),
        Line::new().text(if of.results.only == Only::Allowed { "Nothing is allowed." } else { "Nothing is denied." }),
        Line::new().key("f", "show all"),
    ];
    let is_long = body.height() >= 8;
    if is_long {
        narrowing::draw(&mut body, 1, &Only::ALL.map(Only::label), of.results.only.place());
        of.results.list.draw(&mut body, "Results", &AnswerRows { run, cx }, &nothing, true);
    } else {
        of.results.list.draw_rows(&mut body, &AnswerRows { run, cx }, &nothing, true);
    }
    draw_selected(of, &mut canvas.rows(top + height, below));
}

/// How many are allowed and how many denied, and whether that still holds.
fn outcome(of: &Simulator, run: &Run) -> Line {
    let (allowed, denied) = run.counts();
    let line = Line::new().with("✔ ", Role::Good).title(format!("{} allowed", grouped(allowed)));
    let line = line.text(", ").with("✖ ", Role::Bad).title(format!("{} denied", grouped(denied)));
    if of.is_old() { line.with("   ▲ ", Role::Warning).text("old: something has changed since   ").key("r", "run again") } else { line }
}

/// The selected answer in short.
fn draw_selected(of: &Simulator, canvas: &mut Canvas<'_>) {
    let Some((run, answer)) = of.results.selected() else { return };
    if canvas.height() < 4 {
        let misfit = answer.misfit().map_or_else(Line::new, |misfit| Line::new().with("  ▲ ", Role::Warning).quiet(misfit));
        let lines = Line::new().quiet(answer.why.clone()).join(misfit).wrapped(canvas.width());
        let last = canvas.height().saturating_sub(1);
        for (row, line) in lines.iter().enumerate().take(canvas.height()) {
            canvas.line(row, line);
        }
        if lines.len() > canvas.height() {
            canvas.line_right(last, &Line::new().quiet(" …  ").key("enter", "all of it"));
        }
        return;
    }
    canvas.rule(0);
    let request = Line::new().text(answer.action.full_name()).quiet(" on ").text(answer.request.resource.text().to_owned());
    let row = canvas.wrapped(1, &request);
    let mut row = canvas.paragraph(row, &answer.why, Role::Text);
    if let Some(misfit) = answer.misfit() {
        row = canvas.wrapped(row, &Line::new().with("▲ ", Role::Warning).quiet(misfit));
    }
    for place in &answer.places {
        let policy = run.policies(answer).policy_name(*place).unwrap_or_default().to_owned();
        let origin = run.setup.playing.at(*place).map_or("", |policy| &policy.origin);
        let statement = Line::new().quiet("  statement ").text((place.statement + 1).to_string()).quiet(" of ").text(policy);
        canvas.line(row, &statement.quiet(format!("   {origin}")));
        row += 1;
    }
}
