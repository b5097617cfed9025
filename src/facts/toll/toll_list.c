/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_list.c - how many people a list of names holds, read from the words.
 *
 * In: a stretch of tokens. Out: the number of names, 0 when it is no such list.
 * "Mere Contreras, 31, 19-year-old Damon Newman and Shelly Bird" is 3; "Major Carlos Correa, Captain Walter Moscoso and
 * Lieutenant Walter Lopez" is 3. Ages, ranks and trades stand between the names; the tree takes them for names of
 * their own or for what is counted, so it is not asked. A verb ends the list: what holds a clause is not read.
 * Not attempted: people of a list without a name ("his wife"). Cost: linear in the stretch.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

enum { LIST_TOKENS_MOST = 400 };

static bool breaks_list(const finder *f, uint32_t t)
{
	unsigned pos = f->tok->upos[t];
	return pos == DL_VERB || pos == DL_AUX || tok_is(f, t, "or") || tok_is(f, t, "including");
}

/* "of Dayton", "from Ohio", "the Red Cross": where somebody is from, what somebody belongs to. */
static bool names_no_one(const finder *f, uint32_t t)
{
	unsigned kind = f->mentions.v[f->inside[t]].kind;
	if (kind == DL_M_PLACE || kind == DL_M_ORG || kind == DL_M_TIME) return true;
	return f->tok->name[t] && !tok_labelled(f, t, DL_N_B_PER);
}

static bool is_mark(const finder *f, uint32_t t)
{
	return slice_eq(tok_form(f, t), S(",")) || slice_eq(tok_form(f, t), S(";"));
}

/* ", 31," or " (31)" behind a name, "31-year-old" before it. */
static bool age_before(const finder *f, uint32_t t) { return t > 1 && tok_is(f, t - 1, "old"); }

static bool age_behind(const finder *f, uint32_t t, uint32_t end)
{
	if (t + 1 >= end || !(is_mark(f, t) || slice_eq(tok_form(f, t), S("(")))) return false;
	slice age = tok_form(f, t + 1);
	return age.n && age.n <= 2 && age.p[0] >= '1' && age.p[0] <= '9';
}

static bool capital(const finder *f, uint32_t t)
{
	unsigned pos = f->tok->upos[t], c = (unsigned char)tok_form(f, t).p[0];
	return pos == DL_PROPN || f->tok->name[t] || ((pos == DL_NOUN || pos == DL_ADJ) && c >= 'A' && c <= 'Z');
}

/* Is t a word of no name, or of a place's that is only a part of a longer name? */
static bool only_part(const finder *f, uint32_t t)
{
	const dl_mention *m = &f->mentions.v[f->inside[t]];
	return m->kind == DL_M_NONE || (m->kind == DL_M_PLACE && m->form == 'e');
}

/* The token behind the run of capitalised words at t; *person: it names somebody. */
static uint32_t name_run(const finder *f, uint32_t t, uint32_t end, bool *person)
{
	uint32_t i = t;
	bool labelled = false;
	while (i < end && capital(f, i) && only_part(f, i)) i++;
	if (i < t + 2 || !age_behind(f, i, end)) i = t;             /* whatever its label: "Mere Contreras, 31," */
	for (; i < end && capital(f, i) && !names_no_one(f, i); i++)
		labelled |= tok_labelled(f, i, DL_N_B_PER);
	bool owner = i < end && f->tok->rel[i] == DL_R_CASE && f->tok->upos[i] == DL_PART;      /* "Ruiz's daughter" */
	*person = !owner && (labelled || (i > t && (age_behind(f, i, end) || age_before(f, t))));
	return i;
}

unsigned names_listed(const finder *f, uint32_t from, uint32_t end)
{
	unsigned n = 0;
	bool open = true, joined = false, person;            /* open: a name may stand here; joined: by an "and" */
	if (end > from + LIST_TOKENS_MOST) return 0;
	for (uint32_t t = from; t < end;) {
		if (breaks_list(f, t)) return 0;
		uint32_t next = name_run(f, t, end, &person);
		if (next > t) {
			if (person && open) n++, open = false;
			t = next;
			continue;
		}
		if (is_mark(f, t) || f->tok->upos[t] == DL_CCONJ) open = true;
		else if (f->tok->upos[t] == DL_ADP) open = false;
		joined |= n && f->tok->upos[t] == DL_CCONJ;
		t++;
	}
	return joined && n > 1 ? n : 0;
}
