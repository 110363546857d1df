#!/usr/bin/env python3
"""Fits the weights of the slots by which articles are read, and says how well they hold elsewhere.

usage: learn.py TALLY DATA [--models FOLDER] [--out FOLDER] [--folds N] [--rounds N] [--misses N] [--curve]

TALLY     the binary
DATA      a folder with NAME.txt and NAME.json, an annotated article each
--models  the weights to read with first; the built-in ones unless given
--out     write the weights there; Schema/models of this repository unless given
--rounds  how often to read again with the weights fitted so far, each text with those of the others
--misses  print so many wrong answers of each slot, out of fold
--curve   fit on parts of the texts too, for the learning curve

Each slot of each figure is a choice among candidates with named features; the model is log-linear with an
L2 penalty, fitted by L-BFGS; folds are made by publisher; the temperature is fitted on answers out of fold.
The same data give the same bytes.
"""
import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

import numpy
import scipy.optimize
import scipy.sparse

import gold

# What a weight costs; one that holds in some circumstance only must earn more. Chosen by what is right out of fold.
PENALTY, CIRCUMSTANTIAL = 3.0, 15.0
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


# Below this probability of being a claim a figure is passed over (ClaimSlot.least).
LEAST = 0.25

# How much more a figure counts whose holder was annotated: most have none.
HELD = 3.0


class Choice:
    """One figure's candidates for a slot, and which of them are right."""

    __slots__ = ('document', 'publisher', 'candidates', 'right', 'record', 'claim', 'weight')

    def __init__(self, document, publisher, candidates, right, record, claim):
        self.document, self.publisher = document, publisher
        self.candidates, self.right, self.record, self.claim = candidates, right, record, claim
        self.weight = 1.0


def expanded(slot):
    """The features of a slot's candidates, each by itself, in each circumstance and by its standing."""
    found = []
    for candidate in slot['candidates']:
        features = {}
        for name, (value, _) in candidate['features'].items():
            features[name] = value
            for circumstance in slot['circumstances']:
                features[name + '&' + circumstance] = value
            if candidate.get('standing'):
                features[name + '@' + candidate['standing']] = value
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
            if slot == 'holder' and claim.get('entity'):
                found[-1].weight = HELD
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
        self.weight = numpy.array([choice.weight for choice in choices])

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
        weight = numpy.where(solvable, data.weight, 0)
        gradient = data.matrix.T @ (numpy.repeat(weight, counts) * (share - target)) + penalty * weights
        value = -(weight * numpy.log(numpy.maximum(mass, 1e-12))).sum() + (penalty * weights * weights).sum() / 2
        return value, gradient

    result = scipy.optimize.minimize(loss, numpy.zeros(len(data.names)), jac=True, method='L-BFGS-B',
                                     options={'maxiter': 400})
    return result.x


def logit(probability):
    clipped = min(max(probability, 0.002), 0.998)
    return float(numpy.log(clipped / (1 - clipped)))


