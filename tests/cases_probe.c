/* SPDX-License-Identifier: Apache-2.0
 *
 * cases_probe.c - runs the library over the text of a case and prints what it finds, a line each.
 * "ASSAULT firearms fire | told | who: police | killed: 3 | word: opened fire | ..." The keys are those of the
 * manual; the enum's own words are used throughout, so that a case reads like the program's output.
 */
#include "cases_probe.h"
#include "tell/tell.h"

#include <stdio.h>

static void found(probe *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void found(probe *p, const char *fmt, ...)
{
	char line[6000];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	for (char *c = line; *c; c++)
		if (*c == '\n' || *c == '\t') *c = ' ';
	*VEC_PUSH(p->a, &p->found) = arena_copy(p->a, (slice){line, strlen(line)});
}

static slice words_of(const probe *p, dl_span at) { return span_text(p->text, at); }

/* list, then sep unless list is empty, then s */
static slice join(probe *p, slice list, const char *sep, slice s)
{
	return arena_printf(p->a, "%.*s%s%.*s", PRS(list), list.n ? sep : "", PRS(s));
}

/* ---------------------------------------------------------------- values in words */
static slice bound(probe *p, int64_t v, unsigned decimals)
{
	if (v == DL_COUNT_NONE || v == DL_COUNT_MAX) return S("*");
	int64_t unit = 1;
	for (unsigned i = 0; i < decimals; i++) unit *= 10;
	if (unit == 1) return arena_printf(p->a, "%lld", (long long)v);
	long long whole = v / unit, rest = v % unit;
	return arena_printf(p->a, "%s%lld.%0*lld", v < 0 ? "-" : "", whole < 0 ? -whole : whole, (int)decimals,
	                    rest < 0 ? -rest : rest);
}

static slice count_words(probe *p, const dl_count *c)
{
	slice lo = bound(p, c->lo, c->decimals), hi = bound(p, c->hi, c->decimals);
	return slice_eq(lo, hi) ? lo : arena_printf(p->a, "%.*s..%.*s", PRS(lo), PRS(hi));
}

static slice bits_words(probe *p, unsigned bits, const char *const *names, unsigned n, const char *sep)
{
	slice s = S("");
	for (unsigned i = 0; i < n; i++)
		if (bits >> i & 1) s = join(p, s, sep, (slice){names[i], strlen(names[i])});
	return s;
}

static slice value_words(probe *p, const dl_claim *c)
{
	const dl_facts *f = p->f;
	switch (c->kind) {
	case DL_V_TIME: return dl_str(f, f->times[c->value].value);
	case DL_V_PLACE: return dl_str(f, f->places[c->value].name);
	case DL_V_COUNT: return count_words(p, &f->counts[c->value]);
	case DL_V_ENTITY: return dl_str(f, f->entities[c->value].name);
	default: return words_of(p, c->at);
	}
}

static slice via_words(probe *p, uint32_t attribution)
{
	const dl_attribution *t = &p->f->attributions[attribution];
	slice s = S("");
	for (uint32_t i = 0; attribution && i < t->n_links; i++)
		s = join(p, s, " < ", dl_str(p->f, p->f->links[t->first_link + i].name));
	return s;
}

/* ---------------------------------------------------------------- one document */
static void probe_tokens(probe *p, bool tree)
{
	dl_tokens t;
	if (dl_parse(p->lane, p->doc, &t) != DL_OK) {
		found(p, "error %s", dl_lane_error(p->lane)->text);
		return;
	}
	for (uint32_t s = 1; s < t.n_sents && !tree; s++) {
		uint32_t a = t.sent_first[s], b = t.sent_first[s + 1];
		dl_span at = {t.start[a], b > a ? t.start[b - 1] + t.bytes[b - 1] : t.start[a]};
		found(p, "%.*s", PRS(words_of(p, at)));
	}
	for (uint32_t i = 1; i < t.n && tree; i++) {
		slice head = t.head[i] ? t.form[t.head[i]] : S("ROOT");
		found(p, "%.*s | %s | xpos: %s | rel: %s | head: %.*s | lemma: %.*s | name: %s", PRS(t.form[i]),
		      dl_upos_name(t.upos[i]), dl_xpos_name(t.xpos[i]), dl_rel_name(t.rel[i]), PRS(head), PRS(t.lemma[i]),
		      dl_name_name(t.name[i]));
	}
}

static void probe_sents(probe *p) { probe_tokens(p, false); }
static void probe_parse(probe *p) { probe_tokens(p, true); }

static void probe_blocks(probe *p)
{
	static const char *const names[] = {"para", "title", "lede", "subhead", "list", "caption", "double", "link",
	                                    "furniture", "credit", "byline"};
	for (uint32_t i = 0; i < p->doc->n_blocks; i++)
		found(p, "%s | text: %.*s", names[p->doc->blocks[i].kind], PRS(words_of(p, p->doc->blocks[i].at)));
	if (p->doc->credit.n) found(p, "document | credit: %.*s", PRS(p->doc->credit));
}

static void probe_times(probe *p)
{
	static const char *const types[] = {"none", "DATE", "TIME", "DURATION", "SET"};
	static const char *const basis[] = {"none", "full", "published", "dateline", "mention"};
	static const char *const grains[] = {"none", "minute", "hour", "part", "day", "weekend", "week", "month", "season",
	                                     "quarter", "half", "year", "decade", "century"};
	for (uint32_t i = 1; i < p->f->n_times; i++) {
		const dl_time *t = &p->f->times[i];
		slice from = min_print(p->a, t->from_min), to = min_print(p->a, t->to_min);
		slice zone = t->zone_min == DL_ZONE_LOCAL ? (slice){0} : arena_printf(p->a, " | zone: %d", t->zone_min);
		found(p, "%.*s | %s | text: %.*s | from: %.*s | to: %.*s | basis: %s | mod: %c | weekday: %d | grain: %s%s%s%s"
		      "%.*s",
		      PRS(dl_str(p->f, t->value)), types[t->type], PRS(words_of(p, t->at)), PRS(from), PRS(to), basis[t->basis],
		      t->mod ? t->mod : '-', t->weekday, grains[t->grain], t->history ? " | history" : "",
		      t->undated ? " | undated" : "", t->joined ? " | joined" : "", PRS(zone));
	}
}

static void probe_counts(probe *p)
{
	static const char *const flags[] = {"approx", "at-least", "up-to", "vague", "part-of", "others", "total", "new",
	                                    "aggregate", "no-figure", "none-stated", "all", "old", "hit", "more",
	                                    "ordinal"};
	for (uint32_t i = 1; i < p->f->n_counts; i++) {
		const dl_count *c = &p->f->counts[i];
		found(p, "%.*s | text: %.*s | unit: %.*s | flags: %.*s", PRS(count_words(p, c)), PRS(words_of(p, c->at)),
		      PRS(dl_str(p->f, c->unit)), PRS(bits_words(p, c->flags, flags, COUNT(flags), " ")));
	}
}

static void probe_places(probe *p)
{
	static const char *const kinds[] = {"none", "country", "adm1", "adm2", "city", "part", "landmark", "water", "area",
	                                    "continent"};
	for (uint32_t m = 1; m < p->f->n_mentions; m++) {
		const dl_mention *n = &p->f->mentions[m];
		if (n->kind != DL_M_PLACE) continue;
		const dl_place *l = &p->f->places[n->value];
		found(p, "%.*s | text: %.*s | country: %s | %s | geoname: %u | in: %.*s | precision: %d",
		      PRS(dl_str(p->f, l->name)), PRS(words_of(p, n->at)), l->country, kinds[l->kind], l->geoname,
		      PRS(dl_str(p->f, p->f->places[l->in].name)), l->precision);
	}
}

static void probe_entities(probe *p)
{
	static const char *const kinds[] = {"none", "person", "org", "group", "place", "misc"};
	for (uint32_t e = 1; e < p->f->n_entities; e++) {
		const dl_entity *n = &p->f->entities[e];
		slice says = S("");
		for (uint32_t m = 1; m < p->f->n_mentions; m++)
			if (p->f->mentions[m].entity == e) says = join(p, says, "; ", words_of(p, p->f->mentions[m].at));
		found(p, "%.*s | %s | country: %s | roles: %s %s %s | of: %.*s | office: %.*s | mentions: %.*s",
		      PRS(dl_str(p->f, n->name)), kinds[n->kind], n->country, n->roles[0], n->roles[1], n->roles[2],
		      PRS(dl_str(p->f, p->f->entities[n->of].name)), PRS(dl_str(p->f, n->office)), PRS(says));
	}
}

static void probe_attributions(probe *p)
{
	for (uint32_t i = 1; i < p->f->n_attributions; i++) {
		const dl_attribution *t = &p->f->attributions[i];
		const dl_link *last = t->n_links ? &p->f->links[t->first_link + t->n_links - 1] : NULL;
		found(p, "%c %c | source: %.*s | cue: %.*s | content: %.*s | via: %.*s | informant: %s%s",
			  t->kind ? t->kind : '-', t->act ? t->act : '-', PRS(words_of(p, t->source)), PRS(words_of(p, t->cue)),
			  PRS(words_of(p, t->content)), PRS(via_words(p, i)),
			  last ? dl_informant_name(last->informant) : "none", last && last->anonymous ? " | anonymous" : "");
	}
}

static void probe_facts(probe *p)
{
	static const char *const flags[] = {"background", "headline", "nominal", "passive", "generic", "history", "quoted",
	                                    "repeat", "aside"};
	for (uint32_t i = 1; i < p->f->n_reports; i++) {
		const dl_report *r = &p->f->reports[i];
		slice claims = S("");
		for (uint32_t k = 0; k < r->n_claims; k++) {
			const dl_claim *c = &p->f->claims[r->first_claim + k];
			claims =
				arena_printf(p->a, "%.*s | %s: %.*s", PRS(claims), dl_field_name(c->field), PRS(value_words(p, c)));
		}
		found(p, "%s %.*s %.*s | %s%.*s | word: %.*s | trigger: %.*s | via: %.*s | tense: %c | %.*s",
			  dl_type_name(r->type), PRS(dl_str(p->f, r->mode)), PRS(dl_str(p->f, r->lemma)),
			  dl_modality_name(r->modality), PRS(claims), PRS(words_of(p, r->word)), PRS(words_of(p, r->trigger)),
			  PRS(via_words(p, r->attribution)), r->tense ? r->tense : '-',
			  PRS(bits_words(p, r->flags, flags, COUNT(flags), " | ")));
	}
}

static void probe_claims(probe *p)
{
	for (uint32_t i = 1; i < p->f->n_claims; i++) {
		const dl_claim *c = &p->f->claims[i];
		found(p, "%s %.*s | at: %.*s | of: %.*s | %s | via: %.*s | report: %.*s | ground: %s", dl_field_name(c->field),
		      PRS(value_words(p, c)), PRS(words_of(p, c->at)), PRS(dl_str(p->f, c->of)), dl_modality_name(c->modality),
		      PRS(via_words(p, c->attribution)), PRS(dl_str(p->f, p->f->reports[c->report].lemma)),
		      dl_ground_name(c->ground));
	}
}

static void probe_bonds(probe *p)
{
	for (uint32_t i = 1; i < p->f->n_bonds; i++) {
		const dl_bond *b = &p->f->bonds[i];
		slice from = dl_str(p->f, p->f->reports[b->from].lemma), to = dl_str(p->f, p->f->reports[b->to].lemma);
		found(p, "%s | from: %.*s | to: %.*s | at: %.*s | via: %.*s", dl_bond_name(b->kind), PRS(from), PRS(to),
		      PRS(words_of(p, b->at)), PRS(via_words(p, b->attribution)));
	}
}

static dl_docs *source_read(const source *s)
{
	dl_read_options o = {.outlet = s->outlet, .published = s->day, .title = s->title, .credit = s->credit,
	                     .file = S("case")};
	dl_docs *docs = NULL;
	if (dl_read(s->text, &o, &docs) == DL_OK && dl_docs_count(docs)) return docs;
	dl_docs_free(docs);
	return NULL;
}

void probe_document(probe *p, slice section, const source *s)
{
	static const struct { const char *name; void (*fn)(probe *); bool facts; } sections[] = {
		{"sents", probe_sents, false}, {"parse", probe_parse, false}, {"blocks", probe_blocks, false},
		{"times", probe_times, true}, {"counts", probe_counts, true}, {"places", probe_places, true},
		{"entities", probe_entities, true}, {"attributions", probe_attributions, true},
		{"facts", probe_facts, true}, {"claims", probe_claims, true}, {"bonds", probe_bonds, true},
	};
	dl_facts f = {0};
	dl_docs *docs = source_read(s);
	if (!docs) {
		found(p, "error the text was refused");
		return;
	}
	p->doc = dl_docs_get(docs, 0), p->text = p->doc->text, p->f = &f;
	size_t i = 0;
	while (i < COUNT(sections) && !slice_eq(section, (slice){sections[i].name, strlen(sections[i].name)})) i++;
	if (i == COUNT(sections)) found(p, "error no section has the name %.*s", PRS(section));
	else if (sections[i].facts && dl_facts_find(p->lane, p->doc, &f) != DL_OK)
		found(p, "error %s", dl_lane_error(p->lane)->text);
	else sections[i].fn(p);
	dl_docs_free(docs);
}

/* ---------------------------------------------------------------- many documents */
static void probe_account(probe *p, const dl_assembly *as, const dl_event *e, const dl_field *f, const dl_account *a)
{
	slice outlets = S("");
	for (uint32_t i = 0; i < a->n_vouchers; i++)
		outlets = join(p, outlets, "; ", as->docs[as->vouchers[a->first_voucher + i].doc]->outlet);
	found(p, "account %s %.*s | %s | verdict: %c | outlets: %.*s | origins: %u | of: %.*s | event: %s | %s",
		  dl_field_name(f->kind), PRS(a->value), dl_standing_name(f->standing), a->verdict ? a->verdict : '-',
		  PRS(outlets), a->n_origins, PRS(f->of), dl_type_name(e->type), dl_modality_name(a->modality));
}

static void probe_event(probe *p, const dl_assembly *as, const dl_event *e)
{
	slice from = min_print(p->a, e->from_min);
	found(p, "event %s %.*s | what: %.*s | from: %.*s | tellings: %u | outlets: %u | origins: %u | %s",
	      dl_type_name(e->type), PRS(e->mode), PRS(e->what), PRS(from), e->n_tellings, e->n_outlets, e->n_origins,
	      dl_modality_name(e->modality));
	for (uint32_t i = 0; i < e->n_bonds; i++) {
		const dl_event_bond *b = &as->bonds[e->first_bond + i];
		found(p, "bond %s | from: %s | to: %s | outlet: %.*s", dl_bond_name(b->kind), dl_type_name(e->type),
		      dl_type_name(as->events[b->to].type), PRS(as->docs[b->doc]->outlet));
	}
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *f = &as->fields[e->first_field + i];
		slice low = bound(p, f->low, f->decimals), best = bound(p, f->best, f->decimals),
		      high = bound(p, f->high, f->decimals);
		found(p, "field %s | %s | of: %.*s | best: %.*s/%.*s/%.*s | accounts: %u | event: %s | rule: %.*s | best rule: "
		         "%.*s",
		      dl_field_name(f->kind), dl_standing_name(f->standing), PRS(f->of), PRS(low), PRS(best), PRS(high),
		      f->n_accounts, dl_type_name(e->type), PRS(f->rule), PRS(f->best_rule));
		for (uint32_t k = 0; k < f->n_accounts; k++) probe_account(p, as, e, f, &as->accounts[f->first_account + k]);
	}
}

