# Used by fuzz/differ: documents by chance, some sound, most damaged. Not a program of its own.
"""Small XML documents: grown from a grammar, or a report of the demo country, and then damaged."""

import random

# Begins as a sound report does, so that the ways for tags that the schema expects are taken too.
REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<report>
  <schema_version>5.0.1</schema_version>
  <rentity_id>1005</rentity_id>
  <rentity_branch>Head office</rentity_branch>
  <submission_code>E</submission_code>
  <report_code>STR</report_code>
  <entity_reference>STR-1035-00000012</entity_reference>
  <report_date>2026-07-03T07:26:51</report_date>
  <currency_code_local>ZED</currency_code_local>
  <reporting_user_code>officer1035</reporting_user_code>
  <location><address_type>WORK</address_type><address>16 Republic Avenue</address><city>Zedopolis</city></location>
  <reason>Ay\u015fe &amp; sons &lt;1 &#x41;</reason>
  <transaction>
    <transactionnumber>1035-0000005666</transactionnumber>
    <transaction_location>Zedopolis</transaction_location>
    <date_transaction>2026-07-02T07:26:51</date_transaction>
    <amount_local>7.25</amount_local>
    <t_from_my_client><from_funds_code>CARD</from_funds_code><from_account><institution_name>Copper &amp; Salt</institution_name>
      <account>00030000000000000300</account></from_account><from_country>ZZ</from_country></t_from_my_client>
  </transaction>
  <report_indicators><indicator>PO03</indicator><indicator>PT02</indicator></report_indicators>
