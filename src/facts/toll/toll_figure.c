/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_figure.c - how many people a noun phrase names.
 *
 * In: a token of the tree. Out: a count.
 * "two civilians and a police officer" is 2 + 1 = 3; "Ann Lee" is 1; "no one" is a stated 0; "civilians" is at
 * least 2 without a figure. Not attempted: sums over sentences.
 */
#include "facts/event/happen.h"
#include "facts/say/attrib.h"
#include "facts/toll/toll.h"

static people exactly(uint32_t head, int64_t n, const finder *f)
{
	return (people){.c = {.lo = n, .hi = n, .coder = n, .at = tree_np(f, head)}, .head = head, .found = true};
}

bool is_reflexive(const finder *f, uint32_t t) { return tok_is(f, t, "himself") || tok_is(f, t, "herself"); }

static bool one_pronoun(const finder *f, uint32_t t)
{
	return tok_is(f, t, "he") || tok_is(f, t, "she") || is_reflexive(f, t) || tok_is(f, t, "him")
	       || tok_is(f, t, "her") || tok_is(f, t, "me") || tok_is(f, t, "I");
}

/* A noun for one person: of tolls.tsv, or of class PERSON and not a word for several ("crew"). */
static bool is_person_noun(const finder *f, uint32_t t)
{
	const happen_kb *kb = f->kb->happens;
	class_set set = class_of_lemma(kb, f->tok->lemma[t]);
	return toll_word(f, t, TK_PERSON)
		|| (f->tok->upos[t] == DL_NOUN && (set & kb->person) && !(set & (kb->body | kb->measure)));
}

/* "hurt 'em": a word cut short is no name. */
static bool is_clipped(const finder *f, uint32_t t)
{
	return slice_starts(tok_form(f, t), S("'")) || slice_starts(tok_form(f, t), S("’"));
}

static bool is_person_name(const finder *f, uint32_t t)
{
	unsigned kind = f->mentions.v[f->inside[t]].kind;
	if (tok_labelled(f, t, DL_N_B_PER)) return true;
	if (kind == DL_M_PERSON && f->mentions.v[f->inside[t]].form == 'n') return true;
	/* "a Briton" */
	if (kind == DL_M_PLACE && f->mentions.v[f->inside[t]].form == 'a' && is_noun(f, t)
	    && tree_child_lemma(f, t, DL_R_DET, "a")) return true;
	/* "the murder of Jecar Neghme": a name that nobody knows, and not a place's, a body's or a day's. */
	return f->tok->xpos[t] == DL_T_NNP && !f->tok->name[t] && !is_clipped(f, t)
	       && (kind == DL_M_NONE || kind == DL_M_PERSON);
}

static bool none_word(const finder *f, uint32_t t)
{
	return tok_is(f, t, "nobody") || tok_is(f, t, "none") || tree_child_lemma(f, t, DL_R_DET, "no")
	       || (tok_is(f, t, "one") && tree_child_lemma(f, t, DL_R_DET, "no"))
	       || (t > 1 && tok_is(f, t, "one") && tok_is(f, t - 1, "no"));
}

/* "the 17-year-old", "an 11 yr old": one person, when it stands for one and not before a noun. */
static bool aged_one(const finder *f, uint32_t t)
{
	if (!tok_is(f, t, "old") || f->tok->rel[t] == DL_R_AMOD || slice_eq_fold(tok_form(f, t), S("olds"))) return false;
	uint32_t unit = t > 2 && tok_is(f, t - 1, "-") ? t - 2 : t - 1;
	return unit && tok_in(f, unit, W_AGE_UNIT) && (unit == t - 2 || f->tok->upos[f->tok->head[t]] == DL_VERB);
}

/* "no other injuries", "nobody else": it says nothing of those who were told before. */
static bool besides(const finder *f, uint32_t t)
{
	return tree_child_lemma(f, t, DL_R_AMOD, "other") || tree_child_lemma(f, t, DL_R_AMOD, "further")
	       || tree_child_lemma(f, t, DL_R_AMOD, "additional") || tree_child_lemma(f, t, DL_R_AMOD, "else")
	       || tree_child_lemma(f, t, DL_R_ADVMOD, "else");
}