static void probe_assembly(probe *p, const dl_assembly *as)
{
	for (uint32_t i = 0; i < as->n_docs; i++) {
		const dl_doc_place *d = &as->places[i];
		found(p, "document %.*s | origin: %.*s | copy of: %.*s | story: %u", PRS(as->docs[i]->outlet),
			  PRS(as->origins[d->origin].name), PRS(d->copy_of ? as->docs[d->copy_of - 1]->outlet : S("none")),
			  d->story);
	}
	for (uint32_t i = 1; i < as->n_stories; i++)
		found(p, "story | docs: %u | outlets: %u | origins: %u | disputes: %u", as->stories[i].n_docs,
		      as->stories[i].n_outlets, as->stories[i].n_origins, as->stories[i].n_disputes);
	for (uint32_t i = 1; i < as->n_events; i++) probe_event(p, as, &as->events[i]);
	for (uint32_t i = 1; i < as->n_actors; i++) {
		slice s = S("");
		for (uint32_t k = 0; k < as->actors[i].n_spellings; k++)
			s = join(p, s, "; ", as->spellings[as->actors[i].first_spelling + k]);
		found(p, "actor %.*s | country: %s | spellings: %.*s", PRS(as->actors[i].name), as->actors[i].country, PRS(s));
	}
}

