"""Ranking of Chinese abstracts beside BM25 of jieba's words and of characters with pairs; time and memory of made texts."""

import collections
import math
import random
import time
from pathlib import Path

import common

DATA = Path(__file__).resolve().parents[5] / "shared" / "data" / "text-zh" / "csl-1000.tsv"


def han(letter):
    return "\u3400" <= letter <= "\u9fff"


def pairs(text):
    text = text.lower()
    letters = [letter for letter in text if not letter.isspace()]
    return letters + [one + two for one, two in zip(text, text[1:]) if han(one) and han(two)]


def words(text):
    import jieba

    return [word for word in jieba.lcut(text.lower()) if word.strip() and any(letter.isalnum() for letter in word)]


class Bm25:
    """Robertson's, k1 1.2 and b 0.75."""

    def __init__(self, texts, cut):
        self.cut, self.lists, lengths = cut, collections.defaultdict(list), []
        for at, text in enumerate(texts):
            counted = collections.Counter(cut(text))
            lengths.append(sum(counted.values()))
            for term, times in counted.items():
                self.lists[term].append((at, times))
        mean = sum(lengths) / len(lengths)
        self.count, self.norms = len(texts), [0.25 + 0.75 * length / mean for length in lengths]

    def top(self, text, most):
        sums = collections.Counter()
        for term, weight in collections.Counter(self.cut(text)).items():
            held = self.lists.get(term, ())
            rarity = math.log(1 + (self.count - len(held) + 0.5) / (len(held) + 0.5))
            for at, times in held:
                sums[at] += weight * rarity * times * 2.2 / (times + 1.2 * self.norms[at])
        return [at for at, _ in sums.most_common(most)]


def table(file, header, rows):
    file.write_text("\n".join("\t".join(row) for row in [header, *rows]) + "\n", encoding="utf-8")
    return file


def ranks(file):
    found = collections.defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        query, _, document, *_ = line.split("\t")
        found[query].append(document)
    return found


def mrr(found, queries):
    return sum(1 / (1 + found[query][:10].index(query)) for query in queries if query in found[query][:10]) / len(queries)


def ours(match, folder, documents, queries, top, threads=1):
    out = folder / "ranks.tsv"
    began = time.perf_counter()
    _, memory = common.run([match, "rank", "--documents", documents, "--queries", queries, "--top", top, "--threads", threads, "--out", out])
    return ranks(out), time.perf_counter() - began, memory


def whole(match, folder, rows):
    """Title to abstract, keywords to abstract."""
    names = [str(at) for at in range(len(rows))]
    documents = table(folder / "d.tsv", ["id", "text"], [[name, row[2]] for name, row in zip(names, rows)])
    peers = {"jieba BM25": words, "pairs BM25": pairs}
    indices = {}
    for name, cut in peers.items():
        try:
            indices[name] = Bm25([row[2] for row in rows], cut)
        except ImportError:
            print(f"{name}: left out, the package is not here")
    results = []
    for task, column in [("title", 1), ("keywords", 3)]:
        queries = table(folder / "q.tsv", ["id", task], [[name, row[column]] for name, row in zip(names, rows)])
        found, seconds, _ = ours(match, folder, documents, queries, 10)
        results.append({"instance": task, "method": "xieyu", "MRR@10": mrr(found, names), "seconds": seconds})
        for name, index in indices.items():
            found = {query: [str(at) for at in index.top(row[column], 10)] for query, row in zip(names, rows)}
            results.append({"instance": task, "method": name, "MRR@10": mrr(found, names)})
    return results


def precision(found, codes, own):
    """Other texts of the same discipline among the first ten of the own half."""
    total = 0
    for query in own:
        first = [other for other in found[query] if other in own and other != query][:10]
        total += sum(codes[other] == codes[query] for other in first) / 10
    return total / len(own)


