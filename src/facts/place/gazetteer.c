/* SPDX-License-Identifier: Apache-2.0
 *
 * gazetteer.c - opening the compiled gazetteer and looking names up in it.
 *
 * In: a name as written, "St. John's". Its key, "saint johns", is hashed (CRC-32, as zlib has it in C and in
 * Python) into the slots; a slot leads to the key with its places, most important first: St. John's in
 * Newfoundland, in Antigua ... Out: those candidates. Which of them is meant is decided in place.c.
 * Nothing is parsed or copied at opening, a lookup allocates nothing and touches about three cache lines.
 *
 * A damaged file is refused: opening walks every section once where the file is not our own, so a lookup needs
 * no checks. The built-in one is part of the program text and only its headers are checked.
 */
#include "facts/place/gazetteer.h"

#include <zlib.h>

enum { GAZ_VERSION = 1, GAZ_HEAD = 32, GAZ_SECTIONS = 6 };
enum { SEC_PLACES = 1, SEC_STRINGS, SEC_SLOTS, SEC_KEYS, SEC_COUNTRIES, SEC_CODES };

static uint32_t u32_at(const void *p) { uint32_t v; memcpy(&v, p, 4); return v; }

static dl_status bad(dl_error *err, size_t byte, const char *why)
{
	return error_set(err, DL_BAD, "gazetteer", byte, "%s", why);
}

/* Bytes of section `kind` holding items of item_bytes each (1: bytes), or NULL. */
static const void *section(slice b, uint32_t kind, size_t item_bytes, uint32_t *items)
{
	const char *row = b.p + GAZ_HEAD + 16 * (kind - 1);
	size_t offset = u32_at(row + 4), n = u32_at(row + 8);
	*items = u32_at(row + 12);
	if (u32_at(row) != kind || offset % 8 || offset > b.n || n > b.n - offset || n != *items * item_bytes) return NULL;
	return b.p + offset;
}

static bool map_sections(gazetteer *g)
{
	uint32_t n_strings, n_codes, n;
	slice b = g->bytes;
	g->places = section(b, SEC_PLACES, sizeof *g->places, &g->n_places);
	g->strings.p = section(b, SEC_STRINGS, 1, &n_strings);
	g->slots = section(b, SEC_SLOTS, 4, &g->n_slots);
	/* the keys' section counts its keys, not its bytes */
	const char *row = b.p + GAZ_HEAD + 16 * (SEC_KEYS - 1);
	size_t offset = u32_at(row + 4);
	n = u32_at(row + 8);
	if (u32_at(row) != SEC_KEYS || offset % 8 || offset > b.n || n > b.n - offset || n < 8) return false;
	g->keys = (slice){b.p + offset, n};
	g->countries = section(b, SEC_COUNTRIES, sizeof *g->countries, &g->n_countries);
	g->codes = section(b, SEC_CODES, sizeof *g->codes, &n_codes);
	g->strings.n = n_strings;
	return g->places && g->strings.p && g->slots && g->countries && g->codes && n_codes == g->n_countries
	       && g->n_places && g->n_countries && g->n_slots && !(g->n_slots & (g->n_slots - 1));
}

static bool string_ok(const gazetteer *g, uint32_t at)
{
	return at < g->strings.n && (size_t)(unsigned char)g->strings.p[at] < g->strings.n - at;
}

static bool record_ok(const gazetteer *g, const gaz_place *p)
{
	return string_ok(g, p->name) && p->adm1 < g->n_places && gaz_adm2(p) < g->n_places
	       && p->country < g->n_countries && p->kind <= DL_P_CONTINENT && p->lat_e5 >= -9000000
	       && p->lat_e5 <= 9000000 && p->lon_e5 >= -18000000 && p->lon_e5 <= 18000000;
}

/* Everything that a lookup relies on. */
static dl_status check_all(const gazetteer *g, dl_error *err)
{
	uint32_t used = 0;
	for (uint32_t i = 0; i < g->n_places; i++)
		if (!record_ok(g, &g->places[i])) return bad(err, i, "a place is damaged");
	for (uint32_t i = 0; i < g->n_countries; i++) {
		if (!record_ok(g, &g->countries[i])) return bad(err, i, "a country is damaged");
		if (g->codes[i].capital >= g->n_places || g->codes[i].a3[3] || g->codes[i].a2[3])
			return bad(err, i, "a country's code is damaged");
	}
	for (uint32_t i = 0; i < g->n_slots; i++) {
		uint32_t at = g->slots[i];
		if (!at) continue;
		used++;
		if (at >= g->keys.n) return bad(err, i, "a name points outside the file");
		const unsigned char *k = (const unsigned char *)g->keys.p + at;
		size_t left = g->keys.n - at;
		if (left < 2u + k[0] || left < 2u + k[0] + 4u * k[1 + k[0]]) return bad(err, at, "a name is cut off");
		for (unsigned j = 0; j < k[1 + k[0]]; j++)
			if ((u32_at(k + 2 + k[0] + 4 * j) & 0xffffff) >= g->n_places)
				return bad(err, at, "a name has no such place");
	}
	/* A lookup ends at an empty slot. */
	if (used == g->n_slots) return bad(err, 0, "the index is full");
	return DL_OK;
}

