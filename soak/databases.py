"""The databases of a soaked country: files, or a PostgreSQL server of the run's own. Either gives copies as SQLite files, so
that the check of the ledger is one and the same."""

import atexit
import glob
import json
import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile

NAMES = ("edge", "office")
ALL_LEASES_END = "UPDATE event SET lease_until_us = 0 WHERE done_us IS NULL"


class Files:
    """SQLite: a file in each data folder."""

    def __init__(self, data):
        self.data = data

    def demo(self):
        """What `fiu demo` is told about them."""
        return []

    def path(self, name, end=""):
        return os.path.join(self.data, name, f"{name}.db{end}")

    def leases_end(self):
        with sqlite3.connect(self.path("office")) as database:
            database.execute(ALL_LEASES_END)
        database.close()

    def copy(self, folder):
        for name in NAMES:
            for end in ("", "-wal"):
                if os.path.exists(self.path(name, end)):
                    shutil.copy(self.path(name, end), folder)


class Postgres:
    """A server in a folder of its own, at a socket, with the safety that an office would have: it syncs."""

    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin")) or [os.path.dirname(shutil.which("initdb") or "")]
        self.programs = os.environ.get("OPENFIU_POSTGRES_BIN", found[-1])
        self.folder = tempfile.mkdtemp(prefix="openfiu-pg-")
        atexit.register(self.close)
        self.user = {}
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            self.user = {"user": "postgres", "group": "postgres", "extra_groups": []}
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", data, "-U", "openfiu", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=200"
        self.run("pg_ctl", "-w", "-D", data, "-l", os.path.join(self.folder, "log"), "-o", options, "start")
        for name in NAMES:
            self.run("createdb", "-h", self.folder, "-U", "openfiu", name)

    def run(self, program, *words):
        """Runs one of PostgreSQL's programs and gives what it says."""
        command = [os.path.join(self.programs, program), *words]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd="/", **self.user).stdout

    def ask(self, name, sql):
        return self.run("psql", "-h", self.folder, "-U", "openfiu", "-d", name, "-Atq", "-c", sql)

    def demo(self):
        words = []
        for name in NAMES:
            words += [f"--{name}-database", f"postgres://openfiu@localhost/{name}?host={self.folder}"]
        return words

    def leases_end(self):
        self.ask("office", ALL_LEASES_END)

    def copy(self, folder):
        """Every table of the two databases, row by row, as an SQLite file."""
        for name in NAMES:
            with sqlite3.connect(os.path.join(folder, f"{name}.db")) as copy:
                for table in self.ask(name, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'").split():
                    self.copy_table(name, table, copy)
            copy.close()

    def copy_table(self, name, table, copy):
        columns = dict(line.split("|") for line in self.ask(name, f"""SELECT column_name, data_type
            FROM information_schema.columns WHERE table_name = '{table}'""").splitlines())
        copy.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        for line in self.ask(name, f"SELECT row_to_json(t) FROM {table} t").splitlines():
            row = json.loads(line)
            values = [bytes.fromhex(row[column][2:]) if of == "bytea" and row[column] is not None else row[column]
                      for column, of in columns.items()]
            copy.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", values)

    def close(self):
        """At the end of the run, however it ends."""
        stop = [os.path.join(self.programs, "pg_ctl"), "-D", os.path.join(self.folder, "data"), "-m", "immediate", "stop"]
        subprocess.run(stop, check=False, capture_output=True, cwd="/", **self.user)
        shutil.rmtree(self.folder, ignore_errors=True)
