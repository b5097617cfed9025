/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_best.c - the claims by report, and of each report the best when, where, who and whom.
 *
 * In: claims in the order of finding. Out: claims by report, first_claim and n_claims, and of each report its `when`,
 * `where`, `who` and `whom`.
 *
 *      They marched last week ... on Tuesday     "on Tuesday", which is a day of the week told before
 *      The union announced a strike for Monday   a noun whose day lies behind the report is planned, with its claims
 *
 * Cost: a counting sort.
 */
#include "facts/place/place.h"
#include "facts/event/happen.h"

/* "The union announced a strike for next week": a noun whose day lies behind that of publication. A verb in the past
 * with such a day is a day misread, not a plan. */
static bool still_to_come(const finder *f, const dl_report *r)
{
	int32_t today = f->doc->published_day;
	if (r->modality != DL_TOLD || !r->when || today == DL_DAY_NONE) return false;
	if (r->tense == 'p' && is_verb(f, r->token) && r->word.end - r->word.start == f->tok->bytes[r->token]) return false;
	const dl_time *t = &f->times.v[r->when];
	return t->from_min != DL_MIN_NONE && t->from_min >= (int64_t)(today + 2) * 1440;
}

/* Of a place told in words the one of the gazetteer that its passage names. */
static uint32_t known_place(const finder *f, const dl_claim *c)
{
	return f->places.v[c->value].evidence == PE_WORDS ? f->mentions.v[c->mention].value : c->value;
}

/* "now" and "for years" say no day: a time that does goes first. */
static bool better_when(const finder *f, const dl_claim *c, const dl_report *r)
{
	if (c->field != DL_F_WHEN || c->kind != DL_V_TIME) return false;
	const dl_time *had = &f->times.v[r->when], *t = &f->times.v[c->value];
	if (!r->when || t->from_min == DL_MIN_NONE) return !r->when;
	/* "last week", then the day of that week */
	bool inside = t->from_min >= had->from_min && t->to_min <= had->to_min && had->to_min != DL_MIN_MAX;
	return had->from_min == DL_MIN_NONE || (inside && had->to_min - had->from_min > 1440);
}

static void best_of(finder *f, dl_report *r)
{
	for (uint32_t i = r->first_claim; i < r->first_claim + r->n_claims; i++) {
		const dl_claim *c = &f->claims.v[i];
		bool scene = c->field == DL_F_WHEN || c->field == DL_F_WHERE;
		bool actor = c->field == DL_F_WHO || c->field == DL_F_RECIPIENT;
		if ((c->of.n || c->ground) && (scene || actor)) continue;        /* of something beside it */
		if (better_when(f, c, r)) r->when = c->value;
		if (c->field == DL_F_WHERE && c->kind == DL_V_PLACE && !r->where) r->where = known_place(f, c);
		if (c->field == DL_F_WHO && c->kind == DL_V_ENTITY && !r->who) r->who = c->value;
		if (c->field == DL_F_RECIPIENT && c->kind == DL_V_ENTITY && !r->whom) r->whom = c->value;
	}
	/* "are elected every two years" */
	if (r->when && r->tense == 'n' && f->times.v[r->when].type == DL_TIMEX_SET) r->flags |= DL_RF_GENERIC;
	if (r->when && f->times.v[r->when].history) r->flags |= DL_RF_HISTORY;
	if (still_to_come(f, r)) {
		r->modality = DL_PLANNED;
		for (uint32_t i = r->first_claim; i < r->first_claim + r->n_claims; i++)
			if (f->claims.v[i].modality == DL_TOLD && f->claims.v[i].field != DL_F_STATEMENT)
				f->claims.v[i].modality = DL_PLANNED;
	}
}

/* Claims in order of their reports, and in order of finding within one: a counting sort. */
void claims_sort(happen *h)
{
	finder *f = h->f;
	uint32_t n = f->claims.n, *next = ARENA_ARRAY(f->w->tmp, uint32_t, f->reports.n + 1);
	dl_claim *sorted = ARENA_ARRAY(f->w->out, dl_claim, n);
	if (!next || !sorted) { f->nomem = true; return; }
	for (uint32_t i = 1; i < n; i++) f->reports.v[f->claims.v[i].report].n_claims++;
	for (uint32_t r = 1, at = 1; r < f->reports.n; r++) {
		f->reports.v[r].first_claim = next[r] = at;
		at += f->reports.v[r].n_claims;
	}
	for (uint32_t i = 1; i < n; i++) sorted[next[f->claims.v[i].report]++] = f->claims.v[i];
	f->claims.v = sorted, f->claims.cap = n;
	for (uint32_t r = 1; r < f->reports.n; r++) best_of(f, &f->reports.v[r]);
}
