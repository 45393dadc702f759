//! The columns of a list, and how they share the room: by what stands in the rows, not by what might.

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its header.
    pub title: &'static str,
    /// The same in fewer words.
    pub short_title: &'static str,
    /// How wide it is.
    pub width: Width,
    /// Numbers stand at the right.
    pub right: bool,
    /// What has no room is cut in the middle, not at its end.
    pub in_the_middle: bool,
    /// Where there is no room for all, those with the lowest rank give way first.
    pub rank: u8,
}

/// How wide a column is.
#[derive(Clone, Copy, Debug)]
pub enum Width {
    /// So many columns; more only where no other column has use for them.
    Fixed(usize),
    /// At least so many, and its share of what is left.
    Share {
        /// At least so many, where its longest cell takes as many.
        min: usize,
        /// More than so many only where no other column has use for them.
        max: usize,
    },
}

impl Column {
    /// A column of text that shares what room is left.
    pub const fn text(title: &'static str, min: usize, max: usize, rank: u8) -> Self {
        Self { title, short_title: title, width: Width::Share { min, max }, right: false, in_the_middle: false, rank }
    }

    /// A column of ARNs, which differ at their ends.
    pub const fn arns(title: &'static str, min: usize, max: usize, rank: u8) -> Self {
        Self { in_the_middle: true, ..Self::text(title, min, max, rank) }
    }

    /// A column of text of one width.
    pub const fn fixed(title: &'static str, width: usize, rank: u8) -> Self {
        Self { title, short_title: title, width: Width::Fixed(width), right: false, in_the_middle: false, rank }
    }

    /// A column of numbers.
    pub const fn number(title: &'static str, width: usize, rank: u8) -> Self {
        Self { right: true, ..Self::fixed(title, width, rank) }
    }

    /// With a header in fewer words, for where the whole one would hide something.
    #[must_use]
    pub const fn or(self, short_title: &'static str) -> Self {
        Self { short_title, ..self }
    }

    const fn least(&self) -> usize {
        match self.width {
            Width::Fixed(width) => width,
            Width::Share { min, .. } => min,
        }
    }

    const fn most(&self) -> usize {
        match self.width {
            Width::Fixed(width) => width,
            Width::Share { max, .. } => max,
        }
    }
}

/// Makes `COLUMNS` of columns with their names, and of each name the place of its column: what is said of a column elsewhere is
/// said of it by name.
macro_rules! columns {
    ($($name:ident: $column:expr,)*) => {
        const COLUMNS: &[$crate::widgets::list::Column] = &[$($column),*];
        $crate::widgets::list::columns! { @from 0, $($name)* }
    };
    (@from $at:expr, $name:ident $($others:ident)*) => {
        const $name: usize = $at;
        $crate::widgets::list::columns! { @from $name + 1, $($others)* }
    };
    (@from $at:expr,) => {};
}

pub(crate) use columns;

/// Blank columns between columns at least, and where there is room for more.
const GAPS: (usize, usize) = (2, 4);

/// Where a column stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// Which one it is.
    pub column: usize,
    /// Where it begins, from where the first one does.
    pub at: usize,
    /// How wide it is.
    pub width: usize,
}

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Content {
    /// How many columns of the screen its title takes.
    pub title: usize,
    /// How many its longest cell takes.
    pub cells: usize,
}

/// Which columns have room, and where each stands.
pub(super) fn lay_out(columns: &[Column], contents: &[Content], width: usize) -> Vec<Place> {
    let (gap, widest_gap) = GAPS;
    // A title is whole in any case, even with the arrow of the order.
    let wanted =
        |at: usize, most: usize| contents.get(at).map_or(0, |content| most.max(content.title).min(content.title.max(content.cells)));
    let mut kept: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].most() > 0 && wanted(*at, usize::MAX) > 0).collect();
    let taken = |kept: &[usize], least: fn(&Column) -> usize| {
        kept.iter().map(|at| wanted(*at, least(&columns[*at])) + gap).sum::<usize>().saturating_sub(gap)
    };
    // A title that nothing stands under makes room for what would be cut.
    let is_filled = |at: &usize| contents.get(*at).is_some_and(|content| content.cells > 0);
    if taken(&kept, |_| usize::MAX) > width && kept.iter().any(is_filled) {
        kept.retain(is_filled);
    }
    let taken = |kept: &[usize]| taken(kept, Column::least);
    while kept.len() > 1 && taken(&kept) > width {
        let Some(place) = (0..kept.len()).min_by_key(|place| columns[kept[*place]].rank) else { break };
        kept.remove(place);
    }
    let mut widths: Vec<(usize, usize)> = kept.iter().map(|at| (*at, wanted(*at, columns[*at].least()))).collect();
    let mut left = width.saturating_sub(taken(&kept));
    let Some(first) = first(columns, kept.iter().copied()) else { return Vec::new() };
    for most in [Column::most, |_: &Column| usize::MAX] {
        // What rows are told apart by has its room before the others share.
        for has_turn in [|at: usize, first: usize| at == first, |_: usize, _: usize| true] {
            let mut grew = true;
            // Room is dealt out a column at a time, so that all shares grow alike.
            while left > 0 && grew {
                grew = false;
                for (at, width) in widths.iter_mut().filter(|(at, _)| has_turn(*at, first)) {
                    if left > 0 && *width < wanted(*at, most(&columns[*at])) {
                        (*width, left, grew) = (*width + 1, left - 1, true);
                    }
                }
            }
        }
    }
    let gap = widest_gap.min(gap + left / widths.len().saturating_sub(1).max(1));
    let place = |at: &mut usize, (column, width): (usize, usize)| {
        let place = Place { column, at: *at, width };
        *at += width + gap;
        Some(place)
    };
    widths.into_iter().scan(0, place).collect()
}

