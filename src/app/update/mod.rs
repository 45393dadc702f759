//! What messages do to the model.

mod answers;
mod keys;
mod mouse;
mod shell;
mod steps;

use jiff::Timestamp;

use super::effect::Effect;
use super::message::Message;
use super::model::Model;
use super::places::Places;
use super::route::{Route, ScreenId};
use crate::widgets::Scratch;

/// Takes a message; answers with what is to be done outside. `scratch` tells where things were drawn last.
pub fn update(model: &mut Model, scratch: &Scratch, message: Message, now: Timestamp) -> Vec<Effect> {
    model.now = now;
    model.shake();
    let mut effects = Vec::new();
    match message {
        Message::Resized(columns, rows) => model.size = (columns, rows),
        Message::Ground(ground) => {
            model.ground = ground;
            model.set_theme();
        }
        Message::Opened(opened) => {
            model.places = Places::default();
            model.overlays.clear();
            model.take(*opened);
            effects.extend(model.go(&Route::to(ScreenId::Dashboard)));
            for early in std::mem::take(&mut model.early) {
                effects.extend(update(model, scratch, early, now));
            }
        }
        Message::Answered { ticket, result, kept } => effects.extend(model.answered(ticket, result, kept)),
        Message::Stopped(error) => model.stopped(&error),
        Message::Accounts(answer) => model.accounts_answered(answer),
        Message::Told(told) => model.told(told),
        Message::Woke => {}
        // What is typed ahead of the account waits for it.
        Message::Key(key) if model.practice.is_none() => effects.extend(model.early_key(key)),
        Message::Paste(_) if model.practice.is_none() => model.early.push(message),
        Message::Key(key) => effects.extend(model.press(key, scratch.page())),
        Message::Paste(text) => effects.extend(model.paste(&text)),
        Message::Mouse(mouse) => effects.extend(model.mouse(mouse, scratch)),
    }
    model.note_typing();
    effects
}
