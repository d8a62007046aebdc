"""What the learner weighed most, in words, for hits that no pattern of payments explains or of which one says only that two are strangers.

A model of trees says of each column how much it moved a payment's score (LightGBM's `pred_contrib`, in log-odds, the mean of the folds' models). A
column that holds the payment's own score of the round before is no fact: its part is handed on to what that round had weighed. Columns that speak of one
thing are added up, and what spoke for the hit is told with its values, how usual they are, and the payments they come from.
"""
import numpy as np
import polars as pl

SIDES = {"from": "payer", "to": "receiver"}
# What a column of an account counts; `{way}` is "sent by" or "received by", `{who}` the account.
HABITS = {
    "count": "transfers {way} the {who}",
    "sum": "units in transfers {way} the {who}",
    "most": "units in the largest transfer {way} the {who}",
    "mean": "units in the mean transfer {way} the {who}",
    "strangers": "transfers {way} the {who} between accounts that dealt only this once",
    "strangers_sum": "units in transfers {way} the {who} between accounts that dealt only this once",
    "far": "of those across regions",
    "larger": "of the transfers {way} the {who} (as a share) are larger",
    "purchases": "purchases {way} the {who}",
    "wires": "wires {way} the {who}",
    "wired": "units wired {way} the {who}",
    "first_day": "days from this payment to the first {way} the {who}",
    "last_day": "days from this payment to the last {way} the {who}",
    "alike": "such transfers of an amount within 5 %",
}
OTHERS = {
    "pair_others": "other payments of this payer to this receiver",
    "pair_like_amounts": "of them within 5 % of this amount",
    "pair_rank": "of them before this one",
    "pair_gap_days": "days since the one before",
    "pair_back": "payments back",
    "from_kept": "of what strangers paid the payer before (as a share) went on in this payment",
    "from_kept_from": "payments that together explain it",
    "from_kept_hours": "hours after the first of them",
    "from_kept_singles": "payments that explain it alone",
    "to_kept": "of this payment (as a share) went on from the receiver",
    "to_kept_hours": "hours after it",
    "to_kept_singles": "payments of the receiver that pass on this one alone",
    "to_kept_sums": "payments of the receiver that pass on this one with others",
    "from_tied": "accounts share owner, device, telephone or address with the payer",
    "to_tied": "accounts share owner, device, telephone or address with the receiver",
    "ends_tied": "(1: yes) the two ends share owner, device, telephone or address",
    "tied_senders_to_receiver": "payments to the receiver from accounts tied to the payer",
    "tied_passers_of_receiver": "accounts tied to the receiver pay whom it pays next",
    "cycle_count": "temporal cycles through it",
    "cycle_shortest": "hops in the shortest of them",
    "cycle_far": "payments across regions in one of them",
    "chain_before": "hops of strangers across regions before it",
    "chain_after": "hops of strangers across regions after it",
    "chain_kept": "of the hops beside it pass on 84 to 100 %",
    "chain_far": "payments of strangers across regions one hop before or after it",
    "block_others": "payments among those who also pay the receiver and are also paid by the payer",
    "block_far": "of those across regions",
    "scatter_middles": "accounts between the payer and one sink",
    "gather_middles": "accounts between one source and the receiver",
    "to_passers": "other senders to the receiver pass on what strangers paid them",
    "to_passed_sources": "strangers paid those senders",
}
KINDS, STATES = ["checking", "savings", "business", "credit"], ["active", "dormant", "frozen", "closed"]


def fact(column):
    """The thing a column speaks of."""
    if column in ("amount", "roundness"):
        return "amount"
    if column in ("hour", "weekday"):
        return "time"
    if column == "same_region":
        return "regions"
    if column.startswith("pair_"):
        return "the two"
    if "tied" in column:
        return "ties"
    if column.endswith(("_kind", "_state", "_age")):
        return f"{'payer' if column.startswith('source') else 'receiver'}'s account"
    if "_kept" in column or "pass" in column:
        return "money passed on"
    if column.startswith("score_"):
        return f"suspicion at the {SIDES[column.split('_')[1]]}"
    side, direction = (column.split("_") + [""])[:2]
    if side in SIDES and direction in ("in", "out"):
        return f"what the {SIDES[side]} {'sent' if direction == 'out' else 'received'}"
    return "patterns around it"


def number(value):
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def said(column, value):
    """A column in words."""
    units = column == "amount" or column.endswith(("_sum", "_most", "_mean", "_wired", "_sum_30d"))
    value = value / 100 if units else value
    if column in OTHERS:
        return f"{number(value)} {OTHERS[column]}"
    side, direction, *rest = column.split("_") + ["", ""]
    rest = [part for part in rest if part]
    if side in SIDES and direction in ("in", "out") and rest:
        days = rest.pop() if rest[-1][:-1].isdigit() else None
        words = HABITS["_".join(rest)].format(way="sent by" if direction == "out" else "received by", who=SIDES[side])
        return f"{number(value)} {words}" + (f", {days[:-1]} days before to after" if days else "")
    return f"{column.replace('_', ' ')} {number(value)}"


def contributions(models, x):
    return sum(model.booster_.predict(x, pred_contrib=True)[:, :-1] for model in models) / len(models)


