//! Apple's categories: the one tree, as of 2019, and the names it had before.
//!
//! "A Podcaster's Guide to RSS", `<itunes:category>`. Names are exact, case and signs included.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Rule};
use crate::keys::{FromNode, Node, Reader, quoted_like};
use crate::scalar::nearest;

/// A top category and what it holds.
#[derive(Debug)]
pub struct TopCategory {
    /// Its name.
    pub name: &'static str,
    /// Its subcategories.
    pub subs: &'static [&'static str],
}

const fn top(name: &'static str, subs: &'static [&'static str]) -> TopCategory {
    TopCategory { name, subs }
}

/// Apple's tree.
#[rustfmt::skip]
pub static CATEGORIES: &[TopCategory] = &[
    top("Arts", &["Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"]),
    top("Business", &["Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"]),
    top("Comedy", &["Comedy Interviews", "Improv", "Stand-Up"]),
    top("Education", &["Courses", "How To", "Language Learning", "Self-Improvement"]),
    top("Fiction", &["Comedy Fiction", "Drama", "Science Fiction"]),
    top("Government", &[]),
    top("History", &[]),
    top("Health & Fitness", &["Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"]),
    top("Kids & Family", &["Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"]),
    top("Leisure", &["Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden", "Video Games"]),
    top("Music", &["Music Commentary", "Music History", "Music Interviews"]),
    top("News", &["Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News", "Tech News"]),
    top("Religion & Spirituality", &["Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"]),
    top("Science", &["Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences", "Nature", "Physics", "Social Sciences"]),
    top("Society & Culture", &["Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"]),
    top("Sports", &["Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby", "Running", "Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling"]),
    top("Technology", &[]),
    top("True Crime", &[]),
    top("TV & Film", &["After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"]),
];

/// Names of the tree before 2019 and their successors; an empty one has none.
#[rustfmt::skip]
static OBSOLETE: &[(&str, &str)] = &[
    ("Arts & Entertainment", "Arts"), ("Audio Blogs", "Society & Culture > Personal Journals"), ("Family", "Kids & Family"),
    ("Food", "Arts > Food"), ("Games & Hobbies", "Leisure"), ("Government & Organizations", "Government"),
    ("Health", "Health & Fitness"), ("International", ""), ("Movies & Television", "TV & Film"),
    ("News & Politics", "News"), ("Politics", "News > Politics"), ("Public Radio", ""), ("Science & Medicine", "Science"),
    ("Sports & Recreation", "Sports"), ("Talk Radio", ""), ("Transportation", "Leisure > Automotive"),
    ("Travel", "Society & Culture > Places & Travel"), ("Arts > Literature", "Arts > Books"),
    ("Business > Finance", "Business > Investing"), ("Business > Management & Marketing", "Business > Management"),
    ("Business > News", "News > Business News"), ("Business > Business News", "News > Business News"), ("Business > Shopping", "Business"),
    ("Education > Education Technology", "Education"), ("Education > Educational Technology", "Education"),
    ("Education > Higher Education", "Education > Courses"), ("Education > K-12", "Education"),
    ("Education > Language Courses", "Education > Language Learning"), ("Education > Training", "Education > How To"),
    ("Religion & Spirituality > New Age", "Religion & Spirituality > Spirituality"),
    ("Religion & Spirituality > Philosophy", "Society & Culture > Philosophy"), ("Religion & Spirituality > Other", "Religion & Spirituality > Religion"),
    ("Society & Culture > History", "History"), ("Technology > Computers", "Technology"), ("Technology > Developers", "Technology"),
    ("Technology > Gadgets", "Technology"), ("Technology > Information Technology", "Technology"), ("Technology > News", "News > Tech News"),
    ("Technology > Operating Systems", "Technology"), ("Technology > Podcasting", "Technology"), ("Technology > Smart Phones", "Technology"),
    ("Technology > Software How-To", "Technology"), ("Technology > Tech News", "News > Tech News"), ("Technology > Text/Speech", "Technology"),
];

crate::rules! {
    /// Apple refuses a feed whose category is not in its list, to the letter.
    ITUNES_CATEGORY_UNKNOWN = "itunes-category-unknown": Error, [Apple, Psp1], Safe;
        summary "a category that Apple's list does not have";
        bad "categories = [\"Society and Culture\"]";
        good "categories = [\"Society & Culture\"]";
        source "Apple, A Podcaster's Guide to RSS, <itunes:category>";
    /// Apple changed its list in 2019; an old name puts the show into no list.
    ITUNES_CATEGORY_OBSOLETE = "itunes-category-obsolete": Warning, [Apple, Psp1], Unsafe;
        summary "a category of Apple's list before 2019";
        bad "categories = [\"News & Politics\"]";
        good "categories = [\"News > Politics\"]";
        source "Apple, A Podcaster's Guide to RSS, <itunes:category>";
    /// A subcategory counts below its own parent only.
    ITUNES_SUBCATEGORY_MISPLACED = "itunes-subcategory-misplaced": Error, [Apple, Psp1], Unsafe;
        summary "a subcategory without its parent, or below another";
        bad "categories = [\"Documentary\"]";
        good "categories = [\"Society & Culture > Documentary\"]";
        source "Apple, A Podcaster's Guide to RSS, <itunes:category>";
}

/// A category of Apple's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// The top category.
    pub top: &'static str,
    /// The subcategory.
    pub sub: Option<&'static str>,
}

