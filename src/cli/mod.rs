//! The command line: arguments, and what runs without a screen.
