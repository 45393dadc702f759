//! Pages of long lists: a marker tells the place of the last item before, so it survives a changed page size and changes
//! between.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use xxhash_rust::xxh3::xxh3_128;

use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Paging;

/// Items on a page where the caller doesn't say (the IAM API's default).
const DEFAULT_ITEMS: usize = 100;

/// The longest place in bytes: as Base64 it is within the 320 characters of a marker.
const LONGEST_PLACE: usize = 230;
/// What of a longer one stands before its digest of 32 digits.
const LONGEST_START: usize = LONGEST_PLACE - 32;

/// What a caller asks of a list.
pub(super) struct Page {
    after: String,
    size: usize,
}

impl Page {
    /// The page behind a marker; without one, the first.
    ///
    /// # Errors
    /// `ValidationError` for a marker that no page can have given.
    pub(super) fn asked(marker: Option<&str>, max_items: Option<u32>) -> Result<Self, Refusal> {
        let after = marker.map_or_else(|| Ok(String::new()), read_marker)?;
        Ok(Self { after, size: max_items.map_or(DEFAULT_ITEMS, |max| max as usize) })
    }

    /// The place behind which the page begins; empty for the first page. A list that can begin there needn't be skipped
    /// through.
    pub(super) fn after(&self) -> &str {
        &self.after
    }

    /// Cuts the page out of items that come in the order of their places.
    pub(super) fn cut<T>(&self, items: impl Iterator<Item = T>, place: impl Fn(&T) -> String) -> (Vec<T>, Paging) {
        let mut page: Vec<T> = items.skip_while(|item| !self.after.is_empty() && place(item) <= self.after).take(self.size + 1).collect();
        let is_truncated = page.len() > self.size;
        page.truncate(self.size);
        let marker = page.last().filter(|_| is_truncated).map(|last| URL_SAFE_NO_PAD.encode(place(last)));
        (page, Paging { is_truncated, marker })
    }
}

/// The place of a name, without regard to case. One that is too long for a marker is placed by its beginning and a digest.
pub(super) fn place(name: &str) -> String {
    let name = name.to_lowercase();
    if name.len() <= LONGEST_PLACE {
        return name;
    }
    let start = (0..=LONGEST_START).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
    format!("{}{:032x}", &name[..start], xxh3_128(name.as_bytes()))
}

fn read_marker(marker: &str) -> Result<String, Refusal> {
    let place = URL_SAFE_NO_PAD.decode(marker).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    place.filter(|place| !place.is_empty() && place.len() <= LONGEST_PLACE).ok_or_else(|| {
        let refusal = Refusal::new(ErrorCode::ValidationError, "Invalid Marker.");
        refusal.member("Marker").remedy("Use the marker that the page before gave.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::shape::MARKER;

    fn all(names: &[String], size: u32) -> Vec<String> {
        let (mut seen, mut marker) = (Vec::new(), None);
        loop {
            let asked = Page::asked(marker.as_deref(), Some(size)).unwrap();
            let (items, paging) = asked.cut(names.iter(), |name| place(name));
            assert!(items.len() <= size as usize);
            assert_eq!(paging.is_truncated, paging.marker.is_some());
            seen.extend(items.into_iter().cloned());
            marker = paging.marker;
            let Some(marker) = &marker else { return seen };
            assert_eq!(MARKER.check(marker), Ok(()));
        }
    }

    #[test]
    fn pages_of_any_size_give_everything_once() {
        let long = |last: &str| "部".repeat(127) + last;
        let mut names: Vec<String> = ["Alice", "bob", "dan+1@example.com", "eve", "Çelik"].map(str::to_owned).into();
        names.extend([long("a"), long("b"), long("署"), "x".repeat(230), "x".repeat(229) + "y", "x".repeat(300)]);
        names.sort_by_cached_key(|name| place(name));
        for size in 1..13 {
            assert_eq!(all(&names, size), names);
        }
    }

    #[test]
    fn strange_markers_are_refused() {
        for marker in ["x", "nonsense!", "after-zz", "_w", "é", &URL_SAFE_NO_PAD.encode("x".repeat(231))] {
            assert_eq!(Page::asked(Some(marker), None).err().map(|refusal| refusal.code), Some(ErrorCode::ValidationError), "{marker}");
        }
    }
}
