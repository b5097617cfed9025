/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_context.c - the town of a happening whose own clause names none; the day, when no harm in the text has one.
 *
 * In: reports and claims, unsorted; the document's places and times. Out: claims `where` and `when`, each with what it
 * rests on.
 *
 *      DAYTON, Ohio (AP) — A man was shot outside his home.           the dateline
 *      Officers in Leeds were called out. A man had been stabbed.     the town named last in the paragraph
 *      Dayton police said a man was shot.                             whose police it is
 *
 * Such a place is less certain than one that the clause names, and says so (dl_claim.ground); its passage is the
 * dateline or the mention that it rests on, never the clause. It is given only to what is told as having happened
 * now, with people or property harmed, held or marching, and to nothing whose sentence names another place or
 * another nation. A bureau's dateline counts only where no other country is named more often. Cost: the reports
 * that need it times the document's towns, at most TOWNS_MOST.
 */
#include "facts/event/happen.h"
#include "facts/say/attrib.h"
#include "facts/toll/toll.h"

enum { TOWNS_MOST = 128, PARAS_NEAR = 2, DAYS_FRESH = 14, DAYS_KNOWN = 7, COUNTY_E5 = 40000 };

typedef struct {
	uint32_t mention, place, sent, para;
	uint8_t  ground;             /* dl_ground; DL_GROUND_NAMED: "in Dayton"; 0: only named beside something  */
} town;

typedef struct {
	happen  *h;
	bool    *narrow;             /* [reports] its clause names a place no wider than a town */
	town     towns[TOWNS_MOST];
	uint32_t n, dateline;        /* dateline: index + 1, 0 none that counts */
} context;

static uint32_t last_token(const finder *f, const dl_mention *m)
{
	uint32_t t = m->head;
	while (t + 1 < f->tok->n && f->tok->start[t + 1] < m->at.end) t++;
	return t;
}

/* Does place p lie in place o? */
static bool lies_in(const finder *f, uint32_t p, uint32_t o)
{
	for (int n = 0; p && n < 8; n++, p = f->places.v[p].in)
		if (p == o) return true;
	return false;
}

static bool same_country(const finder *f, uint32_t a, uint32_t b)
{
	return !memcmp(f->places.v[a].country, f->places.v[b].country, 4);
}

/* ---------------------------------------------------------------- the document's towns */
static bool leads_to_scene(const finder *f, uint32_t t)
{
	uint32_t prep = tree_case(f, t);
	return prep && listed(f, W_LEADS_SCENE, f->tok->form[prep]);
}

/* "Dayton police", "Leeds firefighters", "Dayton Police Department". */
static bool of_police(const finder *f, const dl_mention *m)
{
	uint32_t t = last_token(f, m) + 1;
	for (uint32_t n = 0; t < f->tok->n && f->tok->sent[t] == m->sent && n < 2; t++, n++)
		if (tok_in(f, t, W_LOCAL_FORCE)) return true;
	return false;
}

/* "died at Saint Anne Hospital in Seattle": the hospital that the words right before a preposition name, whatever the
 * tree hangs the town on; 0 none. */
static uint32_t hospital_before(const finder *f, uint32_t prep)
{
	if (prep < 3 || !same_sentence(f, prep - 1, prep)) return 0;
	if (!listed(f, W_LEADS_SCENE, f->tok->form[prep])) return 0;
	return tok_in(f, prep - 1, W_TAKEN_TO) ? prep - 1 : 0;
}

/* "a hospital in Seattle", "the Leeds jail": where people are taken to. */
static bool of_hospital(const finder *f, const dl_mention *m)
{
	uint32_t t = m->head, first = token_at(f, m->at.start);
	for (uint32_t n = 0; t && n < 3; n++, t = f->tok->head[t])
		if (tok_in(f, t, W_TAKEN_TO)) return true;
	return first && hospital_before(f, first - 1);
}

/* "the CBS affiliate in Sherman", "a newspaper in Leeds": where it is told. */
static bool of_newsroom(const finder *f, const dl_mention *m)
{
	return tok_in(f, f->tok->head[m->head], W_NEWSROOM);
}

