"""Planted crimes of graphfaker, trained on one seed and tested on another: `learn.py PROGRAM FOLDER VIEW [ROUNDS]`.

PROGRAM is the example `around`. Learner: LightGBM, the same for every round. Round 1 learns from the features of a payment's surroundings and the register of
accounts (kind, state, age); further rounds add summaries of the scores of the payments around it (made out of fold, so no payment is scored by a model that saw
it or its own crime). Thresholds are chosen out of fold on the training seed. After the last round a second model looks for that shape alone of which the
first finds least in training: a payment is hit when either says so. TEST_SEED (202) names the seed that is tested on. Not used: memo, the flag of standing orders, customers' latent columns
(income, activity), ids, anything in truth/ but the label.
"""
import os
import subprocess
import sys
from pathlib import Path

import lightgbm
import numpy as np
import polars as pl
from sklearn.metrics import average_precision_score, precision_recall_curve

import weighed

PER_SHAPE, SCALE = 50, 0.01
# Trees per model and the share of honest payments learnt from (weighted up): one core learns a round in about a minute.
TREES, KEEP = int(os.environ.get("TREES", "130")), float(os.environ.get("KEEP", "0.15"))


def generate(folder, seed):
    """graphfaker's data of a seed, made once."""
    out = folder / f"p{seed}"
    if not (out / "manifest.json").exists():
        from graphfaker.domains.fraud import FraudConfig, generate
        from graphfaker.domains.fraud.config import CATALOG

        config = FraudConfig(scale=SCALE, hardness="high", patterns={name: PER_SHAPE for name in CATALOG.injected})
        generate(config, seed=seed).write(out)
    return out


def tables(folder, seed):
    """Payments of all channels in order of time with labels, and what the programs read, beside it."""
    data = generate(folder, seed)
    truth = pl.read_parquet(data / "truth/transactions.parquet")
    kinds = [("TRANSFERS", 0), ("PAYS", 1), ("WIRES", 2)]
    columns = ["source", "target", "tx_id", "timestamp", "amount"]
    edges = [pl.read_parquet(data / f"edges/{name}.parquet").select(columns).with_columns(channel=pl.lit(code, pl.UInt32)) for name, code in kinds]
    edges = pl.concat(edges).join(truth, on="tx_id", how="left").sort("timestamp", "tx_id")
    accounts = pl.read_parquet(data / "nodes/Account.parquet")
    ids = pl.concat([accounts["id"], pl.read_parquet(data / "nodes/Merchant.parquet")["id"], pl.read_parquet(data / "nodes/Counterparty.parquet")["id"]])
    ids = pl.DataFrame({"id": ids}).with_row_index("number")
    number = lambda name: ids.rename({"id": name, "number": name + "_number"})
    edges = edges.join(number("source"), on="source", how="left", maintain_order="left").join(number("target"), on="target", how="left", maintain_order="left")
    payments = edges.select(
        pl.col("source_number").alias("from"), pl.col("target_number").alias("to"),
        (pl.col("timestamp").dt.epoch("s")).alias("time"), (pl.col("amount") * 100).round().cast(pl.Int64).alias("amount"), "channel",
    )
    if (data / "ties.parquet").exists():
        return data, edges, accounts
    payments.write_parquet(data / "payments.parquet", compression="snappy")
    accounts.select(pl.col("region").cast(pl.UInt32)).write_parquet(data / "accounts.parquet", compression="snappy")
    customers = pl.read_parquet(data / "nodes/Customer.parquet")
    uses = pl.read_parquet(data / "edges/USES.parquet").select(pl.col("source").alias("customer"), pl.col("target").alias("tie"))
    ties = [accounts.select("customer", tie=pl.col("customer")).unique(), uses]
    ties += [customers.select(pl.col("id").alias("customer"), tie=pl.lit(kind) + pl.col(kind)) for kind in ("phone", "street")]
    ties = pl.concat(ties).join(accounts.with_row_index("account").select("account", "customer"), on="customer")
    ties = ties.with_columns(group=pl.col("tie").rank("dense").cast(pl.UInt32)).select("account", "group").sort("account", "group")
    ties.write_parquet(data / "ties.parquet", compression="snappy")
    return data, edges, accounts


