/* SPDX-License-Identifier: Apache-2.0
 *
 * weights.c - features to a chance, by the weights of data/en/weights.tsv.
 *
 * In: the features of a pair. Out: the chance that the two are one, parts per million: 1 / (1 + e^-sum), where sum
 * adds weight * feature. Weights are thousandths, fitted by train/pairs.py; the curve is a table with straight
 * lines between its points, so that every machine gives the same number.
 *
 *      kind 1 * 1400 + day 1 * 900 + shared words 5 * 210 + bias -2300  =  1050  ->  0.741
 *
 * A set without a row for a feature gives it 0. "least" is the average from which two clusters are joined.
 */
#include "story/inner.h"

/* Chance in ppm at sums of -8, -7.5 ... 8. */
static const int32_t curve[33] = {
	335, 553, 911, 1501, 2473, 4070, 6693, 10987, 17986, 29312, 47426, 75858, 119203, 182426, 268941, 377541,
	500000, 622459, 731059, 817574, 880797, 924142, 952574, 970688, 982014, 989013, 993307, 995930, 997527, 998499,
	999089, 999447, 999665
};

static int32_t chance_ppm(int64_t logit_milli)
{
	int64_t at = logit_milli + 8000;
	if (at <= 0) return curve[0];
	if (at >= 16000) return curve[32];
	int64_t i = at / 500, rest = at % 500;
	return (int32_t)(curve[i] + (curve[i + 1] - curve[i]) * rest / 500);
}

int32_t weights_chance(const pair_weights *w, const int16_t *x, uint32_t n)
{
	int64_t sum = 0;
	for (uint32_t i = 0; i < n; i++) sum += (int64_t)w->w[i] * x[i];
	return chance_ppm(sum);
}

static void weight_row(pair_weights *w, const char *const *names, uint32_t n, slice name, int32_t value)
{
	if (slice_eq(name, S("least"))) w->least = value;
	for (uint32_t i = 0; i < n; i++)
		if (!strncmp(names[i], name.p, name.n) && !names[i][name.n]) w->w[i] = value;
}

void weights_load(const char *set, const char *const *names, uint32_t n, pair_weights *to)
{
	tsv t = {.name = S("weights.tsv")};
	slice cols[TSV_COLS], which = {set, strlen(set)};
	*to = (pair_weights){0};
	if (!embedded_find("weights.tsv", &t.rest)) return;
	while (tsv_next(&t, cols) >= 3) {
		int64_t v;
		if (slice_eq(cols[0], which) && slice_i64(cols[2], &v)) weight_row(to, names, n, cols[1], (int32_t)v);
	}
}
