//! What a line leaves open until it is run: codes, keys, passwords and ids that nobody could have written down.

use jiff::SignedDuration;

use super::variables::name_behind;
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::authorization::in_utc;
use crate::account::entity::{Entity, Owner, ResourceKey, ResourceKind, Session};
use crate::account::mfa::{Seed, step_at};

/// Something to be put into a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Placeholder {
    /// The next code of a device that was not used.
    Code(String),
    /// The first or second of two codes in a row.
    CodeOfTwo(String, i64),
    /// The id of somebody's access key, by age from 1.
    Key(String, usize),
    /// The access key of the oldest session of this role that is open, and was not opened for a try.
    Session(String),
    /// The id of the instance of this name.
    Instance(String),
    /// The id of the KMS key that goes by this: its alias, with `alias/` before it, or what it is described as.
    KmsKey(String),
    /// The practice account's time, as conditions write it.
    Now,
    /// A dollar sign with a letter or digit behind it.
    Dollar,
    /// Root's password.
    RootPassword,
}

/// What can be put into a line, for messages.
const KNOWN: &str = "$code(DEVICE), $code1(DEVICE), $code2(DEVICE), $key(user/NAME), $key(user/NAME, 2), $key(root), $session(ROLE), $instance(NAME), $kmskey(alias/NAME), \
     $rootpassword, $now(), and $dollar() for the sign itself";

/// So far a code may be from the device's clock when one signs in, in steps.
const STRAYS: i64 = 2;

/// A line with a letter in the place of each placeholder, and the placeholders.
pub(super) fn taken_out(line: &str) -> Result<(String, Vec<Placeholder>), String> {
    if line.contains(is_mark) {
        return Err("The line has letters of the private use area.".into());
    }
    let (mut text, mut found, mut rest) = (String::with_capacity(line.len()), Vec::new(), line);
    while let Some(at) = rest.find('$') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let name = name_behind(from);
        let behind = from.get(1 + name.len()..).unwrap_or_default();
        if name.is_empty() {
            // As in `${aws:username}`.
            text.push('$');
            rest = behind;
            continue;
        }
        let (arguments, behind) = match behind.strip_prefix('(').map(|inside| inside.split_once(')')) {
            Some(Some((arguments, behind))) => (Some(arguments), behind),
            Some(None) => return Err(format!("${name}( has no closing parenthesis.")),
            None => (None, behind),
        };
        found.push(
            read(name, arguments)
                .ok_or_else(|| format!("Nothing is called ${name}; there are the names under [seed], $account, {KNOWN}."))?,
        );
        text.push(mark(found.len() - 1).ok_or("The line has too many placeholders.")?);
        rest = behind;
    }
    text.push_str(rest);
    Ok((text, found))
}

fn read(name: &str, arguments: Option<&str>) -> Option<Placeholder> {
    let arguments: Option<Vec<&str>> = arguments.map(|arguments| arguments.split(',').map(str::trim).collect());
    Some(match (name, arguments.as_deref()) {
        ("code", Some([device])) => Placeholder::Code((*device).to_owned()),
        ("code1", Some([device])) => Placeholder::CodeOfTwo((*device).to_owned(), 0),
        ("code2", Some([device])) => Placeholder::CodeOfTwo((*device).to_owned(), 1),
        ("key", Some([who])) => Placeholder::Key((*who).to_owned(), 1),
        ("key", Some([who, number])) => Placeholder::Key((*who).to_owned(), number.parse().ok().filter(|number| *number > 0)?),
        ("session", Some([role])) => Placeholder::Session((*role).to_owned()),
        ("instance", Some([name])) => Placeholder::Instance((*name).to_owned()),
        ("kmskey", Some([name])) => Placeholder::KmsKey((*name).to_owned()),
        ("now", Some([""])) => Placeholder::Now,
        ("dollar", Some([""])) => Placeholder::Dollar,
        ("rootpassword", None) => Placeholder::RootPassword,
        _ => return None,
    })
}

/// A text as it stands in a line, where a dollar sign with a name behind it would be a placeholder.
pub fn dollar_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (number, piece) in text.split('$').enumerate() {
        if number > 0 {
            let is_name = piece.starts_with(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
            escaped.push_str(if is_name { "$dollar()" } else { "$" });
        }
        escaped.push_str(piece);
    }
    escaped
}

