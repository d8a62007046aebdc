"""Patterns beside snapml's GraphFeaturePreprocessor: `beside.py PROGRAM FOLDER ROWS CHECKED`.

Speed on ROWS payments (peer: each group of features alone, batch 2048, the last tenth after the rest filled its windows when ROWS is above a million);
what was found on the first CHECKED of them, where the peer runs with batches of one, so that a payment gets what it completes:

fan-in, fan-out   accounts with ten partners within a day: the same accounts. Ours are one witness for each episode of an account with its payments, theirs a
                  number at every payment.
cycles by nodes   per closing payment and length: the same cells.
scatter-gather    two middles within six hours. Theirs in any order of times, once for each source and sink at each payment that completes or widens it; ours
                  each middle paid before it pays, once for each window: so ours are fewer, and each must be among theirs.
"""
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "features"))
from differ import DAY, rows_of
from make import make
from snapml import GraphFeaturePreprocessor

GROUPS = {"fan-in": "fan", "fan-out": "fan", "scatter-gather": "scatter-gather", "cycle": "temp-cycle"}


def preprocessor(group):
    """The peer with one group of features alone."""
    worker = GraphFeaturePreprocessor()
    settings = worker.get_params() | {"num_threads": 1, "time_window": -1, "vertex_stats": False, "lc-cycle": False, "degree": False}
    for name, last in [("fan", 30), ("scatter-gather", 30), ("temp-cycle", 10)]:
        settings |= {name: name == group, name + "_tw": DAY, name + "_bins": list(range(2, last + 1))}
    worker.set_params(settings | {"scatter-gather_tw": DAY // 4})
    return worker


def ours(program, table, folder, threads=1):
    """Seconds of each of our patterns, and where what they found lies."""
    path = folder / "rows.bin"
    path.write_bytes(b"".join(np.ascontiguousarray(table[c]).tobytes() for c in ["from", "to", "time", "amount"]))
    text = subprocess.run([program, path, folder / "found", str(threads)], check=True, capture_output=True, text=True).stdout
    return {name: float(seconds) for name, seconds in (line.split() for line in text.splitlines())}


def found(folder, name):
    """What one of our patterns wrote."""
    text = (folder / f"found.{name}").read_text().split("\n")
    return [tuple(map(int, line.split())) for line in text if line]


def check(program, table, folder):
    """Both on the same payments, cell by cell where definitions coincide."""
    ours(program, table, folder)
    rows = rows_of(table)
    cells = {}
    for group in ["fan", "scatter-gather", "temp-cycle"]:
        worker = preprocessor(group)
        cells[group] = np.vstack([worker.transform(rows[at : at + 1]) for at in range(len(rows))])[:, 5:].astype(np.int64)
    for name, columns, end in [("fan-in", slice(8, 29), "to"), ("fan-out", slice(37, 58), "from")]:
        # Bins are the sizes 2 to 30: from 10 on at place 8.
        theirs = set(table[end][cells["fan"][:, columns].sum(axis=1) > 0].tolist())
        own = {account for (account,) in found(folder, name)}
        print(f"  {name:<15} accounts: ours {len(own):,}, theirs {len(theirs):,}, in one only {len(own ^ theirs)}")
    own = np.zeros_like(cells["temp-cycle"])
    for edge, length, count in found(folder, "cycle"):
        own[edge, length - 2] += count
    differ = int((own != cells["temp-cycle"]).sum())
    print(f"  {'cycles by nodes':<15} ours {own.sum():,}, theirs {cells['temp-cycle'].sum():,}, cells that differ {differ}")
    completed = cells["scatter-gather"]
    witnesses = found(folder, "scatter-gather")
    missed = sum(1 for last, _ in witnesses if completed[last].sum() == 0)
    print(f"  scatter-gather  ours {len(witnesses):,} windows in order of time, theirs {completed.sum():,} in any order, ours that theirs do not have {missed}")


def speed(program, table, folder, peer_rows):
    """Payments per CPU-second, alternating; then two threads of ours against one."""
    rows, times, theirs = rows_of({c: v[-peer_rows:] for c, v in table.items()}), [], {}
    for _ in range(int(os.environ.get("REPEATS", "3"))):
        times.append(ours(program, table, folder))
        for group in ["fan", "scatter-gather", "temp-cycle"]:
            worker, begin = preprocessor(group), time.process_time()
            for at in range(0, len(rows), 2048):
                worker.transform(rows[at : at + 2048])
            theirs.setdefault(group, []).append(time.process_time() - begin)
    middle = lambda values: sorted(values)[len(values) // 2]
    count = len(table["from"])
    build = middle([own["build"] for own in times])
    both = [ours(program, table, folder, 2) for _ in times]
    print(f"  graph and snapshot {build:.2f} CPU-s ({count / build:,.0f} payments a CPU-second), once for all patterns")
    for name, group in GROUPS.items():
        own, other = middle([own[name] for own in times]), middle(theirs[group])
        two = f"; two threads {own / middle([both_[name] for both_ in both]):.1f} times" if name != "cycle" else ""
        rate, rival = count / own, peer_rows / other
        print(f"  {name:<15} ours {rate:>13,.0f}, with building {count / (own + build):>11,.0f}, snapml {rival:>9,.0f}, ratio {count / (own + build) / rival:>6.1f}{two}", flush=True)


def main():
    program, folder, rows, checked = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    for kind in ["sparse", "dense"]:
        table = make(kind, rows, 1)
        print(f"{kind}, load {os.getloadavg()[0]:.1f}: the same findings on the first {checked:,} payments")
        check(program, {c: v[:checked] for c, v in table.items()}, folder)
        print(f"{kind}, {rows:,} payments (snapml: the last {min(rows, 1_000_000):,}), payments per CPU-second")
        speed(program, table, folder, min(rows, 1_000_000))


if __name__ == "__main__":
    main()
