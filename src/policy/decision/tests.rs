//! Decisions across layers.
