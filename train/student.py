# SPDX-License-Identifier: Apache-2.0
"""Step 3: the small network, trained as the integer network that it will be.

In:  the corpora of corpus.py, vectors.npz (step 1), silver.jsonl (step 2, optional).
Out: --save net.pt, from which export.py (step 4) writes model/en.bin.

Every number that the program computes in integers is rounded here too, in the same places (fake quantisation with
straight-through gradients), so that nothing is lost at export:

    activations   u7   0..127,  32 to the unit (0 .. 3.97)   what enters a matrix
    weights       s8   -127..127, 256 to the unit (+-0.496); heads 128 to the unit
    stream        s16  256 to the unit                        what the layers add to

    word -> vector 96 | word 48 | pre2 16 | pre3 24 | suf2 16 | suf3 32 | suf4 24 | shape 32 -> matrix -> stream 128
    4 x { stream += window(3) matrix of q(stream)          q: negative is 0, above 3.97 is 3.97
          stream += scan of q(stream) }                    64 channels left to right, 64 right to left:
                                                           h += gate * (value - h), gate and value by a matrix
    heads over q(stream): tag pair | name | arc: dep . head + distance | relation of (word, head)

There is no norm layer and no multiplication of two sums: hence exact integers, the same on every machine.
"""
import argparse, copy, json, os, random, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
import corpus as C
from teacher import arc_mask, batches

D, LAYERS, ARC, REL = 128, 4, 96, 96
IN = C.VEC + sum(t[2] for t in C.TABLES)
# Distance of a head in words, each direction: 1 2 3 4 5-6 7-9 10-14 15-22 23+.
DIST = [1, 2, 3, 4, 5, 7, 10, 15, 23]


def rnd(x):
    return x + (torch.round(x) - x).detach()


def q_act(x):
    """A sum to u7, negative is 0."""
    return rnd((x * 32).clamp(0, 127)) / 32


def q_stream(x):
    """The stream to u7 with 64 as its zero."""
    return rnd((x * 16).clamp(-64, 63)) / 16


