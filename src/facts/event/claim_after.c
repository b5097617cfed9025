/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_after.c - days counted from another happening of the text.
 *
 * In: reports and claims, unsorted. Out: claims `when`, of what was done then and not of what it is counted from:
 *
 *      "Police held a man two days after the attack."         the holding; two days on from the attack's day, which
 *                                                             the attack's own clause told, or one of its word before
 *      "17 hours after the quake struck, a girl was freed."   as the quake's hour is known; from its day alone not
 *
 * Where the day counted from is not known, or lies behind the report's own, the length stays what it was: a length,
 * and no day. Cost: the lengths of the text, at most LENGTHS_MOST, times its reports and claims.
 */
#include "facts/event/happen.h"
#include "facts/say/attrib.h"

#include <stdio.h>

#define BASE_FAR 6                   /* tokens behind "after" in which a happening is named                    */
#define OWNER_FAR 6                  /* from what is counted from up to the verb of what was done then          */
#define MOST 100                     /* units; no news counts further                                           */
#define LENGTHS_MOST 128             /* in one text                                                             */

enum { DAY_MIN = 1440, WEEK_MIN = 7 * DAY_MIN, HALF_HOUR = 30, HALF_WEEK = 3, HALF_MONTH = 15 };  /* minutes, days */

typedef struct {
	happen   *h;
	uint32_t *day;               /* [reports] the time that says when, known to a week or finer; 0 none      */
} after;

typedef struct {
	int  n;
	char unit;                   /* 'D' 'W' 'O' months 'H' 'M' minutes                                        */
	int  turn;                   /* 1 after, -1 before                                                        */
} length;

/* "P3D", "PT17H": one whole number of one unit. */
static bool read_length(slice v, length *l)
{
	size_t i = 1;
	bool clock = v.n > 1 && v.p[1] == 'T';
	if (v.n < 3 || v.p[0] != 'P') return false;
	for (i += clock, l->n = 0; i < v.n && v.p[i] >= '0' && v.p[i] <= '9' && l->n < MOST; i++)
		l->n = l->n * 10 + v.p[i] - '0';
	if (i + 1 != v.n || !l->n || l->n >= MOST) return false;
	l->unit = v.p[i] == 'M' && !clock ? 'O' : v.p[i];
	return l->unit == 'D' || l->unit == 'W' || l->unit == 'O' || l->unit == 'H' || l->unit == 'M';
}

static bool told_now(const dl_report *r)
{
	return r->modality == DL_TOLD && !(r->flags & (DL_RF_HISTORY | DL_RF_GENERIC));
}

static void note_days(after *a)
{
	const finder *f = a->h->f;
	for (uint32_t i = 1; i < f->claims.n; i++) {
		const dl_claim *c = &f->claims.v[i];
		if (c->field != DL_F_WHEN || c->kind != DL_V_TIME || c->of.n) continue;
		const dl_time *t = &f->times.v[c->value], *had = &f->times.v[a->day[c->report]];
		bool known = t->from_min != DL_MIN_NONE && t->to_min != DL_MIN_MAX && t->grain && t->grain <= DL_G_WEEK;
		if (!known || t->to_min - t->from_min > WEEK_MIN) continue;
		if (!a->day[c->report] || t->to_min - t->from_min < had->to_min - had->from_min) a->day[c->report] = c->value;
	}
}

/* The token behind "after" that tells what is counted from: the verb of its clause, else the first word that does. */
static uint32_t base_behind(const after *a, uint32_t prep)
{
	const finder *f = a->h->f;
	uint32_t verb = f->tok->rel[prep] == DL_R_MARK ? f->tok->head[prep] : 0;
	if (verb && a->h->hit[verb].report) return verb;
	for (uint32_t t = prep + 1; t < f->tok->n && t <= prep + BASE_FAR && same_sentence(f, t, prep); t++) {
		if (f->tok->upos[t] == DL_PUNCT) return 0;
		if (a->h->hit[t].report) return t;
	}
	return 0;
}

/* "the attack", "his arrest", "after it struck": known before, unlike "a shooting". */
static bool is_known(const finder *f, uint32_t t)
{
	uint32_t det = tree_child(f, t, DL_R_DET);
	return is_verb(f, t) || !det || !(tok_is(f, det, "a") || tok_is(f, det, "an") || tok_is(f, det, "another"));
}

/* The day of what is counted from: its own, else that of the report of the same word told last before it; else that
 * of all reports of its type when they are of one day. 0 none. */
static uint32_t day_counted_from(const after *a, uint32_t t)
{
	const finder *f = a->h->f;
	uint32_t id = a->h->hit[t].report, same = 0, kin = 0;
	const dl_report *own = &f->reports.v[id];
	bool apart = false;
	if (a->day[id] || !is_known(f, t)) return a->day[id];
	for (uint32_t i = 1; i < f->reports.n; i++) {
		const dl_report *r = &f->reports.v[i];
		if (!a->day[i] || !told_now(r)) continue;
		if (i < id && slice_eq(f->tok->lemma[r->token], f->tok->lemma[own->token])) same = a->day[i];
		if (r->type != own->type) continue;
		if (kin && f->times.v[kin].from_min / DAY_MIN != f->times.v[a->day[i]].from_min / DAY_MIN) apart = true;
		if (!kin || f->times.v[a->day[i]].grain < f->times.v[kin].grain) kin = a->day[i];
	}
	return same ? same : apart ? 0 : kin;
}

