//! Who calls an operation.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use super::Account;
use super::authorization::{Asker, AskerError};
use super::entity::{KeyError, Owner, as_text};
use super::id::AccessKeyId;

/// The principal that an operation is called as, and the credentials that it calls with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caller {
    /// Who.
    pub who: Asker,
    /// The access key that the call is signed with: a long-term one, or that of a session. Without one it is the account's
    /// owner who calls as somebody, and AWS would see an access key of that principal.
    pub key: Option<AccessKeyId>,
    /// Whether the owner calls as somebody who has given an MFA code. Of a session, its key tells.
    pub mfa: bool,
}

/// How a caller without a key who gave an MFA code is written.
const MFA: &str = "mfa";

impl Caller {
    /// The root user: no policy of the account limits it.
    pub const ROOT: Self = Self::owner_as(Asker::Root);

    /// Somebody, as whom the account's owner calls.
    pub const fn owner_as(who: Asker) -> Self {
        Self { who, key: None, mfa: false }
    }

    /// Whose credentials these are that have this key.
    pub const fn with_key(who: Asker, key: AccessKeyId) -> Self {
        Self { who, key: Some(key), mfa: false }
    }

    /// Who has not signed in: anonymous.
    pub fn nobody() -> &'static Self {
        static NOBODY: LazyLock<Caller> = LazyLock::new(|| Caller::owner_as(Asker::anonymous()));
        &NOBODY
    }

    /// Whose credentials are meant where an operation leaves the user name out; none for sessions of roles and outsiders.
    pub const fn owner(&self) -> Option<Owner> {
        match self.who {
            Asker::Root => Some(Owner::Root),
            Asker::User(id) => Some(Owner::User(id)),
            Asker::RoleSession { .. } | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
        }
    }

    /// Whether it is the root user.
    pub const fn is_root(&self) -> bool {
        matches!(self.who, Asker::Root)
    }

    /// What sentences call the caller: `the root user`, `alice`, `Auditor/alice`.
    pub fn in_sentences(&self, account: &Account) -> String {
        if self.is_root() { "the root user".into() } else { self.label(account) }
    }

    /// The caller's name in the header and in history: `root user`, `alice`, `Auditor/alice`.
    pub fn label(&self, account: &Account) -> String {
        match &self.who {
            Asker::RoleSession { role, session } => {
                format!("{}/{session}", account.role(*role).map_or(role.as_str(), |role| &role.name))
            }
            who => account.asker_name(who),
        }
    }

    /// What a session of a role is called that the caller opens without naming it: like the caller, without what session names
    /// can't hold.
    pub fn session_name(&self, account: &Account) -> String {
        let holds = |letter: char| letter.is_ascii_alphanumeric() || "_+=,.@-".contains(letter);
        let name: String = self.label(account).chars().map(|letter| if holds(letter) { letter } else { '-' }).take(64).collect();
        if name.len() < 2 { format!("{name}-") } else { name }
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.who.as_key().fmt(f)?;
        self.key.map_or(Ok(()), |key| write!(f, " {key}"))?;
        if self.mfa { write!(f, " {MFA}") } else { Ok(()) }
    }
}

impl FromStr for Caller {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (who, key, mfa) = match text.rsplit_once(' ') {
            Some((who, MFA)) => (who, None, true),
            Some((who, key)) => (who, Some(key.parse().map_err(|_| KeyError)?), false),
            None => (text, None, false),
        };
        Ok(Self { who: Asker::of_key(who)?, key, mfa })
    }
}

as_text!(Caller);

impl Account {
    /// The caller that a text names: a principal as whom the owner calls, `partner` of the other account, or the credentials of an access key, of a session or
    /// not. `mfa`: as one who has given an MFA code.
    ///
    /// # Errors
    /// What is wrong with it, or who is not there.
    pub fn caller_named(&self, text: &str, mfa: bool) -> Result<Caller, AskerError> {
        let partner = self.partner();
        if text == "partner" || self.asker_arn(&partner.who).as_deref() == Some(text) {
            return Ok(Caller { mfa, ..partner });
        }
        let Ok(key) = text.parse::<AccessKeyId>() else {
            return self.asker_named(text).map(|who| Caller { who, key: None, mfa });
        };
        if mfa {
            return Err(AskerError::new("Whether a code was given, the credentials tell themselves: ask without MFA."));
        }
        let of_key = self.access_key(key).map(|found| match found.owner {
            Owner::Root => Asker::Root,
            Owner::User(id) => Asker::User(id),
        });
        let who = of_key.or_else(|| self.session(key).map(|session| session.of.clone()));
        // With a key that is not there, or no more, one may ask: AWS answers that the credentials are none.
        Ok(Caller::with_key(who.unwrap_or_else(Asker::anonymous), key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::request::Principal;

    #[test]
    fn callers_print_and_parse() {
        let user = "AIDAAAAAAAAAAAAAAAAAA".parse().unwrap();
        let role = "AROAAAAAAAAAAAAAAAAAA".parse().unwrap();
        let who = [
            Asker::Root,
            Asker::User(user),
            Asker::RoleSession { role, session: "alice@example.com".into() },
            Asker::FederatedUser { by: Owner::User(user), name: "bob".into() },
            Asker::FederatedUser { by: Owner::Root, name: "bob".into() },
            Asker::Outsider(Principal::parse("anonymous").unwrap()),
            Asker::Outsider(Principal::parse("arn:aws:iam::111122223333:user/team/pat").unwrap()),
        ];
        for who in who {
            let key = Some("ASIAIOSFODNN7EXAMPLE".parse().unwrap());
            for (key, mfa) in [(None, false), (None, true), (key, false)] {
                let caller = Caller { who: who.clone(), key, mfa };
                assert_eq!(caller.to_string().parse(), Ok(caller));
            }
        }
        assert_eq!("root".parse(), Ok(Caller::ROOT), "journals of the first days name root so");
    }

    #[test]
    fn other_text_is_no_caller() {
        for text in [
            "",
            " ",
            "root x",
            "root mfa mfa",
            "mfa",
            "user/",
            "user/AROAAAAAAAAAAAAAAAAAA",
            "role/AROAAAAAAAAAAAAAAAAAA",
            "federated/root",
            "outsider/x",
            "x",
        ] {
            assert_eq!(text.parse::<Caller>(), Err(KeyError), "{text:?}");
        }
    }
}
