//! One folder a screen or a few that belong together, and the table that registers them. What screens share stands in `parts`,
//! `changes` and `sight`.
//!
//! A screen shows one part of the account and turns actions into operations. It knows the application's vocabulary and
//! the widgets, and draws only on the canvas it is given.

mod access;
mod account_settings;
mod accounts;
mod changes;
mod credentials;
mod dashboard;
mod editor;
mod groups;
mod history;
mod identity;
mod learn;
mod parts;
mod policies;
mod providers;
mod resources;
mod roles;
mod settings;
pub(crate) mod sight;
mod simulator;
mod tags;
mod tries;
mod users;

use crate::app::screen::ScreenSpec;

/// All screens.
pub static SCREENS: &[ScreenSpec] = &[
    dashboard::SPEC,
    users::list::SPEC,
    users::page::SPEC,
    users::create::SPEC,
    groups::list::SPEC,
    groups::create::SPEC,
    groups::page::SPEC,
    roles::list::SPEC,
    roles::create::SPEC,
    roles::page::SPEC,
    providers::list::SPEC,
    providers::page::SPEC,
    policies::list::SPEC,
    policies::page::SPEC,
    editor::SPEC,
    account_settings::show::SPEC,
    account_settings::edit::SPEC,
    access::SPEC,
    access::who_could::SPEC,
    simulator::SPEC,
    access::decisions::SPEC,
    resources::list::SPEC,
    resources::page::SPEC,
    tries::SPEC,
    credentials::credential_report::SPEC,
    history::list::SPEC,
    settings::SPEC,
    accounts::list::SPEC,
    credentials::security_credentials::SPEC,
    credentials::assign_mfa::SPEC,
    credentials::authenticator::SPEC,
    tags::page::SPEC,
    learn::quiz::list::SPEC,
    learn::quiz::sitting::SPEC,
    learn::walkthroughs::list::SPEC,
    learn::walkthroughs::page::SPEC,
    identity::sign_in::SPEC,
    identity::switch_role::SPEC,
    identity::change_password::SPEC,
];
