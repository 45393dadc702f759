//! Help at every keystroke: what could stand at the cursor, and what a pattern there stands for.

use super::writing::Writing;
use crate::account::words::grouped;
use crate::app::cx::Cx;
use crate::app::overlay::reader::Reader;
use crate::app::step::Step;
use crate::policy::completion::{Completion, Item, Own, complete, describe, expansion};
use crate::screens::sight::seen_arns::{seen_arns, seen_tags};
use crate::widgets::Line;
use crate::widgets::code_editor::Offer;
use crate::widgets::line::wrap;

impl Writing {
    /// Offers what could stand at the cursor; tells whether there is anything.
    pub fn offer(&mut self, cx: &Cx<'_>) -> bool {
        let completion = self.completion(cx);
        let has_any = !completion.items.is_empty();
        self.code.offer(completion.replace, completion.items.into_iter().map(offered).collect());
        has_any
    }

    /// The same while a text is typed, unless what is typed is one of the offers already.
    pub fn offer_while_typing(&mut self, cx: &Cx<'_>) {
        if !self.code.is_typing() {
            return;
        }
        let mut completion = self.completion(cx);
        let typed = self.text().get(completion.replace.start..completion.replace.end).unwrap_or_default();
        // What goes on may be there and have more to it.
        completion.items.retain(|item| item.cursor.is_none() || item.insert != typed);
        let is_there = completion.items.iter().any(|item| item.insert == typed);
        if !is_there {
            self.code.offer(completion.replace, completion.items.into_iter().map(offered).collect());
        }
    }

    fn completion(&self, cx: &Cx<'_>) -> Completion {
        let id = cx.account.id();
        let own = Own { account: id.as_str(), partner: cx.account.partner_id(), arns: &|| seen_arns(cx), tags: &|| seen_tags(cx) };
        complete(self.text(), self.code.cursor(), self.kind, Some(&own))
    }

    /// Whether the cursor is at a pattern of actions.
    pub fn has_expansion(&self) -> bool {
        expansion(self.text(), self.code.cursor()).is_some()
    }

    /// Shows all that the pattern at the cursor stands for.
    pub fn expand(&self, cx: &Cx<'_>) -> Option<Step> {
        let expansion = expansion(self.text(), self.code.cursor())?;
        let mut lines = vec![Line::new().text(describe(self.text(), self.code.cursor()).unwrap_or_default())];
        let width = usize::from(cx.size.0).saturating_sub(8);
        let mut names = Vec::new();
        for level in &expansion.levels {
            lines.push(Line::new());
            lines.push(Line::new().title(level.level.label()).quiet(format!("  {}", grouped(level.count))));
            let left_out = level.count.saturating_sub(level.names.len());
            let more = if left_out > 0 { format!(" and {} more", grouped(left_out)) } else { String::new() };
            let words = format!("{}{more}", level.names.join(", "));
            lines.extend(wrap(&words, width.saturating_sub(2)).into_iter().map(|row| Line::new().text(format!("  {row}"))));
            names.extend(level.names.iter().cloned());
        }
        Some(Step::Ask(Box::new(Reader::new(expansion.pattern, names.join("\n"), lines))))
    }
}

fn offered(item: Item) -> Offer {
    Offer { label: item.label, insert: item.insert, detail: item.detail, cursor: item.cursor }
}
