//! *Switch Role*: another principal's permissions in the place of the own ones, for a while.

use crate::access;
use crate::account::caller::Caller;
use crate::account::display::visible;
use crate::account::entity::{RecentRole, Role as IamRole, SessionKind};
use crate::account::operation::SwitchRole;
use crate::account::refusal::{Denied, Refusal};
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::reader::Reader;
use crate::app::route::ScreenId;
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step};
use crate::policy::decision::{Layer, LayerFinding, Standing};
use crate::policy::document::Effect;
use crate::screens::parts::wizard;
use crate::screens::sight::needs;
use crate::theme::Role;
use crate::widgets::form::{Answer, ChoiceOption, Field, Form};
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::SwitchRole,
    names: &["switch-role"],
    title: |_| "Switch Role".into(),
    about: "Change into a role for a while: its permissions take the place of yours",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, cx| Box::new(Switch::new(cx)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Next, "switch role", "Change into the role"),
    Binding::new(&[Key::plain(Code::F(3))], Action::Complete, "complete", "Complete the role's name"),
    Binding::new(&[Key::plain(Code::F(6))], Action::Why, "why…", "Tell whether the role's trust or your own permissions lack"),
];

/// The fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Recent,
    Account,
    RoleName,
    DisplayName,
    Color,
}

/// The colours, as the operation names them.
const COLORS: [&str; 6] = ["None", "Red", "Orange", "Yellow", "Green", "Blue"];

/// Roles that are named while a name is typed; of more it is told how many there are.
const MOST_NAMED: usize = 6;

struct Switch {
    form: Form<Part>,
    waiting: bool,
    /// Why it was refused.
    refusal: Option<Refusal>,
    /// Why the store could not do it.
    failed: Option<String>,
}

impl Switch {
    fn new(cx: &Cx<'_>) -> Self {
        let option = |label: &str| ChoiceOption { label: label.to_owned(), about: String::new() };
        let recent: Vec<&RecentRole> = cx.account.recent_roles(cx.caller).collect();
        // A display name may say anything: which role it is stands beside it, but for the name that AWS gives by itself.
        let of_recent = |recent: &RecentRole| {
            let role = format!("{} @ {}", recent.role_name, cx.account.id());
            let about = if role == recent.display_name { String::new() } else { role };
            ChoiceOption { label: recent.display_name.clone(), about }
        };
        let offered = std::iter::once(option("Another role")).chain(recent.iter().copied().map(of_recent)).collect();
        let account = cx.alias().map_or_else(|| cx.account.id().to_string(), str::to_owned);
        let member = |name: &str| SwitchRole::SPEC.member(name);
        let mut history = Field::choice(Part::Recent, "Role history", offered, 0);
        if recent.is_empty() {
            history = history.hidden();
        }
        let fields = vec![
            history,
            Field::text_line(Part::Account, "Account", account).of(member("AccountId")),
            Field::text_line(Part::RoleName, "Role", "").of(member("RoleName")),
            Field::text_line(Part::DisplayName, "Display name – optional", "").of(member("DisplayName")).optional(),
            Field::choice(Part::Color, "Display color", COLORS.iter().map(|color| option(color)).collect(), 0),
        ];
        let mut switch = Self { form: Form::new(fields), waiting: false, refusal: None, failed: None };
        switch.form.focus_on(Part::RoleName);
        switch.follow(cx);
        switch
    }

    /// The roles that begin with what is typed, where one may know their names.
    fn matching(&self, cx: &Cx<'_>) -> Vec<String> {
        let typed = self.form.text(Part::RoleName).to_lowercase();
        let begins = |role: &&IamRole| [&role.name, &whole_name(role)].iter().any(|name| name.to_lowercase().starts_with(&typed));
        cx.listed("ListRoles", || cx.account.roles().filter(begins).map(whole_name).collect())
    }

    fn follow(&mut self, cx: &Cx<'_>) {
        let names = self.matching(cx);
        let hint = match &names[..] {
            [] => "The role's name, with its path where it has one.".to_owned(),
            [one] if one == self.form.text(Part::RoleName) => String::new(),
            names => {
                let more = names.len().saturating_sub(MOST_NAMED);
                let more = if more == 0 { String::new() } else { format!("  and {more} more") };
                names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join("  ") + &more
            }
        };
        self.form.set_hint(Part::RoleName, hint);
    }

