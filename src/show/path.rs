//! Paths inside a show: relative to its folder, with `/`, without `.` and `..`.

/// A path that leads out of the show's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside;

/// The folder of a file; empty for the top.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path as written in a file of a folder, from the show's folder; a leading `/` is the show's folder.
///
/// # Errors
/// [`Outside`] for a path that climbs out, or names a drive or another machine.
pub fn resolve(folder: &str, path: &str) -> Result<String, Outside> {
    let path = path.replace('\\', "/");
    if path.starts_with("//") || path.get(1..3) == Some(":/") {
        return Err(Outside);
    }
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(Outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_inside() {
        assert_eq!(resolve("episodes/s1", "a.mp3").as_deref(), Ok("episodes/s1/a.mp3"));
        assert_eq!(resolve("episodes/s1", "../../art/./x.jpg").as_deref(), Ok("art/x.jpg"));
        assert_eq!(resolve("episodes", "/people/ines.jpg").as_deref(), Ok("people/ines.jpg"));
        assert_eq!(resolve("episodes", "../../etc/passwd"), Err(Outside));
        assert_eq!(resolve("", "..\\x"), Err(Outside));
        assert_eq!(resolve("", "C:\\x"), Err(Outside));
    }
}
