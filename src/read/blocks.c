/* SPDX-License-Identifier: Apache-2.0
 *
 * blocks.c - the blocks of a text: headline, byline, paragraphs, and what is no narration.
 *
 * In: a document's text. Out: doc->blocks, in order, with only white space between them; doc->title, author
 * and credit where they were empty and the text has them.
 *
 *      Iraq: At least 23 dead amid fighting                  TITLE
 *      Iraq: At least 23 dead amid fighting                  DOUBLE
 *      BAGHDAD (Reuters) - At least 23 people have ...       PARA      credit: Reuters
 *      IRAQI PARLIAMENT IN BAGHDAD STORMED BY PROTESTERS     LINK      capitals between sentences
 *      Read more on Iraq                                     FURNITURE furniture.tsv
 *      The Associated Press contributed to this report.      CREDIT    credit: Reuters; Associated Press
 *
 * A block is a line, unless the text is wrapped at a width (old wire copy): then it is what stands between
 * blank or indented lines. A text that is one line is one paragraph. Copy in capitals throughout has no
 * headlines by capitals. Of a line only a picture's credit is cut off where its words follow ("Image copyright EPA
 * Image caption Crews at work"); "Advertisement" run into a sentence stays there.
 * Cost: one pass for lines, one for shapes, two for kinds.
 */
#include "read/shape.h"

#include <ctype.h>

typedef struct {
	dl_span at;
	uint32_t indent;             /* blanks before it                                                    */
	bool gap;                    /* an empty line stands before it                                      */
	bool caption;                /* the words of a picture, cut off from its credit                     */
} text_line;

typedef struct {
	dl_block b;
	line_shape shape;
	const line_rule *rule;       /* of furniture.tsv, NULL none                                         */
	bool caption;
} piece;

typedef struct {
	const line_rules *rules;
	arena *tmp;
	dl_doc *doc;
	VEC(text_line) lines;
	VEC(piece) pieces;
	bool nomem;
	bool caps;                   /* the whole text is in capitals                                       */
	bool punctuated;             /* most of its blocks end like sentences                               */
} cutter;

/* --- lines and paragraphs */
static void add_line(cutter *c, uint32_t from, uint32_t to, bool gap)
{
	slice raw = slice_sub(c->doc->text, from, to), s = slice_trim(raw);
	text_line *l = VEC_PUSH(c->tmp, &c->lines);
	if (!l) {
		c->nomem = true;
		return;
	}
	uint32_t start = (uint32_t)(s.p - c->doc->text.p);
	*l = (text_line){.at = {start, start + (uint32_t)s.n}, .indent = start - from, .gap = gap};
}

#define LEAD_IN 160u         /* bytes within which a picture's words follow its credit                          */

/* Bytes of "Media playback is unsupported on your device Media caption " and the like at the head of a line that goes
 * on; 0 when it has none. */
static uint32_t lead_in(slice s)
{
	static const char *const heads[] = {"Image copyright ", "Image caption ", "Media caption ", "Media playback is "};
	static const char *const ends[] = {"Image caption ", "Media caption "};
	size_t at;
	slice near = slice_sub(s, 0, min_u32(LEAD_IN, (uint32_t)s.n));
	if (!slice_starts_among(s, heads, COUNT(heads))) return 0;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (slice_find(near, (slice){ends[i], strlen(ends[i])}, &at)) return (uint32_t)(at + strlen(ends[i]));
	return 0;
}

/* A line, or the two that are run into one. */
static void add_lines(cutter *c, uint32_t from, uint32_t to, bool gap)
{
	slice s = slice_trim(slice_sub(c->doc->text, from, to));
	uint32_t cut = lead_in(s), start = (uint32_t)(s.p - c->doc->text.p);
	if (cut) add_line(c, from, start + cut, gap);
	add_line(c, cut ? start + cut : from, to, gap || cut);
	if (cut && !c->nomem) c->lines.v[c->lines.n - 1].caption = true;
}

static void split_lines(cutter *c)
{
	slice t = c->doc->text;
	bool gap = false;
	for (uint32_t i = 0; i < t.n && !c->nomem;) {
		uint32_t from = i;
		while (i < t.n && t.p[i] != '\n' && t.p[i] != '\r') i++;
		if (slice_trim(slice_sub(t, from, i)).n) add_lines(c, from, i, gap), gap = false;
		else gap = true;
		if (i < t.n && t.p[i] == '\r' && i + 1 < t.n && t.p[i + 1] == '\n') i++;
		i++;
	}
}

