//! Something that can be done to a resource, or that makes one: a form, and the operations that it comes to.

use crate::account::entity::ResourceKey;
use crate::account::operation::{Effect, Operation};
use crate::account::reply::Reply;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::reader::Reader;
use crate::app::step::Step;
use crate::awscli::{Answer, OutputOptions};
use crate::widgets::Line;
use crate::widgets::document::json;
use crate::widgets::form::{Field, Form};

/// What a form comes to, or what is wrong in which field.
type Comes = Result<Vec<Operation>, (usize, String)>;

/// The operation that reads how a resource of a name is.
type Reads = fn(&Cx<'_>, &str) -> Operation;

/// Something that can be done.
pub(super) struct Deed {
    /// What it is called in the list of actions, and as the form's title.
    pub title: &'static str,
    /// What the form's button says.
    pub button: &'static str,
    /// In a sentence.
    pub about: &'static str,
    /// Reads what the form shows of how things are: what that is, as in the middle of a sentence, and the operation.
    pub reads: Option<(&'static str, Reads)>,
    /// Why it can't be done now, of the resource of this name.
    pub moot: fn(&Cx<'_>, &str) -> Option<&'static str>,
    /// What is asked.
    pub fields: fn(&Cx<'_>, &str) -> Vec<Field<usize>>,
    /// What it comes to, or what is wrong in which field.
    pub operations: fn(&Making<'_>) -> Comes,
}

/// A form that was filled in.
pub(super) struct Making<'a> {
    pub cx: &'a Cx<'a>,
    /// The resource's name; of one that is to be made, nothing.
    pub name: &'a str,
    pub form: &'a Form<usize>,
}

impl Making<'_> {
    /// A field's text; `None` where it was left empty.
    pub fn optional(&self, field: usize) -> Option<String> {
        Some(self.form.text(field).to_owned()).filter(|text| !text.is_empty())
    }

    /// A field's text.
    pub fn text(&self, field: usize) -> String {
        self.form.text(field).to_owned()
    }

    /// The resource's name.
    pub fn name(&self) -> String {
        self.name.to_owned()
    }
}

impl Deed {
    /// What most are: without fields, and nothing is read for them.
    pub const BARE: Self = Self {
        title: "",
        button: "",
        about: "",
        reads: None,
        moot: |_, _| None,
        fields: |_, _| Vec::new(),
        operations: |_| Ok(Vec::new()),
    };

    /// The form. What an operation that only reads answers is shown.
    pub fn dialog(&'static self, cx: &Cx<'_>, on: Option<&ResourceKey>) -> Dialog {
        let name = on.map_or_else(String::new, |key| key.name.clone());
        let fields = (self.fields)(cx, &name);
        let form_name = name.clone();
        let title = on.map_or_else(|| self.title.to_owned(), |key| format!("{} – {}", self.title, cx.resource_words(key)));
        let confirm = move |form: &Form<usize>, cx: &Cx<'_>| {
            let operations = (self.operations)(&Making { cx, name: &name, form })?;
            Ok(vec![Step::Submit(crate::app::step::Submission::of(operations))])
        };
        let dialog = Dialog::new(title, self.button, confirm).line(Line::new().quiet(self.about));
        let at_first = (self.operations)(&Making { cx, name: &form_name, form: &Form::new((self.fields)(cx, &form_name)) });
        let dialog = match &at_first {
            Ok(operations) if operations.iter().any(is_of_entry) => dialog.foretelling_typed(cx, operations),
            _ => dialog,
        };
        let only_reads = at_first.is_ok_and(|operations| operations.iter().all(|operation| operation.spec().effect == Effect::Read));
        let dialog = match self.reads {
            Some((what, read)) => dialog.unseen(what, cx.refusal(&read(cx, &form_name))),
            None => dialog,
        };
        let dialog = match fields.is_empty() {
            true if only_reads => dialog.ready(),
            true => dialog,
            false => dialog.fields(fields),
        };
        dialog.done(|_, replies, _| replies.first().and_then(shown).into_iter().collect())
    }
}

/// Whether an operation changes whom a resource lets in.
fn is_of_entry(operation: &Operation) -> bool {
    match operation {
        Operation::DeleteBucketPolicy(_) | Operation::PutPublicAccessBlock(_) => true,
        Operation::SetQueueAttributes(set) => set.attributes.contains_key("Policy"),
        _ => false,
    }
}

/// What is answered, to read, where it is what was asked for.
pub(super) fn shown(reply: &Reply) -> Option<Step> {
    let is_asked_for = reply.readable().is_some() || matches!(reply, Reply::Secret(_));
    is_asked_for.then(|| read(reply))
}

/// A reply over the screen.
pub(super) fn read(reply: &Reply) -> Step {
    let printed = || Answer::of(reply).print(&OutputOptions::default()).ok().flatten().unwrap_or_default();
    let text = reply.readable().unwrap_or_else(printed);
    let lines = json(&text);
    let hidden = reply.masked().and_then(|masked| Answer::of(&masked).print(&OutputOptions::default()).ok().flatten());
    Step::Ask(Box::new(Reader::new("What it answers", text, lines).hiding(hidden.as_deref())))
}
