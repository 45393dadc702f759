//! What a change gives those who have no identity in the account, and takes from them.

use super::*;

/// What is told of a bucket's policy that nobody had before, and that is gone then.
pub(super) fn of_policy(world: &mut World, statements: &Value) -> Vec<String> {
    let before = world.account.clone();
    put(world, statements);
    let told = difference(&before, &world.account, &Progress::default()).unwrap().sentences();
    world.change(DeleteBucketPolicy { bucket: "reports".into() });
    told
}

/// The same, but for what the account's own root user gains and loses.
fn of_policy_but_root(world: &mut World, statements: &Value) -> Vec<String> {
    of_policy(world, statements).into_iter().filter(|told| !told.starts_with("the root user")).collect()
}

/// What a change gives others than the account's own and takes from them is told, whatever the operation.
#[test]
fn what_others_gain_and_lose_is_told() {
    let mut world = world();
    let told = |world: &mut World, operation: Operation| {
        let before = world.account.clone();
        world.run(operation).unwrap();
        difference(&before, &world.account, &Progress::default()).unwrap().sentences()
    };
    let put = |statements: Value| -> Operation {
        let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
        PutBucketPolicy { bucket: "reports".into(), policy }.into()
    };
    let block = |is_on: bool| -> Operation {
        let public_access_block_configuration =
            PublicAccessBlockConfiguration { restrict_public_buckets: Some(is_on), ..Default::default() };
        PutPublicAccessBlock { bucket: "reports".into(), public_access_block_configuration }.into()
    };
    let delete = || -> Operation { DeleteBucketPolicy { bucket: "reports".into() }.into() };
    let statement = |effect: &str, principal: Value| json!({ "Effect": effect, "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    let everyone = || statement("Allow", json!("*"));
    let what = "s3:GetObject on arn:aws:s3:::reports/*";
    let is = |told: Vec<String>, who: &str| assert!(told.contains(&format!("{who} {what}")), "{who}: {told:?}");
    let none = |told: Vec<String>| assert!(!told.iter().any(|told| told.starts_with("everyone") || told.contains("account")), "{told:?}");
    is(told(&mut world, put(json!([everyone()]))), "everyone outside the account gains");
    // Services are not shut out.
    let but_services = "everyone outside the account but AWS services";
    is(told(&mut world, block(true)), &format!("{but_services} loses"));
    is(told(&mut world, delete()), "any AWS service loses");
    is(told(&mut world, put(json!([everyone()]))), "any AWS service gains");
    is(told(&mut world, block(false)), &format!("{but_services} gains"));
    let partner = || json!({ "AWS": "arn:aws:iam::111122223333:root" });
    none(told(&mut world, put(json!([everyone(), statement("Allow", partner())]))));
    let rest =
        told(&mut world, put(json!([statement("Allow", partner()), statement("Allow", json!({ "Service": "logs.amazonaws.com" }))])));
    is(rest, "everyone outside the account but account 111122223333, logs.amazonaws.com loses");
    let service = || statement("Allow", json!({ "Service": "logs.amazonaws.com" }));
    told(&mut world, put(json!([service()])));
    // Where somebody is not let in, a denial takes nothing.
    none(told(&mut world, put(json!([service(), statement("Deny", partner())]))));
    none(told(&mut world, delete()));
    // What another statement holds is not lost.
    let all = || json!({ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*" });
    is(told(&mut world, put(json!([everyone()]))), "everyone outside the account gains");
    let wider = told(&mut world, put(json!([everyone(), all()])));
    assert!(
        wider.iter().any(|told| told.starts_with("everyone outside the account gains")) && !wider.iter().any(|told| told.contains("lose")),
        "{wider:?}"
    );
    none(told(&mut world, put(json!([all()]))));
    // What a denial takes from one of them is told of them alone.
    told(&mut world, put(json!([everyone(), statement("Allow", partner())])));
    is(
        told(&mut world, put(json!([everyone(), statement("Allow", partner()), statement("Deny", partner())]))),
        "account 111122223333 may lose",
    );
    is(told(&mut world, put(json!([everyone(), statement("Allow", partner())]))), "account 111122223333 may gain");
    told(&mut world, delete());
    // Whom a denial beside it names are left out.
    let but_partner = "everyone outside the account but account 111122223333";
    is(told(&mut world, put(json!([everyone(), statement("Deny", partner())]))), &format!("{but_partner} gains"));
    is(told(&mut world, delete()), &format!("{but_partner} loses"));
    let ec2 = || json!({ "Service": "ec2.amazonaws.com" });
    let both = json!([everyone(), statement("Deny", partner()), statement("Deny", ec2()), service()]);
    let gained = told(&mut world, put(both));
    is(gained.clone(), &format!("{but_partner}, ec2.amazonaws.com gains"));
    assert!(!gained.iter().any(|told| told.starts_with("logs") || told.starts_with("account") || told.starts_with("ec2")), "{gained:?}");
    told(&mut world, delete());
    // One of the account's own is nobody outside.
    let uma = world.user("uma");
    let uma = json!({ "AWS": world.account.asker_arn(&uma.who).unwrap() });
    is(told(&mut world, put(json!([everyone(), statement("Deny", uma)]))), "everyone outside the account gains");
    // The widest comes first.
    told(&mut world, delete());
    let gained = told(&mut world, put(json!([everyone()])));
    assert!(gained.len() > 1 && gained[0].starts_with("everyone outside the account gains"), "{gained:?}");
}

/// Nobody outside is of this account, and a service is of none.
#[test]
fn whose_account_it_is_that_asks_is_decided_of_everyone() {
    let mut world = world();
    let own = world.account.id().to_string();
    let mut told = |statements: Value| of_policy_but_root(&mut world, &statements);
    let of = |effect: &str, principal: Value, condition: Value| json!({ "Effect": effect, "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": condition });
    let is = |operator: &str, account: &str| json!({ operator: { "aws:PrincipalAccount": account } });
    let everyone = || json!("*");
    let logs = || json!({ "Service": "logs.amazonaws.com" });
    let what = "s3:GetObject on arn:aws:s3:::reports/*";
    let gains = [format!("everyone outside the account gains {what}")];
    assert_eq!(told(json!([of("Allow", everyone(), is("StringEquals", &own))])), [""; 0]);
    assert_eq!(told(json!([of("Allow", everyone(), is("StringNotEquals", &own))])), gains);
    assert_eq!(told(json!([of("Allow", everyone(), json!({})), of("Deny", everyone(), is("StringNotEquals", &own))])), [""; 0]);
    assert_eq!(told(json!([of("Allow", everyone(), json!({})), of("Deny", everyone(), is("StringEquals", &own))])), gains);
    // Nor has anybody outside an ARN of this account.
    let arn = |operator: &str, of: &str| json!({ operator: { "aws:PrincipalArn": format!("arn:aws:iam::{of}:user/e*") } });
    assert_eq!(told(json!([of("Allow", everyone(), arn("ArnLike", &own))])), [""; 0]);
    assert_eq!(told(json!([of("Allow", everyone(), json!({})), of("Deny", everyone(), arn("ArnNotLike", &own))])), [""; 0]);
    assert_eq!(told(json!([of("Allow", everyone(), arn("StringNotLike", &own))])), gains);
    let any = told(json!([of("Allow", everyone(), arn("ArnLike", "*"))]));
    assert_eq!(any, [format!("any other account may gain {what}, under ArnLike aws:PrincipalArn arn:aws:iam::*:user/e*")]);
    // Some are of another account, and some of none.
    let other = is("StringEquals", "444455556666");
    assert_eq!(told(json!([of("Allow", everyone(), other)])), [format!("account 444455556666 may gain {what}")]);
    let own_or_none = of("Allow", everyone(), is("StringEqualsIfExists", &own));
    let without_account = ["anyone without credentials", "any AWS service"].map(|who| format!("{who} gains {what}"));
    assert_eq!(told(json!([own_or_none])), without_account);
    let like = format!("any other account may gain {what}, under StringLike aws:PrincipalAccount 4444*");
    assert_eq!(told(json!([of("Allow", everyone(), is("StringLike", "4444*"))])), [like]);
    let but_own = json!({ "StringNotEquals": { "aws:PrincipalAccount": [own, "444455556666"] } });
    let all = || of("Allow", everyone(), json!({}));
    assert_eq!(told(json!([all(), of("Deny", everyone(), but_own)])), [format!("account 444455556666 may gain {what}")]);
    let but_one = told(json!([all(), of("Deny", everyone(), is("StringEquals", "444455556666"))]));
    assert_eq!(but_one, [format!("everyone outside the account but account 444455556666 gains {what}")]);
    // An account is told apart of which a condition keeps out some.
    let not_roles = json!({ "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/*" } });
    let apart = told(json!([of("Allow", everyone(), not_roles)]));
    assert!(apart.contains(&format!("everyone outside the account but account 444455556666 gains {what}")), "{apart:?}");
    // Only services ask for the sake of an account, and no user does, nor the root user.
    let for_sake = json!({ "StringEquals": { "aws:SourceAccount": &own } });
    assert_eq!(told(json!([of("Deny", everyone(), for_sake)])), [""; 0]);
    // Who has not signed is of no organization, and no service is.
    let organization = json!({ "StringEquals": { "aws:PrincipalOrgID": "o-1" } });
    let of_one = format!("any other account may gain {what}, under StringEquals aws:PrincipalOrgID o-1");
    assert_eq!(told(json!([of("Allow", everyone(), organization)])), [of_one]);
    let service = |is_one: &str| json!({ "Bool": { "aws:PrincipalIsAWSService": is_one } });
    let services = [format!("any AWS service gains {what}")];
    assert_eq!(told(json!([all(), of("Deny", everyone(), service("false"))])), services);
    let others = [format!("everyone outside the account but AWS services gains {what}")];
    assert_eq!(told(json!([all(), of("Deny", everyone(), service("true"))])), others);
    for condition in
        [is("StringEquals", &own), is("StringEquals", "444455556666"), json!({ "StringEquals": { "aws:PrincipalOrgID": "o-1" } })]
    {
        assert_eq!(told(json!([of("Allow", logs(), condition)])), [""; 0], "a service has none");
    }
    assert_eq!(told(json!([of("Allow", logs(), is("StringNotEquals", &own))])), [format!("logs.amazonaws.com gains {what}")]);
}

/// What conditions of several statements come to together is decided of each kind of outsiders.
#[test]
fn conditions_that_exclude_each_other_give_nobody_outside_anything() {
    let mut world = world();
    let mut told = |statements: Value| of_policy_but_root(&mut world, &statements);
    let of = |effect: &str, condition: Value| json!({ "Effect": effect, "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": condition });
    let from = |operator: &str, network: &str| json!({ operator: { "aws:SourceIp": network } });
    let office = "203.0.113.0/24";
    assert_eq!(told(json!([of("Allow", from("IpAddress", office)), of("Deny", from("IpAddress", "203.0.0.0/16"))])), [""; 0]);
    let under = format!(
        "everyone outside the account but AWS services may gain s3:GetObject on arn:aws:s3:::reports/*, under IpAddress aws:SourceIp {office}"
    );
    assert_eq!(told(json!([of("Allow", from("IpAddress", office)), of("Deny", from("NotIpAddress", office))])), [under]);
    let tls = |is_on: &str| json!({ "Bool": { "aws:SecureTransport": is_on } });
    assert_eq!(told(json!([of("Allow", tls("true")), of("Deny", tls("true"))])), [""; 0]);
}

/// A service's own request comes through nobody's endpoint and from no network outside.
#[test]
fn where_a_service_asks_from_is_decided() {
    let mut world = world();
    let of = |effect: &str, principal: &Value, condition: Value| json!({ "Effect": effect, "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": condition });
    let logs = json!({ "Service": "logs.amazonaws.com" });
    let what = "s3:GetObject on arn:aws:s3:::reports/*";
    for (operator, key, value, is_denied) in [
        ("StringNotEquals", "aws:SourceVpce", "vpce-1", true),
        ("StringEquals", "aws:SourceVpce", "vpce-1", false),
        ("NotIpAddress", "aws:SourceIp", "203.0.113.0/24", true),
        ("IpAddress", "aws:VpcSourceIp", "10.0.0.0/8", false),
        ("Bool", "aws:ViaAWSService", "true", false),
        ("StringNotEquals", "aws:Ec2InstanceSourceVpc", "vpc-1", true),
    ] {
        let deny = of("Deny", &json!("*"), json!({ operator: { key: value } }));
        put(&mut world, &json!([of("Allow", &logs, json!({}))]));
        let before = world.account.clone();
        put(&mut world, &json!([of("Allow", &logs, json!({})), deny]));
        let told = difference(&before, &world.account, &Progress::default()).unwrap().sentences();
        let told: Vec<String> = told.into_iter().filter(|told| told.starts_with("logs")).collect();
        let expected = is_denied.then(|| format!("logs.amazonaws.com loses {what}"));
        assert_eq!(told, expected.into_iter().collect::<Vec<_>>(), "{operator} {key}");
    }
}

/// Who of an account is denied is left out where the account is told of.
#[test]
fn an_account_is_told_without_those_of_it_who_are_kept_out() {
    let mut world = world();
    let partner = "arn:aws:iam::111122223333:user/partner";
    let of = |effect: &str, who: &str| json!({ "Effect": effect, "Principal": { "AWS": who }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    let mut told = |statements: Value| of_policy(&mut world, &statements);
    let what = "s3:GetObject on arn:aws:s3:::reports/*";
    let allow = || of("Allow", "111122223333");
    assert_eq!(told(json!([allow(), of("Deny", partner)])), [format!("account 111122223333 but {partner} may gain {what}")]);
    assert_eq!(told(json!([allow(), of("Allow", partner)])), [format!("account 111122223333 may gain {what}")], "told once");
    let mut guarded = of("Deny", partner);
    guarded["Condition"] = json!({ "Bool": { "aws:MultiFactorAuthPresent": "false" } });
    assert_eq!(
        told(json!([allow(), guarded])),
        [
            format!("account 111122223333 but {partner} may gain {what}"),
            format!("{partner} may gain {what} (denied under Bool aws:MultiFactorAuthPresent false)"),
        ]
    );
}

/// What some who are named have already does not come to them with everyone.
#[test]
fn everyone_gains_without_those_who_have_it_in_part() {
    let mut world = world();
    let of = |principal: Value, on: &str| json!({ "Effect": "Allow", "Principal": principal, "Action": "s3:PutObject", "Resource": format!("arn:aws:s3:::reports/{on}") });
    put(&mut world, &json!([of(json!({ "AWS": "111122223333" }), "a.txt")]));
    let before = world.account.clone();
    put(&mut world, &json!([of(json!("*"), "*")]));
    let told = difference(&before, &world.account, &Progress::default()).unwrap().sentences();
    let what = "s3:PutObject on arn:aws:s3:::reports/*";
    assert_eq!(
        told,
        [
            format!("everyone outside the account but account 111122223333 gains {what}"),
            format!("account 111122223333 may gain {what} (already allowed on arn:aws:s3:::reports/a.txt)"),
        ]
    );
}

/// What everyone gains in part does not hide what one gains whom a denial of all others leaves out.
#[test]
fn whom_a_denial_of_all_others_leaves_out_gains_what_these_do_not() {
    let mut world = world();
    let before = world.account.clone();
    let partner = "arn:aws:iam::111122223333:user/partner";
    let read =
        |effect: &str, on: &str| json!({ "Effect": effect, "Action": "s3:GetObject", "Resource": format!("arn:aws:s3:::reports/{on}") });
    let mut allow = read("Allow", "*");
    allow["Principal"] = json!("*");
    let mut deny = read("Deny", "secret/*");
    deny["NotPrincipal"] = json!({ "AWS": [partner, "111122223333"] });
    put(&mut world, &json!([allow, deny]));
    let told = difference(&before, &world.account, &Progress::default()).unwrap().told();
    let of = |who: &str| told.iter().find(|told| told.starts_with(who) && told.contains("s3:GetObject on arn:aws:s3:::reports/*"));
    assert!(of("everyone outside the account").is_some_and(|told| told.contains("secret/*")), "{told:?}");
    assert!(of(partner).is_some_and(|told| !told.contains("secret/*")), "{told:?}");
}

/// Of an account that a denial of all others leaves out, AWS spares the root user alone: its users and roles are to be listed, too.
#[test]
fn the_root_user_of_an_account_that_a_denial_leaves_out_is_told_apart() {
    let what = "s3:PutObject on arn:aws:s3:::reports/*";
    let (account, root) = ("account 111122223333", "the root user of account 111122223333");
    for named in ["111122223333", "arn:aws:iam::111122223333:root"] {
        let mut world = world();
        let of = |effect: &str, element: &str| json!({ "Effect": effect, element: { "AWS": named }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" });
        let (allow, deny) = (of("Allow", "Principal"), of("Deny", "NotPrincipal"));
        let mut told = |statements: Value| {
            let before = world.account.clone();
            put(&mut world, &statements);
            let told = difference(&before, &world.account, &Progress::default()).unwrap().sentences();
            told.into_iter().filter(|told| told.contains("111122223333")).collect::<Vec<_>>()
        };
        assert_eq!(told(json!([allow])), [format!("{account} may gain {what}")]);
        assert_eq!(told(json!([allow, deny])), [format!("{account} but {root} may lose {what}")]);
        assert_eq!(told(json!([deny])), [format!("{root} may lose {what}")]);
        assert_eq!(told(json!([allow, deny])), [format!("{root} may gain {what}")]);
        assert_eq!(told(json!([allow])), [format!("{account} but {root} may gain {what}")]);
    }
}

/// A role's trust policy is told as a resource's policy is: by who may then and could not before.
#[test]
fn who_of_others_may_assume_a_role_is_decided() {
    let mut world = World::fresh();
    let ec2 = json!({ "Service": "ec2.amazonaws.com" });
    let statement = |effect: &str, principal: &Value, action: &str| json!({ "Effect": effect, "Principal": principal, "Action": action });
    let document = |statements: &[Value]| json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    let lets = |principal: &Value| statement("Allow", principal, "sts:AssumeRole");
    let assume_role_policy_document = document(&[lets(&ec2)]);
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document, ..Default::default() });
    let on = |action: &str| format!("sts:{action} on arn:aws:iam::{}:role/app", world.account.id());
    let [assume, saml, web] = ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"].map(on);
    let own = world.account.id().to_string();
    let mut told = |statements: &[Value]| {
        let before = world.account.clone();
        world.change(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document: document(statements) });
        difference(&before, &world.account, &Progress::default()).unwrap().told()
    };
    let google = json!({ "Federated": "accounts.google.com" });
    let idp = json!({ "Federated": format!("arn:aws:iam::{own}:saml-provider/idp") });
    let partner = json!({ "AWS": "111122223333" });
    // What names more than comes to it gives no more.
    assert!(told(&[statement("Allow", &ec2, "sts:AssumeRole*")])[0].starts_with("Nobody gains or loses anything"));
    // A denial beside what lets in is weighed.
    assert_eq!(told(&[lets(&ec2), statement("Deny", &json!({ "AWS": "*" }), "sts:*")]), [format!("ec2.amazonaws.com loses {assume}")]);
    let nothing = told(&[lets(&partner), statement("Deny", &partner, "sts:AssumeRole")]);
    assert!(nothing.iter().all(|told| told.contains("no longer denied")), "{nothing:?}");
    assert_eq!(
        told(&[lets(&partner), lets(&ec2), statement("Deny", &partner, "sts:AssumeRole")]),
        [format!("ec2.amazonaws.com gains {assume}")]
    );
    assert_eq!(told(&[lets(&partner), lets(&ec2)]), [format!("account 111122223333 may gain {assume}")]);
    // Providers have a way of their own.
    assert_eq!(
        told(&[lets(&ec2), statement("Allow", &google, "sts:AssumeRole*"), statement("Allow", &idp, "sts:AssumeRole*")]),
        [
            format!("account 111122223333 may lose {assume}"),
            format!("whoever signs in through accounts.google.com gains {web}"),
            format!("whoever signs in through arn:aws:iam::{own}:saml-provider/idp gains {saml}"),
        ]
    );
}

/// What conditions ask of who asks is known of those whom a policy names.
#[test]
fn who_never_meets_a_condition_gains_nothing() {
    let mut world = world();
    let mut told = |principal: &str, condition: Value| {
        let statement = json!({ "Effect": "Allow", "Principal": { "AWS": principal }, "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::reports/*", "Condition": condition });
        of_policy(&mut world, &json!([statement]))
    };
    let what = "s3:GetObject on arn:aws:s3:::reports/*";
    let of = |account: &str| json!({ "StringEquals": { "aws:PrincipalAccount": account } });
    assert_eq!(told("111122223333", of("444455556666")), Vec::<String>::new());
    assert_eq!(told("111122223333", of("111122223333")), [format!("account 111122223333 may gain {what}")]);
    let tagged = json!({ "StringEquals": { "aws:PrincipalTag/team": "red" } });
    assert_eq!(
        told("111122223333", tagged),
        [format!("account 111122223333 may gain {what}, under StringEquals aws:PrincipalTag/team red")]
    );
}

/// Who S3 alone knows is not told to gain nothing.
#[test]
fn of_a_canonical_user_it_is_told_that_nothing_is_known() {
    let mut world = world();
    let before = world.account.clone();
    let id = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    put(
        &mut world,
        &json!([{ "Effect": "Allow", "Principal": { "CanonicalUser": id }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]),
    );
    let told = difference(&before, &world.account, &Progress::default()).unwrap().told();
    assert_eq!(
        told,
        [format!(
            "the canonical user {id} may gain or lose something on arn:aws:s3:::reports: S3 alone knows who that is, so it is not told what"
        )]
    );
}

/// Everyone is named by what lets in all but some, too, whoever these are.
#[test]
fn everyone_is_let_in_by_what_lets_in_all_but_some() {
    let mut world = world();
    let uma = world.user("uma");
    let uma = world.account.asker_arn(&uma.who).unwrap();
    let allow = |element: &str, who: Value, action: &str| {
        let mut statement = json!({ "Effect": "Allow", "Action": action, "Resource": "arn:aws:s3:::reports/*" });
        statement[element] = who;
        statement
    };
    let mut told = |statements: Value| {
        let before = world.account.clone();
        put(&mut world, &statements);
        difference(&before, &world.account, &Progress::default()).unwrap().sentences()
    };
    let [get, set] = ["s3:GetObject", "s3:PutObject"];
    let on = |action: &str| format!("{action} on arn:aws:s3:::reports/*");
    let but_uma = allow("NotPrincipal", json!({ "AWS": uma }), get);
    assert!(told(json!([but_uma])).contains(&format!("everyone outside the account gains {}", on(get))), "uma is not outside");
    assert_eq!(told(json!([allow("Principal", json!("*"), get)])), [format!("uma gains {}", on(get))]);
    assert_eq!(told(json!([but_uma])), [format!("uma loses {}", on(get))]);
    let partner = json!({ "AWS": "arn:aws:iam::111122223333:root" });
    let but_partner = |action: &str| allow("NotPrincipal", partner.clone(), action);
    let lost = told(json!([but_partner(get)]));
    assert!(lost.contains(&format!("account 111122223333 may lose {}", on(get))), "{lost:?}");
    assert!(!lost.iter().any(|told| told.starts_with("everyone")), "{lost:?}");
    told(json!([allow("Principal", json!("*"), get)]));
    let gained = told(json!([allow("Principal", json!("*"), get), but_partner(set)]));
    assert!(gained.contains(&format!("everyone outside the account but account 111122223333 gains {}", on(set))), "{gained:?}");
    assert!(!gained.contains(&format!("everyone outside the account gains {}", on(set))), "{gained:?}");
}
