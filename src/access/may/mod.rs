//! May somebody do something, and why?

mod answering;
pub(super) mod besides;
mod deed;
mod doers;
mod doing;
mod found;
pub(super) mod hinges;
mod in_session;
mod misfit;
pub(super) mod notes;
pub(super) mod refused;
mod room;
mod tagging;
mod told;
mod unblocking;
pub(super) mod ways;
mod within_reach;

use std::collections::BTreeMap;

pub use self::answering::{may, may_with};
pub use self::deed::{Made, Written, is_written_whole};
pub use self::in_session::TaggedSession;
pub use self::misfit::Misfit;
use self::room::Room;
use self::told::MFA_PRESENT;
use self::ways::Way;
use crate::account::authorization::{Asker, Authority, Derived, is_of_principal};
use crate::account::id::UniqueId;
use crate::policy::decision::{Absence, Change, Explanation, Layer, Loosening, Place, Remedy, Size, Whom};
use crate::policy::request::{Request, USER_ID, Value};

/// The answer, with everything it was made from.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the account by itself")]
pub struct Answer {
    /// The request.
    pub request: Request,
    /// Who asks; `None` where it is asked of a group or policy by itself.
    asker: Option<Asker>,
    /// Its condition keys, and where they come from.
    pub derived: Vec<Derived>,
    /// The policies that have a say, with their origins.
    pub authority: Authority,
    /// The decision with its reasons.
    pub explanation: Explanation,
    /// For a denial the smallest changes that would allow it: by how much each takes, of these those before others that change
    /// nothing for anybody else, and those that can be made in this account before others. None that grants an action that the
    /// reference does not know: it may be no action at all.
    pub remedies: Vec<Remedy>,
    /// For a denial the changes of who has which policy that would allow it.
    pub ways: Vec<Way>,
    /// For a denial to a role's session the sessions with other tags in which it would be allowed.
    pub sessions: Vec<TaggedSession>,
    /// For an allowance what would turn it.
    revocations: Vec<Remedy>,
    /// For a denial of which every change would be refused the first of them, and why.
    hindered: Option<String>,
    /// What there is to know of a remedy besides, in sentences: what is not there yet, and who does it where the root user may not.
    besides: Vec<(Remedy, String)>,
    /// Who makes one of the other changes where the root user may not, in a sentence.
    made_by: Vec<(Way, String)>,
    /// How policies are taken away that nobody can change, by their places.
    detached: BTreeMap<(Layer, u32), String>,
    /// Whether the identity policies and the boundary of who asks are the account's.
    has_identity: bool,
    /// Where a statement more for whose those are has room.
    room: Room,
    /// Who asks, by name; `None` where that is somebody without one.
    caller: Option<String>,
    /// Whose the identity policies are, by name.
    holder: String,
    /// The same as the account knows them; `None` where it does not, and where a policy is asked about by itself.
    holder_id: Option<UniqueId>,
    /// Whether who asks may come to have signed in with MFA, as no session can have that a service opens.
    comes_with_mfa: bool,
    /// Whether the resource would be the account's own and is not there: what is not there has no tags either.
    is_absent: bool,
    /// Whether it is asked of a role in any session of it.
    is_any_session: bool,
    /// Why there is no policy of the resource, where there is none.
    absence: Absence,
    /// Whether the resource is this account's own, by its ARN.
    is_own: bool,
    /// Whether the resource has a policy in the account, or can be given one there.
    holds_resource: bool,
    /// Whether no policy of the resource would change anything: it would be the account's own and is not there, or it shuts out
    /// who asks, whatever its policy says.
    is_deaf: bool,
    /// What who asks lacks for signing in with MFA, where that is a user or the root user who lacks something.
    lacking: Option<Lacking>,
    /// The policies that hold for others as well, by their places; `None` where a policy or group is asked about by itself.
    shared: Option<Vec<(Layer, u32)>>,
    /// The permissions boundary, where it is one of AWS's.
    fixed_boundary: Option<FixedBoundary>,
}

/// What somebody lacks for signing in with MFA.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lacking {
    /// A password or an access key: they sign in with nothing at all.
    Credentials,
    /// An MFA device.
    Device,
}

/// A permissions boundary that is AWS's own, and so can't be changed.
#[derive(Clone, Debug)]
struct FixedBoundary {
    name: String,
    /// Whether the account can have its text with a statement more as a policy of its own.
    can_be_own: bool,
}

/// A change that would allow what is denied, by its place in the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Advice {
    /// One of the remedies.
    Remedy(usize),
    /// One of the changes of who has which policy.
    Way(usize),
    /// One of the sessions with other tags.
    Session(usize),
}

