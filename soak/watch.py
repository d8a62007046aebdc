# Used by soak/hostile: the running edge and office seen from outside, and the nine oracles. Not a program of its own.
"""What is observed around a row of hostile inputs, and what the nine oracles say of it."""

import collections
import dataclasses
import glob
import hashlib
import os
import re
import sqlite3
import urllib.parse
import uuid

MIB = 1 << 20
ANSWER_MAX = 8 * MIB  # ten thousand remarks, each with its place and its words
# What an answer must never show: the inside of the program.
INSIDE = re.compile(r"panicked|stack backtrace|\bsrc/\w+\.rs|\.rs:\d|/tmp/|/ro[o]t/|SELECT |INSERT INTO|sqlite:|SQLSTATE|RUST_BACKTRACE")
STABLE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")
ORACLES = ("O1 clear answer", "O2 nothing half registered", "O3 one audit record each", "O4 memory, processor, time",
           "O5 nothing goes out", "O6 nothing left on disk", "O7 processes alive", "O8 others are served", "O9 no echo, no leak")
REGISTERED = ("report", "report_transaction", "report_party", "report_account", "report_role")


def rows(path, sql, values=()):
    database = sqlite3.connect(f"file:{urllib.parse.quote(path)}?mode=ro", uri=True, timeout=30)
    try:
        return database.execute(sql, values).fetchall()
    finally:
        database.close()


# What processes use.


def memory(pid):
    """Bytes now and at the highest since `forget_peak`."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        told = dict(line.split(":", 1) for line in file if ":" in line)
    return tuple(int(told[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))


def forget_peak(pid):
    with open(f"/proc/{pid}/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


def processor(pid):
    """Seconds in user and system."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return file.read().split()
    except OSError:
        return []


def nameless(pid):
    """Open files that have no name any more: what is spooled."""
    count = 0
    for path in glob.glob(f"/proc/{pid}/fd/*"):
        try:
            count += os.readlink(path).endswith("(deleted)")
        except OSError:
            pass
    return count


def sent_packets():
    """Packets that left by any interface but the loop; `None` when this is not a network of our own."""
    if "OPENFIU_ALONE" not in os.environ:
        return None
    with open("/proc/net/dev", encoding="ascii") as file:
        lines = [line.split(":", 1) for line in file if ":" in line]
    return sum(int(told.split()[9]) for name, told in lines if name.strip() != "lo")


# What is kept.


def files(root):
    """Every file below a folder with its size."""
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            try:
                found[os.path.relpath(path, root)] = os.lstat(path).st_size
            except OSError:
                pass
    return found


def registered(office_db):
    """Letter -> digest of all that is registered of it, and the numbers that were drawn."""
    # The tables are keyed by a report's key; its letter is in `report`.
    kept = {}
    for letter, state in rows(office_db, "SELECT letter, group_concat(state) FROM report WHERE state = 'registered' GROUP BY letter"):
        kept[letter] = [state]
    for name in REGISTERED:
        key = "key" if name == "report" else "report"
        sql = f"SELECT r.letter, v.* FROM v_{name} v JOIN report r ON r.key = v.{key} ORDER BY 1, 2, 3"
        for letter, *row in rows(office_db, sql):
            kept.setdefault(letter, []).append(repr(row))
    numbers = rows(office_db, "SELECT kind, year, last FROM numbering ORDER BY 1, 2")
    return {letter: hashlib.sha256("\n".join(parts).encode()).digest() for letter, parts in kept.items()}, numbers


@dataclasses.dataclass
class Moment:
    """Everything at one moment."""

    registered: dict
    numbers: list
    audit_edge: int
    audit_office: int
    processor: dict
    resident: dict
    files: dict
    packets: int
    visits: int
    logs: dict


@dataclasses.dataclass
class Observed:
    """A row: its cases with their answers, and what changed around them. Doctored copies of it check the oracles."""

    cases: list                 # of Sent
    before: Moment
    after: Moment
    peaks: dict                 # program -> bytes above the beginning
    limits: tuple               # MiB, processor seconds a case, seconds a case
    disk: int                   # MiB that may lie there besides four times what was sent
    alive: list                 # what is wrong with the processes
    canary: list                # what is wrong with the good report that came after
    probes: list                # seconds that another bank's questions took meanwhile
    quiet: float                # the 99th of a hundred of them before
    new_log: str                # what both programs said
    secrets: list               # texts that may stand nowhere
    audit: list                 # new records of both: (place, act, kind, id, digest, reason, result, text of all)
    foreign: list               # what is wrong with what another bank is told of these letters
    pages: list                 # pages of letters as a person sees them
    kept: dict                  # letter -> (state at the office, codes of the findings kept there)


