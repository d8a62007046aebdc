"""Throughput beside snapml: `speed.py PROGRAM FOLDER ROWS PEER_ROWS`.

Both get the same rows (the peer fewer of the same rate, because it is slow), batch 2048, daily windows (scatter-gather 6 h), all groups but simple cycles, 230
columns. Ours includes reading Parquet; the peer's time is that of transform alone, after a day of rows has filled its windows. Figures are rows per CPU-second (user and system, all threads).
"""
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

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


# A day of the data: before it the peer's windows are not full and it is faster than it will ever be again.
WARM = 102_400


def theirs(path, rows, threads):
    """CPU-seconds of the peer for so many rows after a day."""
    code = ("import sys,time;sys.path.insert(0,sys.argv[1]);from differ import preprocessor,rows_of;import pyarrow.parquet as pq;"
            "w=int(sys.argv[5]);t=pq.read_table(sys.argv[2]).slice(0,w+int(sys.argv[3]));r=rows_of({c:t[c].to_numpy() for c in t.column_names});"
            "p=preprocessor(int(sys.argv[4]));[p.transform(r[i:i+2048]) for i in range(0,w,2048)];"
            "a=time.process_time();[p.transform(r[i:i+2048]) for i in range(w,len(r),2048)];print(time.process_time()-a)")
    text = child([sys.executable, "-c", code, str(Path(__file__).parent), str(path), str(rows), str(threads), str(WARM)])[3]
    return float(text)


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
                    others.append(theirs(path, peer_rows, threads))
            cpu, wall, memory, _ = sorted(ours)[len(ours) // 2]
            other = peer_rows / sorted(others)[len(others) // 2] if others else float("nan")
            print(f"{kind:<7} {threads:>7} {rows / cpu:>12,.0f} {wall:>7.2f} {memory:>6} {other:>13,.0f} {rows / cpu / other:>6.1f}  {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