/* "a couple", "a trio", "her parents", "twins": as many as the word says. */
static int64_t said_by_word(const finder *f, uint32_t t)
{
	int64_t n = 0;
	const toll_entry *e = toll_word(f, t, TK_MANY);
	bool plural = f->tok->xpos[t] == DL_T_NNS, person = e && toll_word(f, t, TK_PERSON);
	if (!e || f->tok->upos[t] != DL_NOUN || plural != person || toll_of_child(f, t)) return 0;
	return slice_i64(e->scope, &n) ? n : 0;
}

/* "a family of five", "a crew of nine": the figure behind "of". */
static uint32_t count_of_group(const finder *f, uint32_t t)
{
	uint32_t of = tok_in(f, t, W_GROUP_OF) ? toll_of_child(f, t) : 0, c = of ? count_of(f, of) : 0;
	return c && !f->counts.v[c].unit.n ? c : 0;
}

/* "A Boeing 737", "Flight 752", "Highway 18": the figure behind a name in one phrase is of its name. */
static bool numbers_a_name(const finder *f, uint32_t t)
{
	const dl_tokens *k = f->tok;
	if (k->upos[t] == DL_NUM && k->rel[t] == DL_R_FLAT && k->upos[k->head[t]] != DL_NUM) return true;
	if (k->upos[t] == DL_NUM)
		return t > 1 && k->head[t - 1] == t && k->upos[t - 1] == DL_PROPN && k->rel[t - 1] == DL_R_COMPOUND;
	bool next = is_noun(f, t) && t + 1 < k->n && k->sent[t + 1] == k->sent[t] && k->upos[t + 1] == DL_NUM;
	if (!next || k->head[t + 1] != t || k->xpos[t] == DL_T_NNS) return false;
	return k->rel[t + 1] == DL_R_NUMMOD || k->rel[t + 1] == DL_R_FLAT;
}

people one_phrase(const finder *f, uint32_t t, bool allow_plain)
{
	const dl_tokens *k = f->tok;
	people p = {.head = t};
	uint32_t c = count_of(f, t), group = c ? 0 : count_of_group(f, t), many = tree_child_lemma(f, t, DL_R_AMOD, "many");
	if (many > 1 && tok_is(f, many - 1, "how")) return p;                   /* "how many people died is unclear" */
	if (none_word(f, t)) {
		p = exactly(t, 0, f);
		p.c.flags = DL_C_NONE_STATED | (besides(f, t) ? DL_C_OTHERS : 0);
		return p;
	}
	if (c && numbers_a_name(f, t)) return p;
	if (aged_one(f, t)) return exactly(t, 1, f);
	if (!c && said_by_word(f, t)) return exactly(t, said_by_word(f, t), f);
	if (group) return p.c = f->counts.v[group], p.count = group, p.found = true, p;
	if (c) {
		const dl_count *n = &f->counts.v[c];
		bool measured = n->unit.n && !n->unit_token;
		if (measured || n->decimals || (n->unit_token && toll_word(f, n->unit_token, TK_BEAST))) return p;
		return p.c = *n, p.count = c, p.found = true, p;
	}
	if (toll_word(f, t, TK_BEAST)) return p;
	if (one_pronoun(f, t)) return exactly(t, 1, f);
	if (tok_is(f, t, "another") && (k->rel[t] == DL_R_NSUBJ || k->rel[t] == DL_R_NSUBJ_PASS || k->rel[t] == DL_R_OBJ)) {
		p = exactly(t, 1, f);
		return p.c.flags = DL_C_OTHERS, p;
	}
	if (tree_child_lemma(f, t, DL_R_DET, "some") || tok_is(f, t, "some")) {
		p = exactly(t, 1, f);
		p.c.hi = DL_COUNT_MAX, p.c.flags = DL_C_NO_FIGURE | DL_C_VAGUE;
		return p;
	}
	bool plural = k->xpos[t] == DL_T_NNS || k->xpos[t] == DL_T_NNPS || tok_is(f, t, "people");
	if (tok_in(f, t, W_ANYONE)) return p;
	if (!plural && (is_person_name(f, t) || toll_word(f, t, TK_PERSON))) {
		if (tree_child_lemma(f, t, DL_R_DET, "each") || tree_child_lemma(f, t, DL_R_DET, "every")) return p;
		return exactly(t, 1, f);
	}
	if (plural && allow_plain && (k->upos[t] == DL_NOUN || k->upos[t] == DL_PROPN)
	    && (is_person_noun(f, t) || toll_word(f, t, TK_PLAIN) || toll_word(f, t, TK_CROWD)
	        || k->upos[t] == DL_PROPN)) {
		p = exactly(t, 2, f);
		p.c.hi = DL_COUNT_MAX, p.c.coder = 10, p.c.flags = DL_C_NO_FIGURE | DL_C_VAGUE;
		return p;
	}
	return p;
}

