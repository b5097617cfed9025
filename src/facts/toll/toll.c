/* SPDX-License-Identifier: Apache-2.0
 *
 * toll.c - the figures of killed, injured, missing, arrested, displaced, freed and of those who take part: which words
 * tell of them, and where their people stand. toll_add.c writes them down.
 *
 * In: the tree, counts[]. Out: tolls[].
 * "The blast killed at least 23 people and wounded dozens, among them two children." gives
 *   killed  [23, none)   "killed at least 23 people"      agent blast
 *   injured [24, none)   "wounded dozens"
 *   injured 2, part of, scope child   "two children"
 * A word of data/en/tolls.tsv fires; its kind says where its people stand in the tree. Where the parser misses
 * them, the figure right beside the word is taken ("3 dead, 5 injured" in a headline).
 * A definite single person counts one, names joined by "and" add up, "no one" is a stated zero; ages, years and
 * measures never reach this stage as counts of people. Cost: one look-up a token, a few steps in the tree each.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

/* ---------------------------------------------------------------- the table */

static const char *const kind_names[TK_N] = {
	[TK_OBJECT] = "object", [TK_SUBJECT] = "subject", [TK_HARM] = "harm",     [TK_LOSE] = "lose",
	[TK_SUFFER] = "suffer", [TK_CARRY] = "carry",     [TK_STATE] = "state",   [TK_NOUN] = "noun",
	[TK_TOLL] = "toll",     [TK_FIGURE] = "figure",   [TK_ALIVE] = "alive",   [TK_CONDITION] = "condition",
	[TK_BODY] = "body",     [TK_CROWD] = "crowd",     [TK_ACT] = "act",       [TK_FRAME] = "frame",
	[TK_TALLY] = "tally",   [TK_LEAVE] = "leave",     [TK_PERSON] = "person", [TK_PLAIN] = "plain",
	[TK_BEAST] = "beast",     [TK_DEED] = "deed",     [TK_TIMES] = "times",
	[TK_NTH] = "nth",         [TK_BURDEN] = "burden",
};

static bool named(slice s, const char *name) { return slice_eq_fold(s, (slice){name, strlen(name)}); }

static bool entry_from(const slice cols[TSV_COLS], toll_entry *e)
{
	for (unsigned k = 1; k < TK_N; k++)
		if (named(cols[1], kind_names[k])) e->kind = (uint8_t)k;
	for (unsigned k = 1; cols[2].n && k < DL_FIELD_N; k++)
		if (named(cols[2], dl_field_name(k))) e->field = (uint8_t)k;
	for (unsigned k = 1; e->kind == TK_FRAME && k < DL_MODALITY_N; k++)
		if (named(cols[3], dl_modality_name(k))) e->modality = (uint8_t)k;
	e->scope = cols[3];
	return e->kind && (e->field || !cols[2].n) && (e->kind != TK_FRAME || e->modality);
}

dl_status toll_table_open(const char *folder, arena *a, struct toll_table **out, dl_error *err)
{
	slice cols[TSV_COLS];
	tsv in;
	dl_status st = table_open(folder, "tolls.tsv", a, &in, err);
	struct toll_table *t = ARENA_ARRAY(a, struct toll_table, 1);
	if (st != DL_OK) return st;
	if (!t) return DL_NOMEM;
	strmap_init(&t->by_lemma, a);
	toll_entry *none = VEC_PUSH(a, &t->entries);
	if (!none) return DL_NOMEM;
	while (tsv_next(&in, cols)) {
		toll_entry e = {.line = in.line};
		if (!entry_from(cols, &e))
			return error_set(err, DL_BAD, "tolls.tsv", in.line, "unknown kind, field or modality");
		for (size_t at = 0; at <= cols[0].n;) {
			size_t end = at;
			while (end < cols[0].n && cols[0].p[end] != '|') end++;
			e.word = slice_trim(slice_sub(cols[0], at, end));
			uint32_t *head = e.word.n ? strmap_put(&t->by_lemma, e.word) : NULL;
			toll_entry *to = head ? VEC_PUSH(a, &t->entries) : NULL;
			if (e.word.n && (!to || t->entries.n > UINT16_MAX)) return DL_NOMEM;
			if (to) *to = e, to->next = (uint16_t)*head, *head = t->entries.n - 1;
			at = end + 1;
		}
	}
	return *out = t, DL_OK;
}

static uint32_t chain_of(const finder *f, slice s)
{
	char low[24];
	if (!s.n || s.n > sizeof low) return 0;
	for (size_t i = 0; i < s.n; i++) low[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 0x20) : s.p[i];
	return strmap_get(&f->kb->counts->tolls->by_lemma, (slice){low, s.n});
}

const toll_entry *toll_word(const finder *f, uint32_t t, unsigned kind)
{
	const struct toll_table *tab = f->kb->counts->tolls;
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = chain_of(f, pass ? tok_form(f, t) : tok_lemma(f, t)); i; i = tab->entries.v[i].next)
			if (tab->entries.v[i].kind == kind) return &tab->entries.v[i];
	return NULL;
}

