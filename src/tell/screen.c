/* SPDX-License-Identifier: Apache-2.0
 *
 * screen.c - columns of a terminal: how wide text is, where a line breaks, colour.
 *
 * Colours are the terminal's own sixteen, so they follow a light or a dark scheme; meaning never hangs on them alone.
 */
#include "tell/screen.h"

#include <stdio.h>
#include <utf8proc.h>

uint32_t screen_width(slice s)
{
	uint32_t w = 0;
	for (const char *p = s.p, *end = s.p + s.n; p < end;) {
		int len;
		int one = utf8proc_charwidth((utf8proc_int32_t)utf8_next(p, end, &len));
		w += one > 0 ? (uint32_t)one : 0;
		p += len;
	}
	return w;
}

void screen_ink(buf *b, const tell_options *o, ink i)
{
	static const char *const codes[INK_N] = {"0", "1", "2", "32", "33", "31"};
	if (o->colour) buf_printf(b, "\033[%sm", codes[i]);
}

void screen_text(buf *b, const tell_options *o, ink i, slice s)
{
	if (i != INK_PLAIN) screen_ink(b, o, i);
	buf_put(b, s);
	if (i != INK_PLAIN) screen_ink(b, o, INK_PLAIN);
}

void screen_pad(buf *b, uint32_t columns)
{
	while (columns--) buf_putc(b, ' ');
}

static bool blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

slice screen_line(slice *rest, uint32_t columns)
{
	while (rest->n && blank(rest->p[0])) rest->p++, rest->n--;
	const char *end = rest->p + rest->n, *p = rest->p, *at_space = NULL;
	uint32_t w = 0;
	while (p < end) {
		int len;
		uint32_t cp = utf8_next(p, end, &len);
		int one = utf8proc_charwidth((utf8proc_int32_t)cp);
		if (blank(*p)) at_space = p;
		w += one > 0 ? (uint32_t)one : blank(*p);
		if (w > columns && p > rest->p && !blank(*p)) break;
		if (w > columns && blank(*p)) break;
		p += len;
	}
	const char *cut = p == end ? end : at_space && at_space > rest->p ? at_space : p;
	slice line = slice_trim((slice){rest->p, (size_t)(cut - rest->p)});
	*rest = (slice){cut, (size_t)(end - cut)};
	while (rest->n && blank(rest->p[0])) rest->p++, rest->n--;
	return line;
}

void screen_words(buf *b, slice s)
{
	bool gap = false, any = false;
	for (size_t i = 0; i < s.n; i++) {
		if (blank(s.p[i])) {
			gap = any;
			continue;
		}
		if (gap) buf_putc(b, ' ');
		buf_putc(b, s.p[i]);
		gap = false, any = true;
	}
}

void screen_wrap(buf *b, const tell_options *o, slice s, uint32_t first, uint32_t indent)
{
	buf words = {0};
	screen_words(&words, s);
	slice rest = buf_slice(&words);
	if (!o->width) buf_put(b, rest);
	for (bool begun = false; o->width && rest.n; begun = true) {
		uint32_t used = begun ? indent : first;
		if (begun) buf_putc(b, '\n'), screen_pad(b, indent);
		buf_put(b, screen_line(&rest, o->width > used + 10 ? o->width - used : 10));
	}
	buf_end(b, &words);
}

void put_many(buf *b, uint32_t n, const char *noun) { buf_printf(b, "%u %s%s", n, noun, n == 1 ? "" : "s"); }

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                                     "Dec"};
static const char *const long_months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
	"September", "October", "November", "December"};

static void put_day_words(buf *b, int32_t day)
{
	int y, m, d;
	day_to_ymd(day, &y, &m, &d);
	buf_printf(b, "%d %s %d", d, months[m - 1], y);
}

void put_moment(buf *b, int64_t min)
{
	if (min == DL_MIN_NONE || min == DL_MIN_MAX) {
		buf_puts(b, "day unknown");
		return;
	}
	int64_t day = min >= 0 ? min / 1440 : -((1439 - min) / 1440);
	int left = (int)(min - day * 1440);
	put_day_words(b, (int32_t)day);
	/* The last minute of a day stands for "that day". */
	if (left && left != 1439) buf_printf(b, " %02d:%02d", left / 60, left % 60);
}

void put_value(buf *b, const dl_account *x)
{
	int32_t day;
	int64_t min;
	if (x->value.n && day_parse(x->value, &day, &min)) put_moment(b, min != DL_MIN_NONE ? min : (int64_t)day * 1440);
	else screen_words(b, x->value);
}

