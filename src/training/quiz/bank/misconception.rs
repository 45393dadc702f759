//! What learners believe and is not so.

use std::fmt;

/// One of the twenty-five misconceptions that lessons and quiz are about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Misconception(u8);

impl Misconception {
    /// All of them, in their order.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=TABLE.len() as u8).map(Self)
    }

    /// The one of this id: `M04`.
    pub fn named(id: &str) -> Option<Self> {
        Self::all().find(|misconception| misconception.to_string() == id)
    }

    /// What is believed.
    pub fn belief(self) -> &'static str {
        self.entry().0
    }

    /// What is so instead.
    pub fn truth(self) -> &'static str {
        self.entry().1
    }

    fn entry(self) -> (&'static str, &'static str) {
        TABLE.get(usize::from(self.0).saturating_sub(1)).copied().unwrap_or_default()
    }
}

impl fmt::Display for Misconception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "M{:02}", self.0)
    }
}

/// What is believed, and what is so.
const TABLE: [(&str, &str); 25] = [
    ("A new user can do a few things", "A new user may do nothing, until a policy allows something."),
    ("An administrator is as good as root", "IAM policies do not bind root, and a few tasks are root's alone."),
    ("Root's access keys are for scripts", "Root needs no access keys. Scripts and programs act with roles."),
    ("MFA set up is MFA enforced", "A device changes how one signs in. That requests need MFA takes a condition in a policy."),
    ("The password policy covers everything", "It covers neither root nor access keys, and rules of length hold from the next change on."),
    ("Groups nest, sign in, are principals", "A group does none of that. It carries policies for the users in it."),
    ("Leaving a group blocks the user", "What this group granted goes, at once. What others grant stays."),
    ("A closer or later Allow beats a Deny", "Neither order nor precision counts. One Deny that matches decides."),
    ("No Allow is the same as a Deny", "What nothing allows, another policy may still allow. What is denied, none can."),
    ("A user and a role are the same", "A user has long-term credentials. A role is taken on for a while, with temporary ones."),
    ("A policy on a role lets me use the role", "The role's trust policy says who may come in, its permissions what can be done there."),
    ("A role adds to what I may do", "While one acts as the role, its permissions take the place of one's own."),
    ("Policies attach to EC2 instances", "A policy goes on a role, the role into an instance profile, the profile on the instance."),
    ("PassRole is a call, or is AssumeRole", "PassRole is a permission. It is asked for when one hands a role to a service."),
    ("The principal :root is the root user", "It is the whole account, whose own policies say who of it may."),
    ("One side is enough across accounts", "Between accounts the caller's policies and the resource's must both allow."),
    ("An external ID is a password", "It is no secret. It keeps a vendor from being used by one customer against another."),
    ("Boundaries and SCPs grant", "They only cap: what counts is what both they and a granting policy allow."),
    ("Allow with NotAction blocks those actions", "It allows everything else, in every service, and denies nothing."),
    ("Deny with Bool MFA false stops keys", "With an access key the condition key is absent, and Bool does not match. BoolIfExists does."),
    ("A bucket's ARN covers its objects", "ListBucket is about the bucket, GetObject about the objects: they need /*."),
    ("Principal * is my users", "It is everybody, in all accounts and without one, unless a condition narrows it."),
    ("ForAllValues needs a value", "It is true where the key is absent, too. A Null condition asks for the key."),
    ("Deleting the key ends the attack", "Sessions that the key has opened live on, until they are denied or expire."),
    ("Same name is same principal", "Who is made anew has a new id. And policy variables need the version 2012-10-17."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_by_its_id() {
        assert_eq!(Misconception::all().count(), 25);
        for one in Misconception::all() {
            assert_eq!(Misconception::named(&one.to_string()), Some(one));
            assert!(one.truth().ends_with('.') && !one.belief().ends_with('.'), "{one}");
        }
        for wrong in ["M00", "M26", "M1", "m01", "", "M001"] {
            assert_eq!(Misconception::named(wrong), None, "{wrong}");
        }
    }
}