static bool is_town(const finder *f, uint32_t place)
{
	unsigned kind = f->places.v[place].kind;
	return place && (kind == DL_P_CITY || kind == DL_P_PART);
}

/* Is its country named as often as any other? A bureau in Beirut writes about Syria. */
static bool home_of_text(const finder *f, uint32_t place, uint32_t but)
{
	uint32_t own = 0;
	for (uint32_t i = 1; i < f->mentions.n; i++)
		own += f->mentions.v[i].kind == DL_M_PLACE && i != but && same_country(f, f->mentions.v[i].value, place);
	for (uint32_t i = 1; i < f->mentions.n; i++) {
		const dl_mention *m = &f->mentions.v[i];
		uint32_t n = 0;
		if (m->kind != DL_M_PLACE || !m->value || same_country(f, m->value, place)) continue;
		for (uint32_t k = 1; k < f->mentions.n && n <= own; k++)
			n += f->mentions.v[k].kind == DL_M_PLACE && same_country(f, f->mentions.v[k].value, m->value);
		if (n > own) return false;
	}
	return true;
}

/* "A group based in London": where it sits is not where what it tells of happened. */
static bool is_seat(const finder *f, const dl_mention *m)
{
	uint32_t up = f->tok->head[m->head];
	return up && f->tok->rel[up] == DL_R_ACL && (tok_is(f, up, "base") || tok_is(f, up, "headquarter"));
}

/* Inside a direct quotation: whoever speaks may remember another town and another day. */
static bool is_quoted(const finder *f, dl_span at)
{
	uint32_t a = attribution_of(f, at);
	return a && f->attributions.v[a].kind == 'd';
}

static void note_town(context *c, uint32_t i)
{
	const finder *f = c->h->f;
	const dl_mention *m = &f->mentions.v[i];
	if (m->kind != DL_M_PLACE || m->form == 'a' || !is_town(f, m->value) || c->n == TOWNS_MOST) return;
	if (!sentence_told(f->tok, m->sent) || of_hospital(f, m) || of_newsroom(f, m) || is_quoted(f, m->at)) return;
	if (is_seat(f, m)) return;
	town t = {.mention = i, .place = m->value, .sent = m->sent, .para = f->tok->sent_para[m->sent]};
	uint32_t first = f->tok->sent_first[m->sent];
	if (m->form == 'n' && m->at.start == f->tok->start[first] && is_dateline(f, first)) {
		t.ground = DL_GROUND_DATELINE;
		if (!home_of_text(f, t.place, i)) return;
		if (!c->dateline) c->dateline = c->n + 1;
	} else if (of_police(f, m)) {
		t.ground = DL_GROUND_POLICE;
	} else if (m->form == 'n' && leads_to_scene(f, m->head)) {
		t.ground = DL_GROUND_NAMED;
	} else {
		return;
	}
	c->towns[c->n++] = t;
}

/* "Fort Worth toddler shoots": the noun for a person right behind a town, whatever the parser makes of the two. */
static bool before_person(const finder *f, const dl_mention *m)
{
	uint32_t t = last_token(f, m) + 1;
	return t < f->tok->n && f->tok->sent[t] == m->sent && f->tok->upos[t] == DL_NOUN && toll_word(f, t, TK_PERSON);
}

/* "the Alton boy", "an Altoona drive-by": where no town is told otherwise, the one that a person or a deed is of. */
static void note_beside(context *c, uint32_t i)
{
	const finder *f = c->h->f;
	const dl_mention *m = &f->mentions.v[i];
	if (m->kind != DL_M_PLACE || m->form != 'n' || !is_town(f, m->value) || c->n) return;
	uint32_t noun = f->tok->head[m->head];
	bool beside = f->tok->rel[m->head] == DL_R_COMPOUND && noun && f->tok->upos[noun] == DL_NOUN;
	if (!beside && !before_person(f, m)) return;
	if (!sentence_told(f->tok, m->sent) || of_hospital(f, m) || !home_of_text(f, m->value, i)) return;
	c->towns[c->n++] = (town){.mention = i, .place = m->value, .sent = m->sent,
	                          .para = f->tok->sent_para[m->sent], .ground = DL_GROUND_NAMED};
}