def whole(documents, read_claims, outside, folds, out):
    """Fits the probability that a claim is whole right on the slots' answers out of fold.

    outside: slot -> {(document, start): (answer is right, its probability)}
    """
    rows, right, publishers, gold_count, hits = [], [], [], 0, 0
    names = set()
    for name, text in documents.items():
        records = read_claims[name]
        pairs = {r: c for c, r in gold.aligned(text['claims'], records)}
        gold_count += sum(not claim['optional'] for claim in text['claims'])
        for r, record in enumerate(records):
            claim = text['claims'][pairs[r]] if r in pairs else None
            ignored = any(c['optional'] and c['start'] < record['end'] and record['start'] < c['start'] + len(c['quote'])
                          for c in text['claims'])
            if claim is None and ignored or claim is not None and claim['optional']:
                continue
            told = outside.get('claim', {}).get((name, record['start']), (True, 0.998, 'yes'))
            sureness = told[1] if told[2] else 1 - told[1]
            if sureness < LEAST:
                continue
            source = records[record['restates']] if record.get('restates') is not None else record
            features = {n: v for n, (v, _) in record['slots']['whole']['candidates'][0]['features'].items()}
            ok = claim is not None and gold.figure_right(claim, record)
            features['claim'] = logit(sureness)
            product = 1.0
            for slot in ('place', 'period', 'indicator'):
                if slot in record['slots']:
                    answer = outside[slot].get((name, source['start']))
                    if answer is None:
                        answer = outside[slot].get((name, record['start']))
                    if answer is None:
                        # No claim, or one whose value is wrong: any answer is as good.
                        best = max(source['slots'][slot]['candidates'], key=lambda c: c['probability'])
                        answer = (False, best['probability'], best['answer'])
                    features[slot] = logit(answer[1])
                    product *= answer[1]
                    # A restatement is about what the figure is about that it restates.
                    ok = ok and (answer[0] if source is record else gold.RIGHT[slot](claim, answer[2]))
                    continue
                product *= record[slot + '_confidence']
                if ok:
                    ok = gold.thing_right(claim, f"{record['indicator_text']} | {record['indicator']}")
            features['product'] = logit(product)
            rows.append(features)
            right.append(ok)
            publishers.append(text.get('publisher') or name)
            names |= set(features)
    names = sorted(names)
    matrix = numpy.array([[row.get(n, 0.0) for n in names] for row in rows])
    right = numpy.array(right, dtype=float)

    def fitted(chosen):
        def loss(weights):
            z = matrix[chosen] @ weights
            p = 1 / (1 + numpy.exp(-z))
            value = numpy.logaddexp(0, numpy.where(right[chosen] > 0, -z, z)).sum() + weights @ weights / 2
            return value, matrix[chosen].T @ (p - right[chosen]) + weights
        return scipy.optimize.minimize(loss, numpy.zeros(len(names)), jac=True, method='L-BFGS-B').x

    numbers = numpy.array([fold_of(publisher, folds) for publisher in publishers])
    share = numpy.zeros(len(rows))
    for fold in range(folds):
        if (numbers == fold).any():
            share[numbers == fold] = 1 / (1 + numpy.exp(-(matrix[numbers == fold] @ fitted(numbers != fold))))
    hits = right.sum()
    precision, recall = hits / len(rows), hits / gold_count
    print(f'whole: {len(rows)} claims read, {gold_count} annotated, whole right out of fold {int(hits)}: F1 '
          f'{200 * precision * recall / (precision + recall):.1f}')
    for low, high in ((0, .2), (.2, .4), (.4, .6), (.6, .8), (.8, .9), (.9, 1.01)):
        inside = (share >= low) & (share < high)
        if inside.any():
            print(f'  confidence {low:.1f} to {min(high, 1):.1f}: {100 * inside.mean():5.1f} % of the claims, '
                  f'{100 * right[inside].mean():5.1f} % of them whole (stated {100 * share[inside].mean():.1f} %)')
    weights = fitted(numpy.ones(len(rows), dtype=bool))
    write(out, 'whole', names, weights, 1.0, {})


def fold_of(publisher, folds):
    return int(hashlib.sha256(publisher.encode()).hexdigest(), 16) % folds


def taken(choice, share, slot):
    """The candidate that is taken, and how sure it is.

    What is measured is voted on by the likeliest candidates, as the reader does (ThingVote): those that
    have half of their words in common count as one.
    """
    if slot != 'indicator':
        best = int(numpy.argmax(share))
        return best, float(share[best])
    candidates = choice.record['slots'][slot]['candidates']
    top = [int(i) for i in numpy.argsort(-share, kind='stable')[:8]]
    texts = {i: gold.words((candidates[i]['answer'] or '').split(' | ')[0]) for i in top}
    best, support, sure = top[0], -1.0, 0.0
    for own in top:
        total = confidence = 0.0
        for other in top:
            a, b = texts[own], texts[other]
            likeness = 1.0 if own == other else 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
            total += share[other] * likeness
            if likeness >= 0.5:
                confidence += share[other]
        if total > support + 1e-9:
            best, support, sure = own, total, float(confidence)
    return best, sure


