"""Splink on DuckDB over the file that `people` writes: train, predict, cluster; F1 over pairs against the truth.

usage: splink_link.py people.csv [threads]. Prints CPU seconds (user + system) per step, peak memory, and pairwise
precision, recall and F1 of the clusters at several thresholds. A yardstick: nothing of the project depends on it.
"""
import resource, sys, time
import duckdb
import splink.comparison_library as cl
import splink.comparison_level_library as cll
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

path, threads = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1

def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime

con = duckdb.connect()
con.execute(f"SET threads={threads}")
start = cpu()
con.execute(f"""create table people as select id, person,
  nullif(split_part(given, ' ', 1), '') as first, nullif(family, '') as last, split_part(given, ' ', 1) || ' ' || family as whole_name, nullif(born, '') as born,
  case when length(born) = 10 then born end as day, nullif(left(born, 4), '') as year,
  nullif(sex, '') as sex, nullif(city, '') as city, nullif(postcode, '') as postcode,
  nullif(phone, '') as phone, nullif(number, '') as number, nullif(email, '') as email
  from read_csv('{path}', all_varchar=true)""")
rows = con.execute("select count(*) from people").fetchone()[0]
rules = [block_on("first", "last"), block_on("last", "born"), block_on("first", "born"), block_on("number"),
         block_on("phone"), block_on("email"), block_on("last", "postcode"), block_on("born", "postcode")]
settings = SettingsCreator(
    link_type="dedupe_only", unique_id_column_name="id",
    comparisons=[
        cl.ForenameSurnameComparison("first", "last", forename_surname_concat_col_name="whole_name"),
        cl.DateOfBirthComparison("day", input_is_string=True, datetime_format="%Y-%m-%d"),
        cl.DamerauLevenshteinAtThresholds("number", [1]).configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("phone", [1]),
        cl.ExactMatch("email"),
        cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
    ],
    blocking_rules_to_generate_predictions=rules,
    retain_intermediate_calculation_columns=False, retain_matching_columns=False,
)
api = DuckDBAPI(connection=con)
linker = Linker(api.register("people"), settings, log_level="ERROR")
loaded = cpu()
linker.training.estimate_probability_two_random_records_match([block_on("number"), block_on("first", "last", "born")], recall=0.7)
linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("last", "born"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("number"))
trained = cpu()
predicted = linker.inference.predict(threshold_match_probability=0.05)
scored = cpu()
pairs = con.execute(f"select count(*) from {predicted.physical_name}").fetchone()[0]
results, first_cluster = [], None
for threshold in (0.9, 0.5, 0.8, 0.95, 0.99, 0.999):
    before = cpu()
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=threshold)
    if first_cluster is None:
        first_cluster = cpu() - before
    hit, ours, truth = con.execute(f"""with c as (select c.cluster_id as k, people.person from {clusters.physical_name} c join people on c.id = people.id)
      select (select sum(n*(n-1)/2) from (select count(*) n from c group by k, person)),
             (select sum(n*(n-1)/2) from (select count(*) n from c group by k)),
             (select sum(n*(n-1)/2) from (select count(*) n from c group by person))""").fetchone()
    hit, ours, truth = float(hit), float(ours), float(truth)
    results.append((threshold, hit / ours, hit / truth, 2 * hit / (ours + truth)))
total = scored - start + first_cluster
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"splink rows {rows} cpu_s {total:.1f} (load {loaded-start:.1f} train {trained-loaded:.1f} predict {scored-trained:.1f} cluster {first_cluster:.1f}) rec_per_cpu_s {rows/total:.0f} predicted_pairs {pairs} peak_mib {peak}")
for threshold, p, r, f in results:
    print(f"  at {threshold}: P {p:.4f} R {r:.4f} F1 {f:.4f}")
