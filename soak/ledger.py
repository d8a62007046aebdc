# Used by soak/kills: what was promised (the ledger) and whether it was kept (the check). Not a program of its own.
"""The outside ledger, and the check of what edge and office keep against it."""

import collections
import hashlib
import json
import os
import sqlite3
import threading
import urllib.parse
import uuid

PRETENCES = ("lost", "twice", "altered", "unsent", "gap", "unregistered", "unanswered")


# The ledger.


class Ledger:
    """Intents and receipts, each synced before anything else happens. One file, many threads."""

    def __init__(self, path):
        self.file = open(path, "x", encoding="utf-8")
        self.lock = threading.Lock()
        self.intents = {}                              # (reporter, reference) -> what was to be sent
        self.receipts = collections.defaultdict(list)  # (reporter, reference) -> all receipts, in order
        self.firsts = collections.defaultdict(list)    # reporter -> places in the receipt log, as they were first told
        self.faults = []

    def _write(self, entry):
        self.file.write(json.dumps(entry) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())

    def intend(self, key, body, deal, good):
        with self.lock:
            known = {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body), "deal": deal, "good": good}
            if self.intents.setdefault(key, known) != known:
                raise SystemExit(f"the ledger itself is wrong: {key} has two contents")
            self._write({"intent": key, **known})

    def receipted(self, key, status, answer):
        with self.lock:
            self._write({"receipt": key, "status": status, "answer": answer})
            self.receipts[key].append(answer)
            if not answer["again"]:
                self.firsts[key[0]].append(int(read_receipt(answer["receipt"])["sequence"]))

    def fault(self, text):
        with self.lock:
            self._write({"fault": text})
            self.faults.append(text)

    def open_intents(self):
        with self.lock:
            return [key for key in self.intents if key not in self.receipts]


def read_receipt(note):
    lines = note.split("\n\n", 1)[0].split("\n")
    if lines[0] != "openfiu receipt v1":
        raise ValueError(f"not a receipt: {lines[0]!r}")
    return dict(line.split(": ", 1) for line in lines[1:])


# The check.


def rows(path, sql):
    database = sqlite3.connect(f"file:{urllib.parse.quote(path)}?mode=ro", uri=True)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


class Checked:
    """What was found wrong, by what the promise is called."""

    def __init__(self):
        self.lost, self.twice, self.altered, self.other = [], [], [], []

    def all(self):
        return self.lost + self.twice + self.altered + self.other


def check(soak, edge_db, office_db):
    """Holds the ledger against the two databases and against what the status interface told."""
    found = Checked()
    at_edge = collections.defaultdict(list)
    for number, reference, *letter in rows(edge_db, """SELECT c.rentity_id, l.reference, l.id, l.sha256, l.byte_count,
            l.sequence, l.receipt FROM letter l JOIN correspondent c ON c.id = l.correspondent"""):
        at_edge[number, reference].append(letter)
    at_office = collections.defaultdict(list)
    for number, reference, *letter in rows(office_db, """SELECT rentity_id, reference, id, sha256, byte_count, sequence,
            receipt FROM arrival"""):
        at_office[number, reference].append(letter)
    registered = collections.defaultdict(list)
    for letter, *report in rows(office_db, """SELECT letter, number, reference, (SELECT t.number FROM report_transaction t
            WHERE t.report = key AND t.ordinal = 1) FROM report WHERE state = 'registered'"""):
        registered[letter].append(report)
    filed = dict(rows(office_db, "SELECT letter, state FROM filing"))
    for key, answers in soak.ledger.receipts.items():
        one_letter(soak, found, key, answers, at_edge[key], at_office[key], registered, filed)
    nothing_else(soak, found, at_edge, at_office, registered)
    the_order(soak, found, edge_db, office_db)
    return found