def status_wrong(case):
    """What is wrong with one answer; `None` if nothing."""
    want, sent = case.want, case
    if sent.status is None:
        # A line may be cut, but nobody is left waiting.
        cut = want in ("door", "either") and sent.broken_off and "timed out" not in sent.error
        return None if cut else f"no answer: {sent.error}"
    if sent.status >= 500:
        return f"status {sent.status}"
    if len(sent.text) > ANSWER_MAX:
        return f"an answer of {len(sent.text)} bytes"
    if INSIDE.search(sent.text):
        return f"the answer shows the inside: {INSIDE.search(sent.text)[0]}"
    codes = case.refusing()
    if sent.letter is None:
        if want not in ("door", "either"):
            return f"refused at the door with {sent.status} {sent.told.get('code')}"
        if not STABLE.fullmatch(sent.told.get("code") or "") or not sent.told.get("title"):
            return f"a refusal without code or sentence: {sent.text[:120]}"
        return None if fits(case.codes, [sent.told["code"]]) or want == "either" else f"refused with {sent.told['code']}"
    if want == "door":
        return "taken in, and should have been refused at the door"
    if want == "accept":
        return f"refused with {codes[:4]}" if codes or sent.outcome not in ("accepted", "accepted-with-warnings") else None
    if sent.outcome is None:
        return f"the office has not answered: {sent.told.get('status')}"
    if bool(codes) != (sent.outcome == "rejected") and not case.office_only:
        return f"the edge says {codes[:3]} and the office {sent.outcome}"
    if want == "refuse" and not sent.outcome == "rejected":
        return f"{sent.outcome}, and should have been refused"
    if codes and sent.office_codes and codes[0] not in sent.office_codes[:3]:
        return f"the edge says {codes[:3]} and the office {sent.office_codes[:3]}"
    found = codes or sent.office_codes
    if want == "refuse" and not fits(case.codes, found):
        return f"refused with {found[:4]} and not for {case.codes}"
    return next((wrong for remark in sent.remarks for wrong in [remark_wrong(remark)] if wrong), None)


def remark_wrong(remark):
    code = remark.get("code") or ""
    if not STABLE.fullmatch(code) or not 3 <= len(remark.get("message") or "") <= 2_000:
        return f"a remark without code or sentence: {str(remark)[:120]}"
    placed = (remark.get("line") or 0) > 0 or remark.get("path")
    # What is said of a package as a whole has no line.
    return None if placed or code.startswith(("ZIP-", "TYPE", "BODY-", "XML-ENCODING")) else f"{code} has no place"


def fits(wanted, codes):
    return any(code.startswith(one) for code in codes for one in wanted)


def o1(seen):
    return [f"{case.name}: {wrong}" for case in seen.cases for wrong in [status_wrong(case)] if wrong]


def o2(seen):
    wrong = [f"letter {letter.hex()}: what was registered has changed" for letter, digest in seen.before.registered.items()
             if seen.after.registered.get(letter) != digest]
    new = {letter for letter in seen.after.registered if letter not in seen.before.registered}
    accepted = {uuid.UUID(case.letter).bytes for case in seen.cases
                if case.letter and case.outcome in ("accepted", "accepted-with-warnings")}
    wrong += [f"letter {letter.hex()} is registered and was refused or never sent" for letter in new - accepted]
    wrong += [f"letter {letter.hex()} was accepted and is not registered" for letter in accepted - set(seen.after.registered)]
    if not new and seen.after.numbers != seen.before.numbers:
        wrong.append("numbers were drawn for nothing")
    return wrong


