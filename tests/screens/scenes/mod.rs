//! The states of the console that have a picture: every screen and every tab, empty, with data, with an error at a field, and
//! with each kind of overlay over it. Reached by keys, from the dashboard of the small company's account.

mod access;
mod account_settings;
mod assign_mfa;
mod coach;
mod create_group;
mod create_role;
mod create_user;
mod credential_report;
mod credentials;
mod dashboard;
mod editor;
mod groups;
mod history;
mod identity;
mod policies;
mod practice;
mod providers;
mod resources;
mod roles;
mod shell;
mod simulator;
mod user;
mod user_credentials;
mod users;

use super::common::company::company;
use super::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::app::labels::Labels;
use iam_console::app::route::ScreenId;
use iam_console::app::settings::Settings;

/// A state of the console.
pub struct Scene {
    /// What it is called, and its snapshot.
    pub name: &'static str,
    /// The screen that is shown, under whatever lies over it.
    pub screen: ScreenId,
    account: fn() -> Account,
    labels: Labels,
    reach: Reach,
}

/// How a state is reached.
enum Reach {
    /// By what is typed behind `:` to go somewhere, unless it is empty, and then by keys.
    Keys { place: &'static str, keys: &'static str },
    /// By more than keys.
    Way(fn(&mut Console)),
}

impl Scene {
    /// A state of the company's account: the screen, what is typed behind `:` to reach it (nothing for the dashboard), and
    /// the keys from there on.
    const fn new(name: &'static str, screen: ScreenId, place: &'static str, keys: &'static str) -> Self {
        Self { name, screen, account: company, labels: Labels::Classic, reach: Reach::Keys { place, keys } }
    }

    /// A state that is reached by more than keys.
    const fn by(name: &'static str, screen: ScreenId, way: fn(&mut Console)) -> Self {
        Self { reach: Reach::Way(way), ..Self::new(name, screen, "", "") }
    }

    /// The same in a new account.
    const fn in_new_account(self) -> Self {
        Self { account: super::common::fresh, ..self }
    }

    /// The same where more users, groups and roles have inline policies.
    const fn with_inline_policies(self) -> Self {
        Self { account: super::common::company::company_with_inline_policies, ..self }
    }

    /// The same in the words of 2026.
    const fn in_current_words(self) -> Self {
        Self { labels: Labels::Current, ..self }
    }

    /// A console in this state.
    pub fn console(&self, setup: &Setup) -> Console {
        let settings = Settings { labels: self.labels, ..setup.settings.clone() };
        let mut console = Console::on((self.account)(), Setup { settings, ..setup.clone() });
        match self.reach {
            Reach::Keys { place: "", keys } => {
                console.keys(keys);
            }
            Reach::Keys { place, keys } => {
                console.keys(":").keys(place).keys("<enter>").keys(keys);
            }
            Reach::Way(way) => way(&mut console),
        }
        assert_eq!(console.model.route().map(|route| route.screen), Some(self.screen), "{}:\n{}", self.name, console.screen());
        console
    }
}

/// All scenes, by the part of the console that they belong to.
pub const SCENES: &[(&str, &[Scene])] = &[
    ("dashboard", dashboard::SCENES),
    ("users", users::SCENES),
    ("user", user::SCENES),
    ("user_credentials", user_credentials::SCENES),
    ("create_user", create_user::SCENES),
    ("groups", groups::SCENES),
    ("create_group", create_group::SCENES),
    ("providers", providers::SCENES),
    ("roles", roles::SCENES),
    ("create_role", create_role::SCENES),
    ("access", access::SCENES),
    ("policies", policies::SCENES),
    ("editor", editor::SCENES),
    ("account_settings", account_settings::SCENES),
    ("credentials", credentials::SCENES),
    ("coach", coach::SCENES),
    ("credential_report", credential_report::SCENES),
    ("assign_mfa", assign_mfa::SCENES),
    ("simulator", simulator::SCENES),
    ("history", history::SCENES),
    ("identity", identity::SCENES),
    ("resources", resources::SCENES),
    ("practice", practice::SCENES),
    ("shell", shell::SCENES),
];

/// Every scene.
pub fn all() -> impl Iterator<Item = &'static Scene> {
    SCENES.iter().flat_map(|(_, scenes)| *scenes)
}
