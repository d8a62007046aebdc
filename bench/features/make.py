"""Transactions to measure with, from a seed: `make.py KIND ROWS SEED OUT.parquet`.

sparse: half as many accounts as thousands of rows allow, heavy-tailed partners, ten days, few cycles.
dense:  communities of 100 accounts whose members pay each other and reply, so that cycles and scatter-gathers are many.
hub:    sparse, but every second payment goes to one account.
Times are seconds and rise; several payments may share one second. Ten days per million rows.
"""
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq


def make(kind, rows, seed):
    random = np.random.default_rng(seed)
    accounts = max(50, rows // 10 if kind == "dense" else rows // 2)
    accounts = min(accounts, 500_000 if kind != "dense" else 100_000)
    days = 10 * max(1.0, rows / 1_000_000)
    time = np.sort(random.integers(0, int(days * 86_400), rows)) + 1_700_000_000
    popular = (accounts * random.random(rows) ** 3).astype(np.int64)
    if kind == "dense":
        size = 100
        sender = random.integers(0, accounts, rows)
        to = sender // size * size + (size * random.random(rows) ** 2).astype(np.int64)
        far = random.random(rows) < 0.1
        to[far] = popular[far]
        reply = random.random(rows) < 0.3
        back = np.maximum(0, np.arange(rows) - random.integers(1, 2_000, rows))
        sender, to = np.where(reply, to[back], sender), np.where(reply, sender[back], to)
    else:
        sender = random.integers(0, accounts, rows)
        to = random.permutation(accounts)[popular]
        if kind == "hub":
            to[::2] = 7
    to = np.where(to == sender, (to + 1) % accounts, to).astype(np.int64)
    amount = np.round(random.lognormal(9.0, 1.5, rows)).astype(np.int64)
    return {"from": sender.astype(np.uint32), "to": to.astype(np.uint32), "time": time, "amount": amount}


if __name__ == "__main__":
    kind, rows, seed, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    pq.write_table(pa.table(make(kind, rows, seed)), out)
