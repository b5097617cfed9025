# SPDX-License-Identifier: Apache-2.0
"""Whole stories: GOLD is the folder. For each NAME.docs.json the program assembles the articles by themselves; its
stories' events, fields, accounts and actors are handed over in the gold's form."""
import glob, json, os
from collections import Counter
import _assemble, _common

SCORER = 'grid.py'

def passage(p):
    return {'doc': p['doc'], 'start': p['start'], 'end': p['end'], 'quote': p.get('quote')}

def by_chain(a):
    """The gold has one chain an account; the program one for each passage. So an account is handed over once for each
    chain, with the passages that it vouches for."""
    chains = {}
    for p in a['passages']:
        chains.setdefault(tuple(p['via']), []).append(p)
    return [dict(a, via=list(via), passages=passages) for via, passages in chains.items()]

def known_as(via, names):
    """An informant that is an organisation goes by any of its names; the gold writes one of them."""
    return via[:-1] + [' / '.join([via[-1]] + names.get(via[-1], []))] if via else via

def account(a, e, names):
    x = {'value': a['value'], 'norm': norm_of(a['norm']), 'passages': [passage(p) for p in a['passages']],
         'via': known_as(a['via'], names)}
    # What is told only as background, or of an event that is not told as having happened, says so.
    modality = next((m for m in (a['modality'], e['modality'], 'background' if e['background'] else 'told') if m != 'told'), None)
    if modality:
        x['modality'] = modality
    return x

def norm_of(norm):
    """The program's norm has the scorer's keys; a count's alone must not carry "from"."""
    return {k: v for k, v in (norm or {}).items() if k in ('min', 'max', 'approx', 'from', 'to', 'name', 'group', 'in')}

def field(f, e, names):
    name = {'starts': 'when', 'ends': 'when'}.get(f['field'], f['field'])
    return {'field': name, 'of': f['of'], 'standing': f['standing'], 'accounts': [account(x, e, names) for a in f['accounts'] for x in by_chain(a)]}

def own_words(t, inner):
    """The part of a telling clause around its own word, without the clauses inside it that tell other events."""
    start, end = t['start'], t['end']
    for x in inner:
        if x['doc'] != t['doc'] or x['end'] - x['start'] >= t['end'] - t['start'] or not start <= x['start'] < end:
            continue
        if x['start'] >= t['word'][1]:
            end = min(end, x['start'])
        elif x['end'] <= t['word'][0]:
            start = max(start, x['end'])
    return dict(passage(t), start=start, end=end)

def event(e, others, names):
    return {'id': e['id'], 'type': e['type'], 'what': e['what'],
            'trigger': [own_words(t, others) for t in e['trigger']],
            'fields': [field(f, e, names) for f in e['fields']]}

def with_article(spellings):
    """The gold keeps the article of "the Red Cross"; the program's spellings begin behind it."""
    return spellings + ['the ' + s for s in spellings]

def convert(gold, out, dateline):
    found = []
    for path in sorted(glob.glob(os.path.join(gold, '*.docs.json'))):
        with open(path, encoding='utf-8') as f:
            docs = json.load(f)
        stories = _assemble.assemble(dateline, docs)
        names = {a['name']: [n for n in a['spellings'] if n[0].isupper()]
                 for s in stories for a in s['actors'] if a['kind'] == 'organisation'}
        found.append({'story': os.path.basename(path)[:-len('.docs.json')],
                      'events': [event(e, [t for o in s['events'] if o is not e for t in o['trigger']], names)
                                 for s in stories for e in s['events']],
                      'actors': [{'spellings': with_article(a['spellings'])} for s in stories for a in s['actors']]})
    _common.write(out, found)

# ---- where standings are lost: fields that several origins tell and that the program calls single

def alike(a, b):
    """Two fields of one kind, as the scorer takes them."""
    kinds = {'recipient': 'who', 'claimed_by': 'who'}
    return kinds.get(a, a) == kinds.get(b, b)

def touch(a, b):
    return any(p['doc'] == q['doc'] and p['start'] < q['end'] and q['start'] < p['end'] for p in a for q in b)

def passages(field):
    return [p for a in field['accounts'] for p in a['passages']]

def nearest(field, rows):
    """The row (event, field) that covers most of the gold's field, or None."""
    gold = passages(field)
    share = lambda row: sum(touch([p], passages(row[1])) for p in gold) / max(len(passages(row[1])), len(gold))
    best = max(rows, key=share, default=None)
    return best if best and share(best) else None

def why_single(field, rows):
    """Why the gold's field stands as single: where the passages of the articles that it lacks went. None: it does not."""
    rows = [r for r in rows if alike(r[1]['field'], field['field'])]
    best = nearest(field, rows)
    if field['standing'] == 'single' or not best or best[1]['standing'] != 'single':
        return None
    docs = {p['doc'] for p in passages(best[1])}
    rest = [p for p in passages(field) if p['doc'] not in docs]
    taken = [e for e, f in rows if touch(passages(f), rest)]
    return ('same article' if not rest else 'not extracted' if not taken
            else 'same event, other field' if any(e is best[0] for e in taken) else 'another event')

def losses(gold, out):
    found, why = {s['story']: s for s in _common.rows(out)}, Counter()
    for path in sorted(glob.glob(os.path.join(gold, '*.gold.json'))):
        with open(path, encoding='utf-8') as f:
            story = json.load(f)
        rows = [(e, f) for e in found[story['story']]['events'] for f in e['fields']]
        why.update(why_single(f, rows) for e in story['events'] for f in e['fields'])
    del why[None]
    return ['grid: wrongly single %d, the other passage: %s' % (
        sum(why.values()), ', '.join('%s %d' % x for x in sorted(why.items())))]
