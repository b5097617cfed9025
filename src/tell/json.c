/* SPDX-License-Identifier: Apache-2.0
 *
 * json.c - values as JSON: spans, days, and the normal form of a claim's value.
 *
 * killed [23, none) prints {"min":23,"max":null,"approx":false}; a Monday prints {"from":"2022-08-29",
 * "to":"2022-08-29",...}; "from" and "to" are both inside the stretch, since that is how people write it.
 * Unknown is always null, never 0 and never left out.
 */
#include "tell/json.h"

#include "story/story.h"

#define PLACES_DEEP 8             /* a house in a street in a quarter in a city in a county in a region in a country */

void json_bytes(buf *b, dl_span at)
{
	buf_putc(b, '['), buf_i64(b, at.start);
	buf_putc(b, ','), buf_i64(b, at.end);
	buf_putc(b, ']');
}

void json_span(buf *b, const char *key, dl_span at)
{
	json_key(b, key);
	json_bytes(b, at);
}

void json_bool(buf *b, const char *key, bool v)
{
	json_key(b, key);
	buf_puts(b, v ? "true" : "false");
}

static void put_day(buf *b, int32_t day)
{
	int y, m, d;
	day_to_ymd(day, &y, &m, &d);
	buf_printf(b, "%04d-%02d-%02d", y, m, d);
}

void json_day(buf *b, const char *key, int32_t day)
{
	json_key(b, key);
	if (day == DL_DAY_NONE) {
		buf_puts(b, "null");
		return;
	}
	buf_putc(b, '"');
	put_day(b, day);
	buf_putc(b, '"');
}

void json_ends(buf *b, dl_span at)
{
	json_key_i64(b, "start", at.start);
	json_key_i64(b, "end", at.end);
}

void json_min(buf *b, const char *key, int64_t min, bool day_only)
{
	json_key(b, key);
	if (min == DL_MIN_NONE || min == DL_MIN_MAX) {
		buf_puts(b, "null");
		return;
	}
	int64_t day = min >= 0 ? min / 1440 : -((1439 - min) / 1440);
	int left = (int)(min - day * 1440);
	buf_putc(b, '"');
	put_day(b, (int32_t)day);
	if (!day_only) buf_printf(b, "T%02d:%02d", left / 60, left % 60);
	buf_putc(b, '"');
}

void json_u64_hex(buf *b, const char *key, uint64_t v)
{
	json_key(b, key);
	buf_printf(b, "\"%016llx\"", (unsigned long long)v);
}

/* A number with decimals, without floats: 15 with 1 decimal prints 1.5. */
void json_decimal(buf *b, int64_t v, unsigned decimals)
{
	int64_t unit = 1;
	for (unsigned i = 0; i < decimals && i < 18; i++) unit *= 10;
	if (v < 0) buf_putc(b, '-');
	buf_i64(b, (v < 0 ? -v : v) / unit);
	if (unit > 1) buf_printf(b, ".%0*lld", (int)decimals, (long long)((v < 0 ? -v : v) % unit));
}

static void json_bound(buf *b, const char *key, int64_t v, unsigned decimals)
{
	json_key(b, key);
	if (v == DL_COUNT_NONE || v == DL_COUNT_MAX) buf_puts(b, "null");
	else json_decimal(b, v, decimals);
}

static void norm_count(buf *b, const dl_count *c)
{
	/* "Up to 15": nobody states a least, and none is not zero. */
	json_bound(b, "min", c->flags & DL_C_UP_TO && c->lo == 0 ? DL_COUNT_NONE : c->lo, c->decimals);
	json_bound(b, "max", c->hi, c->decimals);
	json_bool(b, "approx", c->flags & DL_C_APPROX);
	if (c->flags & DL_C_HIT) json_bool(b, "hit", true);
	json_bound(b, "coder", c->coder, c->decimals);
}