def answers(data, share, slot):
    """(right, confidence, candidate) of each choice."""
    found = []
    for choice, start, end in zip(data.choices, data.starts[:-1], data.starts[1:]):
        best, sure = taken(choice, share[start:end], slot)
        found.append((bool(data.right[start + best]), sure, best))
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


def examples(tally, models):
    """For each slot and feature, a figure of the fixtures whose answer has it: `quote: answer`.

    The shortest is taken; a comma would end the cell.
    """
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'Fixtures', 'articles')
    documents = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding='utf-8') as file:
            documents[name] = {'text': file.read()}
    found = {}
    for records in read(tally, documents, models).values():
        for record in records:
            for slot, choice in record['slots'].items():
                best = max(choice['candidates'], key=lambda c: c['probability'])
                answer = best['answer'] or 'not said'
                text = f"{record['quote']}: {answer.split(' | ')[0]}".replace(',', '').replace('"', '')
                text = ' '.join(text.split())
                for feature in best['features']:
                    known = found.setdefault(slot, {}).get(feature)
                    if known is None or (len(text), text) < (len(known), known):
                        found[slot][feature] = text
    return found


def fit_slot(slot, documents, claims, folds, folder):
    """Fits one slot fold by fold and on the whole; the fold weights go to FOLDER/fold-K.

    Returns what was found, out of fold and in sample, for `report`.
    """
    chosen = choices(documents, claims, slot)
    if not chosen:
        return None
    every = Data(chosen)
    parts = []
    for fold in range(folds):
        held = [c for c in chosen if fold_of(c.publisher, folds) == fold]
        train = [c for c in chosen if fold_of(c.publisher, folds) != fold]
        weights = fit(Data(train, every.names))
        if slot != 'claim':
            # A text is read whole: what is no claim is judged, not left out.
            write(os.path.join(folder, f'fold-{fold}'), slot, every.names, weights, 1.0, {})
        if held:
            parts.append((Data(held, every.names), weights))
    factor = temperature([data for data, _ in parts], [weights for _, weights in parts])
    outside, missed = {}, []
    for data, weights in parts:
        share = data.probabilities(weights, factor)
        for choice, start, end, (ok, sure, best) in zip(
                data.choices, data.starts[:-1], data.starts[1:], answers(data, share, slot)):
            answer = choice.record['slots'][slot]['candidates'][best]['answer']
            outside[choice.document, choice.record['start']] = (ok, sure, answer)
            if not ok:
                missed.append((choice, best, sure, share[start:end]))
    return {'slot': slot, 'chosen': chosen, 'every': every, 'weights': fit(every), 'factor': factor,
            'outside': outside, 'missed': missed}


