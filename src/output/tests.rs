//! Folders before and after.

use super::*;

fn bytes(path: &str, text: &str) -> Artefact {
    Artefact { path: path.to_string(), body: Body::Bytes(text.as_bytes().to_vec()) }
}

fn build(root: &Path, artefacts: &[Artefact]) -> Result<Vec<Outcome>, OutputError> {
    let mut output = Output::open(root)?;
    output.plan(artefacts.iter().map(|artefact| artefact.path.as_str()), false)?;
    let outcomes = artefacts.iter().map(|artefact| output.write(artefact)).collect::<Result<_, _>>()?;
    output.finish(&|path| path.starts_with("media/"))?;
    Ok(outcomes)
}

#[test]
fn writes_what_changed_and_removes_what_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("public");
    let sound = dir.path().join("a.mp3");
    fs::write(&sound, "sound").unwrap();
    let media = Artefact { path: "media/a.mp3".to_string(), body: Body::File(sound) };
    let first = [bytes("x/y/index.html", "old"), bytes("index.html", "same"), media];
    assert_eq!(build(&root, &first).unwrap(), [Outcome::Written; 3]);
    fs::write(root.join("x/mine.txt"), "mine").unwrap();
    let time = fs::metadata(root.join("index.html")).unwrap().modified().unwrap();
    assert_eq!(build(&root, &first[1..]).unwrap(), [Outcome::Unchanged; 2]);
    assert_eq!(fs::metadata(root.join("index.html")).unwrap().modified().unwrap(), time);
    assert!(!root.join("x/y").exists());
    assert_eq!(fs::read_to_string(root.join("x/mine.txt")).unwrap(), "mine");
    assert_eq!(build(&root, &[bytes("index.html", "new")]).unwrap(), [Outcome::Written]);
    assert_eq!(fs::read_to_string(root.join("media/a.mp3")).unwrap(), "sound");
    let list = fs::read_to_string(root.join(LIST)).unwrap();
    assert_eq!(list.lines().count(), 3, "{list}");
}

#[test]
fn foreign_files_and_ways_out_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("public");
    fs::create_dir(&root).unwrap();
    fs::write(root.join("CNAME"), "mine").unwrap();
    for _ in 0..2 {
        assert!(matches!(build(&root, &[bytes("CNAME", "other")]), Err(OutputError::Foreign(_))));
    }
    assert_eq!(build(&root, &[bytes("CNAME", "mine")]).unwrap(), [Outcome::Unchanged]);
    assert!(matches!(build(&root, &[bytes("../x", "")]), Err(OutputError::Outside(_))));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("public");
    fs::create_dir(&root).unwrap();
    std::os::unix::fs::symlink(dir.path(), root.join("out")).unwrap();
    assert!(matches!(build(&root, &[bytes("out/x", "")]), Err(OutputError::Outside(_))));
    assert!(!dir.path().join("x").exists());
}

#[test]
fn what_breaks_off_leaves_the_old_file_and_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("public");
    build(&root, &[bytes("media/a.mp3", "old"), bytes("feed.xml", "old")]).unwrap();
    fs::write(root.join(".podwright-x1"), "half").unwrap();
    let gone = Artefact { path: "media/a.mp3".to_string(), body: Body::File(dir.path().join("gone.mp3")) };
    let error = build(&root, &[gone, bytes("feed.xml", "new")]).unwrap_err();
    assert!(error.to_string().contains("gone.mp3"), "{error}");
    assert_eq!(fs::read_to_string(root.join("feed.xml")).unwrap(), "old");
    assert_eq!(fs::read_to_string(root.join("media/a.mp3")).unwrap(), "old");
    let mut names: Vec<_> = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".podwright", "feed.xml", "media"]);
}

#[test]
fn a_recording_that_changed_is_copied_again() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("public");
    let sound = dir.path().join("a.mp3");
    let media = [Artefact { path: "media/a.mp3".to_string(), body: Body::File(sound.clone()) }];
    fs::write(&sound, "one").unwrap();
    assert_eq!(build(&root, &media).unwrap(), [Outcome::Written]);
    fs::write(&sound, "two").unwrap();
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
    File::options().write(true).open(&sound).unwrap().set_modified(later).unwrap();
    assert_eq!(build(&root, &media).unwrap(), [Outcome::Written]);
    assert_eq!(build(&root, &media).unwrap(), [Outcome::Unchanged]);
    assert_eq!(fs::read_to_string(root.join("media/a.mp3")).unwrap(), "two");
}

#[test]
fn what_the_disk_refuses_is_said_plainly() {
    let path = PathBuf::from("public/feed.xml");
    let said = |kind: io::ErrorKind| disk(&path)(kind.into()).to_string();
    assert_eq!(said(io::ErrorKind::StorageFull), "public/feed.xml: the disk is full");
    assert_eq!(said(io::ErrorKind::PermissionDenied), "public/feed.xml: no permission to write there");
}
