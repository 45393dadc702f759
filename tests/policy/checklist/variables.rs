//! Points 34 to 39: policy variables.

use super::case::*;

/// A user with a name and tags, who wants an object.
fn home(object: &str) -> Case {
    ask(ALICE, "s3:GetObject", &format!("arn:aws:s3:::{object}")).with("aws:username", "alice").with("aws:PrincipalTag/team", "red")
}

#[test]
fn p34_variables_are_of_the_new_version_only() {
    let text =
        |version: &str, resource: &str| format!(r#"{{{version}"Statement":{{"Effect":"Allow","Action":"*","Resource":"{resource}"}}}}"#);
    for (version, decision) in [(r#""Version":"2012-10-17","#, ALLOWED), (r#""Version":"2008-10-17","#, NONE), ("", NONE)] {
        let mut case = home("home/alice/x");
        case.policies.identity.push(document(&text(version, "arn:aws:s3:::home/${aws:username}/*")));
        expect(&case, decision, version);
    }
    // There it is text, with what its star and question mark stand for.
    let mut case = home("home/${aws:username}/x");
    case.policies.identity.push(document(&text("", "arn:aws:s3:::home/${aws:username}/*")));
    expect(&case, ALLOWED, "text");
    let mut case = home("home/${abc}");
    case.policies.identity.push(document(&text("", "arn:aws:s3:::home/${*}")));
    expect(&case, ALLOWED, "a star");
    let old =
        r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"s3:prefix":"${aws:username}"}}}}"#;
    for (prefix, decision) in [("alice", NONE), ("${aws:username}", ALLOWED)] {
        let mut case = home("b").with("s3:prefix", prefix);
        case.policies.identity.push(document(old));
        expect(&case, decision, prefix);
    }
}

