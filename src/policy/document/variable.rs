//! Policy variables as they are written, and the parts of an ARN that they stand in.

/// The colons that divide the parts of an ARN; those behind them belong to the last part.
const COLONS: usize = 5;

/// What is between the braces of a variable that begins here, and what follows it. A brace within a default's quotes does not
/// end it. An unclosed one is ordinary text.
pub(in crate::policy) fn variable(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("${")?;
    let end = inside.find('}')?;
    if let Some(quote) = inside.get(..end)?.find('\'') {
        let quoted = inside.get(quote + 1..)?;
        if let Some(close) = quoted.find('\'') {
            let behind = quoted.get(close + 1..)?;
            let after = behind.trim_start();
            if let Some(after) = after.strip_prefix('}') {
                let length = inside.len() - after.len() - 1;
                return Some((inside.get(..length)?, after));
            }
        }
    }
    Some((inside.get(..end)?, inside.get(end + 1..)?))
}

/// The parts of an ARN as it is written, six at most: the colon of a variable divides none.
pub(in crate::policy) fn arn_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::with_capacity(COLONS + 1);
    // Looked for only where a brace is left: a text full of unclosed ones stays linear.
    let last_brace = text.rfind('}').unwrap_or_default();
    let (mut rest, mut length) = (text, 0);
    while parts.len() < COLONS {
        let Some(from) = rest.get(length..).filter(|from| !from.is_empty()) else { break };
        let Some(found) = from.find(['$', ':']) else { break };
        let at = length + found;
        let sign = rest.get(at..).unwrap_or_default();
        if sign.starts_with(':') {
            parts.push(rest.get(..at).unwrap_or_default());
            (rest, length) = (rest.get(at + 1..).unwrap_or_default(), 0);
            continue;
        }
        let may_be = text.len() - sign.len() <= last_brace;
        let behind = if may_be { variable(sign) } else { None };
        length = behind.map_or(at + 1, |(_, behind)| rest.len() - behind.len());
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colons_of_variables_divide_nothing() {
        for (text, parts) in [
            ("*", &["*"][..]),
            ("arn:aws:s3:::b/*", &["arn", "aws", "s3", "", "", "b/*"]),
            (
                "arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}",
                &["arn", "aws", "iam", "", "${aws:PrincipalAccount}", "user/${aws:username}"],
            ),
            ("arn:aws:sqs:${a:b, ':}'}:x", &["arn", "aws", "sqs", "${a:b, ':}'}", "x"]),
            ("arn:aws:s3:::${b:c:d", &["arn", "aws", "s3", "", "", "${b:c:d"]),
            ("arn:${x:y:z", &["arn", "${x", "y", "z"]),
            ("arn:aws:s3:", &["arn", "aws", "s3", ""]),
            ("", &[""]),
        ] {
            assert_eq!(arn_parts(text), parts, "{text}");
        }
        let hostile = "${".repeat(100_000);
        assert_eq!(arn_parts(&hostile), [hostile.as_str()]);
    }
}
