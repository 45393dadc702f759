//! Who asks for which roles and keys, and what is decided in all circumstances that policies ask for.

use iam_console::access::{Demand, Exempt, Question, Scope, Shift};
use iam_console::account::Account;
use iam_console::account::authorization::{Asker, Circumstances, Credentials};
use iam_console::catalog::SERVICE_REFERENCE;
use iam_console::policy::actions::ActionId;
use iam_console::policy::compiled::{Rules, Statement};
use iam_console::policy::decision::{Decision, decide};
use iam_console::policy::document::Document;
use iam_console::policy::reach::Pattern;
use iam_console::policy::request::{Context, ContextKey, Value};
use serde_json::json;

use super::super::super::common::now;
use super::super::deciding::{Asking, askers as outside_and_users};
use super::super::scene::{ELSEWHERE, OFFICE, OTHER, PARTNER};
use super::scene::{AGREED, PURPOSE, VIA};

/// What is asked for, on the role and the key whose policies change and on others.
const ASKED: [(&str, &str); 7] = [
    ("sts:AssumeRole", "arn:aws:iam::OWN:role/Auditor"),
    ("sts:TagSession", "arn:aws:iam::OWN:role/Auditor"),
    ("sts:AssumeRole", "arn:aws:iam::OWN:role/Builder"),
    ("kms:Decrypt", "arn:aws:kms:us-east-1:OWN:key/k0"),
    ("kms:Encrypt", "arn:aws:kms:us-east-1:OWN:key/k0"),
    ("kms:Decrypt", "arn:aws:kms:us-east-1:OWN:key/k1"),
    ("kms:Encrypt", "arn:aws:kms:us-east-1:OWN:key/k1"),
];

/// Who asks, a session of a role among them.
pub(super) fn askers(account: &Account) -> Vec<Asking> {
    let role = account.role_named("Builder").unwrap().id;
    let builder = Asking::own(account, "Builder", Asker::RoleSession { role, session: "session".into() });
    let others = [PARTNER, OTHER].into_iter().flat_map(|account| {
        let of = |of: &str| Asking::others(account, &format!("arn:aws:{}", of.replace("OTHER", account)));
        [of("iam::OTHER:user/eve"), of("sts::OTHER:assumed-role/R/session"), of("iam::OTHER:root")]
    });
    outside_and_users(account).into_iter().chain([builder, Asking::service("events.amazonaws.com")]).chain(others).collect()
}

/// Roles and keys of another account, and some that are not there: nobody knows whom these let in.
const UNKNOWN: [(&str, &str); 5] = [
    ("sts:AssumeRole", "arn:aws:iam::111122223333:role/Auditor"),
    ("sts:AssumeRole", "arn:aws:iam::OWN:role/Besides"),
    ("kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/k0"),
    ("kms:Decrypt", "arn:aws:kms:eu-west-1:OWN:key/k0"),
    ("kms:Decrypt", "arn:aws:kms:eu-west-1:OWN:key/k1"),
];

/// Whether something is told of what nobody knows, too.
pub(super) fn is_of_unknown(shift: &Shift, account: &Account) -> bool {
    let names = |(_, arn): (&str, &str)| {
        let one = Pattern::of_resource(&arn.replace("OWN", account.id().as_str()));
        shift.scope.texts().iter().any(|text| Pattern::of_resource(text).covers(&one)) != shift.scope.is_negated()
    };
    UNKNOWN.into_iter().any(names)
}

/// A request, and what is decided of it before and after.
pub(super) struct Sample {
    pub by: usize,
    action: ActionId,
    resource: String,
    context: Context,
    /// Whether the credentials of who asks reach the action.
    pub is_within_reach: bool,
    pub is: [Decision; 2],
    /// What the circumstances are, to tell them by.
    pub met: Met,
}

impl Sample {
    pub fn in_words(&self, askers: &[Asking]) -> String {
        format!("{} {} by {} with {:?}: {:?}", self.action.full_name(), self.resource, askers[self.by].name, self.met, self.is)
    }

    fn is_named(&self, texts: &[String]) -> bool {
        let resource = Pattern::of_resource(&self.resource);
        texts.iter().any(|text| Pattern::of_resource(text).covers(&resource))
    }

    fn is_of(&self, scope: &Scope) -> bool {
        self.is_named(scope.texts()) != scope.is_negated()
    }

