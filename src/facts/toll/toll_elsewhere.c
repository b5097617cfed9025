/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_elsewhere.c - the same harm in other places, told by a figure and a place alone; and the dead of one spot.
 *
 * In: tolls[]. Out: the same and the parts: "35 dead in Amatrice, 11 in Accumoli and 17 in Rieti" gives 11 and 17 as
 * parts of the dead. "Two were pronounced dead at the scene" is a part where the text counts three dead. Cost: linear
 * in the sentence behind each toll.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

/* "and three in Hull": a bare figure behind a comma or "and", a preposition, a place soon behind it. Its last token. */
static uint32_t figure_in_place(const finder *f, uint32_t i, uint32_t end)
{
	const dl_tokens *k = f->tok;
	uint32_t m = f->inside[i];
	if (!m || f->mentions.v[m].kind != DL_M_COUNT || i + 2 >= end) return 0;
	const dl_count *c = &f->counts.v[f->mentions.v[m].value];
	if (c->unit.n || c->decimals || f->mentions.v[m].head != i || f->mentions.v[m].at.start != k->start[i]) return 0;
	if (!tok_is_comma(f, i - 1) && !tok_is(f, i - 1, "and")) return 0;
	if (!tok_is(f, i + 1, "in") && !tok_is(f, i + 1, "at") && !tok_is(f, i + 1, "near")) return 0;
	for (uint32_t p = i + 2; p < end && p < i + 6; p++) {
		const dl_mention *x = &f->mentions.v[f->inside[p]];
		if (x->kind == DL_M_PLACE && x->form == 'n') {
			while (p + 1 < end && k->start[p + 1] < x->at.end) p++;
			return p;
		}
		if (k->upos[p] == DL_VERB || k->upos[p] == DL_PUNCT) return 0;
	}
	return 0;
}

/* "35 dead in Amatrice, 11 in Accumoli and 17 in Rieti": each a part of the whole. */
static void tell_elsewhere(finder *f, const toll *told, uint32_t t)
{
	const dl_tokens *k = f->tok;
	uint32_t end = k->sent_first[k->sent[t] + 1];
	for (uint32_t i = t + 1; i < end && k->upos[i] != DL_VERB; i++) {
		uint32_t last = figure_in_place(f, i, end);
		if (!last) continue;
		dl_count c = f->counts.v[f->mentions.v[f->inside[i]].value];
		toll made = *told;
		c.flags |= DL_C_PART_OF;
		made.claim.value = f->counts.n, made.claim.at = (dl_span){k->start[i], tok_end(f, last)};
		made.claim.of = (dl_ref){0}, made.claim.mention = f->inside[i];
		*(dl_count *)FINDER_PUSH(f, counts) = c;
		*(toll *)FINDER_PUSH(f, tolls) = made;
		i = last;
	}
}

/* Is it told of one spot: "pronounced dead at the scene", "died at a hospital", "the bodies of two at the house"? */
static bool of_one_spot(const finder *f, const toll *x)
{
	uint32_t t = x->token, end = f->tok->sent_first[f->tok->sent[t] + 1];
	while (t + 1 < end && f->tok->start[t + 1] < x->claim.at.end) t++;
	for (uint32_t i = x->token + 1; i < end && i < t + 6; i++) {
		if (f->tok->upos[i] == DL_VERB || tok_is_comma(f, i)) return false;
		bool led = tok_is(f, i, "at") || tok_is(f, i, "on") || tok_is(f, i, "in");
		for (uint32_t p = i + 1; led && p < end && p < i + 5; p++)
			if (tok_is(f, p, "scene") || tok_in(f, p, W_HOSPITAL)) return true;
	}
	return false;
}

/* The highest figure of the dead that the text tells as all of them, and not as those of one spot. */
static int64_t most_dead(const finder *f)
{
	int64_t most = 0;
	for (uint32_t i = 1; i < f->tolls.n; i++) {
		const toll *x = &f->tolls.v[i];
		const dl_count *c = &f->counts.v[x->claim.value];
		bool whole = x->claim.field == DL_F_KILLED && x->claim.modality == DL_TOLD && c->lo == c->hi && c->lo < 50
			&& !(c->flags & (DL_C_PART_OF | DL_C_OLD | DL_C_OTHERS | DL_C_AGGREGATE | DL_C_VAGUE | DL_C_HIT));
		if (whole && c->lo > most && !of_one_spot(f, x)) most = c->lo;
	}
	return most;
}

/* "Three people died. Two men were pronounced dead at the scene": two of the three. */
static void parts_of_the_dead(finder *f)
{
	int64_t most = most_dead(f);
	for (uint32_t i = 1; i < f->tolls.n; i++) {
		dl_claim *x = &f->tolls.v[i].claim;
		dl_count c = f->counts.v[x->value];
		if (x->field != DL_F_KILLED || x->modality != DL_TOLD || c.lo < 2 || c.lo != c.hi || c.lo >= most) continue;
		if (c.flags & (DL_C_PART_OF | DL_C_OLD | DL_C_OTHERS) || !of_one_spot(f, &f->tolls.v[i])) continue;
		c.flags |= DL_C_PART_OF, x->value = f->counts.n;
		*(dl_count *)FINDER_PUSH(f, counts) = c;
	}
}

void tolls_elsewhere(finder *f)
{
	parts_of_the_dead(f);
	for (uint32_t n = f->tolls.n, i = 1; i < n; i++) {
		const toll x = f->tolls.v[i];
		bool harm = x.claim.field == DL_F_KILLED || x.claim.field == DL_F_INJURED || x.claim.field == DL_F_MISSING;
		const dl_count *c = &f->counts.v[x.claim.value];
		if (!harm || c->flags & (DL_C_PART_OF | DL_C_NONE_STATED) || c->lo < 2) continue;
		uint32_t t = x.token;
		while (t + 1 < f->tok->n && f->tok->start[t + 1] < x.claim.at.end) t++;
		tell_elsewhere(f, &x, t);
	}
}
