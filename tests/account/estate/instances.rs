//! Instances: launched, changed, and called by their names.

use super::{done, run, world};
use crate::common::World;
use iam_console::account::entity::ResourceKind;
use iam_console::account::refusal::ErrorCode;
use serde_json::json;

#[test]
fn instances_are_launched_given_a_profile_stopped_and_terminated() {
    let mut world = world();
    let launched = done(&mut world, "RunInstances", json!({"ImageId": "ami-0abcdef1234567890", "UserData": "password=x"}));
    let id = launched["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    assert_eq!(launched["Instances"][0]["State"], json!({"Code": 0, "Name": "pending"}));
    let give = json!({"InstanceId": id, "IamInstanceProfile": {"Name": "WEB"}});
    let given = done(&mut world, "AssociateIamInstanceProfile", give.clone());
    assert_eq!(run(&mut world, "AssociateIamInstanceProfile", give).unwrap_err().0, ErrorCode::IncorrectState);
    let shown = done(&mut world, "DescribeInstances", json!({"InstanceIds": [id]}));
    let arn = shown["Reservations"][0]["Instances"][0]["IamInstanceProfile"]["Arn"].as_str().unwrap();
    assert!(arn.ends_with(":instance-profile/web"), "{arn}");
    let data = done(&mut world, "DescribeInstanceAttribute", json!({"InstanceId": id, "Attribute": "userData"}));
    assert_eq!(data["UserData"]["Value"], "cGFzc3dvcmQ9eA==");
    let association = &given["IamInstanceProfileAssociation"]["AssociationId"];
    let missing = json!({"AssociationId": association, "IamInstanceProfile": {"Name": "nothing"}});
    assert_eq!(run(&mut world, "ReplaceIamInstanceProfileAssociation", missing).unwrap_err().0, ErrorCode::InvalidParameterValue);
    let replace = json!({"AssociationId": association, "IamInstanceProfile": {"Name": "web"}});
    let replaced = done(&mut world, "ReplaceIamInstanceProfileAssociation", replace);
    let association = &replaced["IamInstanceProfileAssociation"]["AssociationId"];
    done(&mut world, "DisassociateIamInstanceProfile", json!({"AssociationId": association}));
    assert_eq!(done(&mut world, "DescribeIamInstanceProfileAssociations", json!({})), json!({"IamInstanceProfileAssociations": []}));
    let stopped = done(&mut world, "StopInstances", json!({"InstanceIds": [id, id]}));
    assert_eq!(stopped["StoppingInstances"].as_array().unwrap().len(), 1);
    done(&mut world, "TerminateInstances", json!({"InstanceIds": [id]}));
    assert_eq!(done(&mut world, "DescribeInstances", json!({})), json!({"Reservations": []}));
}

#[test]
fn attributes_of_a_stopped_instance_are_changed() {
    let mut world = world();
    let launched = done(&mut world, "RunInstances", json!({"ImageId": "ami-0abcdef1234567890", "UserData": "password=x"}));
    let id = launched["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let larger = json!({"InstanceId": id, "InstanceType": {"Value": "m7g.2xlarge"}});
    let running = run(&mut world, "ModifyInstanceAttribute", larger.clone()).unwrap_err();
    assert_eq!(running, (ErrorCode::IncorrectInstanceState, format!("The instance '{id}' is not in the 'stopped' state.")));
    done(&mut world, "StopInstances", json!({"InstanceIds": [id]}));
    done(&mut world, "ModifyInstanceAttribute", larger);
    let shown = done(&mut world, "DescribeInstanceAttribute", json!({"InstanceId": id, "Attribute": "instanceType"}));
    assert_eq!(shown["InstanceType"]["Value"], "m7g.2xlarge");
    done(&mut world, "ModifyInstanceAttribute", json!({"InstanceId": id, "Attribute": "userData", "Value": "IyEvYmluL3No"}));
    let shown = done(&mut world, "DescribeInstanceAttribute", json!({"InstanceId": id, "Attribute": "userData"}));
    assert_eq!(shown["UserData"]["Value"], "IyEvYmluL3No");
    done(&mut world, "ModifyInstanceAttribute", json!({"InstanceId": id, "UserData": {}}));
    let shown = done(&mut world, "DescribeInstanceAttribute", json!({"InstanceId": id, "Attribute": "userData"}));
    assert_eq!(shown["UserData"], json!({}));
    for (members, code) in [
        (json!({"InstanceId": id}), ErrorCode::InvalidParameterCombination),
        (json!({"InstanceId": id, "Value": "t3.micro"}), ErrorCode::InvalidParameterCombination),
        (
            json!({"InstanceId": id, "InstanceType": {"Value": "t3.micro"}, "UserData": {"Value": ""}}),
            ErrorCode::InvalidParameterCombination,
        ),
        (json!({"InstanceId": id, "InstanceType": {"Value": "zz.huge"}}), ErrorCode::InvalidParameterValue),
        (json!({"InstanceId": id, "UserData": {"Value": "not Base64"}}), ErrorCode::InvalidUserDataMalformed),
    ] {
        assert_eq!(run(&mut world, "ModifyInstanceAttribute", members.clone()).unwrap_err().0, code, "{members}");
    }
    let launch = json!({"ImageId": "ami-0abcdef1234567890", "InstanceType": "zz.huge"});
    let refused = run(&mut world, "RunInstances", launch).unwrap_err();
    assert_eq!(refused, (ErrorCode::InvalidParameterValue, "Invalid value 'zz.huge' for InstanceType.".to_owned()));
}

#[test]
fn an_instance_acts_by_its_name_where_only_one_has_it() {
    let mut world = world();
    let run = json!({"ImageId": "ami-0123456789abcdef0", "TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "app"}]}]});
    let refused = |world: &World| world.account.actor_named("instance/app", false).unwrap_err().to_string();
    assert_eq!(refused(&world), "There is no instance \"app\" in this account.");
    done(&mut world, "RunInstances", run.clone());
    let id = world.account.resources(ResourceKind::Instance).next().unwrap().resource().unwrap().name;
    let by_id = world.account.actor_named(&format!("instance/{id}"), false).unwrap();
    assert_eq!(world.account.actor_named("instance/app", false).unwrap(), by_id);
    done(&mut world, "RunInstances", run);
    assert!(refused(&world).starts_with("Several instances are called app: name one by its id, i-"), "{}", refused(&world));
}
