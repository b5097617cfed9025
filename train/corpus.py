# SPDX-License-Identifier: Apache-2.0
"""What the training steps share: labels, corpora, the features of a word, batches and scores.

In:  trees/{ewt,gum}.{train,dev}.conllu, names/uner_ewt.*.iob2, names/wikigold.conll, names/crossner_politics/*.txt,
     raw/gmb_sentences.txt (folder DATELINE_TRAINING, else ../../shared/training beside the project).
Out: lists of Sentence; features(form), which must agree bit for bit with src/text/net_features.c.

The labels and their numbers are read from src/base/names.c, so the network's outputs are the program's enums.
A label of -1 (head -1) is unknown and costs nothing: wikigold has names but no tree, GUM a tree but no names.
"""
import json, os, re, unicodedata
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.environ.get('DATELINE_TRAINING', os.path.join(HERE, '..', '..', 'shared', 'training'))


def _table(fn):
    with open(os.path.join(HERE, '..', 'src', 'base', 'names.c'), encoding='utf-8') as f:
        body = re.search(r'%s, ((?:"[^"]*",?\s*)+)\)' % fn, f.read()).group(1)
    return re.findall(r'"([^"]*)"', body)


UPOS, XPOS, REL, NAME = (_table('dl_%s_name' % n) for n in ('upos', 'xpos', 'rel', 'name'))
UPOS_ID, XPOS_ID, REL_ID, NAME_ID = ({s: i for i, s in enumerate(t)} for t in (UPOS, XPOS, REL, NAME))
PUNCT_TAGS = {'.', ',', ':', '``', "''", '-LRB-', '-RRB-', 'HYPH', 'NFP'}


def xpos_id(tag):
    if tag in PUNCT_TAGS:
        return XPOS_ID['PUNCT']
    return XPOS_ID.get(tag, XPOS_ID['_' if tag == '_' else 'OTHER'])


def rel_id(rel):
    return REL_ID.get(rel, REL_ID.get(rel.split(':')[0], REL_ID['dep']))


class Sentence:
    """One sentence. n words; upos, xpos, rel, name: enum values or -1; head: 0 the root, 1..n, or -1 unknown.
    weight: share in the loss (machine-labelled text counts less than people's)."""
    __slots__ = ('forms', 'upos', 'xpos', 'head', 'rel', 'name', 'weight', 'source', 'soft')

    def __init__(self, forms, source, weight=1.0):
        n = len(forms)
        self.forms, self.source, self.weight = forms, source, weight
        self.upos, self.xpos, self.head, self.rel, self.name = [-1] * n, [-1] * n, [-1] * n, [-1] * n, [-1] * n
        self.soft = None