/* Days, weeks and months from a day; hours from an hour; minutes from a minute. False where that is not known. */
static bool count_on(const dl_time *base, const length *l, dl_time *o)
{
	int64_t by = (int64_t)l->n * l->turn;
	o->zone_min = base->zone_min;
	if (l->unit == 'H' || l->unit == 'M') {
		if (base->grain > (l->unit == 'H' ? DL_G_HOUR : DL_G_MINUTE)) return false;
		int64_t around = l->unit == 'H' ? HALF_HOUR : 0, at = base->from_min + by * (l->unit == 'H' ? 60 : 1);
		o->from_min = at - around, o->to_min = at + around + 1;
		o->grain = around ? DL_G_HOUR : DL_G_MINUTE, o->type = DL_TIMEX_TIME;
		return true;
	}
	int64_t days = by * (l->unit == 'O' ? 30 : l->unit == 'W' ? 7 : 1);
	int64_t around = l->unit == 'O' ? HALF_MONTH : l->unit == 'W' && l->n > 1 ? HALF_WEEK : 0;
	o->from_min = (base->from_min / DAY_MIN + days - around) * DAY_MIN;
	o->to_min = ((base->to_min - 1) / DAY_MIN + days + around + 1) * DAY_MIN;
	o->grain = l->unit == 'O' ? DL_G_MONTH : around || base->grain > DL_G_DAY ? DL_G_WEEK : DL_G_DAY;
	o->type = DL_TIMEX_DATE;
	return true;
}

/* The new time, 0 when nothing is known. */
static uint32_t add_counted(finder *f, uint32_t base, const length *l, dl_span at)
{
	char text[32];
	int y, m, d;
	dl_time o = {.at = at, .basis = DL_BASIS_MENTION};
	if (!base || !count_on(&f->times.v[base], l, &o)) return 0;
	if (f->doc->published_day != DL_DAY_NONE && o.from_min >= ((int64_t)f->doc->published_day + 1) * DAY_MIN) return 0;
	int64_t mid = o.from_min + (o.to_min - o.from_min - 1) / 2;
	day_to_ymd((int32_t)(mid / DAY_MIN), &y, &m, &d);
	int n = snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
	if (o.type == DL_TIMEX_TIME)
		n += snprintf(text + n, sizeof text - (size_t)n, "T%02d:%02d", (int)(mid % DAY_MIN / 60), (int)(mid % 60));
	o.value = pool_add(f, (slice){text, (size_t)n});
	uint32_t id = f->times.n;
	*(dl_time *)FINDER_PUSH(f, times) = o;
	return id;
}

/* The report whose verb rules what is counted from: what was done then. */
static uint32_t owner_of(const after *a, uint32_t base)
{
	const finder *f = a->h->f;
	uint32_t t = f->tok->head[base], own = a->h->hit[base].report;
	for (int n = 0; t && n < OWNER_FAR; n++, t = f->tok->head[t])
		if (a->h->hit[t].report && a->h->hit[t].report != own) return is_verb(f, t) ? a->h->hit[t].report : 0;
	return 0;
}

/* The claims that the length already has go to what was done then; one at least must be there. */
static void give(after *a, uint32_t owner, uint32_t mention, uint32_t time, dl_span at)
{
	finder *f = a->h->f;
	bool given = false;
	for (uint32_t i = 1; i < f->claims.n; i++) {
		dl_claim *c = &f->claims.v[i];
		if (c->field != DL_F_WHEN || c->kind != DL_V_TIME || c->mention != mention || given) continue;
		const dl_report *r = &f->reports.v[owner];
		c->report = owner, c->modality = r->modality, c->attribution = r->attribution;
		c->at = span_join(c->at, at), given = true;
		if (time) c->value = time;
	}
	if (given) return;
	claim_time(a->h, owner, mention, DL_F_WHEN);
	dl_claim *c = &f->claims.v[f->claims.n - 1];
	c->at = span_join(c->at, at);
	if (time) c->value = time;
}

static bool counted(after *a, uint32_t mention)
{
	finder *f = a->h->f;
	dl_mention m = f->mentions.v[mention];
	length l;
	if (m.kind != DL_M_TIME || !m.value || !sentence_told(f->tok, m.sent)) return false;
	uint32_t prep = token_at(f, m.at.end);
	if (prep >= f->tok->n || f->tok->sent[prep] != m.sent) return false;
	l.turn = tok_is(f, prep, "after") ? 1 : tok_is(f, prep, "before") ? -1 : 0;
	if (!l.turn || !read_length(pool_get(f, f->times.v[m.value].value), &l)) return false;
	uint32_t base = base_behind(a, prep), owner = base ? owner_of(a, base) : 0;
	if (!owner || a->day[owner]) return false;
	dl_span at = span_join(m.at, (dl_span){f->tok->start[base], f->tok->start[base] + f->tok->bytes[base]});
	give(a, owner, mention, add_counted(f, day_counted_from(a, base), &l, m.at), at);
	return true;
}

void claims_counted_on(happen *h)
{
	finder *f = h->f;
	after a = {.h = h, .day = ARENA_ARRAY(f->w->tmp, uint32_t, f->reports.n)};
	if (!a.day) { f->nomem = true; return; }
	note_days(&a);
	for (uint32_t i = 1, n = 0; i < f->mentions.n && n < LENGTHS_MOST && !f->nomem; i++) n += counted(&a, i);
}