    fn meets(&self, demand: &Demand) -> bool {
        if demand.key.is_empty() {
            return self.is_named(&demand.values) == (demand.operator == "Resource");
        }
        let condition = json!({ &demand.operator: { &demand.key: demand.values } });
        let statement = json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition });
        let document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        let rules = Rules::compile(&Document::read(&document).unwrap());
        rules.statements().iter().flat_map(Statement::conditions).all(|condition| condition.check(&self.context).is_ok())
    }

    /// Whether it is for something that is told.
    pub fn is_about(&self, shift: &Shift) -> bool {
        shift.actions.contains(self.action) && self.is_of(&shift.scope)
    }

    /// The same under its conditions.
    pub fn is_told(&self, shift: &Shift) -> bool {
        self.is_about(shift) && shift.demands.iter().all(|demand| self.meets(demand))
    }

    pub fn is_exempt(&self, exempt: &Exempt) -> bool {
        self.is_of(&exempt.scope) && exempt.under.iter().all(|demand| self.meets(demand))
    }
}

/// All that is asked by all of them, in all circumstances.
pub(super) fn samples(accounts: [&Account; 2], askers: &[Asking]) -> Vec<Sample> {
    // No root user assumes a role.
    let may_ask = |by: usize, action: &str| !(askers[by].name == "the root user" && action.starts_with("sts:"));
    let asked =
        (0..askers.len()).flat_map(|by| ASKED.into_iter().filter(move |(action, _)| may_ask(by, action)).map(move |asked| (by, asked)));
    let of = |(by, asked)| {
        let met = met(&askers[by], asked);
        met.into_iter().map(move |(has_mfa, met)| sample(accounts, (by, &askers[by]), asked, has_mfa, met)).collect::<Vec<_>>()
    };
    asked.flat_map(of).collect()
}

/// Condition keys with what they are, or that they are absent.
type Met = Vec<(&'static str, Option<&'static str>)>;

/// Whether MFA was used, and what else is so, in all circumstances.
fn met(asking: &Asking, (action, _): (&str, &str)) -> Vec<(bool, Met)> {
    let (service, details) = SERVICE_REFERENCE.action(action).unwrap();
    let is_sent = |key: &str| service.sends(key, [details].into_iter());
    let mut keys: Vec<(&str, Vec<Option<&str>>)> = vec![
        ("sts:ExternalId", vec![None, Some(AGREED), Some("x-2")]),
        ("kms:ViaService", vec![None, Some(VIA), Some("ec2.us-east-1.amazonaws.com")]),
        ("kms:EncryptionContext:for", vec![None, Some(PURPOSE), Some("else")]),
    ];
    keys.retain(|(key, _)| is_sent(key));
    if asking.is_service() {
        keys.push(("aws:SourceAccount", vec![None, Some("OWN"), Some(PARTNER)]));
    } else {
        keys.push(("aws:SourceIp", vec![Some(OFFICE), Some(ELSEWHERE)]));
    }
    let with = |all: Vec<Met>, (key, values): (&'static str, Vec<Option<&'static str>>)| {
        let with_each = |met: Met| values.iter().map(|value| met.iter().copied().chain([(key, *value)]).collect()).collect::<Vec<Met>>();
        all.into_iter().flat_map(with_each).collect()
    };
    let all = keys.into_iter().fold(vec![Vec::new()], with);
    [false, true].into_iter().flat_map(|has_mfa| all.iter().map(move |met| (has_mfa, met.clone()))).collect()
}

fn sample(accounts: [&Account; 2], (by, asking): (usize, &Asking), (action, resource): (&str, &str), has_mfa: bool, met: Met) -> Sample {
    let own = accounts[0].id().to_string();
    let resource = resource.replace("OWN", &own);
    let credentials = if has_mfa { Credentials::MfaSession { age: 5 } } else { Credentials::AccessKey };
    let asked = (asking.asker.clone(), Circumstances { now: now(), credentials });
    let question = Question::asked(asked, (action, &resource)).unwrap();
    let [(was, _), (is, request)] = accounts.map(|account| {
        let (mut request, _) = question.request(account).unwrap();
        for (key, value) in &met {
            request.context.replace(&ContextKey::new(key), value.map(|value| Value::Single(value.replace("OWN", &own))));
        }
        if let Some(name) = asking.others_user() {
            request.context.replace(&ContextKey::new("aws:username"), Some(Value::Single(name.to_owned())));
        }
        (decide(&request, &question.authority(account).policies), request)
    });
    let is_within_reach = request.out_of_reach.is_none();
    Sample { by, action: ActionId::named(action).unwrap(), resource, context: request.context, is_within_reach, is: [was, is], met }
}
