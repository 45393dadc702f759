//! The attributes of queues that can be set, but for the policy: all whole numbers.

use crate::account::Account;
use crate::account::entity::Queue;

/// Name, least, greatest and first value.
pub(in crate::account) const SETTABLE: [(&str, u32, u32, &str); 5] = [
    ("DelaySeconds", 0, 900, "0"),
    ("MaximumMessageSize", 1024, 1_048_576, "1048576"),
    ("MessageRetentionPeriod", 60, 1_209_600, "345600"),
    ("ReceiveMessageWaitTimeSeconds", 0, 20, "0"),
    ("VisibilityTimeout", 0, 43_200, "30"),
];

/// An attribute of a queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueueSetting {
    /// The API's name: `VisibilityTimeout`.
    pub name: &'static str,
    /// The least that it may be.
    pub least: u32,
    /// The most that it may be.
    pub most: u32,
    /// What it is.
    pub value: String,
}

impl QueueSetting {
    /// What the console of AWS calls it.
    pub fn label(&self) -> &'static str {
        match self.name {
            "DelaySeconds" => "Delivery delay",
            "MaximumMessageSize" => "Maximum message size",
            "MessageRetentionPeriod" => "Message retention",
            "ReceiveMessageWaitTimeSeconds" => "Receive wait time",
            _ => "Visibility timeout",
        }
    }

    /// What its number counts, for one of it.
    pub fn unit(&self) -> &'static str {
        if self.name == "MaximumMessageSize" { "byte" } else { "second" }
    }

    /// Its value with what that counts.
    pub fn in_words(&self) -> String {
        let one = if self.value == "1" { "" } else { "s" };
        format!("{} {}{one}", self.value, self.unit())
    }
}

impl Account {
    /// The attributes of a queue that can be set, but for its policy.
    pub fn queue_settings(&self, queue: &Queue) -> [QueueSetting; 5] {
        SETTABLE.map(|(name, least, most, first)| {
            let value = queue.attributes.get(name).map_or_else(|| first.to_owned(), Clone::clone);
            QueueSetting { name, least, most, value }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_what_it_counts_is_told_as_one() {
        let words = |name, value: &str| QueueSetting { name, least: 0, most: 900, value: value.into() }.in_words();
        assert_eq!([words("DelaySeconds", "1"), words("DelaySeconds", "0")], ["1 second", "0 seconds"]);
        assert_eq!(words("MaximumMessageSize", "1024"), "1024 bytes");
    }
}
