#!/bin/sh
# Times podwright and Hugo on the same generated show: index, a page an episode with notes, chapters and transcript, the
# transcript in five formats, chapters in two, notes in two, the feed. Needs hugo (`apt-get install hugo`).
# EPISODES and CUES are the generator's, RUNS is how often each is timed; medians are printed.
set -eu
cd "$(dirname "$0")/.."
command -v hugo >/dev/null || { echo "hugo is not installed" >&2; exit 2; }
export EPISODES="${EPISODES:-1000}"
runs="${RUNS:-5}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
target="${CARGO_TARGET_DIR:-target}"
cargo build --release --quiet
cargo bench --quiet --bench build -- generate podwright "$work/podwright"
cargo bench --quiet --bench build -- generate hugo "$work/hugo"
podwright="$(cd "$target" && pwd)/release/podwright"

# Seconds of a command, the median; each run writes into a new folder.
median() {
    run=0
    while [ "$run" -lt "$runs" ]; do
        run=$((run + 1))
        begin="$(date +%s%N)"
        "$@" "$work/out-$1-$run" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
        end="$(date +%s%N)"
        echo $(((end - begin) / 1000))
    done | sort -n | sed -n "$(((runs + 1) / 2))p" | awk '{ printf "%.3f", $1 / 1000000 }'
}
build_podwright() { (cd "$work/podwright" && rm -f podwright.lock && "$podwright" build --out "$1"); }
build_hugo() { hugo --quiet --source "$work/hugo" --destination "$1"; }

ours="$(median build_podwright)"
theirs="$(median build_hugo)"
[ -n "$ours" ] && [ -n "$theirs" ] || exit 1
echo "$EPISODES episodes, median of $runs: podwright $ours s, $(hugo version | cut -d' ' -f2) $theirs s"
awk -v ours="$ours" -v theirs="$theirs" 'BEGIN { printf "podwright is %.1f times as fast\n", theirs / ours }'
for name in podwright hugo; do
    echo "$name: $(find "$work/out-build_$name-1" -type f | wc -l) files, $(du -sk --apparent-size "$work/out-build_$name-1" | cut -f1) kB"
done
