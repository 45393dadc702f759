//! Dialogs: what will be changed or lost, perhaps some fields, and a choice whose safe side is preselected.

mod answering;
mod draw;
mod foretold;
mod unseen;

use std::rc::Rc;

use self::foretold::Foretold;
use self::unseen::Unseen;
use super::told::Told;
use crate::access::Inquiry;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::app::cx::Cx;
use crate::app::inquiry::of_change;
use crate::app::overlay::gives_and_takes::OF_OTHERS;
use crate::app::step::Step;
use crate::widgets::Line;
use crate::widgets::form::{Field, Form};
use crate::widgets::key::Key;

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
    unseen: Unseen,
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
            unseen: Unseen::default(),
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
        match of_change(cx, operations) {
            Ok(Some(inquiry)) => self.foretelling_of(inquiry),
            Ok(None) => self,
            Err(refusals) => self.unseen(OF_OTHERS, refusals),
        }
    }

    /// Says at this place what is found out about a change.
    #[must_use]
    pub fn foretelling_of(self, inquiry: Inquiry) -> Self {
        Self { foretold: Some(Foretold::of(self.lines.len(), inquiry)), ..self }
    }

    /// The same of what confirming does with what is typed, as that is. `at_first` is what it does before anything is.
    #[must_use]
    pub fn foretelling_typed(self, cx: &Cx<'_>, at_first: &[Operation]) -> Self {
        let refusals = cx.refusals_of_change(at_first);
        if refusals.is_empty() {
            return Self { foretold: Some(Foretold::of_typed(self.lines.len())), ..self };
        }
        self.unseen(OF_OTHERS, refusals)
    }

    /// Says that something may not be seen by whoever is signed in, where that is denied: `what` it is, as in the middle of a
    /// sentence, and why.
    #[must_use]
    pub fn unseen(mut self, what: &'static str, refusals: impl IntoIterator<Item = Rc<Refusal>>) -> Self {
        refusals.into_iter().for_each(|refusal| self.unseen.add(what, refusal));
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
}
