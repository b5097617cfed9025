/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_add.c - a word that tells of harm and the people beside it, to entries of tolls[].
 *
 * In: the word, the predicate that tells it, the phrase that names the people. Out: the figure, its parts ("among them
 * two children"), its passage and modality. What is counted already is not counted again; "911 callers" are a number
 * that they call. toll.c says which words tell, toll_figure.c how many a phrase stands for.
 */
#include "facts/toll/toll.h"

/* Whom it counts, when the noun says more than "people". */
static dl_ref scope_of(finder *f, const people *p, const toll_entry *e)
{
	uint32_t h = p->c.unit_token ? p->c.unit_token : p->head;
	if (p->joined || e->kind == TK_TIMES) return (dl_ref){0, 0};  /* "an inspector and two guards"; "a triple murder" */
	if (e->kind != TK_FRAME && e->kind != TK_ACT && e->kind != TK_SUBJECT && e->kind != TK_SUFFER
	    && e->kind != TK_LIVE && e->scope.n)
		return pool_add(f, e->scope);
	if (p->count && !p->c.unit_token) return (dl_ref){0, 0};      /* "dozens were hurt" */
	if (f->tok->upos[h] != DL_NOUN || toll_word(f, h, TK_PLAIN)) return (dl_ref){0, 0};
	if (e->kind == TK_NOUN || e->kind == TK_TOLL || e->kind == TK_BODY) return (dl_ref){0, 0};
	if (p->c.unit.n) return p->c.unit;
	return pool_add(f, utf8_lower(f->w->tmp, tok_lemma(f, h)));
}

/* The year of publication itself, "this year" and "in 2016": what is counted in it is a statistic. */
static bool is_this_year(const finder *f, const dl_time *t)
{
	int64_t day = f->doc->published_day;
	if (f->doc->published_day == DL_DAY_NONE || t->grain != DL_G_YEAR || t->from_min == DL_MIN_NONE) return false;
	return t->mod != 's' && t->from_min <= day * 1440 && day * 1440 < t->to_min;
}

static bool lasts_below(const finder *f, uint32_t up)
{
	for (uint32_t c = f->first_child[up]; c; c = f->next_child[c]) {
		uint32_t m = f->mention_at[c];
		if (!m || f->mentions.v[m].kind != DL_M_TIME) continue;
		const dl_time *t = &f->times.v[f->mentions.v[m].value];
		if (t->type == DL_TIMEX_SET || t->mod == '>' || is_this_year(f, t)
		    || (t->type == DL_TIMEX_DURATION && t->from_min != DL_MIN_NONE))
			return true;
	}
	return false;
}

/* Lasting stretches ("in the past year", "this year", "since January") make a figure an aggregate, also where they
 * stand with the people ("thousands of people every year") or with the verb before ("injure and kill"). */
static bool over_time(const finder *f, uint32_t verb, uint32_t whom)
{
	bool joined = f->tok->rel[verb] == DL_R_CONJ && f->tok->upos[f->tok->head[verb]] == DL_VERB;
	return lasts_below(f, verb) || lasts_below(f, whom) || (joined && lasts_below(f, f->tok->head[verb]));
}

static bool known(const finder *f, unsigned field, const people *p)
{
	for (uint32_t i = f->tolls.n; i-- > 1;) {
		const toll *t = &f->tolls.v[i];
		if (!same_sentence(f, t->token, p->head)) return false;
		if (t->claim.field == field && span_overlap(f->counts.v[t->claim.value].at, p->c.at)) return true;
	}
	return false;
}

/* The same part of the same whole: "shot" stands in the table by its lemma and by its form. */
static bool part_known(const finder *f, const toll_telling *x)
{
	for (uint32_t i = f->tolls.n; i-- > 1 && f->tolls.v[i].token == x->token;) {
		const dl_claim *c = &f->tolls.v[i].claim;
		if (c->field == x->field && c->at.start == x->at.start && c->at.end == x->at.end) return true;
	}
	return false;
}

/* "were among the dead", "among those killed": whoever is counted is part of them. */
static bool behind_among(const finder *f, uint32_t t)
{
	for (uint32_t i = t; i-- > 1 && t - i <= 3 && same_sentence(f, i, t);)
		if (tok_is(f, i, "among")) return true;
	return false;
}

/* "911 callers": the number that they call. */
static bool emergency_number(const finder *f, const people *p)
{
	if (p->c.lo != p->c.hi || (p->c.lo != 911 && p->c.lo != 999 && p->c.lo != 112)) return false;
	slice unit = pool_get(f, p->c.unit);
	return slice_starts(unit, S("call")) || slice_starts(unit, S("operator")) || slice_starts(unit, S("dispatch"));
}

/* "No one was seriously hurt", "was not badly injured": hurt or not, it tells neither that nobody was nor how many. */
static bool only_degree_denied(const finder *f, const toll_telling *x, const people *p)
{
	if (!child_in(f, x->verb, DL_R_ADVMOD, W_HURT_DEGREE) && !child_in(f, x->token, DL_R_ADVMOD, W_HURT_DEGREE))
		return false;
	return ((x->flags | p->c.flags) & DL_C_NONE_STATED) || p->c.hi == 0 || modality_of(f, x->verb) == DL_NEGATED;
}

void toll_add(finder *f, const toll_telling *x, people *p)
{
	if (emergency_number(f, p) || only_degree_denied(f, x, p)) return;
	if (x->field == DL_F_KILLED && (tok_is(f, p->head, "me") || tok_is(f, p->head, "I"))) return;    /* he lives */
	if (x->flags & DL_C_PART_OF ? part_known(f, x) : known(f, x->field, p)) return;
	uint32_t id = p->count;
	uint16_t flags = (uint16_t)(p->c.flags | x->flags);
	/* "dozens more were hurt" stand beside the dead; only deaths grow by "two more". */
	if ((flags & DL_C_NEW) && x->field != DL_F_KILLED) flags = (uint16_t)((flags & ~(unsigned)DL_C_NEW) | DL_C_OTHERS);
	if (over_time(f, x->verb, p->head) || child_in(f, x->verb, DL_R_ADVMOD, W_TAKEN_TOGETHER)) flags |= DL_C_AGGREGATE;
	if (behind_among(f, x->token) && p->c.at.start < f->tok->start[x->token]) flags |= DL_C_PART_OF;
	if (!id || flags != p->c.flags) {
		id = f->counts.n;
		*(dl_count *)FINDER_PUSH(f, counts) = p->c;
		f->counts.v[id].flags = flags;
	}
	dl_modality m = modality_of(f, x->verb);
	if ((flags & DL_C_NONE_STATED) && m == DL_NEGATED) m = DL_TOLD;
	/* "did not condemn the killing of the mayor" */
	if (m == DL_NEGATED && x->token != x->verb && tree_definite(f, x->token)) m = DL_TOLD;
	toll *t = FINDER_PUSH(f, tolls);
	*t = (toll){.token = x->token, .unit = p->c.unit_token ? p->c.unit_token : p->head, .agent = x->agent};
	t->claim = (dl_claim){
		.at = x->at,
		.value = id,
		.mention = p->count ? f->inside[p->head] : 0,
		.of = scope_of(f, p, x->e),
		.field = (uint8_t)x->field,
		.kind = DL_V_COUNT,
		.modality = (uint8_t)m,
	};
	if (t->claim.mention && f->mentions.v[t->claim.mention].kind != DL_M_COUNT) t->claim.mention = 0;
	t->claim.rule = rule_add(f, "tolls.tsv", x->e->line, x->e->word);
}

#define TOLLS_NEAR 12u          /* tolls of one sentence                                                        */

/* "Killed five people and injured 12 others": who was hurt beside the dead is everyone who was hurt, if the sentence
 * tells of no other. */
void tolls_beside_dead(finder *f)
{
	for (uint32_t i = 0; i < f->tolls.n; i++) {
		dl_claim *x = &f->tolls.v[i].claim;
		dl_count n = f->counts.v[x->value];
		bool dead = false, hurt = false;
		if (x->field != DL_F_INJURED || !(n.flags & DL_C_OTHERS)) continue;
		for (uint32_t k = i > TOLLS_NEAR ? i - TOLLS_NEAR : 0; k < f->tolls.n && k < i + TOLLS_NEAR; k++) {
			if (k == i || !same_sentence(f, f->tolls.v[k].token, f->tolls.v[i].token)) continue;
			const dl_claim *y = &f->tolls.v[k].claim;
			dead |= y->field == DL_F_KILLED && y->modality == x->modality && y->at.start < x->at.start;
			hurt |= y->field == DL_F_INJURED;
		}
		if (!dead || hurt) continue;
		n.flags &= (uint16_t)~DL_C_OTHERS, x->value = f->counts.n;
		*(dl_count *)FINDER_PUSH(f, counts) = n;
	}
}

/* The head of the noun phrase that begins at token i: a figure's unit, else the last of a run of nouns. */
uint32_t toll_phrase_at(const finder *f, uint32_t i)
{
	const dl_tokens *k = f->tok;
	uint32_t end = k->sent_first[k->sent[i] + 1], m;
	for (uint32_t t = i; t < end && t < i + 4; t++) {
		if ((m = f->inside[t]) && f->mentions.v[m].kind == DL_M_COUNT) {
			uint32_t unit = f->counts.v[f->mentions.v[m].value].unit_token;
			return unit ? unit : f->mentions.v[m].head;
		}
		if (k->upos[t] == DL_NOUN || k->upos[t] == DL_PROPN) {
			while (t + 1 < end && (k->upos[t + 1] == DL_NOUN || k->upos[t + 1] == DL_PROPN)) t++;
			return t;
		}
		if (k->upos[t] == DL_VERB || k->upos[t] == DL_PUNCT) return 0;
	}
	return 0;
}

static void add_part(finder *f, const toll_telling *x, uint32_t head)
{
	people p = head ? one_phrase(f, head, false) : (people){.found = false};
	if (head && f->tok->upos[head] == DL_NUM && !p.c.unit_token) return;        /* "Ann Lee, 31, and Bob Ray" */
	if (!p.found || p.c.lo == 0 || (p.c.flags & DL_C_NONE_STATED)) return;
	toll_telling y = *x;
	y.flags |= DL_C_PART_OF, y.at = p.c.at;
	if (p.c.unit_token) y.at = span_join(p.c.at, (dl_span){f->tok->start[p.c.unit_token], tok_end(f, p.c.unit_token)});
	toll_add(f, &y, &p);
}

/* Parts of the whole, never added to it: the conjuncts of "two civilians and a police officer", and what follows
 * "including" and "among them". */
void toll_add_parts(finder *f, const toll_telling *x, const people *whole)
{
	const dl_tokens *k = f->tok;
	uint32_t end = k->sent_first[k->sent[x->token] + 1], from = max_u32(x->token, whole->head);
	if (whole->joined) {
		add_part(f, x, whole->head);
		for (uint32_t c = f->first_child[whole->head]; c; c = f->next_child[c])
			if (k->rel[c] == DL_R_CONJ) add_part(f, x, c);
	}
	for (uint32_t i = min_u32(x->token, whole->head) + 1; i + 1 < end && i < from + 12; i++) {
		uint32_t m = f->inside[i];
		if (i != whole->head && m && f->mentions.v[m].kind == DL_M_COUNT
		    && !span_overlap(f->mentions.v[m].at, whole->c.at)) return;      /* "... and six people, including" */
		bool among =
			tok_is(f, i, "among")
		        && (tok_is(f, i + 1, "they") || tok_is(f, i + 1, "them") || tok_is(f, i + 1, "whom"));
		if (!among && !slice_eq_fold(tok_form(f, i), S("including"))) continue;
		uint32_t head = toll_phrase_at(f, among ? i + 2 : i + 1);
		add_part(f, x, head);
		for (uint32_t c = head ? f->first_child[head] : 0; c; c = f->next_child[c])
			if (k->rel[c] == DL_R_CONJ && c < i + 16) add_part(f, x, c);
		return;
	}
}

/* Passage: from the people to the word, as an editor would quote it. */
dl_span toll_passage(const finder *f, uint32_t word, const people *p)
{
	dl_span np = tree_np(f, p->head), all;
	if (np.end - np.start > TOLL_QUOTE_MAX || !span_overlap(np, p->c.at)) np = p->c.at;
	all = span_join(span_join(np, p->c.at), token_span(f, word));
	if (all.end - all.start > 2 * TOLL_QUOTE_MAX) all = span_join(p->c.at, token_span(f, p->head));
	return all;
}

/* Somebody else's number: "two men were wounded and a third man died". */
static bool hurt_before(const finder *f, int64_t n)
{
	for (uint32_t i = 1; i < f->tolls.n; i++) {
		const dl_count *c = &f->counts.v[f->tolls.v[i].claim.value];
		if (f->tolls.v[i].claim.field == DL_F_INJURED && c->lo == n) return true;
	}
	return false;
}

static bool killed_before(const finder *f, int64_t n)
{
	for (uint32_t i = 1; i < f->tolls.n; i++) {
		const dl_count *c = &f->counts.v[f->tolls.v[i].claim.value];
		if (f->tolls.v[i].claim.field == DL_F_KILLED && c->lo == n && !(c->flags & DL_C_PART_OF)) return true;
	}
	return false;
}

/* "A fifth officer has died": five are dead. Of a second or third it must be told that the others are, as of each of
 * the hurt. */
static void count_nth(const finder *f, unsigned field, people *p)
{
	int64_t n = 0;
	if (p->count || p->joined || p->c.lo != 1 || p->c.hi != 1) return;
	if (!tree_child_lemma(f, p->head, DL_R_DET, "a")) return;
	for (uint32_t c = f->first_child[p->head]; c && c < p->head; c = f->next_child[c]) {
		const toll_entry *e = toll_word(f, c, TK_NTH);
		if (e && f->tok->rel[c] == DL_R_AMOD) slice_i64(e->scope, &n);
	}
	if (n < 2) return;
	if (field == DL_F_INJURED ? !hurt_before(f, n - 1) || killed_before(f, n - 1)
	                          : (n <= 3 && !killed_before(f, n - 1)) || hurt_before(f, n - 1)) return;
	p->c.lo = p->c.hi = p->c.coder = n, p->c.flags |= DL_C_TOTAL;
}

bool toll_tell(finder *f, uint32_t word, uint32_t verb, const toll_entry *e, unsigned field,
                 uint32_t people_head, bool allow_plain, uint32_t agent)
{
	if (!people_head) return false;
	people p = people_told(f, word, people_head, allow_plain);
	if (!p.found) return false;
	if (field == DL_F_KILLED || field == DL_F_INJURED) count_nth(f, field, &p);
	toll_telling x = {.token = word, .verb = verb, .agent = agent, .e = e, .field = field};
	x.at = toll_passage(f, word, &p);
	toll_add(f, &x, &p);
	if (p.c.lo != 0 && !(p.c.flags & DL_C_NONE_STATED)) toll_add_parts(f, &x, &p);
	return true;
}

/* The figure beside a word, by place: "3 dead", "killed 3", "dozens more were also seriously injured". */
uint32_t toll_figure_beside(const finder *f, uint32_t t, bool before, uint32_t reach)
{
	const dl_tokens *k = f->tok;
	for (uint32_t n = 1; n <= reach; n++) {
		uint32_t i = before ? t - n : t + n;
		if (!i || i >= k->n || k->sent[i] != k->sent[t]) return 0;
		uint32_t m = f->inside[i];
		if (m && f->mentions.v[m].kind == DL_M_COUNT) {
			const dl_count *c = &f->counts.v[f->mentions.v[m].value];
			if ((c->unit.n && !c->unit_token) || c->decimals) return 0;
			/* Its unit must lie between the two, or be the word itself. */
			if (before && c->unit_token > t) return 0;
			return c->unit_token && c->unit_token != t ? c->unit_token : f->mentions.v[m].head;
		}
		unsigned pos = k->upos[i];
		if (pos == DL_PUNCT || pos == DL_CCONJ || pos == DL_VERB) return 0;
		if (!before && pos != DL_ADV && pos != DL_ADP && pos != DL_ADJ) return 0;
	}
	return 0;
}

/* Is that figure another word's already ("killed 3, injured 5")? */
static bool used(const finder *f, uint32_t head)
{
	people p = people_of(f, head, false);
	if (!p.found) return true;
	for (uint32_t i = f->tolls.n; i-- > 1;) {
		const toll *t = &f->tolls.v[i];
		if (!same_sentence(f, t->token, head)) return false;
		if (span_overlap(f->counts.v[t->claim.value].at, p.c.at)) return true;
	}
	return false;
}

bool toll_tell_beside(finder *f, uint32_t t, const toll_entry *e, unsigned field, bool before, uint32_t reach)
{
	uint32_t h = toll_figure_beside(f, t, before, reach);
	return h && !used(f, h) && toll_tell(f, t, t, e, field, h, false, 0);
}
