# Used by soak/hostile: what a row is made of. Not a program of its own.
"""Rows and cases."""

import dataclasses
import re


# Rows of the catalogue that are not sent, and why.
NOT_SENT = {
    "X40": "a letter has a limit (100 MiB in the demo country), see X37; how large ones are taken is measured by bench/intake",
    "X47": "a run of its own: fuzz/differ",
    "X49": "goAML has no element that takes anything",
    "X50": "the suite is not in this repository; fuzz/differ stands for it",
    "S01 S02 S03 S04": "nobody sends a schema; those that an operator installs are rows R03 and R04",
    "S05": "goAML has no keys, and a schema that has is refused with its line",
    "B11 B12": "there are no compartments yet",
    "B14": "there are no drafts",
    "Z23": "a report of goAML does not name its attachments",
    "M06 M08 M09": "no currency is converted and no sum is shown at intake; the tests of `trace` and `vocab` hold them",
    "M07": "no rule of the demo country compares the two amounts",
    "D06 D07": "clocks and retention are no input; time is a parameter in every test, retention is not there yet",
}


@dataclasses.dataclass
class Case:
    """One thing sent, what must become of it, and, later, what did."""

    name: str
    body: bytes
    want: str                      # refuse, accept, door (refused before it is a letter), either
    codes: tuple = ("",)           # beginnings of the codes that a refusal may have
    media: str = "application/xml"
    reference: str = ""
    file_name: str = "report.xml"
    expect: str = ""               # must stand among what was registered
    raw: tuple = ()                # must not stand like this on any page
    office_only: bool = False      # the edge cannot know
    unread: bool = False           # refused by what was announced, before anybody was asked who he is: nothing to record
    send: object = None            # another way of sending
    status: int = None
    text: str = ""
    told: dict = dataclasses.field(default_factory=dict)
    headers: dict = dataclasses.field(default_factory=dict)
    letter: str = None
    again: bool = False
    outcome: str = None
    office_codes: list = dataclasses.field(default_factory=list)
    remarks: list = dataclasses.field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0
    bytes: int = 0
    sha256: str = ""
    error: str = ""
    broken_off: bool = False

    def refusing(self):
        """Codes of what refuses, as the edge told them."""
        return [remark["code"] for remark in self.remarks if remark["severity"] in ("fatal", "reject")]


@dataclasses.dataclass
class Row:
    """A row of the catalogue."""

    name: str
    words: str
    cases: list
    mib: int = 64
    cpu: float = 2.0
    wall: float = 5.0
    disk: int = 16


def octets(body):
    return body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")


def refuse(name, body, *codes, **more):
    return Case(name, octets(body), "refuse", codes, **more)


def take(name, body, **more):
    return Case(name, octets(body), "accept", **more)


def door(name, body, *codes, **more):
    return Case(name, octets(body), "door", codes, **more)


def either(name, body, **more):
    return Case(name, octets(body), "either", **more)


class Kit:
    """Makes reports, each with numbers of its own, from a good one."""

    def __init__(self, good, rentity, mark, canary_port, secret_file, sample):
        self.good, self.rentity, self.mark = good, rentity, mark
        self.canary_port, self.secret_file = canary_port, secret_file
        # A sample meets every 97th byte, a run every one; another value a byte is another 5,700 letters.
        self.step, self.values = (97, 1) if sample else (1, 1)
        self.large = 10 if sample else 1  # and what is large is a tenth of it
        self.count = 0

    def report(self, **changes):
        """A good report with other texts in some leaves. Raw markup is put in as it is."""
        self.count += 1
        texts = {"rentity_id": self.rentity, "entity_reference": f"HOST-{self.count:06}",
                 "transactionnumber": f"{self.rentity}-H{self.count:09}", "action": f"{self.mark} {self.count}", **changes}
        text = self.good
        for tag, value in texts.items():
            text = put(text, tag, value)
        return text

    def root(self, attributes):
        """With something in the root's tag."""
        return self.report().replace("<report>", f"<report {attributes}>", 1)

    def inside(self, piece):
        """With something before the first transaction."""
        return self.report().replace("<transaction>", f"{piece}<transaction>", 1)

    def cut(self, tag):
        return re.sub(f"<{tag}>.*?</{tag}>\\s*", "", self.report(), count=1, flags=re.DOTALL)

    def moved(self, tag):
        text = self.report()
        found = re.search(f"<{tag}>.*?</{tag}>", text, re.DOTALL)[0]
        return text.replace(found, "", 1).replace("</report>", f"{found}</report>")

    def without_party(self):
        return re.sub("<t_from_my_client>.*</t_to>", "", self.report(), flags=re.DOTALL)

    def many_parties(self, count):
        text = self.report()
        found = re.search("<account_related_person>.*?</account_related_person>", text, re.DOTALL)[0]
        return text.replace(found, found * count, 1)


def put(text, tag, value):
    before, rest = text.split(f"<{tag}>", 1)
    return f"{before}<{tag}>{value}</{tag}>{rest.split(f'</{tag}>', 1)[1]}"
