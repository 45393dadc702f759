//! Point 17, and who else may be a principal.

use iam_console::policy::compiled::{NoPrincipal, Outcome};
use iam_console::policy::decision::Layer;

use super::case::*;

const ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;

#[test]
fn p17_principals_take_no_partial_wildcards_and_groups_are_none() {
    for (whom, decision) in [
        (ALICE, ALLOWED),
        ("*", ALLOWED),
        ("arn:aws:iam::111122223333:user/*", NONE),
        ("arn:aws:iam::111122223333:user/team/*", NONE),
        ("arn:aws:iam::111122223333:*", NONE),
        ("arn:aws:iam::*:user/team/alice", NONE),
        ("arn:aws:iam::111122223333:user/team/alic?", NONE),
        ("arn:aws:iam::111122223333:user/team/Alice", NONE),
        ("arn:aws:iam::111122223333:user/alice", NONE),
        ("ARN:aws:iam::111122223333:user/team/alice", NONE),
        ("arn:aws:iam::111122223333:group/admins", NONE),
        ("111122223333*", NONE),
        ("AIDACKCEVSQ6C2EXAMPLE", NONE),
    ] {
        let case = get().resource(&grant(&aws(whom)));
        expect(&case, decision, whom);
        if decision == NONE {
            let outcome = case.explanation().statements_of(Layer::Resource)[0].outcome;
            assert_eq!(outcome, Outcome::Principal(NoPrincipal::NotListed), "{whom}");
        }
    }
}

#[test]
fn statements_of_resources_name_somebody() {
    expect(&get().resource(ALL), NONE, "nobody is named");
    expect(&get().resource(r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#).identity(ALL), ALLOWED, "nobody is denied");
    expect(&get().resource(&grant(r#"{"AWS":[]}"#)), NONE, "an empty list");
    expect(&get().resource(&grant(&format!(r#"{{"Service":"lambda.amazonaws.com","AWS":["{STRANGER}","{ALICE}"]}}"#))), ALLOWED, "a list");
}

#[test]
fn services_and_anonymous_callers_have_only_grants_of_resources() {
    let lambda = || ask("lambda.amazonaws.com", "s3:GetObject", OBJECT);
    for (whom, decision) in [
        (r#"{"Service":"lambda.amazonaws.com"}"#, ALLOWED),
        (r#"{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]}"#, ALLOWED),
        (r#"{"Service":"ec2.amazonaws.com"}"#, NONE),
        (r#"{"AWS":"lambda.amazonaws.com"}"#, NONE),
        (r#""*""#, ALLOWED),
        (r#"{"AWS":"111122223333"}"#, NONE),
    ] {
        expect(&lambda().resource(&grant(whom)), decision, whom);
    }
    expect(&lambda().identity(ALL), NONE, "a service has no identity policies");
    let anonymous = || ask("anonymous", "s3:GetObject", OBJECT);
    expect(&anonymous().identity(ALL), NONE, "anonymous has none either");
    expect(&anonymous().resource(&grant(r#""*""#)), ALLOWED, "everyone");
    expect(&anonymous().resource(&grant(r#"{"AWS":"*"}"#)), ALLOWED, "everyone");
    expect(&anonymous().resource(&grant(&aws(ACCOUNT))), NONE, "an account");
    expect(&anonymous().resource(&grant(r#"{"Service":"*"}"#)), NONE, "services");
}

#[test]
fn tokens_of_providers_are_trusted_by_trust_policies() {
    const OIDC: &str = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    const SAML: &str = "arn:aws:iam::111122223333:saml-provider/idp";
    let federated = |provider: &str| format!(r#"{{"Federated":"{provider}"}}"#);
    let web = |subject: &str| {
        ask(OIDC, "sts:AssumeRoleWithWebIdentity", ROLE).with("token.actions.githubusercontent.com:sub", subject).resource(&format!(
            r#"{{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{"StringLike":{{"token.actions.githubusercontent.com:sub":"repo:me/app:*"}}}}}}"#,
            federated(OIDC)
        ))
    };
    expect(&web("repo:me/app:ref:refs/heads/main"), ALLOWED, "the subject fits");
    expect(&web("repo:me/other:ref:refs/heads/main"), NONE, "another subject");
    let saml = |whom: &str, action: &str| ask(SAML, "sts:AssumeRoleWithSAML", ROLE).resource(&trust(whom, action));
    expect(&saml(&federated(SAML), "sts:AssumeRoleWithSAML"), ALLOWED, "SAML");
    expect(&saml(&federated(SAML), "sts:AssumeRole"), NONE, "another action");
    expect(&saml(&federated(OIDC), "sts:AssumeRoleWithSAML"), NONE, "another provider");
    expect(&saml(&aws(ACCOUNT), "sts:AssumeRoleWithSAML"), NONE, "the account is not its provider's users");
    let google = ask("accounts.google.com", "sts:AssumeRoleWithWebIdentity", ROLE);
    expect(&google.resource(&trust(&federated("accounts.google.com"), "sts:AssumeRoleWithWebIdentity")), ALLOWED, "a well-known provider");
}

#[test]
fn the_root_user_has_everything_but_what_is_denied_it() {
    let root = |action: &str, resource: &str| ask(ROOT, action, resource);
    let deny = r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}"#;
    for (case, decision, what) in [
        (root("s3:GetObject", OBJECT), ALLOWED, "no policy at all"),
        (
            root("s3:GetObject", OBJECT).identity(r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#),
            ALLOWED,
            "identity policies are not its",
        ),
        (root("s3:GetObject", OBJECT).resource(deny), DENY, "a resource denies"),
        (root("s3:GetObject", OBJECT).owner(OTHER), NONE, "abroad"),
        (root("s3:GetObject", OBJECT).owner(OTHER).resource(&grant(&aws(ACCOUNT))), ALLOWED, "abroad, the account is named"),
        (root("kms:Decrypt", KEY), NONE, "a key that does not name the account"),
        (root("kms:Decrypt", KEY).resource(&grant(&aws(ROOT))), ALLOWED, "a key that names the account"),
        (root("sts:AssumeRole", ROLE).resource(&trust(&aws(ROOT), "sts:AssumeRole")), NONE, "root takes no roles"),
        (
            root("s3:GetObject", OBJECT).endpoint(r#"{"Effect":"Allow","Principal":"*","Action":"ec2:*","Resource":"*"}"#),
            NONE,
            "the way does not allow",
        ),
    ] {
        expect(&case, decision, what);
    }
}

#[test]
fn the_way_must_allow_too() {
    let s3 = r#"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"#;
    let ec2 = r#"{"Effect":"Allow","Principal":"*","Action":"ec2:*","Resource":"*"}"#;
    let case = || get().identity(ALL);
    expect(&case().endpoint(s3), ALLOWED, "the endpoint allows");
    expect(&case().endpoint(ec2), NONE, "the endpoint allows something else");
    expect(&case().endpoint(ALL), ALLOWED, "a statement without principals is about everyone");
    expect(&get().resource(&grant(&aws(ALICE))).endpoint(ec2), NONE, "no grant of a resource passes it");
    assert_eq!(case().endpoint(ec2).layer(), Some(Layer::Endpoint));
}
