/* SPDX-License-Identifier: Apache-2.0
 *
 * happen.c - finds what the sentences of a document report as happening.
 *
 * In: the tree, mentions, tolls. Out: reports[] and, through claim.c, claims[].
 * "At least 23 people were killed in clashes in Baghdad on Monday":
 *   1. every token asks the lexicon: "clashes" is ASSAULT, "killed" is HARM (it takes the type of what it is told
 *      with);
 *   2. verbs that lend themselves to a noun ("carried out an attack", "clashes broke out") stand for that noun;
 *   3. HARM looks for its happening: its subject or agent ("the blast killed ..."), what it is told in ("in
 *      clashes"), the clause it hangs on ("a tram derailed, killing seven"); else it stands alone;
 *   4. each happening becomes one report: trigger clause, modality (modality.c), roles (role.c), claims (claim.c).
 * A noun is a report only when it is told, not when it merely names a kind ("attack helicopters", "against
 * violence"). The lexicon decides what is a happening; nothing here names one. Cost: linear in tokens.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

/* ---------------------------------------------------------------- does a row fit? */
static bool word_in(const happen_kb *kb, const lex_cond *c, slice lemma, slice form)
{
	for (uint32_t i = 0; i < c->n_words; i++)
		if (slice_eq_fold(kb->words.v[c->first_word + i], lemma)
		    || slice_eq_fold(kb->words.v[c->first_word + i], form))
			return true;
	return false;
}

static bool cond_token(happen *h, const lex_cond *c, uint32_t t)
{
	if (!t) return false;
	if (c->any) return true;
	uint32_t real = arg_real(h->f, t);
	if (c->classes & class_of(h, t)) return true;
	return c->n_words && word_in(h->kb, c, h->f->tok->lemma[real], h->f->tok->form[real]);
}

/* A word of the phrase stands below the head: a child or a grandchild ("take to the streets"). */
static bool cond_word(happen *h, const lex_cond *c, uint32_t t, int depth)
{
	finder *f = h->f;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		if (word_in(h->kb, c, f->tok->lemma[k], f->tok->form[k])) return true;
		if (depth && f->tok->rel[k] != DL_R_NSUBJ && f->tok->rel[k] != DL_R_CCOMP && cond_word(h, c, k,
		    depth - 1)) return true;
	}
	return false;
}

static bool cond_clause(happen *h, const lex_cond *cond, uint32_t t)
{
	finder *f = h->f;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (!cond->any && !word_in(h->kb, cond, f->tok->lemma[c], f->tok->form[c])) continue;
		if (rel == DL_R_XCOMP || rel == DL_R_CCOMP || (rel == DL_R_ACL && is_verb(f, c))) return true;
		if (rel == DL_R_ADVCL && tree_child_lemma(f, c, DL_R_MARK, "to")) return true;
	}
	return false;
}

static bool cond_to(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		bool clause = rel == DL_R_XCOMP || rel == DL_R_CCOMP || rel == DL_R_ACL || rel == DL_R_ADVCL;
		if (clause && tree_child_lemma(f, c, DL_R_MARK, "to")) return true;
	}
	return false;
}

static bool cond_mod(happen *h, const lex_cond *c, uint32_t t)
{
	finder *f = h->f;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		unsigned rel = f->tok->rel[k];
		if (rel != DL_R_COMPOUND && rel != DL_R_AMOD && rel != DL_R_NMOD_POSS
		    && rel != DL_R_NMOD_DESC) continue;
		if (cond_token(h, c, k)) return true;
	}
	return false;
}

/* Every phrase after that preposition is looked at: "talks with Iran on Monday on trade". */
static bool cond_prep_at(happen *h, const lex_cond *c, uint32_t t)
{
	finder *f = h->f;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		if (f->tok->rel[k] != DL_R_OBL && f->tok->rel[k] != DL_R_NMOD && f->tok->rel[k] != DL_R_ADVCL
		    && f->tok->rel[k] != DL_R_OBL_AGENT && f->tok->rel[k] != DL_R_ACL)
			continue;
		for (uint32_t g = f->first_child[k]; g; g = f->next_child[g]) {
			if (f->tok->rel[g] != DL_R_CASE && f->tok->rel[g] != DL_R_MARK) continue;
			if (slice_eq_fold(f->tok->form[g], c->prep) && cond_token(h, c, k)) return true;
		}
	}
	return false;
}

