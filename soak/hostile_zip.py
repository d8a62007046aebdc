# Used by soak/hostile: rows Z (packages). Not a program of its own.
"""Hostile packages, written byte by byte, because no library writes them."""

import dataclasses
import struct
import zlib

from hostile_case import Case, Row, refuse, take

UTF8 = 0x800


@dataclasses.dataclass
class Entry:
    """An entry; what the directory says and what stands before the bytes may differ."""

    name: bytes
    data: bytes = b""
    method: int = 8
    flags: int = 0
    packed: bytes = None
    crc: int = None
    size: int = None
    local: dict = dataclasses.field(default_factory=dict)
    attributes: int = 0
    date: int = 0x5C61
    extra: bytes = b""
    made_by: int = 20
    at: int = None

    def fields(self):
        packed = self.packed if self.packed is not None else squeeze(self.data) if self.method == 8 else self.data
        crc = zlib.crc32(self.data) if self.crc is None else self.crc
        size = len(self.data) if self.size is None else self.size
        return {"name": self.name, "flags": self.flags, "method": self.method, "crc": crc, "packed": len(packed), "size": size}, packed


def squeeze(data):
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    return press.compress(data) + press.flush()


def pack(entries, comment=b"", count=None, disk=0, shift=0):
    """An archive of these entries."""
    out, directory = bytearray(), bytearray()
    for entry in entries:
        said, packed = entry.fields()
        at = len(out) if entry.at is None else entry.at
        before = {**said, **entry.local}
        if entry.at is None:
            out += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, before["flags"], before["method"], 0, entry.date, before["crc"],
                               before["packed"], before["size"], len(before["name"]), len(entry.extra))
            out += before["name"] + entry.extra + packed
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, entry.made_by, 20, said["flags"], said["method"], 0, entry.date, said["crc"],
                                 said["packed"], said["size"], len(said["name"]), len(entry.extra), 0, 0, 0, entry.attributes, at + shift)
        directory += said["name"] + entry.extra
    number = len(entries) if count is None else count
    end = struct.pack("<IHHHHIIH", 0x06054B50, disk, disk, number & 0xFFFF, number & 0xFFFF, len(directory), len(out) + shift, len(comment))
    return bytes(out + directory + end + comment)


def package(name, body, *codes, **more):
    case = refuse(name, body, *codes, **more) if codes else take(name, body, **more)
    case.media, case.file_name = "application/zip", "report.zip"
    return case


def rows(kit):
    report = lambda: kit.report().encode()
    one = lambda **more: pack([Entry(b"report.xml", report(), **more)])
    named = lambda name, **more: pack([Entry(b"a.xml", report()), Entry(name.encode() if isinstance(name, str) else name, b"x", **more)])
    also = lambda name, data, **more: pack([Entry(b"a.xml", report()), Entry(name, data, **more)])
    return [*sizes(kit, report), *names(named), *lies(kit, report, one, also), *shapes(kit, report, one, also)]


def sizes(kit, report):
    flat = squeeze(bytes(64 << 20))
    bomb = pack([Entry(b"a.xml", packed=flat, size=64 << 20, crc=0)])
    many = pack([Entry(b"%d.xml" % n, packed=flat, size=64 << 20, crc=0) for n in range(4)])
    quoted = Entry(b"0.xml", packed=squeeze(bytes(1 << 20)), size=1 << 20, crc=0)
    overlap = pack([quoted, *(Entry(b"%d.xml" % n, packed=quoted.packed, size=1 << 20, crc=0, at=0) for n in range(1, 250))])
    nested = pack([Entry(b"a.xml", report()), Entry(b"in.zip", pack([Entry(b"b.xml", report())]))])
    hidden = pack([Entry(b"a.xml", report()), Entry(b"picture.png", pack([Entry(b"b.xml", report())]))])
    empty = lambda n: pack([Entry(b"%d.xml" % i, method=0) for i in range(n)])
    return [
        Row("Z01", "bombs of one layer", [package("64 MiB in 64 kB", bomb, "ZIP-RATIO"), package("four of them", many, "ZIP-RATIO"),
                                          package("lies about its size", pack([Entry(b"a.xml", packed=flat, size=60_000, crc=0)]), "ZIP-", "TYPE")]),
        Row("Z02", "entries that overlap", [package("250 names of one kernel", overlap, "ZIP-OVERLAP", "ZIP-RATIO"),
                                            package("ZIP64", pack([Entry(b"a.xml", report(), extra=struct.pack("<HHQQ", 1, 16, 1 << 52, 1 << 40), size=0xFFFFFFFF)]), "ZIP-64")]),
        Row("Z03", "packages in packages", [package("by name", nested, "ZIP-NESTED"), package("by content", hidden, "ZIP-NESTED", "TYPE")]),
        Row("Z16", "too many entries", [package(f"{n}", empty(n), "ZIP-COUNT", "ZIP-DIRECTORY") for n in (10_001, 65_535, 200_000)], cpu=4),
    ]


