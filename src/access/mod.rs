//! Questions about an account, put to the policy engine: may she, who can, what can, what does a change give and take.
//!
//! Pure: an account goes in, answers come out. Knows neither how operations are written nor where accounts lie.
