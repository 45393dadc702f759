//! Names that the learner chose where a step leaves that open: put into the lines of the solutions, which have names of their own.

use jiff::Timestamp;

use crate::account::Account;
use crate::app::coach::Coach;
use crate::training::check::Verdict;

/// A kind of thing whose name may be chosen.
struct Named {
    /// The operation that makes one.
    made_by: &'static str,
    /// The option that names it there.
    option: &'static str,
    /// What stands before its name elsewhere in lines.
    before: &'static [&'static str],
    /// The names of those that are there, the oldest first.
    names: fn(&Account) -> Vec<String>,
}

/// Names by how old what they name is.
fn by_age<'a>(named: impl Iterator<Item = (Timestamp, &'a String)>) -> Vec<String> {
    let mut named: Vec<(Timestamp, &String)> = named.collect();
    named.sort_by_key(|(created, _)| *created);
    named.into_iter().map(|(_, name)| name.clone()).collect()
}

const NAMED: [Named; 6] = [
    Named {
        made_by: "create-user",
        option: "--user-name ",
        before: &["user/", "user:"],
        names: |account| by_age(account.users().map(|user| (user.created, &user.name))),
    },
    Named {
        made_by: "create-group",
        option: "--group-name ",
        before: &[":group/", "group:"],
        names: |account| by_age(account.groups().map(|group| (group.created, &group.name))),
    },
    Named {
        made_by: "create-role",
        option: "--role-name ",
        before: &["role/", "role:", "switch-role "],
        names: |account| by_age(account.roles().map(|role| (role.created, &role.name))),
    },
    Named {
        made_by: "create-policy",
        option: "--policy-name ",
        before: &[":policy/", "policy:"],
        names: |account| by_age(account.policies().map(|policy| (policy.created, &policy.name))),
    },
    Named {
        made_by: "create-instance-profile",
        option: "--instance-profile-name ",
        before: &["Name=", ":instance-profile/"],
        names: |account| by_age(account.instance_profiles_after("").map(|profile| (profile.created, &profile.name))),
    },
    Named {
        made_by: "create-virtual-mfa-device",
        option: "--virtual-mfa-device-name ",
        before: &[":mfa/", "$code(", "$code1(", "$code2("],
        names: |account| by_age(account.mfa_devices().map(|device| (device.created, &device.name))),
    },
];

/// A name of the solution, and the one that the learner took instead.
struct Taken {
    kind: &'static Named,
    from: String,
    to: String,
}

impl Coach {
    /// The lines that do a step, with the names that the learner chose in them.
    pub fn solve(&self, step: usize, account: &Account) -> Vec<String> {
        let taken = self.taken(step, account);
        let put_in = |line: String| taken.iter().fold(line, |line, taken| taken.put_into(&line));
        self.lines_of_solution(step).into_iter().map(put_in).collect()
    }

    /// The names that the learner took instead of those that solutions up to this step give to what they make.
    fn taken(&self, step: usize, account: &Account) -> Vec<Taken> {
        let mut all: Vec<Taken> = Vec::new();
        for kind in &NAMED {
            let there = (kind.names)(account);
            let before = (kind.names)(self.start());
            let is_in = |names: &[String], name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
            let made: Vec<(usize, String)> = (0..self.len()).flat_map(|step| self.made_in(step, kind)).collect();
            let is_open = |name: &str| !is_in(&there, name) && !self.is_asked_by_name(kind, name);
            let own: Vec<&String> = there
                .iter()
                .filter(|name| !is_in(&before, name) && !made.iter().any(|(_, made)| made.eq_ignore_ascii_case(name)))
                .collect();
            let mut open: Vec<(usize, String)> = made.into_iter().filter(|(at, name)| *at <= step && is_open(name)).collect();
            open.dedup_by(|(_, one), (_, other)| one == other);
            // As many as the solutions make: they were made in their order.
            if open.len() > 1 && open.len() == own.len() {
                all.extend(open.into_iter().zip(own).map(|((_, from), to)| Taken { kind, from, to: to.clone() }));
                continue;
            }
            for (at, from) in open {
                let is_known = |taken: &Taken| std::ptr::eq(taken.kind, kind) && taken.from == from;
                if all.iter().any(is_known) {
                    continue;
                }
                let is_free = |name: &&&String| !all.iter().any(|taken| std::ptr::eq(taken.kind, kind) && taken.to == ***name);
                let free: Vec<&String> = own.iter().filter(is_free).copied().collect();
                let told = free.iter().find(|name| self.verdict(at).is_some_and(|verdict| tells_of(verdict, name))).copied();
                // Of several that nothing tells apart, one that is made already was made last; what is still to be made is none of
                // them.
                let only = if free.len() == 1 || at < step { free.last().copied() } else { None };
                if let Some(to) = told.or(only) {
                    all.push(Taken { kind, from, to: to.clone() });
                }
            }
        }
        all
    }