/* A phrase behind the object may hang on either: "returned the mask to Peru". */
static bool cond_prep(happen *h, const lex_cond *c, uint32_t t)
{
	if (cond_prep_at(h, c, t)) return true;
	uint32_t obj = is_noun(h->f, t) ? 0 : tree_object(h->f, t);
	return obj && obj > t && !slice_eq(c->prep, S("of")) && cond_prep_at(h, c, obj);
}

static bool cond_holds(happen *h, const lex_cond *c, uint32_t t)
{
	switch (c->kind) {
	case C_SUBJ:   return cond_token(h, c, arg_subject(h, t));
	case C_OBJ:    return cond_token(h, c, arg_object(h, t));
	case C_WORD:   return cond_word(h, c, t, 1);
	case C_PREP:   return cond_prep(h, c, t);
	case C_CLAUSE: return cond_clause(h, c, t);
	case C_TO:     return cond_to(h->f, t);
	case C_MOD:    return cond_mod(h, c, t);
	default:       return true;
	}
}

const lex_cond *row_misses(happen *h, const lex_row *r, uint32_t t)
{
	for (uint32_t i = 0; i < r->n_conds; i++) {
		const lex_cond *c = &h->kb->conds.v[r->first_cond + i];
		if (cond_holds(h, c, t) == c->negated) return c;
	}
	return NULL;
}

/* ---------------------------------------------------------------- the row of a token */
bool pos_fits(const finder *f, uint32_t t, uint8_t pos)
{
	unsigned u = f->tok->upos[t], x = f->tok->xpos[t];
	switch (pos) {
	case 'v': return u == DL_VERB || (u == DL_ADJ && (x == DL_T_VBN || x == DL_T_VBG));
	case 'n': return is_noun(f, t);
	default:  return u == DL_ADJ || u == DL_ADV || x == DL_T_VBN || u == DL_NOUN || u == DL_ADP;
	}
}

static uint32_t row_among(happen *h, uint32_t first, uint32_t t, uint8_t as)
{
	for (uint32_t i = first; i; i = h->kb->rows.v[i].next) {
		const lex_row *r = &h->kb->rows.v[i];
		if ((as ? r->pos == as : pos_fits(h->f, t, r->pos)) && !row_misses(h, r, t)) return i;
	}
	return 0;
}

/* The base form behind an inflected one, when the lemma that came with the token is none that a row knows:
 * "the storming of the palace" is found under "storm", "a stabbing" under "stab". Tried in this order: without the
 * ending, with an e, with the last consonant once. */
static uint32_t first_of_stem(const happen_kb *kb, slice form, slice ending)
{
	char stem[40];
	if (form.n < ending.n + 2 || form.n > sizeof stem) return 0;
	size_t n = form.n - ending.n;
	if (!slice_eq_fold(slice_sub(form, n, form.n), ending)) return 0;
	memcpy(stem, form.p, n);
	uint32_t first = lex_first(kb, (slice){stem, n});
	if (!first) stem[n] = 'e', first = lex_first(kb, (slice){stem, n + 1});
	if (!first && n > 3 && stem[n - 1] == stem[n - 2]) first = lex_first(kb, (slice){stem, n - 1});
	return first;
}

static uint32_t row_of_gerund(happen *h, uint32_t t)
{
	uint32_t first = first_of_stem(h->kb, h->f->tok->lemma[t], S("ing"));
	uint32_t row = first ? row_among(h, first, t, 'v') : 0;
	unsigned makes = h->kb->rows.v[row].makes;
	return makes == LEX_REPORT || makes == LEX_HARM ? row : 0;
}

static uint32_t first_of_verb(const happen_kb *kb, slice form)
{
	uint32_t first = first_of_stem(kb, form, S("ed"));
	if (!first) first = first_of_stem(kb, form, S("ing"));
	if (!first) first = first_of_stem(kb, form, S("es"));
	return first ? first : first_of_stem(kb, form, S("s"));
}

