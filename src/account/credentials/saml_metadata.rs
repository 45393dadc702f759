//! What is read of a SAML provider's metadata: that it describes an identity provider, and until when.

use jiff::Timestamp;

/// A SAML provider's metadata.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SamlMetadata {
    /// What the provider calls itself.
    pub entity_id: String,
    /// Until when they hold, where they say so.
    pub valid_until: Option<Timestamp>,
}

impl SamlMetadata {
    /// Reads metadata: an XML document whose root is an `EntityDescriptor` with an `entityID`, in it an `IDPSSODescriptor`.
    /// Every element is closed by its own name; what else is in them is not looked at. `None` where it is none of that.
    pub fn read(text: &str) -> Option<Self> {
        let mut open: Vec<&str> = Vec::new();
        let mut root: Option<&str> = None;
        let mut is_of_provider = false;
        let mut rest = text.trim_start_matches('\u{feff}').trim();
        while let Some(at) = rest.find('<') {
            let (before, markup) = rest.split_at(at);
            if open.is_empty() && !before.trim().is_empty() {
                return None;
            }
            let (tag, behind) = Tag::read(markup)?;
            match tag {
                Tag::Aside => {}
                Tag::Begin(_) if open.is_empty() && root.is_some() => return None,
                Tag::Begin(element) => {
                    root.get_or_insert(element.body);
                    is_of_provider |= element.local_name() == "IDPSSODescriptor";
                    if !element.is_empty {
                        open.push(element.name());
                    }
                }
                Tag::End(name) => {
                    if open.pop()? != name {
                        return None;
                    }
                }
            }
            rest = behind;
        }
        if !open.is_empty() || !rest.trim().is_empty() || !is_of_provider {
            return None;
        }
        let root = Element { body: root?, is_empty: false };
        let entity_id = root.attribute("entityID").filter(|id| root.local_name() == "EntityDescriptor" && !id.is_empty())?;
        let valid_until = root.attribute("validUntil").and_then(|time| time.parse().ok());
        Some(Self { entity_id: entity_id.to_owned(), valid_until })
    }
}

/// A piece of markup.
enum Tag<'a> {
    /// A declaration or a comment.
    Aside,
    Begin(Element<'a>),
    End(&'a str),
}

/// An element's first tag.
struct Element<'a> {
    /// Its name and attributes.
    body: &'a str,
    /// Whether it is closed in the same tag.
    is_empty: bool,
}

impl<'a> Tag<'a> {
    /// Reads the tag that a text begins with; returns it and what is behind it. Document types are refused: no metadata needs
    /// one, and they are how XML is made to grow.
    fn read(markup: &'a str) -> Option<(Self, &'a str)> {
        let behind = |text: &'a str, end: &str| text.split_once(end);
        if let Some(comment) = markup.strip_prefix("<!--") {
            return behind(comment, "-->").map(|(_, rest)| (Self::Aside, rest));
        }
        if let Some(data) = markup.strip_prefix("<![CDATA[") {
            return behind(data, "]]>").map(|(_, rest)| (Self::Aside, rest));
        }
        if let Some(declaration) = markup.strip_prefix("<?") {
            return behind(declaration, "?>").map(|(_, rest)| (Self::Aside, rest));
        }
        if markup.starts_with("<!") {
            return None;
        }
        if let Some(end) = markup.strip_prefix("</") {
            return behind(end, ">").map(|(name, rest)| (Self::End(name.trim_end()), rest));
        }
        let text = markup.strip_prefix('<')?;
        let at = end_of_tag(text)?;
        let (body, rest) = text.split_at(at);
        let (body, is_empty) = body.strip_suffix('/').map_or((body, false), |body| (body, true));
        let element = Element { body, is_empty };
        let is_named = element.name().starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
        is_named.then_some((Self::Begin(element), rest.strip_prefix('>').unwrap_or(rest)))
    }
}

/// Where the `>` is that ends a tag: none within quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

impl<'a> Element<'a> {
    fn name(&self) -> &'a str {
        self.body.split(char::is_whitespace).next().unwrap_or_default()
    }

    /// The name without its prefix.
    fn local_name(&self) -> &'a str {
        let name = self.name();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.body.get(self.name().len()..)?;
        loop {
            let (attribute, value) = rest.split_once('=')?;
            let value = value.trim_start();
            let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
            let (value, behind) = value.get(1..)?.split_once(quote)?;
            if attribute.trim() == name {
                return Some(value);
            }
            rest = behind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOOD: &str = r#"<?xml version="1.0"?>
        <!-- ours -->
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" validUntil = '2027-01-31T00:00:00Z' entityID="https://idp.example.com/a>b">
          <md:IDPSSODescriptor><md:NameIDFormat>x</md:NameIDFormat><md:Empty a="/"/></md:IDPSSODescriptor>
        </md:EntityDescriptor>
    "#;

    #[test]
    fn metadata_describe_an_identity_provider() {
        let valid_until = "2027-01-31T00:00:00Z".parse().ok();
        let expected = |valid_until| Some(SamlMetadata { entity_id: "https://idp.example.com/a>b".into(), valid_until });
        assert_eq!(SamlMetadata::read(GOOD), expected(valid_until));
        assert_eq!(SamlMetadata::read(&GOOD.replace("validUntil", "other")), expected(None));
        assert_eq!(SamlMetadata::read(&GOOD.replace("md:", "")), expected(valid_until));
    }

    #[test]
    fn what_is_none_is_refused() {
        for (what, by) in [
            ("entityID", "id"),
            ("IDPSSODescriptor", "SPSSODescriptor"),
            ("EntityDescriptor", "EntitiesDescriptor"),
            ("</md:EntityDescriptor>", ""),
            ("</md:NameIDFormat>", "</md:Other>"),
            ("<?xml version=\"1.0\"?>", "<!DOCTYPE x [<!ENTITY a \"b\">]>"),
            ("<!-- ours -->", "<!-- ours"),
            ("<!-- ours -->", "ours"),
            ("</md:EntityDescriptor>", "</md:EntityDescriptor><second/>"),
            ("</md:EntityDescriptor>", "</md:EntityDescriptor>behind"),
            ("<md:Empty a=\"/\"/>", "<md:Empty a=\"/>"),
            ("<md:Empty a=\"/\"/>", "< Empty/>"),
        ] {
            assert_eq!(SamlMetadata::read(&GOOD.replace(what, by)), None, "{what} {by}");
        }
        for text in ["", "<", "<a", "</a>", "{}", "<EntityDescriptor entityID='x'/>"] {
            assert_eq!(SamlMetadata::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_an_answer(parts in proptest::collection::vec(prop_oneof![
            Just("<"), Just(">"), Just("/"), Just("<a>"), Just("</a>"), Just("é"), Just("\""), Just("'"), Just("="), Just("<!--"), Just("-->"),
            Just("<EntityDescriptor entityID='x'>"), Just("<IDPSSODescriptor/>"), Just("</EntityDescriptor>"), Just(" ")
        ], 0..40)) {
            let _answer = SamlMetadata::read(&parts.concat());
        }
    }
}
