#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Weights of the parts of evidence in src/facts/actor/person.c: persons.py actor_names.jsonl [DATELINE]

In:  rows {"id", "canonical", "variants": [...]}: names of one actor. The program itself measures the parts of
     every pair (`dateline same`), so that there is one account of what they are.
Out: the table part_weights[], in 1/64 of a logit.

Pairs of one person: names of one row that share a word at least (aliases that share none can be learned by heart
only), twelve a row at most, rows of more than fifteen names left out (armed groups with their leaders). Pairs of
two: every two rows of which two words sound alike, and as many by chance. Both kinds weigh the same. Logistic
regression without a constant (no evidence says nothing either way) by Newton's steps with a small ridge. Deterministic, about ten seconds."""
import json, os, re, subprocess, sys
import numpy

PARTS = ['AGREE', 'DIFFER', 'LEFT_A', 'LEFT_B']
LOGIT, RIDGE = 64, 1.0
HERE = os.path.dirname(os.path.abspath(__file__))

def measure(dateline, pairs):
    lines = ''.join('%s\t%s\n' % p for p in pairs)
    out = subprocess.run([dateline, 'same', '-'], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    for line in out.splitlines():
        m = re.search(r'\(agree (\d+), differ (\d+), left over (\d+) and (\d+)', line)
        yield m and [int(x) for x in m.groups()]

def pairs_of(rows):
    same, other = [], []
    for r in rows:
        names = [r['canonical']] + r['variants']
        if len(names) <= 15:
            same += [(a, b) for i, a in enumerate(names) for b in names[i + 1:]][:12]
    word = {}
    for i, r in enumerate(rows):
        for w in re.findall('[a-z]{3,}', r['canonical'].lower()):
            word.setdefault(w[0] + re.sub('[aeiouy]', '', w[1:]), []).append(i)
    for ids in word.values():
        other += [(rows[i]['canonical'], rows[j]['canonical']) for k, i in enumerate(ids) for j in ids[k + 1:k + 8] if i != j]
    return same, other, [(rows[i]['canonical'], rows[(i * 7 + 13) % len(rows)]['canonical']) for i in range(len(rows))]

def fit(x, y, weight):
    w = numpy.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + numpy.exp(-x @ w))
        gradient = x.T @ (weight * (y - p)) - RIDGE * w / len(y)
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + RIDGE * numpy.eye(len(w)) / len(y)
        w += numpy.linalg.solve(hessian, gradient)
    return w

def main():
    dateline = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, '..', 'build', 'dateline')
    with open(sys.argv[1], encoding='utf-8') as f:
        rows = [json.loads(line) for line in f]
    same, near, far = pairs_of(rows)
    x, y = [], []
    for pairs, label in ((same, 1), (near + far, 0)):
        for parts in measure(dateline, pairs):
            if parts and (parts[0] or not label):
                x.append(parts)
                y.append(label)
    x, y = numpy.array(x, float), numpy.array(y, float)
    weight = numpy.where(y == 1, .5 / y.sum(), .5 / (1 - y).sum())
    w = fit(x, y, weight)
    right = ((x @ w > 0) == (y == 1)) * weight
    print('%d pairs of one person, %d of two; right %.4f (both kinds weigh the same)' % (y.sum(), (1 - y).sum(), right.sum()))
    print('part_weights[] = {%s};   /* %s */' % (', '.join('%d' % round(v * LOGIT) for v in w), ' '.join(PARTS)))

main()
