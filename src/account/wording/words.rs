//! Numbers, days and names in sentences.

use jiff::Timestamp;

/// The day alone: `23 November 2026`.
pub fn day(at: Timestamp) -> String {
    at.strftime("%-d %B %Y").to_string()
}

/// A number with its thousands apart: `5,000`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with its thing: `1 user`, `3 users`.
pub fn count(number: impl TryInto<usize>, thing: &str) -> String {
    let number = number.try_into().unwrap_or(0);
    format!("{} {}", grouped(number), plural(number, thing))
}

/// The thing in one or several: `user`, `users`; `policy`, `policies`.
pub fn plural(number: usize, thing: &str) -> String {
    match (number, thing.strip_suffix('y')) {
        (1, _) => thing.to_owned(),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{thing}s"),
    }
}

/// All of these names in a sentence: `alice`, `alice and bob`, `alice, bob, carol, dan and eve`.
pub fn listed_in_full<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        few => few.concat(),
    }
}

/// Names in a sentence, of many only the first: `alice`, `alice and bob`, `alice, bob and 3 others`.
pub fn listed<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names[..] {
        [] => String::new(),
        [name] => name.to_owned(),
        [first, second] => format!("{first} and {second}"),
        [first, second, third] => format!("{first}, {second} and {third}"),
        [first, second, ref others @ ..] => format!("{first}, {second} and {} others", others.len()),
    }
}

/// The question whether one of these names is meant, a sentence with a blank before it; nothing where there is none:
/// ` Is alice or alicia meant?`
pub fn is_meant<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [name] => format!(" Is {} meant?", name.as_ref()),
        [others @ .., last] => {
            let others: Vec<&str> = others.iter().map(AsRef::as_ref).collect();
            format!(" Is {} or {} meant?", others.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told() {
        assert_eq!(day("2026-11-23T21:14:05Z".parse().unwrap()), "23 November 2026");
    }

    #[test]
    fn things_are_counted() {
        assert_eq!(count(1, "user"), "1 user");
        assert_eq!(count(5000, "user"), "5,000 users");
        assert_eq!(count(0, "policy"), "0 policies");
        assert_eq!(count(2, "access key"), "2 access keys");
        assert_eq!(count(2, "day"), "2 days");
    }

    #[test]
    fn names_are_listed() {
        assert_eq!(listed(&["alice"]), "alice");
        assert_eq!(listed(&["alice", "bob"]), "alice and bob");
        assert_eq!(listed(&["alice", "bob", "carol"]), "alice, bob and carol");
        assert_eq!(listed(&["alice", "bob", "carol", "dan"]), "alice, bob and 2 others");
    }

    #[test]
    fn it_is_asked_whether_a_name_is_meant() {
        assert_eq!(is_meant::<&str>(&[]), "");
        assert_eq!(is_meant(&["alice"]), " Is alice meant?");
        assert_eq!(is_meant(&["alice", "bob"]), " Is alice or bob meant?");
        assert_eq!(is_meant(&["alice", "bob", "carol"]), " Is alice, bob or carol meant?");
    }
}