def register(edges, accounts):
    """What the register says of both ends."""
    kinds, states = ["checking", "savings", "business", "credit"], ["active", "dormant", "frozen", "closed"]
    code = lambda column, names: pl.col(column).replace_strict({name: place for place, name in enumerate(names)}, default=-1)
    known = accounts.select(pl.col("id"), code("account_type", kinds).alias("kind"), code("status", states).alias("state"), pl.col("opened_at").cast(pl.Datetime("us")).alias("opened"))
    out = edges.select("source", "target", "timestamp")
    for end in ["source", "target"]:
        out = out.join(known.rename({"id": end, "kind": end + "_kind", "state": end + "_state", "opened": end + "_opened"}), on=end, how="left", maintain_order="left")
        out = out.with_columns((pl.col("timestamp") - pl.col(end + "_opened")).dt.total_days().alias(end + "_age"))
    return out.select(pl.selectors.ends_with("_kind", "_state", "_age")).cast(pl.Float32)


def surroundings(program, data, view, scores=None):
    """Columns from the program for all transfers (or of scores for all payments)."""
    out = data / f"{view}-{'scores' if scores is not None else 'around'}.parquet"
    call = [program, view, *(str(data / f"{name}.parquet") for name in ("payments", "accounts", "ties")), str(out)]
    if scores is not None:
        pl.DataFrame({"score": scores.astype(np.float32)}).write_parquet(data / f"{view}-given.parquet", compression="snappy")
        call.append(str(data / f"{view}-given.parquet"))
    if scores is not None or not (os.environ.get("CACHE") and out.exists()):
        subprocess.run(call, check=True)
    return pl.read_parquet(out)


def weights(edges):
    """Every planted shape weighs as much as the mean one (at most four times its number), so that rare shapes are learnt too."""
    shapes = edges.select(pl.when(pl.col("is_fraud")).then(pl.col("typology"))).to_series()
    counts = shapes.drop_nulls().value_counts()
    mean = counts["count"].mean()
    weight = {name: float(np.clip(mean / count, 0.5, 4.0)) for name, count in counts.rows()}
    return np.array([weight.get(name, 1.0) for name in shapes.to_list()])


def learn(x, y, weight, seed):
    model = lightgbm.LGBMClassifier(n_estimators=TREES, learning_rate=16 / TREES, num_leaves=31, min_child_samples=20, max_bin=63,
                                    colsample_bytree=0.4, subsample=0.8, subsample_freq=1, reg_lambda=5.0, n_jobs=1, verbose=-1, random_state=seed)
    keep = y | (np.random.default_rng(seed).random(len(y)) < KEEP)
    return model.fit(x[keep], y[keep], sample_weight=np.where(y[keep], weight[keep], 1 / KEEP))


def of_shape(edges, shape):
    """Which payments are of a planted shape."""
    return (edges["is_fraud"] & (edges["typology"] == shape)).fill_null(False).to_numpy()


def second_look(x, y, group, shape):
    """Scores of a model that looks for one shape alone: out of fold in training, the mean of the folds' models in the test."""
    score, models = {"train": np.zeros(len(y["train"])), "test": np.zeros(len(x["test"]))}, []
    for fold in range(3):
        mine = group != fold
        keep = y["train"][mine] | (np.random.default_rng(fold).random(mine.sum()) < KEEP)
        weight = np.where(y["train"][mine], np.where(shape[mine], 4.0, 1.0), 1 / KEEP)
        model = lightgbm.LGBMClassifier(n_estimators=TREES, learning_rate=16 / TREES, num_leaves=15, min_child_samples=20, max_bin=63,
                                        colsample_bytree=0.4, subsample=0.8, subsample_freq=1, reg_lambda=10.0, n_jobs=1, verbose=-1, random_state=90 + fold)
        model.fit(x["train"][mine][keep], shape[mine][keep], sample_weight=weight[keep])
        score["train"][group == fold] = model.predict_proba(x["train"][group == fold])[:, 1]
        score["test"] += model.predict_proba(x["test"])[:, 1] / 3
        models.append(model)
    return score, models