impl Category {
    /// The category of that exact name: `Technology`, `Society & Culture > Documentary`.
    pub fn of_name(name: &str) -> Option<Category> {
        let (top, sub) = match name.split_once('>') {
            Some((top, sub)) => (top.trim(), Some(sub.trim())),
            None => (name.trim(), None),
        };
        let top = CATEGORIES.iter().find(|known| known.name == top)?;
        let sub = match sub {
            None => None,
            Some(sub) => Some(*top.subs.iter().find(|known| **known == sub)?),
        };
        Some(Category { top: top.name, sub })
    }

    /// The category of that name, or what is wrong with the name.
    pub fn judge(text: &str) -> Result<Category, Misnamed> {
        if let Some(category) = Category::of_name(text) {
            return Ok(category);
        }
        let name = text.split('>').map(str::trim).collect::<Vec<_>>().join(" > ");
        let meant = fold(&name);
        if let Some((right, _)) = NAMES.iter().find(|(_, folded)| *folded == meant) {
            let message = "Apple spells this category otherwise".to_string();
            let right = Some(right.clone());
            return Err(Misnamed { rule: &ITUNES_CATEGORY_UNKNOWN, message, right, spelling_only: true });
        }
        let last = name.rsplit(" > ").next().unwrap_or_default();
        let home = CATEGORIES.iter().find(|top| top.subs.contains(&last));
        let top_name = CATEGORIES.iter().find(|top| top.name == last);
        let (rule, message, right) = if let Some((_, successor)) = OBSOLETE.iter().find(|(old, _)| *old == name) {
            let message = format!("\"{name}\" left Apple's list in 2019");
            (&ITUNES_CATEGORY_OBSOLETE, message, Some((*successor).to_string()).filter(|name| !name.is_empty()))
        } else if let Some(home) = home {
            let message = format!("\"{last}\" belongs below \"{}\"", home.name);
            (&ITUNES_SUBCATEGORY_MISPLACED, message, Some(format!("{} > {last}", home.name)))
        } else if let (Some(top), true) = (top_name, name.contains(" > ")) {
            let message = format!("\"{last}\" is no subcategory");
            (&ITUNES_SUBCATEGORY_MISPLACED, message, Some(top.name.to_string()))
        } else {
            let near = nearest(&meant, NAMES.iter().map(|(name, _)| name.as_str()));
            (&ITUNES_CATEGORY_UNKNOWN, format!("Apple has no category \"{name}\""), near.map(str::to_string))
        };
        Err(Misnamed { rule, message, right, spelling_only: false })
    }

    /// As people write it.
    pub fn name(&self) -> String {
        match self.sub {
            Some(sub) => format!("{} > {sub}", self.top),
            None => self.top.to_string(),
        }
    }
}

/// What is wrong with the name of a category.
#[derive(Debug)]
pub struct Misnamed {
    /// The rule it breaks.
    pub rule: &'static Rule,
    /// In words.
    pub message: String,
    /// What is meant, or took its place, if that can be told.
    pub right: Option<String>,
    /// What is meant is certain: only case, hyphens, `and` or an ampersand differ.
    pub spelling_only: bool,
}

/// The top categories in words, for people whose category is none.
pub fn top_names() -> String {
    let tops = CATEGORIES.iter().map(|top| top.name).collect::<Vec<_>>().join(", ");
    format!("Apple's categories are {tops}")
}

/// A name without what people write in more than one way: case, `and`, hyphens, an ampersand escaped once too often.
fn fold(name: &str) -> String {
    let name = name.to_lowercase().replace("&amp;", "&").replace('-', " ");
    let words = name.split_whitespace().map(|word| if word == "and" { "&" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// All names, each with its folded form.
static NAMES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let names = |top: &TopCategory| {
        let subs = top.subs.iter().map(|sub| format!("{} > {sub}", top.name)).collect::<Vec<_>>();
        std::iter::once(top.name.to_string()).chain(subs)
    };
    CATEGORIES.iter().flat_map(names).map(|name| (name.clone(), fold(&name))).collect()
});

impl FromNode for Category {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::from_node(node, reader)?;
        let misnamed = match Category::judge(&text) {
            Ok(category) => return Some(category),
            Err(misnamed) => misnamed,
        };
        let mut finding = Diagnostic::new(misnamed.rule, &node.place, misnamed.message).found(text);
        match &misnamed.right {
            Some(right) => {
                let edit = quoted_like(&node.place, right);
                let write = format!("write `{right}`");
                finding = finding.expected(right).fix(misnamed.spelling_only, write, &node.place, edit);
            }
            None => finding = finding.help(top_names()),
        }
        reader.report(finding);
        misnamed.right.filter(|_| misnamed.spelling_only).and_then(|right| Category::of_name(&right))
    }
    fn expected() -> String {
        "a category of Apple's list, like \"Society & Culture > Documentary\"".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "enum": NAMES.iter().map(|(name, _)| name).collect::<Vec<_>>() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_the_tree() {
        assert_eq!(CATEGORIES.len(), 19);
        assert_eq!(CATEGORIES.iter().map(|top| top.subs.len()).sum::<usize>(), 91);
        for (old, successor) in OBSOLETE {
            assert!(Category::of_name(old).is_none(), "{old}");
            assert!(successor.is_empty() || Category::of_name(successor).is_some(), "{successor}");
        }
    }
}
