//! EPISODE on the command line.

use std::path::Path;

/// NAME of an EPISODE as people give it: a NAME, or the path of its file, from the working directory or the show's folder.
/// What is no such path stays as it is.
pub fn episode_name(root: &Path, given: &str) -> String {
    let real = Path::new(given).canonicalize().ok().zip(root.join("episodes").canonicalize().ok());
    let below = real.and_then(|(path, episodes)| {
        let parts = path.strip_prefix(episodes).ok()?.components();
        Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    });
    crate::lock::name_of(&below.filter(|path| !path.is_empty()).unwrap_or_else(|| given.replace('\\', "/"))).to_string()
}