uint32_t rows_of_token(const happen *h, uint32_t t)
{
	const dl_tokens *tok = h->f->tok;
	unsigned u = tok->upos[t];
	if (u != DL_VERB && u != DL_NOUN && u != DL_ADJ && u != DL_PROPN && u != DL_ADV && u != DL_ADP) return 0;
	uint32_t first = lex_first(h->kb, tok->lemma[t]);
	return first || u != DL_VERB ? first : first_of_verb(h->kb, tok->form[t]);
}

static uint32_t row_of_token(happen *h, uint32_t t)
{
	uint32_t first = rows_of_token(h, t), row = first ? row_among(h, first, t, 0) : 0;
	if (!row && h->f->tok->upos[t] == DL_NOUN) row = row_of_gerund(h, t);
	return h->kb->rows.v[row].makes == LEX_NONE ? 0 : row;
}

static const lex_row *row_at(const happen *h, uint32_t t) { return &h->kb->rows.v[h->hit[t].row]; }

/* ---------------------------------------------------------------- verbs that stand for a noun */
bool tells_event(const happen *h, uint32_t t)
{
	return t && h->hit[t].row && row_at(h, t)->makes == LEX_REPORT && is_noun(h->f, t);
}

/* The happening noun that the verb carries: object, passive subject, or the first noun that of-phrases lead to
 * ("staged a series of attacks"). */
static uint32_t carried(happen *h, uint32_t verb, bool occurs)
{
	finder *f = h->f;
	uint32_t t = occurs ? tree_subject(f, verb) : tree_object(f, verb);
	if (occurs && !t) t = tree_child(f, verb, DL_R_NSUBJ);
	for (int n = 0; t && n < 3; n++) {
		if (tells_event(h, t)) return t;
		t = arg_prep(f, t, S("of"));
	}
	return 0;
}

static void carry(happen *h, uint32_t verb)
{
	const lex_row *r = row_at(h, verb);
	bool same = r->makes == LEX_REPORT && is_verb(h->f, verb);
	if (h->f->tok->rel[verb] == DL_R_AMOD) return;                /* "the announced truce" */
	if (r->makes != LEX_LIGHT && r->makes != LEX_OCCUR && r->makes != LEX_BEGIN && r->makes != LEX_END
	    && !same) return;
	uint32_t noun = carried(h, verb, r->makes == LEX_OCCUR || r->makes == LEX_BEGIN || r->makes == LEX_END);
	if (!noun || h->hit[noun].anchor || (same && row_at(h, noun)->type != r->type)) return;
	h->hit[noun].anchor = verb;
	/* "imposed a curfew", "held talks": both words tell one thing; the verb's row is the narrower. */
	if (same) h->hit[noun].row = h->hit[verb].row, h->hit[verb].row = 0;
}

/* ---------------------------------------------------------------- is a noun told as a happening? */
static bool names_another(const finder *f, uint32_t t)
{
	switch (f->tok->rel[t]) {
	case DL_R_COMPOUND: case DL_R_AMOD: case DL_R_FLAT: case DL_R_NMOD_DESC: case DL_R_VOCATIVE:
		return true;
	default:
		return false;
	}
}

static bool particular(happen *h, uint32_t t)
{
	finder *f = h->f;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		switch (f->tok->rel[c]) {
		case DL_R_DET:
			if (!tok_is(f, c, "any") && !tok_is(f, c, "every") && !tok_is(f, c,
			    "some")) return true;
			break;
		case DL_R_NMOD:
			return true;
			break;
		case DL_R_NUMMOD: case DL_R_NMOD_POSS: case DL_R_NMOD_UNMARKED: case DL_R_ACL: case DL_R_ACL_RELCL:
			return true;
		case DL_R_COMPOUND: case DL_R_AMOD:
			if (class_of(h, c) & (h->kb->actor | h->kb->weapon)) return true;
			break;
		default:
			break;
		}
	}
	unsigned rel = f->tok->rel[t];
	return rel == DL_R_NSUBJ || rel == DL_R_NSUBJ_PASS || rel == DL_R_ROOT;
}

facts_verdict noun_verdict(happen *h, uint32_t t)
{
	unsigned rel = h->f->tok->rel[t];
	if (!is_noun(h->f, t)) return rel == DL_R_AMOD || rel == DL_R_COMPOUND ? FW_ATTRIBUTE : FW_REPORT;
	if (h->hit[t].anchor) return FW_REPORT;
	if (names_another(h->f, t)) return FW_NAMES_ANOTHER;
	return particular(h, t) ? FW_REPORT : FW_NOT_PARTICULAR;
}

