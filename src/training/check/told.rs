//! What happens, told: that it was done, and that it is still to be done, in the words of whoever does it.

use super::argument::{Event, EventOf, KeyWas};
use super::deeds::clauses;
use super::names::Entity;
use super::verdict::Place;

/// An event in clauses, without their full stops.
pub(super) struct Told {
    /// That it has happened.
    pub done: String,
    /// That it has not happened yet.
    pub open: String,
    /// That the first half of it has happened.
    pub half: Option<String>,
    /// Where it is done, where that is nowhere but there.
    pub place: Option<Place>,
}

impl Told {
    /// An event, with whom it is about.
    pub(super) fn of(event: &EventOf, about: Option<&Entity>) -> Self {
        let who = about.map(Entity::label);
        let somebody = who.clone().unwrap_or_else(|| "somebody".into());
        let nobody = |verb: &str, yet: &str| match &who {
            Some(who) => format!("{who} has not {verb} {yet}"),
            None => format!("nobody has {verb} {yet}"),
        };
        let of = who.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
        let key = key_of(event, &of);
        match &event.event {
            Event::SignInFailed => {
                let name = who.as_ref().map(|who| format!(" as {who}")).unwrap_or_default();
                Self::new(format!("a sign-in{name} has failed"), format!("no sign-in{name} has failed yet")).at("sign-in")
            }
            Event::CodeFailed => {
                let name = who.as_ref().map(|who| format!(" as {who}")).unwrap_or_default();
                let open = format!("no sign-in{name} has failed for its MFA code yet");
                Self::new(format!("a sign-in{name} has failed for its MFA code"), open).at("sign-in")
            }
            Event::MfaStart => Self::new(format!("a virtual MFA device{of} is made"), "no new virtual MFA device is made yet".into()),
            Event::MfaEnrolled => {
                let to = who.as_ref().map(|who| format!(" to {who}")).unwrap_or_default();
                Self::new(format!("an MFA device is assigned{to}"), format!("no MFA device is assigned{to} yet"))
            }
            Event::PasswordChanged => Self::new(format!("{somebody} has chosen a new password"), nobody("chosen a new password", "yet")),
            Event::KeyCreated => Self::new(format!("an access key{of} is created"), format!("no new access key{of} is created yet")),
            Event::KeyUsed => Self::new(format!("{key} was used"), format!("{key} was not used yet")),
            Event::KeyDeactivated => Self::new(format!("{key} is deactivated"), format!("{key} is not deactivated yet")),
            Event::KeyDeleted if event.key.contains(&KeyWas::Inactive) => Self {
                half: Some(format!("{key} is deactivated, and not deleted yet")),
                ..Self::new(format!("{key} is deactivated and then deleted"), format!("{key} is not deactivated yet, and then deleted"))
            },
            Event::KeyDeleted => Self::new(format!("{key} is deleted"), format!("{key} is not deleted yet")),
            Event::Assumed => match &who {
                Some(role) => Self::new(format!("{role} was taken on"), format!("nobody has taken on {role} yet")),
                None => Self::new("a role was taken on".into(), "nobody has taken on a role yet".into()),
            },
            Event::SessionRevoked => Self::new(format!("the sessions{of} are revoked"), format!("the sessions{of} are not revoked yet")),
            Event::SetDefaultVersion => {
                Self::new(format!("another version{of} was made the default"), format!("no other version{of} was made the default yet"))
            }
            Event::Rejected(code) => {
                let with = code.as_ref().map(|code| format!(" with the error {code}")).unwrap_or_default();
                let about = who.as_ref().map(|who| format!(" about {who}")).unwrap_or_default();
                Self::new(format!("AWS has refused a request{about}{with}"), format!("AWS has not refused a request{about}{with} yet"))
            }
            Event::Operation("ConsoleLogin") => Self::new(format!("{somebody} has signed in"), nobody("signed in", "yet")).at("sign-in"),
            Event::Operation("UpdateLoginProfile") => {
                let whose = who.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
                Self::new(format!("the console access{whose} is changed"), format!("the console access{whose} is not changed yet"))
            }
            Event::Operation(id) => {
                let (done, open) = clauses(id, about);
                Self::new(done, open)
            }
        }
    }

    const fn new(done: String, open: String) -> Self {
        Self { done, open, half: None, place: None }
    }

    fn at(self, screen: &'static str) -> Self {
        Self { place: Some(Place::of(screen)), ..self }
    }
}

/// `the old access key of alice`, `an access key of alice`.
fn key_of(event: &EventOf, of: &str) -> String {
    let was = event.key.iter().find_map(|was| match was {
        KeyWas::Old => Some("the old"),
        KeyWas::New => Some("the new"),
        KeyWas::Inactive => None,
    });
    format!("{} access key{of}", was.unwrap_or("an"))
}
