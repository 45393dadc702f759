//! The input thread: crossterm's events as messages.
//!
//! Events are read on a thread of their own because reading spins when a terminal closes; the main thread then ends the
//! program by the signal that comes with it.

use std::sync::mpsc::SyncSender;
use std::thread;
use std::time::Instant;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::ground::{Sieve, Sifted};
use super::incoming::Incoming;
use super::panics::Watch;
use crate::app::message::{Message, Mouse};
use crate::widgets::key::{Code, Key};

/// Reads events until the terminal or the program is gone. `asked` is when the terminal was asked for its ground.
pub(super) fn spawn(sender: SyncSender<Incoming>, asked: Instant) -> std::io::Result<()> {
    let reading = move || {
        let _watch = Watch(sender.clone());
        let mut sieve = Sieve::new(asked);
        loop {
            let Ok(event) = event::read() else {
                // Whoever listens no more knows already.
                let _ = sender.send(Incoming::InputEnded);
                return;
            };
            for message in messages_of(event, &mut sieve) {
                if sender.send(Incoming::Message(message)).is_err() {
                    return;
                }
            }
        }
    };
    thread::Builder::new().name("input".into()).spawn(reading).map(|_| ())
}

fn messages_of(event: Event, sieve: &mut Sieve) -> Vec<Message> {
    match message_of(event) {
        Some(Message::Key(key)) => match sieve.sift(key) {
            Sifted::Keys(keys) => keys.into_iter().map(Message::Key).collect(),
            Sifted::Waiting => Vec::new(),
            Sifted::Ground(ground) => vec![Message::Ground(ground)],
        },
        message => message.into_iter().collect(),
    }
}

fn message_of(event: Event) -> Option<Message> {
    match event {
        Event::Key(event) => key_of(event).map(Message::Key),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resized(columns, rows)),
        Event::Mouse(event) => mouse_of(event).map(Message::Mouse),
        Event::FocusGained | Event::FocusLost => None,
    }
}

/// A pressed key as bindings name it; `None` for what no binding can name.
pub(super) fn key_of(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(letter) => Code::Char(letter),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    // Terminals send control with a letter in either case.
    let code = match code {
        Code::Char(letter) if ctrl => Code::Char(letter.to_ascii_lowercase()),
        code => code,
    };
    // Enter that was typed before the terminal was raw: it came as a line end.
    if ctrl && code == Code::Char('j') {
        return Some(Key::plain(Code::Enter));
    }
    Some(Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT) })
}

fn mouse_of(event: MouseEvent) -> Option<Mouse> {
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Mouse::Click { column: event.column, row: event.row }),
        MouseEventKind::ScrollDown => Some(Mouse::Wheel { down: true }),
        MouseEventKind::ScrollUp => Some(Mouse::Wheel { down: false }),
        _ => None,
    }
}
