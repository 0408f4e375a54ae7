//! The field's small values, a file each: times, dates, languages, media types, identifiers, hosts, address parts.
//!
//! Pure and without spans: each reader takes a text and answers with the value or with a sentence that says what was
//! expected.

mod date;
mod fingerprint;
mod guid;
mod host;
mod language;
mod mail_date;
mod media_type;
mod millis;
mod near;
mod number;
mod slug;
mod url;

pub use date::{DateError, date_rfc2822, date_rfc3339, parse_date, time_zone};
pub use fingerprint::Fingerprint;
pub use guid::{episode_guid, guid_is_link, podcast_guid};
pub use host::{is_private_address, is_private_host};
pub use language::{check_language, is_country, is_language_code, language_subtag, unknown_region};
pub use mail_date::{Lenient, MailDate, MailZone, NoMailDate, Obsolete, read_mail_date};
pub use media_type::{MEDIA_TYPES, MediaKind, MediaType, is_media_type, media_type_of};
pub use millis::Millis;
pub use near::{fold, nearest};
pub use number::is_decimal;
pub use slug::{percent_encode_path, slug, slug_path};
pub use url::{UrlParts, is_placeholder_host, is_private_host_text, is_url_stray, percent_encoded, url_parts};
