# Used by soak/hostile: rows M (money), D (time) and what stands around a letter. Not a program of its own.
"""Hostile values in reports, file names and references."""

from hostile_case import Row, door, either, refuse, take


def rows(kit):
    return [*money(kit), *time(kit), *labels(kit)]


def money(kit):
    amount = lambda value, **more: refuse(repr(value), kit.report(amount_local=value), "XSD-", "ZZ-", **more)
    shown = ["1,000.00", "1.000,00", "1 000", "1'000", "\u0661\u0662", "\uff11\uff12", "1e-400", "1e+400", "9" * 41, "0." + "1" * 30]
    none = ["NaN", "INF", "Infinity", "null", "0x10", "1e3", "", "--1", "+-1", "1..0", "."]
    border = [2 ** 63 - 1, 2 ** 63, 2 ** 64, 2 ** 127, 2 ** 127 + 1]
    return [
        Row("M01", "numbers in other spellings", [amount(one) for one in shown]),
        Row("M02", "what is no number", [amount(one) for one in none]),
        Row("M03", "negative and nothing", [amount("-1.00"), either("0", kit.report(amount_local="0.00")), either("-0", kit.report(amount_local="-0"))]),
        Row("M04", "at the border of whole numbers", [amount(str(one)) for one in border] + [
            either("the largest that the schema takes", kit.report(amount_local="7900000000000000")), either("its sum", kit.report(amount_local="7900000000000000"))]),
        Row("M05", "currencies that are none here", [either(one, kit.report(currency_code=one)) for one in ("DEM", "ZWD", "978", "zed", "XBT", "USDT", "XXX", "XTS")]),
        Row("M10", "at a threshold", [either(one, kit.report(amount_local=one)) for one in ("9999.99", "10000.00", "10000.005")]),
    ]


def time(kit):
    moment = lambda value: refuse(value, kit.report(date_transaction=value), "XSD-", "ZZ-")
    years = ["0000", "-0001", "0001", "1582", "1752", "9999", "10000", "292277026596"]
    none = ["2026-02-29T00:00:00", "2026-02-30T00:00:00", "2026-04-31T00:00:00", "2026-13-01T00:00:00", "2026-01-00T00:00:00", "2026-01-01T24:00:01",
            "2026-01-01T23:59:61"]
    swapped = ["03/04/2026", "26-07-02T00:00:00", "46205", "2026-7-2T00:00:00", "1447-01-01T00:00:00", "2569-07-02T00:00:00", "02.07.2026"]
    zones = ["2026-07-02T02:30:00+14:00", "2026-07-02T02:30:00-12:00", "2026-07-02T02:30:00+05:45"]
    return [
        Row("D01", "years", [moment(f"{year}-07-02T00:00:00") for year in years]),
        Row("D02", "days and moments that are none", [moment(one) for one in none]),
        Row("D03", "zones", [either(one, kit.report(date_transaction=one)) for one in zones] + [moment("2026-07-02T02:30:00+05:45:10"), moment("2026-07-02T02:30:00 Europe/Berlin")]),
        Row("D04", "no zone", [take("none", kit.report(date_transaction="2026-07-02T02:30:00"))]),
        Row("D05", "days in other spellings", [moment(one) for one in swapped]),
        Row("D08", "before and after", [either("after the report", kit.report(date_transaction="2026-07-09T00:00:00")),
                                        refuse("in a hundred years", kit.report(date_transaction="2126-07-02T00:00:00"), "ZZ-", "XSD-"),
                                        either("before the account", kit.report(opened="2026-07-03T00:00:00"))]),
        Row("D09", "a day with a long tail", [moment("Thu, 02 Jul 2026 00:00:00 " + "(" * 10_000), moment("2026-07-02T00:00:00" + " " * 10_000 + "x")]),
    ]


def labels(kit):
    script = f"<script>{kit.mark}</script>"
    body = kit.report
    odd = ["\u202etxt.exe", "a" * 201, "a\nb", "a\x00b", "\x1b[31mred"]
    shown = [script + ".xml", "'; DROP TABLE letter; --.xml", "../../canary.xml", "-rf.xml", "%00.xml", "\u200b.xml", "\U0001f4a3.xml"]
    return [
        Row("A10", "names of files", [door(repr(one[:12]), body(), "HTTP-", "POST-", "REFERENCE", "FIELD", "LETTER", "", file_name=one) for one in odd[1:]] + [
            take(repr(one[:12]), body(), file_name=one, raw=(script,)) for one in shown] + [
            refuse(repr(one[:12]), body(), "TYPE", file_name=one) for one in (odd[0], "report.zip", "report.exe")]),
        Row("P04", "references", [door(repr(one[:12]), body(), "", reference=one) for one in ("x" * 201, "a\nb", "\x00")] + [
            take(repr(one[:12]), body(), reference=one, raw=(script,)) for one in (script, "' OR 1=1 --", "../x", "\u0645\u0631\u062c\u0639")]),
        Row("P11", "kinds of content", [door(one or "none", body(), "HTTP-CONTENT-TYPE", media=one) for one in (
            "", "text/html", "application/json", "multipart/form-data; boundary=x", "application/x-gzip", "application/xml, application/zip")]),
        Row("W01", "script in what people read", [take(field, kit.report(**{field: f"&lt;img src=x onerror={kit.mark}&gt;"}), raw=(f"<img src=x onerror={kit.mark}",))
                                                  for field in ("account_name", "reason", "institution_name")] + [
            refuse("in a value that is wrong", kit.report(amount_local=f"&lt;svg onload={kit.mark}&gt;"), "XSD-", raw=(f"<svg onload={kit.mark}",))]),
    ]
