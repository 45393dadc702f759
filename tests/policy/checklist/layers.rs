//! Points 1 to 16: what the layers say together.

use iam_console::policy::decision::{Layer, Reason, Standing};

use super::case::*;

const ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
const EC2: &str = r#"{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#;
const DENY_ALL: &str = r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#;
const EVERYONE: &str = r#"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#;
const DENY_EVERYONE: &str = r#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"#;

/// Everything allows.
fn everything() -> Case {
    ask(SESSION, "s3:GetObject", OBJECT).identity(ALL).boundary(ALL).session(ALL).resource(EVERYONE).endpoint(EVERYONE).scp(&[ALL])
}

#[test]
fn p01_a_deny_in_any_layer_wins_whatever_the_order() {
    expect(&everything(), ALLOWED, "nothing denies");
    let both = |one: &str, other: &str| [format!("{one},{other}"), format!("{other},{one}")];
    for at in 0..2 {
        let own = &both(ALL, DENY_ALL)[at];
        let others = &both(EVERYONE, DENY_EVERYONE)[at];
        for (case, layer) in [
            (everything().identity(own), "identity"),
            (everything().boundary(own), "boundary"),
            (everything().session(own), "session"),
            (everything().resource(others), "resource"),
            (everything().endpoint(others), "endpoint"),
            (everything().scp(&[own]), "service control"),
            (everything().scp(&[ALL, DENY_ALL]), "service control, by itself"),
            (everything().rcp(&[DENY_EVERYONE]), "resource control"),
        ] {
            expect(&case, DENY, layer);
            assert!(matches!(case.explanation().reason, Reason::Denied(_)), "{case:?}");
        }
    }
    // Where nothing allows, a deny is still told as one.
    expect(&get().identity(DENY_ALL), DENY, "alone");
    let mut reversed = everything().identity(DENY_ALL);
    reversed.policies.identity.reverse();
    expect(&reversed, DENY, "first policy");
}

#[test]
fn p02_one_account_needs_one_side_two_need_both() {
    let names = grant(&aws(ALICE));
    for (case, decision, what) in [
        (get(), NONE, "nothing"),
        (get().identity(ALL), ALLOWED, "identity"),
        (get().resource(&names), ALLOWED, "resource"),
        (get().identity(ALL).resource(&grant(&aws(STRANGER))), ALLOWED, "the resource's policy names others"),
        (get().owner(OTHER).identity(ALL), NONE, "abroad, identity"),
        (get().owner(OTHER).resource(&names), NONE, "abroad, resource"),
        (get().owner(OTHER).resource(EVERYONE), NONE, "abroad, a resource for everyone"),
        (get().owner(OTHER).identity(ALL).resource(&names), ALLOWED, "abroad, both"),
        (get().owner(OTHER).identity(ALL).resource(&grant(&aws(ACCOUNT))), ALLOWED, "abroad, the account is named"),
        (get().owner(OTHER).identity(ALL).resource(&grant(&aws(OTHER))), NONE, "abroad, the owner is named"),
    ] {
        expect(&case, decision, what);
    }
    // The account of the ARN counts where none is given, and the given one before it.
    let queue = |account: &str| ask(ALICE, "sqs:SendMessage", &format!("arn:aws:sqs:eu-west-1:{account}:q")).identity(ALL);
    expect(&queue(ACCOUNT), ALLOWED, "own queue");
    expect(&queue(OTHER), NONE, "foreign queue");
    expect(&queue(OTHER).owner(ACCOUNT), ALLOWED, "the owner is told");
}

