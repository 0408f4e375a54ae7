//! A disk that fills up while the site is written: the old feed and lock stay.

use std::process::Command;

use crate::support::{NOW, Scratch};

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_no_feed_and_no_lock() {
    let show = Scratch::show();
    std::fs::create_dir(show.path("small")).unwrap();
    // The small disk is mounted in a namespace of its own: it is gone with the command, and nobody else sees it.
    let run = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
        command.arg(format!("mount -t tmpfs -o size=64k tmpfs small || exit 77; {script}"));
        command.arg(env!("CARGO_BIN_EXE_podwright")).current_dir(show.path(""));
        command.env("NO_COLOR", "1").env("CI", "1").env("SOURCE_DATE_EPOCH", NOW);
        command.output()
    };
    if !run("exit 0").is_ok_and(|output| output.status.success()) {
        println!("skipped: no small disk can be mounted here, so a full one can't be shown");
        return;
    }
    let output =
        run("\"$0\" build --out small/public; status=$?; find small/public -name 'feed.xml*'; exit $status").unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{out}{err}");
    assert!(!out.contains("feed.xml"), "{out}");
    assert!(err.contains("podwright: ") && err.to_lowercase().contains("full"), "{err}");
    assert!(!show.path("podwright.lock").exists());
}
