//! What the keeper tells of what it is asked for, whatever becomes of the files.

use std::fs;
use std::sync::mpsc::sync_channel;

use tempfile::TempDir;

use super::*;
use crate::account::operation::{CreateUser, GetCallerIdentity};
use crate::store::DEFAULT_ACCOUNT;
use crate::training::lesson::Lesson;

/// A desk on a new account, with what it has told so far.
struct Scene {
    _directory: TempDir,
    desk: Desk,
    told: Receiver<Incoming>,
}

impl Scene {
    fn new(access: Access) -> Self {
        let directory = TempDir::new().unwrap();
        let home = Home::at(directory.path());
        home.create(DEFAULT_ACCOUNT, &mut surroundings()()).unwrap();
        let home = if access == Access::ReadOnly { home.read_only() } else { home };
        let (sender, told) = sync_channel(1000);
        let progress = ProgressFile::new(&home, Learner::called("anna"));
        let mut desk = Desk { home, access, name: DEFAULT_ACCOUNT.into(), study: None, open: None, progress, sender };
        let opened = desk.open(DEFAULT_ACCOUNT).unwrap();
        desk.show(opened);
        Self { _directory: directory, desk, told }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.desk.home.folder_of(DEFAULT_ACCOUNT).join(name)
    }

    /// Asks for something, and answers what is told then, in few words.
    fn ask(&mut self, request: Request) -> Vec<String> {
        while self.told.try_recv().is_ok() {}
        self.desk.answer(request);
        self.told.try_iter().map(|incoming| in_short(&incoming)).collect()
    }

    /// What is told where nothing was asked for, for a while.
    fn glance(&mut self) -> Vec<String> {
        while self.told.try_recv().is_ok() {}
        self.desk.glance();
        self.desk.tell_uncounted();
        self.told.try_iter().map(|incoming| in_short(&incoming)).collect()
    }

    fn create_user(&mut self, name: &str) -> Vec<String> {
        let operation = CreateUser { user_name: name.into(), ..Default::default() }.into();
        self.ask(Request::Submit { ticket: 7, caller: Caller::ROOT, operations: vec![operation], is_tried: false })
    }
}

fn in_short(incoming: &Incoming) -> String {
    match incoming {
        Incoming::Message(Message::Opened(opened)) => format!("opened {} at {}", opened.name, opened.history.revision()),
        Incoming::Message(Message::Answered { ticket, result: Ok(_), .. }) => format!("{ticket} done"),
        Incoming::Message(Message::Answered { ticket, result: Err(failure), .. }) => format!("{ticket} failed: {failure}"),
        Incoming::Message(Message::Kept(kept)) => format!("kept at {}", kept.history.revision()),
        Incoming::Message(Message::Stopped(error)) => format!("stopped: {error}"),
        Incoming::Message(Message::Accounts(Ok(answer))) => answer.done.clone().unwrap_or_default(),
        Incoming::Message(Message::Accounts(Err(reason)) | Message::Told(Err(reason))) => format!("not done: {reason}"),
        _ => "something else".into(),
    }
}

#[track_caller]
fn assert_told(told: &[String], begins: &[&str]) {
    let is_so = told.len() == begins.len() && told.iter().zip(begins).all(|(told, begins)| told.starts_with(begins));
    assert!(is_so, "{told:#?}");
}

#[test]
fn a_reset_goes_on_though_closing_leaves_no_checkpoint() {
    let mut scene = Scene::new(Access::ReadWrite);
    scene.create_user("alice");
    fs::write(scene.path("checkpoints"), "no directory").unwrap();
    let told = scene.ask(Request::Accounts(AccountsRequest::Reset(DEFAULT_ACCOUNT.into())));
    assert_told(&told, &["not done: ", "opened practice at 0", "Reset practice"]);
    assert_eq!(scene.create_user("bob"), ["7 done"]);
}

#[test]
fn an_account_that_could_not_be_reset_is_open_again() {
    let mut scene = Scene::new(Access::ReadWrite);
    scene.create_user("alice");
    fs::remove_file(scene.path("origin.json")).unwrap();
    let told = scene.ask(Request::Accounts(AccountsRequest::Reset(DEFAULT_ACCOUNT.into())));
    assert_told(&told, &["opened practice at 1", "not done: "]);
    assert_eq!(scene.create_user("bob"), ["7 done"]);
}

