# SPDX-License-Identifier: Apache-2.0
"""Reports of shootings: GOLD is PART.incidents.jsonl, the texts lie in PART.docs.jsonl beside it.

Two sorts of lines. Merged: all documents go in, also those that are off topic; for each story its incident. Single:
the same of each document assembled alone. The program gives many events to a story and the gold has one incident: the
incident is the first event with somebody killed or hurt, and every other such event that its day does not rule out (a
night has two); its figures are the highest of theirs. A fact that no event gives is left out, but who tells of
somebody hurt and of nobody killed is taken to say 0, as the gold's archive does. Its town is the one that the story
places most in. The headline stands over the text, as
on the page."""
import collections, concurrent.futures, datetime, os
import _assemble, _common

SCORER = 'incidents.py'

def docs_of(gold):
    return gold.replace('.incidents.jsonl', '.docs.jsonl')

def arguments(gold, out, options):
    return [gold, docs_of(gold), out] + options

def day_of(event):
    return (event['from'] or '')[:10] or None

def apart(a, b):
    """More than the days of one night between them?"""
    return bool(a and b) and abs((datetime.date.fromisoformat(a) - datetime.date.fromisoformat(b)).days) > 1

def incident_of(story):
    """The story's first event of harm with all that may belong to it; the first event where nobody is hurt."""
    hurt = [e for e in story['events'] if e['modality'] in ('told', 'alleged')
            and any(f['field'] in ('killed', 'injured') for f in e['fields'])]
    hurt.sort(key=lambda e: e['background'])
    same = [e for e in hurt if not apart(day_of(e), day_of(hurt[0]))]
    return same or story['events'][:1]

def figures(events, name):
    """(figure, hit) of each field of that name: its best; hit: it may count those who died as well."""
    for f in (f for e in events for f in e['fields'] if f['field'] == name and f['accounts']):
        norms = [a['norm'] or {} for a in f['accounts']]
        if f['best'] is not None:
            yield f['best'], bool(norms[0].get('hit'))
        else:
            most = max(norms, key=lambda n: n.get('min') or 0)
            yield most.get('min') or 0, bool(most.get('hit'))

def harm(events):
    """The highest figure of the killed and of the injured; of those hit the dead are taken off."""
    killed = max((n for n, hit in figures(events, 'killed')), default=None)
    injured = max((max(0, n - (killed or 0)) if hit else n for n, hit in figures(events, 'injured')), default=None)
    if killed is None and injured is None:
        return None, None
    return killed or 0, injured or 0

def day_around(events):
    """The day that only the text around a harm gives it."""
    return [a['norm']['from'][:10] for e in events for f in e['fields'] if f['field'] == 'when' for a in f['accounts']
            if a['passages'][0].get('ground') and (a['norm'] or {}).get('from')]

def place_of(events):
    """City and state that most of the passages which say where something happened lie in, the first of equals; else the
    first county, and the first state."""
    fields = [f for e in events for f in e['fields'] if f['field'] == 'where']
    accounts = [a for f in sorted(fields, key=lambda f: bool(f.get('of'))) for a in f['accounts'] if a['norm']]
    towns = collections.Counter()
    for a in accounts:
        if a['norm'].get('city'):
            towns[a['norm']['city'], a['norm'].get('region')] += len(a['passages'])
    if towns:
        return towns.most_common(1)[0][0]
    norms = [a['norm'] for a in accounts]
    county = next((n['name'] for n in norms if n.get('kind') == 'adm2'), None)
    return county, next((n['region'] for n in norms if n.get('region')), None)

def line(story):
    events = incident_of(story)
    killed, injured = harm(events)
    city, state = place_of(events + [e for e in story['events'] if e not in events])
    days = [day_of(e) for e in events if day_of(e)] or day_around(events) or [day_of(e) for e in story['events'] if day_of(e)
                                                        and e['type'] == 'ASSAULT' and e['modality'] == 'told']
    return {'killed': killed, 'injured': injured, 'date': days[0] if days else None, 'city': city, 'state': state}

def alone(dateline, doc):
    stories = _assemble.assemble(dateline, [doc])
    return dict({'doc': doc['id']}, **(line(stories[0]) if stories else {}))

def page_of(row):
    title = (row.get('title') or '').strip()
    return row['text'] if not title or row['text'].lstrip().startswith(title) else title + '\n\n' + row['text']

def convert(gold, out, dateline):
    rows = list(_common.rows(docs_of(gold)))
    docs = [{'id': r['id'], 'text': page_of(r), 'title': r.get('title'), 'published': r.get('date'),
             'outlet': r.get('outlet'), 'url': r.get('url')} for r in rows]
    found = [dict({'docs': [d['id'] for d in s['documents']]}, **line(s)) for s in _assemble.assemble(dateline, docs)]
    asked = [d for d, r in zip(docs, rows) if r.get('on_topic', True)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found += pool.map(lambda d: alone(dateline, d), asked)
    _common.write(out, found)
