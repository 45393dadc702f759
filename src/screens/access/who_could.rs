//! Who could allow what was denied, and what each of them could do.

use crate::access::{About, Found, Help, Helper, Inquiry, WhoCould};
use crate::account::authorization::{Asker, Circumstances, Credentials};
use crate::account::entity::Owner;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::inquiry::{Awaited, Ended};
use crate::app::overlay::reader::Reader;
use crate::app::route::{Question, Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::app::words::count;
use crate::policy::decision::Decision;
use crate::screens::sight::needs;
use crate::store::Revision;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::{Column, List, Listing, Rank};
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::WhoCould,
    names: &[],
    title: |_| "Who could allow it".into(),
    about: "Who could allow what was denied, and what each of them could do",
    parent: Some(ScreenId::Access),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |route, _| Box::new(Could::new(route)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "all ways", "Show all that the selected principal could do"),
    Binding::new(&[Key::char('e')], Action::Ask, "why they may", "Ask why the selected principal may do what is told first"),
];

const COLUMNS: &[Column] = &[Column::text("Principal", 10, 30, 9), Column::fixed("Access", 10, 8), Column::text("Could", 30, 80, 10)];

/// The same where it turns on circumstances for somebody.
const IN_CIRCUMSTANCES: &[Column] = &[
    Column::text("Principal", 10, 24, 9),
    Column::fixed("Access", 10, 8),
    Column::text("Could", 28, 70, 10),
    Column::text("Turns on", 14, 40, 6),
];

struct Could {
    denial: Option<Denial>,
    who: Awaited<WhoCould>,
    list: List<usize>,
    /// The account's revision that the answer is of.
    revision: Option<Revision>,
}

impl Could {
    fn new(route: &Route) -> Self {
        let denial = if let Some(Subject::Denial(denial)) = &route.subject { Some((**denial).clone()) } else { None };
        Self { denial, who: Awaited::default(), list: List::new("who could"), revision: None }
    }

    fn selected(&self) -> Option<&Helper> {
        self.who.answer()?.helpers.get(*self.list.selected()?)
    }
}

impl Screen for Could {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let revision = Some(cx.history.revision());
        if self.revision == revision {
            return;
        }
        self.revision = revision;
        if let Some(Denial { denied, .. }) = self.denial.clone() {
            let caller = denied.caller.clone();
            let about = About::Could { caller, denied, circumstances: Circumstances::with_mfa(cx.now) };
            self.who.ask(Inquiry { account: cx.account.clone(), about });
        }
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        if let Some(who) = self.who.answer() {
            self.list.arrange(&Rows { cx, who });
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, _cx: &Cx<'_>) -> Option<String> {
        let is_about_one = matches!(action, Action::Open | Action::Ask);
        (is_about_one && self.selected().is_none()).then(|| self.list.why_none("There is nobody here who could.").into())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some(helper) = self.selected() else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Ask(Box::new(ways(helper, cx)))],
            Action::Ask => question(helper, cx)
                .map(|question| Step::Aside(Route::about(ScreenId::Access, Subject::Question(question))))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        }
    }

    fn inquires(&mut self, _cx: &Cx<'_>) -> Option<Inquiry> {
        self.who.inquires()
    }

    fn inquiry_ended(&mut self, ended: Ended, cx: &Cx<'_>) {
        self.who.end(ended, |found| if let Found::Could(who) = found { Some(who) } else { None });
        if let Some(who) = self.who.answer() {
            self.list.refresh((0..who.helpers.len()).collect(), &Rows { cx, who });
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let Some(Denial { denied, .. }) = &self.denial else { return };
        let is_allowed = self.who.answer().is_some_and(|who| who.is_allowed);
        let may = if is_allowed { (" may now ", Role::Good) } else { (" may not ", Role::Bad) };
        let asked = Line::new().title(cx.account.asker_name(&denied.caller.who)).with(may.0, may.1).title(denied.action.clone());
        let mut row = canvas.wrapped(0, &asked.quiet(" on ").title(denied.resource.clone()));
        if is_allowed {
            canvas.wrapped(row, &Line::new().text("What denied it is gone: nobody need allow it."));
            return;
        }
        let Some(who) = self.who.answer() else {
            match cx.work {
                Some(work) if self.who.is_awaited() => work.draw("Working out who could allow it", &mut canvas.rows(row + 1, usize::MAX)),
                _ if self.who.is_cancelled() => _ = canvas.wrapped(row, &Line::new().quiet("Cancelled: the answer was not worked out.")),
                _ => {}
            }
            return;
        };
        let now = who.helpers.iter().filter(|helper| helper.access.decision == Decision::Allowed).count();
        let sometimes = match who.helpers.len() - now {
            0 => String::new(),
            more => format!(", {more} more under other circumstances"),
        };
        let is_enough = who.helpers.iter().flat_map(|helper| &helper.ways).any(|way| way.is_enough);
        let could = if is_enough { "could allow it" } else { "could do a part of it, and no one change is enough" };
        let counted = format!("{now} of {} {could}, signed in with MFA{sometimes}.", count(who.asked, "principal"));
        row = canvas.wrapped(row, &Line::new().text(counted));
        if who.is_for_mfa {
            let name = cx.account.asker_name(&denied.caller.who);
            let has_device = matches!(denied.caller.who, Asker::User(id) if cx.account.mfa_devices_of(Owner::User(id)).next().is_some());
            let how = if has_device { "after signing in with MFA" } else { "with an MFA device, after signing in with it" };
            row = canvas.wrapped(row, &Line::new().text(format!("{name} may do it {how}: no policy need change.")));
        }
        let empty = [Line::new().text("Nobody of this account could.")];
        self.list.draw_rows(&mut canvas.rows(row + 1, usize::MAX), &Rows { cx, who }, &empty, true);
    }
}

