"""Timetables beside what others do: CP-SAT (2 workers) and the greedy plans of simple tools.

    python peers/schedule.py --match PATH [--quick] [--data FOLDER] [--only published|events|again]

again      M-5: 20 people stay away from an event with 3,000 meetings: seconds and share of the other meetings moved
published  M-2: every feasible published B2B file with fairness 2, search alone, 2 s, one core: at the optimum or how far from it
events     M-3 and M-4: five generated events, value over the bound of the flow after 1 s; on the first, breaks after 5 s over those
           of CP-SAT after 120 s
Every plan is judged by the checker below, which shares nothing with the engine. A JSON line per run, medians in the tables.
"""

import argparse
import csv
import json
import os
import re
import statistics
import subprocess
import tempfile
import time

from common import rows


def numbers(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def read_dzn(path):
    text = open(path, encoding="utf-8").read()
    fields = dict(re.findall(r"(\w+)\s*=\s*(.*?);", text, re.S))
    sets = lambda name: [set(numbers(one)) - {0} for one in re.findall(r"\{(.*?)\}", fields[name])]
    cells, slots, morning = numbers(fields["requested"]), int(fields["nTotalSlots"]), int(fields["nMorningSlots"])
    day = set(range(1, slots + 1))
    parts = {1: set(range(1, morning + 1)), 2: set(range(morning + 1, slots + 1)), 3: day}
    people = [{"free": day - blocked, "max": slots} for blocked in sets("forbidden")]
    requests = []
    for index, (fixed, after) in enumerate(zip(numbers(fields["fixed"]), sets("precedences"))):
        a, b, part = cells[3 * index : 3 * index + 3]
        allowed = parts[part] & ({fixed} if fixed else day)
        requests.append({"pair": (a - 1, b - 1), "allowed": allowed, "after": after, "value": 1})
    return {"slots": slots, "tables": int(fields["nTables"]), "people": people, "requests": requests, "all": True}


def read_event(path):
    """What the generator writes of our JSON form: pairs, classes, blocked slots, absent people."""
    read = json.load(open(path, encoding="utf-8"))
    day = set(range(1, read["slots"] + 1))
    free = lambda one: set() if one.get("absent") else day - set(one.get("blocked", []))
    people = [{"free": free(one), "max": one.get("max", read["slots"])} for one in read["participants"]]
    values = [one["value"] for one in read["classes"]]
    requests = [
        {"pair": tuple(it - 1 for it in one["pair"]), "allowed": day, "after": set(), "value": values[one["class"] - 1]}
        for one in read["requests"]
    ]
    return {"slots": read["slots"], "tables": len(read["tables"]), "people": people, "requests": requests, "all": False}


def breaks_of(slots):
    slots = sorted(slots)
    return sum(later - earlier > 1 for earlier, later in zip(slots, slots[1:]))


def check(event, slot, tables=None, apart=None):
    """Value and breaks of a timetable {meeting: slot}; it ends the run when something does not hold."""
    wrong, used, days = [], {}, [[] for _ in event["people"]]
    for meeting, at in slot.items():
        request = event["requests"][meeting - 1]
        if at not in request["allowed"]:
            wrong.append(f"meeting {meeting} may not lie in slot {at}")
        if any(slot.get(before, 0) >= at for before in request["after"]):
            wrong.append(f"meeting {meeting} lies too early")
        used[at] = used.get(at, 0) + 1
        for one in request["pair"]:
            if at not in event["people"][one]["free"] or at in days[one]:
                wrong.append(f"participant {one + 1} cannot meet in slot {at}")
            days[one].append(at)
    if any(count > event["tables"] for count in used.values()):
        wrong.append("too few tables")
    if tables is not None and len({(slot[meeting], table) for meeting, table in tables.items()}) != len(slot):
        wrong.append("two meetings at one table")
    if event["all"] and len(slot) != len(event["requests"]):
        wrong.append("meetings are missing")
    if any(len(day) > one["max"] for day, one in zip(days, event["people"])):
        wrong.append("somebody has too many meetings")
    each = [breaks_of(day) for day in days]
    if apart is not None and max(each) - min(each) > apart:
        wrong.append("unfair")
    if wrong:
        raise SystemExit(f"a plan does not hold: {wrong[:5]}")
    return sum(event["requests"][meeting - 1]["value"] for meeting in slot), sum(each)


def ours(match, path, seconds, seed, *more):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [match, "schedule", path, "--seconds", str(seconds), "--seed", str(seed), "--out", out.name, *more]
        begun = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True)
        took = time.monotonic() - begun
        plan = json.load(open(out.name, encoding="utf-8")) if done.returncode == 0 else None
    return plan, took


