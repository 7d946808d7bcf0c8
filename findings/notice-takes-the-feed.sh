#!/usr/bin/env bash
# Finding: a withdrawn entry that links to its notice changes where the whole feed leads. Readers that
# don't know RFC 6721 should pass over <at:deleted-entry>; one of six reads what stands in it as the feed's own.
#
# The feed is an Atom feed of two results and a third that was withdrawn: a tombstone with a comment and a
# link to the notice, which section 3 of the RFC allows.
#
# Versions: feedparser 6.0.14, atoma 0.0.17, fastfeedparser 0.6.5 (Python); rss-parser 3.13.0,
#           feedsmith 3.0.1, @extractus/feed-extractor 8.0.3 (Node).
# Guess:    none of the six knows tombstones, so each gives the feed's own link and two entries, with the
#           tombstone or without it.
# Seen:     Nov 30, 2026 (Python 3.11, Node 20). All six give the two entries. feedparser gives the notice's
#           address as the feed's link, wherever the tombstone stands: the last one wins. Its comment is the
#           feed's `at_comment`. A link with rel="related" leaves the feed as it is. bozo is False: nothing
#           was wrong. The others give the same with and without the tombstone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  feedparser==6.0.14 atoma==0.0.17 fastfeedparser==0.6.5
npm install --silent --no-audit --no-fund \
  rss-parser@3.13.0 feedsmith@3.0.1 @extractus/feed-extractor@8.0.3

cat >make.py <<'PY'
"""Write the feed without a tombstone, and with one in each place and form."""

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
<id>https://example.gov/feed/</id><title>Results</title><updated>2026-11-20T15:00:00Z</updated>
<link href="https://example.gov/results/"/><link rel="self" href="https://example.gov/feed/"/>
<author><name>Program office</name></author>"""
ENTRY = """<entry><id>https://example.gov/results/%d/</id><title>Result %d</title>
<updated>2026-11-1%dT15:00:00Z</updated><link href="https://example.gov/results/%d/"/><summary>Counted.</summary></entry>"""
TOMB = """<at:deleted-entry ref="https://example.gov/results/2/" when="2026-11-20T15:00:00Z">
<at:comment>Withdrawn: its source corrected the count.</at:comment>
<link%s href="https://example.gov/results/2/notice/"/></at:deleted-entry>"""
one, three = (ENTRY % (n, n, n, n) for n in (1, 3))
plain, related = TOMB % "", TOMB % ' rel="related"'
feeds = {
    "none": [one, three], "last": [one, three, plain], "first": [plain, one, three],
    "related": [one, three, related],
}
for name, parts in feeds.items():
    with open(f"{name}.xml", "w") as file:
        file.write("\n".join([HEAD, *parts, "</feed>\n"]))
PY

cat >read.py <<'PY'
import atoma
import fastfeedparser
import feedparser

for name in ("none", "last", "first", "related"):
    with open(f"{name}.xml", "rb") as file:
        text = file.read()
    found = feedparser.parse(text)
    print(f"feedparser      {name:8} {found.feed.link} {len(found.entries)} entries, bozo {found.bozo}, {found.feed.get('at_comment', '-')}")
    feed = atoma.parse_atom_bytes(text)
    own = next(link.href for link in feed.links if link.rel is None)
    print(f"atoma           {name:8} {own} {len(feed.entries)} entries")
    found = fastfeedparser.parse(text.decode())
    print(f"fastfeedparser  {name:8} {found.feed['link']} {len(found.entries)} entries")
PY

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import Parser from "rss-parser";
import { parseAtomFeed } from "feedsmith";
import { extractFromXml } from "@extractus/feed-extractor";

for (const name of ["none", "last", "first", "related"]) {
  const text = readFileSync(`${name}.xml`, "utf8");
  const say = (who, link, entries) => console.log(`${who.padEnd(15)} ${name.padEnd(8)} ${link} ${entries.length} entries`);
  const read = await new Parser().parseString(text);
  say("rss-parser", read.link, read.items);
  const parsed = parseAtomFeed(text);
  say("feedsmith", parsed.links.find((link) => !link.rel).href, parsed.entries);
  const extracted = extractFromXml(text);
  say("feed-extractor", extracted.link, extracted.entries);
}
JS

venv/bin/python make.py
{ venv/bin/python read.py; node read.mjs; } | tee seen.txt

cat >recorded.txt <<'TXT'
feedparser      none     https://example.gov/results/ 2 entries, bozo False, -
atoma           none     https://example.gov/results/ 2 entries
fastfeedparser  none     https://example.gov/results/ 2 entries
feedparser      last     https://example.gov/results/2/notice/ 2 entries, bozo False, Withdrawn: its source corrected the count.
atoma           last     https://example.gov/results/ 2 entries
fastfeedparser  last     https://example.gov/results/ 2 entries
feedparser      first    https://example.gov/results/2/notice/ 2 entries, bozo False, Withdrawn: its source corrected the count.
atoma           first    https://example.gov/results/ 2 entries
fastfeedparser  first    https://example.gov/results/ 2 entries
feedparser      related  https://example.gov/results/ 2 entries, bozo False, Withdrawn: its source corrected the count.
atoma           related  https://example.gov/results/ 2 entries
fastfeedparser  related  https://example.gov/results/ 2 entries
rss-parser      none     https://example.gov/results/ 2 entries
feedsmith       none     https://example.gov/results/ 2 entries
feed-extractor  none     https://example.gov/results/ 2 entries
rss-parser      last     https://example.gov/results/ 2 entries
feedsmith       last     https://example.gov/results/ 2 entries
feed-extractor  last     https://example.gov/results/ 2 entries
rss-parser      first    https://example.gov/results/ 2 entries
feedsmith       first    https://example.gov/results/ 2 entries
feed-extractor  first    https://example.gov/results/ 2 entries
rss-parser      related  https://example.gov/results/ 2 entries
feedsmith       related  https://example.gov/results/ 2 entries
feed-extractor  related  https://example.gov/results/ 2 entries
TXT
diff recorded.txt seen.txt
echo "As recorded."
