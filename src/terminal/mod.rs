//! The terminal: entering and leaving it, its events, and the runtime that performs effects.
