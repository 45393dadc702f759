//! What is told from patterns agrees with deciding.

use iam_console::access::{Exempt, Exemption, Progress, Question, Shift, Whose, difference, may, what_can, who_can};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances, Credentials};
use iam_console::policy::actions::ActionId;
use iam_console::policy::decision::Decision;
use iam_console::policy::reach::Pattern;
use iam_console::policy::request::{Action, Resource};
use proptest::prelude::*;

use super::common::now;
use super::random::{REQUESTS, account, bucket_policies, parts, put_bucket_policies, put_parts};

/// Long-term keys, a session, and one with MFA.
pub const CREDENTIALS: [Credentials; 3] = [Credentials::AccessKey, Credentials::Session, Credentials::MfaSession { age: 5 }];

fn circumstances(credentials: Credentials) -> Circumstances {
    Circumstances { now: now(), credentials }
}

fn requests(account: &Account) -> Vec<(&'static str, String)> {
    let own = |resource: &str| resource.replace("ACCOUNT", account.id().as_str());
    REQUESTS.iter().flat_map(|(action, resources)| resources.iter().map(move |resource| (*action, own(resource)))).collect()
}

pub fn decide(account: &Account, asker: &Asker, action: &str, resource: &str, credentials: Credentials) -> Decision {
    let question = Question {
        asker: asker.clone(),
        action: Action::parse(action).unwrap(),
        resource: Resource::parse(resource).unwrap(),
        given: Vec::new(),
        circumstances: circumstances(credentials),
    };
    may(account, &question).unwrap().explanation.decision
}

pub fn users(account: &Account) -> Vec<Asker> {
    account.users().map(|user| Asker::User(user.id)).collect()
}

/// Whether a scope's patterns, with the user's name put in, have a resource.
fn has(texts: &[String], negated: bool, resource: &str, user: &str) -> bool {
    let found = texts.iter().any(|text| {
        let text = text.replace("${aws:username}", user);
        if resource == "*" { text == "*" } else { Pattern::of_resource(&text).covers(&Pattern::of_resource(resource)) }
    });
    found != negated
}

pub fn touches(shift: &Shift, action: ActionId, resource: &str, user: &str) -> bool {
    shift.actions.contains(action) && has(shift.scope.texts(), shift.scope.is_negated(), resource, user)
}

/// Checks that what users are told they can do is what is decided about these requests.
pub fn what_can_agrees(account: &Account, requests: &[(&str, String)]) -> Result<(), TestCaseError> {
    for asker in users(account) {
        let name = account.asker_name(&asker);
        let what = what_can(account, &Whose::Asker(asker.clone()), &Progress::default()).unwrap();
        let (rows, shut) = (what.rows(), what.shut());
        for (action, resource) in requests {
            let id = ActionId::named(action).unwrap();
            let granting: Vec<_> = rows
                .iter()
                .filter(|row| what.actions(row).contains(&id))
                .filter(|row| what.scope(row).is_some_and(|scope| has(scope.texts(), scope.is_negated(), resource, &name)))
                .collect();
            for credentials in CREDENTIALS {
                let allowed = decide(account, &asker, action, resource, credentials) == Decision::Allowed;
                prop_assert!(!allowed || !granting.is_empty(), "{} may {} on {}, which is not told", name, action, resource);
                prop_assert!(!allowed || !shut.contains(id), "{} may {} on {}, which is told to be shut", name, action, resource);
                let surely = granting.iter().any(|row| what.is_whole(row, id));
                prop_assert!(allowed || !surely, "{} may not {} on {}, though it is told", name, action, resource);
            }
        }
    }
    Ok(())
}