#[test]
fn every_change_is_answered_where_the_account_could_not_be_opened_again() {
    let mut scene = Scene::new(Access::ReadWrite);
    let metadata = fs::read_to_string(scene.path("account.json")).unwrap();
    fs::write(scene.path("account.json"), metadata.replace("\"format\":2", "\"format\":99")).unwrap();
    let switch = || Request::Accounts(AccountsRequest::Switch(DEFAULT_ACCOUNT.into()));
    let newer = "The account practice was written by a later version";
    assert_told(&scene.ask(switch()), &[&format!("stopped: {newer}"), &format!("not done: {newer}")]);
    assert_told(&scene.create_user("alice"), &["7 failed: The account practice is closed: open it again."]);
    let undo = Request::Undo { ticket: 8, caller: Caller::ROOT, revision: None };
    assert_told(&scene.ask(undo), &["8 failed: The account practice is closed"]);

    fs::write(scene.path("account.json"), metadata).unwrap();
    assert_told(&scene.ask(switch()), &["opened practice at 0", "Opened practice."]);
    assert_eq!(scene.create_user("alice"), ["7 done"]);
}

#[test]
fn an_account_that_has_stopped_says_so_and_goes_on_once_it_is_opened_again() {
    let mut scene = Scene::new(Access::ReadWrite);
    // Nobody else can be meant by a journal that is no directory.
    fs::write(scene.path("journal"), "").unwrap();
    assert_told(&scene.create_user("alice"), &["7 failed: ", "stopped: "]);
    fs::remove_file(scene.path("journal")).unwrap();
    let told = scene.create_user("alice");
    assert_told(&told, &["7 failed: ", "stopped: "]);
    assert!(told[1].contains("then open the account again"), "{told:?}");
    let told = scene.ask(Request::Accounts(AccountsRequest::Switch(DEFAULT_ACCOUNT.into())));
    assert_told(&told, &["opened practice at 0", "Opened practice."]);
    assert_eq!(scene.create_user("alice"), ["7 done"]);
}

#[test]
fn to_read_only_neither_an_account_nor_the_list_of_them_is_changed() {
    let mut scene = Scene::new(Access::ReadOnly);
    assert_told(&scene.create_user("alice"), &["7 failed: The account practice is open to read only"]);
    for request in [
        AccountsRequest::Create("lab".into()),
        AccountsRequest::Copy { from: DEFAULT_ACCOUNT.into(), to: "lab".into() },
        AccountsRequest::Delete(DEFAULT_ACCOUNT.into()),
        AccountsRequest::EmptyTrash,
    ] {
        let told = scene.ask(Request::Accounts(request));
        assert_told(&told, &["not done: The accounts are open to read only, so nothing was changed: --read-only was asked for."]);
    }
    let told = scene.ask(Request::Accounts(AccountsRequest::Reset(DEFAULT_ACCOUNT.into())));
    assert_told(&told, &["opened practice at 0", "not done: The accounts are open to read only"]);
}

#[test]
fn what_is_asked_for_beside_it_is_told_as_it_comes() {
    let mut scene = Scene::new(Access::ReadWrite);
    scene.create_user("alice");
    assert_told(&scene.glance(), &[]);
    let mut beside = scene.desk.home.open(DEFAULT_ACCOUNT, Access::Beside, surroundings()).unwrap();
    let alice = beside.account().caller_named("user/alice", false).unwrap();
    beside.submit(&alice, &[GetCallerIdentity {}.into()]).unwrap();
    assert_eq!(scene.glance(), ["kept at 2"]);
    assert_told(&scene.glance(), &[]);
    // Nothing that lies in its place stops anything; it is told once.
    fs::remove_file(scene.path("asked.jsonl")).unwrap();
    fs::create_dir(scene.path("asked.jsonl")).unwrap();
    assert_told(&scene.glance(), &["not done: What is asked for beside an account that is open does not count now: "]);
    assert_told(&scene.glance(), &[]);
    assert_eq!(scene.create_user("bob"), ["7 done"]);
}

