#!/usr/bin/env bash
# Finding: the caption "Homicides in 2026:" with 112 on its second line becomes "Homicides in 2026:" when a file of captions is
# read or converted. In the same reader, the next caption's identifier and a checker's comment become spoken words.
#
# Recorded training needs captions, and they reach a program as WebVTT (from meeting software) or SubRip (from captioners).
# In WebVTT a caption may have an identifier before it, a number or a name, and a block NOTE is a comment.
#
# Versions: pysubs2 1.8.1, webvtt-py 0.6.0, pycaption 2.3.14, aeidon 2.0.1, ttconv 1.2.3, srt 3.5.3, pysrt 1.1.2 (Python);
#           @plussub/srt-vtt-parser 2.0.5, node-webvtt 1.9.4, subsrt-ts 2.1.2, subtitles-parser-vtt 0.1.0 (Node).
# Guess:    each gives the words of each caption as typed; identifiers and comments are left out.
# Seen:     Nov 30, 2026 (Python 3.11, Node 20).
#           1. pysubs2 takes a number on a last line for the number of the next caption, also where the file has none: all
#              such figures of a WebVTT file are gone, and in SubRip the one of the last caption, also in a file that
#              pysubs2 wrote itself. A figure alone in its caption stays. Nothing warns.
#           2. It adds an identifier with letters and a NOTE to the caption before. subtitles-parser-vtt does so, too, and
#              drops the identifier's last digits.
#           3. The other nine are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pysubs2==1.8.1 webvtt-py==0.6.0 pycaption==2.3.14 aeidon==2.0.1 \
  ttconv==1.2.3 srt==3.5.3 pysrt==1.1.2
npm install --silent --no-audit --no-fund --ignore-scripts @plussub/srt-vtt-parser@2.0.5 node-webvtt@1.9.4 \
  subsrt-ts@2.1.2 subtitles-parser-vtt@0.1.0

cat >figures.vtt <<'VTT'
WEBVTT

00:00:01.000 --> 00:00:04.000
Homicides in 2026:
112

00:00:04.000 --> 00:00:06.000
96

00:00:06.000 --> 00:00:09.000
The goal for 2027:
90
VTT
cat >figures.srt <<'SRT'
1
00:00:01,000 --> 00:00:04,000
Homicides in 2026:
112

2
00:00:04,000 --> 00:00:06,000
96

3
00:00:06,000 --> 00:00:09,000
The goal for 2027:
90
SRT
cat >names.vtt <<'VTT'
WEBVTT

00:00:01.000 --> 00:00:04.000
Welcome to the review.

NOTE checked by the records unit

slide-2
00:00:04.000 --> 00:00:06.000
Thank you for coming.
VTT

cat >read.py <<'PY'
"""Read the captions in Python."""

from pathlib import Path

import aeidon
import pycaption
import pysrt
import pysubs2
import srt
import ttconv.srt.reader
import ttconv.vtt.reader
import webvtt
from ttconv.model import Br, P, Text


def by_pycaption(file):
    reader = pycaption.WebVTTReader if file.endswith("vtt") else pycaption.SRTReader
    captions = reader().read(Path(file).read_text())
    return [caption.get_text() for caption in captions.get_captions(captions.get_languages()[0])]


def by_aeidon(file):
    project = aeidon.Project()
    project.open_main(file, "utf_8")
    return [caption.main_text for caption in project.subtitles]


def by_ttconv(file):
    with open(file) as lines:
        document = (ttconv.vtt if file.endswith("vtt") else ttconv.srt).reader.to_model(lines)
    paragraphs = [each for each in document.get_body().dfs_iterator() if isinstance(each, P)]
    words = {Text: lambda each: each.get_text(), Br: lambda each: "\n"}
    return ["".join(words[type(each)](each) for each in p.dfs_iterator() if type(each) in words) for p in paragraphs]


def by_pysubs2(file):
    return [caption.plaintext for caption in pysubs2.load(file)]


