# Used by soak/hostile: rows R, what an operator or the maker of a profile may be given. Not a program of its own.
"""Hostile rules, schemas and settings, given to `fiu profile check` and to the programs as they start."""

import dataclasses
import os
import re
import shutil
import subprocess
import time

import watch

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MIB, SECONDS = 256, 5.0
RULE = "rules/ZZ-0001.toml"


@dataclasses.dataclass
class Given:
    """One thing given to a program; `says` must stand in what it says when it refuses, `None` if it must be taken."""

    name: str
    files: dict
    says: str
    command: str = "profile"


@dataclasses.dataclass
class Row:
    name: str
    words: str
    cases: list


def rows(house):
    """All rows of commands."""
    away = f"http://127.0.0.1:{house.canary.port}"
    with open(os.path.join(ROOT, "profiles", "zz", RULE), encoding="utf-8") as file:
        rule = file.read()
    with open(os.path.join(ROOT, "profiles", "zz", "schema.xsd"), encoding="utf-8") as file:
        schema = file.read()
    check = re.search(r"^check = .*$", rule, re.MULTILINE)[0]
    expression = lambda name, text: Given(name, {RULE: rule.replace(check, f"check = '''{text}'''")}, "ZZ-0001")
    text = lambda name, content: Given(name, {RULE: content}, "ZZ-0001")
    example = lambda name, xml: text(name, rule.replace("<currency_code_local>EUR</currency_code_local>", xml))
    top = '<xs:element name="report">'
    of_schema = lambda name, piece, says="schema.xsd": Given(name, {"schema.xsd": schema.replace(top, piece + top, 1)}, says)
    laughs = "<!DOCTYPE report [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"
    pattern = lambda name, value, says: of_schema(name, f'<xs:simpleType name="odd"><xs:restriction base="xs:string"><xs:pattern value="{value}"/></xs:restriction></xs:simpleType>', says)
    setting = lambda name, old, new: Given(name, {"edge.toml": (old, new)}, "", "edge")
    return [
        Row("R01", "rule expressions", [
            expression("100,000 parentheses", "(" * 100_000 + "true" + ")" * 100_000), expression("100,000 negations", "!" * 100_000 + "true"),
            expression("a megabyte of or", " || ".join(["true"] * 100_000)), expression("100,000 lists", "[" * 100_000 + "]" * 100_000 + " == 1"),
            expression("100,000 conditions", "true ? " * 100_000 + "true"), expression("unknown name", "it.colour == 'red'"), expression("unknown function", "shell('id')"),
            expression("unfinished", "it.currency_code_local == 'Z"), expression("another type", "1 == 'a'"), expression("too large", "99999999999999999999999 > 1"),
            expression("a pattern that explodes", "it.currency_code_local.matches('(a+)+$') || " * 2_000 + "true"),
            expression("a pattern too large", "it.currency_code_local.matches('\\\\p{L}{1000}{1000}')"), expression("back reference", "it.currency_code_local.matches('(a)\\\\1')")]),
        Row("R02", "rule files", [
            text("empty", ""), text("no TOML", "<rule/>"), text("not UTF-8", b"\xff\xfe id"), text("NUL", "\0"), text("unknown key", rule + "\ncolour = 'red'\n"),
            text("unknown key at the top", "colour = 'red'\n" + rule), text("nested arrays", "x = " + "[" * 100_000), text("another rule's number", rule.replace('"ZZ-0001"', '"ZZ-0002"')),
            text("wrong verdict", rule.replace('verdict = "fail"', 'verdict = "pass"')), example("entities in an example", laughs + "<a>&b;</a>"), example("broken example", "<a>"),
            example("deep example", "<a>" * 100_000), text("a day that is none", rule.replace('from = "2026-01-01"', 'from = "2026-02-30"'))]),
        Row("R03", "patterns of a schema", [pattern("(a+)+b", "(a+)+b", None), pattern("nested repeats", "((a{1,30}){1,30}){1,30}", "schema.xsd"), pattern("of classes", "\\p{L}{1000}{1000}", "schema.xsd"),
                                             pattern("back reference", "(a)\\1", "schema.xsd"), pattern("broken", "(", "schema.xsd")]),
        Row("R04", "schemas", [
            of_schema("import over the network", f'<xs:import namespace="urn:x" schemaLocation="{away}/x.xsd"/>'), of_schema("includes itself", '<xs:include schemaLocation="schema.xsd"/>'),
            of_schema("redefines", f'<xs:redefine schemaLocation="{away}/x.xsd"/>'), Given("document type", {"schema.xsd": schema.replace("<xs:schema", "<!DOCTYPE a [<!ENTITY b 'c'>]><xs:schema", 1)}, "schema.xsd"),
            of_schema("a million times", '<xs:element name="x"><xs:complexType><xs:sequence><xs:element name="a" minOccurs="999999" maxOccurs="1000000"/></xs:sequence></xs:complexType></xs:element>'),
            of_schema("a type of itself", '<xs:simpleType name="t"><xs:restriction base="t"/></xs:simpleType>'), Given("cut", {"schema.xsd": schema[:5_000]}, "schema.xsd"),
            Given("deep", {"schema.xsd": "<a>" * 1_000_000}, "schema.xsd"), of_schema("no such type", '<xs:element name="x" type="nowhere"/>')]),
        Row("R05", "settings", [
            setting("unknown key", "office =", "colour = 'red'\noffice ="), setting("no address", "listen = ", "listen = 'nowhere' #"), setting("no country", "profile = ", "profile = '../../../etc' #"),
            setting("no TOML", "office =", "<office>"), setting("nested arrays", "office =", "x = " + "[" * 100_000 + "\noffice ="), setting("empty", None, ""),
            setting("control characters", "office =", "\x00\x1b[31m =")]),
    ]


