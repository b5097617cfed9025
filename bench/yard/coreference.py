# SPDX-License-Identifier: Apache-2.0
"""Events over documents (ECB+): the program's own mentions. Each telling's own words are a mention, its event the
chain. With --given, the spans of the gold mentions (not their chains) go in as the documents' marks, and each takes
the event of the telling whose words overlap it. All documents go in at once; they carry no day of publication."""
import sys
import _assemble, _common

SCORER = 'coref.py'
GIVEN = '--given' in sys.argv

def arguments(gold, out, options):
    return [gold, out] + [o for o in options if o != '--given']

def given(d):
    """A document with its gold mentions' places as marks, in bytes."""
    at = [0]
    for c in d['text']:
        at.append(at[-1] + len(c.encode('utf-8')))
    marks = [[at[m['start']], at[m['end']]] for m in d['mentions'] if m.get('kind', 'event') == 'event']
    return {'id': d['id'], 'text': d['text'], 'marks': marks}

def told(dateline, docs):
    """{document: [(start, end, event)]} in characters."""
    at = {d['id']: _common.char_offsets(d['text']) for d in docs}
    found = {d['id']: [] for d in docs}
    for s in _assemble.assemble(dateline, [given(d) if GIVEN else {'id': d['id'], 'text': d['text']} for d in docs]):
        for e in s['events']:
            for t in e['trigger']:
                start, end = t['word']
                found[t['doc']].append((at[t['doc']][start], at[t['doc']][end], e['id']))
    return found

def convert(gold, out, dateline):
    docs = _common.rows(gold)
    found, lines = told(dateline, docs), []
    for d in docs:
        own = found[d['id']]
        if not GIVEN:
            lines.append({'id': d['id'], 'mentions': [{'start': a, 'end': b, 'chain': e} for a, b, e in own]})
            continue
        for m in d['mentions']:
            hit = [(min(b, m['end']) - max(a, m['start']), e) for a, b, e in own if a < m['end'] and m['start'] < b]
            lines.append({'mention': m['id'], 'chain': max(hit)[1] if hit else 'alone ' + m['id']})
    _common.write(out, lines)
