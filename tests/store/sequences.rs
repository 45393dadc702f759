//! Whatever is done: both ledgers come to the same, the journal tells how, and undo leads all the way back.

use std::collections::BTreeMap;

use iam_console::account::caller::Caller;
use iam_console::account::entity::{Entity, EntityKey};
use iam_console::account::operation::Operation;
use iam_console::store::*;
use proptest::prelude::*;

use super::common::{any_write, fresh};
use super::place::*;

#[derive(Clone, Debug)]
enum Step {
    Submit(Vec<Operation>),
    Undo(Option<u64>),
    Redo(Option<u64>),
    Settle,
    Reopen { closed: bool },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => any_write().prop_map(|operation| Step::Submit(vec![operation])),
        2 => proptest::collection::vec(any_write(), 2..5).prop_map(Step::Submit),
        2 => Just(Step::Undo(None)),
        1 => (1_u64..30).prop_map(|revision| Step::Undo(Some(revision))),
        1 => Just(Step::Redo(None)),
        1 => (1_u64..30).prop_map(|revision| Step::Redo(Some(revision))),
        1 => Just(Step::Settle),
        1 => any::<bool>().prop_map(|closed| Step::Reopen { closed }),
    ]
}

/// Steps that undo and redo only in order.
fn linear_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any_write().prop_map(|operation| Step::Submit(vec![operation])),
        1 => proptest::collection::vec(any_write(), 2..5).prop_map(Step::Submit),
        1 => Just(Step::Undo(None)),
        1 => Just(Step::Redo(None)),
        1 => any::<bool>().prop_map(|closed| Step::Reopen { closed }),
    ]
}

/// Does all steps, and answers what came of each.
fn perform(place: &Place, steps: &[Step]) -> (OpenAccount, Vec<String>) {
    let mut open = place.open();
    let mut outcomes = Vec::new();
    for step in steps {
        let outcome = match step {
            Step::Submit(operations) => open.submit(&Caller::ROOT, operations),
            Step::Undo(revision) => open.undo(&Caller::ROOT, *revision),
            Step::Redo(revision) => open.redo(&Caller::ROOT, *revision),
            Step::Settle => {
                open.settle().unwrap();
                continue;
            }
            Step::Reopen { closed } => {
                if *closed {
                    open.close().unwrap();
                } else {
                    drop(open);
                }
                open = place.open();
                continue;
            }
        };
        outcomes.push(match outcome {
            Ok(done) => format!("{:?}", done.entry),
            Err(Failure::Store(error)) => panic!("{error}"),
            Err(failure) => failure.to_string(),
        });
    }
    (open, outcomes)
}

/// What isn't usage: undo brings back all of it.
fn without_usage(mut entities: BTreeMap<EntityKey, Entity>) -> BTreeMap<EntityKey, Entity> {
    entities.retain(|key, _| !key.is_usage());
    entities
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn both_ledgers_agree_and_the_journal_tells_how(steps in proptest::collection::vec(step(), 1..40)) {
        let [memory, disk] = Place::both();
        let (in_memory, outcomes) = perform(&memory, &steps);
        let (on_disk, same_outcomes) = perform(&disk, &steps);
        prop_assert_eq!(outcomes, same_outcomes);
        prop_assert_eq!(entities(on_disk.account()), entities(in_memory.account()));
        prop_assert_eq!(items(on_disk.history()), items(in_memory.history()));
        let account = entities(on_disk.account());
        drop(on_disk);

        let mut ledger = disk.ledger();
        let loaded = ledger.load().unwrap();
        prop_assert_eq!(entities(&loaded.account), account.clone());
        let mut replayed = fresh();
        for revision in 1..=loaded.history.revision() {
            replayed.apply(&ledger.entry(revision).unwrap().edits());
        }
        prop_assert_eq!(entities(&replayed), account);
    }

    #[test]
    fn undo_leads_all_the_way_back_and_redo_forth(steps in proptest::collection::vec(linear_step(), 1..30)) {
        let [_, disk] = Place::both();
        let (mut open, _) = perform(&disk, &steps);
        let kept = without_usage(entities(open.account()));
        let mut undone = 0;
        while open.history().undoable().is_some() {
            open.undo(&Caller::ROOT, None).unwrap();
            undone += 1;
        }
        prop_assert_eq!(without_usage(entities(open.account())), without_usage(entities(&fresh())));
        for _ in 0..undone {
            open.redo(&Caller::ROOT, None).unwrap();
        }
        prop_assert_eq!(without_usage(entities(open.account())), kept);
    }
}