/* A conjunct that another word of harm speaks for is not this word's: "one dead and two women wounded", "two dead and
 * three in hospital". A bare number is not told to be people: "ages 24, 25 and 41". */
static bool counts_apart(const finder *f, uint32_t k)
{
	uint32_t own = count_of(f, k);
	for (uint32_t c = f->first_child[k]; c; c = f->next_child[c])
		if (c > k && f->tok->rel[c] == DL_R_NMOD && toll_lies_hurt(f, c)) return true;
	if (f->tok->upos[k] == DL_NUM) return !own || !f->counts.v[own].unit_token;   /* but "two of his brothers" */
	if (k + 1 < f->tok->n && same_sentence(f, k + 1, k) && toll_word(f, k + 1, TK_STATE)) return true;
	for (uint32_t c = f->first_child[k]; c; c = f->next_child[c])
		if (c > k && f->tok->rel[c] == DL_R_ACL && (toll_word(f, c, TK_STATE) || toll_word(f, c, TK_OBJECT)))
			return true;
	return false;
}

static void add_conjuncts(const finder *f, uint32_t t, people *p);

/* "two bodies, one child and a man": what follows the comma spells the two out, whatever the parser holds it for. */
static bool spelled_out(const finder *f, uint32_t t, const people *p)
{
	int64_t sum = 0, n = 0;
	uint32_t first = 0;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		bool conjunct = f->tok->rel[k] == DL_R_CONJ && f->tok->upos[k] != DL_VERB;
		if (!conjunct && f->tok->rel[k] != DL_R_APPOS) continue;
		people q = one_phrase(f, k, false);
		if (!q.found && conjunct) return false;
		if (!q.found) continue;
		add_conjuncts(f, k, &q);
		sum += q.c.lo, n += q.joined ? 2 : 1, first = first ? first : k;
	}
	return n > 1 && p->c.lo == sum && p->count && !tree_child(f, first, DL_R_CC);
}

static bool is_bare(const finder *f, uint32_t t)
{
	return !tree_child(f, t, DL_R_DET) && !tree_child(f, t, DL_R_NMOD_POSS) && !tree_child(f, t, DL_R_NUMMOD);
}

/* "a husband and father was killed": one person, by the verb, when the second noun has nothing before it. "His friend
 * and team mate", "a husband and father": nobody else is both to him, and one may well be. */
static bool one_of_two(const finder *f, uint32_t t, uint32_t conjunct)
{
	static const slice one[] = {{"was", 3}, {"is", 2}, {"has", 3}};
	unsigned rel = f->tok->rel[t];
	bool bare = is_bare(f, conjunct) && f->tok->upos[conjunct] == DL_NOUN && f->tok->xpos[t] == DL_T_NN;
	bool comma_only = !tree_child(f, conjunct, DL_R_CC) && !tree_child(f, conjunct, DL_R_CONJ);
	if (bare && comma_only && toll_of_child(f, conjunct)) return true;       /* "kills teacher, father of three" */
	if (bare && tok_in(f, t, W_TO_FRIENDS) && tok_in(f, conjunct, W_TO_FRIENDS)) return true;
	if (bare && tree_child_lemma(f, t, DL_R_DET, "a") && tok_in(f, t, W_TO_KIN) && tok_in(f, conjunct, W_TO_KIN)
	    && tok_in(f, t, W_SPOUSE) != tok_in(f, conjunct, W_SPOUSE)) return true;
	if (rel != DL_R_NSUBJ && rel != DL_R_NSUBJ_PASS) return false;
	for (uint32_t c = f->first_child[conjunct]; c && c < conjunct; c = f->next_child[c])
		if (f->tok->rel[c] != DL_R_CC) return false;
	for (uint32_t c = f->first_child[f->tok->head[t]]; c; c = f->next_child[c])
		for (size_t i = 0; i < COUNT(one); i++)
			if (c > t && slice_eq_fold(tok_form(f, c), one[i])) return true;
	return false;
}