/* ---------------------------------------------------------------- kinds */
#define BESIDE     2   /* tokens between a figure and its participle: the tree is not asked ("300 injured") */
#define BESIDE_FAR 7   /* the same, when the tree gives nothing */

/* Verbs, and participles that are taken for adjectives. */
static bool acts(const finder *f, uint32_t t)
{
	return f->tok->upos[t] == DL_VERB
	       || (f->tok->upos[t] == DL_ADJ && (f->tok->xpos[t] == DL_T_VBN || f->tok->xpos[t] == DL_T_VBD));
}

/* "A Spaniard and five Romanians were among the dead", "among those killed was a boy": part of the dead. */
static bool on_among(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	uint32_t among = 0;
	for (uint32_t i = t; i-- > 1 && t - i <= 3 && k->sent[i] == k->sent[t];)
		if (tok_is(f, i, "among")) among = i;
	if (!among || count_of(f, t)) return false;
	uint32_t s = 0, v = t;
	for (int n = 0; v && !s && n < 4; n++, v = k->head[v]) {
		s = tree_child(f, v, DL_R_NSUBJ);
		if (!s) s = tree_child(f, v, DL_R_NSUBJ_PASS);
		if (s == t || (s && tok_is(f, s, "those"))) s = 0;
	}
	if (!s || s == among) return false;
	people p = people_of(f, s, true);
	if (!p.found || p.c.lo == 0) return false;
	toll_telling x = {.token = t, .verb = t, .e = e, .field = e->field, .flags = DL_C_PART_OF};
	x.at = toll_passage(f, t, &p);
	toll_add(f, &x, &p);
	toll_add_parts(f, &x, &p);
	return true;
}

/* A participle with a noun phrase right behind it is an active verb that the parser took for a passive one
 * ("Gunmen killed Maria Lopez"). */
static uint32_t object_right(const finder *f, uint32_t t)
{
	const dl_tokens *k = f->tok;
	unsigned rel = k->rel[t], pos;
	if ((rel != DL_R_ACL && rel != DL_R_AMOD) || tree_child(f, t, DL_R_AUX_PASS) || t + 1 >= k->n
	    || k->sent[t + 1] != k->sent[t])
		return 0;
	pos = k->upos[t + 1];
	if (pos != DL_NOUN && pos != DL_PROPN && pos != DL_NUM && pos != DL_DET && pos != DL_PRON) return 0;
	uint32_t m = f->inside[t + 1], h = toll_phrase_at(f, t + 1);
	if ((m && f->mentions.v[m].kind == DL_M_TIME) || !h || h == k->head[t] || k->head[t] > t) return 0;
	return h;
}

static uint32_t of_child(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NMOD && tok_is(f, tree_case(f, c), "of")) return c;
	return 0;
}

/* "The tariffs hurt farmers", "prices are hurting families": no body is hurt. */
static bool hurts_purse(const finder *f, uint32_t t)
{
	uint32_t by = tok_is(f, t, "hurt") ? tree_agent(f, t) : 0;
	if (!by || tree_passive(f, t)) return false;
	return toll_word(f, by, TK_BURDEN) || f->tok->xpos[t] == DL_T_VBZ || f->tok->xpos[t] == DL_T_VBP
	       || (f->tok->xpos[t] == DL_T_VBG && tree_child_lemma(f, t, DL_R_AUX, "be"));
}

/* "Treated and released", "released from the hospital": patients go home, nobody is freed. */
static bool goes_home(const finder *f, uint32_t t)
{
	if (f->tok->rel[t] == DL_R_CONJ && tok_in(f, f->tok->head[t], W_PATIENT)) return true;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_OBL && tok_is(f, tree_case(f, c), "from")
		    && (is_hospital(f, c) || tok_in(f, c, W_RELEASED_FROM))) return true;
	return false;
}

/* No mark and no "and" between the two: "1 dead, 2 shot" and "one is dead and four were hit" tell of others. */
static bool together(const finder *f, uint32_t a, uint32_t b)
{
	for (uint32_t i = min_u32(a, b) + 1; i < max_u32(a, b); i++)
		if (tok_is_comma(f, i) || f->tok->upos[i] == DL_CCONJ || f->tok->upos[i] == DL_AUX) return false;
	return true;
}

/* "12 others were hurt", "3 were killed and 300 injured": an object or a passive's subject. A figure right before
 * a participle without a subject of its own is its victim, whatever clause the parser hung it on. */