def f1(hit, truth):
    return 2 * (hit & truth).sum() / (hit.sum() + truth.sum())


def two_thresholds(truth, shape, first, second, floor):
    """Of both models: those that find most of the shape in training while F1 stays at the floor."""
    choices = []
    for one in np.quantile(first[truth], np.linspace(0.02, 0.15, 14)):
        for other in np.quantile(second[shape], np.linspace(0.02, 0.95, 60)):
            hit = (first >= one) | (second >= other)
            if f1(hit, truth) >= floor:
                choices.append(((hit & shape).sum(), f1(hit, truth), one, other))
                break
    return max(choices)[2:] if choices else (lowest(truth, first, floor), np.inf)


def best(y, score):
    precision, recall, threshold = precision_recall_curve(y, score)
    f = (2 * precision * recall / np.maximum(precision + recall, 1e-9))[:-1]
    return threshold[f.argmax()], f.max()


def wide(y, score, slack=0.05):
    """The lowest threshold whose F1 is within `slack` of the best: more found for a little more to look through."""
    precision, recall, threshold = precision_recall_curve(y, score)
    f = (2 * precision * recall / np.maximum(precision + recall, 1e-9))[:-1]
    return threshold[np.flatnonzero(f >= f.max() - slack).min()]


# The F1 that the issue asks for, with a little to spare for another seed.
FLOOR = {"hindsight": 0.82, "streaming": 0.58}


def lowest(y, score, floor):
    """The lowest threshold whose F1 is at least the floor (the best one when none is): the rare shapes are found last."""
    precision, recall, threshold = precision_recall_curve(y, score)
    f = (2 * precision * recall / np.maximum(precision + recall, 1e-9))[:-1]
    fine = np.flatnonzero(f >= min(floor, f.max()))
    return threshold[fine.min()]


def report(title, train, test, edges):
    """Figures on the test seed at three thresholds, all chosen out of fold on the training seed."""
    truth, score = test
    print(f"{title}: AP {average_precision_score(truth, score):.3f}, load {os.getloadavg()[0]:.0f}")
    floor = FLOOR[title.split(",")[0]]
    for name, threshold in [("best F1", best(*train)[0]), ("wide", wide(*train)), (f"F1 {floor}", lowest(*train, floor))]:
        tell(f"{name} threshold", score >= threshold, truth, edges)


def tell(name, hit, truth, edges):
    """Precision and recall of what is hit, by shape."""
    true = (hit & truth).sum()
    figures = f"F1 {f1(hit, truth):.3f} P {true / max(hit.sum(), 1):.3f} R {true / truth.sum():.3f}"
    rates = edges.with_columns(pl.Series("hit", hit)).group_by("is_fraud", "typology").agg(pl.col("hit").mean()).sort("typology")
    shapes = ", ".join(f"{shape} {rate:.2f}" for fraud, shape, rate in rates.rows() if fraud)
    honest = ", ".join(f"{shape or 'all other'} {rate:.4f}" for fraud, shape, rate in rates.rows() if not fraud)
    print(f"  {name}: {figures}\n    recall {shapes}\n    flagged although honest: decoys {honest}", flush=True)


def explain(program, part, view, hit):
    """How many of the transfers that were hit have an explanation; which has a pattern of which shape."""
    data = part["data"]
    numbers = np.flatnonzero(part["transfer"])[hit]
    pl.DataFrame({"payment": numbers.astype(np.uint32)}).write_parquet(data / f"{view}-hits.parquet", compression="snappy")
    tables = [str(data / f"{name}.parquet") for name in ("payments", "accounts", "ties")]
    out = str(data / f"{view}-shapes.parquet")
    subprocess.run([program, f"explain-{view}", *tables, str(data / f"{view}-hits.parquet"), out], check=True)
    return pl.read_parquet(out)


