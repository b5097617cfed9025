# SPDX-License-Identifier: Apache-2.0
"""Attribution yardstick: the program's attributions as source, cue and content spans (bytes). Statements that share
source and cue are one attribution whose content is in several parts, as the gold sets them down."""
import _common as c

SCORER = 'attribution.py'

def convert(gold, out, dateline):
    rows = c.rows(gold)
    found = c.extract(dateline, [{k: r[k] for k in ('id', 'source', 'date', 'text') if r.get(k)} for r in rows])
    items = []
    for r in rows:
        parts = {}
        for n, a in enumerate((found.get(str(r['id'])) or {}).get('attributions') or []):
            if not a:
                continue
            source, cue = a.get('source'), a.get('cue')
            key = (tuple(source or ()), tuple(cue or ()) or n)
            p = parts.setdefault(key, {'source': [source] if source else [], 'cue': [cue] if cue else [],
                                       'content': [], 'rule': a.get('rule')})
            p['content'].append(a['content'])
        items.append({'id': r['id'], 'attributions': list(parts.values())})
    c.write(out, items)

def arguments(gold, out, options):
    return [gold, out, '--bytes'] + options