#define WRAP_WIDTH 100      /* wire copy is wrapped at 60 to 80 columns; paragraphs of one line are longer      */

/* Lines that break in the middle of sentences: most of those followed by another without a gap. */
static bool is_wrapped(const cutter *c)
{
	uint32_t pairs = 0, broken = 0, width = 0;
	for (uint32_t i = 0; i < c->lines.n; i++) {
		dl_span at = c->lines.v[i].at;
		width = max_u32(width, at.end - at.start);
		if (i + 1 == c->lines.n || c->lines.v[i + 1].gap) continue;
		char end = c->doc->text.p[at.end - 1];
		pairs++;
		broken += at.end - at.start > WRAP_WIDTH / 3 && !memchr(".!?:\"')", end, 7);
	}
	return pairs >= 2 && broken * 2 >= pairs && width <= WRAP_WIDTH;
}

static void join_lines(cutter *c)
{
	bool wrapped = is_wrapped(c);
	for (uint32_t i = 0; i < c->lines.n && !c->nomem; i++) {
		const text_line *l = &c->lines.v[i];
		bool starts = !wrapped || !i || l->gap || (l->indent >= 2 && c->lines.v[i - 1].indent < 2);
		if (!starts) {
			c->pieces.v[c->pieces.n - 1].b.at.end = l->at.end;
			continue;
		}
		piece *p = VEC_PUSH(c->tmp, &c->pieces);
		if (p) *p = (piece){.b = {.at = l->at}, .caption = l->caption};
		else c->nomem = true;
	}
}

/* A page's own structure: its blocks are the pieces. */
static void take_blocks(cutter *c)
{
	for (uint32_t i = 0; i < c->doc->n_blocks && !c->nomem; i++) {
		piece *p = VEC_PUSH(c->tmp, &c->pieces);
		if (p) *p = (piece){.b = c->doc->blocks[i]};
		else c->nomem = true;
	}
}

static slice piece_text(const cutter *c, const piece *p) { return span_text(c->doc->text, p->b.at); }

static void look(cutter *c)
{
	char folded[LINE_FOLD];
	uint64_t letters = 0, upper = 0, ended = 0;
	for (uint32_t i = 0; i < c->pieces.n; i++) {
		piece *p = &c->pieces.v[i];
		slice s = piece_text(c, p);
		p->shape = shape_of(s);
		letters += p->shape.letters, upper += p->shape.upper, ended += shape_sentence(&p->shape);
		if (s.n + 8 < sizeof folded)
			p->rule = line_rule_find(c->rules, (slice){folded, line_fold(s, folded, sizeof folded)});
	}
	c->caps = upper * 10 >= letters * 6;
	c->punctuated = c->pieces.n >= 3 && ended * 2 >= c->pieces.n;
}

/* --- head of the text: headline and byline */
static bool could_be_title(const cutter *c, const piece *p)
{
	const line_shape *s = &p->shape;
	if (p->rule || s->bullet || s->bytes > 220 || s->words < 3 || s->words > 35) return false;
	if (s->end == '.' || s->end == ',' || s->end == ';' || s->end == ':') return false;
	return c->pieces.n > 1;
}

/* "By Jane Doe" or, before the first paragraph, a line of names alone. */
static bool is_byline(const piece *p, bool titled)
{
	if (p->rule && p->rule->kind == DL_BLOCK_BYLINE) return p->shape.bytes <= 150;
	return titled && !p->rule && !shape_sentence(&p->shape) && shape_names(&p->shape) && p->shape.words <= 10;
}

#define HEAD_PIECES 10      /* headline, kicker, byline, date, sharing: seen up to eight lines before the story   */

