//! Console passwords: what is asked of one, making one, hashing one.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::secret::{Disclosed, Secret};
use crate::account::Account;
use crate::account::entity::PasswordPolicy;
use crate::account::env::{Env, HashingCost};
use crate::account::refusal::{ErrorCode, Refusal};

/// The characters that count as symbols (IAM password policy).
const SYMBOLS: &str = "!@#$%^&*()_+-=[]{}|'";

/// So many passwords are remembered: as many as the strictest policy asks about (`PasswordReusePrevention`).
pub(in crate::account) const MOST_REMEMBERED: usize = 24;

/// A kind of character that a password can be asked to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    Uppercase,
    Lowercase,
    Number,
    Symbol,
}

impl Class {
    const ALL: [Self; 4] = [Self::Uppercase, Self::Lowercase, Self::Number, Self::Symbol];

    fn holds(self, letter: char) -> bool {
        match self {
            Self::Uppercase => letter.is_ascii_uppercase(),
            Self::Lowercase => letter.is_ascii_lowercase(),
            Self::Number => letter.is_ascii_digit(),
            Self::Symbol => SYMBOLS.contains(letter),
        }
    }

    fn is_in(self, password: &str) -> bool {
        password.chars().any(|letter| self.holds(letter))
    }

    const fn is_required_by(self, policy: &PasswordPolicy) -> bool {
        match self {
            Self::Uppercase => policy.require_uppercase,
            Self::Lowercase => policy.require_lowercase,
            Self::Number => policy.require_numbers,
            Self::Symbol => policy.require_symbols,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Uppercase => "uppercase letter",
            Self::Lowercase => "lowercase letter",
            Self::Number => "number",
            Self::Symbol => "symbol",
        }
    }

    /// Letters to make passwords of: none that looks like another.
    const fn letters(self) -> &'static [u8] {
        match self {
            Self::Uppercase => b"ABCDEFGHJKLMNPQRSTUVWXYZ",
            Self::Lowercase => b"abcdefghijkmnopqrstuvwxyz",
            Self::Number => b"23456789",
            Self::Symbol => b"!@#$%^&*()_+-=[]{}|",
        }
    }
}

/// One thing asked of a password, and whether this password has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Requirement {
    /// In words: `at least 14 characters`.
    pub words: String,
    /// Whether it is so.
    pub met: bool,
}

/// What the password policy in force asks of a password: the account's own policy, or else IAM's default (8 to 128
/// characters, three of the four kinds, not the account's name or e-mail address).
pub fn requirements(account: &Account, password: &str) -> Vec<Requirement> {
    let Some(policy) = account.password_policy() else { return requirements_of_default(account, password) };
    let one_of = |class: Class| Requirement { words: format!("at least one {}", class.name()), met: class.is_in(password) };
    let classes = Class::ALL.into_iter().filter(|class| class.is_required_by(policy)).map(one_of);
    std::iter::once(length(policy.minimum_length, password)).chain(classes).collect()
}

/// What IAM asks of a password by itself, and AWS of root's whatever the account's own policy is.
pub fn requirements_of_default(account: &Account, password: &str) -> Vec<Requirement> {
    let classes = Class::ALL.into_iter().filter(|class| class.is_in(password)).count();
    vec![
        length(8, password),
        Requirement { words: "three of: uppercase, lowercase, numbers, symbols".into(), met: classes >= 3 },
        Requirement { words: "not the account's name or e-mail address".into(), met: !names_account(account, password) },
    ]
}

fn length(min: u32, password: &str) -> Requirement {
    Requirement { words: format!("{min} to 128 characters"), met: (min as usize..=128).contains(&password.chars().count()) }
}

fn names_account(account: &Account, password: &str) -> bool {
    let email = account.root().map(|root| root.email.as_str());
    [account.alias(), email].into_iter().flatten().any(|name| name.eq_ignore_ascii_case(password))
}

/// Checks a password against the policy in force.
///
/// # Errors
/// `PasswordPolicyViolation` in AWS's words, which name all that is wrong at once.
pub fn check(account: &Account, password: &Secret) -> Result<(), Refusal> {
    let password = password.reveal();
    refused(requirements(account, password), || {
        let lacking = lacking(password);
        account
            .password_policy()
            .map_or_else(|| against_default(account, password, &lacking), |policy| against_policy(policy, password, &lacking))
    })
    .map_err(|refusal| refusal.member("Password"))
}

/// Checks a password of root's: the account's own policy is for users.
///
/// # Errors
/// As for a user's by IAM's default policy.
pub(in crate::account) fn check_roots(account: &Account, password: &Secret) -> Result<(), Refusal> {
    let password = password.reveal();
    let wrong = || against_default(account, password, &lacking(password));
    refused(requirements_of_default(account, password), wrong).map_err(|refusal| refusal.member("NewPassword"))
}

fn lacking(password: &str) -> Vec<Class> {
    Class::ALL.into_iter().filter(|class| !class.is_in(password)).collect()
}

