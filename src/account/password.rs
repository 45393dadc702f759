//! Console passwords: what is asked of one, making one, hashing one.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

use super::Account;
use super::env::{Env, HashingCost};
use super::refusal::{ErrorCode, Refusal};
use super::secret::{Disclosed, Secret};

/// The characters that count as symbols (IAM password policy).
const SYMBOLS: &str = "!@#$%^&*()_+-=[]{}|'";

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
    let has = |class: Class| password.chars().any(|letter| class.holds(letter));
    let one_of = |class: Class| Requirement { words: format!("at least one {}", class.name()), met: has(class) };
    let length =
        |min: u32| Requirement { words: format!("{min} to 128 characters"), met: (min as usize..=128).contains(&password.chars().count()) };
    let Some(policy) = account.password_policy() else {
        let classes = Class::ALL.into_iter().filter(|class| has(*class)).count();
        return vec![
            length(8),
            Requirement { words: "three of: uppercase, lowercase, numbers, symbols".into(), met: classes >= 3 },
            Requirement { words: "not the account's name or e-mail address".into(), met: !names_account(account, password) },
        ];
    };
    let asked = [
        (policy.require_uppercase, Class::Uppercase),
        (policy.require_lowercase, Class::Lowercase),
        (policy.require_numbers, Class::Number),
        (policy.require_symbols, Class::Symbol),
    ];
    let classes = asked.into_iter().filter(|(required, _)| *required).map(|(_, class)| one_of(class));
    std::iter::once(length(policy.minimum_length)).chain(classes).collect()
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
    let unmet: Vec<String> =
        requirements(account, password).into_iter().filter(|requirement| !requirement.met).map(|requirement| requirement.words).collect();
    if unmet.is_empty() {
        return Ok(());
    }
    let minimum = account.password_policy().map_or(8, |policy| policy.minimum_length);
    let lacking: Vec<Class> = Class::ALL.into_iter().filter(|class| !password.chars().any(|letter| class.holds(letter))).collect();
    let message = if password.chars().count() < minimum as usize {
        format!("Password should have a minimum length of {minimum}")
    } else if let Some(policy) = account.password_policy() {
        let asked = [policy.require_uppercase, policy.require_lowercase, policy.require_numbers, policy.require_symbols];
        let asked: Vec<Class> = Class::ALL
            .into_iter()
            .zip(asked)
            .filter(|(class, required)| *required && lacking.contains(class))
            .map(|(class, _)| class)
            .collect();
        sentences(&asked)
    } else if names_account(account, password) {
        "Password should not be the same as the account name or email address".into()
    } else {
        format!("Password should meet {} more of the following requirements: {}", lacking.len().saturating_sub(1), sentences(&lacking))
    };
    let remedy = format!("The password needs: {}.", unmet.join("; "));
    Err(Refusal::new(ErrorCode::PasswordPolicyViolation, message).member("Password").remedy(remedy))
}

fn sentences(classes: &[Class]) -> String {
    let each: Vec<String> = classes.iter().map(|class| format!("Password should have at least one {}", class.name())).collect();
    each.join(", ")
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

/// Whether a password is the hashed one.
pub fn verify(password: &Secret, hash: &Disclosed) -> bool {
    let Ok(hash) = phc::PasswordHash::new(hash.reveal()) else { return false };
    hasher(HashingCost::Recommended).verify_password(password.reveal().as_bytes(), &hash).is_ok()
}
