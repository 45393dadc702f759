//! What a change gives and takes, as it is told wherever there may be little room for it: the first sentences, how many more
//! there are, and the key that shows all of them.

use super::reader::Reader;
use crate::access::{NO_ADMINISTRATOR, Told};
use crate::account::words::grouped;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::step::Step;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::key::{Code, Key};

/// What it is called.
pub const TITLE: &str = "What it gives and takes";

/// The same in the middle of a sentence, with all else that follows from the policies of others.
pub const OF_OTHERS: &str = "what it comes to for others";

/// The key that shows all of it.
pub const SHOW_ALL: Key = Key::plain(Code::F(6));

/// What screens bind that tell of a change.
pub const BINDING: Binding = Binding::new(&[SHOW_ALL], Action::Effect, "effect…", "Show all that a change gives and takes");

/// All of it.
pub fn lines(sentences: &[String]) -> impl Iterator<Item = Line> {
    let sign = |sentence: &str| if sentence == NO_ADMINISTRATOR { ("▲ ", Role::Warning) } else { ("● ", Role::Info) };
    sentences.iter().map(move |sentence| {
        let (sign, role) = sign(sentence);
        Line::new().with(sign, role).text(sentence.clone())
    })
}

/// What is told in so many rows: whole sentences, and how many more there are. Of one that is too long by itself the beginning.
pub fn lines_within(sentences: &[String], width: usize, room: usize) -> Vec<Line> {
    let mut told: Vec<Line> = Vec::new();
    // There may be thousands, and never are more shown than there is room for.
    for (at, line) in lines(sentences).enumerate() {
        if told.len() == room {
            break;
        }
        let wrapped = line.wrapped(width);
        let is_last = at + 1 == sentences.len();
        if told.len() + wrapped.len() + usize::from(!is_last) > room {
            if room == 1 {
                let all = Line::new().quiet(" …  ").key(SHOW_ALL.to_string(), "all");
                let begins = line.wrapped(width.saturating_sub(all.width())).into_iter().next();
                told.extend(begins.map(|begins| begins.join(all)));
                break;
            }
            let left = sentences.len() - at;
            let more = if at == 0 { "and more".to_owned() } else { format!("and {} more", grouped(left)) };
            told.extend(wrapped.into_iter().take(room.saturating_sub(1)).filter(|_| at == 0));
            told.push(Line::new().quiet(format!("  {more}  ")).key(SHOW_ALL.to_string(), "all"));
            break;
        }
        told.extend(wrapped);
    }
    told
}

/// Shows all of it with all names, to read.
pub fn shown(told: &Told) -> Step {
    let sentences = told.in_full();
    Step::Ask(Box::new(Reader::new(TITLE, sentences.join("\n"), lines(&sentences).collect())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_no_room_is_counted() {
        let sentences = ["bob gains 7 actions.", "bob may gain 2 more.", "carol gains 9 actions."].map(str::to_owned);
        let shown = |room: usize, width: usize| lines_within(&sentences, width, room).iter().map(Line::plain).collect::<Vec<_>>();
        assert_eq!(shown(3, 40), ["● bob gains 7 actions.", "● bob may gain 2 more.", "● carol gains 9 actions."]);
        assert_eq!(shown(2, 40), ["● bob gains 7 actions.", "  and 2 more  f6 all"]);
        assert_eq!(shown(4, 14), ["● bob gains 7", "  actions.", "  and 2 more  f6 all"]);
        assert_eq!(shown(2, 14), ["● bob gains 7", "  and more  f6 all"]);
        assert_eq!([shown(1, 40), shown(1, 22)], [["● bob gains 7 actions. …  f6 all"], ["● bob gains …  f6 all"]]);
        assert_eq!(lines_within(&[], 40, 3), []);
    }
}
