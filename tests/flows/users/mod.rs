//! Flows through the making of a user, and a user's page.

mod create;
mod credentials;
mod page;
