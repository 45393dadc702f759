//! A request in other circumstances than it was made in.

use std::sync::Arc;

use super::Change;
use crate::policy::request::{Context, ContextKey, Value};

/// A copy of a request's context that is changed, and made again as it was.
pub(super) struct Circumstances {
    context: Context,
    /// The keys that are changed.
    keys: Vec<ContextKey>,
    /// What they were.
    were: Vec<Option<Arc<Value>>>,
}

impl Circumstances {
    /// Those that a request was made in.
    pub(super) fn of(context: &Context) -> Self {
        Self { context: context.clone(), keys: Vec::new(), were: Vec::new() }
    }

    /// The keys that are changed.
    pub(super) fn keys(&self) -> &[ContextKey] {
        &self.keys
    }

    /// The context in them.
    pub(super) const fn context(&self) -> &Context {
        &self.context
    }

    /// Makes a change, where it is one of the context.
    pub(super) fn make(&mut self, change: &Change) {
        match change {
            Change::SetKey { key, value } => self.exchange(key, Some(value.clone())),
            Change::DropKey { key } => self.exchange(key, None),
            Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) | Change::RemoveBoundary => {}
        }
    }

    fn exchange(&mut self, key: &ContextKey, value: Option<Arc<Value>>) {
        self.were.push(self.context.exchange(key, value));
        self.keys.push(key.clone());
    }

    /// Takes all changes back, the last one first.
    pub(super) fn restore(&mut self) {
        while let (Some(key), Some(was)) = (self.keys.pop(), self.were.pop()) {
            self.context.exchange(&key, was);
        }
    }
}