static void on_object(finder *f, uint32_t t, const toll_entry *e, unsigned field)
{
	if (on_among(f, t, e) || hurts_purse(f, t) || (field == DL_F_FREED && goes_home(f, t))) return;
	uint32_t how = tree_child_lemma(f, t, DL_R_ADVMOD, "fatally");
	if (!how) how = tree_child_lemma(f, t, DL_R_ADVMOD, "mortally");
	if (field == DL_F_INJURED && how && together(f, t, how)) field = DL_F_KILLED;
	if (field == DL_F_INJURED && f->tok->rel[t] == DL_R_XCOMP
	    && (tok_is(f, f->tok->head[t], "remain") || tok_is(f, f->tok->head[t], "stay"))
	    && toll_tell(f, t, f->tok->head[t], e, field, tree_subject(f, f->tok->head[t]), false, 0)) return;
	bool passive = tree_passive(f, t), participle = f->tok->xpos[t] == DL_T_VBN || f->tok->xpos[t] == DL_T_VBD;
	uint32_t o = tree_object(f, t), right = passive ? object_right(f, t) : 0;
	if (right) o = right, passive = false;
	if (participle && !tree_child(f, t, DL_R_NSUBJ_PASS) && !tree_child(f, t, DL_R_OBJ)
	    && toll_tell_beside(f, t, e, field, true, BESIDE))
		return;
	/* "rescue workers", "release a statement": the freed need a figure or a person, or a passive. */
	if (toll_tell(f, t, t, e, field, o, field != DL_F_FREED || passive, passive || o ? tree_agent(f, t) : 0)) return;
	if (o && !passive) return;
	if (!passive && toll_tell_beside(f, t, e, field, false, BESIDE)) return;
	if (participle) toll_tell_beside(f, t, e, field, true, BESIDE_FAR);
}

/* "shot dead", "beaten to death", "fatally stabbed"; "shot and killed" is told by "killed". */
static bool deadly(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (tok_is(f, c, "dead") && c > t && together(f, t, c)) return true;
		if (tok_is(f, c, "fatally") && together(f, t, c)) return true;
		if (tok_is(f, c, "death") && f->tok->rel[c] == DL_R_OBL && tok_is(f, tree_case(f, c), "to")) return true;
		if (f->tok->rel[c] == DL_R_COMPOUND_PRT && tok_is(f, c, "down") && tok_is(f, t, "gun")) return true;
	}
	return t + 1 < f->tok->n && tok_is(f, t + 1, "dead");
}

static bool kills(const finder *f, uint32_t t)
{
	const toll_entry *e = toll_word(f, t, TK_OBJECT);
	if (!e) e = toll_word(f, t, TK_SUBJECT);
	if (e) return e->field == DL_F_KILLED;
	return toll_word(f, t, TK_LOSE) && tok_is(f, tree_child(f, t, DL_R_OBJ), "life");
}

/* "was shot and killed", "died after she was shot", "shot him, killing him": one harm, told by the death. */
static bool killed_too(const finder *f, uint32_t t)
{
	unsigned rel = f->tok->rel[t];
	if ((rel == DL_R_ADVCL || rel == DL_R_CONJ) && kills(f, f->tok->head[t])) return true;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if ((f->tok->rel[c] == DL_R_CONJ || f->tok->rel[c] == DL_R_ADVCL) && kills(f, c)) return true;
	return false;
}

/* The tolls from that one on are of those hit: it is not told whether they live. "Six others" are not the dead. */
static void hit_from(finder *f, uint32_t from)
{
	for (; from < f->tolls.n; from++) {
		dl_claim *c = &f->tolls.v[from].claim;
		dl_count n = f->counts.v[c->value];
		if (c->field != DL_F_INJURED || n.flags & (DL_C_OTHERS | DL_C_NONE_STATED | DL_C_HIT)) continue;
		n.flags |= DL_C_HIT, c->value = f->counts.n;
		*(dl_count *)FINDER_PUSH(f, counts) = n;
	}
}

/* "a fourth man", "a woman was also shot", "but survived": not one of those who died. */
static bool beside_the_dead(const finder *f, uint32_t t)
{
	const dl_tokens *k = f->tok;
	uint32_t first = k->sent_first[k->sent[t]], end = k->sent_first[k->sent[t] + 1];
	for (uint32_t i = first; i < end; i++)
		if (slice_eq_fold(tok_form(f, i), S("survived")) || (tok_is(f, i, "also") && k->head[i] == t)
		    || (i < t && tok_in(f, i, W_ONE_MORE)))
			return true;
	return false;
}

/* The one of whom a word tells a wound may have died of it, unless the sentence sets him apart. */
static void hit_one(finder *f, uint32_t t, uint32_t from)
{
	const dl_count *n = f->tolls.n == from + 1 ? &f->counts.v[f->tolls.v[from].claim.value] : NULL;
	if (n && n->lo == 1 && n->hi == 1 && !beside_the_dead(f, t)) hit_from(f, from);
}

static void on_harm(finder *f, uint32_t t, const toll_entry *e)
{
	bool weapon = tok_is(f, t, "shoot") || tok_is(f, t, "stab") || tok_is(f, t, "beat") || tok_is(f, t, "knife")
	              || tok_is(f, t, "graze");
	if (deadly(f, t)) {
		uint32_t o = tree_object(f, t);
		if (toll_tell(f, t, t, e, DL_F_KILLED, o, true, tree_agent(f, t))) return;
		toll_tell_beside(f, t, e, DL_F_KILLED, true, BESIDE_FAR);
	} else if (weapon && !killed_too(f, t)) {
		uint32_t from = f->tolls.n;
		on_object(f, t, e, DL_F_INJURED);
		bool one = f->tolls.n == from + 1 && f->counts.v[f->tolls.v[from].claim.value].hi == 1;
		if (!one || !beside_the_dead(f, t)) hit_from(f, from);
	}
}

