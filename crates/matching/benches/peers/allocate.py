"""Allocation beside the textbook: every place compared, every pair that could block looked at, in Python."""

import json
import time
from pathlib import Path

import common

MASK = (1 << 64) - 1


def mixed(state):
    state = (state + 0x9E3779B97F4A7C15) & MASK
    number = state
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
    return state, number ^ (number >> 31)


def first_number(seed):
    """The first number of xoshiro256** whose state is four of SplitMix64: only the second of the four counts."""
    state, _ = mixed(seed)
    _, second = mixed(state)
    turned = (second * 5) & MASK
    return (((turned << 7) | (turned >> 57)) & MASK) * 9 & MASK


def lottery(seed, ids):
    def ticket(name):
        total = 0xCBF29CE484222325
        for byte in name.encode():
            total = ((total ^ byte) * 0x100000001B3) & MASK
        return first_number(total ^ first_number(seed))

    order = sorted(ids, key=lambda name: (ticket(name), name))
    return {name: number for number, name in enumerate(order)}


def textbook(document, seed):
    """SPA-student with one group above each offer: every proposal in turn, the last in the ranking goes."""
    owner = {offer["id"]: offer["within"] for offer in document["offers"]}
    places = {node["id"]: node["places"] for node in document["groups"] + document["offers"]}
    scores = {group["id"]: group["scores"] for group in document["groups"]}
    drawn = lottery(seed, [applicant["id"] for applicant in document["applicants"]])
    choices = {applicant["id"]: applicant["choices"] for applicant in document["applicants"]}

    def rank(name, offer):
        return -scores[owner[offer]][name], drawn[name]

    held, at, within = {}, {offer: set() for offer in owner}, {group: set() for group in scores}
    following = dict.fromkeys(choices, 0)
    free = list(choices)
    while free:
        name = free.pop()
        if following[name] == len(choices[name]):
            continue
        offer = choices[name][following[name]]
        following[name] += 1
        group = owner[offer]
        held[name] = offer
        at[offer].add(name)
        within[group].add(name)
        crowd = at[offer] if len(at[offer]) > places[offer] else within[group] if len(within[group]) > places[group] else ()
        if crowd:
            last = max(crowd, key=lambda other: rank(other, held[other]))
            left = held.pop(last)
            at[left].discard(last)
            within[owner[left]].discard(last)
            free.append(last)
    return held, rank, at, within, owner, places


def blocking(document, held, rank, at, within, owner, places):
    found = 0
    for applicant in document["applicants"]:
        name = applicant["id"]
        for offer in applicant["choices"]:
            if held.get(name) == offer:
                break
            own, group = rank(name, offer), owner[offer]
            if len(at[offer]) >= places[offer]:
                found += any(rank(other, offer) > own for other in at[offer])
            elif len(within[group]) >= places[group] and name not in within[group]:
                found += any(rank(other, held[other]) > own for other in within[group])
            else:
                found += 1
    return found


def main():
    wanted = common.arguments()
    sizes = [(1_000, 150)] if wanted.quick else [(10_000, 1_500), (100_000, 15_000)]
    results = []
    with common.folder() as folder:
        file, out = Path(folder) / "instance.json", Path(folder) / "plan.json"
        for applicants, offers in sizes:
            for seed in range(1, 2 if wanted.quick else 6):
                common.run([wanted.match, "generate", "allocate", "--seed", seed, "--applicants", applicants,
                            "--offers", offers, "--choices", 10, "--out", file])
                told, memory = common.run([wanted.match, "allocate", file, "--seed", seed, "--out", out])
                plan, document = json.loads(out.read_text()), json.loads(file.read_text())
                began = time.perf_counter()
                held, *rest = textbook(document, seed)
                seconds = time.perf_counter() - began
                name = f"{applicants}x10x{offers}"
                placed = {place["applicant"]: place["offer"] for place in plan["placed"]}
                results.append({"instance": name, "method": "textbook", "seed": seed, "seconds": seconds, "placed": len(held)})
                results.append({"instance": name, "method": "ours", "seed": seed, "seconds": common.taken(told),
                                "memory": memory, "placed": len(placed), "same": int(placed == held),
                                "blocking": blocking(document, held, *rest) if placed == held else -1})
    common.rows("allocate", ["seconds", "memory", "placed", "same", "blocking"], results)


if __name__ == "__main__":
    main()
