//! Operations told as what has been done, or has not been done yet: `bob has not been removed from a group yet`.

use super::names::Entity;

/// That an operation was done, and that it was not done yet, in clauses without their full stops.
pub(super) fn clauses(id: &str, about: Option<&Entity>) -> (String, String) {
    if let Some((_, done, open)) = WITHOUT_OBJECT.iter().find(|(other, ..)| *other == id) {
        let of = about.map_or_else(String::new, |about| format!(", for {}", about.label()));
        return (format!("{done}{of}"), format!("{open}{of} yet"));
    }
    let words = spaced(id);
    let (verb, object) = words.split_once(' ').unwrap_or((words.as_str(), ""));
    let (what, whither) = PREPOSITIONS
        .iter()
        .find_map(|one| object.split_once(one).map(|(what, other)| (what, Some((*one, other)))))
        .unwrap_or((object, None));
    let whither = whither.map_or_else(String::new, |(preposition, other)| match about {
        Some(about) if is_word(other, about) => format!("{preposition}{}", about.label()),
        _ => format!("{preposition}{}{other}", article(other)),
    });
    let tail = format!("{}{whither}", participle(verb));
    let of_thing = |thing: &str, of: &str| {
        let (has, some) = if is_many(thing) { ("have", "some ") } else { ("has", article(thing)) };
        (format!("{some}{thing}{of} {has} been {tail}"), format!("no {thing}{of} {has} been {tail} yet"))
    };
    let Some(about) = about.filter(|about| !whither.ends_with(&about.label())) else { return of_thing(what, "") };
    let label = about.label();
    let itself = |more: &str| (format!("{label} has been {tail}{more}"), format!("{label} has not been {tail}{more} yet"));
    match (what.split_once(' '), what.rsplit_once(' ')) {
        _ if is_word(what, about) => itself(""),
        // `user policy`, about the user and about the policy.
        (Some((first, rest)), _) if is_word(first, about) => of_thing(rest, &format!(" of {label}")),
        (_, Some((before, last))) if is_word(last, about) => itself(&format!(" {} {}{before}", towards(verb), article(before))),
        _ => of_thing(what, &format!(" of {label}")),
    }
}

/// Operations whose names say nothing of what they are done to, or not as one would say it: done, and not done.
const WITHOUT_OBJECT: [(&str, &str, &str); 14] = [
    ("AdvanceClock", "the practice clock has been moved on", "the practice clock has not been moved on"),
    ("AssumeRoleWithSAML", "somebody has taken on a role with a SAML assertion", "nobody has taken on a role with a SAML assertion"),
    ("AssumeRoleWithWebIdentity", "somebody has taken on a role with a web identity", "nobody has taken on a role with a web identity"),
    ("ConsoleLogin", "somebody has signed in", "nobody has signed in"),
    ("Decrypt", "something has been decrypted", "nothing has been decrypted"),
    ("Encrypt", "something has been encrypted", "nothing has been encrypted"),
    ("ExitRole", "a role has been left", "no role has been left"),
    ("GetCallerIdentity", "somebody has asked who they are", "nobody has asked who they are"),
    ("Invoke", "a function has been invoked", "no function has been invoked"),
    ("Logout", "somebody has signed out", "nobody has signed out"),
    ("OpenSession", "a session has been opened", "no session has been opened"),
    ("Scan", "a table has been read", "no table has been read"),
    ("SwitchRole", "a role has been switched to", "no role has been switched to"),
    ("UpdateLoginProfile", "console access has been changed", "console access has not been changed"),
];

/// Between what is moved and where.
const PREPOSITIONS: [&str; 3] = [" from ", " to ", " for "];

/// Whether a word is what an entity is, of one or of several.
fn is_word(word: &str, about: &Entity) -> bool {
    let one = about.sort.word();
    word == one || word.strip_suffix('s') == Some(one)
}

/// Whether several things are meant.
fn is_many(object: &str) -> bool {
    object.ends_with('s') && !["ss", "us", "is"].iter().any(|end| object.ends_with(end))
}

