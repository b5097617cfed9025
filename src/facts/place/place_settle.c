/* SPDX-License-Identifier: Apache-2.0
 *
 * place_settle.c - what weights cannot tell: one name means one place through a text, and what no table has lies where
 * the text is.
 *
 * In: toponyms, each with the spot that weighs most. Out: the same, some of them unknown to every table, with the spot
 * that they lie in. For a paper of New Orleans:
 *
 *      "shot in Milan ... in the Milan neighborhood"   a quarter inside New Orleans, both times
 *      "6016 Dublin Road"                              inside the town named last
 *      "in Waynesville, Indiana ... in Waynesville"    a town of Indiana, both times
 *
 * Cost: the text's names, times those that are bound to a region or called a quarter.
 */
#include "facts/place/place.h"

enum {
	FAR_PEOPLE = 100000,     /* a larger town is known by its name alone                                  */
	KNOWN_PEOPLE = 400000,   /* inside another name: "Jackson Memorial Hospital" of Miami is not Mississippi's */
	NEXT_STATE_KM = 60       /* so far a paper names the towns across its state's border without the state  */
};

/* The same name elsewhere in the document: a bound one ("Paris, Texas") speaks for the others. */
static void one_sense(place_scene *c)
{
	for (uint32_t i = 0; i < c->top.n; i++) {
		const toponym *a = &c->top.v[i];
		if (!a->within || a->form == 'a') continue;
		for (uint32_t j = 0; j < c->top.n; j++) {
			toponym *b = &c->top.v[j];
			if (b->within || b->form == 'a' || b->unknown || b->pick == a->pick || b->type != a->type) continue;
			if (b->n_cands == a->n_cands && b->cand[0].spot == a->cand[0].spot)
				b->pick = a->pick, b->evidence = PE_WITHIN;
		}
	}
}

/* Does the text name another place of that region or, abroad, of that country? */
static bool region_told(const place_scene *c, uint32_t pick, const spot *s)
{
	bool abroad = s->country != c->home_spot.country;
	for (uint32_t i = 0; i < c->top.n; i++) {
		uint32_t other = c->top.v[i].pick;
		if (!other || other == pick || c->top.v[i].unknown) continue;
		spot o = spot_get(c->f->kb->places, other);
		if (abroad ? o.country == s->country : other == s->adm1 || (o.adm1 && o.adm1 == s->adm1)) return true;
	}
	return false;
}

/* A paper of Pittsburgh that writes "Mount Washington" and no state means a quarter of Pittsburgh that no table has,
 * and not the small town of that name in Kentucky. */
static void drop_far_namesakes(place_scene *c)
{
	if (!c->home || c->home_spot.kind != DL_P_CITY) return;
	for (uint32_t i = 0; i < c->top.n; i++) {
		toponym *m = &c->top.v[i];
		if (!m->pick || m->pick & SPOT_SOURCE || m->within || m->form == 'a' || m->unknown || m->dateline) continue;
		spot s = spot_get(c->f->kb->places, m->pick);
		uint32_t known = m->form == 'e' ? KNOWN_PEOPLE : FAR_PEOPLE;
		if ((s.kind != DL_P_CITY && s.kind != DL_P_PART && s.kind != DL_P_ADM2) || s.population >= known) continue;
		if (s.adm1 == c->home_spot.adm1 || region_told(c, m->pick, &s)) continue;
		if (distance_km(s.lat_e5, s.lon_e5, c->home_spot.lat_e5, c->home_spot.lon_e5) < NEXT_STATE_KM) continue;
		m->of_home = 1;
		m->unknown = 1, m->pick = 0;
	}
}

/* The one region that the text names by itself, 0 when it names none or several: "Indiana officers", "Sullivan County,
 * Ind."; what it names of the outlet's own region makes it a text of home. */
static uint32_t only_region(const place_scene *c)
{
	uint32_t only = 0;
	for (uint32_t i = 0; i < c->top.n; i++) {
		const toponym *m = &c->top.v[i];
		spot s = spot_get(c->f->kb->places, m->pick);
		if (m->masthead || m->unknown || !m->pick || m->form == 'a') continue;
		if (s.adm1 && s.adm1 == c->home_spot.adm1) return 0;
		if (s.kind == DL_P_COUNTRY || (s.kind != DL_P_ADM1 && !m->within)) continue;
		uint32_t region = s.kind == DL_P_ADM1 ? m->pick : s.adm1;
		if (!region || (only && region != only)) return 0;
		only = region;
	}
	return only;
}

/* "Waynesville, Indiana", of no table, is there wherever the text names it; and so is a town that tables have far off
 * only, when a paper tells of one region that is not its own. */
static void tell_regions(place_scene *c)
{
	uint32_t region = only_region(c);
	spot r = spot_get(c->f->kb->places, region);
	for (uint32_t i = 0; i < c->top.n; i++) {
		toponym *m = &c->top.v[i];
		if (region && m->form == 'n' && m->of_home && !(m->type & PW_QUARTER) && c->home_spot.country == r.country)
			m->of_home = 0, m->inside = region;
	}
	for (uint32_t i = 0; i + 1 < c->top.n; i++) {
		const toponym *a = &c->top.v[i];
		slice name = span_text(c->f->text, a->at);
		for (uint32_t j = 0; a->unknown && a[1].region && j < c->top.n; j++) {
			toponym *b = &c->top.v[j];
			if (j == i || b->within || b->form != 'n' || !slice_eq_fold(span_text(c->f->text, b->at), name)) continue;
			if (!(j + 1 < c->top.n && b[1].region)) b->unknown = 1, b->pick = 0, b->inside = a[1].pick;
		}
	}
}