def main():
    program, folder, view = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    sets = {}
    for role, seed in [("train", 101), ("test", int(os.environ.get("TEST_SEED", "202")))]:
        data, edges, accounts = tables(folder, seed)
        transfer = (edges["channel"] == 0).to_numpy()
        chosen = edges.filter(pl.col("channel") == 0)
        x = pl.concat([surroundings(program, data, view), register(chosen, accounts)], how="horizontal")
        sets[role] = {"data": data, "all": edges, "edges": chosen.with_columns(pl.col("is_fraud").fill_null(False)), "transfer": transfer, "x": x}
    names = sets["train"]["x"].columns
    y = {role: part["edges"]["is_fraud"].to_numpy() for role, part in sets.items()}
    weight = weights(sets["train"]["edges"])
    group = sets["train"]["edges"].select(pl.when(pl.col("is_fraud")).then(pl.col("pattern_id")).otherwise(pl.col("target")).hash(7) % 3).to_series().to_numpy()
    extra, more = {role: None for role in sets}, []
    models, extras = [], []
    for stage in range(1, rounds + 1):
        x = {role: np.hstack([part["x"].to_numpy()] + ([extra[role]] if extra[role] is not None else [])) for role, part in sets.items()}
        score = {"train": np.zeros(len(y["train"])), "test": np.zeros(len(y["test"]))}
        models.append([])
        extras.append(extra["test"])
        for fold in range(3):
            model = learn(x["train"][group != fold], y["train"][group != fold], weight[group != fold], stage * 10 + fold)
            score["train"][group == fold] = model.predict_proba(x["train"][group == fold])[:, 1]
            score["test"] += model.predict_proba(x["test"])[:, 1] / 3
            models[-1].append(model)
        report(f"{view}, round {stage}", (y["train"], score["train"]), (y["test"], score["test"]), sets["test"]["edges"])
        columns = names + more
        gain = model.booster_.feature_importance("gain")
        print("  strongest " + ", ".join(columns[i] for i in gain.argsort()[::-1][:25]), flush=True)
        explain(program, sets["test"], view, score["test"] >= wide(y["train"], score["train"]))
        if stage < rounds:
            for role, part in sets.items():
                whole = np.zeros(len(part["transfer"]))
                whole[part["transfer"]] = score[role]
                table = surroundings(program, part["data"], view, whole)
                more = [*table.columns, "score"]
                extra[role] = np.hstack([table.to_numpy()[part["transfer"]], score[role][:, None].astype(np.float32)])
    floor, edges = FLOOR[view], sets["train"]["edges"]
    hit = score["train"] >= lowest(y["train"], score["train"], floor)
    shapes = edges.filter(pl.col("is_fraud"))["typology"].unique().to_list()
    least = min(shapes, key=lambda shape: hit[of_shape(edges, shape)].mean())
    shape = of_shape(edges, least)
    second, lookers = second_look(x, y, group, shape)
    one, other = two_thresholds(y["train"], shape, score["train"], second["train"], floor)
    hit = (score["test"] >= one) | (second["test"] >= other)
    tell(f"with a second look for {least}, F1 {floor}", hit, y["test"], sets["test"]["edges"])
    shapes = explain(program, sets["test"], view, hit)
    # Where no pattern of payments speaks, or one says only that the two are strangers, what the learner weighed does.
    told = {}
    bare = np.flatnonzero(hit)[(shapes["shape"].is_null() | (shapes["shape"] == "Strangers")).to_numpy()]
    teller = weighed.Teller(sets["test"]["all"].with_row_index("number"), columns, sets["test"]["x"].to_numpy(), shapes.drop_nulls())
    numbers = np.flatnonzero(sets["test"]["transfer"])
    for rows, last, scores in [(bare[score["test"][bare] >= one], models[-1], score["test"]), (bare[score["test"][bare] < one], lookers, second["test"])]:
        if len(rows):
            moved, values = weighed.weights(models[:-1] + [last], teller.base, extras, rows)
            told.update(zip(numbers[rows].tolist(), weighed.tell(teller, numbers[rows], moved, values, scores[rows])))
    out = sets["test"]["data"] / f"{view}-weighed.txt"
    out.write_text("\n".join(told[number] for number in sorted(told)) + "\n")
    none = shapes.filter(pl.col("shape").is_null())["payment"].to_list()
    print(f"  what the learner weighed is told of {len(told)} hits in {out}; no pattern of payments explains {len(none)} of them")
    for number in none:
        print("    " + told[number].replace("\n", "\n    "), flush=True)


if __name__ == "__main__":
    main()
