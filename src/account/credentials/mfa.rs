//! Virtual MFA: seeds, codes, the address that an authenticator app scans, and what two codes prove.

use jiff::{SignedDuration, Timestamp};
use rand::{Rng, RngExt};
use totp_rs::{Builder, Totp};

use super::secret::{Disclosed, Secret};
use crate::account::Account;
use crate::account::entity::MfaDevice;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::words::count;

/// How long a code is good for, in seconds (RFC 6238, as AWS uses it).
pub const STEP_SECONDS: i64 = 30;

/// What an authenticator app shows as the account's issuer; not AWS's own, so that nobody takes one for the other.
const ISSUER: &str = "IAM%20practice";

/// The second of two codes may be this many steps behind our clock…
const FURTHEST_BEHIND: i64 = 998;
/// …or this many ahead (measured on the real service).
const FURTHEST_AHEAD: i64 = 1000;

/// A device's seed, able to give codes.
pub struct Seed(Totp);

impl Seed {
    /// 64 characters of Base32, as many as AWS gives.
    pub fn random(rng: &mut impl Rng) -> Disclosed {
        let mut bytes = [0; 40];
        rng.fill(&mut bytes);
        Disclosed::new(totp_rs::Secret::from(bytes).to_base32())
    }

    /// Reads a seed; `None` where the text is no Base32.
    pub fn read(seed: &Disclosed) -> Option<Self> {
        let secret = totp_rs::Secret::try_from_base32(seed.reveal()).ok()?;
        Some(Self(Builder::new().with_secret(secret).build_noncompliant()))
    }

    /// The code of a step: six digits.
    pub fn code(&self, step: i64) -> String {
        let seconds = u64::try_from(step.saturating_mul(STEP_SECONDS)).unwrap_or(0);
        self.0.generate(seconds).to_string()
    }

    /// The code at a moment, and for how many seconds it still is the code.
    pub fn code_at(&self, at: Timestamp) -> (String, u64) {
        (self.code(step_at(at)), seconds_left(at))
    }
}

/// For how many seconds the code of a moment still is the code.
pub fn seconds_left(at: Timestamp) -> u64 {
    (STEP_SECONDS - at.as_second().rem_euclid(STEP_SECONDS)).unsigned_abs()
}

/// The step that a moment lies in.
pub fn step_at(at: Timestamp) -> i64 {
    at.as_second().div_euclid(STEP_SECONDS)
}

/// What two consecutive codes proved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proof {
    /// The second code's step, by the device's clock.
    pub last_step: i64,
    /// How many steps the device's clock is ahead of ours; below zero, behind.
    pub drift: i64,
}

/// The earliest step whose code could still be the first of two; what was used before it needn't be remembered.
pub(in crate::account) fn earliest_step(at: Timestamp) -> i64 {
    step_at(at) - FURTHEST_BEHIND - 1
}

/// Checks two codes of a device: consecutive, in order, within the window, and neither used before. Codes that lie before a
/// used one are good: the device's clock may have been ahead and put right since.
///
/// # Errors
/// `InvalidAuthenticationCode` in AWS's words, with the reason as the remedy.
pub fn prove(seed: &Seed, first: &Secret, second: &Secret, used_steps: &[i64], at: Timestamp) -> Result<Proof, Refusal> {
    let (first, second) = (first.reveal(), second.reveal());
    let refuse = |reason: &str| {
        Err(Refusal::new(ErrorCode::InvalidAuthenticationCode, "Authentication code for device is not valid.")
            .member("AuthenticationCode2")
            .remedy(reason))
    };
    if first == second {
        return refuse("Both codes are the same. Wait until the app shows the next one, at most 30 seconds, and enter that second.");
    }
    let here = step_at(at);
    // From the nearest step outwards, so that a clock that is right is never taken for one that is hours off.
    let nearest_first =
        (0..=FURTHEST_AHEAD).flat_map(|away| [away, -away - 1]).filter(|drift| (-FURTHEST_BEHIND..=FURTHEST_AHEAD).contains(drift));
    let codes: Vec<(i64, String)> = nearest_first.map(|drift| (drift, seed.code(here + drift))).collect();
    let before = |drift: i64| seed.code(here + drift - 1);
    if let Some(drift) = codes.iter().filter(|(_, code)| code == second).map(|(drift, _)| *drift).find(|drift| before(*drift) == first) {
        let last_step = here + drift;
        return if [last_step - 1, last_step].iter().any(|step| used_steps.contains(step)) {
            refuse("These codes were used already; each code counts once. Wait for two new ones.")
        } else {
            Ok(Proof { last_step, drift })
        };
    }
    let place = |wanted: &str| codes.iter().find(|(_, code)| code == wanted).map(|(drift, _)| *drift);
    match (place(first), place(second)) {
        (Some(one), Some(two)) if two < one => refuse("The codes are in reverse order. Enter the earlier one first."),
        (Some(_), Some(_)) => refuse("The codes don't follow each other: at least one lies between them. Enter two that do."),
        (Some(_), None) => refuse("The first code is right, the second is not the one that follows it. Enter the very next code."),
        (None, Some(_)) => refuse("The second code is right, the first is not the one before it. Enter two codes in a row."),
        (None, None) => {
            refuse("Neither code is of this device. Check that the app's entry is this one, and that the phone sets its clock by itself.")
        }
    }
}