/* "Nine died (the Post). [1][2]" without its numbers. */
static slice before_cites(slice s)
{
	while (s.n && (s.p[s.n - 1] == ']' || s.p[s.n - 1] == '[' || (s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9'))) s.n--;
	return slice_trim(s);
}

static void probe_sentences(probe *p, const dl_assembly *as)
{
	static const tell_options plain = {0};
	for (uint32_t i = 1; i < as->n_stories; i++) {
		buf b = {0};
		bool begun = false;
		tell_brief(&b, as, i, &plain);
		for (slice rest = buf_slice(&b); rest.n;) {
			const char *nl = memchr(rest.p, '\n', rest.n);
			size_t n = nl ? (size_t)(nl - rest.p) : rest.n;
			slice line = slice_sub(rest, 0, n);
			if (slice_eq(line, S("Passages"))) break;
			if (begun && n) found(p, "says: %.*s", PRS(before_cites(line)));
			begun |= slice_starts(line, S("story ")) || (n && slice_find(line, S(" disputed; story "), NULL));
			rest = slice_sub(rest, nl ? n + 1 : n, rest.n);
		}
		buf_free(&b);
	}
}

static void probe_together(probe *p, const source *src, uint32_t n, void (*show)(probe *, const dl_assembly *))
{
	dl_docs *owned[SOURCES_MAX] = {0};
	const dl_doc *docs[SOURCES_MAX];
	dl_facts facts[SOURCES_MAX];
	const dl_facts *fp[SOURCES_MAX];
	uint32_t m = 0;
	dl_assembly as;
	for (uint32_t i = 0; i < n; i++) {
		if (!(owned[i] = source_read(&src[i]))) continue;
		docs[m] = dl_docs_get(owned[i], 0);
		if (dl_facts_find(p->lane, docs[m], &facts[m]) != DL_OK) continue;
		fp[m] = &facts[m];
		m++;
	}
	if (dl_assemble(p->lane, docs, fp, m, &as) == DL_OK) show(p, &as);
	else found(p, "error %s", dl_lane_error(p->lane)->text);
	for (uint32_t i = 0; i < n; i++) dl_docs_free(owned[i]);
}

void probe_story(probe *p, const source *src, uint32_t n) { probe_together(p, src, n, probe_assembly); }
void probe_brief(probe *p, const source *src, uint32_t n) { probe_together(p, src, n, probe_sentences); }
