#!/usr/bin/env bash
# Finding: asked by mail whether its agency reported 12 homicides in March, a site answers "Yes, that is right." Its program
# sends what it answers to as a quotation, whose lines break before the 12. Two of eight readers join the lines with the mark of
# the quotation between them: "your agency reported > 12 homicides", which is more than 12. Nothing warns.
#
# In the format that Thunderbird and Apple Mail write (format=flowed, RFC 3676), a line that ends in a space goes on in the next
# one, so that a narrow screen can break it elsewhere. A quotation's lines each begin with ">", and a reader is to take these
# marks off before it joins the lines, and to put them before what it joined.
#
# Versions: postal-mime 4.0.0, emailjs-mime-parser 2.0.7, mailparser 3.14.2, letterparser 0.1.8, eml-parse-js 1.1.15 (Node);
#           mail-parser 4.8.0, fast-mail-parser 0.10.0, formatflowed 2.0.0 (Python).
# Guess:    a reader that joins lines joins the quotation's without the marks, and one that doesn't leaves all lines as they
#           are.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20).
#           1. postal-mime and emailjs-mime-parser join what the site wrote right, and write "reported > 12 homicides".
#           2. mailparser and formatflowed give "reported 12 homicides".
#           3. letterparser, eml-parse-js, mail-parser, and fast-mail-parser join no lines.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mail-parser==4.8.0 fast-mail-parser==0.10.0 formatflowed==2.0.0
npm install --silent --no-audit --no-fund --ignore-scripts postal-mime@4.0.0 emailjs-mime-parser@2.0.7 mailparser@3.14.2 \
  letterparser@0.1.8 eml-parse-js@1.1.15

# The lines that go on end in a space, which a dollar sign keeps from an editor that removes it.
sed 's/\$$//; s/$/\r/' >answer.eml <<'MAIL'
From: Site <site@example.gov>
To: Coordinator <coordinator@example.gov>
Subject: Re: March
MIME-Version: 1.0
Content-Type: text/plain; charset=us-ascii; format=flowed

Yes, that is right. Our table will be updated by $
April 15.

The coordinator wrote:
> In March, your agency reported $
> 12 homicides. Is that right?
MAIL

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import parse from "emailjs-mime-parser";
import eml from "eml-parse-js";
import { extract } from "letterparser";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";

const mail = readFileSync("answer.eml", "utf8");
const readers = {
  "postal-mime": async () => (await PostalMime.parse(mail)).text,
  "emailjs-mime-parser": () => new TextDecoder().decode((parse.default ?? parse)(mail).content),
  mailparser: async () => (await simpleParser(mail)).text,
  letterparser: () => extract(mail).text,
  "eml-parse-js": () => eml.readEml(mail).text,
};
for (const [tool, read] of Object.entries(readers))
  console.log(`${tool}:\n${(await read()).replaceAll("\r", "").trim().replace(/^(?=.)/gm, "  ")}`);
JS

cat >read.py <<'PY'
import email

import fast_mail_parser
import formatflowed
import mailparser

with open("answer.eml", newline="") as file:
    mail = file.read()
body = email.message_from_string(mail).get_payload()
TEXTS = {
    "mail-parser": mailparser.parse_from_string(mail).text_plain[0],
    "fast-mail-parser": fast_mail_parser.parse_email(mail).text_plain[0],
    "formatflowed": formatflowed.convertToWrapped(body.encode(), width=78),
}
for tool, text in TEXTS.items():
    print(f"{tool}:", *(line and f"  {line}" for line in text.strip().splitlines()), sep="\n")
PY

{
  node read.mjs
  venv/bin/python read.py
} | sed 's/ *$//' | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
postal-mime:
  Yes, that is right. Our table will be updated by April 15.

  The coordinator wrote:
  > In March, your agency reported > 12 homicides. Is that right?
emailjs-mime-parser:
  Yes, that is right. Our table will be updated by April 15.

  The coordinator wrote:
  > In March, your agency reported > 12 homicides. Is that right?
mailparser:
  Yes, that is right. Our table will be updated by April 15.

  The coordinator wrote:
  > In March, your agency reported 12 homicides. Is that right?
letterparser:
  Yes, that is right. Our table will be updated by
  April 15.

  The coordinator wrote:
  > In March, your agency reported
  > 12 homicides. Is that right?
eml-parse-js:
  Yes, that is right. Our table will be updated by
  April 15.

  The coordinator wrote:
  > In March, your agency reported
  > 12 homicides. Is that right?
mail-parser:
  Yes, that is right. Our table will be updated by
  April 15.

  The coordinator wrote:
  > In March, your agency reported
  > 12 homicides. Is that right?
fast-mail-parser:
  Yes, that is right. Our table will be updated by
  April 15.

  The coordinator wrote:
  > In March, your agency reported
  > 12 homicides. Is that right?
formatflowed:
  Yes, that is right. Our table will be updated by April 15.

  The coordinator wrote:
  > In March, your agency reported 12 homicides. Is that right?
EXPECTED
