//! The list of managed policies.

use super::rows::{DescribedRows, PolicyRows, all};
use super::{attach, deletion};
use crate::account::entity::PolicyKey;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::catalog::PolicyType;
use crate::screens::parts::narrowing::{self, NARROW};
use crate::screens::sight::denied::{self, Asking as _, Unseen, denials};
use crate::screens::sight::needs;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Policies,
    names: &["policies", "managed-policies"],
    title: |_| "Policies".into(),
    about: "The managed policies, and where they are used",
    parent: Some(ScreenId::Dashboard),
    needs: needs::policies,
    bindings: BINDINGS,
    open: |_, _| Box::new(Policies { list: List::marking("policies").called("selected").opened_by_clicks(), filter: TypeFilter::All }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected policy"),
    NARROW,
    Binding::new(&[Key::char('c')], Action::Create, "create policy", "Write a policy of the account's own"),
    Binding::new(&[Key::char('a')], Action::Add, "attach…", "Attach the selected policies to users, groups or roles"),
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete…",
        "Delete the selected policies of the account's own, and detach them everywhere",
    ),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the selected policy's ARN"),
];

/// Which policies are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TypeFilter {
    All,
    Customer,
    Only(PolicyType),
    UsedHere,
    AsBoundary,
}

impl TypeFilter {
    const ALL: [Self; 6] = [
        Self::All,
        Self::Customer,
        Self::Only(PolicyType::AwsManaged),
        Self::Only(PolicyType::JobFunction),
        Self::UsedHere,
        Self::AsBoundary,
    ];

    const fn label(self) -> &'static str {
        match self {
            Self::All => "All types",
            Self::Customer => "Customer managed",
            Self::Only(PolicyType::AwsManaged) => "AWS managed",
            Self::Only(PolicyType::JobFunction) => "Job function",
            Self::UsedHere => "Used here",
            Self::AsBoundary => "As boundary",
        }
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|filter| *filter == self).unwrap_or(0)
    }

    fn next(self) -> Self {
        Self::ALL[(self.place() + 1) % Self::ALL.len()]
    }

    const fn rows<'a>(self, cx: &'a Cx<'a>) -> DescribedRows<'a> {
        DescribedRows { rows: PolicyRows { cx }, is_of_account: matches!(self, Self::Customer | Self::UsedHere | Self::AsBoundary) }
    }

    fn accepts(self, policy: &PolicyKey, cx: &Cx<'_>) -> bool {
        match self {
            Self::All => true,
            Self::Customer => matches!(policy, PolicyKey::Customer(_)),
            Self::Only(wanted) => policy.in_catalog().is_some_and(|policy| policy.policy_type() == wanted),
            Self::AsBoundary => cx.account.bounded_by(policy).next().is_some(),
            Self::UsedHere => cx.account.attachments_of_policy(policy).next().is_some() || cx.account.bounded_by(policy).next().is_some(),
        }
    }
}

struct Policies {
    list: List<PolicyKey>,
    filter: TypeFilter,
}

impl Policies {
    /// What may not be seen of the selected one.
    fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        self.filter.rows(cx).unseen_of(self.list.selected())
    }
}

impl Screen for Policies {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let policies = all(cx).into_iter().filter(|policy| self.filter.accepts(policy, cx)).collect();
        self.list.refresh(policies, &self.filter.rows(cx));
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&self.filter.rows(cx));
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if matches!(action, Action::Narrow | Action::Create) {
            return None;
        }
        if self.list.selected().is_none() {
            return Some(self.list.why_none("No policy is selected.").into());
        }
        let chosen = self.list.chosen();
        match action {
            Action::Add => chosen.iter().find_map(|policy| attach::why_not(cx.account, policy)),
            Action::Delete => chosen.iter().find_map(|policy| deletion::why_not(cx, policy)),
            _ => None,
        }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        denials(&self.unseen(cx))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Narrow {
            self.filter = self.filter.next();
            self.refresh(cx);
            return Vec::new();
        }
        if action == Action::Create {
            return vec![Step::Go(Route::to(ScreenId::EditPolicy))];
        }
        let Some(policy) = self.list.selected() else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Go(Route::policy(policy.clone()))],
            Action::Add => vec![Step::Ask(attach::picker(self.list.chosen(), cx))],
            Action::Delete => deletion::dialog(cx, &self.list.chosen()).map(|dialog| Step::Ask(Box::new(dialog))).into_iter().collect(),
            Action::Copy => {
                vec![Step::Copy { text: cx.account.policy_arn(policy), what: format!("the ARN of {}", cx.account.policy_name(policy)) }]
            }
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let empty = match self.filter {
            TypeFilter::Customer => [
                Line::new(),
                Line::new().text("There is no policy of the account's own yet."),
                Line::new().quiet("AWS managed policies fit nobody exactly: one of your own"),
                Line::new().quiet("allows what is needed and no more."),
                Line::new(),
                Line::new().key("c", "create policy").text("   ").key("f", "show other types"),
            ],
            TypeFilter::AsBoundary => [
                Line::new(),
                Line::new().text("No policy is used as a permissions boundary yet."),
                Line::new().quiet("A boundary grants nothing: it is the most that other policies"),
                Line::new().quiet("can give a user or a role. It is set on the user or role."),
                Line::new(),
                Line::new().key("f", "show all types"),
            ],
            _ => [
                Line::new(),
                Line::new().text("No policy is used in this account yet."),
                Line::new().quiet("A policy grants nothing until it is attached"),
                Line::new().quiet("to a group, a role or a user."),
                Line::new(),
                Line::new().key("f", "show all types"),
            ],
        };
        narrowing::draw(canvas, 1, &TypeFilter::ALL.map(TypeFilter::label), self.filter.place());
        denied::draw_beside(canvas, &self.unseen(cx), self.list.rows_wanted(), |canvas| {
            self.list.draw(canvas, "Policies", &self.filter.rows(cx), &empty, true);
        });
    }
}
