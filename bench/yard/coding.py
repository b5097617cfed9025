# SPDX-License-Identifier: Apache-2.0
"""coding: the events of single sentences, in the form of coding.py.

A report becomes an event by PLOVER's own rules for what has not happened: a promised or planned cooperation is
AGREE, a planned or threatened conflict THREATEN, a demanded act REQUEST, a refused one REJECT. Only what a sentence
tells counts: its clauses, and a noun only where no clause tells anything."""
import re
from _common import rows, extract, write

SCORER = 'coding.py'
COOPERATIVE = {'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT'}
CONFLICT = {'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT'}
QUAD = {'AGREE': 1, 'CONSULT': 1, 'SUPPORT': 1, 'CONCEDE': 1, 'COOPERATE': 2, 'AID': 2, 'RETREAT': 2, 'REQUEST': 3,
        'ACCUSE': 3, 'REJECT': 3, 'THREATEN': 3, 'SANCTION': 4, 'PROTEST': 4, 'MOBILIZE': 4, 'COERCE': 4, 'ASSAULT': 4}
# CAMEO root to PLOVER type, by the manual's table; the gold was folded by it, without its exceptions.
ROOT = {'03': 'AGREE', '04': 'CONSULT', '05': 'SUPPORT', '06': 'COOPERATE', '07': 'AID', '09': 'ACCUSE', '10': 'REQUEST',
        '11': 'ACCUSE', '12': 'REJECT', '13': 'THREATEN', '14': 'PROTEST', '15': 'MOBILIZE', '16': 'SANCTION',
        '17': 'COERCE', '18': 'ASSAULT', '19': 'ASSAULT', '20': 'ASSAULT'}
SKIP = {'background', 'generic', 'history'}

def arguments(gold, out, options):
    return ['-c', gold, *options, out]

def plover(r):
    kind, how = r['type'], r['modality']
    code = r.get('cameo') or ''
    if code == '163':
        kind = 'COERCE'
    elif code[:2] in ROOT and how == 'told':
        kind = ROOT[code[:2]]
    if kind == 'OTHER':
        return None
    if how in ('told', 'alleged', 'attempted', 'denied'):
        return kind
    if how == 'demanded':
        return 'THREATEN' if kind in ('SANCTION', 'COERCE') else 'REQUEST'
    if how == 'threatened':
        return 'THREATEN'
    if how == 'planned':
        return 'AGREE' if kind in COOPERATIVE else 'THREATEN' if kind in CONFLICT else kind
    if how == 'negated':
        return 'REJECT' if kind in COOPERATIVE and r.get('tense') in ('f', 'n') else None
    return None

def actor(facts, r, side):
    e = facts['entities'][r[side]] if r.get(side) else None
    if not e:
        return None
    # CAMEO writes the United Nations IGOUNO and the European Union IGOEUREEC.
    country = e.get('country') or '---'
    return ('IGO' + country if country in ('UNO', 'EUR') else country) + ''.join((e.get('roles') or [])[:1])

def words(data, r, field):
    for c in r['claims']:
        if c['field'] == field:
            return data[c['at'][0]:c['at'][1]].decode('utf-8', 'replace')
    return None

def events(text, facts):
    data = text.encode('utf-8')
    told = [r for r in facts['reports'] if r and r['type'] != 'OTHER']
    front = [r for r in told if not SKIP & set(r['flags'])]
    verbal = [r for r in front if 'nominal' not in r['flags']]
    out = []
    main = [r for r in verbal if 'aside' not in r['flags']]
    for r in main or verbal or front or told:
        kind = plover(r)
        if not kind:
            continue
        e = {'plover': kind, 'quad': QUAD[kind], 'source': actor(facts, r, 'who'), 'target': actor(facts, r, 'whom'),
             'source_text': words(data, r, 'who'), 'target_text': words(data, r, 'recipient') or words(data, r, 'where')}
        if r['modality'] == 'told' and r.get('cameo'):
            e['code'] = r['cameo']
        out.append(e)
    # One type is one event here: a promise and what is promised are told apart by type only.
    seen, once = set(), []
    for e in out:
        if e['plover'] not in seen:
            seen.add(e['plover'])
            once.append(e)
    return once

def convert(gold, out, dateline):
    docs = []
    for r in rows(gold):
        d = {'id': r['id'], 'text': r['text']}
        if r.get('date') and re.fullmatch(r'\d{8}', str(r['date'])):
            d['published'] = '%s-%s-%s' % (r['date'][:4], r['date'][4:6], r['date'][6:])
        docs.append(d)
    found = extract(dateline, docs)
    write(out, [{'id': d['id'], 'events': events(d['text'], found[d['id']]) if d['id'] in found else []} for d in docs])
