//! The application without a terminal: model, messages, update, effects.
