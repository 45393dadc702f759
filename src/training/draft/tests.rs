//! Drafts of what was done in an account in memory: each is proved as any lesson is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::*;
use crate::account::env::{Env, HashingCost};
use crate::account::mfa::Seed;
use crate::account::operation::*;
use crate::account::origin::new_account;
use crate::account::secret::Secret;
use crate::awscli::{self, Command, NoFiles};
use crate::store::{MemoryLedger, OpenAccount};
use crate::training::lesson::Lesson;
use crate::training::proof::{Known, prove};

const NOW: i64 = 1_790_000_000;

/// An account at work, whose clock goes on by a minute with everything that is done.
struct Scene {
    open: OpenAccount,
    began_with: crate::account::Account,
    clock: Arc<AtomicI64>,
    root_password: String,
}

impl Scene {
    fn new() -> Self {
        let clock = Arc::new(AtomicI64::new(NOW));
        let env = |clock: &AtomicI64| {
            let second = clock.fetch_add(60, Ordering::Relaxed);
            let rng = StdRng::seed_from_u64(u64::try_from(second).unwrap());
            Env { hashing: HashingCost::Least, ..Env::at(Timestamp::from_second(second).unwrap(), rng) }
        };
        let made = new_account("root@example.com", &mut env(&clock)).unwrap();
        let of_open = Arc::clone(&clock);
        let ledger = Box::new(MemoryLedger::new(made.account.clone()));
        let open = OpenAccount::load(ledger, Box::new(move || env(&of_open))).unwrap();
        Self { open, began_with: made.account, clock, root_password: made.root_password.reveal().to_owned() }
    }