#[test]
fn what_was_asked_for_beside_it_and_can_not_be_written_stops_nothing_that_reads() {
    let mut scene = Scene::new(Access::ReadWrite);
    scene.create_user("alice");
    let mut beside = scene.desk.home.open(DEFAULT_ACCOUNT, Access::Beside, surroundings()).unwrap();
    let alice = beside.account().caller_named("user/alice", false).unwrap();
    beside.submit(&alice, &[GetCallerIdentity {}.into()]).unwrap();
    fs::remove_dir_all(scene.path("journal")).unwrap();
    let told = scene.glance();
    assert_told(&told, &["not done: What is asked for beside an account that is open does not count now: "]);
    assert!(told[0].contains("was moved or removed while the account was open"), "{told:?}");
    assert_told(&scene.glance(), &[]);
    let read = GetCallerIdentity {}.into();
    let told = scene.ask(Request::Submit { ticket: 7, caller: Caller::ROOT, operations: vec![read], is_tried: false });
    assert_eq!(told[0], "7 done");
    assert!(fs::read(scene.path("asked.jsonl")).unwrap().len() > 100, "it waits for the account to be opened again");
}

/// A lesson of one step, on an account with these lines.
fn study(fixture: &str) -> Study {
    let front = "format = 1\nid = \"ours\"\ntitle = \"Ours\"\nlevel = \"novice\"\nminutes = 5";
    let step = "[[step]]\nid = \"alice\"\ncheck = \"exists(user:alice)\"";
    let text = format!("+++\n{front}\nfixture_lines = [{fixture}]\n{step}\n+++\n\nAbout alice.\n");
    Study::new(&std::sync::Arc::new(Lesson::parse("ours.md", &text).unwrap()), 7)
}

#[test]
fn a_lesson_that_cannot_be_opened_again_to_begin_anew_says_so() {
    let mut scene = Scene::new(Access::ReadWrite);
    let study = study("");
    let told = scene.ask(Request::Accounts(AccountsRequest::Study(study.clone())));
    assert_told(&told, &["opened lesson ours at 0", ""]);
    let metadata = scene.desk.studies().folder_of(&study.account).join("account.json");
    let newer = fs::read_to_string(&metadata).unwrap().replace("\"format\":2", "\"format\":99");
    fs::write(&metadata, newer).unwrap();
    let told = scene.ask(Request::Accounts(AccountsRequest::Restudy(study.clone())));
    assert_told(&told, &["stopped: ", "not done: "]);
    assert_told(&scene.create_user("alice"), &["7 failed: "]);
    assert_told(&scene.ask(Request::Accounts(AccountsRequest::LeaveStudy)), &["opened practice at 0", ""]);
}

#[test]
fn the_account_of_an_attempt_that_is_replaced_goes_to_the_lessons_trash() {
    let mut scene = Scene::new(Access::ReadWrite);
    let first = study("");
    scene.ask(Request::Accounts(AccountsRequest::Study(first.clone())));
    let second = Study { replaces: Some(first.account.clone()), ..Study::new(&first.lesson, 8) };
    let told = scene.ask(Request::Accounts(AccountsRequest::Study(second.clone())));
    assert_told(&told, &["opened lesson ours at 0", ""]);
    let lessons = scene.desk.studies();
    let is_there = |study: &Study| lessons.folder_of(&study.account).exists();
    assert!(!is_there(&first) && is_there(&second));
    // Gone on with, it replaces nothing any more that would be there.
    assert_told(&scene.ask(Request::Accounts(AccountsRequest::LeaveStudy)), &["opened practice at 0", ""]);
    assert_told(&scene.ask(Request::Accounts(AccountsRequest::Study(second.clone()))), &["opened lesson ours at 0", ""]);
    let trash = lessons.folder_of("x").ancestors().nth(2).unwrap().join("trash");
    assert_eq!(fs::read_dir(&trash).unwrap().count(), 1);
    assert_told(&scene.ask(Request::Accounts(AccountsRequest::EmptyTrash)), &["Deleted 1 account for good."]);
    assert_eq!(fs::read_dir(&trash).unwrap().count(), 0);
    assert!(is_there(&second) && scene.path("account.json").exists());
}

#[test]
fn a_keeper_that_panics_while_it_closes_has_not_closed() {
    let (requests, received) = channel::<Request>();
    let closing = move || {
        received.iter().for_each(drop);
        panic!("as the last checkpoint is left")
    };
    let keeper = Keeper { requests, thread: thread::spawn(closing) };
    assert!(matches!(keeper.close(), Err(Unclosed::Panicked)));
}
