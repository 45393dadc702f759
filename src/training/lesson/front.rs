//! The front matter as it is written: TOML, with the places of its texts.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use toml::Spanned;

/// A text with its place.
pub(super) type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Front {
    pub(super) format: Spanned<i64>,
    pub(super) id: Text,
    pub(super) title: Text,
    pub(super) level: Text,
    pub(super) minutes: Spanned<i64>,
    #[serde(default)]
    pub(super) exam: bool,
    #[serde(default)]
    pub(super) needs: Vec<Text>,
    #[serde(default)]
    pub(super) objectives: Vec<Text>,
    #[serde(default)]
    pub(super) misconceptions: Vec<Text>,
    pub(super) fixture: Option<Text>,
    #[serde(default)]
    pub(super) fixture_lines: Vec<Text>,
    pub(super) task: Option<Spanned<OneOrMore>>,
    #[serde(default)]
    pub(super) seed: BTreeMap<String, Spanned<Vec<Text>>>,
    #[serde(default)]
    pub(super) step: Vec<Spanned<StepFront>>,
    pub(super) challenge: Option<Spanned<ChallengeFront>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepFront {
    pub(super) id: Text,
    pub(super) misconceptions: Option<Vec<Text>>,
    pub(super) check: Option<Text>,
    pub(super) screen: Option<Text>,
    #[serde(default)]
    pub(super) solve: Vec<Text>,
    #[serde(default)]
    pub(super) allow: Vec<Text>,
    #[serde(default)]
    pub(super) deny: Vec<Text>,
    #[serde(default)]
    pub(super) hint: Vec<HintFront>,
    #[serde(default)]
    pub(super) trap: Vec<TrapFront>,
    #[serde(default)]
    pub(super) ask: Vec<Spanned<AskFront>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HintFront {
    pub(super) id: Text,
    pub(super) when: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrapFront {
    #[serde(rename = "do")]
    pub(super) lines: Vec<Text>,
    pub(super) expect: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFront {
    pub(super) id: Text,
    pub(super) kind: Text,
    pub(super) truth: Option<Text>,
    pub(super) when: Option<Text>,
    #[serde(default)]
    pub(super) predict: bool,
    #[serde(default)]
    pub(super) options: Vec<OptionFront>,
    #[serde(default)]
    pub(super) pairs: Vec<(String, String)>,
    #[serde(default)]
    pub(super) items: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionFront {
    pub(super) id: Text,
    #[serde(default)]
    pub(super) right: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChallengeFront {
    #[serde(default)]
    pub(super) allow: Vec<Text>,
    #[serde(default)]
    pub(super) deny: Vec<Text>,
    #[serde(default)]
    pub(super) invariant: Vec<Text>,
    #[serde(default)]
    pub(super) solve: Vec<Text>,
}

/// A text, or a list of texts.
pub(super) struct OneOrMore(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrMoreVisitor)
    }
}

struct OneOrMoreVisitor;

impl<'de> Visitor<'de> for OneOrMoreVisitor {
    type Value = OneOrMore;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text or a list of texts")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<OneOrMore, E> {
        Ok(OneOrMore(vec![text.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut texts: A) -> Result<OneOrMore, A::Error> {
        let mut all = Vec::new();
        while let Some(text) = texts.next_element()? {
            all.push(text);
        }
        Ok(OneOrMore(all))
    }
}
