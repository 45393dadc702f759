//! What every ledger promises.

use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::secret::{MASK, Secret};
use iam_console::store::*;

use super::common::{fresh, now};
use super::place::*;

#[test]
fn what_was_committed_is_there_when_it_is_loaded_again() {
    for place in Place::both() {
        let mut open = place.open();
        assert_eq!(entities(open.account()), entities(&fresh()));
        for operation in [create_user("alice"), create_group("Ops"), add("alice", "Ops"), tag("alice", "team", "x")] {
            run(&mut open, operation);
        }
        open.settle().unwrap();
        run(&mut open, CreateAccountAlias { account_alias: "acme".into() }.into());
        let (account, history) = (entities(open.account()), items(open.history()));
        assert_eq!(history.iter().map(|item| item.revision).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        open.close().unwrap();

        let again = place.open();
        assert_eq!(entities(again.account()), account);
        assert_eq!(items(again.history()), history);
        assert_eq!((again.notices(), again.read_only()), (&[][..], None));
        assert_eq!(again.account().id(), fresh().id());
    }
}

#[test]
fn an_entry_is_read_back_as_it_was_answered() {
    for place in Place::both() {
        let mut ledger = place.ledger();
        let account = ledger.load().unwrap().account;
        let planned = account.plan(&Caller::ROOT, &create_user("alice"), &mut super::common::env()).unwrap();
        let deed = Deed::Changed(vec![planned.change.unwrap()]);
        let entry = ledger.commit(now(), &Caller::ROOT, deed.clone()).unwrap();
        assert_eq!((entry.revision, entry.at, &entry.deed), (1, now(), &deed));
        assert_eq!(ledger.entry(1).unwrap(), entry);
        ledger.settle().unwrap();
        ledger.load().unwrap();
        assert_eq!(ledger.entry(1).unwrap(), entry);
        for revision in [0, 2, u64::MAX] {
            assert_eq!(ledger.entry(revision), Err(StoreError::NoEntry { revision }));
        }
    }
}

#[test]
fn a_change_planned_on_another_state_is_refused_and_leaves_nothing() {
    for place in Place::both() {
        let mut ledger = place.ledger();
        let account = ledger.load().unwrap().account;
        let planned = account.plan(&Caller::ROOT, &create_user("alice"), &mut super::common::env()).unwrap();
        let deed = Deed::Changed(vec![planned.change.unwrap()]);
        ledger.commit(now(), &Caller::ROOT, deed.clone()).unwrap();
        let error = ledger.commit(now(), &Caller::ROOT, deed).unwrap_err();
        assert!(matches!(error, StoreError::OutOfStep { .. }), "{error:?}");
        assert_eq!(ledger.load().unwrap().history.revision(), 1);
    }
}

#[test]
fn undo_and_redo_go_on_after_reopening() {
    for place in Place::both() {
        let mut open = place.open();
        let origin = entities(open.account());
        run(&mut open, create_user("alice"));
        let with_alice = entities(open.account());
        run(&mut open, tag("alice", "team", "x"));
        let tagged = entities(open.account());
        open.close().unwrap();

        let mut open = place.open();
        assert_eq!(open.undo(&Caller::ROOT, None).unwrap().entry, Some(3));
        assert_eq!(entities(open.account()), with_alice);
        assert_eq!(open.undo(&Caller::ROOT, None).unwrap().entry, Some(4));
        assert_eq!(entities(open.account()), origin);
        open.close().unwrap();

        let mut open = place.open();
        assert_eq!(entities(open.account()), origin);
        assert_eq!(open.history().redoable().unwrap().revision, 1);
        open.redo(&Caller::ROOT, None).unwrap();
        open.redo(&Caller::ROOT, None).unwrap();
        assert_eq!(entities(open.account()), tagged);
        assert!(open.history().redoable().is_none());
        open.close().unwrap();

        let open = place.open();
        assert_eq!(entities(open.account()), tagged);
        let deeds: Vec<HistoryDeed> = items(open.history()).into_iter().skip(2).map(|item| item.deed).collect();
        assert_eq!(deeds, [HistoryDeed::Undid(2), HistoryDeed::Undid(1), HistoryDeed::Redid(1), HistoryDeed::Redid(2)]);
    }
}

#[test]
fn any_change_can_be_undone_that_nothing_stands_on() {
    for place in Place::both() {
        let mut open = place.open();
        let alice = run(&mut open, create_user("alice"));
        run(&mut open, create_user("bob"));
        open.undo(&Caller::ROOT, Some(alice)).unwrap();
        assert!(open.account().user_named("alice").is_none() && open.account().user_named("bob").is_some());
        assert!(open.history().is_undone(alice));
        open.redo(&Caller::ROOT, Some(alice)).unwrap();
        assert!(open.account().user_named("alice").is_some());
        // What was made again last is taken back first, though bob came after it at first.
        assert_eq!(open.history().undoable().unwrap().revision, alice);
        open.undo(&Caller::ROOT, None).unwrap();
        assert!(open.account().user_named("alice").is_none() && open.account().user_named("bob").is_some());
    }
}

#[test]
fn a_batch_is_one_entry_and_is_undone_whole() {
    for place in Place::both() {
        let mut open = place.open();
        let origin = entities(open.account());
        let batch = [create_user("alice"), create_group("Ops"), add("alice", "Ops"), tag("alice", "team", "x")];
        let done = open.submit(&Caller::ROOT, &batch).unwrap();
        assert_eq!((done.replies.len(), done.entry), (4, Some(1)));
        let HistoryDeed::Changed(operations) = &open.history().item(1).unwrap().deed else { panic!() };
        assert_eq!(operations, &batch);
        open.close().unwrap();

        let mut open = place.open();
        open.undo(&Caller::ROOT, None).unwrap();
        assert_eq!(entities(open.account()), origin);
    }
}

#[test]
fn what_changes_nothing_is_no_entry() {
    for place in Place::both() {
        let mut open = place.open();
        run(&mut open, create_user("alice"));
        let attach: Operation =
            AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess".into() }.into();
        assert_eq!(open.submit(&Caller::ROOT, std::slice::from_ref(&attach)).unwrap().entry, Some(2));
        assert_eq!(open.submit(&Caller::ROOT, std::slice::from_ref(&attach)).unwrap().entry, None, "attached already");
        assert_eq!(open.submit(&Caller::ROOT, &[ListUsers::default().into()]).unwrap().entry, None);
        assert_eq!(open.submit(&Caller::ROOT, &[create_user("bob"), delete_user("bob")]).unwrap().entry, None);
        assert_eq!(open.submit(&Caller::ROOT, &[]).unwrap(), Done { replies: vec![], entry: None });
        assert_eq!(open.history().revision(), 2);
    }
}

#[test]
fn a_refused_write_is_noted_and_a_refused_read_is_not() {
    for place in Place::both() {
        let mut open = place.open();
        let before = entities(open.account());
        let get: Operation = GetUser { user_name: Some("nobody".into()) }.into();
        assert!(matches!(open.submit(&Caller::ROOT, &[get]), Err(Failure::Refused(_))));
        assert_eq!(open.history().revision(), 0);

        let batch = [create_user("alice"), create_user("ALICE")];
        let Err(Failure::Refused(refused)) = open.submit(&Caller::ROOT, &batch) else { panic!() };
        assert_eq!((refused.index, refused.refusal.code), (1, ErrorCode::EntityAlreadyExists));
        assert_eq!(entities(open.account()), before, "all or none");
        open.close().unwrap();

        let open = place.open();
        let note = Note::Refused {
            operation: Box::new(create_user("ALICE")),
            code: "EntityAlreadyExists".into(),
            message: "User with name ALICE already exists.".into(),
            is_explicit_deny: Some(false),
            session: Vec::new(),
            uses: Vec::new(),
        };
        assert_eq!(items(open.history()).pop().unwrap().deed, HistoryDeed::Noted(note));
        assert_eq!(open.history().revision(), 1);
        assert!(open.history().undoable().is_none());
    }
}

#[test]
fn secrets_of_operations_are_kept_nowhere() {
    for place in Place::both() {
        let mut open = place.open();
        run(&mut open, create_user("alice"));
        let password = Some(Secret::new("Correct-Horse-9"));
        run(&mut open, CreateLoginProfile { user_name: Some("alice".into()), password, password_reset_required: None }.into());
        let short = UpdateLoginProfile { user_name: "alice".into(), password: Some(Secret::new("shortie")), password_reset_required: None };
        open.submit(&Caller::ROOT, &[short.into()]).unwrap_err();
        for item in open.history().items() {
            let operation = match &item.deed {
                HistoryDeed::Changed(operations) => operations[0].clone(),
                HistoryDeed::Noted(Note::Refused { operation, .. }) => (**operation).clone(),
                other => panic!("{other:?}"),
            };
            for (_, value) in operation.members() {
                if let Value::Secret(secret) = value {
                    assert_eq!(secret.reveal(), MASK);
                }
            }
            assert!(!format!("{item:?}").contains("shortie"));
        }
        open.close().unwrap();
        if let Place::Disk(disk) = &place {
            assert!(disk.names("state").contains(&"db".to_owned()));
            for path in walk(disk.directory.path()) {
                let bytes = std::fs::read(&path).unwrap();
                let text = String::from_utf8_lossy(&bytes);
                assert!(!text.contains("Correct-Horse-9") && !text.contains("shortie"), "{}", path.display());
            }
        }
    }
}

#[test]
fn an_account_can_go_to_another_thread() {
    const fn goes<T: Send>() {}
    goes::<OpenAccount>();
    goes::<Box<dyn Ledger>>();
    goes::<History>();
}

/// What somebody looks at is theirs, whatever comes after it: an undo, or nothing but the closing.
#[test]
fn what_was_looked_at_is_kept_by_the_next_entry_and_at_closing() {
    for place in Place::both() {
        let mut open = place.open();
        run(&mut open, create_user("alice"));
        run(&mut open, create_user("bob"));
        let caller = |open: &OpenAccount, name: &str| open.account().caller_named(&format!("user/{name}"), false).unwrap();
        let last_used = |open: &OpenAccount, name: &str| {
            let id = open.account().user_named(name).unwrap().id;
            open.account().last_activity(id).is_some()
        };
        let (alice, bob) = (caller(&open, "alice"), caller(&open, "bob"));
        run(&mut open, create_group("Ops"));
        open.look(&alice, &[ListUsers::default().into()], now());
        open.undo(&Caller::ROOT, None).unwrap();
        assert!(last_used(&open, "alice"), "an undo takes it along");
        open.look(&bob, &[ListUsers::default().into()], now());
        open.look(&alice, &[ListBuckets {}.into()], now());
        let before = open.history().revision();
        open.close().unwrap();
        let again = place.open();
        assert!(last_used(&again, "bob"));
        assert_eq!(again.history().revision(), before + 2, "one entry for each who looked");
        let is_refused = |item: &HistoryItem| matches!(item.deed, HistoryDeed::Noted(Note::Refused { .. }));
        assert!(again.history().items().rev().take(2).all(is_refused), "what was denied is not told as done");
        let revision = again.history().revision();
        again.close().unwrap();
        assert_eq!(place.open().history().revision(), revision, "and none where nobody did");
    }
}
