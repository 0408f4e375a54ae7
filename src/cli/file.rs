//! What is named on the command line: files, `-` for standard input or output, addresses.

use std::io::{self, Read, Write};
use std::path::Path;

use super::Failure;
use crate::net::{Answer, Client, Limits};

/// The bytes of a file or of standard input, and its name as people gave it.
pub(super) fn read(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let name = path.to_string_lossy().replace('\\', "/");
    let mut bytes = Vec::new();
    let result = if name == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    match result {
        Ok(()) => Ok((name, bytes)),
        Err(error) => Err(Failure::of(name, format!("can't be read: {error}"))),
    }
}

/// Whether an argument is an address to fetch.
pub(super) fn is_url(name: &str) -> bool {
    name.starts_with("http://") || name.starts_with("https://")
}

/// A feed from its address. Whoever names an address in a private network means it.
pub(super) fn fetch(url: &str, client: &Client) -> Result<Answer, String> {
    client.trust(url);
    let answer = client.get(url, &Limits::default()).map_err(|error| error.cause.to_string())?;
    if !answer.is_success() {
        return Err(format!("the host answers with status {}", answer.status));
    }
    if !answer.complete {
        return Err("the feed is larger than 32 MiB".to_string());
    }
    Ok(answer)
}

/// Writes a file whole (beside it, then renamed), or to standard output.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = path.display().to_string();
    let fail = |error: io::Error| Failure::of(name.clone(), format!("can't be written: {error}"));
    if name == "-" {
        return io::stdout().lock().write_all(bytes).map_err(fail);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".podwright.");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}
