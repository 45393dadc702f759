//! Who may do what: a thousand users with ten policies each, of a pool that they share, and a hundred actions.

use std::time::{Duration, Instant};

use iam_console::policy::compiled::Policy;
use iam_console::policy::decision::{Decision, Policies, decide};
use iam_console::policy::request::{Action, Request, Resource};
use serde_json::Value;

use crate::interpreter::{self, Asked, Layers};
use crate::table::{Table, median, milliseconds};
use crate::{DECISION, Rounds, documents, subject};

const USERS: usize = 1000;
const POOL: usize = 200;

/// Measures the matrix, and the interpreter on as many users as it can do.
pub fn measure(rounds: Rounds, table: &mut Table) {
    let documents = documents::matrix_pool(POOL);
    let compiled: Vec<Policy> = documents.iter().map(subject::policy).collect();
    let requests = documents::matrix_requests();
    let asked: Vec<(Action, Resource)> =
        requests.iter().map(|(action, resource)| (Action::parse(action).unwrap(), Resource::parse(resource).unwrap())).collect();
    let users: Vec<(Request, Policies)> = (0..USERS).map(|at| user(at, &compiled)).collect();

    let mut decided = Vec::new();
    let whole = median((0..rounds.batches.min(7)).map(|_| {
        let begun = Instant::now();
        decided = decide_all(&users, &asked);
        begun.elapsed()
    }));
    let begun = Instant::now();
    let interpreted = interpret(rounds.sample, &documents, &requests);
    let of_sample = begun.elapsed();
    assert_eq!(decided[..interpreted.len()], interpreted, "the interpreter decides the same");
    for decision in [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny] {
        assert!(interpreted.contains(&decision), "{decision:?} comes in the matrix");
    }
    let floor: Duration = of_sample * u32::try_from(USERS / rounds.sample).expect("few");
    let about = format!("{USERS} users × {} actions", asked.len());
    let aim = format!("{DECISION} × floor");
    table.row([&about, "all decisions"], [whole, floor].map(milliseconds), &aim, whole * DECISION <= floor);
}

fn name(at: usize) -> String {
    format!("user-{at:04}")
}

fn team(at: usize) -> &'static str {
    ["red", "blue", "green"][at % 3]
}

/// A user with its policies; the request's action and resource are to be replaced.
fn user(at: usize, pool: &[Policy]) -> (Request, Policies) {
    let context = documents::context(&name(at), team(at), "eu-west-1");
    let request = subject::request(&documents::user(&name(at)), "s3:GetObject", "*", &context);
    let identity = documents::matrix_policies(at, POOL).map(|at| pool[at].clone()).collect();
    (request, Policies { identity, ..Policies::default() })
}

fn decide_all(users: &[(Request, Policies)], asked: &[(Action, Resource)]) -> Vec<Decision> {
    let mut decided = Vec::with_capacity(users.len() * asked.len());
    for (request, policies) in users {
        let mut request = request.clone();
        for (action, resource) in asked {
            (request.action, request.resource) = (action.clone(), resource.clone());
            decided.push(decide(&request, policies));
        }
    }
    decided
}

fn interpret(users: usize, documents: &[Value], requests: &[(String, String)]) -> Vec<Decision> {
    let mut decided = Vec::new();
    for at in 0..users {
        let principal: String = documents::user(&name(at));
        let context = documents::context(&name(at), team(at), "eu-west-1");
        let identity = documents::matrix_policies(at, POOL).map(|at| documents[at].clone()).collect();
        let layers = Layers { identity, ..Layers::default() };
        for (action, resource) in requests {
            let asked = Asked { principal: principal.as_str(), action, resource, context: &context };
            decided.push(interpreter::decide(&asked, &layers));
        }
    }
    decided
}
