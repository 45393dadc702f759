//! Pages of long lists: a marker names the last item before, so it survives a changed page size and changes between.

use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Paging;

/// Items on a page where the caller doesn't say (the IAM API's default).
const DEFAULT_ITEMS: usize = 100;

/// Cuts the page behind a marker out of a sorted list.
///
/// # Errors
/// `InvalidInput` for a marker that no page has given.
pub(super) fn page<T>(
    items: impl Iterator<Item = T>,
    name: impl Fn(&T) -> String,
    marker: Option<&str>,
    max_items: Option<u32>,
) -> Result<(Vec<T>, Paging), Refusal> {
    let after = marker.map(read_marker).transpose()?;
    let sort_name = |item: &T| name(item).to_lowercase();
    let size = max_items.map_or(DEFAULT_ITEMS, |max| max as usize);
    let mut page: Vec<T> = items.filter(|item| after.as_ref().is_none_or(|after| sort_name(item) > *after)).take(size + 1).collect();
    let is_truncated = page.len() > size;
    page.truncate(size);
    let marker = page.last().filter(|_| is_truncated).map(|last| write_marker(&sort_name(last)));
    Ok((page, Paging { is_truncated, marker }))
}

/// Opaque to callers, in characters that a marker may have.
fn write_marker(name: &str) -> String {
    name.bytes().fold(String::from("after-"), |mut marker, byte| {
        let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
        marker.extend([digit(byte >> 4), digit(byte & 15)]);
        marker
    })
}

fn read_marker(marker: &str) -> Result<String, Refusal> {
    let bytes: Option<Vec<u8>> =
        marker.strip_prefix("after-").filter(|digits| digits.len().is_multiple_of(2) && digits.is_ascii()).and_then(|digits| {
            let pairs = (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok());
            pairs.collect()
        });
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| {
        let refusal = Refusal::new(ErrorCode::ValidationError, "Invalid Marker.");
        refusal.member("Marker").remedy("Use the marker that the page before gave.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(names: &[&str], size: u32) -> Vec<String> {
        let (mut seen, mut marker) = (Vec::new(), None);
        loop {
            let (items, paging) = page(names.iter().copied(), |name| (*name).to_owned(), marker.as_deref(), Some(size)).unwrap();
            assert!(items.len() <= size as usize);
            assert_eq!(paging.is_truncated, paging.marker.is_some());
            seen.extend(items.into_iter().map(str::to_owned));
            marker = paging.marker;
            if marker.is_none() {
                return seen;
            }
        }
    }

    #[test]
    fn pages_of_any_size_give_everything_once() {
        let names = ["Alice", "bob", "dan+1@example.com", "eve", "Çelik"];
        for size in 1..7 {
            assert_eq!(all(&names, size), names);
        }
    }

    #[test]
    fn strange_markers_are_refused() {
        for marker in ["x", "after-0", "after-zz", "after-ff", "after-é0"] {
            let refused = page(["a"].into_iter(), |name| (*name).to_owned(), Some(marker), None);
            assert_eq!(refused.unwrap_err().code, ErrorCode::ValidationError, "{marker}");
        }
    }
}