void put_published(buf *b, const dl_doc *d)
{
	if (d->published_min != DL_MIN_NONE) put_moment(b, d->published_min);
	else if (d->published_day != DL_DAY_NONE) put_day_words(b, d->published_day);
	else buf_puts(b, "day unknown");
}

void put_published_short(buf *b, const dl_doc *d)
{
	int y, m, day;
	if (d->published_day == DL_DAY_NONE) return;
	day_to_ymd(d->published_day, &y, &m, &day);
	buf_printf(b, ", %d %s", day, months[m - 1]);
}

void put_published_words(buf *b, const dl_doc *d)
{
	int y, m, day;
	if (d->published_day == DL_DAY_NONE) return;
	day_to_ymd(d->published_day, &y, &m, &day);
	buf_printf(b, " on %d %s", day, long_months[m - 1]);
}

slice outlet_label(const dl_doc *d, char room[OUTLET_LABEL])
{
	size_t n = d->id.n < LABEL_ID ? d->id.n : LABEL_ID;
	if (d->outlet.n) return outlet_name(d);
	while (n && n < d->id.n && (d->id.p[n] & 0xC0) == 0x80) n--;       /* whole letters */
	snprintf(room, OUTLET_LABEL, "unnamed outlet %.*s", (int)n, d->id.p);
	return cstr_of(room);
}

void put_outlet(buf *b, const dl_doc *d)
{
	char room[OUTLET_LABEL];
	buf_put(b, outlet_label(d, room));
}

void put_outlet_day(buf *b, const dl_doc *d)
{
	put_outlet(b, d);
	buf_puts(b, ", ");
	put_published(b, d);
}

void put_sources(buf *b, uint32_t outlets, uint32_t origins)
{
	put_many(b, outlets, "outlet");
	buf_puts(b, ", ");
	put_many(b, origins, "origin");
}

/* "Morning Post - News", "Channel Six (Web News)": a section is no part of the name. */
static slice without_section(slice s)
{
	static const char *const parts[] = {" - News", " - Opinion", " - World", " - Politics", " - Editorial",
	                                    " - Top Stories", " - US", " - U.S."};
	size_t at;
	if (slice_ends(s, S(")")) && slice_find(s, S(" ("), &at) && at) return slice_sub(s, 0, at);
	for (size_t i = 0; i < COUNT(parts); i++) {
		size_t n = strlen(parts[i]);
		if (slice_ends(s, (slice){parts[i], n}) && s.n > n) return slice_sub(s, 0, s.n - n);
	}
	return s;
}

slice outlet_name(const dl_doc *d)
{
	bool site = slice_starts(d->outlet, S("www.")) && d->outlet.n > 4;
	return site ? slice_sub(d->outlet, 4, d->outlet.n) : without_section(d->outlet);
}

ink standing_ink(unsigned standing)
{
	switch (standing) {
	case DL_AGREED: return INK_GOOD;
	case DL_REVISED: return INK_NEWER;
	case DL_DISPUTED: return INK_BAD;
	default: return INK_PLAIN;
	}
}

const char *field_words(unsigned kind)
{
	static const char *const words[DL_FIELD_N] = {
		"it", "who did it", "who it was done to", "the time", "the place", "the number of dead",
		    "the number of injured",
		"the number of missing", "the number of arrests", "the number who took part", "the number displaced",
		"the number freed", "the damage", "the weapon", "the cause", "who claimed it", "what it covers",
		"what was said", "when it starts", "when it ends", "a detail"
	};
	return kind < DL_FIELD_N ? words[kind] : words[0];
}

#define CELL_BYTES 60    /* a claim's clause longer than this is shown by its value's own words              */

slice voucher_words(const dl_assembly *a, const dl_voucher *v)
{
	const dl_facts *f = a->facts[v->doc];
	const dl_claim *c = &f->claims[v->claim];
	slice text = a->docs[v->doc]->text, whole = slice_trim(span_text(text, voucher_span(a, v)));
	if (whole.n <= CELL_BYTES || !v->claim) return whole;
	dl_span at = {0, 0};
	if (c->kind == DL_V_TIME && c->value) at = f->times[c->value].at;
	else if (c->kind == DL_V_COUNT && c->value) at = f->counts[c->value].at;
	else if (c->mention) at = f->mentions[c->mention].at;
	return at.end > at.start ? slice_trim(span_text(text, at)) : whole;
}
