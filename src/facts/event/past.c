/* SPDX-License-Identifier: Apache-2.0
 *
 * past.c - which sentences go on telling of years ago, though they name no time themselves.
 *
 * In: sentences, times, attributions; the day of publication. Out: for every sentence, is it of such a stretch?
 *
 *      In 1958 rebels took the harbour. They shot the governor.     the second is of 1958 too
 *      ... On Monday police arrested two men.                                           a fresh time ends it
 *      ... The port is quiet today.  "I remember it," said Ana Lee.                   so does the present, and a voice
 *
 * A stretch begins with a main clause of the past that an old time hangs on. What goes on has a subject that was
 * told of just before, and the stretch ends with its paragraph. In a text that tells of old years again and again,
 * and hardly of a fresh day, it goes on in the next, whoever acts. A text of some length with old years, no fresh
 * time and nobody who speaks tells of the past throughout. Without a day of publication nothing is old. Cost: the
 * mentions and the sentences once.
 */
#include "facts/event/happen.h"

enum {
	OLD = 1,                     /* an old time hangs on its main clause                                     */
	FRESH = 2,                   /* it names a time of the last year, or now; or somebody speaks in it       */
};
#define OLD_TIMES_LEAST 3u       /* old years that make a text one of old years; WikiWars, the grids' backgrounds */
#define OLD_FOR_FRESH   2u       /* ... for each fresh time                                                  */
#define ALL_PAST_SENTS  8u       /* a text without any fresh time must be this long: a brief may name none    */

/* The main clause of the sentence, 0 when it has none. */
static uint32_t root_of(const finder *f, uint32_t s)
{
	for (uint32_t t = f->tok->sent_first[s]; t < f->tok->sent_first[s + 1]; t++)
		if (!f->tok->head[t]) return t;
	return 0;
}

static bool has_clause(const finder *f, uint32_t root)
{
	return root && (f->tok->upos[root] == DL_VERB || tree_child(f, root, DL_R_COP) || tree_child(f, root, DL_R_NSUBJ));
}

/* "took", "was taken", "had been a port"; not "has taken", "takes". */
static bool is_past(const finder *f, uint32_t root)
{
	if (!root) return false;
	bool past = f->tok->xpos[root] == DL_T_VBD;
	for (uint32_t c = f->first_child[root]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c], x = f->tok->xpos[c];
		if (rel != DL_R_AUX && rel != DL_R_AUX_PASS && rel != DL_R_COP) continue;
		if (x != DL_T_VBD && x != DL_T_VBN) return false;
		past |= x == DL_T_VBD;
	}
	return past;
}

/* Does it hang on the main clause, or on one that is joined to it? */
static bool on_main_clause(const finder *f, uint32_t t)
{
	unsigned rel = f->tok->rel[t];
	if (rel != DL_R_OBL && rel != DL_R_OBL_UNMARKED && rel != DL_R_ADVMOD) return false;
	uint32_t v = f->tok->head[t];
	while (f->tok->rel[v] == DL_R_CONJ) v = f->tok->head[v];
	return v && !f->tok->head[v];
}

static bool is_fresh(const finder *f, const dl_time *t)
{
	if (slice_eq(pool_get(f, t->value), S("PRESENT_REF"))) return true;
	return !t->history && t->from_min != DL_MIN_NONE && t->type != DL_TIMEX_DURATION && t->mod != '>';
}

/* What each sentence's times and voices say of it; counts the old and the fresh times. */
static void note_times(const finder *f, uint8_t *says, uint32_t *n_old, uint32_t *n_fresh)
{
	for (uint32_t i = 1; i < f->mentions.n; i++) {
		const dl_mention *m = &f->mentions.v[i];
		if (m->kind != DL_M_TIME || !sentence_told(f->tok, m->sent)) continue;
		const dl_time *t = &f->times.v[m->value];
		if (is_fresh(f, t)) says[m->sent] |= FRESH, ++*n_fresh;
		else if (t->history && on_main_clause(f, m->head)) says[m->sent] |= OLD, ++*n_old;
	}
}

static uint32_t note_voices(const finder *f, uint8_t *says)
{
	uint32_t n = 0;
	for (uint32_t i = 1; i < f->attributions.n; i++) {
		const dl_attribution *a = &f->attributions.v[i];
		if (a->act == 't' || !a->cue_token || !a->n_links) continue;
		says[f->tok->sent[a->cue_token]] |= FRESH, n++;
	}
	return n;
}

/* "They shot ...", "His brother fled", "Roe was shot" behind "Roe freed ...": its subject was told of just before.
 * "Police arrested a man" may be the news again. */
static bool goes_on_with(const finder *f, uint32_t s)
{
	uint32_t root = root_of(f, s), subject = root ? tree_subject(f, root) : 0;
	if (!subject || f->tok->upos[subject] == DL_PRON || tree_child(f, subject, DL_R_NMOD_POSS)) return subject != 0;
	uint32_t e = f->mentions.v[f->mention_at[subject]].entity, before = e ? f->tok->sent_first[s - 1] : 0;
	for (uint32_t t = before; t && t < f->tok->sent_first[s]; t++)
		if (f->mentions.v[f->mention_at[t]].entity == e) return true;
	return false;
}

void past_find(happen *h)
{
	finder *f = h->f;
	uint32_t n_old = 0, n_fresh = 0, sents = f->tok->n_sents;
	bool on = false;
	if (f->doc->published_day == DL_DAY_NONE) return;
	uint8_t *says = ARENA_ARRAY(f->w->tmp, uint8_t, sents + 1);
	bool *of_past = ARENA_ARRAY(f->w->tmp, bool, sents + 1);
	if (!says || !of_past) { f->nomem = true; return; }
	note_times(f, says, &n_old, &n_fresh);
	uint32_t voices = note_voices(f, says);
	bool all = n_old && !n_fresh && !voices && sents > ALL_PAST_SENTS;
	bool laden = all || (n_old >= OLD_TIMES_LEAST && n_old >= OLD_FOR_FRESH * n_fresh);
	on = all;
	for (uint32_t s = 1; s < sents; s++) {
		if (!sentence_told(f->tok, s)) continue;
		bool opens = s == 1 || f->tok->sent_para[s] != f->tok->sent_para[s - 1];
		bool past = is_past(f, root_of(f, s)), title = f->tok->sent_block[s] == DL_BLOCK_TITLE;
		if (opens && !laden) on = false;
		if (!has_clause(f, root_of(f, s)) && !says[s]) continue;         /* "Fort Roe, Ohio" between two of its parts */
		if ((says[s] & FRESH) || (!past && !all)) on = false;
		else if ((says[s] & OLD) && past) on = true;
		else if (!laden && on && !goes_on_with(f, s)) on = false;
		of_past[s] = on && past && !title;
	}
	h->of_past = of_past;
}

bool past_misdates(const happen *h, uint32_t m)
{
	const dl_mention *x = &h->f->mentions.v[m];
	const dl_time *t = &h->f->times.v[x->value];
	bool known = t->from_min != DL_MIN_NONE || t->to_min != DL_MIN_MAX;
	return h->of_past && h->of_past[x->sent] && known && !t->history && t->basis != DL_BASIS_FULL;
}
