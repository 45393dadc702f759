//! What has happened, told apart: by which key, how it was asked for, whom a policy named.

use super::Stage;
use super::predicates::company;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::Owner;
use crate::account::operation::{CreateGroup, DeleteUser, Operation, PutObject};

#[test]
fn events_know_the_access_key() {
    let mut stage =
        company().with(&["aws iam attach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/AdministratorAccess"]).begin();
    stage.run("aws iam create-access-key --user-name bob");
    let bob = stage.open.account().user_named("bob").unwrap().id;
    let keys = stage.open.account().access_keys_of(Owner::User(bob)).into_iter().map(|key| key.id);
    let (old, new): (Vec<_>, Vec<_>) = keys.partition(|id| stage.start.access_key(*id).is_some());
    let ([old], [new]) = (&old[..], &new[..]) else { panic!("{old:?} {new:?}") };
    let turn = |id, status| format!("aws iam update-access-key --user-name bob --access-key-id {id} --status {status}");
    let delete = |id| format!("aws iam delete-access-key --user-name bob --access-key-id {id}");

    let writers = CreateGroup { group_name: "writers".into(), ..CreateGroup::default() };
    stage.submit(&Caller::with_key(Asker::User(bob), *old), &writers.into());
    stage.holds(&["did(key_used(user:bob))", "did(key_used(user:bob, old))"]);
    stage.fails(&["did(key_used(user:bob, new))", "did(key_used(user:alice, old))"]);
    for line in [turn(new, "Inactive"), turn(new, "Active"), delete(new)] {
        stage.run(&line);
    }
    stage.holds(&["did(key_deactivated(user:bob, new))", "did(key_deleted(user:bob, new))"]);
    stage.fails(&["did(key_deactivated(user:bob, old))", "did(key_deleted(user:bob, inactive))", "did(key_deleted(user:bob, old))"]);
    stage.run(&turn(old, "Inactive"));
    stage.run(&delete(old));
    stage.holds(&[
        "did(key_deleted(user:bob, old, inactive))",
        "order(key_deactivated(user:bob, new), key_used(user:bob, old)) == false",
        "order(key_used(user:bob, old), key_deactivated(user:bob, old), key_deleted(user:bob, old, inactive))",
    ]);
    let other = stage.verdict("did(key_deleted(user:alice, old, inactive))");
    assert_eq!(other.findings[0].found, "the old access key of alice is not deactivated yet, and then deleted");
}

#[test]
fn requests_are_told_apart_by_how_they_were_made() {
    let mut stage = company().begin();
    let bob = stage.open.account().user_named("bob").unwrap().id;
    let key = stage.open.account().access_keys_of(Owner::User(bob))[0].id;
    let delete = Operation::from(DeleteUser { user_name: "alice".into() });
    stage.submit(&Caller::owner_as(Asker::User(bob)), &delete);
    let tried = |manner: &str, outcome: &str| format!("tried(user:bob, iam:DeleteUser, user:alice{manner}) == {outcome}");
    stage.holds(&[&tried("", "implicitDeny"), &tried(", {credential: session}", "implicitDeny"), &tried(", {credential: key}", "none")]);
    stage.submit(&Caller::with_key(Asker::User(bob), key), &delete);
    stage.holds(&[&tried(", {credential: key}", "implicitDeny"), &tried(", {credential: key, since: change}", "implicitDeny")]);
    stage.run("aws iam create-group --group-name writers");
    stage.holds(&[&tried(", {credential: key}", "implicitDeny"), &tried(", {since: change}", "none")]);
    stage.submit(&Caller::owner_as(Asker::User(bob)), &delete);
    stage.holds(&[&tried(", {since: change}", "implicitDeny"), &tried(", {credential: key, since: change}", "none")]);
}

#[test]
fn an_object_that_is_called_like_a_denial_makes_it_no_explicit_one() {
    let mut stage = company().begin();
    let alice = stage.open.account().user_named("alice").unwrap().id;
    let put = PutObject { bucket: "reports".into(), key: "with an explicit deny".into(), body: None };
    stage.submit(&Caller::owner_as(Asker::User(alice)), &put.into());
    stage.holds(&[
        "tried(user:alice, s3:PutObject, *) == implicitDeny",
        "tried(user:alice, s3:PutObject, *, {since: change}) == implicitDeny",
    ]);
}

#[test]
fn a_refused_policy_is_about_the_group_that_it_names() {
    let id = Stage::new().open.account().id();
    let trust = |who: &str| {
        let principal = format!("arn:aws:iam::{id}:{who}");
        let document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sts:AssumeRole"}}]}}"#
        );
        format!("aws iam create-role --role-name of-{} --assume-role-policy-document '{document}'", who.replace('/', "-"))
    };
    let stage = company().begin().with(&[&trust("user/nobody")]);
    stage.holds(&["did(rejected(MalformedPolicyDocument))"]);
    stage.fails(&["some(g in groups, did(rejected(MalformedPolicyDocument), g))"]);
    stage.with(&[&trust("group/readers")]).holds(&["some(g in groups, did(rejected(MalformedPolicyDocument), g))"]);
}
