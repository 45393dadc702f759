//! Secrets: values that pass through and are never shown by accident.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// What stands in place of a secret wherever an operation is written down.
pub const MASK: &str = "********";

/// A password, a code, a key: masked in `Debug` and whenever it is serialised, so that neither the journal,
/// the history nor a command line shown can hold it.
#[derive(Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes a value into custody.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself. Call this only where it is hashed, compared or shown on purpose.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(MASK)
    }
}

/// A secret that serialises in clear: in the private store, and in the one reply that shows it.
#[derive(Clone, PartialEq, Eq, Deserialize, Debug)]
#[serde(transparent)]
pub struct Disclosed(pub Secret);

impl Disclosed {
    /// Marks a value as one that may be written in clear.
    pub fn new(value: impl Into<String>) -> Self {
        Self(Secret::new(value))
    }

    /// The value itself.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

impl Serialize for Disclosed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.reveal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_masked_unless_disclosed() {
        let secret = Secret::new("hunter2");
        assert_eq!(format!("{secret:?}"), MASK);
        assert_eq!(serde_json::to_string(&secret).unwrap(), format!("\"{MASK}\""));
        assert_eq!(format!("{:?}", Disclosed(secret.clone())), format!("Disclosed({MASK})"));
        assert_eq!(serde_json::to_string(&Disclosed(secret)).unwrap(), "\"hunter2\"");
    }
}
