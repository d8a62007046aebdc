"""Peers on the names that the example wrote: names per CPU second on one core."""

import sys
import time
from pathlib import Path

import rapidfuzz
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

folder = Path(sys.argv[1])
listed = [line.split("\t", 1)[1] for line in (folder / "listed.tsv").read_text().splitlines()]
queries = (folder / "queries.txt").read_text().splitlines()
folded = [name.lower() for name in listed]


def timed(what, count, run):
    start = time.process_time()
    run()
    spent = time.process_time() - start
    print(f"{what}: {count / spent:.1f} names per CPU second ({count} names)")


few = [name.lower() for name in queries[:100]]
timed(
    f"rapidfuzz {rapidfuzz.__version__} cdist JaroWinkler, all {len(listed)} names",
    len(few),
    lambda: process.cdist(few, folded, scorer=JaroWinkler.similarity, score_cutoff=0.9, workers=1),
)
one = few[:6]
timed(
    "rapidfuzz cdist WRatio, all names",
    len(one),
    lambda: process.cdist(one, folded, scorer=fuzz.WRatio, score_cutoff=85, workers=1),
)

try:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig
except ImportError as error:
    print(f"nomenklatura is left out: {error}")
    sys.exit()

algorithm = get_algorithm("logic-v2")
config = ScoringConfig.defaults()


def entity(number, name):
    return model.get_proxy({"id": str(number), "schema": "Person", "properties": {"name": [name]}})


pairs = []
for name in queries[:12]:
    alike = process.extract(name.lower(), folded, scorer=JaroWinkler.similarity, limit=50)
    pairs.append((entity("q", name), [entity(at, listed[at]) for _, _, at in alike]))
left, right = pairs[0]
algorithm.compare(left, right[0], config)
timed(
    "nomenklatura logic-v2, 50 look-alikes a name (finding them not counted)",
    len(pairs),
    lambda: [algorithm.compare(left, one, config) for left, many in pairs for one in many],
)
