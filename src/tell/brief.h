/* SPDX-License-Identifier: Apache-2.0
 *
 * brief.h - shared inside src/tell: the sentences of a brief before they are printed.
 */
#ifndef DL_TELL_BRIEF_H
#define DL_TELL_BRIEF_H

#include "story/story.h"
#include "tell/screen.h"

typedef struct { uint32_t doc; dl_span at; } citation;

typedef struct {
	slice    text;               /* attributed; without its numbers                                        */
	uint32_t event;              /* events[]                                                               */
	uint8_t  standing;           /* dl_standing of the field it tells; DL_SINGLE or DL_AGREED for an event  */
	bool     leads;              /* first sentence of its event                                            */
	uint32_t first_cite, n_cites;        /* brief.cited[]: numbers of its passages                        */
} sentence;

typedef struct { const text_face *face; uint32_t doc; } lead_words;
typedef struct { int64_t lo; uint8_t kind; } figure;     /* a field's figure that has been told              */

typedef struct {
	arena *a;
	VEC(sentence) s;
	VEC(citation) c;             /* passages, each once: [1] is c[0]                                        */
	VEC(uint32_t) cited;         /* indexes of c                                                           */
	VEC(lead_words) leads;       /* of the sentences that lead                                             */
	VEC(figure) figures;
	bool nomem;
} brief;

/* A passage under the number that it has or gets; of the sentence begun last. */
uint32_t  brief_cite(brief *br, uint32_t doc, dl_span at);
/* Begin a sentence (NULL: out of memory); its citations follow, then sentence_end(). */
sentence *sentence_begin(brief *br, uint32_t event, unsigned standing, bool leads);
void      sentence_end(brief *br, sentence *s, buf *text);
/* Is the passage inside one that is cited already? */
bool      told_already(const brief *br, uint32_t doc, dl_span at);
void      figure_note(brief *br, unsigned kind, int64_t lo);
/* brief_facts.c: what no sentence so far says of an event; of one that is not led only what several tell. */
void      facts_add(brief *br, const dl_assembly *a, uint32_t event, bool led);

/* Sentences of a story, most certain and important first: o->most of them, of o->words words. */
void brief_make(brief *br, const dl_assembly *a, uint32_t story, const tell_options *o);

/* ---------------------------------------------------------------- brief_lead.c */
/* The telling whose sentence, *at, leads the event; NULL when none can stand alone. */
const dl_telling *lead_choose(brief *br, const dl_assembly *a, const dl_event *e, dl_span *at);
/* Whom a pronoun of the text names, empty when unknown. */
slice   brief_antecedent(slice text, const dl_facts *f, const dl_mention *m);
/* A reader of *at alone cannot tell whom the pronoun means. */
bool    brief_hangs(slice text, const dl_facts *f, const dl_mention *m, dl_span at);
/* Is the same told of in the span before it, by a name or a noun? Then a reader knows whom the pronoun means. */
bool    brief_named_before(const dl_facts *f, const dl_mention *m, dl_span at);
bool    brief_names_speaker(const dl_facts *f, dl_span at);       /* does it say itself who says it?             */

/* ---------------------------------------------------------------- brief_clause.c */
/* The passage's words, such that a reader of them alone can follow; without a stop. */
void clause_put(buf *b, const brief *br, const dl_assembly *a, citation c);

/* ---------------------------------------------------------------- brief_words.c */
#define LEAD_NEVER 100           /* a fault for which no merit makes up                                          */
int32_t words_fault(slice s);                             /* of a whole sentence, by its words alone            */
bool    words_no_prose(const dl_doc *d, dl_span at);      /* a picture's line, a button, somebody's post        */
bool    words_start_with_pronoun(slice s);
bool    words_start_quoted(slice s);
size_t  words_loose_head(slice s);                        /* bytes of "But ", "However, " before it             */

#endif
