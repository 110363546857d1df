#!/usr/bin/env python3
"""Fits the weights of the slots by which articles are read, and says how well they hold elsewhere.

usage: learn.py TALLY DATA [--models FOLDER] [--out FOLDER] [--folds N] [--curve]

TALLY   the binary
DATA    a folder with NAME.txt and NAME.json, an annotated article each
--models  read with these weights first (the answers for earlier figures are features of later ones)
--out     write the weights there (default: Schema/models of this repository)
--folds-out  write the weights of each fold to FOLDER/fold-K, for scoring out of fold
--curve   print the learning curve too

Each slot of each figure is a choice among candidates with named features; the model is log-linear with an
L2 penalty, fitted by L-BFGS; folds are made by publisher; the temperature is fitted on answers out of fold.
The same data give the same bytes.
"""
import argparse
import hashlib
import json
import os
import subprocess
import sys

import numpy
import scipy.optimize
import scipy.sparse

import gold

# What a weight costs; one that holds in some circumstance only must earn more.
PENALTY, CIRCUMSTANTIAL = 8.0, 40.0
SMALLEST = 0.03


def read(tally, documents, models=None):
    """The claims that the binary reads, by document, with the candidates of their slots."""
    lines = ''.join(
        json.dumps({'id': name, 'text': text['text'], 'published': text.get('published'),
                    'publisher': text.get('publisher')}, ensure_ascii=False) + '\n'
        for name, text in documents.items())
    command = [tally, 'extract', '--documents', 'ndjson', '--explain'] + (['--models', models] if models else [])
    run = subprocess.run(command, input=lines.encode(), capture_output=True)
    if run.returncode > 1:
        sys.exit(run.stderr.decode()[:2000])
    found = {name: [] for name in documents}
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        if record['record'] == 'claim':
            found[record['document']].append(record)
    return found


class Choice:
    """One figure's candidates for a slot, and which of them are right."""

    __slots__ = ('document', 'publisher', 'candidates', 'right', 'record', 'claim')

    def __init__(self, document, publisher, candidates, right, record, claim):
        self.document, self.publisher = document, publisher
        self.candidates, self.right, self.record, self.claim = candidates, right, record, claim


def expanded(slot):
    """The features of a slot's candidates, each by itself and in each circumstance."""
    found = []
    for candidate in slot['candidates']:
        features = {}
        for name, (value, _) in candidate['features'].items():
            features[name] = value
            for circumstance in slot['circumstances']:
                features[name + '&' + circumstance] = value
        found.append(features)
    return found


def choices(documents, read_claims, slot):
    found = []
    for name, text in documents.items():
        records = read_claims[name]
        publisher = text.get('publisher') or name
        pairs = gold.aligned(text['claims'], records)
        if slot == 'claim':
            taken = {r: text['claims'][c] for c, r in pairs}
            for r, record in enumerate(records):
                if slot not in (record.get('slots') or {}):
                    continue
                claim = taken.get(r)
                overlapping = any(c['optional'] and c['start'] < record['end'] and record['start'] < c['start'] + len(c['quote'])
                                  for c in text['claims'])
                if claim is None and overlapping or claim is not None and claim['optional']:
                    continue
                answer = 'yes' if claim is not None else None
                right = [c['answer'] == answer for c in record['slots'][slot]['candidates']]
                found.append(Choice(name, publisher, expanded(record['slots'][slot]), right, record, claim))
            continue
        for c, r in pairs:
            claim, record = text['claims'][c], records[r]
            if claim['optional'] or not gold.same_value(claim, record) or slot not in (record.get('slots') or {}):
                continue
            answers = [candidate['answer'] for candidate in record['slots'][slot]['candidates']]
            right = [gold.RIGHT[slot](claim, answer) for answer in answers]
            found.append(Choice(name, publisher, expanded(record['slots'][slot]), right, record, claim))
    return found


class Data:
    """Choices as one sparse matrix."""

    def __init__(self, choices, names=None):
        self.choices = choices
        self.names = names if names is not None else sorted(
            {name for choice in choices for features in choice.candidates for name in features})
        index = {name: number for number, name in enumerate(self.names)}
        rows, columns, values, starts, right = [], [], [], [0], []
        row = 0
        for choice in choices:
            for features, is_right in zip(choice.candidates, choice.right):
                for name, value in features.items():
                    if name in index:
                        rows.append(row)
                        columns.append(index[name])
                        values.append(value)
                right.append(is_right)
                row += 1
            starts.append(row)
        self.matrix = scipy.sparse.csr_matrix((values, (rows, columns)), shape=(row, len(self.names)))
        self.starts = numpy.array(starts)
        self.right = numpy.array(right, dtype=bool)

    def probabilities(self, weights, temperature=1.0):
        scores = self.matrix @ weights / temperature
        tops = numpy.maximum.reduceat(scores, self.starts[:-1])
        counts = numpy.diff(self.starts)
        powers = numpy.exp(scores - numpy.repeat(tops, counts))
        return powers / numpy.repeat(numpy.add.reduceat(powers, self.starts[:-1]), counts)


