# SPDX-License-Identifier: Apache-2.0
"""What the training steps share: labels, corpora, the features of a word, batches and scores.

In:  the corpora that a list names (DATELINE_LIST, else en.tsv, which says how a list is read), in the folder
     DATELINE_TRAINING, else ../../shared/training beside the project.
Out: lists of Sentence; features(form), which must agree bit for bit with src/text/net_features.c.

The labels and their numbers are read from src/base/names.c, so the network's outputs are the program's enums.
A label of -1 (head -1) is unknown and costs nothing: wikigold has names but no tree, GUM names that are doubtful.
"""
import base64, os, re
from collections import Counter
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.environ.get('DATELINE_TRAINING', os.path.join(HERE, '..', '..', 'shared', 'training'))
LIST = os.environ.get('DATELINE_LIST', os.path.join(HERE, 'en.tsv'))


def listed(kind):
    """(file, form) of the list's rows of one kind, in order; form may be empty."""
    with open(LIST, encoding='utf-8') as f:
        rows = [line.rstrip('\n').split('\t') + [''] for line in f if line.strip() and line[0] != '#']
    return [(r[1], r[2]) for r in rows if r[0] == kind]


TREEBANKS = {path.split('/')[-1]: (path, names) for path, names in listed('trees')}


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
    """{sent_id: Sentence} of a treebank's PART ("ewt.dev"), in file order; entities, where the list says so, as names."""
    out, sid, rows = {}, None, []
    bank, split = part.rsplit('.', 1)
    path, names = TREEBANKS[bank]
    with open(os.path.join(DATA, '%s.%s.conllu' % (path, split)), encoding='utf-8') as f:
        for line in list(f) + ['\n']:
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
                    if names == 'entities':
                        s.name = gum_names(rows)
                    out[sid if sid is not None else len(out)] = s
                rows, sid = [], None
            elif line[0] != '#':
                r = line.split('\t')
                if r[0].isdigit():
                    rows.append(r)
    return out


TITLES = set('mr mr. mrs mrs. ms ms. dr dr. sir lord lady president professor prof prof. king queen senator sen sen. '
             'minister governor gov gov. gen gen. general judge justice captain capt capt. father aunt uncle'.split())
JOINS = {'of', 'the', 'and', '&', 'for', '-', "'s", '.'}
GUM_TYPES = {'person': 'PER', 'place': 'LOC', 'organization': 'ORG'}


def _gum_mentions(rows):
    """(first, end, type) of the entities of one sentence, the longest first."""
    out, open_at = [], {}
    for i, r in enumerate(rows):
        mark = re.search(r'(?:^|\|)Entity=([^|]*)', r[9])
        for begin, whole, end in re.findall(r'\(([^()]+)(\)?)|(\d+)\)', mark.group(1) if mark else ''):
            if begin:
                group, kind = begin.split('-')[:2]
                if whole:
                    out.append((i, i + 1, kind))
                else:
                    open_at.setdefault(group, []).append((i, kind))
            elif open_at.get(end):
                first, kind = open_at[end].pop()
                out.append((first, i + 1, kind))
    return sorted(out, key=lambda m: (m[0] - m[1], m[0]))


def gum_names(rows):
    """Name labels from GUM's entities. An entity there is a whole phrase ("the president of France"): its name is the
    run of proper nouns around its head, without titles; where that is doubtful, the label is unknown (-1)."""
    form, upos = [r[1] for r in rows], [r[3] for r in rows]
    head = [int(r[6]) - 1 for r in rows]
    proper = [u == 'PROPN' for u in upos]
    capital = [f[:1].isupper() and u in ('PROPN', 'ADJ', 'NOUN', 'VERB', 'NUM') for f, u in zip(form, upos)]
    label = [-1 if p else 0 for p in proper]
    done = [False] * len(rows)
    for first, end, kind in _gum_mentions(rows):
        tops = [i for i in range(first, end) if not first <= head[i] < end]
        if len(tops) != 1 or not proper[tops[0]] or done[tops[0]]:
            continue
        a, z = tops[0], tops[0] + 1
        while a > first and (proper[a - 1] or a - 1 > 0 and capital[a - 1]) and not done[a - 1]:
            a -= 1
        while z < end and not done[z]:
            k = z
            while kind in ('organization', 'place') and k < min(end, z + 2) and form[k].lower() in JOINS:
                k += 1
            if k >= end or not capital[k] or done[k]:
                break
            z = k + 1
        while kind == 'person' and a < z and form[a].lower() in TITLES:
            a += 1
            label[a - 1], done[a - 1] = 0, True
        if a == z:
            continue
        known = kind in GUM_TYPES and not (kind == 'person' and rows[z - 1][4] == 'NNPS')
        for i in range(a, z):
            done[i] = True
            label[i] = NAME_ID[('I-' if i > a else 'B-') + GUM_TYPES[kind]] if known else -1
            if kind == 'time':
                label[i] = 0
    return label


