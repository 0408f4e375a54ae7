//! Templates: the built-in ones, and those of the show that take their place.

use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tera::{Context, Kwargs, State, Tera, TeraResult};
use url::Url;

use crate::diagnostic::{At, Diagnostic};
use crate::source::Source;

crate::rules! {
    /// A page that can't be made would be missing from the site, or the whole site would.
    TEMPLATE_INVALID = "template-invalid": Error, [], None;
        summary "a template does not parse, or asks for something that is not there";
        bad "{{ episode.titel }}";
        good "{{ episode.title }}";
        source "podwright templates; Tera 2";
    /// A file in `templates/` that replaces nothing and that no other template includes does nothing.
    TEMPLATE_UNUSED = "template-unused": Warning, [], None;
        summary "a file in templates/ that no built-in template has the name of";
        bad "templates/epsiode.html";
        good "templates/episode.html";
        source "podwright templates";
}

/// The built-in templates by name: the default theme, as it stands in the repository.
pub static TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../../templates/404.html")),
    ("base.html", include_str!("../../templates/base.html")),
    ("episode.html", include_str!("../../templates/episode.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("notes.html", include_str!("../../templates/notes.html")),
    ("notes.page.html", include_str!("../../templates/notes.page.html")),
    ("notes.txt", include_str!("../../templates/notes.txt")),
    ("page.html", include_str!("../../templates/page.html")),
    ("parts.html", include_str!("../../templates/parts.html")),
    ("redirect.html", include_str!("../../templates/redirect.html")),
    (STYLE, include_str!("../../templates/style.css")),
];

const STYLE: &str = "style.css";

/// Templates ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// The stylesheet's bytes.
    pub style: Vec<u8>,
    /// Where it lies below `public/`.
    pub style_path: String,
    sources: Vec<Arc<Source>>,
}

/// A template that could not be rendered.
#[derive(Debug)]
pub struct ThemeError(pub Box<Diagnostic>);

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for ThemeError {}

impl Theme {
    /// The built-in templates with the show's own in their place. `own` are named `templates/NAME`.
    ///
    /// Without a theme there is at least one finding that says why.
    pub fn new(own: Vec<Arc<Source>>) -> (Option<Theme>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html"]);
        tera.register_filter("relative", relative);
        let short = |source: &Arc<Source>| source.name.strip_prefix("templates/").unwrap_or(&source.name).to_string();
        let mut texts: Vec<(String, String)> = Vec::new();
        for (name, text) in TEMPLATES {
            let replaced = own.iter().find(|source| short(source) == *name);
            texts.push(((*name).to_string(), replaced.map_or((*text).to_string(), |source| source.text.clone())));
        }
        for source in &own {
            let name = short(source);
            if TEMPLATES.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let named = own.iter().any(|other| other.text.contains(&format!("\"{name}\"")));
            if !named {
                let mut finding = Diagnostic::new(
                    &TEMPLATE_UNUSED,
                    At::File(source.name.clone()),
                    "no built-in template has this name, and no template of yours includes it",
                );
                if let Some(near) = crate::scalar::nearest(&name, TEMPLATES.iter().map(|(name, _)| *name)) {
                    finding = finding.help(format!("did you mean `{near}`?"));
                }
                diagnostics.push(finding);
            }
            texts.push((name, source.text.clone()));
        }
        let style = texts.iter().find(|(name, _)| name == STYLE).map(|(_, text)| text.clone()).unwrap_or_default();
        let hash: String = Sha256::digest(style.as_bytes()).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
        let templates = texts.iter().filter(|(name, _)| name != STYLE);
        let result = tera.add_raw_templates(templates.map(|(name, text)| (name.as_str(), text.as_str())));
        let theme =
            Theme { tera, style: style.into_bytes(), style_path: format!("assets/style-{hash}.css"), sources: own };
        match result {
            Ok(()) => (Some(theme), diagnostics),
            Err(error) => {
                diagnostics.push(theme.finding(&error));
                (None, diagnostics)
            }
        }
    }

    /// Renders a template.
    ///
    /// # Errors
    /// What Tera has to say, at its place in the template if that is the show's own.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, ThemeError> {
        self.tera.render(name, context).map_err(|error| ThemeError(Box::new(self.finding(&error))))
    }

    fn finding(&self, error: &tera::Error) -> Diagnostic {
        let text = error.to_string();
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or("the template can't be rendered");
        let mut message = first.strip_prefix("error: ").unwrap_or(first).to_string();
        let mut at = At::Nowhere;
        // Tera prints ` --> NAME:LINE:COLUMN` below its message.
        for line in text.lines() {
            let Some(place) = line.trim().strip_prefix("--> ").or_else(|| line.trim().strip_prefix("--> [")) else {
                continue;
            };
            let mut parts = place.trim_matches(['[', ']']).split(':');
            let (Some(name), Some(row)) = (parts.next(), parts.next().and_then(|row| row.trim().parse::<usize>().ok()))
            else {
                continue;
            };
            let column = parts.next().and_then(|column| column.trim().parse::<usize>().ok()).unwrap_or(1);
            let file = format!("templates/{name}");
            at = match self.sources.iter().find(|source| source.name == file) {
                Some(source) => At::Place(place_in(source, row, column)),
                None => At::File(format!("{file} (built in)")),
            };
            break;
        }
        // Of an include that goes round in a circle it names the template alone.
        if matches!(at, At::Nowhere) {
            let named = |source: &&Arc<Source>| {
                let name = source.name.strip_prefix("templates/").unwrap_or(&source.name);
                first.contains(&format!("'{name}'"))
            };
            at = self.sources.iter().find(named).map_or(At::Nowhere, |source| At::File(source.name.clone()));
        }
        if let Some(detail) = lines
            .filter(|line| line.starts_with("= ") || line.contains('^'))
            .map(|l| l.trim_start_matches(['|', ' ', '^', '=']))
            .find(|l| !l.is_empty())
        {
            message = format!("{message}: {detail}");
        }
        Diagnostic::new(&TEMPLATE_INVALID, at, message).help("docs/templates.md lists what each template is given")
    }
}

/// The rest of a line from a column on.
fn place_in(source: &Arc<Source>, row: usize, column: usize) -> crate::source::Place {
    let before: usize = (1..row).map(|line| source.line(line).len() + 1).sum();
    let line = source.line(row);
    let skip: usize = line.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    let start = (before + skip).min(source.text.len());
    source.place(start..(before + line.len()).clamp(start, source.text.len()))
}

/// An address relative to the page's own (`here`), where both are of one host.
fn relative(address: &str, _: Kwargs, state: &State<'_>) -> TeraResult<String> {
    let here = state.get::<String>("here")?.and_then(|here| Url::parse(&here).ok());
    let relative = here.and_then(|here| {
        let target = Url::parse(address).ok()?;
        here.make_relative(&target)
    });
    Ok(match relative {
        Some(empty) if empty.is_empty() => "./".to_string(),
        Some(relative) => relative,
        None => address.to_string(),
    })
}
