#!/usr/bin/env python3
"""layout.py DUMP [--shared DIR] [--gold FILE DIR] [--write]: fits Schema/models/layout.csv, the weights of the search for a table's layout.

DUMP is the built TableCandidates of Learning/tables. Tables with known figures are those of Fixtures/layouts and, with --shared, those of
DIR/eval/tables*_gold.jsonl; --gold, as often as wanted, adds those of another list of figures and the folder its paths start at. For each table the layouts that the search weighs are read; right are those that read most of its known figures.
A log-linear model (softmax over the layouts of a table, every table the same weight) is fitted with an L2 penalty on how far a weight moves
from the one in the file, so that evidence that the tables do not show keeps its weight. Folds are families: a family is never in both.
Without --write it only reports: figures and numbers of observations read right by the layout that scores best, with the file's weights and
out of fold."""
import csv, glob, json, os, subprocess, sys, tempfile, collections
import numpy as np
from scipy.optimize import minimize

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
dump = sys.argv[1]
shared = sys.argv[sys.argv.index("--shared") + 1] if "--shared" in sys.argv else None
size = int(os.environ.get("SIZE", "600000"))  # larger tables are left out
fold = lambda s: " ".join(str(s or "").split()).casefold().strip("\"' ")


def shapes(folder):
    """The tables of Fixtures/layouts: family, name, text, wanted figures."""
    for path in sorted(glob.glob(os.path.join(root, "Fixtures/layouts/*.txt"))):
        shape = None
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if line.startswith("## "):
                if shape:
                    yield shape
                shape = dict(name=line[3:], text=[], want=[], family=line[3:].split(":")[0])
            elif line.startswith(">> "):
                parts = [part.strip() for part in line[3:].split("|")]
                if len(parts) > 1:
                    shape["want"].append(parts + [""] * 7)
            elif not line.startswith(">? ") and shape:
                shape["text"].append(line)
        yield shape


def near(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(b))


def hits_shape(want, row):
    line, value, period, place, indicator, unit, status = want[:7]
    return (row[0] == int(line) and near(row[1], float(value)) and (not period or row[2] == period)
            and (not place or row[3] == place or fold(place) in fold(row[4]) or fold(place) in fold(row[5]))
            and (not indicator or fold(indicator) in fold(row[6])) and (not unit or row[8] == unit)
            and (not status or row[9] == status))


def label(want, *have):
    return any(w is None or any(h and (fold(w) in fold(h) or fold(h) in fold(w)) for h in have) for w in want)


def hits_gold(spot, row):
    also = lambda key: [spot.get(key + "_text", spot.get(key)), *spot.get(key + "_alt", [])]
    return (row[0] == spot["line"] and any(near(row[1], spot["value"] * (m or 1)) for m in also("multiplier"))
            and (spot["period"] is None or row[2] in also("period")) and label(also("place"), row[4], row[5])
            and label(also("indicator"), row[6], row[7])
            and (spot.get("status", "A") in ("A", None) or row[9] in also("status")))


tables = []  # file, family, wanted, test, line, numbers of observations that are right
folder = tempfile.mkdtemp()
for number, shape in enumerate(shapes(folder)):
    text = list(shape["text"])
    while text and not text[-1]:
        text.pop()
    if not shape["want"]:
        continue
    path = os.path.join(folder, f"{number:03d}." + ("tsv" if any("\t" in line for line in text) else "csv"))
    open(path, "w", encoding="utf-8").write("\n".join(text) + "\n")
    tables.append((path, shape["family"], shape["want"], hits_shape, lambda w: int(w[0]), []))
golds = [(sys.argv[i + 1], sys.argv[i + 2]) for i, a in enumerate(sys.argv) if a == "--gold"]
if shared:
    golds += [(gold, os.path.join(shared, "data")) for gold in sorted(glob.glob(os.path.join(shared, "eval/tables*_gold.jsonl")))]
