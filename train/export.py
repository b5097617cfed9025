# SPDX-License-Identifier: Apache-2.0
"""Step 4: the trained network to model/en.bin, and the integer network in numpy, to prove the C one right.

In:  net.pt (step 3), vectors.npz (step 1).
Out: the weights file that src/text/model.c describes: sections, a checksum, "about" with origin, licence, scores.
     With --check FILE.conllu: the same file run by IntNet below and by `dateline parse`; they must agree on every
     word of FILE in tags, heads, relations and names.
"""
import argparse, os, struct, subprocess, sys
from collections import Counter
import numpy as np
import corpus as C

D, LAYERS, ARC, REL = 128, 4, 96, 96
BLOCK = 16
FORMS = 4096             # the commonest forms of the corpora whose way to the first window is worked out here


# ---------------------------------------------------------------- the file
def pack(w):
    """[n][k] to [n/16][k/4][16][4], as the kernels read it."""
    n, k = w.shape
    return np.ascontiguousarray(w.reshape(n // BLOCK, BLOCK, k // 4, 4).transpose(0, 2, 1, 3)).tobytes()


def padded(w, b, n):
    return (np.vstack([w, np.zeros((n - len(w), w.shape[1]), w.dtype)]),
            np.concatenate([b, np.zeros(n - len(b), b.dtype)]))


def up(n):
    return (n + BLOCK - 1) // BLOCK * BLOCK


def matrix(state, name, bits=8, unit=16, zero=64):
    """Weights to s8; bias to the sum's unit, and without what the inputs' zero of 64 adds."""
    w = np.clip(np.rint(state[name + '.weight'].double().numpy() * 2 ** bits), -127, 127).astype(np.int8)
    b = np.rint(state[name + '.bias'].double().numpy() * unit * 2 ** bits).astype(np.int32)
    return w, b - zero * w.astype(np.int32).sum(1)


def sections(state, pairs, z):
    out = {'tags': np.array(pairs, np.uint8).tobytes()}
    slots = 1
    while slots < 1.5 * len(z['q']):
        slots *= 2
    key, row = np.zeros(slots, np.uint32), np.zeros(slots, np.uint32)
    for i, (a, b) in enumerate(zip(z['key1'].tolist(), z['key2'].tolist())):
        at = a & (slots - 1)
        while row[at]:
            at = (at + 1) & (slots - 1)
        key[at], row[at] = b, i + 1
    out['vec.key'], out['vec.row'] = key.tobytes(), row.tobytes()
    q = np.vstack([np.zeros((1, C.VEC), np.int16), z['q'].astype(np.int16)])
    out['vec'] = (q + 64).astype(np.uint8).tobytes()
    for i, (name, _, _) in enumerate(C.TABLES):
        t = np.clip(np.rint(state['tables.%d.weight' % i].double().numpy() * 32), -64, 63).astype(np.int16)
        out[name] = (t + 64).astype(np.uint8).tobytes()

    def put(name, w, b):
        out[name], out[name + '.bias'] = pack(w), b.astype(np.int32).tobytes()
    put('first', *matrix(state, 'first', unit=32))
    for l in range(LAYERS):
        w, b = matrix(state, 'conv.%d' % l)
        if l == 0:                                       # before, itself, after: three matrices of one word, see net.h
            w = np.vstack([w[:, i * D:(i + 1) * D] for i in range(3)])
            own = -64 * w.astype(np.int32).sum(1)
            own[D:2 * D] += np.rint(state['conv.0.bias'].double().numpy() * 16 * 2 ** 8).astype(np.int32)
            b = own
        put('window%d' % l, w, b)
        put('scan%d' % l, *matrix(state, 'scan.%d' % l))
    parts = [padded(*matrix(state, 'tag', 6), up(len(pairs))), padded(*matrix(state, 'name', 6), BLOCK)]
    parts += [matrix(state, n) for n in ('dep', 'head', 'rdep', 'rhead')]
    put('heads', np.vstack([p[0] for p in parts]), np.concatenate([p[1] for p in parts]))
    put('rel', *padded(*matrix(state, 'rel', 6, 32, 0), 64))
    out['root.arc'] = np.clip(np.rint(state['root_arc'].double().numpy() * 32), 0, 127).astype(np.uint8).tobytes()
    out['root.rel'] = np.clip(np.rint(state['root_rel'].double().numpy() * 256), -32768, 32767).astype(np.int16).tobytes()
    out['dist'] = np.rint(state['dist'].double().numpy() * 1024).astype(np.int32).tobytes()
    return out


def known(parts):
    """The commonest forms, each with its stream before the first window and what it adds there as the word before, in
    the middle and behind: net.c looks them up instead of multiplying. Only forms whose sums fit in 16 bits."""
    import xxhash
    count = Counter(f for s in C.training() + C.raw_news() for f in s.forms if len(f.encode()) < 16)
    net, forms, rows = IntNet(parts), [], []
    for form, _ in sorted(count.items(), key=lambda e: (-e[1], e[0])):
        row = net.alone([form])[0]
        if np.abs(row).max() < 2 ** 15 and len(forms) < FORMS:
            forms.append(form.encode())
            rows.append(row)
        if len(forms) == FORMS:
            break
    slot = np.zeros(4 * FORMS, np.uint16)
    for i, f in enumerate(forms):
        at = xxhash.xxh3_64_intdigest(f) % len(slot)
        while slot[at]:
            at = (at + 1) % len(slot)
        slot[at] = i + 1
    n = sum(count.values())
    print('%d known forms: %.1f%% of running words' % (len(forms), 100 * sum(count[f.decode()] for f in forms) / n))
    return {'form': b''.join(bytes([len(f)]) + f.ljust(15, b'\0') for f in forms), 'form.slot': slot.tobytes(),
            'form.row': np.array(rows, np.int16).tobytes()}


def write(path, parts):
    import xxhash
    head = 32 + 32 * len(parts)
    table, body, at = b'', b'', (head + 63) // 64 * 64
    body = b'\0' * (at - head)
    for name, data in parts.items():
        table += struct.pack('<16sQQ', name.encode(), at, len(data))
        data += b'\0' * (-len(data) % 64)
        body += data
        at += len(data)
    rest = table + body
    with open(path, 'wb') as f:
        f.write(struct.pack('<8sIIQQ', b'DLTEXT', 2, len(parts), 32 + len(rest), xxhash.xxh3_64_intdigest(rest)) + rest)
    return 32 + len(rest)


def read(path):
    raw = open(path, 'rb').read()
    n = struct.unpack_from('<I', raw, 12)[0]
    rows = [struct.unpack_from('<16sQQ', raw, 32 + 32 * i) for i in range(n)]
    return {name.rstrip(b'\0').decode(): raw[at:at + size] for name, at, size in rows}


# ---------------------------------------------------------------- the integer network, step by step as in net.c
class IntNet:
    def __init__(self, s):
        self.s = s
        arr = lambda n, t: np.frombuffer(s[n], t)
        self.tags = arr('tags', np.uint8).reshape(-1, 2)
        self.vec = arr('vec', np.uint8).reshape(-1, C.VEC).astype(np.int64)
        self.key, self.row = arr('vec.key', np.uint32), arr('vec.row', np.uint32)
        self.tables = [arr(n, np.uint8).reshape(-1, w).astype(np.int64) for n, _, w in C.TABLES]
        self.n_tags = up(len(self.tags))
        heads = self.n_tags + 16 + 2 * ARC + 2 * REL
        self.first = self.mat('first', sum(t[2] for t in C.TABLES) + C.VEC, D)
        self.near = self.mat('window0', D, 3 * D)
        self.window = [self.mat('window%d' % l, 3 * D, D) for l in range(1, LAYERS)]
        self.scans = [self.mat('scan%d' % l, D, 2 * D) for l in range(LAYERS)]
        self.heads, self.rel = self.mat('heads', D, heads), self.mat('rel', REL, 64)
        self.root_arc, self.root_rel = arr('root.arc', np.uint8).astype(np.int64), arr('root.rel', np.int16).astype(np.int64)
        self.dist = arr('dist', np.int32).reshape(2, 9).astype(np.int64)

    def mat(self, name, k, n):
        w = np.frombuffer(self.s[name], np.int8).reshape(n // BLOCK, k // 4, BLOCK, 4).transpose(0, 2, 1, 3).reshape(n, k)
        return w.astype(np.int64), np.frombuffer(self.s[name + '.bias'], np.int32).astype(np.int64)

    def word(self, form):
        k1, k2, rows = C.features(form)
        at, mask = k1 & (len(self.row) - 1), len(self.row) - 1
        while self.row[at] and self.key[at] != k2:
            at = (at + 1) & mask
        return np.concatenate([self.vec[self.row[at]]] + [t[r] for t, r in zip(self.tables, rows)])

    @staticmethod
    def app(m, a):
        return a @ m[0].T + m[1]

    @staticmethod
    def q(x):
        return np.clip((x + 8) >> 4, -64, 63) + 64

    def alone(self, forms):
        """Of each form the stream before the first window and the three sums that it adds there."""
        x = np.clip((self.app(self.first, np.stack([self.word(f) for f in forms])) + 16) >> 5, -32768, 32767)
        return np.hstack([x, self.app(self.near, self.q(x))])

    def run(self, forms):
        n = len(forms)
        app, q = self.app, self.q
        s16 = lambda x: np.clip(x, -32768, 32767)
        x, before, own, after = np.split(self.alone(forms), 4, 1)
        none = np.zeros((1, D), np.int64)
        x = s16(x + (np.maximum(np.vstack([none, before[:-1]]) + own + np.vstack([after[1:], none]) + 8, 0) >> 4))
        for l in range(LAYERS):
            if l:
                edge = np.full((1, D), 64)
                a = np.vstack([edge, q(x), edge])
                x = s16(x + (np.maximum(app(self.window[l - 1], np.hstack([a[:-2], a[1:-1], a[2:]])) + 8, 0) >> 4))
            z = app(self.scans[l], q(x))
            gate, value = np.clip(2 * z[:, :D] + 16384, 0, 32767), np.clip(z[:, D:], -16384, 16383)
            for order, part in ((range(n), slice(0, D // 2)), (range(n - 1, -1, -1), slice(D // 2, D))):
                h = np.zeros(D // 2, np.int64)
                for t in order:
                    h = h + (((value[t, part] - h) * gate[t, part] + 16384) >> 15)
                    x[t, part] = s16(x[t, part] + ((h + 8) >> 4))
        z = app(self.heads, q(x))
        cut = np.cumsum([self.n_tags, 16, ARC, ARC, REL])
        tag, name, dep, head, rdep, rhead = np.split(z, cut, 1)
        dep, head = np.clip((dep + 64) >> 7, -127, 127), np.clip((head + 64) >> 7, 0, 127)
        arc = dep @ np.vstack([self.root_arc, head]).T
        ends = np.array([1, 2, 3, 4, 5, 7, 10, 15, 23])
        i, j = np.arange(n)[:, None], np.arange(n)[None, :]
        k = np.clip(np.searchsorted(ends, abs(i - j), 'right') - 1, 0, 8)
        arc[:, 1:] += np.where(j > i, self.dist[1][k], self.dist[0][k])
        heads = C.decode_heads(arc.tolist())
        rh = np.vstack([self.root_rel, s16((rhead + 8) >> 4)])
        r = app(self.rel, np.clip((((rdep + 8) >> 4) + rh[heads] + 4) >> 3, 0, 127))
        root = C.REL_ID['root']
        rel = [root if h == 0 else root + 1 + int(np.argmax(r[t, root + 1:len(C.REL)])) for t, h in enumerate(heads)]
        t = self.tags[np.argmax(tag[:, :len(self.tags)], 1)]
        return t[:, 0].tolist(), t[:, 1].tolist(), heads, rel, C.decode_names(name[:, :len(C.NAME)].tolist())


def check(model, path, dateline):
    """Run both over the words of path; print their disagreements and IntNet's scores."""
    net, sc, bad = IntNet(read(model)), C.Score(), 0
    out = subprocess.run([dateline, 'parse', '--model', model, path], stdout=subprocess.PIPE, check=True).stdout.decode()
    rows = [[l.split('\t') for l in s.split('\n') if l.split('\t')[0].isdigit()] for s in out.strip().split('\n\n')]
    sents = C.treebank(path.split('/')[-1][:-7])
    assert len(rows) == len(sents), (len(rows), len(sents))
    for s, r in zip(sents, rows):
        upos, xpos, head, rel, name = net.run(s.forms)
        sc.add(s, upos, xpos, head, rel, name)
        for i, c in enumerate(r):
            mine = [C.UPOS[upos[i]], C.XPOS[xpos[i]], str(head[i]), C.REL[rel[i]],
                    C.NAME[name[i]]]
            theirs = [c[3], C.XPOS[C.xpos_id(c[4])], c[6], c[7], next((m[5:] for m in c[9].split('|') if m.startswith('Name=')), 'O')]
            if mine != theirs:
                bad += 1
                if bad <= 5:
                    print(s.forms[i], mine, theirs)
    print('%d words, %d differ; %s' % (sum(len(s.forms) for s in sents), bad, sc))
    return bad


def tables(folder):
    """The words of a language other than English, which the program would take from data/en."""
    out = {}
    for name in ('tokens.tsv', 'lemmas.tsv'):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path, 'rb') as f:
                out[name] = f.read()
        else:
            out[name] = b''
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--net')
    ap.add_argument('--vectors', default='vectors.npz')
    ap.add_argument('--about', default='en.about', help='origin and licence, a text; the scores of step 3 go behind it')
    ap.add_argument('--language', default='en')
    ap.add_argument('--tables', help='folder of tokens.tsv and lemmas.tsv; without it those of data/en count')
    ap.add_argument('--out', default='../model/en.bin')
    ap.add_argument('--check', nargs='*', default=[])
    ap.add_argument('--dateline', default='../build/dateline')
    a = ap.parse_args()
    if a.net:
        import torch
        saved = torch.load(a.net, weights_only=False)
        with open(a.about, encoding='utf-8') as f:
            parts = {'about': (f.read() + saved['scores'] + '\n').encode(), 'language': a.language.encode()}
        if a.tables:
            parts.update(tables(a.tables))
        parts.update(sections(saved['model'], saved['pairs'], np.load(a.vectors)))
        parts.update(known(parts))
        print('%s: %d bytes' % (a.out, write(a.out, parts)))
    sys.exit(any([check(a.out, p, a.dateline) for p in a.check]))


if __name__ == '__main__':
    main()
