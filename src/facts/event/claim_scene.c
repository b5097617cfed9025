/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_scene.c - when and where a report's happening was.
 *
 * In: a report, its verb and its noun; times and places with their mentions. Out: claims `when`, `where`, `starts` and
 * `ends`.
 *
 *      Police arrested two men in Leeds after gunmen raided a flat on Monday.
 *      arrested   in Leeds, and no day: "on Monday" stands in a clause that tells something else
 *      raided     on Monday; "a flat" is where, the clause above it is not asked
 *
 * A clause that has no time or no place takes those of the clause above it that tells the same thing (a joined verb,
 * an object's verb). Not taken: a man's home ("a man from Leeds"), what is compared ("on a par with one in L'Aquila").
 * Cost: the words of the clause, of at most four clauses above.
 */
#include "facts/event/happen.h"

enum { CLAUSE_TIMES = 4, CLAUSE_PLACES = 4 };    /* more in one clause are lists ("in 2001, 2003 and 2007") */

/* A child that opens another clause: its times and places are its own. */
bool other_clause(const finder *f, uint32_t c)
{
	switch (f->tok->rel[c]) {
	case DL_R_ADVCL: case DL_R_CCOMP: case DL_R_PARATAXIS: case DL_R_ACL_RELCL: case DL_R_XCOMP: case DL_R_CSUBJ:
		return true;
	case DL_R_CONJ:
		return f->tok->upos[c] == DL_VERB;
	case DL_R_ACL:
		return true;
	default:
		return false;
	}
}

bool claim_leads(const finder *f, uint32_t t, word_list words)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_CASE && f->tok->rel[c] != DL_R_MARK) continue;
		if (listed(f, words, f->tok->form[c])) return true;
	}
	return false;
}

static unsigned time_field(happen *h, uint32_t id, uint32_t t, uint32_t verb)
{
	finder *f = h->f;
	const lex_row *v = &h->kb->rows.v[h->hit[verb].row];
	const dl_report *r = &f->reports.v[id];
	bool lasting = lasts(f, r);
	if (claim_leads(f, t, W_TILL)) return DL_F_ENDS;
	if (v->makes == LEX_END && lasting) return DL_F_ENDS;
	if (lasting && (v->makes == LEX_BEGIN || claim_leads(f, t, W_FROM_DAY))) return DL_F_STARTS;
	if (v->makes == LEX_BEGIN && r->modality == DL_PLANNED) return DL_F_STARTS;
	return DL_F_WHEN;
}

void claim_time(happen *h, uint32_t id, uint32_t m, unsigned field)
{
	finder *f = h->f;
	const dl_mention *tm = &f->mentions.v[m];
	dl_claim *c = claim_add(h, id, field, tm->at);
	dl_span np = claim_phrase(f, tm->head);
	if (np.start < c->at.start && c->at.start - np.start < 16) c->at.start = np.start;
	c->kind = DL_V_TIME, c->value = tm->value, c->mention = m;
}

/* "The quake was on a par with one in L'Aquila in 2009": what stands behind "one" is of that other. */
static bool of_other_one(const finder *f, uint32_t t)
{
	for (uint32_t k = t; --k && same_sentence(f, k, t) && !is_verb(f, k);) {
		if (!tok_is(f, k, "one") || (f->tok->rel[k] != DL_R_OBL && f->tok->rel[k] != DL_R_NMOD)) continue;
		if (f->tok->upos[k + 1] == DL_ADP && tok_in(f, tree_case(f, k), W_COMPARES)) return true;
	}
	return false;
}

/* Times of the clause at t, without those of clauses below it. Returns how many. */
static int times_below(happen *h, uint32_t id, uint32_t t, uint32_t verb, int depth)
{
	finder *f = h->f;
	int n = 0;
	for (uint32_t c = f->first_child[t]; c && n < CLAUSE_TIMES; c = f->next_child[c]) {
		uint32_t m = f->mention_at[c];
		if (of_other_one(f, c)) continue;
		if (m && f->mentions.v[m].kind == DL_M_TIME) {
			if (!past_misdates(h, m)) claim_time(h, id, m, time_field(h, id, f->mentions.v[m].head, verb)), n++;
		} else if (!other_clause(f, c) && depth < 6 && !(h->hit[c].report && h->hit[c].report != id)) {
			n += times_below(h, id, c, verb, depth + 1);
		}
	}
	return n;
}

void claim_times(happen *h, uint32_t id, uint32_t verb, unsigned field)
{
	finder *f = h->f;
	int n = 0;
	for (uint32_t c = f->first_child[verb]; c && n < CLAUSE_TIMES; c = f->next_child[c]) {
		uint32_t m = f->mention_at[c];
		if (m && f->mentions.v[m].kind == DL_M_TIME) claim_time(h, id, m, field), n++;
	}
}

/* "A man from Leeds was held": his home, which is told of him (detail.c), and not where he was held. */
static bool is_home(happen *h, uint32_t who, uint32_t place)
{
	const finder *f = h->f;
	if (f->tok->rel[place] != DL_R_NMOD || !tok_is(f, tree_case(f, place), "from")) return false;
	return f->mentions.v[f->mention_at[place]].kind == DL_M_PLACE && class_of(h, who) & h->kb->person;
}