static bool is_report(happen *h, uint32_t t)
{
	const lex_row *r = row_at(h, t);
	if (!h->hit[t].row || (r->makes != LEX_REPORT && r->makes != LEX_HARM)) return false;
	if (r->type == DL_RETREAT && is_verb(h->f, t) && toll_goes_home(h->f, t)) return false;
	return noun_verdict(h, t) == FW_REPORT;
}

/* ---------------------------------------------------------------- HARM: killed in what? */
static bool harmful(const happen *h, uint32_t t)
{
	return t && h->hit[t].row && row_at(h, t)->makes == LEX_REPORT && row_at(h, t)->harmful;
}

static uint32_t harm_below(happen *h, uint32_t t)
{
	static const slice preps[] = {{"in", 2}, {"during", 6}, {"by", 2}, {"from", 4}, {"amid", 4}, {"after",
	    5}, {"when", 4},
	                              {"as", 2}, {"with", 4}};
	finder *f = h->f;
	uint32_t who = arg_subject(h, t);
	if (harmful(h, who)) return who;
	for (size_t i = 0; i < COUNT(preps); i++) {
		uint32_t c = arg_prep(f, t, preps[i]);
		for (int n = 0; c && n < 3; n++) {
			if (harmful(h, c)) return c;
			c = arg_prep(f, c, S("of"));
		}
	}
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_ADVCL && harmful(h, c)) return c;
	/* "two were killed and six wounded in an attack": what the last is told in is told of the first too. */
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_CONJ && c > t && h->hit[c].row && row_at(h, c)->makes == LEX_HARM && is_verb(f, c))
			return harm_below(h, c);
	return 0;
}

static uint32_t harm_above(happen *h, uint32_t t)
{
	finder *f = h->f;
	for (uint32_t n = 0, v = t; n < 4; n++) {
		unsigned rel = f->tok->rel[v];
		if (rel != DL_R_ADVCL && rel != DL_R_CONJ && rel != DL_R_ACL && rel != DL_R_ACL_RELCL
		    && rel != DL_R_XCOMP
		    && rel != DL_R_PARATAXIS && rel != DL_R_NMOD && rel != DL_R_DEP)
			return 0;
		v = f->tok->head[v];
		if (harmful(h, v)) return v;
	}
	return 0;
}

/* ---------------------------------------------------------------- reports */
static dl_span trigger_of(happen *h, uint32_t t, uint32_t anchor)
{
	finder *f = h->f;
	if (anchor) return tree_clause_span(f, anchor);
	if (!is_noun(f, t)) return tree_clause_span(f, t);
	dl_span np = tree_np(f, t);
	return np;
}

static bool pluperfect(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_AUX && slice_eq_fold(f->tok->form[c], S("had"))) return true;
	return false;
}

/* "protests over the shooting", "condemned the attack": named beside what the clause tells, not told by it. */
static bool beside_the_point(happen *h, uint32_t t)
{
	finder *f = h->f;
	unsigned rel = f->tok->rel[t];
	if (!is_noun(f, t) || h->hit[t].anchor) return false;
	if (rel == DL_R_NMOD || rel == DL_R_NMOD_POSS) return true;
	if (rel == DL_R_OBL || rel == DL_R_OBJ) return h->hit[f->tok->head[t]].row != 0;
	return false;
}

static uint16_t report_flags(happen *h, uint32_t t, uint32_t anchor, const telling *told)
{
	finder *f = h->f;
	uint32_t main = anchor ? anchor : t;
	uint16_t flags = told->flags;
	unsigned block = f->tok->sent_block[f->tok->sent[t]];
	if (block == DL_BLOCK_TITLE) flags |= DL_RF_HEADLINE;
	if (is_noun(f, t) && !anchor) flags |= DL_RF_NOMINAL;
	if (!is_noun(f, main) && tree_passive(f, main)) flags |= DL_RF_PASSIVE;
	for (uint32_t n = 0, v = main; v && n < 8; v = f->tok->head[v], n++)
		if (f->tok->rel[v] == DL_R_ACL_RELCL || (f->tok->rel[v] == DL_R_ACL && !is_noun(f,
		    v))) flags |= DL_RF_ASIDE;
	if (pluperfect(f, main) || beside_the_point(h, t)) flags |= DL_RF_BACKGROUND;
	return flags;
}

