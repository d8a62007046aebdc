"""F1 per script of score files over pair files, each system at its best threshold on its tuning pairs."""
import sys
from collections import defaultdict


def read(pairs, scores):
    rows = [line.rstrip("\n").split("\t") for line in open(pairs)]
    return [(row[0], int(row[1]), row[2], int(score)) for row, score in zip(rows, open(scores))]


def f1(rows, threshold):
    hits = [label for _, label, _, score in rows if score >= threshold]
    true, wanted = sum(hits), sum(label for _, label, _, _ in rows)
    return 2 * true / (len(hits) + wanted) if wanted else 0.0


def best(rows):
    return max(range(300, 1000, 5), key=lambda t: f1(rows, t))


def table(systems):
    """systems: name, tuning rows, reported rows."""
    thresholds = {name: best(tune) for name, tune, _ in systems}
    print("threshold", thresholds)
    scripts = list(dict.fromkeys(row[0] for row in systems[0][2]))
    for script in scripts + ["all"]:
        cells = []
        for name, _, rows in systems:
            mine = [r for r in rows if script in (r[0], "all")]
            cells.append(f"{name} {f1(mine, thresholds[name]):.3f}")
        print(f"{script:12}", "  ".join(cells))


if __name__ == "__main__":
    args = sys.argv[1:]  # name tune_pairs tune_scores report_pairs report_scores, repeated
    table([(args[i], read(args[i + 1], args[i + 2]), read(args[i + 3], args[i + 4])) for i in range(0, len(args), 5)])