/* "the Milan neighborhood" of a text on New Orleans: a quarter that a table has near that town, else one that none has.
 * What is called so once ("Shot in Milan", the headline) is the quarter wherever the text names it. */
static void settle_quarter(place_scene *c, uint32_t at, uint32_t town)
{
	const place_kb *kb = c->f->kb->places;
	toponym *m = &c->top.v[at];
	spot s = spot_get(kb, m->pick);
	if (m->within) town = c->top.v[m->within - 1].pick;
	spot t = spot_get(kb, town);
	if (m->unknown || !town || m->pick == town || s.kind < DL_P_ADM2 || t.kind < DL_P_CITY) return;
	bool near = distance_km(s.lat_e5, s.lon_e5, t.lat_e5, t.lon_e5) < NEXT_STATE_KM;
	if (near && !(m->within && s.kind == DL_P_CITY)) return;
	m->unknown = 1, m->pick = 0, m->inside = m->within ? town : 0;
}

static bool home_named(const place_scene *c)
{
	for (uint32_t i = 0; i < c->top.n; i++)
		if (c->top.v[i].pick == c->home && !c->top.v[i].masthead && !c->top.v[i].unknown) return c->home != 0;
	return false;
}

/* "a South Austin neighborhood" speaks of Austin, but in a text of Chicago of a quarter that is called so. */
static void note_quarters(place_scene *c)
{
	bool home = c->home_spot.kind == DL_P_CITY && home_named(c);
	for (uint32_t i = 0; i < c->top.n && c->n_quarters < COUNT(c->quarters); i++) {
		const toponym *m = &c->top.v[i];
		spot s = spot_get(c->f->kb->places, m->pick);
		bool far = home && distance_km(s.lat_e5, s.lon_e5, c->home_spot.lat_e5, c->home_spot.lon_e5) >= NEXT_STATE_KM;
		if (m->type & PW_QUARTER && m->n_cands && (far || !(m->type & PW_TOWN)))
			c->quarters[c->n_quarters++] = m->cand[0].spot;
	}
}

static bool is_quarter(const place_scene *c, const toponym *m)
{
	for (uint32_t i = 0; m->n_cands && i < c->n_quarters; i++)
		if (c->quarters[i] == m->cand[0].spot) return true;
	return false;
}

static bool is_spot_of_town(const place_scene *c, const toponym *m)
{
	unsigned kind = spot_get(c->f->kb->places, m->pick).kind;
	return m->pick && m->form != 'a' && !m->masthead && kind >= DL_P_ADM2 && kind <= DL_P_LANDMARK;
}

static void settle_quarters(place_scene *c)
{
	uint32_t town = c->home_spot.kind == DL_P_CITY ? c->home : 0;
	note_quarters(c);
	if (!c->n_quarters) return;
	for (uint32_t i = c->top.n; i--;)           /* the first that is no quarter is the text's town before others */
		if (is_spot_of_town(c, &c->top.v[i]) && !is_quarter(c, &c->top.v[i])) town = c->top.v[i].pick;
	for (uint32_t i = 0; i < c->top.n; i++) {
		if (is_quarter(c, &c->top.v[i])) settle_quarter(c, i, town);
		else if (is_spot_of_town(c, &c->top.v[i])) town = c->top.v[i].pick;
	}
}

/* Streets and buildings of no table lie where the text is: in the town named last before, else first after. */
static void place_unknown(place_scene *c)
{
	uint32_t town = 0, n = c->top.n;
	for (uint32_t i = 0; i < n && !town; i++) {
		const toponym *m = &c->top.v[i];
		if (m->pick && m->form != 'a' && !m->masthead && spot_get(c->f->kb->places, m->pick).kind >= DL_P_ADM2
		    && spot_get(c->f->kb->places, m->pick).kind <= DL_P_LANDMARK) town = m->pick;
	}
	if (!town && c->home && c->home_spot.kind == DL_P_CITY) town = c->home;
	for (uint32_t i = 0; i < n; i++) {
		toponym *m = &c->top.v[i];
		spot s = spot_get(c->f->kb->places, m->pick);
		bool there = m->unknown && i + 1 < n && m[1].region;
		uint32_t inside = there ? m[1].pick : m->inside ? m->inside : m->of_home ? c->home : town;
		if (m->unknown) m->pick = inside, m->evidence = PE_CONTEXT;
		else if (m->form != 'a' && !m->masthead && s.kind >= DL_P_ADM2 && s.kind <= DL_P_LANDMARK) town = m->pick;
	}
}

void places_settle(place_scene *c)
{
	one_sense(c);
	drop_far_namesakes(c);
	settle_quarters(c);
	tell_regions(c);
	place_unknown(c);
}