/* "MARION COUNTY, Texas —", "in Marion County", "Marion County deputies": where no town is told. */
static void note_county(context *c, uint32_t i)
{
	const finder *f = c->h->f;
	const dl_mention *m = &f->mentions.v[i];
	uint32_t first = token_at(f, m->at.start);
	if (m->kind != DL_M_PLACE || m->form == 'a' || f->places.v[m->value].kind != DL_P_ADM2) return;
	if (!sentence_told(f->tok, m->sent) || of_hospital(f, m) || is_quoted(f, m->at) || c->n == TOWNS_MOST) return;
	bool police = of_police(f, m), scene = m->form == 'n' && leads_to_scene(f, m->head);
	bool dateline = first && first == f->tok->sent_first[m->sent] && is_dateline(f, first);
	if (!police && !scene && !dateline) return;
	unsigned ground = dateline ? DL_GROUND_DATELINE : police ? DL_GROUND_POLICE : DL_GROUND_NAMED;
	c->towns[c->n++] = (town){.mention = i, .place = m->value, .sent = m->sent,
	                          .para = f->tok->sent_para[m->sent], .ground = (uint8_t)ground};
}

/* ---------------------------------------------------------------- the reports that need one */
static bool needs_place(const context *c, uint32_t id)
{
	const dl_report *r = &c->h->f->reports.v[id];
	const lex_row *row = &c->h->kb->rows.v[c->h->report_rows.v[id]];
	if (c->narrow[id] || (r->flags & (DL_RF_BACKGROUND | DL_RF_HISTORY | DL_RF_GENERIC))) return false;
	if (r->modality != DL_TOLD && r->modality != DL_ALLEGED) return false;
	return row->harmful || row->makes == LEX_HARM || !c->h->report_rows.v[id] || r->type == DL_ASSAULT
	       || r->type == DL_PROTEST || r->type == DL_COERCE || r->type == DL_MOBILIZE;
}

/* "a man of Leeds": where somebody is from is not where it happened. */
static bool of_somebody(const finder *f, const dl_mention *m)
{
	uint32_t prep = tree_case(f, m->head);
	return prep && (tok_is(f, prep, "of") || tok_is(f, prep, "from"));
}

/* A county whose middle is this near says nothing against a town of its state: most likely it lies there. */
static bool of_county(const finder *f, uint32_t p, uint32_t county)
{
	const dl_place *t = &f->places.v[p], *c = &f->places.v[county];
	int32_t north = t->lat_e5 - c->lat_e5, east = t->lon_e5 - c->lon_e5;
	return c->kind == DL_P_ADM2 && t->adm1 == c->adm1 && north < COUNTY_E5 && north > -COUNTY_E5
	       && east < COUNTY_E5 && east > -COUNTY_E5;
}

/* Does the sentence name a place or a nation that speaks against p? */
static bool spoken_against(const context *c, const dl_report *r, uint32_t p)
{
	const finder *f = c->h->f;
	for (uint32_t t = f->tok->sent_first[r->sent]; t < f->tok->sent_first[r->sent + 1]; t++) {
		const dl_mention *m = &f->mentions.v[f->mention_at[t]];
		if (m->kind != DL_M_PLACE || !m->value || of_somebody(f, m) || of_county(f, p, m->value)) continue;
		if (m->form == 'a' ? !same_country(f, m->value, p) : m->form == 'n' && !lies_in(f, p, m->value)
		    && !lies_in(f, m->value, p)) return true;
	}
	return false;
}

/* The town that the text names most often, the first of those named equally often. */
static const town *main_town(const context *c)
{
	uint32_t best = 0, most = 0;
	for (uint32_t i = 0; i < c->n; i++) {
		uint32_t n = 0;
		for (uint32_t k = 0; k < c->n; k++) n += c->towns[k].place == c->towns[i].place;
		if (n > most) best = i, most = n;
	}
	return c->n ? &c->towns[best] : NULL;
}

/* The town told last before the report in its paragraph; else the dateline; else the last one told in the paragraphs
 * right before it, else the one that the text names most. */
