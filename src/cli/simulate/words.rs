//! An answer in words: the path of the request through the layers, and where it stopped.

use std::io::IsTerminal;

use crate::access::{Advice, Answer, Question};
use crate::account::Account;
use crate::account::display::visible;
use crate::awscli;
use crate::policy::decision::{Decision, Explanation, Layer, LayerFinding, Standing, StatementFinding, Telling};
use crate::policy::request::Value;

/// What a statement or key stands behind, at most.
const COLUMN: usize = 34;

/// The answer, in lines.
pub(in crate::cli) fn answer_in_words(account: &Account, question: &Question, answer: &Answer, paint: Paint) -> String {
    let explanation = &answer.explanation;
    let telling = answer.tell();
    let mut lines = vec![headline(account, question, explanation, paint), String::new()];
    lines.push(format!("  {}", answer.why()));
    lines.push(String::new());
    // Requests come through no endpoint here, and no session brings policies along: nothing to tell where there are none.
    let is_told =
        |finding: &&LayerFinding| !(finding.standing == Standing::NoPolicies && matches!(finding.layer, Layer::Endpoint | Layer::Session));
    for layer in explanation.layers().iter().filter(is_told) {
        push_layer(account, answer, layer, &telling, paint, &mut lines);
    }
    for origin in &answer.authority.unread {
        let name = visible(account.source_name(&origin.source));
        lines.push(format!("  The policy {name} ({}) can't be read: what it says is not in this answer.", account.origin_in_words(origin)));
    }
    lines.extend(question.notes(account).iter().map(|note| format!("  Note: {}", visible(note))));
    push_remedies(account, answer, &mut lines);
    push_keys(answer, &mut lines);
    lines.iter().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

fn headline(account: &Account, question: &Question, explanation: &Explanation, paint: Paint) -> String {
    let may = match explanation.decision {
        Decision::Allowed => paint.good("may"),
        Decision::ExplicitDeny | Decision::ImplicitDeny => paint.bad("may not"),
    };
    let decision = match explanation.decision {
        Decision::Allowed => "allowed",
        Decision::ExplicitDeny => "explicit deny",
        Decision::ImplicitDeny => "implicit deny",
    };
    let (asker, resource) = (visible(&account.asker_name(&question.asker)), visible(question.resource.text()));
    format!("{asker} {may}  {}  on  {resource}   ({decision})", question.action.text())
}

fn push_layer(account: &Account, answer: &Answer, finding: &LayerFinding, telling: &Telling<'_>, paint: Paint, lines: &mut Vec<String>) {
    let layer = finding.layer;
    let name = telling.layer_name(layer);
    let name = match finding.standing {
        Standing::Denies | Standing::AllowsNothing => paint.bad(&format!("{name:<22}")),
        standing if standing.allows() => paint.good(&format!("{name:<22}")),
        _ => format!("{name:<22}"),
    };
    lines.push(format!("  {name}  {}", telling.layer(layer)));
    for statement in answer.explanation.statements_of(layer) {
        push_statement(account, answer, statement, telling, lines);
    }
}

fn push_statement(account: &Account, answer: &Answer, finding: &StatementFinding, telling: &Telling<'_>, lines: &mut Vec<String>) {
    let place = finding.place;
    let origin = answer.authority.origins.get(place.layer, place.policy as usize);
    let (policy, via) = origin.map_or_else(
        || (visible(answer.authority.policies.policy_name(place).unwrap_or_default()), String::new()),
        |origin| (visible(account.source_name(&origin.source)), visible(&account.origin_in_layer(place.layer, origin))),
    );
    lines.push(format!("      {policy}  {via}  {}", telling.in_its_policy(place)));
    lines.push(format!("          {}", telling.statement(finding)));
}

fn push_remedies(account: &Account, answer: &Answer, lines: &mut Vec<String>) {
    if answer.explanation.decision == Decision::Allowed {
        push_revocations(answer, lines);
        return;
    }
    lines.push(String::new());
    if let Some(why) = answer.unremedied() {
        lines.push(format!("  {why}"));
        return;
    }
    let told = |advice: Advice| match advice {
        Advice::Remedy(at) => answer.remedies.get(at).map(|remedy| answer.remedy_in_words(remedy)),
        Advice::Way(at) => answer.ways.get(at).map(|way| visible(&answer.way_in_words(account, way))),
        Advice::Session(at) => answer.sessions.get(at).map(|session| {
            let commands = session.operations().into_iter().map(|operation| awscli::line(&operation));
            std::iter::once(session.in_words(account)).chain(commands).collect::<Vec<_>>().join("\n      ")
        }),
    };
    let told: Vec<String> = answer.advice().into_iter().filter_map(told).collect();
    lines.push(format!("  To allow it, {}:", if told.len() == 1 { "the smallest change" } else { "one of these is enough" }));
    lines.extend(told.iter().map(|told| format!("    - {told}")));
}

/// What would have to go for it to be allowed no more.
fn push_revocations(answer: &Answer, lines: &mut Vec<String>) {
    let revocations = answer.revocations();
    if let Some(why) = answer.irrevocable() {
        lines.extend([String::new(), format!("  {why}")]);
        return;
    }
    let one = if revocations.len() == 1 { "" } else { ", one of these is enough" };
    lines.extend([String::new(), format!("  To revoke it{one}:")]);
    lines.extend(revocations.iter().map(|remedy| format!("    - {}", answer.remedy_in_words(remedy))));
}

/// The condition keys, and those that statements wanted in vain.
fn push_keys(answer: &Answer, lines: &mut Vec<String>) {
    lines.extend([String::new(), "  Condition keys of the request".to_owned()]);
    for derived in &answer.derived {
        let value = match &derived.value {
            Value::Single(value) => value.clone(),
            Value::Multi(values) if values.is_empty() => "an empty list".to_owned(),
            Value::Multi(values) => values.join(", "),
        };
        lines.push(format!("    {:<COLUMN$}  {}   ({})", visible(&derived.key), visible(&value), derived.from.label()));
    }
    for missing in answer.explanation.missing_keys(&answer.request, &answer.authority.policies) {
        let matters = if missing.matters { "it could change the decision" } else { "alone it would change nothing here" };
        lines.push(format!("    {:<COLUMN$}  absent, though a policy asks for it; {matters}", visible(&missing.key)));
    }
}

/// Colours, where somebody sees them.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Paint(bool);

impl Paint {
    /// No colours at all.
    pub(in crate::cli) const NONE: Self = Self(false);

    /// Colours where standard output is a terminal and they are wanted.
    pub(in crate::cli) fn of_this_terminal() -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self(wanted && std::io::stdout().is_terminal())
    }

    fn good(self, text: &str) -> String {
        self.with("32", text)
    }

    fn bad(self, text: &str) -> String {
        self.with("31", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
