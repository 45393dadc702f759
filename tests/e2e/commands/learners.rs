//! Several learners on one machine, each with a progress of their own.

use crate::home::Home;

#[test]
fn each_learners_progress_is_their_own() {
    let home = Home::new();
    let run = |line: &str| home.run(&line.split_whitespace().collect::<Vec<_>>());
    for (learner, name) in [("--learner anna", "anna"), ("--learner bob.2", "bob.2"), ("", "learner")] {
        let exported = run(&format!("progress export {learner}"));
        assert!(exported.out.contains(&format!("\"learner\":\"{name}\"")), "{exported:?}");
    }
    for wrong in ["Anna", "../anna", "-", ""] {
        let refused = home.run(&["progress", "export", &format!("--learner={wrong}")]);
        assert!(refused.code == Some(2) && refused.out.is_empty(), "{wrong:?}: {refused:?}");
    }
    assert!(run("--learner anna quiz --notes --count 1").out.contains("Question 1 of 1"));
}
