"""Throughput beside snapml: `speed.py PROGRAM FOLDER ROWS PEER_ROWS`.

Both get the same rows (the peer fewer of the same rate, because it is slow), batch 2048, daily windows (scatter-gather 6 h), all groups but simple cycles, 230
columns. Ours includes reading Parquet; the peer's time is that of transform alone. Figures are rows per CPU-second (user and system, all threads).
"""
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from differ import peer
from make import make
import pyarrow as pa


def child(call):
    """CPU-seconds, wall seconds, peak MiB and output of a program."""
    start = time.perf_counter()
    process = subprocess.Popen(call, stdout=subprocess.PIPE, text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{call} ended with {status}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss // 1024, text.strip()


def theirs(path, rows, threads):
    code = ("import sys,time;sys.path.insert(0,sys.argv[1]);from differ import peer;import pyarrow.parquet as pq;"
            "t=pq.read_table(sys.argv[2]).slice(0,int(sys.argv[3]));t={c:t[c].to_numpy() for c in t.column_names};"
            "a=time.process_time();w=time.perf_counter();peer(t,2048,int(sys.argv[4]));print(time.process_time()-a,time.perf_counter()-w)")
    text = child([sys.executable, "-c", code, str(Path(__file__).parent), str(path), str(rows), str(threads)])[3]
    return [float(part) for part in text.split()]


def main():
    program, folder, rows, peer_rows = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    print(f"{'data':<7} {'threads':>7} {'ours /cpu-s':>12} {'wall s':>7} {'MiB':>6} {'snapml /cpu-s':>13} {'ratio':>6}  load")
    for kind in ["sparse", "dense", "hub"]:
        path = folder / f"{kind}-{rows}.parquet"
        if not path.exists():
            pq.write_table(pa.table(make(kind, rows, 1)), path)
        for threads in [1, 2]:
            ours, others = [], []
            for _ in range(int(os.environ.get("REPEATS", "3"))):
                ours.append(child([program, str(path), "-", "--threads", str(threads)]))
                if kind != "hub" and threads == 1 and peer_rows:
                    others.append(theirs(path, peer_rows, threads)[0])
            cpu, wall, memory, _ = sorted(ours)[len(ours) // 2]
            other = peer_rows / sorted(others)[len(others) // 2] if others else float("nan")
            print(f"{kind:<7} {threads:>7} {rows / cpu:>12,.0f} {wall:>7.2f} {memory:>6} {other:>13,.0f} {rows / cpu / other:>6.1f}  {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
