/* SPDX-License-Identifier: Apache-2.0
 *
 * tree.c - reading the dependency tree: who is the subject, where a clause ends, is it negated.
 *
 * In: a token. Out: tokens and spans. "Protesters who stormed the palace were arrested": the subject of
 * "stormed" is "Protesters" (its relative clause's head), the object of "arrested" is "Protesters" (passive).
 * Every walk is bounded by the length of the sentence. No table: these are facts about Universal Dependencies.
 */
#include "facts/inner.h"

enum { DATELINE_FAR = 12 };      /* tokens */

uint32_t token_at(const finder *f, uint32_t byte)
{
	uint32_t lo = 1, hi = f->tok->n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (f->tok->start[mid] < byte) lo = mid + 1;
		else hi = mid;
	}
	return lo;
}

uint32_t tree_child(const finder *f, uint32_t t, unsigned rel)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == rel) return c;
	return 0;
}

uint32_t tree_child_lemma(const finder *f, uint32_t t, unsigned rel, const char *lemma)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == rel && tok_is(f, c, lemma)) return c;
	return 0;
}

uint32_t tree_case(const finder *f, uint32_t t) { return tree_child(f, t, DL_R_CASE); }

static bool is_punct(const finder *f, uint32_t t) { return f->tok->upos[t] == DL_PUNCT; }

/* Grow [first, last] over the subtree of t, leaving out children that skip() names, at any depth of NPs. */
static void widen(const finder *f, uint32_t t, bool (*skip)(const finder *, uint32_t), uint32_t *first, uint32_t *last,
                  int depth)
{
	if (t < *first) *first = t;
	if (t > *last) *last = t;
	if (depth > 200) return;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (!skip || !skip(f, c)) widen(f, c, skip, first, last, depth + 1);
}

static dl_span span_of(const finder *f, uint32_t first, uint32_t last)
{
	while (first < last && is_punct(f, first)) first++;
	while (last > first && is_punct(f, last)) last--;
	return (dl_span){f->tok->start[first], tok_end(f, last)};
}

uint32_t tree_top(const finder *f, uint32_t first, uint32_t last)
{
	for (uint32_t t = first; t <= last; t++) {
		uint32_t h = f->tok->head[t];
		if ((h < first || h > last) && !is_punct(f, t)) return t;
	}
	return last;
}

dl_span tree_span(const finder *f, uint32_t t)
{
	uint32_t first = t, last = t;
	widen(f, t, NULL, &first, &last, 0);
	return span_of(f, first, last);
}

static bool np_skip(const finder *f, uint32_t c)
{
	switch (f->tok->rel[c]) {
	case DL_R_ACL: case DL_R_ACL_RELCL: case DL_R_APPOS: case DL_R_PARATAXIS: case DL_R_CONJ: case DL_R_CC:
	case DL_R_ADVCL: case DL_R_CASE: case DL_R_PUNCT: case DL_R_COP: case DL_R_AUX: case DL_R_NSUBJ:
	case DL_R_MARK: case DL_R_DISCOURSE: case DL_R_LIST:
		return true;
	default:
		return false;
	}
}

/* "Tomorrow at the earliest, Harbour Police said": a subject does not stand right behind a preposition. What that one
 * leads ends at the comma, and the subject begins behind it. */
static uint32_t behind_comma(const finder *f, uint32_t t, uint32_t first)
{
	bool led = first > 1 && same_sentence(f, first - 1, first) && f->tok->upos[first - 1] == DL_ADP;
	for (uint32_t i = t; led && f->tok->rel[t] == DL_R_NSUBJ && i-- > first;)
		if (slice_eq(f->tok->form[i], S(","))) return i + 1;
	return first;
}

dl_span tree_np(const finder *f, uint32_t t)
{
	uint32_t first = t, last = t;
	widen(f, t, np_skip, &first, &last, 0);
	first = behind_comma(f, t, first);
	/* "At least six people" begins with its "at", which marks "least" and not the phrase. */
	if (first > 1 && same_sentence(f, first - 1, first) && tok_is(f, first - 1, "at")
	    && (slice_eq_fold(f->tok->form[first], S("least")) || slice_eq_fold(f->tok->form[first], S("most"))))
		first--;
	return span_of(f, first, last);
}

