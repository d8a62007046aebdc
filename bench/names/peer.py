"""Scores pairs of names with nomenklatura logic-v2, as score_pairs does with ours."""
import sys
import time

from followthemoney import model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig

config, matcher = ScoringConfig.defaults(), get_algorithm("logic-v2")


def entity(name, how, key):
    schema = "Company" if how.startswith("company") else "Person"
    return model.get_proxy({"id": key, "schema": schema, "properties": {"name": [name]}})


if __name__ == "__main__":
    pairs = []
    for at, line in enumerate(sys.stdin):
        _, _, how, left, right = line.rstrip("\n").split("\t")
        pairs.append((entity(left, how, f"a{at}"), entity(right, how, f"b{at}")))
    # The peer loads its data on the first comparisons: that is not its speed.
    for a, b in pairs[:: max(1, len(pairs) // 48)]:
        matcher.compare(a, b, config)
    start = time.process_time()
    scores = [round(matcher.compare(a, b, config).score * 1000) for a, b in pairs]
    print(f"cpu {time.process_time() - start:.3f}", file=sys.stderr)
    print("\n".join(map(str, scores)))
