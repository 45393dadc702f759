//! Reports: what is told of many entities at once.

mod authorization_details;
mod credential_report;
mod last_accessed;
mod summary;
