//! Point 40, as far as it is the engine's: the context is taken as given, and what is missing in it is said.

use super::case::*;

#[test]
fn p40_no_key_is_added_and_what_is_missing_is_told() {
    for key in ["aws:username", "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:CurrentTime", "aws:userid"] {
        let case = get().identity(&allow_if(&format!(r#"{{"Null":{{"{key}":"false"}}}}"#)));
        expect(&case, NONE, key);
        let missing = case.explanation().missing_keys(&case.request, &case.policies);
        assert_eq!((missing.len(), missing[0].key.as_str(), missing[0].matters), (1, key, true));
    }
}

#[test]
fn missing_keys_that_matter_are_told_apart() {
    let missing = |case: &Case| {
        let missing = case.explanation().missing_keys(&case.request, &case.policies);
        missing.into_iter().map(|missing| (missing.key, missing.matters)).collect::<Vec<_>>()
    };
    let key = |name: &str, matters: bool| (name.to_owned(), matters);
    let red = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}"#;
    let home = allow("s3:*", "arn:aws:s3:::${aws:username}/*");
    assert_eq!(missing(&get().identity(red)), [key("aws:PrincipalTag/team", true)]);
    // One that allows already needs no other.
    assert_eq!(missing(&get().identity(&allow("*", "*")).identity(red)), [key("aws:PrincipalTag/team", false)]);
    // The boundary keeps it out anyway.
    assert_eq!(missing(&get().identity(red).boundary(&allow("ec2:*", "*"))), [key("aws:PrincipalTag/team", false)]);
    // A statement about something else asks for nothing.
    assert_eq!(missing(&get().identity(&allow("*", "*")).identity(&red.replace("s3:*", "ec2:*"))), []);
    assert_eq!(missing(&get().identity(&home)), [key("aws:username", true)]);
    // A deny that an absent key keeps away, and one that it brings about.
    let mfa = deny_if(r#"{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#);
    assert_eq!(missing(&get().identity(&allow("*", "*")).identity(&mfa)), [key("aws:MultiFactorAuthPresent", true)]);
    let vpc = deny_if(r#"{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}"#);
    assert_eq!(missing(&get().identity(&allow("*", "*")).identity(&vpc)), [key("aws:SourceVpc", true)]);
    assert_eq!(missing(&get().identity(&vpc)), [key("aws:SourceVpc", false)]);
    // Two that are needed together, and two that each would do.
    let both = allow_if(r#"{"StringEquals":{"a":"1","b":"2"}}"#);
    assert_eq!(missing(&get().identity(&both)), [key("a", true), key("b", true)]);
    assert_eq!(missing(&get().identity(&both).with("a", "1")), [key("b", true)]);
    // The condition cannot hold, whatever the other key is.
    assert_eq!(missing(&get().identity(&both).with("a", "2")), [key("b", false)]);
    let either = allow_if(r#"{"StringEquals":{"b":"2"}}"#);
    assert_eq!(missing(&get().identity(&allow_if(r#"{"StringEquals":{"a":"1"}}"#)).identity(&either)), [key("a", true), key("b", true)]);
}
