"""The exact arm beside CaDiCaL on the same clauses and steps.

    python peers/exact.py --match PATH [--quick] [--data FOLDER] [--peer cadical195] [--only TEXT]

Runs every published B2B result (expected.csv: instance, difference of breaks allowed, status, optimum). Ours is timed as a whole
process: start, reading, encoding, search, writing. The peer is timed from the first clause added to the last answer, in one
solver that keeps what it learnt from step to step; its reading of the file is left out. Plans are judged twice: by
`match check schedule` and by the checker below, which shares nothing with it. A JSON line per run, a table at the end.
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import time


def numbers(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def read_dzn(path):
    text = open(path, encoding="utf-8").read()
    fields = {name: value for name, value in re.findall(r"(\w+)\s*=\s*(.*?);", text, re.S)}
    sets = lambda name: [numbers(one) for one in re.findall(r"\{(.*?)\}", fields[name])]
    rows = numbers(fields["requested"])
    return {
        "participants": int(fields["nBusiness"]),
        "slots": int(fields["nTotalSlots"]),
        "morning": int(fields["nMorningSlots"]),
        "tables": int(fields["nTables"]),
        "meetings": [tuple(rows[at : at + 3]) for at in range(0, len(rows), 3)],
        "forbidden": sets("forbidden"),
        "fixed": numbers(fields["fixed"]),
        "before": sets("precedences"),
    }


def check(event, plan, apart):
    """What is wrong with a plan, and its breaks."""
    wrong = []
    slot = {placed["meeting"]: placed["slot"] for placed in plan["placed"]}
    days = [set() for _ in range(event["participants"] + 1)]
    if sorted(slot) != list(range(1, len(event["meetings"]) + 1)):
        wrong.append("meetings missing or twice")
        return wrong, None
    for meeting, (a, b, session) in enumerate(event["meetings"], 1):
        at = slot[meeting]
        if not 1 <= at <= event["slots"]:
            wrong.append(f"{meeting}: no such slot")
        if (session == 1 and at > event["morning"]) or (session == 2 and at <= event["morning"]):
            wrong.append(f"{meeting}: wrong session")
        if event["fixed"][meeting - 1] not in (0, at):
            wrong.append(f"{meeting}: fixed elsewhere")
        if any(slot[before] >= at for before in event["before"][meeting - 1]):
            wrong.append(f"{meeting}: too early")
        for who in (a, b):
            if at in event["forbidden"][who - 1]:
                wrong.append(f"{meeting}: forbidden for {who}")
            if at in days[who]:
                wrong.append(f"{who}: two meetings in {at}")
            days[who].add(at)
    held = list(slot.values())
    if any(held.count(at) > event["tables"] for at in set(held)):
        wrong.append("more meetings than tables")
    if len({(placed["slot"], placed["table"]) for placed in plan["placed"]}) < len(held):
        wrong.append("a table twice")
    breaks = [sum(at + 1 < after for at, after in zip(sorted(day), sorted(day)[1:])) for day in days[1:]]
    if max(breaks) - min(breaks) > apart:
        wrong.append("breaks too far apart")
    return wrong, sum(breaks)


def ours(match, path, apart, folder, seconds):
    out = os.path.join(folder, "plan.json")
    if os.path.exists(out):
        os.remove(out)
    command = [match, "schedule", path, "--exact", "--fairness", str(apart), "--seconds", str(seconds), "--out", out]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    took = time.perf_counter() - began
    if done.returncode == 2:
        return took, "UNSAT", None, []
    if done.returncode != 0:
        return took, "OPEN", None, []
    plan = json.load(open(out, encoding="utf-8"))
    wrong, breaks = check(read_dzn(path), plan, apart)
    judged = subprocess.run([match, "check", "schedule", path, out, "--fairness", str(apart)], capture_output=True, text=True)
    if judged.returncode != 0:
        wrong.append(judged.stdout.strip())
    if breaks != plan["objective"]["breaks"]:
        wrong.append("breaks miscounted")
    status = "OPTIMAL" if plan["status"] == "optimal" else "OPEN"
    return took, status, breaks, wrong


def peer(match, path, apart, folder, name):
    from pysat.solvers import Solver

    out = os.path.join(folder, "steps.icnf")
    command = [match, "schedule", path, "--exact", "--fairness", str(apart), "--dimacs", out]
    subprocess.run(command, check=True, capture_output=True)
    clauses, steps, least = [], [], 0
    for line in open(out, encoding="ascii"):
        if line.startswith("c least"):
            least = int(line.split()[2])
        elif line.startswith("a"):
            steps.append([int(word) for word in line.split()[1:-1]])
        elif line[0] != "c" and line[0] != "p":
            clauses.append([int(word) for word in line.split()[:-1]])
    if not steps:
        return 0.0, "UNSAT", None
    began = time.perf_counter()
    with Solver(name=name, bootstrap_with=clauses) as solver:
        answer = ("UNSAT", None)
        for at, step in enumerate(steps):
            if solver.solve(assumptions=step):
                if at == 0:
                    continue
                answer = ("OPTIMAL", least + at - 1)
                break
            if not step:
                break
            solver.add_clause([-step[0]])
        return time.perf_counter() - began, *answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--match", required=True)
    parser.add_argument("--quick", action="store_true", help="every seventh run")
    parser.add_argument("--data", default=os.path.join(os.path.dirname(__file__), "../../../../../shared/data/b2b"))
    parser.add_argument("--peer", default="cadical195")
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--alone", action="store_true", help="without the peer")
    asked = parser.parse_args()
    if not os.path.isdir(asked.data):
        print("skipped: the published instances are not at hand")
        return
    rows = list(csv.DictReader(open(os.path.join(asked.data, "expected.csv"), encoding="utf-8")))
    rows = [row for row in rows if asked.only in f"{row['instance']}@{row['fairness_d']}"]
    rows = rows[::7] if asked.quick else rows
    table, faults = [], []
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            path = os.path.join(asked.data, "instances", row["instance"] + ".dzn")
            apart = int(row["fairness_d"])
            took, status, breaks, wrong = ours(asked.match, path, apart, folder, asked.seconds)
            theirs, their_status, their_breaks = (0.0, row["status"], None) if asked.alone else peer(asked.match, path, apart, folder, asked.peer)
            agrees = status == row["status"] and str(breaks if breaks is not None else "") == row["optimum"]
            if not asked.alone:
                agrees &= their_status == status and their_breaks == breaks
            name = f"{row['instance']} d={apart}"
            if not agrees or wrong:
                faults.append((name, status, breaks, row["status"], row["optimum"], their_status, their_breaks, wrong))
            for method, seconds, found in (("xieyu", took, (status, breaks)), (asked.peer, theirs, (their_status, their_breaks))):
                ratio = round(took / theirs, 3) if method == "xieyu" and theirs > 0 else None
                print(json.dumps({"problem": "exact", "instance": name, "method": method, "seconds": round(seconds, 3),
                                  "status": found[0], "breaks": found[1], "expected": row["optimum"], "ratio": ratio}), flush=True)
            table.append((name, took, theirs, status, breaks))
    total, their_total = sum(line[1] for line in table), sum(line[2] for line in table)
    print(f"\n{'run':<34}{'status':>9}{'breaks':>8}{'xieyu s':>9}{asked.peer + ' s':>14}")
    for name, took, theirs, status, breaks in table:
        print(f"{name:<34}{status:>9}{'' if breaks is None else breaks:>8}{took:>9.2f}{theirs:>14.2f}")
    print(f"{'total of ' + str(len(table)):<34}{'':>17}{total:>9.2f}{their_total:>14.2f}")
    if their_total > 0:
        print(f"ratio {total / their_total:.3f}")
    print(f"{len(table) - len(faults)} of {len(table)} runs closed as published, every plan judged twice")
    for fault in faults:
        print("FAULT", *fault)
    sys.exit(1 if faults else 0)


main()
