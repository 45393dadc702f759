//! The sample estate: something of each kind, to practise on.

/// The lines of the AWS CLI that make it, in their order; `ACCOUNT` in the asset stands for the account's id.
const LINES: &str = include_str!("../../../assets/estate/sample.txt");

/// The lines of the AWS CLI that make the sample estate in an account, in their order.
pub fn sample_lines(account: &str) -> Vec<String> {
    LINES.lines().map(|line| line.replace("ACCOUNT", account)).collect()
}
