//! The hint ladder: where it is done, a nudge that answers the mistake made, the keystrokes, and doing it together. The keys
//! are those of the bindings.

pub(super) mod ahead;
pub(super) mod chosen;
pub(super) mod lines;
pub(super) mod pointing;
pub(super) mod stuck;
pub(super) mod to_do;
pub(super) mod together;
pub(super) mod ways;

use super::card::presses::lines_of;
use super::keys::key_of;
use super::{Coach, Surroundings};
use crate::app::action::Action;
use crate::app::binding::{Binding, COACH, SHELL};
use crate::app::cx::Cx;
use crate::app::navigation::navigation;
use crate::app::route::ScreenId;
use crate::app::screen::ScreenSpec;
use crate::training::lesson::DEFAULT_HINT;
use crate::training::progress::HintRung;
use crate::training::stage::{as_typed, made_before};
use crate::widgets::Line;
use pointing::{KeyOf, Pointing, is_page_of, next_thing, screen_of};
use stuck::{Stuck, stuck_words};
use ways::{Way, way_of};

impl Coach {
    /// Shows the next hint, and takes note of it. A mistake that was not answered yet is answered first; the nudge on the card follows
    /// the mistakes by itself, one that was told on a line does not.
    pub fn climb(&mut self, around: Surroundings<'_>, follows: bool) -> HintRung {
        let nudge = self.course.judge(self.scene(around)).hint(self.at).to_owned();
        let is_new = nudge != DEFAULT_HINT && !self.step().nudges.contains(&nudge);
        let is_seen = self.rung == Some(HintRung::Nudge) && follows;
        let rung = match self.rung {
            Some(HintRung::Nudge | HintRung::Keys | HintRung::Together) if is_new && !is_seen => HintRung::Nudge,
            rung => HintRung::next(rung),
        };
        self.rung = Some(rung);
        let step = self.step();
        step.hints = step.hints.saturating_add(1);
        if rung == HintRung::Nudge || is_seen {
            step.nudges.insert(nudge);
        }
        // The last rung counts once it was gone along with.
        let reached = rung.min(HintRung::Keys);
        step.rung = step.rung.max(Some(reached));
        rung
    }

    /// The screen that the step that is shown is done on, by its `:` name: the step's own, or where its check looks.
    pub fn screen_name(&self) -> Option<&str> {
        let findings = self.verdict(self.at()).map_or(&[][..], |verdict| &verdict.findings);
        let found = findings.iter().filter(|finding| !finding.holds).find_map(|finding| finding.place.as_ref());
        let own = self.lesson().steps.get(self.at()).and_then(|step| step.screen.as_ref()).map(|screen| screen.text.as_str());
        own.or(found.map(|place| place.screen))
    }
}

/// What there is to go by where a step has no words of its own for how it stands.
pub const NO_NUDGE: &str = "There is no nudge here: what is missing says what to look at. The next hint tells what does it.";

/// What a rung says, in lines of so many columns.
pub(super) fn hint_lines(coach: &Coach, rung: HintRung, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    match rung {
        HintRung::Where => place(coach, cx, width),
        HintRung::Nudge => nudge(coach, cx, width),
        HintRung::Keys | HintRung::Together => keystrokes(coach, cx, width),
    }
}

/// Where the step is brought on: what is pointed at, in words.
fn place(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let Some(here) = cx.here else { return Vec::new() };
    let pointed = next_thing(coach, cx, here);
    let lead = Line::new().quiet("Where  ");
    let key = pointed.iter().find_map(|pointing| if let Pointing::Key(of, action) = pointing { Some((*of, *action)) } else { None });
    let row = pointed.iter().find_map(|pointing| if let Pointing::Rows(names) = pointing { names.first() } else { None });
    let line = match (key, pointed.first()) {
        (Some((of, action)), _) => {
            let bindings = match of {
                KeyOf::Screen => here.spec.bindings,
                KeyOf::Shell => SHELL,
                KeyOf::Coach => COACH,
            };
            let Some(Binding { keys: [key, ..], label, .. }) = bindings.iter().find(|binding| binding.action == action) else {
                return Vec::new();
            };
            if action == Action::CoachReset {
                return lead.key(key.to_string(), label).quiet(": its questions are asked anew").wrapped(width);
            }
            if of == KeyOf::Coach {
                return question_lines(coach, (here.spec.id, key.to_string(), *label), cx, width);
            }
            let label = here.screen.label(action, cx).filter(|_| of == KeyOf::Screen).unwrap_or(label);
            let line = lead.key(key.to_string(), label);
            match (of, row) {
                (KeyOf::Shell | KeyOf::Coach, _) => line.quiet(", wherever you are"),
                (KeyOf::Screen, Some(row)) if here.spec.parent.is_none() => line.quiet(format!(" on the row {row}")),
                (KeyOf::Screen, _) => line.quiet(", here"),
            }
        }
        (None, Some(Pointing::Tab(name))) => lead.title(*name).quiet(", a tab of this page: ").key(shell_key(Action::NextTab), "next tab"),
        (None, Some(Pointing::Screen(screen))) => return screen_lines(coach, *screen, cx, width),
        _ => lead.text("Here, where you are."),
    };
    line.wrapped(width)
}

