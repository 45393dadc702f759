//! What was said to be done is done, whatever happens to the program; and one account is one program's at a time.

use crate::home::Home;
use crate::program::{Program, Setup};

#[test]
fn what_the_screen_said_is_there_after_being_killed() {
    let home = Home::new();
    for round in 0..6 {
        let name = format!("user-{round}");
        let mut program = Program::open(home.path(), &Setup::default());
        program.keys(&format!(":aws iam create-user --user-name {name}<enter>")).wait_for(&format!("✔ Created user {name}"));
        program.signal("KILL");
        assert_eq!(program.exit_code(), None);
        let answer = home.aws(&format!("iam get-user --user-name {name} --query User.UserName --output text"));
        assert_eq!((answer.code, answer.out.trim_end()), (Some(0), name.as_str()), "{answer:?}");
        // Between acknowledging and settling it leaves more to do, and whoever opens the account next says so.
        let carried_over = answer.err.is_empty() || answer.err.contains("its last change was carried over from the journal");
        assert!(carried_over, "{answer:?}");
    }
    let mut program = Program::open(home.path(), &Setup::default());
    program.wait_for("Users 6").keys("u").wait_for("Users 5").keys("q");
    assert_eq!(program.exit_code(), Some(0));
}

#[test]
fn an_account_that_is_open_elsewhere_is_refused_and_named() {
    let home = Home::new();
    let mut first = Program::open(home.path(), &Setup::default());
    let said = format!(
        "The account practice is open in another window or command (process {}), and only one can write: end that one, or open the account to read only.\n",
        first.id()
    );
    // So wide that the sentence stays on one line.
    let wide = Setup { size: (200, 24), ..Setup::default() };
    let mut second = Program::start(home.path(), &wide);
    assert_eq!(second.exit_code(), Some(3));
    assert_eq!(second.screen(), format!("iam-console: {}", said.trim_end()));
    assert_eq!(second.terminal().modes(), <[&str; 0]>::default());

    let refused = home.aws("iam create-user --user-name carol");
    let hint = "A console that is open there runs this line, too: type it behind a colon.";
    assert_eq!((refused.code, refused.out.as_str(), refused.err), (Some(255), "", format!("aws: [ERROR]: {} {hint}\n", said.trim_end())));

    // What only reads, and what is another account, goes on beside it.
    let mut reader = Program::open(home.path(), &Setup::default().arguments(&["--read-only"]));
    assert_eq!(home.run(&["--read-only", "aws", "iam", "list-users"]).code, Some(0));
    assert_eq!(home.run(&["accounts", "new", "team"]).code, Some(0));
    let mut other = Program::open(home.path(), &Setup::default().arguments(&["--account", "team"]));
    for (program, name) in [(&mut first, "alice"), (&mut other, "bob")] {
        program.keys(&format!(":aws iam create-user --user-name {name}<enter>")).wait_for(&format!("Created user {name}"));
    }
    for program in [&mut first, &mut reader, &mut other] {
        program.keys("<ctrl-c>");
        assert_eq!(program.exit_code(), Some(0));
    }
    for (account, name) in [("practice", "alice"), ("team", "bob")] {
        let users = home.ask(&format!("iam list-users --account {account} --query Users[].UserName"));
        assert_eq!(users, serde_json::json!([name]));
    }
}