# ---------------------------------------------------------------- corpora
def read_trees(part):
    """{sent_id: Sentence} of trees/PART.conllu, in file order."""
    out, sid, rows = {}, None, []
    with open(os.path.join(DATA, 'trees', part + '.conllu'), encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line.startswith('# sent_id'):
                sid = line.split('=', 1)[1].strip()
            elif not line:
                if rows:
                    s = Sentence([r[1] for r in rows], part)
                    s.upos = [UPOS_ID[r[3]] for r in rows]
                    s.xpos = [xpos_id(r[4]) for r in rows]
                    s.head = [int(r[6]) for r in rows]
                    s.rel = [rel_id(r[7]) for r in rows]
                    out[sid] = s
                rows = []
            elif line[0] != '#':
                r = line.split('\t')
                if r[0].isdigit():
                    rows.append(r)
    return out


def _bio(tags):
    """B-X/I-X strings of one sentence to enum values; an I- without its B- begins a name."""
    out, last = [], 'O'
    for t in tags:
        if t != 'O' and t[0] == 'I' and last[2:] != t[2:]:
            t = 'B' + t[1:]
        out.append(NAME_ID[t])
        last = t
    return out


def read_uner(part):
    """{sent_id: name labels} of names/PART.iob2. OTH is MISC; the stray B-O is no name."""
    out, sid, tags = {}, None, []
    with open(os.path.join(DATA, 'names', part + '.iob2'), encoding='utf-8') as f:
        for line in list(f) + ['\n']:
            line = line.rstrip('\n')
            if line.startswith('# sent_id'):
                sid = line.split('=', 1)[1].strip()
            elif not line:
                if tags:
                    out[sid] = _bio(tags)
                tags = []
            elif line[0] != '#':
                t = line.split('\t')[2].replace('OTH', 'MISC')
                tags.append('O' if t in ('B-O', 'I-O', 'O') else t)
    return out


CROSSNER = {'politicalparty': 'ORG', 'organisation': 'ORG', 'politician': 'PER', 'person': 'PER', 'country': 'LOC',
            'location': 'LOC', 'election': 'MISC', 'event': 'MISC', 'misc': 'MISC'}


def read_columns(path, source):
    """Sentences of a file of "word label" lines, an empty line between sentences; fine types are mapped."""
    out, forms, tags = [], [], []
    with open(os.path.join(DATA, 'names', path), encoding='utf-8') as f:
        for line in list(f) + ['\n']:
            c = line.split()
            if len(c) == 2:
                t = c[1]
                if t != 'O':
                    t = t[:2] + CROSSNER.get(t[2:], t[2:])
                forms.append(c[0])
                tags.append(t)
            elif not c and forms:
                s = Sentence(forms, source)
                s.name = _bio(tags)
                out.append(s)
                forms, tags = [], []
    return out


def treebank(part):
    """Trees, with names where Universal NER annotated the same sentences (EWT)."""
    trees = read_trees(part)
    if part.startswith('ewt'):
        for sid, tags in read_uner('uner_' + part).items():
            if sid in trees and len(trees[sid].forms) == len(tags):
                trees[sid].name = tags
    return list(trees.values())


def training():
    out = treebank('ewt.train') + treebank('gum.train') + read_columns('wikigold.conll', 'wikigold')
    for part in ('train', 'dev', 'test'):
        out += read_columns('crossner_politics/%s.txt' % part, 'crossner')
    return [s for s in out if len(s.forms) <= 120]


def raw_news():
    with open(os.path.join(DATA, 'raw', 'gmb_sentences.txt'), encoding='utf-8') as f:
        return [Sentence(line.split(), 'gmb') for line in f if 0 < len(line.split()) <= 80]


# ---------------------------------------------------------------- joint tags
def joint_tags(sents):
    """The pairs (UPOS, Penn tag) seen at least 3 times, most frequent first: one softmax gives both, and never a
    pair that English lacks. Returns pairs and {pair: index}; a rarer pair goes to its UPOS's commonest."""
    count = Counter((u, x) for s in sents for u, x in zip(s.upos, s.xpos) if u >= 0)
    pairs = [p for p, c in sorted(count.items(), key=lambda e: (-e[1], e[0])) if c >= 3]
    index = {p: i for i, p in enumerate(pairs)}
    for p in count:
        if p not in index:
            index[p] = next((i for i, q in enumerate(pairs) if q[0] == p[0]), 0)
    return pairs, index


# ---------------------------------------------------------------- features of a word
# Hashed tables: rows (a power of two), width. The order is that of the network's input.
TABLES = (('word', 16384, 48), ('pre2', 1024, 16), ('pre3', 8192, 24), ('suf2', 1024, 16), ('suf3', 8192, 32),
          ('suf4', 8192, 24), ('shape', 512, 32))
VEC = 96
M32 = 0xffffffff
FOLD = {0x2018: "'", 0x2019: "'", 0x201c: '"', 0x201d: '"', 0x2013: '-', 0x2014: '-', 0x2026: '.'}


def _lower(c):
    """ASCII, Latin-1, Greek and Cyrillic capitals to small letters: a rule of one line in C, the same everywhere."""
    if 0x41 <= c <= 0x5a or (0xc0 <= c <= 0xde and c != 0xd7) or 0x391 <= c <= 0x3a9 or 0x410 <= c <= 0x42f:
        return c + 0x20
    return c + 0x50 if 0x400 <= c <= 0x40f else c


def _class(c):
    """Class of a code point in a word's shape."""
    if _lower(c) != c:
        return 1                                        # capital
    if 0x61 <= c <= 0x7a or 0xdf <= c <= 0xff and c != 0xf7 or 0x3b1 <= c <= 0x3c9 or 0x430 <= c <= 0x45f:
        return 2                                        # small letter
    if 0x30 <= c <= 0x39:
        return 3
    if c == 0x2d:
        return 4
    if c == 0x2e:
        return 5
    if c == 0x27:
        return 6
    return 7 if c < 0x80 else 8


def hash_cps(cps, seed):
    h = seed & M32
    for c in cps:
        h = ((h ^ c) * 0x9e3779b1) & M32
        h ^= h >> 15
    return h


WORD_CPS = 40        # a longer word counts as its first 20 and last 20 code points


def features(form):
    """(key1, key2 of the word for the vectors' index; rows of TABLES). A code point of FOLD counts as its ASCII."""
    cps = [ord(FOLD.get(ord(c), c)) for c in form]
    if len(cps) > WORD_CPS:
        cps = cps[:WORD_CPS // 2] + cps[-(WORD_CPS // 2):]
    low = [_lower(c) for c in cps]
    norm = [0x30 if 0x30 <= c <= 0x39 else c for c in low]
    shape, run = [], 0
    for c in cps:
        k = _class(c)
        run = run + 1 if shape and shape[-1] == k else 1
        if run <= 2 and len(shape) < 10:
            shape.append(k)
    parts = (norm, norm[:2], norm[:3], norm[-2:], norm[-3:], norm[-4:], shape)
    rows = tuple(hash_cps(p, 101 + i) & (t[1] - 1) for i, (p, t) in enumerate(zip(parts, TABLES)))
    return hash_cps(low, 1), hash_cps(low, 2), rows


# ---------------------------------------------------------------- the same sentence in other letters
SMALL = {'a', 'an', 'the', 'of', 'in', 'on', 'at', 'to', 'for', 'and', 'or', 'by', 'as', 'with', 'from'}


def recased(forms, kind):
    """kind 1: capitals ("TROOPS LEAVE"), 2: small letters, 3: a headline's Title Case."""
    if kind == 1:
        return [f.upper() for f in forms]
    if kind == 2:
        return [f.lower() for f in forms]
    return [f if i and f.lower() in SMALL else f[:1].upper() + f[1:] for i, f in enumerate(forms)]


# ---------------------------------------------------------------- scores
def name_spans(tags):
    out, start, kind = set(), None, None
    for i, t in enumerate(list(tags) + [0]):
        label = NAME[t]
        if start is not None and not (label[0] == 'I' and label[2:] == kind):
            out.add((start, i, kind))
            start = None
        if label[0] == 'B' or (label[0] == 'I' and start is None):
            start, kind = i, label[2:]
    return out


class Score:
    """Counts of one set: UPOS, XPOS, UAS, LAS (relation without subtype), F1 of PER LOC ORG names."""

    def __init__(self):
        self.words = self.upos = self.xpos = self.uas = self.las = self.tp = self.gold = self.found = 0

    def add(self, s, upos, xpos, head, rel, name):
        if s.head[0] >= 0:
            base = lambda r: REL[r].split(':')[0]
            self.words += len(s.forms)
            for i in range(len(s.forms)):
                self.upos += s.upos[i] == upos[i]
                self.xpos += s.xpos[i] == xpos[i]
                self.uas += s.head[i] == head[i]
                self.las += s.head[i] == head[i] and base(s.rel[i]) == base(rel[i])
        if s.name[0] >= 0:
            g = {x for x in name_spans(s.name) if x[2] != 'MISC'}
            p = {x for x in name_spans(name) if x[2] != 'MISC'}
            self.tp, self.gold, self.found = self.tp + len(g & p), self.gold + len(g), self.found + len(p)

    def __str__(self):
        w = max(self.words, 1) / 100
        f = 200 * self.tp / max(self.gold + self.found, 1)
        return 'UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f names %.2f' % (
            self.upos / w, self.xpos / w, self.uas / w, self.las / w, f)


def decode_heads(score):
    """Heads of one sentence from score[i][j], word i (0-based) under node j (0 the root, 1..n): the best head of
    each, one root, and cycles broken by the cheapest way out. Mirrors src/text/net_tree.c step by step."""
    n = len(score)
    root = max(range(n), key=lambda i: (score[i][0] - max([score[i][j] for j in range(1, n + 1) if j != i + 1] or [0]), -i))
    head = [0] * n
    for i in range(n):
        if i != root:
            head[i] = max((j for j in range(1, n + 1) if j != i + 1), key=lambda j: (score[i][j], -j))
    good = [False] * (n + 1)
    good[0] = True
    while True:
        changed = False                                 # who hangs on the root already
        for i in range(n):
            k, path = i, []
            while not good[k + 1] and len(path) <= n:
                path.append(k)
                if good[head[k]]:
                    for q in path:
                        good[q + 1] = True
                    break
                k = head[k] - 1
        bad = [i for i in range(n) if not good[i + 1]]
        if not bad:
            return head
        on_cycle = set()
        for i in bad:
            seen, k = set(), i
            while k not in seen:
                seen.add(k)
                k = head[k] - 1
            on_cycle.add(k)
            j = head[k] - 1
            while j != k:
                on_cycle.add(j)
                j = head[j] - 1
        best = max(((score[i][j] - score[i][head[i]], -i, -j) for i in sorted(on_cycle)
                    for j in range(1, n + 1) if good[j]))
        head[-best[1]] = -best[2]