READ = {
    "pysubs2": by_pysubs2,
    "webvtt-py": lambda file: [each.text for each in (webvtt.read if file.endswith("vtt") else webvtt.from_srt)(file)],
    "pycaption": by_pycaption,
    "aeidon": by_aeidon,
    "ttconv": by_ttconv,
    "srt": lambda file: [caption.content for caption in srt.parse(Path(file).read_text())],
    "pysrt": lambda file: [caption.text for caption in pysrt.open(file)],
}


def show(what, captions):
    print(f"{what}: {' | '.join(caption.replace(chr(10), ' / ') for caption in captions)}")


for file in ("figures.vtt", "figures.srt", "names.vtt"):
    for reader, read in READ.items():
        if file.endswith("srt") or reader not in {"srt", "pysrt"}:
            show(f"{file}, {reader}", read(file))
print("112 is in figures.vtt turned into SubRip by pysubs2:", "112" in pysubs2.load("figures.vtt").to_string("srt"))
written = pysubs2.SSAFile()
written.append(pysubs2.SSAEvent(start=1000, end=4000, text=r"Homicides in 2026:\N112"))
for file in ("written.srt", "written.vtt"):
    written.save(file)
    show(f"{file} ends with {Path(file).read_text().split()[-1]}, pysubs2", by_pysubs2(file))
PY

cat >read.mjs <<'JS'
// Read the same captions in Node.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse as plussub } from "@plussub/srt-vtt-parser";

const require = createRequire(import.meta.url);
const webvtt = require("node-webvtt");
const subsrt = require("subsrt-ts");
const older = require("subtitles-parser-vtt");

const READ = {
  "@plussub/srt-vtt-parser": (text) => plussub(text).entries,
  "node-webvtt": (text) => webvtt.parse(text).cues,
  "subsrt-ts": (text) => subsrt.parse(text).filter((each) => each.type === "caption"),
  "subtitles-parser-vtt": (text) => older.fromVtt(text),
};
for (const file of ["figures.vtt", "figures.srt", "names.vtt"])
  for (const [reader, read] of Object.entries(READ))
    if (file.endsWith("vtt") || reader !== "node-webvtt") {
      const captions = read(readFileSync(file, "utf8")).map((each) => each.text.trim().replace(/\r?\n/g, " / "));
      console.log(`${file}, ${reader}: ${captions.join(" | ")}`);
    }
JS

{ venv/bin/python read.py; node read.mjs; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
figures.vtt, pysubs2: Homicides in 2026: | 96 | The goal for 2027:
figures.vtt, webvtt-py: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.vtt, pycaption: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.vtt, aeidon: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.vtt, ttconv: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.srt, pysubs2: Homicides in 2026: / 112 | 96 | The goal for 2027:
figures.srt, webvtt-py: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.srt, pycaption: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.srt, aeidon: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.srt, ttconv: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.srt, srt: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.srt, pysrt: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
names.vtt, pysubs2: Welcome to the review. /  / NOTE checked by the records unit /  / slide-2 | Thank you for coming.
names.vtt, webvtt-py: Welcome to the review. | Thank you for coming.
names.vtt, pycaption: Welcome to the review. | Thank you for coming.
names.vtt, aeidon: Welcome to the review. | Thank you for coming.
names.vtt, ttconv: Welcome to the review. | Thank you for coming.
112 is in figures.vtt turned into SubRip by pysubs2: False
written.srt ends with 112, pysubs2: Homicides in 2026:
written.vtt ends with 112, pysubs2: Homicides in 2026:
figures.vtt, @plussub/srt-vtt-parser: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.vtt, node-webvtt: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.vtt, subsrt-ts: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.vtt, subtitles-parser-vtt: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.srt, @plussub/srt-vtt-parser: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.srt, subsrt-ts: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
figures.srt, subtitles-parser-vtt: Homicides in 2026: / 112 | 96 | The goal for 2027: / 90
names.vtt, @plussub/srt-vtt-parser: Welcome to the review. | Thank you for coming.
names.vtt, node-webvtt: Welcome to the review. | Thank you for coming.
names.vtt, subsrt-ts: Welcome to the review. | Thank you for coming.
names.vtt, subtitles-parser-vtt: Welcome to the review. /  / NOTE checked by the records unit /  / slide- | Thank you for coming.
EXPECTED