#[test]
fn p03_a_grant_to_the_caller_itself_passes_what_merely_does_not_allow() {
    for (caller, whom) in
        [(ALICE, aws(ALICE)), (SESSION, aws(SESSION)), (FEDERATED, aws(FEDERATED)), (SESSION, r#""*""#.to_owned()), (ALICE, aws("*"))]
    {
        let case = || ask(caller, "s3:GetObject", OBJECT).resource(&grant(&whom)).boundary(EC2).session(EC2);
        expect(&case(), ALLOWED, caller);
        expect(&case().identity(EC2), ALLOWED, caller);
        expect(&case().boundary(DENY_ALL), DENY, "a deny of the boundary counts");
        expect(&case().session(DENY_ALL), DENY, "a deny of the session counts");
        expect(&case().identity(DENY_ALL), DENY, "a deny of the identity counts");
        expect(&case().scp(&[EC2]), NONE, "the organization must allow all the same");
    }
    let case = ask(SESSION, "s3:GetObject", OBJECT).resource(&grant(&aws(SESSION))).session(EC2);
    assert!(matches!(case.explanation().standing(Layer::Session), Some(Standing::NotNeeded(_))), "{case:?}");
}

#[test]
fn p04_a_grant_to_the_role_does_not_pass_boundary_and_session() {
    let case = || ask(SESSION, "s3:GetObject", OBJECT).resource(&grant(&aws(ROLE)));
    expect(&case(), ALLOWED, "identity need not allow");
    expect(&case().identity(EC2), ALLOWED, "identity allows other things");
    expect(&case().boundary(EC2), NONE, "boundary");
    expect(&case().session(EC2), NONE, "session");
    expect(&case().boundary(ALL).session(ALL), ALLOWED, "both allow");
    assert_eq!(case().boundary(EC2).layer(), Some(Layer::Boundary));
    assert_eq!(case().session(EC2).layer(), Some(Layer::Session));
}

#[test]
fn p05_a_session_calls_by_its_own_arn_and_its_principal_arn_is_the_role() {
    let case = || ask(SESSION, "s3:GetObject", OBJECT).with("aws:PrincipalArn", ROLE);
    for (arn, decision) in [(ROLE, ALLOWED), (SESSION, NONE)] {
        expect(&case().identity(&allow_if(&format!(r#"{{"ArnEquals":{{"aws:PrincipalArn":"{arn}"}}}}"#))), decision, arn);
    }
    for (arn, decision) in [
        (SESSION, ALLOWED),
        (ROLE, ALLOWED),
        ("arn:aws:sts::111122223333:assumed-role/deploy/ci-8", NONE),
        ("arn:aws:sts::111122223333:assumed-role/deploy", NONE),
        ("arn:aws:sts::111122223333:assumed-role/deploy/*", NONE),
        ("arn:aws:iam::111122223333:role/Deploy", NONE),
        ("arn:aws:iam::444455556666:role/deploy", NONE),
    ] {
        expect(&case().resource(&grant(&aws(arn))), decision, arn);
    }
}

#[test]
fn p06_the_arn_of_a_session_lacks_the_path_of_its_role() {
    let case = || ask(SESSION, "s3:GetObject", OBJECT).resource(&grant(&aws("arn:aws:iam::111122223333:role/team/sub/deploy")));
    expect(&case(), ALLOWED, "the name is the same");
    expect(&case().with("aws:PrincipalArn", "arn:aws:iam::111122223333:role/team/sub/deploy"), ALLOWED, "the role is known");
    expect(&case().with("aws:PrincipalArn", ROLE), NONE, "another role of this name");
}

#[test]
fn p07_naming_the_account_leaves_it_to_the_account() {
    for account in [ROOT, ACCOUNT] {
        let case = |caller| ask(caller, "s3:GetObject", OBJECT).resource(&grant(&aws(account)));
        for caller in [ALICE, SESSION] {
            expect(&case(caller), NONE, "alone it grants nothing");
            expect(&case(caller).identity(ALL), ALLOWED, "with the account's consent");
            expect(&case(caller).owner(OTHER), NONE, "abroad alone");
            expect(&case(caller).owner(OTHER).identity(ALL), ALLOWED, "abroad with consent");
        }
        assert_eq!(case(ALICE).explanation().standing(Layer::Resource), Some(Standing::Delegates));
    }
    expect(&get().owner(OTHER).identity(ALL).resource(&grant(&aws("arn:aws-cn:iam::111122223333:root"))), NONE, "another partition");
}

#[test]
fn p08_trust_and_key_policies_must_allow_even_in_one_account() {
    let decrypt = || ask(ALICE, "kms:Decrypt", KEY).identity(ALL);
    let assume = || ask(ALICE, "sts:AssumeRole", ROLE).identity(ALL);
    for (case, decision, what) in [
        (decrypt(), NONE, "key without policy"),
        (decrypt().resource(&grant(&aws(STRANGER))), NONE, "key for others"),
        (decrypt().resource(&grant(&aws(ROOT))), ALLOWED, "key hands over to the account"),
        (ask(ALICE, "kms:Decrypt", KEY).resource(&grant(&aws(ROOT))), NONE, "nobody takes it"),
        (ask(ALICE, "kms:Decrypt", KEY).resource(&grant(&aws(ALICE))), ALLOWED, "key names the caller"),
        (ask(ALICE, "kms:Decrypt", KEY).resource(&grant(&aws(ALICE))).boundary(EC2), ALLOWED, "past the boundary"),
        (ask(STRANGER, "kms:Decrypt", KEY).identity(ALL).resource(&grant(&aws(OTHER))), ALLOWED, "a foreign account takes it"),
        (ask(STRANGER, "kms:Decrypt", KEY).resource(&grant(&aws(OTHER))), NONE, "a foreign account does not take it"),
        (ask(STRANGER, "kms:Decrypt", KEY).resource(&grant(&aws(STRANGER))), NONE, "abroad both are needed"),
        (ask(ALICE, "kms:ListKeys", "*").identity(ALL), ALLOWED, "no key is asked for"),
        (assume(), NONE, "role without trust"),
        (assume().resource(&trust(&aws(STRANGER), "sts:AssumeRole")), NONE, "trust in others"),
        (assume().resource(&trust(&aws(ACCOUNT), "sts:AssumeRole")), ALLOWED, "trust in the account"),
        (ask(ALICE, "sts:AssumeRole", ROLE).resource(&trust(&aws(ACCOUNT), "sts:AssumeRole")), NONE, "trust in the account alone"),
        (ask(ALICE, "sts:AssumeRole", ROLE).resource(&trust(&aws(ALICE), "sts:AssumeRole")), ALLOWED, "trust in the caller"),
        (assume().resource(&trust(&aws(ACCOUNT), "sts:TagSession")), NONE, "trust for something else"),
        (ask(ALICE, "iam:PassRole", ROLE).identity(ALL), ALLOWED, "passing a role is no matter of trust"),
        (
            ask("ec2.amazonaws.com", "sts:AssumeRole", ROLE).resource(&trust(r#"{"Service":"ec2.amazonaws.com"}"#, "sts:AssumeRole")),
            ALLOWED,
            "a service",
        ),
        (
            ask("ecs.amazonaws.com", "sts:AssumeRole", ROLE).resource(&trust(r#"{"Service":"ec2.amazonaws.com"}"#, "sts:AssumeRole")),
            NONE,
            "another service",
        ),
    ] {
        expect(&case, decision, what);
    }
    assert_eq!(decrypt().layer(), Some(Layer::Resource));
}

#[test]
fn p09_boundaries_sessions_and_organizations_grant_nothing() {
    expect(&get().boundary(ALL), NONE, "boundary");
    expect(&get().scp(&[ALL]), NONE, "service control");
    expect(&get().rcp(&[ALL]), NONE, "resource control");
    expect(&get().endpoint(EVERYONE), NONE, "endpoint");
    expect(&ask(SESSION, "s3:GetObject", OBJECT).session(ALL).boundary(ALL).scp(&[ALL]), NONE, "session");
}

#[test]
fn p10_service_control_levels_all_must_allow_and_each_by_any_policy() {
    let s3 = &allow("s3:*", "*");
    let case = || get().identity(ALL);
    for (case, decision, what) in [
        (case().scp(&[ALL]), ALLOWED, "one level"),
        (case().scp(&[EC2]), NONE, "one level allows something else"),
        (case().scp(&[EC2, s3]), ALLOWED, "policies of a level add up"),
        (case().scp(&[ALL]).scp(&[EC2]), NONE, "the second level lacks it"),
        (case().scp(&[EC2]).scp(&[ALL]), NONE, "the first level lacks it"),
        (case().scp(&[ALL]).scp(&[s3]).scp(&[ALL, EC2]), ALLOWED, "three levels"),
        (case().scp(&[ALL]).scp(&[]), NONE, "a level without policies"),
        (get().resource(EVERYONE).scp(&[EC2]), NONE, "caps grants of resources"),
        (get().resource(&grant(&aws(ALICE))).scp(&[EC2]), NONE, "caps grants of resources to the user"),
        (ask(ROOT, "s3:GetObject", OBJECT), ALLOWED, "root"),
        (ask(ROOT, "s3:GetObject", OBJECT).scp(&[ALL]), ALLOWED, "root, allowed"),
        (ask(ROOT, "s3:GetObject", OBJECT).scp(&[EC2]), NONE, "root, capped"),
        (ask(ROOT, "s3:GetObject", OBJECT).scp(&[ALL, DENY_ALL]), DENY, "root, denied"),
        (ask(FEDERATED, "s3:GetObject", OBJECT).resource(EVERYONE).scp(&[EC2]), NONE, "federated user"),
    ] {
        expect(&case, decision, what);
    }
    for caller in ["lambda.amazonaws.com", "anonymous", "arn:aws:iam::111122223333:saml-provider/idp"] {
        expect(&ask(caller, "s3:GetObject", OBJECT).resource(EVERYONE).scp(&[DENY_ALL]), ALLOWED, caller);
    }
    let linked = ask(SESSION, "s3:GetObject", OBJECT)
        .with("aws:PrincipalArn", "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/deploy")
        .identity(ALL)
        .scp(&[DENY_ALL]);
    expect(&linked, ALLOWED, "service-linked roles are not bound");
}

#[test]
fn p11_service_control_follows_the_caller_and_resource_control_the_resource() {
    let full = || r#"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#;
    let abroad = || get().owner(OTHER).identity(ALL).resource(&grant(&aws(ALICE)));
    expect(&abroad().scp(&[EC2]), NONE, "the caller's organization");
    expect(&abroad().scp(&[ALL]).rcp(&[DENY_EVERYONE]), DENY, "the resource's organization");
    expect(&abroad().rcp(&[]), ALLOWED, "RCPFullAWSAccess is there without being given");
    expect(&abroad().rcp(&[full()]), ALLOWED, "and where it is given");
    let put = r#"{"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"*"}"#;
    expect(&abroad().rcp(&[put]), ALLOWED, "other actions are denied");
    for caller in ["lambda.amazonaws.com", "anonymous", ROOT] {
        expect(&ask(caller, "s3:GetObject", OBJECT).resource(EVERYONE).rcp(&[DENY_EVERYONE]), DENY, caller);
    }
    let instance = ask(ALICE, "ec2:StopInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1").identity(ALL);
    expect(&instance.rcp(&[DENY_EVERYONE]), ALLOWED, "a service that resource control policies do not cover");
}

#[test]
fn p12_a_missing_service_control_allow_is_told_apart_from_a_deny() {
    let case = || get().identity(ALL).scp(&[ALL]);
    let missing = case().scp(&[EC2]);
    expect(&missing, NONE, "missing");
    let explanation = missing.explanation();
    assert_eq!(explanation.reason, Reason::NothingAllows(Layer::ServiceControl(1)));
    assert_eq!(explanation.standing(Layer::ServiceControl(0)), Some(Standing::Allows));
    assert_eq!(explanation.standing(Layer::ServiceControl(1)), Some(Standing::AllowsNothing));
    let told = explanation.tell(&missing.request, &missing.policies).access_denied().unwrap();
    assert!(told.ends_with("because no service control policy allows the s3:GetObject action"), "{told}");
    let denied = case().scp(&[ALL, DENY_ALL]);
    expect(&denied, DENY, "denied");
    let explanation = denied.explanation();
    assert_eq!(explanation.standing(Layer::ServiceControl(1)), Some(Standing::Denies));
    let place = explanation.decided_by().unwrap();
    assert_eq!((place.layer, place.policy, place.statement), (Layer::ServiceControl(1), 1, 0));
    let told = explanation.tell(&denied.request, &denied.policies).access_denied().unwrap();
    assert!(told.ends_with("with an explicit deny in a service control policy"), "{told}");
}

#[test]
fn p13_boundary_and_session_cap_the_callers_side_across_accounts() {
    for whom in [aws(SESSION), aws(ROLE), aws(ACCOUNT), r#""*""#.to_owned()] {
        let case = || ask(SESSION, "s3:GetObject", OBJECT).owner(OTHER).identity(ALL).resource(&grant(&whom));
        expect(&case(), ALLOWED, &whom);
        expect(&case().boundary(EC2), NONE, "boundary");
        expect(&case().session(EC2), NONE, "session");
        expect(&case().boundary(ALL).session(ALL), ALLOWED, "both allow");
        expect(&case().session(EC2).session(ALL), ALLOWED, "session policies add up");
    }
}

#[test]
fn p14_a_federated_session_without_session_policy_has_only_grants_of_resources() {
    let case = || ask(FEDERATED, "s3:GetObject", OBJECT).identity(ALL);
    expect(&case(), NONE, "no session policy");
    assert_eq!(case().layer(), Some(Layer::Session));
    expect(&case().session(ALL), ALLOWED, "session policy");
    expect(&case().session(EC2), NONE, "session policy for something else");
    expect(&ask(FEDERATED, "s3:GetObject", OBJECT).session(ALL), NONE, "the user has nothing to pass on");
    expect(&case().resource(&grant(&aws(FEDERATED))), ALLOWED, "grant to the session");
    expect(&case().resource(&grant(&aws(ACCOUNT))), NONE, "grant to the account");
    expect(&case().owner(OTHER).resource(&grant(&aws(FEDERATED))), NONE, "abroad");
}

#[test]
fn p15_get_caller_identity_cannot_be_denied() {
    for caller in [ALICE, SESSION, FEDERATED, ROOT] {
        let case = ask(caller, "sts:GetCallerIdentity", "*").identity(DENY_ALL).boundary(DENY_ALL).session(DENY_ALL).scp(&[DENY_ALL]);
        expect(&case.endpoint(DENY_EVERYONE), ALLOWED, caller);
        expect(&ask(caller, "STS:getcalleridentity", "*"), ALLOWED, caller);
        assert_eq!(ask(caller, "sts:GetCallerIdentity", "*").explanation().reason, Reason::AlwaysAllowed);
    }
    expect(&ask(ALICE, "sts:GetSessionToken", "*").identity(DENY_ALL), DENY, "its neighbours can");
}

#[test]
fn p16_a_deny_with_not_principal_hits_everyone_who_has_a_boundary() {
    let deny = |whom: &str| format!(r#"{{"Effect":"Deny","NotPrincipal":{whom},"Action":"*","Resource":"*"}}"#);
    let listed = |caller: &str| deny(&format!(r#"{{"AWS":["{caller}","{ROLE}","{ROOT}"]}}"#));
    for caller in [ALICE, SESSION] {
        let case = || ask(caller, "s3:GetObject", OBJECT).identity(ALL).resource(&listed(caller));
        expect(&case(), ALLOWED, "left out");
        expect(&case().boundary(ALL), DENY, "left out, but has a boundary");
        let told = case().boundary(ALL);
        let finding = told.explanation().statements_of(Layer::Resource)[0];
        let told = told.explanation().tell(&told.request, &told.policies).statement(&finding);
        assert!(told.contains("permissions boundary"), "{told}");
    }
    for alone in [SESSION, ROLE] {
        let case = ask(SESSION, "s3:GetObject", OBJECT).identity(ALL).resource(&deny(&aws(alone)));
        expect(&case, DENY, "a session is left out where both itself and its role are");
        let finding = case.explanation().statements_of(Layer::Resource)[0];
        let told = case.explanation().tell(&case.request, &case.policies).statement(&finding);
        assert!(told.contains("a session is left out only with its role"), "{told}");
    }
    expect(&get().identity(ALL).resource(&deny(&aws(STRANGER))), DENY, "not left out");
    expect(&get().identity(ALL).resource(&deny(&aws(ROOT))), DENY, "the account does not stand for its users");
    expect(&ask(ROOT, "s3:GetObject", OBJECT).resource(&deny(&aws(ROOT))), ALLOWED, "it stands for its root user");
    let everyone_else = r#"{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::444455556666:user/sam"},"Action":"*","Resource":"*"}"#;
    expect(&get().resource(everyone_else), ALLOWED, "an Allow for all others");
    expect(&ask(STRANGER, "s3:GetObject", OBJECT).owner(OTHER).resource(everyone_else), NONE, "an Allow for all others, for this one");
}