def one_letter(soak, found, key, answers, at_edge, at_office, registered, filed):
    intent, receipt, note = soak.ledger.intents[key], read_receipt(answers[0]["receipt"]), answers[0]["receipt"]
    letter = uuid.UUID(receipt["letter"]).bytes
    for answer in answers[1:]:
        if answer["receipt"] != note:
            found.altered.append(f"{key}: sending again gave another receipt")
    if sum(not answer["again"] for answer in answers) > 1:
        found.twice.append(f"{key}: two sendings were told that they are the first")
    promised = (receipt["reference"], receipt["sha256"], int(receipt["bytes"]))
    if promised != (key[1], intent["sha256"], intent["bytes"]):
        found.altered.append(f"{key}: the receipt speaks of {promised}")
    for place, kept in (("edge", at_edge), ("office", at_office)):
        if not kept:
            found.lost.append(f"{key}: receipted, and not at the {place}")
        if len(kept) > 1:
            found.twice.append(f"{key}: {len(kept)} letters at the {place}")
        for row in kept:
            if row != [letter, bytes.fromhex(intent["sha256"]), intent["bytes"], int(receipt["sequence"]), note]:
                found.altered.append(f"{key}: the {place} keeps another letter than was receipted")
    reports = registered[letter]
    if len(reports) > 1:
        found.twice.append(f"{key}: {len(reports)} reports")
    if intent["good"] and not reports:
        found.lost.append(f"{key}: receipted, and no report was registered ({filed.get(letter)})")
    if not intent["good"] and (reports or filed.get(letter) != "rejected"):
        found.other.append(f"{key}: has mistakes and became {filed.get(letter)}")
    if any((reference, deal) != (key[1], intent["deal"]) for _, reference, deal in reports):
        found.altered.append(f"{key}: the report has another reference or transaction: {reports}")
    original = soak.originals.get(key)
    if original is None:
        found.lost.append(f"{key}: the desk cannot give the original out")
    elif original != (intent["sha256"], intent["bytes"]):
        found.altered.append(f"{key}: the desk gives other bytes out than were sent")
    told, answer = soak.told.get(key, {}), soak.told.get(key, {}).get("answer")
    if (told.get("sha256"), told.get("bytes")) != (intent["sha256"], intent["bytes"]):
        found.altered.append(f"{key}: the status interface tells of other bytes")
    if soak.receipt_files.get(key, "") != note:
        found.altered.append(f"{key}: the receipt is fetched with another text than it was given")
    if answer is None:
        found.lost.append(f"{key}: receipted, and the office never answered ({told.get('status')})")
    elif (answer["report_number"] or None) not in [number for number, _, _ in reports] + [None] * (not reports):
        found.altered.append(f"{key}: the answer names {answer['report_number']}, registered is {reports}")


def nothing_else(soak, found, at_edge, at_office, registered):
    known = set(soak.before)
    for place, kept in (("edge", at_edge), ("office", at_office)):
        for key, letters in kept.items():
            for row in letters:
                known.add(row[0])
                if row[0] not in soak.before and key not in soak.ledger.intents:
                    found.other.append(f"{key}: at the {place}, and was never sent")
    found.other.extend(f"a report of the unknown letter {letter.hex()}" for letter in registered if letter not in known)
    found.other.extend(f"{key}: sent again until the end, and no receipt" for key in soak.ledger.open_intents())


def the_order(soak, found, edge_db, office_db):
    for place, sql in ((edge_db, "SELECT sequence FROM letter"), (office_db, "SELECT sequence FROM arrival")):
        sequence = sorted(row[0] for row in rows(place, sql))
        if sequence != list(range(1, len(sequence) + 1)):
            found.other.append(f"{os.path.basename(place)}: the receipt log has gaps or doubles")
    last = rows(edge_db, "SELECT l.last, (SELECT COUNT(*) FROM letter) FROM receipt_log l")
    if any(end != count for end, count in last):
        found.other.append(f"the receipt log ends at {last}")
    for reporter, places in soak.ledger.firsts.items():
        if places != sorted(set(places)):
            found.other.append(f"{reporter}: receipts came in another order than they have in the log")
    for kind, year, last in rows(office_db, "SELECT kind, year, last FROM numbering"):
        taken = rows(office_db, f"SELECT COUNT(*) FROM report WHERE state = 'registered' AND kind = '{kind}'")[0][0]
        if taken != last:
            found.other.append(f"{last} numbers of {kind} {year} were given and {taken} reports have one")
    waits = rows(office_db, "SELECT kind, tries, reason FROM event WHERE done_us IS NULL")
    found.other.extend(f"an event was never finished: {event}" for event in waits)
    unanswered = rows(office_db, "SELECT COUNT(*) FROM arrival WHERE id NOT IN (SELECT letter FROM outgoing)")[0][0]
    if unanswered:
        found.lost.append(f"{unanswered} letters have no answer at the office")


# The checker checked: each of these must be found.


def tamper(pretence, edge_db, office_db):
    """Plants one fault into copies of the databases."""
    with sqlite3.connect(office_db) as office, sqlite3.connect(edge_db) as edge:
        office.execute("PRAGMA foreign_keys = OFF")
        victim = office.execute("""SELECT a.id FROM arrival a JOIN report r ON r.letter = a.id
            WHERE r.state = 'registered' ORDER BY a.sequence DESC LIMIT 1""").fetchone()
        if pretence == "lost":
            office.execute("DELETE FROM arrival WHERE id = ?", victim)
        elif pretence == "twice":
            office.execute("""INSERT INTO report (key, id, letter, segment, entry, state, begun_us, number, kind, reference)
                SELECT 1000000, x'00', letter, segment, entry, state, begun_us, 'another', 'another', reference
                FROM report WHERE letter = ? AND state = 'registered'""", victim)
        elif pretence == "altered":
            office.execute("UPDATE arrival SET sha256 = zeroblob(32) WHERE id = ?", victim)
        elif pretence == "unsent":
            edge.execute("UPDATE letter SET reference = 'never sent' WHERE id = ?", victim)
        elif pretence == "gap":
            edge.execute("UPDATE letter SET sequence = 1000000 WHERE sequence = 1")
        elif pretence == "unregistered":
            office.execute("UPDATE report SET state = 'abandoned' WHERE letter = ?", victim)
        elif pretence == "unanswered":
            office.execute("DELETE FROM outgoing WHERE letter = ?", victim)
    office.close()
    edge.close()
