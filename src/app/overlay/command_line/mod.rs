//! The command line behind `:`: opens any screen or entity by name, and takes whole `aws iam …` lines.

mod aws;
mod candidates;

use ratatui::layout::Rect;

use super::reader::Reader;
use super::{Overlay, Response};
use crate::account::env::Env;
use crate::account::operation::Effect;
use crate::app::cx::Cx;
use crate::app::route::Route;
use crate::app::screen::Screens;
use crate::app::step::{Outcome, Step};
use crate::awscli::{self, Answer, Command, Invocation};
use crate::theme::Role;
use crate::widgets::document::json;
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::text_input::{Look, TextInput};
use crate::widgets::{Canvas, Hit, Line};
use candidates::candidates;
use rand::SeedableRng;

/// Rows of candidates at most.
const MOST_ROWS: usize = 10;

/// Something the line may become.
struct Candidate {
    /// The line once it is taken.
    line: String,
    /// What is shown.
    label: String,
    /// What it is.
    about: String,
    /// Where it leads, if it is a place.
    route: Option<Route>,
}

/// The command line.
pub struct CommandLine {
    screens: Screens,
    input: TextInput,
    candidates: Vec<Candidate>,
    selected: usize,
    /// Whether the selection was moved: then enter takes the candidate rather than the line.
    chosen: bool,
    earlier: Vec<String>,
    /// How far back in the earlier lines one is.
    recalled: usize,
    error: Option<String>,
    /// The line being run, masked, to be remembered once it is accepted.
    running: Option<Invocation>,
}

impl CommandLine {
    /// An empty line; the earlier ones can be recalled.
    pub fn new(screens: Screens, earlier: Vec<String>) -> Self {
        Self {
            screens,
            input: TextInput::default(),
            candidates: Vec::new(),
            selected: 0,
            chosen: false,
            earlier,
            recalled: 0,
            error: None,
            running: None,
        }
    }

    fn changed(&mut self, cx: &Cx<'_>) {
        self.error = None;
        self.selected = 0;
        self.chosen = false;
        self.candidates = candidates(self.input.text(), self.screens, cx);
    }

    fn is_aws(&self) -> bool {
        is_aws(self.input.text())
    }

    fn enter(&mut self, cx: &Cx<'_>) -> Response {
        let line = self.input.text().trim().to_owned();
        match line.as_str() {
            "" => return Response::Close,
            "q" | "quit" | "exit" => return Response::CloseAndAct(crate::app::action::Action::Quit),
            _ => {}
        }
        if self.is_aws() && !self.chosen {
            return self.run(&line, cx);
        }
        match self.candidates.get(self.selected) {
            Some(Candidate { route: Some(route), .. }) => Response::CloseAndDo(vec![Step::Remember(line), Step::Go(route.clone())]),
            Some(_) => {
                self.complete(cx);
                Response::Taken
            }
            None => {
                self.error = Some(format!("There is no screen, user, group, role, policy or key called {line}."));
                Response::Taken
            }
        }
    }

    /// Runs a line of the AWS CLI: what only reads is answered here and now, what writes is submitted.
    fn run(&mut self, line: &str, cx: &Cx<'_>) -> Response {
        let invocation = match awscli::parse_line(line, cx.files) {
            Ok(Command::Call(invocation)) => *invocation,
            Ok(Command::Print(text)) => {
                let lines: Vec<Line> = text.lines().map(|line| Line::new().text(line.to_owned())).collect();
                return Response::CloseAndDo(vec![
                    Step::Remember(line.to_owned()),
                    Step::Ask(Box::new(Reader::new(line.to_owned(), text, &lines, cx))),
                ]);
            }
            Err(usage) => {
                self.error = Some(usage.message);
                return Response::Taken;
            }
        };
        let masked = awscli::line(&invocation.operation);
        if invocation.operation.spec().effect == Effect::Write {
            let operation = invocation.operation.clone();
            self.running = Some(invocation);
            return Response::Do(vec![Step::Remember(masked), Step::submit(operation)]);
        }
        let mut env = Env::at(cx.now, rand::rngs::StdRng::from_seed(cx.chance));
        let answer = invocation.run(|operation| cx.account.plan(cx.caller, operation, &mut env).map(|planned| planned.reply));
        let printed = match answer {
            Ok(answer) => answer.print(&invocation.output).map_err(|usage| usage.message),
            Err(refusal) => Err(awscli::error_line(&invocation.operation, &refusal)),
        };
        match printed {
            Ok(printed) => {
                let text = printed.unwrap_or_default();
                let reader = Reader::new(masked.clone(), text.clone(), &json(&text), cx);
                Response::CloseAndDo(vec![Step::Remember(masked), Step::Ask(Box::new(reader))])
            }
            Err(error) => {
                self.error = Some(error);
                Response::Taken
            }
        }
    }

    /// Puts the selected candidate into the line.
    fn complete(&mut self, cx: &Cx<'_>) {
        if let Some(candidate) = self.candidates.get(self.selected) {
            self.input.set(candidate.line.clone());
            self.changed(cx);
        }
    }

    fn recall(&mut self, back: bool, cx: &Cx<'_>) {
        let step = if back { self.recalled + 1 } else { self.recalled.saturating_sub(1) };
        self.recalled = step.min(self.earlier.len());
        let line = self.earlier.len().checked_sub(self.recalled).and_then(|at| self.earlier.get(at)).cloned().unwrap_or_default();
        self.input.set(line);
        self.changed(cx);
    }

    /// What can be typed, where nothing is offered.
    fn hint(&self, width: usize) -> Vec<String> {
        let words = if self.input.text().is_empty() {
            "A screen (users), a name (alice), an access key id, or a line such as: aws iam list-users"
        } else {
            "Nothing is called so. A line that begins with aws is run as it is."
        };
        wrap(words, width)
    }

