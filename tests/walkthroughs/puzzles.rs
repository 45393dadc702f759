//! *Find the flaw*: twelve puzzles, each with a flaw to mark, to mend, and to find again elsewhere.

use iam_console::training::lesson::shipped;

use crate::common::console::Console;
use crate::common::learner::{all_solved, answer, begun, done, to_do, told, written_anew};

/// A puzzle, and how it is gone through.
struct Puzzle {
    id: &'static str,
    /// Letters that find it in the list.
    letters: &'static str,
    /// Keys to what is to be read, and something that is seen there.
    look: (&'static str, &'static str),
    /// The step in which the flaw is marked.
    mark: &'static str,
    /// How a wrong option begins, and of what is said to it.
    wrong: (&'static str, &'static str),
    /// How the right one begins, and of what is said to that.
    right: (&'static str, &'static str),
    /// Keys to the editor in which it is mended, and of what is said once it is.
    mend: (&'static str, &'static str),
    /// Keys to the editor in which the challenge is.
    challenge: &'static str,
}

/// The policy document of a reference solution: of the step *mend*, or of the challenge.
fn document(lesson: &str, of_challenge: bool) -> String {
    let lesson = shipped().map(Result::unwrap).find(|found| found.id == lesson).unwrap();
    let step = lesson.steps.iter().find(|step| step.id == "mend").unwrap();
    let solve = if of_challenge { &lesson.challenge.as_ref().unwrap().solve } else { &step.solve };
    let line = &solve.last().unwrap().text;
    let document = &line[line.find('{').unwrap()..=line.rfind('}').unwrap()];
    document.to_owned()
}

impl Puzzle {
    /// Marks the flaw, wrongly at first.
    fn marked(&self) -> Console {
        let mut console = begun(self.letters);
        to_do(&mut console, self.mark).keys(self.look.0).see(self.look.1).keys("<alt-a>");
        answer(&mut console, self.wrong.0);
        told(&mut console, "Not right: ").keys("<alt-h><alt-h>");
        told(&mut console, self.wrong.1).keys("<alt-a>");
        answer(&mut console, self.right.0);
        done(&mut console, self.mark, self.right.1);
        to_do(&mut console, "Mend it");
        console
    }

    /// Mends it with what the reference solution writes.
    fn mended(&self, console: &mut Console) {
        self.written(console, self.mend.0, false);
    }

    fn written(&self, console: &mut Console, keys: &str, of_challenge: bool) {
        console.keys(keys).see("step 1 of 2");
        written_anew(console, &document(self.id, of_challenge)).see("step 2 of 2").keys("<enter>").miss("step 2 of 2");
    }

    /// Does the challenge, to the end.
    fn finished(&self, console: &mut Console) {
        done(console, "Mend it", self.mend.1);
        to_do(console, "Challenge");
        self.written(console, self.challenge, true);
        let lesson = shipped().map(Result::unwrap).find(|lesson| lesson.id == self.id).unwrap();
        let why = lesson.texts.of("challenge", "why").unwrap().text.plain(60).swap_remove(0);
        done(console, "Challenge", &why);
        all_solved(console, self.id, 3);
    }

    fn gone_through(&self) {
        let mut console = self.marked();
        self.mended(&mut console);
        self.finished(&mut console);
    }
}

#[test]
fn f01_everything_but() {
    Puzzle {
        id: "f01",
        letters: "everything but",
        look: (":policy DeveloperWork<enter>v", "\"NotAction\": \"iam:*\""),
        mark: "Mark the statement",
        wrong: ("LookAround: ", "Which statement lets bob delete backups?"),
        right: ("NothingInIam: ", "what it leaves out, another policy may still allow"),
        mend: (":policy DeveloperWork<enter>e", "bob's Deny wins over it"),
        challenge: ":policy OperatorWork<enter>e",
    }
    .gone_through();
}

#[test]
fn f02_codes_for_some() {
    Puzzle {
        id: "f02",
        letters: "codes for some",
        look: (":group Operators<enter><tab><enter>", "CodeForTerminating"),
        mark: "Mark the statement",
        wrong: ("Work: ", "Something should have stopped the script"),
        right: ("CodeForTerminating: ", "the Deny does not hold"),
        mend: (":group Operators<enter><tab>/operations<enter>e", "BoolIfExists in a Deny"),
        challenge: ":user bob<enter>/retire<enter>e",
    }
    .gone_through();
}

#[test]
fn f03_our_people() {
    Puzzle {
        id: "f03",
        letters: "our people",
        look: (":resources<enter>/reports<enter><enter><tab><tab>", "aws:ResourceAccount"),
        mark: "Mark the part",
        wrong: ("The action, ", "should have kept strangers out?"),
        right: ("The condition, ", "is the account that owns the resource"),
        mend: (":resources<enter>/reports<enter><enter><tab><tab>e", "is the account of the one who asks"),
        challenge: ":resources<enter>/results<enter><enter><tab><tab>e",
    }
    .gone_through();
}

