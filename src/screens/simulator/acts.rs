//! What the simulator's keys do, part by part, and what it makes of what overlays hand over.

use super::context::Given;
use super::handed::Handed;
use super::own::Writing;
use super::parts::Part;
use super::policies::PolicyId;
use super::subject::Whose;
use super::{Simulator, actions, context_value, details, resources, service_actions};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::reader::Reader;
use crate::app::screen::Screen;
use crate::app::step::Step;
use crate::app::words::count;
use crate::policy::decision::Layer;
use crate::policy::document::laid_out;
use crate::widgets::Line;
use crate::widgets::document::json;

impl Simulator {
    pub(super) fn run(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.setup().run(cx.account, cx.now) {
            Ok(run) => {
                self.results.take(run, cx);
                self.part = Part::Results;
                Vec::new()
            }
            Err(error) => vec![Step::Hint(Notice::new(Tone::Warning, format!("This can't be simulated: {error}.")))],
        }
    }

    /// Writes a policy that begins with this text.
    fn write(&mut self, name: impl FnOnce(u32) -> String, text: Option<String>) {
        if self.whose == Whose::Unchosen {
            self.whose = Whose::Own;
        }
        let number = self.policies.add(name, text.clone().unwrap_or_default());
        self.policies.gather();
        self.policies.list.select_key(&PolicyId::Own(number));
        self.part = Part::Policies;
        self.writing = Some(text.map_or_else(|| Writing::anew(number), |text| Writing::of(number, &text, Layer::Identity)));
    }

    /// Keeps what was written, faulty or not; nothing at all is thrown away.
    pub(super) fn stop_writing(&mut self) -> bool {
        let Some(writing) = self.writing.take() else { return false };
        if writing.is_empty() {
            self.policies.remove(writing.number);
        } else if let Some(own) = self.policies.own_mut(writing.number) {
            own.rewrite(writing.text.text());
            self.policies.gather();
        }
        self.follow_policies();
        true
    }

    /// Edits the selected own policy, or begins one of its own with another policy, which is switched off.
    fn edit_policy(&mut self) {
        if let Some(own) = self.policies.selected_own() {
            self.writing = Some(Writing::of(own.number, &own.text, own.layer));
            return;
        }
        let Some(held) = self.policies.selected().cloned() else { return };
        self.policies.switch_off(&held.id);
        self.write(|_| format!("{} as changed", held.name), Some(laid_out(&held.text)));
        if let Some(number) = self.writing.as_ref().map(|writing| writing.number)
            && let Some(own) = self.policies.own_mut(number)
        {
            while own.layer != held.layer {
                own.use_as_next();
                if own.layer == Layer::Identity {
                    break;
                }
            }
            self.writing = Some(Writing::of(number, &own.text, own.layer));
            self.policies.gather();
        }
    }

    fn show_policy(&self) -> Option<Step> {
        let policy = self.policies.selected()?;
        let text = laid_out(&policy.text);
        let mut lines: Vec<Line> = policy.rules.as_ref().err().map(|fault| Line::new().text(format!("✖ {fault}"))).into_iter().collect();
        lines.extend(json(&policy.text));
        Some(Step::Ask(Box::new(Reader::new(policy.name.clone(), text, lines))))
    }

    /// Uses the selected own policy as the next of what a policy can be.
    pub(super) fn use_as_next(&mut self) {
        let Some(number) = self.policies.selected_own().map(|own| own.number) else { return };
        if let Some(own) = self.policies.own_mut(number) {
            own.use_as_next();
        }
        self.policies.gather();
        self.follow_policies();
    }

    pub(super) fn add(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.part {
            Part::Policies => {
                self.write(|number| format!("Own policy {number}"), None);
                Vec::new()
            }
            Part::Actions => vec![Step::Ask(Box::new(service_actions::by_service(cx)))],
            Part::Resources => vec![Step::Ask(Box::new(resources::picker(&self.actions.chosen, cx)))],
            Part::Context | Part::Results => Vec::new(),
        }
    }

    pub(super) fn edit(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.part {
            Part::Policies => {
                self.edit_policy();
                Vec::new()
            }
            Part::Actions => vec![Step::Ask(Box::new(actions::typed(cx)))],
            Part::Resources | Part::Context | Part::Results => self.open(cx),
        }
    }

    pub(super) fn open(&self, cx: &Cx<'_>) -> Vec<Step> {
        let step = match self.part {
            Part::Policies => self.show_policy(),
            Part::Actions => None,
            Part::Resources => self.resources.list.selected().map(|text| {
                let typed = resources::typed(Some(text), if text == "*" { "arn:aws:" } else { text });
                Step::Ask(Box::new(typed))
            }),
            Part::Context => self.context.selected().map(|asked| {
                let dialog = context_value::dialog(asked, &self.context.given(asked));
                Step::Ask(Box::new(dialog))
            }),
            Part::Results => self.results.selected().map(|(run, answer)| Step::Ask(Box::new(details::reader(run, answer, cx.account)))),
        };
        step.into_iter().collect()
    }

    pub(super) fn remove(&mut self) {
        match self.part {
            Part::Policies => {
                if let Some(number) = self.policies.selected_own().map(|own| own.number) {
                    self.policies.remove(number);
                }
            }
            Part::Actions => self.actions.remove(),
            Part::Resources => self.resources.remove(),
            Part::Context => {
                if let Some(asked) = self.context.selected() {
                    let (key, is_absent) = (asked.key.clone(), self.context.given(asked) == Given::Absent);
                    self.context.give(&key, if is_absent { Given::AsDerived } else { Given::Absent });
                }
            }
            Part::Results => {}
        }
    }

    pub(super) fn take(&mut self, handed: Handed, cx: &Cx<'_>) -> Vec<Step> {
        let hint = |tone, text: String| vec![Step::Hint(Notice::new(tone, text))];
        match handed {
            Handed::Whose(whose) => {
                self.whose = whose;
                self.part = Part::Policies;
                self.refresh(cx);
            }
            Handed::Actions(more) => {
                self.part = Part::Actions;
                let added = self.actions.add(&more);
                self.follow(cx);
                return match added {
                    Ok(new) => hint(Tone::Info, format!("{} added, {} in all.", count(new, "action"), self.actions.chosen.len())),
                    Err(reason) => hint(Tone::Warning, reason),
                };
            }
            Handed::Resource { instead_of, text } => {
                self.part = Part::Resources;
                let added = self.resources.add(instead_of.as_deref(), &text);
                self.follow(cx);
                return added.err().map_or_else(Vec::new, |reason| hint(Tone::Warning, reason));
            }
            Handed::Key(key, given) => {
                self.context.give(&key, given);
                self.follow_policies();
            }
            Handed::Start { name, text } => self.write(|_| format!("{name} as changed"), Some(laid_out(&text))),
        }
        Vec::new()
    }
}