def disciplines(match, folder, rows):
    """The first half has codes, the second is asked and answered; the whole record is its text or the abstract alone."""
    codes = {str(at): row[5] for at, row in enumerate(rows)}
    unseen = {str(at) for at, row in enumerate(rows) if row[0] == "test"}
    results = []
    for name, texts in [("abstract", [2]), ("record", [1, 2, 3])]:
        header = ["id", *(["title", "text", "keywords"][column - 1] for column in texts)]
        cells = {str(at): [row[column] for column in texts] for at, row in enumerate(rows)}
        queries = table(folder / "q.tsv", header, [[at, *cells[at]] for at in cells if at in unseen])
        for method, declared in [("xieyu, codes", True), ("xieyu, text", False)]:
            lines = [[at, *cells[at], f"{rows[int(at)][4]}/{codes[at]}" if declared and at not in unseen else ""] for at in cells]
            found, _, _ = ours(match, folder, table(folder / "d.tsv", [*header, "code"], lines), queries, 1000)
            results.append({"instance": name, "method": method, "P@10": precision(found, codes, unseen)})
        order = sorted(unseen, key=int)
        for method, cut in [("jieba BM25", words), ("pairs BM25", pairs)]:
            try:
                index = Bm25(["\n".join(cells[at]) for at in order], cut)
            except ImportError:
                continue
            found = {at: [order[other] for other in index.top("\n".join(cells[at]), 11)] for at in order}
            results.append({"instance": name, "method": method, "P@10": precision(found, codes, unseen)})
    most = sum(min(10, sum(codes[other] == codes[at] for other in unseen) - 1) for at in unseen) / 10 / len(unseen)
    results.append({"instance": "any", "method": "ceiling", "P@10": most})
    return results


def speed(match, folder, rows, quick):
    """Texts made of sentences of the records; queries are titles, and texts as long as what a teacher wrote."""
    draws = random.Random(1)
    sentences = [part for row in rows for part in row[2].replace("。", ".").split(".") if len(part) > 5]
    count, asked = (2_000, 100) if quick else (15_000, 1_000)
    made = [[f"i{at}", draws.choice(rows)[1], "。".join(draws.sample(sentences, 4))] for at in range(count)]
    documents = table(folder / "d.tsv", ["id", "title", "text"], made)
    results = []
    none = table(folder / "none.tsv", ["id", "text"], [["none", "无"]])
    for threads in [1, 2]:
        _, alone, _ = ours(match, folder, documents, none, 20, threads)
        for name, text in [("titles", lambda: draws.choice(rows)[1]), ("long texts", lambda: "。".join(draws.sample(sentences, 6)))]:
            queries = table(folder / "q.tsv", ["id", "text"], [[f"q{at}", text()] for at in range(asked)])
            _, seconds, memory = ours(match, folder, documents, queries, 20, threads)
            results.append({"instance": f"{count} {name}", "method": f"xieyu, {threads} thr.", "build s": alone,
                            "ms per query": (seconds - alone) / asked * 1000, "GB": memory})
    # The twenty items nearest to each teacher: two titles and a sentence of theirs.
    teachers = 1_000 if quick else 100_000
    own = [[f"t{at}", "。".join([draws.choice(rows)[1], draws.choice(rows)[1], draws.choice(sentences)])] for at in range(teachers)]
    _, seconds, memory = ours(match, folder, documents, table(folder / "t.tsv", ["id", "text"], own), 20, 2)
    results.append({"instance": f"{teachers} teachers, top 20 of {count}", "method": "xieyu, 2 thr.", "build s": alone,
                    "ms per query": (seconds - alone) / teachers * 1000, "GB": memory, "all s": seconds})
    return results


def main():
    given = common.arguments()
    if not DATA.exists():
        raise SystemExit(f"{DATA} is not here; see the documents of affinity")
    rows = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines()[1:]]
    with common.folder() as name:
        folder = Path(name)
        common.rows("affinity: whole", ["MRR@10", "seconds"], whole(given.match, folder, rows))
        common.rows("affinity: same discipline", ["P@10"], disciplines(given.match, folder, rows))
        common.rows("affinity: speed", ["build s", "ms per query", "GB", "all s"], speed(given.match, folder, rows, given.quick))


main()