bool tree_within(const finder *f, uint32_t t, uint32_t top)
{
	for (uint32_t n = 0; t && n <= DL_SENT_MAX; t = f->tok->head[t], n++)
		if (t == top) return true;
	return false;
}

/* Verbs that nobody undergoes, or not with "for" behind them: "was alarmed and called for calm". */
static bool never_undergone(const finder *f, uint32_t verb)
{
	if (tok_in(f, verb, W_NEVER_UNDERGONE)) return true;
	if (!tok_in(f, verb, W_NEVER_UNDERGONE_FOR)) return false;
	uint32_t o = tree_child(f, verb, DL_R_OBL);
	return o && tok_is(f, tree_case(f, o), "for");
}

bool tree_passive(const finder *f, uint32_t verb)
{
	if (tree_child(f, verb, DL_R_AUX_PASS) || tree_child(f, verb, DL_R_NSUBJ_PASS)) return true;
	unsigned rel = f->tok->rel[verb];
	/* "the man arrested on Monday": a past participle that modifies a noun. */
	if (f->tok->xpos[verb] == DL_T_VBN && (rel == DL_R_ACL || rel == DL_R_AMOD)) return true;
	/* "a child was hurt": its "was" taken for a copula. */
	if (f->tok->xpos[verb] == DL_T_VBN && f->tok->upos[verb] == DL_VERB && tree_child(f, verb, DL_R_COP)) return true;
	uint32_t head = f->tok->head[verb];     /* "was shot and killed" shares its auxiliary */
	return rel == DL_R_CONJ && f->tok->xpos[verb] == DL_T_VBN && head && !tree_child(f, verb, DL_R_NSUBJ)
	       && !tree_child(f, verb, DL_R_AUX) && tree_passive(f, head) && !tree_child(f, verb, DL_R_OBJ)
	       && !never_undergone(f, verb);
}

static uint32_t own_subject(const finder *f, uint32_t v)
{
	uint32_t s = tree_child(f, v, DL_R_NSUBJ);
	if (!s) s = tree_child(f, v, DL_R_NSUBJ_PASS);
	return s ? s : tree_child(f, v, DL_R_NSUBJ_OUTER);    /* "the curfew was to begin" */
}

static bool relative_word(const finder *f, uint32_t t)
{
	unsigned x = f->tok->xpos[t];
	return x == DL_T_WDT || x == DL_T_WP || (tok_is(f, t, "that") && f->tok->upos[t] == DL_PRON);
}

/* "who", "that", "which" stand for the noun that their clause modifies. */
static uint32_t relative_antecedent(const finder *f, uint32_t verb, uint32_t subject)
{
	if (f->tok->rel[verb] != DL_R_ACL_RELCL) return subject;
	if (subject && !relative_word(f, subject)) return subject;
	return f->tok->head[verb];
}

/* Who does what a noun is about: "his plan to leave", "won the right to vote". */
static uint32_t subject_for_noun(const finder *f, uint32_t noun)
{
	uint32_t poss = tree_child(f, noun, DL_R_NMOD_POSS), up = f->tok->head[noun];
	if (poss) return poss;
	return f->tok->rel[noun] == DL_R_OBJ && !tree_passive(f, up) ? own_subject(f, up) : 0;
}

uint32_t tree_asked(const finder *f, uint32_t verb)
{
	static const struct { const char *verb, *on; } asks[] = {
		{"call", "on"}, {"call", "upon"}, {"appeal", "to"}, {"plead", "with"}, {"prevail", "on"}, {"shout", "at"},
	};
	uint32_t up = f->tok->head[verb];
	if ((f->tok->rel[verb] != DL_R_ADVCL && f->tok->rel[verb] != DL_R_XCOMP) || f->tok->xpos[verb] != DL_T_VB) return 0;
	for (uint32_t c = f->first_child[up]; c && c < verb; c = f->next_child[c])
		for (size_t i = 0; f->tok->rel[c] == DL_R_OBL && i < COUNT(asks); i++)
			if (tok_is(f, up, asks[i].verb) && tok_is(f, tree_case(f, c), asks[i].on)) return c;
	return 0;
}

/* "Police charged the man who drove into a crowd, killing four": the killing goes on from what he did, though the tree
 * hangs it on the charge. The verb of the clause that describes him; 0 when it is the charge's own. */
