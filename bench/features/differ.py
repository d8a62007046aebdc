"""Column by column against snapml's GraphFeaturePreprocessor: `differ.py PROGRAM [ROWS]`.

Six seeds, batches of 1, 7 and 256, many equal times. Prints per group of columns how many cells differ. Counts should be equal; statistics may differ by
rounding (1e-4 of their size). Times start near zero and amounts are small, because the peer adds up raw fourth powers and reports a variance of 0 for times
like 1,700,000,000; ours are exact to about nine digits there (tests of the crate).
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from snapml import GraphFeaturePreprocessor

DAY = 86_400


def preprocessor(threads=1):
    """The peer with our daily parameters."""
    worker = GraphFeaturePreprocessor()
    settings = worker.get_params() | {"num_threads": threads, "time_window": -1, "vertex_stats": True, "vertex_stats_tw": DAY}
    settings |= {"vertex_stats_cols": [3, 4], "vertex_stats_feats": list(range(11)), "lc-cycle": False, "lc-cycle_tw": DAY}
    for name, last in [("fan", 30), ("degree", 30), ("scatter-gather", 30), ("temp-cycle", 10)]:
        settings |= {name: True, name + "_tw": DAY, name + "_bins": list(range(2, last + 1))}
    settings |= {"scatter-gather_tw": DAY // 4}
    worker.set_params(settings)
    return worker


def rows_of(table):
    """A table as the peer wants it."""
    rows = np.column_stack([np.arange(len(table["from"])), table["from"], table["to"], table["time"], table["amount"]])
    return np.ascontiguousarray(rows, dtype=np.float64)


def peer(table, batch):
    """Features of the peer."""
    worker, rows = preprocessor(), rows_of(table)
    parts = [np.array(worker.transform(rows[at : at + batch])) for at in range(0, len(rows), batch)]
    return np.vstack(parts)[:, 5:]


def small(seed, rows):
    """A few accounts, three days, times on a grid of a minute so that many are equal."""
    random = np.random.default_rng(seed)
    accounts = int(random.integers(30, 150))
    time = np.sort(random.integers(0, 3 * 1440, rows)) * 60 + 6_000
    sender, to = random.integers(0, accounts, (2, rows))
    to = np.where(to == sender, (to + 1) % accounts, to)
    amount = np.round(random.lognormal(4.0, 1.0, rows))
    return {"from": sender.astype(np.uint32), "to": to.astype(np.uint32), "time": time, "amount": amount.astype(np.int64)}


def main():
    program, rows = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1500
    groups = [("fan", 0, 58), ("degree", 58, 116), ("scatter-gather", 116, 145), ("temporal cycle", 145, 154), ("statistics", 154, 230)]
    print(f"{'batch':>6} {'group':<15} {'cells':>9} {'non-zero':>9} {'differ':>7}")
    for batch in [1, 7, 256]:
        totals = {name: [0, 0, 0] for name, _, _ in groups}
        for seed in range(6):
            table = small(seed, rows)
            with tempfile.TemporaryDirectory() as folder:
                source, result = Path(folder, "in.parquet"), Path(folder, "out.parquet")
                pq.write_table(pa.table(table), source)
                subprocess.run([program, source, result, "--batch", str(batch)], check=True, stdout=subprocess.DEVNULL)
                ours = np.column_stack([column.to_numpy() for column in pq.read_table(result).columns]).astype(np.float64)
            theirs = peer(table, batch)
            assert ours.shape == theirs.shape, (ours.shape, theirs.shape)
            for name, start, end in groups:
                a, b = ours[:, start:end], theirs[:, start:end]
                slack = 1e-4 * np.maximum(1.0, np.abs(b)) if name == "statistics" else 0.0
                total = totals[name]
                total[0] += a.size
                total[1] += int((b != 0).sum())
                total[2] += int((np.abs(a - b) > slack).sum())
        for name, (cells, filled, differ) in totals.items():
            print(f"{batch:>6} {name:<15} {cells:>9,} {filled:>9,} {differ:>7,}")


if __name__ == "__main__":
    main()
