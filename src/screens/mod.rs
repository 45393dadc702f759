//! One folder a screen, and the table that registers them.
//!
//! A screen shows one part of the account and turns actions into operations. It knows the application's vocabulary and
//! the widgets, and draws only on the canvas it is given.

mod access;
mod account_settings;
mod accounts;
mod attach;
mod consequences;
mod credential_report;
mod credentials;
mod dashboard;
mod decisions;
mod deletion;
mod denied;
mod editor;
mod effect;
mod groups;
mod history;
mod identity;
mod last_accessed;
mod membership;
mod naming;
mod narrowing;
mod needs;
mod page;
mod permissions;
mod policies;
mod providers;
mod quiz;
mod reading;
mod resources;
mod roles;
mod seen_arns;
mod settings;
mod simulator;
mod summary;
mod table;
mod tags;
mod template;
mod tries;
mod users;
mod walkthroughs;
mod who_could;
mod wizard;

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
    who_could::SPEC,
    simulator::SPEC,
    decisions::SPEC,
    resources::list::SPEC,
    resources::page::SPEC,
    tries::SPEC,
    credential_report::SPEC,
    history::list::SPEC,
    settings::SPEC,
    accounts::list::SPEC,
    credentials::security_credentials::SPEC,
    credentials::assign_mfa::SPEC,
    credentials::authenticator::SPEC,
    tags::page::SPEC,
    quiz::list::SPEC,
    quiz::sitting::SPEC,
    walkthroughs::list::SPEC,
    walkthroughs::page::SPEC,
    identity::sign_in::SPEC,
    identity::switch_role::SPEC,
    identity::change_password::SPEC,
];
