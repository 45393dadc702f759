//! The quiz's bank: what is shipped is right as the engine has it, what is wrong is told with its place, and whatever is read or
//! typed, nothing fails.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod entry;
mod errors;
mod hostile;
mod plain;

use std::collections::BTreeSet;

use iam_console::training::quiz::*;
use jiff::Timestamp;

fn now() -> Timestamp {
    "2026-11-29T08:00:00Z".parse().unwrap()
}

#[test]
fn every_shipped_item_is_right() {
    let bank = Bank::shipped().unwrap();
    let faults = bank.faults(SHIPPED.iter().copied(), now());
    assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_variant_of_every_item_has_one_answer_with_reasons() {
    let bank = Bank::shipped().unwrap();
    let mut examiner = Examiner::new(now());
    let mut stems = BTreeSet::new();
    for item in bank.items() {
        for variant in 0..item.variants() {
            let question = examiner.ask_variant(item, variant, variant as u64).unwrap_or_else(|why| panic!("{}: {why}", item.id));
            let judged = question.judge(&question.truth());
            assert!(judged.is_right, "{} {variant}", item.id);
            assert!(judged.why.is_some() || judged.told.iter().all(|told| !told.why.trim().is_empty()), "{} {variant}", item.id);
            assert!(!question.stem.contains('$') || question.stem.contains("${"), "{} {variant}: {}", item.id, question.stem);
            assert!(stems.insert((item.id.clone(), question.stem.clone())), "{}: variants can't be told apart", item.id);
            assert!(!question.hint().is_empty());
        }
    }
}

#[test]
fn the_same_chance_asks_the_same_and_another_shuffles() {
    let bank = Bank::shipped().unwrap();
    let mut examiner = Examiner::new(now());
    let item = bank.item("notes-5-ec2-to-s3").unwrap();
    let mut ask = |chance| examiner.ask(item, chance).unwrap();
    assert_eq!(ask(3), ask(3));
    let orders: BTreeSet<Vec<String>> = (0..20).map(|chance| ask(chance).form.texts().into_iter().map(str::to_owned).collect()).collect();
    assert!(orders.len() > 5, "{}", orders.len());
}

#[test]
fn an_instance_whose_role_trusts_another_service_has_no_credentials() {
    let bank = Bank::shipped().unwrap();
    let question = Examiner::new(now()).ask(bank.item("m13-right-trust").unwrap(), 1).unwrap();
    let Form::Choose { options, .. } = &question.form else { panic!() };
    let right: Vec<&str> = options.iter().filter(|option| option.is_right).map(|option| option.text.as_str()).collect();
    assert_eq!(right, ["Let the trust policy of AppRole name ec2.amazonaws.com"]);
    assert!(options.iter().filter(|option| !option.is_right).all(|option| option.why.contains("What the engine finds then: ")));
}

#[test]
fn each_place_that_decides_nothing_says_what_is_there() {
    let bank = Bank::shipped().unwrap();
    let mut examiner = Examiner::new(now());
    let mut said = BTreeSet::new();
    for item in bank.items().iter().filter(|item| matches!(item.kind, Kind::Computed { asks: Asks::Source, .. })) {
        for variant in 0..item.variants() {
            let question = examiner.ask_variant(item, variant, 1).unwrap();
            let Form::Choose { options, .. } = &question.form else { panic!() };
            let whys: BTreeSet<&str> = options.iter().map(|option| option.why.as_str()).collect();
            assert_eq!(whys.len(), options.len(), "{} {variant}: two options have one reason", item.id);
            said.extend(options.iter().map(|option| option.why.clone()));
        }
    }
    for wanted in ["There is no permissions boundary.", "AdministratorAccess allows it, and a Deny wins over that."] {
        assert!(said.contains(wanted), "{wanted}: {said:#?}");
    }
}
