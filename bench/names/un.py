"""Names of the UN list (its XML as published) and of invented people: how often an invented name hits.

Writes three files into a folder: listed.txt (a name a line), misspelt.txt (line of the listed name, then that name
with one slip), invented.txt (people put together from the benchmark's own tables).
"""
import random
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pairs

xml, folder, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
rng = random.Random(seed)
listed = []
for person in ET.parse(xml).getroot().iter("INDIVIDUAL"):
    parts = [person.findtext(tag) or "" for tag in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")]
    names = [" ".join(" ".join(parts).split())]
    names += [a.findtext("ALIAS_NAME") or "" for a in person.iter("INDIVIDUAL_ALIAS") if a.findtext("QUALITY") == "Good"]
    # Some aliases are several names apart by semicolons, or have remarks in brackets.
    names = [part.split("(")[0].strip() for name in names for part in name.split(";")]
    listed += [name for name in names if len(name) > 3]
misspelt = []
for at in rng.sample(range(len(listed)), min(1000, len(listed))):
    slip = pairs.typo(rng, listed[at].lower())
    if slip and len(listed[at].split()) > 1:
        misspelt.append(f"{at}\t{slip}")
invented, tables = set(), pairs.tables()
while len(invented) < 5000:
    script = rng.choice(pairs.SCRIPTS)
    maker = pairs.Maker(script, tables[script], rng.randrange(2), rng)
    invented.add(maker.latin(maker.person()))
(folder / "listed.txt").write_text("\n".join(listed))
(folder / "misspelt.txt").write_text("\n".join(misspelt))
(folder / "invented.txt").write_text("\n".join(sorted(invented)))
