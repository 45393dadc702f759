//! The root user assumes no roles, and so nothing that is asked for where one is assumed.

use iam_console::access::{Progress, may, who_can};
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::policy::decision::Decision;
use iam_console::policy::request::{Action, Resource};

use super::common::{World, now};
use super::ways_done::question;

const ROLE: &str = "arn:aws:iam::ACCOUNT:role/reader";

fn world() -> World {
    let mut world = World::fresh();
    let assume_role_policy_document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}}]}}"#,
        world.account.root_arn()
    );
    world.change(CreateRole { role_name: "reader".into(), assume_role_policy_document, ..Default::default() });
    world
}

#[test]
fn root_passes_no_tags_and_no_identity_to_a_role() {
    let world = world();
    for action in ["sts:TagSession", "sts:SetSourceIdentity", "sts:AssumeRole"] {
        let answer = may(&world.account, &question(&world.account, Asker::Root, (action, ROLE))).unwrap();
        assert_eq!(answer.explanation.decision, Decision::ImplicitDeny, "{action}");
        let why = "Denied: a root user can't assume roles, whatever allows it";
        let part =
            if action == "sts:AssumeRole" { String::new() } else { format!(", and {action} is asked for only where one is assumed") };
        assert_eq!(answer.why(), format!("{why}{part}."));
        assert!(answer.advice().is_empty(), "{action}");
        let resource = Resource::parse(&ROLE.replace("ACCOUNT", world.account.id().as_str())).unwrap();
        let circumstances = Circumstances::with_access_key(now());
        let can = who_can(&world.account, &Action::parse(action).unwrap(), &resource, &[], circumstances, &Progress::default()).unwrap();
        let may = |who: &Asker| can.grantees.iter().any(|group| group.access.is_possible() && group.askers.contains(who));
        assert!(!may(&Asker::Root), "{action}");
    }
}

/// A federated user's session is root's to open, with tags.
#[test]
fn root_passes_tags_to_federated_users() {
    let mut world = world();
    let federated = "arn:aws:sts::ACCOUNT:federated-user/pat";
    let asked = question(&world.account, Asker::Root, ("sts:TagSession", federated));
    assert_eq!(asked.decision(&world.account), Ok(Decision::Allowed));
    let tags = Some(vec![Tag { key: "team".into(), value: "red".into() }]);
    world.run_as(&Caller::ROOT, GetFederationToken { name: "pat".into(), tags, ..Default::default() }).unwrap();
}
