# SPDX-License-Identifier: Apache-2.0
"""muc4: incidents of one article each, in the form of muc4.py. The text is in capitals; its agency's frame ("CITY,
4 FEB 90 (AGENCY) -- [TEXT]") is cut off, and the date in it is given as the day of publication. Each article is
assembled by itself; what the program holds for an attack, a bombing, a kidnapping, a robbery or an arson told as
having happened, attempted or threatened becomes a template: the events of one kind are one, unless their days rule it
out. Fights between armed sides are no incidents of this task, nor is what happened more than two months before, nor is
a period's count. Names inside a phrase ("members of the Shining Path") are the organisation, the phrase is the
individual."""
import collections, datetime, os, re
import _assemble, _common

SCORER = 'muc4.py'
KIND = {'abduct': 'KIDNAPPING', 'explosives': 'BOMBING', 'suicide-attack': 'BOMBING', 'vandalize': 'ARSON'}
LEMMA = {'rob': 'ROBBERY', 'robbery': 'ROBBERY', 'burn': 'ARSON', 'arson': 'ARSON', 'torch': 'ARSON'}
MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split()
FIGHT = re.compile(r'\b(?:clash|fighting|battle|combat|skirmish|offensive|war)', re.I)
OLD_DAYS = 75                      # the task's "about two months" before the article
PERIOD = re.compile(r'(?:in|since|during) ')       # whom an account counts: "in 1983", "since January"
# The fighters' dead are no victims here, nor are a war's of many years.
ARMED = re.compile(r'\b(?:rebels?|guerr?illas?|insurgents?|terrorists?|combatants?|subversives?|'
                   r'column|battalion|brigade|soldiers?|troops?|patrol|enemy|contras?|casualties|members of the army)\b', re.I)
MANY = 300
WAVE = 100                         # "hundreds": no figure of one incident
NO_FIGURE = 'no figure given'
KNOWN = re.compile(r'\b(?:the|these|those|his|her|their) ', re.I)
ORG = re.compile(r'\b(?:[A-Z]{3,6}|[A-Z ]*(?:FRONT|ARMY|MOVEMENT|CARTEL|FORCES?|PATH|GROUP|PARTY|ORGANI[SZ]ATION|BATTALION|POLICE|GUARD|COMMAND)[A-Z ]*)\b')

PRONOUN = re.compile(r'(?:he|she|they|him|her|them|who|whom|it|we|us|you|i|that|which|himself|themselves)$', re.I)

def body(row):
    text = re.sub(r'(--)\s*(?:\[[A-Z ]+\]\s*)+', r'\1 ', row['text'], count=1)
    text = re.sub(r'\[(?:TEXT|WORDS INDISTINCT|PASSAGE OMITTED|[A-Z]+ )[^\]]*\]', ' ', text)
    return '\n\n'.join(' '.join(p.split()) for p in re.split(r'\n\s*\n', text))

def fight(e):
    words = ' '.join(t['quote'][t['word'][0] - t['start']:t['word'][1] - t['start']] if t.get('word') else t['quote']
                     for t in e['trigger'])
    return not e.get('mode') and bool(FIGHT.search(words))

def old(e, published):
    if not published or not e.get('to'):
        return False
    return (datetime.date.fromisoformat(published) - datetime.date.fromisoformat(e['to'][:10])).days > OLD_DAYS

def kind(e):
    if e['type'] == 'ASSAULT' or e.get('mode') == 'vandalize':
        words = ' '.join(t['quote'] for t in e['trigger']).lower()
        if e.get('mode') == 'vandalize' and not re.search(r'burn|torch|fire|arson', words):
            return None
        if re.search(r'\brobb?e', words) and e.get('cameo') == '180':
            return 'ROBBERY'
        if re.search(r'\b(?:bomb|dynamit|explo|detonat|blew up|car-bomb)', words):
            return 'BOMBING'
        return KIND.get(e.get('mode'), 'ATTACK')
    if e['type'] == 'OTHER' and e.get('mode') == 'accident':
        words = ' '.join(t['quote'] for t in e['trigger']).lower()
        return 'BOMBING' if re.search(r'bomb|dynamit|explosi|explode|blast', words) else None
    return None

def values(e, name):
    """Accounts of a field; who did and suffered what is told beside the event ("of") is none of it."""
    fields = [f for f in e['fields'] if f['field'] == name and not (f['of'] and name in ('who', 'recipient'))]
    return [a for f in fields for a in f['accounts']]

def clean(s):
    return re.sub(r'^(?:IN|AT|ON|BY|OF|FROM|AGAINST|WITH|INSIDE|NEAR) ', '', ' '.join(s.split()), flags=re.I).strip(' ,."\'')

def phrases(e, name):
    out = []
    for a in values(e, name):
        if a.get('modality') in ('negated', 'denied'):
            continue
        s = clean(a['passages'][0]['quote'])
        if s and s not in out and len(s.split()) < 12:
            out.append(s)
    return out

def person(s):
    return not re.search(r'\b(?:STATION|HOUSE|HOME|BUILDING|OFFICES?|BANK|EMBASSY|BRIDGE|VEHICLE|CAR|TRUCK|BUS|BASE|'
                         r'PIPELINE|HEADQUARTERS|INSTALLATIONS?|TOWN|CITY|PLANT|FARM|TOWERS?|AIRPORT|HOTEL|CHURCH|'
                         r'UNIVERSITY|SCHOOL|BARRACKS|POSTS?|FACILITIES|RESIDENCE|FACTORY|STORES?|HELICOPTER|PLANE)\b', s)

