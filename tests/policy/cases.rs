//! Requests whose answers are known: worked out from AWS's documented rules, each with the rule, not by running the engine.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use iam_console::policy::cases::Cases;
use iam_console::policy::decision::{decide, explain};

#[test]
fn every_known_answer_is_given() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policy/cases");
    let (mut cases, mut ids, mut wrong) = (Cases::default(), BTreeSet::new(), Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let case = cases.read(line.as_bytes()).unwrap_or_else(|bad| panic!("{}: {:?} {bad}", path.display(), bad.id));
            let why = serde_json::from_str::<serde_json::Value>(line).unwrap()["why"].as_str().map(str::to_owned);
            assert!(ids.insert(case.id.clone()) && why.is_some() && case.ignored.is_empty(), "{}", case.id);
            let decided = decide(&case.request, &case.policies);
            if Some(decided) != case.expected || decided != explain(&case.request, &case.policies).decision {
                wrong.push(format!("{}: {decided:?}, not {:?}: {}", case.id, case.expected, why.unwrap_or_default()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(ids.len() > 200, "the cases are where they were: {}", ids.len());
}
