//! What can be done with instances and functions: which role they act with is what matters.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::deed::{Deed, Making};
use crate::account::Account;
use crate::account::entity::{InstanceState, LAMBDA, Role};
use crate::account::operation::{
    AddPermission, AssociateIamInstanceProfile, AttributeValue, CreateFunction, DescribeInstanceAttribute, DescribeInstances,
    DisassociateIamInstanceProfile, InstanceProfileSpecification, Invoke, ListInstanceProfiles, ListRoles, ModifyInstanceAttribute,
    Operation, RemovePermission, ReplaceIamInstanceProfileAssociation, RunInstances, StartInstances, StopInstances, Tag, TagSpecification,
    UpdateFunctionConfiguration,
};
use crate::account::words::grouped;
use crate::app::cx::Cx;
use crate::widgets::form::{ChoiceOption, Field};

/// Any image will do.
const IMAGE: &str = "ami-0abcdef1234567890";
/// Of more roles or profiles than these one is typed.
const MOST: usize = 8;

/// The names of the instance profiles that can be handed over, with their roles: one without a role is refused.
fn profiles(account: &Account) -> Vec<(String, String)> {
    let named = account.instance_profiles_after("").filter_map(|profile| {
        let role = account.role_in_profile(profile.id)?;
        Some((profile.name.clone(), format!("role {}", role.name)))
    });
    named.collect()
}

/// Asks for an instance profile: one of those there are, or where there are many, by name.
fn profile_field(cx: &Cx<'_>, none: Option<&str>) -> Field<usize> {
    let may = cx.sight.may("ListInstanceProfiles");
    let profiles = cx.listed("ListInstanceProfiles", || profiles(cx.account));
    if profiles.len() > MOST || !may || (profiles.is_empty() && none.is_none()) {
        let there = match profiles.len() {
            _ if !may => String::new(),
            0 => "A role made for EC2 in Roles comes with one of the same name.".to_owned(),
            number => format!("There are {}, each named as its role where Roles made it.", grouped(number)),
        };
        let hint = format!("The instance profile's name. {there}").trim_end().to_owned();
        let field = Field::text_line(0, "IAM role", "").of(AssociateIamInstanceProfile::SPEC.member("IamInstanceProfile")).hint(hint);
        return if none.is_some() { field.optional() } else { field };
    }
    let none = none.map(|label| ChoiceOption { label: label.to_owned(), about: String::new() });
    let options = none.into_iter().chain(profiles.into_iter().map(|(label, about)| ChoiceOption { label, about }));
    Field::choice(0, "IAM role", options.collect(), 0).hint("Instance profiles, each with the role in it.")
}

/// The instance profile that was chosen or typed; `skipped` options stand before them.
fn profile(making: &Making<'_>, skipped: usize) -> Option<InstanceProfileSpecification> {
    let chosen = || {
        let place = making.form.chosen(0).checked_sub(skipped)?;
        profiles(making.cx.account).into_iter().nth(place).map(|(name, _)| name)
    };
    making.optional(0).or_else(chosen).map(|name| InstanceProfileSpecification { arn: None, name: Some(name) })
}

pub(super) static INSTANCE: Deed = Deed {
    title: "EC2 instance",
    button: "Launch instance",
    about: "What runs on it has the credentials of the role that it is given",
    reads: Some(("which there are", |_, _| ListInstanceProfiles::default().into())),
    fields: |cx, _| {
        vec![
            Field::text_line(1, "Name", "").optional().hint("The tag Name."),
            Field::text_line(2, "Instance type", "t3.micro").of(RunInstances::SPEC.member("InstanceType")),
            profile_field(cx, Some("none")),
            Field::text_line(3, "User data", "")
                .of(RunInstances::SPEC.member("UserData"))
                .optional()
                .hint("Optional: runs at the first start."),
        ]
    },
    operations: |making| {
        let tag = |name: String| TagSpecification {
            resource_type: Some("instance".into()),
            tags: Some(vec![Tag { key: "Name".into(), value: name }]),
        };
        let run = RunInstances {
            image_id: Some(IMAGE.into()),
            instance_type: making.optional(2),
            max_count: None,
            min_count: None,
            user_data: making.optional(3),
            iam_instance_profile: profile(making, 1),
            tag_specifications: making.optional(1).map(|name| vec![tag(name)]),
        };
        Ok(vec![run.into()])
    },
    ..Deed::BARE
};

