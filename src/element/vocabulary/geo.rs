//! Places: GeoRSS (Simple, and GML as `georss:where` holds it) and the W3C's Basic Geo vocabulary.
//!
//! WGS 84 in degrees, latitude first. Of GML the coordinates are judged, and not its frames.

use super::form::{self, invalid, number};
use super::small::EXTENSION_VALUE_INVALID;
use crate::diagnostic::Diagnostic;
use crate::element::spec::{AttributeSpec, Form, Kind, Spec, optional};
use crate::xml::read::{Node, Value};

const ANYWHERE: &[&str] = &["channel", "item", "media:content", "media:group", "media:location"];
const SIGNED: Kind = Kind::Form(Form::Signed);
const NUMBER: Kind = Kind::Form(Form::Number);
const LEVEL: Kind = Kind::Form(Form::Level);

/// The properties of a feature, as attributes; both spellings are met, and both are GeoRSS's own.
const FEATURE: &[AttributeSpec] = &[
    optional("featuretypetag", Kind::Text),
    optional("featureTypeTag", Kind::Text),
    optional("relationshiptag", Kind::Text),
    optional("relationshipTag", Kind::Text),
    optional("featurename", Kind::Text),
    optional("featureName", Kind::Text),
    optional("elev", SIGNED),
    optional("floor", LEVEL),
    optional("radius", NUMBER),
];

const fn georss(name: &'static str, kind: Kind) -> Spec {
    Spec::value(name, ANYWHERE, kind).many().with(FEATURE).judged_by(judge_georss)
}

const fn geo(name: &'static str, kind: Kind) -> Spec {
    Spec::value(name, &["channel", "item", "media:content", "geo:Point"], kind).judged_by(judge_geo)
}

pub(super) static SPECS: &[Spec] = &[
    georss("georss:point", Kind::Own),
    georss("georss:line", Kind::Own),
    georss("georss:polygon", Kind::Own),
    georss("georss:box", Kind::Own),
    georss("georss:circle", Kind::Own),
    georss("georss:elev", SIGNED),
    georss("georss:floor", LEVEL),
    georss("georss:radius", NUMBER),
    georss("georss:featurename", Kind::Text),
    georss("georss:featureName", Kind::Text),
    georss("georss:featuretypetag", Kind::Text),
    georss("georss:featureTypeTag", Kind::Text),
    georss("georss:relationshiptag", Kind::Text),
    georss("georss:relationshipTag", Kind::Text),
    Spec::container("georss:where", ANYWHERE).many().with(FEATURE).judged_by(judge_georss),
    geo("geo:lat", Kind::Form(Form::Degrees(90))),
    geo("geo:long", Kind::Form(Form::Degrees(180))),
    geo("geo:alt", SIGNED),
    Spec::value("geo:lat_long", ANYWHERE, Kind::Text),
    Spec::container("geo:Point", ANYWHERE).judged_by(judge_geo),
];

/// How many points a shape has.
enum Points {
    Exactly(usize),
    AtLeast(usize),
    /// At least so many, the last where the first is.
    Ring(usize),
}

fn judge_georss(node: Node<'_>) -> Vec<Diagnostic> {
    let mut findings = form::judge(node, "georss", &EXTENSION_VALUE_INVALID);
    let value = Value::of(node);
    match node.local() {
        "where" => findings.extend(gml(node)),
        "point" => findings.extend(shape(&value, Points::Exactly(1))),
        "line" => findings.extend(shape(&value, Points::AtLeast(2))),
        "polygon" => findings.extend(shape(&value, Points::Ring(4))),
        "box" => findings.extend(shape(&value, Points::Exactly(2))),
        "circle" => findings.extend(circle(&value)),
        _ => {}
    }
    findings
}

fn judge_geo(node: Node<'_>) -> Vec<Diagnostic> {
    let mut findings = form::judge(node, "geo", &EXTENSION_VALUE_INVALID);
    if node.local() == "Point" {
        let has = |local: &str| node.elements().any(|inner| inner.local() == local);
        for name in ["lat", "long"].into_iter().filter(|name| !has(name)) {
            let message = format!("<{}> without <geo:{name}>", node.name());
            findings.push(Diagnostic::new(&EXTENSION_VALUE_INVALID, node.place(), message));
        }
    }
    findings
}

/// The numbers of a text, with blanks between; `None` where something else stands there.
fn numbers(text: &str) -> Option<Vec<f64>> {
    text.split_whitespace().map(number).collect()
}

/// The finding that commas stand where blanks should.
fn commas(value: &Value<'_>) -> Option<Diagnostic> {
    let text = value.trimmed();
    let plain = text.contains(',').then(|| text.replace(',', " ").split_whitespace().collect::<Vec<_>>().join(" "))?;
    numbers(&plain)?;
    let message = format!("{} has commas between its numbers", value.name());
    let finding = Diagnostic::new(&EXTENSION_VALUE_INVALID, value.place(), message).found(text).expected(&plain);
    Some(finding.fix(false, "write blanks", &value.place(), value.escaped(&plain)))
}

fn shape(value: &Value<'_>, points: Points) -> Option<Diagnostic> {
    let text = value.trimmed();
    let expected = match points {
        Points::Exactly(1) => "latitude and longitude: `38.72 -9.14`".to_string(),
        Points::Exactly(count) => format!("{count} points, latitude before longitude"),
        Points::AtLeast(count) => format!("{count} points or more, latitude before longitude"),
        Points::Ring(count) => format!("{count} points or more, the last where the first is"),
    };
    let finding = || invalid(value, &EXTENSION_VALUE_INVALID);
    let Some(numbers) = numbers(text) else { return commas(value).or_else(|| Some(finding().expected(expected))) };
    let (pairs, rest) = numbers.as_chunks::<2>();
    let right = rest.is_empty()
        && match points {
            Points::Exactly(count) => pairs.len() == count,
            Points::AtLeast(count) => pairs.len() >= count,
            Points::Ring(count) => pairs.len() >= count && pairs.first() == pairs.last(),
        };
    if !right {
        return Some(finding().expected(expected));
    }
    let on_earth = |[latitude, longitude]: &[f64; 2]| latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    (!pairs.iter().all(on_earth))
        .then(|| finding().expected("latitudes from -90 to 90 and longitudes from -180 to 180"))
}

/// A point and a radius in metres.
fn circle(value: &Value<'_>) -> Option<Diagnostic> {
    let right = matches!(numbers(value.trimmed()).as_deref(), Some([latitude, longitude, radius])
        if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && *radius >= 0.0);
    (!right).then(|| {
        invalid(value, &EXTENSION_VALUE_INVALID)
            .expected("latitude, longitude and a radius in metres: `38.72 -9.14 500`")
    })
}

/// The coordinates of what stands in `georss:where`.
fn gml(node: Node<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if node.elements().next().is_none() {
        let message = format!("<{}> without a shape of GML in it", node.name());
        findings.push(Diagnostic::new(&EXTENSION_VALUE_INVALID, node.place(), message));
    }
    let document = node.document();
    for inner in document.elements_in(node.subtree()) {
        let ring = inner.parent().is_some_and(|parent| parent.local() == "LinearRing");
        let points = match inner.local() {
            "pos" | "lowerCorner" | "upperCorner" => Points::Exactly(1),
            "posList" if ring => Points::Ring(4),
            "posList" => Points::AtLeast(2),
            _ => continue,
        };
        // Another system of coordinates has other numbers.
        let named = |name| inner.attribute(name).is_some();
        if named("srsName") || named("srsDimension") {
            continue;
        }
        findings.extend(shape(&Value::of(inner), points));
    }
    findings
}
