# SPDX-License-Identifier: Apache-2.0
"""Short cases of dates, numbers and units (Recognizers-Text, duckling): what `dateline extract` finds, one result
an expected kind. The cases were written for assistants that look ahead; a news reader looks back. What a row of the
gold asks for is told by the file's name and its ids only (num-, nrange-, pct-, ord-, age-, cur-, dim-, temp-, dt-).
dateunits_left_out.tsv beside this file says which cases a reader of news reads differently, and why: the scorer's lines
are of all cases; then come the same of the cases kept, and how many were left out for each reason."""
import collections, datetime, functools, json, os, re
import _common

SCORER = 'dateunits.py'
HERE = os.path.dirname(os.path.abspath(__file__))
# Where the gold's name of a unit is not the program's with a capital.
UNITS = {'us dollar': 'United States dollar', 'won': 'Won', 'brazilian real': 'Brazilian Real', 'tonne': 'Ton',
         'thai baht': 'Baht', 'south african rand': 'Rand', 'degree celsius': 'C', 'degree fahrenheit': 'F',
         'mile per hour': 'Mile per hour', 'hong kong dollar': 'Hong Kong dollar', 'polish zloty': 'Polish złoty'}
TEMPERATURES = {'degree', 'degree celsius', 'degree fahrenheit'}
NO_MEASURE = {'percent', 'percentage point', 'basis point', ''}

