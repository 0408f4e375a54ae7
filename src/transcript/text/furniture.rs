//! What belongs to a page and is not spoken: its buttons, its links, the line that says who typed it.
//!
//! In the languages that podcasts are most published in.

use super::line::is_address;

/// "Listen", "Read the full transcript": a short line without the end of a sentence, of words that pages use for their parts.
pub(super) fn is_furniture(text: &str) -> bool {
    let text = text.trim();
    if text.ends_with(['.', '!', ',', '…', '。']) {
        return false;
    }
    let lower = without_addresses(text).to_lowercase();
    let list: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let core = |word: &&str| CORE.contains(word) || STEMS.iter().any(|begin| word.starts_with(begin));
    let known = |word: &&str| core(word) || WORDS.contains(word);
    (1..=6).contains(&list.len()) && list.iter().all(known) && list.iter().any(core)
}

/// The words of links, without where they lead.
fn without_addresses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// "Transcribed by …": who made the text, at its end; and where Markdown keeps the addresses of links.
pub(super) fn is_credit(text: &str) -> bool {
    if text.strip_prefix('[').and_then(|rest| rest.split_once("]:")).is_some_and(|(_, address)| is_address(address)) {
        return true;
    }
    let lower = text.trim_start_matches(['*', '_', '[', '(', ' ']).to_lowercase();
    let begins = CREDITS.iter().any(|begin| lower.starts_with(begin));
    begins && text.split_whitespace().count() <= 12
}

const CREDITS: &[&str] = &[
    "transcribed by",
    "transcript by",
    "transcription by",
    "transcript provided by",
    "transcript generated",
    "transkribiert von",
    "transkription:",
    "transkript:",
    "transcrit par",
    "transcription :",
    "transcrito por",
    "transcripción por",
    "trascritto da",
    "getranscribeerd door",
];

/// Words that name a part of a page; one of them makes the line furniture.
const CORE: &[&str] = &[
    "listen",
    "watch",
    "subscribe",
    "share",
    "download",
    "play",
    "follow",
    "read",
    "menu", // English
    "anhören",
    "hören",
    "ansehen",
    "lesen",
    "abonnieren",
    "herunterladen",
    "teilen", // German
    "écouter",
    "écoutez",
    "regarder",
    "lire",
    "lisez",
    "partager",
    "télécharger", // French
    "escuchar",
    "escucha",
    "leer",
    "suscríbete",
    "descargar",
    "compartir", // Spanish
    "ouvir",
    "ouça",
    "ler",
    "baixar",
    "ascolta",
    "ascoltare",
    "leggi",
    "scarica", // Portuguese, Italian
    "luister",
    "luisteren",
    "bekijk",
    "lees",
    "lyssna",
    "lytt",
    "posłuchaj", // Dutch, Nordic, Polish
];

/// Begins of what a transcript is called.
const STEMS: &[&str] = &["transcript", "transkript", "transcrip", "transcriç", "trascrizion", "transkryp"];

/// Words that stand beside those.
const WORDS: &[&str] = &[
    "the",
    "full",
    "episode",
    "now",
    "here",
    "to",
    "this",
    "on",
    "video",
    "audio",
    "show",
    "notes",
    "podcast",
    "us",
    "view",
    "open",
    "below",
    "apple",
    "podcasts",
    "spotify",
    "youtube",
    "rss",
    "and",
    "of",
    "a", // English
    "das",
    "den",
    "die",
    "der",
    "jetzt",
    "vollständiges",
    "vollständige",
    "ganzes",
    "ganze",
    "folge",
    "hier", // German
    "la",
    "le",
    "les",
    "l",
    "complète",
    "intégrale",
    "épisode",
    "ici",
    "maintenant",
    "en",
    "sur",
    "cet", // French
    "el",
    "los",
    "completa",
    "completo",
    "episodio",
    "aquí",
    "ahora",
    "este", // Spanish
    "o",
    "os",
    "episódio",
    "aqui",
    "agora",
    "em", // Portuguese
    "il",
    "lo",
    "integrale",
    "ora",
    "qui",
    "su",
    "questo", // Italian
    "de",
    "het",
    "een",
    "volledige",
    "volledig",
    "aflevering",
    "nu",
    "hela",
    "avsnittet", // Dutch, Nordic
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_are_furniture_in_other_languages_too() {
        for button in
            ["Listen", "Read the Full transcript", "Jetzt anhören", "Lire la transcription complète", "Transcripción"]
        {
            assert!(is_furniture(button), "{button}");
        }
        for speech in
            ["Listen.", "How it began", "Read between the lines of this", "We talk about:", "El puerto", "Die Folge"]
        {
            assert!(!is_furniture(speech), "{speech}");
        }
        assert!(is_credit("Transcribed by https://otter.ai"));
        assert!(!is_credit("Transcripts are my life"));
    }
}