static void on_lose(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t o = tree_child(f, t, DL_R_OBJ), lost = tree_child(f, t, DL_R_NSUBJ_PASS);
	if (tok_is(f, lost, "life")) toll_tell(f, t, t, e, DL_F_KILLED, lost, false, 0);   /* "three lives were lost" */
	if (!tok_is(f, o, "life")) return;
	if (tok_is(f, t, "lose")) toll_tell(f, o, t, e, DL_F_KILLED, tree_subject(f, t), true, 0);
	else if (!of_child(f, o) || !toll_tell(f, t, t, e, DL_F_KILLED, of_child(f, o), true, tree_agent(f, t)))
		toll_tell(f, t, t, e, DL_F_KILLED, o, true, tree_agent(f, t));  /* "12 lives", but "the lives of four people" */
}

static bool is_injury(const finder *f, uint32_t t)
{
	return tok_in(f, t, W_INJURY);
}

static void on_suffer(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t o = tree_child(f, t, DL_R_OBJ), from = f->tolls.n;
	if (e->scope.n) {                                          /* "is fighting for her life" */
		for (o = f->first_child[t]; o && !(o > t && slice_eq(tok_lemma(f, o), e->scope)); o = f->next_child[o]) { }
		if (!o || f->tok->rel[o] != DL_R_OBL || !tree_child(f, o, DL_R_NMOD_POSS)) return;
		toll_tell(f, o, t, e, DL_F_INJURED, tree_subject(f, t), true, 0);
	} else if (o && is_injury(f, o)) {
		toll_tell(f, o, t, e, DL_F_INJURED, tree_subject(f, t), true, 0);
	}
	hit_one(f, t, from);
}

bool is_hospital(const finder *f, uint32_t t)
{
	if (tok_in(f, t, W_HOSPITAL)) return true;
	if (!tok_is(f, t, "center") && !tok_is(f, t, "centre") && !tok_is(f, t, "room")) return false;
	return tok_in(f, t - 1, W_HOSPITAL_BEFORE);
}

/* "were taken to hospital", "are being treated for burns", "the hospital is treating 20 people". */
static void on_carry(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	uint32_t end = min_u32(k->sent_first[k->sent[t] + 1], t + 12), place = 0;
	bool treat = tok_is(f, t, "treat");
	for (uint32_t i = t + 1; i < end && !place && k->upos[i] != DL_CCONJ; i++)
		if (is_hospital(f, i) || (treat && is_injury(f, i))) place = i;
	uint32_t s = treat && !tree_passive(f, t) ? tree_subject(f, t) : 0;
	if (!place && s && (is_hospital(f, s) || tok_is(f, s, "doctor") || tok_is(f, s, "medic"))) place = t;
	if (!place || (tok_is(f, t, "send") && tree_passive(f, t))) return;       /* "deputies were sent to the hospital" */
	uint32_t o = tree_object(f, t), from = f->tolls.n;
	if (!people_of(f, o, true).found) o = toll_figure_beside(f, t, true, BESIDE_FAR);
	people p = people_of(f, o, true);
	if (!o || !p.found) return;
	toll_telling x = {.token = t, .verb = t, .e = e, .field = DL_F_INJURED};
	x.at = span_join(toll_passage(f, t, &p), token_span(f, place));
	toll_add(f, &x, &p);
	hit_one(f, t, from);
}

/* "Seven people are in a critical condition": the subject of the clause. */
static void on_condition(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t s = tree_child(f, t, DL_R_NSUBJ), up = f->tok->head[t];
	if (!s && up && f->tok->rel[t] == DL_R_OBL) s = tree_subject(f, up);
	if (!s && up && f->tok->rel[t] == DL_R_NMOD) s = up;
	if (!child_in(f, t, DL_R_AMOD, W_HURT_CONDITION) || !s || !count_of(f, s)) return;
	toll_tell(f, t, t, e, e->field, s, false, 0);
}

/* "pulled alive from the rubble", "found alive". */
static void on_alive(finder *f, uint32_t t, const toll_entry *e)
{
	for (uint32_t i = t; i-- > 1 && f->tok->sent[i] == f->tok->sent[t] && t - i < 14;) {
		if (f->tok->upos[i] != DL_VERB || !tok_in(f, i, W_BRINGS_OUT)) continue;
		toll_tell(f, t, i, e, e->field, tree_object(f, i), true, tree_passive(f, i) ? 0 : tree_subject(f, i));
		return;
	}
}

