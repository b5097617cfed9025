# SPDX-License-Identifier: Apache-2.0
"""Short cases of dates, numbers and units (Recognizers-Text, duckling): what `dateline extract` finds, one result
an expected kind. The cases were written for assistants that look ahead; a news reader looks back. What a row of the
gold asks for is told by the file's name and its ids only (num-, nrange-, pct-, ord-, age-, cur-, dim-, temp-, dt-)."""
import datetime, re
import _common

SCORER = 'dateunits.py'
UNITS = {'dollar': 'Dollar', 'dollars': 'Dollar', 'usd': 'United States dollar', 'cents': 'Cent', 'cent': 'Cent', 'pound': 'Pound',
         'pounds': 'Pound', 'euro': 'Euro', 'euros': 'Euro', 'pence': 'Pence', 'yen': 'Japanese yen', 'yuan': 'Chinese yuan'}

def convert(gold, out, dateline):
    rows = _common.rows(gold)
    facts = _common.extract(dateline, [{'id': r['id'], 'text': r['text'], **({'published': r['ref'][:10]} if r.get('ref') else {})} for r in rows])
    _common.write(out, ({'id': r['id'], 'results': results(r, facts.get(r['id']))} for r in rows))

def results(row, facts):
    if not facts:
        return []
    chars = _common.char_offsets(row['text'])
    kind = row['id'].split('-')[0]
    if kind in ('dt', 'dk'):
        found = times(row, facts)
    else:
        found = counts(kind, row, facts)
    return [dict(f, start=chars[f['start']], end=chars[f['end']]) for f in found]

# ---------------------------------------------------------------- times

def minute(s):
    return s if not s or 'T' in s else s + 'T00:00:00'

def after(norm):
    """End of a stretch as the gold has it, exclusive: the program prints its last minute or day."""
    if not norm['to']:
        return None
    if 'T' in norm['to']:
        return (datetime.datetime.fromisoformat(norm['to']) + datetime.timedelta(minutes=1)).isoformat()
    return (datetime.date.fromisoformat(norm['to']) + datetime.timedelta(days=1)).isoformat()

def times(row, facts):
    text = row['text'].encode()
    found = []
    for t in facts['times'][1:]:
        n = t['norm']
        f = {'start': t['at'][0], 'end': t['at'][1], 'timex': n['value'], 'value': n['value'], 'from': n['from'], 'to': after(n)}
        if row['id'].startswith('dk'):
            f['from'] = minute(n['from'])
        link = re.search(rb'\s*(-|\xe2\x80\x93|to|until|till|and|through)\s*$', text[found[-1]['end']:f['start']]) if found else None
        if link and found and re.fullmatch(rb'\s*(-|\xe2\x80\x93|to|until|till|and|through)\s*', text[found[-1]['end']:f['start']]):
            opened = re.search(rb'\b(from|between)\s+$', text[:found[-1]['start']], re.I)
            if opened or link.group(1) not in (b'and',):
                first = found.pop()
                f = {'start': opened.start() if opened else first['start'], 'end': f['end'], 'from': first['from'], 'to': f['from']}
        found.append(f)
    return found

# ---------------------------------------------------------------- numbers

def bound(v):
    return '' if v is None else '%.15g' % v

def interval(c):
    lo, hi = c['norm']['min'], c['norm']['max']
    flags = c['flags']
    if 'at least' in flags:
        return '(%s,)' % bound(lo - 1) if c.get('more') else '[%s,)' % bound(lo)
    if 'up to' in flags:
        return '(,%s]' % bound(hi)
    return '[%s,%s)' % (bound(lo), bound(hi))

def counts(kind, row, facts):
    text = row['text'].encode()
    found = []
    for c in facts['counts'][1:]:
        start, end = c['at']
        lo, hi, unit = c['norm']['min'], c['norm']['max'], c['unit']
        said = text[start:end].decode()
        f = {'start': start, 'end': end}
        if kind == 'pct':
            if unit not in ('percent', 'per cent', 'percentage', 'pct', 'pc'):
                continue
            f['value'] = '%s%%' % bound(lo)
        elif kind == 'nrange':
            if lo == hi:
                continue
            f['value'] = interval(dict(c, more=re.match(r'(?i)(more|over|above|larger|greater|higher|exceed)', said)))
        elif kind in ('num', 'ord'):
            f['value'] = bound(c['norm']['coder'] if lo is None else lo)
        else:
            if not unit:
                continue
            f['value'], f['unit'] = bound(lo), UNITS.get(unit, unit.capitalize())
        found.append(f)
    return found