static uint32_t report_add(happen *h, uint32_t t)
{
	finder *f = h->f;
	const lex_row *r = row_at(h, t);
	uint32_t anchor = h->hit[t].anchor, id = f->reports.n;
	telling told = telling_of(h, anchor ? anchor : t, t);
	dl_report *rep = FINDER_PUSH(f, reports);
	dl_span word = {f->tok->start[t], tok_end(f, t)};
	dl_span anchor_word = {f->tok->start[anchor], tok_end(f, anchor)};
	*rep = (dl_report){
		.trigger = trigger_of(h, t, anchor), .word = anchor ? span_join(anchor_word, word) : word,
		.token = anchor ? anchor : t, .sent = f->tok->sent[t], .type = r->type,
		    .modality = told.modality,
		.tense = told.tense, .flags = report_flags(h, t, anchor, &told),
		.rule = rule_add(f, "happenings.tsv", r->line, r->word),
		.lemma = pool_add(f, r->word), .mode = pool_add(f, r->mode), .context = pool_add(f, r->context),
		.cameo = pool_add(f, r->cameo), .acled = pool_add(f, r->acled),
	};
	rep->attribution = attribution_of(f, rep->trigger);
	/* "Voters rejected the treaty": what the cue itself tells is not what is said. */
	if (rep->attribution && f->attributions.v[rep->attribution].cue_token == rep->token) rep->attribution = 0;
	/* "He did not accede to protesters' demands for an inquiry": most of these words are what they demand. */
	dl_span said = f->attributions.v[rep->attribution].content;
	if (rep->attribution && f->said_by && !span_overlap(said, rep->word)) rep->attribution = f->said_by[rep->token];
	if (rep->attribution) rep->flags |= f->attributions.v[rep->attribution].kind == 'd' ? DL_RF_QUOTED : 0;
	bool granted = (rep->flags & DL_RF_NOMINAL) && taken_for_granted(h, t);
	if (rep->attribution && f->attributions.v[rep->attribution].act == 'd' && !granted
	    && rep->modality == DL_TOLD) rep->modality = DL_DENIED;
	if (rep->attribution && f->attributions.v[rep->attribution].act == 'a'
	    && rep->modality == DL_TOLD) rep->modality = DL_ALLEGED;
	if (rep->attribution && f->attributions.v[rep->attribution].act == 't' && rep->modality == DL_TOLD
	    && !(rep->flags & DL_RF_NOMINAL)) rep->modality = DL_ALLEGED;
	if (r->pos == 'x' && rep->modality == DL_DEMANDED) rep->modality = DL_TOLD;     /* the asking happened */
	h->hit[t].report = id;
	if (anchor) h->hit[anchor].report = id;
	uint32_t *row = VEC_PUSH(f->w->tmp, &h->report_rows);
	if (!row) return f->nomem = true, 0;
	*row = h->hit[t].row;
	return id;
}

/* "soldiers who were killed in the Civil War", "in World War II": harm of a time of its own. */
static bool in_a_war(const finder *f, uint32_t harm)
{
	for (uint32_t c = f->first_child[harm]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_OBL || !(tok_is(f, tree_case(f, c), "in") || tok_is(f, tree_case(f, c), "during")))
			continue;
		if (tok_in(f, c, W_WAR)) return true;
		for (uint32_t k = f->first_child[c]; k; k = f->next_child[k])
			if ((f->tok->rel[k] == DL_R_COMPOUND || f->tok->rel[k] == DL_R_FLAT) && tok_in(f, k, W_WAR)) return true;
	}
	return false;
}

