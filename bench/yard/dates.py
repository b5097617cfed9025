# SPDX-License-Identifier: Apache-2.0
"""Time expressions (TimeBank, WikiWars, GUM): extents, TIMEX3 types and values of `dateline extract`."""
import _common

SCORER = 'dates.py'

def convert(gold, out, dateline):
    rows = _common.rows(gold)
    docs = [{'id': str(r['id']), 'text': r['text'], **({'published': r['dct'][:10]} if r.get('dct') else {})} for r in rows]
    facts = _common.extract(dateline, docs)
    _common.write(out, ({'id': str(r['id']), 'timexes': timexes(facts.get(str(r['id'])), r['text'])} for r in rows))

def timexes(facts, text):
    chars = _common.char_offsets(text)
    return [{'start': chars[t['at'][0]], 'end': chars[t['at'][1]], 'type': t['norm']['type'].upper(), 'value': t['norm']['value']}
            for t in (facts or {}).get('times', []) if t]
