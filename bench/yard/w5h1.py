# SPDX-License-Identifier: Apache-2.0
"""w5h1: who did what, when, where, why and how, one answer each for an article, in the form of w5h1.py. The article is
assembled by itself; its weightiest event told as having happened now answers. Who: its doer, else to whom it was
done; what: its verb and what follows; when, where, why: its claims, else those of the other events; how: what was
used, else the clause that tells it."""
import _assemble, _common

SCORER = 'w5h1.py'
FIELDS = {'who': ('who', 'recipient'), 'when': ('when', 'starts'), 'where': ('where',), 'why': ('cause',),
          'how': ('weapon', 'damage')}

def quotes(e, names):
    """Passages of the fields, in order; of somebody with a name, the name: a passage may be a pronoun."""
    for name in names:
        for f in e['fields']:
            if f['field'] == name:
                for a in f['accounts']:
                    yield (name in FIELDS['who'] and (a['norm'] or {}).get('name')) or a['passages'][0]['quote']

def first(events, names):
    return next((q for e in events for q in quotes(e, names)), None)

def weight(e):
    return (e['modality'] == 'told' and not e['background'], e['importance'])

def answers(stories, row):
    events = sorted((e for s in stories for e in s['events']), key=weight, reverse=True)
    if not events:
        return {}
    out = {q: first(events[:1], names) or first(events, names) for q, names in FIELDS.items()}
    main = events[0]
    clause = main['trigger'][0]
    cut = clause['word'][0] - clause['start']
    said = clause['quote'].encode()[cut:].decode('utf-8', 'replace') if cut > 0 else clause['quote']
    out['what'] = said or clause['quote']
    out['how'] = out['how'] or clause['quote']
    return {q: a for q, a in out.items() if a}

def convert(gold, out, dateline):
    found = []
    for row in _common.rows(gold):
        doc = {'id': row['id'], 'outlet': row['outlet'], 'title': row['title'], 'published': row['date'], 'text': row['text']}
        found.append({'id': row['id'], 'answers': answers(_assemble.assemble(dateline, [doc]), row)})
    _common.write(out, found)