uint32_t tree_deed(const finder *f, uint32_t v)
{
	uint32_t up = f->tok->head[v];
	bool result = f->tok->rel[v] == DL_R_ADVCL && f->tok->xpos[v] == DL_T_VBG && v > 1 && tok_is_comma(f, v - 1);
	if (!result || up >= v || !tok_in(f, v, W_HARM_RESULT) || !tok_in(f, up, W_TRACES_DOER)) return 0;
	for (uint32_t r = v - 1; r > up; r--)
		if (f->tok->rel[r] == DL_R_ACL_RELCL && f->tok->upos[r] == DL_VERB && tree_within(f, r, up)) return r;
	return 0;
}

/* The subject as the grammar sees it: of an active or a passive. */
/* "The strike forced the mayor, who was abroad, to return": the tree may take what he does for a purpose. */
static bool compelled(const finder *f, uint32_t v, uint32_t up)
{
	return f->tok->rel[v] == DL_R_ADVCL && tree_child_lemma(f, v, DL_R_MARK, "to") && tok_in(f, up, W_COMPELS);
}

static uint32_t surface_subject(const finder *f, uint32_t verb)
{
	for (uint32_t n = 0, v = verb; v && n < 8; n++) {
		uint32_t s = own_subject(f, v);
		unsigned rel = f->tok->rel[v];
		uint32_t up = f->tok->head[v];
		if (s) return relative_antecedent(f, v, s);
		uint32_t asked = tree_asked(f, v);
		if (asked) return asked;
		uint32_t deed = tree_deed(f, v);
		if (deed && own_subject(f, deed)) return relative_antecedent(f, deed, own_subject(f, deed));
		if (rel == DL_R_ACL_RELCL) return tree_child(f, v, DL_R_OBJ) ? up : 0;
		/* "forces backed by", "men carrying"; but "progress in freeing" */
		if (rel == DL_R_ACL) return tree_child(f, v, DL_R_MARK) ? subject_for_noun(f, up) : up;
		if (rel == DL_R_XCOMP || compelled(f, v, up)) {
			uint32_t o = tree_child(f, up, DL_R_OBJ);         /* "ordered them to leave" */
			if (!o) o = tree_child(f, up, DL_R_IOBJ);
			if (o) return o;
		} else if (rel != DL_R_CONJ && rel != DL_R_ADVCL) {
			return 0;
		}
		v = up;
		if (f->tok->upos[v] != DL_VERB && f->tok->upos[v] != DL_AUX && !tree_child(f, v, DL_R_COP)) return 0;
	}
	return 0;
}

uint32_t tree_subject(const finder *f, uint32_t verb) { return surface_subject(f, verb); }

/* "captured or killed two men", "shot and wounded a guard": the object behind both verbs is that of the first too. */
static uint32_t object_shared(const finder *f, uint32_t verb)
{
	if (tree_child(f, verb, DL_R_COMPOUND_PRT) || tree_child(f, verb, DL_R_OBL)) return 0;   /* "backed down and" */
	for (uint32_t c = f->first_child[verb]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_CONJ || f->tok->upos[c] != DL_VERB || c > verb + 4) continue;
		if (f->tok->xpos[c] != f->tok->xpos[verb] || own_subject(f, c)) continue;
		return tree_child(f, c, DL_R_OBJ);
	}
	return 0;
}

/* "the palace (that) they stormed": the noun that the clause describes, when the clause has a subject and no
 * object of its own, nor a clause or a preposition left behind that would want it. */
static uint32_t object_described(const finder *f, uint32_t verb, uint32_t object)
{
	if (f->tok->rel[verb] != DL_R_ACL_RELCL || (object && !relative_word(f, object))) return object;
	uint32_t s = own_subject(f, verb);
	if (object) return f->tok->head[verb];
	if (!s || relative_word(f, s) || tree_child(f, verb, DL_R_CCOMP) || tree_child(f, verb, DL_R_XCOMP)) return 0;
	for (uint32_t c = f->first_child[verb]; c; c = f->next_child[c])
		if (f->tok->upos[c] == DL_ADP || f->tok->xpos[c] == DL_T_WRB || relative_word(f, c)
		    || (f->tok->rel[c] == DL_R_OBL && tree_case(f, c) && relative_word(f, c))) return 0;
	return f->tok->head[verb];
}