    /// Fills in a role that was switched to before; for another one the fields are empty again.
    fn take_recent(&mut self, cx: &Cx<'_>) {
        let recent = self.form.chosen(Part::Recent).checked_sub(1).and_then(|at| cx.account.recent_roles(cx.caller).nth(at));
        let color = recent.and_then(|recent| COLORS.iter().position(|known| Some(*known) == recent.color.as_deref())).unwrap_or(0);
        let (role, display) = recent.map(|recent| (recent.role_name.clone(), recent.display_name.clone())).unwrap_or_default();
        self.form.set_text(Part::RoleName, role);
        self.form.set_text(Part::DisplayName, display);
        self.form.choose(Part::Color, color);
    }

    fn send(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if let Some(reason) = why_not(cx) {
            return vec![Step::Hint(Notice::new(Tone::Warning, reason))];
        }
        if self.waiting || !self.form.check() {
            return Vec::new();
        }
        self.waiting = true;
        let given = |part: Part| Some(self.form.text(part).trim().to_owned()).filter(|text| !text.is_empty());
        let color = COLORS.get(self.form.chosen(Part::Color)).filter(|color| **color != "None");
        vec![Step::submit(SwitchRole {
            account: given(Part::Account),
            role_name: self.form.text(Part::RoleName).trim().to_owned(),
            display_name: given(Part::DisplayName),
            role_color: color.map(|color| (*color).to_owned()),
        })]
    }
}

impl Switch {
    /// What is told below the form: why nobody can be switched to, or what the console said and, as a hint, the reason.
    fn below(&self, cx: &Cx<'_>) -> Vec<(String, Role)> {
        if let Some(reason) = why_not(cx) {
            return vec![(reason, Role::Warning)];
        }
        let said = self.refusal.as_ref().map(|refusal| &refusal.message).or(self.failed.as_ref());
        let said = said.map(|words| (format!("✖ {words}"), Role::Bad));
        let reason = self.refusal.as_ref().and_then(|refusal| refusal.remedy.clone()).map(|words| (words, Role::Quiet));
        said.into_iter().chain(reason).collect()
    }
}

/// A role's name with its path, as the form takes it.
fn whole_name(role: &IamRole) -> String {
    format!("{}{}", role.path, role.name).trim_start_matches('/').to_owned()
}

/// Who switches: in a role, one switches to another by one's own right.
fn base<'a>(cx: &Cx<'a>) -> &'a Caller {
    let switched = cx.account.session_of(cx.caller).filter(|session| session.kind == SessionKind::SwitchRole);
    switched.and_then(|session| session.opened_by.as_ref()).unwrap_or(cx.caller)
}

/// Tells which of the two a switch needs is lacking: the role's trust, or the caller's own permission.
fn why(cx: &Cx<'_>, denied: &Denied) -> Option<Step> {
    let account = cx.account;
    let found = account.role_with_arn(&denied.resource).and_then(|id| account.role(id));
    let Some(role) = found else {
        let words = "There is no such role in this account. AWS does not tell that to who may not assume it.";
        return Some(Step::Hint(Notice::new(Tone::Info, words)));
    };
    let (_, answer) = access::refused(account, base(cx), denied, cx.now)?;
    let telling = answer.tell();
    let is_told = |finding: &&LayerFinding| {
        matches!(finding.layer, Layer::Resource | Layer::Identity) || matches!(finding.standing, Standing::Denies | Standing::AllowsNothing)
    };
    let told = answer.explanation.layers().iter().filter(is_told).flat_map(|finding| {
        let sign = match finding.standing {
            Standing::Denies | Standing::AllowsNothing => Line::new().with("✖ ", Role::Bad),
            standing if standing.allows() => Line::new().with("✔ ", Role::Good),
            _ => Line::new().quiet("– "),
        };
        // What came nearest to letting one in names what it lacks: a code, an external ID.
        let nearest =
            answer.explanation.statements_of(finding.layer).iter().filter(|of| of.effect == Effect::Allow).max_by_key(|of| of.closeness());
        let nearest = nearest.filter(|_| finding.standing == Standing::AllowsNothing).map(|of| telling.statement(of));
        let told = [Line::new().text(format!("  {}", telling.layer(finding.layer)))];
        let nearest = nearest.map(|words| Line::new().quiet("  ").text(words));
        std::iter::once(sign.title(telling.layer_name(finding.layer))).chain(told).chain(nearest).collect::<Vec<_>>()
    });
    let needed =
        "A switch needs the role's trust policy to let you in; where it names the account and not you, a policy of yours must, too.";
    let lines: Vec<Line> = [Line::new().quiet(needed), Line::new()].into_iter().chain(told).collect();
    let text = lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n");
    Some(Step::Ask(Box::new(Reader::new(format!("Why you can't switch to {}", role.name), text, lines))))
}

