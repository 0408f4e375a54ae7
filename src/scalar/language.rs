//! Language tags: BCP 47 in form, ISO 639 in their first part.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::nearest;

/// The registered primary subtags: ISO 639-1 where there is one, else 639-3 and 639-5, as BCP 47 section 2.2.1 has it.
static CODES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("language_codes.txt").split_whitespace().collect());

/// English names of the two-letter codes, for "did you mean".
static NAMES: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| include_str!("language_names.txt").lines().filter_map(|line| line.split_once(' ')).collect());

/// The codes of ISO 3166-1 alpha-2, in capitals.
static COUNTRIES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("countries.txt").split_whitespace().collect());

/// Other regions that language tags may name: exceptional and former codes of ISO 3166, and the areas of UN M.49.
const OTHER_REGIONS: &[&str] = &[
    "001", "002", "003", "005", "009", "011", "013", "014", "015", "017", "018", "019", "021", "029", "030", "034",
    "035", "039", "053", "054", "057", "061", "142", "143", "145", "150", "151", "154", "155", "202", "419", "AC",
    "AN", "BU", "CP", "CS", "DD", "DG", "EA", "EU", "EZ", "FX", "IC", "NT", "SU", "TA", "TP", "UN", "XK", "YD", "YU",
    "ZR", "ZZ",
];

/// Whether two capitals are the code of a country.
pub fn is_country(code: &str) -> bool {
    COUNTRIES.contains(code)
}

/// The region that a well-formed tag names and that is none, by where it stands.
pub fn unknown_region(tag: &str) -> Option<Range<usize>> {
    let parsed = oxilangtag::LanguageTag::parse(tag).ok()?;
    let region = parsed.region()?;
    let upper = region.to_ascii_uppercase();
    let start = parsed.as_str().find(&format!("-{region}"))? + 1;
    let known = is_country(&upper) || OTHER_REGIONS.contains(&upper.as_str());
    (!known).then(|| start..start + region.len())
}

/// Whether a lower-case code is a registered primary subtag.
pub fn is_language_code(code: &str) -> bool {
    CODES.contains(code)
}

/// The primary subtag of a tag, in lower case: `pt` of `pt-BR`.
pub fn language_subtag(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// `Ok` for a tag that is well-formed by BCP 47 and whose language is registered.
///
/// # Errors
/// The tag that was probably meant, if one can be named: `en-US` for `en_US`, `en` for `english`.
pub fn check_language(tag: &str) -> Result<(), Option<String>> {
    let well_formed = oxilangtag::LanguageTag::parse(tag).is_ok();
    if well_formed && (is_language_code(&language_subtag(tag)) || tag.to_ascii_lowercase().starts_with("x-")) {
        return Ok(());
    }
    let dashed = tag.trim().trim_end_matches(['-', '_']).replace('_', "-");
    if dashed != tag && check_language(&dashed).is_ok() {
        return Err(Some(dashed));
    }
    let by_name =
        nearest(tag, NAMES.iter().map(|(_, name)| *name)).and_then(|name| NAMES.iter().find(|(_, n)| *n == name));
    Err(by_name.map(|(code, _)| (*code).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_regions() {
        for right in ["en", "pt-BR", "es-419", "zh-Hant-tw", "de-CH-1996", "sr-Latn-XK"] {
            assert_eq!(unknown_region(right), None, "{right}");
        }
        assert_eq!(unknown_region("en-UK"), Some(3..5));
        assert_eq!(unknown_region("zh-Hans-999"), Some(8..11));
    }

    #[test]
    fn tells_right_from_wrong() {
        for right in ["en", "pt-BR", "de-CH-1996", "yue", "zh-Hans-CN", "gsw"] {
            assert_eq!(check_language(right), Ok(()), "{right}");
        }
        assert_eq!(check_language("en_US"), Err(Some("en-US".into())));
        assert_eq!(check_language("english"), Err(Some("en".into())));
        assert_eq!(check_language("en-"), Err(Some("en".into())));
        assert_eq!(check_language("qq"), Err(None));
        assert_eq!(check_language(""), Err(None));
    }
}
