"""Assignment beside OR-Tools' min-cost flow: total, seconds, memory; fairness beside its bound. Plans are judged here again."""

import csv
import json
import sys
import time
from pathlib import Path

import common

PLACES = 3


def read(file):
    """Item, expert and affinity in millionths of each pair, numbered as they appear."""
    items, experts, pairs = {}, {}, []
    with open(file, newline="") as lines:
        for item, expert, affinity in csv.reader(lines):
            if item != "item":
                number = items.setdefault(item, len(items)), experts.setdefault(expert, len(experts))
                pairs.append((*number, round(float(affinity) * 1_000_000)))
    return items, experts, pairs


def peer(file, load):
    """Runs in a process of its own; prints seconds, total and empty places."""
    import numpy
    from ortools.graph.python import min_cost_flow

    items, experts, pairs = read(file)
    table = numpy.array(pairs, dtype=numpy.int64)
    del pairs
    count, sink = len(items), len(items) + len(experts)
    began = time.perf_counter()
    flow = min_cost_flow.SimpleMinCostFlow()
    dear = int(table[:, 2].max()) * 10_000
    flow.add_arcs_with_capacity_and_unit_cost(table[:, 0], count + table[:, 1], numpy.ones(len(table)), -table[:, 2])
    flow.add_arcs_with_capacity_and_unit_cost(
        numpy.arange(count, sink), numpy.full(len(experts), sink), numpy.full(len(experts), load), numpy.zeros(len(experts)))
    empty = flow.add_arcs_with_capacity_and_unit_cost(
        numpy.arange(count), numpy.full(count, sink), numpy.full(count, PLACES), numpy.full(count, dear))
    flow.set_nodes_supplies(numpy.arange(count), numpy.full(count, PLACES))
    flow.set_node_supply(sink, -PLACES * count)
    assert flow.solve() == flow.OPTIMAL
    seconds = time.perf_counter() - began
    left = int(flow.flows(empty).sum())
    print(json.dumps({"seconds": seconds, "total": (-flow.optimal_cost() + left * dear) / 1e6, "empty": left}))


def judge(file, plan, load):
    """The total of a plan, after each pair, place and load was looked up in the instance."""
    items, experts, pairs = read(file)
    affinity = {(item, expert): worth for item, expert, worth in pairs}
    taken, loads, seen, total = [0] * len(items), [0] * len(experts), set(), 0
    for placed in plan["placed"]:
        pair = items[placed["item"]], experts[placed["expert"]]
        assert pair not in seen, pair
        seen.add(pair)
        total += affinity[pair]
        taken[pair[0]] += 1
        loads[pair[1]] += 1
    for unplaced in plan["unplaced"]:
        taken[items[unplaced["item"]]] += unplaced["places"]
    assert all(count == PLACES for count in taken) and max(loads) <= load
    assert abs(total / 1e6 - plan["objective"]["total"]) < 1e-5
    return total / 1e6


def ours(match, file, load, plan, *more):
    told, memory = common.run([match, "assign", file, "--per-item", PLACES, "--max-load", load, "--out", plan, *more])
    return {**json.loads(Path(plan).read_text()), "seconds": common.taken(told)}, memory


def published(match, folder, results):
    data = Path(__file__).resolve().parents[5] / "shared" / "data" / "reviewers"
    if not data.exists():
        print("published matrices: skipped, not beside the project")
        return
    for name, load in [("aamas2015", 12), ("preflib1", 6), ("preflib1", 12), ("preflib2", 12)]:
        best, _ = ours(match, data / f"{name}.in", load, folder / "plan.json")
        plan, _ = ours(match, data / f"{name}.in", load, folder / "plan.json", "--fair")
        results.append(fairness(f"{name}/{load}", best, plan))


def fairness(instance, best, plan):
    worst = plan["bound"]["worst"]
    return {
        "instance": instance, "method": "ours, fair", "seconds": plan["seconds"], "total": plan["objective"]["total"],
        "worst": plan["objective"]["worst"], "worst_ratio": plan["objective"]["worst"] / worst if worst else 1.0,
        "total_ratio": plan["objective"]["total"] / best["objective"]["total"],
    }


def main():
    wanted = common.arguments()
    sizes = [(2_000, 300)] if wanted.quick else [(10_000, 1_000), (100_000, 10_000)]
    seeds = range(1, 2 if wanted.quick else 6)
    totals, fair = [], []
    with common.folder() as folder:
        folder = Path(folder)
        for items, experts in sizes:
            load = -(-items * PLACES * 12 // (experts * 10))
            name, file = f"{items}x{experts}x50", folder / "instance.csv"
            for seed in seeds:
                common.run([wanted.match, "generate", "assign", "--seed", seed, "--items", items, "--experts", experts,
                            "--top", 50, "--out", file])
                told, memory = common.run([sys.executable, __file__, "--peer", file, load])
                other = json.loads(told)
                totals.append({"instance": name, "method": "OR-Tools flow", "seed": seed, "memory": memory, **other})
                plan, memory = ours(wanted.match, file, load, folder / "plan.json")
                total = judge(file, plan, load)
                same = plan["objective"]["empty"] == other["empty"] and abs(total - other["total"]) < 1e-5
                totals.append({"instance": name, "method": "ours", "seed": seed, "memory": memory, "same": int(same),
                               "seconds": plan["seconds"], "total": total, "empty": plan["objective"]["empty"],
                               "to_peer": plan["seconds"] / other["seconds"]})
                if items <= 10_000:
                    best = plan
                    plan, _ = ours(wanted.match, file, load, folder / "plan.json", "--fair")
                    judge(file, plan, load)
                    fair.append(fairness(name, best, plan))
        published(wanted.match, folder, fair)
    common.rows("assign: total", ["seconds", "memory", "total", "empty", "same", "to_peer"], totals)
    common.rows("assign: fairness", ["seconds", "total", "worst", "worst_ratio", "total_ratio"], fair)


if __name__ == "__main__":
    if sys.argv[1] == "--peer":
        peer(sys.argv[2], int(sys.argv[3]))
    else:
        main()