def names(named):
    bad = ["../../canary.txt", "/etc/canary.txt", "C:\\canary.txt", "\\\\host\\canary.txt", "a\\..\\canary.txt", "\u2025/canary.txt", "canary.txt\0.xml",
           "canary.txt.", "canary.txt ", "CON", "aux.txt", "a//b.txt", "./canary.txt", "\u202ecanary.txt", "x" * 256 + ".txt", "a\ncanary.txt", "<script>.txt"]
    link = 0o120777 << 16
    return [
        Row("Z04", "names that lead elsewhere", [package(repr(name[:20]), named(name, flags=UTF8), "ZIP-NAME") for name in bad]),
        Row("Z05", "links", [package("symbolic", named("a.txt", attributes=link, made_by=0x0314), "ZIP-LINK")]),
        Row("Z06", "devices and rights", [package(name, named("a.txt", attributes=mode << 16, made_by=0x0314), "ZIP-LINK") for name, mode in (
            ("block device", 0o060644), ("character device", 0o020644), ("fifo", 0o010644), ("socket", 0o140644), ("setuid", 0o104755))]),
        Row("Z19", "names in two readings", [
            package("CP437", named(b"\x81.txt"), "ZIP-NAME"), package("not UTF-8 and says so", named(b"\xFF.txt", flags=UTF8), "ZIP-NAME"),
            package("another name beside it", named("a.txt", extra=struct.pack("<HHBI", 0x7075, 10, 1, zlib.crc32(b"a.txt")) + b"b.txt"), "ZIP-NAME")]),
    ]


def lies(kit, report, one, also):
    differs = lambda **local: one(local=local)
    body = report()
    return [
        Row("Z07", "one name twice", [package(str(pair), pack([Entry(pair[0].encode(), report(), flags=UTF8), Entry(pair[1].encode(), report(), flags=UTF8)]), "ZIP-DUPNAME")
                                      for pair in (("a.xml", "a.xml"), ("a.xml", "A.XML"), ("\u00e9.xml", "e\u0301.xml"))]),
        Row("Z08", "two statements that differ", [
            package("name", differs(name=b"reporT.xml"), "ZIP-MISMATCH"), package("size", differs(size=7), "ZIP-MISMATCH"),
            package("method", differs(method=0), "ZIP-MISMATCH"), package("flags", differs(flags=UTF8), "ZIP-MISMATCH"), package("checksum", differs(crc=1), "ZIP-MISMATCH")]),
        Row("Z09", "wrong checksums", [package("of all", pack([Entry(b"a.xml", body, crc=1)]), "ZIP-CRC"),
                                       package("of a part", pack([Entry(b"a.xml", body, crc=zlib.crc32(body[:99]))]), "ZIP-CRC"),
                                       package("of one of two", pack([Entry(b"a.xml", report()), Entry(b"b.xml", report(), crc=1)]), "ZIP-CRC")]),
        Row("Z10", "wrong sizes", [package(str(size), pack([Entry(b"a.xml", body, size=size)]), "ZIP-SIZE", "ZIP-64", "ZIP-RATIO", "ZIP-MISMATCH")
                                   for size in (len(body) - 1, len(body) + 1, 0, 0xFFFFFFFE, 0xFFFFFFFF)]),
        Row("Z11", "encrypted", [package("flag", one(flags=1), "ZIP-ENC"), package("strong", one(flags=0x41), "ZIP-ENC"), package("AES", one(method=99), "ZIP-ENC")]),
        Row("Z12", "other methods", [package(str(method), one(method=method), "ZIP-METHOD") for method in (1, 6, 9, 12, 14, 93, 95, 97, 98)]),
        Row("Z20", "odd dates", [package("2107", pack([Entry(b"a.xml", report(), date=0xFFFF)])), package("month 0", pack([Entry(b"a.xml", report(), date=0)])),
                                 package("broken times beside it", pack([Entry(b"a.xml", report(), extra=struct.pack("<HHB", 0x5455, 1, 7))]))]),
        Row("Z21", "squeezed wrongly", [package(name, pack([Entry(b"a.xml", body, packed=bad)]), "ZIP-DATA", "ZIP-SIZE", "ZIP-CRC", "TYPE") for name, bad in (
            ("reserved code", b"\x07" + bytes(40)), ("too far back", b"\x4B\x04\xFF\xFF\xFF"), ("stored with wrong length", b"\x01\x05\x00\x00\x00abcde"), ("cut", squeeze(body)[:-9]),
            ("more behind", squeeze(body) + b"more"))]),
    ]


