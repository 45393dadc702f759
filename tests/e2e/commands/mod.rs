//! Commands: the program with its output in a pipe, as a script uses it.

mod accounts;
mod advised;
mod asking;
mod certificate;
mod contents;
mod headless;
mod help;
mod learners;
mod lessons;
mod principals;
mod readers;
mod seed_files;
mod simulate;
mod tries;