/* What "around 6 am" leaves open, in minutes either way: as reconciling takes it. */
static int64_t left_open(const dl_time *t)
{
	if (t->mod != '~' || t->grain == DL_G_NONE || t->from_min == DL_MIN_NONE || t->to_min == DL_MIN_MAX) return 0;
	return t->grain <= DL_G_HOUR ? TIME_ABOUT_MIN : 0;
}

static void norm_time(buf *b, const dl_facts *f, const dl_time *t)
{
	static const char *const types[] = {"none", "date", "time", "duration", "set"};
	bool days = t->grain >= DL_G_DAY || t->grain == DL_G_NONE;
	int64_t to = t->to_min == DL_MIN_MAX || t->to_min == DL_MIN_NONE ? DL_MIN_NONE
	             : t->to_min > t->from_min ? t->to_min - 1 : t->to_min;
	int64_t open = left_open(t);
	json_min(b, "from", t->from_min - open, days);
	json_min(b, "to", to + open, days);
	json_key_str(b, "value", dl_str(f, t->value));
	json_key_str(b, "type", (slice){types[t->type < 5 ? t->type : 0], strlen(types[t->type < 5 ? t->type : 0])});
	json_key(b, "grain"), buf_printf(b, "\"%s\"", json_grain_name(t->grain));
	json_key(b, "basis"), buf_printf(b, "\"%s\"", json_basis_name(t->basis));
	if (t->zone_min == DL_ZONE_LOCAL) json_key_null(b, "zone_min");
	else json_key_i64(b, "zone_min", t->zone_min);
	if (t->mod) json_key_str(b, "mod", (slice){(const char *)&t->mod, 1});
	if (t->weekday) json_key_i64(b, "weekday", t->weekday);
	if (t->history) json_bool(b, "history", true);
	if (t->undated) json_bool(b, "undated", true);
	if (t->joined) json_bool(b, "joined", true);
}

/* The first place of that kind up its chain: the town of a street, the region of a town. */
static void key_holder(buf *b, const char *key, const dl_facts *f, const dl_place *p, unsigned kind)
{
	for (int deep = 0; deep < PLACES_DEEP && p->kind != kind && p->in; deep++) p = &f->places[p->in];
	if (p->kind == kind) json_key_str(b, key, dl_str(f, p->name));
	else json_key_null(b, key);
}

static void norm_place(buf *b, const dl_facts *f, const dl_place *p)
{
	json_key_str(b, "name", dl_str(f, p->name));
	if (p->geoname) json_key_i64(b, "geoname", p->geoname);
	else json_key_null(b, "geoname");
	if (p->lat_e5 || p->lon_e5) {              /* landmarks and regions have a point but no GeoNames id */
		json_key(b, "lat"), json_decimal(b, p->lat_e5, 5);
		json_key(b, "lon"), json_decimal(b, p->lon_e5, 5);
	} else {
		json_key_null(b, "lat"), json_key_null(b, "lon");
	}
	json_key_str(b, "country", (slice){p->country, strlen(p->country)});
	json_key(b, "kind"), buf_printf(b, "\"%s\"", json_place_kind_name(p->kind));
	if (p->in) json_key_str(b, "in", dl_str(f, f->places[p->in].name));
	else json_key_null(b, "in");
	key_holder(b, "city", f, p, DL_P_CITY);
	key_holder(b, "region", f, p, DL_P_ADM1);
}

static void norm_entity(buf *b, const dl_facts *f, const dl_entity *e)
{
	json_key_str(b, e->kind == DL_E_GROUP ? "group" : "name", dl_str(f, e->name));
	json_key_str(b, "country", (slice){e->country, strlen(e->country)});
	json_key(b, "roles");
	buf_putc(b, '[');
	for (int i = 0; i < 3 && e->roles[i][0]; i++) json_item(b), json_str(b, (slice){e->roles[i], strlen(e->roles[i])});
	buf_putc(b, ']');
	if (e->of) json_key_str(b, "of", dl_str(f, f->entities[e->of].name));
}

