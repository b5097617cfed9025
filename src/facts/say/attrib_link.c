/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_link.c - statements to chains: which agency or outlet stands between, and who speaks?
 *
 * In: said[]. Out: attributions[] and links[], nearest the outlet first, the informant last:
 *
 *      Asharq News tweeted that the cabinet said ...     cabinet's chain: Asharq News <- the cabinet
 *      the mayor told the BBC ...                        BBC <- the mayor
 *      ... in a statement carried by the Iraqi agency    Iraqi agency <- the command
 *
 * A statement whose cue stands inside another's content takes that one's chain before its own. A pronoun takes the
 * name of the entity it resolves to, else that of the last person who spoke, with his kind and his anonymity; one that
 * stands behind its words ("..., he said") goes on with that person first. So does the bare name of somebody whose
 * office an earlier statement gave. Cost: sorting the statements.
 */
#include "facts/event/happen.h"
#include "facts/say/attrib.h"

#include <ctype.h>
#include <stdlib.h>

/* ---------------------------------------------------------------- whom a pronoun means */
typedef struct { uint32_t head, link; dl_ref name; } voice;        /* link: of links[]                        */
/* The last one, the last several that spoke, and the last person whose words are not told inside another's. */
typedef struct { voice one, many, person; } voices;

static bool plural_pronoun(const finder *f, uint32_t t)
{
	return slice_eq_fold(tok_form(f, t), S("they")) || slice_eq_fold(tok_form(f, t), S("their"))
	       || slice_eq_fold(tok_form(f, t), S("we"));
}

/* "Police on Monday (identified)" is police: a moment at the end is when they spoke. */
static dl_span without_moment(const finder *f, dl_span np, uint32_t head)
{
	uint32_t t = head;
	while (t + 1 < f->tok->n && same_sentence(f, t + 1, head) && f->tok->start[t + 1] < np.end) t++;
	const dl_mention *m = &f->mentions.v[f->inside[t]];
	if (t == head || m->kind != DL_M_TIME || m->at.end != np.end || m->at.start <= f->tok->start[head]) return np;
	np.end = m->at.start;
	slice s = slice_trim(span_text(f->text, np));
	if (slice_ends(s, S(" on"))) s = slice_trim(slice_sub(s, 0, s.n - 3));
	np.end = np.start + (uint32_t)s.n;
	return np;
}

/* Where the entity is named as acting in the sentences right before t: its last such token, 0 none. */
static uint32_t last_named(const finder *f, uint32_t t, uint32_t entity)
{
	uint32_t from = f->tok->sent[t] > 2 ? f->tok->sent_first[f->tok->sent[t] - 2] : 1;
	for (uint32_t k = t; --k >= from && k;) {
		const dl_mention *m = &f->mentions.v[f->mention_at[k]];
		bool acts = f->tok->rel[k] == DL_R_NSUBJ && f->tok->upos[f->tok->head[k]] == DL_VERB;
		if (f->mention_at[k] && acts && m->entity == entity && m->form == 'n') return k;
	}
	return 0;
}

/* "The girls were flown to Sarn, he said.": set behind its words, "he" is whoever spoke last, not who was last told of.
 * In two statements a text keeps to one speaker for some lines; farther off he may be anybody. */
#define GOES_ON_SENTENCES 6

static bool goes_on_speaking(const finder *f, const voice *last, const said *s)
{
	uint32_t head = s->source_token;
	bool he = head && (tok_is(f, head, "he") || tok_is(f, head, "she"));
	bool behind = he && f->tok->upos[head - 1] == DL_PUNCT && s->content.start < f->tok->start[head];
	if (!behind || !last->head) return false;
	if (f->tok->sent[last->head] + GOES_ON_SENTENCES < f->tok->sent[head]) return false;
	const dl_entity *e = &f->entities.v[f->links.v[last->link].entity];
	char gender = (tok_form(f, head).p[0] | 32) == 'h' ? 'm' : 'f';
	/* of somebody who may be a man or a woman it is not he when the text has named another for "she" since */
	const dl_entity *other = &f->entities.v[f->mentions.v[f->mention_at[head]].entity];
	bool sure = other->gender == gender && last_named(f, head, (uint32_t)(other - f->entities.v)) > last->head;
	return e->gender ? e->gender == gender : !sure;
}

