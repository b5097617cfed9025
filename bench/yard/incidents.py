# SPDX-License-Identifier: Apache-2.0
"""Reports of shootings: GOLD is PART.incidents.jsonl, the texts lie in PART.docs.jsonl beside it.

Two sorts of lines. Merged: all documents go in, also those that are off topic; for each story its incident. Single:
the same of each document assembled alone. The program gives many events to a story and the gold has one incident: the
incident is the first event with somebody killed or hurt, and every other such event that its day does not rule out (a
night has two); its figures are the highest of theirs. A fact that no event gives is left out, but who tells of
somebody hurt and of nobody killed is taken to say 0, as the gold's archive does. Its town is the one that the story
places most in, its day the one that most of its passages give; where no passage gives a day, the day of the first
article, for an archive's row has no empty day. The headline stands over the text, as on the page."""
import collections, concurrent.futures, datetime, os, re
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

DIES = re.compile(r'\b(?:die[sd]?|dead|death|succumbed)\b', re.I)

def died_later(event, first):
    """One of the hurt who died of it: a death of the fortnight behind, told by no deed."""
    a, b = day_of(event), day_of(first)
    days = (datetime.date.fromisoformat(a) - datetime.date.fromisoformat(b)).days if a and b else 0
    return 1 < days < 15 and any(DIES.search(t['quote']) for t in event['trigger'])

def incident_of(story):
    """The story's first event of harm with all that may belong to it; the first event where nobody is hurt."""
    hurt = [e for e in story['events'] if e['modality'] in ('told', 'alleged')
            and any(f['field'] in ('killed', 'injured') for f in e['fields'])]
    hurt.sort(key=lambda e: e['background'])
    same = [e for e in hurt if not apart(day_of(e), day_of(hurt[0])) or died_later(e, hurt[0])]
    return same or story['events'][:1]

WORDS = re.compile(r'\b(?:dozens|several|many|hundreds|scores|multiple|some)\b', re.I)

def figures(events, name):
    """(figure, hit) of each field of that name: its best; hit: it may count those who died as well. Words ("dozens",
    "other homicides") only where nobody gives a figure."""
    exact, vague = [], []
    for f in (f for e in events for f in e['fields'] if f['field'] == name and f['accounts']):
        most = max(f['accounts'], key=lambda a: (a['norm'] or {}).get('min') or 0)
        a = f['accounts'][0] if f['best'] is not None else most
        n = f['best'] if f['best'] is not None else (most['norm'] or {}).get('min') or 0
        words = f['best'] is None or WORDS.search(a['passages'][0]['quote'])
        (vague if words else exact).append((n, bool((a['norm'] or {}).get('hit'))))
    return exact or vague

def harm(events):
    """The highest figure of the killed and of the injured; of those hit the dead are taken off."""
    killed = max((n for n, hit in figures(events, 'killed')), default=None)
    injured = max((max(0, n - (killed or 0)) if hit else n for n, hit in figures(events, 'injured')), default=None)
    if killed is None and injured is None:
        return None, None
    return killed or 0, injured or 0

def one_day(norm):
    """The day of a time that lies in one, else nothing: of "2014" or "in May" no day is known."""
    ends = [norm and norm.get(k) for k in ('from', 'to')]
    if not all(ends):
        return None
    first, last = (datetime.datetime.fromisoformat(x) for x in ends)
    return ends[0][:10] if last - first <= datetime.timedelta(days=1) else None

def day_told(events, passage):
    """The day that most passages of a sort give these events, the first of equals. The sorts: of the happening itself,
    of the text around it (marked by the program), of something beside it."""
    days = collections.Counter()
    for f in (f for e in events for f in e['fields'] if f['field'] == 'when'):
        for a in f['accounts']:
            day = one_day(a['norm'])
            days[day] += sum(passage == ('beside' if f.get('of') else 'around' if p.get('ground') else 'of it')
                             for p in a['passages']) if day else 0
    return max(days, key=days.get) if any(days.values()) else None

def day_of_story(story, events):
    """The incident's day, else that of any attack told, else a longer time's first, else the first article's."""
    attacks = [e for e in story['events'] if e['type'] == 'ASSAULT' and e['modality'] == 'told']
    told = (day_told(events, sort) for sort in ('of it', 'around', 'beside'))
    days = [d for found in (told, map(one_day, attacks), map(day_of, events + attacks)) for d in found if d]
    return (days or sorted(d['published'][:10] for d in story['documents'] if d.get('published')) or [None])[0]

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
    return {'killed': killed, 'injured': injured, 'date': day_of_story(story, events), 'city': city, 'state': state}

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