def drop_out(x, p, on):
    """F.dropout with one random byte a number, which costs a third."""
    k = int(p * 256)
    if not on or not k:
        return x
    r = torch.empty((x.numel() + 7) // 8, dtype=torch.int64).random_(-2**63, None).view(torch.uint8)
    return x * ((r[:x.numel()] >= k).view(x.shape) * (256 / (256 - k)))


class QLinear(nn.Linear):
    """A matrix of s8 weights, 2^bits to the unit; the bias is exact in the sum's units."""

    def __init__(self, n_in, n_out, bits=8, gain=1.0):
        super().__init__(n_in, n_out)
        self.bits = bits
        nn.init.normal_(self.weight, 0, gain / n_in ** 0.5)
        nn.init.zeros_(self.bias)

    def qweight(self):
        s = 2 ** self.bits
        return rnd((self.weight * s).clamp(-127, 127)) / s

    def forward(self, x):
        return F.linear(x, self.qweight(), self.bias)


class Scan(torch.autograd.Function):
    """h[t] = h[t-1] + g[t] * (c[t] - h[t-1]) along the first axis."""

    @staticmethod
    def forward(ctx, g, c):
        out, h = torch.empty_like(c), torch.zeros_like(c[0])
        for t in range(len(g)):
            h = torch.lerp(h, c[t], g[t])
            out[t] = h
        ctx.save_for_backward(g, c, out)
        return out

    @staticmethod
    def backward(ctx, d):
        g, c, out = ctx.saved_tensors
        dc, dg, run = torch.empty_like(d), torch.empty_like(d), torch.zeros_like(d[0])
        for t in range(len(g) - 1, -1, -1):
            run = run + d[t]
            dc[t] = run * g[t]
            dg[t] = run * (c[t] - out[t - 1] if t else c[t])
            run = run - dc[t]
        return dg, dc


class Net(nn.Module):
    def __init__(self, n_tags, vectors):
        super().__init__()
        self.vec = nn.Embedding.from_pretrained(torch.cat([torch.zeros(1, C.VEC), torch.from_numpy(vectors).float() / 32]), freeze=True)
        self.tables = nn.ModuleList([nn.Embedding(rows, width) for _, rows, width in C.TABLES])
        for t in self.tables:
            nn.init.normal_(t.weight, 0, 0.3)
        self.first = QLinear(IN, D)
        self.conv = nn.ModuleList([QLinear(3 * D, D, gain=0.6) for _ in range(LAYERS)])
        self.scan = nn.ModuleList([QLinear(D, 2 * D, gain=0.7) for _ in range(LAYERS)])
        for s in self.scan:
            s.bias.data[:D] = torch.linspace(-1.8, 0.6, D // 2).repeat(2)
        self.tag = QLinear(D, n_tags, 6)
        self.name = QLinear(D, len(C.NAME), 6)
        self.dep, self.head = QLinear(D, ARC, gain=0.5), QLinear(D, ARC, gain=0.5)
        self.rdep, self.rhead = QLinear(D, REL), QLinear(D, REL)
        self.rel = QLinear(REL, len(C.REL), 6)
        self.root_arc = nn.Parameter(torch.rand(ARC))
        self.root_rel = nn.Parameter(torch.randn(REL) * 0.3)
        self.dist = nn.Parameter(torch.zeros(2, len(DIST)))
        self.drop = 0.15

    def forward(self, b):
        rows = b['rows']                                                    # [B, T, 1 + tables]
        parts = [self.vec(rows[:, :, 0])]
        parts += [rnd((t(rows[:, :, i + 1]) * 32).clamp(-64, 63)) / 32 for i, t in enumerate(self.tables)]
        if self.training:                                                   # a word unseen: by its ends alone
            B, T = rows.shape[:2]
            for i, p in ((0, 0.12), (1, 0.2)):
                parts[i] = parts[i] * (torch.rand(B, T, 1) > p)
        mask = b['mask'][:, :, None]
        drop = lambda v: drop_out(v, self.drop, self.training)
        x = self.first(drop(torch.cat(parts, 2))) * mask
        for conv, scan in zip(self.conv, self.scan):
            a = drop(q_stream(x)) * mask
            a = torch.cat([F.pad(a, (0, 0, 1, 0))[:, :-1], a, F.pad(a, (0, 0, 0, 1))[:, 1:]], 2)
            x = x + F.relu(conv(a))
            z = scan(drop(q_stream(x)))
            g = (z[:, :, :D] * 0.25 + 0.5).clamp(0, 1) * mask
            c = z[:, :, D:].clamp(-4, 3.9997)
            turn = lambda y: torch.cat([y[:, :, :D // 2], y[:, :, D // 2:].flip(1)], 2)
            h = Scan.apply(turn(g).transpose(0, 1).contiguous(), turn(c).transpose(0, 1).contiguous()).transpose(0, 1)
            x = (x + turn(h)) * mask
        self.over = ((x.abs() - 3.5).clamp(min=0) ** 2).mean()              # what q_stream would cut
        a = drop(q_stream(x))
        dep = rnd((self.dep(a) * 32).clamp(-127, 127)) / 32
        head = q_act(torch.cat([self.root_arc.expand(len(a), 1, -1), self.head(a)], 1))
        n = a.shape[1]
        arc = dep @ head.transpose(1, 2)
        arc = arc + F.pad(self.dist.flatten()[self.buckets(n)], (1, 0))
        return self.tag(a), self.name(a), arc, (self.rdep(a), self.rhead(a))

    @staticmethod
    def buckets(n):
        """Index into dist for word i under word j: direction, then class of distance."""
        d = torch.arange(n)[None, :] - torch.arange(n)[:, None]
        k = (torch.bucketize(d.abs(), torch.tensor(DIST), right=True) - 1).clamp(min=0)
        return k + len(DIST) * (d > 0)

    def rels(self, rel, head):
        rd, rh = rel
        rh = torch.cat([self.root_rel.expand(len(rh), 1, -1), rh], 1)
        g = rh.gather(1, head.clamp(min=0)[:, :, None].expand(-1, -1, REL))
        return self.rel(drop_out(q_act(rd + g), self.drop, self.training))


class Rows:
    """Feature rows of forms, worked out once a form: [vector row + 1 or 0, rows of the tables]."""

    def __init__(self, path):
        z = np.load(path)
        self.q, self.keys = z['q'], (z['key1'], z['key2'])
        self.vec = {(int(a), int(b)): i + 1 for i, (a, b) in enumerate(zip(*self.keys))}
        self.cache = {}

    def word(self, form):
        if form not in self.cache:
            k1, k2, rows = C.features(form)
            self.cache[form] = (self.vec.get((k1, k2), 0),) + rows
        return self.cache[form]

    def sentence(self, forms):
        return np.array([self.word(f) for f in forms], np.int64)


def prepare(sents, rows, tag_index, cases=False):
    """Arrays of each sentence once: its rows (with cases: also as capitals, small letters, title), labels, names."""
    out = []
    for s in sents:
        forms = [s.forms] + ([C.recased(s.forms, k) for k in (1, 2, 3)] if cases else [])
        names = C.name_spans([max(l, 0) for l in s.name]) if cases else ()
        out.append(([rows.sentence(f) for f in forms], np.array([s.head, s.rel], np.int64), C.soft_of(s, tag_index),
                    s.weight, sorted(names)))
    return out


def name_pool(items):
    """Rows of names by (type, words), in each of the four kinds of letters: corpus.renamed() for rows."""
    pool = {}
    for forms, _, _, _, names in items:
        for a, z, kind in names:
            pool.setdefault((kind, z - a), []).append([f[a:z] for f in forms])
    return pool


def collate(items, rng=None, pool=None, recase=0.15, rename=0.2):
    B, T = len(items), max(i[1].shape[1] for i in items)
    r = np.zeros((B, T, 1 + len(C.TABLES)), np.int64)
    lab, soft = np.full((2, B, T), -1, np.int64), np.zeros((B, T, C.SOFT), np.uint8)
    mask, w = np.zeros((B, T), np.float32), np.zeros((B, T), np.float32)
    for b, (forms, labels, shares, weight, names) in enumerate(items):
        n = labels.shape[1]
        k = rng.randrange(1, len(forms)) if rng and len(forms) > 1 and rng.random() < recase else 0
        r[b, :n], lab[:, b, :n], soft[b, :n], mask[b, :n], w[b, :n] = forms[k], labels, shares, 1, weight
        for a, z, kind in names if pool else ():
            if rng.random() < rename and (kind, z - a) in pool:
                r[b, a:z] = rng.choice(pool[kind, z - a])[k]
    t = torch.from_numpy
    return {'rows': t(r), 'mask': t(mask), 'head': t(lab[0]), 'rel': t(lab[1]), 'soft': t(soft), 'w': t(w),
            'n': [i[1].shape[1] for i in items]}


def cross(x, index, share, w):
    """Cross entropy against shares of 255 of the labels at index (None: of all labels), the mean of weighted words."""
    share = share.float()
    total = share.sum(2)
    logp = F.log_softmax(x, 2)
    if index is not None:
        logp = logp.gather(2, index * (share > 0))
    l = -(logp * share).sum(2) / total.clamp(min=1)
    w = w * (total > 0)
    return (l * w).sum() / (w.sum() + 1)


def loss_of(model, b):
    tag, name, arc, rel = model(b)
    s, w = b['soft'], b['w']
    pairs = lambda a, k: (s[:, :, a:a + 2 * k:2].long(), s[:, :, a + 1:a + 2 * k:2])
    return (cross(tag, *pairs(9, 2), w) * 0.7 + cross(arc_mask(arc, b['n']), *pairs(13, 3), w)
            + cross(model.rels(rel, b['head']), *pairs(19, 2), w) + 2 * cross(name, None, s[:, :, :9], w)
            + 0.05 * model.over)


@torch.no_grad()
def evaluate(model, sents, items, pairs):
    was = model.training
    model.eval()
    sc, root = C.Score(), C.REL_ID['root']
    for idx in batches(sents, 2000):
        b = collate([items[i] for i in idx])
        tag, name, arc, rel = model(b)
        tag = tag.argmax(2)
        heads = torch.zeros(tag.shape, dtype=torch.long)
        for k, n in enumerate(b['n']):
            heads[k, :n] = torch.tensor(C.decode_heads(arc[k, :n, :n + 1].tolist()))
        r = model.rels(rel, heads)
        r[:, :, root] = -1e9
        r = r.argmax(2)
        for k, i in enumerate(idx):
            n = b['n'][k]
            h, t = heads[k, :n].tolist(), tag[k, :n].tolist()
            names = C.decode_names(name[k, :n].tolist())
            sc.add(sents[i], [pairs[x][0] for x in t], [pairs[x][1] for x in t], h,
                   [root if hh == 0 else rr for hh, rr in zip(h, r[k, :n].tolist())], names)
    model.train(was)
    return sc


def read_silver(path, weight, skip):
    """What the teacher wrote, from sentence skip on; a line not yet whole is left for later."""
    out = []
    if not os.path.exists(path):
        return out
    with open(path, encoding='utf-8') as f:
        for k, line in enumerate(f):
            if not line.endswith('\n'):
                break
            if k >= skip:
                s = C.Sentence([], 'silver', weight)
                s.forms, s.upos, s.xpos, s.head, s.rel, s.name, s.soft = (json.loads(line) + [None])[:7]
                out.append(s)
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--vectors', default='vectors.npz')
    ap.add_argument('--silver', nargs='*', default=[])
    ap.add_argument('--silver-weight', type=float, default=0.6)
    ap.add_argument('--gold-times', type=int, default=1)
    ap.add_argument('--steps', type=int, default=40000)
    ap.add_argument('--lr', type=float, default=1.5e-3)
    ap.add_argument('--words', type=int, default=800)
    ap.add_argument('--drop', type=float, default=0.1)
    ap.add_argument('--load')
    ap.add_argument('--save', default='net.pt')
    ap.add_argument('--seed', type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    gold = C.training()
    pairs, tag_index = C.joint_tags(gold)
    rows = Rows(a.vectors)
    gold_items = prepare(gold, rows, tag_index, True)
    pool = name_pool(gold_items)
    silver, silver_items = [], []
    dev = {p: C.treebank(p + '.dev') for p in C.TREEBANKS}
    dev_items = {p: prepare(s, rows, tag_index) for p, s in dev.items()}
    first = next(iter(dev))
    upper = C.treebank(first + '.dev')
    for s in upper:
        s.forms = C.recased(s.forms, 1)
    upper_items = prepare(upper, rows, tag_index)
    model = Net(len(pairs), rows.q)
    model.drop = a.drop
    if a.load:
        model.load_state_dict(torch.load(a.load)['model'])
    mean = copy.deepcopy(model).eval()                  # running mean of the weights: what is scored and saved
    print('%d gold sentences, %d tag pairs, %d weights in matrices' % (len(gold), len(pairs), sum(
        m.weight.numel() for m in model.modules() if isinstance(m, QLinear))), flush=True)
    opt = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=a.lr, betas=(0.9, 0.98), eps=1e-8,
                           fused=True)
    kept, weights = ([p for n, p in m.named_parameters() if n != "vec.weight"] for m in (mean, model))
    t0, step, ep, done, total, read = time.time(), 0, 0, False, 0.0, [0] * len(a.silver)
    while not done:
        ep += 1
        for k, path in enumerate(a.silver):             # the teacher may still be writing one
            new = read_silver(path, a.silver_weight, read[k])
            read[k] += len(new)
            silver, silver_items = silver + new, silver_items + prepare(new, rows, tag_index, True)
        everything, items = gold * a.gold_times + silver, gold_items * a.gold_times + silver_items
        for idx in batches(everything, a.words, rng):
            frac = step / a.steps
            if frac >= 1:
                done = True
                break
            for g in opt.param_groups:
                g['lr'] = a.lr * min(1, (step + 1) / 200) * min(1, max((1 - frac) / 0.75, 0.005))
            l = loss_of(model, collate([items[i] for i in idx], rng, pool))
            opt.zero_grad()
            l.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            opt.step()
            step += 1
            if step % 8 == 0:
                keep = min(0.984, step / (step + 80))
                with torch.no_grad():
                    torch._foreach_lerp_(kept, weights, 1 - keep)
            total += l.item()
            if step % 200 == 0:
                print('step %d loss %.3f %.0f s' % (step, total / 200, time.time() - t0), flush=True)
                total = 0.0
        if not any(min(s.name) >= 0 for s in gold):     # nothing was learnt of names: say none
            for part in (mean.name.weight, mean.name.bias):
                part.data.zero_()
            mean.name.bias.data[0] = 1
        k, scores = 1 if done else 3, {}
        for p in dev:
            scores[p] = str(evaluate(mean, dev[p][::k], dev_items[p][::k], pairs))
            print('epoch %d %s %s  %d silver %.0f s' % (ep, p, scores[p], len(silver), time.time() - t0), flush=True)
        torch.save({'model': mean.state_dict(), 'pairs': pairs,
                    'scores': '\n'.join('%s dev, gold words: %s' % s for s in scores.items())}, a.save)
    print('capitals %s %s' % (first, evaluate(mean, upper, upper_items, pairs)), flush=True)


if __name__ == '__main__':
    main()
