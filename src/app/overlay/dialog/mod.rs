//! Dialogs: what will be changed or lost, perhaps some fields, and a choice whose safe side is preselected.

mod draw;
mod foretold;
mod unseen;

use std::rc::Rc;

use self::foretold::Foretold;
use self::unseen::Unseen;
use super::oneself;
use super::told::Told;
use super::{Hint, Overlay, Response};
use crate::access::Inquiry;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::app::binding::FORM_HELP;
use crate::app::cx::Cx;
use crate::app::inquiry::{Ended, of_change};
use crate::app::overlay::gives_and_takes::{BINDING, OF_OTHERS, SHOW_ALL, shown};
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step};
use crate::widgets::form::{Answer, AnyForm, Field, Form};
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Hit, Line};

/// What a dialog does once it is confirmed: steps, or an error at a field.
type Confirm = Box<dyn Fn(&Form<usize>, &Cx<'_>) -> Result<Vec<Step>, (usize, String)>>;

/// What a dialog makes of its fields once one has changed.
type Follow = Box<dyn Fn(&mut Form<usize>, &Cx<'_>)>;

/// A key that fills fields in, what it is for, and how.
type Filling = (Key, &'static str, Follow);

/// What follows once what was submitted is done.
type Done = Box<dyn Fn(&Form<usize>, &[Reply], &Cx<'_>) -> Vec<Step>>;

/// A question with a choice.
pub struct Dialog {
    title: String,
    lines: Vec<Line>,
    foretold: Option<Foretold>,
    /// What it takes from whoever is signed in, once that is found out.
    own: Option<Vec<String>>,
    unseen: Option<Unseen>,
    form: Form<usize>,
    fields: usize,
    /// What must be typed into the last field.
    typed: Option<String>,
    label: &'static str,
    danger: bool,
    confirm: Confirm,
    follow: Option<Follow>,
    filling: Option<Filling>,
    done: Option<Done>,
    /// On the confirming button rather than on *Cancel*; with fields, on neither.
    on: Spot,
    /// Why what was asked for is not done.
    error: Option<Told>,
    waiting: bool,
}

/// Where the focus is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spot {
    Fields,
    Cancel,
    Confirm,
}

impl Dialog {
    /// A question. `label` is what confirming does, as its button says it.
    pub fn new(
        title: impl Into<String>,
        label: &'static str,
        confirm: impl Fn(&Form<usize>, &Cx<'_>) -> Result<Vec<Step>, (usize, String)> + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            lines: Vec::new(),
            foretold: None,
            own: None,
            unseen: None,
            form: Form::new(Vec::new()),
            fields: 0,
            typed: None,
            label,
            danger: false,
            confirm: Box::new(confirm),
            follow: None,
            filling: None,
            done: None,
            on: Spot::Cancel,
            error: None,
            waiting: false,
        }
    }

    /// Says something above the choice.
    #[must_use]
    pub fn line(mut self, line: impl Into<Line>) -> Self {
        self.lines.push(line.into());
        self
    }

    /// Says several things.
    #[must_use]
    pub fn lines(mut self, lines: impl IntoIterator<Item = Line>) -> Self {
        self.lines.extend(lines);
        self
    }

    /// Says what operations give and take, at this place and once that is worked out; nothing where they would be refused: then
    /// that is said.
    #[must_use]
    pub fn foretelling(self, cx: &Cx<'_>, operations: &[Operation]) -> Self {
        let at = self.lines.len();
        match of_change(cx, operations) {
            Ok(inquiry) => Self { foretold: inquiry.map(|inquiry| Foretold::of(at, inquiry)), ..self },
            Err(refusal) => self.unseen(OF_OTHERS, refusal),
        }
    }

    /// The same of what confirming does with what is typed, as that is. `at_first` is what it does before anything is.
    #[must_use]
    pub fn foretelling_typed(self, cx: &Cx<'_>, at_first: &[Operation]) -> Self {
        match cx.refusal_of_change(at_first) {
            None => Self { foretold: Some(Foretold::of_typed(self.lines.len())), ..self },
            Some(refusal) => self.unseen(OF_OTHERS, refusal),
        }
    }

    /// Says that something may not be seen by whoever is signed in, with why: `what` it is, as in the middle of a sentence.
    #[must_use]
    pub fn unseen(mut self, what: &'static str, refusal: Rc<Refusal>) -> Self {
        self.unseen = Some(Unseen::with(self.unseen, what, refusal));
        self
    }

    /// With fields, told apart by number from 0.
    #[must_use]
    pub fn fields(mut self, fields: Vec<Field<usize>>) -> Self {
        self.fields = fields.len();
        self.form = Form::new(fields);
        self.on = Spot::Fields;
        self
    }

    /// With the cursor in this field at first, where those before it are filled in already.
    #[must_use]
    pub fn beginning_at(mut self, field: usize) -> Self {
        self.form.focus_on(field);
        self
    }

    /// Lets hints, and which fields are shown, follow what was typed and chosen: now, and after every change.
    #[must_use]
    pub fn following(mut self, cx: &Cx<'_>, follow: impl Fn(&mut Form<usize>, &Cx<'_>) + 'static) -> Self {
        follow(&mut self.form, cx);
        self.follow = Some(Box::new(follow));
        self
    }

    /// Fills fields in at a key, for those who practise without what would give it.
    #[must_use]
    pub fn filled_by(mut self, key: Key, label: &'static str, fill: impl Fn(&mut Form<usize>, &Cx<'_>) + 'static) -> Self {
        self.filling = Some((key, label, Box::new(fill)));
        self
    }

    /// Goes on with these steps once what was submitted is done: a secret that only the replies have is shown.
    #[must_use]
    pub fn done(mut self, done: impl Fn(&Form<usize>, &[Reply], &Cx<'_>) -> Vec<Step> + 'static) -> Self {
        self.done = Some(Box::new(done));
        self
    }

    /// What is done can't be taken back by its own screen: the choice is in the colour of loss.
    #[must_use]
    pub const fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Nothing is changed by it, so that enter may do it at once.
    #[must_use]
    pub const fn ready(mut self) -> Self {
        self.on = Spot::Confirm;
        self
    }

    /// Something that is lost when it is confirmed: this name must be typed first.
    #[must_use]
    pub fn typed(self, name: impl Into<String>) -> Self {
        self.typed_as("name", name)
    }

    /// The same for something that is not told by a name: `what` says by what.
    #[must_use]
    pub fn typed_as(self, what: &str, name: impl Into<String>) -> Self {
        let name = name.into();
        let field = Field::text_line(0, format!("Type the {what} to confirm"), "").hint(name.clone()).optional();
        Self { typed: Some(name), ..self.danger().fields(vec![field]) }
    }

    fn confirm(&mut self, cx: &Cx<'_>) -> Response {
        if let Some(name) = self.typed.as_ref().filter(|name| self.form.text(0).trim() != **name) {
            self.form.refuse(0, format!("Type {name} to confirm."));
            self.on = Spot::Fields;
            return Response::Taken;
        }
        if !self.form.check() {
            self.on = Spot::Fields;
            return Response::Taken;
        }
        match (self.confirm)(&self.form, cx) {
            Ok(steps) if steps.iter().any(|step| matches!(step, Step::Submit(_))) => {
                self.waiting = true;
                Response::Do(steps)
            }
            Ok(steps) => Response::CloseAndDo(steps),
            Err((field, error)) => {
                self.form.refuse(field, error);
                self.on = Spot::Fields;
                Response::Taken
            }
        }
    }

    /// Fills the fields in, if this is the key for it.
    fn fill(&mut self, key: Key, cx: &Cx<'_>) -> bool {
        let Some((_, _, fill)) = self.filling.as_ref().filter(|(of, ..)| *of == key) else { return false };
        fill(&mut self.form, cx);
        self.changed(cx);
        true
    }

    fn changed(&mut self, cx: &Cx<'_>) {
        self.error = None;
        self.own = None;
        if let Some(follow) = &self.follow {
            follow(&mut self.form, cx);
        }
    }

    /// What a change gives and takes, to read, where that is told.
    fn effect(&self) -> Option<Step> {
        self.foretold.as_ref()?.awaited.answer().map(|sentences| shown(sentences))
    }

    fn turn(&mut self, forward: bool) {
        // Behind what was filled in comes what is done with it, not what throws it away.
        let spots: &[Spot] = if self.fields > 0 { &[Spot::Fields, Spot::Confirm, Spot::Cancel] } else { &[Spot::Cancel, Spot::Confirm] };
        let at = spots.iter().position(|spot| *spot == self.on).unwrap_or(0);
        let step = if forward { 1 } else { spots.len() - 1 };
        self.on = spots[(at + step) % spots.len()];
        if self.on == Spot::Fields {
            self.form.enter(forward);
        }
    }

    fn buttons(&self) -> [(&'static str, Spot); 2] {
        [("Cancel", Spot::Cancel), (self.label, Spot::Confirm)]
    }
}

impl Overlay for Dialog {
    fn key(&mut self, key: Key, _page: usize, cx: &Cx<'_>) -> Response {
        // What is under way can't be cancelled, and its answer may be a secret that is shown only once.
        if self.waiting {
            return Response::Taken;
        }
        if key.code == Code::Esc {
            return Response::Close;
        }
        if let Some(effect) = self.effect().filter(|_| key == SHOW_ALL) {
            return Response::Do(vec![effect]);
        }
        if self.fill(key, cx) {
            return Response::Taken;
        }
        if self.on == Spot::Fields {
            let answer = match (self.form.key(key), key.typed()) {
                (Answer::NotTaken, Some(letter)) => self.form.letter(letter),
                (answer, _) => answer,
            };
            match answer {
                Answer::Submitted => return self.confirm(cx),
                // The last field hands the focus on to the buttons, the first one back to them.
                Answer::Taken if self.form.has_wrapped() => {
                    self.on = if matches!(key.code, Code::Tab | Code::Down) { Spot::Confirm } else { Spot::Cancel };
                }
                Answer::NotTaken => return Response::NotTaken,
                Answer::Changed => self.changed(cx),
                _ => self.error = None,
            }
            return Response::Taken;
        }
        match key.code {
            Code::Enter if self.on == Spot::Confirm => return self.confirm(cx),
            Code::Enter | Code::Char(' ') if self.on == Spot::Cancel => return Response::Close,
            Code::Char(' ') => return self.confirm(cx),
            Code::Left | Code::Right => self.on = if self.on == Spot::Cancel { Spot::Confirm } else { Spot::Cancel },
            Code::Tab | Code::Down => self.turn(true),
            Code::BackTab | Code::Up => self.turn(false),
            _ => return Response::NotTaken,
        }
        Response::Taken
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Response {
        if self.on == Spot::Fields {
            self.form.paste(text);
            self.changed(cx);
        }
        Response::Taken
    }

    fn click(&mut self, hit: Hit, cx: &Cx<'_>) -> Response {
        match hit {
            _ if self.waiting => Response::Taken,
            Hit::Field(field) => {
                self.on = Spot::Fields;
                self.form.click(field);
                self.changed(cx);
                Response::Taken
            }
            Hit::Button(0) => Response::Close,
            Hit::Button(_) => self.confirm(cx),
            _ => Response::NotTaken,
        }
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Response {
        self.waiting = false;
        match outcome {
            Outcome::Done(replies) => match &self.done {
                Some(done) => Response::CloseAndDo(done(&self.form, &replies, cx)),
                None => Response::Close,
            },
            Outcome::Refused(refused) => {
                let member = refused.refusal.member;
                let told = Told::refusal(refused, cx);
                if !member.is_some_and(|member| self.form.refuse_member(member, &told.words)) {
                    self.error = Some(told);
                }
                Response::Taken
            }
            Outcome::Failed(reason) => {
                self.error = Some(Told::of(reason));
                Response::Taken
            }
        }
    }

    fn denial(&self, _cx: &Cx<'_>) -> Option<Denial> {
        // What was refused is what the keys are about, where something was.
        match &self.error {
            Some(error) => error.denial.clone(),
            None => self.unseen.as_ref()?.denial(),
        }
    }

    fn is_refused(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.is_refusal)
    }

    fn inquires(&mut self, cx: &Cx<'_>) -> Option<Inquiry> {
        let (confirm, form) = (&self.confirm, &self.form);
        let steps = || confirm(form, cx).unwrap_or_default();
        self.own.get_or_insert_with(|| oneself::told(&steps(), cx).into_iter().collect());
        self.foretold.as_mut()?.inquires(cx, steps)
    }

    fn inquiry_ended(&mut self, ended: Ended, _cx: &Cx<'_>) {
        if let Some(foretold) = &mut self.foretold {
            foretold.ended(ended);
        }
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        let enter = if self.on == Spot::Cancel { "cancel" } else { self.label };
        let turned = self.form.turned_by().filter(|_| self.on == Spot::Fields).map(|(keys, label)| Hint::new(keys, label));
        let hints = [(Code::Tab, "next"), (Code::Enter, enter), (Code::Esc, "cancel")];
        let hints = hints.map(|(code, label)| Hint::new(&[Key::plain(code)], label));
        let filling = self.filling.iter().map(|(key, label, _)| Hint::new(&[*key], *label));
        let effect = self.effect().map(|_| Hint::new(BINDING.keys, BINDING.label));
        turned.into_iter().chain(filling).chain(hints).chain(effect).collect()
    }

    fn help(&self) -> &'static [(&'static str, &'static str)] {
        if self.fields > 0 { FORM_HELP } else { &[] }
    }

    /// What was asked for is on its way, and what is to follow with the answer may be a secret that is shown only once.
    fn unsaved(&self) -> Option<String> {
        let waits = self.waiting && self.done.is_some();
        waits.then(|| "The answer is not there yet. It may be a secret that can be shown only once.".to_owned())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        self.draw(cx, canvas);
    }
}
