/* SPDX-License-Identifier: Apache-2.0
 *
 * happen.c - finds what the sentences of a document report as happening.
 *
 * In: the tree, mentions, tolls. Out: reports[] and, through claim*.c, claims[].
 * "At least 23 people were killed in clashes in Baghdad on Monday":
 *   1. every token asks the lexicon (match.c): "clashes" is ASSAULT, "killed" is HARM (it takes the type of what it
 *      is told with);
 *   2. verbs that lend themselves to a noun ("carried out an attack", "clashes broke out") stand for that noun;
 *   3. HARM (harm.c) looks for its happening: its subject or agent ("the blast killed ..."), what it is told in ("in
 *      clashes"), the clause it hangs on ("a tram derailed, killing seven"); else it stands alone;
 *   4. each happening becomes one report: trigger clause, modality (modality.c), roles (role.c), claims (claim.c).
 * A noun is a report only when it is told, not when it merely names a kind ("attack helicopters", "against
 * violence"). The lexicon decides what is a happening; nothing here names one. Cost: linear in tokens.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

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

/* ---------------------------------------------------------------- reports */
static dl_span trigger_of(happen *h, uint32_t t, uint32_t anchor)
{
	finder *f = h->f;
	if (anchor) return tree_clause_span(f, anchor);
	if (!is_noun(f, t)) return tree_clause_span(f, t);
	dl_span np = tree_np(f, t);
	return np;
}

bool pluperfect(const finder *f, uint32_t t)
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

uint32_t report_add(happen *h, uint32_t t)
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
	/* "According to the neighbour Bo Kim, it burst": of a clause with its source in it the word counts */
	uint32_t told_by = !rep->attribution && f->said_by ? f->said_by[rep->token] : 0;
	if (told_by && f->attributions.v[told_by].act == 's') rep->attribution = told_by;
	if (rep->attribution && f->said_by && !span_overlap(said, rep->word)) rep->attribution = f->said_by[rep->token];
	if (rep->attribution) rep->flags |= f->attributions.v[rep->attribution].kind == 'd' ? DL_RF_QUOTED : 0;
	bool granted = (rep->flags & DL_RF_NOMINAL) && taken_for_granted(h, t);
	if (rep->attribution && f->attributions.v[rep->attribution].act == 'd' && !granted
	    && rep->modality == DL_TOLD) rep->modality = DL_DENIED;
	if (rep->attribution && f->attributions.v[rep->attribution].act == 'a'
	    && rep->modality == DL_TOLD && !(granted && answered_for(f, t))) rep->modality = DL_ALLEGED;
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

/* "In 1958 rebels took the harbour. They shot the governor.": told of a past that the text has named, unless it points
 * at something of today. */
static void told_of_past(happen *h, uint32_t id)
{
	dl_report *r = &h->f->reports.v[id];
	if (!h->of_past || !h->of_past[r->sent] || r->modality != DL_TOLD || r->same_as) return;
	if (r->tense == 'p' || (r->flags & DL_RF_NOMINAL)) r->flags |= DL_RF_BACKGROUND | DL_RF_HISTORY;
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
			told_of_past(h, id);
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
	if (ok) past_find(&h);
	for (uint32_t s = 1; ok && s < f->tok->n_sents && !f->nomem; s++)
		if (sentence_told(f->tok, s)) sentence(&h, s);
	if (ok && !f->nomem) {
		uint32_t told = f->reports.n;
		for (uint32_t r = 1; r < told; r++) claims_of_report(&h, r);
		claims_of_hours(&h);
		claims_of_tolls(&h);
		claims_of_pointers(&h);
		claims_counted_on(&h);
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
