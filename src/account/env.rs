//! What an operation may take from outside: time, chance, and how dear hashing is. Nothing else.

use jiff::Timestamp;
use rand::rngs::StdRng;

/// The surroundings of a plan. Given the same, a plan is the same.
#[derive(Debug)]
pub struct Env {
    /// The practice account's time, in whole seconds: dates of entities, ages, reports.
    pub now: Timestamp,
    /// The real time: MFA codes follow it whatever the practice clock says.
    pub real_now: Timestamp,
    /// Ids, keys, seeds and salts come from here.
    pub rng: StdRng,
    /// What hashing a password costs.
    pub hashing: HashingCost,
}

/// The cost of an Argon2id hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HashingCost {
    /// 19 MiB, two passes: what OWASP recommends for stored passwords.
    Recommended,
    /// As little as the algorithm allows, for accounts that live only in a test.
    Least,
}

impl Env {
    /// The surroundings at this moment.
    pub fn at(real_now: Timestamp, rng: StdRng) -> Self {
        let now = Timestamp::from_second(real_now.as_second()).unwrap_or(real_now);
        Self { now, real_now, rng, hashing: HashingCost::Recommended }
    }
}