    /// Who is signed in.
    fn caller(&self) -> crate::account::caller::Caller {
        let account = self.open.account();
        account.signed_in(account.time_at(self.now())).unwrap_or_else(|| crate::account::caller::Caller::nobody().clone())
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    fn does(&mut self, operation: impl Into<Operation>) -> bool {
        let caller = self.caller();
        self.open.submit(&caller, &[operation.into()]).is_ok()
    }

    /// Runs a command, as somebody or as who is signed in; whether it was done.
    fn aws(&mut self, who: Option<&str>, line: &str) -> bool {
        let words = awscli::split_words(line).unwrap();
        let Command::Call(call) = awscli::parse(&words, &NoFiles).unwrap() else { panic!("{line}") };
        let caller = who.map_or_else(|| self.caller(), |who| self.open.account().caller_named(who, false).unwrap());
        let run = call.run(|operation| {
            let done = self.open.submit(&caller, std::slice::from_ref(operation));
            done.map(|done| done.replies.into_iter().next().unwrap()).map_err(|_| ())
        });
        run.is_ok()
    }

    fn sign_in(&mut self, user: Option<&str>, password: &str, code: Option<String>) -> bool {
        let email = self.open.account().root().map(|root| root.email.clone());
        self.does(ConsoleLogin {
            email: email.filter(|_| user.is_none()),
            user_name: user.map(str::to_owned),
            password: Secret::new(password),
            mfa_code: code.map(Secret::new),
            ..ConsoleLogin::default()
        })
    }

    fn code(&self, device: &str, later: i64) -> String {
        let seed = Seed::read(&self.open.account().mfa_seed_of(device).unwrap().seed).unwrap();
        seed.code(crate::account::mfa::step_at(self.now()) + later)
    }

    fn draft(&mut self) -> Draft {
        Played::read(&mut self.open, self.began_with.clone(), 0).unwrap().draft("drafted").unwrap()
    }
}

/// Proves a draft, and answers what its steps do.
#[track_caller]
fn proved(draft: &Draft) -> Vec<Vec<String>> {
    let lesson = Arc::new(Lesson::parse("drafted.md", &draft.text).unwrap());
    let screens = ["users", "groups", "roles", "policies"];
    let proof = prove(&lesson, Known { screens: &screens, lessons: &[], presses: &[] });
    assert!(proof.holds(), "{:#?}\n{}", proof.faults, draft.text);
    lesson.steps.iter().map(|step| step.solve.iter().map(|line| line.text.clone()).collect()).collect()
}

#[test]
fn whoever_speaks_speaks_until_another_does() {
    let mut scene = Scene::new();
    let admin = "iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AdministratorAccess";
    for (who, line) in [
        (None, "iam create-user --user-name alice"),
        (None, admin),
        (Some("user/alice"), "iam create-group --group-name staff"),
        (None, "iam create-group --group-name rooted"),
        (Some("user/alice"), "iam update-group --group-name staff --new-group-name team"),
        (Some("user/alice"), "iam update-group --group-name team --new-group-name crew"),
        (None, "iam update-group --group-name crew --new-group-name band"),
    ] {
        assert!(scene.aws(who, line), "{line}");
    }
    let steps = proved(&scene.draft());
    assert_eq!(steps[2], ["as user/alice", "aws iam create-group --group-name staff"]);
    assert_eq!(steps[3], ["aws iam create-group --group-name rooted"]);
    // No check tells one change of a name from the next.
    let last = [
        "as user/alice",
        "aws iam update-group --group-name staff --new-group-name team",
        "aws iam update-group --group-name team --new-group-name crew",
    ];
    assert_eq!(steps[4], last);
    assert_eq!(steps[5], ["aws iam update-group --group-name crew --new-group-name band"]);
}

#[test]
fn sign_ins_are_taken_over_with_passwords_and_codes_of_the_lessons_own() {
    let mut scene = Scene::new();
    let password = scene.root_password.clone();
    assert!(scene.sign_in(None, &password, None));
    assert!(scene.aws(None, "iam create-user --user-name alice"));
    assert!(scene.aws(None, "iam create-login-profile --user-name alice --password Tr0ub4dor-secret"));
    assert!(scene.aws(None, "iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AdministratorAccess"));
    let device = "iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile x --bootstrap-method Base32StringSeed";
    assert!(scene.aws(None, device));
    let (one, two) = (scene.code("phone", 0), scene.code("phone", 1));
    let arn = format!("arn:aws:iam::{}:mfa/phone", scene.open.account().id());
    let enable =
        format!("iam enable-mfa-device --user-name alice --serial-number {arn} --authentication-code1 {one} --authentication-code2 {two}");
    assert!(scene.aws(None, &enable));
    assert!(scene.does(Logout {}));
    assert!(!scene.sign_in(Some("alice"), "not-hers", None));
    // A code is asked for, and then given.
    assert!(scene.sign_in(Some("alice"), "Tr0ub4dor-secret", None));
    let code = scene.code("phone", 0);
    assert!(scene.sign_in(Some("alice"), "Tr0ub4dor-secret", Some(code)));
    assert!(scene.aws(None, "iam create-group --group-name staff"));
    let change = ChangePassword { old_password: Secret::new("Tr0ub4dor-secret"), new_password: Secret::new("An0ther-secret") };
    assert!(scene.does(change));
    assert!(scene.does(Logout {}) && scene.sign_in(None, &password, None));
    let draft = scene.draft();
    assert!(!draft.text.contains("Tr0ub4dor") && !draft.text.contains("An0ther") && !draft.text.contains(&password), "{}", draft.text);
    let lines = proved(&draft).concat();
    for line in [
        "aws iam create-login-profile --user-name alice --password Correct-horse-7",
        "fails sign-in user/alice Wrong-password-0",
        "sign-in user/alice Correct-horse-7 $code(phone)",
        "aws iam create-group --group-name staff",
        "aws iam change-password --old-password Correct-horse-7 --new-password Correct-horse-8",
        "sign-out",
        "sign-in root $rootpassword",
    ] {
        assert!(lines.iter().any(|told| told == line), "{line}\n{}", draft.text);
    }
    assert_eq!((draft.left_out, lines.iter().any(|line| line.starts_with("as "))), (0, false), "{}", draft.text);
}

#[test]
fn ids_that_are_others_in_each_account_are_left_open() {
    let mut scene = Scene::new();
    for line in ["iam create-user --user-name alice", "iam create-access-key --user-name alice", "iam create-access-key --user-name alice"]
    {
        assert!(scene.aws(None, line), "{line}");
    }
    let user = scene.open.account().user_named("alice").unwrap().id;
    let mut keys = scene.open.account().access_keys_of(crate::account::entity::Owner::User(user));
    keys.sort_by_key(|key| key.created);
    let (old, new) = (keys[0].id.to_string(), keys[1].id.to_string());
    for (verb, key) in [("update-access-key --status Inactive", &new), ("delete-access-key", &old), ("delete-access-key", &new)] {
        assert!(scene.aws(None, &format!("iam {verb} --user-name alice --access-key-id {key}")));
    }
    assert!(scene.aws(None, "kms create-key --description vault"));
    let key = scene.open.account().resources(crate::account::entity::ResourceKind::Key).next().unwrap().resource().unwrap().name;
    assert!(scene.aws(None, &format!("kms create-alias --alias-name alias/vault --target-key-id {key}")));
    assert!(scene.aws(None, &format!("kms schedule-key-deletion --key-id {key}")));
    assert!(scene.aws(None, "kms create-key"));
    let is_other = |other: &String| *other != key;
    let keys = scene.open.account().resources(crate::account::entity::ResourceKind::Key);
    let unnamed = keys.filter_map(|found| Some(found.resource()?.name)).find(is_other).unwrap();
    assert!(scene.aws(None, &format!("kms schedule-key-deletion --key-id {unnamed}")));
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}]}"#;
    assert!(scene.aws(None, &format!("iam create-policy --policy-name Own --description 'costs $5' --policy-document '{policy}'")));
    assert!(scene.aws(None, &format!("s3api create-bucket --bucket logs-{}", scene.open.account().id())));
    let draft = scene.draft();
    let lines = proved(&draft).concat();
    for line in [
        "aws iam update-access-key --user-name alice --access-key-id '$key(user/alice, 2)' --status Inactive",
        "aws iam delete-access-key --user-name alice --access-key-id '$key(user/alice)'",
        "aws kms schedule-key-deletion --key-id '$kmskey(alias/vault)'",
        "aws s3api create-bucket --bucket 'logs-$account'",
        "aws kms create-alias --alias-name alias/vault --target-key-id '$kmskey(vault)'",
    ] {
        assert!(lines.iter().any(|told| told == line), "{line}\n{}", draft.text);
    }
    let policy = lines.iter().find(|line| line.contains("create-policy")).unwrap();
    assert!(policy.contains("'costs $dollar()5'") && policy.contains("/${aws:username}/*"), "{policy}");
    // A key without a name has none that a line could say.
    assert!(draft.left_out == 1 && draft.text.contains("# Left to you"), "{}", draft.text);
}

