# SPDX-License-Identifier: Apache-2.0
"""places: toponyms with coordinates. Mentions of kind place, whatever their form, with the point they mean."""
import _common

SCORER = 'places.py'

def convert(gold, out, dateline):
    rows = _common.rows(gold)
    docs = [{'id': str(r['id']), 'outlet': r.get('source', ''), 'url': r.get('url', ''), 'published': r.get('date') or '',
             'text': r['text']} for r in rows]
    found = _common.extract(dateline, docs)
    result = []
    for r in rows:
        facts = found.get(str(r['id']))
        toponyms, seen = [], set()
        if facts:
            at = _common.char_offsets(r['text'])
            for m in facts['mentions']:
                if not m or m['kind'] != 'place' or not m['value']:
                    continue
                p = facts['places'][m['value']]['norm']
                start, end = at.get(m['at'][0]), at.get(m['at'][1])
                if start is None or end is None or (start, end) in seen:
                    continue
                seen.add((start, end))
                t = {'start': start, 'end': end}
                if p['lat'] is not None:
                    t.update(lat=p['lat'], lon=p['lon'])
                if p['geoname']:
                    t['geonameid'] = p['geoname']
                toponyms.append(t)
        result.append({'id': r['id'], 'toponyms': toponyms})
    _common.write(out, result)