</report>
"""
KNOWN = ["report", "rentity_id", "reason", "location", "transaction", "t_person", "first_name", "address", "indicator"]
# Characters at the borders of what a name, a text or a file may hold.
EDGES = [0x00, 0x01, 0x08, 0x09, 0x0A, 0x0B, 0x0D, 0x1F, 0x20, 0x22, 0x26, 0x27, 0x2D, 0x2E, 0x2F, 0x30, 0x39, 0x3A, 0x3C, 0x3E,
         0x5B, 0x5D, 0x5F, 0x7F, 0x80, 0x85, 0x9F, 0xA0, 0xB6, 0xB7, 0xB8, 0xBF, 0xC0, 0xD6, 0xD7, 0xD8, 0xF6, 0xF7, 0xF8, 0x2FF,
         0x300, 0x36F, 0x370, 0x37D, 0x37E, 0x37F, 0x1FFF, 0x2000, 0x200B, 0x200C, 0x200D, 0x200E, 0x2028, 0x203E, 0x203F, 0x2040,
         0x2041, 0x206F, 0x2070, 0x218F, 0x2190, 0x2BFF, 0x2C00, 0x2FEF, 0x2FF0, 0x3000, 0x3001, 0xD7FF, 0xE000, 0xF8FF, 0xF900,
         0xFDCF, 0xFDD0, 0xFDEF, 0xFDF0, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1F600, 0xEFFFF, 0xF0000, 0x10FFFF]
TOKENS = ["<", ">", "/>", "</", "<a", "</a>", "<a>", "<b/>", "<report>", "</report>", "<p:a>", "</p:a>", "&", "&amp;", "&lt;", "&#65;",
          "&#x41;", "&#X41;", "&#0;", "&#x1;", "&#xFFFE;", "&#xD800;", "&#x110000;", "&#9999999999;", "&#;", "&#x;", "&nbsp;", "&a",
          "&a.b;", ";", "]]>", "]]", "<![CDATA[", "<![CDATA[x]]>", "<![cdata[x]]>", "<![CDATA[]]]]>", "<!--", "-->", "--", "<!---->",
          "<!-- x -->", "<!-- a--b -->", "<!-- x --->", "<!->", "<?p?>", "<?p ?>", "<?p x?>", "<?xml?>", "<?XML x?>", "<?xml-x y?>",
          "<?xmlx?>", "<??>", "<?", "?>", "<? p?>", "<?p:q x?>", "<?1 x?>", "<!DOCTYPE report>", "<!DOCTYPE report [<!ENTITY a 'b'>]>",
          "<!ELEMENT a ANY>", "<!", "<!x>", "=", "\"", "'", " x=\"1\"", " x='1'", " x=1", " x", " x=", " x =\n'1'", " x=\"<\"",
          " x=\"&lt;\"", " x=\"&\"", " x=\">\"", " x=\"]]>\"", " x=\"'\"", " xmlns=\"u\"", " xmlns=''", " xmlns:p=\"u\"", " xmlns:p=''",
          " xmlns:q=\"u\"", " p:x='1'", " q:x='1'", " p:='1'", " :x='1'", " p:q:x='1'", " xmlns:xml='u'", " xmlns:xmlns='u'",
          " xmlns:p='http://www.w3.org/XML/1998/namespace'", " xmlns:xml='http://www.w3.org/XML/1998/namespace'",
          " xmlns:p='http://www.w3.org/2000/xmlns/'", " xmlns='http://www.w3.org/2000/xmlns/'", " xml:lang='en'", " xml:space='no'",
          " xml:id='a'", " xmlns:='u'", " xmlns:1='u'", " xmlns:p='a b'", " xmlns:xmlx='u'", "\r", "\r\n", "\n", "\t", " ", "\u0085",
          "\u2028", "\ufeff", "<?xml version=\"1.0\"?>", "<?xml version='1.1'?>", "<?xml version='1.0' standalone='no'?>",
          "<:a/>", "<a:/>", "<a:b:c/>", "<-a/>", "<.a/>", "<1/>", "< a/>", "<a />", "<a\n/>", "</ a>", "</a >", "</a x='1'>", "<a/ >",
          "<a//>", "<>", "</>", "<a<b/>", "\x00", "%a;", "<xml/>", "<XMLa/>", "<xml:a/>"]
DECLARATIONS = ["", "", "", "", "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='UTF-8'?>", "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n",
                "<?xml version='1.0' standalone='yes'?>", "<?xml version='1.0' encoding='UTF-8' standalone='no'?>\r\n",
                "<?xml\nversion = '1.0'\tencoding\n=\n'UTF-8'\n?>", "<?xml version='1.0' standalone='yes' encoding='UTF-8'?>",
                "<?xml encoding='UTF-8'?>", "<?xml version='1.0'encoding='UTF-8'?>", "<?xml version='1.0' encoding=''?>", "<?xml?>",
                "<?xml version=\"1.0'?>", "<?xml version='1.0' encoding='UTF-8' standalone='maybe'?>", "<?xml version='1.0' x='1'?>",
                "<?xml version='1.0' ? >", "<?xml version='1.0' encoding='8-UTF'?>", "<?XML version='1.0'?>", " <?xml version='1.0'?>",
                "<?xml version='1.0' encoding='ISO-8859-1'?>", "<?xml version='1.0' encoding='windows-1252'?>",
                "<?xml version='1.0' encoding='UTF-16'?>", "<?xml version='1.0' encoding='US-ASCII'?>", "<?xml version='1.0' encoding='x'?>",
                "<?xml version='1.00'?>", "<?xml version=''?>", "<?xml version='1.1'?>", "<?xml version='2.0'?>", "<?xml version='1.'?>"]


class Maker:
    """Documents in an endless row; the same seed gives the same row."""

    def __init__(self, seed):
        self.random = random.Random(f"differ {seed}")
        self.report = REPORT.encode()
        self.before = self.report

    def document(self):
        chance = self.random
        kind = chance.random()
        if kind < 0.45:
            document = self.grown()
        elif kind < 0.9:
            document = self.part() if chance.random() < 0.8 else self.report
        else:
            document = self.before
        for _ in range(chance.choice((0, 0, 1, 1, 1, 2, 3, 6))):
            document = self.damaged(document)
        if len(document) > 8_000:
            document = document[:8_000]
        if chance.random() < 0.1:
            self.before = document
        return document

    # Grown from a grammar: mostly sound.

    def grown(self):
        chance = self.random
        root = "report" if chance.random() < 0.7 else self.name()
        text = chance.choice(DECLARATIONS) if chance.random() < 0.5 else ""
        text += self.misc() + self.element(root, 0, ["p"] if chance.random() < 0.3 else []) + self.misc()
        if chance.random() < 0.03:
            text = "\ufeff" + text
        kind = chance.random()
        if kind < 0.02:
            return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")), "replace")
        if kind < 0.04:
            return text.encode(chance.choice(("latin-1", "cp1252", "ascii", "iso8859-9")), "xmlcharrefreplace")
        return text.encode("utf-8", "surrogatepass")

    def misc(self):
        chance = self.random
        if chance.random() < 0.6:
            return ""
        return "".join(chance.choice(("\n", " ", "<!-- c -->", "<?p i?>", "\t", "\r\n", "<?p?>", "<!---->"))
                       for _ in range(chance.randint(1, 3)))

    def name(self):
        chance = self.random
        if chance.random() < 0.5:
            return chance.choice(KNOWN)
        first = "abz_AZ" if chance.random() < 0.8 else [chr(self.letter())]
        more = "".join(chance.choice("abc-._09") if chance.random() < 0.7 else chr(self.letter()) for _ in range(chance.randint(0, 3)))
        return chance.choice(first) + more

    def letter(self):
        """A character at an edge, or any; never half a pair."""
        chance = self.random
        if chance.random() < 0.6:
            return chance.choice(EDGES) if chance.random() < 0.5 else chance.choice((0xE9, 0x431, 0x627, 0x4E2D, 0x61))
        code = chance.choice((chance.randrange(0x20, 0x3000), chance.randrange(0x20, 0x110000)))
        return code if not 0xD800 <= code < 0xE000 else 0x61

    def words(self):
        chance = self.random
        pieces = ("x", "7.25", " ", "\n", "&amp;", "&#65;", "&#x10FFFF;", "&apos;", "]", ">", "\u015f", "\U0001f600", "'", "\"", "\r\n", "--")
        text = "".join(chance.choice(pieces) for _ in range(chance.randint(0, 5)))
        return text + chr(self.letter()) if chance.random() < 0.1 else text

    def value(self):
        quote = self.random.choice("\"'")
        return quote + self.words().replace(quote, "").replace("<", "") + quote

    def element(self, name, depth, prefixes):
        chance = self.random
        attributes, declared = [], list(prefixes)
        for prefix in "pq":
            if chance.random() < 0.08:
                attributes.append(f" xmlns:{prefix}='{chance.choice('uv')}'")
                declared.append(prefix)
        if depth == 0 and prefixes:
            attributes.append(" xmlns:p='u'")
        for _ in range(chance.choice((0, 0, 0, 1, 2, 3))):
            prefix = chance.choice(declared) + ":" if declared and chance.random() < 0.4 else ""
            attributes.append(f"{chance.choice((' ', '  ', chr(10)))}{prefix}{chance.choice(('x', 'y', 'xml:lang', self.name()))}"
                              f"{chance.choice(('=', '=', ' = '))}{self.value()}")
        if declared and chance.random() < 0.2 and depth:
            name = f"{chance.choice(declared)}:{name}"
        head = f"<{name}{''.join(attributes)}"
        if chance.random() < 0.2:
            return head + chance.choice(("/>", " />"))
        inside = []
        for _ in range(chance.randint(0, 4)):
            kind = chance.random()
            if kind < 0.4 and depth < 5:
                inside.append(self.element(self.name(), depth + 1, declared))
            elif kind < 0.8:
                inside.append(self.words())
            else:
                inside.append(chance.choice(("<!-- c -->", "<?p i?>", "<![CDATA[a<b&]]>", "<![CDATA[]]>", "<![CDATA[]]]>")))
        return f"{head}>{''.join(inside)}</{name}{chance.choice(('', '', '', ' '))}>"

    def part(self):
        """A report without most of its lines: small, so that damage meets every kind of tag."""
        lines = REPORT.splitlines(keepends=True)
        kept = [line for line in lines[2:-1] if self.random.random() < 0.25]
        text = "".join(kept)
        text = text if text.count("<transaction>") == text.count("</transaction>") else text.replace("<transaction>", "").replace("</transaction>", "")
        text = text if text.count("<t_from") == text.count("</t_from") else ""
        return (lines[0] * (self.random.random() < 0.5) + lines[1] + text + lines[-1]).encode()

    # Damaged: often no longer sound.

    def damaged(self, document):
        chance = self.random
        at = chance.randrange(len(document) + 1)
        kind = chance.random()
        if kind < 0.12:
            return document[:at] + bytes([chance.randrange(256)]) + document[at + 1:]
        if kind < 0.2:
            return document[:at] + document[at + 1:]
        if kind < 0.24:
            return document[:at]
        if kind < 0.55:
            at = self.near(document, at)
            return document[:at] + chance.choice(TOKENS).encode() + document[at:]
        if kind < 0.7:
            token = chr(self.letter()).encode("utf-8", "surrogatepass")
            return document[:at] + token + document[at:]
        if kind < 0.78:
            end = min(len(document), at + chance.randint(1, 30))
            return document[:at] + document[end:]
        if kind < 0.84:
            end = min(len(document), at + chance.randint(1, 60))
            return document[:end] + document[at:end] + document[end:]
        if kind < 0.9:
            other = self.before
            begin = chance.randrange(len(other) + 1)
            return document[:at] + other[begin:begin + chance.randint(1, 80)] + document[at:]
        if kind < 0.93:
            return document[:at] + chance.choice((b"\xC0\xAF", b"\xED\xA0\x80", b"\xF5\x80\x80\x80", b"\xFF", b"\x80", b"\xE2\x82",
                                                  b"\xF0\x80\x80\x80", b"\xEF\xBF\xBE")) + document[at:]
        if kind < 0.97:
            return self.renamed(document)
        return chance.choice(DECLARATIONS).encode() + document

    def near(self, document, at):
        """Often the next border of a tag, so that tokens stand where they could almost stand."""
        if self.random.random() < 0.3:
            return at
        for mark in self.random.sample((b"<", b">", b"=", b" ", b"\""), 5):
            found = document.find(mark, at)
            if found >= 0:
                return found + (mark != b"<" and self.random.random() < 0.7)
        return at

    def renamed(self, document):
        """One name becomes another, in one place or in all."""
        old, new = (name.encode() for name in self.random.sample(KNOWN, 2))
        return document.replace(old, new, self.random.choice((1, 2, -1)))
