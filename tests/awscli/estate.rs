//! The practice estate in the AWS CLI's language: maps, structures, items, bytes, and what goes into files.

use iam_console::account::estate::sample_lines;
use iam_console::account::operation::*;
use iam_console::awscli::*;

use super::common::World;
use super::{printed, read, refused};

fn operation(text: &str) -> Operation {
    read(text).unwrap().operation
}

#[test]
fn maps_and_structures_are_given_in_shorthand_or_json() {
    let queue = |text: &str| match operation(text) {
        Operation::CreateQueue(queue) => queue.attributes.unwrap(),
        other => panic!("{other:?}"),
    };
    let shorthand = queue("sqs create-queue --queue-name q --attributes DelaySeconds=5,VisibilityTimeout=60");
    assert_eq!(shorthand, queue(r#"sqs create-queue --queue-name q --attributes '{"DelaySeconds": "5", "VisibilityTimeout": "60"}'"#));
    let policy = queue(r#"sqs create-queue --queue-name q --attributes '{"Policy": "{\"Version\": \"2012-10-17\"}"}'"#);
    assert_eq!(policy["Policy"], r#"{"Version": "2012-10-17"}"#);
    // A value that began with a hyphen would be taken for an option.
    let odd = operation(r#"sqs create-queue --queue-name q --attributes '{"-x": "5"}'"#);
    assert_eq!(line(&odd), r#"aws sqs create-queue --queue-name q --attributes '{"-x":"5"}'"#);
    assert!(refused(r#"sqs create-queue --queue-name q --attributes '{"DelaySeconds": 5}'"#).contains("valid types: <class 'str'>"));

    let block = |text: &str| match operation(text) {
        Operation::PutPublicAccessBlock(put) => put.public_access_block_configuration,
        other => panic!("{other:?}"),
    };
    let given =
        block("s3api put-public-access-block --bucket b --public-access-block-configuration BlockPublicPolicy=false,BlockPublicAcls=true");
    assert_eq!((given.block_public_policy, given.block_public_acls, given.ignore_public_acls), (Some(false), Some(true), None));
    let wrong = "s3api put-public-access-block --bucket b --public-access-block-configuration ";
    assert!(refused(&format!("{wrong}BlockPublicPolicy=maybe")).contains("valid types: <class 'bool'>"));
    assert!(refused(&format!("{wrong}BlockAll=true")).contains("Unknown parameter"));
    assert!(refused("dynamodb get-item --table-name t --key '[1]'").contains("valid types: <class 'dict'>"));
    assert!(refused("dynamodb get-item --table-name t --key id=1").contains("Invalid JSON"));
}

#[test]
fn bytes_are_base64_or_raw_or_in_a_file() {
    let payload = |text: &str| match operation(text) {
        Operation::Invoke(invoke) => invoke.payload.unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(payload("lambda invoke --function-name f --payload e30= out"), "{}");
    assert_eq!(payload("lambda invoke --function-name f --payload {} --cli-binary-format raw-in-base64-out out"), "{}");
    assert_eq!(payload("lambda invoke --function-name f --payload fileb://user.json out"), r#"{"UserName":"alice","Path":"/a/"}"#);
    assert!(refused("lambda invoke --function-name f --payload {} out").starts_with("Invalid base64"));
    assert!(refused("kms encrypt --key-id k --plaintext hunter2-").starts_with("Invalid base64"));
    assert!(!refused("kms encrypt --key-id k --plaintext hunter2-").contains("hunter2"));

    let Operation::PutObject(put) = operation("s3api put-object --bucket b --key k --body user.json") else { panic!() };
    assert_eq!(put.body.as_deref(), Some(r#"{"UserName":"alice","Path":"/a/"}"#));
    assert!(refused("s3api put-object --bucket b --key k --body absent").contains("Unable to read absent"));
}

#[test]
fn what_a_reply_holds_goes_into_the_file_that_the_last_word_names() {
    assert_eq!(read("s3api get-object --bucket b --key k out.csv").unwrap().outfile.as_deref(), Some("out.csv"));
    assert_eq!(read("s3api get-object out.csv --bucket b --key k").unwrap().outfile.as_deref(), Some("out.csv"));
    assert!(refused("s3api get-object --bucket b --key k").contains("the following arguments are required: outfile"));
    assert!(refused("s3api get-object --bucket b --key k one two").contains("Unknown options: two"));
    assert!(printed("s3api get-object help").contains("<outfile>"));
    assert_eq!(line(&operation("s3api get-object --bucket b --key k out.csv")), "aws s3api get-object --bucket b --key k /dev/stdout");
    let mut world = World::fresh();
    for text in ["s3api create-bucket --bucket reports", "s3api put-object --bucket reports --key k --body user.json"] {
        world.run(operation(text)).unwrap();
    }
    let answer = read("s3api get-object --bucket reports --key k out").unwrap().run(|operation| world.run(operation.clone())).unwrap();
    assert_eq!(answer.content.as_deref(), Some(r#"{"UserName":"alice","Path":"/a/"}"#));
    assert!(!answer.print(&OutputOptions::default()).unwrap().unwrap().contains("alice"));
}

#[test]
fn secrets_of_the_estate_are_masked_in_lines() {
    let secret = "secretsmanager create-secret --name s --secret-string hunter2";
    assert_eq!(line(&operation(secret)), "aws secretsmanager create-secret --name s --secret-string '********'");
    let encrypt = line(&operation("kms encrypt --key-id k --plaintext aHVudGVyMg=="));
    assert!(encrypt.contains("********") && !encrypt.contains("hunter2"), "{encrypt}");
    assert!(World::fresh().plan(operation(&encrypt)).unwrap_err().message.contains("placeholder of a secret"));
}

#[test]
fn two_services_may_have_operations_of_one_name() {
    assert_eq!(operation("lambda get-policy --function-name f").spec().id, "GetFunctionPolicy");
    assert_eq!(operation("iam get-policy --policy-arn arn:aws:iam::aws:policy/x").spec().id, "GetPolicy");
}

#[test]
fn the_sample_estate_can_be_made_in_a_new_account() {
    let mut world = World::fresh();
    let lines = sample_lines(world.account.id().as_str());
    let operations: Vec<Operation> =
        lines.iter().map(|text| read(text).unwrap_or_else(|error| panic!("{text}: {error}")).operation).collect();
    for operation in &operations {
        world.run(operation.clone()).unwrap_or_else(|refusal| panic!("{}: {refusal}", line(operation)));
    }
    let services: std::collections::BTreeSet<&str> = operations.iter().map(|operation| operation.spec().service).collect();
    assert_eq!(services.into_iter().collect::<Vec<_>>(), ["dynamodb", "ec2", "iam", "kms", "lambda", "s3", "secretsmanager", "sqs"]);
}

/// What the reading operations of the estate answer, as it is printed.
#[test]
fn the_json_of_every_answer_of_the_estate() {
    let mut world = World::fresh();
    let account = world.account.id().to_string();
    let mut lines = sample_lines(&account);
    lines.extend(
        [
            "s3api list-buckets",
            "s3api list-objects-v2 --bucket reports-ACCOUNT --delimiter /",
            "s3api get-object --bucket reports-ACCOUNT --key q1.csv out",
            "s3api get-public-access-block --bucket reports-ACCOUNT",
            "ec2 describe-instances",
            "lambda get-function --function-name thumbnails",
            "lambda list-functions",
            "lambda add-permission --function-name thumbnails --statement-id s3 --action lambda:InvokeFunction --principal s3.amazonaws.com --source-arn arn:aws:s3:::reports-ACCOUNT",
            "lambda get-policy --function-name thumbnails",
            "lambda invoke --function-name thumbnails out",
            "sqs list-queues",
            "sqs get-queue-attributes --queue-url https://sqs.us-east-1.amazonaws.com/ACCOUNT/orders --attribute-names All",
            "sqs receive-message --queue-url https://sqs.us-east-1.amazonaws.com/ACCOUNT/orders",
            "dynamodb list-tables",
            "dynamodb scan --table-name people",
            "dynamodb get-item --table-name people --key '{\"id\": {\"S\": \"1\"}}'",
            "kms list-keys",
            "secretsmanager list-secrets",
            "secretsmanager get-secret-value --secret-id prod/database",
            "secretsmanager get-resource-policy --secret-id prod/database",
            "s3api put-bucket-tagging --bucket reports-ACCOUNT --tagging TagSet=[{Key=team,Value=web},{Key=stage,Value=test}]",
            "s3api get-bucket-tagging --bucket reports-ACCOUNT",
            "ec2 describe-tags",
            "lambda tag-resource --resource arn:aws:lambda:us-east-1:ACCOUNT:function:thumbnails --tags team=web",
            "lambda list-tags --resource arn:aws:lambda:us-east-1:ACCOUNT:function:thumbnails",
            "sqs tag-queue --queue-url https://sqs.us-east-1.amazonaws.com/ACCOUNT/orders --tags team=web",
            "sqs list-queue-tags --queue-url https://sqs.us-east-1.amazonaws.com/ACCOUNT/orders",
            "dynamodb tag-resource --resource-arn arn:aws:dynamodb:us-east-1:ACCOUNT:table/people --tags Key=team,Value=web",
            "dynamodb list-tags-of-resource --resource-arn arn:aws:dynamodb:us-east-1:ACCOUNT:table/people",
            "secretsmanager tag-resource --secret-id prod/database --tags Key=team,Value=web",
        ]
        .map(|line| line.replace("ACCOUNT", &account)),
    );
    let mut answers = String::new();
    for text in lines {
        let invocation = read(&text).unwrap();
        let answer = invocation.run(|operation| world.run(operation.clone())).expect(&text);
        let printed = answer.print(&invocation.output).unwrap().unwrap_or_default();
        answers.extend(["$ ", text.as_str(), "\n", printed.as_str(), "\n\n"]);
    }
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("awscli_json_of_estate_answers", answers);
    });
}
