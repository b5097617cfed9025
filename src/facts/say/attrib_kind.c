/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_kind.c - of what kind is an informant, and is he unnamed?
 *
 * In: the head of a source. Out: a dl_informant of informants.tsv, and whether nobody could say who it is. The most
 * exact word of the phrase and its apposition decides, of two alike the first:
 *
 *      police spokesman Bo Kim          police, by the first word
 *      the health ministry              ministry: "health" tells less than a body's own word
 *      local media                      media: "local" is a witness only as a noun ("locals")
 *      one of the medics                medics, unnamed
 *      the Daily Voice's Bo Kim         reporter
 *      China                            official: a state's name that speaks
 *
 * Where no word tells, the office and the role of the actor do. A person without a name ("a security official") is
 * anonymous; a body ("police") and the holder of an office ("the governor") are not. Cost: the words of the phrase.
 */
#include "facts/say/attrib.h"

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

static const informant_rule *rule_for(const speech *sp, slice w)
{
	uint32_t at = strmap_get(&sp->kb->informant_at, w);
	if (!at) at = strmap_get(&sp->kb->informant_at, utf8_lower(sp->f->w->tmp, w));
	return at ? &sp->kb->informants.v[at] : NULL;
}

/* "WXIA", "KCBS": a call sign of broadcasters in the United States. */
static bool is_call_sign(const finder *f, uint32_t t)
{
	slice s = tok_form(f, t);
	if ((s.n != 3 && s.n != 4) || (s.p[0] != 'W' && s.p[0] != 'K') || f->tok->upos[t] != DL_PROPN) return false;
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z') return false;
	return s.n == 4 || tok_labelled(f, t, DL_N_B_ORG);
}

bool is_medium(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	if (media_kind(sp, tree_np(f, t))) return true;
	const informant_rule *r = rule_for(sp, tok_lemma(f, t));
	if (r) return r->kind == DL_I_REPORTER || r->kind == DL_I_MEDIA;
	const dl_entity *e = &f->entities.v[f->mentions.v[f->mention_at[t]].entity];
	bool else_known = e->roles[0][0] && memcmp(e->roles[0], "JRN", 3) != 0;       /* a ministry, a party */
	return tok_labelled(f, t, DL_N_B_ORG) && !else_known;
}

bool is_known_medium(const speech *sp, uint32_t t)
{
	const informant_rule *r = rule_for(sp, tok_lemma(sp->f, t));
	return media_kind(sp, tree_np(sp->f, t)) || (r && (r->kind == DL_I_REPORTER || r->kind == DL_I_MEDIA));
}

bool is_pronoun(const finder *f, uint32_t t)
{
	return f->tok->upos[t] == DL_PRON || f->tok->xpos[t] == DL_T_PRPS;
}

bool can_speak(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	unsigned kind = f->mentions.v[f->mention_at[t]].kind;
	return kind == DL_M_PERSON || kind == DL_M_ORG || kind == DL_M_GROUP || rule_for(sp, tok_lemma(f, t))
	       || is_medium(sp, t) || tok_labelled(f, t, DL_N_B_PER) || is_pronoun(f, t);
}

/* How much a kind tells: of two words the one that tells more decides. */
static int exactness(unsigned kind)
{
	return kind == DL_I_NONE ? 0 : kind == DL_I_PERSON ? 1 : kind == DL_I_OFFICIAL ? 3 : 4;
}

/* The same of a word; those that say little beside another ("health ministry", "the armed group") come below it. */
static int word_exactness(const finder *f, const informant_rule *r)
{
	return min_u32((uint32_t)exactness(r->kind), listed(f, W_WEAK_INFORMANT, r->word) ? 2 : 4);
}

/* "Deputy governor", "deputy minister": of the next word's kind, not a sheriff's man. */
static bool before_office(const speech *sp, slice next)
{
	const informant_rule *r = rule_for(sp, next);
	return r && r->kind != DL_I_POLICE;
}

/* Does the word at t say of what kind the whole is? "Local" says it as a noun, "report" of many reports or a paper's,
 * "Post" is part of a name, a fire department is no ministry and a person no video. */
static bool word_counts(const speech *sp, uint32_t t, const informant_rule *r, bool named)
{
	const finder *f = sp->f;
	unsigned u = f->tok->upos[t];
	if (r->kind == DL_I_WITNESS && u == DL_ADJ) return false;
	if (tok_is(f, t, "department") && tok_is(f, t - 1, "fire")) return false;
	if (tok_is(f, t, "deputy") && t + 1 < f->tok->n && before_office(sp, tok_lemma(f, t + 1))) return false;
	bool corps = t + 1 < f->tok->n && tok_is(f, t + 1, "corps");
	if (tok_is(f, t, "marine") && tok_labelled(f, t, DL_N_B_ORG) && !corps) return false;
	if (r->kind == DL_I_SOCIAL && (named || slice_eq(tok_form(f, t), S("Post")))) return false;
	bool one_report = tok_is(f, t, "report") && f->tok->xpos[t] == DL_T_NN;
	return !one_report || !tree_child(f, t, DL_R_COMPOUND) || tok_is(f, t - 1, "news") || tok_is(f, t - 1, "media");
}

