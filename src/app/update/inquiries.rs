//! Inquiries: what screens and overlays want to have found out is asked for, and given up once nobody waits for it.

use crate::access::{Cancelled, Found, Inquiry};
use crate::app::effect::{Effect, Ticket};
use crate::app::inquiry::{Ended, Underway, Work};
use crate::app::model::{Asker, Model};

impl Model {
    /// Gives up what nobody waits for any more, and asks for what the current screen and the overlays want to know now.
    pub(super) fn inquire(&mut self) -> Vec<Effect> {
        let mut effects = self.give_up_left();
        if let Some(inquiry) = self.with_screen(|screen, cx| screen.inquires(cx)) {
            effects.extend(self.begin(self.here(), inquiry));
        }
        let mut overlays = std::mem::take(&mut self.overlays);
        for layer in &mut overlays {
            if let Some(inquiry) = self.cx().and_then(|cx| layer.overlay.inquires(&cx)) {
                effects.extend(self.begin(Asker::Layer(layer.id), inquiry));
            }
        }
        self.overlays = overlays;
        effects
    }

    /// A newer question takes the place of the older one.
    fn begin(&mut self, asker: Asker, inquiry: Inquiry) -> Vec<Effect> {
        let ticket = self.next_id();
        let work = Work::begun(&inquiry, self.now);
        let older = self.underway.extract_if(.., |underway| underway.asker == asker);
        let mut effects: Vec<Effect> = older.map(|older| Effect::GiveUp(older.ticket)).collect();
        self.underway.push(Underway { ticket, asker, work });
        effects.push(Effect::Inquire { ticket, inquiry: Box::new(inquiry) });
        effects
    }

    /// Who was left waits for nothing.
    fn give_up_left(&mut self) -> Vec<Effect> {
        let here = self.here();
        let is_left = |asker: Asker| match asker {
            Asker::Layer(id) => self.overlays.iter().all(|layer| layer.id != id),
            place => place != here,
        };
        let (left, stay): (Vec<Underway>, Vec<Underway>) =
            std::mem::take(&mut self.underway).into_iter().partition(|underway| is_left(underway.asker));
        self.underway = stay;
        let give_up = |left: Underway| {
            self.end_inquiry(left.asker, Ended::Left);
            Effect::GiveUp(left.ticket)
        };
        left.into_iter().map(give_up).collect()
    }

    /// Cancels what the current screen waits for, where it has been told that it waits; `None` where it does not.
    pub(super) fn cancel_inquiry(&mut self) -> Option<Vec<Effect>> {
        let here = self.here();
        self.work_of(here)?;
        let at = self.underway.iter().position(|underway| underway.asker == here)?;
        let ticket = self.underway.remove(at).ticket;
        self.end_inquiry(here, Ended::Cancelled);
        Some(vec![Effect::GiveUp(ticket)])
    }

    /// Takes how far an inquiry is.
    pub(super) fn progressed(&mut self, ticket: Ticket, done: usize, of: usize) {
        if let Some(underway) = self.underway.iter_mut().find(|underway| underway.ticket == ticket) {
            underway.progress(done, of);
        }
    }

    /// Takes what was found out. Of what was given up the answer may still come.
    pub(super) fn found(&mut self, ticket: Ticket, found: Result<Box<Found>, Cancelled>) {
        let Some(at) = self.underway.iter().position(|underway| underway.ticket == ticket) else { return };
        let asker = self.underway.remove(at).asker;
        self.end_inquiry(asker, found.map_or(Ended::Cancelled, |found| Ended::Found(*found)));
    }

    /// Tells whoever waits how an inquiry ended.
    fn end_inquiry(&mut self, asker: Asker, ended: Ended) {
        let (mut places, mut overlays) = (std::mem::take(&mut self.places), std::mem::take(&mut self.overlays));
        if let Some(cx) = self.cx() {
            match asker {
                Asker::Place(id) => {
                    if let Some(place) = places.find_mut(id) {
                        place.screen.inquiry_ended(ended, &cx);
                    }
                }
                Asker::Layer(id) => {
                    if let Some(layer) = overlays.iter_mut().find(|layer| layer.id == id) {
                        layer.overlay.inquiry_ended(ended, &cx);
                    }
                }
                Asker::Shell => {}
            }
        }
        (self.places, self.overlays) = (places, overlays);
    }
}