/// Why an instance can't be brought into a state: it is in it, and that may be seen.
fn is_in(cx: &Cx<'_>, id: &str, state: InstanceState, why: &'static str) -> Option<&'static str> {
    let is_seen = cx.may(&DescribeInstances { instance_ids: Some(vec![id.to_owned()]) }.into());
    cx.account.instance(id).filter(|instance| is_seen && instance.state == state).map(|_| why)
}

/// Takes the instance profile away that an instance has.
fn detaching(making: &Making<'_>) -> Option<Operation> {
    let association_id = making.cx.account.association_of(making.name)?;
    Some(DisassociateIamInstanceProfile { association_id }.into())
}

pub(super) static ON_INSTANCE: &[Deed] = &[
    Deed {
        title: "Attach IAM role",
        button: "Update IAM role",
        about: "Gives the instance an instance profile, and with it a role; the one before goes",
        reads: Some(("which there are", |_, _| ListInstanceProfiles::default().into())),
        fields: |cx, _| vec![profile_field(cx, None)],
        operations: |making| {
            if making.cx.sight.may("ListInstanceProfiles") && making.cx.account.instance_profile_count() == 0 {
                return Err((0, "There is none yet. A role for EC2 comes with one: esc, then :create-role makes it.".to_owned()));
            }
            let iam_instance_profile = profile(making, 0).ok_or_else(|| (0, "Enter a value.".to_owned()))?;
            let instance_id = making.name();
            Ok(vec![match making.cx.account.association_of(making.name) {
                Some(association_id) => ReplaceIamInstanceProfileAssociation { iam_instance_profile, association_id }.into(),
                None => AssociateIamInstanceProfile { iam_instance_profile, instance_id }.into(),
            }])
        },
        ..Deed::BARE
    },
    Deed {
        title: "Detach IAM role",
        moot: |cx, name| cx.account.association_of(name).is_none().then_some("The instance has no role."),
        button: "Detach",
        about: "Takes the role from the instance: what runs on it has no credentials then",
        operations: |making| Ok(detaching(making).into_iter().collect()),
        ..Deed::BARE
    },
    Deed {
        title: "Start",
        moot: |cx, name| is_in(cx, name, InstanceState::Running, "The instance runs."),
        button: "Start",
        about: "Starts the instance",
        operations: |making| Ok(vec![StartInstances { instance_ids: vec![making.name()] }.into()]),
        ..Deed::BARE
    },
    Deed {
        title: "Stop",
        moot: |cx, name| is_in(cx, name, InstanceState::Stopped, "The instance is stopped."),
        button: "Stop",
        about: "Stops the instance; it can be started again",
        operations: |making| Ok(vec![StopInstances { instance_ids: vec![making.name()] }.into()]),
        ..Deed::BARE
    },
    Deed {
        title: "Change instance type",
        button: "Change",
        about: "Makes it larger or smaller; it must be stopped",
        fields: |cx, name| {
            let before = cx.account.instance(name).map_or("", |instance| &instance.instance_type);
            vec![Field::text_line(0, "Instance type", before.to_owned()).hint("A family and a size, as in t3.micro or m7g.2xlarge")]
        },
        operations: |making| {
            let instance_type = Some(AttributeValue { value: Some(making.text(0)) });
            Ok(vec![ModifyInstanceAttribute { instance_type, instance_id: making.name(), ..Default::default() }.into()])
        },
        ..Deed::BARE
    },
    Deed {
        title: "Edit user data",
        button: "Save",
        about: "Puts another text in the place of what runs at the first start; the instance must be stopped",
        fields: |_, _| vec![Field::text_line(0, "User data", "").optional().hint("Left empty, there is none any more.")],
        operations: |making| {
            let user_data = Some(AttributeValue { value: Some(BASE64_STANDARD.encode(making.text(0))) });
            Ok(vec![ModifyInstanceAttribute { user_data, instance_id: making.name(), ..Default::default() }.into()])
        },
        ..Deed::BARE
    },
    Deed {
        title: "View user data",
        button: "View",
        about: "Shows what runs at the first start, with all that is in it",
        operations: |making| Ok(vec![DescribeInstanceAttribute { attribute: "userData".into(), instance_id: making.name() }.into()]),
        ..Deed::BARE
    },
];