/* HARM with nothing to take its type from: an attack when somebody does it, else what the row says. */
static void harm_alone(happen *h, uint32_t t)
{
	finder *f = h->f;
	uint32_t who = is_verb(f, t) ? arg_subject(h, t) : 0, id;
	bool done = who && who != arg_object(h, t) && (class_of(h, who) & (h->kb->actor | h->kb->weapon));
	if (!(id = report_add(h, t))) return;
	dl_report *r = &f->reports.v[id];
	if (done && r->type == DL_EV_OTHER) {
		r->type = DL_ASSAULT, r->cameo = pool_add(f, S("180")), r->acled = pool_add(f, S("Attack"));
	} else if (in_a_war(f, t)) {
		r->flags |= DL_RF_HISTORY;
	} else if (!done && h->main_report && r->modality == DL_TOLD
	    && !(r->flags & (DL_RF_BACKGROUND | DL_RF_HISTORY))) {
		const dl_report *m = &f->reports.v[h->main_report];
		r->type = m->type, r->mode = m->mode, r->context = m->context, r->cameo = m->cameo,
		    r->acled = m->acled;
		r->same_as = h->main_report, r->flags |= DL_RF_REPEAT;
	}
}

/* The report of the happening at t, with the clause of the harm as its trigger when it was only a noun. */
static void harm_join(happen *h, uint32_t harm, uint32_t t)
{
	finder *f = h->f;
	uint32_t id = h->hit[t].report;
	if (!id) return;
	dl_report *r = &f->reports.v[id];
	h->hit[harm].report = id;
	if (!(r->flags & DL_RF_NOMINAL) || !is_verb(f, harm) || tree_within(f, harm, t)) return;
	telling told = telling_of(h, harm, 0);
	r->trigger = span_join(tree_clause_span(f, harm), r->word);
	r->flags = (uint16_t)((r->flags & ~(DL_RF_NOMINAL | DL_RF_BACKGROUND)) | told.flags | (pluperfect(f,
	    harm) ? DL_RF_BACKGROUND : 0));
	if (told.modality != DL_NEGATED) r->modality = told.modality;      /* "nobody was hurt in the blast": it went off */
	r->tense = told.tense;
	h->hit[t].anchor = harm;
}

bool sentence_told(const dl_tokens *tok, uint32_t s)
{
	switch (tok->sent_block[s]) {
	case DL_BLOCK_PARA: case DL_BLOCK_TITLE: case DL_BLOCK_LEDE: case DL_BLOCK_LIST: case DL_BLOCK_CAPTION:
	case DL_BLOCK_SUBHEAD:
		return true;
	default:
		return false;
	}
}

/* An earlier report of the same happening: same type and mode or word, nothing in it that contradicts. Nouns with
 * "the", "this", or a repeated word point back. */
static void link_back(happen *h, uint32_t id, uint32_t t)
{
	finder *f = h->f;
	dl_report *r = &f->reports.v[id];
	unsigned makes = h->hit[t].anchor ? row_at(h, h->hit[t].anchor)->makes : LEX_NONE;
	bool named = (r->flags & DL_RF_NOMINAL) || makes == LEX_BEGIN || makes == LEX_END;   /* "the curfew begins" */
	if (r->same_as || !named || !tree_pointed(f, t)) return;
	for (uint32_t p = id; --p;) {
		const dl_report *e = &f->reports.v[p];
		if (e->type != r->type || e->modality != DL_TOLD || (e->flags & DL_RF_HISTORY)) continue;
		if (e->mode.n && r->mode.n && (e->mode.at != r->mode.at || e->mode.n != r->mode.n)) continue;
		r->same_as = e->same_as ? e->same_as : p;
		r->flags |= DL_RF_REPEAT;
		return;
	}
}

static void main_report_note(happen *h, uint32_t id)
{
	const dl_report *r = &h->f->reports.v[id];
	if (h->main_report || r->modality != DL_TOLD || (r->flags & (DL_RF_BACKGROUND | DL_RF_HISTORY))) return;
	if (h->kb->rows.v[h->report_rows.v[id]].harmful) h->main_report = id;
}

static void sentence_reports(happen *h, uint32_t from, uint32_t to)
{
	finder *f = h->f;
	for (uint32_t t = from; t < to; t++)
		if (is_report(h, t) && row_at(h, t)->makes == LEX_REPORT && !h->hit[t].report) {
			uint32_t id = report_add(h, t);
			if (!id) return;
			link_back(h, id, t);
			main_report_note(h, id);
		}
	for (uint32_t t = from; t < to; t++) {
		if (!h->hit[t].row || row_at(h, t)->makes != LEX_HARM || !is_report(h, t)) continue;
		uint32_t other = harm_below(h, t);
		if (!other || !h->hit[other].report) other = harm_above(h, t);
		if (other && h->hit[other].report) harm_join(h, t, other);
		else if (f->tok->rel[t] != DL_R_AMOD) harm_alone(h, t);
	}
}

