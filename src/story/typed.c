/* SPDX-License-Identifier: Apache-2.0
 *
 * typed.c - values that people typed: the desk's own accounts.
 *
 * In: decisions of kind DECIDE_TYPED, each with a field, a value and the reports of the event that was meant. Out: an
 * account without a voucher, the last of its field; a field of its own where the event has none of that kind.
 *
 *      killed   23   Valley Post (police)          best of the passages
 *               12   Ridge Courier (hospital)      disputes
 *               14   no passage                    typed by anna: the hospital corrected itself (decision 6)
 *
 * What passages say is judged without it: standing, verdicts and order stay as they are, so that nobody takes the
 * desk's word for a witness. The field's best figure is the typed one, by a rule that says who typed it; of several
 * that of the last decision. The event is the one that tells the first of those reports, whatever was merged or
 * split since.
 * Cost: reports of the assembly, for each such decision about its documents.
 */
#include "story/fields.h"

/* "31", "at least 31", "20 to 25"; digits may be grouped by commas. */
static bool number_of(slice s, int64_t *n)
{
	char digits[24];
	size_t m = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool group = s.p[i] == ',' && i && i + 3 < s.n;
		if (group) continue;
		if (s.p[i] < '0' || s.p[i] > '9' || m == 12) return false;
		digits[m++] = s.p[i];
	}
	return m && slice_i64((slice){digits, m}, n);
}

bool typed_count(slice value, int64_t *lo, int64_t *hi)
{
	size_t at;
	if (slice_starts(value, S("at least "))) {
		*hi = DL_COUNT_MAX;
		return number_of(slice_sub(value, 9, value.n), lo);
	}
	if (slice_find(value, S(" to "), &at))
		return number_of(slice_sub(value, 0, at), lo) && number_of(slice_sub(value, at + 4, value.n), hi) && *lo <= *hi;
	if (!number_of(value, lo)) return false;
	return *hi = *lo, true;
}

bool typed_fits(unsigned kind, slice value)
{
	int64_t lo, hi, min;
	int32_t day;
	if (!kind || kind >= DL_FIELD_N || !value.n || value.n > TYPED_BYTES || !utf8_valid(value, NULL)) return false;
	if (is_count_field(kind)) return typed_count(value, &lo, &hi);
	if (kind == DL_F_WHEN || kind == DL_F_STARTS || kind == DL_F_ENDS) return day_parse(value, &day, &min);
	return true;
}

const char *typed_form(unsigned kind)
{
	if (is_count_field(kind)) return "a figure is wanted (31, at least 31, 20 to 25)";
	if (kind == DL_F_WHEN || kind == DL_F_STARTS || kind == DL_F_ENDS)
		return "a day is wanted (2025-03-14, with an hour or without)";
	return "words are wanted, 200 bytes at most";
}

/* ---------------------------------------------------------------- which event */
static bool names(const assembler *s, const story_decision *v, uint32_t n, const dl_telling *t)
{
	uint64_t doc = doc_id(s->docs[t->doc]), report = 0;
	for (uint32_t k = 0; k < n; k++) {
		if (v[k].doc != doc) continue;
		if (!report) report = story_report_id(s->docs[t->doc], s->facts[t->doc], t->report);
		if (v[k].what == report) return true;
	}
	return false;
}

static bool before(const dl_telling *x, const dl_telling *y)
{
	return x->doc != y->doc ? x->doc < y->doc : x->report < y->report;
}

/* The event that tells the first of the reports that the n decisions of one number name; 0 none. */
static uint32_t event_of(const assembler *s, const story_decision *v, uint32_t n)
{
	const dl_telling *first = NULL;
	uint32_t found = 0;
	for (uint32_t e = 1; e < s->events.n; e++)
		for (uint32_t i = 0; i < s->events.v[e].n_tellings; i++) {
			const dl_telling *t = &s->tellings.v[s->events.v[e].first_telling + i];
			if ((!first || before(t, first)) && names(s, v, n, t)) first = t, found = e;
		}
	return found;
}

bool typed_find(assembler *s)
{
	for (uint32_t i = 0, n; i < s->decided.n; i += n) {
		const story_decision *v = s->decided.v + i;
		for (n = 1; i + n < s->decided.n && v[n].number == v->number;) n++;
		uint32_t event = v->kind == DECIDE_TYPED ? event_of(s, v, n) : 0;
		typed *t = event ? VEC_PUSH(s->w->tmp, &s->typed) : NULL;
		if (event && !t) return false;
		if (t) *t = (typed){v, event, false};
	}
	return true;
}

/* ---------------------------------------------------------------- laid out */
static bool lay(assembler *s, typed *t, uint32_t at)
{
	dl_account *o = VEC_PUSH(s->w->out, &s->accounts);
	dl_field *f = &s->fields.v[at];
	int64_t lo, hi;
	if (!o) return false;
	*o = (dl_account){.field = at, .first_voucher = s->vouchers.n, .value = arena_copy(s->w->out, t->d->value),
	                  .as_of_min = t->d->at_min, .relation = DL_NOT_COMPARABLE, .verdict = 't',
	                  .rule = arena_copy(s->w->out, t->d->rule)};
	t->laid = true;
	f->typed = ++f->n_accounts;
	f->best_rule = o->rule;
	if (is_count_field(f->kind) && typed_count(t->d->value, &lo, &hi)) {
		f->best = lo, f->decimals = 0;
		if (f->low == DL_COUNT_NONE || lo < f->low) f->low = lo;
		if (f->high == DL_COUNT_NONE || (hi > f->high && f->high != DL_COUNT_MAX)) f->high = hi;
	}
	return o->value.p && o->rule.p;
}

bool typed_accounts(assembler *s, uint32_t at)
{
	for (uint32_t i = 0; i < s->typed.n; i++) {
		typed *t = &s->typed.v[i];
		const dl_field *f = &s->fields.v[at];
		if (t->laid || t->event != f->event || t->d->field != f->kind || f->of.n) continue;
		if (!lay(s, t, at)) return false;
	}
	return true;
}

bool typed_fields(assembler *s, uint32_t event)
{
	for (uint32_t i = 0; i < s->typed.n; i++) {
		const typed *t = &s->typed.v[i];
		if (t->laid || t->event != event) continue;
		dl_field *f = VEC_PUSH(s->w->out, &s->fields);
		if (!f) return false;
		*f = (dl_field){.event = event, .first_account = s->accounts.n, .low = DL_COUNT_NONE, .best = DL_COUNT_NONE,
		                .high = DL_COUNT_NONE, .kind = t->d->field, .standing = DL_SINGLE,
		                .value_kind = is_count_field(t->d->field) ? DL_V_COUNT : DL_V_TEXT,
		                .rule = S("no passage tells it")};
		if (!typed_accounts(s, s->fields.n - 1)) return false;
	}
	return true;
}