/// Asks for a role by its ARN; names some of those that Lambda can take on to whom may see them.
fn role_field(cx: &Cx<'_>, id: usize, member: Option<&'static crate::account::operation::Member>) -> Field<usize> {
    let lets_in = |role: &&Role| cx.account.lets_in(role, LAMBDA, cx.now).unwrap_or(false);
    let roles: Vec<&Role> = cx.listed("ListRoles", || cx.account.roles().filter(lets_in).collect());
    let first = roles.first().map_or_else(String::new, |role| cx.account.role_arn(role));
    let there = match roles.as_slice() {
        _ if !cx.sight.may("ListRoles") => String::new(),
        [] => "There is no such role yet: make one for Lambda in Roles.".to_owned(),
        roles => {
            let named = roles.iter().take(MOST).map(|role| role.name.as_str()).collect::<Vec<_>>().join(", ");
            let more = roles.len().saturating_sub(MOST);
            if more == 0 { format!("Such roles: {named}") } else { format!("Such roles: {named} and {more} more") }
        }
    };
    let hint = format!("The ARN of a role whose trust policy lets {LAMBDA} in. {there}").trim_end().to_owned();
    Field::text_line(id, "Execution role", first).of(member).hint(hint)
}

pub(super) static FUNCTION: Deed = Deed {
    title: "Lambda function",
    button: "Create function",
    about: "Acts with its execution role; here it answers what it is called with",
    reads: Some(("which there are", |_, _| ListRoles::default().into())),
    fields: |cx, _| {
        vec![
            Field::text_line(0, "Function name", "").of(CreateFunction::SPEC.member("FunctionName")),
            role_field(cx, 1, CreateFunction::SPEC.member("Role")),
            Field::text_line(2, "Runtime", "python3.13").of(CreateFunction::SPEC.member("Runtime")).optional(),
            Field::text_line(3, "Description", "").of(CreateFunction::SPEC.member("Description")).optional(),
        ]
    },
    operations: |making| {
        let create = CreateFunction {
            function_name: making.text(0),
            runtime: making.optional(2),
            role: making.text(1),
            handler: Some("app.handler".into()),
            description: making.optional(3),
            tags: None,
        };
        Ok(vec![create.into()])
    },
    ..Deed::BARE
};

pub(super) static ON_FUNCTION: &[Deed] = &[
    Deed {
        title: "Invoke",
        button: "Invoke",
        about: "Calls the function; here it answers what it was called with",
        fields: |_, _| vec![Field::text_line(0, "Payload", "{\"hello\": \"world\"}").of(Invoke::SPEC.member("Payload")).optional()],
        operations: |making| Ok(vec![Invoke { function_name: making.name(), payload: making.optional(0) }.into()]),
        ..Deed::BARE
    },
    Deed {
        title: "Change execution role",
        button: "Save",
        about: "The role whose permissions the function has",
        reads: Some(("which there are", |_, _| ListRoles::default().into())),
        fields: |cx, _| vec![role_field(cx, 0, UpdateFunctionConfiguration::SPEC.member("Role"))],
        operations: |making| {
            let update = UpdateFunctionConfiguration { function_name: making.name(), role: making.optional(0), ..Default::default() };
            Ok(vec![update.into()])
        },
        ..Deed::BARE
    },
    Deed {
        title: "Add permission",
        button: "Add permission",
        about: "Lets a service or another account use the function: a statement in its policy",
        fields: |_, _| {
            let member = |name| AddPermission::SPEC.member(name);
            vec![
                Field::text_line(0, "Statement ID", "").of(member("StatementId")),
                Field::text_line(1, "Principal", "s3.amazonaws.com").of(member("Principal")).hint("A service, an account id, an ARN, or *"),
                Field::text_line(2, "Action", "lambda:InvokeFunction").of(member("Action")),
            ]
        },
        operations: |making| {
            let add = AddPermission {
                function_name: making.name(),
                statement_id: making.text(0),
                action: making.text(2),
                principal: making.text(1),
                ..Default::default()
            };
            Ok(vec![add.into()])
        },
        ..Deed::BARE
    },
    Deed {
        title: "Remove permission",
        button: "Remove permission",
        about: "Takes a statement out of the function's policy",
        fields: |_, _| vec![Field::text_line(0, "Statement ID", "").of(RemovePermission::SPEC.member("StatementId"))],
        operations: |making| Ok(vec![RemovePermission { function_name: making.name(), statement_id: making.text(0) }.into()]),
        ..Deed::BARE
    },
];