    /// Whether the lesson asks for a thing by this name: then nobody may choose another.
    fn is_asked_by_name(&self, kind: &Named, name: &str) -> bool {
        let mut before = kind.before.iter().filter(|before| before.ends_with(':'));
        before.any(|before| self.course().demanded_texts().any(|text| renamed(&text, before, (name, "")) != text))
    }

    /// The first step before the one that is shown whose solution makes something that a line names, and that is not there.
    pub(super) fn made_before(&self, line: &str, account: &Account) -> Option<usize> {
        let is_lacking = |kind: &Named, name: &str| {
            let mut before = kind.before.iter().copied().chain([kind.option]);
            let is_there = || (kind.names)(account).iter().any(|there| there.eq_ignore_ascii_case(name));
            before.any(|before| renamed(line, before, (name, "")) != line) && !is_there()
        };
        let makes = |step: usize| NAMED.iter().any(|kind| self.made_in(step, kind).iter().any(|(_, name)| is_lacking(kind, name)));
        let is_made_here = NAMED.iter().any(|kind| self.made_in(self.at(), kind).iter().any(|(_, name)| is_lacking(kind, name)));
        (0..self.at()).find(|step| makes(*step)).filter(|_| !is_made_here)
    }

    /// What the solution of a step makes of a kind, by name.
    fn made_in(&self, step: usize, kind: &Named) -> Vec<(usize, String)> {
        let made_by = format!(" {} ", kind.made_by);
        let lines = self.lines_of_solution(step).into_iter().filter(|line| line.starts_with("aws ") && line.contains(&made_by));
        lines.filter_map(|line| Some((step, line.split_once(kind.option)?.1.split_whitespace().next()?.to_owned()))).collect()
    }
}

/// Whether a verdict is about a thing of this name.
fn tells_of(verdict: &Verdict, name: &str) -> bool {
    let mut places = verdict.findings.iter().filter_map(|finding| finding.place.as_ref()?.entity.as_deref());
    places.any(|entity| entity.eq_ignore_ascii_case(name))
}

impl Taken {
    /// A line with the name that was taken.
    fn put_into(&self, line: &str) -> String {
        let before = self.kind.before.iter().copied().chain([self.kind.option]);
        before.fold(line.to_owned(), |line, before| renamed(&line, before, (&self.from, &self.to)))
    }
}

/// A line with a whole name replaced wherever it stands behind a text.
fn renamed(line: &str, before: &str, (from, to): (&str, &str)) -> String {
    let mut pieces = line.split(before);
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        all.push_str(before);
        match piece.strip_prefix(from).filter(|rest| !rest.starts_with(is_of_name)) {
            Some(rest) => {
                all.push_str(to);
                all.push_str(rest);
            }
            None => all.push_str(piece),
        }
    }
    all
}

/// Whether a letter can stand in a name.
fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || "+=,.@_-".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_replaced_and_only_where_such_a_thing_is_named() {
        let role = Taken { kind: &NAMED[2], from: "app".into(), to: "programs".into() };
        for (line, with) in [
            ("aws iam get-role --role-name app", "aws iam get-role --role-name programs"),
            ("aws iam get-role --role-name app-2", "aws iam get-role --role-name app-2"),
            ("try --as role/app s3:GetObject app", "try --as role/programs s3:GetObject app"),
            ("aws iam get-user --user-name app", "aws iam get-user --user-name app"),
        ] {
            assert_eq!(role.put_into(line), with);
        }
        let device = Taken { kind: &NAMED[5], from: "phone".into(), to: "mine".into() };
        assert_eq!(
            device.put_into("aws iam enable-mfa-device --serial-number arn:aws:iam::1:mfa/phone --authentication-code1 $code1(phone)"),
            "aws iam enable-mfa-device --serial-number arn:aws:iam::1:mfa/mine --authentication-code1 $code1(mine)"
        );
    }
}
