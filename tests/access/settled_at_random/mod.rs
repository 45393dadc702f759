//! Whatever is told of a change agrees with deciding: of two users who share a group, of root, and of those outside the account.

mod deciding;
mod gates;
mod scene;

use std::cell::RefCell;

use deciding::{Asking, Deciding, Sample, askers, samples};
use iam_console::access::{Difference, Progress, Shift, difference};
use iam_console::policy::decision::Decision;
use scene::{Dice, world};

/// All that is told, of whom, and how it is so: whether it turns from one decision to another.
type Told<'a> = (Vec<String>, &'a Shift, &'static str);

fn told(difference: &Difference) -> Vec<Told<'_>> {
    let mut all: Vec<Told<'_>> = Vec::new();
    for effect in &difference.effects {
        let who: Vec<String> = effect.who.iter().map(|who| who.name.clone()).collect();
        for (shifts, what) in [(&effect.gained, "gained"), (&effect.lost, "lost"), (&effect.freed, "freed")] {
            all.extend(shifts.iter().map(|shift| (who.clone(), shift, what)));
        }
    }
    for outside in &difference.outside {
        for (shifts, what) in [(&outside.gained, "gained"), (&outside.lost, "lost"), (&outside.freed, "freed")] {
            all.extend(shifts.iter().map(|shift| (vec![outside.who.clone()], shift, what)));
        }
    }
    all
}

fn turns([was, is]: [Decision; 2], what: &str) -> bool {
    let allowed = |decision: Decision| decision == Decision::Allowed;
    match what {
        "gained" => !allowed(was) && allowed(is),
        "lost" => allowed(was) && !allowed(is),
        _ => was == Decision::ExplicitDeny && is != Decision::ExplicitDeny,
    }
}

/// Whatever is told for certain is so in all circumstances on all that is named, a perhaps is so somewhere, and all that is gained and
/// lost is told.
#[test]
fn what_is_told_of_all_agrees_with_deciding_in_all_circumstances() {
    for seed in 0..30 {
        let mut dice = Dice(seed);
        let mut world = world(&mut dice);
        for place in ["dan", "eve", "team", "docs"] {
            if dice.below(2) == 0 {
                dice.put(&mut world, place);
            }
        }
        let before = world.account.clone();
        let place = dice.one(&["dan", "team", "docs", "docs", "docs", "limit"]);
        dice.put(&mut world, place);
        let difference = difference(&before, &world.account, &Progress::default()).unwrap();
        let askers = askers(&world.account);
        let deciding = Deciding { accounts: [&before, &world.account], askers: &askers, known: RefCell::default() };
        let told = told(&difference);
        let context = || format!("seed {seed}, {place}: {:#?}", difference.sentences());
        let meant = |who: &[String]| {
            let of = |(at, asking): (usize, &Asking)| who.iter().any(|who| asking.is_of(who)).then_some(at);
            askers.iter().enumerate().filter_map(of).collect::<Vec<usize>>()
        };
        for (who, shift, what) in &told {
            let named = || meant(who).into_iter().flat_map(samples).filter(|sample| deciding.tells(shift, *sample));
            let is_exempt = |sample: Sample| shift.exempt.iter().any(|exempt| deciding.is_exempt(exempt, sample));
            let is_so = |sample: Sample| turns(deciding.decisions(sample), what);
            let wrong = named().find(|sample| shift.is_certain && !is_exempt(*sample) && !is_so(*sample));
            assert_eq!(wrong, None, "{what} for certain: {} by {who:?}: {}", shift.in_words(), context());
            assert!(named().any(is_so), "{what} never: {} by {who:?}: {}", shift.in_words(), context());
        }
        for sample in (0..askers.len()).flat_map(samples) {
            for what in ["gained", "lost", "freed"] {
                let is_told = |(who, shift, of): &Told<'_>| {
                    let is_exempt = shift.exempt.iter().any(|exempt| exempt.is_certain && deciding.is_exempt(exempt, sample));
                    // What is gained under conditions is told of nothing else, though it is denied no longer without them.
                    let is_of_gained = what == "freed" && *of == "gained" && deciding.is_about(shift, sample);
                    let is_of = is_of_gained || *of == what && deciding.tells(shift, sample);
                    is_of && meant(who).contains(&sample.by) && !is_exempt
                };
                // Of others it counts that something is denied no longer where the policy lets them in.
                let is_own = ["dan", "eve"].contains(&askers[sample.by].name);
                let is_so = turns(deciding.decisions(sample), what) && (what != "freed" || is_own);
                assert!(!is_so || told.iter().any(is_told), "{what} is not told: {sample:?} by {}: {}", askers[sample.by].name, context());
            }
        }
    }
}
