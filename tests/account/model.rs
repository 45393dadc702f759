//! The operations beside the API models: `model.json` has of IAM's what this account has, `sts_model.json` of STS's; a
//! member's shape with `!` where the member is required.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::shape::{Pattern, Rule, Shape, Structure, TAG_KEY, TAG_VALUE};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::common::{World, any_write};

static MODEL: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(include_str!("model.json")).unwrap());

/// Without `ProvidedContexts` and `MinimumSessionTokenSize`: there is nothing to practise with them.
static STS_MODEL: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(include_str!("sts_model.json")).unwrap());

/// Root leaves the user name out for its own device, as on AWS only the console can.
const NOT_REQUIRED_HERE: [&str; 2] = ["EnableMFADevice UserName", "ResyncMFADevice UserName"];

/// The model names no error for a boundary that belongs to a service-linked role; attaching it has this one.
const NO_ERROR_OF_THE_MODEL: [&str; 2] = ["CreateUser PolicyNotAttachable", "CreateRole PolicyNotAttachable"];

/// The practice estate has of its services' members only what there is to practise, and so no model.
fn of(service: &str) -> impl Iterator<Item = &'static OperationSpec> {
    OPERATIONS.iter().copied().filter(move |spec| spec.service == service)
}

#[test]
fn operations_have_the_members_of_the_model() {
    let mut deviations = BTreeSet::new();
    for (service, model) in [("iam", &MODEL), ("sts", &STS_MODEL)] {
        check_members(of(service), model["operations"].as_object().unwrap(), &mut deviations);
    }
    assert_eq!(deviations.len(), NOT_REQUIRED_HERE.len());
}

fn check_members(ours: impl Iterator<Item = &'static OperationSpec>, operations: &Map<String, Value>, deviations: &mut BTreeSet<String>) {
    let ours: Vec<_> = ours.collect();
    assert_eq!(operations.len(), ours.len());
    for spec in ours {
        let ours: Vec<(&str, String)> = spec
            .members
            .iter()
            .map(|member| {
                let deviation = format!("{} {}", spec.name, member.name);
                let deviates = NOT_REQUIRED_HERE.contains(&deviation.as_str());
                if deviates {
                    deviations.insert(deviation);
                }
                (member.name, format!("{}{}", member.shape.name, if member.required || deviates { "!" } else { "" }))
            })
            .collect();
        let members = operations[spec.name]["members"].as_object().unwrap();
        let theirs: Vec<(&str, String)> = members.iter().map(|(name, shape)| (name.as_str(), shape.as_str().unwrap().to_owned())).collect();
        assert_eq!(ours, theirs, "{}", spec.name);
    }
}

/// A shape as the model writes it.
fn in_model(shape: &Shape) -> Map<String, Value> {
    let mut facts = Map::new();
    match &shape.rule {
        Rule::Text { min, max, pattern } => {
            facts.insert("t".into(), json!("string"));
            if *min > 0 {
                facts.insert("min".into(), json!(min));
            }
            if *max < usize::MAX {
                facts.insert("max".into(), json!(max));
            }
            if *pattern != Pattern::Any {
                facts.insert("pattern".into(), json!(pattern.regular_expression()));
            }
        }
        Rule::Number { min, max } => facts.extend([("t".into(), json!("integer")), ("min".into(), json!(min)), ("max".into(), json!(max))]),
        Rule::Flag => facts.extend([("t".into(), json!("boolean"))]),
        Rule::Choice(words) => facts.extend([("t".into(), json!("string")), ("enum".into(), json!(words))]),
        Rule::Tags(max) => facts.extend([("t".into(), json!("list")), ("max".into(), json!(max)), ("of".into(), json!("Tag"))]),
        Rule::Texts(max, of) => facts = list(*max, of.name),
        Rule::Structures(max, of) => facts = list(*max, of.name),
        Rule::Structure(of) => facts = structure(of),
        Rule::Map { .. } | Rule::Item | Rule::Blob { .. } => panic!("IAM has no such member"),
    }
    facts
}

fn list(max: usize, of: &str) -> Map<String, Value> {
    let mut facts = Map::from_iter([("t".into(), json!("list")), ("of".into(), json!(of))]);
    if max < usize::MAX {
        facts.insert("max".into(), json!(max));
    }
    facts
}

fn structure(of: &Structure) -> Map<String, Value> {
    let members: Map<String, Value> = of.parts.iter().map(|part| (part.name.to_owned(), json!(part.shape.name))).collect();
    let required: Vec<&str> = of.parts.iter().filter(|part| part.required).map(|part| part.name).collect();
    Map::from_iter([("t".into(), json!("structure")), ("mem".into(), members.into()), ("req".into(), json!(required))])
}

/// A shape with all that it is made of, by the model's names.
fn collect(shape: &Shape, found: &mut BTreeMap<&'static str, Map<String, Value>>) {
    found.insert(shape.name, in_model(shape));
    match &shape.rule {
        Rule::Texts(_, of) => collect(of, found),
        Rule::Structures(_, of) | Rule::Structure(of) => {
            found.insert(of.name, structure(of));
            of.parts.iter().for_each(|part| collect(part.shape, found));
        }
        _ => {}
    }
}

#[test]
fn shapes_are_those_of_the_model() {
    check_shapes("iam", MODEL["shapes"].as_object().unwrap());
    check_shapes("sts", STS_MODEL["shapes"].as_object().unwrap());
}

fn check_shapes(service: &str, theirs: &Map<String, Value>) {
    let members = of(service).flat_map(|spec| spec.members).map(|member| member.shape);
    let mut ours = BTreeMap::new();
    members.chain([&TAG_KEY, &TAG_VALUE]).for_each(|shape| collect(shape, &mut ours));
    let names: BTreeSet<&str> = ours.keys().copied().collect();
    assert_eq!(names, theirs.keys().map(String::as_str).filter(|name| *name != "Tag").collect());
    for (name, ours) in ours {
        let mut theirs = theirs[name].as_object().unwrap().clone();
        // That a password is sensitive is in its type here; that a length may be 0 goes without saying; that a list must not be
        // empty is for its operation to say.
        theirs.remove("sensitive");
        if theirs.get("min") == Some(&json!(0)) || theirs["t"] == "list" {
            theirs.remove("min");
        }
        assert_eq!(ours, theirs, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn refusals_have_codes_and_members_of_their_operation(operations in proptest::collection::vec(any_write(), 1..40)) {
        let mut world = World::fresh();
        for operation in operations {
            let spec = operation.spec();
            let Err(refusal) = world.run(operation) else { continue };
            let member = refusal.member;
            prop_assert!(member.is_none_or(|member| spec.member(member).is_some()), "{} has no {member:?}", spec.name);
            if spec.service != "iam" {
                continue;
            }
            let errors = MODEL["operations"][spec.name]["errors"].as_array().unwrap();
            // Any operation can answer these (Common Errors).
            let is_common = matches!(refusal.code, ErrorCode::ValidationError | ErrorCode::AccessDenied);
            let is_ours = NO_ERROR_OF_THE_MODEL.contains(&format!("{} {}", spec.name, refusal.code).as_str());
            prop_assert!(is_common || is_ours || errors.contains(&json!(refusal.code.as_str())), "{} {}", spec.name, refusal.code);
        }
    }
}
