//! What the linter says: a table of every code, the catalogue, hostile documents.

mod catalogue;
mod hostile;
mod table;