def _bio(tags):
    """B-X/I-X strings of one sentence to enum values; an I- without its B- begins a name."""
    out, last = [], 'O'
    for t in tags:
        if t != 'O' and t[0] == 'I' and last[2:] != t[2:]:
            t = 'B' + t[1:]
        out.append(NAME_ID[t])
        last = t
    return out


def read_uner(path):
    """{sent_id: name labels} of a file of Universal NER. OTH is MISC; the stray B-O is no name."""
    out, sid, tags = {}, None, []
    with open(os.path.join(DATA, path), encoding='utf-8') as f:
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
    with open(os.path.join(DATA, path), encoding='utf-8') as f:
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
    """Trees, with names where Universal NER annotated the same sentences."""
    trees = read_trees(part)
    bank, split = part.rsplit('.', 1)
    names = TREEBANKS[bank][1]
    if names and names != 'entities':
        for sid, tags in read_uner('%s.%s.iob2' % (names, split)).items():
            if sid in trees and len(trees[sid].forms) == len(tags):
                trees[sid].name = tags
    return list(trees.values())


def training():
    out = [s for bank in TREEBANKS for s in treebank(bank + '.train')]
    for path, _ in listed('names'):
        out += read_columns(path, path)
    return [s for s in out if len(s.forms) <= 120]


def raw_news(more=None):
    """Unlabelled sentences for the teacher: those that come as words and, if more names a file, what raw.py wrote."""
    out, cur = [], []
    for path, form in listed('raw'):
        if form == 'words':
            with open(os.path.join(DATA, path), encoding='utf-8') as f:
                out += [line.split() for line in f]
    for line in (open(more, encoding='utf-8') if more else []):
        c = line.split('\t')
        if len(c) == 10:
            cur.append(c[1])
        elif not line.strip():
            out.append(cur)
            cur = []
    return [Sentence(f, 'raw') for f in out if 0 < len(f) <= 80]


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
# ---------------------------------------------------------------- the same sentence with other names
def name_pool(sents):
    """Names by (type, words): what one name may be exchanged for. The tree stays right: the words are as many."""
    pool = {}
    for s in sents:
        for a, z, kind in name_spans([max(l, 0) for l in s.name]):
            pool.setdefault((kind, z - a), []).append((s, a))
    return pool


def renamed(s, pool, rng, share=0.2):
    """The words of s, some of its names exchanged for others of the same type and number of words."""
    forms = s.forms
    for a, z, kind in sorted(name_spans([max(l, 0) for l in s.name])):
        if rng.random() < share:
            t, b = rng.choice(pool.get((kind, z - a)) or [(s, a)])
            forms = forms[:a] + t.forms[b:b + z - a] + forms[z:]
    return forms


# ---------------------------------------------------------------- labels with their doubts
# Shares of 255, SOFT bytes a word: 9 name labels | 2 x (tag pair, share) | 3 x (head, share) | 2 x (relation, share).
SOFT = 9 + 4 + 6 + 4


def soft_of(s, tag_index):
    """What the teacher wrote (s.soft); of people's labels one whole share, or none where they are unknown."""
    if s.soft:
        return np.frombuffer(base64.b64decode(s.soft), np.uint8).reshape(-1, SOFT)
    out = np.zeros((len(s.forms), SOFT), np.uint8)
    for row, u, x, h, r, l in zip(out, s.upos, s.xpos, s.head, s.rel, s.name):
        if l >= 0:
            row[l] = 255
        for at, v in ((9, tag_index.get((u, x), -1)), (13, h), (19, r)):
            if v >= 0:
                row[at], row[at + 1] = v, 255
    return out


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
        if min(s.name) >= 0:
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


def decode_names(score):
    """The best labels in which I-X follows B-X or I-X only. Mirrors src/text/net_tree.c."""
    best, back = [s if l == 0 or l % 2 else s - 1e9 for l, s in enumerate(score[0])], []
    for row in score[1:]:
        step, nxt = [], []
        for l, s in enumerate(row):
            may = [l - 1, l] if l and l % 2 == 0 else range(len(row))
            p = max(may, key=lambda p: (best[p], -p))
            step.append(p)
            nxt.append(best[p] + s)
        back.append(step)
        best = nxt
    at = max(range(len(best)), key=lambda l: (best[l], -l))
    out = [at]
    for step in reversed(back):
        at = step[at]
        out.append(at)
    return out[::-1]


def main():
    """corpus.py gum.dev [GUM_news]: the names of its sentences (of those whose id holds the word) as word and label a
    line, for `bench/yardstick names`; sentences with a doubtful name are left out."""
    import sys
    for sid, s in read_trees(sys.argv[1]).items():
        if min(s.name) >= 0 and ''.join(sys.argv[2:]) in sid:
            print(''.join('%s\t%s\n' % (f, NAME[l]) for f, l in zip(s.forms, s.name)))


if __name__ == '__main__':
    main()
