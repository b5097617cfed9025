#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prices of letters for comparing spellings: spellings.py tokens_arabic.jsonl [tokens_hebrew.jsonl ...]

In:  rows {"native": word in its own script, "spellings": {romanised form: how often}}. Words of one row are
     spellings of one name, give or take noise ("1st" for a king); a pair less alike than half is left out.
Out: the table PRICE of src/facts/actor/person.c: what it costs, in hundredths of a letter, to take one sound for another
     or to drop it. Sounds are made as person_words.c makes them: the rules are read from its source.

How: expectation-maximisation with the cheapest alignment only. Prices begin flat; every pair is aligned at those
prices, and what was aligned with what is counted; a price becomes SCALE times minus the logarithm of how often the
rarer of the two sounds is so taken. Every row counts once, so that "Mohammed" does not outvote all other names.
Four rounds; the fifth changes no price by more than 3. A tenth of the rows is held out: the last lines printed
compare the new prices with flat ones on telling a row's spellings from those of other rows.
Deterministic, about half a minute."""
import json, math, os, re, sys

SOUNDS = 'abdefghijklmnoprsStuvXz'
VOWELS = set('aeiou')
SCALE, MOST = 13, 110
FEW, DOUBT = .1, 10                       # a pair never seen is not impossible, one of a rare sound not sure
HERE = os.path.dirname(os.path.abspath(__file__))

def rules():
    with open(os.path.join(HERE, '..', 'src', 'facts', 'actor', 'person_words.c'), encoding='utf-8') as f:
        return re.findall(r'\{"([a-z]+)", \'(\w)\'\}', f.read())

def sounds(word, table):
    out, i = '', 0
    while i < len(word):
        for old, new in table:
            if word.startswith(old, i):
                i += len(old)
                break
        else:
            old, new = word[i], word[i]
            i += 1
            new = {'q': 'k', 'w': 'v', 'y': 'i'}.get(new, new)
            if old == 'c':
                new = 's' if word[i:i + 1] in ('e', 'i', 'y') else 'k'
        if new == 'h' and out and out[-1] in VOWELS and i == len(word):
            continue
        if out and out[-1] == new:
            continue
        out += 'ks' if old == 'x' else new
    return out

def align(a, b, price):
    """Cheapest way from a to b: cost, and the pairs of sounds ('-' for none)."""
    row = [(0, None, None)]
    grid = [row]
    for y in b:
        row.append((row[-1][0] + price['-', y], 'l', ('-', y)))
    for x in a:
        above, row = row, [(row[0][0] + price[x, '-'], 'u', (x, '-'))]
        for j, y in enumerate(b):
            row.append(min((above[j][0] + price[x, y], 'd', (x, y)), (above[j + 1][0] + price[x, '-'], 'u', (x, '-')),
                           (row[j][0] + price['-', y], 'l', ('-', y))))
        grid.append(row)
    i, j, pairs = len(a), len(b), []
    while i or j:
        _, way, pair = grid[i][j]
        pairs.append(pair)
        i, j = i - (way != 'l'), j - (way != 'u')
    return grid[-1][-1][0], pairs

def flat():
    price = {}
    for x in SOUNDS + '-':
        for y in SOUNDS + '-':
            both = x in VOWELS and y in VOWELS
            price[x, y] = 0 if x == y else 40 if both or (x + y).strip('-') in VOWELS else 100
    return price

def likeness(a, b, price):
    return 1 - align(a, b, price)[0] / 100 / max(len(a), len(b))

def read(paths, table):
    rows = []
    for path in paths:
        with open(path, encoding='utf-8') as f:
            for line in f:
                forms = {re.sub("[^a-z]", '', s.lower()) for s in json.loads(line)['spellings'] if s.isascii()}
                forms = sorted({sounds(s, table) for s in forms if len(s) > 3})
                if len(forms) > 1:
                    rows.append(forms)
    return rows

def pairs_of(rows):
    start = flat()
    for forms in rows:
        near = [(a, b) for i, a in enumerate(forms) for b in forms[i + 1:] if likeness(a, b, start) >= .5]
        if near:
            yield [(a, b, 1 / len(near)) for a, b in near]

def learn(rows):
    price = flat()
    for _ in range(4):
        seen, alone = {}, {}
        for group in rows:
            for a, b, weight in group:
                for x, y in align(a, b, price)[1]:
                    for p, q in ((x, y), (y, x)):
                        seen[p, q] = seen.get((p, q), 0) + weight
                        alone[p] = alone.get(p, 0) + weight
        for x in SOUNDS + '-':
            for y in SOUNDS + '-':
                if x != y:
                    # by the rarer sound; a dropped one by how often that sound is dropped
                    rarer = min(alone.get(p, 1) for p in (x, y) if p != '-') if x + y != '--' else 1
                    share = (seen.get((x, y), 0) + FEW) / (rarer + DOUBT)
                    price[x, y] = min(MOST, int(-SCALE * math.log(min(1, share)) + .5))
    return price

def roc(rows, price):
    """Area under the curve of likeness: pairs of a row against pairs of rows 1, 2 ... 20 apart."""
    same = sorted(likeness(a, b, price) for g in rows for a, b, _ in g)
    other = sorted(likeness(g[0][0], rows[(i + k) % len(rows)][0][1], price) for i, g in enumerate(rows) for k in range(1, 21))
    import bisect
    return sum(bisect.bisect_left(other, s) + (bisect.bisect_right(other, s) - bisect.bisect_left(other, s)) / 2
               for s in same) / len(same) / len(other)

def main():
    rows = list(pairs_of(read(sys.argv[1:], rules())))
    held, kept = rows[::10], [r for i, r in enumerate(rows) if i % 10]
    price = learn(kept)
    for x in SOUNDS + '-':
        print('\t/* %s */ {%s},' % (x, ', '.join('%d' % price[x, y] for y in SOUNDS + '-')))
    print('held-out rows %d: area under the curve flat %.4f, learned %.4f' % (len(held), roc(held, flat()), roc(held, price)))

main()
