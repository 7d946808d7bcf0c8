#!/usr/bin/env bash
# Finding: Django writes a migration that Django can't load, and says nothing, when a field's validator holds a pattern
# compiled for ASCII. Identifiers of this field (ORI, UEI, GEOID) are ASCII letters and digits, and in Python "\d" and
# "\w" mean every script's: compiling the pattern with re.ASCII is the careful thing. From then on each command that
# reads migrations raises ValueError, until the file is edited by hand.
#
# The writer takes the flags that every text pattern has (re.UNICODE) off by XOR. A pattern for ASCII doesn't have that
# flag, so XOR adds it.
#
# Versions: Django 5.2.19.
# Guess:    the migration holds the pattern with re.ASCII (256), and loads.
# Seen:     Dec 1, 2026 (Python 3.11).
#           1. makemigrations exits with 0; the file holds 288, which is ASCII and UNICODE together; loading it raises
#              ValueError. So for "(?a)" in a compiled pattern.
#           2. The same rule as text with flags=re.ASCII is written by the flag's name, and loads.
#           3. A pattern without flags, or with IGNORECASE, loads.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check django==5.2.19

cat >write.py <<'PY'
"""Let makemigrations write one validator, then load what it wrote, in a process of its own."""

import re
import subprocess
import sys
from pathlib import Path

RULES = {
    "no flag": 're.compile(r"[A-Z]{2}[A-Z0-9]{7}")',
    "IGNORECASE": 're.compile(r"[A-Z]{2}[A-Z0-9]{7}", re.IGNORECASE)',
    "ASCII": 're.compile(r"[A-Z]{2}\\d{7}", re.ASCII)',
    "(?a) compiled": 're.compile(r"(?a)[A-Z]{2}\\d{7}")',
    "text, flags=ASCII": 'r"[A-Z]{2}\\d{7}", flags=re.ASCII',
}
SETTINGS = """
import sys
import django
from django.conf import settings
from django.core.management import call_command
settings.configure(INSTALLED_APPS=["agencies"], DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
                   DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()
call_command(*sys.argv[1:], verbosity=0)
"""
MODEL = """
import re
from django.core.validators import RegexValidator
from django.db import models


class Agency(models.Model):
    ori = models.CharField(max_length=9, validators=[RegexValidator(%s)])
"""


def run(*words):
    return subprocess.run([sys.executable, "run.py", *words], capture_output=True, text=True)


Path("run.py").write_text(SETTINGS)
Path("agencies/migrations").mkdir(parents=True)
for name in ("agencies/__init__.py", "agencies/migrations/__init__.py"):
    Path(name).touch()
for name, rule in RULES.items():
    for old in Path("agencies/migrations").glob("0*.py"):
        old.unlink()
    Path("agencies/models.py").write_text(MODEL % rule)
    made = run("makemigrations", "agencies")
    text = Path("agencies/migrations/0001_initial.py").read_text()
    written = re.search(r"RegexValidator\((.*)\)\]", text)[1]
    loaded = run("migrate")
    told = "loads" if loaded.returncode == 0 else loaded.stderr.strip().splitlines()[-1]
    print(f"{name}: makemigrations {made.returncode}, {written}: {told}")
PY

venv/bin/python write.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
no flag: makemigrations 0, re.compile('[A-Z]{2}[A-Z0-9]{7}'): loads
IGNORECASE: makemigrations 0, re.compile('[A-Z]{2}[A-Z0-9]{7}', 2): loads
ASCII: makemigrations 0, re.compile('[A-Z]{2}\\d{7}', 288): ValueError: ASCII and UNICODE flags are incompatible
(?a) compiled: makemigrations 0, re.compile('(?a)[A-Z]{2}\\d{7}', 288): ValueError: ASCII and UNICODE flags are incompatible
text, flags=ASCII: makemigrations 0, '[A-Z]{2}\\d{7}', flags=re.RegexFlag['ASCII']: loads
EXPECTED
