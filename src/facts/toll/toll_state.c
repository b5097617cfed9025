/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_state.c - people by what they are now: "10 dead", "are missing", "five were left homeless", "among the dead".
 *
 * In: an adjective or a participle. Out: tolls[] of whom it stands beside or below; a list of names behind a colon is
 * counted ("The following policemen died: Major Correa, Captain Lopez").
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

/* "A Spaniard and five Romanians were among the dead", "among those killed was a boy": part of the dead. */
bool toll_on_among(finder *f, uint32_t t, const toll_entry *e)
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
bool toll_on_list(finder *f, uint32_t t, const toll_entry *e)
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
void toll_on_state(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	if (k->upos[t] == DL_ADV) {                      /* "six were shot, one of them fatally" */
		bool ends = t + 1 >= k->n || k->sent[t + 1] != k->sent[t] || k->upos[t + 1] == DL_PUNCT;
		if (ends) toll_tell_beside(f, t, e, e->field, true, BESIDE_FAR);
		return;
	}
	uint32_t h = k->head[t], c = count_of(f, t);
	unsigned rel = k->rel[t], field = e->field;
	if (toll_on_among(f, t, e) || toll_on_list(f, t, e)) return;
	if (!tree_child(f, t, DL_R_COP) && toll_tell_beside(f, t, e, field, true, BESIDE))
		return; /* "three dead, five hurt" */
	if (c && f->counts.v[c].unit_token == t) { toll_tell(f, t, t, e, field, t, false, 0); return; }    /* "10 dead" */
	if (tree_child(f, t, DL_R_COP) || rel == DL_R_ROOT) {
		if (toll_tell(f, t, t, e, field, tree_subject(f, t), true, 0)) return;
	} else if (h
	           && (rel == DL_R_XCOMP || rel == DL_R_AMOD || rel == DL_R_ACL || rel == DL_R_ADVCL
	               || rel == DL_R_CCOMP)) {
		if (rel == DL_R_AMOD || rel == DL_R_ACL) {
			bool behind = t == h + 1 && rel == DL_R_AMOD && toll_are_people(f, h);    /* "Man, child dead" */
			if ((count_of(f, h) || behind) && toll_tell(f, t, h, e, field, h, false, 0)) return;
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