/* "the three men at the flat, and 548 rounds": only people are added to people. */
bool toll_are_people(const finder *f, uint32_t t)
{
	return f->tok->upos[t] != DL_NOUN || is_person_noun(f, t) || is_person_name(f, t) || tok_is(f, t, "other")
	       || toll_word(f, t, TK_PLAIN) || toll_word(f, t, TK_CROWD);
}

/* "Ann Lee, 31, Bob Ray and Sue Moss": more names than the tree gives conjuncts. */
static void count_names(const finder *f, people *p)
{
	dl_span at = tree_span(f, p->head);
	uint32_t from = token_at(f, at.start), end = from;
	unsigned n;
	bool conjuncts = tree_child(f, p->head, DL_R_CONJ) || tree_child(f, p->head, DL_R_APPOS);
	if (!conjuncts || p->count || (p->c.flags & DL_C_NONE_STATED)) return;
	while (end < f->tok->n && f->tok->start[end] < at.end) end++;
	n = names_listed(f, from, end);
	bool open = p->c.hi == DL_COUNT_MAX;                 /* "Contreras" taken for several */
	if (!n || (p->found && (n < p->c.lo || (n == p->c.lo && !open)))) return;
	p->c = (dl_count){.lo = n, .hi = n, .coder = n, .at = at}, p->found = p->joined = true;
}


void toll_add_people(people *p, const people *q)
{
	p->c.lo += q->c.lo;
	p->c.hi = p->c.hi == DL_COUNT_MAX || q->c.hi == DL_COUNT_MAX ? DL_COUNT_MAX : p->c.hi + q->c.hi;
	p->c.coder += q->c.coder, p->c.flags |= q->c.flags & ~(unsigned)(DL_C_OTHERS | DL_C_NEW);
	p->c.at.end = q->c.at.end > p->c.at.end ? q->c.at.end : p->c.at.end;
	p->c.unit = (dl_ref){0, 0}, p->c.unit_token = 0, p->count = 0, p->joined = true;
}

/* "his wife, two sons": several with a number of their own are none that the one before them is called by. */
static bool is_list_item(const finder *f, uint32_t t, uint32_t k)
{
	return f->tok->rel[k] == DL_R_APPOS && k > t && f->tok->xpos[t] == DL_T_NN && f->tok->xpos[k] == DL_T_NNS
	       && tree_child(f, k, DL_R_NUMMOD) && is_person_noun(f, t) && is_person_noun(f, k);
}

/* "three others — Ann Lee, ...": what a dash behind a figure opens spells it out. */
static bool is_spelled_behind(const finder *f, uint32_t k)
{
	return count_of(f, k) && k + 1 < f->tok->n && f->tok->upos[k + 1] == DL_PUNCT
		&& (tok_is_dash(f, k + 1) || slice_eq(tok_form(f, k + 1), S(":")));
}

/* "his wife, Ann Lee", "their two sons, 6-year-old Tim and Ben": the names behind a comma are whom the words before it
 * mean. *open: how many of them may still be named. */
static bool names_the_last(const finder *f, uint32_t last, uint32_t k, int64_t *open)
{
	bool named = is_noun(f, k) && is_person_name(f, k) && !toll_word(f, k, TK_PERSON), first = false;
	if (!last || !named || *open <= 0) return *open = 0, false;
	first = tok_is_comma(f, last + 1);
	for (uint32_t c = last + 1; c < k && first; c++)
		if (f->tok->upos[c] == DL_CCONJ && f->tok->head[c] == k && *open == 1 && c < last + 4) first = false;
	if (!first) return *open = 0, false;
	return (*open)--, true;
}

