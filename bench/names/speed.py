"""Pairs per CPU-second of both on the same pairs: alternating, five times, median. Ours is timed over 100 rounds more,
less the time of one, because one round is too short to time; the peer's own clock counts comparing only."""
import resource
import statistics
import subprocess
import sys

ours, pairs, python, peer = sys.argv[1:5]
count, rounds = sum(1 for _ in open(pairs)), 100


def cpu(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdin=open(pairs), capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stderr


mine, theirs = [], []
for _ in range(5):
    mine.append(rounds * count / (cpu(ours, str(rounds))[0] - cpu(ours)[0]))
    theirs.append(count / float(cpu(python, peer)[1].split()[1]))
a, b = statistics.median(mine), statistics.median(theirs)
print(f"pairs per CPU-second: ours {a:,.0f}  peer {b:,.0f}  ratio {a / b:,.0f}")
