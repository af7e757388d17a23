"""What every table of peers needs: runs, medians, rows."""

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--match", required=True, help="the binary with the sub-commands of `xieyu match`")
    parser.add_argument("--quick", action="store_true", help="one seed, small instances")
    return parser.parse_args()


def folder():
    return tempfile.TemporaryDirectory(prefix="match-bench-")


def taken(told):
    """The seconds that a command says it took; plans do not hold them."""
    return float(re.search(r" in ([0-9.]+) s", told)[1])


def run(command):
    """Its output and the most memory of it, in GB."""
    wrapped = [sys.executable, __file__, "--run", *map(str, command)]
    done = subprocess.run(wrapped, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stdout}{done.stderr}")
    *told, last = done.stdout.splitlines()
    return "\n".join(told), float(last)


def rows(name, columns, results):
    """One table of medians by instance and method; one line of JSON per run."""
    print(f"\n{name}")
    print(" ".join(f"{column:>16}" for column in ["instance", "method", *columns]))
    order = list(dict.fromkeys((result["instance"], result["method"]) for result in results))
    for key in order:
        own = [result for result in results if (result["instance"], result["method"]) == key]
        is_told = lambda column: own[0].get(column, "") != ""
        cells = [statistics.median(result[column] for result in own) if is_told(column) else "" for column in columns]
        told = [f"{cell:16.6g}" if cell != "" else " " * 16 for cell in cells]
        print(f"{key[0]:>16} {key[1]:>16} {' '.join(told)}")
    for result in results:
        print(json.dumps({"problem": name, **result}))


if __name__ == "__main__" and sys.argv[1:2] == ["--run"]:
    done = subprocess.run(sys.argv[2:], text=True)
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6)
    raise SystemExit(done.returncode)
