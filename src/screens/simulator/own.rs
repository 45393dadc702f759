//! Own policies: documents that are written or pasted here, or begun with an existing one. They are no part of the account.

use std::sync::Arc;

use crate::policy::compiled::Rules;
use crate::policy::decision::Layer;
use crate::policy::document::{DocumentKind, Fault, LineIndex, Span, TextEdit, validate};
use crate::theme::Role;
use crate::widgets::code_editor::{CodeEditor, Mark};
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Line};

/// What a new one begins with.
const BEGINNING: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [],
      "Resource": "*"
    }
  ]
}
"#;

/// A policy that is written here.
#[derive(Clone, Debug)]
pub(super) struct OwnPolicy {
    /// Tells it apart.
    pub number: u32,
    /// What it is called.
    pub name: String,
    /// The document.
    pub text: String,
    /// As what it is used: as a permissions policy, the boundary, or the resource's policy.
    pub layer: Layer,
    /// What it says, or what is wrong with it.
    pub rules: Result<Arc<Rules>, String>,
}

impl OwnPolicy {
    pub fn new(number: u32, name: String, text: String) -> Self {
        let layer = Layer::Identity;
        Self { number, name, rules: rules(&text, layer), text, layer }
    }

    /// Takes another text.
    pub fn rewrite(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.rules = rules(text, self.layer);
    }

    /// Uses it as the next of what a policy can be.
    pub fn use_as_next(&mut self) {
        self.layer = match self.layer {
            Layer::Identity => Layer::Boundary,
            Layer::Boundary => Layer::Resource,
            _ => Layer::Identity,
        };
        self.rules = rules(&self.text, self.layer);
    }
}

const fn kind(layer: Layer) -> DocumentKind {
    match layer {
        Layer::Resource => DocumentKind::Resource,
        _ => DocumentKind::Identity,
    }
}

/// What a document says, or the first thing that is wrong with it, with its place.
fn rules(text: &str, layer: Layer) -> Result<Arc<Rules>, String> {
    match validate(text, kind(layer)) {
        Ok(document) => Ok(Arc::new(Rules::compile(&document))),
        Err(faults) => Err(faults.first().map_or_else(String::new, |fault| words(fault, text))),
    }
}

fn words(fault: &Fault, text: &str) -> String {
    let place = LineIndex::of(text).position(fault.span.start);
    format!("Line {}, column {}: {}", place.line, place.column, fault.about)
}

/// The object that was put where a new policy's actions go.
fn pasted(text: &str) -> Option<String> {
    let (before, behind) = BEGINNING.split_at_checked(BEGINNING.find("],")?)?;
    let pasted = text.strip_prefix(before)?.strip_suffix(behind)?.trim();
    serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(pasted).ok()?;
    Some(format!("{pasted}\n"))
}

/// An own policy that is being written.
pub(super) struct Writing {
    /// Which.
    pub number: u32,
    /// Its text.
    pub code: CodeEditor,
    layer: Layer,
    /// What is wrong with it so far.
    fault: Option<String>,
}

impl Writing {
    /// Begins with an empty statement, the cursor where the actions go.
    pub fn anew(number: u32) -> Self {
        let mut writing = Self::of(number, BEGINNING, Layer::Identity);
        if let Some(at) = BEGINNING.find("],") {
            writing.code.go_to(at);
        }
        writing
    }

    /// Goes on with a text.
    pub fn of(number: u32, text: &str, layer: Layer) -> Self {
        let mut writing = Self { number, code: CodeEditor::new(text), layer, fault: None };
        writing.check();
        writing
    }

    /// Looks at the text anew. A whole document that is pasted into the beginning takes its place.
    pub fn check(&mut self) {
        if let Some(pasted) = pasted(self.code.text()) {
            let edit = TextEdit { span: Span { start: 0, end: self.code.text().len() }, text: pasted };
            self.code.apply(&[edit]);
        }
        let text = self.code.text().to_owned();
        let faults = validate(&text, kind(self.layer)).err().unwrap_or_default();
        self.fault = faults.first().map(|fault| words(fault, &text));
        let mark = |fault: &Fault| Mark { span: fault.span, rank: 0, sign: "✖", role: Role::Bad };
        self.code.set_marks(faults.iter().map(mark).collect());
    }

    /// Nothing but blanks is written.
    pub fn is_empty(&self) -> bool {
        self.code.text().trim().is_empty()
    }

    /// Draws the text, and below it what is wrong.
    pub fn draw(&self, canvas: &mut Canvas<'_>, name: &str) {
        canvas.line(0, &Line::new().title(name.to_owned()).quiet("   tried here only; the account does not change"));
        let height = canvas.height().saturating_sub(4);
        self.code.draw(&mut canvas.rows(2, height.saturating_sub(1)), "simulator policy", true);
        let mut below = canvas.rows(height + 1, 3);
        below.rule(0);
        let (line, role) = match &self.fault {
            _ if self.code.is_cut() => ("▲ The text is as long as this editor takes; the rest was left out.".to_owned(), Role::Warning),
            Some(fault) => (format!("✖ {fault}"), Role::Bad),
            None => ("✔ IAM takes this document.".to_owned(), Role::Good),
        };
        for (row, text) in wrap(&line, below.width()).into_iter().enumerate().take(2) {
            below.line(row + 1, &Line::new().with(text, role));
        }
    }
}