/* Words that lead a phrase in and name nothing. */
static bool leads_in(slice w)
{
	static const char *const words[] = {
		"the",  "a",    "an",   "in",     "at",      "on",     "of",         "near",   "inside", "outside", "into",
		"to",   "from", "over", "around", "across",  "by",     "through",    "toward", "off",    "towards", "its",
		"his",  "her",  "our",  "my",     "their",   "this",   "that",       "these",  "those",  "along",   "within",
		"just", "up",   "down", "out",    "between", "behind", "throughout", "beside", "under",  "actually",
	};
	return slice_among_fold(w, words, COUNT(words));
}

static bool stands_for(slice w)
{
	static const char *const pronouns[] = {
		"he",   "she",   "it",    "they",  "we",    "i",    "you",    "him",     "them",    "us",  "me",     "who",
		"whom", "which", "that",  "what",  "this",  "some", "itself", "himself", "herself", "one", "themselves",
		"all",  "there", "here",  "where", "these", "both", "others", "those",   "many",    "everyone",
	};
	return slice_among_fold(w, pronouns, COUNT(pronouns));
}

/* The phrase without what leads it in; empty when a pronoun is left, or nothing. */
static slice bare_words(slice s)
{
	s = slice_trim(s);
	for (;;) {
		size_t n = 0;
		while (n < s.n && s.p[n] != ' ') n++;
		if (n == s.n && (leads_in(s) || stands_for(s))) return (slice){0};
		if (n == s.n || !leads_in(slice_sub(s, 0, n))) return s;
		s = slice_trim(slice_sub(s, n, s.n));
	}
}

static void norm_words(buf *b, const dl_claim *c, slice text)
{
	bool place = c->field == DL_F_WHERE, group = c->field == DL_F_WHO || c->field == DL_F_RECIPIENT;
	slice s = place || group ? bare_words(span_text(text, c->at)) : (slice){0};
	if (!s.n) {
		buf_puts(b, "null");
		return;
	}
	buf_putc(b, '{');
	json_key_str(b, place ? "name" : "group", s);
	buf_putc(b, '}');
}

void json_norm(buf *b, const char *key, const dl_facts *f, const dl_claim *c, slice text)
{
	json_key(b, key);
	if (!c->value || c->kind == DL_V_TEXT || c->kind == DL_V_NONE) {
		norm_words(b, c, text);
		return;
	}
	buf_putc(b, '{');
	switch (c->kind) {
	case DL_V_COUNT: norm_count(b, &f->counts[c->value]); break;
	case DL_V_TIME: norm_time(b, f, &f->times[c->value]); break;
	case DL_V_PLACE: norm_place(b, f, &f->places[c->value]); break;
	case DL_V_ENTITY: norm_entity(b, f, &f->entities[c->value]); break;
	}
	buf_putc(b, '}');
}

static const char *pick(const char *const *names, size_t n, unsigned i) { return i < n ? names[i] : "?"; }

const char *json_grain_name(unsigned i)
{
	static const char *const names[] = {"none", "minute", "hour", "part of day", "day", "weekend", "week", "month",
	                                    "season", "quarter", "half year", "year", "decade", "century"};
	return pick(names, COUNT(names), i);
}

const char *json_basis_name(unsigned i)
{
	static const char *const names[] = {"none", "full", "published", "dateline", "mention"};
	return pick(names, COUNT(names), i < COUNT(names) ? i : 0);
}

const char *json_place_kind_name(unsigned i)
{
	static const char *const names[] = {"none", "country", "adm1", "adm2", "city", "part of city", "landmark", "water",
	                                    "area", "continent"};
	return pick(names, COUNT(names), i);
}

const char *json_entity_kind_name(unsigned i)
{
	static const char *const names[] = {"none", "person", "organisation", "group", "place", "other"};
	return pick(names, COUNT(names), i);
}
