# SPDX-License-Identifier: Apache-2.0
"""Who did what to whom, read off the tree of gold words by a dozen rules: what the tree is worth, not a labeller.

A verb that is no auxiliary is a predicate. Its subject is ARG0 and its object ARG1; a passive's subject is ARG1 and
its by-phrase ARG0; a subject without an object is ARG1 where the verb says what befalls it ("prices fell"). A verb
without a subject takes the one of the verb that it depends on, or the noun that it describes."""
import json, subprocess

SCORER = 'roles.py'
LIGHT = set('be have do can will may would should could might must shall going get'.split())
BEFALL = set('fall rise drop die happen occur come go appear arrive exist emerge begin start end grow increase decline '
             'remain stay seem disappear vanish collapse change open close break burn last continue work matter suffer '
             'live sit stand lie belong depend result stem sink drown explode crash return leave flow hang '
             'melt spread improve worsen shrink survive wait'.split())

def parsed(gold, dateline):
    """{id: rows of (form, lemma, upos, tag, head, relation)}, one sentence of gold words each."""
    rows = [json.loads(line) for line in open(gold, encoding='utf-8') if line.strip()]
    text = ''.join(''.join('%d\t%s%s\n' % (i + 1, w, '\t_' * 8) for i, w in enumerate(r['words'])) + '\n' for r in rows)
    done = subprocess.run([dateline, 'parse', '-'], input=text.encode(), stdout=subprocess.PIPE, check=True)
    sents = [[l.split('\t') for l in s.split('\n') if l[:1].isdigit()] for s in done.stdout.decode().strip().split('\n\n')]
    assert len(sents) == len(rows)
    return {r['id']: [(c[1], c[2], c[3], c[4], int(c[6]), c[7]) for c in s] for r, s in zip(rows, sents)}

class Tree:
    def __init__(self, words):
        self.w = words
        self.kids = [[] for _ in range(len(words) + 1)]
        for i, x in enumerate(words):
            self.kids[x[4]].append(i + 1)

    def rel(self, i): return self.w[i - 1][5]
    def child(self, i, *rels): return next((k for k in self.kids[i] if self.rel(k) in rels), 0)

    def span(self, i, without=0):
        """First and last word under i; a clause that describes it is left out if it is the predicate's own."""
        todo, seen = [i], []
        while todo:
            k = todo.pop()
            seen.append(k)
            todo += [x for x in self.kids[k] if x != without and self.rel(x) not in ('punct', 'parataxis')
                     and not (k == i and self.rel(x) in ('conj', 'cc', 'case'))]
        return [min(seen), max(seen)]

    def subject(self, v, depth=0):
        """(word, passive?) that v is said of; the word itself may belong to another verb."""
        for k in self.kids[v]:
            if self.rel(k).startswith('nsubj'):
                if self.w[k - 1][3] in ('WDT', 'WP') and self.rel(v) == 'acl:relcl':
                    k, r = self.w[v - 1][4], self.rel(k)
                    return k, r.endswith('pass')
                return k, self.rel(k).endswith('pass')
        passive = bool(self.child(v, 'aux:pass')) or (self.w[v - 1][3] == 'VBN' and not self.child(v, 'aux'))
        up, r = self.w[v - 1][4], self.rel(v)
        if depth > 4 or not up:
            return 0, passive
        if r in ('acl', 'acl:relcl') and (r == 'acl' or not self.child(v, 'nsubj', 'nsubj:pass')):
            return up, passive
        if r == 'xcomp' and self.child(up, 'obj', 'iobj'):
            return self.child(up, 'obj', 'iobj'), passive
        if r in ('xcomp', 'conj', 'advcl'):
            return self.subject(up, depth + 1)[0], passive
        return 0, passive

def frame(t, v):
    subject, passive = t.subject(v)
    thing = t.child(v, 'obj') or t.child(v, 'ccomp', 'xcomp')
    agent = t.child(v, 'obl:agent')
    if t.rel(v) == 'acl:relcl' and subject != t.w[v - 1][4] and not thing and not passive:
        thing = t.w[v - 1][4]                                  # "the bridge that they built"
    if passive:
        subject, thing = agent, subject or thing
    elif subject and not t.child(v, 'obj', 'ccomp') and t.w[v - 1][1] in BEFALL:
        subject, thing = 0, subject
    args = []
    for role, i in (('ARG0', subject), ('ARG1', thing)):
        if i and i != v:
            args.append([role] + t.span(i, v))
    for k in t.kids[v]:
        if t.rel(k) in ('obl:unmarked', 'nmod:unmarked'):
            args.append(['ARGM-TMP'] + t.span(k))
        elif t.rel(k) == 'advmod' and t.w[k - 1][1] in ('not', 'never'):
            args.append(['ARGM-NEG', k, k])
    return {'pred': v, 'args': args}

def convert(gold, out, dateline):
    with open(out, 'w', encoding='utf-8') as f:
        for key, words in parsed(gold, dateline).items():
            t = Tree(words)
            verbs = [i for i, x in enumerate(words, 1) if x[2] == 'VERB' and x[1] not in LIGHT]
            f.write(json.dumps({'id': key, 'frames': [frame(t, v) for v in verbs]}) + '\n')
