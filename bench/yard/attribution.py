# SPDX-License-Identifier: Apache-2.0
"""Attribution yardstick: the program's attributions as source, cue and content spans (bytes). Statements that share
source and cue are one attribution whose content is in several parts, as the gold sets them down. The gold sets down
the outermost statement only: of its 22,000 none is told inside another's content. So a statement inside a statement
("Kim said the mayor had told him ...") is left out here, though the program prints it, with its chain."""
import _common as c

SCORER = 'attribution.py'

def covers(content, span):
    return content[0] <= span[0] and span[1] <= content[1]

def hedges(a):
    return a['kind'] == 'h' and not a.get('source')

def told_within(a, outer):
    """Is a told inside outer: its cue, or when it has none (a quotation alone) its content? What a hedge covers is not
    told by anybody ("he seemed to deny it": the statement is his)."""
    if a is outer or hedges(outer):
        return False
    same = a['content'] == outer['content'] and (not outer.get('cue') or covers(a['content'], outer['cue']))
    return covers(outer['content'], a.get('cue') or a['content']) and not same

def convert(gold, out, dateline):
    rows = c.rows(gold)
    found = c.extract(dateline, [{k: r[k] for k in ('id', 'source', 'date', 'text') if r.get(k)} for r in rows])
    items = []
    for r in rows:
        parts = {}
        told = [a for a in (found.get(str(r['id'])) or {}).get('attributions') or [] if a]
        for n, a in enumerate(told):
            if any(told_within(a, outer) for outer in told):
                continue
            if hedges(a) and any(b.get('source') and b.get('cue') and covers(a['content'], b['cue']) for b in told):
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
