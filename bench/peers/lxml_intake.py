"""The yardstick of bench/intake: what a good script does today. Checks a goAML file against its schema with lxml while it
reads it, and writes transactions, people, entities and accounts with three indexes into one SQLite file, durably.

    python lxml_intake.py SCHEMA.xsd REPORT.xml
"""

import os
import sqlite3
import sys
import tempfile
import time

from lxml import etree

PEOPLE = ("t_person", "from_person", "to_person", "t_conductor", "person_my_client")
COMPANIES = ("t_entity", "from_entity", "to_entity", "entity_my_client")
ACCOUNTS = ("from_account", "to_account", "account_my_client")


def rows_of(transaction, number):
    """The transaction, and the parties and accounts in it."""
    text = transaction.findtext
    yield "tx", (number, text("transactionnumber"), text("date_transaction"), text("amount_local"), text("transmode_code"))
    for element in transaction.iter(*PEOPLE, *COMPANIES, *ACCOUNTS):
        if element.tag in ACCOUNTS:
            yield "account", (number, element.findtext("account"), element.findtext("iban"), element.findtext("institution_name"))
        elif element.tag in PEOPLE:
            name = " ".join(filter(None, (element.findtext(part) for part in ("first_name", "middle_name", "last_name"))))
            yield "party", (number, name.lower(), element.findtext("birthdate"), element.findtext("ssn"))
        else:
            yield "party", (number, (element.findtext("name") or "").lower(), None, element.findtext("incorporation_number"))


def main():
    schema = etree.XMLSchema(etree.parse(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(os.path.join(folder, "rows.db"))
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.executescript("""
            CREATE TABLE tx (id, number, day, amount, mode);
            CREATE TABLE party (tx, name, birth, id_number);
            CREATE TABLE account (tx, account, iban, institution);
            CREATE INDEX party_name ON party (name);
            CREATE INDEX account_number ON account (account);
            CREATE INDEX account_iban ON account (iban);""")
        insert = {"tx": "INSERT INTO tx VALUES (?, ?, ?, ?, ?)", "party": "INSERT INTO party VALUES (?, ?, ?, ?)",
                  "account": "INSERT INTO account VALUES (?, ?, ?, ?)"}
        wall, processor, count = time.time(), time.process_time(), 0
        waiting = {table: [] for table in insert}
        for _, element in etree.iterparse(sys.argv[2], schema=schema, tag="transaction"):
            count += 1
            for table, row in rows_of(element, count):
                waiting[table].append(row)
            element.clear()
            if count % 2_000 == 0:
                for table, rows in waiting.items():
                    database.executemany(insert[table], rows)
                    rows.clear()
                database.commit()
        for table, rows in waiting.items():
            database.executemany(insert[table], rows)
        database.commit()
        processor = time.process_time() - processor
        print(f"lxml, schema, SQLite: {count} transactions in {time.time() - wall:.2f} s; "
              f"{processor:.2f} s of processor, {count / processor:.0f} a second and core")


if __name__ == "__main__":
    main()
