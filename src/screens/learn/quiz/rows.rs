//! Misconceptions as rows of a list.

use crate::theme::Role;
use crate::training::quiz::{Misconception, Standing, Strength};
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[
    Column::text("What is not so", 20, 46, 10),
    Column::fixed("State", 11, 9),
    Column::number("Due", 4, 8),
    Column::fixed("Answered", 9, 6),
    Column::number("Known", 6, 4),
];

/// Misconceptions as rows.
pub(super) struct StandingRows<'a> {
    pub standings: &'a [Standing],
}

impl StandingRows<'_> {
    fn of(&self, misconception: Misconception) -> Option<&Standing> {
        self.standings.iter().find(|standing| standing.misconception == misconception)
    }
}

/// A strength with its sign.
pub(super) fn strength(strength: Strength) -> Line {
    let (sign, role) = match strength {
        Strength::Weak => ("▲ ", Role::Warning),
        Strength::New => ("  ", Role::Quiet),
        Strength::Growing => ("● ", Role::Info),
        Strength::Mastered => ("✔ ", Role::Good),
    };
    Line::new().with(sign, role).with(strength.word(), if strength == Strength::New { Role::Quiet } else { Role::Text })
}

impl Listing for StandingRows<'_> {
    type Key = Misconception;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, misconception: &Misconception) -> String {
        let cells = (0..COLUMNS.len()).map(|column| self.cell(misconception, column).plain());
        cells.chain([misconception.to_string(), misconception.truth().to_owned()]).collect::<Vec<_>>().join(" ")
    }

    fn cell(&self, misconception: &Misconception, column: usize) -> Line {
        let Some(standing) = self.of(*misconception) else { return Line::new() };
        match column {
            0 => Line::new().text(misconception.belief()),
            1 => strength(standing.strength()),
            2 if standing.due == 0 => Line::new(),
            2 => Line::new().text(standing.due.to_string()),
            3 => Line::new().quiet(format!("{} of {}", standing.answered, standing.items)),
            _ => standing.recall.map_or_else(Line::new, |recall| Line::new().quiet(format!("{:.0} %", recall * 100.0))),
        }
    }

    fn rank(&self, misconception: &Misconception, column: usize) -> Rank {
        let Some(standing) = self.of(*misconception) else { return Rank::words("") };
        let number = |number: usize| Rank::Number(i64::try_from(number).unwrap_or(i64::MAX));
        match column {
            0 => Rank::words(misconception.belief()),
            1 => Rank::Number(standing.strength() as i64),
            2 => number(standing.due),
            3 => number(standing.answered),
            _ => Rank::Number(standing.recall.map_or(-1, |recall| (recall * 1000.0) as i64)),
        }
    }
}
