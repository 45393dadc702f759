//! The forms of a certificate: text, and pages to print. Each is read as it is written.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::facts::Certificate;
use crate::account::display::visible;
use crate::account::words::count;

/// A form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Plain text.
    Text,
    /// A page that a browser prints.
    Html,
    /// A picture.
    Svg,
}

/// Why a text is no certificate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CertificateError {
    /// There is no line for machines in it.
    NoFacts,
    /// The line for machines can't be read.
    Unreadable,
    /// It does not say what its line for machines says.
    Changed,
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoFacts => "This is no certificate of iam-console: the line that begins with iam-console-certificate is missing.",
            Self::Unreadable => "The line that begins with iam-console-certificate can't be read: it was changed, or cut off.",
            Self::Changed => "The certificate was changed: it does not say what it was made with.",
        })
    }
}

impl std::error::Error for CertificateError {}

/// What the line for machines begins with.
const MARK: &str = "iam-console-certificate:";

impl Certificate {
    /// The certificate in a form, with a line break at its end.
    pub fn written(&self, form: Form) -> String {
        match form {
            Form::Text => self.text(),
            Form::Html => self.html(),
            Form::Svg => self.svg(),
        }
    }

    /// Reads a certificate in any of its forms, and the form.
    ///
    /// # Errors
    /// Where it is none, or where it was changed.
    pub fn read(text: &str) -> Result<(Self, Form), CertificateError> {
        let after = text.split_once(MARK).ok_or(CertificateError::NoFacts)?.1;
        let mut words = after.split(|letter: char| letter.is_ascii_whitespace() || letter == '<').filter(|word| !word.is_empty());
        let facts = words.next().and_then(|word| BASE64_URL_SAFE_NO_PAD.decode(word).ok()).ok_or(CertificateError::Unreadable)?;
        let certificate: Self = serde_json::from_slice(&facts).map_err(|_| CertificateError::Unreadable)?;
        let text = text.replace("\r\n", "\n");
        let form = [Form::Text, Form::Html, Form::Svg].into_iter().find(|form| certificate.written(*form).trim_end() == text.trim_end());
        form.map(|form| (certificate, form)).ok_or(CertificateError::Changed)
    }

    /// The line for machines.
    fn machine_line(&self) -> String {
        let facts = serde_json::to_vec(self).unwrap_or_default();
        format!("{MARK} {}", BASE64_URL_SAFE_NO_PAD.encode(facts))
    }

    /// How it was done, in a sentence.
    fn manner(&self) -> String {
        let minutes = count(self.seconds.div_ceil(60), "minute");
        let more = self.more_minutes.map_or_else(String::new, |more| format!("; the time was extended by {}", count(more, "minute")));
        format!("{} of {} unaided, in {minutes}{more}", self.solved, count(self.steps, "step"))
    }

    fn text(&self) -> String {
        let lines = [
            "iam-console · certificate".to_owned(),
            String::new(),
            visible(&self.learner),
            format!("has passed: {}", visible(&self.title)),
            String::new(),
            format!("On {}; {}.", self.day(), self.manner()),
            format!("Lesson {}, digest {}", visible(&self.lesson), self.digest()),
            String::new(),
            "Checked again by: iam-console verify --certificate FILE".to_owned(),
            self.machine_line(),
        ];
        lines.join("\n") + "\n"
    }