/// Refuses what does not have all that is asked for; `wrong` says it in AWS's words.
fn refused(asked: Vec<Requirement>, wrong: impl FnOnce() -> Vec<String>) -> Result<(), Refusal> {
    let unmet: Vec<String> = asked.into_iter().filter(|requirement| !requirement.met).map(|requirement| requirement.words).collect();
    if unmet.is_empty() {
        return Ok(());
    }
    let remedy = format!("The password needs: {}.", unmet.join("; "));
    Err(Refusal::new(ErrorCode::PasswordPolicyViolation, wrong().join(", ")).remedy(remedy))
}

fn too_short(password: &str, minimum: u32) -> Option<String> {
    (password.chars().count() < minimum as usize).then(|| format!("Password should have a minimum length of {minimum}"))
}

/// What is wrong by IAM's default policy, in AWS's words.
fn against_default(account: &Account, password: &str, lacking: &[Class]) -> Vec<String> {
    let mut wrong: Vec<String> = too_short(password, 8).into_iter().collect();
    // Three of the four kinds will do.
    if lacking.len() > 1 {
        let more = lacking.len() - 1;
        wrong.push(format!("Password should meet {more} more of the following requirements: {}", sentences(lacking).join(", ")));
    }
    if names_account(account, password) {
        wrong.push("Password should not be the same as the account name or email address".into());
    }
    wrong
}

/// What is wrong by the account's own policy, in AWS's words.
fn against_policy(policy: &PasswordPolicy, password: &str, lacking: &[Class]) -> Vec<String> {
    let asked: Vec<Class> = lacking.iter().copied().filter(|class| class.is_required_by(policy)).collect();
    too_short(password, policy.minimum_length).into_iter().chain(sentences(&asked)).collect()
}

/// Checks a password against those before it, newest first, by the reuse prevention in force.
///
/// # Errors
/// `PasswordPolicyViolation` where it is one of them.
pub(in crate::account) fn check_reuse(account: &Account, password: &Secret, former: &[Disclosed]) -> Result<(), Refusal> {
    let prevented = account.password_policy().and_then(|policy| policy.reuse_prevention).unwrap_or(0);
    if !former.iter().take(prevented as usize).any(|hash| verify(password, hash)) {
        return Ok(());
    }
    let last = if prevented == 1 { "last password".into() } else { format!("last {prevented} passwords") };
    let refusal = Refusal::new(ErrorCode::PasswordPolicyViolation, format!("Password should not be the same as the {last}"));
    Err(refusal.member("Password").remedy("The password policy prevents reuse; choose a password that is new."))
}

fn sentences(classes: &[Class]) -> Vec<String> {
    classes.iter().map(|class| format!("Password should have at least one {}", class.name())).collect()
}

/// A password that every policy accepts: all four kinds of characters, 20 of them or as many as the policy asks for.
pub fn generate(account: &Account, rng: &mut impl Rng) -> Secret {
    let length = account.password_policy().map_or(20, |policy| policy.minimum_length.max(20)) as usize;
    let pick = |class: Class, rng: &mut dyn Rng| class.letters()[rng.random_range(0..class.letters().len())];
    let mut letters: Vec<u8> = Class::ALL.into_iter().map(|class| pick(class, rng)).collect();
    while letters.len() < length {
        letters.push(pick(Class::ALL[rng.random_range(0..4)], rng));
    }
    letters.shuffle(rng);
    Secret::new(letters.into_iter().map(char::from).collect::<String>())
}

fn hasher(cost: HashingCost) -> Argon2<'static> {
    let params = match cost {
        HashingCost::Recommended => Params::new(19 * 1024, 2, 1, None),
        HashingCost::Least => Params::new(Params::MIN_M_COST, 1, 1, None),
    };
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.unwrap_or_default())
}

/// Hashes a password with a fresh salt. Takes tens of milliseconds: never on the thread that draws.
///
/// # Errors
/// `InvalidInput` should the library refuse the password, which no password of an IAM length makes it do.
pub fn hash(password: &Secret, env: &mut Env) -> Result<Disclosed, Refusal> {
    let mut salt = [0; 16];
    env.rng.fill(&mut salt);
    let hash: Result<phc::PasswordHash, _> = hasher(env.hashing).hash_password_with_salt(password.reveal().as_bytes(), &salt);
    let hash =
        hash.map_err(|error| Refusal::new(ErrorCode::InvalidInput, format!("The password can't be hashed: {error}")).member("Password"))?;
    Ok(Disclosed::new(hash.to_string()))
}

/// Whether a password is the hashed one. The hash says what it cost.
pub fn verify(password: &Secret, hash: &Disclosed) -> bool {
    let Ok(hash) = phc::PasswordHash::new(hash.reveal()) else { return false };
    Argon2::default().verify_password(password.reveal().as_bytes(), &hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    #[test]
    fn a_hash_is_recognised_whatever_it_cost() {
        for hashing in [HashingCost::Least, HashingCost::Recommended] {
            let mut env = Env { hashing, ..Env::at(Timestamp::UNIX_EPOCH, StdRng::seed_from_u64(1)) };
            let hash = hash(&Secret::new("Correct-Horse-9"), &mut env).unwrap();
            assert!(verify(&Secret::new("Correct-Horse-9"), &hash));
            assert!(!verify(&Secret::new("Correct-Horse-8"), &hash));
        }
    }
}