for gold, folder in golds:
    for line in open(gold, encoding="utf-8"):
        g = json.loads(line)
        path = os.path.join(folder, g["path"])
        if g["kind"] == "observations" and g["spots"] and os.path.getsize(path) < size:
            counts = [] if g["observations"] is None else [g["observations"], *g.get("observations_alt", [])]
            tables.append((path, g["path"].split("/")[1], g["spots"], hits_gold, lambda s: s["line"], counts))

found = collections.defaultdict(list)
for start in range(0, len(tables), 40):
    arguments = []
    for path, _, wants, _, line, _ in tables[start:start + 40]:
        arguments += [path, ",".join(str(line(w)) for w in wants)]
    out = subprocess.run([dump] + arguments, capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr[-2000:])
    for line in out.stdout.splitlines():
        candidate = json.loads(line)
        found[candidate["file"]].append(candidate)

file = os.path.join(root, "Schema/models/layout.csv")
rows = list(csv.reader(open(file, encoding="utf-8")))
names = [row[0] for row in rows[1:]]
prior = np.array([float(row[1]) for row in rows[1:]])
data = []  # family, matrix of evidence, right figures of each candidate, wanted
for path, family, wants, hits, _, counts in tables:
    candidates = found[path]
    if not candidates:
        continue
    matrix = np.array([[c["evidence"].get(name, 0.0) for name in names] for c in candidates])
    right = np.array([sum(any(hits(w, r) for r in c["rows"]) for w in wants) for c in candidates])
    counted = np.array([c["count"] in counts for c in candidates]) if counts else None
    data.append((family, matrix, right, len(wants), counted))


def fit(chosen, penalty=float(os.environ.get("PENALTY", "1.0"))):
    def loss(weights):
        total = penalty * np.sum((weights - prior) ** 2)
        slope = 2 * penalty * (weights - prior)
        for _, matrix, right, _, _ in chosen:
            if right.max() == 0 or right.min() == right.max():
                continue
            good = right == right.max()
            score = matrix @ weights
            score -= score.max()
            p = np.exp(score)
            p /= p.sum()
            mass = p[good].sum()
            total -= np.log(max(mass, 1e-12))
            q = np.where(good, p, 0) / max(mass, 1e-12)
            slope -= (q - p) @ matrix
        return total, slope
    return minimize(loss, prior, jac=True, method="L-BFGS-B").x


def read(weights, chosen):
    got = want = best = exact = counts = 0
    for _, matrix, right, wanted, counted in chosen:
        pick = int(np.argmax(matrix @ weights))
        got, want, best = got + right[pick], want + wanted, best + right.max()
        if counted is not None:
            exact, counts = exact + int(counted[pick]), counts + 1
    return got, want, best, exact, counts


families = sorted({family for family, *_ in data})
print(f"{len(data)} tables of {len(families)} families, {sum(len(m) for _, m, *_ in data)} layouts")
print("figures right with the file's weights: %d of %d (best layout among those weighed: %d); exact counts: %d of %d" % read(prior, data))
together = [0] * 5
for k in range(10):
    held = {family for index, family in enumerate(families) if index % 10 == k}
    weights = fit([d for d in data if d[0] not in held])
    together = [a + b for a, b in zip(together, read(weights, [d for d in data if d[0] in held]))]
print("figures right out of fold by family: %d of %d (best among those weighed: %d); exact counts: %d of %d" % tuple(together))
weights = fit(data)
print("figures right with all tables fitted: %d of %d" % read(weights, data)[:2])
for name, old, new in zip(names, prior, weights):
    if abs(new - old) > 0.25:
        print(f"  {name}: {old:g} -> {new:.2f}")
if "--write" in sys.argv:
    with open(file, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(rows[0])
        for row, weight in zip(rows[1:], weights):
            writer.writerow([row[0], f"{weight:.2f}", *row[2:]])