fn article(object: &str) -> &'static str {
    let is_vowel = object.starts_with(['a', 'e', 'i', 'o', 'O', 'I']);
    if is_vowel { "an " } else { "a " }
}

/// Between what is attached, or taken off, and to whom.
fn towards(verb: &str) -> &'static str {
    match verb {
        "attach" | "add" => "to",
        "detach" | "remove" => "from",
        _ => "of",
    }
}

/// What has happened to something: `removed`.
fn participle(verb: &str) -> String {
    let irregular = match verb {
        "get" => "read",
        "put" => "written",
        "reset" | "set" => verb,
        "run" => "started",
        "send" => "sent",
        "stop" => "stopped",
        "tag" => "tagged",
        "untag" => "untagged",
        _ if verb.ends_with('e') => return format!("{verb}d"),
        _ => match verb.strip_suffix('y') {
            Some(stem) => return format!("{stem}ied"),
            None => return format!("{verb}ed"),
        },
    };
    irregular.to_owned()
}

/// An operation's name in words: `UpdateLoginProfile` is `update login profile`.
fn spaced(id: &str) -> String {
    let letters: Vec<char> = id.chars().collect();
    let mut words = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let is_lower = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_lowercase);
        let begins = letter.is_ascii_uppercase() && (is_lower(at.checked_sub(1)) || (at > 0 && is_lower(Some(at + 1))));
        if begins {
            words.push(' ');
        }
        // What is written in capitals stays so.
        let is_of_word = is_lower(Some(at + 1)) || letter.is_ascii_lowercase();
        words.push(if is_of_word { letter.to_ascii_lowercase() } else { *letter });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::operation::OPERATIONS;
    use crate::training::check::names::Sort;

    fn open(id: &str, about: Option<(Sort, &str)>) -> String {
        clauses(id, about.map(|(sort, name)| Entity::new(sort, name)).as_ref()).1
    }

    #[test]
    fn what_was_not_done_is_said_of_whom_it_is_about() {
        let (bob, readers) = (Some((Sort::User, "bob")), Some((Sort::Group, "readers")));
        for (id, about, told) in [
            ("RemoveUserFromGroup", bob, "bob has not been removed from a group yet"),
            ("RemoveUserFromGroup", readers, "no user has been removed from group readers yet"),
            ("RemoveUserFromGroup", None, "no user has been removed from a group yet"),
            ("AddRoleToInstanceProfile", None, "no role has been added to an instance profile yet"),
            ("CreateGroup", readers, "group readers has not been created yet"),
            ("CreateGroup", None, "no group has been created yet"),
            ("DetachUserPolicy", bob, "no policy of bob has been detached yet"),
            ("DetachUserPolicy", Some((Sort::Policy, "P")), "policy P has not been detached from a user yet"),
            ("CreatePolicyVersion", Some((Sort::Policy, "P")), "no version of policy P has been created yet"),
            ("PutBucketPolicy", Some((Sort::Bucket, "b")), "no policy of bucket b has been written yet"),
            ("StopInstances", Some((Sort::Instance, "i-app")), "instance app has not been stopped yet"),
            ("CreateLoginProfile", bob, "no login profile of bob has been created yet"),
            ("UpdateAccountPasswordPolicy", None, "no account password policy has been updated yet"),
            ("ListUsers", None, "no users have been listed yet"),
            ("Logout", None, "nobody has signed out yet"),
        ] {
            assert_eq!(open(id, about), told);
        }
    }

    #[test]
    fn every_operation_is_told_in_a_sentence() {
        let about =
            [None, Some((Sort::User, "bob")), Some((Sort::Group, "readers")), Some((Sort::Bucket, "reports")), Some((Sort::Root, ""))];
        for spec in OPERATIONS {
            for about in about {
                let (done, open) = clauses(spec.id, about.map(|(sort, name)| Entity::new(sort, name)).as_ref());
                assert!(open.ends_with(" yet") && !done.ends_with(" yet"), "{}: {open}", spec.id);
                for clause in [&done, &open] {
                    assert!(!clause.contains(':') && !clause.contains("  ") && clause.split(' ').count() >= 3, "{}: {clause}", spec.id);
                }
            }
        }
    }
}