/* Conjuncts add up when each of them counts: "two women and the driver" is 3. */
static void add_conjuncts(const finder *f, uint32_t t, people *p)
{
	uint32_t last = f->tok->upos[t] == DL_NOUN && p->c.lo < 9 ? t : 0;      /* the last told by a noun */
	int64_t open = last ? p->c.lo : 0;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		if (!(f->tok->rel[k] == DL_R_CONJ || is_list_item(f, t, k)) || f->tok->upos[k] == DL_VERB) continue;
		if (counts_apart(f, k) || !toll_are_people(f, k)) continue;
		people q = one_phrase(f, k, false);
		if (!q.found || (p->c.flags & DL_C_NONE_STATED) || q.c.lo == 0) continue;
		if (q.count && q.count == p->count) continue;                   /* "all but three of the 20": one figure */
		if (tree_child_lemma(f, k, DL_R_CC, "or") || one_of_two(f, t, k)) continue;
		if (names_the_last(f, last, k, &open)) continue;
		if (f->tok->upos[k] == DL_NOUN && q.c.lo < 9) last = k, open = q.c.lo;
		toll_add_people(p, &q);
		if (is_spelled_behind(f, k)) return;
	}
}

/* "Father, daughter found dead", "Man, two boys shot": a headline's comma stands for "and" between bare nouns. */
static void add_listed(const finder *f, uint32_t t, people *p)
{
	bool one = p->c.lo == 1 && !p->joined && !p->count && f->tok->upos[t] == DL_NOUN && is_bare(f, t);
	if (!one || !tok_is_comma(f, t + 1) || t + 2 >= f->tok->n) return;
	uint32_t u = toll_phrase_at(f, t + 2);
	if (!u || (f->tok->head[u] != t && f->tok->head[u] != f->tok->head[t])) return;
	if (f->tok->upos[u] != DL_NOUN || tok_is_comma(f, u + 1) || tok_is(f, u + 1, "of")) return;
	if (tree_child(f, u, DL_R_DET) || tree_child(f, u, DL_R_NMOD_POSS) || !is_person_noun(f, u)) return;
	people q = one_phrase(f, u, false);
	if (!q.found || q.c.lo == 0) return;
	add_conjuncts(f, u, &q);
	toll_add_people(p, &q);
}

/* "killed his wife, two sons, then himself": he is one of them. */
static void add_himself(const finder *f, uint32_t t, people *p)
{
	if (f->tok->rel[t] != DL_R_OBJ) return;
	for (uint32_t c = f->first_child[f->tok->head[t]]; c; c = f->next_child[c]) {
		bool joined = c > t + 1 && is_reflexive(f, c) && (tok_is(f, c - 1, "then") || tok_is(f, c - 1, "and"));
		people q = joined ? exactly(c, 1, f) : (people){0};
		if (joined) toll_add_people(p, &q);
	}
}

/* Does t's own clause hold the word, so that whoever is joined behind it is not told of: "the man who was killed and
 * his brother"? */
static bool of_own_clause(const finder *f, uint32_t word, uint32_t t)
{
	for (uint32_t n = 0; word && n < 8; n++, word = f->tok->head[word])
		if (f->tok->head[word] == t) return f->tok->rel[word] == DL_R_ACL_RELCL;
	return false;
}

people people_told(const finder *f, uint32_t word, uint32_t t, bool allow_plain)
{
	people p = t ? one_phrase(f, t, allow_plain) : (people){0};
	if (p.found && of_own_clause(f, word, t)) return p;
	if (toll_headline_list(f, word, t, &p)) return p;
	if (p.found && !spelled_out(f, t, &p)) add_conjuncts(f, t, &p);
	if (p.found) add_listed(f, t, &p), add_himself(f, t, &p);
	if (t) count_names(f, &p);
	return p;
}

people people_of(const finder *f, uint32_t t, bool allow_plain) { return people_told(f, 0, t, allow_plain); }
