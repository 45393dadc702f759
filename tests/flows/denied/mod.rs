//! Flows of those who may little: what they do not see, and how what is denied is explained.

mod asked;
mod denials;
mod explained;
mod hidden;
mod parts;
mod sight;