/// Checks that what somebody is told to gain and lose is what is decided about a request before and after.
pub fn shifts_agree(
    [gained, lost]: [&[Shift]; 2],
    (name, action, resource): (&str, &str, &str),
    [was, is]: [bool; 2],
) -> Result<(), TestCaseError> {
    let id = ActionId::named(action).unwrap();
    for (shifts, turned, kept, [elsewhere, here]) in
        [(gained, !was && is, was || !is, [was, is]), (lost, was && !is, !was || is, [is, was])]
    {
        let told: Vec<_> = shifts.iter().filter(|shift| touches(shift, id, resource, name)).collect();
        let is_of = |exempt: &Exempt| has(exempt.scope.texts(), exempt.scope.is_negated(), resource, name);
        let exempt = |shift: &Shift| shift.exempt.iter().find(|exempt| exempt.is_certain && is_of(exempt)).cloned();
        let found: Vec<_> = told.iter().filter(|shift| exempt(shift).is_none()).collect();
        prop_assert!(!turned || !found.is_empty(), "{} {} {}: not told ({} then {})", name, action, resource, was, is);
        for exempt in told.iter().filter(|shift| shift.demands.is_empty()).filter_map(|shift| exempt(shift)) {
            let is_right = match exempt.why {
                Exemption::Allowed => elsewhere,
                Exemption::Denied => !here,
            };
            prop_assert!(is_right, "{} {} {}: {:?} though {} then {}", name, action, resource, exempt, was, is);
        }
        let surely = found.iter().any(|shift| shift.is_certain && !shift.exempt.iter().any(is_of));
        prop_assert!(!surely || !kept, "{} {} {}: told though not so ({} then {})", name, action, resource, was, is);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn who_can_agrees_with_deciding((policies, parts, _) in parts()) {
        let account = account(&policies, &parts);
        for (action, resource) in requests(&account) {
            let (asked, on) = (Action::parse(action).unwrap(), Resource::parse(&resource).unwrap());
            let answers = CREDENTIALS.map(|credentials| {
                who_can(&account, &asked, &on, &[], circumstances(credentials), &Progress::default()).unwrap()
            });
            for asker in users(&account).into_iter().chain([Asker::Root]) {
                let decided = CREDENTIALS.map(|credentials| decide(&account, &asker, action, &resource, credentials));
                for (answer, decision) in answers.iter().zip(decided) {
                    let group: Vec<_> = answer.grantees.iter().filter(|group| group.askers.contains(&asker)).collect();
                    prop_assert_eq!(group.len(), 1);
                    prop_assert_eq!(group[0].access.decision, decision, "{:?} {} {}", asker, action, resource);
                    // Whoever surely may, or surely may not, does so with any credentials.
                    if group[0].access.hinges.is_empty() {
                        let may = |decision: Decision| decision == Decision::Allowed;
                        prop_assert!(decided.iter().all(|other| may(*other) == may(decision)), "{:?} {} {}: {:?}", asker, action, resource, decided);
                    }
                }
            }
        }
    }

    #[test]
    fn what_can_agrees_with_deciding(((policies, parts, _), buckets) in (parts(), bucket_policies())) {
        let mut account = account(&policies, &parts);
        put_bucket_policies(&mut account, &buckets);
        what_can_agrees(&account, &requests(&account))?;
    }

    #[test]
    fn the_difference_agrees_with_deciding_before_and_after(
        ((policies, parts, changed), buckets, rewritten) in (parts(), bucket_policies(), proptest::option::of(bucket_policies()))
    ) {
        let mut before = account(&policies, &parts);
        put_bucket_policies(&mut before, &buckets);
        let mut after = before.clone();
        put_parts(&mut after, &changed);
        put_bucket_policies(&mut after, &rewritten.unwrap_or_default());
        for (one, other) in [(&before, &after), (&after, &before)] {
            let difference = difference(one, other, &Progress::default()).unwrap();
            for asker in users(one).into_iter().chain([Asker::Root]) {
                let name = one.asker_name(&asker);
                let effects: Vec<_> = difference.effects.iter().filter(|effect| effect.who.iter().any(|who| who.name == name)).collect();
                prop_assert!(effects.len() <= 1);
                let of_root = difference.outside.iter().filter(|shift| asker == Asker::Root && shift.who == "the root user");
                let gained = effects.iter().flat_map(|effect| &effect.gained).chain(of_root.clone().flat_map(|shift| &shift.gained));
                let lost = effects.iter().flat_map(|effect| &effect.lost).chain(of_root.flat_map(|shift| &shift.lost));
                let (gained, lost): (Vec<Shift>, Vec<Shift>) = (gained.cloned().collect(), lost.cloned().collect());
                let (gained, lost) = (&gained, &lost);
                for (action, resource) in requests(one) {
                    for credentials in CREDENTIALS {
                        let may = |account: &Account| decide(account, &asker, action, &resource, credentials) == Decision::Allowed;
                        let (was, is) = (may(one), may(other));
                        shifts_agree([gained, lost], (&name, action, &resource), [was, is])?;
                    }
                }
            }
        }
    }
}
