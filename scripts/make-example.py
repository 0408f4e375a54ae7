#!/usr/bin/env python3
"""Makes the sound, the timed transcripts, the chapters and the artwork of the example show.

    scripts/make-example.py             everything
    scripts/make-example.py trailer     only what belongs to these episodes; `artwork` for the pictures

It needs Python 3.11 and four Debian packages:

    apt-get install espeak-ng ffmpeg imagemagick fonts-urw-base35

The words are in scripts/example/*.txt, and for the episode that is published with an untimed transcript in that transcript:
`Speaker: words`, a turn a paragraph, `# Heading` where a chapter begins. Each sentence is spoken by itself and measured,
so the times in transcripts and chapters are the real ones. Where times stand in a file that people wrote (chapters in front
matter, a list in the notes, a soundbite) only the time before the title is replaced.

The same versions of the packages give the same bytes. Other versions may not: then the enclosures change, which nobody
should do to a published episode without need.
"""

import array
import html
import json
import math
import re
import subprocess
import sys
import tempfile
import textwrap
import wave
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "scripts" / "example"
EPISODES = ROOT / "episodes"
SHOW = "Plain Files"

# label in the words: name in the transcript, voice of espeak-ng, pitch
SPEAKERS = {
    "Wren": ("Wren Alder", "en-gb+f2", 52),
    "Tobias": ("Tobias Inkwell", "en-us+m3", 42),
    "Odile": ("Odile Marsh", "en-gb-scotland+f4", 45),
    "Baltasar": ("Baltasar Reed", "en-gb-x-rp+m7", 40),
}
WORDS_A_MINUTE = 172
RATE = 22050  # what espeak-ng speaks at; the files have 44.1 kHz
BETWEEN_SENTENCES, BETWEEN_TURNS, BETWEEN_SECTIONS, AT_THE_END = 180, 330, 800, 600  # milliseconds
LOUDNESS = -19.0  # LUFS, the usual aim for mono speech
BITRATE = "40k"


# --- The words ---------------------------------------------------------------------------------------------------------


def read_words(path):
    """The turns of a text: (heading that stands before it or None, label, sentences)."""
    turns, heading = [], None
    for paragraph in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        line = " ".join(paragraph.split())
        if line.startswith("# "):
            heading = line[2:]
            continue
        label, words = line.split(": ", 1)
        turns.append((heading, label, re.split(r"(?<=[.!?]) ", words)))
        heading = None
    return turns


def sentences(turns):
    """All sentences with their label, in order."""
    return [(label, sentence) for _, label, spoken in turns for sentence in spoken]


# --- The sound ---------------------------------------------------------------------------------------------------------


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")
    return done.stderr


