//! The command line behind `:`: opens any screen or entity by name, and takes whole `aws iam …` lines.

mod aws;
mod candidates;
mod draw;

use super::reader::Reader;
use super::told::Told;
use super::{Hint, Overlay, Response};
use crate::account::display::visible;
use crate::account::id::AccessKeyId;
use crate::account::operation::{AdvanceClock, Effect};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::route::Route;
use crate::app::screen::Screens;
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step, Submission};
use crate::awscli::{self, Answer, Command, Invocation};
use crate::widgets::document::json;
use crate::widgets::key::{Code, Key};
use crate::widgets::text_input::TextInput;
use crate::widgets::{Canvas, Hit, Line};
use candidates::candidates;
pub use candidates::{DEEDS, Deed};

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
    /// The access key that is selected there, if it is one.
    key: Option<AccessKeyId>,
    /// What it does, if it does something.
    action: Option<Action>,
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
    error: Option<Told>,
    /// What is said before anything is typed.
    saying: &'static str,
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
            saying: "A screen (users), a name (alice), an access key id, or a line such as: aws iam list-users",
            running: None,
        }
    }

    /// With other words before anything is typed.
    #[must_use]
    pub fn saying(self, words: &'static str) -> Self {
        Self { saying: words, ..self }
    }

    /// What is typed, without the colons before it: the key that opens the line is part of how its lines are written.
    fn typed(&self) -> &str {
        let text = self.input.text();
        if text.trim_start().starts_with(':') { text.trim_start_matches([':', ' ']) } else { text }
    }

    fn changed(&mut self, cx: &Cx<'_>) {
        self.error = None;
        self.selected = 0;
        self.chosen = false;
        self.candidates = candidates(self.typed(), self.screens, cx);
    }

    fn is_aws(&self) -> bool {
        aws_line(self.typed()).is_some()
    }

    fn enter(&mut self, cx: &Cx<'_>) -> Response {
        let line = self.typed().trim().to_owned();
        match line.as_str() {
            "" => return Response::Close,
            "q" | "quit" | "exit" => return Response::CloseAndAct(Action::Quit),
            _ => {}
        }
        if let Some(by) = crate::app::overlay::clock::read(&line) {
            return self.advance(line, by);
        }
        if let Some(line) = aws_line(&line).filter(|_| !self.chosen) {
            return self.run(line, cx);
        }
        match self.candidates.get(self.selected) {
            Some(Candidate { action: Some(action), .. }) => Response::CloseAndAct(*action),
            Some(Candidate { route: Some(route), key, .. }) => {
                let hand = key.map(|key| Step::Hand(Box::new(key)));
                Response::CloseAndDo([Step::Remember(line), Step::Go(route.clone())].into_iter().chain(hand).collect())
            }
            Some(_) => {
                self.complete(cx);
                Response::Taken
            }
            None => {
                let is_signed_in = cx.account.signed_in(cx.now).is_some();
                let words = if is_signed_in {
                    let seen = if may_see_all(cx) { "" } else { " that you may see" };
                    format!("There is no screen, user, group, role, policy or key called {line}{seen}.")
                } else {
                    format!("{line} is nothing that is open while nobody is signed in. :sign-in is.")
                };
                self.error = Some(Told::of(words));
                Response::Taken
            }
        }
    }

    /// Moves the practice clock forward.
    fn advance(&mut self, line: String, by: Result<u32, String>) -> Response {
        match by {
            Ok(seconds) => Response::CloseAndDo(vec![Step::Remember(line), Step::submit(AdvanceClock { seconds })]),
            Err(error) => {
                self.error = Some(Told::of(error));
                Response::Taken
            }
        }
    }

    /// Asks for an operation where the account is kept.
    fn submit(&mut self, invocation: Invocation, masked: String, cx: &Cx<'_>) -> Response {
        let caller = invocation.is_unsigned.then(|| invocation.caller(cx.caller).clone());
        let submission = Submission { caller, ..Submission::of(vec![invocation.operation.clone()]) };
        self.running = Some(invocation);
        Response::Do(vec![Step::Remember(masked), Step::Submit(submission)])
    }

    /// Runs a line of the AWS CLI: what only reads is answered here and now, what writes is submitted.
    fn run(&mut self, line: &str, cx: &Cx<'_>) -> Response {
        let invocation = match awscli::parse_line(line, cx.files) {
            Ok(Command::Call(invocation)) => *invocation,
            Ok(Command::Print(text)) => {
                let lines = text.lines().map(|line| Line::new().text(line.to_owned())).collect();
                // A line that asks for help or for a skeleton may have a secret in it all the same.
                let line = awscli::hiding(line);
                let reader = Reader::new(line.clone(), text, lines);
                return Response::CloseAndDo(vec![Step::Remember(line), Step::Ask(Box::new(reader))]);
            }
            Err(usage) => {
                self.error = Some(Told::of(usage.message));
                return Response::Taken;
            }
        };
        if invocation.bootstrap.is_some() {
            self.error = Some(Told::of(NO_FILE.into()));
            return Response::Taken;
        }
        let mut masked = awscli::line(&invocation.operation);
        if invocation.is_unsigned {
            masked.push_str(" --no-sign-request");
        }
        // A lesson takes note of what was asked for, and looks for that where the account is kept.
        if invocation.operation.spec().effect != Effect::Read || cx.coach.is_some() {
            return self.submit(invocation, masked, cx);
        }
        let mut env = cx.env();
        let mut hidden = None;
        let answer: Result<Answer, Refusal> = invocation.run(|operation| {
            let reply = cx.account.plan(invocation.caller(cx.caller), operation, &mut env)?.reply;
            hidden = reply.masked().and_then(|masked| printed_as(&masked, &invocation));
            Ok(reply)
        });
        let printed = match answer {
            // The console writes no files: what would go into one is shown.
            Ok(answer) => {
                answer.print(&invocation.output).map(|text| together(answer.content, text)).map_err(|usage| Told::of(usage.message))
            }
            // What is refused is told, and noted if it was denied, where the account is kept.
            Err(_) => return self.submit(invocation, masked, cx),
        };
        match printed {
            Ok(printed) => {
                let text = printed.unwrap_or_default();
                let reader = Reader::new(masked.clone(), text.clone(), json(&text)).hiding(hidden.as_deref());
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
                        let hidden = reply.masked().and_then(|masked| printed_as(&masked, &invocation));
                        let reader = Reader::new(awscli::line(&invocation.operation), text.clone(), json(&text)).hiding(hidden.as_deref());
                        Response::CloseAndDo(vec![Step::Ask(Box::new(reader))])
                    }
                    Ok(None) => Response::Close,
                    // It is done, but the answer isn't what was asked for.
                    Err(usage) => {
                        self.error = Some(Told::of(usage.message));
                        Response::Taken
                    }
                }
            }
            Outcome::Refused(refused) => {
                self.error = invocation.map(|invocation| told(&invocation, &refused.refusal, cx));
                Response::Taken
            }
            Outcome::Failed(reason) => {
                self.error = Some(Told::of(reason));
                Response::Taken
            }
        }
    }

    fn denied(&self, _cx: &Cx<'_>) -> Vec<Denial> {
        self.error.as_ref().and_then(|error| error.denial.clone()).into_iter().collect()
    }

    fn is_refused(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.is_refusal)
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        let enter = if self.is_aws() { "run" } else { "open" };
        let keys =
            [(Code::Enter, enter), (Code::Tab, "complete"), (Code::Down, "choose"), (Code::Up, "earlier lines"), (Code::Esc, "close")];
        keys.map(|(code, label)| Hint::new(&[Key::plain(code)], label)).into()
    }

    /// What was asked for is on its way, and its answer may be a secret that is shown only once.
    fn unsaved(&self) -> Option<String> {
        self.running.as_ref().map(|_| "The line is not answered yet. Its answer may be a secret that can be shown only once.".to_owned())
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        self.draw(canvas);
    }
}