@functools.cache
def unit_names():
    """The program's names of measures and of money, and the words for them behind a figure."""
    names, words = {'measure': set(), 'money': set()}, set()
    with open(os.path.join(HERE, '..', '..', 'data', 'en', 'numbers.tsv'), encoding='utf-8') as f:
        for row in (line.rstrip('\n').split('\t') for line in f if line[0] not in '#\n'):
            if row[1] in ('measure', 'money', 'sign', 'land'):
                names['measure' if row[1] == 'measure' else 'money'].add(row[2] if len(row) > 2 else '')
                words.update(row[0].split('|') if row[1] in ('measure', 'money') else [])
    behind = re.compile(r'(?i)(?<=[\s-])(%s)$' % '|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True)))
    return names['measure'] - NO_MEASURE, names['money'], behind

def unit_named(kind, unit):
    """The gold's name of the unit when it is of the kind asked for, else None."""
    measures, money, _ = unit_names()
    if unit not in {'cur': money | {'pound'}, 'dim': measures - TEMPERATURES | {'degree'}, 'temp': TEMPERATURES}[kind]:
        return None
    return UNITS.get(unit, unit[:1].upper() + unit[1:])

def convert(gold, out, dateline):
    rows = _common.rows(gold)
    facts = _common.extract(dateline, [{'id': r['id'], 'text': r['text'], **({'published': r['ref']} if r.get('ref') else {})} for r in rows])
    _common.write(out, ({'id': r['id'], 'results': results(r, facts.get(r['id']))} for r in rows))

def left_out():
    """The rows of dateunits_left_out.tsv: id, what is asked and text as patterns, and the reason."""
    with open(os.path.join(HERE, 'dateunits_left_out.tsv'), encoding='utf-8') as f:
        for line in f:
            if line.strip() and line[0] != '#':
                id_, kind, text, reason = line.rstrip('\n').split('\t')
                yield re.compile(id_), re.compile(kind), re.compile(text, re.I), reason

def kept(gold, folder):
    """Writes the gold without the cases left out; returns its path and a line for each reason."""
    rules, why, rows = list(left_out()), collections.Counter(), []
    for r in _common.rows(gold):
        asked = json.dumps(r['expected'], ensure_ascii=False)
        reason = next((x for i, k, t, x in rules if i.search(r['id']) and k.search(asked) and t.search(r['text'])), None)
        why[reason] += 1
        if not reason:
            rows.append(r)
    path = os.path.join(folder, 'kept.jsonl')
    _common.write(path, rows)
    return path, ['  left out %4d  %s' % (n, x) for x, n in why.most_common() if x]

def results(row, facts):
    if not facts:
        return []
    chars = _common.char_offsets(row['text'])
    kind = row['id'].split('-')[0]
    if kind in ('dt', 'dk'):
        found = times(row, facts)
    elif kind == 'age':
        found = ages(row['text'], facts)
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

SETS = {'XXXX-XX-XX': 'P1D', 'XXXX-WXX': 'P1W', 'XXXX-XX': 'P1M', 'XXXX': 'P1Y', 'P1Q': 'P3M'}
PART = re.compile(r'(?i)^the (morning|afternoon|evening|night|daytime)$')
# The gold takes "last quarter" and "end of 2000" without the article, "the next day" and "the last week of" with it.
THE = re.compile(r'(?i)^the (?!(next|following|previous) day|last week of)((\d+ )?(last|past|next|coming|upcoming|following|'
                 r'previous)|same|end of|middle of|beginning of|mid|rest of|week \d+|year to date)\b')
# The hours that the gold gives the parts of a day.
PARTS = {'MO': ('08:00:00', '12:00:00'), 'AF': ('12:00:00', '16:00:00'), 'EV': ('16:00:00', '20:00:00'), 'NI': ('20:00:00', '23:59:59')}

def as_asked(row, norm, said, before):
    """One time in the gold's form: hours with seconds, a bare hour without a day, "every day" as P1D."""
    value, f = norm['value'], {'timex': SETS.get(norm['value'], norm['value']) if norm['type'] == 'set' else norm['value']}
    if norm['type'] == 'set':
        f['timex'] = re.sub(r'^XXXX-XX-XX(?=T)', '', re.sub(r'(T\d\d):00$', r'\1', f['timex']))     # any day's
    elif row['id'].startswith('dt') and PART.match(said) and before.lower().endswith('in '):
        f.update(timex=value[value.index('T'):], start=-3)           # "in the evening", of any day
    elif row['id'].startswith('dt') and re.match(r'(?i)(early|late) (morning|afternoon|evening)$', said):
        f['timex'] = value[value.index('T'):]
    elif row['id'].startswith('dt') and re.search(r'(?i)day of (the )?\w+ week$', said) and before.lower().endswith('on '):
        f['start'] = -3                                              # "on Monday of the following week"
    elif row['id'].startswith('dt') and THE.match(said):
        f['the'] = 4
    if row['id'].startswith('dt') and re.search(r'T\d\d:\d\d(:\d\d)?$', value):
        value = seconds(value)
        if norm.get('undated'):
            value = value[value.index('T') + 1:]
    return dict(f, value=value)

def seconds(s):
    return s + ':00' if s and re.search(r'T\d\d:\d\d$', s) else s

LEAD = re.compile(r'(?i)\b(since|before|after|by|until|till|(?:no )?later than|as (?:early|late) as|beginning on|circa)\s+$')

def with_lead(f, norm, before):
    """The gold takes "since August" and "before 2018" whole; a stretch that began once is open to its end, and what lies
    before an hour is open to the past."""
    lead = LEAD.search(before) if norm['type'] != 'duration' else None
    if lead:
        f['start'] -= len(lead.group(0).encode())
        f.pop('the', None)
        f['open'] = True
        word = lead.group(1).lower()
        if word in ('since', 'after', 'later than', 'as early as', 'beginning on'):
            f['to'] = None
        elif word == 'before':
            f['from'] = None

def clock_only(row, f):
    """Hours without a day are hours of any day in the gold."""
    said = re.sub(r'(?i)in the (morning|afternoon|evening)$', '', row['text'].encode()[f['start']:f['end']].decode())
    if not re.search(r'(?i)\d{4}|day\b|today|morrow|night|morning|noon|evening|/', said):
        for k in ('from', 'to'):
            f[k] = f[k] and re.sub(r'^.*T', '', f[k])

def with_day(text, found, f):
    """"Tuesday from 2:00 to 2:30 pm", "Tuesday after 2 pm" are one thing in the gold: hours behind the day or the part of
    it that they are of."""
    day = found[-1] if found else None
    hours = {k: re.sub(r'^.*T', '', f[k]) for k in ('from', 'to') if re.search(r'(^|T)[\d:]{8}$', f[k] or '')}
    whole = hours and all(k in hours or f[k] is None for k in ('from', 'to')) and (len(hours) == 2 or f.get('open'))
    if day and whole and re.fullmatch(r'\d{4}-\d\d-\d\d(T[A-Z]{2})?', day.get('timex') or '') \
            and not text[day['end']:f['start']].strip(b' ,'):
        found.pop()
        f.update(start=day['start'], **{k: '%sT%s' % (day['timex'][:10], hours[k]) for k in hours})
        f.pop('timex', None)
        f.pop('value', None)

def as_counted(row, n, f, said, before):
    """Stretches as the gold counts them: an hour without its day, a part of a day by fixed hours, what is ahead from
    tomorrow on, "in two weeks" whole and on its middle day."""
    part = re.match(r'(.*)T(MO|AF|EV|NI)$', n['value'])
    if part and n['type'] == 'time' and not n.get('mod'):
        f['from'], f['to'] = (part.group(1) + 'T' + x for x in PARTS[part.group(2)])
    if n.get('undated'):
        for k in ('from', 'to'):
            f[k] = f[k] and re.sub(r'^.*T', '', f[k])
    if re.search(r'(?i)\bor later$|onwards?$', said):
        f['to'] = None
    if n['type'] == 'duration' and n['from'] and not n.get('joined'):
        first, day = datetime.date.fromisoformat(n['from'][:10]), datetime.timedelta(days=1)
        if re.search(r'(?i)\b(next|coming|upcoming|following)\b', said) and n['from'] == row['ref'][:10] \
                and not before.lower().endswith('within '):
            f['from'] = (first + day).isoformat()
        elif before.lower().endswith('within '):
            f.update(start=f['start'] - 7, **{'from': n['from'], 'to': n['to']})
        elif n['to'] == row['ref'][:10]:                                  # up to the day of asking, without it
            f.update(to=n['to'], **{'from': (first - day).isoformat()} if n['value'].endswith('W') else {})
        elif n['grain'] in ('day', 'week') and before.lower().endswith('in '):
            days = (datetime.date.fromisoformat(n['to'][:10]) - first).days
            f.update(start=f['start'] - 3, value=(first + datetime.timedelta(days=days // 2)).isoformat(), timex=None)

LINK = re.compile(rb'\s*(-|~|\xe2\x80\x93|to|until|till|and|through)\s*')

def both_ends(row, text, first, f, between):
    """A length and where it begins, or the two ends of a stretch, as one result; None when they are two."""
    link, to_date = LINK.fullmatch(between), text[f['start']:f['end']].lower() == b'to date' and not between.strip()
    leads = rb'\b(from|between%s)\s+$' % (b'|for' if re.search(rb'from', between) else b'')
    opened = re.search(leads, text[:first['start']], re.I)
    whole = {'start': opened.start() if opened else first['start'], 'end': f['end']}
    if f.get('joined'):
        length = f if f['type'] == 'duration' else first
        return dict(whole, **{k: length[k] for k in ('from', 'to')})
    if not (to_date if not link else link.group(1) != b'and' or opened and opened.group(1).lower() == b'between') or first.get('type') == 'set':
        return None
    if re.match(r'\d{4}.*T', first.get('from') or '') and re.match(r'\d\d:', f['from'] or ''):
        f['from'] = first['from'][:11] + f['from']
    return dict(whole, **{'from': first['from'] or (first.get('timex') == 'PRESENT_REF' and row['ref'][:10]),
                          'to': f['to'] if b'end of' in text[whole['start']:f['end']] else
                          f['from'] or (f.get('timex') == 'PRESENT_REF' and row['ref'][:10])})

def times(row, facts):
    text = row['text'].encode()
    found = []
    for t in facts['times'][1:]:
        n, said, before = t['norm'], text[t['at'][0]:t['at'][1]].decode(), text[:t['at'][0]].decode('utf-8', 'replace')
        f = {'start': t['at'][0], 'end': t['at'][1], 'from': n['from'], 'to': after(n), 'type': n['type'],
             'joined': n.get('joined')}
        asked = as_asked(row, n, said, before)
        f.update(asked, start=f['start'] + asked.get('start', 0))
        between = text[found[-1]['end']:t['at'][0]] if found else b'none'
        if row['id'].startswith('dk'):
            f['from'] = minute(n['from'])
        else:
            f['from'], f['to'] = seconds(f['from']), seconds(f['to'])
            as_counted(row, n, f, said, before)
            if not re.fullmatch(rb'\s*(until|till)\s*', between):
                with_lead(f, n, before)
        whole = both_ends(row, text, found[-1], f, between) if found else None
        if f.get('open') and not whole:
            with_day(text, found, f)
        if whole:
            found.pop()
            f = whole
            if row['id'].startswith('dt'):
                clock_only(row, f)
                with_day(text, found, f)
        found.append(f)
    for f in found:
        f['start'] += f.pop('the', 0)
    return found

# ---------------------------------------------------------------- ages

def ages(text, facts):
    """Figures of years and months that the words behind them make an age: "three years old", "3 years of age"."""
    found, raw = [], text.encode()
    for c in facts['counts'][1:]:
        m = re.match(rb'( years?| months?| weeks?| days?)?( old\b| of age\b)', raw[c['at'][1]:])
        if m and c['unit'] in ('year', 'month', 'week', 'day'):
            bent = len(BOUNDS.match(raw[c['at'][0]:c['at'][1]].decode()).group(0))
            found.append({'start': c['at'][0] + bent, 'end': c['at'][1] + m.end(), 'value': bound(c['norm']['min']),
                          'unit': c['unit'].capitalize()})
    return found

# ---------------------------------------------------------------- numbers

BOUNDS = re.compile(r'(?i)(?:(?:about|around|some|roughly|approximately|nearly|almost|over|under|only|up to|as many as|at least|at most|'
                    r'more than|less than|fewer than|close to|just|exactly|another|a further|a total of)\s+)*')

def bound(v):
    return '' if v is None else '%.15g' % v

def interval(c, said):
    lo, hi = c['norm']['min'], c['norm']['max']
    flags = c['flags']
    both = re.match(r'(?i)(more|greater|larger|higher|over|above)\b.*\b(less|fewer|lower|smaller|under|below)', said)
    if both and lo is not None and hi is not None:
        return '(%s,%s)' % (bound(lo - 1), bound(hi + 1))
    if 'at least' in flags:
        return '(%s,)' % bound(lo - (lo == int(lo))) if c.get('more') else '[%s,)' % bound(lo)
    if 'up to' in flags:
        if re.match(r'(?i)(fewer|less|under|below|smaller|lower)', said) and not re.search(r'(?i)equal', said):
            return '(,%s)' % bound(hi + (hi == int(hi)))
        return '(,%s]' % bound(hi)
    return '[%s,%s)' % (bound(lo), bound(hi))

def counts(kind, row, facts):
    text = row['text'].encode()
    found = []
    for c in facts['counts'][1:]:
        start, end = c['at']
        lo, hi, unit = c['norm']['min'], c['norm']['max'], c['unit']
        said, flags = text[start:end].decode(), c['flags']
        f = {'start': start, 'end': end}
        if 'ordinal' in flags and kind not in ('num', 'ord'):
            continue
        if kind != 'nrange':                     # the gold leaves the bound out: "some 325 km"
            f['start'] += len(BOUNDS.match(said).group(0))
        if kind == 'pct':
            if unit != 'percent':
                continue
            f['value'] = '%s%%' % bound(lo)
        elif kind == 'nrange':
            if lo == hi:
                continue
            verb = re.search(r'(?i)\b(exceed|surpass|top)\w* $', text[:start].decode('utf-8', 'replace'))
            f['start'] -= len(verb.group(0)) if verb else 0
            f['value'] = interval(dict(c, more='more than' in flags), said)
        elif kind in ('num', 'ord'):
            if ('ordinal' in flags) != (kind == 'ord'):
                continue
            if unit and re.search(r'\d(?!k|M|B|bn|mn)[a-z]+$', said):          # "180ml" is no number in the gold
                continue
            if unit:                                                            # "5 miles": the number alone
                f['end'] -= len(said.encode()) - len(unit_names()[2].sub('', said).rstrip().encode())
            f['value'] = bound(c['norm']['coder'] if lo is None else lo)
        else:
            if not unit:
                continue
            f['value'], f['unit'] = bound(lo), 'Pence' if said.lower().endswith('pence') else unit_named(kind, unit)
            if not f['unit']:
                continue
        found.append(f)
    return found