def silence(ms):
    return array.array("h", bytes(2 * (RATE * ms // 1000)))


def chime():
    """Four soft notes, so that one hears that something begins."""
    notes, step, length = (392.0, 493.88, 587.33, 783.99), 0.16, 1.3
    samples = array.array("h")
    for n in range(int(RATE * (step * len(notes) + length - step))):
        t, value = n / RATE, 0.0
        for index, pitch in enumerate(notes):
            since = t - index * step
            if 0 <= since < length:
                fade = min(since / 0.008, 1.0) * math.exp(-4.2 * since) * (1 - since / length)
                value += fade * (math.sin(2 * math.pi * pitch * since) + 0.25 * math.sin(4 * math.pi * pitch * since))
        samples.append(round(4200 * value))
    return samples


def speak(label, sentence, folder):
    """The samples of one sentence, without the silence espeak-ng puts around it."""
    _, voice, pitch = SPEAKERS[label]
    file = folder / "sentence.wav"
    run("espeak-ng", "-v", voice, "-p", pitch, "-s", WORDS_A_MINUTE, "-w", file, sentence)
    with wave.open(str(file)) as sound:
        if (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) != (RATE, 1, 2):
            sys.exit(f"{voice} does not speak 16-bit mono at {RATE} Hz")
        samples = array.array("h", sound.readframes(sound.getnframes()))
    loud = [n for n, value in enumerate(samples) if abs(value) > 80]
    return samples[max(loud[0] - 200, 0) : loud[-1] + 600]


def record(turns, folder):
    """Speaks everything: the samples, and the start and end of each sentence in milliseconds."""
    sound, times = chime(), []
    for heading, label, spoken in turns:
        if times:
            sound.extend(silence(BETWEEN_SECTIONS if heading else BETWEEN_TURNS))
        for index, sentence in enumerate(spoken):
            if index > 0:
                sound.extend(silence(BETWEEN_SENTENCES))
            start = len(sound)
            sound.extend(speak(label, sentence, folder))
            times.append((start * 1000 // RATE, len(sound) * 1000 // RATE))
    sound.extend(silence(AT_THE_END))
    return sound, times


def encode(sound, title, out, folder):
    """Writes the samples as MP3 or M4A: even loudness, three tags, no dates, no name of an encoder."""
    raw = folder / "episode.wav"
    with wave.open(str(raw), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(sound.tobytes())
    measured = run("ffmpeg", "-hide_banner", "-nostats", "-i", raw, "-af", "ebur128", "-f", "null", "-")
    gain = LOUDNESS - float(re.findall(r"I:\s+(-?[\d.]+) LUFS", measured)[-1])
    codec = {
        ".mp3": ["-c:a", "libmp3lame", "-id3v2_version", "3"],
        ".m4a": ["-c:a", "aac", "-movflags", "+faststart"],
    }[out.suffix]
    filters = f"volume={gain:.2f}dB,alimiter=limit=0.84:level=disabled,aresample=44100"
    run(
        *("ffmpeg", "-hide_banner", "-y", "-i", raw, "-af", filters, "-ac", 1, "-ar", 44100, *codec, "-b:a", BITRATE),
        *("-map_metadata", -1, "-fflags", "+bitexact", "-flags:a", "+bitexact"),
        *("-metadata", f"title={title}", "-metadata", f"album={SHOW}", "-metadata", "artist=Wren Alder and Tobias Inkwell"),
        out,
    )


# --- What is written from the times ------------------------------------------------------------------------------------


def clock(ms):
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def write_vtt(path, spoken, times):
    """One cue a sentence, with the speaker on each."""
    cues = ["WEBVTT"]
    for (label, sentence), (start, end) in zip(spoken, times, strict=True):
        lines = textwrap.wrap(f"<v {SPEAKERS[label][0]}>{html.escape(sentence, quote=False)}", 64, break_on_hyphens=False)
        cues.append(f"{clock(start)} --> {clock(end)}\n" + "\n".join(lines))
    path.write_text("\n\n".join(cues) + "\n", encoding="utf-8")


def chapters(turns, times):
    """Where the headings are: (start in milliseconds, title); the first chapter begins with the sound."""
    found, index = [], 0
    for heading, _, spoken in turns:
        if heading:
            found.append((times[index][0] if found else 0, heading))
        index += len(spoken)
    return found


def write_chapters(path, marks, links):
    entries = [
        {"startTime": start / 1000, "title": title} | ({"url": links[title]} if title in links else {})
        for start, title in marks
    ]
    path.write_text(json.dumps({"version": "1.2.0", "chapters": entries}, indent=2) + "\n", encoding="utf-8")


def stamp(path, marks):
    """Puts the times before these titles in a text that people wrote, in the form they stand there (whole seconds or not)."""
    text = path.read_text(encoding="utf-8")
    for start, title in marks:
        pattern = re.compile(r"\b\d\d:\d\d(\.\d{3})?(?=[^\n]*" + re.escape(title) + ")")
        form = lambda found: clock(start)[3:] if found[1] else clock(start)[3:8]
        text, count = pattern.subn(form, text)
        if count != 1:
            sys.exit(f"{path}: {count} lines with a time and '{title}', not one")
    path.write_text(text, encoding="utf-8")


# --- The episodes ------------------------------------------------------------------------------------------------------


def trailer(folder):
    turns = read_words(WORDS / "trailer.txt")
    sound, times = record(turns, folder)
    encode(sound, "This is Plain Files", EPISODES / "trailer.mp3", folder)
    write_vtt(EPISODES / "trailer.vtt", sentences(turns), times)


def a_folder_is_enough(folder):
    """Two speakers, chapters in the front matter, and the transcript in German with the times of the English one."""
    turns = read_words(WORDS / "01-a-folder-is-enough.txt")
    german = read_words(WORDS / "01-a-folder-is-enough.de.txt")
    if [(label, len(spoken)) for _, label, spoken in turns] != [(label, len(spoken)) for _, label, spoken in german]:
        sys.exit("the German text has not the turns and sentences of the English one")
    stem = EPISODES / "s1" / "01-a-folder-is-enough"
    sound, times = record(turns, folder)
    encode(sound, "A folder is enough", stem.with_suffix(".mp3"), folder)
    write_vtt(stem.with_suffix(".vtt"), sentences(turns), times)
    write_vtt(stem.with_suffix(".de.vtt"), sentences(german), times)
    stamp(stem.with_suffix(".md"), chapters(turns, times))


def words_first(folder):
    """The transcript has no times; those of the sections are a list in the notes."""
    home = EPISODES / "s1" / "02-words-first"
    turns = read_words(home / "02-words-first.txt")
    sound, times = record(turns, folder)
    encode(sound, "Words first", home / "02-words-first.m4a", folder)
    stamp(home / "index.md", chapters(turns, times))


def moving_house(folder):
    """Chapters in a file of their own, and a soundbite."""
    turns = read_words(WORDS / "01-moving-house.txt")
    stem = EPISODES / "s2" / "01-moving-house"
    sound, times = record(turns, folder)
    encode(sound, "Moving house", stem.with_suffix(".mp3"), folder)
    write_vtt(stem.with_suffix(".vtt"), sentences(turns), times)
    links = {"What to pack": "https://podwright.github.io/plain-files/about/"}
    write_chapters(stem.with_suffix(".chapters.json"), chapters(turns, times), links)
    bite = next(n for n, (_, words) in enumerate(sentences(turns)) if words.startswith("What do listeners notice"))
    stamp(stem.with_suffix(".md"), [(times[bite][0], "The same door")])


# --- The artwork -------------------------------------------------------------------------------------------------------

INK, PAPER, FOLD, RULE, CORAL, CREAM = "#14213d", "#fdf6e8", "#e2d3b5", "#d9cbb0", "#f2643d", "#fdf6e8"
BOLD = "/usr/share/fonts/opentype/urw-base35/URWGothic-Demi.otf"
BOOK = "/usr/share/fonts/opentype/urw-base35/URWGothic-Book.otf"


def sheet(left, top, width, height, fold):
    """A sheet of paper with a folded corner."""
    right, bottom = left + width, top + height
    return [
        *("-fill", PAPER, "-draw"),
        f"polygon {left},{top} {right - fold},{top} {right},{top + fold} {right},{bottom} {left},{bottom}",
        *("-fill", FOLD, "-draw"),
        f"polygon {right - fold},{top} {right - fold},{top + fold} {right},{top + fold}",
    ]


def bars(left, middle, pitch, width, heights, colors):
    """A wave of rounded bars."""
    drawn = []
    for n, (height, color) in enumerate(zip(heights, colors, strict=True)):
        x, y = left + n * pitch, middle - height / 2
        drawn += ["-fill", color, "-draw", f"roundrectangle {x},{y:.0f} {x + width},{y + height:.0f} {width // 2},{width // 2}"]
    return drawn


def draw(out, size, background, *drawing):
    run(
        *("convert", "-size", f"{size}x{size}", f"xc:{background}", *drawing, "-stroke", "none"),
        *("-type", "TrueColor", "-colorspace", "sRGB", "-density", 72, "-units", "PixelsPerInch"),
        *("-sampling-factor", "4:2:0", "-quality", 86, "-strip", out),
    )


def artwork(_folder):
    """The cover (3000 px) and the picture of the second season's first episode (1400 px)."""
    heights = [150, 330, 560, 260, 700, 420, 820, 520, 300, 640, 380, 200, 120]
    colors = [CORAL] * 8 + [INK] * 5
    draw(
        ROOT / "artwork.jpg",
        *(3000, INK),
        *sheet(660, 300, 1680, 1500, 340),
        *("-fill", RULE, "-draw", "rectangle 860,520 1560,560", "-draw", "rectangle 860,640 1360,680"),
        *bars(860, 1190, 104, 60, heights, colors),
        *("-font", BOLD, "-pointsize", 400, "-fill", CREAM, "-gravity", "North", "-annotate", "+0+1960", "Plain Files"),
        *("-font", BOOK, "-pointsize", 132, "-fill", "#f2a48d", "-annotate", "+0+2420", "podcasts made of text and sound"),
    )
    house = EPISODES / "s2" / "01-moving-house.jpg"
    draw(
        house,
        *(1400, CORAL),
        *("-fill", INK, "-draw", "polygon 700,190 1180,560 220,560"),
        *sheet(330, 560, 740, 480, 0),
        *bars(436, 800, 82, 46, [90, 200, 320, 150, 260, 110, 70], [CORAL] * 4 + [INK] * 3),
        *("-font", BOLD, "-pointsize", 150, "-fill", CREAM, "-gravity", "North", "-annotate", "+0+1115", "Moving house"),
    )


PARTS = {
    "trailer": trailer,
    "a-folder-is-enough": a_folder_is_enough,
    "words-first": words_first,
    "moving-house": moving_house,
    "artwork": artwork,
}

if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := [name for name in wanted if name not in PARTS]:
        sys.exit(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](Path(folder))
        print(name)