/* "Killed 17 km north of Mosul": the town whose mention is a point beside it, though "of" leads to no place. */
static bool is_offset(const finder *f, uint32_t t)
{
	const dl_mention *m = &f->mentions.v[f->mention_at[t]];
	return m->kind == DL_M_PLACE && f->places.v[m->value].evidence == PE_OFFSET;
}

static int places_below(happen *h, uint32_t id, uint32_t t, int depth)
{
	finder *f = h->f;
	int n = 0;
	for (uint32_t c = f->first_child[t]; c && n < CLAUSE_PLACES; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (other_clause(f, c) || (h->hit[c].report && h->hit[c].report != id)
		    || is_home(h, t, c) || of_other_one(f, c))
			continue;
		bool phrase = rel == DL_R_OBL || rel == DL_R_NMOD || rel == DL_R_OBL_UNMARKED
		    || rel == DL_R_ADVMOD;
		if (phrase && !claim_is_time(f, c) && claim_located(h, c) && (claim_leads(f, c, W_LEADS_PLACE)
		    || rel == DL_R_ADVMOD || is_offset(f, c))) {
			n += claim_places(h, id, c);
		}
		if (depth < 4 && rel != DL_R_NSUBJ) n += places_below(h, id, c, depth + 1);
	}
	return n;
}

/* The clause above when it tells the same thing: joined without a subject of its own, or an object's verb. */
static uint32_t clause_above(happen *h, uint32_t id, uint32_t t)
{
	finder *f = h->f;
	uint32_t up = f->tok->head[t];
	bool speaks = up && (class_of_lemma(h->kb, f->tok->lemma[up]) & h->kb->speech);
	bool free = !h->hit[up].report || h->hit[up].report == id;
	if (speaks && tok_is(f, tree_child(f, up, DL_R_OBJ), "life")) speaks = false;       /* "claimed the life of" */
	uint32_t prep = tree_case(f, t);                     /* "speaking about the shooting Monday": the day of speaking */
	if (tok_in(f, prep, W_LEADS_TOPIC) && !tok_is(f, prep, "into")) return 0;
	uint32_t deed = tree_deed(f, t);
	if (deed) return deed;
	switch (f->tok->rel[t]) {
	case DL_R_XCOMP:
		return up;
	case DL_R_CONJ:
		return is_noun(f, t) || !tree_child(f, t, DL_R_NSUBJ) ? up : 0;
	case DL_R_ADVCL:
		/* "released on Tuesday after nothing tied him to the attack": the day of the release. */
		if (f->reports.v[id].flags & DL_RF_NOMINAL) return 0;
		return tree_child(f, t, DL_R_MARK) && !tree_child_lemma(f, t, DL_R_MARK, "as")
		    && !tree_child_lemma(f, t, DL_R_MARK, "when")
		       && !tree_child_lemma(f, t, DL_R_MARK, "while") ? 0 : up;
	case DL_R_OBJ: case DL_R_NSUBJ: case DL_R_NSUBJ_PASS: case DL_R_OBL:
		return is_noun(f, t) && !speaks && free ? up : 0;
	default:
		return 0;
	}
}

/* "Three were killed and 12 injured on Saturday": a time behind the last of joined clauses is said of the first too,
 * when that has none and the second tells nothing else. */
static int times_beside(happen *h, uint32_t id, uint32_t t)
{
	finder *f = h->f;
	int n = 0;
	for (uint32_t c = f->first_child[t]; c && !n; c = f->next_child[c]) {
		uint32_t other = h->hit[c].report;
		bool harm = other && h->kb->rows.v[h->hit[c].row].makes == LEX_HARM;
		if (f->tok->rel[c] == DL_R_CONJ && c > t && is_verb(f, c) && (!other || other == id || harm))
			n = times_below(h, id, c, t, 0);
	}
	return n;
}

/* "recognised Jerusalem", "urged nations": what is said or held of a place is not done there. */
static bool says_only(unsigned type)
{
	return type == DL_ACCUSE || type == DL_REQUEST || type == DL_REJECT || type == DL_SUPPORT || type == DL_AGREE
	       || type == DL_CONCEDE || type == DL_THREATEN;
}

void claim_scene(happen *h, uint32_t id, uint32_t noun, uint32_t main)
{
	finder *f = h->f;
	uint32_t obj = arg_object(h, main);
	int times = 0, places = 0;
	if (says_only(f->reports.v[id].type)) obj = 0;
	/* "raided flats, including in Leeds": a place without a name leaves the town to be told. */
	if (obj && obj != noun && claim_located(h, obj) && !is_noun(f, main) && claim_places(h, id, obj))
		places += f->claims.v[f->claims.n - 1].kind == DL_V_PLACE;
	if (noun && noun != main) times += times_below(h, id, noun, main, 0), places += places_below(h, id,
	    noun, 0);
	for (uint32_t n = 0, t = main; t && n < 4 && !(times && places); n++, t = clause_above(h, id, t)) {
		if (!times) times += times_below(h, id, t, t, 0);
		if (!places) places += places_below(h, id, t, 0);
	}
	uint32_t town = places ? 0 : town_before(h, id, noun);
	if (town) claim_places(h, id, town);
	if (!times && is_verb(f, main)) times_beside(h, id, main);
}