def weights(rounds, base, extras, rows):
    """What each column moved at the hits, by the last of the rounds, own scores of rounds before handed on."""
    before = None
    for models, extra in zip(rounds, extras):
        x = np.hstack([base[rows]] + ([extra[rows]] if extra is not None else []))
        moved = contributions(models, x)
        if before is not None:
            own, moved[:, -1] = moved[:, -1].copy(), 0.0
            share = np.maximum(before, 0.0)
            share /= np.maximum(share.sum(axis=1, keepdims=True), 1e-9)
            moved[:, : share.shape[1]] += own[:, None] * share
        before = moved
    return before, x


class Teller:
    """Tells facts of the payments of a period."""

    def __init__(self, edges, columns, base, shapes):
        self.edges, self.columns, self.base = edges, columns, base
        self.shapes = dict(shapes.rows())
        self.scores = None

    def payment(self, row):
        shape = self.shapes.get(row["number"])
        return f"{row['tx_id']} of {row['timestamp']:%Y-%m-%d}, {row['amount']:,.2f}, {row['source']} to {row['target']}" + (f" (a hit: {shape})" if shape else "")

    def nearest(self, this, condition, most=4):
        """The payments that a fact is about, the nearest in time first."""
        found = self.edges.filter(condition & (pl.col("number") != this["number"]))
        found = found.with_columns(gap=(pl.col("timestamp") - this["timestamp"]).abs()).sort("gap")
        rest = found.height - most
        return "; ".join(self.payment(row) for row in found.head(most).iter_rows(named=True)) + (f"; and {rest} more" if rest > 0 else "")

    def usual(self, column, value):
        """How usual a value is among all transfers of the period."""
        if not column < self.base.shape[1] or np.isnan(value):
            return ""
        values = self.base[:, column]
        known = values[~np.isnan(values)]
        more, less = (known >= value).mean(), (known <= value).mean()
        return f" (as much or more: {more:.1%} of transfers)" if more <= less else f" (as little or less: {less:.1%} of transfers)"

    def words(self, name, this, values, moved):
        """A fact with its values: of its columns those that moved most."""
        ends = {"payer": "source", "receiver": "target"}
        if name == "time":
            return f"{this['timestamp']:%A %H:%M}"
        if name == "regions":
            alike = values[self.columns.index("same_region")] > 0
            return f"payer and receiver are {'of one region' if alike else 'of two regions'}" + self.usual(self.columns.index("same_region"), float(alike))
        if name.endswith("'s account"):
            end = ends[name.split("'")[0]]
            kind, state, age = (values[self.columns.index(f"{end}_{part}")] for part in ("kind", "state", "age"))
            word = lambda names, code: names[int(code)] if 0 <= code < len(names) else "unknown"
            return f"{this[end]} is a {word(KINDS, kind)} account, {word(STATES, state)}, opened {number(age)} days before"
        if name.startswith("suspicion"):
            account = this[ends[name.split()[-1]]]
            # As the columns, without payments between the same two.
            both = pl.col("source").is_in([this["source"], this["target"]]) & pl.col("target").is_in([this["source"], this["target"]])
            hits = pl.col("number").is_in(list(self.shapes)) & ~both
            return f"hits among what {account} paid others and they paid it: " + (self.nearest(this, hits & ((pl.col("source") == account) | (pl.col("target") == account))) or "none")
        strongest = [column for column in np.argsort(-moved) if moved[column] > 0 and fact(self.columns[column]) == name and not np.isnan(values[column])][:3]
        text = "; ".join(said(self.columns[column], values[column]) + self.usual(column, values[column]) for column in strongest)
        about = None
        if name == "the two":
            about = (pl.col("source") == this["source"]) & (pl.col("target") == this["target"])
        elif name.startswith("what the"):
            _, _, who, way = name.split()
            about = pl.col("source" if way == "sent" else "target") == this[ends[who]]
        elif name == "money passed on":
            about = ((pl.col("target") == this["source"]) & (pl.col("timestamp") <= this["timestamp"])) | ((pl.col("source") == this["target"]) & (pl.col("timestamp") >= this["timestamp"]))
        payments = "" if about is None else self.nearest(this, about)
        return text + (f": {payments}" if payments else "")


def tell(teller, numbers, moved, x, score):
    """Of each hit a text that says what spoke for it most, and what against it."""
    kinds = np.array([fact(column) for column in teller.columns])
    facts = sorted(set(kinds))
    texts = []
    for at, payment in enumerate(numbers):
        this = teller.edges.row(int(payment), named=True)
        sums = {name: float(moved[at][kinds == name].sum()) for name in facts}
        spoke = sorted((name for name in facts if sums[name] > 0), key=lambda name: -sums[name])
        for_it = sum(sums[name] for name in spoke)
        lines = [f"{teller.payment(this)}: score {score[at]:.2f}, for it"]
        lines += [f"  {sums[name] / for_it:.0%} {name}: {teller.words(name, this, x[at], moved[at])}" for name in spoke[:4]]
        least = min(facts, key=lambda name: sums[name])
        if sums[least] < 0:
            lines.append(f"  against it most: {least}: {teller.words(least, this, x[at], -moved[at])}")
        texts.append("\n".join(lines))
    return texts
