//! Drawing a list: a title with counts, a quiet header row, the rows in sight.

use super::{List, Listing, Sort};
use crate::account::words::grouped;
use crate::widgets::canvas::{Canvas, Hit};
use crate::widgets::line::Line;
use crate::widgets::position;
use crate::widgets::text_input::Look;

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its header.
    pub title: &'static str,
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
    /// So many columns.
    Fixed(usize),
    /// At least so many, and its share of what is left.
    Share {
        /// At least so many.
        min: usize,
        /// At most so many.
        max: usize,
    },
}

impl Column {
    /// A column of text that shares what room is left.
    pub const fn text(title: &'static str, min: usize, max: usize, rank: u8) -> Self {
        Self { title, width: Width::Share { min, max }, right: false, in_the_middle: false, rank }
    }

    /// A column of ARNs, which differ at their ends.
    pub const fn arns(title: &'static str, min: usize, max: usize, rank: u8) -> Self {
        Self { in_the_middle: true, ..Self::text(title, min, max, rank) }
    }

    /// A column of text of one width.
    pub const fn fixed(title: &'static str, width: usize, rank: u8) -> Self {
        Self { title, width: Width::Fixed(width), right: false, in_the_middle: false, rank }
    }

    /// A column of numbers.
    pub const fn number(title: &'static str, width: usize, rank: u8) -> Self {
        Self { title, width: Width::Fixed(width), right: true, in_the_middle: false, rank }
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

/// Blank columns between columns.
const GAP: usize = 2;
/// Columns that a filter has at least while it is being typed.
const LEAST_FILTER: usize = 12;
/// The bar of the selection and the mark before the first column.
const LEAD: usize = 2;

/// Which columns have room, and how wide each is.
fn lay_out(columns: &[Column], width: usize) -> Vec<(usize, usize)> {
    let mut kept: Vec<usize> = (0..columns.len()).collect();
    let taken = |kept: &[usize]| kept.iter().map(|at| columns[*at].least() + GAP).sum::<usize>().saturating_sub(GAP);
    while kept.len() > 1 && taken(&kept) > width {
        let Some(place) = (0..kept.len()).min_by_key(|place| columns[kept[*place]].rank) else { break };
        kept.remove(place);
    }
    let mut widths: Vec<(usize, usize)> = kept.iter().map(|at| (*at, columns[*at].least())).collect();
    let mut left = width.saturating_sub(taken(&kept));
    // Room is dealt out a column at a time, so that all shares grow alike.
    while left > 0 {
        let mut grew = false;
        for (at, width) in &mut widths {
            if left > 0 && *width < columns[*at].most() {
                *width += 1;
                left -= 1;
                grew = true;
            }
        }
        if !grew {
            break;
        }
    }
    widths
}

impl<K: Clone + PartialEq> List<K> {
    /// Draws the list: title line, header, rows; where there are none, what to do about it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, title: &str, listing: &impl Listing<Key = K>, empty: &[Line], focused: bool) {
        self.draw_title(canvas, title, listing.columns());
        self.draw_rows(&mut canvas.rows(2, usize::MAX), listing, empty, focused);
    }

    /// Draws header and rows without a title.
    pub fn draw_rows(&self, canvas: &mut Canvas<'_>, listing: &impl Listing<Key = K>, empty: &[Line], focused: bool) {
        // The bar at the edge takes a column of what is longer than its body.
        let bar = usize::from(self.shown.len() > canvas.height().saturating_sub(1));
        let columns = lay_out(listing.columns(), canvas.width().saturating_sub(LEAD + bar));
        if self.all.is_empty() {
            let mut body = canvas.inset(LEAD);
            let mut row = 0;
            for line in empty {
                row = body.wrapped(row, line);
            }
            return;
        }
        draw_header(canvas, listing.columns(), &columns);
        if self.shown.is_empty() {
            canvas.line_at(2, LEAD, &Line::new().quiet("Nothing matches the filter.  ").key("esc", "clears it"));
            return;
        }
        let mut body = canvas.rows(1, usize::MAX);
        let height = body.height();
        let offset = body.scroll(self.name, self.selected, self.shown.len(), height);
        for (row, (at, key)) in self.shown.iter().enumerate().skip(offset).take(height).enumerate() {
            self.draw_row(&mut body, row, at, key, &columns, listing, focused && at == self.selected);
        }
        position::draw(&mut body, offset, self.shown.len());
    }

    /// Draws below the rows, where there is room, what the selected one had none for.
    pub fn draw_rest(&self, canvas: &mut Canvas<'_>, listing: &impl Listing<Key = K>) {
        let columns = lay_out(listing.columns(), canvas.width().saturating_sub(LEAD));
        let top = 2 + 1 + self.shown.len() + 1;
        let Some(key) = self.selected().filter(|_| top < canvas.height()) else { return };
        let mut canvas = canvas.rows(top, usize::MAX);
        let mut canvas = canvas.inset(LEAD);
        let cells = columns.into_iter().map(|(at, width)| (listing.cell(key, at), width));
        cells.filter(|(cell, width)| cell.width() > *width).fold(0, |row, (cell, _)| canvas.wrapped(row, &cell));
    }

    fn draw_title(&self, canvas: &mut Canvas<'_>, title: &str, columns: &[Column]) {
        let count = if self.shown.len() == self.all.len() {
            grouped(self.all.len())
        } else {
            format!("{} of {}", grouped(self.shown.len()), grouped(self.all.len()))
        };
        let mut line = Line::new().quiet(format!("  {count}"));
        if let Some(marks) = self.marks.as_ref().filter(|marks| !marks.is_empty()) {
            line = line.text(format!("   {} {}", marks.len(), self.marked));
        }
        if let Some(Sort { column, descending }) = self.sort {
            let arrow = if descending { "↓" } else { "↑" };
            line = line.quiet("   sort: ").text(columns.get(column).map_or("", |column| column.title)).quiet(format!(" {arrow}"));
        }
        // What is counted and what one filters by stay in sight: the title gives way to them.
        let title = Line::new().title(title.to_owned());
        let draw = |canvas: &mut Canvas<'_>| {
            let room = canvas.width().saturating_sub(line.width());
            let at = canvas.columns(0, room).line(0, &title);
            canvas.line_at(0, at, &line)
        };
        if !self.filter.is_open && self.filter.text().is_empty() {
            draw(canvas);
            return;
        }
        let label = Line::new().quiet("   filter: ");
        let filter = Line::new().text(self.filter.text().to_owned());
        let wanted = label.width() + if self.filter.is_open { LEAST_FILTER.max(filter.width() + 1) } else { filter.width() };
        let room = canvas.width().saturating_sub(wanted.min(canvas.width() / 2));
        let at = draw(&mut canvas.columns(0, room));
        let at = canvas.line_at(0, at, &label);
        if self.filter.is_open {
            let width = canvas.width().saturating_sub(at).min(32);
            self.filter.input.draw(canvas, 0, at, width, Look { focused: true, masked: false });
        } else {
            canvas.line_at(0, at, &filter);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a row is drawn from all of these")]
    fn draw_row(
        &self,
        canvas: &mut Canvas<'_>,
        row: usize,
        at: usize,
        key: &K,
        columns: &[(usize, usize)],
        listing: &impl Listing<Key = K>,
        selected: bool,
    ) {
        if selected {
            canvas.select_row(row);
            canvas.selected_line_at(row, 0, &Line::new().accent("▌"));
        }
        if self.marks.as_ref().is_some_and(|marks| marks.contains(key)) {
            let mark = Line::new().accent("●");
            if selected {
                canvas.selected_line_at(row, 1, &mark)
            } else {
                canvas.line_at(row, 1, &mark)
            };
        }
        let mut column = LEAD;
        for (index, width) in columns {
            let cell = listing.cell(key, *index);
            let cell = if listing.columns()[*index].in_the_middle { cell.cut_middle(*width) } else { cell };
            let place = if listing.columns()[*index].right { column + width.saturating_sub(cell.width()) } else { column };
            let mut part = canvas.columns(0, column + width);
            if selected {
                part.selected_line_at(row, place, &cell)
            } else {
                part.line_at(row, place, &cell)
            };
            column += width + GAP;
        }
        let width = canvas.width();
        canvas.hit(row, 0, width, Hit::Row(at));
    }
}

fn draw_header(canvas: &mut Canvas<'_>, all: &[Column], columns: &[(usize, usize)]) {
    let mut at = LEAD;
    for (column, width) in columns {
        let title = Line::new().quiet(all[*column].title);
        let place = if all[*column].right { at + width.saturating_sub(title.width()) } else { at };
        canvas.columns(0, at + width).line_at(0, place, &title);
        at += width + GAP;
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::theme::{Choice, Depth, Ground, Theme};
    use crate::widgets::canvas::Scratch;
    use crate::widgets::list::Rank;

    /// Rows that fill all the room there is, with a number at the end.
    struct Wide(Vec<Column>);

    impl Listing for Wide {
        type Key = usize;

        fn columns(&self) -> &[Column] {
            &self.0
        }

        fn words(&self, key: &usize) -> String {
            key.to_string()
        }

        fn cell(&self, key: &usize, column: usize) -> Line {
            Line::new().text(if column == 0 { "x".repeat(200) } else { format!("{key:>4}") })
        }

        fn rank(&self, key: &usize, _column: usize) -> Rank {
            Rank::count(*key)
        }
    }

    #[test]
    fn the_bar_beside_a_long_list_hides_nothing_of_its_rows() {
        let wide = Wide(vec![Column::text("Name", 5, 500, 9), Column::number("Number", 6, 5)]);
        let area = Rect::new(0, 0, 30, 5);
        let theme = Theme::new(Choice::Dark, Ground::Dark, Depth::True);
        for (count, is_long) in [(4, false), (5, true), (5_000, true)] {
            let (mut buffer, mut scratch) = (Buffer::empty(area), Scratch::default());
            let mut list = List::new("wide");
            list.refresh((0..count).collect(), &wide);
            list.draw_rows(&mut Canvas::new(&mut buffer, area, &theme, &mut scratch), &wide, &[], true);
            let row = |row: u16| (0..30).map(|column| buffer[(column, row)].symbol()).collect::<String>();
            assert_eq!(row(1).contains('▐'), is_long, "{}", row(1));
            for at in 1..5 {
                assert!(row(at).trim_end_matches(['▐', ' ']).ends_with(&format!("…{:>8}", at - 1)), "{count}: {}", row(at));
            }
        }
    }

    #[test]
    fn columns_give_way_by_rank_and_share_what_is_left() {
        let columns = [Column::text("Name", 10, 30, 9), Column::fixed("Path", 10, 1), Column::number("Groups", 6, 5)];
        assert_eq!(lay_out(&columns, 60), [(0, 30), (1, 10), (2, 6)]);
        assert_eq!(lay_out(&columns, 30), [(0, 10), (1, 10), (2, 6)]);
        assert_eq!(lay_out(&columns, 29), [(0, 21), (2, 6)]);
        assert_eq!(lay_out(&columns, 5), [(0, 10)]);
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([7, 1582, 5000, 1_234_567].map(grouped), ["7", "1,582", "5,000", "1,234,567"]);
    }
}
