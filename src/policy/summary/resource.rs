//! Resource entries in the console's words: each part that varies, and what it is limited to.

use crate::catalog::ResourceType;
use crate::policy::document::arn_parts;

/// A piece of a template of the reference.
enum Piece<'t> {
    Literal(&'t str),
    /// `${BucketName}`, by its name.
    Varies(&'t str),
}

/// A template as the widest pattern of its resources.
pub(super) fn widest(template: &str) -> String {
    let part = |piece| match piece {
        Piece::Literal(text) => text,
        Piece::Varies("Partition") => "aws",
        Piece::Varies(_) => "*",
    };
    pieces(template).into_iter().map(part).collect()
}

/// An entry as a resource of a type: `BucketName | string like | reports, ObjectName | string like | All`. As it is written
/// where it does not follow the type's template.
pub(super) fn words<'k>(entry: &str, kinds: impl Iterator<Item = &'k ResourceType>) -> String {
    let mut kinds = kinds;
    kinds.find_map(|kind| fitted(entry, kind.arn)).unwrap_or_else(|| entry.to_owned())
}

fn fitted(entry: &str, template: &str) -> Option<String> {
    let (mut of_entry, mut of_template) = (arn_parts(entry).into_iter(), template.splitn(6, ':'));
    let mut next = || Some((of_entry.next()?, of_template.next()?));
    let (_arn, _partition, _service, (region, takes_region), (account, takes_account), (rest, template)) =
        (next()?, next()?, next()?, next()?, next()?, next()?);
    let mut parts = parts(rest, template)?;
    // The console names them only where they limit anything.
    let is_limit = |value: &str, template: &str| template.contains("${") && !matches!(value, "*" | "");
    if is_limit(region, takes_region) {
        parts.push(("region", region));
    }
    if is_limit(account, takes_account) {
        parts.push(("account", account));
    }
    let part = |(name, value): &(&str, &str)| format!("{name} | string like | {}", if *value == "*" { "All" } else { value });
    (!parts.is_empty()).then(|| parts.iter().map(part).collect::<Vec<_>>().join(", "))
}

/// What stands in an entry for each part of a template that varies; `None` where it does not follow the template.
fn parts<'a>(entry: &'a str, template: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let pieces = pieces(template);
    let mut parts = Vec::new();
    let mut rest = entry;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Varies(name) => {
                let value = match pieces.get(at + 1) {
                    _ if rest == "*" => rest,
                    Some(Piece::Literal(literal)) => rest.get(..found(rest, literal)?)?,
                    Some(Piece::Varies(_)) => return None,
                    None => rest,
                };
                parts.push((*name, value));
                rest = if rest == "*" { rest } else { rest.get(value.len()..)? };
            }
            Piece::Literal(_) if rest == "*" => {}
            Piece::Literal(literal) => rest = rest.strip_prefix(literal)?,
        }
    }
    (rest.is_empty() || rest == "*" || matches!(pieces.last(), Some(Piece::Varies(_)))).then_some(parts)
}

/// Where an entry has a text, behind its variables: `${aws:PrincipalTag/team}` has a slash of its own.
fn found(entry: &str, text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = entry.get(from..)?;
        let at = rest.find(text)?;
        match rest.find("${").filter(|variable| *variable < at) {
            Some(variable) => from += variable + rest.get(variable..)?.find('}')?,
            None => return Some(from + at),
        }
    }
}

fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, behind)) = behind.split_once('}') else { break };
        let before = before.strip_suffix('$').unwrap_or(before);
        if !before.is_empty() {
            pieces.push(Piece::Literal(before));
        }
        pieces.push(Piece::Varies(name));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::SERVICE_REFERENCE;

    #[test]
    fn entries_are_told_by_the_parts_of_their_type() {
        for (service, kinds, entry, told) in [
            ("s3", &["bucket"][..], "arn:aws:s3:::reports", "BucketName | string like | reports"),
            ("s3", &["object"], "arn:aws:s3:::reports/*", "BucketName | string like | reports, ObjectName | string like | All"),
            ("s3", &["object"], "arn:aws:s3:::*", "BucketName | string like | All, ObjectName | string like | All"),
            (
                "s3",
                &["object"],
                "arn:aws:s3:::${aws:PrincipalTag/team}*/*",
                "BucketName | string like | ${aws:PrincipalTag/team}*, ObjectName | string like | All",
            ),
            ("s3", &["bucket", "object"], "arn:aws:s3:::re*", "BucketName | string like | re*"),
            ("iam", &["role"], "arn:aws:iam::*:role/team/*", "RoleNameWithPath | string like | team/*"),
            (
                "iam",
                &["role"],
                "arn:aws:iam::111122223333:role/app",
                "RoleNameWithPath | string like | app, account | string like | 111122223333",
            ),
            ("sqs", &["queue"], "arn:aws:sqs:eu-west-1:*:*", "QueueName | string like | All, region | string like | eu-west-1"),
            ("sqs", &["queue"], "arn:aws:sqs:*", "arn:aws:sqs:*"),
            ("iam", &["role"], "arn:aws:iam::*:ro*", "arn:aws:iam::*:ro*"),
        ] {
            let service = SERVICE_REFERENCE.service(service).unwrap();
            let kinds = kinds.iter().map(|kind| service.resource_type(kind).unwrap());
            assert_eq!(words(entry, kinds), told);
        }
    }

    #[test]
    fn the_widest_pattern_of_a_template() {
        assert_eq!(widest("arn:${Partition}:s3:::${BucketName}/${ObjectName}"), "arn:aws:s3:::*/*");
        assert_eq!(widest("arn:${Partition"), "arn:${Partition");
    }
}