/// Within so long…
const TRIES_WITHIN: SignedDuration = SignedDuration::from_mins(3);
/// …so many codes of a device are looked at (measured on the real service).
const MOST_TRIES: usize = 9;

/// The tries that still count: whoever guesses has to wait for them to be over.
pub fn recent_tries(tries: &[Timestamp], at: Timestamp) -> Vec<Timestamp> {
    tries.iter().copied().filter(|tried| *tried <= at && at.duration_since(*tried) < TRIES_WITHIN).collect()
}

/// Whether another code may be tried after those.
pub const fn may_try(recent: &[Timestamp]) -> bool {
    recent.len() < MOST_TRIES
}

/// A code may be this many steps off the device's clock, either way (measured on the real service).
const STRAYS: i64 = 2;

/// The step of a code that is good to sign in with: within two steps of the device's clock, and not used before.
pub fn accept(seed: &Seed, code: &Secret, drift: i64, used_steps: &[i64], at: Timestamp) -> Option<i64> {
    let here = step_at(at) + drift;
    let step = (-STRAYS..=STRAYS).map(|away| here + away).find(|step| seed.code(*step) == code.reveal())?;
    (!used_steps.contains(&step)).then_some(step)
}

/// A device's clock against ours, in words; `None` while it is as good as right.
pub fn drift_in_words(drift: i64) -> Option<String> {
    // A code typed in time is of this step or the one before.
    if (-2..=1).contains(&drift) {
        return None;
    }
    let seconds = drift.abs() * STEP_SECONDS;
    let amount = match seconds {
        0..120 => count(seconds, "second"),
        120..7200 => count(seconds / 60, "minute"),
        _ => count(seconds / 3600, "hour"),
    };
    Some(format!("the device's clock is {amount} {}", if drift < 0 { "behind" } else { "ahead" }))
}