/* The names of a list from one token to the one before end are those whom t tells of; false: it is no list. */
static bool tell_names(finder *f, uint32_t t, const toll_entry *e, dl_span list)
{
	unsigned n = names_listed(f, list.start, list.end);
	if (!n) return false;
	dl_span at = {f->tok->start[list.start], tok_end(f, list.end - 1)};
	people p = {.c = {.lo = n, .hi = n, .coder = n, .at = at}, .head = list.start, .found = true};
	toll_telling x = {.token = t, .verb = t, .e = e, .field = e->field, .at = span_join(token_span(f, t), at)};
	if (x.at.end - x.at.start > TOLL_QUOTE_MAX * 2) x.at = token_span(f, t);
	toll_add(f, &x, &p);
	return true;
}

/* "The following policemen died in combat: Major Carlos Correa, Captain ..."; "the dead were Ann Lee and Bob Ray". */
static bool on_list(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	uint32_t end = k->sent_first[k->sent[t] + 1], from = t + 1, up = k->head[t];
	if (e->field != DL_F_KILLED) return false;
	while (end > t && k->upos[end - 1] == DL_PUNCT) end--;
	if (is_noun(f, t)) {
		bool are = k->rel[t] == DL_R_NSUBJ && up > t && k->upos[up] == DL_PROPN && tree_child(f, up, DL_R_COP);
		return are && tell_names(f, t, e, (dl_span){t + 2, end});
	}
	while (from < end && !slice_eq(tok_form(f, from), S(":"))) from++;
	if (from + 1 >= end || count_of(f, tree_subject(f, t))) return false;
	return tell_names(f, t, e, (dl_span){from + 1, end});
}

/* "10 dead", "three were injured", "left 5 homeless", "12 wounded soldiers", "are feared dead". */
static void on_state(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	if (k->upos[t] == DL_ADV) {                      /* "six were shot, one of them fatally" */
		bool ends = t + 1 >= k->n || k->sent[t + 1] != k->sent[t] || k->upos[t + 1] == DL_PUNCT;
		if (ends) toll_tell_beside(f, t, e, e->field, true, BESIDE_FAR);
		return;
	}
	uint32_t h = k->head[t], c = count_of(f, t);
	unsigned rel = k->rel[t], field = e->field;
	if (on_among(f, t, e) || on_list(f, t, e)) return;
	if (!tree_child(f, t, DL_R_COP) && toll_tell_beside(f, t, e, field, true, BESIDE))
		return; /* "three dead, five hurt" */
	if (c && f->counts.v[c].unit_token == t) { toll_tell(f, t, t, e, field, t, false, 0); return; }    /* "10 dead" */
	if (tree_child(f, t, DL_R_COP) || rel == DL_R_ROOT) {
		if (toll_tell(f, t, t, e, field, tree_subject(f, t), true, 0)) return;
	} else if (h
	           && (rel == DL_R_XCOMP || rel == DL_R_AMOD || rel == DL_R_ACL || rel == DL_R_ADVCL
	               || rel == DL_R_CCOMP)) {
		if (rel == DL_R_AMOD || rel == DL_R_ACL) {
			if (count_of(f, h) && toll_tell(f, t, h, e, field, h, false, 0)) return;
		} else {
			uint32_t o = tree_child(f, h, DL_R_OBJ);
			const toll_entry *frame = toll_word(f, h, TK_FRAME);
			if (!o) o = tree_object(f, h);
			if (!o) o = tree_subject(f, h);
			/* "feared dead", "left dead", "found dead", "go missing" */
			if ((toll_word(f, h, TK_LEAVE) || toll_word(f, h, TK_HARM) || frame
			     || tok_is(f, h, "find") || tok_is(f, h, "go") || tok_is(f, h, "remain")
			     || tok_is(f, h, "report") || tok_is(f, h, "declare") || tok_is(f, h, "pronounce")
			     || tok_is(f, h, "confirm"))
			    && toll_tell(f, t, frame ? t : h, e, field, o, true, 0)) {
				toll *last = &f->tolls.v[f->tolls.n - 1];
				if (frame && frame->modality == DL_FEARED && last->token == t
				    && last->claim.modality == DL_TOLD)
					last->claim.modality = DL_FEARED;
				return;
			}
		}
	}
	toll_tell_beside(f, t, e, field, true, BESIDE_FAR);
}

/* What follows "to" behind the noun, whichever of the two the parser hung it on: "caused injuries to five". */
static uint32_t arg_to(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NMOD && tok_is(f, tree_case(f, c), "to")) return c;
	for (uint32_t c = f->tok->rel[t] == DL_R_OBJ ? t + 1 : 0; c && c < t + 2 && c < f->tok->n; c++)
		if (tok_is(f, c, "to") && f->tok->rel[c] == DL_R_CASE && f->tok->head[f->tok->head[c]] == f->tok->head[t])
			return f->tok->head[c];
	return 0;
}

/* "two deaths", "eight arrests", "no injuries", "the deaths of 12 people". */
/* "the mayor's murder", "Bernardo Jaramillo's death": one dead, when one person owns it. */
static void on_owner(finder *f, uint32_t t, const toll_entry *e, uint32_t verb)
{
	uint32_t owner = e->field == DL_F_KILLED ? tree_child(f, t, DL_R_NMOD_POSS) : 0;
	people p = owner && f->tok->upos[owner] != DL_PRON ? people_of(f, owner, false) : (people){0};
	if (!p.found || p.c.lo != 1 || p.c.hi != 1) return;
	toll_telling x = {.token = t, .verb = verb ? verb : t, .e = e, .field = e->field,
	             .at = span_join(toll_passage(f, t, &p), token_span(f, t))};
	toll_add(f, &x, &p);
}

