//! Text: numbers and names in sentences, strings from outside made fit to be shown, tables as CSV.

pub mod csv;
pub mod display;
pub mod words;
