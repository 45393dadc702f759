//! Changes of a reference solution that a good challenge notices: a line left out, a policy attached that allows everything, a
//! policy that is written changed.

use serde_json::{Map, Value};

use super::open::EVERYTHING;
use super::policies::changed_policies;
use crate::awscli::{quote, split_words};

/// A line that is changed.
pub(super) struct Mutant {
    /// What it is now; nothing where it is left out.
    pub(super) line: Option<String>,
    /// What is changed, as a clause.
    pub(super) what: String,
}

/// All changes of a line. One that only says who does the next is not left out: whoever may do as much would solve it, too.
pub(super) fn mutants(line: &str) -> Vec<Mutant> {
    let words = split_words(line).unwrap_or_default();
    let mut all = Vec::new();
    if words.first().is_some_and(|word| word != "as") {
        all.push(Mutant { line: None, what: "this line is left out".into() });
    }
    // A policy that is detached is named the same way.
    let takes_policy = words.get(2).is_some_and(|operation| !operation.starts_with("detach-"));
    for (number, word) in words.iter().enumerate() {
        let flag = number.checked_sub(1).and_then(|before| words.get(before)).map(String::as_str);
        let wider = if takes_policy && POLICY_OPTIONS.iter().any(|(option, _)| flag == Some(option)) { wider(word) } else { None };
        for (text, what) in changed(word, takes_policy).into_iter().chain(wider) {
            let with = |(at, word): (usize, &String)| if at == number { quote(&text) } else { quote(word) };
            let line = words.iter().enumerate().map(with).collect::<Vec<_>>().join(" ");
            all.push(Mutant { line: Some(line), what });
        }
    }
    all
}

/// What names a policy that is to hold for somebody, as an option and as a member of JSON.
const POLICY_OPTIONS: [(&str, &str); 2] = [("--policy-arn", "PolicyArn"), ("--permissions-boundary", "PermissionsBoundary")];

/// The policy that allows everything in the place of another, and that it is, as a clause.
fn wider(arn: &str) -> Option<(String, String)> {
    (arn != EVERYTHING).then(|| (EVERYTHING.to_owned(), format!("AdministratorAccess stands in the place of {arn}")))
}

/// Changes of what stands in a word: a policy, or the input of a command as JSON with policies in it.
fn changed(word: &str, takes_policy: bool) -> Vec<(String, String)> {
    let Ok(Value::Object(object)) = serde_json::from_str(word) else { return Vec::new() };
    if object.contains_key("Statement") {
        return changed_policies(&object).into_iter().map(|(policy, what)| (policy.to_string(), what)).collect();
    }
    let members = object.iter().filter_map(|(member, value)| Some((member, value.as_str()?)));
    let all = members.flat_map(|(member, text)| {
        let policies =
            serde_json::from_str(text).ok().as_ref().map_or_else(Vec::new, |policy: &Map<String, Value>| changed_policies(policy));
        let policies = policies.into_iter().map(|(policy, what)| (policy.to_string(), what));
        let wider = if takes_policy && POLICY_OPTIONS.iter().any(|(_, known)| member == known) { wider(text) } else { None };
        let with = |(text, what): (String, String)| {
            let mut object = object.clone();
            object.insert(member.clone(), Value::String(text));
            (Value::Object(object).to_string(), what)
        };
        policies.chain(wider).map(with).collect::<Vec<_>>()
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_left_out_and_what_is_attached_is_wide() {
        let told = |line: &str| mutants(line).into_iter().map(|mutant| (mutant.line, mutant.what)).collect::<Vec<_>>();
        let left_out = || (None, "this line is left out".to_owned());
        assert_eq!(told("aws iam create-user --user-name a"), [left_out()]);
        assert_eq!(told("as user/a"), []);
        assert_eq!(told("'"), []);
        let attached = "aws iam attach-user-policy --user-name a --policy-arn arn:aws:iam::aws:policy/";
        assert_eq!(
            told(&format!("{attached}ReadOnlyAccess")),
            [
                left_out(),
                (
                    Some(format!("{attached}AdministratorAccess")),
                    "AdministratorAccess stands in the place of arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()
                )
            ]
        );
        assert_eq!(told(&format!("{attached}AdministratorAccess")), [left_out()]);
        assert_eq!(told("aws iam detach-user-policy --user-name a --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess"), [left_out()]);
    }

    #[test]
    fn policies_are_changed_wherever_a_line_has_them() {
        let policy = r#"{"Statement":[{"Sid":"A","Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b"}]}"#;
        let input = serde_json::json!({"UserName": "ann", "PolicyName": "p", "PolicyDocument": policy}).to_string();
        let told = |line: &str| mutants(line).into_iter().map(|mutant| mutant.what).collect::<Vec<_>>();
        let typed = told(&format!("aws iam put-user-policy --user-name ann --policy-name p --policy-document {}", quote(policy)));
        assert_eq!(typed, ["this line is left out", "A is left out", "the resource of A is *"]);
        let read = format!("aws iam put-user-policy --cli-input-json {}", quote(&input));
        assert_eq!(told(&read), typed);
        let wide = mutants(&read).pop().unwrap().line.unwrap();
        assert!(wide.starts_with("aws iam put-user-policy --cli-input-json '{") && wide.contains(r#""UserName":"ann""#), "{wide}");
        let attached = r#"aws iam attach-user-policy --cli-input-json '{"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}'"#;
        let bounded = "aws iam put-user-permissions-boundary --user-name a --permissions-boundary arn:aws:iam::aws:policy/ReadOnlyAccess";
        assert_eq!(told(bounded)[1], told(attached)[1]);
        assert!(told(attached)[1].starts_with("AdministratorAccess stands"));
    }
}