static void on_noun(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t verb = tree_clause(f, t);
	bool none = tree_child_lemma(f, t, DL_R_DET, "no");
	uint32_t own = e->field == DL_F_FREED ? 0 : count_of(f, t);
	if (own || none) {
		if (own && f->counts.v[own].unit_token != t) return;
		people p = people_of(f, t, false);
		if (!p.found) return;
		toll_telling x = {.token = t,
		             .verb = none   ? t
		                     : verb ? verb
		                            : t,
		             .e = e,
		             .field = e->field,
		             .at = span_join(p.c.at, token_span(f, t))};
		toll_add(f, &x, &p);
		return;
	}
	uint32_t to = e->field == DL_F_INJURED ? arg_to(f, t) : 0;
	if (to && toll_tell(f, t, verb ? verb : t, e, e->field, to, false, 0)) return;     /* "injuries to five people" */
	if (e->field == DL_F_INJURED && tok_is(f, tree_case(f, t), "with")
	    && count_of(f, f->tok->head[t])) /* "a dozen with injuries" */
		toll_tell(f, t, f->tok->head[t], e, e->field, f->tok->head[t], false, 0);
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NMOD && tok_is(f, tree_case(f, c), "of")) {
			bool named_one = !count_of(f, c) && tok_is(f, t, "arrest");
			people p = people_of(f, c, true);
			if (!p.found || (e->field == DL_F_INJURED)) return;
			if (named_one && p.c.lo != 1) return;
			toll_telling x = {.token = t,
			             .verb = verb ? verb : t,
			             .e = e,
			             .field = e->field,
			             .at = span_join(token_span(f, t), toll_passage(f, t, &p))};
			toll_add(f, &x, &p);
			return;
		}
	on_owner(f, t, e, verb);
}

/* "the shooting of a boy", "the fatal stabbing of two men": what was done to whom. */
static void on_deed(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t whom = of_child(f, t), verb = tree_clause(f, t);
	people p = whom ? people_of(f, whom, false) : (people){0};
	unsigned field = e->field;
	if (!p.found || p.c.lo == 0) return;
	if (child_in(f, t, DL_R_AMOD, W_DEADLY)) field = DL_F_KILLED;
	toll_telling x = {.token = t, .verb = verb ? verb : t, .e = e, .field = field,
	             .at = span_join(token_span(f, t), toll_passage(f, t, &p))};
	uint32_t from = f->tolls.n;
	toll_add(f, &x, &p);
	hit_from(f, from);
}

/* "a triple homicide": three dead; "a triple shooting": three hit. */
static void on_times(finder *f, uint32_t t, const toll_entry *e)
{
	int64_t n = 0;
	uint32_t noun = f->tok->head[t], verb, from = f->tolls.n;
	unsigned rel = f->tok->rel[t];
	const toll_entry *killing = noun ? toll_word(f, noun, TK_NOUN) : NULL;
	const toll_entry *deed = noun ? toll_word(f, noun, TK_DEED) : NULL;
	if (!(killing && killing->field == DL_F_KILLED) && !(deed && deed->field == DL_F_INJURED)) return;
	if ((rel != DL_R_AMOD && rel != DL_R_COMPOUND && rel != DL_R_NUMMOD) || f->tok->xpos[noun] == DL_T_NNS
	    || !slice_i64(e->scope, &n)) return;
	dl_span at = span_join(token_span(f, t), token_span(f, noun));
	people p = {.c = {.lo = n, .hi = n, .coder = n, .at = at}, .head = noun, .found = true};
	verb = tree_clause(f, noun);
	toll_telling x = {.token = noun, .verb = verb ? verb : noun, .e = e,
	             .field = killing ? killing->field : deed->field, .at = at};
	toll_add(f, &x, &p);
	if (!killing) hit_from(f, from);
}

static bool says_old(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (tok_is(f, c, "earlier") || tok_is(f, c, "previous") || tok_is(f, c, "initial")
		    || tok_is(f, c, "from") || tok_is(f, c, "early"))
			return true;
	return false;
}

/* "rose to 241, with 264 others hospitalized": the second figure is of the hurt. */
static bool harmed_otherwise(const finder *f, uint32_t t)
{
	for (uint32_t i = t + 1; i < min_u32(f->tok->n, t + 3) && f->tok->sent[i] == f->tok->sent[t]; i++) {
		const toll_entry *e = toll_word(f, i, TK_STATE);
		if (!e) e = toll_word(f, i, TK_OBJECT);
		if (e && e->field != DL_F_KILLED) return true;
	}
	return false;
}

