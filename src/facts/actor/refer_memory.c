/* SPDX-License-Identifier: Apache-2.0
 *
 * refer_memory.c - who was met so far in a document, by name and by description.
 *
 * In: mentions with their entities, phrases for people and bodies, in the order of the text. Out: f->refs, latest last.
 *
 *      Mayor Jane Roe         a name; "Mayor" tells of her, and is no second person
 *      A teenage girl was charged. Jane Roe, 16, ...
 *                             the one whom the lead left without a name: all that was said of the girl is said of her
 *      REUTERS/Ann Lee        took the picture: nobody of the story
 *
 * Cost: the words before a name; LOOK_BACK for one with an age; all mentions where two turn out to be one.
 */
#include "facts/actor/refer.h"

void refer_remember_phrase(finder *f, const phrase *x, uint32_t entity)
{
	referent *r = VEC_PUSH(f->w->out, &f->refs->v);
	if (!r) { f->nomem = true; return; }
	*r = (referent){*x, entity, f->tok->sent[x->t]};
}

/* The nouns before a name describe it too: "Palestinian teen Jane Roe", "her father Bassem". */
static void remember_title(finder *f, uint32_t m)
{
	const dl_mention *x = &f->mentions.v[m];
	for (uint32_t t = x->head; t && f->tok->start[t] >= x->at.start; t--) {
		phrase p;
		bool title = f->tok->upos[t] == DL_PROPN && f->tok->rel[t] == DL_R_NMOD_DESC;      /* "Mayor" */
		if ((f->tok->upos[t] != DL_NOUN && !title) || !phrase_read(f, t, &p)) continue;
		if (!phrase_may_mean(f, &p, x->entity)) continue;                /* "police chief Jo Roe" is not the police */
		if (f->tok->head[t] == x->head && !p.owner) p.owner = owner_of(f, x->head, 0);
		refer_tell(f, &p, x->entity);
		if (!title) refer_remember_phrase(f, &p, x->entity);             /* "the man" behind him is often another  */
	}
}

bool phrase_young(const finder *f, const phrase *x)
{
	return (x->age && x->age < 20) || listed(f, W_YOUNG, x->noun);
}

/* All that was said of `from` was said of `to`. */
void entity_merge(finder *f, uint32_t from, uint32_t to)
{
	for (uint32_t m = 1; m < f->mentions.n; m++)
		if (f->mentions.v[m].entity == from) entity_mention(f, m, to);
	for (uint32_t i = 0; i < f->refs->v.n; i++)
		if (f->refs->v.v[i].entity == from) f->refs->v.v[i].entity = to;
	f->entities.v[from].n_mentions = 0;
}

#define LEAD_SENTS 4         /* an article's lead says "a man"; who he is, with his age, comes right behind it       */
#define ADULT      16

static bool may_be_aged(const finder *f, const phrase *x, unsigned age)
{
	if (x->age) return x->age == age;
	return phrase_young(f, x) ? age < 20 : age >= ADULT;
}

/* "A teenage girl was charged. Jane Roe, 16, ...": the one person whom the lead left without a name. */
static void introduced(finder *f, uint32_t m)
{
	const dl_mention *x = &f->mentions.v[m];
	const dl_entity *e = &f->entities.v[x->entity];
	uint32_t found = 0, up = f->tok->head[x->head];
	bool office = e->office.n && memcmp(e->roles[0], "CVL", 4);
	if (e->first != m || !e->age || office || (up && tok_is(f, up, "say"))) return;
	for (uint32_t n = 0; n < f->refs->v.n && n < LOOK_BACK; n++) {
		const referent *r = &f->refs->v.v[f->refs->v.n - 1 - n];
		if (r->p.det != DET_A || r->p.number != 's' || r->p.row->kind != 'p' || r->p.owner) continue;
		if (r->entity < f->refs->first_plain || r->entity == found) continue;
		if (f->tok->sent_block[r->sent] == DL_BLOCK_TITLE) continue;
		if (found || r->sent > LEAD_SENTS || x->sent - r->sent > LEAD_SENTS) return;
		if ((r->p.gender && e->gender && r->p.gender != e->gender) || !may_be_aged(f, &r->p, e->age)) return;
		found = r->entity;
	}
	if (found) entity_merge(f, found, x->entity);
}

/* "REUTERS/Ann Lee": who took the picture, and nobody of the story. */
static bool is_credit(const finder *f, const dl_mention *x)
{
	uint32_t first = x->at.start;
	return first && (f->text.p[first - 1] == '/' || (first > 1 && f->text.p[first - 2] == '/'));
}

void refer_remember(finder *f, uint32_t m)
{
	const dl_mention *x = &f->mentions.v[m];
	unsigned r = f->tok->rel[x->head];
	if ((x->entity >= f->refs->first_plain && x->form != 'p') || is_credit(f, x)) return;
	named *n = VEC_PUSH(f->w->out, &f->refs->names);
	if (!n) { f->nomem = true; return; }
	*n = (named){x->entity, x->head, x->sent, r == DL_R_NSUBJ || r == DL_R_NSUBJ_PASS};
	if (x->kind == DL_M_PERSON && x->form == 'n') remember_title(f, m), introduced(f, m);
}