/// Whether whoever is signed in may list all that is looked for by its name.
fn may_see_all(cx: &Cx<'_>) -> bool {
    cx.sight.first_refusal(&["ListUsers", "ListGroups", "ListRoles", "ListPolicies"]).is_none()
}

/// What would go into a file, then the answer.
fn together(content: Option<String>, text: Option<String>) -> Option<String> {
    let Some(content) = content else { return text };
    Some(format!("{}\n\n{}", content.trim_end(), text.unwrap_or_default()).trim_end().to_owned())
}

/// A reply as the line wants it printed.
fn printed_as(reply: &Reply, invocation: &Invocation) -> Option<String> {
    Answer::of(reply).print(&invocation.output).ok().flatten()
}

/// A device whose seed goes nowhere could not be enrolled by anyone.
const NO_FILE: &str =
    "No file is written from here: :assign-mfa makes a device and shows its code; in a shell, iam-console runs this line.";

/// A refusal as the AWS CLI tells it; of a document, also where its fault is, which the service's sentence leaves out.
fn told(invocation: &Invocation, refusal: &Refusal, cx: &Cx<'_>) -> Told {
    let error = awscli::error_line(&invocation.operation, refusal);
    let denial = Denial::of(refusal);
    match &refusal.remedy {
        Some(place) if matches!(refusal.code, ErrorCode::MalformedPolicyDocument | ErrorCode::MalformedPolicy) => {
            Told::of(format!("{error}\n{}", visible(place))).refused(denial, cx)
        }
        _ => Told::of(error).refused(denial, cx),
    }
}

/// A line of the AWS CLI, if it is one rather than a name; also as one types it in a shell to run it on the practice account.
/// It is asked at every key, so only the beginning is looked at.
fn aws_line(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("iam-console ").map_or(line, str::trim_start);
    let behind = line.strip_prefix("aws").or_else(|| line.strip_prefix("iam"))?;
    (behind.is_empty() || behind.starts_with(char::is_whitespace)).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::aws_line;

    #[test]
    fn a_line_of_the_aws_cli_is_told_from_a_name() {
        assert_eq!(aws_line("aws iam list-users"), Some("aws iam list-users"));
        assert_eq!(aws_line(" iam-console  aws iam list-users "), Some("aws iam list-users "));
        assert_eq!([aws_line("iam-console status"), aws_line("awsome")], [None, None]);
    }
}
