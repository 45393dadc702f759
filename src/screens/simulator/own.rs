//! Own policies: documents that are written or pasted here, or begun with an existing one. They are no part of the account.

use std::sync::Arc;

use crate::app::cx::Cx;
use crate::policy::compiled::Rules;
use crate::policy::decision::Layer;
use crate::policy::document::{DocumentKind, Fault, LineIndex, validate};
use crate::screens::editor::writing;
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
    /// Its text, with the editor's help.
    pub text: writing::Writing,
}

impl Writing {
    /// Begins with an empty statement, the cursor where the actions go.
    pub fn anew(number: u32) -> Self {
        Self::of(number, BEGINNING, Layer::Identity)
    }

    /// Goes on with a text.
    pub fn of(number: u32, text: &str, layer: Layer) -> Self {
        Self { number, text: writing::Writing::new(text, kind(layer)).without_cards() }
    }

    /// Looks at the text anew, and offers what could be typed. A whole document that is pasted into the beginning takes its place.
    pub fn check(&mut self, cx: &Cx<'_>) {
        match pasted(self.text.text()) {
            Some(pasted) => self.text.replace(pasted),
            None => self.text.check(),
        }
        self.text.offer_while_typing(cx);
    }

    /// Nothing is written: there are blanks alone, or what it begins with.
    pub fn is_empty(&self) -> bool {
        let text = self.text.text();
        text.trim().is_empty() || text == BEGINNING
    }

    /// Draws the text, and below it what there is to say of it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, name: &str) {
        canvas.line(0, &Line::new().title(name.to_owned()).quiet("   tried here only; the account does not change"));
        self.text.draw(&mut canvas.rows(2, usize::MAX));
    }
}
