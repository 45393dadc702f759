//! A request in other circumstances than it was made in.

use super::Change;
use crate::policy::request::{Context, ContextKey, Request, Value};

/// A copy of a request whose context is changed, and made again as it was.
pub(super) struct Circumstances {
    request: Request,
    /// The keys that are changed.
    keys: Vec<ContextKey>,
}

impl Circumstances {
    /// Those that the request was made in.
    pub(super) fn of(request: &Request) -> Self {
        Self { request: request.clone(), keys: Vec::new() }
    }

    /// The request in them.
    pub(super) const fn request(&self) -> &Request {
        &self.request
    }

    /// The keys that are changed.
    pub(super) fn keys(&self) -> &[ContextKey] {
        &self.keys
    }

    /// The context in them.
    pub(super) const fn context(&self) -> &Context {
        &self.request.context
    }

    /// Makes a change, where it is one of the context.
    pub(super) fn make(&mut self, change: &Change) {
        match change {
            Change::SetKey { key, value } => self.replace(key, Some(value.clone())),
            Change::DropKey { key } => self.replace(key, None),
            Change::Add { .. } | Change::Remove(_) | Change::RemoveBoundary => {}
        }
    }

    fn replace(&mut self, key: &str, value: Option<Value>) {
        let key = ContextKey::new(key);
        self.request.context.replace(&key, value);
        self.keys.push(key);
    }

    /// Takes all changes back.
    pub(super) fn restore(&mut self, original: &Request) {
        for key in self.keys.drain(..) {
            self.request.context.replace(&key, original.context.get(&key).cloned());
        }
    }
}