/* "A worker near the station", "a man familiar with the site": a medium's word behind the head is where he is, but for
 * "a reporter of the station", "a statement from the paper". */
static bool is_whereabouts(const finder *f, uint32_t head, uint32_t t, const informant_rule *r)
{
	uint32_t p = t > head && (r->kind == DL_I_MEDIA || r->kind == DL_I_SOCIAL) ? tree_case(f, t) : 0;
	return p && !tok_is(f, p, "of") && !tok_is(f, p, "for") && !tok_is(f, p, "from") && !tok_is(f, p, "by");
}

/* The phrase with what is set beside it, but not with others who are named with it ("Kim and others in the party"). */
static dl_span own_phrase(const finder *f, uint32_t head)
{
	dl_span s = tree_np(f, head);
	for (uint32_t c = f->first_child[head]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_APPOS) s = span_join(s, tree_np(f, c));
	return s;
}

/* "One of the medics", "some of those officers": whom the small word counts. */
static uint32_t counted(const finder *f, uint32_t head)
{
	if (!tok_in(f, head, W_SOME_OF_THEM)) return head;
	for (uint32_t c = f->first_child[head]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NMOD && tok_is(f, tree_case(f, c), "of")) return c;
	return head;
}

/* "citing an officer who spoke on condition of anonymity": does the word at i tell it of somebody else than t? */
static bool told_of_another(const finder *f, uint32_t i, uint32_t t)
{
	for (uint32_t n = 0; i && n < 12; n++, i = f->tok->head[i])
		if (f->tok->rel[i] == DL_R_ACL_RELCL) return f->tok->head[i] != t;
	return false;
}

/* "on condition of anonymity" in the sentence of the source; "who declined to be named" of the source itself ("the
 * man, who was not named, was held, the court said"). */
static bool asks_anonymity(const finder *f, uint32_t t)
{
	uint32_t end = sent_end(f, t);
	for (uint32_t i = sent_begin(f, t); i < end; i++) {
		if (tok_is(f, i, "anonymity") || tok_is(f, i, "anonymously")) return !told_of_another(f, i, t);
		bool named = slice_eq_fold(tok_form(f, i), S("named")) || slice_eq_fold(tok_form(f, i), S("identified"));
		slice before = tok_form(f, i - 1);
		bool hidden = slice_eq_fold(before, S("be")) || slice_eq_fold(before, S("not"));
		if (named && hidden && tree_within(f, i, t)) return true;
	}
	return false;
}

#define NAME_TOKENS 24

informant informant_of(const speech *sp, uint32_t head)
{
	const finder *f = sp->f;
	dl_span at = own_phrase(f, head);
	informant w = {.kind = media_kind(sp, tree_np(f, head))};
	bool medium = w.kind != 0, named = false;
	uint32_t first = token_at(f, at.start), whom = counted(f, head), end = first;
	int exact = exactness(w.kind);
	uint32_t stop = min_u32(f->tok->n, first + NAME_TOKENS);
	for (; end < stop && f->tok->start[end] < at.end; end++) named |= tok_labelled(f, end, DL_N_B_PER);
	for (uint32_t t = first; t < end; t++) {
		const informant_rule *r = rule_for(sp, tok_lemma(f, t));
		if (!r || !word_counts(sp, t, r, named) || (w.kind && is_whereabouts(f, head, t, r))) continue;
		bool news = tok_is(f, t, "agency") && t > first && tok_is(f, t - 1, "news");
		if (news && exact < 4) w.kind = DL_I_AGENCY, exact = 4;
		if (word_exactness(f, r) > exact) w.kind = r->kind, exact = word_exactness(f, r);
		if (t == whom && r->anonymous) w.anonymous = whom != head || !tree_child_lemma(f, head, DL_R_DET, "the");
	}
	uint32_t owner = tree_child(f, head, DL_R_NMOD_POSS);
	bool place = f->mentions.v[f->mention_at[head]].kind == DL_M_PLACE;
	if (named && owner && media_kind(sp, tree_np(f, owner))) w.kind = DL_I_REPORTER;
	if (!w.kind && is_call_sign(f, head)) w.kind = DL_I_MEDIA;
	if (!w.kind && (named || place)) w.kind = named ? DL_I_PERSON : DL_I_OFFICIAL;
	if (named) w.anonymous = false;
	else if (!medium && !is_pronoun(f, head) && asks_anonymity(f, head)) w.anonymous = true;
	return w;
}

/* ---------------------------------------------------------------- by what the actor is known to be */
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

uint8_t informant_of_entity(const speech *sp, const dl_entity *e, uint8_t kind)
{
	slice rest = pool_get(sp->f, e->office);
	int exact = exactness(kind);
	while (rest.n) {
		size_t i = 0;
		while (i < rest.n && rest.p[i] != ' ') i++;
		const informant_rule *r = rule_for(sp, slice_sub(rest, 0, i));
		if (r && word_exactness(sp->f, r) > exact) kind = r->kind, exact = word_exactness(sp->f, r);
		rest = i < rest.n ? slice_sub(rest, i + 1, rest.n) : S("");
	}
	uint8_t role = exact < 3 ? kind_by_role(e) : 0;
	return role ? role : kind;
}