#[test]
fn f04_whose_deputy() {
    Puzzle {
        id: "f04",
        letters: "whose deputy",
        look: (":role VendorScan<enter><tab>", "444455556666"),
        mark: "Mark the flaw",
        wrong: ("The ARN of the role", "ARNs are no secrets"),
        right: ("The trust policy does not ask", "confused deputy"),
        mend: (":role VendorScan<enter><tab>e", "lets in only the errands for you"),
        challenge: ":role VendorBackup<enter><tab>e",
    }
    .gone_through();
}

#[test]
fn f05_any_role_will_do() {
    Puzzle {
        id: "f05",
        letters: "any role will do",
        look: (":user dan<enter><enter>", "iam:PassRole"),
        mark: "Mark the statement",
        wrong: ("Launch: ", "which statement allowed it?"),
        right: ("HandOver: ", "checked when somebody hands a role to a service"),
        mend: (":user dan<enter>/launch<enter>e", "The resource says which role"),
        challenge: ":user carol<enter>/publish<enter>e",
    }
    .gone_through();
}

#[test]
fn f06_yesterdays_version() {
    let puzzle = Puzzle {
        id: "f06",
        letters: "yesterday",
        look: (":policy BuildPolicy<enter><tab><tab><tab><down><enter>", "\"Draft\""),
        mark: "Mark the flaw",
        wrong: ("The statement Upload", "What could he make hold?"),
        right: ("Version 1, which allows everything", "The first draft allowed everything."),
        mend: ("", "What does not exist cannot be chosen."),
        challenge: ":user carol<enter>/careof<enter>e",
    };
    let mut console = puzzle.marked();
    console.keys(":policy BuildPolicy<enter><tab><tab><tab><down>x").see("v1").keys("<tab><enter>").see("1 of 5 versions");
    puzzle.finished(&mut console);
}

#[test]
fn f07_tags_of_ones_own() {
    Puzzle {
        id: "f07",
        letters: "tags of one",
        look: (":policy ProjectWork<enter>v<pgdn>", "OwnPhone"),
        mark: "Mark the statement",
        wrong: ("OwnProject: ", "Who can write one of them?"),
        right: ("OwnPhone: ", "decides over their permissions"),
        mend: (":policy ProjectWork<enter>e", "holds the names of all tags in the request"),
        challenge: ":policy ProjectNotes<enter>e",
    }
    .gone_through();
}

#[test]
fn f08_all_of_nothing() {
    Puzzle {
        id: "f08",
        letters: "all of nothing",
        look: (":policy SecretsWithTags<enter>v", "CreateTagged"),
        mark: "Mark the flaw",
        wrong: ("The statement Look", "Which part should have refused the request?"),
        right: ("ForAllValues in the condition", "Without tags there are no values"),
        mend: (":policy SecretsWithTags<enter>e", "Two sentences, two operators."),
        challenge: ":policy OwnTags<enter>e",
    }
    .gone_through();
}

#[test]
fn f09_whose_edge() {
    Puzzle {
        id: "f09",
        letters: "whose edge",
        look: (":policy TeamEdge<enter>v", "\"Policies\""),
        mark: "Mark the statement",
        wrong: ("Reports in TeamEdge: ", "held back by the other policy"),
        right: ("Policies in TeamEdge: ", "Any policy includes TeamEdge itself."),
        mend: (":policy TeamEdge<enter>e", "The edge forbids its own change"),
        challenge: ":policy CaretakerEdge<enter>e",
    }
    .gone_through();
}

#[test]
fn f10_only_letters() {
    Puzzle {
        id: "f10",
        letters: "only letters",
        look: (":group Authors<enter><tab><enter>", "2008-10-17"),
        mark: "Mark the flaw",
        wrong: ("The Deny stands after", "Order does not matter"),
        right: ("The first line: ", "Variables came with the language of 2012-10-17."),
        mend: (":group Authors<enter><tab>/folders<enter>e", "the variable stands for whoever asks"),
        challenge: ":user bob<enter>/keysofothers<enter>e",
    }
    .gone_through();
}

#[test]
fn f11_read_only() {
    Puzzle {
        id: "f11",
        letters: "read-only",
        look: (":policy AuditorReadOnly<enter>v<end>", "secretsmanager:Get*"),
        mark: "Mark the statement",
        wrong: ("People: ", "IAM never tells a password."),
        right: ("Secrets: ", "which reads the secret itself"),
        mend: (":policy AuditorReadOnly<enter>e", "For reading, too, name the actions."),
        challenge: ":policy StorageOverview<enter>e",
    }
    .gone_through();
}

#[test]
fn f12_the_same_name() {
    Puzzle {
        id: "f12",
        letters: "the same name",
        look: (":role Deploy<enter><tab>", "AIDA"),
        mark: "Mark the flaw",
        wrong: ("Eve's policy: ", "Read whom the role trusts."),
        right: ("The principal in", "That is good: otherwise whoever made a user of that name"),
        mend: (":role Deploy<enter><tab>e", "An id in the place of an ARN is always a remnant"),
        challenge: ":resources<enter>/backups<enter><enter><tab><tab>e",
    }
    .gone_through();
}
