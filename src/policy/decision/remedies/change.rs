//! One change to policies or to the circumstances of a request, and what it comes to.

use std::sync::Arc;

use super::grant;
use crate::policy::decision::{Layer, Place};
use crate::policy::document::{Document, Effect};
use crate::policy::request::{ContextKey, Request, Value};

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// A statement is added to a layer: to a policy of it, or in a new one.
    Add {
        /// The layer.
        layer: Layer,
        /// Whether the statement allows or denies.
        effect: Effect,
        /// Whom it names; where the layer is the resource's policy.
        principal: Option<grant::Whom>,
    },
    /// A statement goes, or no longer reaches the request.
    Remove(Place),
    /// A statement that allows matches by a change of the one part that keeps it from it, or one that denies leaves one more out.
    Loosen(Place),
    /// The caller has no permissions boundary any more.
    RemoveBoundary,
    /// A condition key of the request has another value.
    SetKey {
        /// The key, as policies spell it.
        key: ContextKey,
        /// The value that makes conditions hold, or fail, as they must.
        value: Arc<Value>,
    },
    /// A condition key of the request is absent.
    DropKey {
        /// The key, as policies spell it.
        key: ContextKey,
    },
}

impl Change {
    /// A statement that allows what is asked, or denies it.
    pub(super) const fn add(layer: Layer, effect: Effect) -> Self {
        Self::Add { layer, effect, principal: None }
    }

    /// The context key that it changes.
    pub(super) const fn key(&self) -> Option<&ContextKey> {
        match self {
            Self::SetKey { key, .. } | Self::DropKey { key } => Some(key),
            Self::Add { .. } | Self::Remove(_) | Self::Loosen(_) | Self::RemoveBoundary => None,
        }
    }

    /// The policy document with the statement that is added, ready to be put in; none for other changes.
    pub fn document(&self, request: &Request) -> Option<String> {
        self.addition(request).map(|document| format!("{document:#}"))
    }

    /// The same before it is written.
    pub fn addition(&self, request: &Request) -> Option<Document> {
        match self {
            Self::Add { layer, effect, principal } => Some(grant::document(request, *layer, *effect, principal.as_ref())),
            Self::Remove(_) | Self::Loosen(_) | Self::RemoveBoundary | Self::SetKey { .. } | Self::DropKey { .. } => None,
        }
    }

    /// The resource that a statement is to be about which is added or loosened, and a wider pattern that is usual for such resources,
    /// where there is one.
    pub fn resource(&self, request: &Request) -> Option<(String, Option<String>)> {
        matches!(self, Self::Add { .. } | Self::Loosen(_)).then(|| (grant::resource(request), grant::wider(request)))
    }
}