/// Why nobody can be switched to.
fn why_not(cx: &Cx<'_>) -> Option<String> {
    cx.caller.is_root().then(|| "The root user can't switch roles. Sign in as an IAM user first: :sign-in".into())
}

impl Screen for Switch {
    fn refresh(&mut self, cx: &Cx<'_>) {
        // What was said of the role holds until somebody has mended it.
        let is_mended = |refusal: &mut Refusal| Denial::of(refusal).is_some_and(|denial| !denial.stands(cx.account, cx.now));
        self.refusal.take_if(is_mended);
        self.follow(cx);
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(self.form.as_any())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Next => self.send(cx),
            Action::Complete => {
                if let Some(refusal) = cx.sight.refusal("ListRoles") {
                    return wizard::told(refusal);
                }
                let Some(name) = self.matching(cx).into_iter().next() else {
                    let words = format!("No role's name begins with {}.", visible(self.form.text(Part::RoleName)));
                    return vec![Step::Hint(Notice::new(Tone::Info, words))];
                };
                self.form.set_text(Part::RoleName, name);
                self.form.focus_on(Part::RoleName);
                self.follow(cx);
                Vec::new()
            }
            Action::Why => self.refusal.as_ref().and_then(|refusal| why(cx, refusal.denied.as_deref()?)).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn why_not(&self, action: Action, _cx: &Cx<'_>) -> Option<String> {
        let is_denied = || self.refusal.as_ref().is_some_and(|refusal| refusal.denied.is_some());
        (action == Action::Why && !is_denied()).then(|| "Nothing was denied to you just now.".into())
    }

    fn denied(&self, _cx: &Cx<'_>) -> Vec<Denial> {
        Denial::of_all(&self.refusal)
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match answer {
            Answer::Changed => {
                (self.refusal, self.failed) = (None, None);
                if self.form.focused() == Some(Part::Recent) {
                    self.take_recent(cx);
                }
                self.follow(cx);
                Vec::new()
            }
            Answer::Submitted | Answer::Pressed => self.send(cx),
            Answer::Taken | Answer::NotTaken => Vec::new(),
        }
    }

    fn answered(&mut self, outcome: Outcome, _cx: &Cx<'_>) -> Vec<Step> {
        self.waiting = false;
        match outcome {
            Outcome::Done(_) => {}
            Outcome::Refused(refused) => {
                let refusal = refused.refusal;
                if !refusal.member.is_some_and(|member| self.form.refuse_member(member, &refusal.message)) {
                    self.form.focus_on(Part::RoleName);
                }
                self.refusal = Some(refusal);
            }
            Outcome::Failed(reason) => self.failed = Some(reason),
        }
        Vec::new()
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        canvas.line(0, &Line::new().title("Switch Role").quiet("  its permissions take the place of yours; B switches back"));
        let below = self.below(cx);
        let wrapped = |(words, _): &(String, Role)| wrap(words, canvas.width()).len();
        let mut at = canvas.height().saturating_sub(below.iter().map(wrapped).sum());
        self.form.draw(&mut canvas.rows(2, at.saturating_sub(2)), true);
        for (words, role) in below {
            at = canvas.paragraph(at, &words, role);
        }
    }
}
