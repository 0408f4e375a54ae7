//! Disks that fill up or may not be written: the old feed and lock stay, and the reason is said.
//!
//! The small disk is mounted in a namespace of its own: it is gone with the command, and nobody else sees it. Where that
//! is not allowed the tests say so and pass.

use std::process::Command;

use crate::support::{NOW, Run, Scratch};

/// Runs a script of the shell, in which `$0` is podwright, with a disk of this size mounted at `small/`.
fn with_small_disk(show: &Scratch, size: &str, script: &str) -> Option<Run> {
    std::fs::create_dir_all(show.path("small")).unwrap();
    let run = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
        command.arg(format!("mount -t tmpfs -o size={size} tmpfs small || exit 77; {script}"));
        command.arg(env!("CARGO_BIN_EXE_podwright")).current_dir(show.path("")).env_clear();
        command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command.env("NO_COLOR", "1").env("CI", "1").env("TZ", "UTC").env("SOURCE_DATE_EPOCH", NOW);
        command.output()
    };
    if !run("exit 0").is_ok_and(|output| output.status.success()) {
        println!("skipped: no small disk can be mounted here");
        return None;
    }
    let output = run(script).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&show.path("").display().to_string(), "[show]/");
    Some(Run { status: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) })
}

#[test]
fn a_full_disk_leaves_no_feed_and_no_lock() {
    let show = Scratch::show();
    let script = "\"$0\" build --out small/public; status=$?; find small/public -name '*feed*'; exit $status";
    if let Some(run) = with_small_disk(&show, "64k", script) {
        run.ends(2).says("podwright: ").says("the disk is full").keeps_from("feed.xml");
        assert!(!show.path("podwright.lock").exists());
    }
}

#[test]
fn a_disk_that_fills_up_later_leaves_the_old_feed_and_lock() {
    let show = Scratch::show();
    show.episode("next", "draft = true\ndate = 2026-02-01T06:00:00Z\n", "Next.\n");
    // The picture and one recording fit in, a second recording does not: media are copied where they can't be linked.
    let script = "\"$0\" build --quiet --out small/public || exit 78; cp small/public/feed.xml .; \
                  cp podwright.lock old.lock; sed -i s/draft.*// episodes/next.md; \
                  dd if=/dev/zero of=small/ballast bs=4096 2>/dev/null; \
                  \"$0\" build --out small/public; status=$?; cmp small/public/feed.xml feed.xml || exit 79; exit $status";
    if let Some(run) = with_small_disk(&show, "8m", script) {
        run.ends(2).says("the disk is full");
        assert_eq!(show.read("podwright.lock"), show.read("old.lock"));
    }
}

#[test]
fn a_disk_that_is_read_only() {
    let show = Scratch::show();
    let script = "mount -o remount,ro small && \"$0\" build --out small/public";
    if let Some(run) = with_small_disk(&show, "1m", script) {
        run.ends(2).says("podwright: ").says("no permission to write there");
        assert!(!show.path("podwright.lock").exists());
    }
}
