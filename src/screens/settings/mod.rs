//! Settings: how the console looks and reads. Every change holds at once.

mod sample;

use std::path::PathBuf;

use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::labels::Labels;
use crate::app::overlay::dialog::Dialog;
use crate::app::route::ScreenId;
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::settings::Settings;
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::sight::needs;
use crate::theme::{Choice, Role};
use crate::training::lesson::Language;
use crate::widgets::form::{Answer, AnyForm, ChoiceOption, Field, Form};
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

pub(super) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Settings,
    names: &["settings", "preferences", "theme"],
    title: |_| "Settings".into(),
    about: "Theme, mouse, labels, how strictly the five tasks are read, your own lessons, their language",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, cx| Box::new(SettingsScreen { form: form(cx) }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(
        &[Key::char(' '), Key::plain(Code::Enter)],
        Action::Edit,
        "change",
        "Turn the setting on or off, or take the option that the sign is at",
    ),
    Binding::new(&[Key::char('l')], Action::Choose, "your lessons…", "Name the folder of your own lessons"),
];

/// The settings, each a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Setting {
    Theme,
    Labels,
    Strict,
    Mouse,
    Presenter,
    Language,
}

fn form(cx: &Cx<'_>) -> Form<Setting> {
    let settings = cx.settings;
    let option = |label: &str| ChoiceOption { label: label.to_owned(), about: String::new() };
    let themes = Choice::ALL.iter().map(|choice| option(choice.label())).collect();
    let theme = Choice::ALL.iter().position(|choice| *choice == settings.theme).unwrap_or(0);
    let skins = Labels::ALL.iter().map(|labels| option(labels.name())).collect();
    let skin = Labels::ALL.iter().position(|labels| *labels == settings.labels).unwrap_or(0);
    let languages = Language::ALL.iter().map(|language| option(language.name())).collect();
    let told = settings.language.unwrap_or(cx.shelf.language());
    let language = Language::ALL.iter().position(|language| *language == told).unwrap_or(0);
    Form::new(vec![
        Field::choice(Setting::Theme, "Theme", themes, theme).taken_by_space(),
        Field::choice(Setting::Labels, "Labels", skins, skin).taken_by_space(),
        Field::toggle(Setting::Strict, "Read the five tasks strictly", settings.strict)
            .hint("A group must have members and policies, for example."),
        Field::toggle(Setting::Mouse, "Use the mouse", settings.mouse).hint("Off, the terminal selects text with it."),
        Field::toggle(Setting::Presenter, "Others look on", settings.presenter)
            .hint("Masks secrets, shows the keys that are pressed, and makes room for the coach."),
        Field::choice(Setting::Language, "Lessons are told in", languages, language).taken_by_space(),
    ])
}

/// Where the user's own lessons are; they may be elsewhere for this session, if the command line says so.
fn lessons(cx: &Cx<'_>) -> Line {
    let line = Line::new().quiet("Your own lessons  ");
    let Some(folder) = cx.shelf.folder() else { return line.text("none: a folder of theirs can be named") };
    let line = line.text(folder.display().to_string());
    let line = match cx.shelf.trouble() {
        None => line.quiet(format!("  {}", count(cx.shelf.own().len(), "file"))),
        Some(_) => line.with("  ✖ it can't be read", Role::Bad),
    };
    if cx.settings.lessons.as_deref() == Some(folder) { line } else { line.quiet(", for this session") }
}

/// Asks for the folder of the user's own lessons.
fn folder(cx: &Cx<'_>) -> Dialog {
    let now = cx.settings.lessons.as_ref().map_or_else(String::new, |folder| folder.display().to_string());
    let field = Field::text_line(0, "Folder", now).optional().hint("Its whole path; empty, there is none.");
    Dialog::new("Your own lessons", "Take it", |form, cx| {
        let named = form.text(0).trim();
        let lessons = Some(PathBuf::from(named)).filter(|_| !named.is_empty());
        if lessons.as_ref().is_some_and(|folder| !folder.is_absolute()) {
            return Err((0, "The whole path is meant, as in /home/anna/lessons.".into()));
        }
        Ok(vec![Step::Set(Settings { lessons, ..cx.settings.clone() })])
    })
    .line("Its lessons stand among the walkthroughs, in a part of their own.")
    .fields(vec![field])
}

struct SettingsScreen {
    form: Form<Setting>,
}

impl SettingsScreen {
    /// What the form says; what it does not ask for stays.
    fn settings(&self, cx: &Cx<'_>) -> Settings {
        let kept = cx.settings;
        // Whoever leaves the system's language has not chosen it.
        let is_chosen = |language: &Language| kept.language.is_some() || *language != cx.shelf.language();
        Settings {
            theme: Choice::ALL.get(self.form.chosen(Setting::Theme)).copied().unwrap_or_default(),
            mouse: self.form.is_on(Setting::Mouse),
            labels: Labels::ALL.get(self.form.chosen(Setting::Labels)).copied().unwrap_or_default(),
            strict: self.form.is_on(Setting::Strict),
            welcome: kept.welcome,
            presenter: self.form.is_on(Setting::Presenter),
            language: Language::ALL.get(self.form.chosen(Setting::Language)).copied().filter(is_chosen),
            lessons: kept.lessons.clone(),
        }
    }
}

impl Screen for SettingsScreen {
    /// A key of the shell may have changed a setting.
    fn refresh(&mut self, cx: &Cx<'_>) {
        if self.settings(cx) != *cx.settings {
            let focused = self.form.focused();
            self.form = form(cx);
            if let Some(setting) = focused {
                self.form.focus_on(setting);
            }
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(self.form.as_any())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Choose {
            return vec![Step::Ask(Box::new(folder(cx)))];
        }
        let answer = self.form.key(Key::char(' '));
        self.form_answered(answer, cx)
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match answer {
            Answer::Changed => vec![Step::Set(self.settings(cx))],
            // Enter changes as the blank does; there is nothing to send.
            Answer::Submitted => self.act(Action::Edit, cx),
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        canvas.line(0, &Line::new().title("Settings").quiet("  changes hold at once"));
        let below = canvas.height().saturating_sub(sample::HEIGHT);
        let lessons_at = below.saturating_sub(2);
        self.form.draw(&mut canvas.rows(2, lessons_at.saturating_sub(3)), true);
        canvas.line_at(lessons_at, 2, &lessons(cx));
        sample::draw(&mut canvas.rows(below, sample::HEIGHT));
    }
}