#[test]
fn what_was_refused_is_a_step_and_what_was_undone_is_none() {
    let mut scene = Scene::new();
    assert!(scene.aws(None, "iam create-user --user-name alice"));
    assert!(!scene.aws(None, "iam create-user --user-name alice"));
    assert!(!scene.aws(Some("user/alice"), "iam create-group --group-name staff"));
    assert!(scene.aws(None, "iam create-user --user-name bob"));
    scene.open.undo(&crate::account::caller::Caller::ROOT, None).unwrap();
    let draft = scene.draft();
    let steps = proved(&draft);
    assert_eq!(steps[1], ["fails aws iam create-user --user-name alice"]);
    assert_eq!(steps[2], ["as user/alice", "fails aws iam create-group --group-name staff"]);
    assert!(steps.len() == 3 && !draft.text.contains("bob"), "{}", draft.text);
}

#[test]
fn more_than_a_lesson_holds_is_no_draft() {
    let mut scene = Scene::new();
    let nothing = Played::read(&mut scene.open, scene.began_with.clone(), 0).unwrap().draft("drafted");
    assert!(matches!(nothing, Err(NoDraft::Nothing)));
    for number in 0..61 {
        assert!(scene.aws(None, &format!("iam create-user --user-name user-{number}")));
    }
    let too_many = Played::read(&mut scene.open, scene.began_with.clone(), 0).unwrap().draft("drafted").unwrap_err().to_string();
    assert!(too_many.contains("at most 60 steps") && too_many.contains("--from"), "{too_many}");
    let rest = Played::read(&mut scene.open, scene.began_with.clone(), 30).unwrap().draft("drafted").unwrap();
    assert_eq!(proved(&rest).len(), 31);
}

#[test]
fn steps_have_ids_of_their_own() {
    let step = |title: &str| Step { title: title.into(), screen: None, check: String::new(), lines: Vec::new(), left_out: Vec::new() };
    let long = "Add user alice to group of-those-who-read-the-reports";
    let ids = ids(&[step("Create user alice"), step("Create user Alice"), step("größe"), step("…"), step(long)]);
    assert_eq!(ids, ["create-user-alice", "create-user-alice-2", "gr-e", "step", "add-user-alice-to-group-of-those-wh"]);
}
