/* SPDX-License-Identifier: Apache-2.0
 *
 * measure.c - how strong and how long: figures that are no count of people or things.
 *
 * In: counts, times, reports. Out: claims of the field `other` with a value that two outlets can be held against each
 * other by, and with what it is of:
 *
 *      "The magnitude 6.2 quake struck at dawn."      6.2, of: magnitude
 *      "One aftershock had a magnitude of 5.1."       5.1, of: magnitude of aftershock
 *      "It extended her remand for eight days."       8, of: days of extend
 *      "What was a 12-minute display"                 12, of: minutes of display
 *
 * A length that counts from something ("three days after the raid", "within a week") is a time, and an age is told by
 * reason.c; "eight to ten days" and "up to a week" are left to their words. Cost: linear.
 */
#include "facts/event/happen.h"

#define MEASURES_MOST 100u       /* of one document */

static bool measure_add(happen *h, uint32_t t, uint32_t count, dl_span at, slice of)
{
	finder *f = h->f;
	return claim_beside(h, t, (dl_claim){.at = at, .field = DL_F_OTHER, .kind = DL_V_COUNT, .value = count,
	                    .of = pool_add(f, of)});
}

/* ---------------------------------------------------------------- how strong */
/* "6.2" or "7": tenths; 0 when the text is anything else. */
static int64_t tenths(slice s)
{
	if (s.n != 1 && !(s.n == 3 && s.p[1] == '.')) return 0;
	if (s.p[0] < '1' || s.p[0] > '9' || (s.n == 3 && (s.p[2] < '0' || s.p[2] > '9'))) return 0;
	return (s.p[0] - '0') * 10 + (s.n == 3 ? s.p[2] - '0' : 0);
}

/* The token of the figure that belongs to "magnitude" at t: behind it, or before it with a hyphen; 0 none. */
static uint32_t figure_of(const finder *f, uint32_t t)
{
	for (uint32_t k = t + 1; k < t + 4 && same_sentence(f, t, k); k++) {
		if (tenths(f->tok->form[k])) return k;
		if (!tok_is(f, k, "of") && !slice_eq(f->tok->form[k], S("-"))) break;
	}
	uint32_t before = t > 2 && slice_eq(f->tok->form[t - 1], S("-")) ? t - 2 : t - 1;
	return same_sentence(f, t, before) && tenths(f->tok->form[before]) ? before : 0;
}

/* "the magnitude 6.2 quake": the happening named right behind it, else token t stays. */
static uint32_t happening_behind(const happen *h, uint32_t t, uint32_t k)
{
	uint32_t next = (k > t ? k : t) + 1;
	return same_sentence(h->f, t, next) && h->hit[next].report ? next : t;
}

/* Of the quake, whatever it is called, or of one of its aftershocks. */
static slice of_what(const happen *h, uint32_t t)
{
	slice lemma = pool_get(h->f, h->f->reports.v[report_beside(h, t)].lemma);
	return slice_eq(lemma, S("aftershock")) ? S("magnitude of aftershock") : S("magnitude");
}

static bool magnitude_at(happen *h, uint32_t t)
{
	finder *f = h->f;
	slice w = f->tok->form[t], n = {0};
	bool joined = slice_starts(w, S("magnitude-")) || slice_ends(w, S("-magnitude"));
	uint32_t k = joined ? t : tok_is(f, t, "magnitude") ? figure_of(f, t) : 0;
	if (!k) return false;
	if (!joined) n = f->tok->form[k];
	else n = slice_starts(w, S("magnitude-")) ? slice_sub(w, 10, w.n) : slice_sub(w, 0, w.n - 10);
	int64_t v = tenths(n);
	if (!v) return false;
	dl_span at = span_join((dl_span){f->tok->start[t], tok_end(f, t)}, (dl_span){f->tok->start[k], tok_end(f, k)});
	dl_count *c = FINDER_PUSH(f, counts);
	*c = (dl_count){.lo = v, .hi = v, .coder = v, .decimals = 1, .at = at, .unit = pool_add(f, S("magnitude"))};
	t = happening_behind(h, t, k);
	return measure_add(h, t, f->counts.n - 1, at, of_what(h, t));
}

/* ---------------------------------------------------------------- how long */
/* "P8D" 8 days, "PT12M" 12 minutes; NULL when it is anything else. */
static const char *length_unit(slice value, int64_t *n)
{
	static const struct { char letter; const char *date, *time; } units[] = {
		{'Y', "years", NULL}, {'M', "months", "minutes"}, {'W', "weeks", NULL}, {'D', "days", NULL},
		{'H', NULL, "hours"}, {'S', NULL, "seconds"},
	};
	bool time = slice_starts(value, S("PT"));
	size_t head = time ? 2 : 1;
	if (value.n < head + 2 || value.p[0] != 'P' || !slice_i64(slice_sub(value, head, value.n - 1), n)) return NULL;
	for (size_t i = 0; i < COUNT(units); i++)
		if (units[i].letter == value.p[value.n - 1]) return time ? units[i].time : units[i].date;
	return NULL;
}

/* Is the length that of what stands over it, and told by one figure? */
static bool plain_length(const finder *f, const dl_mention *m)
{
	uint32_t t = m->head, prep = tree_case(f, t), first = t, behind = t;
	if (prep && !listed(f, W_LENGTH_OF, f->tok->form[prep])) return false;
	while (first > 1 && f->tok->start[first - 1] >= m->at.start) first--;
	while (behind < f->tok->n && tok_end(f, behind) <= m->at.end) behind++;
	for (uint32_t k = first; k < behind; k++)
		if (tok_is(f, k, "to") || tok_is(f, k, "or") || tok_is(f, k, "and")) return false;
	if (same_sentence(f, t, behind) && tok_in(f, behind, W_LENGTH_FROM_THEN)) return false;
	return !same_sentence(f, t, first - 1) || !tok_in(f, first - 1, W_LENGTH_BOUND);
}

static bool length_of(happen *h, const dl_mention *m)
{
	finder *f = h->f;
	const dl_time *x = &f->times.v[m->value];
	uint32_t over = f->tok->head[m->head];
	int64_t n = 0;
	if (x->type != DL_TIMEX_DURATION || x->from_min != DL_MIN_NONE || !over || !plain_length(f, m)) return false;
	const char *unit = length_unit(pool_get(f, x->value), &n);
	if (!unit || n < 1) return false;
	dl_count *c = FINDER_PUSH(f, counts);
	*c = (dl_count){.lo = n, .hi = n, .coder = n, .at = m->at, .flags = x->mod == '~' ? DL_C_APPROX : 0};
	return measure_add(h, m->head, f->counts.n - 1, m->at, arena_printf(f->w->tmp, "%s of %.*s", unit,
	                   PRS(f->tok->lemma[over])));
}

void claims_of_measures(happen *h)
{
	const finder *f = h->f;
	uint32_t n = 0;
	for (uint32_t t = 1; t < f->tok->n && n < MEASURES_MOST; t++)
		if (sentence_told(f->tok, f->tok->sent[t])) n += magnitude_at(h, t);
	for (uint32_t i = 1, end = f->mentions.n; i < end && n < MEASURES_MOST; i++) {
		const dl_mention m = f->mentions.v[i];
		if (m.kind == DL_M_TIME && sentence_told(f->tok, m.sent)) n += length_of(h, &m);
	}
}