dl_status gazetteer_open(slice b, bool checksum, gazetteer *g, dl_error *err)
{
	*g = (gazetteer){.bytes = b};
	if (b.n < GAZ_HEAD + 16 * GAZ_SECTIONS || memcmp(b.p, "DLPLACES", 8)) return bad(err, 0, "this is no gazetteer");
	if ((uintptr_t)b.p % 8) return error_set(err, DL_USAGE, "gazetteer", 0, "bytes must be 8-aligned");
	if (u32_at(b.p + 8) > GAZ_VERSION) return error_set(err, DL_NEWER, "gazetteer", 8, "made by a newer version");
	if (u32_at(b.p + 8) != GAZ_VERSION || u32_at(b.p + 12) > b.n || u32_at(b.p + 20) != GAZ_SECTIONS)
		return bad(err, 8, "the header is damaged or the file is cut off");
	g->bytes.n = u32_at(b.p + 12);
	if (g->bytes.n < GAZ_HEAD + 16 * GAZ_SECTIONS || !map_sections(g))
		return bad(err, GAZ_HEAD, "a section is damaged");
	if (!checksum) return DL_OK;
	if (crc32(0, (const Bytef *)b.p + GAZ_HEAD, (uInt)(g->bytes.n - GAZ_HEAD)) != u32_at(b.p + 16))
		return bad(err, 16, "the checksum does not fit");
	return check_all(g, err);
}

dl_status gazetteer_load(const char *path, gazetteer *g, dl_error *err)
{
	file_map map;
	slice b;
	dl_status st;
	*g = (gazetteer){0};
	if (!path) {
		if (!embedded_find("places", &b)) return error_set(err, DL_MISSING, "gazetteer", 0, "none is built in");
		return gazetteer_open(b, false, g, err);
	}
	if ((st = file_map_open(path, &map, err)) != DL_OK) return st;
	st = gazetteer_open((slice){map.p, map.n}, true, g, err);
	if (st != DL_OK) file_map_close(&map), *g = (gazetteer){0};
	else g->map = map;
	return st;
}

void gazetteer_close(gazetteer *g)
{
	file_map_close(&g->map);
	*g = (gazetteer){0};
}

/* Short forms that stand at the head of many names. */
static size_t spell_out(char *word, size_t n)
{
	static const struct { const char *from, *to; } spelt[] = {
		{"st", "saint"}, {"ste", "sainte"}, {"mt", "mount"}, {"ft", "fort"},
	};
	for (size_t i = 0; i < COUNT(spelt); i++)
		if (strlen(spelt[i].from) == n && !memcmp(spelt[i].from, word, n)) {
			n = strlen(spelt[i].to);
			memcpy(word, spelt[i].to, n);
			break;
		}
	return n;
}

size_t place_key(slice name, char *to)
{
	char plain[2 * PLACE_KEY_MAX * 2 + 8], key[sizeof plain * 3];
	size_t n = 0, word = 0;
	if (!name.n || name.n > 2 * PLACE_KEY_MAX) return 0;
	size_t len = utf8_plain_to(plain, name);
	for (size_t i = 0; i <= len; i++) {
		unsigned char c = i < len ? (unsigned char)plain[i] : ' ';
		if (c >= 0x80) return 0;
		if (c == '.' || c == '\'') continue;
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
			key[n++] = (char)c;
		} else if (n > word) {
			n = word + spell_out(key + word, n - word);
			key[n++] = ' ';
			word = n;
		}
	}
	if (n) n--;                                /* the space behind the last word */
	if (n < 2 || n >= PLACE_KEY_MAX) return 0;
	memcpy(to, key, n);
	to[n] = 0;
	return n;
}

gaz_hits gazetteer_find(const gazetteer *g, slice key)
{
	uint32_t at, mask = g->n_slots - 1;
	uint32_t i = (uint32_t)crc32(0, (const Bytef *)key.p, (uInt)key.n) & mask;
	for (; (at = g->slots[i]) != 0; i = (i + 1) & mask) {
		const unsigned char *k = (const unsigned char *)g->keys.p + at;
		if (k[0] == key.n && !memcmp(k + 1, key.p, key.n)) return (gaz_hits){k + 2 + k[0], k[1 + k[0]]};
	}
	return (gaz_hits){0};
}

uint32_t gaz_hit(gaz_hits h, uint32_t i, unsigned *flags)
{
	uint32_t v = u32_at(h.at + 4 * (size_t)i);
	*flags = v >> 24;
	return v & 0xffffff;
}

slice gaz_name(const gazetteer *g, const gaz_place *p)
{
	const char *s = g->strings.p + p->name;
	return (slice){s + 1, (unsigned char)s[0]};
}

uint32_t gaz_country(const gazetteer *g, slice code)
{
	for (uint32_t i = 1; i < g->n_countries; i++)
		if (code.n == 3 ? !memcmp(g->codes[i].a3, code.p, 3) : code.n == 2 && !memcmp(g->codes[i].a2, code.p, 2))
			return i;
	return 0;
}