/* "the death toll rose to 241 from 159": the figures of the clause, those behind "from" are the old ones. */
static void on_toll(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	uint32_t s = k->sent[t], told = 0;
	uint32_t end = k->sent_first[s + 1];
	if (t + 1 < k->n && (tok_is(f, t + 1, "-") || tok_is(f, t + 1, "free"))) return;        /* "a toll-free number" */
	if (e->kind == TK_TOLL && t > 1 && !tok_is(f, t - 1, "death") && !tok_is(f, t - 1, "casualty")
	    && !tok_is(f, t - 1, "the") && !tok_is(f, t - 1, "its") && k->sent[t - 1] == s
	    && (k->upos[t - 1] == DL_NOUN || k->upos[t - 1] == DL_ADJ))
		return; /* "road tolls", "the injury toll" */
	for (uint32_t i = t + 1; i < end && i < t + 16; i++) {
		uint32_t m = f->inside[i];
		if (k->upos[i] == DL_PUNCT && tok_is(f, i, ";")) return;
		if (!m || f->mentions.v[m].kind != DL_M_COUNT || f->mentions.v[m].head != i) continue;
		const dl_count *n = &f->counts.v[f->mentions.v[m].value];
		uint32_t u = n->unit_token;
		if ((n->unit.n && !u) || n->decimals
		    || (u && !toll_word(f, u, TK_PLAIN) && !toll_word(f, u, TK_PERSON) && !tok_is(f, u, "death")))
			return;
		uint32_t first = i;
		while (first > t && k->start[first] > n->at.start) first--;
		people p = {.c = *n, .count = f->mentions.v[m].value, .head = i, .found = true};
		if (told && harmed_otherwise(f, u ? u : i)) return;
		if (tok_is(f, t + 1, "up"))                    /* "taking the death toll up to 9": it has reached it */
			p.c.lo = p.c.hi, p.c.flags &= (uint16_t)~DL_C_UP_TO, p.count = 0;
		toll_telling x = {.token = t, .verb = tree_clause(f, t), .e = e, .field = DL_F_KILLED, .flags = DL_C_TOTAL};
		bool old = tok_is(f, first - 1, "from") || says_old(f, t);
		if (old) x.flags = DL_C_OLD;
		if (!x.verb) x.verb = t;
		x.at = span_join(token_span(f, t > 1 && tok_is(f, t - 1, "death") ? t - 1 : t), p.c.at);
		toll_add(f, &x, &p);
		if (++told == 2) return;
	}
}

/* "an earlier figure of 247": old, when the dead are spoken of in this sentence or the one before. */
static void on_figure(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t s = f->tok->sent[t], last = f->tolls.n - 1;
	if (!says_old(f, t) || !last || f->tolls.v[last].claim.field != DL_F_KILLED
	    || f->tok->sent[f->tolls.v[last].token] + 1 < s)
		return;
	on_toll(f, t, e);
}

/* Bodies found: "two more bodies were pulled from the rubble". */
static void on_body(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t verb = f->tok->head[t], c = count_of(f, t);
	if (!verb || !tok_in(f, verb, W_FINDS_BODY) || (c && f->counts.v[c].unit_token != t)) return;
	uint32_t whose = tree_child(f, t, DL_R_NMOD_POSS);       /* "the bodies of a boy and a girl", "the woman's body" */
	if (!c && whose && f->tok->upos[whose] == DL_PRON) return;
	people p = people_of(f, c ? t : whose ? whose : of_child(f, t), false);
	if (!p.found || p.c.lo == 0) return;
	toll_telling x = {.token = t, .verb = verb, .e = e, .field = DL_F_KILLED, .at = toll_passage(f, verb, &p)};
	toll_add(f, &x, &p);
}

#define TALLY_FAR 10u                      /* words from "crowd" to its figure */

/* "hundreds of furious protesters", "thousands marched". */
static void on_crowd(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t c = count_of(f, t);
	if (!c) {                                       /* "hundreds" is the head, "protesters" hangs on it */
		uint32_t h = f->tok->head[t];
		if (h && f->tok->rel[t] == DL_R_NMOD && (c = count_of(f, h)) && f->counts.v[c].unit_token != t) c = 0;
	}
	if (!c || f->counts.v[c].lo < 2) return;
	people p = {.c = f->counts.v[c], .count = c, .head = t, .found = true};
	uint32_t verb = tree_clause(f, t);
	toll_telling x = {.token = t, .verb = verb ? verb : t, .e = e, .field = e->field};
	x.at = span_join(p.c.at, tree_np(f, t));
	if (x.at.end - x.at.start > TOLL_QUOTE_MAX) x.at = span_join(p.c.at, token_span(f, t));
	toll_add(f, &x, &p);
}