def shapes(kit, report, one, also):
    good = one()
    end = good.rindex(b"PK\x05\x06")
    elsewhere = [b"7z\xBC\xAF\x27\x1C", b"Rar!\x1A\x07\x01\x00", b"\x1F\x8B\x08\x00", b"\xFD7zXZ\x00", b"BZh9", b"MSCF\x00\x00\x00\x00", b"\x60\xEA\x00", b"%PDF-1.7\n"]
    small = pack([Entry(b"a.xml", b"<report/>", method=0)])
    cut = [package(f"cut at {at}", small[:at], "ZIP-", "TYPE", "XML-") for at in range(2, len(small), max(1, kit.step // 24))]
    ten = [Entry(b"%03d.xml" % n, report()) for n in range(30)]
    ten[17] = Entry(b"017.xml", kit.inside("<colour/>").encode())
    return [
        Row("Z13", "several disks", [package("disk 1", pack([Entry(b"a.xml", report())], disk=1), "ZIP-DISK"), package("says two entries", pack([Entry(b"a.xml", report())], count=2), "ZIP-")]),
        Row("Z14", "something before or behind", [package("before", b"MZ" + bytes(62) + good, "TYPE"), package("before, offsets right", b"PK\x03\x04" + pack([Entry(b"a.xml", report())], shift=4), "ZIP-"),
                                                  package("behind", good + b"more", "ZIP-"), package("a picture first", b"\xFF\xD8\xFF\xE0" + good, "TYPE")]),
        Row("Z15", "two ends", [package("in the comment", pack([Entry(b"a.xml", report())], comment=good[end:]), "ZIP-EOCD"), package("twice", good + good[end:], "ZIP-")]),
        Row("Z17", "cut at every byte", cut),
        Row("Z18", "nothing useful", [package("empty", pack([]), "ZIP-EMPTY"), package("only folders", pack([Entry(b"a/", method=0)]), "ZIP-NOXML"),
                                      package("a program", also(b"a.exe", b"MZ" + bytes(99)), "ZIP-EXTRA"), package("a program called text", also(b"a.txt", b"MZ" + bytes(99)), "TYPE")]),
        Row("Z22", "other archives", [package(bad[:4].hex(), bad + bytes(600), "TYPE", "ZIP-", "XML-") for bad in elsewhere]),
        Row("Z24", "every byte changed", [Case(f"byte {at} is {value:02x}", small[:at] + bytes([value]) + small[at + 1:], "either", media="application/zip", file_name="a.zip")
                                          for at in range(0, len(small), max(1, kit.step // 8)) for value in (0x00, small[at] ^ 1, 0xFF)[:1 + kit.values]]),
        Row("Z25", "office documents with the same tricks", [
            # Nothing here opens an attachment: it is kept as it came, and its own limits count where one is opened.
            package("bomb", also(b"text.docx", pack([Entry(b"word/document.xml", packed=squeeze(bytes(32 << 20)), size=32 << 20, crc=0)]))),
                                                             package("sound", also(b"text.docx", pack([Entry(b"word/document.xml", b"<w/>")])))]),
        Row("B13", "thirty reports, one of them bad", [package("one of thirty", pack(ten), "XSD-UNKNOWN")]),
    ]