def judged(event, plan, apart=None):
    slot = {one["meeting"]: one["slot"] for one in plan["placed"]}
    tables = {one["meeting"]: one["table"] for one in plan["placed"]}
    value, breaks = check(event, slot, tables, apart)
    if (value, breaks) != (plan["objective"]["value"], plan["objective"]["breaks"]):
        raise SystemExit(f"the plan states {plan['objective']}, the checker counts {value}, {breaks}")
    return value, breaks


def greedy(event, adjacent):
    """By value; the first free slot, or the one that adds the fewest breaks."""
    order = sorted(range(len(event["requests"])), key=lambda it: -event["requests"][it]["value"])
    days, used, slot = [set() for _ in event["people"]], [0] * (event["slots"] + 1), {}
    for index in order:
        a, b = event["requests"][index]["pair"]
        if any(len(days[one]) >= event["people"][one]["max"] for one in (a, b)):
            continue
        may = event["requests"][index]["allowed"] & event["people"][a]["free"] & event["people"][b]["free"]
        may = [at for at in sorted(may - days[a] - days[b]) if used[at] < event["tables"]]
        if may:
            added = lambda at: sum(breaks_of(days[one] | {at}) - breaks_of(days[one]) for one in (a, b))
            at = min(may, key=added) if adjacent else may[0]
            slot[index + 1] = at
            used[at] += 1
            days[a].add(at), days[b].add(at)
    return slot


def cp_sat(event, seconds):
    """Booleans over meeting and slot; a break begins where a slot is used and the next is not, less one for the last."""
    from ortools.sat.python import cp_model

    model, at = cp_model.CpModel(), {}
    hint = greedy(event, True)
    of = [[[] for _ in range(event["slots"] + 1)] for _ in event["people"]]
    per_slot = [[] for _ in range(event["slots"] + 1)]
    for index, request in enumerate(event["requests"]):
        a, b = request["pair"]
        own = []
        for slot in request["allowed"] & event["people"][a]["free"] & event["people"][b]["free"]:
            held = at[index, slot] = model.new_bool_var("")
            model.add_hint(held, hint.get(index + 1) == slot)
            own.append(held)
            of[a][slot].append(held), of[b][slot].append(held), per_slot[slot].append(held)
        model.add_at_most_one(own)
    for slot in per_slot:
        model.add(sum(slot) <= event["tables"])
    begins = []
    for person, day in enumerate(of):
        used = [0]
        for held in day[1:]:
            if not held:
                used.append(0)
                continue
            here = model.new_bool_var("")
            model.add(sum(held) == here)
            used.append(here)
        if all(isinstance(one, int) for one in used):
            continue
        model.add(sum(used) <= event["people"][person]["max"])
        present = model.new_bool_var("")
        runs = []
        for before, here in zip(used, used[1:]):
            if isinstance(here, int):
                continue
            begin = model.new_bool_var("")
            model.add(begin >= here - before)
            model.add(present >= here)
            runs.append(begin)
        model.add(sum(used) >= present)
        begins.append(sum(runs) - present)
    value = sum(event["requests"][index]["value"] * held for (index, _), held in at.items())
    model.maximize(10 * value - sum(begins))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    solver.solve(model)
    return {index + 1: slot for (index, slot), held in at.items() if solver.value(held)}


def published(args):
    results = []
    with open(os.path.join(args.data, "expected.csv"), encoding="utf-8") as file:
        expected = [row for row in csv.DictReader(file) if row["fairness_d"] == "2" and row["status"] == "OPTIMAL"]
    if args.quick:
        expected = [row for row in expected if row["instance"].endswith("original")]
    for row in expected:
        path = os.path.join(args.data, "instances", row["instance"] + ".dzn")
        event, optimum = read_dzn(path), int(row["optimum"])
        for seed in range(1, args.seeds + 1):
            plan, took = ours(args.match, path, 2, seed, "--fairness", "2")
            breaks = judged(event, plan, 2)[1] if plan else None
            result = {"instance": row["instance"], "method": "search", "seconds": round(took, 3), "optimum": optimum}
            results.append({**result, "breaks": breaks, "gap": breaks - optimum if plan else None})
            print(json.dumps({"problem": "published", **results[-1]}), flush=True)
    by_seed = lambda seed: results[seed :: args.seeds]
    share = statistics.median(sum(it["gap"] == 0 for it in by_seed(seed)) / len(expected) for seed in range(args.seeds))
    found = lambda seed: [it["gap"] for it in by_seed(seed) if it["gap"] is not None]
    mean = statistics.median(sum(found(seed)) / len(found(seed)) for seed in range(args.seeds))
    lost = sum(it["gap"] is None for it in results)
    print(f"\npublished: {len(expected)} files, median over seeds: at the optimum {share:.1%}, mean gap {mean:.3f}; {lost} runs without plan")


