//! What of an owner's credentials whoever is signed in may see. Each section asks for itself, as the console's does.

use crate::account::entity::Owner;
use crate::account::operation::{GetAccessKeyLastUsed, GetLoginProfile, ListAccessKeys, ListMFADevices, ListUserTags, Operation};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::screens::sight::denied;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::line::wrap;

use super::row::{Credential, Drawn, Section};

/// What may not be seen.
#[derive(Default)]
pub(in crate::screens) struct SectionSight {
    asked: Vec<Operation>,
    denied: Vec<(Section, Refusal)>,
}

impl SectionSight {
    /// Asks for each section. Root's own page is root's alone, to whom nothing is denied.
    pub fn of(cx: &Cx<'_>, owner: Owner) -> Self {
        let Owner::User(id) = owner else { return Self::default() };
        let Some(user_name) = cx.account.user(id).map(|user| user.name.clone()) else { return Self::default() };
        let named = Some(user_name.clone());
        let key = cx.account.access_keys_of(owner).first().map(|key| GetAccessKeyLastUsed { access_key_id: key.id.to_string() }.into());
        let sections: [(Section, Option<Operation>); 5] = [
            (Section::ConsoleSignIn, Some(GetLoginProfile { user_name: named.clone() }.into())),
            (Section::MfaDevices, Some(ListMFADevices { user_name: named.clone(), ..Default::default() }.into())),
            (Section::AccessKeys, Some(ListAccessKeys { user_name: named, ..Default::default() }.into())),
            (Section::LastUsed, key),
            (Section::Descriptions, Some(ListUserTags { user_name, ..Default::default() }.into())),
        ];
        let mut sight = Self::default();
        for (section, operation) in sections {
            let Some(operation) = operation else { continue };
            sight.denied.extend(cx.account.authorise(cx.caller, &operation, cx.now).err().map(|refusal| (section, refusal)));
            sight.asked.push(operation);
        }
        sight
    }

    /// What was asked for.
    pub fn asked(&self) -> &[Operation] {
        &self.asked
    }

    /// Why a section may not be seen.
    pub fn refusal(&self, section: Section) -> Option<&Refusal> {
        self.denied.iter().find(|(denied, _)| *denied == section).map(|(_, refusal)| refusal)
    }

    /// Whether it may.
    pub fn may(&self, section: Section) -> bool {
        self.refusal(section).is_none()
    }

    /// What stands in the place of a section that is denied: what AWS says, and where to go from there.
    pub fn rows(&self, cx: &Cx<'_>, section: Section, title: &'static str, width: usize) -> Option<Vec<Drawn>> {
        let refusal = self.refusal(section)?;
        let keys = Line::new().with("✖ Access denied", Role::Bad).text("   ").join(denied::keys(cx, refusal));
        let message = wrap(&refusal.message, width.saturating_sub(5));
        let message = message.into_iter().map(|line| Drawn::Words(Line::new().text(format!("    {line}"))));
        let head = [Drawn::Words(Line::new().title(title)), Drawn::Row(Credential::Denied(section), keys)];
        Some(head.into_iter().chain(message).collect())
    }
}