/* "called up reservists", "called off the strike": behind a particle, a noun taken for what somebody becomes. */
static uint32_t object_of_particle(const finder *f, uint32_t verb)
{
	uint32_t x = tree_child(f, verb, DL_R_COMPOUND_PRT) ? tree_child(f, verb, DL_R_XCOMP) : 0;
	bool noun = x > verb && (f->tok->upos[x] == DL_NOUN || f->tok->upos[x] == DL_PROPN);
	return noun && !tree_child(f, x, DL_R_COP) && !tree_case(f, x) ? x : 0;
}

uint32_t tree_object(const finder *f, uint32_t verb)
{
	if (tree_passive(f, verb)) return surface_subject(f, verb);
	uint32_t o = object_described(f, verb, tree_child(f, verb, DL_R_OBJ));
	if (!o) o = tree_child(f, verb, DL_R_IOBJ);
	if (!o) o = object_of_particle(f, verb);
	return o ? o : object_shared(f, verb);
}

uint32_t tree_agent(const finder *f, uint32_t verb)
{
	if (!tree_passive(f, verb)) return surface_subject(f, verb);
	uint32_t by = tree_child(f, verb, DL_R_OBL_AGENT);
	if (by) return by;
	for (uint32_t c = f->first_child[verb]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_OBL && tok_is(f, tree_case(f, c), "by")) return c;
	return 0;
}

uint32_t tree_clause(const finder *f, uint32_t t)
{
	for (uint32_t n = 0; t && n <= DL_SENT_MAX; t = f->tok->head[t], n++)
		if (f->tok->upos[t] == DL_VERB || tree_child(f, t, DL_R_COP) || f->tok->rel[t] == DL_R_ROOT) return t;
	return t;
}

static bool clause_skip(const finder *f, uint32_t c)
{
	switch (f->tok->rel[c]) {
	case DL_R_ADVCL: case DL_R_PARATAXIS: case DL_R_PUNCT: case DL_R_DISCOURSE: case DL_R_MARK:
		return true;
	case DL_R_CONJ: case DL_R_CC:
		return f->tok->upos[f->tok->head[c]] == DL_VERB;
	default:
		return false;
	}
}

dl_span tree_clause_span(const finder *f, uint32_t verb)
{
	uint32_t first = verb, last = verb;
	widen(f, verb, clause_skip, &first, &last, 0);
	return span_of(f, first, last);
}

/* A dash is soon behind it, or the end of its sentence (src/text/sentence.c sets a signed dateline apart), and no verb
 * before that. */
bool is_dateline(const finder *f, uint32_t t)
{
	const dl_tokens *k = f->tok;
	uint32_t s = k->sent[t], end = k->sent_first[s + 1];
	bool apart = s + 1 < k->n_sents && k->sent_para[s + 1] == k->sent_para[s] && slice_eq(k->form[end - 1], S(")"));
	if (t != k->sent_first[s] || (s > 1 && k->sent_para[s - 1] == k->sent_para[s])) return false;
	for (uint32_t i = t + 1; i < end && i < t + DATELINE_FAR; i++) {
		if (tok_is_dash(f, i)) return true;
		if (k->upos[i] == DL_VERB || k->upos[i] == DL_AUX) return false;
	}
	return apart && end <= t + DATELINE_FAR;
}

bool tree_negated(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (rel == DL_R_ADVMOD && (tok_is(f, c, "not") || tok_is(f, c, "n't") || tok_is(f, c, "never"))) return true;
		if (rel == DL_R_DET && tok_is(f, c, "no")) return true;
		if ((rel == DL_R_NSUBJ || rel == DL_R_NSUBJ_PASS)
		    && (tok_is(f, c, "nobody") || tree_child_lemma(f, c, DL_R_DET, "no") || tok_is(f, c, "none")))
			return true;
	}
	return false;
}

bool tree_pointed(const finder *f, uint32_t noun)
{
	for (uint32_t c = f->first_child[noun]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_DET && (tok_is(f, c, "the") || tok_is(f, c, "this") || tok_is(f, c, "that")
		                                   || tok_is(f, c, "these") || tok_is(f, c, "those")))
			return true;
	return false;
}

bool tree_definite(const finder *f, uint32_t noun)
{
	return tree_child(f, noun, DL_R_NMOD_POSS) || tree_pointed(f, noun);
}
