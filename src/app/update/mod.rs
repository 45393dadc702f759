//! What messages do to the model.

mod answers;
mod callers;
mod choosers;
mod coach;
mod going;
mod inquiries;
mod keys;
mod mouse;
mod shell;
mod sight;
mod steps;

use jiff::Timestamp;

use super::effect::Effect;
use super::message::Message;
use super::model::Model;
use super::notice::Shown;
use super::route::Route;
use super::view::Wants;
use crate::widgets::Scratch;

/// Takes a message; answers with what is to be done outside. `scratch` tells where things were drawn last.
pub fn update(model: &mut Model, scratch: &Scratch, message: Message, now: Timestamp) -> Vec<Effect> {
    model.now = now;
    if model.pass() {
        model.with_screen(|screen, cx| screen.refresh(cx));
    }
    model.shake();
    if matches!(message, Message::Key(_) | Message::Paste(_) | Message::Mouse(_)) {
        model.notice = model.notice.take().and_then(Shown::before_key);
    }
    let before = (model.here(), model.overlays.len());
    let mut effects = take(model, scratch, message);
    effects.extend(model.follow_caller());
    effects.extend(model.inquire());
    let (went, opened) = (model.here() != before.0, model.overlays.len() > before.1);
    model.notice = model.notice.take().and_then(|shown| shown.after(went, opened));
    effects.extend(model.note_sight());
    model.note_denial();
    model.note_typing();
    effects.extend(model.follow_lesson());
    model.card_wants = Wants::by(model);
    // What was typed ahead of the account has waited for it.
    if model.practice.is_some() {
        for early in std::mem::take(&mut model.early) {
            effects.extend(update(model, scratch, early, now));
        }
    }
    effects
}

fn take(model: &mut Model, scratch: &Scratch, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) if model.practice.is_none() => return model.early_key(key),
        Message::Paste(_) if model.practice.is_none() => model.early.push(message),
        Message::Key(key) => return model.press(key, scratch.page()),
        Message::Paste(text) => return model.paste(&text),
        Message::Mouse(mouse) => return model.mouse(mouse, scratch),
        Message::Opened(opened) => {
            model.take(*opened);
            let mut effects = model.go(&Route::to(model.home()));
            if !model.is_meant(&model.shelf) {
                effects.extend(model.shelve());
            }
            model.offer();
            return effects;
        }
        Message::Progress { progress, elsewhere } => {
            model.offers = progress.lessons.is_empty() && !progress.offered && model.settings.welcome;
            model.reminds = model.settings.welcome && !progress.lessons.is_empty();
            model.progress = *progress;
            model.elsewhere = elsewhere;
        }
        Message::Shelf(shelf) => model.take_shelf(*shelf),
        Message::Answered { ticket, result, kept } => return model.answered(ticket, result, kept),
        Message::Saved { ticket, result } => return model.saved(ticket, result),
        Message::Accounts(answer) => model.accounts_answered(answer),
        Message::Told(told) => model.told(told),
        Message::Progressed { ticket, done, of } => model.progressed(ticket, done, of),
        Message::Found { ticket, found } => model.found(ticket, found),
        Message::Resized(columns, rows) => {
            model.size = (columns, rows);
            model.with_screen(|screen, cx| screen.refresh(cx));
        }
        Message::Ground(ground) => {
            model.ground = ground;
            model.set_theme();
        }
        Message::Kept(kept) => {
            model.keep(*kept);
            model.with_screen(|screen, cx| screen.refresh(cx));
        }
        Message::Together(did) => model.did_together(*did),
        Message::Stopped(error) => model.stopped(&error),
        Message::Ending => return model.take_leave(),
        Message::Woke => {}
    }
    Vec::new()
}
