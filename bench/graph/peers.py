"""Asks SQLite in memory, DuckDB and igraph what graph_measure asks, about the same seeds of the same edges.

Usage: peers.py EDGES.csv [SEEDS]     Each seed is asked five times (DuckDB: three); the median of a seed counts.
"""

import csv
import resource
import sqlite3
import statistics
import sys
import time

import duckdb
import igraph

DAY = 86_400
WALKS = """SELECT count(*) FROM e a JOIN e b ON b.src = a.dst AND b.ts > a.ts AND b.ts <= a.ts + 86400
JOIN e c ON c.src = b.dst AND c.ts > b.ts AND c.ts <= a.ts + 86400 WHERE a.src = ?"""


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def tell(name, seeds, ask, runs=5):
    times, answers = [], 0
    for seed in seeds:
        took = []
        for _ in range(runs):
            start = time.perf_counter()
            answer = ask(seed)
            took.append((time.perf_counter() - start) * 1e3)
        times.append(statistics.median(took))
        answers += answer
    times.sort()
    print(f'{{"figure":"{name}","p50_ms":{times[len(times) // 2]:.4f},"p99_ms":{times[len(times) * 99 // 100]:.4f},'
          f'"mean_ms":{statistics.mean(times):.4f},"answers":{answers}}}', flush=True)


def main():
    path = sys.argv[1]
    with open(path + ".seeds", encoding="ascii") as file:
        seeds = [int(line) for line in file]
    seeds = seeds[: int(sys.argv[2])] if len(sys.argv) > 2 else seeds
    with open(path, encoding="ascii") as file:
        rows = [tuple(map(int, row)) for row in csv.reader(file) if row[0] != "src"]

    start = processor_seconds()
    lite = sqlite3.connect(":memory:")
    lite.execute("CREATE TABLE e(src INTEGER, dst INTEGER, ts INTEGER, amount INTEGER)")
    lite.executemany("INSERT INTO e VALUES(?, ?, ?, ?)", rows)
    lite.execute("CREATE INDEX i ON e(src, ts, dst)")
    print(f'{{"figure":"SQLite: build","cpu_s":{processor_seconds() - start:.2f}}}', flush=True)
    tell("SQLite: walks of 3 rising hops within a day", seeds, lambda s: lite.execute(WALKS, (s,)).fetchone()[0])
    lite.close()

    start = processor_seconds()
    graph = igraph.Graph(n=max(max(row[0], row[1]) for row in rows) + 1, edges=[row[:2] for row in rows], directed=True)
    print(f'{{"figure":"igraph: build","cpu_s":{processor_seconds() - start:.2f}}}', flush=True)
    tell("igraph: nodes within 3 hops, without time", seeds, lambda s: len(graph.neighborhood(s, order=3, mode="out")))
    start = processor_seconds()
    simple = graph.as_undirected().simplify()
    groups = simple.community_multilevel()
    print(f'{{"figure":"igraph: communities (Louvain)","cpu_s":{processor_seconds() - start:.2f},'
          f'"count":{len(groups)},"modularity":{groups.modularity:.4f}}}', flush=True)

    duck = duckdb.connect(":memory:")
    duck.execute("SET threads = 1")
    start = processor_seconds()
    duck.execute(f"CREATE TABLE e AS SELECT src, dst, ts, amount FROM read_csv('{path}') ORDER BY src, ts")
    print(f'{{"figure":"DuckDB: build","cpu_s":{processor_seconds() - start:.2f}}}', flush=True)
    tell("DuckDB: walks of 3 rising hops within a day", seeds[:50],
         lambda s: duck.execute(WALKS, [s]).fetchone()[0], runs=3)


main()