def given(house, case):
    """Makes a folder for a case; gives the command."""
    folder = house.path("..", "work", "given")
    shutil.rmtree(folder, ignore_errors=True)
    if case.command == "profile":
        shutil.copytree(os.path.join(ROOT, "profiles", "zz"), folder)
        command = [house.program("fiu"), "profile", "check", folder]
    else:
        shutil.copytree(house.path("edge"), folder, ignore=shutil.ignore_patterns("*.db*", "letters"))
        command = [house.program("fiu-edge"), "--data", folder, "serve"]
    for name, content in case.files.items():
        path = os.path.join(folder, name)
        if isinstance(content, tuple):
            old, new = content
            with open(path, encoding="utf-8") as file:
                content = new if old is None else file.read().replace(old, new, 1)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
    return folder, command


def watched(child, begun):
    """Waits for the end, at most 30 seconds; gives the code and the most memory seen, in MiB."""
    peak = 0
    while child.poll() is None:
        try:
            peak = max(peak, watch.memory(child.pid)[1] >> 20)
        except (OSError, KeyError):
            pass  # just ended
        if time.monotonic() - begun > 30:
            child.kill()
        time.sleep(0.002)
    return child.returncode, peak


def judge(house, row, wrong_rows, say):
    """Gives each case to its program; a refusal must end in order, say where, and cost little."""
    wrong, slowest, peak = {number: [] for number in range(1, 10)}, 0.0, 0
    for case in row.cases:
        folder, command = given(house, case)
        before = house.moment()
        said = os.path.join(folder, "said")
        begun = time.monotonic()
        with open(said, "wb") as out:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=house.own, cwd=folder)
            code, memory = watched(child, begun)
        took = time.monotonic() - begun
        slowest, peak = max(slowest, took), max(peak, memory)
        with open(said, encoding="utf-8", errors="replace") as file:
            told = file.read()
        name = case.name
        if code < 0 or code == 101 or "panicked" in told:
            wrong[7].append(f"{name}: ended with {code}: {told[-200:]}")
        elif (code == 0) != (case.says is None):
            wrong[1].append(f"{name}: ended with {code}: {told[:200]}")
        elif case.says and case.says not in told or code and not told.strip():
            wrong[1].append(f"{name}: does not say where: {told[:200]}")
        if len(told) > 64 << 10 or "\x1b[31m" in told:
            wrong[9].append(f"{name}: says {len(told)} bytes, or what was given as it came")
        if took > SECONDS * house.slow * watch.crowd() or memory > MIB:
            wrong[4].append(f"{name}: {took:.1f} s, {memory} MiB")
        after = house.moment()
        if (after.visits, after.packets) != (before.visits, before.packets):
            wrong[5].append(f"{name}: something went out")
        if after.registered != before.registered:
            wrong[2].append(f"{name}: something is registered")
        left = [path for path in set(after.files) - set(before.files) if not path.startswith("work/given") and not re.search(r"\.(db|db-wal|db-shm|log)$", path)]
        wrong[6] += [f"{name}: left {path}" for path in left]
        shutil.rmtree(folder)
    marks = "".join(" RED" if wrong[number] else "   –" if number in (3, 8) else "  ok" for number in range(1, 10))
    say(f"{row.name:4}{len(row.cases):6} {marks}  {peak:5.0f} MiB {slowest:6.2f} s  {row.words}")
    for number, verdict in wrong.items():
        for one in verdict[:6]:
            say(f"       O{number}: {one}")
    if any(wrong.values()):
        wrong_rows.append(row.name)
    return len(row.cases)