/// All that somebody could do, each with the request that it is.
fn ways(helper: &Helper, cx: &Cx<'_>) -> Reader {
    let of_way = |way: &Help| {
        let request = format!("    {} on {}", way.asked.action, way.asked.resource);
        [Line::new().accent("▸ ").text(way.words.clone()), Line::new().quiet(request)]
    };
    let lines: Vec<Line> = helper.ways.iter().flat_map(of_way).collect();
    let text = lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n");
    Reader::new(format!("What {} could do", cx.account.asker_name(&helper.asker)), text, lines)
}

/// Whether somebody may do what is told first, as it is typed.
fn question(helper: &Helper, cx: &Cx<'_>) -> Option<Question> {
    let asked = &helper.ways.first()?.asked;
    let who = match &helper.asker {
        Asker::Root => "root".to_owned(),
        other => cx.account.asker_arn(other)?,
    };
    let (action, resource, keys) = (asked.action.clone(), asked.resource.clone(), asked.keys.clone());
    Some(Question { who, action, resource, credentials: Credentials::with(true), keys })
}

/// The answer as rows.
struct Rows<'a> {
    cx: &'a Cx<'a>,
    who: &'a WhoCould,
}

impl Rows<'_> {
    fn text(&self, row: usize, column: usize) -> String {
        let Some(helper) = self.who.helpers.get(row) else { return String::new() };
        let access = &helper.access;
        match column {
            0 => self.cx.account.asker_name(&helper.asker),
            1 => match (access.decision, access.hinges.is_empty()) {
                (Decision::Allowed, true) => "may".into(),
                // All are asked about as if they had signed in so.
                (Decision::Allowed, false) if access.hinges.iter().any(|key| key.eq_ignore_ascii_case("aws:MultiFactorAuthPresent")) => {
                    "with MFA".into()
                }
                (Decision::Allowed, false) => "may now".into(),
                _ => "not now".into(),
            },
            2 => {
                let first = helper.ways.first().map_or("", |way| &way.words);
                match helper.ways.len().saturating_sub(1) {
                    0 => first.to_owned(),
                    more => format!("{first} +{more}"),
                }
            }
            _ => access.hinges.join(", "),
        }
    }
}

impl Listing for Rows<'_> {
    type Key = usize;

    fn columns(&self) -> &[Column] {
        let turns = self.who.helpers.iter().any(|helper| !helper.access.hinges.is_empty());
        if turns { IN_CIRCUMSTANCES } else { COLUMNS }
    }

    fn words(&self, row: &usize) -> String {
        let ways = self.who.helpers.get(*row).into_iter().flat_map(|helper| &helper.ways).map(|way| way.words.as_str());
        ways.fold(self.text(*row, 0), |words, way| format!("{words} {way}"))
    }

    fn cell(&self, row: &usize, column: usize) -> Line {
        let text = self.text(*row, column);
        let is_now = self.who.helpers.get(*row).is_some_and(|helper| helper.access.decision == Decision::Allowed);
        match (column, is_now) {
            (1, true) => Line::new().with("✔ ", Role::Good).text(text),
            (1, false) => Line::new().with("▲ ", Role::Warning).text(text),
            (0 | 2, _) => Line::new().text(text),
            _ => Line::new().quiet(text),
        }
    }

    fn rank(&self, row: &usize, column: usize) -> Rank {
        Rank::words(&self.text(*row, column))
    }
}
