//! Values by their form, for the namespaces that have one rule for all of their values.

use super::spec;
use crate::diagnostic::{Diagnostic, Rule};
use crate::element::spec::{Content, Form, Kind};
use crate::html::markup;
use crate::scalar::{Millis, check_language, is_decimal, is_media_type, nearest};
use crate::xml::read::{Node, Value};

/// Judges text and attributes of an element by the forms that its row gives them.
pub(super) fn judge(node: Node<'_>, prefix: &str, rule: &'static Rule) -> Vec<Diagnostic> {
    let Some(spec) = spec(prefix, node.local()) else { return Vec::new() };
    let mut findings = Vec::new();
    if let Content::Value(Kind::Form(form)) = spec.content {
        findings.extend(judge_value(&Value::of(node), form, rule));
    }
    for attribute in node.attributes() {
        if let Some(Kind::Form(form)) = spec.attribute(attribute.name()).map(|own| own.kind) {
            findings.extend(judge_value(&Value::of_attribute(node, attribute), form, rule));
        }
    }
    findings
}

/// Judges one value.
pub(super) fn judge_value(value: &Value<'_>, form: Form, rule: &'static Rule) -> Option<Diagnostic> {
    if let Form::Plain = form {
        return plain(value, rule);
    }
    let text = value.trimmed();
    if holds(text, form) {
        return None;
    }
    let finding = invalid(value, rule).expected(expected(form));
    let Form::Word(words) = form else { return Some(finding) };
    let case = words.iter().find(|word| word.eq_ignore_ascii_case(text));
    Some(match (case, nearest(text, words.iter().copied())) {
        (Some(word), _) => finding.fix(true, format!("write `{word}`"), &value.place(), *word),
        (None, Some(near)) if !text.is_empty() => finding.help(format!("did you mean `{near}`?")),
        _ => finding,
    })
}

/// The finding that a value is not what it should be.
pub(super) fn invalid(value: &Value<'_>, rule: &'static Rule) -> Diagnostic {
    let text = value.trimmed();
    let message = match text {
        "" => format!("{} is empty", value.name()),
        _ => format!("{} is \"{text}\"", value.name()),
    };
    Diagnostic::new(rule, value.place(), message).found(text)
}

/// Judges a text that is to be shown as it stands.
pub(super) fn plain(value: &Value<'_>, rule: &'static Rule) -> Option<Diagnostic> {
    let range = markup(&value.text)?;
    let message = format!("{} is plain text, and holds markup that is shown as it stands", value.name());
    let found = value.text.get(range.clone()).unwrap_or_default();
    Some(Diagnostic::new(rule, value.locate(range), message).found(found))
}

fn holds(text: &str, form: Form) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match form {
        Form::Number => is_decimal(text),
        Form::Signed => number(text).is_some(),
        Form::Whole(least) => digits(text) && text.parse::<u64>().is_ok_and(|number| number >= least),
        Form::Level => digits(text.strip_prefix(['-', '+']).unwrap_or(text)),
        Form::WholeNumbers => text.split(',').all(|part| digits(part.trim())),
        Form::Word(words) => words.contains(&text),
        Form::MediaType => is_media_type(text),
        Form::Language => check_language(text).is_ok(),
        Form::PlayTime => is_play_time(text),
        Form::Uri => is_uri(text),
        Form::Plain => markup(text).is_none(),
        Form::Currency => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        Form::Degrees(most) => number(text).is_some_and(|number| number.abs() <= f64::from(most)),
    }
}

fn expected(form: Form) -> String {
    match form {
        Form::Number => "a number, not negative".into(),
        Form::Signed => "a number".into(),
        Form::Whole(least) => format!("a whole number, {least} or more"),
        Form::Level => "a whole number".into(),
        Form::WholeNumbers => "whole numbers with commas between".into(),
        Form::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or "),
        Form::MediaType => "a media type: `audio/mpeg`, `video/mp4` …".into(),
        Form::Language => "a language tag: `en`, `pt-BR` …".into(),
        Form::PlayTime => "Normal Play Time: `754.5`, `00:12:34.5` or `now`".into(),
        Form::Uri => "a whole URI, with its scheme".into(),
        Form::Plain => "text without markup".into(),
        Form::Currency => "a currency of ISO 4217: `EUR`, `USD` …".into(),
        Form::Degrees(most) => format!("degrees from -{most} to {most}"),
    }
}

/// A decimal number with or without sign; coordinates are no times, and their last digits decide nothing here.
pub(super) fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let right = is_decimal(digits.strip_suffix('.').unwrap_or(digits)) || is_decimal(&format!("0{digits}"));
    right.then(|| text.parse().ok()).flatten()
}

/// RFC 2326, 3.6: seconds, or hours, minutes and seconds.
fn is_play_time(text: &str) -> bool {
    text == "now" || (Millis::parse(text).is_some() && matches!(text.matches(':').count(), 0 | 2))
}

/// RFC 3986, 3: a scheme, and something behind it without blanks.
pub(super) fn is_uri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
            && !rest.is_empty()
            && !rest.contains(char::is_whitespace)
            // An address with an authority needs one.
            && rest.strip_prefix("//").is_none_or(|rest| !rest.is_empty() && !rest.starts_with('/') || scheme == "file")
    })
}