/// Where what is asked is seen, and how it is answered.
fn question_lines(coach: &Coach, (here, key, label): (ScreenId, String, &str), cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let mut lines = match screen_of(coach, cx) {
        Some(spec) if spec.id != here => screen_lines(coach, spec.id, cx, width),
        Some(_) => Line::new().quiet("Where  ").text("Here, on this screen.").wrapped(width),
        None => Vec::new(),
    };
    let lead = if lines.is_empty() { "Where  " } else { "Card   " };
    lines.extend(Line::new().quiet(lead).key(key, label).quiet(": a question is open").wrapped(width));
    lines
}

/// Which screen, how one gets there, and what is looked at there.
fn screen_lines(coach: &Coach, screen: ScreenId, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let named = |id: ScreenId| cx.screens.iter().find(|spec| spec.id == id);
    // To a page one gets from its list.
    let spec = named(screen).and_then(|spec| if spec.names.is_empty() { named(spec.parent?) } else { Some(spec) });
    let Some(spec) = spec.or_else(|| screen_of(coach, cx)) else { return Vec::new() };
    let mut lines = Line::new().quiet("Where  ").title((spec.title)(cx)).text("  ").join(way(spec, cx)).wrapped(width);
    lines.extend(Line::new().text(format!("{}.", spec.about)).wrapped(width));
    let entity = coach.verdict(coach.at()).and_then(|verdict| {
        verdict
            .findings
            .iter()
            .filter(|finding| !finding.holds)
            .filter_map(|finding| finding.place.as_ref())
            .find(|place| place.entity.is_some())
    });
    if let Some(place) = entity {
        lines.extend(Line::new().quiet("There  ").text(place.to_string()).wrapped(width));
    }
    lines
}

/// How one gets to a screen.
fn way(spec: &ScreenSpec, cx: &Cx<'_>) -> Line {
    let name = format!("{}{}", shell_key(Action::GoTo), spec.names.first().copied().unwrap_or_default());
    if navigation(cx).iter().any(|entry| entry.route.screen == spec.id) {
        Line::new().key(name, "or").accent(format!(" {}", shell_key(Action::Menu))).quiet(" and choose it")
    } else {
        Line::new().accent(name)
    }
}

fn shell_key(action: Action) -> String {
    let binding = SHELL.iter().find(|binding| binding.action == action);
    binding.and_then(|binding| binding.keys.first()).map_or_else(String::new, ToString::to_string)
}

fn nudge(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let step = coach.id(coach.at());
    let judged = coach.course().judge(coach.scene(cx.surroundings()));
    let hint = judged.hint(coach.at());
    let id = format!("{step}/{hint}");
    let text = coach.text(&id);
    if text.is_empty() {
        return Line::new().text(NO_NUDGE).wrapped(width);
    }
    let heading = if hint == DEFAULT_HINT { String::new() } else { coach.heading(&id) };
    let lead = "Hint  ";
    if heading.is_empty() {
        // Its first line has the word: there may be room for few.
        let lines = lines_of(&text, cx, width.saturating_sub(lead.len()));
        let lead = |at: usize| if at == 0 { lead.to_owned() } else { " ".repeat(lead.len()) };
        return lines.into_iter().enumerate().map(|(at, line)| Line::new().quiet(lead(at)).join(line)).collect();
    }
    let mut lines = Line::new().quiet(lead).title(heading).wrapped(width);
    lines.extend(lines_of(&text, cx, width));
    lines
}

