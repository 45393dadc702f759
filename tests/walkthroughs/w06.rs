//! *Roles for services*.

use crate::common::console::Console;
use crate::common::learner::{all_solved, answer, at_step, begun, done, told, try_on};

/// Writes an inline policy on a role's page, in the editor.
fn inline(console: &mut Console, role: &str, name: &str, document: &str) {
    console.keys(&format!(":role {role}<enter>i")).see("Create inline").keys("<pgup><pgup><home><home>").keys(&"<ctrl-k>".repeat(30));
    console.paste(document).see("Errors 0").keys("<ctrl-s>").see("step 2 of 2").keys(name).keys("<ctrl-s>").see(name);
}

#[test]
fn w06_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("for services");
    at_step(&mut console, "1 of 12", "Where policies go")
        .keys(":policy AmazonS3ReadOnlyAccess<enter>a")
        .see("resize-role")
        .keys("<esc><alt-a>");
    answer(&mut console, "an EC2 instance");
    done(&mut console, "Where policies go", "Permissions policies attach to identities");

    at_step(&mut console, "2 of 12", "Find the key on it").keys(":resources<enter>/app<enter><enter>a<end><enter><enter>");
    let screen = console.see("export AWS_ACCESS_KEY_ID=AKIA").screen();
    let key = screen.split("AWS_ACCESS_KEY_ID=").nth(1).unwrap().split(';').next().unwrap().to_owned();
    console.keys("<esc>:").keys(&key).see("Access key of svc-app").keys("<esc><alt-a>").see("whose access key lies").keys("svc-app<enter>");
    done(&mut console, "Find the key on it", "It never expires by itself.");

    at_step(&mut console, "3 of 12", "Who may use the role");
    told(&mut console, "none of the roles trusts the service ec2 yet").keys(":create-role<enter><enter><enter>app-role<enter>");
    done(&mut console, "Who may use the role", "Trust says who; permissions say what.");

    at_step(&mut console, "4 of 12", "What the role may do");
    told(&mut console, "role app-role may not s3:GetObject").keys("a/s3readonly<enter><space><enter>");
    done(&mut console, "What the role may do", "Both halves are needed.");

    at_step(&mut console, "5 of 12", "Hand it to the instance").keys(":resources<enter>/app<enter><enter>a<enter>").see("role app-role");
    console.keys("<tab><enter>").see("running, role app-role");
    done(&mut console, "Hand it to the instance", "A profile holds one role");

    at_step(&mut console, "6 of 12", "Read as the instance");
    try_on(&mut console, "with the role app", "reports", "getobj").see("month,revenue").see("asked as").see(":assumed-role/app-role/");
    console.keys("<alt-a>");
    answer(&mut console, "as a session of the role");
    done(&mut console, "Read as the instance", "EC2 renews them before they expire");

    // What was tried before the key was off tells nothing of what is so then.
    console.pass(2_000);
    at_step(&mut console, "7 of 12", "Throw the key away").keys(":user svc-app<enter><right><right><right><down>t<tab><enter>");
    told(&mut console, "▲ svc-app has one access key").keys("<alt-a>").see("Does it still read?").keys("1<enter>");
    told(&mut console, "You say: yes");
    try_on(&mut console, "with the role app", "reports", "getobj").see("✔ allowed, and done");
    console.keys(":user svc-app<enter><right><right><right><down>x").keys(&key).keys("<enter>");
    done(&mut console, "Throw the key away", "The best key on a workload is none.");

    at_step(&mut console, "8 of 12", "Who else may use it?").keys("<alt-a>").see("May Lambda assume it?").keys("2<enter>");
    done(&mut console, "Who else may use it?", "somebody who cannot get in");

    at_step(&mut console, "9 of 12", "In the role").keys("<alt-a>").see("Does he still read the reports?").keys("1<enter>");
    try_on(&mut console, "backup-reader", "backups", "getobj").see("✔ allowed, and done");
    try_on(&mut console, "backup-reader", "reports", "getobj").see("AccessDenied").keys("<alt-h><alt-h>");
    told(&mut console, "refused, though bob himself may").keys("<alt-a>").keys("2<enter>");
    done(&mut console, "In the role", "whoever opened it");

    at_step(&mut console, "10 of 12", "Write one yourself");
    let read = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports-111122223333/*"}]}"#;
    inline(&mut console, "app-role", "ReadReports", read);
    told(&mut console, "may s3:GetObject on").keys(":role app-role<enter>/s3readonly<enter>x<tab><enter>");
    done(&mut console, "Write one yourself", "A statement says three things");

    at_step(&mut console, "11 of 12", "The classic last question").keys("<alt-a>").see("What should you do?");
    answer(&mut console, "Create a role with S3 access");
    done(&mut console, "The classic last question", "Exam and practice agree here.");

    at_step(&mut console, "12 of 12", "Challenge: two workloads");
    let list = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::reports-111122223333"}]}"#;
    inline(&mut console, "app-role", "ListReports", list);
    told(&mut console, "▲ function resize may not s3:PutObject");
    let put = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::results-111122223333/*"}]}"#;
    inline(&mut console, "resize-role", "WriteResults", put);
    done(&mut console, "Challenge: two workloads", "Two roles, two trust policies");
    all_solved(&mut console, "w06", 12);
}
