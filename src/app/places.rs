//! The places one has been: back, here, forward. A place keeps its screen as it was left, selection and all.

use super::cx::Cx;
use super::route::Route;
use super::screen::{Screen, ScreenSpec};
use super::sight::denial::Denial;

/// Tells places apart.
pub type PlaceId = u64;

/// An open screen.
pub struct Place {
    /// Which place.
    pub id: PlaceId,
    /// Where it is.
    pub route: Route,
    /// The screen's row in the table.
    pub spec: &'static ScreenSpec,
    /// The screen.
    pub screen: Box<dyn Screen>,
    /// Whether one came to do something here: closing it leads back to where one came from.
    pub is_aside: bool,
    /// The denial that one came from, which what stands here is about.
    pub denial: Option<Denial>,
    /// Whether one came from another page, and closing it leads back there.
    pub leads_back: bool,
}

impl Place {
    /// Where closing the screen leads; `None` at the top.
    pub fn above(&self, cx: &Cx<'_>) -> Option<Route> {
        let parent = self.spec.parent?;
        Some(self.screen.parent(cx).unwrap_or(Route::to(parent)))
    }

    /// Whether it is this route, and input waits there.
    fn is_begun(&self, route: &Route) -> bool {
        self.route.screen == route.screen && self.route.subject == route.subject && self.screen.unsaved().is_some()
    }
}

/// More than this are forgotten, the oldest first.
const REMEMBERED: usize = 50;

/// The places one has been.
#[derive(Default)]
pub struct Places {
    back: Vec<Place>,
    current: Option<Place>,
    forward: Vec<Place>,
    /// Left for good, but what they asked for is not answered yet.
    waiting: Vec<Place>,
}

impl Places {
    /// Where one is.
    pub const fn current(&self) -> Option<&Place> {
        self.current.as_ref()
    }

    /// Where one is, to change it.
    pub const fn current_mut(&mut self) -> Option<&mut Place> {
        self.current.as_mut()
    }

    /// The place of this id, where one can still go to.
    pub fn find_mut(&mut self, id: PlaceId) -> Option<&mut Place> {
        self.back.iter_mut().chain(&mut self.current).chain(&mut self.forward).find(|place| place.id == id)
    }

    /// All places, to take leave of them or to find one that was left already.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        self.back.iter_mut().chain(&mut self.current).chain(&mut self.forward).chain(&mut self.waiting)
    }

    /// What would be lost if all places went, in sentences.
    pub fn unsaved(&self) -> Vec<String> {
        let mut losses = Vec::new();
        for loss in self.back.iter().chain(&self.current).chain(&self.forward).filter_map(|place| place.screen.unsaved()) {
            if !losses.contains(&loss) {
                losses.push(loss);
            }
        }
        losses
    }

    /// Goes to a new place. Returns the places that are forgotten by it; those that have unsaved input are not, but lie behind.
    pub fn go(&mut self, place: Place) -> Vec<Place> {
        let is_unsaved = |place: &Place| place.screen.unsaved().is_some();
        let (kept, mut forgotten): (Vec<Place>, Vec<Place>) = self.forward.drain(..).partition(is_unsaved);
        self.back.extend(kept);
        self.back.extend(self.current.replace(place));
        if self.back.len() > REMEMBERED {
            let oldest = self.back.iter().position(|place| !is_unsaved(place)).unwrap_or(0);
            forgotten.push(self.back.remove(oldest));
        }
        forgotten
    }

    /// Whether input waits where one is, and that is this route.
    pub fn is_begun(&self, route: &Route) -> bool {
        self.current.as_ref().is_some_and(|place| place.is_begun(route))
    }

    /// The place at this route where input waits, the last that was left, to be gone to anew.
    pub fn take_begun(&mut self, route: &Route) -> Option<Place> {
        [&mut self.back, &mut self.forward].into_iter().find_map(|places| {
            let at = places.iter().rposition(|place| place.is_begun(route))?;
            Some(places.remove(at))
        })
    }

    /// Keeps a place that was left for good until it has its answer.
    pub fn keep_waiting(&mut self, place: Place) {
        self.waiting.push(place);
    }

    /// The place of this id that has waited for its answer, to be forgotten now.
    pub fn answered(&mut self, id: PlaceId) -> Option<Place> {
        let at = self.waiting.iter().position(|place| place.id == id)?;
        Some(self.waiting.remove(at))
    }

    /// Puts a place where the current one is; returns what was there.
    pub const fn replace(&mut self, place: Place) -> Option<Place> {
        self.current.replace(place)
    }

    /// Goes back one place; tells whether there was one.
    pub fn go_back(&mut self) -> bool {
        let Some(previous) = self.back.pop() else { return false };
        self.forward.extend(self.current.replace(previous));
        true
    }

    /// Goes forward one place; tells whether there was one.
    pub fn go_forward(&mut self) -> bool {
        let Some(next) = self.forward.pop() else { return false };
        self.back.extend(self.current.replace(next));
        true
    }

    /// Leaves the current place for good and goes back to the one before if it is at this route; returns what was left.
    pub fn return_to(&mut self, route: &Route) -> Option<Place> {
        self.back.last().filter(|place| place.route.screen == route.screen && place.route.subject == route.subject)?;
        self.turn_back()
    }

    /// Leaves the current place for good and goes back to the one before, if there is one; returns what was left.
    pub fn turn_back(&mut self) -> Option<Place> {
        let previous = self.back.pop()?;
        self.current.replace(previous)
    }

    /// The place to go back to.
    pub fn behind(&self) -> Option<&Place> {
        self.back.last()
    }

    /// Whether there is a place to go back to.
    pub const fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Whether there is a place to go forward to.
    pub const fn can_go_forward(&self) -> bool {
        !self.forward.is_empty()
    }
}
