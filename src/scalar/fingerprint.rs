//! A hash of parts, to see whether anything that something was made from has changed.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// SHA-256 of parts that do not run into each other.
#[derive(Clone, Debug, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Adds a part.
    pub fn part(&mut self, bytes: impl AsRef<[u8]>) -> &mut Fingerprint {
        let bytes = bytes.as_ref();
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a value as JSON.
    pub fn json(&mut self, value: &impl Serialize) -> &mut Fingerprint {
        self.part(serde_json::to_vec(value).unwrap_or_default())
    }

    /// The first half of the hash, in lower-case hex.
    pub fn hex(&self) -> String {
        self.0.clone().finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let hex = |parts: &[&str]| {
            let mut print = Fingerprint::default();
            parts.iter().for_each(|part| {
                print.part(part);
            });
            print.hex()
        };
        assert_eq!(hex(&["ab", "c"]), hex(&["ab", "c"]));
        assert_ne!(hex(&["ab", "c"]), hex(&["a", "bc"]));
        assert_ne!(hex(&["ab"]), hex(&["ab", ""]));
    }
}
