//! A tag of a session that turns a denial.

use super::{to_the_ways, world};
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

/// It is told with its command, and asked about: nothing is changed for it.
#[test]
fn a_session_tag_is_told_with_its_command_and_asked_about() {
    let mut world = world();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{}:user/alice"}},"Action":["sts:AssumeRole","sts:TagSession"]}}]}}"#,
        world.account.id()
    );
    world.change(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document: trust });
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red hot"}}}]}"#;
    world.change(PutRolePolicy { role_name: "app".into(), policy_name: "own".into(), policy_document: own.into() });
    let before = world.account.clone();
    let mut console = Console::on(world.account, Setup { size: (130, 40), ..Setup::default() });
    console.keys(":access<enter>role/app<tab>s3:GetObject<tab>arn:aws:s3:::reports/q1<enter>");
    to_the_ways(&mut console)
        .see("▌ ▸ Assume role app with the session tag team=\"red hot\", as alice may: nothing changes in the account.");
    console
        .see("aws sts assume-role --role-arn arn:aws:iam::")
        .see(":role/app --role-session-name alice")
        .see("--tags 'Key=team,Value=red hot'");
    console.see("enter ask with it").keys("<enter>").see("Nothing is changed").see("✔ allowed");
    assert_eq!(console.open.account().sessions().count(), before.sessions().count());
}
