/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_link.c - statements to chains: which agency or outlet stands between, who speaks, of what kind, unnamed?
 *
 * In: said[]. Out: attributions[] and links[], nearest the outlet first, the informant last:
 *
 *      Asharq News tweeted that the cabinet said ...     cabinet's chain: Asharq News <- the cabinet
 *      the mayor told the BBC ...                        BBC <- the mayor
 *      ... in a statement carried by the Iraqi agency    Iraqi agency <- the command
 *
 * A statement whose cue stands inside another's content takes that one's chain before its own. The kind of
 * informant is that of the most exact word of the name and its apposition: "police spokesman Bo Kim" is police.
 * A person without a name ("a security official") is anonymous; a body ("police") and a holder of an office ("the
 * governor") are not. A pronoun takes the
 * name of the entity it resolves to, else that of the last person who spoke. Cost: sorting the statements.
 */
#include "facts/attrib.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- what kind */
static slice fold_name(const speech *sp, dl_span at)
{
	slice s = utf8_plain(sp->f->w->tmp, span_text(sp->f->text, at));
	static const char *const before[] = {"the ", "state-run ", "official ", "broadcaster ", "newspaper ",
	                                     "news agency "};
	static const char *const behind[] = {" news agency", " newspaper", " television", " tv", " radio", " agency", "'s"};
	for (size_t i = 0; i < COUNT(before); i++)
		if (slice_starts(s, (slice){before[i], strlen(before[i])})) s = slice_sub(s, strlen(before[i]), s.n);
	for (size_t i = 0; i < COUNT(behind); i++)
		if (slice_ends(s, (slice){behind[i], strlen(behind[i])})) s = slice_sub(s, 0, s.n - strlen(behind[i]));
	return s;
}

static uint8_t media_kind(const speech *sp, dl_span at)
{
	if (at.end - at.start > 80) return 0;
	slice plain = utf8_plain(sp->f->w->tmp, span_text(sp->f->text, at));
	uint32_t kind = strmap_get(&sp->kb->media, plain);
	return (uint8_t)(kind ? kind : strmap_get(&sp->kb->media, fold_name(sp, at)));
}

static const informant_rule *informant_of(const speech *sp, uint32_t t)
{
	slice w = tok_lemma(sp->f, t);
	uint32_t at = strmap_get(&sp->kb->informant_at, w);
	if (!at) at = strmap_get(&sp->kb->informant_at, utf8_lower(sp->f->w->tmp, w));
	return at ? &sp->kb->informants.v[at] : NULL;
}

bool is_medium(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	if (media_kind(sp, tree_np(f, t))) return true;
	const informant_rule *r = informant_of(sp, t);
	if (r) return r->kind == DL_I_REPORTER || r->kind == DL_I_MEDIA;
	unsigned name = f->tok->name[t];
	const dl_entity *e = &f->entities.v[f->mentions.v[f->mention_at[t]].entity];
	bool else_known = e->roles[0][0] && memcmp(e->roles[0], "JRN", 3) != 0;       /* a ministry, a party */
	return (name == DL_N_B_ORG || name == DL_N_I_ORG) && !else_known;
}

bool is_known_medium(const speech *sp, uint32_t t)
{
	const informant_rule *r = informant_of(sp, t);
	return media_kind(sp, tree_np(sp->f, t)) || (r && (r->kind == DL_I_REPORTER || r->kind == DL_I_MEDIA));
}

static bool is_pronoun(const finder *f, uint32_t t)
{
	return f->tok->upos[t] == DL_PRON || f->tok->xpos[t] == DL_T_PRPS;
}

bool can_speak(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	unsigned kind = f->mentions.v[f->mention_at[t]].kind;
	return kind == DL_M_PERSON || kind == DL_M_ORG || kind == DL_M_GROUP || informant_of(sp, t) || is_medium(sp, t)
	       || f->tok->name[t] == DL_N_B_PER || f->tok->name[t] == DL_N_I_PER || is_pronoun(f, t);
}

/* An exact kind wins over a vague one; of two exact ones the first of the phrase. */
static bool vague(unsigned kind)
{
	return kind == DL_I_NONE || kind == DL_I_PERSON || kind == DL_I_OFFICIAL;
}

/* Whom the list of actors, a title or an office tells of, when the words beside the name do not. */
static uint8_t kind_by_role(const dl_entity *e)
{
	static const struct { char role[4]; uint8_t kind; } roles[] = {
		{"GOV", DL_I_OFFICIAL}, {"LEG", DL_I_OFFICIAL}, {"SPY", DL_I_OFFICIAL}, {"COP", DL_I_POLICE}, {"MIL", DL_I_ARMY},
		{"REB", DL_I_FIGHTER}, {"JUD", DL_I_COURT}, {"PTY", DL_I_PARTY}, {"OPP", DL_I_PARTY}, {"MED", DL_I_MEDIC},
		{"BUS", DL_I_COMPANY}, {"NGO", DL_I_AID}, {"JRN", DL_I_MEDIA},
	};
	for (size_t i = 0; i < COUNT(roles); i++)
		if (!memcmp(e->roles[0], roles[i].role, 3)) return roles[i].kind;
	bool between_states = !memcmp(e->country, "UNO", 3) || !memcmp(e->country, "IGO", 3);
	return e->kind == DL_E_ORG && between_states ? DL_I_OFFICIAL : 0;
}

#define NAME_TOKENS 24

static uint8_t kind_of(const speech *sp, uint32_t head, dl_span at, bool *anonymous, bool *named)
{
	const finder *f = sp->f;
	uint8_t kind = media_kind(sp, tree_np(f, head));
	*anonymous = *named = false;
	uint32_t first = token_at(f, at.start), end = min_u32(f->tok->n, first + NAME_TOKENS);
	for (uint32_t t = first; t < end && f->tok->start[t] < at.end; t++) {
		const informant_rule *r = informant_of(sp, t);
		unsigned name = f->tok->name[t];
		if (name == DL_N_B_PER || name == DL_N_I_PER) *named = true;
		if (r && (vague(kind) || !kind) && (!vague(r->kind) || !kind)) kind = r->kind;
		if (r && t == head && r->anonymous) *anonymous = !tree_child_lemma(f, head, DL_R_DET, "the");
	}
	if (*named) *anonymous = false;
	if (!kind && *named) kind = DL_I_PERSON;
	return kind;
}

/* "on condition of anonymity" in the sentence of the source; "who declined to be named" of the source itself ("the
 * man, who was not named, was held, the court said"). */
static bool asks_anonymity(const finder *f, uint32_t t)
{
	uint32_t end = sent_end(f, t);
	for (uint32_t i = sent_begin(f, t); i < end; i++) {
		if (tok_is(f, i, "anonymity") || tok_is(f, i, "anonymously")) return true;
		bool named = slice_eq_fold(tok_form(f, i), S("named")) || slice_eq_fold(tok_form(f, i), S("identified"));
		slice before = tok_form(f, i - 1);
		bool hidden = slice_eq_fold(before, S("be")) || slice_eq_fold(before, S("not"));
		if (named && hidden && tree_within(f, i, t)) return true;
	}
	return false;
}

/* ---------------------------------------------------------------- whom a pronoun means */
typedef struct { dl_span at; uint32_t head; dl_ref name; } voice;
typedef struct { voice one, many; } voices;       /* the last person, the last group that spoke               */

static bool plural_pronoun(const finder *f, uint32_t t)
{
	return slice_eq_fold(tok_form(f, t), S("they")) || slice_eq_fold(tok_form(f, t), S("their"))
	       || slice_eq_fold(tok_form(f, t), S("we"));
}

/* "Police on Monday (identified)" is police: a moment at the end is when they spoke. */
static dl_span without_moment(const finder *f, dl_span np, uint32_t head)
{
	uint32_t t = head;
	while (t + 1 < f->tok->n && f->tok->sent[t + 1] == f->tok->sent[head] && f->tok->start[t + 1] < np.end) t++;
	const dl_mention *m = &f->mentions.v[f->inside[t]];
	if (t == head || m->kind != DL_M_TIME || m->at.end != np.end || m->at.start <= f->tok->start[head]) return np;
	np.end = m->at.start;
	slice s = slice_trim(span_text(f->text, np));
	if (slice_ends(s, S(" on"))) s = slice_trim(slice_sub(s, 0, s.n - 3));
	np.end = np.start + (uint32_t)s.n;
	return np;
}

static void link_name(speech *sp, const voices *v, dl_link *l, uint32_t head)
{
	finder *f = sp->f;
	uint32_t m = f->mention_at[head];
	if (m) l->entity = f->mentions.v[m].entity;
	bool pronoun = is_pronoun(f, head);
	bool plain = f->mentions.v[m].kind == DL_M_GROUP && f->mentions.v[m].form == 'd';     /* told in its own words */
	if (l->entity && !plain && f->entities.v[l->entity].name.n) {
		l->name = f->entities.v[l->entity].name;
		return;
	}
	const voice *last = plural_pronoun(f, head) && v->many.head ? &v->many : &v->one;
	if (pronoun && last->head) {
		l->name = last->name;
		return;
	}
	dl_span np = without_moment(f, l->at, head);
	l->name = pool_add(f, span_text(f->text, np));
}

static void remember(const finder *f, voices *v, const dl_link *l, uint32_t head)
{
	if (is_pronoun(f, head)) return;
	unsigned x = f->tok->xpos[head];
	voice now = {l->at, head, l->name};
	if (x == DL_T_NNS || x == DL_T_NNPS) v->many = now;
	else v->one = now;
}

/* ---------------------------------------------------------------- chains */
static bool is_name(unsigned label) { return label == DL_N_B_PER || label == DL_N_I_PER; }

/* "A spokeswoman for the clinic, Ana Lima", "columnist Rui Costa": the person whom the noun is set beside, else the
 * noun itself. */
static uint32_t named_head(const finder *f, uint32_t head)
{
	if (f->tok->upos[head] != DL_NOUN) return head;
	unsigned next = head + 1 < f->tok->n && f->tok->sent[head + 1] == f->tok->sent[head] ? f->tok->name[head + 1] : 0;
	uint32_t m = next == DL_N_B_PER ? f->inside[head + 1] : 0;
	for (uint32_t c = m ? 0 : f->first_child[head]; c && !m; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_APPOS && c > head && is_name(f->tok->name[c])) m = f->inside[c];
	return m && f->mentions.v[m].kind == DL_M_PERSON && f->mentions.v[m].head ? f->mentions.v[m].head : head;
}

static uint32_t link_add(speech *sp, voices *v, uint32_t head)
{
	finder *f = sp->f;
	bool anonymous, named;
	dl_span wide = noun_span(f, head);
	head = named_head(f, head);
	dl_link l = {.at = tree_np(f, head)};
	l.informant = kind_of(sp, head, wide, &anonymous, &named);
	link_name(sp, v, &l, head);
	if (is_pronoun(f, head)) {
		const voice *last = plural_pronoun(f, head) && v->many.head ? &v->many : &v->one;
		if (last->head) l.informant = kind_of(sp, last->head, noun_span(f, last->head), &anonymous, &named);
		anonymous = false;
	} else if (!named && !media_kind(sp, l.at) && asks_anonymity(f, head)) {
		anonymous = true;
	}
	if (l.informant == DL_I_NONE || l.informant == DL_I_PERSON) {
		uint8_t kind = l.entity ? kind_by_role(&f->entities.v[l.entity]) : 0;
		if (kind) l.informant = kind;
	}
	l.anonymous = anonymous;
	remember(f, v, &l, head);
	*(dl_link *)FINDER_PUSH(f, links) = l;
	return f->links.n - 1;
}

static void link_copy(finder *f, uint32_t id)
{
	dl_link l = f->links.v[id];
	*(dl_link *)FINDER_PUSH(f, links) = l;
}

/* Statements in the order in which chains are made: outer before inner, then by cue. */
typedef struct { uint32_t start, end, cue, id; } turn;

static int by_start(const void *x, const void *y)
{
	const turn *a = x, *b = y;
	if (a->start != b->start) return a->start < b->start ? -1 : 1;
	if (a->end != b->end) return a->end > b->end ? -1 : 1;
	if (a->cue != b->cue) return a->cue > b->cue ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

#define CHAIN_MAX 6

/* The innermost made statement whose content holds this one's cue and source, and that speaks for another. */
static uint32_t parent_of(const speech *sp, const uint32_t *stack, uint32_t depth, const said *s)
{
	for (uint32_t i = depth; i-- > 0;) {
		const dl_attribution *a = &sp->f->attributions.v[stack[i]];
		if (a->act == 't' || !a->n_links) continue;
		bool inside = a->content.start <= s->cue.start && s->cue.end <= a->content.end;
		bool same = a->source.start == s->source.start && a->source.end == s->source.end;
		if (inside && !same && s->cue.end > s->cue.start) return stack[i];
	}
	return 0;
}

/* "That report said ...", "the statement said ...": whose words it was before, within two sentences. A report is the
 * medium's, a statement the speaker's. Returns the link to take, 0 none. */
static uint32_t link_meant(speech *sp, uint32_t source)
{
	static const slice papers[] = {{"report", 6}, {"statement", 9}, {"article", 7}, {"dispatch", 8}};
	finder *f = sp->f;
	uint32_t det = tree_child(f, source, DL_R_DET), last = f->attributions.n - 1;
	bool paper = false;
	for (size_t i = 0; i < COUNT(papers); i++) paper |= slice_eq(f->tok->lemma[source], papers[i]);
	bool whose = tree_child(f, source, DL_R_NMOD) || tree_child(f, source, DL_R_NMOD_POSS)
	             || tree_child(f, source, DL_R_AMOD) || tree_child(f, source, DL_R_COMPOUND);
	if (!paper || !det || tok_is(f, det, "a") || whose || !last) return 0;
	const dl_attribution *a = &f->attributions.v[last];
	uint32_t before = token_at(f, a->cue.start);
	if (!a->n_links || !before || f->tok->sent[before] + 2 < f->tok->sent[source]) return 0;
	uint32_t take = a->first_link + a->n_links - 1;
	for (uint32_t i = 0; i < a->n_links && !slice_eq(f->tok->lemma[source], papers[1]); i++) {
		uint32_t head = token_at(f, f->links.v[a->first_link + i].at.end - 1);
		if (head && is_medium(sp, head)) return a->first_link + i;
	}
	return take;
}

static void make_one(speech *sp, voices *v, const said *s, uint32_t parent)
{
	finder *f = sp->f;
	const cue_rule *r = &sp->kb->cues.v[s->rule];
	dl_attribution a = {.source = s->source, .cue = s->cue, .content = s->content, .kind = s->kind, .act = s->act,
	                    .cue_token = s->cue_token, .first_link = f->links.n};
	uint32_t up_first = parent ? f->attributions.v[parent].first_link : 0;
	uint32_t up_n = parent ? f->attributions.v[parent].n_links : 0;
	for (uint32_t i = 0; i < up_n && i < CHAIN_MAX - 2; i++) link_copy(f, up_first + i);
	if (s->via && s->via != s->source_token) link_add(sp, v, s->via);
	uint32_t meant = s->source_token ? link_meant(sp, s->source_token) : 0;
	if (meant) link_copy(f, meant);
	else if (s->source_token) link_add(sp, v, s->source_token);
	a.n_links = (uint16_t)(f->links.n - a.first_link);
	a.rule = s->rule ? rule_add(f, "cues.tsv", r->line, r->word) : rule_add(f, "attribution", 0, s->kind == 'a'
	                   ? S("according to") : !s->cue_token ? S("quotation alone") : s->kind == 'd'
                   ? S("beside the quotation") : S("colon"));
	*(dl_attribution *)FINDER_PUSH(f, attributions) = a;
}

#define NEST_MAX 16

void links_make(speech *sp)
{
	finder *f = sp->f;
	uint32_t n = 0, stack[NEST_MAX], depth = 0;
	voices v = {0};
	turn *order = ARENA_ARRAY(f->w->tmp, turn, sp->said.n);
	if (!order) {
		f->nomem = true;
		return;
	}
	for (uint32_t i = 1; i < sp->said.n; i++) {
		const said *s = &sp->said.v[i];
		if (s->content.end <= s->content.start) continue;
		order[n++] = (turn){s->content.start, s->content.end, s->cue.start, i};
	}
	qsort(order, n, sizeof *order, by_start);
	for (uint32_t k = 0; k < n && !f->nomem; k++) {
		const said *s = &sp->said.v[order[k].id];
		while (depth && f->attributions.v[stack[depth - 1]].content.end <= s->content.start) depth--;
		uint32_t first = f->attributions.n;
		make_one(sp, &v, s, parent_of(sp, stack, depth, s));
		if (depth < NEST_MAX) stack[depth++] = first;
	}
}