# Requests, tables, enterprises, universities, percent of time blocked. CP-SAT takes its 120 s on the first alone.
EVENTS = [
    (4000, 80, 300, 500, 10),
    (3000, 100, 300, 500, 10),
    (5000, 100, 300, 500, 10),
    (3000, 150, 300, 500, 10),
    (2200, 80, 80, 400, 15),
]


def made(args, folder, requests, tables, enterprises, universities, blocked, seed=1):
    path = os.path.join(folder, f"{requests}-{tables}.json")
    size = ["--requests", requests, "--tables", tables, "--enterprises", enterprises, "--universities", universities]
    command = [args.match, "generate", "schedule", "--seed", seed, *size, "--blocked", blocked, "--out", path]
    subprocess.run(list(map(str, command)), check=True)
    return path


def events(args):
    results = []
    with tempfile.TemporaryDirectory(prefix="match-bench-") as folder:
        for size in EVENTS[:1] if args.quick else EVENTS:
            path = made(args, folder, *size)
            event, name = read_event(path), f"{size[0]}/{size[1]}"
            peers = []
            if size == EVENTS[0]:
                begun = time.monotonic()
                peers.append(("CP-SAT", check(event, cp_sat(event, 20 if args.quick else 120)), time.monotonic() - begun))
            over_peer = lambda breaks: {"breaks/CP-SAT": breaks / peers[0][1][1] if size == EVENTS[0] else ""}
            peers += [(f"greedy {word}", check(event, greedy(event, word == "adjacent")), 0) for word in ("first", "adjacent")]
            bound = None
            for seconds in (1, 5):
                for seed in range(1, args.seeds + 1):
                    plan, own = ours(args.match, path, seconds, seed)
                    value, breaks = judged(event, plan)
                    bound = plan["bound"]["value"]
                    results.append(
                        {"instance": name, "method": f"search {seconds} s", "seconds": own, "value/bound": value / bound, "breaks": breaks}
                        | {**over_peer(breaks), "breaks/bound": breaks / max(1, plan["bound"]["breaks"])}
                    )
            for method, (value, breaks), spent in peers:
                results.append(
                    {"instance": name, "method": method, "seconds": spent, "value/bound": value / bound, "breaks": breaks}
                    | {**over_peer(breaks), "breaks/bound": ""}
                )
    rows("events", ["seconds", "value/bound", "breaks", "breaks/CP-SAT", "breaks/bound"], results)


def again(args):
    results = []
    with tempfile.TemporaryDirectory(prefix="match-bench-") as folder:
        path = made(args, folder, 5000, 130, 400, 700, 10)
        before = os.path.join(folder, "before.json")
        subprocess.run([args.match, "schedule", path, "--seconds", "5", "--out", before], check=True, capture_output=True)
        held = json.load(open(before, encoding="utf-8"))
        event = json.load(open(path, encoding="utf-8"))
        with_meetings = sorted({it for one in held["placed"] for it in event["requests"][one["meeting"] - 1]["pair"]})
        gone = with_meetings[:: len(with_meetings) // 20][:20]
        for one in gone:
            event["participants"][one - 1]["absent"] = True
        after = os.path.join(folder, "after.json")
        json.dump(event, open(after, "w", encoding="utf-8"))
        slot = {one["meeting"]: one["slot"] for one in held["placed"]}
        others = [it for it in slot if not set(event["requests"][it - 1]["pair"]) & set(gone)]
        for seed in range(1, args.seeds + 1):
            plan, took = ours(args.match, after, 0.8, seed, "--keep", before)
            judged(read_event(after), plan)
            now = {one["meeting"]: one["slot"] for one in plan["placed"]}
            moved = sum(now.get(it) != slot[it] for it in others) / len(others)
            results.append(
                {"instance": f"{len(slot)} meetings", "method": "again", "seconds": took, "moved": moved, "dropped": len(slot) - len(others)}
                | {"value/bound": plan["objective"]["value"] / plan["bound"]["value"]}
            )
    rows("again", ["seconds", "moved", "dropped", "value/bound"], results)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--match", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--data", default=os.path.join(os.path.dirname(__file__), "../../../../../shared/data/b2b"))
    parser.add_argument("--only", choices=["published", "events", "again"])
    args = parser.parse_args()
    args.seeds = 1 if args.quick else 5
    for name, part in [("again", again), ("published", published), ("events", events)]:
        if args.only in (None, name):
            if name == "published" and not os.path.isdir(args.data):
                print("published: skipped, the instances are not here")
                continue
            part(args)


if __name__ == "__main__":
    main()