/* Headline and bylines among the first pieces; stops at the first paragraph. */
static void read_head(cutter *c)
{
	dl_doc *doc = c->doc;
	bool titled = doc->title.n > 0, have = false;
	for (uint32_t i = 0; i < c->pieces.n; i++) {
		piece *p = &c->pieces.v[i];
		slice s = piece_text(c, p);
		if (p->b.kind == DL_BLOCK_TITLE) {
			have = titled = true;
			if (!doc->title.n) doc->title = s;
			continue;
		}
		if (p->b.kind != DL_BLOCK_PARA && p->b.kind != DL_BLOCK_SUBHEAD) continue;
		if (p->shape.bytes <= 300 && doc->title.n && lines_alike(s, doc->title)) {
			p->b.kind = have ? DL_BLOCK_DOUBLE : DL_BLOCK_TITLE;
			have = titled = true;
		} else if (i < HEAD_PIECES && is_byline(p, titled)) {
			p->b.kind = DL_BLOCK_BYLINE;
		} else if (i == 0 && !have && could_be_title(c, p)) {
			p->b.kind = DL_BLOCK_TITLE;
			have = titled = true;
			if (!doc->title.n) doc->title = s;
		} else if (!p->rule && (shape_sentence(&p->shape) || p->shape.words > 35)) {
			break;
		}
	}
}

/* --- the rest */
static uint8_t lone_line(const cutter *c, uint32_t i)
{
	const line_shape *s = &c->pieces.v[i].shape;
	bool last = i + 1 == c->pieces.n;
	if (!s->letters && !s->digits) return DL_BLOCK_FURNITURE;         /* "***", "___" */
	if (s->bullet) return DL_BLOCK_LIST;
	if (!c->punctuated || s->quoted || s->words > 25) return DL_BLOCK_PARA;
	if (s->end == '?' && s->words <= 6) return DL_BLOCK_SUBHEAD;
	if (shape_sentence(s)) return DL_BLOCK_PARA;
	if (!c->caps && shape_caps(s)) return s->words >= 5 ? DL_BLOCK_LINK : DL_BLOCK_SUBHEAD;
	if (c->caps) return s->words <= 4 ? DL_BLOCK_SUBHEAD : DL_BLOCK_PARA;
	if (s->words <= 6) return DL_BLOCK_SUBHEAD;
	if (shape_title_case(s)) return DL_BLOCK_LINK;
	/* "Italy searches for survivors of strong quake": a short line without an end between paragraphs that
	 * have one. The last one may be a story that was cut off. */
	return !last && s->words <= 12 ? DL_BLOCK_LINK : DL_BLOCK_PARA;
}

/* "Source: AFP", "- Reuters", "Associated Press": agencies and small words, nothing else. */
static bool agencies_only(const cutter *c, slice s)
{
	if (s.n > 80) return false;
	for (int i = 0; i < 4; i++) {
		static const char *const before[] = {"source: ", "sources: ", "with ", "by ", "from ", "via "};
		while (s.n && (strchr("-(", s.p[0]) || s.p[0] == ' ')) s = slice_sub(s, 1, s.n);
		if (slice_starts(s, S("\xe2\x80\x94")) || slice_starts(s, S("\xe2\x80\x93"))) s = slice_sub(s, 3, s.n);
		for (size_t k = 0; k < COUNT(before); k++) {
			size_t n = strlen(before[k]);
			if (s.n > n && slice_eq_fold(slice_sub(s, 0, n), (slice){before[k], n})) s = slice_sub(s, n, s.n);
		}
	}
	while (s.n && strchr(").", s.p[s.n - 1])) s.n--;
	return agency_named(c->rules, s).n > 0;
}

static void read_kinds(cutter *c)
{
	for (uint32_t i = 0; i < c->pieces.n; i++) {
		piece *p = &c->pieces.v[i];
		if (p->b.kind != DL_BLOCK_PARA) continue;
		if (agencies_only(c, piece_text(c, p))) p->b.kind = DL_BLOCK_CREDIT;
		else if (p->rule && p->rule->kind != DL_BLOCK_BYLINE) p->b.kind = p->rule->kind;
		else if (p->rule) p->b.kind = p->shape.bytes <= 150 ? DL_BLOCK_BYLINE : DL_BLOCK_PARA;
		else if (!p->caption) p->b.kind = shape_points(piece_text(c, p)) ? DL_BLOCK_CAPTION : lone_line(c, i);
	}
}

/* --- credit */
static void credit_add(cutter *c, arena *a, slice names)
{
	slice *credit = &c->doc->credit;
	if (!names.n || slice_find(*credit, names, NULL)) return;
	*credit = credit->n ? arena_printf(a, "%.*s; %.*s", PRS(*credit), PRS(names)) : arena_copy(a, names);
	if (!credit->p) c->nomem = true;
}

