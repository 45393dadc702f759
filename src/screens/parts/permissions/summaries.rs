//! Summaries of the documents in sight: made once, since some take milliseconds and rows are drawn again and again.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::policy::document::Document;
use crate::policy::summary::Summary;

/// More than an identity can have policies.
const MOST: usize = 256;

/// Summaries by document.
#[derive(Default)]
pub(super) struct Summaries(RefCell<HashMap<String, Option<Rc<Summary>>>>);

impl Summaries {
    /// The summary of a document; `None` where it is none.
    pub fn of(&self, text: &str) -> Option<Rc<Summary>> {
        if let Some(made) = self.0.borrow().get(text) {
            return made.clone();
        }
        let made = Document::read(text).ok().map(|document| Rc::new(Summary::of(&document)));
        let mut all = self.0.borrow_mut();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(text.to_owned(), made.clone());
        made
    }
}
