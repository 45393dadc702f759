//! Undos and redos that are refused, each with the reason and what to do first.

use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::store::*;

use super::place::*;

fn why(outcome: Result<Done, Failure>) -> String {
    match outcome {
        Err(Failure::NotUndoable(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn there_must_be_something_to_undo() {
    for place in Place::both() {
        let mut open = place.open();
        assert_eq!(why(open.undo(&Caller::ROOT, None)), "There is nothing to undo.");
        assert_eq!(why(open.redo(&Caller::ROOT, None)), "There is nothing to redo since the last change.");
        assert_eq!(why(open.undo(&Caller::ROOT, Some(7))), "There is no revision 7 in the history, which goes to 0.");
        run(&mut open, create_user("alice"));
        open.undo(&Caller::ROOT, None).unwrap();
        assert_eq!(why(open.undo(&Caller::ROOT, None)), "There is nothing to undo.");
        run(&mut open, create_user("bob"));
        assert_eq!(why(open.redo(&Caller::ROOT, None)), "There is nothing to redo since the last change.");
        assert_eq!(open.history().revision(), 3, "what is refused is no entry");
    }
}

#[test]
fn only_changes_can_be_undone_and_only_once() {
    for place in Place::both() {
        let mut open = place.open();
        run(&mut open, create_user("alice"));
        assert_eq!(why(open.redo(&Caller::ROOT, Some(1))), "Revision 1 is in effect; only what is undone can be redone.");
        open.undo(&Caller::ROOT, Some(1)).unwrap();
        assert_eq!(why(open.undo(&Caller::ROOT, Some(1))), "Revision 1 is undone already.");
        let undo = "Revision 2 is an undo and can't be undone: redo revision 1 to take it back.";
        assert_eq!(why(open.undo(&Caller::ROOT, Some(2))), undo);
        open.redo(&Caller::ROOT, Some(1)).unwrap();
        let redo = "Revision 3 is a redo and can't be undone: undo revision 1 to take it back.";
        assert_eq!(why(open.undo(&Caller::ROOT, Some(3))), redo);
        open.submit(&Caller::ROOT, &[create_user("alice")]).unwrap_err();
        assert_eq!(why(open.undo(&Caller::ROOT, Some(4))), "Revision 4 changed nothing, so there is nothing to be undone.");
    }
}

#[test]
fn the_change_that_stands_in_the_way_is_named() {
    for place in Place::both() {
        let mut open = place.open();
        run(&mut open, create_user("alice"));
        run(&mut open, create_group("Ops"));
        open.submit(&Caller::ROOT, &[create_user("carol"), tag("alice", "team", "x"), tag("carol", "team", "x")]).unwrap();
        run(&mut open, create_user("bob"));
        let said = "Revision 1 can't be undone, because revision 3 came after it: Tag alice with team. Undo revision 3 first.";
        assert_eq!(why(open.undo(&Caller::ROOT, Some(1))), said);
        open.undo(&Caller::ROOT, Some(3)).unwrap();
        open.undo(&Caller::ROOT, Some(1)).unwrap();
        let said = "Revision 3 can't be redone, because revision 1 was undone after it: Create user alice. Redo revision 1 first.";
        assert_eq!(why(open.redo(&Caller::ROOT, Some(3))), said);
    }
}

#[test]
fn a_name_that_is_taken_by_now_is_named_with_its_taker() {
    for place in Place::both() {
        let mut open = place.open();
        run(&mut open, create_user("alice"));
        let deletion = run(&mut open, delete_user("alice"));
        run(&mut open, create_user("ALICE"));
        let said = "Revision 2 can't be undone, because revision 3 came after it: Create user ALICE. Undo revision 3 first.";
        assert_eq!(why(open.undo(&Caller::ROOT, Some(deletion))), said);
    }
}

#[test]
fn a_redo_that_stands_in_the_way_is_named() {
    for place in Place::both() {
        let mut open = place.open();
        run(&mut open, create_user("alice"));
        run(&mut open, tag("alice", "team", "x"));
        open.undo(&Caller::ROOT, None).unwrap();
        run(&mut open, tag("alice", "team", "y"));
        open.undo(&Caller::ROOT, None).unwrap();
        open.redo(&Caller::ROOT, Some(2)).unwrap();
        let said = "Revision 4 can't be redone, because revision 2 was redone after it: Tag alice with team. Undo revision 2 first.";
        assert_eq!(why(open.redo(&Caller::ROOT, Some(4))), said);
    }
}

#[test]
fn what_a_reason_quotes_is_escaped() {
    for place in Place::both() {
        let mut open = place.open();
        run(&mut open, create_user("alice"));
        // IAM allows every kind of blank in a tag's key, also one that breaks a line.
        run(&mut open, tag("alice", "a\u{2028}b", "x"));
        assert!(why(open.undo(&Caller::ROOT, Some(1))).contains("Tag alice with a\\u{2028}b"));
    }
}

#[test]
fn a_change_of_usage_alone_is_undone_to_nothing_and_lets_undo_go_on() {
    use iam_console::account::mfa::{Seed, step_at};
    use iam_console::account::secret::Secret;
    for place in Place::both() {
        let mut open = place.open();
        run(&mut open, CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }.into());
        let account = open.account().clone();
        let serial_number = account.serial_number(account.mfa_device_named("phone").unwrap());
        let code = |step: i64| {
            let seed = Seed::read(&account.mfa_seed_of("phone").unwrap().seed).unwrap();
            Secret::new(seed.code(step_at(super::common::now()) + step))
        };
        let (authentication_code_1, authentication_code_2) = (code(-2), code(-1));
        let serial = serial_number.clone();
        run(&mut open, EnableMFADevice { user_name: None, serial_number: serial, authentication_code_1, authentication_code_2 }.into());
        let (authentication_code_1, authentication_code_2) = (code(0), code(1));
        let resync = ResyncMFADevice { user_name: None, serial_number, authentication_code_1, authentication_code_2 };
        let resync = run(&mut open, resync.into());
        let used = open.account().mfa_use_of("phone").cloned();

        open.undo(&Caller::ROOT, None).unwrap();
        assert!(open.history().is_undone(resync));
        assert_eq!(open.account().mfa_use_of("phone").cloned(), used, "a used code stays used");
        open.undo(&Caller::ROOT, None).unwrap();
        assert!(open.account().mfa_device_named("phone").unwrap().assigned.is_none());
        open.redo(&Caller::ROOT, None).unwrap();
        assert!(open.account().mfa_device_named("phone").unwrap().assigned.is_some());
        assert_eq!(open.account().mfa_use_of("phone").cloned(), used);
    }
}