static const town *town_for(const context *c, const dl_report *r)
{
	const town *last = NULL;
	uint32_t para = c->h->f->tok->sent_para[r->sent];
	for (uint32_t i = 0; i < c->n; i++)
		if (c->towns[i].sent <= r->sent) last = &c->towns[i];
	if (last && last->para == para) return last;
	if (c->dateline) return &c->towns[c->dateline - 1];
	return last && last->para + PARAS_NEAR >= para ? last : main_town(c);
}

static void place_in_context(context *c, uint32_t id)
{
	static const slice names[] = {{"", 0}, {"town named nearest", 18}, {"dateline", 8}, {"whose police it is", 18}};
	finder *f = c->h->f;
	const town *t = town_for(c, &f->reports.v[id]);
	if (!t || spoken_against(c, &f->reports.v[id], t->place)) return;
	dl_claim *k = claim_add(c->h, id, DL_F_WHERE, f->mentions.v[t->mention].at);
	k->kind = DL_V_PLACE, k->value = t->place, k->mention = t->mention, k->ground = t->ground;
	k->attribution = 0, k->rule = rule_add(f, "context", 0, names[t->ground]);
}

/* "Leeds police investigate fatal shooting" of a text that tells of no harm: what the headline tells is in its town. */
static void place_headline(context *c)
{
	const finder *f = c->h->f;
	for (uint32_t id = 1; id < f->reports.n; id++)
		if (c->narrow[id]) return;
	for (uint32_t id = 1; id < f->reports.n; id++) {
		const dl_report *r = &f->reports.v[id];
		bool told = r->modality == DL_TOLD || r->modality == DL_ALLEGED;
		if (!(r->flags & DL_RF_HEADLINE) || !told || f->mentions.v[c->towns[0].mention].sent != r->sent) continue;
		place_in_context(c, id);
		return;
	}
}

/* The hospital in a phrase, or above the place that it names: "(a hospital) in Leeds"; 0 none. */
static uint32_t hospital_of(const finder *f, const dl_claim *k)
{
	uint32_t t = token_at(f, k->at.start), up = k->mention ? f->mentions.v[k->mention].head : 0;
	if (t && hospital_before(f, t)) return hospital_before(f, t);
	for (; t && t < f->tok->n && f->tok->start[t] < k->at.end; t++)
		if (is_hospital(f, t)) return t;
	for (uint32_t n = 0; up && n < 3; n++, up = f->tok->head[up])
		if (is_hospital(f, up)) return up;
	return 0;
}

/* "was taken to a hospital in Leeds", "died at the clinic": where the hurt are cared for is not where it happened. */
static void set_hospitals_apart(happen *h)
{
	finder *f = h->f;
	dl_ref apart = pool_add(f, S("hospital"));
	for (uint32_t i = 1; i < f->claims.n; i++) {
		dl_claim *k = &f->claims.v[i];
		uint32_t up = k->field == DL_F_WHERE && !k->of.n ? hospital_of(f, k) : 0;
		for (uint32_t n = 0; up && n < 6; n++, up = f->tok->head[up])
			if (tok_in(f, up, W_CARED_FOR)) k->of = apart;
	}
}

/* ---------------------------------------------------------------- the day, when no harm has one */
static bool harms(const happen *h, uint32_t id)
{
	const dl_report *r = &h->f->reports.v[id];
	const lex_row *row = &h->kb->rows.v[h->report_rows.v[id]];
	if (r->flags & (DL_RF_BACKGROUND | DL_RF_HISTORY | DL_RF_GENERIC)) return false;
	if (r->modality != DL_TOLD && r->modality != DL_ALLEGED) return false;
	return r->type == DL_ASSAULT || row->harmful || row->makes == LEX_HARM;
}

/* What comes after a deed, and the telling of it, have days of their own. */
static bool of_aftermath(const happen *h, uint32_t t)
{
	const finder *f = h->f;
	for (uint32_t n = 0; t && n < 5; n++, t = f->tok->head[t]) {
		if (f->tok->upos[t] != DL_VERB) continue;
		if (tok_in(f, t, W_AFTERMATH)) return true;
		return (class_of_lemma(h->kb, f->tok->lemma[t]) & h->kb->speech) != 0;
	}
	return false;
}

