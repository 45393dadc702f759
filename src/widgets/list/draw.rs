//! Drawing a list: a title with counts, a quiet header row, the rows in sight.

use super::columns::{Column, Content, is_as_clear, lay_out};
use super::{Drawn, List, Listing};
use crate::account::words::grouped;
use crate::widgets::canvas::{Canvas, Hit};
use crate::widgets::line::Line;
use crate::widgets::position;
use crate::widgets::text_input::Look;

/// Columns that a filter has at least while it is being typed.
const LEAST_FILTER: usize = 12;
/// Rows above those of a list: its title, a blank one, the header.
const ABOVE: usize = 3;
/// The bar of the selection and the mark before the first column.
const LEAD: usize = 2;

impl<K: Clone + PartialEq> List<K> {
    /// Draws the list: title line, header, rows; where there are none, what to do about it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, title: &str, listing: &impl Listing<Key = K>, empty: &[Line], focused: bool) {
        self.draw_title(canvas, title, listing.columns());
        self.draw_rows(&mut canvas.rows(2, usize::MAX), listing, empty, focused);
    }

    /// How many rows it takes to draw all of it, with its title.
    pub const fn rows_wanted(&self) -> usize {
        ABOVE + self.shown.len()
    }

    /// Draws header and rows without a title.
    pub fn draw_rows(&self, canvas: &mut Canvas<'_>, listing: &impl Listing<Key = K>, empty: &[Line], focused: bool) {
        if self.all.is_empty() {
            let mut body = canvas.inset(LEAD);
            let mut row = 0;
            for line in empty {
                row = body.wrapped(row, line);
            }
            return;
        }
        let mut body = canvas.rows(1, usize::MAX);
        let height = body.height();
        let offset = body.scroll(self.name, self.selected, self.shown.len(), height);
        let in_sight: Vec<(usize, &K)> = self.shown.iter().enumerate().skip(offset).take(height).collect();
        // The bar at the edge takes a column of what is longer than its body.
        let bar = usize::from(self.shown.len() > height);
        let cells = self.lay_out(canvas.width().saturating_sub(LEAD + bar), listing, &in_sight);
        self.draw_header(canvas, listing.columns());
        if self.shown.is_empty() {
            canvas.line_at(2, LEAD, &Line::new().quiet("Nothing matches the filter.  ").key("esc", "clears it"));
            return;
        }
        let mut body = canvas.rows(1, usize::MAX);
        for (row, ((at, key), cells)) in in_sight.iter().zip(&cells).enumerate() {
            self.draw_row(&mut body, row, (*at, key), cells, listing.columns(), focused && *at == self.selected);
        }
        position::draw(&mut body, offset, self.shown.len());
    }

    /// Finds places for the columns by what stands in these rows, and gives their cells: in few words where whole ones would hide
    /// something, those of the columns that matter least first.
    fn lay_out(&self, width: usize, listing: &impl Listing<Key = K>, rows: &[(usize, &K)]) -> Vec<Vec<Line>> {
        let columns = listing.columns();
        let both = |key: &K, at: usize| {
            let whole = listing.cell(key, at);
            [listing.short(key, at).unwrap_or_else(|| whole.clone()), whole]
        };
        let cells: Vec<Vec<[Line; 2]>> = rows.iter().map(|(_, key)| (0..columns.len()).map(|at| both(key, at)).collect()).collect();
        let mut drawn = self.drawn.borrow_mut();
        // What was measured stays while one scrolls, so that the columns don't jump with every row.
        if drawn.width != width || drawn.widest.len() != columns.len() {
            *drawn = Drawn { width, widest: vec![[0; 2]; columns.len()], ..Drawn::default() };
        }
        for row in &cells {
            for (widest, cell) in drawn.widest.iter_mut().zip(row) {
                *widest = std::array::from_fn(|words| cell[words].width().max(widest[words]));
            }
        }
        let contents = |short: &[usize]| {
            let content = |(at, column): (usize, &Column)| {
                let is_short = short.contains(&at);
                Content { title: self.title_of(at, column, is_short).width(), cells: drawn.widest[at][usize::from(!is_short)] }
            };
            let contents: Vec<Content> = columns.iter().enumerate().map(content).collect();
            (lay_out(columns, &contents, width), contents)
        };
        let mut by_rank: Vec<usize> = (0..columns.len()).collect();
        by_rank.sort_by_key(|at| columns[*at].rank);
        let few = contents(&by_rank);
        let clear = (0..by_rank.len()).map(|count| (contents(&by_rank[..count]), count)).find(|(some, _)| is_as_clear(columns, some, &few));
        let ((places, _), count) = clear.unwrap_or((few, by_rank.len()));
        by_rank.truncate(count);
        (drawn.places, drawn.short) = (places, by_rank);
        let shown = |(at, [few, whole]): (usize, [Line; 2])| if drawn.short.contains(&at) { few } else { whole };
        cells.into_iter().map(|row| row.into_iter().enumerate().map(shown).collect()).collect()
    }

    /// What stands above a column: its name, and which way the rows are sorted by it.
    fn title_of(&self, at: usize, column: &Column, is_short: bool) -> Line {
        let words = if is_short { column.short_title } else { column.title };
        let title = Line::new().quiet(words);
        match self.sort.filter(|sort| sort.column == at) {
            Some(sort) => title.quiet(if words.is_empty() { "" } else { " " }).text(sort.arrow()),
            None => title,
        }
    }

    /// Draws below the rows, where there is room, what the selected one had none for.
    pub fn draw_rest(&self, canvas: &mut Canvas<'_>, listing: &impl Listing<Key = K>) {
        let top = self.rows_wanted() + 1;
        let Some(key) = self.selected().filter(|_| top < canvas.height()) else { return };
        let mut canvas = canvas.rows(top, usize::MAX);
        let mut canvas = canvas.inset(LEAD);
        let cells = self.places().into_iter().map(|place| (listing.cell(key, place.column), place.width));
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
        if let Some(sort) = self.sort {
            let title = columns.get(sort.column).map_or("", |column| column.title);
            line = line.quiet("   sort: ").text(title).quiet(format!(" {}", sort.arrow()));
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

    fn draw_row(&self, canvas: &mut Canvas<'_>, row: usize, (at, key): (usize, &K), cells: &[Line], columns: &[Column], selected: bool) {
        let write = |canvas: &mut Canvas<'_>, row, column, line: &Line| {
            if selected { canvas.selected_line_at(row, column, line) } else { canvas.line_at(row, column, line) }
        };
        if selected {
            canvas.select_row(row);
            write(canvas, row, 0, &Line::new().accent("▌"));
        }
        if self.marks().contains(key) {
            write(canvas, row, 1, &Line::new().accent("■"));
        }
        for place in self.places() {
            let (cell, column) = (&cells[place.column], &columns[place.column]);
            let cell = if column.in_the_middle { cell.cut_middle(place.width) } else { cell.clone() };
            let from = LEAD + place.at;
            let start = if column.right { from + place.width.saturating_sub(cell.width()) } else { from };
            write(&mut canvas.columns(0, from + place.width), row, start, &cell);
        }
        let width = canvas.width();
        canvas.hit(row, 0, width, Hit::Row(at));
    }

    fn draw_header(&self, canvas: &mut Canvas<'_>, columns: &[Column]) {
        let short = self.drawn.borrow().short.clone();
        for place in self.places() {
            let column = &columns[place.column];
            let title = self.title_of(place.column, column, short.contains(&place.column));
            let from = LEAD + place.at;
            let start = if column.right { from + place.width.saturating_sub(title.width()) } else { from };
            canvas.columns(0, from + place.width).line_at(0, start, &title);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::theme::{Choice, Depth, Ground, Theme};
    use crate::widgets::canvas::Scratch;
    use crate::widgets::key::Key;
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
    fn one_sorts_by_the_columns_in_sight() {
        let columns = [Column::text("Name", 5, 500, 9), Column::fixed("Path", 6, 1), Column::number("Number", 6, 5)];
        let wide = Wide(columns.into());
        let theme = Theme::new(Choice::Dark, Ground::Dark, Depth::True);
        let mut list = List::new("sorted");
        list.refresh((0..3).collect(), &wide);
        let mut headers = Vec::new();
        for _ in 0..4 {
            let area = Rect::new(0, 0, 17, 5);
            let (mut buffer, mut scratch) = (Buffer::empty(area), Scratch::default());
            list.draw_rows(&mut Canvas::new(&mut buffer, area, &theme, &mut scratch), &wide, &[], true);
            headers.push((0..17).map(|column| buffer[(column, 0)].symbol()).collect::<String>().trim().to_owned());
            list.as_any().key(Key::char('s'), 3);
        }
        assert_eq!(headers, ["Name     Number", "Name ↑   Number", "Name   Number ↑", "Name     Number"]);
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([7, 1582, 5000, 1_234_567].map(grouped), ["7", "1,582", "5,000", "1,234,567"]);
    }
}
