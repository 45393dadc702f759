//! Secrets in lines and in what they answer: where others look on, they are masked.

use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::document::json;

/// The options whose values are secrets.
const OPTIONS: [&str; 6] = ["--password", "--old-password", "--new-password", "--secret-string", "--secret-binary", "--plaintext"];

/// A line with dots in the place of its secrets; as many as there are letters.
pub(super) fn masked(line: &str) -> String {
    let dots = |text: &str| text.chars().map(|letter| if letter == ' ' { ' ' } else { '•' }).collect::<String>();
    let mut shown = String::with_capacity(line.len());
    let mut hides = false;
    for word in line.split_inclusive(' ') {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let is_option = name.starts_with("--");
        if is_option {
            hides = OPTIONS.contains(&name.trim_end());
        }
        if hides && !is_option {
            shown.push_str(&dots(word));
        } else if hides && word.contains('=') {
            shown.extend([name, "=", &dots(value)]);
        } else {
            shown.push_str(word);
        }
    }
    shown
}

/// An answer in lines, the secrets in it marked as such.
pub(super) fn lines_of(text: &str, secrets: &[String]) -> Vec<Line> {
    let lines = json(text);
    let holds = |line: &Line| secrets.iter().any(|secret| line.plain().contains(secret.as_str()));
    // One that is written otherwise, or in several lines, is found in none: then it may be anywhere.
    let is_lost = secrets.iter().any(|secret| !lines.iter().any(|line| line.plain().contains(secret.as_str())));
    let marked = |line: Line| if is_lost || holds(&line) { Line::new().with(line.plain(), Role::Secret) } else { line };
    lines.into_iter().map(marked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_secrets_are_masked() {
        let line = "aws iam create-login-profile --user-name alice --password Kettle 7 --password-reset-required";
        assert_eq!(masked(line), line.replace("Kettle 7", "•••••• •"));
        assert_eq!(masked("aws x --password=Kettle --user-name=a"), "aws x --password=•••••• --user-name=a");
        assert_eq!(masked("users/alice --p"), "users/alice --p");
    }

    #[test]
    fn secrets_in_answers_are_marked_wherever_they_stand() {
        let secret = |text: &str, secrets: &[&str]| -> Vec<bool> {
            let secrets: Vec<String> = secrets.iter().map(|&secret| secret.to_owned()).collect();
            lines_of(text, &secrets).iter().map(|line| line.spans().iter().all(|span| span.role == Role::Secret)).collect()
        };
        assert_eq!(secret("{\"a\": \"x\", \"b\": \"hush\"}", &["hush"]), [false, false, true, false]);
        assert_eq!(secret("{\"a\": \"x\"}", &["hush"]), [true, true, true], "wherever it is");
        assert_eq!(secret("{\"a\": \"x\"}", &[]), [false, false, false]);
    }
}