    fn choose(&mut self, down: bool) {
        let last = self.candidates.len().saturating_sub(1);
        self.selected =
            if down { self.selected + usize::from(self.chosen || !self.is_aws()) } else { self.selected.saturating_sub(1) }.min(last);
        self.chosen = true;
    }
}

impl Overlay for CommandLine {
    fn key(&mut self, key: Key, _page: usize, cx: &Cx<'_>) -> Response {
        match key {
            // What is under way can't be cancelled, and its answer may be a secret that is shown only once.
            _ if self.running.is_some() => {}
            Key { code: Code::Esc, .. } => return Response::Close,
            Key { code: Code::Backspace, .. } if self.input.text().is_empty() => return Response::Close,
            Key { code: Code::Enter, .. } => return self.enter(cx),
            Key { code: Code::Tab, .. } => self.complete(cx),
            Key { code: Code::Up, .. } if self.input.text().is_empty() || self.recalled > 0 => self.recall(true, cx),
            Key { code: Code::Down, .. } if self.recalled > 0 => self.recall(false, cx),
            Key { code: Code::Down, .. } => self.choose(true),
            Key { code: Code::Up | Code::BackTab, .. } => self.choose(false),
            _ if self.input.key(key) => {
                self.recalled = 0;
                self.changed(cx);
            }
            _ => return Response::NotTaken,
        }
        Response::Taken
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Response {
        self.input.paste(text);
        self.changed(cx);
        Response::Taken
    }

    fn click(&mut self, hit: Hit, cx: &Cx<'_>) -> Response {
        let Hit::Row(row) = hit else { return Response::NotTaken };
        self.selected = row;
        self.chosen = true;
        self.enter(cx)
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Response {
        let invocation = self.running.take();
        match outcome {
            Outcome::Done(replies) => {
                let Some((reply, invocation)) = replies.first().zip(invocation) else { return Response::Close };
                match Answer::of(reply).print(&invocation.output) {
                    Ok(Some(text)) => {
                        let reader = Reader::new(awscli::line(&invocation.operation), text.clone(), &json(&text), cx);
                        Response::CloseAndDo(vec![Step::Ask(Box::new(reader))])
                    }
                    Ok(None) => Response::Close,
                    // It is done, but the answer isn't what was asked for.
                    Err(usage) => {
                        self.error = Some(usage.message);
                        Response::Taken
                    }
                }
            }
            Outcome::Refused(refused) => {
                self.error = invocation.map(|invocation| awscli::error_line(&invocation.operation, &refused.refusal));
                Response::Taken
            }
            Outcome::Failed(reason) => {
                self.error = Some(reason);
                Response::Taken
            }
        }
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<(String, String)> {
        let enter = if self.is_aws() { "run" } else { "open" };
        [("enter", enter), ("tab", "complete"), ("↓", "choose"), ("↑", "earlier lines"), ("esc", "close")]
            .map(|(key, label)| (key.into(), label.into()))
            .into()
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let width = usize::from(area.width);
        let errors = self
            .error
            .as_deref()
            .map_or_else(Vec::new, |error| error.lines().flat_map(|line| wrap(line, width.saturating_sub(4))).collect());
        let rows = if errors.is_empty() { self.candidates.len().min(MOST_ROWS) } else { errors.len().min(usize::from(area.height) - 4) };
        let hint = if rows == 0 { self.hint(width.saturating_sub(4)) } else { Vec::new() };
        let height = u16::try_from(rows + hint.len() + 2).unwrap_or(area.height).min(area.height - 1);
        let place = Rect { y: area.bottom().saturating_sub(height + 1), height, ..area };
        let mut panel = canvas.part(place);
        panel.cover();
        panel.fill(Role::Text);
        panel.rule(0);
        if !errors.is_empty() {
            for (row, line) in errors.iter().enumerate().take(rows) {
                let sign = if row == 0 { " ✖ " } else { "   " };
                panel.line(1 + row, &Line::new().with(sign, Role::Bad).text(line.clone()));
            }
        }
        for (row, line) in hint.into_iter().enumerate() {
            panel.line(1 + row, &Line::new().quiet(format!("   {line}")));
        }
        let offset = (self.selected + 1).saturating_sub(MOST_ROWS);
        for (row, candidate) in self.candidates.iter().skip(offset).take(rows).enumerate().filter(|_| errors.is_empty()) {
            let selected = offset + row == self.selected && (self.chosen || !self.is_aws());
            let label = Line::new().accent(if selected { " ▌ " } else { "   " }).text(candidate.label.clone());
            let about = Line::new().quiet(candidate.about.clone());
            if selected {
                panel.select_row(1 + row);
                let at = panel.selected_line_at(1 + row, 0, &label).max(34) + 2;
                panel.selected_line_at(1 + row, at, &about);
            } else {
                let at = panel.line(1 + row, &label).max(34) + 2;
                panel.line_at(1 + row, at, &about);
            }
            panel.hit(1 + row, 0, width, Hit::Row(offset + row));
        }
        let bottom = panel.height() - 1;
        let at = panel.line(bottom, &Line::new().accent(" : "));
        self.input.draw(&mut panel, bottom, at, width.saturating_sub(at + 1), Look { focused: true, masked: false });
    }
}

/// Whether a line is one of the AWS CLI rather than a name. It is asked at every key, so only the beginning is looked at.
fn is_aws(line: &str) -> bool {
    let line = line.trim_start();
    let behind = line.strip_prefix("aws").or_else(|| line.strip_prefix("iam"));
    behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(char::is_whitespace))
}