/* "The rebels must lay down their arms, the envoy said": who says that somebody must asks for it. The clause is a
 * request when its verb tells nothing by itself and stands in what somebody says. */
static void command_said(happen *h, uint32_t aux)
{
	finder *f = h->f;
	uint32_t verb = f->tok->head[aux], says = f->tok->head[verb];
	bool said = f->tok->rel[verb] == DL_R_CCOMP && (class_of_lemma(h->kb,
	    f->tok->lemma[says]) & h->kb->speech);
	uint32_t first = said && !h->hit[verb].row ? lex_first(h->kb, f->tok->lemma[aux]) : 0;
	uint32_t row = first ? row_among(h, first, verb, 'x') : 0;
	if (row) h->hit[verb].row = row;
}

/* What is marked is a report, whatever the lexicon says; a word that no row knows tells by its lemma. */
static void marked_reports(happen *h, uint32_t from, uint32_t to)
{
	finder *f = h->f;
	for (uint32_t t = from; t < to; t++) {
		uint32_t id = h->marked[t] ? report_add(h, t) : 0;
		if (!id) continue;
		dl_report *r = &f->reports.v[id];
		r->flags &= (uint16_t)~DL_RF_GENERIC;
		if (!h->hit[t].row) r->lemma = pool_add(f, f->tok->lemma[t]);
		link_back(h, id, t);
	}
}

static void sentence(happen *h, uint32_t s)
{
	finder *f = h->f;
	uint32_t from = f->tok->sent_first[s], to = f->tok->sent_first[s + 1];
	/* Nouns first: verbs ask what kind of happening their object is. */
	for (uint32_t t = from; t < to; t++)
		if (is_noun(f, t)) h->hit[t].row = row_of_token(h, t), h->cls_known[t] = 0;
	for (uint32_t t = from; t < to; t++)
		if (!is_noun(f, t)) h->hit[t].row = row_of_token(h, t);
	if (h->marked) {
		marked_reports(h, from, to);
		return;
	}
	for (uint32_t t = from; t < to; t++) {
		if (f->tok->rel[t] == DL_R_AUX) command_said(h, t);
		if (h->hit[t].row) carry(h, t);
	}
	sentence_reports(h, from, to);
}

dl_status happenings_find(finder *f)
{
	arena_mark_t mark = arena_mark(f->w->tmp);
	uint32_t n = f->tok->n;
	happen h = {.f = f, .kb = f->kb->happens};
	h.hit = ARENA_ARRAY(f->w->tmp, hap_hit, n);
	h.cls = ARENA_ARRAY(f->w->tmp, class_set, n);
	h.cls_known = ARENA_ARRAY(f->w->tmp, uint8_t, n);
	const uint32_t *none = VEC_PUSH(f->w->tmp, &h.report_rows);
	h.marked = ARENA_ARRAY(f->w->tmp, uint8_t, n);
	bool ok = h.hit && h.cls && h.cls_known && h.marked && none;
	if (ok && !marks_read(f, h.marked)) h.marked = NULL;
	for (uint32_t s = 1; ok && s < f->tok->n_sents && !f->nomem; s++)
		if (sentence_told(f->tok, s)) sentence(&h, s);
	if (ok && !f->nomem) {
		uint32_t told = f->reports.n;
		for (uint32_t r = 1; r < told; r++) claims_of_report(&h, r);
		claims_of_hours(&h);
		claims_of_tolls(&h);
		claims_of_pointers(&h);
		claims_of_statements(&h);
		claims_of_aspects(&h);
		claims_of_details(&h);
		claims_of_reasons(&h);
		claims_of_context(&h);
		claims_sort(&h);
		bonds_find(&h);
		if (f->why) why_note(&h);
	}
	arena_rewind(f->w->tmp, mark);
	return ok ? DL_OK : DL_NOMEM;
}