/// The column that rows are told apart by.
fn first(columns: &[Column], kept: impl Iterator<Item = usize>) -> Option<usize> {
    kept.max_by_key(|at| (columns[*at].rank, std::cmp::Reverse(*at)))
}

/// Places, and what stands in them.
type LaidOut = (Vec<Place>, Vec<Content>);

/// Whether words hide nothing that fewer would show whole, nor more of what rows are told apart by.
pub(super) fn is_as_clear(columns: &[Column], words: &LaidOut, fewer: &LaidOut) -> bool {
    let told_apart_by = first(columns, fewer.0.iter().map(|place| place.column));
    let width = |place: &Place| words.0.iter().find(|other| other.column == place.column).map(|place| place.width);
    fewer.0.iter().all(|place| {
        let [wanted, wanted_of_fewer] = [&words.1, &fewer.1].map(|contents| contents.get(place.column).map_or(0, |content| content.cells));
        let is_cut = place.width < wanted_of_fewer;
        let least = if Some(place.column) == told_apart_by { place.width.min(wanted) } else { 0 };
        width(place).is_some_and(|width| width >= least && (is_cut || width >= wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [Column::text("Name", 10, 30, 9), Column::fixed("Path", 10, 1), Column::number("Groups", 6, 5)];

    fn contents(cells: &[usize]) -> Vec<Content> {
        cells.iter().map(|cells| Content { title: 0, cells: *cells }).collect()
    }

    /// Which columns have room, and how wide they are.
    fn widths(columns: &[Column], cells: &[usize], width: usize) -> Vec<(usize, usize)> {
        lay_out(columns, &contents(cells), width).into_iter().map(|place| (place.column, place.width)).collect()
    }

    #[test]
    fn columns_give_way_by_rank() {
        assert_eq!(widths(&COLUMNS, &[30, 10, 6], 60), [(0, 30), (1, 10), (2, 6)]);
        assert_eq!(widths(&COLUMNS, &[30, 10, 6], 30), [(0, 10), (1, 10), (2, 6)]);
        assert_eq!(widths(&COLUMNS, &[30, 10, 6], 29), [(0, 21), (2, 6)]);
        assert_eq!(widths(&COLUMNS, &[30, 10, 6], 5), [(0, 10)]);
    }

    #[test]
    fn no_column_takes_more_than_stands_in_it() {
        // What has no title and no content is not there at all.
        assert_eq!(widths(&COLUMNS, &[4, 0, 6], 60), [(0, 4), (2, 6)]);
        // What is short makes room for more columns, and for what is long: for the name first, then for all that are cut.
        assert_eq!(widths(&COLUMNS, &[12, 4, 6], 26), [(0, 12), (1, 4), (2, 6)]);
        assert_eq!(widths(&COLUMNS, &[64, 1, 6], 60), [(0, 49), (1, 1), (2, 6)]);
        assert_eq!(widths(&COLUMNS, &[20, 40, 6], 60), [(0, 20), (1, 30), (2, 6)]);
        let two = [Column::text("Name", 10, 30, 9), Column::text("Value", 10, 80, 5)];
        assert_eq!(widths(&two, &[50, 50], 62), [(0, 30), (1, 30)]);
        assert_eq!(widths(&two, &[50, 50], 92), [(0, 40), (1, 50)]);
        assert_eq!(widths(&[COLUMNS[0], Column::fixed("", 0, 0)], &[20, 9], 60), [(0, 20)]);
    }

    #[test]
    fn a_title_that_nothing_stands_under_makes_room() {
        let [name, groups] = [Content { title: 4, cells: 20 }, Content { title: 6, cells: 1 }];
        let empty = Content { title: 4, cells: 0 };
        let shown =
            |contents: &[Content], width: usize| lay_out(&COLUMNS, contents, width).iter().map(|place| place.column).collect::<Vec<_>>();
        assert_eq!(shown(&[name, empty, groups], 34), [0, 1, 2]);
        assert_eq!(shown(&[name, empty, groups], 33), [0, 2]);
        // Where there are no rows at all, the titles stand there all the same.
        assert_eq!(shown(&[empty; 3], 16), [0, 1, 2]);
    }

    #[test]
    fn whole_words_stand_where_they_hide_nothing() {
        let is_as_clear = |whole: &[usize], few: &[usize], width: usize| {
            let [whole, few] = [whole, few].map(|cells| (lay_out(&COLUMNS, &contents(cells), width), contents(cells)));
            is_as_clear(&COLUMNS, &whole, &few)
        };
        assert!(is_as_clear(&[20, 10, 6], &[20, 4, 6], 40));
        // The name would be cut; it would be cut by more; a column would give way.
        assert!(!is_as_clear(&[20, 10, 6], &[20, 4, 6], 39));
        assert!(!is_as_clear(&[40, 10, 6], &[40, 4, 6], 40));
        assert!(!is_as_clear(&[10, 10, 6], &[10, 4, 6], 25));
    }

    #[test]
    fn columns_stand_further_apart_where_there_is_room() {
        let starts = |width: usize| lay_out(&COLUMNS, &contents(&[10, 4, 6]), width).iter().map(|place| place.at).collect::<Vec<_>>();
        assert_eq!([starts(24), starts(26), starts(200)], [[0, 12, 18], [0, 13, 20], [0, 14, 22]]);
    }
}