    fn html(&self) -> String {
        let [learner, title, lesson] = [&self.learner, &self.title, &self.lesson].map(|text| escaped(text));
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}: {learner}</title>\n\
             <style>@page{{size:A4 landscape;margin:0}}body{{margin:0;font-family:Georgia,serif;color:#16191f;text-align:center}}\
             main{{margin:12mm;padding:22mm;border:2px solid #0972d3}}h1{{font-size:30pt;margin:8mm 0}}\
             p{{font-size:13pt;margin:4mm 0}}.name{{font-size:24pt}}.small{{font-size:9pt;color:#414d5c}}</style>\n\
             <main>\n<p>iam-console · certificate</p>\n<p class=\"name\">{learner}</p>\n<p>has passed</p>\n<h1>{title}</h1>\n\
             <p>On {}; {}.</p>\n<p class=\"small\">Lesson {lesson}, digest {}<br>\
             Checked again by: iam-console verify --certificate FILE</p>\n</main>\n<!-- {} -->\n</html>\n",
            self.day(),
            self.manner(),
            self.digest(),
            self.machine_line(),
        )
    }

    fn svg(&self) -> String {
        let [learner, title, lesson] = [&self.learner, &self.title, &self.lesson].map(|text| escaped(text));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1123 794\" font-family=\"Georgia,serif\" text-anchor=\"middle\" \
             fill=\"#16191f\">\n<rect width=\"1123\" height=\"794\" fill=\"#fff\"/>\n\
             <rect x=\"45\" y=\"45\" width=\"1033\" height=\"704\" fill=\"none\" stroke=\"#0972d3\" stroke-width=\"3\"/>\n\
             <text x=\"561\" y=\"150\" font-size=\"20\">iam-console · certificate</text>\n\
             <text x=\"561\" y=\"280\" font-size=\"44\">{learner}</text>\n\
             <text x=\"561\" y=\"350\" font-size=\"22\">has passed</text>\n\
             <text x=\"561\" y=\"430\" font-size=\"52\">{title}</text>\n\
             <text x=\"561\" y=\"530\" font-size=\"20\">On {}; {}.</text>\n\
             <text x=\"561\" y=\"660\" font-size=\"14\" fill=\"#414d5c\">Lesson {lesson}, digest {}</text>\n\
             <text x=\"561\" y=\"690\" font-size=\"14\" fill=\"#414d5c\">Checked again by: iam-console verify --certificate FILE</text>\n\
             <metadata>{}</metadata>\n</svg>\n",
            self.day(),
            self.manner(),
            self.digest(),
            self.machine_line(),
        )
    }
}

/// A text within markup: nothing in it opens an element, and nothing that a page would not show is left.
fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::training::certificate::NoCertificate;
    use crate::training::progress::{LessonRecord, Outcome, StepRecord};

    const FORMS: [Form; 3] = [Form::Text, Form::Html, Form::Svg];

    fn record(outcomes: &[Outcome]) -> LessonRecord {
        let mut record = LessonRecord::begun("w07", 7, Timestamp::UNIX_EPOCH);
        for (number, outcome) in outcomes.iter().enumerate() {
            let step = StepRecord { outcome: Some(*outcome), seconds: 61, ..StepRecord::default() };
            record.steps.insert(format!("s{number}"), step);
        }
        record.finished = Some("2026-11-29T10:00:00Z".parse().unwrap());
        record
    }

    fn passed(learner: &str) -> Certificate {
        Certificate::of(learner, ("w07", "Foundations exam"), 2, &record(&[Outcome::Solved, Outcome::Solved])).unwrap()
    }

    #[test]
    fn a_certificate_says_who_passed_what_and_how() {
        let text = passed("Alice").written(Form::Text);
        assert!(text.contains("\nAlice\nhas passed: Foundations exam\n\nOn 2026-11-29; 2 of 2 steps unaided, in 3 minutes.\n"), "{text}");
    }

    #[test]
    fn that_more_time_was_taken_is_said() {
        let extended = LessonRecord { extended: 30, ..record(&[Outcome::Solved, Outcome::Solved]) };
        let certificate = Certificate::of("Alice", ("w07", "Foundations exam"), 2, &extended).unwrap();
        assert_ne!(certificate.digest(), passed("Alice").digest());
        for form in FORMS {
            let written = certificate.written(form);
            assert!(written.contains("in 3 minutes; the time was extended by 30 minutes."), "{written}");
            assert_eq!(Certificate::read(&written), Ok((certificate.clone(), form)));
        }
    }

    #[test]
    fn every_form_is_read_as_it_was_written_and_not_where_a_letter_was_changed() {
        let certificate = passed("Alice <b> & \"co\"");
        for form in FORMS {
            let written = certificate.written(form);
            assert_eq!(Certificate::read(&written), Ok((certificate.clone(), form)));
            assert_eq!(Certificate::read(&written.replace("2026-11-29", "2026-11-28")), Err(CertificateError::Changed));
            assert_eq!(Certificate::read(&written.replace('\n', "\r\n")), Ok((certificate.clone(), form)), "as Windows keeps it");
            assert_eq!(written.contains("<b>"), form == Form::Text, "no name makes an element");
        }
        assert_eq!(Certificate::read("hello"), Err(CertificateError::NoFacts));
        assert_eq!(Certificate::read("iam-console-certificate: x!"), Err(CertificateError::Unreadable));
    }

    #[test]
    fn no_name_breaks_the_picture() {
        // The line for machines has two hyphens in a row, which no comment may have, wherever this letter comes to stand in it;
        // the other letters are none of XML's.
        let hyphens = "ﾀaﾀaﾀ";
        assert!(passed(hyphens).machine_line().contains("--"));
        for (name, shown) in [(hyphens, hyphens), ("a\u{ffff}\u{1fffe}", "a\\u{ffff}\\u{1fffe}")] {
            let certificate = passed(name);
            let written = certificate.written(Form::Svg);
            assert!(written.contains(&format!(">{shown}</text>")) && !written.contains("<!--"), "{written}");
            assert_eq!(Certificate::read(&written), Ok((certificate, Form::Svg)));
        }
    }

    #[test]
    fn there_is_none_for_what_is_not_finished_or_was_helped_with() {
        let of = |steps, outcomes: &[Outcome]| Certificate::of("Alice", ("w07", "Exam"), steps, &record(outcomes)).unwrap_err();
        assert_eq!(of(3, &[Outcome::Solved, Outcome::Solved]), NoCertificate::Unfinished { done: 2, of: 3 });
        assert_eq!(of(2, &[Outcome::Solved, Outcome::Assisted]), NoCertificate::Aided { steps: 1 });
        assert_eq!(of(2, &[Outcome::Solved, Outcome::Skipped]), NoCertificate::Aided { steps: 1 });
    }

    proptest! {
        #[test]
        fn any_name_comes_through_and_any_text_is_read_or_refused(name in "\\PC{0,40}", text in "\\PC{0,200}") {
            let certificate = passed(&name);
            for form in FORMS {
                let read = Certificate::read(&certificate.written(form));
                prop_assert_eq!(read, Ok((certificate.clone(), form)));
            }
            let _ = Certificate::read(&text);
            let _ = Certificate::read(&format!("iam-console-certificate: {text}"));
        }
    }
}
