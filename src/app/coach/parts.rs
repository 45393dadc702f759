//! The parts of a lesson that are gone through: its steps, and behind them the challenge; with the learner's names in their
//! texts.

use std::sync::Arc;

use super::{Coach, Surroundings};
use crate::account::display::visible;
use crate::training::check::{Scene, Verdict};
use crate::training::lesson::{Ask, AskKind, Lesson, Text};
use crate::training::stage::Course;

/// The title of a step.
pub fn title<'a>(lesson: &'a Lesson, id: &'a str) -> &'a str {
    lesson.texts.get(id).map_or(id, |block| &block.title)
}

impl Coach {
    /// The lesson.
    pub fn lesson(&self) -> &Lesson {
        self.course().lesson()
    }

    /// Goes on with the same lesson told in another language. A lesson that was changed otherwise is not taken.
    pub fn tell_as(&mut self, lesson: &Arc<Lesson>) {
        let own = self.lesson();
        let is_same = (&own.steps, &own.challenge, &own.seed) == (&lesson.steps, &lesson.challenge, &lesson.seed);
        if is_same && let Ok(course) = Course::new(Arc::clone(lesson), self.course().seed()) {
            self.course = Arc::new(course);
        }
    }

    /// How many steps there are; the challenge is the last.
    pub fn len(&self) -> usize {
        self.lesson().parts().count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A step's id; nothing behind the last.
    pub fn id(&self, step: usize) -> &str {
        self.lesson().parts().nth(step).unwrap_or_default()
    }

    /// A step's title. Not escaped.
    pub fn title(&self, step: usize) -> String {
        self.course().fill(title(self.lesson(), self.id(step)))
    }

    /// The heading of a block. Not escaped.
    pub fn heading(&self, id: &str) -> String {
        self.lesson().texts.get(id).map_or_else(String::new, |block| self.course().fill(&block.title))
    }

    /// The text of a block.
    pub fn text(&self, id: &str) -> Text {
        self.lesson().texts.get(id).map_or_else(Text::default, |block| self.course().text(&block.text))
    }

    /// The questions of the step that is shown.
    pub fn asks(&self) -> &[Ask] {
        self.lesson().steps.get(self.at()).map_or(&[], |step| &step.asks)
    }

    /// Why an answer to a question of the step that is shown is wrong: a reason for each option, pair or place that makes it so.
    pub fn reasons(&self, ask: &Ask, around: Surroundings<'_>) -> Vec<Text> {
        let Some(given) = self.record().attempt.answers.get(&ask.id) else { return Vec::new() };
        let truth = self.course().truth(ask, self.scene(around));
        let step = self.id(self.at());
        let amiss = ask.amiss(&given.last, &truth).map(|choice| choice.id.clone());
        let parts = amiss.chain(ask.misplaced(&given.last).into_iter().map(|number| number.to_string()));
        let reason = |part: String| {
            let why = self.text(&format!("{step}/{}/{part}/why", ask.id));
            // Of several options each has its own.
            let option = self.text(&format!("{step}/{}/{part}", ask.id)).plain(usize::MAX).join(" ");
            if matches!(ask.kind, AskKind::Many(_)) { why.about(&option) } else { why }
        };
        parts.map(reason).collect()
    }

    /// What a question of the step that is shown has to be matched, with its partner, or put in order. Escaped.
    pub fn things(&self, ask: &Ask) -> Vec<(String, String)> {
        let ids = (1..=ask.kind.things().len()).map(|number| format!("{}/{}/{number}", self.id(self.at()), ask.id));
        ids.map(|id| (visible(&self.heading(&id)), self.text(&id).plain(usize::MAX).join(" "))).collect()
    }

    /// The lines that do a step, as the lesson has them.
    pub(super) fn lines_of_solution(&self, step: usize) -> Vec<String> {
        let lesson = self.lesson();
        let challenge = || lesson.challenge.as_ref().map(|challenge| challenge.solve.as_slice());
        let lines = lesson.steps.get(step).map(|step| step.solve.as_slice()).or_else(challenge).unwrap_or_default();
        lines.iter().map(|line| self.course().fill(&line.text)).collect()
    }

    /// Whether the step that is shown wants a quiz answered that was not answered yet.
    pub fn asks_quiz(&self) -> bool {
        let quizzes = &self.record().attempt.quizzes;
        self.lines_of_solution(self.at()).iter().any(|line| match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["quiz", name, ..] => !quizzes.contains_key(name),
            _ => false,
        })
    }

    /// Whether each step's check holds, and what decided that.
    pub(super) fn verdicts_of(&self, scene: Scene<'_>) -> Vec<Verdict> {
        let judged = self.course().judge(scene);
        let of_step = |step| {
            let counted = self.counted(step);
            let anew = (counted != scene.counted).then(|| self.course().judge(Scene { counted, ..scene }));
            let judged = anew.as_ref().unwrap_or(&judged);
            if self.record().is_done(self.id(step)) { judged.step_done(step) } else { judged.step(step) }
        };
        let mut verdicts: Vec<Verdict> = (0..self.lesson().steps.len()).filter_map(of_step).collect();
        if self.lesson().challenge.is_some() {
            let demands = judged.challenge();
            let holds = demands.iter().all(|demand| demand.verdict.holds);
            let deciding = demands.into_iter().filter(|demand| holds || !demand.verdict.holds);
            verdicts.push(Verdict { holds, findings: deciding.flat_map(|demand| demand.verdict.findings).collect() });
        }
        verdicts
    }
}
