#!/usr/bin/env bash
# Finding: a look-up of states answers "Minn." with Maine and "W. Virginia" with Virginia.
#
# Police files and contact lists name states as people write them: "Tenn.", "W. Virginia". The
# package us carries each state's Associated Press abbreviation ("Minn." for Minnesota) beside
# its name, postal code, and FIPS code, and its look-up compares names by their sound.
#
# Versions: us 4.0.0 with jellyfish 1.3.0, Python 3.11.
# Guess:    the abbreviations it carries are understood. A name it can't place is None, so the
#           row can be put aside for a person.
# Seen:     Nov 28, 2026. Of the 50 abbreviations below none is understood and 48 are None. The
#           other two sound like the name of another state and lead to it, without an error or a
#           mark: Minneapolis would stand in Maine and Wheeling in Virginia. Both are states, so
#           nothing that checks the state later finds it. Ten misspelled full names: seven
#           understood, three None, none wrong.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check us==4.0.0 jellyfish==1.3.0

cat >states.py <<'PY'
"""Print which state a customary abbreviation or a misspelled name leads to."""

import us

MEANT = dict(
    pair.split("=")
    for pair in (
        "Ala.=AL|Alas.=AK|Ariz.=AZ|Ark.=AR|Calif.=CA|Colo.=CO|Conn.=CT|Del.=DE|Fla.=FL|Ga.=GA|Haw.=HI|Ida.=ID|"
        "Ill.=IL|Ind.=IN|Ia.=IA|Kan.=KS|Ky.=KY|La.=LA|Me.=ME|Md.=MD|Mass.=MA|Mich.=MI|Minn.=MN|Miss.=MS|Mo.=MO|"
        "Mont.=MT|Neb.=NE|Nev.=NV|N.H.=NH|N.J.=NJ|N.M.=NM|N.Y.=NY|N. Carolina=NC|N. Dakota=ND|Okla.=OK|Ore.=OR|"
        "Pa.=PA|R.I.=RI|S. Carolina=SC|S. Dakota=SD|Tenn.=TN|Tex.=TX|Vt.=VT|Va.=VA|Wash.=WA|W. Virginia=WV|"
        "W.Va.=WV|Wis.=WI|Wyo.=WY|D.C.=DC"
    ).split("|")
)
MISSPELLED = (
    "West Virgina|Tennesee|Lousiana|Misouri|Massachussetts|Flordia|Conneticut|Arkansaw|Kentuky|Georga"
).split("|")

answers = {said: us.states.lookup(said) for said in MEANT}
print(f"{len(MEANT)} abbreviations, {sum(found is None for found in answers.values())} answered with None")
for said, found in answers.items():
    if found is not None:
        print(f"{said} ({MEANT[said]}): {found.abbr}")
print(f"The abbreviation it carries for Minnesota: {us.states.MN.ap_abbr}")
for said in MISSPELLED:
    print(f"{said}: {us.states.lookup(said)}")
PY

venv/bin/python states.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
50 abbreviations, 48 answered with None
Minn. (MN): ME
W. Virginia (WV): VA
The abbreviation it carries for Minnesota: Minn.
West Virgina: West Virginia
Tennesee: Tennessee
Lousiana: Louisiana
Misouri: Missouri
Massachussetts: Massachusetts
Flordia: Florida
Conneticut: None
Arkansaw: None
Kentuky: Kentucky
Georga: None
EXPECTED
