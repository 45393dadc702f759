//! The forty rules that engines get wrong, each with a test that names it.

mod case;
mod conditions;
mod layers;
mod matching;
mod principals;
mod product;
mod variables;