/* "BAGHDAD, Aug 30 (Xinhua) --": the agency in the first bracket of the first paragraph. */
#define DATELINE_BYTES 120

static slice dateline_agency(const cutter *c, slice s)
{
	s = slice_sub(s, 0, DATELINE_BYTES);
	const char *open = s.n ? memchr(s.p, '(', s.n) : NULL;
	const char *close = open ? memchr(open, ')', s.n - (size_t)(open - s.p)) : NULL;
	return close ? agency_named(c->rules, (slice){open + 1, (size_t)(close - open) - 1}) : S("");
}

/* "... in the capital. (Reuters)", "... he said. - AFP": an agency signs at the end of the last paragraph. */
static slice signing_agency(const cutter *c, slice s)
{
	if (s.n && s.p[s.n - 1] == ')') {
		size_t i = s.n - 1;
		while (i && s.p[i] != '(') i--;
		return agency_named(c->rules, slice_sub(s, i + 1, s.n - 1));
	}
	size_t i = s.n > 40 ? s.n - 40 : 0;
	for (; i < s.n; i++) {
		slice rest = slice_sub(s, i, s.n);
		size_t dash = slice_starts(rest, S("- ")) || slice_starts(rest, S("--")) ? 2
		              : slice_starts(rest, S("\xe2\x80\x94")) || slice_starts(rest, S("\xe2\x80\x93")) ? 3 : 0;
		if (dash) return agency_named(c->rules, slice_sub(rest, dash, rest.n));
	}
	return S("");
}

static bool is_copyright(slice s)
{
	return slice_starts(s, S("Copyright")) || slice_starts(s, S("COPYRIGHT")) || slice_starts(s, S("\xc2\xa9"))
	       || slice_starts(s, S("(\xc2\xa9"));
}

static void read_credit(cutter *c, arena *a)
{
	const piece *first = NULL, *last = NULL;
	bool given = c->doc->credit.n > 0;
	for (uint32_t i = 0; i < c->pieces.n; i++) {
		const piece *p = &c->pieces.v[i];
		slice s = piece_text(c, p);
		if (p->b.kind == DL_BLOCK_PARA) {
			if (!first) first = p;
			last = p;
		}
		if (given) continue;
		if (p->b.kind == DL_BLOCK_CREDIT || p->b.kind == DL_BLOCK_BYLINE
		    || (p->b.kind == DL_BLOCK_FURNITURE && is_copyright(s)))
			credit_add(c, a, agencies_in(c->rules, c->tmp, s));
	}
	if (given || !first) return;
	credit_add(c, a, dateline_agency(c, piece_text(c, first)));
	credit_add(c, a, signing_agency(c, piece_text(c, last)));
}

static void read_author(cutter *c)
{
	if (c->doc->author.n) return;
	for (uint32_t i = 0; i < c->pieces.n; i++) {
		if (c->pieces.v[i].b.kind != DL_BLOCK_BYLINE) continue;
		slice s = piece_text(c, &c->pieces.v[i]);
		if (s.n > 3 && slice_eq_fold(slice_sub(s, 0, 3), S("by "))) s = slice_trim(slice_sub(s, 3, s.n));
		c->doc->author = s;
		return;
	}
}

static bool give_blocks(const cutter *c, arena *a)
{
	dl_block *b = ARENA_ARRAY(a, dl_block, c->pieces.n ? c->pieces.n : 1);
	if (!b) return false;
	for (uint32_t i = 0; i < c->pieces.n; i++) b[i] = c->pieces.v[i].b;
	c->doc->blocks = b, c->doc->n_blocks = c->pieces.n;
	return true;
}

dl_status blocks_find(const line_rules *r, arena *a, dl_doc *doc)
{
	arena *tmp = arena_new(0);
	cutter c = {.rules = r, .tmp = tmp, .doc = doc};
	if (!tmp) return DL_NOMEM;
	if (doc->n_blocks) {
		take_blocks(&c);
	} else {
		split_lines(&c);
		join_lines(&c);
	}
	if (!c.nomem) {
		look(&c);
		read_head(&c);
		read_kinds(&c);
		read_credit(&c, a);
		read_author(&c);
		if (!give_blocks(&c, a)) c.nomem = true;
	}
	arena_free(tmp);
	return c.nomem ? DL_NOMEM : DL_OK;
}
