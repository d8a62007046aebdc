"""Labelled pairs of names per script, from hand-written tables and a seed.

Half of the table (every other name) is used for tuning and the other half for reporting, so that no name of a
reported pair has been looked at. A pair is a line: script, label (1 same, 0 another), how it was made, left, right.
"""
import random
import sys
from pathlib import Path

SCRIPTS = "latin cyrillic arabic persian greek hebrew chinese japanese korean devanagari thai amharic".split()
TOGETHER = {"chinese", "korean", "japanese"}  # written without a space, family name first


def tables():
    now, all_tables = None, {}
    for line in (Path(__file__).parent / "people.txt").read_text().splitlines():
        if line.startswith("["):
            now = all_tables.setdefault(line[1:-1], {})
        elif line and not line.startswith("#"):
            kind, rest = line.split(" ", 1)
            rows = [entry.strip().split("=") for entry in rest.split(";") if "=" in entry]
            now[kind] = [(row[0].strip(), [v.strip() for v in row[1].split("|")], row[2:]) for row in rows]
    return all_tables


def half(rows, part):
    return [row for at, row in enumerate(rows) if at % 2 == part]


def typo(rng, name):
    words = name.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 5]
    if not long:
        return None
    at = rng.choice(long)
    word, place = words[at], rng.randrange(1, len(words[at]) - 1)
    letter = rng.choice("abcdefghiklmnoprstuvyz")
    how = rng.randrange(4)
    if how == 0:
        word = word[:place] + word[place + 1:]
    elif how == 1:
        word = word[:place] + letter + word[place:]
    elif how == 2:
        word = word[:place] + letter + word[place + 1:]
    else:
        word = word[:place] + word[place + 1] + word[place] + word[place + 2:]
    words[at] = word
    return " ".join(words)


class Maker:
    def __init__(self, script, table, part, rng):
        self.script, self.rng, self.table = script, rng, table
        self.men, self.women = half(table["m"], part), half(table["f"], part)
        self.families = half(table["l"], part)
        self.fathers = half(table.get("p", []), part)
        self.pets = {row[0]: row[1] for row in table.get("n", [])}
        self.near = {row[0]: (row[1][0], row[2][0]) for row in table["xy"[part]]}
        self.kana = {row[0]: row[1][0] for row in table.get("k", [])}

    def person(self):
        rng = self.rng
        woman = rng.random() < 0.35
        given = rng.choice(self.women if woman else self.men)
        family = rng.choice(self.families)
        father = rng.choice(self.fathers) if self.fathers and rng.random() < 0.5 and not (woman and self.script == "cyrillic") else None
        return [given, father, family]

    def original(self, person):
        given, father, family = person
        if self.script in TOGETHER:
            space = " " if self.script == "japanese" and self.rng.random() < 0.5 else ""
            return family[0] + space + given[0]
        return " ".join(part[0] for part in (given, father, family) if part)

    def latin(self, person):
        given, father, family = person
        parts = [self.rng.choice(part[1]) for part in (given, father, family) if part]
        if self.script in ("chinese", "korean") and self.rng.random() < 0.7:
            parts = parts[-1:] + parts[:-1]
        return " ".join(parts)

    def any(self, person):
        """One way to write a person: in Latin letters, or in the own script."""
        return self.latin(person) if self.rng.random() < 0.5 else self.original(person)

    def same(self):
        rng, person = self.rng, self.person()
        given, father, family = person
        how = rng.choice("script script spelling typo order initial middle nickname typo+script comma".split())
        if how == "script":
            return how, self.original(person), self.latin(person)
        if how == "spelling":
            return how, self.latin(person), self.latin(person)
        if how == "typo":
            name = self.latin(person)
            return how, name, typo(rng, name)
        if how == "typo+script":
            return how, self.original(person), typo(rng, self.latin(person))
        first, last = rng.choice(given[1]), rng.choice(family[1])
        if how == "order":
            return how, self.any([given, None, family]), f"{last} {first}"
        if how == "comma":
            return how, self.any([given, None, family]), f"{last.upper()}, {first}"
        if how == "initial":
            return how, self.latin(person), f"{first[0]}. {last}"
        if how == "middle":
            if self.kana and given[0] in self.kana and family[0] in self.kana:
                kana = f"{self.kana[family[0]]} {self.kana[given[0]]}"
                return "kana", kana, rng.choice([self.latin(person), self.original(person)])
            if not father:
                return None
            return how, self.any(person), self.any([given, None, family])
        pets = self.pets.get(given[0])
        return (how, self.any(person), f"{rng.choice(pets)} {last}") if pets else None

    def other(self):
        rng, person = self.rng, self.person()
        given, father, family = person
        how = rng.choice("given family near near father".split())
        if how == "given":
            pool = self.women if given in self.women else self.men
            return how, self.any(person), self.any([rng.choice([g for g in pool if g[0] != given[0]]), father, family])
        if how == "family":
            return how, self.any(person), self.any([given, father, rng.choice([f for f in self.families if f[0] != family[0]])])
        if how == "near":
            at = rng.choice([0, 2])
            near = self.near.get(person[at][0])
            if not near:
                return None
            twin = list(person)
            twin[at] = (near[0], [near[1]], [])
            return how, self.any(person), self.any(twin)
        if self.script not in ("cyrillic", "arabic") or not father:
            return None
        if self.script == "arabic":
            return how, self.any([given, father, family]), self.any([father, given, family])
        sons = [g for g in self.men if g[0][:4] == father[0][:4]]
        twins = [p for p in self.fathers if p[0][:3] == given[0][:3]]
        return (how, self.any(person), self.any([sons[0], twins[0] if twins else None, family])) if sons else None

    def pairs(self, count):
        seen, out = set(), []
        for label, make in ((1, self.same), (0, self.other)):
            kept, tries = 0, 0
            while kept < count // 2 and tries < count * 40:
                tries += 1
                pair = make()
                if pair is None or not pair[1] or not pair[2] or pair[1] == pair[2] or pair in seen:
                    continue
                seen.add(pair)
                out.append((self.script, label, *pair))
                kept += 1
        return out


def make(part, seed, count):
    for script in SCRIPTS:
        yield from Maker(script, tables()[script], part, random.Random(f"{seed}-{script}")).pairs(count)


if __name__ == "__main__":
    part = {"tune": 0, "report": 1}[sys.argv[1]]
    for row in make(part, sys.argv[2], int(sys.argv[3])):
        print("\t".join(map(str, row)))