/// Whether a name can stand between the parentheses of a placeholder.
pub fn is_plain_argument(name: &str) -> bool {
    name.trim() == name && !name.is_empty() && !name.contains(|letter: char| ",()$'\"\\".contains(letter) || letter.is_control())
}

/// The letter that stands for a placeholder of this number.
fn mark(number: usize) -> Option<char> {
    char::from_u32(0xe000 + u32::try_from(number).ok()?).filter(|letter| is_mark(*letter))
}

const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{e0ff}')
}

/// A word with its placeholders' values in it.
pub(super) fn put_in(word: &str, values: &[String]) -> String {
    let value = |letter: char| {
        let number = usize::try_from(u32::from(letter).checked_sub(0xe000)?).ok()?;
        values.get(number).filter(|_| is_mark(letter))
    };
    word.chars().fold(String::with_capacity(word.len()), |mut filled, letter| {
        match value(letter) {
            Some(value) => filled.push_str(value),
            None => filled.push(letter),
        }
        filled
    })
}

/// So long it takes at most until a line that is told is typed. A moment that ends what was before it is to lie behind whatever is
/// typed before the line.
const TYPED_WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// A line as somebody would type it who has the account before them: with the ids that stand there, a time by its clock that is soon,
/// and a word for each code or password that only they can know.
pub fn as_typed(line: &str, account: &Account, now: jiff::Timestamp) -> String {
    typed_with(line, account, now, |code| code.map_or_else(|| "CODE".to_owned(), |number| format!("CODE{}", number + 1)))
}

/// The same with some code where one is to be typed, to see what would come of the line but for that.
pub fn as_planned(line: &str, account: &Account, now: jiff::Timestamp) -> String {
    typed_with(line, account, now, |code| format!("{:06}", code.unwrap_or(0)))
}

fn typed_with(line: &str, account: &Account, now: jiff::Timestamp, code: impl Fn(Option<i64>) -> String) -> String {
    let typed = |placeholder: &Placeholder| match placeholder {
        Placeholder::Key(who, number) => key(account, who, *number).unwrap_or_else(|_| "KEY-ID".into()),
        Placeholder::Session(role) => session(account, role, now).unwrap_or_else(|_| "SESSION-KEY-ID".into()),
        Placeholder::Instance(name) => called(account, ResourceKind::Instance, name).unwrap_or_else(|| "INSTANCE-ID".into()),
        Placeholder::KmsKey(name) => called(account, ResourceKind::Key, name).unwrap_or_else(|| "KMS-KEY-ID".into()),
        Placeholder::Now => in_utc(now.checked_add(TYPED_WITHIN).unwrap_or(now)),
        Placeholder::Dollar => "$".into(),
        Placeholder::Code(_) => code(None),
        Placeholder::CodeOfTwo(_, number) => code(Some(*number)),
        Placeholder::RootPassword => "PASSWORD".into(),
    };
    match taken_out(line) {
        Ok((text, found)) => put_in(&text, &found.iter().map(typed).collect::<Vec<_>>()),
        Err(_) => line.to_owned(),
    }
}

/// What stands in a line, as it is typed, for an id that there is none of yet or for a code, and where it will be found.
const MADE_BEFORE: [(&str, &str); 7] = [
    ("SESSION-KEY-ID", "the access key of the session that is opened before: the answer has it, as AccessKeyId"),
    ("INSTANCE-ID", "the id of the instance that is started before: the answer has it, as InstanceId"),
    ("KMS-KEY-ID", "the id of the KMS key that is made before: the answer has it, as KeyId"),
    ("KEY-ID", "the id of the access key that is made before: the answer has it, as AccessKeyId"),
    ("CODE", "the code that the device shows"),
    ("CODE1", "the code that the device shows"),
    ("CODE2", "the code that it shows next, after that one"),
];

/// What the words mean that stand in typed lines for ids of what the lines before them make, and for codes, in sentences.
pub fn made_before(typed: &[String]) -> Vec<String> {
    let is_in = |word: &str| typed.iter().flat_map(|line| line.split([' ', '/', '=', '"', ','])).any(|found| found == word);
    MADE_BEFORE.iter().filter(|(word, _)| is_in(word)).map(|(word, means)| format!("For {word} type {means}.")).collect()
}