/* A day of the fortnight before publication that nothing else has taken. */
static bool free_day(const happen *h, const dl_mention *m)
{
	const finder *f = h->f;
	const dl_time *t = &f->times.v[m->value];
	int64_t today = f->doc->published_day;
	if (m->kind != DL_M_TIME || !m->value || !sentence_told(f->tok, m->sent) || today == DL_DAY_NONE) return false;
	bool day = t->from_min != DL_MIN_NONE && t->grain <= DL_G_DAY && !t->history && t->type != DL_TIMEX_DURATION;
	return day && t->from_min < (today + 1) * 1440 && t->from_min >= (today - DAYS_FRESH) * 1440
	       && !of_aftermath(h, f->tok->head[m->head]);
}

/* A day or a few; "four were killed last year" leaves the news without one. */
static bool known_to_days(const dl_time *t)
{
	return t->from_min != DL_MIN_NONE && (t->to_min == DL_MIN_MAX || t->to_min - t->from_min <= DAYS_KNOWN * 1440);
}

/* "Music played in the bar on Monday night. Two guests were shot": where no harm has a day, the first of them takes the
 * one told nearest, in its paragraph or the next ones. */
static void day_in_context(happen *h)
{
	finder *f = h->f;
	uint32_t id = 0, best = 0, far = PARAS_NEAR + 1;
	uint8_t *taken = ARENA_ARRAY(f->w->tmp, uint8_t, f->mentions.n);
	if (!taken) { f->nomem = true; return; }
	for (uint32_t i = 1; i < f->claims.n; i++) {
		const dl_claim *k = &f->claims.v[i];
		if (k->field != DL_F_WHEN || k->of.n) continue;
		if (k->kind == DL_V_TIME && known_to_days(&f->times.v[k->value]) && harms(h, k->report)) return;
		taken[k->mention] = 1;
	}
	for (uint32_t r = f->reports.n; --r;)                /* a headline is told again below it */
		if (harms(h, r) && (!id || !(f->reports.v[r].flags & DL_RF_HEADLINE))) id = r;
	uint32_t para = f->tok->sent_para[f->reports.v[id].sent];
	for (uint32_t i = 1; id && i < f->mentions.n; i++) {
		const dl_mention *m = &f->mentions.v[i];
		uint32_t p = f->tok->sent_para[m->sent], gap = p > para ? p - para : para - p;
		if (!taken[i] && gap < far && free_day(h, m)) best = i, far = gap;
	}
	if (!best) return;
	claim_time(h, id, best, DL_F_WHEN);
	dl_claim *k = &f->claims.v[f->claims.n - 1];
	k->ground = DL_GROUND_NAMED, k->attribution = 0, k->rule = rule_add(f, "context", 0, S("day named nearest"));
}

void claims_of_context(happen *h)
{
	finder *f = h->f;
	context c = {.h = h};
	c.narrow = ARENA_ARRAY(f->w->tmp, bool, f->reports.n);
	if (!c.narrow) { f->nomem = true; return; }
	set_hospitals_apart(h);
	day_in_context(h);
	for (uint32_t i = 1; i < f->claims.n; i++) {
		const dl_claim *k = &f->claims.v[i];
		if (k->field != DL_F_WHERE || k->kind != DL_V_PLACE || k->of.n) continue;
		c.narrow[k->report] |= f->places.v[k->value].kind != DL_P_COUNTRY && f->places.v[k->value].kind != DL_P_ADM1;
	}
	for (uint32_t i = 1; i < f->mentions.n; i++) note_town(&c, i);
	for (uint32_t i = 1; !c.n && i < f->mentions.n; i++) note_beside(&c, i);
	for (uint32_t i = 1, any = c.n; !any && i < f->mentions.n; i++) note_county(&c, i);
	uint32_t had = f->claims.n;
	for (uint32_t id = 1; c.n && id < f->reports.n && !f->nomem; id++)
		if (needs_place(&c, id)) place_in_context(&c, id);
	if (f->claims.n == had && c.n) place_headline(&c);
}