/// The seed as a person types it: groups of four.
pub fn spaced(seed: &Disclosed) -> String {
    let letters: Vec<char> = seed.reveal().chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// What is said beside how an entry of an authenticator app ends: nobody knows which alias there was as it was made.
pub const ENTRY_OF_ALIAS: &str = "An entry made while the account had an alias ends in that.";

impl Account {
    /// Whether a device's code of a moment was used: it counts no second time.
    pub fn is_code_used(&self, device: &MfaDevice, at: Timestamp) -> bool {
        self.mfa_use_of(&device.name).is_some_and(|used| used.steps().contains(&step_at(at)))
    }

    /// What the account is called in an authenticator app: its alias, or else its id.
    fn mfa_account_name(&self) -> &str {
        self.alias().unwrap_or_else(|| self.id.as_str())
    }

    /// How the device's entry in an authenticator app ends, with the issuer before it or without, whatever the account's alias has
    /// become since: `phone@482109735516`, or in the place of the id the alias that the account had as the entry was made.
    pub fn authenticator_entry(&self, device: &MfaDevice) -> String {
        format!("{}@{}", device.name, self.id)
    }

    /// The address that an authenticator app scans, in AWS's layout with its issuer in label and parameter.
    pub fn otpauth_uri(&self, device: &MfaDevice, seed: &Disclosed) -> String {
        format!("{}&issuer={ISSUER}", self.address(&format!("{ISSUER}:"), device, seed))
    }

    /// The addresses from the longest, which a large code holds, to the shortest: the issuer in label and parameter, in the
    /// label alone, nowhere. Apps take the label for the issuer where there is no parameter.
    pub fn otpauth_uris(&self, device: &MfaDevice, seed: &Disclosed) -> [String; 3] {
        [self.otpauth_uri(device, seed), self.address(&format!("{ISSUER}:"), device, seed), self.address("", device, seed)]
    }

    fn address(&self, issuer: &str, device: &MfaDevice, seed: &Disclosed) -> String {
        format!("otpauth://totp/{issuer}{}@{}?secret={}", device.name, self.mfa_account_name(), seed.reveal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    /// RFC 6238, appendix B: SHA-1, the last six of eight digits.
    #[test]
    fn codes_are_those_of_rfc_6238() {
        let seed = Seed::read(&Disclosed::new(totp_rs::Secret::from(*b"12345678901234567890").to_base32())).unwrap();
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            assert_eq!(seed.code_at(Timestamp::from_second(seconds).unwrap()).0, code);
        }
    }

    #[test]
    fn seeds_are_as_long_as_aws_makes_them() {
        let seed = Seed::random(&mut StdRng::seed_from_u64(1));
        assert_eq!(seed.reveal().len(), 64);
        assert!(seed.reveal().bytes().all(|letter| letter.is_ascii_uppercase() || (b'2'..=b'7').contains(&letter)));
        assert_eq!(spaced(&seed).split(' ').count(), 16);
    }

    fn try_steps(first: i64, second: i64, used: &[i64]) -> Result<Proof, String> {
        let seed = Seed::read(&Seed::random(&mut StdRng::seed_from_u64(2))).unwrap();
        let at = Timestamp::from_second(1_800_000_000).unwrap();
        let code = |steps: i64| Secret::new(seed.code(step_at(at) + steps));
        let used: Vec<i64> = used.iter().map(|steps| step_at(at) + steps).collect();
        prove(&seed, &code(first), &code(second), &used, at).map_err(|refusal| refusal.remedy.unwrap())
    }

    #[test]
    fn two_consecutive_codes_prove_a_device_in_a_wide_window() {
        for second in [0, 1, -1, 2, 1000, -998] {
            assert_eq!(try_steps(second - 1, second, &[]).map(|proof| proof.drift), Ok(second));
        }
        for second in [1001, -999] {
            assert!(try_steps(second - 1, second, &[]).is_err(), "{second}");
        }
    }

    #[test]
    fn a_refused_pair_says_why() {
        assert!(try_steps(0, 0, &[]).unwrap_err().contains("the same"));
        assert!(try_steps(1, 0, &[]).unwrap_err().contains("reverse order"));
        assert!(try_steps(0, 2, &[]).unwrap_err().contains("don't follow each other"));
        assert!(try_steps(0, 5000, &[]).unwrap_err().contains("first code is right"));
        assert!(try_steps(5000, 0, &[]).unwrap_err().contains("second code is right"));
        assert!(try_steps(5000, 5001, &[]).unwrap_err().contains("Neither"));
    }

    #[test]
    fn each_code_counts_once() {
        for (first, second) in [(-1, 0), (0, 1), (1, 2)] {
            assert!(try_steps(first, second, &[0, 1]).unwrap_err().contains("used already"), "{first}");
        }
        assert!(try_steps(2, 3, &[0, 1]).is_ok());
    }

    #[test]
    fn a_clock_that_was_put_right_is_no_used_code() {
        assert!(try_steps(0, 1, &[240, 241]).is_ok());
        assert!(try_steps(240, 241, &[240, 241]).unwrap_err().contains("used already"));
    }

    #[test]
    fn nine_codes_are_looked_at_in_three_minutes() {
        let at = Timestamp::from_second(1_800_000_000).unwrap();
        let before = |seconds: i64| at - SignedDuration::from_secs(seconds);
        let tries: Vec<Timestamp> = (0..8).map(|number| before(20 * number)).collect();
        assert_eq!(recent_tries(&tries, at), tries);
        assert!(may_try(&tries));
        let more = [tries, vec![before(179)]].concat();
        assert!(!may_try(&recent_tries(&more, at)));
        assert!(may_try(&recent_tries(&more, at + SignedDuration::from_secs(1))), "the oldest is over");
        // A clock that was put back since makes nobody wait for hours.
        assert_eq!(recent_tries(&[at], before(3600)), []);
    }

    #[test]
    fn drift_is_told_in_words_once_it_matters() {
        assert_eq!(drift_in_words(0), None);
        assert_eq!(drift_in_words(-2), None);
        assert_eq!(drift_in_words(-3).unwrap(), "the device's clock is 90 seconds behind");
        assert_eq!(drift_in_words(10).unwrap(), "the device's clock is 5 minutes ahead");
        assert_eq!(drift_in_words(-900).unwrap(), "the device's clock is 7 hours behind");
    }
}