def o3(seen):
    wrong = []
    for case in seen.cases:
        mine = [record for record in seen.audit if record[3] == case.letter] if case.letter else []
        received = [record for record in mine if record[0] == "edge" and record[5] == "receive"]
        decided = [record for record in mine if record[0] == "office" and record[1] == "alter" and record[5] == case.outcome]
        if case.letter and not case.again and (len(received), len(decided)) != (1, 1):
            wrong.append(f"{case.name}: {len(received)} records of receiving, {len(decided)} of deciding")
        if case.letter and any(record[4] != case.sha256 for record in received):
            wrong.append(f"{case.name}: the record has another digest")
        if case.letter and case.want == "refuse" and not seen.kept.get(case.letter, (None, []))[1]:
            wrong.append(f"{case.name}: the office keeps no finding")
    # What the post refuses before it is a letter, by what it is told and what is recorded.
    told = {"DUP-REF": "DUP-REF", "BAD-REF": "BAD-REF", "BAD-FIELD": "BAD-FIELD", "HTTP-TOO-LARGE": "TOO-LARGE",
            "HTTP-CONTENT-TYPE": "HTTP-CONTENT-TYPE", "HTTP-CONTENT-ENCODING": "HTTP-CONTENT-ENCODING"}
    denied = collections.Counter(record[5] for record in seen.audit if record[0] == "edge" and record[6] == "denied")
    refused = collections.Counter(told[case.told["code"]] for case in seen.cases
                                  if not case.letter and not case.unread and case.told.get("code") in told)
    wrong += [f"{refused[code]} refused with {code} and {denied[code]} recorded" for code in told.values() if refused[code] != denied[code]]
    wrong += [f"a record tells content: {record[:6]}" for record in seen.audit for secret in seen.secrets if secret in record[7]]
    return wrong


def o4(seen):
    mib, cpu, wall = seen.limits
    wrong = [f"{name} grew by {peak / MIB:.0f} MiB" for name, peak in seen.peaks.items() if peak > mib * MIB]
    wrong += [f"{case.name}: {case.seconds:.1f} s" for case in seen.cases if case.seconds > wall * crowd()]
    wrong += [f"{case.name}: {case.processor:.1f} s of the edge's processor" for case in seen.cases if case.processor > cpu]
    office = seen.after.processor["office"] - seen.before.processor["office"]
    if office > cpu * max(1, len(seen.cases)):
        wrong.append(f"{office:.1f} s of the office's processor for {len(seen.cases)}")
    return wrong


def o5(seen):
    wrong = []
    if seen.after.visits != seen.before.visits:
        wrong.append(f"{seen.after.visits - seen.before.visits} visits of an address that stood in a document")
    if seen.after.packets != seen.before.packets:
        wrong.append(f"{seen.after.packets - seen.before.packets} packets left the machine")
    return wrong


def o6(seen):
    letters = {case.letter for case in seen.cases if case.letter}
    allowed = re.compile(r"(country/)?(edge|office)(/.*)?\.(db|db-wal|db-shm|log)|country/office/checkpoints/.*")
    wrong = []
    for path in seen.after.files:
        if path in seen.before.files or allowed.fullmatch(path) or os.path.basename(path) in letters | set(seen.after.logs["ours"]):
            continue
        wrong.append(f"a new file: {path}")
    grown = sum(seen.after.files.values()) - sum(seen.before.files.values())
    sent = sum(case.bytes for case in seen.cases)
    if grown > 4 * sent + seen.disk * MIB + 100_000 * len(seen.cases):
        wrong.append(f"the disk holds {grown / MIB:.0f} MiB more after {sent / MIB:.1f} MiB were sent")
    spooled = [path for path in seen.after.files if path.startswith("country/edge/spool/")]
    return wrong + [f"still spooled: {path}" for path in spooled]


def o7(seen):
    return list(seen.alive)


def o8(seen):
    wrong = list(seen.canary)
    if not seen.probes:
        return [*wrong, "another bank was not served at all"]
    # A row alone has few of them, and one that waits for another program of the machine says nothing about the edge; the
    # longest of a hundred is compared over all rows together.
    worst = longest(seen.probes)
    if worst > max(2 * seen.quiet, 1.0) * crowd():
        wrong.append(f"another bank waited {worst * 1000:.0f} ms (before: {seen.quiet * 1000:.0f} ms)")
    return wrong


def crowd():
    """How many programs share a core of this machine just now; at least one."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def longest(waits):
    """The 99th of a hundred."""
    return sorted(waits)[min(len(waits) - 1, len(waits) * 99 // 100)] if waits else float("inf")


def o9(seen):
    wrong = list(seen.foreign)
    for secret in seen.secrets:
        if secret in seen.new_log:
            wrong.append(f"a log tells content: {secret}")
    for case in seen.cases:
        wrong += [f"{case.name}: the page shows {raw!r} as it came" for raw in case.raw for page in seen.pages if raw in page]
        if case.text and "nosniff" not in case.headers.get("x-content-type-options", "") and case.status != 400:
            wrong.append(f"{case.name}: the answer may be guessed at")
    return wrong


JUDGES = (o1, o2, o3, o4, o5, o6, o7, o8, o9)