/// Whether a typed line names something by its id that is not there.
pub fn lacks_id(typed: &str) -> bool {
    typed.split([' ', '/', '=', '"', ',']).any(|word| word.ends_with("-ID") && MADE_BEFORE.iter().any(|(made, _)| *made == word))
}

/// What stands for a placeholder: a value, or for so many seconds none yet.
pub(super) enum Found {
    Value(String),
    Wait(i64),
}

impl Placeholder {
    /// What stands for it in an account at this real time.
    pub(super) fn value(&self, account: &Account, real_now: jiff::Timestamp, root_password: &str) -> Result<Found, String> {
        match self {
            Self::RootPassword => Ok(Found::Value(root_password.to_owned())),
            Self::Key(who, number) => key(account, who, *number).map(Found::Value),
            Self::Session(role) => session(account, role, account.time_at(real_now)).map(Found::Value),
            Self::Instance(name) => {
                let id = called(account, ResourceKind::Instance, name).ok_or_else(|| format!("There is no instance {name:?}."))?;
                Ok(Found::Value(id))
            }
            Self::KmsKey(name) => {
                let id = called(account, ResourceKind::Key, name).ok_or_else(|| format!("There is no KMS key {name:?}."))?;
                Ok(Found::Value(id))
            }
            Self::Now => Ok(Found::Value(in_utc(account.time_at(real_now)))),
            Self::Dollar => Ok(Found::Value("$".into())),
            Self::Code(device) => {
                let (seed, drift, last) = device_of(account, device)?;
                let clock = step_at(real_now) + drift;
                let next = last.map_or(clock, |last| clock.max(last + 1));
                let early = next - clock - STRAYS;
                Ok(if early > 0 { Found::Wait(early * crate::account::mfa::STEP_SECONDS) } else { Found::Value(seed.code(next)) })
            }
            Self::CodeOfTwo(device, number) => {
                let (seed, _, last) = device_of(account, device)?;
                let here = step_at(real_now) - 1;
                Ok(Found::Value(seed.code(last.map_or(here, |last| here.max(last + 1)) + number)))
            }
        }
    }
}

/// A device's seed, how far its clock is ahead, and the last step whose code was used.
fn device_of(account: &Account, name: &str) -> Result<(Seed, i64, Option<i64>), String> {
    let none = || format!("There is no MFA device {name:?}.");
    let device = account.mfa_device_named(name).ok_or_else(none)?;
    let seed = account.mfa_seed_of(&device.name).and_then(|kept| Seed::read(&kept.seed)).ok_or_else(none)?;
    let last = account.mfa_use_of(&device.name).and_then(|used| used.steps().into_iter().max());
    Ok((seed, device.assigned.as_ref().map_or(0, |assigned| assigned.drift), last))
}

fn key(account: &Account, who: &str, number: usize) -> Result<String, String> {
    let owner = match account.asker_named(who).map_err(|error| error.to_string())? {
        Asker::Root => Owner::Root,
        Asker::User(id) => Owner::User(id),
        _ => return Err(format!("Only root and users have access keys: {who:?}.")),
    };
    let mut keys = account.access_keys_of(owner);
    keys.sort_by_key(|key| key.created);
    let key = number.checked_sub(1).and_then(|at| keys.get(at));
    key.map(|key| key.id.as_str().to_owned()).ok_or_else(|| format!("{who} has no access key number {number}."))
}

/// The access key of the oldest session of a role that is open. One that a try opens is gone with the next.
fn session(account: &Account, role: &str, now: jiff::Timestamp) -> Result<String, String> {
    let none = || format!("No session of the role {role} is open.");
    let id = account.role_named(role).ok_or_else(none)?.id;
    let is_of_role = |session: &&Session| matches!(session.of, Asker::RoleSession { role, .. } if role == id);
    let open = account.sessions().filter(is_of_role).filter(|session| !session.is_tried && session.is_open(now));
    open.min_by_key(|session| session.issued).map(|session| session.key.as_str().to_owned()).ok_or_else(none)
}

/// The id of the instance with this tag `Name`, or of the KMS key with this alias.
pub(super) fn called(account: &Account, kind: ResourceKind, name: &str) -> Option<String> {
    let keys = account.resources(kind).filter_map(Entity::resource);
    keys.filter(|key| account.nickname(key).as_deref() == Some(name)).map(|key: ResourceKey| key.name).next()
}