/* "Police put the crowd at 400", "turnout reached 3,000", "a crowd of 200": the bare figure behind the word. */
static void on_tally(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	uint32_t end = k->sent_first[k->sent[t] + 1];
	bool led = false;
	for (uint32_t i = t + 1; i < end && i < t + TALLY_FAR && k->upos[i] != DL_PUNCT; i++) {
		led |= tok_is(f, i, "at") || tok_is(f, i, "of") || tok_is(f, i, "number") || tok_is(f, i, "reach")
		    || tok_is(f, i, "exceed") || tok_is(f, i, "to");
		uint32_t m = f->inside[i];
		if (!m || f->mentions.v[m].kind != DL_M_COUNT || f->mentions.v[m].head != i) continue;
		const dl_count *n = &f->counts.v[f->mentions.v[m].value];
		uint32_t u = n->unit_token;
		if (!led || n->decimals || (n->unit.n && !u) || n->lo < 2
		    || (u && !toll_word(f, u, TK_PLAIN) && !toll_word(f, u, TK_PERSON) && !toll_word(f, u, TK_CROWD))) return;
		people p = {.c = *n, .count = f->mentions.v[m].value, .head = i, .found = true};
		uint32_t verb = tree_clause(f, t);
		toll_telling x = {.token = t, .verb = verb ? verb : t, .e = e, .field = e->field};
		x.at = span_join(token_span(f, t), p.c.at);
		toll_add(f, &x, &p);
		return;
	}
}

static void on_act(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t o = tree_child(f, t, DL_R_OBJ);
	if (e->scope.n && !(o && slice_eq(f->tok->lemma[o], e->scope))) return;       /* "take part" */
	uint32_t s = tree_subject(f, t), c = s ? count_of(f, s) : 0;
	if (!c || tree_passive(f, t) || f->counts.v[c].lo < 2) return;
	toll_tell(f, t, t, e, e->field, s, false, 0);
}

/* "passed away" */
static bool has_particle(const finder *f, uint32_t t, slice word)
{
	return t + 1 < f->tok->n && f->tok->sent[t + 1] == f->tok->sent[t] && slice_eq_fold(tok_form(f, t + 1), word);
}

/* Verbs of release take people only: a statement is released too. */
static void on_verb(finder *f, uint32_t t, const toll_entry *e)
{
	if ((e->kind == TK_OBJECT || e->kind == TK_SUBJECT) && on_list(f, t, e)) return;
	switch (e->kind) {
	case TK_OBJECT: on_object(f, t, e, e->field); break;
	case TK_SUBJECT:
		if (!tree_passive(f, t) && (!e->scope.n || has_particle(f, t, e->scope))
		    && !toll_tell(f, t, t, e, e->field, tree_subject(f, t), e->field != DL_F_DISPLACED, 0))
			toll_tell_beside(f, t, e, e->field, true, BESIDE_FAR);
		break;
	case TK_HARM: on_harm(f, t, e); break;
	case TK_LOSE: on_lose(f, t, e); break;
	case TK_SUFFER: on_suffer(f, t, e); break;
	case TK_CARRY: on_carry(f, t, e); break;
	case TK_ACT: on_act(f, t, e); break;
	default: break;
	}
}

static void on_word(finder *f, uint32_t t, const toll_entry *e)
{
	bool verb = acts(f, t), noun = is_noun(f, t);
	switch (e->kind) {
	case TK_OBJECT: case TK_SUBJECT: case TK_HARM: case TK_LOSE: case TK_SUFFER: case TK_CARRY: case TK_ACT:
		if (verb) on_verb(f, t, e);
		break;
	case TK_STATE: if (!verb || e->field == DL_F_MISSING) on_state(f, t, e); break;
	case TK_NOUN: if (noun) on_noun(f, t, e); break;
	case TK_TOLL: if (noun) on_toll(f, t, e); break;
	case TK_FIGURE: if (noun) on_figure(f, t, e); break;
	case TK_CONDITION: if (noun) on_condition(f, t, e); break;
	case TK_ALIVE: on_alive(f, t, e); break;
	case TK_BODY: if (noun) on_body(f, t, e); break;
	case TK_DEED: if (noun) on_deed(f, t, e); break;
	case TK_TIMES: on_times(f, t, e); break;
	case TK_CROWD: if (noun) on_crowd(f, t, e); break;
	case TK_TALLY: if (noun) on_tally(f, t, e); break;
	default: break;
	}
}

/* ---------------------------------------------------------------- the same, in other places */
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

static void tolls_elsewhere(finder *f)
{
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

static bool narrated(unsigned block)
{
	return block != DL_BLOCK_FURNITURE && block != DL_BLOCK_CREDIT && block != DL_BLOCK_BYLINE
	       && block != DL_BLOCK_LINK && block != DL_BLOCK_DOUBLE;
}

dl_status tolls_find(finder *f)
{
	const struct toll_table *tab = f->kb->counts->tolls;
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++) {
		if (!narrated(f->tok->sent_block[f->tok->sent[t]])) continue;
		uint32_t by_lemma = chain_of(f, tok_lemma(f, t)), by_form = chain_of(f, tok_form(f, t));
		for (uint32_t i = by_lemma; i; i = tab->entries.v[i].next) on_word(f, t, &tab->entries.v[i]);
		if (by_form != by_lemma)
			for (uint32_t i = by_form; i; i = tab->entries.v[i].next) on_word(f, t, &tab->entries.v[i]);
	}
	tolls_beside_dead(f);
	tolls_elsewhere(f);
	return f->nomem ? DL_NOMEM : DL_OK;
}