/// The keys that do what is still to do, from where one is, and the commands that would.
fn keystrokes(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let mut lines = vec![Line::new().quiet("Keys")];
    if let Some(stuck) = coach.stuck(cx.surroundings(), &|| cx.env()) {
        lines.extend(Line::new().text(stuck_words(coach, stuck)).wrapped(width));
        let (key, label) = match stuck {
            Stuck::Before(_) => (Action::CoachSteps, "all steps…"),
            Stuck::FirstAnswers | Stuck::Refused | Stuck::NothingLeft => (Action::CoachReset, "reset step…"),
        };
        lines.push(Line::new().key(key_of(key), label));
        return lines;
    }
    let open = coach.lines_to_do(cx.account, &|| cx.env());
    let mut keys = Keys { cx, shown: Vec::new(), screen: None, lines: Vec::new() };
    let first = open.iter().find_map(|line| Some((line, way_of(line)?)));
    if let Some((line, Way::On(screen, ..))) = first
        && is_page_of(line, screen, cx)
    {
        keys.screen = Some(screen);
    }
    for line in &open {
        let is_refused = line.starts_with("fails ");
        let looked_at = line.strip_prefix("view ").and_then(|name| cx.screens.iter().find(|spec| spec.names.contains(&name)));
        match (looked_at, way_of(line)) {
            (Some(spec), _) => keys.go_to(spec),
            (None, Some(way)) => {
                let all: Vec<&String> = open.iter().filter(|line| way_of(line) == Some(way)).collect();
                keys.show(way, &all, is_refused);
            }
            (None, None) => {}
        }
    }
    if keys.lines.is_empty()
        && let Some(spec) = screen_of(coach, cx)
    {
        keys.go_to(spec);
    }
    lines.extend(keys.lines.iter().flat_map(|line| line.wrapped(width)));
    let commands: Vec<String> =
        open.iter().filter(|line| line.starts_with("aws ")).map(|line| as_typed(line, cx.account, cx.now)).collect();
    if !commands.is_empty() {
        lines.extend(Line::new().quiet(format!("Or type {} and:", shell_key(Action::GoTo))).wrapped(width));
        for command in &commands {
            lines.extend(Line::new().text(command.clone()).wrapped(width));
        }
        for words in made_before(&commands) {
            lines.extend(Line::new().quiet(words).wrapped(width));
        }
    }
    lines
}

/// Keys, told in the order in which they are pressed, each once.
struct Keys<'a> {
    cx: &'a Cx<'a>,
    shown: Vec<(Way, bool)>,
    /// The screen that the way has led to.
    screen: Option<ScreenId>,
    lines: Vec<Line>,
}

impl Keys<'_> {
    /// Tells a way, of the lines that go it.
    fn show(&mut self, way: Way, all: &[&String], is_refused: bool) {
        if self.shown.contains(&(way, is_refused)) {
            return;
        }
        self.shown.push((way, is_refused));
        let (bindings, action, tab) = match way {
            Way::On(screen, tab, action) => {
                let Some(spec) = self.cx.screens.iter().find(|spec| spec.id == screen) else { return };
                self.go_to(spec);
                (spec.bindings, action, tab)
            }
            Way::Anywhere(action) => (SHELL, action, ""),
            Way::Coach(action) => (COACH, action, ""),
        };
        let Some(Binding { keys: [key, ..], label, .. }) = bindings.iter().find(|binding| binding.action == action) else { return };
        // A key that takes away does so with whatever is chosen under the tab: what, the command says.
        let taken = all.first().and_then(|line| line.split_whitespace().nth(2)).map(|operation| operation.replace('-', " "));
        let taken = taken.filter(|_| action == Action::Remove && !tab.is_empty());
        let mut line = Line::new().key(key.to_string(), taken.as_deref().unwrap_or(label));
        if !tab.is_empty() {
            line = line.quiet(format!(" under {tab}"));
        }
        if let [one] = all
            && let Some(version) = one.split("--version-id ").nth(1).and_then(|rest| rest.split_whitespace().next())
        {
            line = line.quiet(format!(", on {version}"));
        }
        self.lines.push(if is_refused { line.quiet(": to see it refused") } else { line });
    }

    /// Leads to a screen, unless it is the one that was led to last. To a page one gets from its list.
    fn go_to(&mut self, spec: &ScreenSpec) {
        if self.screen == Some(spec.id) {
            return;
        }
        if !spec.names.is_empty() {
            self.lines.push(way(spec, self.cx));
        } else if let Some(list) = self.cx.screens.iter().find(|list| spec.parent == Some(list.id)) {
            self.go_to(list);
            let open = list.bindings.iter().find(|binding| binding.action == Action::Open);
            if let Some(Binding { keys: [key, ..], label, .. }) = open {
                self.lines.push(Line::new().key(key.to_string(), label));
            }
        }
        self.screen = Some(spec.id);
    }
}