#[test]
fn p35_variables_are_in_resources_and_in_string_and_arn_conditions_only() {
    expect(&home("home/alice/x").identity(&allow("*", "arn:aws:s3:::home/${aws:username}/*")), ALLOWED, "Resource");
    let not = r#"{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::home/${aws:username}/*"}"#;
    expect(&home("home/alice/x").identity(&allow("*", "*")).identity(not), ALLOWED, "NotResource");
    expect(&home("home/bob/x").identity(&allow("*", "*")).identity(not), DENY, "NotResource");
    expect(&home("home/alice/x").with("verb", "GetObject").identity(&allow("s3:${verb}", "*")), NONE, "Action");
    for (operator, wanted, key, found, decision) in [
        ("StringEquals", "${aws:username}", "k", "alice", ALLOWED),
        ("StringEqualsIgnoreCase", "${aws:username}", "k", "ALICE", ALLOWED),
        ("StringLike", "${aws:username}/*", "k", "alice/x", ALLOWED),
        ("StringNotEquals", "${aws:username}", "k", "alice", NONE),
        ("ArnLike", "arn:aws:iam::*:user/*/${aws:username}", "k", ALICE, ALLOWED),
        ("ArnEquals", "arn:aws:iam::*:user/*/${aws:username}", "k", "arn:aws:iam::111122223333:user/team/bob", NONE),
        ("NumericEquals", "${n}", "k", "5", NONE),
        ("DateEquals", "${d}", "k", "2026-01-01", NONE),
        ("Bool", "${b}", "k", "true", NONE),
        ("IpAddress", "${ip}", "k", "10.0.0.1", NONE),
        ("NumericNotEquals", "${n}", "k", "5", ALLOWED),
    ] {
        let case = home("x").with("n", "5").with("d", "2026-01-01").with("b", "true").with("ip", "10.0.0.1").with(key, found);
        expect(&case.identity(&allow_if(&format!(r#"{{"{operator}":{{"{key}":"{wanted}"}}}}"#))), decision, operator);
    }
    expect(&home("x").resource(&grant(&aws("arn:aws:iam::111122223333:user/team/${aws:username}"))), NONE, "Principal");
}

#[test]
fn p36_a_substituted_value_is_literal() {
    let case = |name: &str, object: &str| {
        ask(ALICE, "s3:GetObject", &format!("arn:aws:s3:::home/{object}"))
            .with("aws:username", name)
            .identity(&allow("*", "arn:aws:s3:::home/${aws:username}/*"))
    };
    expect(&case("*", "bob/x"), NONE, "a star");
    expect(&case("*", "*/x"), ALLOWED, "a star itself");
    expect(&case("b?b", "bob/x"), NONE, "a question mark");
    expect(&case("${aws:userid}", "x/x"), NONE, "a variable in a value");
    expect(&case("Alice", "alice/x"), NONE, "resources heed case");
    expect(&case("a/b", "a/b/x"), ALLOWED, "a slash");
    let like =
        |name: &str, found: &str| home("x").with("name", name).with("k", found).identity(&allow_if(r#"{"StringLike":{"k":"${name}-*"}}"#));
    expect(&like("*", "abc-1"), NONE, "in conditions");
    expect(&like("*", "*-1"), ALLOWED, "in conditions, itself");
}

#[test]
fn p37_a_variable_without_value_matches_nothing() {
    for resource in ["arn:aws:s3:::home/${aws:absent}/*", "arn:aws:s3:::${aws:absent}*", "*${aws:absent}", "arn:aws:s3:::home/${}"] {
        expect(&home("home/alice/x").identity(&allow("*", resource)), NONE, resource);
    }
    let list = r#"{"Effect":"Allow","Action":"*","Resource":["arn:aws:s3:::${aws:absent}","arn:aws:s3:::home/*"]}"#;
    expect(&home("home/alice/x").identity(list), ALLOWED, "another entry of the list does");
    let not = r#"{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::home/${aws:absent}/*"}"#;
    expect(&home("home/alice/x").identity(&allow("*", "*")).identity(not), DENY, "NotResource leaves nothing out");
    for (operator, decision) in [
        ("StringEquals", NONE),
        ("StringLike", NONE),
        ("StringEqualsIgnoreCase", NONE),
        ("ArnEquals", NONE),
        ("StringNotEquals", ALLOWED),
        ("StringNotLike", ALLOWED),
        ("StringNotEqualsIgnoreCase", ALLOWED),
        ("ArnNotLike", ALLOWED),
        ("ForAllValues:StringEquals", NONE),
    ] {
        let case = home("x").with("k", "").identity(&allow_if(&format!(r#"{{"{operator}":{{"k":"${{aws:absent}}"}}}}"#)));
        expect(&case, decision, operator);
    }
    let case = home("x").with("k", "v").identity(&allow_if(r#"{"StringEquals":{"k":["${aws:absent}","v"]}}"#));
    expect(&case, ALLOWED, "another value of the list does");
}

#[test]
fn p38_defaults_and_literal_characters() {
    for (resource, object, decision) in [
        ("home/${aws:PrincipalTag/team, 'none'}/x", "home/red/x", ALLOWED),
        ("home/${aws:PrincipalTag/team, 'none'}/x", "home/none/x", NONE),
        ("home/${aws:PrincipalTag/absent, 'none'}/x", "home/none/x", ALLOWED),
        ("home/${aws:PrincipalTag/absent,'none'}/x", "home/none/x", ALLOWED),
        ("home/${aws:PrincipalTag/absent, 'no*'}/x", "home/none/x", NONE),
        ("home/${aws:PrincipalTag/absent, ''}/x", "home//x", ALLOWED),
        ("home/${AWS:principaltag/TEAM}/x", "home/red/x", ALLOWED),
        ("home/${*}", "home/*", ALLOWED),
        ("home/${*}", "home/x", NONE),
        ("home/${?}", "home/?", ALLOWED),
        ("home/${?}", "home/x", NONE),
        ("home/${$}x", "home/$x", ALLOWED),
        ("home/${$}{aws:username}", "home/${aws:username}", ALLOWED),
        ("home/$x", "home/$x", ALLOWED),
    ] {
        expect(&home(object).identity(&allow("*", &format!("arn:aws:s3:::{resource}"))), decision, resource);
    }
    let like =
        |wanted: &str, found: &str| home("x").with("k", found).identity(&allow_if(&format!(r#"{{"StringLike":{{"k":"{wanted}"}}}}"#)));
    expect(&like("a${*}*", "a*b"), ALLOWED, "a star and a wildcard");
    expect(&like("a${*}*", "ab"), NONE, "the star is missing");
    expect(&home("x").with("k", "*").identity(&allow_if(r#"{"StringEquals":{"k":"${*}"}}"#)), ALLOWED, "in StringEquals");
}

#[test]
fn p39_multivalued_keys_are_no_variables() {
    let case = |values: &[&str]| home("home/a").with_all("aws:TagKeys", values).identity(&allow("*", "arn:aws:s3:::home/${aws:TagKeys}"));
    expect(&case(&["a"]), NONE, "one value");
    expect(&case(&["a", "b"]), NONE, "several");
    let condition =
        home("x").with_all("aws:TagKeys", &["a"]).with("k", "a").identity(&allow_if(r#"{"StringEquals":{"k":"${aws:TagKeys}"}}"#));
    expect(&condition, NONE, "in a condition");
}
