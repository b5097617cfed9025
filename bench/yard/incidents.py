# SPDX-License-Identifier: Apache-2.0
"""Reports of shootings: GOLD is PART.incidents.jsonl, the texts lie in PART.docs.jsonl beside it.

Two sorts of lines. Merged: for each story its main event, with killed, injured, day and place as the program gives
them. Single: the same of each document assembled alone. The archive writes 0 where
nobody was killed, or hurt; the program never does, so a figure of the one makes the other 0 here. All documents go in, also those that are off topic."""
import concurrent.futures, os
import _assemble, _common

SCORER = 'incidents.py'

def docs_of(gold):
    return gold.replace('.incidents.jsonl', '.docs.jsonl')

def arguments(gold, out, options):
    return [gold, docs_of(gold), out] + options

def best_of(event, name):
    for f in event['fields']:
        if f['field'] == name and not f['of'] and f['best'] is not None:
            return f['best']
    return None

def day_of(event):
    return (event['from'] or '')[:10] or None

def place_of(event):
    """City and state of the finest place that the event's accounts of `where` name."""
    city = state = None
    for f in event['fields']:
        if f['field'] != 'where':
            continue
        for a in f['accounts']:
            norm = a['norm'] or {}
            if not city and norm.get('kind') in ('city', 'part', 'landmark'):
                city = norm.get('city') or norm.get('name')
            if not state:
                state = norm.get('adm1') or norm.get('state')
    return city, state

def main_event(story):
    """The most important event that tells of somebody killed or hurt, else the most important one."""
    hurt = [e for e in story['events'] if any(f['field'] in ('killed', 'injured') for f in e['fields'])]
    return (hurt or story['events'] or [None])[0]

def line(story, event):
    killed, injured = best_of(event, 'killed'), best_of(event, 'injured')
    if (killed is None) != (injured is None):
        killed, injured = killed or 0, injured or 0
    city, state = place_of(event)
    return {'killed': killed, 'injured': injured, 'date': day_of(event), 'city': city, 'state': state}

def convert(gold, out, dateline):
    docs = [{'id': r['id'], 'text': r['text'], 'title': r.get('title'), 'published': r.get('date'),
             'outlet': r.get('outlet'), 'url': r.get('url')} for r in _common.rows(docs_of(gold))]
    found = []
    for s in _assemble.assemble(dateline, docs):
        e = main_event(s)
        found.append(dict({'docs': [d['id'] for d in s['documents']]}, **(line(s, e) if e else {})))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for stories, d in zip(pool.map(lambda d: _assemble.assemble(dateline, [d]), docs), docs):
            e = main_event(stories[0]) if stories else None
            found.append(dict({'doc': d['id']}, **(line(stories[0], e) if e else {})))
    _common.write(out, found)