def report(found, misses):
    slot, chosen, every = found['slot'], found['chosen'], found['every']
    right = list(found['outside'].values())
    sure = [ok for ok, confidence, _ in right if confidence >= 0.9]
    inside = answers(every, every.probabilities(found['weights']), slot)
    print(f'{slot}: {len(chosen)} figures, right among the candidates '
          f'{100 * sum(any(choice.right) for choice in chosen) / len(chosen):.1f} %, out of fold right '
          f'{100 * sum(ok for ok, _, _ in right) / len(right):.1f} %, in sample '
          f'{100 * sum(ok for ok, _, _ in inside) / len(inside):.1f} %; sure (0.9) {100 * len(sure) / len(right):.1f} %, '
          f'of them right {100 * sum(sure) / max(1, len(sure)):.1f} %; temperature {found["factor"]:.2f}, '
          f'{len(every.names)} weights', flush=True)
    if slot == 'holder':
        owned = [ok for choice in chosen if choice.claim.get('entity')
                 for ok in [found['outside'][choice.document, choice.record['start']][0]]]
        given = sum(found['outside'][choice.document, choice.record['start']][2] is not None
                    for choice in chosen if not choice.claim.get('entity'))
        print(f'  with a holder annotated: right {100 * sum(owned) / max(1, len(owned)):.1f} % of {len(owned)}; '
              f'one given though none is annotated: {given} of {len(chosen) - len(owned)}')
    for choice, best, confidence, share in found['missed'][:misses]:
        candidates = choice.record['slots'][slot]['candidates']
        wanted = choice.claim.get({'holder': 'entity', 'claim': 'quote'}.get(slot, slot)) if choice.claim else None
        rights = [i for i, is_right in enumerate(choice.right) if is_right]
        probability = 'p=%.2f' % max(share[i] for i in rights) if rights else 'NO CANDIDATE'
        print(f"  {choice.document} | {choice.record['quote']} | want {wanted} | got {candidates[best]['answer']} "
              f"{confidence:.2f} | {probability} | {choice.record['sentence'][:300]}".replace('\n', ' '))
        if rights:
            good = max(rights, key=lambda i: share[i])
            print('      right:', ' '.join(candidates[good]['features']), '| taken:',
                  ' '.join(candidates[best]['features']))


def read_out_of_fold(tally, documents, folds, folder):
    """Each document read with the weights that were fitted without its publisher."""
    found = {}
    for fold in range(folds):
        part = {n: t for n, t in documents.items() if fold_of(t.get('publisher') or n, folds) == fold}
        if part:
            found.update(read(tally, part, os.path.join(folder, f'fold-{fold}')))
    return {name: found[name] for name in documents}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('tally')
    parser.add_argument('data')
    parser.add_argument('--models')
    parser.add_argument('--out')
    parser.add_argument('--folds', type=int, default=8)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--slots', default='claim,place,period,indicator,holder')
    parser.add_argument('--misses', type=int, default=0)
    parser.add_argument('--curve', action='store_true')
    options = parser.parse_args()
    documents = gold.documents(options.data)
    out = options.out or BUILT_IN
    parts = [documents]
    if options.curve:
        # A quarter, a half, three quarters of the publishers, then all.
        order = sorted(documents, key=lambda n: hashlib.sha256(
            ('curve' + (documents[n].get('publisher') or n)).encode()).hexdigest())
        parts = [{n: documents[n] for n in order[:len(order) * share // 4]} for share in (1, 2, 3)] + parts
    for part in parts:
        print(f'# {len(part)} texts')
        learn(options, part, out)


BUILT_IN = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'Schema', 'models')


def unsifted(models, scratch):
    """A copy of some models by which every figure is read, claims and others."""
    folder = os.path.join(scratch, 'unsifted')
    shutil.copytree(models, folder, ignore=shutil.ignore_patterns('claim.csv'))
    return folder


def learn(options, documents, out):
    with tempfile.TemporaryDirectory() as scratch:
        claims = read(options.tally, documents, unsifted(options.models or BUILT_IN, scratch))
        for round in range(options.rounds):
            folder = os.path.join(scratch, f'round-{round}')
            fitted = [fit_slot(slot, documents, claims, options.folds, folder) for slot in options.slots.split(',')]
            fitted = [found for found in fitted if found]
            if round + 1 < options.rounds:
                # The answers for earlier figures are features of later ones: they must be as good, and
                # as bad, as on a text that the weights were not fitted on.
                claims = read_out_of_fold(options.tally, documents, options.folds, folder)
        for found in fitted:
            report(found, options.misses)
            write(out, found['slot'], found['every'].names, found['weights'], found['factor'], {})
        shown = examples(options.tally, out if len(fitted) == 5 else options.models)
        for found in fitted:
            write(out, found['slot'], found['every'].names, found['weights'], found['factor'],
                  shown.get(found['slot'], {}))
        outside = {found['slot']: found['outside'] for found in fitted}
        if 'place' in outside and 'period' in outside:
            whole(documents, claims, outside, options.folds, out)


if __name__ == '__main__':
    main()