impl Answer {
    /// All that would allow what is denied, the smallest first: the request in other circumstances, of these first what who asks
    /// does by themselves, such as signing in with MFA, and sessions with other tags; then policies that are written for just this,
    /// slips before all else; then changes of who has which policy, and last that the boundary goes. What a change of who has which policy says is not said
    /// again as a policy that is detached.
    pub fn advice(&self) -> Vec<Advice> {
        let remedies = || self.remedies.iter().enumerate().filter(|(_, remedy)| !self.is_a_way(remedy));
        let of = |fits: &dyn Fn(Size) -> bool| {
            let fitting = remedies().filter(|(_, remedy)| fits(remedy.size()));
            fitting.map(|(at, _)| Advice::Remedy(at)).collect::<Vec<_>>()
        };
        let ways = (0..self.ways.len()).map(Advice::Way).collect();
        let sessions = (0..self.sessions.len()).map(Advice::Session).collect();
        let [own, circumstances, policies, boundary] =
            [Size::CallersOwn, Size::Circumstances, Size::Policies, Size::Boundary].map(|size| of(&|other| other == size));
        [own, sessions, circumstances, policies, ways, boundary].concat()
    }

    /// Whether a remedy says what a change of who has which policy says, too.
    fn is_a_way(&self, remedy: &Remedy) -> bool {
        let [Change::Remove(place)] = remedy.changes[..] else { return false };
        let origin = self.authority.origins.get(place.layer, place.policy as usize);
        let is_detached = self.detached.contains_key(&(place.layer, place.policy));
        is_detached && origin.is_some_and(|origin| self.ways.iter().any(|way| way.detaches(origin)))
    }

    /// What who asks lacks for a change, which is that it be signed in with MFA.
    pub fn lacks(&self, change: &Change) -> Option<Lacking> {
        self.lacking.filter(|_| is_signing_in_with_mfa(change))
    }

    /// Whether the one condition of a statement that does not hold is about who asks, where that is nobody by name.
    fn is_nobodys(&self, place: Place) -> bool {
        let is_about_who = |key: &str| {
            let is_of_session = self.is_any_session && key.eq_ignore_ascii_case(USER_ID);
            is_of_session || self.shared.is_none() && is_of_principal(key)
        };
        self.tell().loosening(place).as_ref().and_then(Loosening::key).is_some_and(is_about_who)
    }

    /// Whether a change can't be made in this account: it is about a policy or a caller that the account does not hold.
    pub fn is_outside(&self, change: &Change) -> bool {
        match change {
            Change::Add { layer, .. } | Change::Remove(Place { layer, .. }) => !self.holds(*layer),
            Change::RemoveBoundary => !self.has_identity,
            _ => false,
        }
    }

    /// Whose the identity policies are, by name.
    pub fn holder(&self) -> &str {
        &self.holder
    }

    /// The user, role or group whose the identity policies are; `None` where the account does not hold them.
    pub const fn holder_id(&self) -> Option<UniqueId> {
        self.holder_id
    }

    /// Whether the console leads to where a change is made: it is one of the request, or of what the account holds.
    pub fn is_led_to(&self, change: &Change) -> bool {
        match change {
            Change::Remove(place) | Change::Loosen(place) => self.source(*place).is_some() && !self.is_outside(change),
            Change::Add { layer: Layer::Session | Layer::Endpoint | Layer::ServiceControl(_) | Layer::ResourceControl(_), .. } => false,
            change => !self.is_outside(change),
        }
    }

    /// Whether a statement can be added to a layer within the account.
    const fn holds(&self, layer: Layer) -> bool {
        match layer {
            Layer::Resource => self.holds_resource,
            Layer::Identity | Layer::Boundary => self.has_identity,
            Layer::Session | Layer::Endpoint | Layer::ServiceControl(_) | Layer::ResourceControl(_) => true,
        }
    }

    /// For an allowance what would have to go for it to end, and what would deny it; none for a denial, for what no policy can deny,
    /// and none that the account would refuse.
    pub fn revocations(&self) -> Vec<Remedy> {
        self.revocations.clone()
    }

    fn all_revocations(&self) -> Vec<Remedy> {
        if self.absence == Absence::Overruled {
            return Vec::new();
        }
        self.explanation.revocations(&self.request, &self.authority.policies)
    }

    /// Whether a remedy is offered: no policy is written for what may be no action.
    fn is_offered(&self, remedy: &Remedy) -> bool {
        self.request.action.is_known() || !remedy.changes.iter().any(|change| matches!(change, Change::Add { .. }))
    }

    /// Whether no statement about the action is ever about the resource: IAM matches it with nothing that the action takes.
    fn is_misfit(&self) -> bool {
        self.request.effective_resource().is_some() && Misfit::of(&self.request.action, &self.request.resource).is_some()
    }

    /// Whether a session is named that stands for any of its role.
    fn is_any_session(&self, whom: &Whom) -> bool {
        self.is_any_session && whom.principal == self.request.principal.text()
    }
}

fn is_signing_in_with_mfa(change: &Change) -> bool {
    let is_true = |value: &Value| matches!(value, Value::Single(value) if value == "true");
    matches!(change, Change::SetKey { key, value } if key.name().eq_ignore_ascii_case(MFA_PRESENT) && is_true(value))
}