/* Somebody by name, or one without a name ("a military source"). */
static bool one_person(const finder *f, const dl_link *l)
{
	const dl_entity *e = &f->entities.v[l->entity];
	bool unnamed = l->anonymous && (e->kind == DL_E_GROUP || !l->entity);
	return (e->kind == DL_E_PERSON || unnamed) && !e->plural;
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
	if (pronoun && last->head && !slice_eq_fold(tok_form(f, head), S("you"))) {
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
	voice now = {head, f->links.n, l->name};
	if (x == DL_T_NNS || x == DL_T_NNPS) v->many = now;
	else v->one = now;
}

/* ---------------------------------------------------------------- chains */
/* The name of a person set behind the noun at head. */
static uint32_t name_beside(const finder *f, uint32_t head)
{
	for (uint32_t c = f->first_child[head]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_APPOS && c > head && tok_labelled(f, c, DL_N_B_PER)) return f->inside[c];
	return 0;
}

static bool is_of_people(const finder *f, uint32_t t)
{
	return class_of_lemma(f->kb->happens, f->tok->lemma[t]) & f->kb->happens->person;
}

/* "A spokeswoman for the clinic, Ana Lima", "columnist Rui Costa": the person whom the noun is set beside, else the
 * noun itself. No clinic is called Ana Lima, whatever the tree hangs her on. */
static uint32_t named_head(const finder *f, uint32_t head)
{
	if (tok_labelled(f, head, DL_N_B_PER) || is_pronoun(f, head)) return head;
	unsigned next = head + 1 < f->tok->n && same_sentence(f, head + 1, head) ? f->tok->name[head + 1] : 0;
	uint32_t m = next == DL_N_B_PER ? f->inside[head + 1] : 0;
	if (!m) m = name_beside(f, head);
	for (uint32_t c = f->first_child[head]; c && !m; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NMOD && c > head && f->tok->upos[c] == DL_NOUN && !is_of_people(f, c))
			m = name_beside(f, c);
	return m && f->mentions.v[m].kind == DL_M_PERSON && f->mentions.v[m].head ? f->mentions.v[m].head : head;
}

/* The last link to the same somebody that says more than that he is a person. */
#define LINKS_BACK 200

static uint32_t known_before(const finder *f, uint32_t entity)
{
	for (uint32_t i = f->links.n, n = 0; entity && i-- > 1 && n < LINKS_BACK; n++) {
		const dl_link *l = &f->links.v[i];
		if (l->entity == entity && l->informant != DL_I_NONE && l->informant != DL_I_PERSON) return i;
	}
	return 0;
}

static uint32_t link_add(speech *sp, voices *v, uint32_t head)
{
	finder *f = sp->f;
	informant who = informant_of(sp, head);
	head = named_head(f, head);
	dl_link l = {.at = tree_np(f, head)};
	link_name(sp, v, &l, head);
	bool pronoun = is_pronoun(f, head), vague = who.kind == DL_I_NONE || who.kind == DL_I_PERSON;
	const voice *last = plural_pronoun(f, head) && v->many.head ? &v->many : &v->one;
	uint32_t same = vague ? known_before(f, l.entity) : 0;
	if (!same && pronoun && last->head && slice_eq(pool_get(f, last->name), pool_get(f, l.name))) same = last->link;
	if (same) who.kind = f->links.v[same].informant;
	else if (vague && l.entity) who.kind = informant_of_entity(sp, &f->entities.v[l.entity], who.kind);
	l.informant = who.kind;
	l.anonymous = pronoun ? same && f->links.v[same].anonymous : who.anonymous;
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

/* "'' Bo Kim" where the tree takes the mark before him along. */
static dl_span without_marks(const finder *f, dl_span at)
{
	uint32_t t = at.end > at.start ? token_at(f, at.start) : 0;
	while (t && t + 1 < f->tok->n && f->tok->upos[t] == DL_PUNCT && tok_end(f, t) < at.end
	       && !isalnum((unsigned char)tok_form(f, t).p[0]) && *tok_form(f, t).p != '(' && *tok_form(f, t).p != '[') t++;
	if (t) at.start = max_u32(at.start, f->tok->start[t]);
	return at;
}

static void make_one(speech *sp, voices *v, const said *s, uint32_t parent)
{
	finder *f = sp->f;
	const cue_rule *r = &sp->kb->cues.v[s->rule];
	dl_attribution a = {.source = without_marks(f, s->source), .cue = s->cue, .content = s->content, .kind = s->kind,
	                    .act = s->act, .cue_token = s->cue_token, .first_link = f->links.n};
	uint32_t up_first = parent ? f->attributions.v[parent].first_link : 0;
	uint32_t up_n = parent ? f->attributions.v[parent].n_links : 0;
	for (uint32_t i = 0; i < up_n && i < CHAIN_MAX - 2; i++) link_copy(f, up_first + i);
	if (s->via && s->via != s->source_token) link_add(sp, v, s->via);
	uint32_t meant = s->source_token ? link_meant(sp, s->source_token) : 0;
	if (!meant && !parent && goes_on_speaking(f, &v->person, s)) meant = v->person.link;
	uint32_t own = !meant && s->source_token ? link_add(sp, v, s->source_token) : 0;
	if (meant) link_copy(f, meant);
	else if (own && !parent && one_person(f, &f->links.v[own]))
		v->person = (voice){s->source_token, own, f->links.v[own].name};
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
