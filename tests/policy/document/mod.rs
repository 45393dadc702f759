//! Policy documents: what is read, what is refused and in which words.

mod hostile;
mod printing;
mod reading;
mod rules;
mod trust;
