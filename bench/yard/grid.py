# SPDX-License-Identifier: Apache-2.0
"""Whole stories: GOLD is the folder. For each NAME.docs.json the program assembles the articles by themselves; its
stories' events, fields, accounts and actors are handed over in the gold's form."""
import glob, json, os
import _assemble, _common

SCORER = 'grid.py'

def passage(p):
    return {'doc': p['doc'], 'start': p['start'], 'end': p['end'], 'quote': p.get('quote')}

def account(a):
    x = {'value': a['value'], 'norm': norm_of(a['norm']), 'passages': [passage(p) for p in a['passages']],
         'via': a['via']}
    if a['modality'] != 'told':
        x['modality'] = a['modality']
    return x

def norm_of(norm):
    """The program's norm has the scorer's keys; a count's alone must not carry "from"."""
    return {k: v for k, v in (norm or {}).items() if k in ('min', 'max', 'approx', 'from', 'to', 'name', 'group', 'in')}

def field(f):
    name = {'starts': 'when', 'ends': 'when'}.get(f['field'], f['field'])
    return {'field': name, 'of': f['of'], 'standing': f['standing'], 'accounts': [account(a) for a in f['accounts']]}

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

def event(e, others):
    return {'id': e['id'], 'type': e['type'], 'what': e['what'], 'trigger': [own_words(t, others) for t in e['trigger']],
            'fields': [field(f) for f in e['fields']]}

def convert(gold, out, dateline):
    found = []
    for path in sorted(glob.glob(os.path.join(gold, '*.docs.json'))):
        with open(path, encoding='utf-8') as f:
            docs = json.load(f)
        stories = _assemble.assemble(dateline, docs)
        found.append({'story': os.path.basename(path)[:-len('.docs.json')],
                      'events': [event(e, [t for o in s['events'] if o is not e for t in o['trigger']])
                                 for s in stories for e in s['events']],
                      'actors': [{'spellings': a['spellings']} for s in stories for a in s['actors']]})
    _common.write(out, found)