def fit(data):
    """The weights that make the right candidates most probable."""
    starts, counts = data.starts[:-1], numpy.diff(data.starts)
    penalty = numpy.array([CIRCUMSTANTIAL if '&' in name else PENALTY for name in data.names])
    solvable = numpy.add.reduceat(data.right.astype(float), starts) > 0

    def loss(weights):
        share = data.probabilities(weights)
        mass = numpy.add.reduceat(numpy.where(data.right, share, 0), starts)
        mass_each = numpy.repeat(numpy.maximum(mass, 1e-12), counts)
        target = numpy.where(data.right, share / mass_each, 0)
        active = numpy.repeat(solvable, counts)
        gradient = data.matrix.T @ numpy.where(active, share - target, 0) + penalty * weights
        value = -numpy.log(numpy.maximum(mass[solvable], 1e-12)).sum() + (penalty * weights * weights).sum() / 2
        return value, gradient

    result = scipy.optimize.minimize(loss, numpy.zeros(len(data.names)), jac=True, method='L-BFGS-B',
                                     options={'maxiter': 400})
    return result.x


def fold_of(publisher, folds):
    return int(hashlib.sha256(publisher.encode()).hexdigest(), 16) % folds


def answers(data, share):
    """(right, confidence) of each choice's most probable candidate."""
    found = []
    for start, end in zip(data.starts[:-1], data.starts[1:]):
        best = start + int(numpy.argmax(share[start:end]))
        found.append((bool(data.right[best]), float(share[best])))
    return found


def temperature(datas, weights):
    """The factor by which scores are divided so that probabilities out of fold are true."""
    def loss(logarithm):
        total = 0.0
        for data, w in zip(datas, weights):
            share = data.probabilities(w, numpy.exp(logarithm))
            mass = numpy.add.reduceat(numpy.where(data.right, share, 0), data.starts[:-1])
            total -= numpy.log(numpy.maximum(mass, 1e-9)).sum()
        return total
    return float(numpy.exp(scipy.optimize.minimize_scalar(loss, bounds=(-1, 1.5), method='bounded').x))


def write(folder, slot, names, weights, factor, examples):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, slot + '.csv'), 'w', encoding='utf-8') as file:
        file.write('feature,weight,example\n')
        for name, weight in sorted(zip(names, weights / factor)):
            if abs(weight) >= SMALLEST:
                file.write(f'{name},{weight:.3f},{examples.get(name, "")}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('tally')
    parser.add_argument('data')
    parser.add_argument('--models')
    parser.add_argument('--out')
    parser.add_argument('--folds-out')
    parser.add_argument('--folds', type=int, default=8)
    parser.add_argument('--slots', default='place,period,indicator,holder,claim')
    parser.add_argument('--misses', type=int, default=0)
    parser.add_argument('--curve', action='store_true')
    options = parser.parse_args()
    documents = gold.documents(options.data)
    claims = read(options.tally, documents, options.models)
    for slot in options.slots.split(','):
        chosen = choices(documents, claims, slot)
        if not chosen:
            continue
        recall = sum(any(choice.right) for choice in chosen) / len(chosen)
        whole = Data(chosen)
        folds, weights, right = [], [], []
        for fold in range(options.folds):
            train = Data([c for c in chosen if fold_of(c.publisher, options.folds) != fold], whole.names)
            held = [c for c in chosen if fold_of(c.publisher, options.folds) == fold]
            if not held:
                continue
            data, w = Data(held, whole.names), fit(train)
            folds.append(data)
            weights.append(w)
            if options.folds_out:
                write(os.path.join(options.folds_out, f'fold-{fold}'), slot, whole.names, w, 1.0, {})
        factor = temperature(folds, weights)
        missed = []
        for data, w in zip(folds, weights):
            share = data.probabilities(w, factor)
            right += answers(data, share)
            for choice, start, end, (ok, sure) in zip(
                    data.choices, data.starts[:-1], data.starts[1:], answers(data, share)):
                if not ok:
                    missed.append((choice, int(numpy.argmax(share[start:end])), sure, share[start:end], w))
        accuracy = sum(ok for ok, _ in right) / len(right)
        sure = [ok for ok, confidence in right if confidence >= 0.9]
        everything = fit(whole)
        inside = answers(whole, whole.probabilities(everything))
        print(f'{slot}: {len(chosen)} figures, right among the candidates {100 * recall:.1f} %, out of fold right '
              f'{100 * accuracy:.1f} %, in sample {100 * sum(ok for ok, _ in inside) / len(inside):.1f} %; '
              f'sure (0.9) {100 * len(sure) / len(right):.1f} %, of them right '
              f'{100 * sum(sure) / max(1, len(sure)):.1f} %; temperature {factor:.2f}, {len(whole.names)} weights')
        for choice, best, confidence, share, w in missed[:options.misses]:
            slots = choice.record['slots'][slot]['candidates']
            gold_answer = choice.claim[{'indicator': 'indicator', 'holder': 'entity'}.get(slot, slot)] if choice.claim else None
            rights = [i for i, r in enumerate(choice.right) if r]
            print(f"  {choice.document} | {choice.record['quote']} | want {gold_answer} | got {slots[best]['answer']} {confidence:.2f} | "
                  f"{'p=%.2f' % max(share[i] for i in rights) if rights else 'NO CANDIDATE'} | {choice.record['sentence'][:300]}".replace('\n', ' '))
            if rights:
                good = max(rights, key=lambda i: share[i])
                print('      right:', ' '.join(slots[good]['features']), '| taken:', ' '.join(slots[best]['features']))
        out = options.out or os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'Schema', 'models')
        write(out, slot, whole.names, everything, factor, {})


if __name__ == '__main__':
    main()
