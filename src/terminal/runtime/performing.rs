//! What comes of the model's effects.

use std::io::{self, Write as _, stdout};
use std::path::Path;

use jiff::Timestamp;

use super::{Ended, Runtime};
use crate::access::Cancelled;
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::update::update;
use crate::terminal::keeper::Request;
use crate::terminal::{clipboard, saving, session, settings_file, shelving, signals};

impl Runtime {
    /// Performs one; tells how the console ends where it is that which ends it.
    pub(super) fn perform(&mut self, effect: Effect) -> io::Result<Option<Ended>> {
        match effect {
            Effect::Submit { ticket, caller, operations, is_tried } => {
                self.keeper.ask(Request::Submit { ticket, caller, operations, is_tried });
            }
            Effect::Look { caller, operations, at } => self.keeper.ask(Request::Look { caller, operations, at }),
            Effect::Undo { ticket, caller, revision } => self.keeper.ask(Request::Undo { ticket, caller, revision }),
            Effect::Redo { ticket, caller, revision } => self.keeper.ask(Request::Redo { ticket, caller, revision }),
            Effect::Accounts(request) => self.keeper.ask(Request::Accounts(request)),
            Effect::Learned(learned) => self.keeper.ask(Request::Learned(learned)),
            Effect::Together(together) => self.keeper.ask(Request::Together(together)),
            Effect::Inquire { ticket, inquiry } => {
                if let Err(error) = self.inquiries.begin(ticket, *inquiry) {
                    update(&mut self.model, &self.scratch, Message::Found { ticket, found: Err(Cancelled) }, Timestamp::now());
                    self.tell(Err(format!("It could not be worked out: {error}.")));
                }
            }
            Effect::GiveUp(ticket) => self.inquiries.give_up(ticket),
            Effect::Quit => return Ok(Some(Ended::Quit)),
            Effect::Suspend => self.suspend()?,
            Effect::Copy { text, what } => {
                // Around the recording: what is copied may be a secret.
                let told = match clipboard::copy(&mut stdout(), &text) {
                    Ok(()) => Ok(format!("Sent {what} to the terminal's clipboard.")),
                    Err(error) => Err(format!("The terminal did not take {what}: {error}.")),
                };
                self.tell(told);
            }
            Effect::Save { ticket, name, contents } => {
                let result = saving::save(Path::new(&name), &contents);
                update(&mut self.model, &self.scratch, Message::Saved { ticket, result }, Timestamp::now());
            }
            Effect::Shelve(folder, language) => {
                if let Err(error) = shelving::begin((folder, language), self.sender.clone()) {
                    self.tell(Err(format!("The folder of lessons could not be read: {error}.")));
                }
            }
            Effect::Settings(settings) => {
                session::set_mouse(settings.mouse)?;
                if let Err(error) = settings_file::save(&self.settings_path, &settings) {
                    self.tell(Err(format!("The settings hold for now but could not be kept: {error}.")));
                }
            }
        }
        Ok(None)
    }

    pub(super) fn tell(&mut self, told: Result<String, String>) {
        update(&mut self.model, &self.scratch, Message::Told(told), Timestamp::now());
    }

    /// Stops as ctrl-z does: the terminal is given back first, and taken and drawn anew afterwards. Whoever has pressed the key in
    /// passing learns the way back.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        session::leave();
        writeln!(stdout(), "iam-console is stopped. Type fg to go on with it.")?;
        signals::stop()?;
        self.take_terminal_again()
    }

    /// Takes the terminal and draws it anew, whatever was done with it meanwhile.
    pub(super) fn take_terminal_again(&mut self) -> io::Result<()> {
        // What is still as we had it is given back first, or entering would find it entered.
        session::leave();
        session::enter(self.model.settings().mouse)?;
        self.is_stale = true;
        let size = self.terminal.size()?;
        update(&mut self.model, &self.scratch, Message::Resized(size.width, size.height), Timestamp::now());
        Ok(())
    }
}