def roles(e):
    r = {'PerpInd': [], 'PerpOrg': [], 'Target': [], 'Victim': [], 'Weapon': phrases(e, 'weapon')}
    for s in phrases(e, 'who') + phrases(e, 'claimed_by'):
        if PRONOUN.match(s):
            continue
        orgs = [o.strip() for o in ORG.findall(s) if o.strip() not in ('THE',)]
        (r['PerpOrg'] if orgs and clean(orgs[0]) == s else r['PerpInd']).append(s)
        r['PerpOrg'] += [o for o in orgs if o != s and o not in r['PerpOrg']]
    for s in [s for s in phrases(e, 'recipient') if not ARMED.search(s) and not PRONOUN.match(s)] + [s for s in phrases(e, 'damage') if len(s.split()) < 5]:
        (r['Victim'] if person(s) else r['Target']).append(s)
    return r

def casualties(e):
    """The figures that are told. "The priests" are a known group, more than one; "people" and "hundreds" no figure."""
    out = {}
    for f in e['fields']:
        of = f['of'] or ''
        if f['field'] not in ('killed', 'injured') or ARMED.search(of) or PERIOD.match(of):
            continue
        for a in f['accounts']:
            n = a.get('norm') or {}
            words = a['passages'][0]['quote']
            if a['value'] == NO_FIGURE and not KNOWN.search(words) or (n.get('min') or 0) >= WAVE and n.get('max') is None:
                continue
            if a['modality'] == 'told' and n.get('min') and n['min'] < MANY and not ARMED.search(words):
                best = max(n['min'], out.get(f['field'], {'min': 0})['min'])
                out[f['field']] = {'min': best, 'max': best}
    return out

def day(e):
    """Its days; `to` is the first minute that is no more of it."""
    if e.get('from') and e.get('to'):
        last = datetime.datetime.fromisoformat(e['to']) - datetime.timedelta(minutes=1)
        return {'from': e['from'][:10], 'to': max(e['from'][:10], last.date().isoformat())}
    return None

def countries():
    table = os.path.join(os.path.dirname(__file__), '..', '..', 'data', 'en', 'countries.tsv')
    with open(table, encoding='utf-8') as f:
        rows = [line.rstrip('\n').split('\t') for line in f if line.strip() and line[0] != '#']
    return {r[0]: r[1].split(',')[0].strip().upper() for r in rows if len(r) > 1}

def place(e, names, home):
    for a in values(e, 'where'):
        n = a.get('norm') or {}
        if n.get('name') and n.get('country'):
            country = names.get(n['country'], n['country'])
            return [country] + [x.upper() for x in (n.get('in'), n['name']) if x and x.upper() != country]
    return home

def home_of(facts, names):
    """The country that the article's places name most often."""
    named = [facts['places'][m['value']]['norm'].get('country') for m in facts['mentions']
             if m and m['kind'] == 'place' and m['value']]
    count = collections.Counter(c for c in named if c)
    return [names.get(count.most_common(1)[0][0], '')] if count else []

def merge(a, b):
    for k in b['roles']:
        a['roles'][k] += [s for s in b['roles'][k] if s not in a['roles'][k]]
    for k, v in b['casualties'].items():
        a['casualties'].setdefault(k, v)
    a['date'] = a['date'] or b['date']
    a['location'] = a['location'] or b['location']

def apart(a, b):
    """Do their days rule out that the two are one?"""
    return bool(a['date'] and b['date'] and (a['date']['to'] < b['date']['from'] or b['date']['to'] < a['date']['from']))

def templates(stories, names, home, published):
    out = []
    for e in sorted((e for s in stories for e in s['events']), key=lambda e: -e['importance']):
        how = kind(e)
        if not how or e['modality'] not in ('told', 'attempted', 'alleged', 'denied') or old(e, published):
            continue
        if how == 'ATTACK' and fight(e):
            continue
        t = {'type': how, 'roles': roles(e), 'casualties': casualties(e), 'date': day(e),
             'location': place(e, names, home)}
        if not any(t['roles'][k] for k in ('Target', 'Victim')) and not t['casualties']:
            continue
        same = sorted((x for x in out if x['type'] == how and not apart(x, t)), key=lambda x: not x['date'])
        if same:
            merge(same[0], t)
        else:
            out.append(t)
    return out

def convert(gold, out, dateline):
    found, names, docs = [], countries(), []
    for row in _common.rows(gold):
        doc = {'id': row['id'], 'text': body(row)}
        line = row.get('dateline') or {}
        if line.get('date'):
            doc['published'] = line['date']
        docs.append(doc)
    facts = _common.extract(dateline, docs)
    for doc in docs:
        home = home_of(facts[doc['id']], names) if doc['id'] in facts else []
        ts = templates(_assemble.assemble(dateline, [doc]), names, home, doc.get('published'))
        for t in ts:
            t['date'] = [t['date'] or {'to': doc.get('published')}]
        found.append({'id': doc['id'], 'templates': ts})
    _common.write(out, found)
