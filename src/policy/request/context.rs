//! Condition keys and their values.

use std::sync::Arc;

/// The condition keys of a request. Names are found without regard to case. Cheap to clone: copies share keys and values.
#[derive(Clone, Default, Debug)]
pub struct Context {
    /// By the key's hash.
    entries: Vec<(ContextKey, Arc<Value>)>,
}

/// The value of a condition key.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Value {
    /// One value.
    Single(String),
    /// A list, which may be empty or have one value: operators treat it as a set.
    Multi(Vec<String>),
}

impl Value {
    /// Whether it is a list without values, which counts as if the key were absent.
    pub const fn is_of_none(&self) -> bool {
        matches!(self, Self::Multi(values) if values.is_empty())
    }

    /// What there is of it: one, or those of the list.
    pub fn texts(&self) -> &[String] {
        match self {
            Self::Single(value) => std::slice::from_ref(value),
            Self::Multi(values) => values,
        }
    }
}

/// A condition key's name, ready to be looked up.
#[derive(Clone, Debug)]
pub struct ContextKey {
    name: Arc<str>,
    hash: u64,
}

impl ContextKey {
    /// A key of this name.
    pub fn new(name: &str) -> Self {
        Self { name: name.into(), hash: hash(name) }
    }

    /// As written.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether two names name the same key.
    pub fn is(&self, other: &Self) -> bool {
        self.hash == other.hash && self.name.eq_ignore_ascii_case(&other.name)
    }
}

impl PartialEq for ContextKey {
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}

impl Eq for ContextKey {}

/// Fowler, Noll and Vo's hash of the name in lower case.
const fn hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at].to_ascii_lowercase() as u64).wrapping_mul(0x100_0000_01b3);
        at += 1;
    }
    hash
}

impl Context {
    /// Sets a key, and gives the value that it had.
    pub fn insert(&mut self, key: &str, value: Value) -> Option<Value> {
        self.replace(&ContextKey::new(key), Some(value))
    }

    /// Sets a key, or takes it away where there is no value, and gives the value that it had.
    pub fn replace(&mut self, key: &ContextKey, value: Option<Value>) -> Option<Value> {
        self.exchange(key, value.map(Arc::new)).map(Arc::unwrap_or_clone)
    }

    /// The same with values that copies share.
    pub(in crate::policy) fn exchange(&mut self, key: &ContextKey, value: Option<Arc<Value>>) -> Option<Arc<Value>> {
        match (self.position(key), value) {
            (Some(at), Some(value)) => self.entries.get_mut(at).map(|(_, old)| std::mem::replace(old, value)),
            (Some(at), None) => Some(self.entries.remove(at).1),
            (None, Some(value)) => {
                let at = self.entries.partition_point(|(other, _)| other.hash < key.hash);
                self.entries.insert(at, (key.clone(), value));
                None
            }
            (None, None) => None,
        }
    }

    /// A context of many keys.
    ///
    /// # Errors
    /// A key that is named twice.
    pub fn of(entries: impl IntoIterator<Item = (String, Value)>) -> Result<Self, String> {
        let mut entries: Vec<_> = entries.into_iter().map(|(key, value)| (ContextKey::new(&key), Arc::new(value))).collect();
        entries.sort_by_key(|(key, _)| key.hash);
        match entries.windows(2).find(|pair| matches!(pair, [(one, _), (other, _)] if one.is(other))) {
            Some(pair) => Err(pair.first().map(|(key, _)| key.name().to_owned()).unwrap_or_default()),
            None => Ok(Self { entries }),
        }
    }

    fn position(&self, key: &ContextKey) -> Option<usize> {
        let from = self.entries.partition_point(|(other, _)| other.hash < key.hash);
        let entries = self.entries.get(from..).unwrap_or_default();
        let at = entries.iter().take_while(|(other, _)| other.hash == key.hash).position(|(other, _)| other.is(key))?;
        Some(from + at)
    }

    /// Takes a key away, and gives the value that it had.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.replace(&ContextKey::new(key), None)
    }

    /// The value of a key; `None` where it is absent.
    pub fn get(&self, key: &ContextKey) -> Option<&Value> {
        self.position(key).and_then(|at| self.entries.get(at)).map(|(_, value)| &**value)
    }

    /// The value of the key with this name.
    pub fn value_of(&self, name: &str) -> Option<&Value> {
        self.get(&ContextKey::new(name))
    }

    /// All keys with their values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let mut entries: Vec<_> = self.entries.iter().map(|(key, value)| (key.name(), &**value)).collect();
        entries.sort_by_cached_key(|(name, _)| name.to_ascii_lowercase());
        entries.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p18_key_names_are_found_without_regard_to_case() {
        let mut context = Context::default();
        for key in ["aws:username", "aws:SourceIp", "aws:PrincipalTag/Team"] {
            assert_eq!(context.insert(key, Value::Single(key.to_owned())), None);
        }
        assert!(context.insert("AWS:UserName", Value::Multi(Vec::new())).is_some());
        assert_eq!(context.value_of("aws:userName"), Some(&Value::Multi(Vec::new())));
        assert_eq!(context.value_of("aws:principaltag/team"), Some(&Value::Single("aws:PrincipalTag/Team".to_owned())));
        assert_eq!(context.value_of("aws:PrincipalTag/Teams"), None);
        assert_eq!(context.iter().map(|(key, _)| key).collect::<Vec<_>>(), ["aws:PrincipalTag/Team", "aws:SourceIp", "aws:username"]);
        let twice = ["a", "b", "A"].map(|key| (key.to_owned(), Value::Multi(Vec::new())));
        assert!(Context::of(twice).unwrap_err().eq_ignore_ascii_case("a"));
        assert!(context.remove("AWS:SOURCEIP").is_some() && context.value_of("aws:SourceIp").is_none());
    }
}
